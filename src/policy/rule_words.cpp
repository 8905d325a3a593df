#include "policy/rule_words.hpp"

#include <algorithm>
#include <array>

#include "core/scan.hpp"
#include "kezhuan/acts/table.hpp"

namespace kezhuan {

namespace {

struct Family {
  std::string_view code;
  StaticText name;
};

constexpr std::array families = {
    Family{"SCP", {"适用范围", "Scope"}},
    Family{"CLS", {"归类", "Classification"}},
    Family{"DLV", {"成果物与材料", "Deliverables and evidence"}},
    Family{"DSC", {"披露", "Disclosure"}},
    Family{"RGT", {"权利", "Rights"}},
    Family{"PTH", {"转化路径", "Path"}},
    Family{"LNK", {"环节所需", "Requirements of links"}},
    Family{"CTR", {"合同", "Contracts"}},
    Family{"INC", {"收益", "Income"}},
    Family{"EVL", {"评价", "Evaluation"}},
    Family{"EXM", {"尽职免责", "Exemption"}},
    Family{"DEM", {"民主议事", "Collective decision"}},
    Family{"RPT", {"报告", "Reports"}},
    Family{"TAX", {"税收", "Tax"}},
    Family{"AST", {"资产", "Assets"}},
    Family{"REG", {"登记库", "Registry"}},
};

/// When a rule is asked that neither guards an act nor is required by a link.
StaticText unasked(RuleKind kind) {
  switch (kind) {
    case RuleKind::check: return {"所涉及的每项业务动作", "every act it concerns"};
    case RuleKind::computed:
      return {"凡涉及的判断、查询和报表，随时推算",
              "worked out in every judgement, answer and report it bears on"};
    case RuleKind::definition:
      return {"不判断业务动作，在适用处引用", "judges no act; cited where it applies"};
  }
  return {};
}

}  // namespace

std::string_view family_of(const RuleEntry& rule) {
  return std::string_view(rule.id).substr(0, rule.id.find('-'));
}

std::string family_to_text(std::string_view family, Language language) {
  for (const auto& each : families) {
    if (each.code == family) return std::string(family) + " " + in(each.name, language);
  }
  return std::string(family);
}

std::string who_of(const RuleEntry& rule, Language language) {
  std::vector<std::string> names;
  for (const auto who : rule.who) names.push_back(in(name_of(who), language));
  return joined(names, comma, language);
}

std::string joined(const std::vector<std::string>& parts, const StaticText& separator,
                   Language language) {
  std::string text;
  for (const auto& part : parts) {
    if (!text.empty()) text += separator.in(language);
    text += part;
  }
  return text;
}

std::string rule_anchor(std::string_view id) {
  std::string anchor(id);
  for (auto& letter : anchor) letter = ascii_lower(letter);
  return anchor;
}

bool is_institutions_own(const std::vector<RuleSource>& sources) {
  return std::any_of(sources.begin(), sources.end(), [](const RuleSource& source) {
    return source.firmness == Firmness::institution;
  });
}

std::string acts_to_text(const std::vector<std::string>& acts, Language language) {
  std::vector<std::string> parts;
  for (const auto& act : acts) {
    const auto* type = find_act_type(act);
    if (type == nullptr) continue;  // the policy's own check refuses such a name
    parts.push_back(act + in({"（", " ("}, language) + in(type->title, language) +
                    in({"）", ")"}, language));
  }
  return joined(parts, comma, language);
}

std::string paragraph(const StaticText& name, const std::string& text, Language language) {
  if (text.empty()) return {};
  return "\n**" + in(name, language) + in({"**：", "**: "}, language) + text + "\n";
}

std::string triggers_of(const RuleEntry& rule, const Policy& policy, Language language) {
  std::vector<std::string> links;
  for (const auto& link : policy.links()) {
    const auto& required = link.required;
    if (std::find(required.begin(), required.end(), rule.id) == required.end()) continue;
    links.push_back(std::to_string(link.number) + " " + link.title.in(language));
  }
  std::vector<std::string> parts;
  if (!rule.guards.empty()) parts.push_back(acts_to_text(rule.guards, language));
  if (!links.empty()) {
    parts.push_back(in({"环节 ", "link "}, language) + joined(links, comma, language));
  }
  if (parts.empty()) return in(unasked(rule.kind), language);
  return joined(parts, semicolon, language);
}

}  // namespace kezhuan
