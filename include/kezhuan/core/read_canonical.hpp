#pragma once

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/error.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/core/node.hpp"
#include "kezhuan/core/personal.hpp"
#include "kezhuan/core/read.hpp"
#include "kezhuan/core/ref.hpp"

namespace kezhuan {

/// Reads what CanonicalWriter wrote, in one pass over the text and without a tree of it.
///
/// It knows that one form only. Whatever else it meets it leaves to the strict reader (read.hpp),
/// which knows every form and says what is wrong; what it does take, the strict reader would read
/// to the same value. Every function is false when it gives up. Not thread-safe.
class CanonicalReader {
 public:
  /// `json` must outlive the reader.
  explicit CanonicalReader(std::string_view json) : rest_(json) {}

  bool at_end() const { return rest_.empty(); }
  /// Passes over `wanted` if it comes next.
  bool take(std::string_view wanted) {
    if (!rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(wanted.size());
    return true;
  }
  bool is_next(char c) const { return !rest_.empty() && rest_.front() == c; }
  /// A string that stands as it is, without escapes.
  bool text(std::string_view& out);
  bool integer(std::int64_t& out);

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

/// @throws Error invalid: as `T::parse`
template <TextValue T>
requires(!std::is_same_v<T, Ratio>) bool read_canonical(CanonicalReader& r, T& out) {
  std::string_view text;
  if (!r.text(text)) return false;
  out = T::parse(text);
  return true;
}

template <CodedEnum E>
bool read_canonical(CanonicalReader& r, E& out) {
  std::string_view text;
  if (!r.text(text)) return false;
  const auto value = find_enum<E>(text);
  if (value) out = *value;
  return value.has_value();
}

template <Described T>
bool read_canonical(CanonicalReader& r, T& out);

template <class T>
bool read_canonical(CanonicalReader& r, std::vector<T>& out) {
  std::string_view before = "[";
  do {
    if (!r.take(before) || !read_canonical(r, out.emplace_back())) return false;
    before = ",";
  } while (!r.is_next(']'));
  return r.take("]");
}

/// The members of a described type in canonical order (by name), worked out once a type.
template <class T>
class SortedReader {
 public:
  static bool read(CanonicalReader& r, T& out) {
    static const SortedReader reader;
    if (!r.take("{")) return false;
    bool first = true;
    for (const auto& field : reader.fields_) {
      if (r.take(std::string_view(field.name).substr(first ? 1 : 0))) {
        first = false;
        if (!field.read(r, out, field.member)) return false;
      } else if (field.is_required) {
        return false;
      }
    }
    return r.take("}");
  }

  template <class Owner, class M>
  void field(std::string_view name, M Owner::*member, const FieldDoc& doc) {
    static_assert(sizeof(member) == sizeof(Field::member));
    Field field;
    field.name = ",\"" + std::string(name) + "\":";
    field.is_required = Vector<M> ? (doc.marks & at_least_one) != 0 : !Optional<M>;
    std::memcpy(&field.member, &member, sizeof(member));
    field.read = [](CanonicalReader& r, T& value, std::ptrdiff_t self) {
      M Owner::*pointer;
      std::memcpy(&pointer, &self, sizeof(pointer));
      if constexpr (Optional<M>) {
        return read_canonical(r, (value.*pointer).emplace());
      } else {
        return read_canonical(r, value.*pointer);
      }
    };
    // what others refer to it by has a form of its own, which the strict reader checks
    if ((doc.marks & refer_by) != 0) field.read = [](auto&, auto&, auto) { return false; };
    fields_.push_back(std::move(field));
  }

 private:
  struct Field {
    std::string name;           ///< quoted, between its comma and its colon
    std::ptrdiff_t member = 0;  ///< a pointer to member, whatever its type
    bool is_required = false;
    bool (*read)(CanonicalReader&, T&, std::ptrdiff_t member) = nullptr;
  };

  SortedReader() {
    T::describe(*this);
    std::sort(fields_.begin(), fields_.end(),
              [](const Field& a, const Field& b) { return a.name < b.name; });
  }

  std::vector<Field> fields_;
};

template <Described T>
bool read_canonical(CanonicalReader& r, T& out) {
  return SortedReader<T>::read(r, out);
}

/// The value, when `json` is just what to_canonical_json writes; nothing when it may be good all
/// the same.
template <Described T>
std::optional<T> find_canonical(std::string_view json) {
  try {
    CanonicalReader reader(json);
    T value{};
    if (read_canonical(reader, value) && reader.at_end()) return value;
  } catch (const Error&) {
    // some value is malformed: the strict reader says which
  }
  return std::nullopt;
}

/// Reads a document that we wrote, personal values as commitments.
/// @throws Error invalid: as `read_document`
template <Described T>
T read_written(std::string_view json, const ParseLimits& limits = {}) {
  if (auto value = find_canonical<T>(json)) return *std::move(value);
  return read_document<T>(parse_json(json, limits), true);
}

}  // namespace kezhuan
