#include <random>

#include <iconv.h>

#include "catch.hpp"
#include "kezhuan/core/error.hpp"
#include "table.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

std::string decode(const std::string& bytes, std::optional<Encoding> encoding = {},
                   std::size_t piece = 1U << 16U) {
  TextFile file("t.csv", reading(bytes, piece), encoding);
  std::string text;
  while (file.read(text)) continue;
  return text;
}

Problem problem_of(const std::string& bytes, std::optional<Encoding> encoding = {}) {
  try {
    decode(bytes, encoding);
  } catch (const Error& error) {
    return error.problems().front();
  }
  FAIL("nothing was thrown");
  return {};
}

/// By the C library, the other way round.
std::string encoded(std::string text, const char* encoding) {
  auto* handle = ::iconv_open(encoding, "UTF-8");
  std::string out(text.size() * 4 + 16, '\0');
  char* from = text.data();
  char* to = out.data();
  std::size_t left = text.size();
  std::size_t room = out.size();
  REQUIRE(::iconv(handle, &from, &left, &to, &room) != static_cast<std::size_t>(-1));
  ::iconv_close(handle);
  out.resize(out.size() - room);
  return out;
}

std::string utf8_of(char32_t point) {
  std::string out;
  const auto tail = [&](unsigned shift) {
    out += static_cast<char>(0x80U | ((point >> shift) & 0x3FU));
  };
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xC0U | (point >> 6U));
    tail(0);
  } else if (point < 0x10000) {
    out += static_cast<char>(0xE0U | (point >> 12U));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0U | (point >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
  return out;
}

std::string random_text(std::mt19937& random) {
  std::string text;
  const auto size = random() % 40;
  for (unsigned i = 0; i < size; ++i) {
    switch (random() % 5) {
      case 0: text += utf8_of(static_cast<char32_t>(0x20 + random() % 0x5F)); break;
      case 1: text += "\r\n"; break;
      case 2: text += utf8_of(static_cast<char32_t>(0x20000 + random() % 0xA6D0)); break;
      default: text += utf8_of(static_cast<char32_t>(0x4E00 + random() % 0x51A0)); break;
    }
  }
  return text;
}

}  // namespace

TEST_CASE("text file: UTF-8 with and without mark, UTF-16 with mark, GB 18030 are told apart") {
  const std::string text = "工号,姓名\r\nP001,示例甲\r\nP002,𠮷野\r\n";
  CHECK(decode(text) == text);
  CHECK(decode("\xEF\xBB\xBF" + text) == text);
  CHECK(decode(encoded(text, "GB18030")) == text);
  CHECK(decode("\xFF\xFE" + encoded(text, "UTF-16LE")) == text);
  CHECK(decode("\xFE\xFF" + encoded(text, "UTF-16BE")) == text);
}

TEST_CASE("text file: any text comes back from every encoding, in pieces of any size") {
  std::mt19937 random(18030);
  for (int round = 0; round < 400; ++round) {
    const auto text = random_text(random);
    const auto piece = 1 + random() % 9;
    INFO(text);
    CHECK(decode(text, Encoding::utf_8, piece) == text);
    CHECK(decode(encoded(text, "GB18030"), Encoding::gb18030, piece) == text);
    CHECK(decode(encoded(text, "UTF-16LE"), Encoding::utf_16le, piece) == text);
    CHECK(decode("\xFE\xFF" + encoded(text, "UTF-16BE"), {}, piece) == text);
  }
}

TEST_CASE("text file: random bytes are decoded or refused, never more") {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 30, '\0');
    for (auto& c : bytes) c = static_cast<char>(random());
    for (const auto encoding : {Encoding::utf_8, Encoding::gb18030, Encoding::utf_16le}) {
      try {
        decode(bytes, encoding, 1 + random() % 5);
      } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::invalid);
      }
    }
  }
}

TEST_CASE("text file: a wrong byte names its line") {
  const auto bad = problem_of("\xEF\xBB\xBF甲\n乙\n\xB3,c\n");
  CHECK(bad.place == "t.csv:3");
  CHECK_THAT(bad.what.zh, Contains("0xB3"));
  CHECK_THAT(bad.remedy.en, Contains("--encoding"));
  CHECK(problem_of("甲\n\xE4\xB8", Encoding::utf_8).place == "t.csv:2");
  CHECK(problem_of(encoded("甲\n乙", "GB18030") + "\xFF", Encoding::gb18030).place == "t.csv:2");
  CHECK(problem_of(encoded("甲\n乙", "UTF-16LE") + "x", Encoding::utf_16le).place == "t.csv:2");
}

TEST_CASE("text file: what is no text is named") {
  CHECK_THAT(problem_of("PK\x03\x04....").what.zh, Contains("工作簿"));
  CHECK_THAT(problem_of(encoded("a,b\n", "UTF-16LE")).remedy.zh, Contains("utf-16le"));
  CHECK_THAT(problem_of(encoded("a,b\n", "UTF-16BE")).remedy.zh, Contains("utf-16be"));
  CHECK_THAT(problem_of(encoded("工号,姓名\n1,甲\n", "UTF-16BE")).remedy.en, Contains("utf-16be"));
}

TEST_CASE("text file: a 0x1A at the end is dropped, one inside is kept") {
  CHECK(decode("a,b\r\n\x1A") == "a,b\r\n");
  CHECK(decode("a\x1A,b\r\n", {}, 2) == "a\x1A,b\r\n");
  CHECK(decode("\x1A").empty());
}

TEST_CASE("text file: two encodings in one file are told with the line where the other begins") {
  const std::string first = "工号,姓名,部门\r\nP001,示例甲,放射科\r\n";
  const std::string other = "P002,示例乙,神经内科\r\n";
  const auto gb_first = problem_of(encoded(first, "gb18030") + other);
  CHECK(gb_first.place == "t.csv:3");
  CHECK_THAT(gb_first.what.zh, Contains("文件里有两种编码"));
  std::string far = first;
  while (far.size() < (1U << 18U)) far += other;
  const auto line = std::count(far.begin(), far.end(), '\n') + 1;
  const auto utf8_first = problem_of(far + encoded(other, "gb18030"));
  CHECK(utf8_first.place == "t.csv:" + std::to_string(line));
  CHECK_THAT(utf8_first.what.zh, Contains("可能有两种编码"));
  CHECK_THAT(problem_of(encoded(far, "gb18030") + other).place, Contains(std::to_string(line)));
  // whoever says the encoding is believed
  const auto believed = problem_of(encoded(first, "gb18030") + other, Encoding::gb18030);
  CHECK_THAT(believed.what.zh, !Contains("两种编码"));
}

TEST_CASE("text file: Chinese text of one encoding is never taken for two") {
  std::mt19937 random(2026);
  for (int round = 0; round < 40; ++round) {
    std::string text = "工号,姓名\n";
    for (int i = 0; i < 400; ++i) {
      const auto size = 1 + random() % 12;
      for (unsigned j = 0; j < size; ++j) {
        text += utf8_of(static_cast<char32_t>(0x4E00 + random() % 0x51A0));
      }
      text += '\n';
    }
    CHECK(decode(encoded(text, "gb18030")) == text);
  }
}
