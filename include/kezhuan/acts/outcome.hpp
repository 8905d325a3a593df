#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/model/achievement.hpp"

namespace kezhuan {

/// What freezing an edition computed.
struct EditionOutcome {
  std::int64_t sequence = 1;
  std::optional<Id<Edition>> previous;
  std::optional<Date> next_due;
  std::vector<EditionEntry> entries;
  std::vector<EditionRemoval> removed;

  template <class V>
  static void describe(V& v) {
    using A = EditionOutcome;
    v.field("sequence", &A::sequence, {"期次", "sequence"});
    v.field("previous", &A::previous, {"上一期", "previous edition"});
    v.field("next_due", &A::next_due, {"下一期截止日", "next edition due"});
    v.field("entries", &A::entries, {"条目", "entries"});
    v.field("removed", &A::removed, {"移出", "removed"});
  }
};

/// A finding an act was recorded with (a warning or a note; a refusal records nothing).
struct RecordedFinding {
  std::string rule;
  std::string severity;
  std::string zh;
  std::string en;

  template <class V>
  static void describe(V& v) {
    using A = RecordedFinding;
    v.field("rule", &A::rule, {"规则", "rule"});
    v.field("severity", &A::severity, {"程度", "severity"});
    v.field("zh", &A::zh, {"内容", "text (Chinese)"});
    v.field("en", &A::en, {"内容（英文）", "text (English)"});
  }
};

/// What recording an act worked out. Stored with the act and applied on replay as it stands, so a
/// new policy or calendar never changes what is on record.
struct Outcome {
  std::optional<Uuid> id;              ///< of what the act created
  std::optional<std::string> number;   ///< its number
  std::optional<std::int64_t> serial;  ///< the serial in that number, when the registry chose it
  std::optional<std::int64_t> serial_year;  ///< 0 when the number pattern has no year
  std::optional<Date> last_day;             ///< of a notice
  std::optional<ClassificationRecord> classification;
  std::optional<EditionOutcome> edition;
  std::vector<Sha256> erased;  ///< commitments whose values were erased
  std::vector<RecordedFinding> findings;

  template <class V>
  static void describe(V& v) {
    using A = Outcome;
    v.field("id", &A::id, {"标识", "id"});
    v.field("number", &A::number, {"编号", "number"});
    v.field("serial", &A::serial, {"序号", "serial"});
    v.field("serial_year", &A::serial_year, {"序号年份", "year of the serial"});
    v.field("last_day", &A::last_day, {"届满日", "last day"});
    v.field("classification", &A::classification, {"分类结果", "classification"});
    v.field("edition", &A::edition, {"清单（期）", "edition"});
    v.field("erased", &A::erased, {"已删除的个人信息", "erased personal values"});
    v.field("findings", &A::findings, {"提示与警告", "findings"});
  }
};

}  // namespace kezhuan
