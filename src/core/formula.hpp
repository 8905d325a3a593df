#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace kezhuan {

/// Whether a spreadsheet would take a cell for a formula. The full-width signs make one where
/// Chinese or Japanese is the language.
inline bool runs_as_formula(std::string_view cell) {
  constexpr std::array<std::string_view, 11> signs = {"=",  "+",  "-",  "@",  "\t", "\r",
                                                      "\n", "＝", "＋", "－", "＠"};
  const auto start = std::min(cell.find_first_not_of(' '), cell.size());
  return std::any_of(signs.begin(), signs.end(),
                     [&](std::string_view sign) { return cell.substr(start).starts_with(sign); });
}

}  // namespace kezhuan
