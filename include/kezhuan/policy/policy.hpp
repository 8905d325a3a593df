#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/core/sha256.hpp"
#include "kezhuan/policy/finding.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// What kind of authority a source is. Values are never renumbered. `institution` is the overlay
/// of the institution itself; it comes from `Policy::with_overlay`, never from a base file.
enum class SourceKind {
  law = 1,
  consensus = 2,
  standard = 3,
  tax = 4,
  reprint = 5,
  house = 6,
  institution = 7,
};

template <>
struct EnumTable<SourceKind> {
  static constexpr std::array table = {
      EnumEntry<SourceKind>{
          SourceKind::law, "law", {"法律与规范性文件", "law or normative document"}},
      EnumEntry<SourceKind>{SourceKind::consensus, "consensus", {"专家共识", "expert consensus"}},
      EnumEntry<SourceKind>{SourceKind::standard, "standard", {"标准", "standard"}},
      EnumEntry<SourceKind>{SourceKind::tax, "tax", {"税收文件", "tax document"}},
      EnumEntry<SourceKind>{SourceKind::reprint, "reprint", {"转载", "reprint"}},
      EnumEntry<SourceKind>{SourceKind::house, "house", {"本软件默认", "house default"}},
      EnumEntry<SourceKind>{
          SourceKind::institution, "institution", {"本机构规定", "institution's own"}},
  };
};

/// What this release does with a rule. Values are never renumbered.
enum class RuleKind { check = 1, computed = 2, definition = 3 };

template <>
struct EnumTable<RuleKind> {
  static constexpr std::array table = {
      EnumEntry<RuleKind>{RuleKind::check, "check", {"检查", "checked"}},
      EnumEntry<RuleKind>{RuleKind::computed, "computed", {"推算", "computed"}},
      EnumEntry<RuleKind>{RuleKind::definition, "definition", {"载明", "on the books"}},
  };
};

/// What becomes of a refusal when the act is an old record (REG-08). Values are never renumbered.
enum class LegacyTreatment { refuse = 1, outstanding = 2 };

template <>
struct EnumTable<LegacyTreatment> {
  static constexpr std::array table = {
      EnumEntry<LegacyTreatment>{
          LegacyTreatment::refuse, "refuse", {"照样拒绝", "refused as well"}},
      EnumEntry<LegacyTreatment>{
          LegacyTreatment::outstanding, "outstanding", {"记为待补", "recorded as outstanding"}},
  };
};

/// How an overlay may change a value. Values are never renumbered.
enum class Combine { at_least = 1, at_most = 2, superset = 3, fixed = 4, free = 5 };

template <>
struct EnumTable<Combine> {
  static constexpr std::array table = {
      EnumEntry<Combine>{Combine::at_least, "at_least", {"只可更高", "may only be higher"}},
      EnumEntry<Combine>{Combine::at_most, "at_most", {"只可更低", "may only be lower"}},
      EnumEntry<Combine>{Combine::superset, "superset", {"只可增加", "may only gain entries"}},
      EnumEntry<Combine>{Combine::fixed, "fixed", {"不可改", "may not change"}},
      EnumEntry<Combine>{Combine::free, "free", {"可自定", "free to choose"}},
  };
};

/// A document rules and values rest on.
struct SourceEntry {
  std::string id;
  SourceKind kind = SourceKind::house;
  std::string zh;
  std::string en;
  std::optional<Date> issued;
  std::optional<std::string> locator;  ///< a DOI, for one

  template <class V>
  static void describe(V& v) {
    v.field("id", &SourceEntry::id, {"来源标识", "source id"});
    v.field("kind", &SourceEntry::kind, {"种类", "kind"});
    v.field("zh", &SourceEntry::zh, {"中文名称", "Chinese title"});
    v.field("en", &SourceEntry::en, {"英文名称", "English title"});
    v.field("issued", &SourceEntry::issued, {"发布日", "issued"});
    v.field("locator", &SourceEntry::locator, {"定位", "locator"});
  }
};

/// One authority behind a rule or a value.
struct RuleSource {
  std::string source;  ///< id of a SourceEntry
  std::string clause;
  Firmness firmness = Firmness::house;

  template <class V>
  static void describe(V& v) {
    v.field("source", &RuleSource::source, {"来源标识", "source id"});
    v.field("clause", &RuleSource::clause, {"条款", "clause"});
    v.field("firmness", &RuleSource::firmness, {"确定程度", "firmness"});
  }
};

/// One rule: what it says, how much it may do, how it is mended, on what authority.
struct RuleEntry {
  std::string id;  ///< "CLS-06"
  RuleKind kind = RuleKind::definition;
  Severity severity = Severity::note;  ///< the most it can do; ask `Policy::severity_for`
  Text title;
  Text says;
  Text remedy;
  std::vector<Who> who;
  std::vector<std::string> mend_by;  ///< act types
  std::vector<RuleSource> sources;
  std::vector<std::string> guards;  ///< act types it judges
  /// `outstanding`: an old record may lack what this rule asks for. Absent: it may not.
  std::optional<LegacyTreatment> legacy;

  template <class V>
  static void describe(V& v) {
    v.field("id", &RuleEntry::id, {"规则编号", "rule id"});
    v.field("kind", &RuleEntry::kind, {"种类", "kind"});
    v.field("severity", &RuleEntry::severity, {"轻重", "severity"});
    v.field("title", &RuleEntry::title, {"标题", "title"});
    v.field("says", &RuleEntry::says, {"内容", "what it says"});
    v.field("remedy", &RuleEntry::remedy, {"补救", "remedy"});
    v.field("who", &RuleEntry::who, {"由谁补救", "who mends", {}, at_least_one});
    v.field("mend_by", &RuleEntry::mend_by, {"补救所用业务动作", "acts that mend"});
    v.field("sources", &RuleEntry::sources, {"依据", "sources", {}, at_least_one});
    v.field("guards", &RuleEntry::guards, {"所判业务动作", "acts it judges"});
    v.field("legacy", &RuleEntry::legacy, {"对补录的旧记录", "for old records", "REG-08"});
  }
};

/// A link (环节) of the path and the rules it asks for.
struct LinkEntry {
  std::int64_t number = 0;
  std::string code;  ///< "disclosure"
  std::string step;  ///< "A" to "D"
  Text title;
  std::vector<std::string> required;  ///< rule ids; "requires" in the file

  template <class V>
  static void describe(V& v) {
    v.field("number", &LinkEntry::number, {"环节序号", "number of the link"});
    v.field("code", &LinkEntry::code, {"环节代码", "code of the link"});
    v.field("step", &LinkEntry::step, {"阶段", "step"});
    v.field("title", &LinkEntry::title, {"名称", "title"});
    v.field("requires", &LinkEntry::required, {"要求的规则", "rules required"});
  }
};

/// What a value of the policy is: one text, or a list of texts. Numbers and ratios are texts.
struct PolicyValue {
  bool is_list = false;            ///< how it was written
  std::vector<std::string> items;  ///< exactly one when it is no list
  bool operator==(const PolicyValue&) const = default;

  std::string to_text() const;  ///< "5", "[a, b]"
};

void read_value(Reading& r, const Node& node, const Place& place, PolicyValue& out);
void write_value(CanonicalWriter& w, const PolicyValue& value);

/// A number or choice the rules use, and how an overlay may change it.
struct ValueEntry {
  std::string name;  ///< "notice.distribution.days"
  PolicyValue value;
  Combine combine = Combine::fixed;
  std::string rule;
  Text title;
  Firmness firmness = Firmness::house;
  std::vector<RuleSource> sources;

  template <class V>
  static void describe(V& v) {
    v.field("name", &ValueEntry::name, {"名称", "name"});
    v.field("value", &ValueEntry::value, {"值", "value"});
    v.field("combine", &ValueEntry::combine, {"叠加方式", "how an overlay combines"});
    v.field("rule", &ValueEntry::rule, {"所属规则", "rule"});
    v.field("title", &ValueEntry::title, {"标题", "title"});
    v.field("firmness", &ValueEntry::firmness, {"确定程度", "firmness"});
    v.field("sources", &ValueEntry::sources, {"依据", "sources", {}, at_least_one});
  }
};

/// A policy file (schema kezhuan/policy/1) as it stands, before it is checked.
struct PolicyDocument {
  /// what its `schema` key says
  static constexpr std::string_view schema_name = "kezhuan/policy/1";
  std::string schema;
  std::string id;
  std::string version;
  Text title;
  Date effective_from;
  std::vector<SourceEntry> sources;
  std::vector<RuleEntry> rules;
  std::vector<LinkEntry> links;
  std::vector<ValueEntry> values;

  template <class V>
  static void describe(V& v) {
    v.field("schema", &PolicyDocument::schema, {"格式", "schema"});
    v.field("id", &PolicyDocument::id, {"政策标识", "policy id"});
    v.field("version", &PolicyDocument::version, {"版本", "version"});
    v.field("title", &PolicyDocument::title, {"标题", "title"});
    v.field("effective_from", &PolicyDocument::effective_from, {"生效日", "effective from"});
    v.field("sources", &PolicyDocument::sources, {"来源", "sources", {}, at_least_one});
    v.field("rules", &PolicyDocument::rules, {"规则", "rules", {}, at_least_one});
    v.field("links", &PolicyDocument::links, {"环节", "links"});
    v.field("values", &PolicyDocument::values, {"数值", "values"});
  }
};

/// The rules in force: what is asked, how severely, on what authority, and the numbers in it.
///
/// An immutable value; a copy shares its content, so it is cheap and safe between threads.
/// Pointers and references into it live as long as any copy does. A name that is not in the
/// policy is Error config, since only a policy made for another release lacks it.
class Policy {
 public:
  /// Reads a base policy. Unknown, missing and duplicate keys, ids that repeat, sources or rules
  /// that are referred to and absent, malformed numbers, a refusal that rests on nothing firmer
  /// than `general` or `uncertain`: all reported at once.
  /// @param file  name for the messages, e.g. "cn-national.yaml"
  /// @throws Error config, each place "file:line:/path"
  static Policy from_yaml(std::string_view text, std::string_view file);

  /// Reads what `canonical_json` gave. The hash comes out the same.
  /// @throws Error config
  static Policy from_canonical_json(std::string_view text);

  /// This policy tightened by an institution's overlay (schema kezhuan/policy-overlay/1).
  ///
  /// A value combines as its entry says; a rule may only become more severe, a link only require
  /// more. The result is called "base+overlay", version "1+2", is effective from the later of the
  /// two dates, and cites the overlay (kind and firmness `institution`) for whatever it changed.
  /// @throws Error config, each place "file:line:/path": the overlay is malformed, extends another
  ///         policy or version, or is laxer than this policy
  Policy with_overlay(std::string_view text, std::string_view file) const;

  const PolicyDocument& document() const;     ///< all of it, as plain data
  const std::string& canonical_json() const;  ///< the bytes that are hashed and adopted
  const Sha256& hash() const;                 ///< SHA-256 of `canonical_json()`
  const std::string& id() const;       ///< "cn-national"; with an overlay "cn-national+hospital"
  const std::string& version() const;  ///< "2026.1"; with an overlay "2026.1+3"
  const Text& title() const;           ///< what people call it
  const Date& effective_from() const;  ///< first day it may be applied to

  const std::vector<SourceEntry>& sources() const;  ///< in the order of the file
  const std::vector<RuleEntry>& rules() const;      ///< in the order of the file
  const std::vector<LinkEntry>& links() const;      ///< in the order of the file
  const std::vector<ValueEntry>& values() const;    ///< in the order of the file

  const SourceEntry* find_source(std::string_view id) const;  ///< nullptr when there is none
  const RuleEntry* find_rule(std::string_view id) const;      ///< nullptr when there is none
  const RuleEntry& get_rule(std::string_view id) const;       ///< @throws Error config
  const LinkEntry& get_link(std::string_view code) const;     ///< @throws Error config
  const ValueEntry* find_value(std::string_view name) const;  ///< nullptr when there is none
  /// Is there a value of this name?
  bool has_value(std::string_view name) const { return find_value(name) != nullptr; }
  const ValueEntry& get_value(std::string_view name) const;  ///< @throws Error config

  /// One value in the form asked for. @throws Error config: no such value, or of another form
  std::int64_t get_number(std::string_view name) const;
  Ratio get_ratio(std::string_view name) const;   ///< as `get_number`
  Money get_money(std::string_view name) const;   ///< as `get_number`
  bool get_flag(std::string_view name) const;     ///< "true"/"1", "false"/"0"
  DayUnit get_unit(std::string_view name) const;  ///< working or calendar days; as `get_number`
  const std::string& get_text(std::string_view name) const;  ///< as it is written; as `get_number`
  const std::vector<std::string>& get_list(std::string_view name) const;  ///< as `get_number`

  /// The rules that judge acts of this type, in the policy's order; empty when none.
  const std::vector<const RuleEntry*>& guards_of(std::string_view act_type) const;

  /// The same policy as it applies to an institution in its scope (public), or out of it.
  /// Out of scope, a refusal with only the consensus (and house choices) behind it becomes a
  /// warning; law and the institution's own overlay keep their force. Same document, same hash.
  /// @rule SCP-01
  Policy for_institution(bool in_scope) const;
  /// What `for_institution` was told; true before.
  bool is_in_scope() const { return in_scope_; }

  /// The most `rule` can do to this institution. @rule SCP-01
  Severity severity_for(const RuleEntry& rule) const;

  /// A source of a rule or a value with its title; the id stands for a title that is not there.
  Citation cite(const RuleSource& source) const;

  /// A finding of one rule, its remedy, people and citations taken from the policy.
  /// @param lowered  a severity below the rule's own; one above it has no effect
  /// @param remedy   instead of the rule's own, when this case has a better one
  /// @param mend_by  likewise the acts that mend it
  /// @throws Error config: no such rule
  Finding make_finding(std::string_view rule, std::optional<Severity> lowered, Text what,
                       std::string place = {}, Text remedy = {},
                       std::vector<std::string> mend_by = {}) const;

 private:
  struct Body;
  explicit Policy(std::shared_ptr<const Body> body) : body_(std::move(body)) {}
  static Policy from_document(PolicyDocument document);

  std::shared_ptr<const Body> body_;
  bool in_scope_ = true;
};

/// The policy "cn-national" built into the library. Parsing costs some 25 ms: a registry keeps
/// the canonical JSON of what it adopted and reads that.
Policy national_policy();

/// Ids of the overlays built in, sorted; examples, with no legal source.
std::vector<std::string> shipped_overlays();

/// YAML text of a built-in overlay. @throws Error config: none of that name
std::string_view shipped_overlay(std::string_view id);

/// The whole policy for people: rules by family, then links and values.
std::string policy_to_text(const Policy& policy, Language language);

/// One rule for people: severity, statement, remedy, sources and how firm each is.
std::string rule_to_text(const RuleEntry& rule, const Policy& policy, Language language);

}  // namespace kezhuan
