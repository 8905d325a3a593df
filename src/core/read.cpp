#include "kezhuan/core/read.hpp"

#include <algorithm>
#include <charconv>

#include "kezhuan/core/utf8.hpp"

namespace kezhuan {

namespace {

constexpr std::size_t max_text_bytes = 20'000;
constexpr std::size_t max_number_bytes = 64;

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
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F;
  });
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\n\r") == std::string_view::npos;
}

/// 36 characters with hyphens where a UUID has them: meant as an id, never a number.
bool is_uuid_shaped(std::string_view text) {
  return text.size() == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-' &&
         text[23] == '-';
}

/// Edit distance, for "did you mean"; keys are short.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const auto above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return row[b.size()];
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
  return parent->to_text() + "/" + (key.empty() ? std::to_string(index) : escaped(key));
}

void Reading::report(const Place& place, const Node* node, Text what, Text remedy,
                     std::string rule) {
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

void Reading::report_kind(const Place& place, const Node& node, const StaticText& wanted) {
  const auto found = kind_name(node);
  report(place, &node,
         {"应为" + std::string(wanted.zh) + "，却是" + std::string(found.zh) + "。",
          "must be " + std::string(wanted.en) + ", found " + std::string(found.en) + "."});
}

void Reading::report_code(const Place& place, const Node& node,
                          const std::vector<std::string_view>& codes) {
  report(place, &node,
         {"不认识的代码“" + node.text + "”。", "unknown code \"" + node.text + "\"."},
         {"应为其中之一：" + joined(codes, "、") + "。",
          "Must be one of: " + joined(codes, ", ") + "."});
}

void Reading::report_missing(const Place& place, const Node& parent, const FieldDoc& doc) {
  report(place, &parent,
         {"缺少必填项“" + std::string(doc.zh) + "”。",
          "required field missing: " + std::string(doc.en) + "."},
         {"请补上这一项。", "Add this field."}, std::string(doc.rule));
}

void Reading::report_unknown(const Place& place, const Node& value, const std::string& key,
                             const std::vector<std::string_view>& known) {
  const auto nearest = std::min_element(
      known.begin(), known.end(),
      [&](auto a, auto b) { return distance(key, a) < distance(key, b); });
  Text remedy{"可用的项：" + joined(known, "、") + "。", "Known fields: " + joined(known, ", ") + "."};
  if (nearest != known.end() && distance(key, *nearest) <= 3) {
    remedy = {"是否想写“" + std::string(*nearest) + "”？" + remedy.zh,
              "Did you mean \"" + std::string(*nearest) + "\"? " + remedy.en};
  }
  report(Place{&place, key, 0}, &value, {"没有名为“" + key + "”的项。", "unknown field \"" + key + "\"."},
         std::move(remedy));
}

void Reading::report_duplicate(const Place& place, const Node& value, const std::string& key) {
  report(place, &value, {"“" + key + "”写了不止一次。", "\"" + key + "\" stands more than once."},
         {"只保留一处。", "Keep one."});
}

bool read_text(Reading& r, const Node& node, const Place& place, std::string_view& out) {
  if (node.kind != Node::Kind::text && node.kind != Node::Kind::plain) {
    r.report_kind(place, node, {"文字（加引号）", "text (in quotes)"});
    return false;
  }
  out = node.text;
  return true;
}

void read_value(Reading& r, const Node& node, const Place& place, std::string& out) {
  std::string_view text;
  if (!read_text(r, node, place, text)) return;
  if (!is_utf8(text)) {
    r.report(place, &node, {"文字不是 UTF-8 编码。", "text is not UTF-8."},
             {"请将文件另存为 UTF-8。", "Save the file as UTF-8."});
  } else if (is_blank(text)) {
    r.report(place, &node, {"文字为空。", "text is empty."},
             {"请填写内容；没有就不要写这一项（若可选）。",
              "Fill it in; leave the field out if it is optional."});
  } else if (has_control(text)) {
    r.report(place, &node, {"文字中有控制字符。", "text holds control characters."},
             {"请删去不可见字符。", "Remove invisible characters."});
  } else if (text.size() > max_text_bytes) {
    r.report(place, &node,
             {"文字过长：" + std::to_string(text.size()) + " 字节，上限 20000。",
              "text too long: " + std::to_string(text.size()) + " bytes, the limit is 20000."},
             {"长文请作为证据文件保存（evidence.attach）。",
              "Keep long texts as evidence (evidence.attach)."});
  } else {
    out = text;
  }
}

void read_value(Reading& r, const Node& node, const Place& place, bool& out) {
  const bool known = node.text == "true" || node.text == "false";
  if ((node.kind == Node::Kind::boolean || node.kind == Node::Kind::plain) && known) {
    out = node.text == "true";
  } else {
    r.report_kind(place, node, {"true 或 false", "true or false"});
  }
}

void read_value(Reading& r, const Node& node, const Place& place, std::int64_t& out) {
  const auto* first = node.text.data();
  const auto* last = first + node.text.size();
  std::int64_t value = 0;
  const auto [end, failed] = std::from_chars(first, last, value);
  const bool scalar = node.kind == Node::Kind::number || node.kind == Node::Kind::plain;
  if (!scalar || failed != std::errc{} || end != last) {
    r.report_kind(place, node, {"整数", "an integer"});
  } else if (value < 0) {
    r.report(place, &node, {"不能是负数：" + node.text + "。", "must not be negative: " + node.text + "."});
  } else {
    out = value;
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
             {"金额不能是负数：" + out.to_text() + "。", "money must not be negative: " + out.to_text() + "."},
             {"退款、冲正各有自己的业务动作，金额都写正数。",
              "Refunds and reversals are acts of their own; amounts are positive."});
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
  if (text.empty() || text.size() > max_number_bytes || is_blank(text) || has_control(text) ||
      text.find(' ') != std::string_view::npos || !is_utf8(text)) {
    r.report(place, &node, {"既不是编号也不是标识：“" + node.text + "”。",
                            "neither a number nor an id: \"" + node.text + "\"."},
             {"写编号（如 KZ-2026-0001）或 36 位标识；编号不含空格，不超过 64 字节。",
              "Write a number (as KZ-2026-0001) or a 36-character id; a number has no spaces and "
              "at most 64 bytes."});
    return;
  }
  out.number = text;
}

}  // namespace kezhuan
