#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "kezhuan/core/node.hpp"
#include "kezhuan/core/personal.hpp"
#include "kezhuan/core/read.hpp"
#include "kezhuan/core/ref.hpp"
#include "kezhuan/core/shape.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// Reads what CanonicalWriter wrote, in one pass over the text and without a tree of it.
///
/// It knows that one form only. Whatever else it meets it leaves to the strict reader (read.hpp),
/// which knows every form and says what is wrong; what it does take, the strict reader would read
/// to the same value. Every function is false when it gives up. Not thread-safe.
class CanonicalReader {
 public:
  /// `json` must outlive the reader.
  explicit CanonicalReader(std::string_view json) : rest_(json) {}

  /// Was everything passed over?
  bool at_end() const { return rest_.empty(); }
  /// Passes over `wanted` if it comes next.
  bool take(std::string_view wanted) {
    if (!rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(wanted.size());
    return true;
  }
  /// Does this character come next?
  bool is_next(char c) const { return !rest_.empty() && rest_.front() == c; }
  /// A string that stands as it is, without escapes.
  bool text(std::string_view& out);
  bool integer(std::int64_t& out);  ///< a whole number of 64 bits

 private:
  std::string_view rest_;
};

bool read_canonical(CanonicalReader& r, std::string& out);
bool read_canonical(CanonicalReader& r, bool& out);
bool read_canonical(CanonicalReader& r, std::int64_t& out);
bool read_canonical(CanonicalReader& r, Personal& out);
bool read_canonical(CanonicalReader& r, Ratio& out);
/// Resolved references only: what we write holds no others.
bool read_canonical(CanonicalReader& r, AnyRef& out);

/// Any value by its shape. @throws Error invalid: some value is malformed
bool read_canonical(CanonicalReader& r, const Shape& shape, void* out);

/// Fills the value behind `out` when `json` is just what to_canonical_json writes; false when it
/// may be good all the same, and what is behind `out` is to be thrown away.
bool find_canonical(std::string_view json, const Shape& shape, void* out);

/// The value, when `json` is just what to_canonical_json writes; nothing when it may be good all
/// the same.
template <Described T>
std::optional<T> find_canonical(std::string_view json) {
  std::optional<T> value(std::in_place);
  if (!find_canonical(json, shape_of<T>, &*value)) value.reset();
  return value;
}

/// Reads a document that we wrote, personal values as commitments.
/// @throws Error invalid: as `read_document`
template <Described T>
T read_written(std::string_view json, const ParseLimits& limits = {}) {
  if (auto value = find_canonical<T>(json)) return *std::move(value);
  return read_document<T>(parse_json(json, limits), true);
}

}  // namespace kezhuan
