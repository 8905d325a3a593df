#include "core/parser_words.hpp"

#include <array>

#include "core/parse_error.hpp"
#include "kezhuan/core/error.hpp"
#include "kezhuan/core/utf8.hpp"

namespace kezhuan {

namespace {

struct Phrase {
  std::string_view english, chinese;
};

/// In the order in which they are looked for: the first that occurs is taken.
constexpr std::array json_reasons = {
    Phrase{"unexpected end of input", "内容在此中断，不完整"},
    Phrase{"missing closing quote", "文字缺少右引号"},
    Phrase{"control character", "文字中有未转义的控制字符（换行写作 \\n，制表符写作 \\t）"},
    Phrase{"forbidden character after backslash", "反斜杠后的字符不合规范"},
    Phrase{"surrogate", "\\u 转义不合规范"},
    Phrase{"must be followed by 4 hex digits", "\\u 转义不合规范"},
    Phrase{"invalid number", "数字写法不对"},
    Phrase{"invalid literal", "有不认识的字样（文字须加引号）"},
};

constexpr std::array json_tokens = {
    Phrase{"string literal", "文字"},
    Phrase{"number literal", "数字"},
    Phrase{"true literal", "true"},
    Phrase{"false literal", "false"},
    Phrase{"null literal", "null"},
    Phrase{"end of input", "结尾"},
    Phrase{"'['", "“[”"},
    Phrase{"']'", "“]”"},
    Phrase{"'{'", "“{”"},
    Phrase{"'}'", "“}”"},
    Phrase{"':'", "冒号“:”"},
    Phrase{"','", "逗号“,”"},
};

constexpr std::array yaml_reasons = {
    Phrase{"end of map flow not found", "对象缺少右花括号“}”"},
    Phrase{"end of sequence flow not found", "列表缺少右方括号“]”"},
    Phrase{"end of map not found", "这里的缩进或冒号不对，对象没有正常结束"},
    Phrase{"end of sequence not found", "这里的缩进不对，列表没有正常结束"},
    Phrase{"illegal map value", "冒号的位置不对"},
    Phrase{"illegal map key", "键的写法不对"},
    Phrase{"illegal block entry", "列表项“-”的位置不对"},
    Phrase{"illegal flow end", "多出的右括号"},
    Phrase{"illegal EOF", "文字缺少右引号"},
    Phrase{"unknown escape character", "反斜杠后的字符不合规范"},
    Phrase{"unknown token", "有不认识的符号（含特殊符号的文字须加引号）"},
    Phrase{"illegal", "写法不合规范"},
};

std::string_view find_phrase(std::string_view text, const auto& phrases) {
  for (const auto& phrase : phrases) {
    if (text.find(phrase.english) != std::string_view::npos) return phrase.chinese;
  }
  return {};
}

/// The token that `text` begins with.
std::string_view token_at(std::string_view text) {
  for (const auto& token : json_tokens) {
    if (text.substr(0, token.english.size()) == token.english) return token.chinese;
  }
  return {};
}

std::string_view after(std::string_view text, std::string_view mark) {
  const auto at = text.find(mark);
  return at == std::string_view::npos ? std::string_view() : text.substr(at + mark.size());
}

/// Length of the GB 18030 character at the start, 0 when there is none.
std::size_t gb18030_length(std::string_view text) {
  const auto in = [&](std::size_t i, unsigned first, unsigned last) {
    if (i >= text.size()) return false;
    const unsigned byte = static_cast<unsigned char>(text[i]);
    return first <= byte && byte <= last;
  };
  if (in(0, 0x00, 0x7F)) return 1;
  if (!in(0, 0x81, 0xFE)) return 0;
  if (in(1, 0x40, 0x7E) || in(1, 0x80, 0xFE)) return 2;
  return in(1, 0x30, 0x39) && in(2, 0x81, 0xFE) && in(3, 0x30, 0x39) ? 4 : 0;
}

std::size_t first_bad_byte(std::string_view text) {
  std::size_t offset = 0;
  for (const auto point : code_points(text)) {
    if (!is_utf8(point)) break;
    offset += point.size();
  }
  return offset;
}

}  // namespace

Text json_detail(const std::string& english) {
  const auto reason = find_phrase(english, json_reasons);
  if (!reason.empty()) return {std::string(reason), english};
  const auto found = token_at(after(english, "unexpected "));
  if (found.empty()) return {"写法不合 JSON 规范", english};
  std::string chinese = "此处不应是" + std::string(found);
  const auto wanted = after(english, "; expected ");
  const bool is_any_value = wanted.find("or a literal") != std::string_view::npos;
  const auto expected = is_any_value ? std::string_view("一个值") : token_at(wanted);
  if (!expected.empty()) chinese += "，应是" + std::string(expected);
  return {std::move(chinese), english};
}

Text yaml_detail(const std::string& english) {
  const auto reason = find_phrase(english, yaml_reasons);
  return {reason.empty() ? "写法不合 YAML 规范" : std::string(reason), english};
}

bool is_gb18030(std::string_view text) {
  bool has_wide = false;
  while (!text.empty()) {
    const auto length = gb18030_length(text);
    if (length == 0) return false;
    has_wide = has_wide || length > 1;
    text.remove_prefix(length);
  }
  return has_wide;
}

void throw_not_utf8(const std::string& format, std::string_view text) {
  const auto place = place_in(text, first_bad_byte(text));
  if (!is_gb18030(text)) {
    throw_malformed(format, place, {"不是 UTF-8 编码", "not UTF-8"});
  }
  throw Error(
      ErrorCode::invalid,
      {format + " 格式错误（" + place + "）：不是 UTF-8 编码，看来是 GBK（GB 18030）编码",
       "malformed " + format + " (" + place + "): not UTF-8; it looks like GBK (GB 18030)"},
      {"在编辑器中另存为 UTF-8，或转换：iconv -f GB18030 -t UTF-8 原文件 > 新文件。",
       "Save it as UTF-8 in the editor, or convert it: iconv -f GB18030 -t UTF-8 OLD > NEW."},
      {}, place);
}

}  // namespace kezhuan
