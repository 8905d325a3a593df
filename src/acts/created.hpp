#pragma once

#include <vector>

#include "kezhuan/acts/outcome.hpp"
#include "kezhuan/core/ref.hpp"

namespace kezhuan {

/// A new aggregate with the id and number its act was given.
template <class T>
T created(const Outcome& outcome) {
  T value;
  value.id = Id<T>(outcome.id.value());
  value.number = outcome.number.value();
  return value;
}

template <class T>
std::vector<Id<T>> targets(const std::vector<Ref<T>>& refs) {
  std::vector<Id<T>> ids;
  ids.reserve(refs.size());
  for (const auto& ref : refs) ids.push_back(ref.target());
  return ids;
}

template <class T>
std::optional<Id<T>> target(const std::optional<Ref<T>>& ref) {
  if (!ref) return std::nullopt;
  return ref->target();
}

/// The balance of a line: of the same kind, to the same party.
inline bool is_of(const Balance& balance, const PaymentLine& line) {
  return balance.kind == line.kind && balance.person == target(line.person) &&
         balance.institution == target(line.institution);
}
inline bool is_of(const Balance& balance, const BookingLine& line) {
  return balance.kind == line.kind && balance.person == line.person &&
         balance.institution == line.institution;
}

/// Adds up amounts of one currency; nothing yet has the currency of the first.
inline void add_up(Money& total, const Money& amount) {
  total = total.is_zero() ? amount : total + amount;
}

/// INC-01 while nothing is divided yet: net income is what came in less what it cost. Once there is
/// a booking, its figures stand.
inline void reckon_unbooked(TransferCase& c) {
  if (!c.bookings.empty()) return;
  c.totals.net = c.totals.gross;
  for (const auto& cost : {c.totals.direct_costs, c.totals.indirect_costs}) {
    if (!cost.is_zero()) add_up(c.totals.net, -cost);
  }
}

}  // namespace kezhuan
