#include <algorithm>
#include <tuple>

#include "kezhuan/income/consensus.hpp"

namespace kezhuan {

namespace {

/// The same lines in one order, however they came about.
std::vector<BookingLine> in_order(std::vector<BookingLine> lines) {
  std::sort(lines.begin(), lines.end(), [](const BookingLine& a, const BookingLine& b) {
    return std::tie(a.kind, a.person, a.institution, a.pool) <
           std::tie(b.kind, b.person, b.institution, b.pool);
  });
  return lines;
}

}  // namespace

std::vector<BookingLine> rebook(const Division& before, const Division& after) {
  const std::vector<BookingLine> none;
  std::vector<BookingLine> booked;
  for (std::size_t i = 0; i < after.lines.size(); ++i) {
    const auto& old = i < before.lines.size() ? before.lines[i] : none;
    if (old == after.lines[i] || in_order(old) == in_order(after.lines[i])) continue;
    for (auto line : old) {
      line.amount = -line.amount;
      booked.push_back(line);
    }
    booked.insert(booked.end(), after.lines[i].begin(), after.lines[i].end());
  }
  return booked;
}

}  // namespace kezhuan
