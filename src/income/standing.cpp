#include "income/standing.hpp"

#include <algorithm>

namespace kezhuan {

namespace {

bool takes_back(const BookingLine& line, const BookingLine& standing) {
  return key_of(line) == key_of(standing) && line.amount == -standing.amount &&
         line.base == standing.base && line.share == standing.share;
}

ReceiptChange& change_of(std::vector<ReceiptChange>& changes, const Id<Receipt>& receipt) {
  const auto found = std::find_if(changes.begin(), changes.end(), [&](const ReceiptChange& change) {
    return change.receipt == receipt;
  });
  return found == changes.end() ? changes.emplace_back(ReceiptChange{receipt, {}, {}, {}}) : *found;
}

}  // namespace

LineKey key_of(const BookingLine& line) {
  return {line.kind, line.person ? line.person->uuid() : Uuid(),
          line.institution ? line.institution->uuid() : Uuid(), line.pool.value_or(std::string())};
}

std::vector<ReceiptChange> StandingLines::take(const Booking& booking) {
  std::vector<ReceiptChange> changes;
  std::map<Uuid, Id<DistributionPlan>> plans;
  for (const auto& one : booking.divided) plans.emplace(one.receipt.uuid(), one.plan);
  for (const auto& line : booking.lines) {
    // Lines of one receipt come together, so the last change is nearly always the one.
    auto& change = !changes.empty() && changes.back().receipt == line.receipt
                       ? changes.back()
                       : change_of(changes, line.receipt);
    auto& standing = lines_[line.receipt.uuid()];
    const auto old = std::find_if(standing.begin(), standing.end(), [&](const BookingLine& other) {
      return takes_back(line, other);
    });
    // What is booked anew comes after everything that is taken back.
    if (change.booked.empty() && old != standing.end()) {
      standing.erase(old);
      change.taken_back.push_back(line);
    } else {
      change.booked.push_back(line);
    }
  }
  for (auto& change : changes) {
    const auto plan = plans.find(change.receipt.uuid());
    if (plan != plans.end()) change.plan = plan->second;
    for (const auto& line : change.booked) put(line);
  }
  return changes;
}

const std::vector<BookingLine>& StandingLines::of(const Id<Receipt>& receipt) const {
  static const std::vector<BookingLine> none;
  const auto found = lines_.find(receipt.uuid());
  return found == lines_.end() ? none : found->second;
}

void StandingLines::put(const BookingLine& line) {
  auto& lines = lines_[line.receipt.uuid()];
  const auto same = std::find_if(lines.begin(), lines.end(), [&](const BookingLine& other) {
    return key_of(other) == key_of(line);
  });
  if (same == lines.end()) {
    lines.push_back(line);
    return;
  }
  same->amount += line.amount;
  same->base = line.base;
  same->share = line.share;
  if (same->amount.is_zero()) lines.erase(same);
}

}  // namespace kezhuan
