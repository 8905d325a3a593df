#include "kezhuan/core/read_canonical.hpp"

#include <algorithm>
#include <charconv>

#include "core/scan.hpp"
#include "kezhuan/core/error.hpp"

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
  std::string_view text;
  if (!r.text(text)) return false;
  out.commitment = Sha256::parse(text);
  return r.take("}");
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

namespace {

using Form = Shape::Form;

bool read_code(CanonicalReader& r, const Shape& shape, void* out) {
  std::string_view text;
  if (!r.text(text)) return false;
  for (std::size_t i = 0; i < shape.codes.size(); ++i) {
    if (shape.codes[i].code != text) continue;
    shape.set(out, i);
    return true;
  }
  return false;
}

bool read_parsed(CanonicalReader& r, const Shape& shape, void* out) {
  std::string_view text;
  if (!r.text(text)) return false;
  shape.parse(text, out);
  return true;
}

bool read_list(CanonicalReader& r, const Shape& shape, void* out) {
  std::string_view before = "[";
  do {
    if (!r.take(before) || !read_canonical(r, *shape.item, shape.append(out))) return false;
    before = ",";
  } while (!r.is_next(']'));
  return r.take("]");
}

bool read_object(CanonicalReader& r, const ObjectShape& object, void* out) {
  if (!r.take("{")) return false;
  bool first = true;
  for (const auto& field : object.sorted) {
    if (r.take(std::string_view(field.key).substr(first ? 1 : 0))) {
      first = false;
      // what others refer to it by has a form of its own, which the strict reader checks
      if ((field.doc.marks & refer_by) != 0) return false;
      if (!read_canonical(r, *field.shape, field.in(out))) return false;
    } else if (field.is_required) {
      return false;
    }
  }
  return r.take("}");
}

template <class T>
T& as(void* value) {
  return *static_cast<T*>(value);
}

}  // namespace

bool read_canonical(CanonicalReader& r, const Shape& shape, void* out) {
  switch (shape.form) {
    case Form::text: return read_canonical(r, as<std::string>(out));
    case Form::boolean: return read_canonical(r, as<bool>(out));
    case Form::integer: return read_canonical(r, as<std::int64_t>(out));
    case Form::personal: return read_canonical(r, as<Personal>(out));
    case Form::ratio: return read_canonical(r, as<Ratio>(out));
    case Form::reference: return read_canonical(r, as<AnyRef>(out));
    case Form::money:
    case Form::parsed: return read_parsed(r, shape, out);
    case Form::code: return read_code(r, shape, out);
    case Form::optional: return read_canonical(r, *shape.item, shape.hold(out));
    case Form::list: return read_list(r, shape, out);
    case Form::object: return read_object(r, shape.object(), out);
    case Form::own: return false;
  }
  return false;
}

bool find_canonical(std::string_view json, const Shape& shape, void* out) {
  try {
    CanonicalReader reader(json);
    return read_canonical(reader, shape, out) && reader.at_end();
  } catch (const Error&) {
    return false;  // some value is malformed: the strict reader says which
  }
}

}  // namespace kezhuan
