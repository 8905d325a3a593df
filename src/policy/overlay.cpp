#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

#include "kezhuan/policy/policy.hpp"
#include "policy/document_check.hpp"
#include "policy/value_form.hpp"

namespace kezhuan {

namespace {

struct Extends {
  std::string id;
  std::string version;

  template <class V>
  static void describe(V& v) {
    v.field("id", &Extends::id, {"所依政策", "base policy"});
    v.field("version", &Extends::version, {"所依版本", "its version"});
  }
};

struct OverlayRule {
  std::string id;
  std::optional<Severity> severity;
  std::optional<LegacyTreatment> legacy;

  template <class V>
  static void describe(V& v) {
    v.field("id", &OverlayRule::id, {"规则编号", "rule id"});
    v.field("severity", &OverlayRule::severity, {"轻重", "severity"});
    v.field("legacy", &OverlayRule::legacy, {"对补录的旧记录", "for old records", "REG-08"});
  }
};

struct OverlayValue {
  std::string name;
  PolicyValue value;

  template <class V>
  static void describe(V& v) {
    v.field("name", &OverlayValue::name, {"名称", "name"});
    v.field("value", &OverlayValue::value, {"值", "value"});
  }
};

struct OverlayLink {
  std::string code;
  std::vector<std::string> required;

  template <class V>
  static void describe(V& v) {
    v.field("code", &OverlayLink::code, {"环节代码", "code of the link"});
    v.field("requires", &OverlayLink::required,
            {"增加要求的规则", "rules added", {}, at_least_one});
  }
};

struct OverlayDocument {
  static constexpr std::string_view schema_name = "kezhuan/policy-overlay/1";
  std::string schema;
  std::string id;
  std::string version;
  Text title;
  Extends extends;
  Date effective_from;
  std::vector<OverlayRule> rules;
  std::vector<OverlayValue> values;
  std::vector<OverlayLink> links;

  template <class V>
  static void describe(V& v) {
    using O = OverlayDocument;
    v.field("schema", &O::schema, {"格式", "schema"});
    v.field("id", &O::id, {"叠加规则标识", "overlay id"});
    v.field("version", &O::version, {"版本", "version"});
    v.field("title", &O::title, {"标题", "title"});
    v.field("extends", &O::extends, {"所依政策", "what it extends"});
    v.field("effective_from", &O::effective_from, {"生效日", "effective from"});
    v.field("rules", &O::rules, {"加重的规则", "rules made more severe"});
    v.field("values", &O::values, {"收紧的数值", "values tightened"});
    v.field("links", &O::links, {"增加要求的环节", "links that require more"});
  }
};

bool contains(const std::vector<std::string>& items, const std::string& item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

/// Whether `given` is at least as strict as `base`. Both have the form their combine asks for.
bool is_as_strict(Combine combine, const PolicyValue& base, const PolicyValue& given) {
  switch (combine) {
    case Combine::at_least:
      return Ratio::parse(given.items.front()) >= Ratio::parse(base.items.front());
    case Combine::at_most:
      return Ratio::parse(given.items.front()) <= Ratio::parse(base.items.front());
    case Combine::superset:
      return std::all_of(base.items.begin(), base.items.end(),
                         [&](const auto& item) { return contains(given.items, item); });
    case Combine::fixed: return given == base;
    case Combine::free: return true;
  }
  return false;
}

Text remedy_for(Combine combine, const std::string& base) {
  switch (combine) {
    case Combine::at_least:
      return {"写不小于 " + base + " 的值，或删去这一项",
              "give " + base + " or more, or drop the entry"};
    case Combine::at_most:
      return {"写不大于 " + base + " 的值，或删去这一项",
              "give " + base + " or less, or drop the entry"};
    case Combine::superset:
      return {"列出 " + base + " 的全部，再加本机构的", "list all of " + base + ", then your own"};
    case Combine::fixed:
    case Combine::free: break;
  }
  return {"删去这一项", "drop the entry"};
}

/// A value keeps its form; a whole number may become a ratio where the base is one, not else.
bool is_same_form(const PolicyValue& base, const PolicyValue& given) {
  const auto was = form_of(base);
  const auto is = form_of(given);
  return was == is || (was == ValueForm::number && is == ValueForm::whole);
}

/// Puts one overlay on one document and notes everything that does not fit.
class Overlaying {
 public:
  Overlaying(const Policy& base, const OverlayDocument& overlay, const Node& node)
      : base_(base), overlay_(overlay), node_(node), result_(base.document()) {}

  std::vector<Problem> run() {
    check_head();
    each("rules", overlay_.rules, [this](const auto& rule, const At& at) { raise(rule, at); });
    each("values", overlay_.values,
         [this](const auto& value, const At& at) { tighten(value, at); });
    each("links", overlay_.links, [this](const auto& link, const At& at) { extend(link, at); });
    name_result();
    return reading_.problems();
  }

  PolicyDocument take() { return std::move(result_); }

 private:
  struct At {
    const Place& place;
    const Node& node;
  };

  template <class T, class Apply>
  void each(std::string_view key, const std::vector<T>& entries, const Apply& apply) {
    const Node* list = node_.find(key);
    const Place root{};
    const Place place{&root, key, 0};
    seen_.clear();
    for (std::size_t i = 0; i < entries.size(); ++i) {
      apply(entries[i], At{Place{&place, {}, i}, list->items.at(i)});
    }
  }

  void report(const At& at, std::string_view key, Text what, Text remedy, std::string rule = {}) {
    const Place place{&at.place, key, 0};
    const Node* child = at.node.find(key);
    reading_.report(place, child != nullptr ? child : &at.node, std::move(what), std::move(remedy),
                    std::move(rule));
  }

  /// The entry named so in the document under way, or nullptr and a problem.
  template <class T>
  T* find_entry(std::vector<T>& entries, std::string T::*key, const std::string& name, const At& at,
                std::string_view field) {
    const auto q = quote(name);
    if (!seen_.insert(name).second) {
      report(at, field, {q.zh + "写了不止一次", q.en + " stands more than once"},
             {"只保留一处", "keep one"});
      return nullptr;
    }
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [&](const T& entry) { return entry.*key == name; });
    if (found != entries.end()) return &*found;
    report(at, field, {base_name() + "中没有" + q.zh, "there is no " + q.en + " in " + base_name()},
           {"叠加规则只能收紧已有的项；更正名称",
            "an overlay only tightens what is there; correct the name"});
    return nullptr;
  }

  void check_head() {
    const Place root{};
    const At at{root, node_};
    if (overlay_.schema != OverlayDocument::schema_name) {
      const auto q = quote(OverlayDocument::schema_name);
      report(at, "schema", {"不是本版本能读的叠加规则", "not an overlay this release can read"},
             {"schema 应为" + q.zh, "schema must be " + q.en});
    }
    if (!is_policy_id(overlay_.id) || base_.find_source(overlay_.id) != nullptr) {
      const auto q = quote(overlay_.id);
      report(at, "id", {q.zh + "不能作叠加规则的标识", q.en + " cannot be the id of an overlay"},
             {"用小写字母、数字和连字符，且不与来源标识相同",
              "use lower-case letters, digits and hyphens, and no id of a source"});
    }
    if (overlay_.extends.id != base_.id() || overlay_.extends.version != base_.version()) {
      const auto given = overlay_.extends.id + " " + overlay_.extends.version;
      report(at, "extends",
             {"叠加规则所依的是 " + given + "，现有的是 " + base_name(),
              "the overlay extends " + given + ", the policy at hand is " + base_name()},
             {"对照现有政策核对各项后，改写 extends",
              "check the overlay against the policy at hand, then change extends"});
    }
  }

  void raise(const OverlayRule& given, const At& at) {
    auto* rule = find_entry(result_.rules, &RuleEntry::id, given.id, at, "id");
    if (rule == nullptr) return;
    if (!given.severity && !given.legacy) {
      report(at, "severity", {"没有写明改什么", "it does not say what to change"},
             {"写 severity 或 legacy", "give severity or legacy"}, given.id);
    }
    if (given.severity) raise_severity(*given.severity, *rule, at);
    if (given.legacy) tighten_legacy(*given.legacy, *rule, at);
  }

  /// What an old record may lack can be taken back, never granted.
  void tighten_legacy(LegacyTreatment given, RuleEntry& rule, const At& at) {
    if (given == rule.legacy.value_or(LegacyTreatment::refuse)) return;
    if (given == LegacyTreatment::outstanding) {
      report(at, "legacy",
             {"规则 " + rule.id + "：" + base_name() + " 对旧记录照样拒绝，叠加规则放宽了",
              "rule " + rule.id + ": " + base_name() +
                  " refuses old records as well, the overlay is laxer"},
             {"删去 legacy", "drop legacy"}, rule.id);
      return;
    }
    rule.legacy.reset();
    cite_overlay(rule);
  }

  void cite_overlay(RuleEntry& rule) {
    auto source = citation("rules/" + rule.id);
    if (rule.sources.back().source != source.source) rule.sources.push_back(std::move(source));
  }

  void raise_severity(Severity given, RuleEntry& rule, const At& at) {
    if (given == rule.severity) return;
    const std::string was(to_code(rule.severity));
    const std::string is(to_code(given));
    if (given < rule.severity) {
      report(at, "severity",
             {"规则 " + rule.id + "：" + base_name() + " 定为 " + was + "，叠加规则写 " + is +
                  "，放宽了",
              "rule " + rule.id + ": " + base_name() + " says " + was + ", the overlay says " + is +
                  ", which is laxer"},
             {"写 " + was + " 或更重，或删去这一项", "say " + was + " or more, or drop the entry"},
             rule.id);
    } else if (rule.kind != RuleKind::check) {
      report(
          at, "severity",
          {"规则 " + rule.id + " 在本版本中不作检查，加重它不起作用",
           "this release does not check rule " + rule.id + "; making it more severe does nothing"},
          {"删去这一项", "drop the entry"}, rule.id);
    } else {
      rule.severity = given;
      cite_overlay(rule);
    }
  }

  void tighten(const OverlayValue& given, const At& at) {
    auto* entry = find_entry(result_.values, &ValueEntry::name, given.name, at, "name");
    if (entry == nullptr || given.value == entry->value) return;
    const auto was = entry->value.to_text();
    const auto is = given.value.to_text();
    ValueEntry changed = *entry;
    changed.value = given.value;
    if (!is_same_form(entry->value, given.value)) {
      report(
          at, "value",
          {"“" + given.name + "”：" + base_name() + " 的值是 " + was + "，" + is + " 与它形式不同",
           "\"" + given.name + "\": " + base_name() + " has " + was + "; " + is +
               " has another form"},
          {"照原有形式写", "write it in the same form"}, entry->rule);
    } else if (const auto fault = find_fault(changed)) {
      report(at, "value",
             {"“" + given.name + "”：" + fault->zh, "\"" + given.name + "\": " + fault->en},
             {"更正这个值", "correct the value"}, entry->rule);
    } else if (!is_as_strict(entry->combine, entry->value, given.value)) {
      const auto how = name_of(entry->combine);
      report(at, "value",
             {"“" + given.name + "”" + std::string(how.zh) + "：" + base_name() + " 定为 " + was +
                  "，叠加规则写 " + is,
              "\"" + given.name + "\" " + std::string(how.en) + ": " + base_name() + " says " +
                  was + ", the overlay says " + is},
             remedy_for(entry->combine, was), entry->rule);
    } else {
      changed.firmness = Firmness::institution;
      changed.sources.push_back(citation("values/" + given.name));
      *entry = std::move(changed);
    }
  }

  void extend(const OverlayLink& given, const At& at) {
    auto* link = find_entry(result_.links, &LinkEntry::code, given.code, at, "code");
    if (link == nullptr) return;
    for (const auto& id : given.required) {
      const auto* rule = base_.find_rule(id);
      if (rule == nullptr || rule->kind == RuleKind::definition) {
        const auto q = quote(id);
        report(at, "requires",
               {base_name() + "中没有可检查的规则" + q.zh,
                "there is no rule " + q.en + " in " + base_name() + " that this release judges"},
               {"更正规则编号，或删去", "correct the rule id, or drop it"});
      } else if (!contains(link->required, id)) {
        link->required.push_back(id);
      }
    }
  }

  RuleSource citation(std::string clause) const {
    return {overlay_.id, std::move(clause), Firmness::institution};
  }

  void name_result() {
    result_.id += "+" + overlay_.id;
    result_.version += "+" + overlay_.version;
    result_.title.zh += "；" + overlay_.title.zh;
    result_.title.en += "; " + overlay_.title.en;
    result_.effective_from = std::max(result_.effective_from, overlay_.effective_from);
    result_.sources.push_back({overlay_.id, SourceKind::institution, overlay_.title.zh,
                               overlay_.title.en, overlay_.effective_from, std::nullopt});
  }

  std::string base_name() const { return base_.id() + " " + base_.version(); }

  const Policy& base_;
  const OverlayDocument& overlay_;
  const Node& node_;
  PolicyDocument result_;
  Reading reading_;
  std::unordered_set<std::string> seen_;
};

}  // namespace

Policy Policy::with_overlay(std::string_view text, std::string_view file) const {
  const auto node = parse_config(text, file);
  const auto overlay = read_config<OverlayDocument>(node, file);
  Overlaying overlaying(*this, overlay, node);
  auto problems = overlaying.run();
  if (!problems.empty()) {
    throw Error(ErrorCode::config, std::move(problems)).at(std::string(file));
  }
  auto result = from_document(overlaying.take());
  result.in_scope_ = in_scope_;
  return result;
}

}  // namespace kezhuan
