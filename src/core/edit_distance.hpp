#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <vector>

namespace kezhuan {

/// How many bytes to add, drop or replace to make `a` of `b`, for "did you mean". Names are short;
/// a hostile one of more than `longest` bytes is near nothing.
inline std::size_t edit_distance(std::string_view a, std::string_view b) {
  constexpr std::size_t longest = 64;
  if (a.size() > longest || b.size() > longest) return a.size() + b.size();
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const auto above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

/// Of items with names the one nearest to `wanted`, at most `most` slips away, of equals the first;
/// nullptr when none is near.
template <class Items, class NameOf>
auto find_nearest(const Items& items, std::string_view wanted, std::size_t most, NameOf name_of) {
  decltype(&*std::begin(items)) nearest = nullptr;
  for (const auto& item : items) {
    const auto slips = edit_distance(name_of(item), wanted);
    if (slips > most || (nearest != nullptr && slips == most)) continue;
    nearest = &item;
    most = slips;
  }
  return nearest;
}

}  // namespace kezhuan
