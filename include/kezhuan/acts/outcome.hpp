#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/model/achievement.hpp"
#include "kezhuan/model/transfer.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

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

/// What of a case an act made void, by index.
struct VoidedOutcome {
  std::vector<std::int64_t> implementation;
  std::vector<std::int64_t> pricing;

  template <class V>
  static void describe(V& v) {
    using A = VoidedOutcome;
    v.field("implementation", &A::implementation, {"实施方案稿次", "implementation plans"});
    v.field("pricing", &A::pricing, {"定价序号", "prices"});
  }
};

/// What an act made of the money of a case: a booking and the balances after it.
struct BookingOutcome {
  Uuid id;
  std::string number;
  Id<TransferCase> transfer_case;
  std::vector<BookingLine> lines;
  IncomeTotals totals;
  std::vector<Balance> balances;             ///< of the case, `paid` included
  std::vector<Id<Receipt>> booked;           ///< receipts booked for the first time
  std::optional<Id<DistributionPlan>> plan;  ///< by which they all were
  /// By which each of them was, where they go by several plans; `plan` is absent then.
  std::vector<Id<DistributionPlan>> plans = {};

  template <class V>
  static void describe(V& v) {
    using A = BookingOutcome;
    v.field("id", &A::id, {"标识", "id"});
    v.field("number", &A::number, {"编号", "number"});
    v.field("transfer_case", &A::transfer_case, {"转化项目", "transfer case"});
    v.field("lines", &A::lines, {"明细", "lines", "INC-06"});
    v.field("totals", &A::totals, {"累计", "cumulative figures", "INC-06"});
    v.field("balances", &A::balances, {"应得与已付", "entitled and paid", "INC-06"});
    v.field("booked", &A::booked, {"首次入账的到账", "receipts booked for the first time"});
    v.field("plan", &A::plan, {"分配方案", "distribution plan"});
    v.field("plans", &A::plans, {"各自的分配方案", "plan of each"});
  }
};

/// Whole shares as an award divides them.
struct EquityOutcome {
  std::vector<EquityLine> people;
  std::int64_t people_shares = 0;
  std::int64_t institution_shares = 0;

  template <class V>
  static void describe(V& v) {
    using A = EquityOutcome;
    v.field("people", &A::people, {"个人持股", "people", "INC-03"});
    v.field("people_shares", &A::people_shares, {"个人股份", "people's shares", "INC-03"});
    v.field("institution_shares", &A::institution_shares, {"单位股份", "institution's shares"});
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

/// What a legacy act lacks, as it goes on record: a refusal that its rule lets stand over.
struct OutstandingOutcome {
  Uuid id;
  std::string number;
  std::int64_t serial = 0;
  std::int64_t serial_year = 0;  ///< 0 when the number pattern has no year
  std::string rule;
  std::string zh;
  std::string en;
  std::optional<std::string> place;
  Kind about_kind = Kind::achievement;
  Uuid about;

  template <class V>
  static void describe(V& v) {
    using A = OutstandingOutcome;
    v.field("id", &A::id, {"标识", "id"});
    v.field("number", &A::number, {"编号", "number"});
    v.field("serial", &A::serial, {"序号", "serial"});
    v.field("serial_year", &A::serial_year, {"序号年份", "year of the serial"});
    v.field("rule", &A::rule, {"规则", "rule"});
    v.field("zh", &A::zh, {"所缺", "what is missing (Chinese)"});
    v.field("en", &A::en, {"所缺（英文）", "what is missing (English)"});
    v.field("place", &A::place, {"位置", "place in the act"});
    v.field("about_kind", &A::about_kind, {"所涉种类", "kind concerned"});
    v.field("about", &A::about, {"所涉记录", "record concerned"});
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
  std::optional<Sha256> policy;          ///< hash a case begins under (PTH-04)
  std::optional<VoidedOutcome> voided;   ///< of the end of talks, and of another pathway
  std::optional<PlanFigures> plan;       ///< what drafting a distribution plan worked out
  std::optional<EquityOutcome> equity;   ///< of an award
  std::vector<BookingOutcome> bookings;  ///< in the order of the cases
  std::vector<Sha256> erased;            ///< commitments whose values were erased
  std::vector<RecordedFinding> findings;
  std::vector<OutstandingOutcome> outstanding;  ///< of a legacy act (REG-08)

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
    v.field("policy", &A::policy, {"适用政策", "policy", "PTH-04"});
    v.field("voided", &A::voided, {"作废的方案与定价", "plans and prices made void"});
    v.field("plan", &A::plan, {"分配测算", "figures of the plan"});
    v.field("equity", &A::equity, {"股权分配", "equity"});
    v.field("bookings", &A::bookings, {"分配入账", "bookings", "INC-06"});
    v.field("erased", &A::erased, {"已删除的个人信息", "erased personal values"});
    v.field("findings", &A::findings, {"提示与警告", "findings"});
    v.field("outstanding", &A::outstanding, {"待补事项", "outstanding items", "REG-08"});
  }
};

}  // namespace kezhuan
