#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/shape.hpp"

/// The JSON schema, the example and the documentation of a described type, from its `describe`.
namespace [[gnu::visibility("default")]] kezhuan {

/// One documented field, flattened: `path` is "deliverables[].kind".
struct FieldInfo {
  std::string path;                  ///< "deliverables[].kind"
  Text name;                         ///< what it means
  Text type;                         ///< what people call its type
  std::string rule;                  ///< the rule it serves; empty when none
  bool required = false;             ///< must it be there?
  unsigned marks = no_marks;         ///< `Mark`s combined
  bool personal = false;             ///< about a natural person; erasable
  std::vector<CodeName> codes = {};  ///< of a coded enum, in the order of its table
};

/// What schema, example and docs say of one value type.
struct ValueInfo {
  std::string schema;   ///< a JSON Schema (2020-12) object, as JSON text
  std::string example;  ///< a valid value, as JSON text
  Text type;            ///< what people call it
};

namespace schema_detail {

std::string json_text(std::string_view text);
ValueInfo info(const Shape& shape, const FieldDoc& doc);

}  // namespace schema_detail

/// JSON Schema 2020-12 of a value, as JSON text.
std::string json_schema(const Shape& shape);

template <Described T>
std::string json_schema() {
  return json_schema(shape_of<T>);
}

/// A filled-in document a person can edit: required fields and those with an example.
std::string example_json(const Shape& shape);

template <Described T>
std::string example_json() {
  return example_json(shape_of<T>);
}

/// Every field of a described type, nested ones with their path, in the order declared.
std::vector<FieldInfo> list_fields(const Shape& shape);

template <Described T>
std::vector<FieldInfo> list_fields() {
  return list_fields(shape_of<T>);
}

}  // namespace kezhuan
