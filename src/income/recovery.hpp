#pragma once

#include "kezhuan/core/money.hpp"

namespace kezhuan {

/// How much of one kind of cost was recovered, over the whole case (INC-01, INC-07).
///
/// Within a segment, while neither costs nor terms change, it depends on cumulative figures alone,
/// not on how many receipts they came in. A new segment cannot reach what was booked before.
class Recovery {
 public:
  explicit Recovery(const Money& zero)
      : recovered_(zero), recovered_before_(zero), spent_(zero), zero_(zero) {}

  /// Other costs or other terms count from now on; the money `available` so far is spoken for.
  void begin_segment(const Money& available);

  /// @param recorded   all there is to recover
  /// @param due        what of it may be recovered by now
  /// @param available  money it may come from, cumulative over the run
  void advance(const Money& recorded, const Money& due, const Money& available);

  const Money& recovered() const { return recovered_; }

 private:
  Money recovered_;
  Money recovered_before_;  // the segment
  Money spent_;             // what was available when the segment began
  Money zero_;
};

}  // namespace kezhuan
