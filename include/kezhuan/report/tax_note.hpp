#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/policy/tax.hpp"
#include "kezhuan/report/distribution.hpp"

/// Tax notes on the cash reward of a person in a case, with an estimate if the year is known. Notes
/// and estimates only: nothing is withheld, booked or refused by them.
///
/// Threads: values and pure functions; loading follows the rules of `Snapshot`.
namespace [[gnu::visibility("default")]] kezhuan {

class Snapshot;

/// What to look at.
struct TaxQuestion {
  std::string transfer_case;    ///< number or id
  std::string person;           ///< number or id
  std::optional<Money> reward;  ///< to be paid; absent: what is due in cash reward
  std::optional<Date> on;       ///< day of payment; absent: today
  std::optional<TaxYear> year;  ///< absent: no estimate
};

/// The relief as it stands for a part of the reward out of one receipt: what one payment paid, on
/// its day, or what is still to be paid, on the day asked about. Payments settle the oldest
/// receipts first (house default, no legal source).
struct TaxReceipt {
  std::string number;
  Date received_on;
  Date pay_by;                         ///< last day for the relief (TAX-02)
  Money amount;                        ///< this part of the reward
  std::optional<std::string> payment;  ///< that paid it; absent: it is still to be paid
  Date paid_on;
  ReliefAnswer relief;

  template <class V>
  static void describe(V& v) {
    using A = TaxReceipt;
    v.field("number", &A::number, {"到账编号", "receipt number"});
    v.field("received_on", &A::received_on, {"到账日", "received on"});
    v.field("pay_by", &A::pay_by, {"享受优惠的最迟发放日", "last day to pay", "TAX-02"});
    v.field("amount", &A::amount, {"奖励金额", "amount of the reward"});
    v.field("payment", &A::payment, {"发放编号", "payment"});
    v.field("paid_on", &A::paid_on, {"发放日", "paid on"});
    v.field("relief", &A::relief, {"减按计税", "relief", "TAX-04"});
  }
};

/// A tax rule that bears on it, with its sources.
struct TaxRule {
  std::string rule;
  Text title;
  Text says;
  std::vector<Citation> sources;

  template <class V>
  static void describe(V& v) {
    v.field("rule", &TaxRule::rule, {"规则", "rule"});
    v.field("title", &TaxRule::title, {"标题", "title"});
    v.field("says", &TaxRule::says, {"内容", "what it says"});
    v.field("sources", &TaxRule::sources, {"依据", "sources"});
  }
};

/// What the tax rules say of one person's cash reward; never a decision.
struct TaxNote {
  std::string institution;
  std::string transfer_case;
  ReportParty person;
  Date on;  ///< day of payment looked at
  Money reward;
  ListPolicy policy;
  std::vector<TaxReceipt> receipts;   ///< those divided that gave a reward, by part
  std::optional<RewardTax> estimate;  ///< an estimate, not applied
  bool has_equity = false;
  std::vector<TaxRule> rules;

  template <class V>
  static void describe(V& v) {
    using A = TaxNote;
    v.field("institution", &A::institution, {"机构", "institution"});
    v.field("transfer_case", &A::transfer_case, {"项目编号", "case number"});
    v.field("person", &A::person, {"人员", "person"});
    v.field("on", &A::on, {"发放日", "day of payment"});
    v.field("reward", &A::reward, {"现金奖励", "cash reward"});
    v.field("policy", &A::policy, {"政策", "policy"});
    v.field("receipts", &A::receipts, {"各笔到账", "receipts"});
    v.field("estimate", &A::estimate, {"估算（未据此办理）", "estimate, not applied"});
    v.field("has_equity", &A::has_equity, {"有股权奖励", "has an equity reward"});
    v.field("rules", &A::rules, {"所涉规则", "rules", "TAX-04"});
  }
};

/// @throws Error not_found REG-01: no such case or person; INC-06: nothing in the case concerns the
///         person; as `estimate_reward_tax`
/// @rule TAX-01 to TAX-05, TAX-10 to TAX-12
TaxNote load_tax_note(const Snapshot& snapshot, const TaxQuestion& question, Language language);

std::string to_json(const TaxNote& note);                     ///< canonical JSON
std::string to_text(const TaxNote& note, Language language);  ///< for a terminal

}  // namespace kezhuan
