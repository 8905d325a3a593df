#pragma once

#include <cstdint>
#include <limits>
#include <optional>

namespace kezhuan {

/// 128-bit integers for exact products; a compiler extension, so never in a public header.
__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 UInt128;

constexpr Int128 magnitude(Int128 value) { return value < 0 ? -value : value; }

/// `value` as 64 bits, or nothing if it does not fit.
constexpr std::optional<std::int64_t> narrow(Int128 value) {
  if (value < std::numeric_limits<std::int64_t>::min()) return std::nullopt;
  if (value > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

constexpr Int128 greatest_common_divisor(Int128 left, Int128 right) {
  left = magnitude(left);
  right = magnitude(right);
  while (right != 0) {
    const Int128 rest = left % right;
    left = right;
    right = rest;
  }
  return left;
}

}  // namespace kezhuan
