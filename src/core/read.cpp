#include "kezhuan/core/read.hpp"

#include <algorithm>
#include <charconv>

#include "core/edit_distance.hpp"
#include "core/scan.hpp"
#include "kezhuan/core/limits.hpp"
#include "kezhuan/core/utf8.hpp"

namespace kezhuan {

namespace {

using Form = Shape::Form;

StaticText kind_name(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null: return {"空值 null", "null"};
    case Node::Kind::boolean: return {"真假值", "a boolean"};
    case Node::Kind::number: return {"数字", "a number"};
    case Node::Kind::text:
    case Node::Kind::plain: return {"文字", "text"};
    case Node::Kind::array: return {"列表", "a list"};
    case Node::Kind::object: return {"对象", "an object"};
  }
  return {};
}

std::string escaped(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

bool has_control(std::string_view text) {
  return any_byte(text, [](unsigned char byte) {
    return ((byte < 0x20) & (byte != '\n') & (byte != '\t')) | (byte == 0x7F);
  });
}

/// White space as ECMA 262 (and so a JSON schema's \s) counts it: a full-width blank is blank too.
bool is_space(std::string_view point) {
  if (point.size() == 1)
    return std::string_view(" \t\n\v\f\r").find(point) != std::string_view::npos;
  return point == "\u00A0" || point == "\u1680" || ("\u2000" <= point && point <= "\u200A") ||
         point == "\u2028" || point == "\u2029" || point == "\u202F" || point == "\u205F" ||
         point == "\u3000" || point == "\uFEFF";
}

/// True when `test` holds for some code point of well-formed UTF-8. Allocates nothing.
template <class Test>
bool any_point(std::string_view text, Test test) {
  while (!text.empty()) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (test(text.substr(0, length))) return true;
    text.remove_prefix(std::min(length, text.size()));
  }
  return false;
}

bool has_space(std::string_view text) { return any_point(text, is_space); }

bool is_blank(std::string_view text) {
  return !any_point(text, [](std::string_view point) { return !is_space(point); });
}

/// 36 characters with hyphens where a UUID has them: meant as an id, never a number.
bool is_uuid_shaped(std::string_view text) {
  return text.size() == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-' &&
         text[23] == '-';
}

/// What people refer to a record by.
bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= limits::number_bytes && !has_control(text) &&
         is_utf8(text) && !has_space(text);
}

template <class Range>
std::string joined(const Range& items, std::string_view separator) {
  std::string out;
  for (const auto& item : items) {
    if (!out.empty()) out += separator;
    out += item;
  }
  return out;
}

}  // namespace

std::string Place::to_text() const {
  if (parent == nullptr) return {};
  return parent->to_text() + "/" + (key.data() == nullptr ? std::to_string(index) : escaped(key));
}

void Reading::report(const Place& place, const Node* node, Text what, Text remedy,
                     std::string rule) {
  if (problems_.size() > limits::problems) return;
  if (problems_.size() == limits::problems) {
    what = {"问题太多，其余不再列出。", "too many problems; the rest are not listed."};
    remedy = {"请先改正以上各处；也请核对是否用错了文件。",
              "Mend those above first; check also that this is the right file."};
    rule.clear();
  }
  auto where = place.to_text();
  if (where.empty()) where = "/";
  if (node != nullptr && node->line > 0) where = std::to_string(node->line) + ":" + where;
  problems_.push_back({std::move(rule), std::move(where), std::move(what), std::move(remedy)});
}

void Reading::report_error(const Place& place, const Node* node, const Error& error) {
  for (const auto& problem : error.problems()) {
    report(place, node, problem.what, problem.remedy, problem.rule);
  }
}

void Reading::report_kind(const Place& place, const Node& node, const StaticText& wanted,
                          Text remedy) {
  const auto found = kind_name(node);
  report(place, &node,
         {"应为" + std::string(wanted.zh) + "，却是" + std::string(found.zh) + "。",
          "must be " + std::string(wanted.en) + ", found " + std::string(found.en) + "."},
         std::move(remedy));
}

void Reading::report_no_list(const Place& place, const Node& node) {
  report_kind(place, node, {"列表", "a list"},
              {"写成 [ … ]；只有一项也放在方括号里。",
               "Write [ … ]; a single item stands in brackets too."});
}

void Reading::report_no_object(const Place& place, const Node& node) {
  report_kind(place, node, {"一个对象 {…}", "an object {…}"},
              {"写成 {\"项\": 值, …}；有哪些项见 kezhuan schema --docs。",
               "Write {\"field\": value, …}; `kezhuan schema --docs` lists the fields."});
}

void Reading::report_code(const Place& place, const Node& node,
                          const std::vector<std::string_view>& codes) {
  report(place, &node,
         {"不认识的代码“" + shortened(node.text) + "”。",
          "unknown code " + kezhuan::quoted(node.text) + "."},
         {"应为其中之一：" + joined(codes, "、") + "。",
          "Must be one of: " + joined(codes, ", ") + "."});
}

void Reading::report_missing(const Place& place, const Node& parent, const FieldDoc& doc) {
  report(place, &parent,
         {"缺少必填项“" + std::string(doc.zh) + "”。",
          "required field missing: " + std::string(doc.en) + "."},
         {"请补上这一项。", "Add this field."}, std::string(doc.rule));
}

void Reading::report_empty(const Place& place, const Node& list, const FieldDoc& doc) {
  report(place, &list,
         {"“" + std::string(doc.zh) + "”是空的列表，至少要有一项。",
          "the list is empty and needs at least one: " + std::string(doc.en) + "."},
         {"请写上至少一项。", "Give at least one."}, std::string(doc.rule));
}

void Reading::report_unknown(const Place& place, const Node& value, const std::string& key,
                             const std::vector<std::string_view>& known) {
  const auto* nearest = find_nearest(known, key, 3, [](std::string_view name) { return name; });
  Text remedy{"可用的项：" + joined(known, "、") + "。",
              "Known fields: " + joined(known, ", ") + "."};
  if (nearest != nullptr) {
    remedy = {"是否想写“" + std::string(*nearest) + "”？" + remedy.zh,
              "Did you mean \"" + std::string(*nearest) + "\"? " + remedy.en};
  }
  report(Place{&place, key, 0}, &value,
         {"没有名为“" + shortened(key) + "”的项。", "unknown field " + kezhuan::quoted(key) + "."},
         std::move(remedy));
}

void Reading::report_duplicate(const Place& place, const Node& value, const std::string& key) {
  report(
      place, &value,
      {"“" + shortened(key) + "”写了不止一次。", kezhuan::quoted(key) + " stands more than once."},
      {"只保留一处。", "Keep one."});
}

bool is_good_text(std::string_view text) {
  return text.size() <= limits::text_bytes && !is_blank(text) && !has_control(text) &&
         is_utf8(text);
}

bool read_text(Reading& r, const Node& node, const Place& place, std::string_view& out) {
  if (node.kind != Node::Kind::text && node.kind != Node::Kind::plain) {
    const bool needs_quotes = node.kind == Node::Kind::number || node.kind == Node::Kind::boolean;
    r.report_kind(place, node, {"文字（加引号）", "text (in quotes)"},
                  needs_quotes ? Text{"给它加上引号：\"" + shortened(node.text) + "\"。",
                                      "Put it in quotes: \"" + shortened(node.text) + "\"."}
                               : Text{"写成一段加引号的文字。", "Write one text in quotes."});
    return false;
  }
  out = node.text;
  return true;
}

void read_value(Reading& r, const Node& node, const Place& place, std::string& out) {
  static const auto text_limit = std::to_string(limits::text_bytes);
  std::string_view text;
  if (!read_text(r, node, place, text)) return;
  if (is_good_text(text)) {
    out = text;
  } else if (!is_utf8(text)) {
    r.report(place, &node, {"文字不是 UTF-8 编码。", "text is not UTF-8."},
             {"请将文件另存为 UTF-8。", "Save the file as UTF-8."});
  } else if (text.size() > limits::text_bytes) {
    r.report(place, &node,
             {"文字过长：" + std::to_string(text.size()) + " 字节，上限 " + text_limit + "。",
              "text too long: " + std::to_string(text.size()) + " bytes, the limit is " +
                  text_limit + "."},
             {"长文请作为证据文件保存（evidence.attach）。",
              "Keep long texts as evidence (evidence.attach)."});
  } else if (is_blank(text)) {
    r.report(place, &node, {"文字为空。", "text is empty."},
             {"请填写内容；没有就不要写这一项（若可选）。",
              "Fill it in; leave the field out if it is optional."});
  } else {
    r.report(place, &node, {"文字中有控制字符。", "text holds control characters."},
             {"请删去不可见字符。", "Remove invisible characters."});
  }
}

void read_value(Reading& r, const Node& node, const Place& place, bool& out) {
  const bool known = node.text == "true" || node.text == "false";
  if ((node.kind == Node::Kind::boolean || node.kind == Node::Kind::plain) && known) {
    out = node.text == "true";
  } else {
    r.report_kind(place, node, {"true 或 false", "true or false"},
                  {"写 true 或 false，不加引号。", "Write true or false, without quotes."});
  }
}

void read_value(Reading& r, const Node& node, const Place& place, std::int64_t& out) {
  const bool scalar = node.kind == Node::Kind::number || node.kind == Node::Kind::plain;
  const std::string_view text = node.text;
  const bool negative = text.substr(0, 1) == "-";
  // 010 is refused: YAML readers disagree whether it is eight or ten
  if (!scalar || !is_canonical_whole(text.substr(negative ? 1 : 0))) {
    r.report_kind(place, node, {"整数（如 5，不加引号）", "an integer (as 5, without quotes)"},
                  {"只写数字：不加引号，没有小数、单位和前导的 0。",
                   "Digits alone: no quotes, decimals, unit or leading 0."});
  } else if (negative) {
    r.report(
        place, &node,
        {"不能是负数：" + shortened(text) + "。", "must not be negative: " + shortened(text) + "."},
        {"去掉负号；没有就写 0，可选的不写。",
         "Drop the minus sign; write 0 for none, or leave an optional field out."});
  } else if (std::from_chars(text.data(), text.data() + text.size(), out).ec != std::errc{}) {
    r.report(place, &node,
             {"数字过大：" + shortened(text) + "。", "too large: " + shortened(text) + "."},
             {"请核对数字。", "Check the number."});
  }
}

void read_value(Reading& r, const Node& node, const Place& place, Personal& out) {
  if (!r.from_ledger() || node.kind != Node::Kind::object) {
    read_value(r, node, place, out.value);
    return;
  }
  const Node* commitment = node.find("commitment");
  if (commitment == nullptr || node.items.size() != 1) {
    r.report_kind(place, node, {"个人信息承诺值", "a commitment of a personal value"});
    return;
  }
  Sha256 hash;
  read_value(r, *commitment, place, hash);
  out.commitment = hash;
}

void read_value(Reading& r, const Node& node, const Place& place, Money& out) {
  std::string_view text;
  if (!read_text(r, node, place, text)) return;
  try {
    out = Money::parse(text);
  } catch (const Error& error) {
    r.report_error(place, &node, error);
    return;
  }
  if (out < Money::of_minor(0, out.currency()) && !r.from_ledger()) {
    r.report(place, &node,
             {"金额不能是负数：" + out.to_text() + "。",
              "money must not be negative: " + out.to_text() + "."},
             {"退款、冲正各有自己的业务动作，金额都写正数。",
              "Refunds and reversals are acts of their own; amounts are positive."});
  }
}

void read_value(Reading& r, const Node& node, const Place& place, Ratio& out) {
  std::string_view text;
  if (!read_text(r, node, place, text)) return;
  try {
    out = Ratio::parse(text);
  } catch (const Error& error) {
    r.report_error(place, &node, error);
    return;
  }
  if (out.is_negative()) {
    r.report(place, &node,
             {"比例不能是负数：" + out.to_text() + "。",
              "a ratio must not be negative: " + out.to_text() + "."},
             {"份额、权重、比例都从 0 起。", "Shares, weights and ratios start at 0."});
  }
}

void read_reference(Reading& r, const Node& node, const Place& place, AnyRef& out) {
  std::string_view text;
  if (!read_text(r, node, place, text)) return;
  if (is_uuid_shaped(text)) {
    try {
      out.id = Uuid::parse(text);
    } catch (const Error& error) {
      r.report_error(place, &node, error);
    }
    return;
  }
  if (!is_number(text)) {
    r.report(place, &node,
             {"既不是编号也不是标识：“" + shortened(text) + "”。",
              "neither a number nor an id: " + kezhuan::quoted(text) + "."},
             {"写编号（如 KZ-2026-0001）或 36 位标识；编号不含空格，不超过 64 字节。",
              "Write a number (as KZ-2026-0001) or a 36-character id; a number has no spaces and "
              "at most 64 bytes."});
    return;
  }
  out.number = text;
}

void check_number(Reading& r, const Node& node, const Place& place, std::string_view number) {
  if (is_number(number) && !is_uuid_shaped(number)) return;
  r.report(place, &node,
           {"编号不合格式：“" + shortened(number) + "”。",
            "malformed number: " + kezhuan::quoted(number) + "."},
           {"编号不含空格，不超过 64 字节，也不能像 36 位标识。",
            "A number has no spaces, at most 64 bytes, and is not shaped like a 36-character id."});
}

namespace {

void read_parsed(Reading& r, const Node& node, const Place& place, const Shape& shape, void* out) {
  std::string_view text;
  if (!read_text(r, node, place, text)) return;
  try {
    shape.parse(text, out);
  } catch (const Error& error) {
    r.report_error(place, &node, error);
  }
}

void read_code(Reading& r, const Node& node, const Place& place, const Shape& shape, void* out) {
  std::string_view text;
  if (!read_text(r, node, place, text)) return;
  for (std::size_t i = 0; i < shape.codes.size(); ++i) {
    if (shape.codes[i].code == text) return shape.set(out, i);
  }
  std::vector<std::string_view> codes;
  for (const auto& known : shape.codes) codes.push_back(known.code);
  r.report_code(place, node, codes);
}

void report_too_many(Reading& r, const Place& place, const Node& list) {
  const auto count = std::to_string(list.items.size());
  const auto limit = std::to_string(limits::list_items);
  r.report(place, &list,
           {"列表有 " + count + " 项，上限 " + limit + " 项。",
            "the list has " + count + " items, the limit is " + limit + "."},
           {"请分成几项业务动作。", "Make several acts of it."});
}

void read_list(Reading& r, const Node& node, const Place& place, const Shape& shape, void* out) {
  if (node.kind != Node::Kind::array) return r.report_no_list(place, node);
  if (node.items.size() > limits::list_items && !r.from_ledger()) {
    return report_too_many(r, place, node);
  }
  shape.restart(out, node.items.size());
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    read_shaped(r, node.items[i], Place{&place, {}, i}, *shape.item, shape.append(out));
  }
}

/// Reads the members of one object, then reports what was left over.
class ObjectReader {
 public:
  ObjectReader(Reading& r, const Node& node, const Place& place)
      : r_(r), node_(node), place_(place) {}

  void read(const ObjectShape& object, void* out) {
    for (const auto& field : object.fields) read_field(field, field.in(out));
    if (used_ < node_.keys.size()) report_unknown(object);
  }

 private:
  void read_field(const FieldShape& field, void* out) {
    const Place here{&place_, field.name, 0};
    const Node* child = take(field.name, here);
    if (child == nullptr || child->kind == Node::Kind::null) {
      require(here, child, field);
    } else if (field.shape->form == Form::optional) {
      read_optional(field, *child, here, out);
    } else {
      read_shaped(r_, *child, here, *field.shape, out);
      if (field.shape->form == Form::list && field.is_required &&
          child->kind == Node::Kind::array && child->items.empty()) {
        r_.report_empty(here, *child, field.doc);
      }
    }
  }

  void read_optional(const FieldShape& field, const Node& child, const Place& here, void* out) {
    const auto problems = r_.problems().size();
    const auto& item = *field.shape->item;
    void* held = field.shape->hold(out);
    read_shaped(r_, child, here, item, held);
    if (item.form == Form::text && (field.doc.marks & refer_by) != 0) {
      const auto& number = *static_cast<const std::string*>(held);
      if (!number.empty()) check_number(r_, child, here, number);
    }
    if (r_.problems().size() > problems) field.shape->drop(out);
  }

  const Node* take(std::string_view name, const Place& here) {
    const Node* found = nullptr;
    for (std::size_t i = 0; i < node_.keys.size(); ++i) {
      if (node_.keys[i] != name) continue;
      ++used_;
      if (found != nullptr) r_.report_duplicate(here, node_.items[i], node_.keys[i]);
      found = &node_.items[i];
    }
    return found;
  }

  void require(const Place& here, const Node* child, const FieldShape& field) {
    const auto form = field.shape->form;
    if (child != nullptr && form == Form::optional) {
      r_.report_kind(here, *child,
                     {"一个值（没有就不要写这一项）", "a value (leave the field out if none)"},
                     {"删去这一项，或填上值。", "Leave the field out, or fill it in."});
    } else if (child != nullptr && form == Form::list) {
      r_.report_no_list(here, *child);
    } else if (field.is_required) {
      r_.report_missing(here, node_, field.doc);
    }
  }

  void report_unknown(const ObjectShape& object) {
    std::vector<std::string_view> known;
    for (const auto& field : object.fields) known.push_back(field.name);
    for (std::size_t i = 0; i < node_.keys.size(); ++i) {
      const auto& key = node_.keys[i];
      if (std::find(known.begin(), known.end(), key) == known.end()) {
        r_.report_unknown(place_, node_.items[i], key, known);
      }
    }
  }

  Reading& r_;
  const Node& node_;
  const Place& place_;
  std::size_t used_ = 0;  // members that some field took
};

template <class T>
T& as(void* value) {
  return *static_cast<T*>(value);
}

}  // namespace

void read_shaped(Reading& r, const Node& node, const Place& place, const Shape& shape, void* out) {
  switch (shape.form) {
    case Form::text: return read_value(r, node, place, as<std::string>(out));
    case Form::boolean: return read_value(r, node, place, as<bool>(out));
    case Form::integer: return read_value(r, node, place, as<std::int64_t>(out));
    case Form::personal: return read_value(r, node, place, as<Personal>(out));
    case Form::money: return read_value(r, node, place, as<Money>(out));
    case Form::ratio: return read_value(r, node, place, as<Ratio>(out));
    case Form::reference: return read_reference(r, node, place, as<AnyRef>(out));
    case Form::parsed: return read_parsed(r, node, place, shape, out);
    case Form::code: return read_code(r, node, place, shape, out);
    case Form::optional: return read_shaped(r, node, place, *shape.item, shape.hold(out));
    case Form::list: return read_list(r, node, place, shape, out);
    case Form::object:
      if (node.kind != Node::Kind::object) return r.report_no_object(place, node);
      return ObjectReader(r, node, place).read(shape.object(), out);
    case Form::own: return shape.read(r, node, place, out);
  }
}

void read_whole(const Node& node, bool from_ledger, const Shape& shape, void* out) {
  Reading reading(from_ledger);
  read_shaped(reading, node, Place{}, shape, out);
  if (!reading.problems().empty()) throw Error(ErrorCode::invalid, reading.problems());
}

}  // namespace kezhuan
