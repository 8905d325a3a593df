#include <string>

#include "catch.hpp"
#include "core/scan.hpp"
#include "kezhuan/core/utf8.hpp"

using namespace kezhuan;

TEST_CASE("well-formed UTF-8 is told from what only looks like it") {
  CHECK(is_utf8(""));
  CHECK(is_utf8("plain 科转 ü 😀"));
  CHECK(is_utf8(std::string("\0", 1)));
  CHECK(is_utf8("\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"));
  CHECK(is_utf8("\xED\x9F\xBF\xEE\x80\x80"));  // either side of the surrogates
  const auto bad =
      GENERATE("\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC2", "\xC2\x41", "\xE0\x9F\xBF",
               "\xE4\xB8", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80",
               "\xF5\x80\x80\x80", "\xF0\x9F\x98", "\xFF", "\xB8\xF6", "ok\xC3(");
  CHECK_FALSE(is_utf8(bad));
}

TEST_CASE("code points come one by one, ill-formed bytes alone") {
  using Points = std::vector<std::string_view>;
  CHECK(code_points("") == Points{});
  CHECK(code_points("a科😀") == Points{"a", "科", "😀"});
  CHECK(code_points("\xE4\xB8x") == Points{"\xE4", "\xB8", "x"});
}

TEST_CASE("a message about ill-formed bytes is well-formed itself") {
  CHECK(readable("科转 ü") == "科转 ü");
  CHECK(readable("a\xFF科\xE7\xA7") == "a\uFFFD科\uFFFD\uFFFD");
  CHECK(is_utf8(kezhuan::quoted(std::string(100, '\xA0'))));
}
