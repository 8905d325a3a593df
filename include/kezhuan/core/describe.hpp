#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "kezhuan/core/text.hpp"

/// How a type says once what it is made of.
///
/// A plain struct has one static member template
///
///     template <class V> static void describe(V& v) {
///       v.field("name", &Unit::name, {"名称", "name"});
///     }
///
/// and from that one text come the strict reader (read.hpp), the canonical writer (write.hpp), the
/// JSON schema and the documentation (schema.hpp), and walks over every value of one type
/// (walk.hpp). A member is required unless it is a `std::optional` or a `std::vector`; an absent
/// optional and an empty vector are not written.
namespace [[gnu::visibility("default")]] kezhuan {

/// What else holds for a field; combined with `|`.
enum Mark : unsigned {
  no_marks = 0,
  amendable = 1,     ///< `act.correct` may patch it (REG-06)
  confidential = 2,  ///< withheld in the public rendering (DSC-04)
  at_least_one = 4,  ///< a vector that may not be empty
  json_example = 8,  ///< `example` is the whole value as JSON, when it has several parts
  refer_by = 16,     ///< a text others refer to this by: no blanks, at most 64 bytes, no UUID
};

/// What a field means, for schema, documentation and messages.
struct FieldDoc {
  std::string_view zh;         ///< name in Chinese
  std::string_view en;         ///< name in English
  std::string_view rule = {};  ///< the rule the field serves, if one
  unsigned marks = no_marks;   ///< `Mark`s combined with `|`
  /// What `act --example` writes for one value (of a vector: for its one element); an optional
  /// field stands in the example when it has one.
  std::string_view example = {};
};

/// One row of an enum's table: the value, its stable text code, its name for people.
template <class E>
struct EnumEntry {
  E value;                ///< the enumerator
  std::string_view code;  ///< what is stored, in JSON and on the ledger; never changes
  StaticText name;        ///< what people read
};

/// Specialised by each stored enum: `static constexpr std::array table = {EnumEntry…}`.
/// Codes are what is stored; values are explicit and never renumbered.
template <class E>
struct EnumTable;

template <class E>
concept CodedEnum = std::is_enum_v<E> && requires {
  EnumTable<E>::table;
};

/// The stored code of a value; empty for one that is not in the table.
template <CodedEnum E>
constexpr std::string_view to_code(E value) {
  for (const auto& entry : EnumTable<E>::table) {
    if (entry.value == value) return entry.code;
  }
  return {};
}

/// What people call a value; empty for one that is not in the table.
template <CodedEnum E>
constexpr StaticText name_of(E value) {
  for (const auto& entry : EnumTable<E>::table) {
    if (entry.value == value) return entry.name;
  }
  return {};
}

/// The value with this code; nothing when there is none.
template <CodedEnum E>
constexpr std::optional<E> find_enum(std::string_view code) {
  for (const auto& entry : EnumTable<E>::table) {
    if (entry.code == code) return entry.value;
  }
  return std::nullopt;
}

/// Specialised by each value that is one text in JSON: its name for people, the pattern its text
/// has (ECMA 262, as JSON Schema wants it), and a good example. The type itself has
/// `static T parse(std::string_view)` (throws Error invalid) and `std::string to_text() const`.
template <class T>
struct TextForm;

template <class T>
concept TextValue = requires(const T& value, std::string_view text) {
  { T::parse(text) } -> std::same_as<T>;
  { value.to_text() } -> std::same_as<std::string>;
  TextForm<T>::name;
};

/// A visitor that ignores every field; proves that a type is described.
struct IgnoreFields {
  /// Called by `describe` for each member.
  template <class T, class M>
  void field(std::string_view, M T::*, const FieldDoc&) {}
};

template <class T>
concept Described = std::is_class_v<T> && requires(IgnoreFields& v) {
  T::describe(v);
};

template <class T>
struct is_vector : std::false_type {};
template <class T>
struct is_vector<std::vector<T>> : std::true_type {};
template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};

template <class T>
concept Vector = is_vector<T>::value;
template <class T>
concept Optional = is_optional<T>::value;

}  // namespace kezhuan
