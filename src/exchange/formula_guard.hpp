#pragma once

#include <string>
#include <string_view>

#include "core/formula.hpp"

/// A quotation mark before a cell that a spreadsheet would run as a formula, and one more before
/// each that has such marks of its own: so that taking one off gives the cell back.
namespace kezhuan {

inline bool is_guarded_formula(std::string_view cell) {
  const auto begin = cell.find_first_not_of('\'');
  return begin != std::string_view::npos && runs_as_formula(cell.substr(begin));
}

inline void guard(std::string& cell) {
  if (is_guarded_formula(cell)) cell.insert(0, 1, '\'');
}

inline void unguard(std::string& cell) {
  if (cell.starts_with('\'') && is_guarded_formula(cell)) cell.erase(0, 1);
}

}  // namespace kezhuan
