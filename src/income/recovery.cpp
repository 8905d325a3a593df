#include "income/recovery.hpp"

#include <algorithm>

namespace kezhuan {

void Recovery::begin_segment(const Money& available) {
  recovered_before_ = recovered_;
  spent_ = available;
}

void Recovery::advance(const Money& recorded, const Money& due, const Money& available) {
  // A part may lose a fen to another's rounding; then nothing is available, not less than nothing.
  const auto room = std::max(zero_, available - spent_);
  // Only costs that were taken back are given back, not those that now are due later.
  const auto kept = std::min(recovered_before_, recorded);
  recovered_ = std::min(std::max(due, kept), recovered_before_ + room);
}

}  // namespace kezhuan
