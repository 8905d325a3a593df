#pragma once

#include <optional>
#include <vector>

#include "income/standing.hpp"
#include "kezhuan/income/consensus.hpp"

namespace kezhuan {

/// How a scheme came to the lines of receipts, worked out again from what was on record with each
/// booking. Only a case with a scheme has any.
///
/// The receipts are divided once for each time something was booked anew, not once a booking.
class Derivations {
 public:
  Derivations(const State& state, const TransferCase& c);

  /// A receipt as a booking left it: what it came to, and what had come to before it in its run.
  struct Derived {
    Derivation now;
    std::optional<Derivation> before;  ///< absent: it begins its run
  };
  /// Bookings are asked for in their order. Nothing where the lines booked are not those that come
  /// out now: then nothing is said rather than something else.
  std::optional<Derived> find(std::size_t booking, const Id<Receipt>& receipt,
                              const std::vector<BookingLine>& booked);

 private:
  struct Applied {
    std::size_t place;
    Money amount;
    std::optional<Id<DistributionPlan>> plan;
  };
  struct Change {
    std::vector<Applied> receipts;
    bool appends = true;  ///< only adds receipts after all others
  };

  void read_bookings();
  void divide_from(std::size_t booking);

  const State& state_;
  const TransferCase& case_;
  std::vector<Change> changes_;                 // by booking
  std::vector<std::optional<Applied>> stands_;  // by receipt of the case
  std::size_t until_ = 0;                       // bookings the division accounts for
  Division division_;
  std::vector<Id<Receipt>> divided_;  // its receipts
};

}  // namespace kezhuan
