#include "catch.hpp"
#include "exchange/cells.hpp"
#include "kezhuan/core/error.hpp"
#include "kezhuan/model/data.hpp"

using namespace kezhuan;
using Catch::Contains;

namespace {

template <class F>
Problem problem_of(F&& convert) {
  try {
    convert();
  } catch (const Error& error) {
    REQUIRE(error.code() == ErrorCode::invalid);
    CHECK_FALSE(error.problems().front().remedy.zh.empty());
    CHECK_FALSE(error.problems().front().remedy.en.empty());
    return error.problems().front();
  }
  FAIL("nothing was thrown");
  return {};
}

}  // namespace

TEST_CASE("cells: dates as offices write them") {
  for (const auto* cell : {"2021.3.5", "2021年3月5日", "2021/3/5", "2021-03-05", "20210305",
                           "44260", "2021/3/5 0:00", "２０２１年３月５日", "　2021-3-5 ",
                           "2021-03-05T00:00:00", "44260.5", "=\"2021-3-5\"", "2021年03月05号"}) {
    INFO(cell);
    CHECK(date_of_cell(cell) == "2021-03-05");
  }
}

TEST_CASE("cells: what is no date is refused with a way to write it") {
  for (const auto* cell :
       {"2021年13月5日", "2021-2-29", "2021", "2021年3月", "21/3/5", "3月5日", "昨天", "2021-3-5x",
        "2021-3/5", "1234567", "0", "2021.3", "", "2021年3月5", "99999999", "20211305", "202103"}) {
    INFO(cell);
    problem_of([&] { date_of_cell(cell); });
  }
  CHECK_THAT(problem_of([] { date_of_cell("2021年13月5日"); }).what.zh,
             Contains("“2021年13月5日”：没有这一天"));
}

TEST_CASE("cells: Excel's calendar has a 29 February 1900 that was not") {
  CHECK(date_of_serial(1).to_text() == "1900-01-01");
  CHECK(date_of_serial(59).to_text() == "1900-02-28");
  problem_of([] { date_of_serial(60); });
  CHECK(date_of_serial(61).to_text() == "1900-03-01");
  CHECK(date_of_serial(44260).to_text() == "2021-03-05");
  CHECK(date_of_serial(45658).to_text() == "2025-01-01");
  problem_of([] { date_of_serial(0); });
}

TEST_CASE("cells: money as offices write it") {
  const auto is = [](const char* cell, const char* amount, const char* unit = "") {
    INFO(cell);
    CHECK(money_of_cell(cell, unit) == amount);
  };
  is("12.5万元", "125000.00");
  is("¥1,234.50", "1234.50");
  is("￥1,234,567", "1234567.00");
  is("3亿", "300000000.00");
  is("1.000001万", "10000.01");
  is("１２．５万元", "125000.00");
  is("1234.5元", "1234.50");
  is("人民币 100 元整", "100.00");
  is("(1,000)", "-1000.00");
  is("-5", "-5.00");
  is("007", "7.00");
  is("1.500", "1.50");
  is("USD 12.30", "USD 12.30");
  is("12.5", "125000.00", "万元");
  is("12.5元", "12.50", "万元");
  is("12.5", "12.50", "元");
  is("0", "0.00");
}

TEST_CASE("cells: money that is not exact to the fen, or no money, is refused") {
  CHECK_THAT(problem_of([] { money_of_cell("1.2345678万元"); }).what.zh, Contains("整数分"));
  for (const auto* cell : {"1.2345678万元", "0.001", "1,23", "1E-05", "$5", "约10万", "十万", "",
                           "1.2.3", "--5", "12,34.5", "1,234,56", "99999999999999999999亿", "5%"}) {
    INFO(cell);
    problem_of([&] { money_of_cell(cell); });
  }
}

TEST_CASE("cells: what Excel shows as 1E+05 is that number, unless digits were dropped") {
  CHECK(money_of_cell("1E+05") == "100000.00");
  CHECK(money_of_cell("1.5e+06元") == "1500000.00");
  CHECK(money_of_cell("-1.25E+03") == "-1250.00");
  CHECK(money_of_cell("1E+02", "万元") == "1000000.00");
  CHECK(integer_of_cell("1E+05") == "100000");
  for (const auto* cell : {"1.23457E+11", "1E+", "E+05", "1E+05E+05", "1E+100"}) {
    INFO(cell);
    problem_of([&] { money_of_cell(cell); });
    problem_of([&] { integer_of_cell(cell); });
  }
  CHECK_THAT(problem_of([] { money_of_cell("1.23457E+11"); }).what.zh, Contains("丢失数位"));
  CHECK_THAT(problem_of([] { name_of_cell("2.02111E+17"); }).what.zh, Contains("数位已经丢失"));
  problem_of([] { name_of_cell("2E+17"); });
  for (const auto* cell : {"E+17", "2021E+17", "A2E+17", "2.E+17", "2E+1", "2e17", "2E+17号"}) {
    INFO(cell);
    CHECK(name_of_cell(cell) == cell);
  }
}

TEST_CASE("cells: the unit of a heading is not dropped from a foreign amount") {
  const auto problem = problem_of([] { money_of_cell("USD 12.5", "万元"); });
  CHECK_THAT(problem.what.zh, Contains("万元"));
  CHECK_THAT(problem.remedy.zh, Contains("USD 12.5万"));
  CHECK(money_of_cell("USD 12.5万", "万元") == "USD 125000.00");
  CHECK(money_of_cell("USD 125000元", "万元") == "USD 125000.00");
  CHECK(money_of_cell("USD 12.5", "元") == "USD 12.50");
  CHECK(money_of_cell("CNY 12.5", "万元") == "125000.00");
}

TEST_CASE("cells: strokes stand for nothing") {
  for (const auto* cell : {"/", "-", "—", "——", "--", "－", "／"}) {
    INFO(cell);
    CHECK(is_stroke(cell));
  }
  for (const auto* cell : {"", "无", "-5", "//", "-/-", "0"}) {
    INFO(cell);
    CHECK_FALSE(is_stroke(cell));
  }
}

TEST_CASE("cells: ratios, numbers, yes and no") {
  CHECK(ratio_of_cell("30%") == "3/10");
  CHECK(ratio_of_cell("３０％") == "3/10");
  CHECK(ratio_of_cell("70.00 %") == "7/10");
  CHECK(ratio_of_cell("1/3") == "1/3");
  CHECK(ratio_of_cell("0.50") == "1/2");
  CHECK(ratio_of_cell("1") == "1");
  problem_of([] { ratio_of_cell("三七开"); });
  problem_of([] { ratio_of_cell(""); });
  problem_of([] { ratio_of_cell("7:3"); });
  CHECK(integer_of_cell("1,234") == "1234");
  CHECK(integer_of_cell("10年") == "10");
  CHECK(integer_of_cell("３") == "3");
  problem_of([] { integer_of_cell("1.5"); });
  problem_of([] { integer_of_cell("若干"); });
  for (const auto* cell : {"是", "√", "Y", "yes", "有", "1", "ＴＲＵＥ"})
    CHECK(boolean_of_cell(cell));
  for (const auto* cell : {"否", "×", "N", "无", "0"}) CHECK_FALSE(boolean_of_cell(cell));
  problem_of([] { boolean_of_cell("待定"); });
}

TEST_CASE("cells: a code is known by itself and by its names, others are listed") {
  const auto codes = shape_of<DataLevel>.codes;
  for (const auto* cell :
       {"primary", "一级数据（原始数据）", "一级数据", "原始数据", "Primary data"}) {
    INFO(cell);
    CHECK(code_of_cell(cell, codes) == "primary");
  }
  const auto problem = problem_of([&] { code_of_cell("三级数据", codes); });
  CHECK_THAT(problem.remedy.zh, Contains("一级数据（原始数据）、二级数据（衍生数据）"));
  CHECK_THAT(problem.remedy.en, Contains("derived data (derived)"));
}

TEST_CASE("cells: texts come without the blanks around them; formulas are no texts") {
  CHECK(text_of_cell("\u3000示例 甲\u00A0 ") == "示例 甲");
  CHECK(text_of_cell("=\"001\"") == "001");
  CHECK(text_of_cell(" =\" 001\" ") == "001");
  CHECK(text_of_cell("=\"\"").empty());
  CHECK(text_of_cell("C#") == "C#");
  CHECK(text_of_cell("-5 ℃ 冻存") == "-5 ℃ 冻存");
  for (const auto* cell : {"=A1+B1", "=\"a\"&\"b\"", "#REF!", "#N/A", "########", "#NAME?"}) {
    INFO(cell);
    problem_of([&] { text_of_cell(cell); });
  }
}

TEST_CASE("cells: lists are split where lists are") {
  CHECK(parts_of_cell("P1、P2；P3, P4\nP5") ==
        std::vector<std::string>{"P1", "P2", "P3", "P4", "P5"});
  CHECK(parts_of_cell("、；") == std::vector<std::string>{});
}
