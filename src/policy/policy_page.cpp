#include "kezhuan/policy/policy_page.hpp"

#include "policy/rule_words.hpp"

namespace kezhuan {

namespace {

/// Kind, and what it does when it finds something.
std::string force_of(const RuleEntry& rule, const Policy& policy, Language language) {
  auto text = in(name_of(rule.kind), language) + in({"，", ", "}, language) +
              in(name_of(policy.severity_for(rule)), language);
  if (rule.legacy == LegacyTreatment::outstanding) {
    text += in({"；旧记录可缺，记为待补事项（REG-08）",
                "; an old record may lack it, which becomes outstanding (REG-08)"},
               language);
  }
  return text;
}

std::string sources_of(const RuleEntry& rule, const Policy& policy, Language language) {
  auto text = "\n**" + in({"依据", "Sources"}, language) + in({"**：", "**:"}, language) + "\n\n";
  for (const auto& source : rule.sources)
    text += "- " + to_text(policy.cite(source), language) + "\n";
  return text;
}

/// Every rule with what it is called, and a link to it.
std::string contents_of(const Policy& policy, Language language) {
  auto text =
      in({"| 规则 | 名称 | 种类 |\n", "| rule | title | kind |\n"}, language) + "|---|---|---|\n";
  for (const auto& rule : policy.rules()) {
    text += "| [" + rule.id + "](#" + rule_anchor(rule.id) + ") | " + rule.title.in(language) +
            " | " + force_of(rule, policy, language) + " |\n";
  }
  return text;
}

}  // namespace

std::string rule_page(const RuleEntry& rule, const Policy& policy, Language language) {
  auto remedy = rule.remedy.in(language) + in({"（", " ("}, language) + who_of(rule, language) +
                in({"）", ")"}, language);
  return "<a id=\"" + rule_anchor(rule.id) + "\"></a>\n### " + rule.id + " " +
         rule.title.in(language) + "\n\n" + rule.says.in(language) + "\n" +
         paragraph({"种类", "Kind"}, force_of(rule, policy, language), language) +
         paragraph({"查验于", "Asked at"}, triggers_of(rule, policy, language), language) +
         paragraph({"补救", "Remedy"}, remedy, language) +
         paragraph({"补救所用业务动作", "Acts that mend"}, acts_to_text(rule.mend_by, language),
                   language) +
         sources_of(rule, policy, language);
}

std::string policy_page(const Policy& policy, Language language) {
  auto page = "# " + policy.title().in(language) + "\n\n`" + policy.id() + "` " + policy.version() +
              in({"，生效日 ", ", effective from "}, language) + policy.effective_from().to_text() +
              "\n\n" + contents_of(policy, language);
  std::string_view family;
  for (const auto& rule : policy.rules()) {
    if (family_of(rule) != family) {
      family = family_of(rule);
      page += "\n## " + family_to_text(family, language) + "\n";
    }
    page += "\n" + rule_page(rule, policy, language);
  }
  return page;
}

}  // namespace kezhuan
