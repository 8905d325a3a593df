#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "core/scan.hpp"
#include "kezhuan/core/utf8.hpp"

/// The same words however they were typed.
namespace kezhuan {

using namespace std::string_view_literals;

/// Blanks of every width, invisible ones included.
inline constexpr std::array blanks = {" "sv,      "\t"sv,     "\n"sv,     "\r"sv,     "\u00A0"sv,
                                      "\u3000"sv, "\u200B"sv, "\u2002"sv, "\u2003"sv, "\uFEFF"sv};

/// U+FF01..U+FF5E, UTF-8 EF BC 81 .. EF BD 9E: the ASCII character, 0 when it is none.
inline char narrow_of(std::string_view three) {
  const auto second = static_cast<unsigned char>(three[1]);
  const auto third = static_cast<unsigned char>(three[2]);
  if (three[0] != '\xEF' || (second != 0xBC && second != 0xBD)) return 0;
  const unsigned offset = second == 0xBC ? third - 0x80U : third - 0x80U + 0x40U;
  return offset >= 0x01 && offset <= 0x5E ? static_cast<char>(offset + 0x20U) : '\0';
}

/// Without blanks, full-width characters as the ASCII ones they stand for, capitals as small
/// letters: what people mean to be the same compares equal.
inline std::string folded(std::string_view text) {
  std::string out;
  for (const auto point : code_points(text)) {
    if (std::find(blanks.begin(), blanks.end(), point) != blanks.end()) continue;
    const char narrow = point.size() == 3 ? narrow_of(point) : '\0';
    if (narrow != '\0') {
      out += ascii_lower(narrow);
    } else {
      for (const char c : point) out += ascii_lower(c);
    }
  }
  return out;
}

}  // namespace kezhuan
