#include "kezhuan/core/schema.hpp"

#include "kezhuan/core/write.hpp"

namespace kezhuan {

namespace schema_detail {

namespace {

using Form = Shape::Form;

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& part : parts) {
    if (!out.empty()) out += ',';
    out += part;
  }
  return out;
}

std::string example_or(const FieldDoc& doc, std::string other) {
  return doc.example.empty() ? std::move(other) : std::string(doc.example);
}

ValueInfo text_info(const FieldDoc& doc) {
  const bool is_number = (doc.marks & refer_by) != 0;
  return {is_number ? R"({"type":"string","minLength":1,"maxLength":64,"pattern":"^\\S+$"})"
                    : R"({"type":"string","minLength":1,"maxLength":20000,"pattern":"\\S"})",
          json_text(example_or(doc, "（" + std::string(doc.zh) + "）")),
          {"文字", "text"}};
}

ValueInfo parsed_info(const Shape& shape, const FieldDoc& doc) {
  return {R"({"type":"string","pattern":)" + json_text(shape.pattern) + "}",
          json_text(doc.example.empty() ? shape.example : doc.example), shape.name.text()};
}

ValueInfo code_info(const Shape& shape, const FieldDoc& doc) {
  std::vector<std::string> all;
  Text type;
  for (const auto& [code, name] : shape.codes) {
    all.push_back(json_text(code));
    type.zh += (type.zh.empty() ? "" : "、") + std::string(code);
    type.en += (type.en.empty() ? "" : ", ") + std::string(code);
  }
  return {R"({"enum":[)" + joined(all) + "]}",
          json_text(doc.example.empty() ? shape.codes.front().code : doc.example), type};
}

ValueInfo list_info(const Shape& shape, const FieldDoc& doc) {
  const auto item = info(*shape.item, doc);
  const auto least = (doc.marks & at_least_one) != 0 ? "1" : "0";
  return {
      R"({"type":"array","minItems":)" + std::string(least) + R"(,"items":)" + item.schema + "}",
      "[" + item.example + "]",
      {"列表：" + item.type.zh, "list of " + item.type.en}};
}

ValueInfo object_info(const ObjectShape& object) {
  std::vector<std::string> properties;
  std::vector<std::string> required;
  std::vector<std::string> examples;
  for (const auto& field : object.fields) {
    const auto& doc = field.doc;
    auto value = info(*field.shape, doc);
    const auto title = std::string(doc.zh) + " / " + std::string(doc.en);
    value.schema.insert(1, "\"title\":" + json_text(title) + ",");
    const auto name = json_text(field.name);
    properties.push_back(name + ":" + value.schema);
    if (field.is_required) required.push_back(name);
    if (!field.is_required && doc.example.empty()) continue;
    const bool is_json = (doc.marks & json_example) != 0;
    examples.push_back(name + ":" + (is_json ? std::string(doc.example) : value.example));
  }
  return {R"({"type":"object","additionalProperties":false,"properties":{)" + joined(properties) +
              R"(},"required":[)" + joined(required) + "]}",
          "{" + joined(examples) + "}",
          {"对象", "object"}};
}

void list_into(const std::string& prefix, const ObjectShape& object,
               std::vector<FieldInfo>& fields) {
  for (const auto& field : object.fields) {
    const Shape* shape = field.shape;
    const bool personal = shape->form == Form::personal ||
                          (shape->form == Form::optional && shape->item->form == Form::personal);
    auto path = prefix + std::string(field.name);
    auto inner = path;
    for (; shape->item != nullptr; shape = shape->item) {
      if (shape->form == Form::list) inner += "[]";
    }
    fields.push_back({std::move(path),
                      {std::string(field.doc.zh), std::string(field.doc.en)},
                      info(*field.shape, field.doc).type,
                      std::string(field.doc.rule),
                      field.is_required,
                      field.doc.marks,
                      personal,
                      {shape->codes.begin(), shape->codes.end()}});
    if (shape->form == Form::object) list_into(inner + ".", shape->object(), fields);
  }
}

}  // namespace

std::string json_text(std::string_view text) {
  CanonicalWriter writer;
  writer.text(text);
  return writer.take();
}

ValueInfo info(const Shape& shape, const FieldDoc& doc) {
  switch (shape.form) {
    case Form::text:
    case Form::personal: return text_info(doc);
    case Form::boolean:
      return {R"({"type":"boolean"})", example_or(doc, "false"), {"真假", "true or false"}};
    case Form::integer:
      return {R"({"type":"integer","minimum":0})", example_or(doc, "1"), {"整数", "integer"}};
    case Form::reference:
      return {R"({"type":"string","minLength":1,"maxLength":64,"pattern":"^\\S+$"})",
              json_text(example_or(doc, "（编号）")),
              {"编号或标识", "number or id"}};
    case Form::money:
    case Form::ratio:
    case Form::parsed: return parsed_info(shape, doc);
    case Form::code: return code_info(shape, doc);
    case Form::optional: return info(*shape.item, doc);
    case Form::list: return list_info(shape, doc);
    case Form::object: return object_info(shape.object());
    case Form::own: break;
  }
  return {R"({"type":"object"})", "{}", {"对象", "object"}};  // what is in it is not known here
}

}  // namespace schema_detail

std::string json_schema(const Shape& shape) { return schema_detail::info(shape, {}).schema; }

std::string example_json(const Shape& shape) { return schema_detail::info(shape, {}).example; }

std::vector<FieldInfo> list_fields(const Shape& shape) {
  std::vector<FieldInfo> fields;
  schema_detail::list_into({}, shape.object(), fields);
  return fields;
}

}  // namespace kezhuan
