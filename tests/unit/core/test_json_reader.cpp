#include <string>

#include "catch.hpp"
#include "kezhuan/core/node.hpp"
#include "unit/core/support.hpp"

using namespace kezhuan;
using namespace std::string_literals;

namespace {

/// Where the reader says a text is malformed, "" when it reads it.
std::string place_of(const std::string& text) {
  const auto error = error_of([&] { parse_json(text); });
  return error ? error->problems().front().place : "";
}

std::string repeated(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

}  // namespace

TEST_CASE("JSON keeps numbers as they were written, so nothing is rounded") {
  const auto node = parse_json("[0.10, 1e5, 12345678901234567890123, -7, 1.0]");
  REQUIRE(node.kind == Node::Kind::array);
  const Texts expected{"0.10", "1e5", "12345678901234567890123", "-7", "1.0"};
  REQUIRE(node.items.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CHECK(node.items[i].kind == Node::Kind::number);
    CHECK(node.items[i].text == expected[i]);
  }
}

TEST_CASE("JSON keeps every member in order, the same key twice included") {
  const auto node = parse_json(R"({"b": 1, "a": [true, null, "x"], "b": 2})");
  CHECK(node.keys == Texts{"b", "a", "b"});
  CHECK(node.items[2].text == "2");
  CHECK(node.find("b")->text == "1");
  CHECK(node.find("c") == nullptr);
  const auto& list = node.items[1];
  CHECK(list.items[0].kind == Node::Kind::boolean);
  CHECK(list.items[0].text == "true");
  CHECK(list.items[1].kind == Node::Kind::null);
  CHECK(list.items[2].kind == Node::Kind::text);
}

TEST_CASE("JSON escapes become the characters they stand for") {
  CHECK(parse_json(R"("\"\\\/\b\f\n\r\t\u79d1\ud83d\ude00")").text == "\"\\/\b\f\n\r\t科😀");
}

TEST_CASE("malformed JSON is refused and the place is right") {
  CHECK(place_of("") == "1:1");
  CHECK(place_of("   ") == "1:4");
  CHECK(place_of(R"({"a": 1)") == "1:8");
  CHECK(place_of("[1, 2\n\n") == "3:1");
  CHECK(place_of("{\"a\": 1}x") == "1:9");
  CHECK(place_of("{} {}") == "1:4");
  CHECK(place_of(R"({"a": 1,})") == "1:9");
  CHECK(place_of("{'a': 1}") == "1:2");
  CHECK(place_of("// no\n{}") == "1:1");
  CHECK(place_of("[01]") == "1:3");
  CHECK(place_of("[+1]") == "1:2");
  CHECK(place_of("NaN") != "");
  CHECK(place_of("[Infinity]") != "");
  CHECK(place_of("[-Infinity]") != "");
  CHECK(place_of("[1e400]") == "1:6");
  CHECK(place_of("\"a\nb\"") == "1:3");
  CHECK(place_of("\"a\0b\""s) == "1:3");
  CHECK(place_of(R"("\x")") == "1:3");
}

TEST_CASE("a column of JSON counts characters, not bytes, and no byte order mark") {
  CHECK(place_of("{\n  \"名称\": ?\n}") == "2:9");
  CHECK(place_of("{\r\n  \"名称\": ?\r\n}") == "2:9");
  CHECK(place_of("\xEF\xBB\xBF[?]") == "1:2");
  CHECK(parse_json("\xEF\xBB\xBF[1]").items.size() == 1);
}

TEST_CASE("JSON in another encoding than UTF-8 is refused") {
  CHECK(place_of("\"\xB8\xF6\"") == "1:2");     // GBK
  CHECK(place_of("\xFF\xFE[\0]\0"s) == "1:1");  // UTF-16, little-endian mark
  CHECK(place_of("\xFE\xFF\0[\0]"s) == "1:1");  // UTF-16, big-endian mark
  CHECK(place_of("[\0]\0"s) == "1:2");          // UTF-16 without a mark
  CHECK(place_of(R"("\ud800")") != "");         // half a surrogate pair, escaped
  CHECK(place_of(R"("\udc00x")") != "");
  CHECK(place_of("\"\xED\xA0\x80\"") != "");  // and as bytes
  CHECK(place_of("\"\xC0\xAF\"") != "");      // overlong
}

TEST_CASE("a refused JSON text says what to do in both languages and stays short") {
  const auto error = error_of([] { parse_json("\"" + std::string(100'000, 'x')); });
  REQUIRE(error);
  const auto& problem = error->problems().front();
  CHECK(error->code() == ErrorCode::invalid);
  CHECK(problem.place == "1:100002");
  CHECK(problem.what.zh.find("JSON 格式错误") == 0);
  CHECK(problem.what.en.find("missing closing quote") != std::string::npos);
  CHECK(problem.what.en.size() < 200);
  CHECK(problem.what.en.find("json.exception") == std::string::npos);
  CHECK_FALSE(problem.remedy.zh.empty());
  const auto overflow = error_of([] { parse_json("1e400"); });
  CHECK(overflow->problems().front().what.en.find("json.exception") == std::string::npos);
}

TEST_CASE("what is wrong with a JSON text is said in Chinese to who reads Chinese") {
  const auto said = [](const std::string& text) {
    const auto zh = error_of([&] { parse_json(text); })->problems().front().what.zh;
    return zh.substr(zh.find("）：") + std::string("）：").size());
  };
  CHECK(said("{") == "内容在此中断，不完整");
  CHECK(said("") == "内容在此中断，不完整");
  CHECK(said("\"x") == "文字缺少右引号");
  CHECK(said("[1 2]") == "此处不应是数字，应是“]”");
  CHECK(said("[1,]") == "此处不应是“]”，应是一个值");
  CHECK(said("{\"a\" 1}") == "此处不应是数字，应是冒号“:”");
  CHECK(said("{1: 2}") == "此处不应是数字，应是文字");
  CHECK(said("act") == "有不认识的字样（文字须加引号）");
  CHECK(said("1.") == "数字写法不对");
  CHECK(said("\"\n\"") == "文字中有未转义的控制字符（换行写作 \\n，制表符写作 \\t）");
  CHECK(said("\"\\q\"") == "反斜杠后的字符不合规范");
  CHECK(said("\"\\ud800\"") == "\\u 转义不合规范");
  for (const auto* text : {"1e400", "{\"a\":1} x", "]", "nul"}) {
    CAPTURE(text);
    for (const char c : said(text)) CHECK_FALSE(('a' <= c && c <= 'z'));
  }
}

TEST_CASE("a JSON text in GBK is known as such, with how to convert it") {
  const auto error = error_of([] { parse_json("{\"a\": 1,\n \"b\": \"\xCA\xBE\xC0\xFD\"}"); });
  REQUIRE(error);
  const auto& problem = error->problems().front();
  CHECK(problem.place == "2:9");  // the first two bytes might be UTF-8
  CHECK(problem.what.zh.find("看来是 GBK") != std::string::npos);
  CHECK(problem.what.en.find("looks like GBK") != std::string::npos);
  CHECK(problem.remedy.en.find("iconv -f GB18030 -t UTF-8") != std::string::npos);
  const auto four_bytes = error_of([] { parse_json("[\"\x81\x30\x84\x36\"]"); });
  CHECK(four_bytes->problems().front().what.en.find("GBK") != std::string::npos);
  const auto neither = error_of([] { parse_json("[\"\xFF\xCA\"]"); });
  CHECK(neither->problems().front().what.zh.find("不是 UTF-8 编码") != std::string::npos);
  CHECK(neither->problems().front().what.en.find("GBK") == std::string::npos);
}

TEST_CASE("an oversized JSON text is refused by its size, before it is parsed") {
  const std::string line(100'000'000, '{');  // parsed, this would be "nested too deep"
  const auto error = error_of([&] { parse_json(line); });
  REQUIRE(error);
  CHECK(error->problems().front().what.en ==
        "document too large: 100000000 bytes, the limit is 1048576.");
  const ParseLimits three{3, 64};
  CHECK(parse_json("[1]", three).items.size() == 1);
  CHECK(is_invalid([&] { parse_json("[12]", three); }));
}

TEST_CASE("JSON nested a hundred thousand deep is refused without running out of stack") {
  for (const auto* piece : {"[", "{\"a\":", "[{\"a\":"}) {
    const auto error = error_of([&] { parse_json(repeated(piece, 100'000)); });
    REQUIRE(error);
    CHECK(error->problems().front().what.en == "nested too deep: more than 64 levels.");
  }
  CHECK_NOTHROW(parse_json(repeated("[", 64) + repeated("]", 64)));
  CHECK(is_invalid([] { parse_json(repeated("[", 65) + repeated("]", 65)); }));
}
