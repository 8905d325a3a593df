#include "kezhuan/policy/act_page.hpp"

#include <algorithm>

#include "kezhuan/core/write.hpp"
#include "policy/rule_words.hpp"

namespace kezhuan {

namespace {

/// The day in the examples: any would do.
constexpr Date example_day{2026, 3, 2};

bool has(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string link_to_rule(std::string_view id, Language language) {
  return "[" + std::string(id) + "](" + in({"rules.zh-CN.md", "rules.md"}, language) + "#" +
         rule_anchor(id) + ")";
}

std::string anchor_of(const ActType& type) {
  std::string anchor(type.name);
  std::replace(anchor.begin(), anchor.end(), '.', '-');
  return anchor;
}

/// The links whose requirements it settles: "1 achievement disclosure".
std::string links_of(const ActType& type, const Policy& policy, Language language) {
  std::vector<std::string> links;
  for (const auto& link : policy.links()) {
    const bool serves = std::any_of(
        link.required.begin(), link.required.end(),
        [&](const std::string& rule) { return has(policy.get_rule(rule).mend_by, type.name); });
    if (serves) links.push_back(std::to_string(link.number) + " " + link.title.in(language));
  }
  return joined(links, semicolon, language);
}

/// The kinds of what it has to refer to, each with the acts that bring one about.
std::string needs_of(const ActType& type, Language language) {
  const AnyAct example{type, type.read(parse_json(type.example()), false)};
  std::vector<Kind> kinds;
  example.read_refs([&](Kind kind, const AnyRef&, const Place&) {
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(kind);
  });
  std::vector<std::string> needs;
  for (const auto kind : kinds) {
    std::vector<std::string> names;
    for (const auto& other : act_types()) {
      if (other.creates != kind || other.name == "registry.found") continue;
      names.push_back("`" + std::string(other.name) + "`");
    }
    auto acts = joined(names, comma, language);
    if (!acts.empty()) acts = in({"（", " ("}, language) + acts + in({"）", ")"}, language);
    needs.push_back(in(name_of(kind), language) + acts);
  }
  return joined(needs, semicolon, language);
}

std::string rule_text(const RuleEntry& rule, Language language) {
  return link_to_rule(rule.id, language) + " " + rule.title.in(language);
}

/// The rules it settles what is missing of.
std::string settled_by(const ActType& type, const Policy& policy, Language language) {
  std::vector<std::string> rules;
  for (const auto& rule : policy.rules()) {
    if (has(rule.mend_by, type.name)) rules.push_back(rule_text(rule, language));
  }
  return joined(rules, semicolon, language);
}

std::string judges_of(const ActType& type, const Policy& policy, Language language) {
  std::vector<std::string> rules;
  for (const auto* rule : policy.guards_of(type.name)) rules.push_back(rule_text(*rule, language));
  return joined(rules, semicolon, language);
}

std::string fields_of(const ActType& type, Language language) {
  auto text = in({"| 字段 | 含义 | 类型 | 必填 | 规则 | 标记 |\n",
                  "| field | meaning | type | required | rule | marks |\n"},
                 language) +
              "|---|---|---|---|---|---|\n";
  for (const auto& field : type.fields()) {
    std::string marks;
    if (field.personal) marks += in({"个人信息 ", "personal "}, language);
    if ((field.marks & confidential) != 0) marks += in({"保密 ", "confidential "}, language);
    const auto rule = field.rule.empty() ? std::string() : link_to_rule(field.rule, language);
    text += "| `" + field.path + "` | " + field.name.in(language) + " | " +
            field.type.in(language) + " | " + (field.required ? "✓" : "") + " | " + rule + " | " +
            marks + "|\n";
  }
  return text;
}

/// Every act with what it is called, and a link to it.
std::string contents_of(const Policy& policy, Language language) {
  auto text =
      in({"| 业务动作 | 名称 | 所办环节 |\n", "| act | title | links it serves |\n"}, language) +
      "|---|---|---|\n";
  for (const auto& type : act_types()) {
    text += "| [" + std::string(type.name) + "](#" + anchor_of(type) + ") | " +
            in(type.title, language) + " | " + links_of(type, policy, language) + " |\n";
  }
  return text;
}

}  // namespace

std::string act_page(const ActType& type, const Policy& policy, Language language) {
  const auto created = type.creates ? in(name_of(*type.creates), language) : std::string();
  const std::string name(type.name);
  return "# " + name + " · " + in(type.title, language) + "\n" +
         paragraph({"所办环节", "Serves link"}, links_of(type, policy, language), language) +
         paragraph({"由此产生", "Brings into being"}, created, language) +
         paragraph({"须先在案", "On record before it"}, needs_of(type, language), language) +
         paragraph({"可补的规则", "Settles"}, settled_by(type, policy, language), language) +
         paragraph({"据以判断的规则", "Judged by"}, judges_of(type, policy, language), language) +
         "\n" + fields_of(type, language) +
         paragraph({"样例", "An example"}, "`kezhuan act --example " + name + "`", language) +
         "\n```json\n" + indent_json(example_submission(type, example_day)) + "\n```\n";
}

std::string act_pages(const Policy& policy, Language language) {
  auto page = in({"# 业务动作\n\n", "# The acts\n\n"}, language) + contents_of(policy, language);
  for (const auto& type : act_types()) {
    page += "\n<a id=\"" + anchor_of(type) + "\"></a>\n#" + act_page(type, policy, language);
  }
  return page;
}

}  // namespace kezhuan
