#include "policy/income_facts.hpp"

#include <algorithm>

#include "policy/wording.hpp"

namespace kezhuan {

namespace {

void add_weight(std::vector<WeightedAchievement>& all, const Id<Achievement>& id,
                const Ratio& weight) {
  for (auto& one : all) {
    if (one.achievement != id) continue;
    one.weight = one.weight + weight;
    return;
  }
  all.push_back({id, weight});
}

}  // namespace

bool is_payable(LineKind kind) {
  return kind == LineKind::reward || kind == LineKind::owner_income ||
         kind == LineKind::other_institution;
}

const EquityAward* find_award(const TransferCase& c, const Id<Contract>& contract) {
  for (const auto& award : c.equity) {
    if (award.contract == contract) return &award;
  }
  return nullptr;
}

std::vector<const Contract*> lasting_contracts(const State& state, const TransferCase& c) {
  std::vector<const Contract*> lasting;
  for (const auto& id : c.contracts) {
    const auto& contract = state.get(id);
    if (contract.state != ContractState::ended || !contract.receipts.empty()) {
      lasting.push_back(&contract);
    }
  }
  return lasting;
}

std::vector<WeightedAchievement> weights_of(const std::vector<const Contract*>& contracts) {
  if (contracts.empty()) return {};
  auto sum = Money::of_minor(0, contracts.front()->amounts.total.currency());
  for (const auto* contract : contracts) sum += contract->amounts.total;  // checked
  const auto total = sum.minor();
  std::vector<WeightedAchievement> weights;
  for (const auto* contract : contracts) {
    const auto part = total > 0 ? Ratio(contract->amounts.total.minor(), total)
                                : Ratio(1, static_cast<std::int64_t>(contracts.size()));
    for (const auto& subject : contract->subjects) {
      add_weight(weights, subject.achievement.target(), part * subject.share);
    }
  }
  return weights;
}

bool is_principal_head(const State& state, const Id<Person>& person, const Date& on) {
  const auto own = state.settings().institution;
  const auto& posts = state.get(person).posts;
  return std::any_of(posts.begin(), posts.end(), [&](const Post& post) {
    return post.post == PostKind::principal_head && post.institution.target() == own &&
           post.from <= on && (!post.until || on <= *post.until);
  });
}

bool concerns_case(const Question& q, const Matter& matter) {
  const auto& own = q.transfer->transfer->id;
  if (matter.transfer_case) return matter.transfer_case->target() == own;
  return matter.plan && q.after.get(*matter.plan).transfer_case == own;
}

std::vector<JudgedPlan> judged_plans(const Question& q) {
  if (q.transfer == nullptr) return {};
  if (q.act_as<DraftDistribution>() != nullptr) {
    return {{q.transfer->plans.back(), {}, true}};
  }
  std::vector<JudgedPlan> judged;
  const auto* resolution = q.act_as<RecordResolution>();
  if (resolution == nullptr) return judged;
  for (std::size_t i = 0; i < resolution->matters.size(); ++i) {
    const auto& matter = resolution->matters[i];
    if (!matter.plan || matter.outcome != ResolutionOutcome::approved) continue;
    if (!concerns_case(q, matter)) continue;
    judged.push_back(
        {&q.after.get(*matter.plan), "/matters/" + std::to_string(i) + "/plan", false});
  }
  return judged;
}

Text people_of(const State& state, const std::vector<Id<Person>>& people) {
  std::vector<std::string> numbers;
  numbers.reserve(people.size());
  for (const auto& person : people) numbers.push_back(state.get(person).number);
  return listing(numbers);
}

Money floor_base(const IncomeTotals& totals, OwnershipMode mode) {
  return mode == OwnershipMode::stacked ? totals.net - totals.owner_income : totals.net;
}

Money floor_paid(const IncomeTotals& totals, OwnershipMode mode) {
  return mode == OwnershipMode::stacked ? totals.reward : totals.reward + totals.owner_income;
}

std::optional<Ratio> promised_ratio(const Question& q) {
  std::optional<Ratio> promised;
  for (const auto& [id, weight] : weights_of(lasting_contracts(q.after, *q.transfer->transfer))) {
    const auto* agreement = q.after.find(q.after.get(id).agreement_in_force);
    if (agreement == nullptr) continue;
    promised = promised.value_or(Ratio{}) + weight * agreement->terms.reward_ratio;
  }
  return promised;
}

}  // namespace kezhuan
