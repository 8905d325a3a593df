#include <random>

#include "catch.hpp"
#include "kezhuan/core/error.hpp"
#include "table.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

Problem problem_of(const std::string& bytes, const CsvOptions& options = {}) {
  try {
    rows_of(bytes, options);
  } catch (const Error& error) {
    REQUIRE(error.code() == ErrorCode::invalid);
    return error.problems().front();
  }
  FAIL("nothing was thrown");
  return {};
}

std::vector<std::size_t> lines_of(const std::string& bytes) {
  auto source = table(bytes);
  std::vector<std::size_t> lines{source->header().line};
  for (Row row; source->next(row);) lines.push_back(row.line);
  return lines;
}

}  // namespace

TEST_CASE("csv: quoted cells hold delimiters, doubled quotes and line breaks") {
  const Cells expected{{"a", "b"}, {"x,y", "他说“\"好\"”\r\n次日"}};
  CHECK(rows_of("a,b\r\n\"x,y\",\"他说“\"\"好\"\"”\r\n次日\"\r\n") == expected);
}

TEST_CASE("csv: lines end as they like, the last one too") {
  const Cells expected{{"a", "b"}, {"1", "2"}, {"3", "4"}};
  CHECK(rows_of("a,b\n1,2\n3,4") == expected);
  CHECK(rows_of("a,b\r\n1,2\r\n3,4\r\n") == expected);
  CHECK(rows_of("a,b\r1,2\r3,4\r") == expected);
}

TEST_CASE("csv: the delimiter is the one the header has most of, or the one it is told") {
  const Cells expected{{"a", "b", "c"}, {"1", "2", "3"}};
  CHECK(rows_of("a;b;c\n1;2;3\n") == expected);
  CHECK(rows_of("a\tb\tc\n1\t2\t3\n") == expected);
  CHECK(rows_of("sep=;\r\na;b;c\r\n1;2;3\r\n") == expected);
  CHECK(rows_of("\"a,x\";b\n") == Cells{{"a,x", "b"}});
  CHECK(rows_of("a;b,c\n", {{}, ','}) == Cells{{"a;b", "c"}});
  // below a title that has none, however it is cut into pieces
  for (const std::size_t piece : {1U, 3U, 4096U}) {
    CHECK(rows_of("人员表\na;b\n", {}, piece) == Cells{{"人员表"}, {"a", "b"}});
    CHECK(rows_of("人员表\na\n", {}, piece) == Cells{{"人员表"}, {"a"}});
  }
  const auto source = table("人员表\na;b\n");
  source->header();
  CHECK(source->delimiter() == ';');
}

TEST_CASE("csv: a row knows the line of the file it begins on") {
  CHECK(lines_of("a,b\r\n\"x\r\ny\",2\r\n\r\n,\r\n3,4\r\n") == std::vector<std::size_t>{1, 2, 6});
  CHECK(lines_of("sep=,\na,b\n1,2\n") == std::vector<std::size_t>{2, 3});
  CHECK(lines_of("a,b\r\"x\ry\",2\r3,4") == std::vector<std::size_t>{1, 2, 4});
}

TEST_CASE("csv: a quote in the wrong place is refused, with its line") {
  const auto inside = problem_of("a,b\n1,2\n3\"支架,4\n");
  CHECK(inside.place == "t.csv:3");
  CHECK_THAT(inside.what.zh, Contains("引号"));
  const auto after = problem_of("a,b\n\"x\ny\"z,4\n");
  CHECK(after.place == "t.csv:3");
  CHECK_THAT(after.what.en, Contains("line 2"));
  const auto unclosed = problem_of("a,b\n1,2\n3,\"4\n5,6\n");
  CHECK(unclosed.place == "t.csv:3");
  CHECK_THAT(unclosed.what.en, Contains("never closed"));
}

TEST_CASE("csv: rows before what is wrong are still given") {
  auto source = table("a,b\n1,2\n3,\"4\n");
  Row row;
  REQUIRE(source->next(row));
  CHECK(row.cells == std::vector<std::string>{"1", "2"});
  CHECK_THROWS_AS(source->next(row), Error);
  CHECK_THROWS_AS(source->next(row), Error);
}

TEST_CASE("csv: a row over the limit is refused before it is held") {
  CsvOptions options;
  options.max_row_bytes = 100;
  CHECK(problem_of("a,b\n1,\"" + std::string(200, 'x') + "\n", options).place == "t.csv:2");
  CHECK(problem_of(std::string(500, 'x'), options).place == "t.csv:1");
}

TEST_CASE("csv: an empty file is refused, one with a header alone is not") {
  CHECK(problem_of("").place == "t.csv");
  CHECK(problem_of("\r\n \r\n").place == "t.csv");
  CHECK(rows_of("a,b\r\n") == Cells{{"a", "b"}});
}

TEST_CASE("csv: what is written is read back, however it is cut into pieces") {
  std::mt19937 random(4180);
  const std::vector<std::string> bits{"\"", ",", ";", "\t", "\r\n", "\n", " ", "甲", "a", "1", "“"};
  for (int round = 0; round < 300; ++round) {
    Cells rows{{"h1", "h2", "h3"}};
    for (unsigned i = 0; i < random() % 6; ++i) {
      std::vector<std::string> cells(3);
      for (auto& cell : cells) {
        for (unsigned j = 0; j < random() % 5; ++j) cell += bits[random() % bits.size()];
      }
      cells[random() % 3] += "x";  // no blank row
      rows.push_back(cells);
    }
    std::string text;
    for (const auto& row : rows) append_csv(text, row);
    INFO(text);
    CHECK(rows_of(text, {}, 1 + random() % 7) == rows);
  }
}

TEST_CASE("csv: a first cell that looks like the naming of a delimiter is read back") {
  for (const auto& row : Cells{{"sep=r"}, {"sep=", ""}}) {
    std::string text;
    append_csv(text, row);
    CHECK(rows_of(text) == Cells{row});
  }
}

TEST_CASE("csv: a text of digits as other programs write it for Excel needs no quotes around it") {
  CHECK(rows_of("a,b,c\n=\"0012\",甲,=\"1\"\n") ==
        Cells{{"a", "b", "c"}, {"=\"0012\"", "甲", "=\"1\""}});
  CHECK(rows_of("a;b\r\n =\"0012\" ;\"x,=\"\"1\"\"\"\r\n") ==
        Cells{{"a", "b"}, {"=\"0012\"", "x,=\"1\""}});
  // inside quotes it is what it is, over lines too
  CHECK(rows_of("a,b\n\"x\n,=\"\"0012\"\",\",=\"0013\"\n") ==
        Cells{{"a", "b"}, {"x\n,=\"0012\",", "=\"0013\""}});
  CHECK(rows_of("a,b\n\"=\"\"0012\"\"\",2\n") == Cells{{"a", "b"}, {"=\"0012\"", "2"}});
  CHECK(problem_of("a,b\n=\"0012\"x,2\n").place == "t.csv:2");
  CHECK(problem_of("a,b\nx=\"0012\",2\n").place == "t.csv:2");
}
