#include <map>

#include "catch.hpp"
#include "kezhuan/policy/calendar_file.hpp"
#include "unit/policy/support.hpp"

using namespace kezhuan;

namespace {

const std::string small_calendar = R"(schema: kezhuan/calendar/1
id: t
version: "1"
timezone: Asia/Shanghai
coverage: {from: "2025-12-22", to: "2026-01-11"}
years:
  - year: 2025
    notices: [{number: "一", issued: "2024-11-12"}]
    holidays: ["2025-12-31"]
    workdays: []
    working_days: 7
  - year: 2026
    notices: [{number: "二", issued: "2025-11-04", note: 全}]
    holidays: ["2026-01-01", "2026-01-02"]
    workdays: ["2026-01-04"]
    working_days: 6
)";

std::string problems_in(const std::string& text) {
  return config_problems([&] { calendar_from_yaml(text, "c.yaml"); });
}

}  // namespace

TEST_CASE("PTH-05 passes: the built-in calendar loads and covers its years") {
  const auto calendar = national_calendar();
  CHECK(calendar.data().id == "cn");
  CHECK(calendar.data().from == Date(2020, 1, 1));
  CHECK(calendar.working_days_in_year(2026) == 248);
  CHECK(calendar.is_working_day(Date(2026, 2, 14)));
  CHECK_FALSE(calendar.is_working_day(Date(2026, 2, 16)));
  CHECK(calendar.data().notices.size() > 6);
}

TEST_CASE("PTH-05 passes: a calendar file may cover parts of years") {
  const auto calendar = calendar_from_yaml(small_calendar, "c.yaml");
  CHECK(calendar.is_working_day(Date(2026, 1, 4)));
  CHECK_FALSE(calendar.is_working_day(Date(2025, 12, 31)));
  CHECK(calendar.data().notices[1].note == "全");
}

TEST_CASE("PTH-05 refuses: a calendar file with a mistake, by file, line and path") {
  const std::map<std::string, std::pair<std::string, std::string>> cases = {
      {"c.yaml:11:/years/0/working_days the days listed give 7, found 8",
       {"working_days: 7", "working_days: 8"}},
      {"c.yaml:14:/years/1/holidays a day stands under its own year, found 2025-01-01",
       {"2026-01-01", "2025-01-01"}},
      {"c.yaml:12:/years/1/year", {"year: 2026", "year: 2027"}},
      {"c.yaml:12:/years/1/year the years follow the coverage in order; here stands 2027",
       {"2026-01-11", "2027-01-11"}},
      {"c.yaml:1:/schema", {"calendar/1", "calendar/2"}},
      {"c.yaml:4:/timezone", {"Asia/Shanghai", "UTC"}},
      {"c.yaml:2:/idd unknown field", {"id: t", "idd: t"}},
      {"c.yaml:8:/years/0/notices the list is empty and needs at least one",
       {"[{number: \"一\", issued: \"2024-11-12\"}]", "[]"}},
      {"c.yaml:9:/years/0/holidays/0", {"2025-12-31", "2025-12-32"}},
      {"c.yaml:11:/years/0/working_days must be an integer",
       {"working_days: 7", "working_days: 7.0"}},
      {"c.yaml made-up workday 2026-01-05 is not a Saturday", {"2026-01-04", "2026-01-05"}},
      {"c.yaml holiday 2026-01-01 is given twice", {"\"2026-01-02\"", "\"2026-01-01\""}},
      {"c.yaml holiday 2026-01-12 is outside", {"2026-01-02", "2026-01-12"}},
      {"c.yaml:12:/years/1/year", {"year: 2026", "year: 9223372036854775807"}},
  };
  for (const auto& [expected, change] : cases) {
    const auto problems = problems_in(replaced(small_calendar, change.first, change.second));
    INFO(expected << "\n" << problems);
    CHECK(has(problems, expected));
  }
}

TEST_CASE("PTH-05 refuses: a calendar that ends before it starts, is cut off or is no calendar") {
  CHECK_FALSE(problems_in(replaced(small_calendar, "2026-01-11", "2025-12-01")).empty());
  CHECK(has(problems_in(small_calendar.substr(0, small_calendar.find("  - year: 2026"))),
            "c.yaml:7:/years/0/year"));
  CHECK_FALSE(problems_in(small_calendar.substr(0, 150)).empty());
  CHECK_FALSE(problems_in("").empty());
  CHECK_FALSE(problems_in("years: 7").empty());
}
