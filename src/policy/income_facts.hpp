#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/acts/acts.hpp"
#include "kezhuan/policy/question.hpp"

/// Facts about the money of a case that rules and books ask for.
namespace kezhuan {

/// Names the lines of what a scheme holds in reserve; then no pool of it has this id.
inline constexpr std::string_view reserve_pool = "reserve";

/// An achievement's weight in a case: its part of the amounts of the contracts it stands under.
struct WeightedAchievement {
  Id<Achievement> achievement;
  Ratio weight;
};

/// True for what is paid out to somebody: reward, owner income, a co-owner's part.
bool is_payable(LineKind kind);

/// The award of a contract's shares; nullptr while there is none.
const EquityAward* find_award(const TransferCase& c, const Id<Contract>& contract);

/// The institution's shares of a contract that brought shares, as far as the first `events` of the
/// case left it them.
std::int64_t shares_left(const TransferCase& c, const Contract& contract, std::size_t events);
inline std::int64_t shares_left(const TransferCase& c, const Contract& contract) {
  return shares_left(c, contract, c.equity_events.size());
}

/// Makes shares one whole in the same proportion; none is left where they add up to nothing.
/// @param share_of  the share of one of the parts, as a reference
template <class Parts, class ShareOf>
void scale_to_one(Parts& parts, ShareOf share_of) {
  Ratio sum;
  for (auto& part : parts) sum = sum + share_of(part);
  if (sum.is_zero() || sum.is_negative()) return parts.clear();
  const Ratio inverse(sum.denominator(), sum.numerator());
  for (auto& part : parts) share_of(part) = share_of(part) * inverse;
}

/// The scheme a plan goes by; nullptr when it goes by none, or there is no plan.
const AdoptedScheme* find_scheme(const State& state, const DistributionPlan* plan);

/// Whether a plan rewards people with what shares bring instead of shares; no plan does not.
/// @rule INC-03
bool rewards_equity_income(const DistributionPlan* plan);

/// Whether money may come in under a contract that is none of its payments: a royalty, or what
/// shares bring.
bool may_bring_other_money(const Contract& contract);

/// The receipts of a contract that name no payment of it, but for what shares brought; by day.
std::vector<const Receipt*> unnamed_receipts(const State& state, const Contract& contract);

/// The payments of a contract still to come. Receipts that name no payment settle the earliest that
/// were open the day they came, except where they may be something else; what falls due after an
/// early end lapses with it, what fell due before stays due until it is received or written off.
/// House defaults. @rule CTR-04
std::vector<PaymentDue> expected_dues(const State& state, const Contract& contract);

/// Whether more money may come in under a contract: a payment still expected, or a royalty while it
/// lives; of a case, under any of its contracts.
bool may_bring_more(const State& state, const Contract& one, const Date& today);
bool may_bring_more(const State& state, const TransferFile& file, const Date& today);

/// People were given more than the net income.
bool is_beyond_net(const IncomeTotals& totals);

/// Whether shares of a contract wait to be awarded: it invests, and its plan gives shares.
bool awaits_award(const TransferFile& file, const Contract& contract);

/// Contracts that say whose money a case brings: those that have not ended, and those that ended
/// after they brought some.
std::vector<const Contract*> lasting_contracts(const State& state, const TransferCase& c);

/// The number of the person or institution a balance, a line of a booking and the like is of.
template <class Due>
const std::string& number_of_party(const State& state, const Due& due) {
  return due.person ? state.get(*due.person).number : state.get(due.institution.value()).number;
}

/// A fen too much is of rounding: it is netted with the next payment, never recovered alone.
bool is_to_recover(const Money& overpaid);

/// Somebody who was paid more than is due to them in all kinds together, after a refund or a cost.
struct Overpaid {
  std::optional<Id<Person>> person;
  std::optional<Id<Institution>> institution;
  Money amount;  ///< to be recovered
};
std::vector<Overpaid> overpaid_of(const TransferCase& c);

/// The currency of the costs of a case that were not taken back; nothing when there are none.
std::optional<Currency> find_currency_of_costs(const TransferCase& c);

/// Its price is what shares are worth, not money that comes in: it may be in a currency of its own.
bool brings_shares(const TransferCase& c);

/// The currency a case is kept in: of its contracts, else of its price, else of its costs; nothing
/// while there is none of them. One a case is a house default.
std::optional<Currency> find_currency(const State& state, const TransferCase& c);

/// What puts the costs on record in the currency a case is to be kept in: the end of a sentence.
Text remedy_of_costs(Currency wanted);

/// The costs of a case for books in that currency: without those in another that were taken back.
std::vector<CostItem> costs_for(const TransferCase& c, Currency currency);

/// The achievements of a case that are public data now. @rule CLS-06
std::vector<Id<Achievement>> public_achievements(const State& state, const TransferCase& c,
                                                 const Policy& policy);

/// The plan that divides what comes in under a contract from now on: the one in force or, if the
/// contract keeps to its signature, the one then in force, else the first decided after it. A plan
/// overtaken before its notice ended divides nothing, and none divides what public data brings.
/// @rule INC-06, CLS-06
std::optional<Id<DistributionPlan>> plan_dividing(const State& state, const TransferCase& c,
                                                  const Contract& contract, const Policy& policy);

/// The plans that divided what a payment with these lines pays out: of what everybody was given,
/// receipt by receipt, what comes after that which was paid before. @rule INC-05
std::vector<Id<DistributionPlan>> plans_paid_out(const State& state, const TransferCase& c,
                                                 const std::vector<PaymentLine>& lines);

/// What a contract brings in cash: of an investment only the payments agreed beside the shares.
Money cash_of(const Contract& contract);

/// Contracts of several achievements: each counts by what it amounts to, cash and shares together;
/// without any amount, alike. House default, no legal source.
/// @throws Error invalid INC-06, amounts that cannot be weighed exactly
std::vector<WeightedAchievement> weights_of(const std::vector<const Contract*>& contracts);

/// The same by the cash contracts bring: whose achievements the money of a case comes from.
std::vector<WeightedAchievement> cash_weights_of(const std::vector<const Contract*>& contracts);

/// Who owns besides the own institution; of the whole.
struct Owners {
  std::vector<InstitutionPart> institutions;
  std::vector<PersonPart> persons;
};

/// The agreement an achievement's money goes by: the one in force; once it ended without a
/// successor, the last that was, for what was promised outlives it. Nullptr when there was none.
/// @rule INC-10
const RightsAgreement* find_governing_agreement(const State& state, const Achievement& achievement);

/// Each one's part of the reward by the agreements, of the whole: every achievement brings in its
/// own part of the income and rewards of it what its own agreement promises. Empty when no
/// agreement gives anybody a weight. @rule INC-10
std::vector<PersonPart> agreed_weights(const State& state,
                                       const std::vector<WeightedAchievement>& weights);

/// The owners of the money of a case by the agreements that govern, weighted by achievement.
Owners owners_of(const State& state, const std::vector<WeightedAchievement>& weights);

/// True when both name the same parties with the same shares, in whatever order.
bool are_same(const Owners& a, const Owners& b);

/// INC-04: true when the person is principal head of the own institution on that day.
bool is_principal_head(const State& state, const Id<Person>& person, const Date& on);

/// True when a matter of a resolution is about the case in `q.transfer` or a plan of it.
bool concerns_case(const Question& q, const Matter& matter);

/// A plan that the act drafts, or has decided by a matter with outcome approved, for the case in
/// `q.transfer`; `place` leads to what the act says of it.
struct JudgedPlan {
  const DistributionPlan* plan = nullptr;
  std::string place;
  bool is_draft = false;
};
std::vector<JudgedPlan> judged_plans(const Question& q);

/// The part of net income the reward is held against: with owners beside the reward, without
/// theirs (INC-02).
Money floor_base(const IncomeTotals& totals, OwnershipMode mode);

/// What counts towards the floor: the reward, and the owners' income where it replaces it.
Money floor_paid(const IncomeTotals& totals, OwnershipMode mode);

/// The part of net income the agreements promised on a day, weighted by achievement under
/// the contracts signed by then; nothing when none was in force.
std::optional<Ratio> promised_ratio(const State& state, const TransferCase& c, const Date& day);

}  // namespace kezhuan
