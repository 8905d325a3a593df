#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

#include "kezhuan/core/date.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// Where "now" comes from. Always an argument, so that a test or a replay can say what time it is.
///
/// Implementations may be called from several threads at once.
struct Clock {
  virtual ~Clock() = default;
  virtual Timestamp now() const = 0;  ///< the present moment
};

/// The computer's clock, to the millisecond. May jump when the computer's clock is set.
struct SystemClock final : Clock {
  Timestamp now() const override;
};

/// A clock that stands still, or moves on by `step` after every reading.
class FixedClock final : public Clock {
 public:
  /// Stands at `start`; moves on by `step` after every reading.
  explicit FixedClock(const Timestamp& start, std::chrono::milliseconds step = {});

  Timestamp now() const override;

  void set(const Timestamp& time);                 ///< puts it to another time
  void advance(std::chrono::milliseconds amount);  ///< moves it on by so much, or back
  void set_step(std::chrono::milliseconds step);   ///< how far it moves on by itself from here on

 private:
  mutable std::atomic<std::int64_t> now_;  // a reading moves the clock on, see `step_`
  std::atomic<std::int64_t> step_;
};

}  // namespace kezhuan
