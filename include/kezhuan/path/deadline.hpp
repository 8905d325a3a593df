#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/policy/finding.hpp"
#include "kezhuan/policy/question.hpp"
#include "kezhuan/policy/transfer_file.hpp"

/// Days by which something is to be done, of a transfer case and of the registry.
///
/// Pure functions of what is on record and of the policy, not of today: the same rows are true
/// until the next act, so they may be kept in a table. Safe to call from several threads.
namespace [[gnu::visibility("default")]] kezhuan {

/// What falls due. Stored in tables; values are never renumbered.
enum class DeadlineKind {
  notice_end = 1,   ///< last day of an open notice; it is closed from the day after
  payment_due = 2,  ///< a payment under a contract, not settled
  licence_end = 3,  ///< last day of a licence
  certificate_expiry = 4,
  prior_right_end = 5,     ///< last day of a prior right; what it hinders is free from then on
  reward_payment = 6,      ///< a reward to be paid within a time from the receipt
  relief_window = 7,       ///< a reward to be paid so that the tax relief is not lost
  edition_due = 8,         ///< next edition of the disclosure list
  implementation_end = 9,  ///< the implementation plan is to be complete by
  annual_report = 10,      ///< report of a year that had contracts or receipts
  grant_end = 11,          ///< last day of a use grant; the data may not be used from then on
  objection_answer = 12,   ///< an objection to an open notice, to be answered
  overpayment = 13,        ///< somebody was paid more than is due to them
  co_owner_payment = 14,   ///< another institution's part of what came in, booked and not paid
};

template <>
struct EnumTable<DeadlineKind> {
  using E = DeadlineKind;
  static constexpr std::array table = {
      EnumEntry<E>{E::notice_end, "notice_end", {"公示届满", "notice ends"}},
      EnumEntry<E>{E::payment_due, "payment_due", {"合同应收款", "payment due"}},
      EnumEntry<E>{E::licence_end, "licence_end", {"许可期满", "licence ends"}},
      EnumEntry<E>{
          E::certificate_expiry, "certificate_expiry", {"证书到期", "certificate expires"}},
      EnumEntry<E>{E::prior_right_end, "prior_right_end", {"优先权到期", "prior right ends"}},
      EnumEntry<E>{E::reward_payment, "reward_payment", {"奖励发放", "reward to be paid"}},
      EnumEntry<E>{E::relief_window, "relief_window", {"税收优惠期限", "tax relief window"}},
      EnumEntry<E>{E::edition_due, "edition_due", {"清单更新", "edition due"}},
      EnumEntry<E>{
          E::implementation_end, "implementation_end", {"实施方案完成日", "plan complete by"}},
      EnumEntry<E>{E::annual_report, "annual_report", {"年度报告", "annual report"}},
      EnumEntry<E>{E::grant_end, "grant_end", {"数据使用许可到期", "use grant ends"}},
      EnumEntry<E>{E::objection_answer, "objection_answer", {"异议答复", "objection to answer"}},
      EnumEntry<E>{E::overpayment, "overpayment", {"多付待追回", "paid too much"}},
      EnumEntry<E>{
          E::co_owner_payment, "co_owner_payment", {"应付共有机构", "co-owner to be paid"}},
  };
};

/// True for a duty, which stays overdue until it is done; false for a day that merely passes.
constexpr bool is_duty(DeadlineKind what) {
  return what != DeadlineKind::prior_right_end && what != DeadlineKind::grant_end;
}

/// One deadline. A case, a kind and a subject with `index` name at most one.
struct Deadline {
  std::string case_number;  ///< empty: of no case
  std::int64_t link = 0;    ///< number of the link, 1 to 10
  DeadlineKind what = DeadlineKind::notice_end;
  Text text;                     ///< one sentence, without the day
  Date due_on;                   ///< last day, inclusive
  std::string subject;           ///< number of the notice, contract, receipt … it is about
  std::int64_t index = 0;        ///< of a payment due: which of the contract; of a report: the year
  std::vector<std::string> who;  ///< codes of `Who`
  /// Numbers of the people whose matter it is, each once, sorted: who leads the achievement or
  /// contributed to it, runs the case, carries out its plan, transfers as use-right holder, is to
  /// be rewarded.
  std::vector<std::string> people = {};
  std::string rule;                     ///< empty: no rule of the policy asks for it
  Firmness firmness = Firmness::house;  ///< of the day itself
  bool operator==(const Deadline&) const = default;

  template <class V>
  static void describe(V& v) {
    using A = Deadline;
    v.field("case_number", &A::case_number, {"转化项目", "transfer case"});
    v.field("link", &A::link, {"环节序号", "number of the link"});
    v.field("what", &A::what, {"事项", "what"});
    v.field("text", &A::text, {"说明", "text"});
    v.field("due_on", &A::due_on, {"期限", "due on"});
    v.field("subject", &A::subject, {"对象编号", "number of what it is about"});
    v.field("index", &A::index, {"序号", "index"});
    v.field("who", &A::who, {"由谁办", "who acts"});
    v.field("people", &A::people, {"相关人员", "people concerned"});
    v.field("rule", &A::rule, {"规则", "rule"});
    v.field("firmness", &A::firmness, {"确定程度", "firmness"});
  }
};

/// What is due of one case, by day. None of a terminated case.
///
/// A reward is to be paid within 6 months of the receipt where provincial law says so (a reminder
/// everywhere else); within 36 months for the tax relief; a year's annual report by 31 March of the
/// next (house default, no legal source).
/// What a co-owning institution is entitled to is due from the day it was booked (house default,
/// no legal source).
/// What somebody was paid too much is due from the day a refund or a cost made it so (house
/// default, no legal source).
/// @param file  loaded from `state`
/// An objection is to be answered by the last day of its notice, so that the notice can be closed
/// on the day after (house default, no legal source).
/// @rule PTH-02, PTH-05, CTR-04, TAX-02
std::vector<Deadline> deadlines_of(const Surroundings& around, const State& state,
                                   const TransferFile& file);

/// What is due of an achievement that is in no case under way: its certificates, use grants and
/// prior rights. Those of an achievement in a case are among the deadlines of the case.
/// @rule DLV-05, RGT-07
std::vector<Deadline> deadlines_of(const State& state, const Achievement& achievement);

/// What is due of no case in particular: the next edition and the open notices of the last one.
/// @rule DSC-03, DSC-04
std::vector<Deadline> registry_deadlines(const Surroundings& around, const State& state);

/// By day, then case, kind and subject.
void sort_deadlines(std::vector<Deadline>& deadlines);

/// Those to be shown on `today`: overdue duties, and whatever falls due up to `until` inclusive.
std::vector<Deadline> due_until(std::vector<Deadline> deadlines, const Date& today,
                                const Date& until);

/// How far "within so many working days" reaches.
struct Horizon {
  Date until;  ///< last day to look at
  std::optional<Date>
      limited_to;  ///< `until`, when the working calendar ends before the count does
};

/// `within` working days after `day`; up to the last day the calendar knows when it does not reach
/// that far, and no further than `day` itself when `day` is outside it. What is known is shown
/// rather than nothing; working days that are not announced are not guessed.
/// @param within  not negative
/// @rule PTH-05
Horizon horizon_of(const WorkingCalendar& calendar, const Date& day, int within);

/// For a terminal: overdue first, then by day, with the working days left while the calendar says.
std::string to_text(const std::vector<Deadline>& deadlines, const Date& today,
                    const WorkingCalendar& calendar, Language language);

/// Canonical JSON, both languages.
std::string to_json(const std::vector<Deadline>& deadlines);

/// CSV (RFC 4180) for a spreadsheet: UTF-8 with byte order mark, CRLF, one row a deadline, its
/// codes beside its words.
std::string to_csv(const std::vector<Deadline>& deadlines, Language language);

/// An iCalendar object (RFC 5545): an all-day event for each deadline, UTF-8, CRLF, lines folded at
/// 75 octets. The UID of a deadline stays the same between exports, so a calendar updates it.
/// @param now         DTSTAMP
/// @param alarm_days  an alarm at so many calendar days before the day, if given
std::string to_icalendar(const std::vector<Deadline>& deadlines, const Timestamp& now,
                         Language language, std::optional<int> alarm_days = {});

}  // namespace kezhuan
