#include "kezhuan/income/consensus.hpp"

namespace kezhuan {

std::vector<BookingLine> rebook(const Division& before, const Division& after) {
  std::vector<BookingLine> booked;
  for (std::size_t i = 0; i < after.lines.size(); ++i) {
    const auto old = i < before.lines.size() ? before.lines[i] : std::vector<BookingLine>{};
    if (old == after.lines[i]) continue;
    for (auto line : old) {
      line.amount = -line.amount;
      booked.push_back(line);
    }
    booked.insert(booked.end(), after.lines[i].begin(), after.lines[i].end());
  }
  return booked;
}

}  // namespace kezhuan
