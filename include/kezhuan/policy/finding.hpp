#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/node.hpp"
#include "kezhuan/core/read.hpp"
#include "kezhuan/core/text.hpp"
#include "kezhuan/core/write.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// How much a finding weighs. Ordered; only `refuse` stops an act. Values are never renumbered.
enum class Severity { note = 1, warn = 2, refuse = 3 };

template <>
struct EnumTable<Severity> {
  static constexpr std::array table = {
      EnumEntry<Severity>{Severity::note, "note", {"提示", "note"}},
      EnumEntry<Severity>{Severity::warn, "warn", {"警告", "warning"}},
      EnumEntry<Severity>{Severity::refuse, "refuse", {"不予办理", "refused"}},
  };
};

/// How well we know that a source says what it is cited for. Values are never renumbered.
/// `institution` stands only in a policy that an overlay tightened, never in a base file.
enum class Firmness {
  seen = 1,
  reprint = 2,
  general = 3,
  uncertain = 4,
  house = 5,
  institution = 6
};

template <>
struct EnumTable<Firmness> {
  static constexpr std::array table = {
      EnumEntry<Firmness>{Firmness::seen, "seen", {"原文已见", "text read"}},
      EnumEntry<Firmness>{
          Firmness::reprint, "reprint", {"据转载或转述", "from a reprint or report"}},
      EnumEntry<Firmness>{Firmness::general,
                          "general",
                          {"一般所知，未核原文", "general knowledge, text not checked"}},
      EnumEntry<Firmness>{
          Firmness::uncertain, "uncertain", {"是否仍有效不确定", "open whether it still holds"}},
      EnumEntry<Firmness>{
          Firmness::house, "house", {"本软件默认，无法定来源", "house default, no legal source"}},
      EnumEntry<Firmness>{
          Firmness::institution, "institution", {"本机构自定", "the institution's own rule"}},
  };
};

/// Whose hand mends a finding. Values are never renumbered.
enum class Who {
  contributor = 1,
  unit = 2,
  office = 3,
  committee = 4,
  institution_head = 5,
  third_party = 6,
  co_owner = 7,
  superior_authority = 8,
};

template <>
struct EnumTable<Who> {
  static constexpr std::array table = {
      EnumEntry<Who>{Who::contributor, "contributor", {"完成人", "contributor"}},
      EnumEntry<Who>{Who::unit, "unit", {"所在部门", "department"}},
      EnumEntry<Who>{Who::office, "office", {"成果转化管理部门", "transfer office"}},
      EnumEntry<Who>{Who::committee, "committee", {"审议机构", "deliberating body"}},
      EnumEntry<Who>{
          Who::institution_head, "institution_head", {"单位负责人", "head of the institution"}},
      EnumEntry<Who>{Who::third_party, "third_party", {"第三方机构", "third party"}},
      EnumEntry<Who>{Who::co_owner, "co_owner", {"共有人", "co-owner"}},
      EnumEntry<Who>{
          Who::superior_authority, "superior_authority", {"上级主管部门", "superior authority"}},
  };
};

/// The name of a `who` code for people; the code itself, in both languages, when it is unknown.
Text who_name(std::string_view code);

/// Bilingual texts are `{"zh": …, "en": …}` in policy files and in JSON.
void read_value(Reading& r, const Node& node, const Place& place, Text& out);
void write_value(CanonicalWriter& w, const Text& value);

/// One authority behind a finding: which document, where in it, how firmly known.
struct Citation {
  std::string source;  ///< id of the source in the policy, e.g. "consensus-2026"
  Text title;          ///< its title
  std::string clause;  ///< as printed, e.g. "§2.1.3；表1"
  Firmness firmness = Firmness::house;
  bool operator==(const Citation&) const = default;

  template <class V>
  static void describe(V& v) {
    v.field("source", &Citation::source, {"来源标识", "source id"});
    v.field("title", &Citation::title, {"来源名称", "title of the source"});
    v.field("clause", &Citation::clause, {"条款", "clause"});
    v.field("firmness", &Citation::firmness, {"确定程度", "firmness"});
  }
};

/// What one rule says about one act: what is wrong, what mends it, by whom, on what authority.
/// Made by `Policy::make_finding`, so that texts and citations come from the policy in force.
struct Finding {
  std::string rule;  ///< rule id, e.g. "CLS-06"
  Severity severity = Severity::note;
  std::string place;  ///< JSON pointer into the act, or empty
  Text what;
  Text remedy;
  std::vector<std::string> who;      ///< codes of `Who`
  std::vector<std::string> mend_by;  ///< types of acts that mend it, e.g. "evidence.attach"
  std::vector<Citation> citations;
  /// What no paper could mend, so that it does not stand over even where the rule lets an old
  /// record lack something (REG-08): sums that do not add up, a vote on one's own matter.
  bool is_firm = false;
  bool operator==(const Finding&) const = default;

  template <class V>
  static void describe(V& v) {
    v.field("rule", &Finding::rule, {"规则编号", "rule id"});
    v.field("severity", &Finding::severity, {"轻重", "severity"});
    v.field("place", &Finding::place, {"位置", "place"});
    v.field("what", &Finding::what, {"问题", "what is wrong"});
    v.field("remedy", &Finding::remedy, {"补救", "remedy"});
    v.field("who", &Finding::who, {"由谁补救", "who mends it"});
    v.field("mend_by", &Finding::mend_by, {"补救所用业务动作", "acts that mend it"});
    v.field("citations", &Finding::citations, {"依据", "citations"});
  }
};

/// Everything the rules say about one act, never only the first. A value; nothing was written.
struct Decision {
  std::vector<Finding> findings;  ///< in the order found, until `sort`

  /// Is there at least one refusal?
  bool is_refused() const { return count(Severity::refuse) > 0; }
  bool has(std::string_view rule) const;       ///< is there a finding of this rule?
  std::size_t count(Severity severity) const;  ///< how many findings weigh just this much

  /// Refusals first, then warnings, then notes; otherwise in the order found.
  void sort();
  bool operator==(const Decision&) const = default;
};

/// Thrown when an act is to be recorded that the rules refuse. Nothing was written.
/// `what()` is the Chinese text of the first refusal.
class Refused : public std::runtime_error {
 public:
  explicit Refused(Decision decision);  ///< of a decision that refuses
  /// Every finding, warnings and notes included.
  const Decision& decision() const { return decision_; }

 private:
  Decision decision_;
};

/// Title, clause and how firmly known, e.g. "Civil Code 846 (text read)".
std::string to_text(const Citation& citation, Language language);

/// For a terminal, several lines a finding, refusals first; ends with a newline. An empty
/// decision gives one line that says so.
std::string to_text(const Decision& decision, Language language);

/// Canonical JSON, both languages, refusals first:
/// `{"findings":[…],"is_refused":true}`; a finding's empty lists are left out.
std::string to_json(const Decision& decision);

}  // namespace kezhuan
