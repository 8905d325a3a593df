#include "acts/booked_money.hpp"

#include <algorithm>
#include <map>

#include "acts/created.hpp"

namespace kezhuan {

namespace {

/// Looked at before each payment: what nearly never is costs one look at each date.
bool has_later(const State& state, const TransferCase& c, const Date& day) {
  const auto any = [&](const auto& ids, auto date) {
    return std::any_of(ids.rbegin(), ids.rend(),
                       [&](const auto& id) { return day < state.get(id).*date; });
  };
  return any(c.bookings, &Booking::booked_on) || any(c.payments, &Payment::paid_on) ||
         any(c.receipts, &Receipt::received_on);
}

}  // namespace

Date counts_from(const State& state, const Booking& booking, const BookingLine& line) {
  return std::max(booking.booked_on, state.get(line.receipt).received_on);
}

Money payable_on(const State& state, const TransferCase& c, const Balance& balance,
                 const Date& day) {
  if (!has_later(state, c, day)) return balance.due();
  struct DatedSum {
    Money entitled;
    Money paid;
  };
  const auto zero = Money::of_minor(0, balance.entitled.currency());
  std::map<Date, DatedSum> changes{{day, {zero, zero}}};
  const auto from = [&](const Date& when) -> DatedSum& {
    return changes.try_emplace(std::max(when, day), DatedSum{zero, zero}).first->second;
  };
  for (const auto& id : c.bookings) {
    const auto& booking = state.get(id);
    for (const auto& line : booking.lines) {
      if (is_of(balance, line)) from(counts_from(state, booking, line)).entitled += line.amount;
    }
  }
  for (const auto& id : c.payments) {
    const auto& payment = state.get(id);
    for (const auto& line : payment.lines) {
      if (is_of(balance, line)) from(payment.paid_on).paid += line.amount;
    }
  }
  auto least = balance.due();
  auto due = zero;
  for (const auto& [when, change] : changes) {
    due += change.entitled - change.paid;
    // a refund in between takes nothing from what was rightly paid before it
    if (when == day || change.paid.is_positive()) least = std::min(least, due);
  }
  return least;
}

std::optional<Date> last_paid_by(const State& state, const TransferCase& c,
                                 const Id<DistributionPlan>& plan) {
  std::optional<Date> last;
  for (const auto& id : c.payments) {
    const auto& payment = state.get(id);
    if (payment.plan != plan || !payment.total().is_positive()) continue;
    if (!last || *last < payment.paid_on) last = payment.paid_on;
  }
  return last;
}

}  // namespace kezhuan
