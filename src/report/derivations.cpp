#include "report/derivations.hpp"

#include <algorithm>
#include <map>

#include "income/story.hpp"

namespace kezhuan {

namespace {

bool goes_by_scheme(const State& state, const TransferCase& c) {
  return std::any_of(c.plans.begin(), c.plans.end(), [&](const Id<DistributionPlan>& id) {
    return state.get(id).figures.terms.scheme.has_value();
  });
}

}  // namespace

Derivations::Derivations(const State& state, const TransferCase& c)
    : state_(state), case_(c), stands_(c.receipts.size()) {
  if (goes_by_scheme(state, c)) read_bookings();
}

void Derivations::read_bookings() {
  std::map<Uuid, std::size_t> places;
  for (const auto& id : case_.receipts) places.emplace(id.uuid(), places.size());
  StandingLines standing;
  std::size_t next = 0;
  for (const auto& id : case_.bookings) {
    auto& change = changes_.emplace_back();
    for (const auto& one : standing.take(state_.get(id))) {
      const auto place = places.at(one.receipt.uuid());
      auto amount = Money::of_minor(0, state_.get(one.receipt).amount.currency());
      for (const auto& line : one.booked) amount += line.amount;
      change.receipts.push_back({place, amount, one.plan});
      change.appends = change.appends && one.taken_back.empty() && place >= next;
      next = std::max(next, place + 1);
    }
  }
}

void Derivations::divide_from(std::size_t booking) {
  auto last = booking;
  for (; last < changes_.size() && (last == booking || changes_[last].appends); ++last) {
    for (const auto& applied : changes_[last].receipts) stands_[applied.place] = applied;
  }
  std::vector<StandingReceipt> receipts;
  divided_.clear();
  for (std::size_t i = 0; i < stands_.size(); ++i) {
    if (!stands_[i] || !stands_[i]->plan) continue;
    receipts.push_back({case_.receipts[i], stands_[i]->amount, *stands_[i]->plan});
    divided_.push_back(case_.receipts[i]);
  }
  const auto until = state_.get(case_.bookings[last - 1]).booked_on;
  division_ = divide_income(story_of(state_, case_, receipts, until));
  until_ = last;
}

std::optional<Derivations::Derived> Derivations::find(std::size_t booking,
                                                      const Id<Receipt>& receipt,
                                                      const std::vector<BookingLine>& booked) {
  if (booking >= changes_.size()) return std::nullopt;
  while (until_ <= booking) divide_from(until_);
  const auto found = std::find(divided_.begin(), divided_.end(), receipt);
  if (found == divided_.end()) return std::nullopt;
  const auto place = static_cast<std::size_t>(found - divided_.begin());
  if (division_.lines[place] != booked) return std::nullopt;
  Derived derived{division_.derivations[place], {}};
  if (place > derived.now.run_start) derived.before = division_.derivations[place - 1];
  return derived;
}

}  // namespace kezhuan
