#include <string>

#include "catch.hpp"
#include "kezhuan/core/node.hpp"
#include "kezhuan/core/utf8.hpp"
#include "unit/core/support.hpp"

using namespace kezhuan;
using namespace std::string_literals;

namespace {

/// "line:column what" of the refusal, "" when the text is read.
std::string refusal_of(const std::string& text) {
  const auto error = error_of([&] { parse_yaml(text); });
  if (!error) return "";
  const auto& problem = error->problems().front();
  const auto colon = problem.what.en.find("): ");
  return problem.place + " " + problem.what.en.substr(colon == std::string::npos ? 0 : colon + 3);
}

std::string repeated(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

}  // namespace

TEST_CASE("YAML becomes the same tree as JSON, each node with its line") {
  const auto node =
      parse_yaml("# a comment\nname: 示例\nlist:\n  - 1\n  - {a: x, b: [y]}\nlast: 'q'\n");
  REQUIRE(node.kind == Node::Kind::object);
  CHECK(node.keys == Texts{"name", "list", "last"});
  CHECK(node.line == 2);
  CHECK(node.items[0].line == 2);
  CHECK(node.items[1].items[0].line == 4);
  CHECK(node.items[1].items[1].find("b")->items[0].text == "y");
  CHECK(node.items[2].line == 6);
  CHECK(parse_yaml("[[[1]]]").items[0].items[0].items[0].text == "1");
}

TEST_CASE("a plain YAML scalar keeps its text whatever it looks like") {
  const auto text = GENERATE("0o17", "017", "yes", "No", "on", "1e3", "1_000", ".inf", "true",
                             "2026-03-02", "0x1F", "1:30", "=");
  const auto node = parse_yaml("a: "s + text);
  CHECK(node.items[0].kind == Node::Kind::plain);
  CHECK(node.items[0].text == text);
}

TEST_CASE("a quoted or block YAML scalar is text and nothing else") {
  const auto node = parse_yaml("a: 'true'\nb: \"5\"\nc: |\n  one\n  two\nd: >\n  one\n  two\n");
  for (const auto& item : node.items) CHECK(item.kind == Node::Kind::text);
  CHECK(node.items[2].text == "one\ntwo\n");
  CHECK(node.items[3].text == "one two\n");
}

TEST_CASE("YAML knows null in its usual spellings") {
  const auto node = parse_yaml("a: ~\nb: null\nc:\nd: 'null'\n");
  CHECK(node.items[0].kind == Node::Kind::null);
  CHECK(node.items[1].kind == Node::Kind::null);
  CHECK(node.items[2].kind == Node::Kind::null);
  CHECK(node.items[3].kind == Node::Kind::text);
  CHECK(parse_yaml("").kind == Node::Kind::null);
  CHECK(parse_yaml("# nothing\n").kind == Node::Kind::null);
}

TEST_CASE("YAML with line ends of Windows or a byte order mark reads the same") {
  const auto unix_ends = parse_yaml("a: 1\nb: |\n  x\n  y\n");
  const auto windows_ends = parse_yaml(
      "\xEF\xBB\xBF"
      "a: 1\r\nb: |\r\n  x\r\n  y\r\n");
  CHECK(windows_ends.keys == unix_ends.keys);
  CHECK(windows_ends.items[1].text == unix_ends.items[1].text);
  CHECK(windows_ends.items[1].line == 2);
}

TEST_CASE("what YAML can and this reader will not: aliases, anchors, tags, odd keys") {
  CHECK(refusal_of("a: &x 1") == "1:4 anchors are not accepted");
  CHECK(refusal_of("a: &x [1]\nb: *x") == "1:4 anchors are not accepted");
  CHECK(refusal_of("a: *x") == "1:4 the referenced anchor is not defined");
  CHECK(refusal_of("a: !!str 1") == "1:4 tags are not accepted: tag:yaml.org,2002:str");
  CHECK(refusal_of("a: !!seq [1]") == "1:4 tags are not accepted: tag:yaml.org,2002:seq");
  CHECK(refusal_of("a: !own\n  b: 1") == "1:4 tags are not accepted: !own");
  CHECK(refusal_of("? [a]\n: 1") == "1:3 a key must be text");
  CHECK(refusal_of("~: 1") == "1:1 a key must be text");
  CHECK(parse_yaml("? a\n: 1").keys == Texts{"a"});
}

TEST_CASE("a second YAML document in the same file is refused, not lost") {
  CHECK(refusal_of("a: 1\n---\nb: 2\n") == "2:1 only one document in a file");
  CHECK(refusal_of("a: 1\n...\n---\nb: 2") == "3:1 only one document in a file");
  CHECK(refusal_of("--- a\n--- b") == "2:1 only one document in a file");
  CHECK(refusal_of("---\na: 1\n...\n") == "");
}

TEST_CASE("a YAML key written twice is kept twice for the strict reader to report") {
  CHECK(parse_yaml("a: 1\na: 2").keys == Texts{"a", "a"});
}

TEST_CASE("malformed YAML is refused and the place is right") {
  CHECK(refusal_of("a:\n\t- 1\n") == "2:2 illegal block entry");
  CHECK(refusal_of("a: \"x") == "1:6 illegal EOF in scalar");
  CHECK(refusal_of("a: [1, 2") == "1:9 end of sequence flow not found");
  CHECK(refusal_of("a: {b: 1") == "1:9 end of map flow not found");
  CHECK(refusal_of("a: b: c") == "1:5 illegal map value");
  CHECK(refusal_of("a: 1\n b: 2") == "2:3 illegal map value");
  CHECK(refusal_of("a: @x") == "1:4 unknown token");
  CHECK(refusal_of("[1] ]") != "");
  CHECK(refusal_of("a: \"\\ud800\"").find("invalid unicode") != std::string::npos);
}

TEST_CASE("a column of YAML counts characters, not bytes, and no byte order mark") {
  CHECK(refusal_of("\"名称\": [1}") == "1:9 illegal flow end");
  CHECK(refusal_of("\xEF\xBB\xBF\"名称\": [1}") == "1:9 illegal flow end");
  CHECK(refusal_of("一: 1\r\n二: [三}\r\n") == "2:6 illegal flow end");
}

TEST_CASE(
    "YAML in another encoding, or with control characters, is refused before it is guessed at") {
  CHECK(refusal_of("a: \xB8\xF6") == "1:4 not UTF-8; it looks like GBK (GB 18030)");
  CHECK(refusal_of("\xFF\xFE"
                   "a\0:\0"s)
            .find("a control character") != std::string::npos);
  CHECK(refusal_of("a\0:\0 \0001\0"s) == "1:2 a control character");  // UTF-16 without a mark
  CHECK(refusal_of("a: \xED\xA0\x80") == "1:4 not UTF-8");
  // 4 is what the parser takes for the end of the file
  CHECK(refusal_of("a: 1\nb: 2\x04\nc: 3\n") == "2:5 a control character");
}

TEST_CASE("an oversized YAML text is refused by its size, before it is parsed") {
  const std::string line(100'000'000, '[');
  CHECK(refusal_of(line) == " document too large: 100000000 bytes, the limit is 8388608.");
}

TEST_CASE("YAML nested a hundred thousand deep is refused without running out of stack") {
  for (const auto* piece : {"[", "{a: ", "- ", "? ", "[{a: "}) {
    CAPTURE(piece);
    CHECK(refusal_of(repeated(piece, 100'000)) != "");
  }
  std::string stairs;
  for (int i = 0; i < 1000; ++i) stairs += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  CHECK(refusal_of(stairs) == " nested too deep: more than 64 levels.");
  CHECK(refusal_of(repeated("- ", 64) + "x") == "");
  CHECK(refusal_of(repeated("- ", 65) + "x") == " nested too deep: more than 64 levels.");
}

TEST_CASE("a refusal of YAML is UTF-8, though the parser quotes one byte of a character") {
  const auto text = refusal_of("a: \"\\é\"");
  CHECK(text != "");
  CHECK(is_utf8(text));
}
