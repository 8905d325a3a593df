#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "kezhuan/core/date.hpp"
#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/money.hpp"
#include "kezhuan/core/ratio.hpp"
#include "kezhuan/model/deliverable.hpp"
#include "kezhuan/model/party.hpp"
#include "kezhuan/policy/policy.hpp"

/// Estimates of a person's income tax and whether the relief for cash rewards may apply. Never
/// applied to anything: local practice decides (C §4.3). The table, the relief and their sources
/// are values of the policy, each with how firm it is.
///
/// Pure functions; thread-safe as any.
namespace [[gnu::visibility("default")]] kezhuan {

/// What is known of a person's year up to and with the month of payment, without the reward.
struct TaxYear {
  Money income;             ///< wages
  Money exempt;             ///< tax-free income among it
  std::int64_t months = 1;  ///< worked for this employer this year, 1 to 12
  Money deductions;         ///< special, additional and other ones, without the monthly allowance
  Money withheld;           ///< before this payment

  template <class V>
  static void describe(V& v) {
    v.field("income", &TaxYear::income, {"累计收入", "income so far", "TAX-11"});
    v.field("exempt", &TaxYear::exempt, {"累计免税收入", "exempt income", "TAX-11"});
    v.field("months", &TaxYear::months, {"月数", "months", "TAX-11"});
    v.field("deductions", &TaxYear::deductions, {"累计各项扣除", "deductions", "TAX-11"});
    v.field("withheld", &TaxYear::withheld, {"已预扣税额", "withheld before", "TAX-11"});
  }
};

/// Tax of the year so far by the cumulative method.
struct Withholding {
  Money taxable;  ///< 0 rather than below
  Ratio rate;
  Money quick_deduction;
  Money tax;       ///< taxable × rate − quick deduction, to the nearest fen
  Money withhold;  ///< what of it is still to be withheld; 0 rather than below

  template <class V>
  static void describe(V& v) {
    using A = Withholding;
    v.field("taxable", &A::taxable, {"累计应纳税所得额", "taxable so far", "TAX-11"});
    v.field("rate", &A::rate, {"税率", "rate", "TAX-10"});
    v.field("quick_deduction", &A::quick_deduction, {"速算扣除数", "quick deduction", "TAX-10"});
    v.field("tax", &A::tax, {"累计应纳税额", "tax so far", "TAX-11"});
    v.field("withhold", &A::withhold, {"本次应预扣", "to be withheld now", "TAX-11"});
  }
};

/// @param added  counted besides `year.income`
/// @throws Error invalid TAX-11: months outside 1 to 12, an amount below zero or not in CNY;
/// config:
///         the policy's table is not one
/// @rule TAX-10, TAX-11
Withholding estimate_withholding(const Policy& policy, const TaxYear& year, const Money& added);

/// A reward as estimated: without it, with all of it counted, with the part the relief leaves.
struct RewardTax {
  Money reward;
  TaxYear year;
  Withholding without;
  Withholding whole;
  Withholding relieved;
  Ratio relieved_part;  ///< of the reward, counted under the relief (TAX-01)
  Money tax_whole;      ///< that the reward adds
  Money tax_relieved;

  template <class V>
  static void describe(V& v) {
    using A = RewardTax;
    v.field("reward", &A::reward, {"现金奖励", "cash reward"});
    v.field("year", &A::year, {"本年情况", "the year so far"});
    v.field("without", &A::without, {"不含奖励", "without the reward"});
    v.field("whole", &A::whole, {"全额计入", "all of it counted"});
    v.field("relieved", &A::relieved, {"减按计入", "counted under the relief"});
    v.field("relieved_part", &A::relieved_part, {"减按比例", "part counted", "TAX-01"});
    v.field("tax_whole", &A::tax_whole, {"全额计入时因奖励多缴", "tax it adds, counted in full"});
    v.field("tax_relieved", &A::tax_relieved, {"减按计入时因奖励多缴", "tax it adds, relieved"});
  }
};

/// A reward that a note may be about: in CNY, not below zero.
/// @throws Error invalid TAX-01 @rule TAX-01
void check_reward(const Money& reward);

/// @throws as `estimate_withholding` and `check_reward`
/// @rule TAX-01, TAX-10, TAX-11
RewardTax estimate_reward_tax(const Policy& policy, const TaxYear& year, const Money& reward);

/// Whether the relief applies.
enum class Relief { eligible = 1, confirm_locally = 2, not_eligible = 3 };

template <>
struct EnumTable<Relief> {
  using E = Relief;
  static constexpr std::array table = {
      EnumEntry<E>{E::eligible, "eligible", {"可适用", "eligible"}},
      EnumEntry<E>{E::confirm_locally, "confirm_locally", {"须当地确认", "confirm locally"}},
      EnumEntry<E>{E::not_eligible, "not_eligible", {"不适用", "not eligible"}},
  };
};

/// What the relief depends on, of a reward out of one receipt.
struct ReliefFacts {
  InstitutionNature nature = InstitutionNature::public_medical;  ///< of the institution that pays
  std::vector<CertificateKind> results;  ///< what the achievements are registered as
  bool registered = false;               ///< the contract
  bool publicised = false;               ///< as long as the relief asks for
  Date received_on;                      ///< day the money came
  Date paid_on;                          ///< day it is paid out
  bool registered_first = true;          ///< by the first day of that notice (CTR-02)
};

/// One thing that bears on the answer.
struct ReliefReason {
  Relief answer = Relief::confirm_locally;  ///< as far as this goes
  Text text;
  std::string rule;

  template <class V>
  static void describe(V& v) {
    v.field("answer", &ReliefReason::answer, {"结论", "answer", "TAX-04"});
    v.field("text", &ReliefReason::text, {"理由", "reason"});
    v.field("rule", &ReliefReason::rule, {"规则", "rule"});
  }
};

/// The answer is that of the worst reason.
struct ReliefAnswer {
  Relief answer = Relief::confirm_locally;
  std::vector<ReliefReason> reasons;  ///< at least one

  template <class V>
  static void describe(V& v) {
    v.field("answer", &ReliefAnswer::answer, {"结论", "answer", "TAX-04"});
    v.field("reasons", &ReliefAnswer::reasons, {"理由", "reasons"});
  }
};

/// Last day to pay a reward out of a receipt so that the relief is not lost. @rule TAX-02
Date relief_ends(const Policy& policy, const Date& received_on);

/// @throws Error config: the policy has no values of the relief
/// @rule TAX-01, TAX-02, TAX-03, TAX-04
ReliefAnswer judge_relief(const Policy& policy, const ReliefFacts& facts);

}  // namespace kezhuan
