#include "report/booked.hpp"

#include "kezhuan/core/allocate.hpp"

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
bool explains(const RewardPool& pool) {
  return pool.base.is_positive() &&
         share_rounded_up(pool.base, pool.ratio) - pool.owner_income == pool.cumulative;
}

}  // namespace

std::optional<RewardPool> pool_of(const IncomeTerms& terms, const Cumulative& cumulative,
                                  Currency currency) {
  const auto sum = [&](LineKind kind) { return sum_of(cumulative, kind, currency); };
  const auto owners = sum(LineKind::owner_income);
  const auto zero = Money::of_minor(0, currency);
  RewardPool pool{terms.base, terms.reward_ratio, zero, zero, sum(LineKind::reward)};
  pool.base = pool.cumulative + sum(LineKind::institution);
  if (terms.base == RewardBase::gross_income) {
    if (!terms.other_institutions.empty() || !terms.owners.empty()) return std::nullopt;
    pool.base += sum(LineKind::direct_cost) + sum(LineKind::indirect_cost);
  } else if (terms.ownership != OwnershipMode::stacked) {
    pool.base += owners;
    pool.owner_income = owners;
  }
  if (terms.scheme && !explains(pool)) return std::nullopt;
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
