#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace kezhuan {

constexpr bool is_digit(char c) { return '0' <= c && c <= '9'; }

/// An ASCII capital as the small letter; every other byte as it is.
constexpr char ascii_lower(char c) {
  return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// One or more decimal digits and nothing else.
constexpr bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// A whole number in its one canonical form: no padding zeros.
constexpr bool is_canonical_whole(std::string_view text) {
  return is_digits(text) && (text.size() == 1 || text.front() != '0');
}

/// Value of a hexadecimal digit in lower case; -1 for anything else.
constexpr int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if ('a' <= c && c <= 'f') return c - 'a' + 10;
  return -1;
}

constexpr char hex_digit(unsigned value) { return "0123456789abcdef"[value & 0xFU]; }

/// True when `test` holds for some byte. Asks about all of them and never stops early, so that the
/// machine can take many bytes at once; `test` must not branch either.
template <class Test>
constexpr bool any_byte(std::string_view text, Test test) {
  unsigned char found = 0;
  for (const char c : text) {
    found = static_cast<unsigned char>(found | test(static_cast<unsigned char>(c)));
  }
  return found != 0;
}

/// True for what a JSON string cannot hold as it stands.
constexpr bool needs_escape(unsigned char byte) {
  return (byte < 0x20) | (byte == '"') | (byte == '\\');
}

/// `text` with U+FFFD for whatever is no UTF-8, so that a message about it is.
std::string readable(std::string_view text);

/// `text` cut short for a message, so that a hostile input stays readable.
inline std::string shortened(std::string_view text) {
  constexpr std::size_t longest = 60;
  if (text.size() <= longest) return readable(text);
  std::size_t cut = longest;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return readable(text.substr(0, cut)) + "…";
}

/// The same in quotation marks.
inline std::string quoted(std::string_view text) { return '"' + shortened(text) + '"'; }

}  // namespace kezhuan
