#include <string>

#include "kezhuan/policy/policy.hpp"
#include "policy/rule_words.hpp"

namespace kezhuan {

namespace {

std::string colon(Language language) { return in({"：", ": "}, language); }

std::string in_brackets(std::string_view text, Language language) {
  return in({"（", " ("}, language).append(text) + in({"）", ")"}, language);
}

std::string line_of(const ValueEntry& entry, Language language) {
  auto notes = in(name_of(entry.combine), language) + in({"；", "; "}, language) +
               in(name_of(entry.firmness), language);
  return "  " + entry.name + " = " + entry.value.to_text() + in_brackets(notes, language) +
         "\n    " + entry.rule + " " + entry.title.in(language) + "\n";
}

std::string line_of(const LinkEntry& link, Language language) {
  std::string out = "  " + std::to_string(link.number) + " " + link.step + " " + link.code + " " +
                    link.title.in(language) + colon(language);
  for (std::size_t i = 0; i < link.required.size(); ++i) {
    if (i > 0) out += ' ';
    out += link.required[i];
  }
  if (link.required.empty()) out += in({"尚无要求", "nothing yet"}, language);
  return out + "\n";
}

}  // namespace

std::string rule_to_text(const RuleEntry& rule, const Policy& policy, Language language) {
  const auto severity = in(name_of(policy.severity_for(rule)), language);
  const auto kind = in(name_of(rule.kind), language);
  std::string out = "  " + rule.id + " " + rule.title.in(language) +
                    in_brackets(kind + in({"，", ", "}, language) + severity, language) + "\n";
  out += "    " + rule.says.in(language) + "\n";
  out += "    " + in({"查验于", "Asked at"}, language) + colon(language) +
         triggers_of(rule, policy, language) + "\n";
  out += "    " + in({"补救", "Remedy"}, language) + colon(language) + rule.remedy.in(language) +
         in_brackets(who_of(rule, language), language) + "\n";
  if (rule.legacy == LegacyTreatment::outstanding) {
    out += "    " +
           in({"旧记录可缺，记为待补事项", "An old record may lack it: outstanding"}, language) +
           in_brackets("REG-08", language) + "\n";
  }
  for (const auto& source : rule.sources) {
    out += "    " + in({"依据", "Source"}, language) + colon(language) +
           to_text(policy.cite(source), language) + "\n";
  }
  return out;
}

std::string policy_to_text(const Policy& policy, Language language) {
  std::string out = policy.title().in(language) + "\n" + policy.id() + " " + policy.version() +
                    "  " + in({"生效日 ", "effective from "}, language) +
                    policy.effective_from().to_text() + "\nSHA-256 " + policy.hash().to_text() +
                    "\n";
  std::string_view family;
  for (const auto& rule : policy.rules()) {
    if (family_of(rule) != family) {
      family = family_of(rule);
      out += "\n" + family_to_text(family, language) + "\n";
    }
    out += rule_to_text(rule, policy, language);
  }
  out += "\n" + in({"环节", "Links"}, language) + "\n";
  for (const auto& link : policy.links()) out += line_of(link, language);
  out += "\n" + in({"数值", "Values"}, language) + "\n";
  for (const auto& entry : policy.values()) out += line_of(entry, language);
  return out;
}

}  // namespace kezhuan
