#include "catch.hpp"
#include "kezhuan/core/error.hpp"
#include "kezhuan/model/achievement.hpp"
#include "registry/search_words.hpp"

using namespace kezhuan;

TEST_CASE("search words: each Chinese character is one, a Latin word or a number stays whole") {
  CHECK(search_words("脑卒中影像") == "脑 卒 中 影 像");
  CHECK(search_words("KZ-2026-0012") == "KZ 2026 0012");
  CHECK(search_words("浙软登字第2023-0012号") == "浙 软 登 字 第 2023 0012 号");
  CHECK(search_words("MRI影像 v2.0") == "MRI 影 像 v2 0");
  CHECK(search_words("Müller-Straße") == "Müller Straße");
  CHECK(search_words("ＭＲＩ２０２６（甲）") == "MRI2026 甲");
  CHECK(search_words("𠮷野家、カルテ、한국") == "𠮷 野 家 カ ル テ 한 국");
  CHECK(search_words("·—★①“”《》　…").empty());
  CHECK(search_words("").empty());
}

TEST_CASE("search expression: nothing of what is looked for is taken for an operator") {
  CHECK(search_expression("卒中") == "\"卒 中\"");
  CHECK(search_expression("  卒中　mri ") == "\"卒 中\" AND \"mri\" *");
  CHECK(search_expression("2026-0012") == "\"2026 0012\" *");
  CHECK(search_expression("a\" OR b* -c NEAR(d) ^e {f}:g") ==
        "\"a\" * AND \"OR\" * AND \"b\" * AND \"c\" * AND \"NEAR d\" * AND \"e\" * AND \"f g\" *");
  CHECK(search_expression("卒中 ★ —") == "\"卒 中\"");
}

TEST_CASE("search expression: without a word, or with more than 64, it is refused") {
  for (const auto* nothing : {"", "  ", "*", "“”", "\"\""}) {
    CHECK_THROWS_AS(search_expression(nothing), Error);
  }
  std::string long_text;
  for (int i = 0; i < 64; ++i) long_text += "字";
  CHECK_NOTHROW(search_expression(long_text));
  CHECK_THROWS_AS(search_expression(long_text + "字"), Error);
  CHECK_THROWS_AS(search_expression(long_text + " a"), Error);
}

TEST_CASE("search words of a record: number and name; of a person never the name") {
  Person person;
  person.number = "P-0007";
  person.name.value = "示例甲";
  CHECK(search_words(Kind::person, &person) == "P 0007");
  Achievement achievement;
  achievement.number = "KZ-1";
  achievement.name = "示例";
  CHECK(search_words(Kind::achievement, &achievement) == "KZ 1 示 例");
}
