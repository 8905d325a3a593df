#include "kezhuan/core/utf8.hpp"

#include <algorithm>
#include <cstdint>

#include "core/scan.hpp"

namespace kezhuan {

namespace {

/// Length of the well-formed sequence at the start of `text`, 0 when ill-formed.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
  std::uint32_t point = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
    point = (point << 6U) | (byte(i) & 0x3FU);
  }
  if (length == 3 && (point < 0x800 || (point >= 0xD800 && point <= 0xDFFF))) return 0;
  if (length == 4 && (point < 0x10000 || point > 0x10FFFF)) return 0;
  return length;
}

}  // namespace

bool is_utf8(std::string_view text) {
  const auto in = [](char c, unsigned first, unsigned last) {
    const auto byte = static_cast<unsigned char>(c);
    return first <= byte && byte <= last;
  };
  while (!text.empty()) {
    // most of what is not ASCII is a Chinese character, and needs no look at its code point
    const bool is_common = text.size() >= 3 && in(text[0], 0xE1, 0xEC) && in(text[1], 0x80, 0xBF) &&
                           in(text[2], 0x80, 0xBF);
    const auto length = is_common ? 3 : sequence_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::vector<std::string_view> code_points(std::string_view text) {
  std::vector<std::string_view> points;
  while (!text.empty()) {
    const auto length = std::max<std::size_t>(1, sequence_length(text));
    points.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return points;
}

std::string readable(std::string_view text) {
  if (is_utf8(text)) return std::string(text);
  std::string out;
  for (const auto point : code_points(text)) out += is_utf8(point) ? point : "\uFFFD";
  return out;
}

}  // namespace kezhuan
