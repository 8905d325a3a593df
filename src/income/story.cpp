#include "income/story.hpp"

#include <algorithm>

#include "income/scheme_books.hpp"
#include "policy/income_facts.hpp"

namespace kezhuan {

IncomeStory story_of(const State& state, const TransferCase& c,
                     const std::vector<StandingReceipt>& receipts,
                     const std::optional<Date>& until) {
  IncomeStory story;
  story.own = state.settings().institution;
  if (receipts.empty()) return story;
  story.costs = costs_for(c, receipts.front().amount.currency());
  for (const auto& release : c.releases) {
    if (until && release.on > *until) continue;
    story.releases.push_back({release.after, release.amount, release.on});
  }
  std::vector<Id<DistributionPlan>> plans;
  for (const auto& [receipt, amount, plan] : receipts) {
    auto place = std::find(plans.begin(), plans.end(), plan);
    if (place == plans.end()) {
      const auto& terms = state.get(plan).figures.terms;
      if (terms.scheme) {
        story.schemes.try_emplace(*terms.scheme, scheme_of(state.get(*terms.scheme)));
      }
      story.terms.push_back(terms);
      place = plans.insert(plans.end(), plan);
    }
    story.receipts.push_back({receipt, amount, static_cast<std::size_t>(place - plans.begin()),
                              state.get(receipt).received_on});
  }
  return story;
}

}  // namespace kezhuan
