#include "kezhuan/core/write.hpp"

#include <array>
#include <charconv>

#include "core/scan.hpp"
#include "kezhuan/core/node.hpp"

namespace kezhuan {

namespace {

using Form = Shape::Form;

void append_char(std::string& out, char c) {
  constexpr std::string_view hex = "0123456789abcdef";
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  const auto byte = static_cast<unsigned char>(c);
  if (!needs_escape(byte)) {
    out += c;
    return;
  }
  out += "\\u00";
  out += hex[byte >> 4U];
  out += hex[byte & 0xFU];
}

constexpr int no_indent = -1;

void indent_node(const Node& node, int depth, CanonicalWriter& w);

void break_line(int depth, CanonicalWriter& w) {
  if (depth == no_indent) return;
  w.out() += '\n';
  w.out().append(static_cast<std::size_t>(depth) * 2, ' ');
}

void indent_items(const Node& node, int depth, CanonicalWriter& w) {
  const int inner = depth == no_indent ? no_indent : depth + 1;
  const bool is_object = node.kind == Node::Kind::object;
  w.out() += is_object ? "{" : "[";
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    if (i > 0) w.out() += ',';
    break_line(inner, w);
    if (is_object) {
      w.text(node.keys[i]);
      w.out() += depth == no_indent ? ":" : ": ";
    }
    indent_node(node.items[i], inner, w);
  }
  if (!node.items.empty()) break_line(depth, w);
  w.out() += is_object ? "}" : "]";
}

void indent_node(const Node& node, int depth, CanonicalWriter& w) {
  switch (node.kind) {
    case Node::Kind::object:
    case Node::Kind::array: indent_items(node, depth, w); return;
    case Node::Kind::text:
    case Node::Kind::plain: w.text(node.text); return;
    case Node::Kind::null: w.out() += "null"; return;
    case Node::Kind::boolean:
    case Node::Kind::number: w.out() += node.text; return;
  }
}

}  // namespace

void CanonicalWriter::text(std::string_view value) {
  constexpr std::size_t likely_size = 2048;  // of a document: growing to it would copy it often
  if (out_.capacity() < likely_size) out_.reserve(likely_size);
  out_ += '"';
  if (!any_byte(value, needs_escape)) {  // nearly always
    out_ += value;
  } else {
    for (const char c : value) append_char(out_, c);
  }
  out_ += '"';
}

void CanonicalWriter::integer(std::int64_t value) {
  std::array<char, 24> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  out_.append(buffer.data(), end);
}

void write_value(CanonicalWriter& w, const Personal& value) {
  if (w.personal() == PersonalForm::value && !value.is_sealed()) {
    w.text(value.value);
    return;
  }
  w.out() += R"({"commitment":)";
  w.text(value.commitment ? value.commitment->to_text() : std::string());
  w.out() += '}';
}

namespace {

void write_list(CanonicalWriter& w, const Shape& shape, const void* value) {
  const auto size = shape.size(value);
  w.out() += '[';
  for (std::size_t i = 0; i < size; ++i) {
    if (i > 0) w.out() += ',';
    write_shaped(w, *shape.item, shape.at(value, i));
  }
  w.out() += ']';
}

/// What stands for the member: the value inside an optional; nullptr when there is nothing.
const void* written_part(const Shape& shape, const void* member) {
  if (shape.form == Form::optional) return shape.held(member);
  if (shape.form == Form::list && shape.size(member) == 0) return nullptr;
  return member;
}

void write_object(CanonicalWriter& w, const ObjectShape& object, const void* value) {
  w.out() += '{';
  bool first = true;
  for (const auto& field : object.sorted) {
    const void* part = written_part(*field.shape, field.in(value));
    if (part == nullptr) continue;
    w.out() += std::string_view(field.key).substr(first ? 1 : 0);
    first = false;
    write_shaped(w, field.shape->form == Form::optional ? *field.shape->item : *field.shape, part);
  }
  w.out() += '}';
}

template <class T>
const T& as(const void* value) {
  return *static_cast<const T*>(value);
}

}  // namespace

void write_shaped(CanonicalWriter& w, const Shape& shape, const void* value) {
  switch (shape.form) {
    case Form::text: return w.text(as<std::string>(value));
    case Form::boolean: return w.boolean(as<bool>(value));
    case Form::integer: return w.integer(as<std::int64_t>(value));
    case Form::personal: return write_value(w, as<Personal>(value));
    case Form::reference: return write_value(w, as<AnyRef>(value));
    case Form::money:
    case Form::ratio:
    case Form::parsed: return w.text(shape.to_text(value));
    case Form::code: return w.text(shape.code(value));
    case Form::optional: return write_shaped(w, *shape.item, shape.held(value));
    case Form::list: return write_list(w, shape, value);
    case Form::object: return write_object(w, shape.object(), value);
    case Form::own: return shape.write(w, value);
  }
}

std::string to_canonical_json(const Shape& shape, const void* value, PersonalForm personal) {
  CanonicalWriter writer(personal);
  write_shaped(writer, shape, value);
  return writer.take();
}

std::string to_json(const Node& node) {
  CanonicalWriter writer;
  indent_node(node, no_indent, writer);
  return writer.take();
}

std::string indent_json(std::string_view json) {
  CanonicalWriter writer;
  indent_node(parse_json(json, {std::size_t{1} << 30U, 256}), 0, writer);
  return writer.take();
}

}  // namespace kezhuan
