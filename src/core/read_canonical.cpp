#include "kezhuan/core/read_canonical.hpp"

#include "core/scan.hpp"

namespace kezhuan {

bool CanonicalReader::text(std::string_view& out) {
  if (!is_next('"')) return false;
  const auto end = rest_.find('"', 1);
  if (end == std::string_view::npos) return false;
  const auto inside = rest_.substr(1, end - 1);
  if (any_byte(inside, needs_escape)) return false;
  out = inside;
  rest_.remove_prefix(end + 1);
  return true;
}

bool CanonicalReader::integer(std::int64_t& out) {
  const auto end = std::find_if_not(rest_.begin(), rest_.end(), is_digit);
  const auto digits = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
  if (!is_canonical_whole(digits)) return false;
  rest_.remove_prefix(digits.size());
  return std::from_chars(digits.data(), digits.data() + digits.size(), out).ec == std::errc{};
}

bool read_canonical(CanonicalReader& r, std::string& out) {
  std::string_view text;
  if (!r.text(text) || !is_good_text(text)) return false;
  out = text;
  return true;
}

bool read_canonical(CanonicalReader& r, bool& out) {
  out = r.take("true");
  return out || r.take("false");
}

bool read_canonical(CanonicalReader& r, std::int64_t& out) { return r.integer(out); }

bool read_canonical(CanonicalReader& r, Personal& out) {
  if (!r.take("{\"commitment\":")) return read_canonical(r, out.value);
  return read_canonical(r, out.commitment.emplace()) && r.take("}");
}

bool read_canonical(CanonicalReader& r, Ratio& out) {
  std::string_view text;
  if (!r.text(text)) return false;
  out = Ratio::parse(text);
  return !out.is_negative();
}

bool read_canonical(CanonicalReader& r, AnyRef& out) {
  constexpr std::size_t id_size = 36;
  std::string_view text;
  if (!r.text(text) || text.size() != id_size) return false;
  out.id = Uuid::parse(text);
  return out.is_resolved();
}

}  // namespace kezhuan
