#include <algorithm>
#include <map>
#include <set>

#include "catch.hpp"
#include "unit/report/fixture.hpp"
#include "unit/report/money.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

using Cells = std::vector<std::string>;

/// Reads a spreadsheet back as another program would (RFC 4180).
std::vector<Cells> read_csv(std::string_view text) {
  REQUIRE(text.starts_with("\xEF\xBB\xBF"));
  text.remove_prefix(3);
  std::vector<Cells> rows(1);
  std::string cell;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
        cell += text[++i];
      } else if (c == '"') {
        quoted = false;
      } else {
        cell += c;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      rows.back().push_back(std::move(cell));
      cell.clear();
    } else if (c == '\r') {
      REQUIRE(text[++i] == '\n');
      rows.back().push_back(std::move(cell));
      cell.clear();
      rows.emplace_back();
    } else {
      cell += c;
    }
  }
  REQUIRE(rows.back().empty());
  rows.pop_back();
  return rows;
}

std::size_t column(const std::vector<Cells>& rows, std::string_view heading) {
  const auto& first = rows.at(0);
  const auto found = std::find(first.begin(), first.end(), heading);
  REQUIRE(found != first.end());
  return static_cast<std::size_t>(found - first.begin());
}

/// Sum of a column over the rows of one sort.
Money sum_of(const std::vector<Cells>& rows, std::string_view sort, std::string_view heading) {
  const auto at = column(rows, heading);
  auto sum = Money();
  for (const auto& row : rows) {
    if (row[0] == sort) sum += Money::parse(row[at]);
  }
  return sum;
}

std::string without_commas(std::string text) {
  std::erase(text, ',');
  return text;
}

/// Every amount written in canonical JSON.
std::set<std::string> amounts_in(const std::string& json) {
  std::set<std::string> found;
  for (std::size_t at = json.find('"'); at != std::string::npos; at = json.find('"', at + 1)) {
    const auto end = json.find('"', at + 1);
    if (end == std::string::npos) break;
    const auto text = json.substr(at + 1, end - at - 1);
    const bool is_amount = text.size() > 3 && text[text.size() - 3] == '.' &&
                           text.find_first_not_of("-.0123456789") == std::string::npos;
    if (is_amount) found.insert(text);
  }
  return found;
}

/// ZH-1 with two receipts, a refund, a payment and a title as hostile as people can type.
void tell(Transfer& t) {
  t.plan_publicised();
  t.must(step::cost("management_fee", "39999.99").with(R"j({"what": "=HYPERLINK(\"x\")"})j"));
  t.must(step::receive("600000.00"));
  t.must(step::receive("400000.00").on("2026-08-03").with(R"({"number": "DZ-2"})"));
  t.must("receipt.refund", "2026-09-01",
         R"({"receipt": "DZ-2", "amount": "100000.00", "reason": "<script>a, \"b\"</script>"})");
  t.must(step::pay("P-1", "100000.00").on("2026-09-10"));
}

}  // namespace

TEST_CASE("distribution CSV: read back, its lines sum to the receipts and its years to the case") {
  Transfer t;
  tell(t);
  const auto report = MoneyReader(t).distribution();
  const auto rows = read_csv(to_csv(report, Language::zh));
  for (const auto& row : rows) CHECK(row.size() == rows[0].size());
  CHECK(sum_of(rows, "分配", "金额") ==
        sum_of(rows, "到账", "金额") + sum_of(rows, "退款", "金额"));
  CHECK(sum_of(rows, "发放", "金额") == sum_of(rows, "应得与已付", "已付"));
  CHECK(sum_of(rows, "人员年度", "应得") == sum_of(rows, "应得与已付", "应得"));
  CHECK(sum_of(rows, "部门年度", "待付") == sum_of(rows, "应得与已付", "待付"));
  CHECK(rows.back()[0] == "账册");
}

TEST_CASE("money CSV: what people typed is no formula, amounts stay numbers") {
  Transfer t;
  tell(t);
  const auto csv = to_csv(MoneyReader(t).distribution(), Language::en);
  CHECK(has(csv, "\"'=HYPERLINK(\"\"x\"\")\""));
  CHECK(has(csv, ",-100000.00,"));
  CHECK_FALSE(has(csv, "'-100000.00"));
}

TEST_CASE("annual CSV: the figures of the projects sum to those of the report") {
  Transfer t;
  tell(t);
  const auto rows = read_csv(to_csv(MoneyReader(t).annual(2026), Language::zh));
  const auto figure = column(rows, "指标");
  const auto amount = column(rows, "金额");
  std::map<std::string, Money> sums;
  for (const auto& row : rows) {
    CHECK(row.size() == rows[0].size());
    if (row[0] == "指标" && !row[amount].empty()) sums[row[figure]] += Money::parse(row[amount]);
    if (row[0] == "项目指标" && !row[amount].empty())
      sums[row[figure]] -= Money::parse(row[amount]);
  }
  CHECK(sums.size() == 14);
  for (const auto& [name, rest] : sums) {
    INFO(name);
    CHECK(rest.is_zero());
  }
}

TEST_CASE("money HTML: every amount of the data stands on the page, and nothing typed runs") {
  Transfer t;
  tell(t);
  const MoneyReader reader(t);
  const auto check = [](const std::string& json, const std::string& html) {
    const auto plain = without_commas(html);
    for (const auto& amount : amounts_in(json)) {
      INFO(amount);
      CHECK(has(plain, amount));
    }
    CHECK_FALSE(has(html, "<script"));
    CHECK_FALSE(has(html, "src="));
    CHECK_FALSE(has(html, "href="));
  };
  for (const auto language : {Language::zh, Language::en}) {
    const auto distribution = reader.distribution();
    check(to_json(distribution), to_html(distribution, language));
    const auto annual = reader.annual(2026);
    check(to_json(annual), to_html(annual, language));
  }
}

TEST_CASE("DSC-04 passes: a report on money withholds a confidential name from the public") {
  Transfer t;
  tell(t);
  MoneyReader reader(t);
  t.state.change(t.get<Achievement>("KZ-1").application.value(),
                 [](Application& a) { a.content.withheld = {Element::name}; });
  CHECK(has(to_json(reader.distribution()), "示例数据集 KZ-1"));
  reader.options.public_rendering = true;
  for (const auto& text :
       {to_json(reader.distribution()), to_html(reader.distribution(), Language::zh),
        to_csv(reader.distribution(), Language::zh), to_json(reader.annual(2026)),
        to_html(reader.annual(2026), Language::zh), to_csv(reader.annual(2026), Language::zh)}) {
    CHECK_FALSE(has(text, "示例数据集 KZ-1"));
    CHECK(has(text, "（保密，不予公示）"));
  }
}

TEST_CASE("conservation that does not hold is said aloud") {
  Transfer t;
  tell(t);
  auto report = MoneyReader(t).distribution();
  report.cases.at(0).conservation.holds = false;
  CHECK(has(to_html(report, Language::zh), "balance broken"));
  CHECK(has(to_text(report, Language::en), "DOES NOT AGREE"));
}
