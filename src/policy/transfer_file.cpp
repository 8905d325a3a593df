#include "kezhuan/policy/transfer_file.hpp"

#include <algorithm>

namespace kezhuan {

namespace {

template <class T>
std::vector<const T*> load_all(const State& state, const std::vector<Id<T>>& ids) {
  std::vector<const T*> found;
  found.reserve(ids.size());
  for (const auto& id : ids) found.push_back(&state.get(id));
  return found;
}

bool is_current(const DistributionPlan& plan) {
  return plan.state == PlanState::draft || plan.state == PlanState::decided;
}

}  // namespace

const DistributionPlan* TransferFile::current_plan() const {
  const auto found = std::find_if(plans.rbegin(), plans.rend(),
                                  [](const DistributionPlan* plan) { return is_current(*plan); });
  return found == plans.rend() ? nullptr : *found;
}

bool TransferFile::has_live_contract_on(const Date& day) const {
  return std::any_of(contracts.begin(), contracts.end(),
                     [&](const Contract* contract) { return contract->is_live_on(day); });
}

bool TransferFile::has_investment() const {
  return std::any_of(contracts.begin(), contracts.end(),
                     [](const Contract* contract) { return contract->investment.has_value(); });
}

TransferFile load_transfer_file(const State& state, const Id<TransferCase>& transfer) {
  TransferFile file;
  file.transfer = &state.get(transfer);
  const auto& c = *file.transfer;
  file.own = &state.get(state.settings().institution);
  for (const auto& id : c.achievements) file.achievements.push_back(load_case_file(state, id));
  file.contracts = load_all(state, c.contracts);
  file.receipts = load_all(state, c.receipts);
  file.plans = load_all(state, c.plans);
  file.plan_in_force = state.find(c.plan_in_force);
  file.payments = load_all(state, c.payments);
  file.evidence = load_all(state, c.evidence);
  if (const auto* plan = c.implementation_plan()) {
    file.implementation_notices = load_all(state, plan->notices);
  }
  if (const auto* pricing = c.current_pricing()) {
    file.price_notices = load_all(state, pricing->notices);
  }
  for (const auto& pricing : c.pricing) {
    if (!pricing.voided) continue;
    for (const auto* notice : load_all(state, pricing.notices)) {
      if (notice->state == NoticeState::open) file.void_price_notices.push_back(notice);
    }
  }
  if (const auto* plan = file.plan_in_force ? file.plan_in_force : file.current_plan()) {
    file.plan_notices = load_all(state, plan->notices);
  }
  file.guide = state.find(state.settings().guide);
  file.evaluations = load_all(state, c.evaluations);
  file.reports = load_all(state, c.reports);
  return file;
}

}  // namespace kezhuan
