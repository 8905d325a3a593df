#include "policy/document_check.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

#include "policy/legacy.hpp"
#include "policy/value_form.hpp"

namespace kezhuan {

namespace {

using Names = std::unordered_set<std::string_view>;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_rule_id(std::string_view id) {
  return id.size() == 6 && std::all_of(id.begin(), id.begin() + 3, is_upper) && id[3] == '-' &&
         is_digit(id[4]) && is_digit(id[5]);
}

bool is_act_type(std::string_view type) {
  const auto dot = type.find('.');
  const auto is_word = [](std::string_view word) {
    return !word.empty() && is_lower(word.front()) &&
           std::all_of(word.begin(), word.end(), [](char c) { return is_lower(c) || c == '_'; });
  };
  return dot != type.npos && is_word(type.substr(0, dot)) && is_word(type.substr(dot + 1));
}

/// A refusal needs something firmer behind it than hearsay.
bool is_firm(const RuleSource& source) {
  return source.firmness != Firmness::general && source.firmness != Firmness::uncertain;
}

class DocumentCheck {
 public:
  DocumentCheck(const PolicyDocument& document, const Node& node)
      : document_(document), node_(node) {}

  std::vector<Problem> run() {
    check_head();
    each("sources", document_.sources, [this](const auto& source, const At& at) {
      check_new(sources_, source.id, at, {"来源", "source"});
    });
    each("rules", document_.rules, [this](const auto& rule, const At& at) {
      check_new(rules_, rule.id, at, {"规则", "rule"});
    });
    each("rules", document_.rules, [this](const auto& rule, const At& at) { check(rule, at); });
    each("links", document_.links, [this](const auto& link, const At& at) { check(link, at); });
    each("values", document_.values, [this](const auto& value, const At& at) { check(value, at); });
    return reading_.problems();
  }

 private:
  struct At {
    const Place& place;
    const Node& node;
  };

  template <class T, class Check>
  void each(std::string_view key, const std::vector<T>& entries, const Check& check_one) {
    const Node* list = node_.find(key);
    const Place root{};
    const Place place{&root, key, 0};
    for (std::size_t i = 0; i < entries.size(); ++i) {
      check_one(entries[i], At{Place{&place, {}, i}, list->items.at(i)});
    }
  }

  void report(const At& at, std::string_view key, Text what, Text remedy, std::string rule = {}) {
    const Place place{&at.place, key, 0};
    const Node* child = at.node.find(key);
    reading_.report(place, child != nullptr ? child : &at.node, std::move(what), std::move(remedy),
                    std::move(rule));
  }

  void check_head() {
    const Place root{};
    const At at{root, node_};
    if (document_.schema != PolicyDocument::schema_name) {
      const auto wanted = quote(PolicyDocument::schema_name);
      report(at, "schema", {"不是本版本能读的政策文件", "not a policy file this release can read"},
             {"schema 应为" + wanted.zh, "schema must be " + wanted.en});
    }
    if (!is_policy_id(document_.id)) {
      report(at, "id", {"政策标识不合格式", "malformed policy id"},
             {"只用小写字母、数字和连字符", "use lower-case letters, digits and hyphens"});
    }
  }

  void check_new(Names& names, std::string_view name, const At& at, const StaticText& kind,
                 std::string_view key = "id") {
    if (names.insert(name).second) return;
    const auto q = quote(name);
    report(at, key,
           {std::string(kind.zh) + q.zh + "写了不止一次",
            std::string(kind.en) + " " + q.en + " stands more than once"},
           {"只保留一处，或另取标识", "keep one, or rename it"});
  }

  void check_known(const Names& names, std::string_view name, const At& at, std::string_view key,
                   const StaticText& kind) {
    if (names.contains(name)) return;
    const auto q = quote(name);
    report(
        at, key,
        {"没有" + std::string(kind.zh) + q.zh, "there is no " + std::string(kind.en) + " " + q.en},
        {"更正标识，或先在本文件中载明它", "correct the id, or enter it in this file first"});
  }

  void check_sources(const std::vector<RuleSource>& sources, const At& at) {
    for (const auto& source : sources) {
      check_known(sources_, source.source, at, "sources", {"来源", "source"});
    }
  }

  void check_acts(const std::vector<std::string>& types, const At& at, std::string_view key) {
    Names seen;
    for (const auto& type : types) {
      check_new(seen, type, at, {"业务动作", "act"}, key);
      if (is_act_type(type)) continue;
      const auto q = quote(type);
      report(at, key, {q.zh + "不是业务动作的名称", q.en + " is not the name of an act"},
             {"写作“对象.动作”", "write it as \"object.verb\""});
    }
  }

  void check(const RuleEntry& rule, const At& at) {
    if (!is_rule_id(rule.id)) {
      report(at, "id", {"规则编号不合格式", "malformed rule id"},
             {"三个大写字母、连字符、两位数字", "three capitals, a hyphen, two digits"});
    }
    check_sources(rule.sources, at);
    check_acts(rule.mend_by, at, "mend_by");
    check_acts(rule.guards, at, "guards");
    if (rule.severity == Severity::refuse &&
        std::none_of(rule.sources.begin(), rule.sources.end(), is_firm)) {
      report(at, "severity",
             {"只据一般所知或效力不确定的来源，不得拒绝",
              "a refusal cannot rest on general or uncertain sources alone"},
             {"核对原文后改写依据，或降为 warn", "check the text and cite it, or make it warn"},
             rule.id);
    }
    if (rule.legacy == LegacyTreatment::outstanding &&
        (rule.kind != RuleKind::check || is_never_lacking(rule.id))) {
      report(at, "legacy",
             {"旧记录不得缺少规则 " + rule.id + " 所要求的",
              "an old record may not lack what rule " + rule.id + " asks for"},
             {"删去 legacy", "drop legacy"}, "REG-08");
    }
    if (rule.kind == RuleKind::definition &&
        (rule.severity != Severity::note || !rule.guards.empty())) {
      report(at, "kind", {"只载明的规则不判任何动作", "a definition judges no act"},
             {"severity 写 note，guards 留空，或改为 check",
              "make severity note and guards empty, or make it a check"},
             rule.id);
    }
  }

  void check(const LinkEntry& link, const At& at) {
    check_new(links_, link.code, at, {"环节", "link"}, "code");
    if (link.number != static_cast<std::int64_t>(links_.size())) {
      report(at, "number", {"环节序号应从 1 起依次编排", "links are numbered in order from 1"},
             {"更正序号或次序", "correct the number or the order"});
    }
    if (link.step.size() != 1 || link.step < "A" || link.step > "D") {
      report(at, "step", {"阶段应为 A 至 D", "a step is A to D"}, {"更正阶段", "correct it"});
    }
    Names seen;
    for (const auto& rule : link.required) {
      check_new(seen, rule, at, {"规则", "rule"}, "requires");
      check_known(rules_, rule, at, "requires", {"规则", "rule"});
    }
  }

  void check(const ValueEntry& entry, const At& at) {
    check_new(values_, entry.name, at, {"数值", "value"}, "name");
    check_known(rules_, entry.rule, at, "rule", {"规则", "rule"});
    check_sources(entry.sources, at);
    if (const auto fault = find_fault(entry)) {
      const auto q = quote(entry.name);
      report(at, "value", {q.zh + "：" + fault->zh, q.en + ": " + fault->en},
             {"更正这个值", "correct the value"}, entry.rule);
    }
  }

  const PolicyDocument& document_;
  const Node& node_;
  Reading reading_;
  Names sources_;
  Names rules_;
  Names links_;
  Names values_;
};

}  // namespace

Node parse_config(std::string_view yaml, std::string_view file) {
  try {
    return parse_yaml(yaml);
  } catch (const Error& error) {
    throw Error(ErrorCode::config, error.at(std::string(file)).problems());
  }
}

bool is_policy_id(std::string_view id) {
  char before = '-';
  for (const char c : id) {
    const bool is_joint = c == '-' || c == '+';
    const bool after_joint = before == '-' || before == '+';
    if (!(is_lower(c) || is_digit(c) || (is_joint && !after_joint))) return false;
    before = c;
  }
  return before != '-' && before != '+';
}

std::vector<Problem> check_document(const PolicyDocument& document, const Node& node) {
  return DocumentCheck(document, node).run();
}

}  // namespace kezhuan
