#include "report/booked.hpp"

#include "kezhuan/core/allocate.hpp"
#include "policy/income_sums.hpp"

namespace kezhuan {

StandingLines standing_lines(const State& state, const TransferCase& c) {
  StandingLines standing;
  for (const auto& id : c.bookings) standing.take(state.get(id));
  return standing;
}

bool goes_to_person(LineKind kind) {
  return kind == LineKind::reward || kind == LineKind::owner_income;
}

bool goes_to_own_pool(const BookingLine& line, const IncomeTerms& terms) {
  return line.kind == LineKind::institution && line.pool && terms.scheme;
}

std::string_view rule_of(LineKind kind) {
  switch (kind) {
    case LineKind::direct_cost:
    case LineKind::indirect_cost: return "INC-01";
    case LineKind::other_institution: return "RGT-06";
    case LineKind::owner_income: return "RGT-01";
    case LineKind::reward: return "INC-02";
    case LineKind::institution: break;
  }
  return "RGT-04";
}

Money sum_of(const Cumulative& cumulative, LineKind kind, Currency currency) {
  auto sum = Money::of_minor(0, currency);
  for (const auto& [key, amount] : cumulative) {
    if (std::get<0>(key) == kind) sum += amount;
  }
  return sum;
}

namespace {

/// A scheme may have bands, or take something off the top: then no ratio of one base is the reward.
/// Of a gross base there may not have been money enough.
bool explains(const RewardPool& pool) {
  return pool.base.is_positive() && !pool.ratio.is_zero() &&
         share_rounded_up(pool.base, pool.ratio) - pool.owner_income == pool.cumulative;
}

/// What those who share an amount leave: the first where that stands first, else the last.
Money left_by(const Money& amount, std::vector<Ratio> shares, bool is_first) {
  if (shares.empty() || !amount.is_positive()) return amount;
  const auto rest = Ratio{1} - sum(shares);
  shares.insert(is_first ? shares.begin() : shares.end(), rest);
  const auto parts = allocate(amount, shares);
  return is_first ? parts.front() : parts.back();
}

/// A base of gross income is divided among owners as the money itself is.
void take_of_gross(const IncomeTerms& terms, const Money& gross, RewardPool& pool) {
  const auto own = left_by(gross, shares_of(terms.other_institutions), true);
  const bool is_stacked = terms.ownership == OwnershipMode::stacked;
  pool.base = is_stacked ? left_by(own, shares_of(terms.owners), false) : own;
  pool.others_first = gross - own;
  pool.owners_first = own - pool.base;
}

}  // namespace

std::optional<RewardPool> pool_of(const IncomeTerms& terms, const Cumulative& cumulative,
                                  Currency currency) {
  const auto sum = [&](LineKind kind) { return sum_of(cumulative, kind, currency); };
  const auto owners = sum(LineKind::owner_income);
  const auto zero = Money::of_minor(0, currency);
  RewardPool pool{terms.base, terms.reward_ratio, zero, zero, sum(LineKind::reward), zero, zero};
  pool.base = pool.cumulative + sum(LineKind::institution);
  const bool is_of_gross = terms.base == RewardBase::gross_income;
  if (is_of_gross) {
    auto gross = zero;
    for (const auto& [key, amount] : cumulative) gross += amount;
    take_of_gross(terms, gross, pool);
  } else if (terms.ownership == OwnershipMode::stacked) {
    pool.owners_first = owners;
  } else {
    pool.base += owners;
  }
  if (terms.ownership != OwnershipMode::stacked) pool.owner_income = owners;
  if ((terms.scheme || is_of_gross) && !explains(pool)) return std::nullopt;
  return pool;
}

ReportPlan plan_terms(const State& state, const DistributionPlan& plan) {
  const auto& terms = plan.figures.terms;
  ReportPlan shown{plan.number, plan.decided_on, terms.reward_ratio,
                   terms.base,  terms.recovery,  terms.ownership};
  if (terms.scheme) {
    const auto& scheme = state.get(*terms.scheme);
    shown.scheme = scheme.number + " " + scheme.scheme + " " + scheme.scheme_version;
  }
  const auto shares = plan.figures.people_shares + plan.figures.institution_shares;
  if (shares > 0) shown.shares = shares;
  return shown;
}

std::string measure_of(const ReportPlan& plan, Language language) {
  const auto in = [&](const StaticText& text) { return std::string(text.in(language)); };
  const auto shares =
      plan.shares ? in({"奖励为 ", "reward: "}) + std::to_string(*plan.shares) +
                        in({" 股的 ", " shares × "}) + plan.reward_ratio.to_text() +
                        in({"（进为整股）；另有现金的，", ", rounded up; of cash beside them, "})
                  : std::string();
  if (plan.scheme) return shares + in({"依收益分配办法 ", "by scheme "}) + *plan.scheme;
  return shares + in({"奖励为", "reward: "}) + in(name_of(plan.base)) + in({"的 ", " × "}) +
         plan.reward_ratio.to_text();
}

}  // namespace kezhuan
