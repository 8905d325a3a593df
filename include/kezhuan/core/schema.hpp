#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/core/personal.hpp"
#include "kezhuan/core/ref.hpp"
#include "kezhuan/core/write.hpp"

/// The JSON schema, the example and the documentation of a described type, from its `describe`.
namespace kezhuan {

/// A stable code and what people call it.
struct CodeName {
  std::string_view code;
  StaticText name;
};

/// One documented field, flattened: `path` is "deliverables[].kind".
struct FieldInfo {
  std::string path;
  Text name;
  Text type;
  std::string rule;
  bool required = false;
  unsigned marks = no_marks;
  bool personal = false;
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
ValueInfo text_info(const StaticText& name, std::string_view pattern, std::string_view example);
ValueInfo enum_info(const std::vector<std::string_view>& codes, std::string_view example);
std::string object_schema(const std::vector<std::string>& properties,
                          const std::vector<std::string>& required);

template <class T>
ValueInfo info(const FieldDoc& doc);

struct ObjectFields {
  std::vector<std::string> properties;
  std::vector<std::string> required;
  std::vector<std::string> example;

  template <class Owner, class M>
  void field(std::string_view name, M Owner::*, const FieldDoc& doc) {
    const auto value = info<M>(doc);
    const bool must = is_required<M>(doc);
    auto schema = value.schema;
    schema.insert(
        1, "\"title\":" + json_text(std::string(doc.zh) + " / " + std::string(doc.en)) + ",");
    properties.push_back(json_text(name) + ":" + schema);
    if (must) required.push_back(json_text(name));
    if (!must && doc.example.empty()) return;
    const bool is_json = (doc.marks & json_example) != 0;
    example.push_back(json_text(name) + ":" + (is_json ? std::string(doc.example) : value.example));
  }

  template <class M>
  static bool is_required(const FieldDoc& doc) {
    if constexpr (Optional<M>) return false;
    if constexpr (Vector<M>) return (doc.marks & at_least_one) != 0;
    return true;
  }
};

std::string braced(const std::vector<std::string>& members);

template <class T>
ValueInfo info(const FieldDoc& doc) {
  if constexpr (Optional<T>) {
    return info<typename T::value_type>(doc);
  } else if constexpr (Vector<T>) {
    const auto item = info<typename T::value_type>(doc);
    const auto least = (doc.marks & at_least_one) != 0 ? "1" : "0";
    return {
        R"({"type":"array","minItems":)" + std::string(least) + R"(,"items":)" + item.schema + "}",
        "[" + item.example + "]",
        {"列表：" + item.type.zh, "list of " + item.type.en}};
  } else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, Personal>) {
    const auto example =
        doc.example.empty() ? "（" + std::string(doc.zh) + "）" : std::string(doc.example);
    const bool is_number = (doc.marks & refer_by) != 0;
    return {is_number ? R"({"type":"string","minLength":1,"maxLength":64,"pattern":"^\\S+$"})"
                      : R"({"type":"string","minLength":1,"maxLength":20000,"pattern":"\\S"})",
            json_text(example),
            {"文字", "text"}};
  } else if constexpr (std::is_same_v<T, bool>) {
    return {R"({"type":"boolean"})",
            doc.example.empty() ? "false" : std::string(doc.example),
            {"真假", "true or false"}};
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    return {R"({"type":"integer","minimum":0})",
            doc.example.empty() ? "1" : std::string(doc.example),
            {"整数", "integer"}};
  } else if constexpr (is_ref<T>::value) {
    const auto example = doc.example.empty() ? std::string("（编号）") : std::string(doc.example);
    return {R"({"type":"string","minLength":1,"maxLength":64,"pattern":"^\\S+$"})",
            json_text(example),
            {"编号或标识", "number or id"}};
  } else if constexpr (TextValue<T>) {
    return text_info(TextForm<T>::name, TextForm<T>::pattern,
                     doc.example.empty() ? TextForm<T>::example : doc.example);
  } else if constexpr (CodedEnum<T>) {
    std::vector<std::string_view> codes;
    for (const auto& entry : EnumTable<T>::table) codes.push_back(entry.code);
    return enum_info(codes, doc.example.empty() ? codes.front() : doc.example);
  } else {
    ObjectFields fields;
    T::describe(fields);
    return {object_schema(fields.properties, fields.required),
            braced(fields.example),
            {"对象", "object"}};
  }
}

/// The codes of an enum, or of the enum inside an optional or a vector; else none.
template <class M>
std::vector<CodeName> codes_of() {
  std::vector<CodeName> codes;
  if constexpr (Optional<M> || Vector<M>) {
    codes = codes_of<typename M::value_type>();
  } else if constexpr (CodedEnum<M>) {
    for (const auto& entry : EnumTable<M>::table) codes.push_back({entry.code, entry.name});
  }
  return codes;
}

template <class T>
struct FieldLister {
  std::string prefix;
  std::vector<FieldInfo>& out;

  template <class Owner, class M>
  void field(std::string_view name, M Owner::*, const FieldDoc& doc) {
    const auto value = info<M>(doc);
    out.push_back({prefix + std::string(name),
                   {std::string(doc.zh), std::string(doc.en)},
                   value.type,
                   std::string(doc.rule),
                   ObjectFields::is_required<M>(doc),
                   doc.marks,
                   std::is_same_v<M, Personal> || std::is_same_v<M, std::optional<Personal>>,
                   codes_of<M>()});
    nested<M>(std::string(name));
  }

  template <class M>
  void nested(const std::string& name) {
    if constexpr (Optional<M>) {
      nested<typename M::value_type>(name);
    } else if constexpr (Vector<M>) {
      nested<typename M::value_type>(name + "[]");
    } else if constexpr (Described<M>) {
      FieldLister<M> lister{prefix + name + ".", out};
      M::describe(lister);
    }
  }
};

}  // namespace schema_detail

/// JSON Schema 2020-12 of a described type, as JSON text.
template <Described T>
std::string json_schema() {
  return schema_detail::info<T>({}).schema;
}

/// A filled-in document a person can edit: required fields and those with an example.
template <Described T>
std::string example_json() {
  return schema_detail::info<T>({}).example;
}

/// Every field of a described type, nested ones with their path, in the order declared.
template <Described T>
std::vector<FieldInfo> list_fields() {
  std::vector<FieldInfo> fields;
  schema_detail::FieldLister<T> lister{{}, fields};
  T::describe(lister);
  return fields;
}

}  // namespace kezhuan
