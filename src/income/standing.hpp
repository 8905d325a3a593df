#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "kezhuan/acts/state.hpp"
#include "kezhuan/model/distribution.hpp"
#include "kezhuan/model/transfer.hpp"

namespace kezhuan {

/// Who a line is about, of which kind: lines of one key in one receipt are one line.
using LineKey = std::tuple<LineKind, Uuid, Uuid, std::string>;
LineKey key_of(const BookingLine& line);

/// The figure that a line of this kind adds to, among figures that have one for each.
template <class Figures>
Money& figure_of(Figures& figures, LineKind kind) {
  switch (kind) {
    case LineKind::direct_cost:
    case LineKind::indirect_cost: return figures.costs_recovered;
    case LineKind::other_institution: return figures.other_institutions;
    case LineKind::owner_income: return figures.owner_income;
    case LineKind::reward: return figures.reward;
    case LineKind::institution: break;
  }
  return figures.institution;
}

/// What one booking did to one receipt: lines that stood are taken back, others take their place.
struct ReceiptChange {
  Id<Receipt> receipt;
  std::vector<BookingLine> taken_back;  ///< with the signs they were booked with: the negatives
  std::vector<BookingLine> booked;
  std::optional<Id<DistributionPlan>> plan;  ///< it is divided by
};

/// What stands booked of the receipts of a case while its bookings are taken in their order.
class StandingLines {
 public:
  /// In the order the booking has the receipts. @rule INC-06
  std::vector<ReceiptChange> take(const Booking& booking);

  /// None is zero; in the order they were booked.
  const std::vector<BookingLine>& of(const Id<Receipt>& receipt) const;

 private:
  void put(const BookingLine& line);

  std::map<Uuid, std::vector<BookingLine>> lines_;
};

}  // namespace kezhuan
