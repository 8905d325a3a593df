#pragma once

#include <cstdint>
#include <string>

#include "core/wide.hpp"

namespace kezhuan {

/// "35.71%": how much `part` is of `whole`, which is positive, rounded to hundredths of a per cent.
inline std::string percent_of(std::int64_t part, std::int64_t whole) {
  const auto twice = Int128{part} * 20'000 + whole;
  const auto hundredths = static_cast<std::int64_t>(twice / (Int128{whole} * 2));
  const auto rest = std::to_string(hundredths % 100);
  return std::to_string(hundredths / 100) + "." + (rest.size() < 2 ? "0" : "") + rest + "%";
}

}  // namespace kezhuan
