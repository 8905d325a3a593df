#include "kezhuan/core/clock.hpp"

namespace kezhuan {

Timestamp SystemClock::now() const {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return Timestamp::of_milliseconds(
      std::chrono::floor<std::chrono::milliseconds>(since_epoch).count());
}

FixedClock::FixedClock(const Timestamp& start, std::chrono::milliseconds step)
    : now_(start.milliseconds()), step_(step.count()) {}

Timestamp FixedClock::now() const { return Timestamp::of_milliseconds(now_.fetch_add(step_)); }

void FixedClock::set(const Timestamp& time) { now_ = time.milliseconds(); }

void FixedClock::advance(std::chrono::milliseconds amount) { now_ += amount.count(); }

void FixedClock::set_step(std::chrono::milliseconds step) { step_ = step.count(); }

}  // namespace kezhuan
