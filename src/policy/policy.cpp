#include "kezhuan/policy/policy.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_map>
#include <utility>

#include "core/resources.hpp"
#include "policy/document_check.hpp"
#include "policy/value_form.hpp"

namespace kezhuan {

namespace {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

template <class V>
using ByName = std::unordered_map<std::string, V, TextHash, std::equal_to<>>;

template <class T>
ByName<const T*> index_by(const std::vector<T>& entries, std::string T::*name) {
  ByName<const T*> index;
  index.reserve(entries.size());
  for (const auto& entry : entries) index.emplace(entry.*name, &entry);
  return index;
}

template <class T>
const T* find_in(const ByName<const T*>& index, std::string_view name) {
  const auto found = index.find(name);
  return found == index.end() ? nullptr : found->second;
}

[[noreturn]] void throw_lacking(const StaticText& kind, std::string_view name,
                                const Policy& policy) {
  const auto q = quote(name);
  throw Error(
      ErrorCode::config,
      {"政策 " + policy.id() + " " + policy.version() + " 中没有" + std::string(kind.zh) + q.zh,
       "policy " + policy.id() + " " + policy.version() + " has no " + std::string(kind.en) + " " +
           q.en},
      {"采用与本版本软件相配的政策", "adopt a policy made for this release"});
}

[[noreturn]] void throw_form(const ValueEntry& entry, const StaticText& wanted) {
  throw Error(ErrorCode::config,
              {"政策中的“" + entry.name + "”应为" + std::string(wanted.zh) + "，却是 " +
                   entry.value.to_text(),
               "\"" + entry.name + "\" of the policy must be " + std::string(wanted.en) +
                   ", it is " + entry.value.to_text()},
              {"更正政策文件", "correct the policy file"}, entry.rule);
}

template <class T>
T parsed(const ValueEntry& entry, const std::string& text, const StaticText& wanted) {
  try {
    return T::parse(text);
  } catch (const Error&) {
    throw_form(entry, wanted);
  }
}

PolicyDocument checked_document(const Node& node, std::string_view file) {
  auto document = read_config<PolicyDocument>(node, file);
  auto problems = check_document(document, node);
  if (problems.empty()) return document;
  throw Error(ErrorCode::config, std::move(problems)).at(std::string(file));
}

}  // namespace

/// The document and the ways into it. Never moved once built: the indexes point into it.
struct Policy::Body {
  explicit Body(PolicyDocument given)
      : document(std::move(given)),
        json(to_canonical_json(document)),
        hash(sha256(json)),
        sources(index_by(document.sources, &SourceEntry::id)),
        rules(index_by(document.rules, &RuleEntry::id)),
        links(index_by(document.links, &LinkEntry::code)),
        values(index_by(document.values, &ValueEntry::name)) {
    for (const auto& rule : document.rules) {
      for (const auto& act : rule.guards) guards[act].push_back(&rule);
      told.push_back(tell(rule));
    }
  }
  Body(const Body&) = delete;
  Body& operator=(const Body&) = delete;

  /// What every finding of a rule says alike.
  struct Told {
    std::vector<std::string> who;
    std::vector<Citation> citations;
  };
  Told tell(const RuleEntry& rule) const {
    Told all;
    for (const auto who : rule.who) all.who.emplace_back(to_code(who));
    for (const auto& source : rule.sources) all.citations.push_back(cite(source));
    return all;
  }
  Citation cite(const RuleSource& source) const {
    const auto* entry = find_in(sources, source.source);
    auto title = entry == nullptr ? Text{source.source, source.source} : Text{entry->zh, entry->en};
    return {source.source, std::move(title), source.clause, source.firmness};
  }
  const Told& told_of(const RuleEntry& rule) const {
    return told[static_cast<std::size_t>(&rule - document.rules.data())];
  }

  PolicyDocument document;
  std::string json;
  Sha256 hash;
  ByName<const SourceEntry*> sources;
  ByName<const RuleEntry*> rules;
  ByName<const LinkEntry*> links;
  ByName<const ValueEntry*> values;
  ByName<std::vector<const RuleEntry*>> guards;
  std::vector<Told> told;  // one a rule, in their order
  const std::vector<const RuleEntry*> no_guards;
};

std::string PolicyValue::to_text() const {
  if (!is_list) return items.empty() ? std::string() : items.front();
  std::string out = "[";
  for (const auto& item : items) {
    if (out.size() > 1) out += ", ";
    out += item;
  }
  return out + "]";
}

void read_value(Reading& r, const Node& node, const Place& place, PolicyValue& out) {
  out.is_list = node.kind == Node::Kind::array;
  if (!out.is_list) {
    out.items.resize(1);
    read_value(r, node, place, out.items.front());
    return;
  }
  read_value(r, node, place, out.items);
  if (out.items.empty()) {
    r.report(place, &node, {"列表为空", "the list is empty"},
             {"写出至少一项", "give one entry or more"});
  }
}

void write_value(CanonicalWriter& w, const PolicyValue& value) {
  if (value.is_list) {
    write_value(w, value.items);
  } else {
    write_value(w, value.items.at(0));
  }
}

Policy Policy::from_document(PolicyDocument document) {
  return Policy(std::make_shared<const Body>(std::move(document)));
}

Policy Policy::from_yaml(std::string_view text, std::string_view file) {
  return from_document(checked_document(parse_config(text, file), file));
}

Policy Policy::from_canonical_json(std::string_view text) {
  constexpr std::string_view file = "policy.json";
  try {
    return from_document(checked_document(parse_json(text), file));
  } catch (const Error& error) {
    throw Error(ErrorCode::config, error.problems());
  }
}

const PolicyDocument& Policy::document() const { return body_->document; }
const std::string& Policy::canonical_json() const { return body_->json; }
const Sha256& Policy::hash() const { return body_->hash; }
const std::string& Policy::id() const { return body_->document.id; }
const std::string& Policy::version() const { return body_->document.version; }
const Text& Policy::title() const { return body_->document.title; }
const Date& Policy::effective_from() const { return body_->document.effective_from; }
const std::vector<SourceEntry>& Policy::sources() const { return body_->document.sources; }
const std::vector<RuleEntry>& Policy::rules() const { return body_->document.rules; }
const std::vector<LinkEntry>& Policy::links() const { return body_->document.links; }
const std::vector<ValueEntry>& Policy::values() const { return body_->document.values; }

const SourceEntry* Policy::find_source(std::string_view id) const {
  return find_in(body_->sources, id);
}

const RuleEntry* Policy::find_rule(std::string_view id) const { return find_in(body_->rules, id); }

const RuleEntry& Policy::get_rule(std::string_view id) const {
  if (const auto* rule = find_rule(id)) return *rule;
  throw_lacking({"规则", "rule"}, id, *this);
}

const LinkEntry& Policy::get_link(std::string_view code) const {
  if (const auto* link = find_in(body_->links, code)) return *link;
  throw_lacking({"环节", "link"}, code, *this);
}

const ValueEntry* Policy::find_value(std::string_view name) const {
  return find_in(body_->values, name);
}

const ValueEntry& Policy::get_value(std::string_view name) const {
  if (const auto* value = find_value(name)) return *value;
  throw_lacking({"数值", "value"}, name, *this);
}

std::int64_t Policy::get_number(std::string_view name) const {
  const auto& entry = get_value(name);
  const auto& text = get_text(name);
  std::int64_t number = 0;
  const auto* last = text.data() + text.size();
  const auto [end, failed] = std::from_chars(text.data(), last, number);
  if (failed != std::errc{} || end != last) throw_form(entry, {"整数", "a whole number"});
  return number;
}

Ratio Policy::get_ratio(std::string_view name) const {
  return parsed<Ratio>(get_value(name), get_text(name), {"比例", "a ratio"});
}

Money Policy::get_money(std::string_view name) const {
  return parsed<Money>(get_value(name), get_text(name), {"金额", "an amount of money"});
}

bool Policy::get_flag(std::string_view name) const {
  const auto& text = get_text(name);
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  throw_form(get_value(name), {"true 或 false", "true or false"});
}

DayUnit Policy::get_unit(std::string_view name) const {
  if (const auto unit = find_enum<DayUnit>(get_text(name))) return *unit;
  throw_form(get_value(name), {"working_day 或 calendar_day", "working_day or calendar_day"});
}

const std::string& Policy::get_text(std::string_view name) const {
  const auto& entry = get_value(name);
  if (entry.value.is_list) throw_form(entry, {"单个值", "a single value"});
  return entry.value.items.front();
}

const std::vector<std::string>& Policy::get_list(std::string_view name) const {
  const auto& entry = get_value(name);
  if (!entry.value.is_list) throw_form(entry, {"列表", "a list"});
  return entry.value.items;
}

const std::vector<const RuleEntry*>& Policy::guards_of(std::string_view act_type) const {
  const auto found = body_->guards.find(act_type);
  return found == body_->guards.end() ? body_->no_guards : found->second;
}

Policy Policy::for_institution(bool in_scope) const {
  Policy copy = *this;
  copy.in_scope_ = in_scope;
  return copy;
}

Severity Policy::severity_for(const RuleEntry& rule) const {
  if (in_scope_ || rule.severity != Severity::refuse) return rule.severity;
  bool has_consensus = false;
  for (const auto& each : rule.sources) {
    const auto* source = find_source(each.source);
    const auto kind = source == nullptr ? SourceKind::house : source->kind;
    if (kind != SourceKind::consensus && kind != SourceKind::house) return rule.severity;
    has_consensus = has_consensus || kind == SourceKind::consensus;
  }
  return has_consensus ? Severity::warn : rule.severity;
}

Citation Policy::cite(const RuleSource& source) const { return body_->cite(source); }

Finding Policy::make_finding(std::string_view rule, std::optional<Severity> lowered, Text what,
                             std::string place, Text remedy,
                             std::vector<std::string> mend_by) const {
  const auto& entry = get_rule(rule);
  Finding finding;
  finding.rule = entry.id;
  finding.severity = std::min(severity_for(entry), lowered.value_or(Severity::refuse));
  finding.place = std::move(place);
  finding.what = std::move(what);
  finding.remedy = remedy.empty() ? entry.remedy : std::move(remedy);
  finding.mend_by = mend_by.empty() ? entry.mend_by : std::move(mend_by);
  const auto& told = body_->told_of(entry);
  finding.who = told.who;
  finding.citations = told.citations;
  return finding;
}

Policy national_policy() {
  return Policy::from_yaml(resource("policy/cn-national.yaml"), "cn-national.yaml");
}

std::vector<std::string> shipped_overlays() {
  constexpr std::string_view folder = "policy/";
  constexpr std::string_view ending = ".yaml";
  std::vector<std::string> ids;
  for (const auto name : resource_names()) {
    if (!name.starts_with(folder) || !name.ends_with(ending)) continue;
    const auto id = name.substr(folder.size(), name.size() - folder.size() - ending.size());
    if (id != "cn-national") ids.emplace_back(id);
  }
  return ids;
}

std::string_view shipped_overlay(std::string_view id) {
  const auto ids = shipped_overlays();
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
    const auto q = quote(id);
    throw Error(ErrorCode::config, {"没有内置的叠加规则" + q.zh, "no built-in overlay " + q.en},
                {"写叠加规则文件的路径", "give the path of an overlay file"});
  }
  return resource("policy/" + std::string(id) + ".yaml");
}

}  // namespace kezhuan
