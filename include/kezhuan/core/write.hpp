#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "kezhuan/core/node.hpp"
#include "kezhuan/core/personal.hpp"
#include "kezhuan/core/ref.hpp"
#include "kezhuan/core/shape.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// What is written for a personal value.
enum class PersonalForm {
  value,       ///< the value itself: for people, and for acts on their way in
  commitment,  ///< {"commitment":"…"}: for the ledger and the tables
};

/// Writes described values as canonical JSON (RFC 8785): members sorted, no white space, no
/// floating point. The same value always gives the same bytes, so bytes can be hashed.
class CanonicalWriter {
 public:
  /// Starts with an empty text.
  explicit CanonicalWriter(PersonalForm personal = PersonalForm::commitment)
      : personal_(personal) {}

  /// What is written so far; may be appended to.
  std::string& out() { return out_; }
  /// How personal values are written.
  PersonalForm personal() const { return personal_; }
  /// Moves the text out.
  std::string take() { return std::move(out_); }

  void text(std::string_view value);  ///< writes a string, escaped as RFC 8785 asks
  void integer(std::int64_t value);   ///< writes a whole number
  /// Writes true or false.
  void boolean(bool value) { out_ += value ? "true" : "false"; }

 private:
  PersonalForm personal_;
  std::string out_;
};

inline void write_value(CanonicalWriter& w, const std::string& value) { w.text(value); }
inline void write_value(CanonicalWriter& w, bool value) { w.boolean(value); }
inline void write_value(CanonicalWriter& w, std::int64_t value) { w.integer(value); }
inline void write_value(CanonicalWriter& w, const AnyRef& value) { w.text(value.to_text()); }
void write_value(CanonicalWriter& w, const Personal& value);

/// Writes any value by its shape.
void write_shaped(CanonicalWriter& w, const Shape& shape, const void* value);

template <Shaped T>
void write_value(CanonicalWriter& w, const T& value) {
  write_shaped(w, shape_of<T>, &value);
}

/// The canonical JSON text of one value.
template <class T>
std::string to_canonical_json(const T& value, PersonalForm personal = PersonalForm::commitment) {
  CanonicalWriter writer(personal);
  write_value(writer, value);
  return writer.take();
}

/// The same by shape.
std::string to_canonical_json(const Shape& shape, const void* value, PersonalForm personal);

/// A node as JSON without white space, members in the order they stand.
std::string to_json(const Node& node);

/// The same JSON re-indented for people (two spaces). @throws Error invalid when not JSON
std::string indent_json(std::string_view json);

}  // namespace kezhuan
