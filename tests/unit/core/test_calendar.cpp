#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

#include "catch.hpp"
#include "kezhuan/core/calendar.hpp"
#include "unit/core/support.hpp"

using namespace kezhuan;
using std::chrono::days;

namespace {

Date date(const char* text) { return Date::parse(text); }

const WorkingCalendar& cn() {
  static const WorkingCalendar calendar(cn_calendar_data());
  return calendar;
}

bool is_outside(const std::function<void()>& call) {
  const auto error = error_of(call);
  return is_invalid(call) && error->problems().front().rule == "PTH-05";
}

std::size_t faults_of(CalendarData data) {
  const auto error = error_of([&] { WorkingCalendar{std::move(data)}; });
  if (!error || error->code() != ErrorCode::config) return 0;
  return error->problems().size();
}

CalendarData one_week() {  // Monday 2026-06-01 to Sunday 2026-06-07
  CalendarData data;
  data.id = "week";
  data.version = "1";
  data.from = date("2026-06-01");
  data.to = date("2026-06-07");
  return data;
}

}  // namespace

TEST_CASE("PTH-05 passes: fifteen working days end on the day practice counted") {
  CHECK(cn().add_working_days(date("2023-09-20"), 15) == date("2023-10-17"));
  CHECK(cn().add_working_days(date("2024-02-01"), 15) == date("2024-02-27"));
  CHECK(cn().add_working_days(date("2026-02-09"), 15) == date("2026-03-06"));
  CHECK(cn().last_day_of_period(date("2023-09-20"), 15, DayUnit::working) == date("2023-10-17"));
}

TEST_CASE("days rearranged by notice are what the notices made of them") {
  CHECK_FALSE(cn().is_working_day(date("2020-02-01")));  // was to be made up, then extended away
  CHECK(cn().is_working_day(date("2020-02-03")));
  CHECK(cn().is_working_day(date("2024-02-09")));  // New Year's Eve, not a holiday that year
  CHECK_FALSE(cn().is_working_day(date("2022-12-31")));
  CHECK(cn().is_working_day(date("2026-02-14")));  // a Saturday made up
  CHECK_FALSE(cn().is_working_day(date("2026-02-15")));
  CHECK_FALSE(cn().is_working_day(date("2026-11-21")));  // an ordinary Saturday
  CHECK(cn().is_working_day(date("2026-11-23")));
}

TEST_CASE("each year has the number of working days its notice gives") {
  const std::map<int, int> expected{{2020, 249}, {2021, 250}, {2022, 249}, {2023, 249},
                                    {2024, 251}, {2025, 248}, {2026, 248}};
  for (const auto& [year, count] : expected) {
    CAPTURE(year);
    CHECK(cn().working_days_in_year(year) == count);
  }
}

TEST_CASE("each year has the number of holidays and made-up workdays its notice gives") {
  const std::map<int, std::pair<int, int>> expected{
      {2020, {30, 6}}, {2021, {31, 7}}, {2022, {32, 7}}, {2023, {26, 7}},
      {2024, {28, 8}}, {2025, {28, 5}}, {2026, {33, 6}}};
  std::map<int, std::pair<int, int>> found;
  for (const auto& day : cn().data().holidays) ++found[day.year()].first;
  for (const auto& day : cn().data().workdays) ++found[day.year()].second;
  CHECK(found == expected);
}

TEST_CASE("counting by hand agrees with the lookup on every covered day") {
  int count = 0;
  for (auto day = cn().data().from; day <= cn().data().to; day = day + days{1}) {
    count += cn().is_working_day(day) ? 1 : 0;
    REQUIRE(cn().count_working_days(date("2019-12-31"), day) == count);
    if (!cn().is_working_day(day)) continue;
    REQUIRE(cn().add_working_days(date("2019-12-31"), count) == day);
  }
  CHECK(count == 1744);
}

TEST_CASE("the start is not counted, and no days is the start itself") {
  CHECK(cn().add_working_days(date("2026-06-01"), 1) == date("2026-06-02"));
  CHECK(cn().add_working_days(date("2026-06-06"), 1) == date("2026-06-08"));  // from a Saturday
  CHECK(cn().add_working_days(date("2026-06-06"), 0) == date("2026-06-06"));
  CHECK(cn().count_working_days(date("2026-06-01"), date("2026-06-01")) == 0);
  CHECK(cn().count_working_days(date("2026-06-01"), date("2026-06-08")) == 5);
}

TEST_CASE("PTH-05 passes: a calendar period ending on a day off moves to the next working day") {
  // 30 days after 2026-05-07 is Saturday 2026-06-06.
  CHECK(cn().last_day_of_period(date("2026-05-07"), 30, DayUnit::calendar) == date("2026-06-08"));
  CHECK(cn().last_day_of_period(date("2026-05-11"), 30, DayUnit::calendar) == date("2026-06-10"));
  // Into the National Day holiday: 2026-10-01 to 07, then Thursday the 8th.
  CHECK(cn().last_day_of_period(date("2026-09-21"), 10, DayUnit::calendar) == date("2026-10-08"));
  // A made-up Saturday is a working day, so nothing moves.
  CHECK(cn().last_day_of_period(date("2026-01-31"), 14, DayUnit::calendar) == date("2026-02-14"));
}

TEST_CASE("the next working day on or after a day") {
  CHECK(cn().next_working_day_on_or_after(date("2026-10-01")) == date("2026-10-08"));
  CHECK(cn().next_working_day_on_or_after(date("2026-10-08")) == date("2026-10-08"));
  CHECK(cn().next_working_day_on_or_after(date("2026-10-10")) == date("2026-10-10"));
}

TEST_CASE("PTH-05 refuses: leaving the coverage is an error, never a guess") {
  CHECK(is_outside([] { cn().is_working_day(date("2019-12-31")); }));
  CHECK(is_outside([] { cn().is_working_day(date("2027-01-01")); }));
  CHECK(is_outside([] { cn().add_working_days(date("2026-12-20"), 15); }));
  CHECK(is_outside([] { cn().add_working_days(date("2026-12-31"), 1); }));
  CHECK(is_outside([] { cn().add_working_days(date("2027-01-04"), 0); }));
  CHECK(is_outside([] { cn().add_working_days(date("2019-12-30"), 5); }));
  CHECK(is_outside([] { cn().add_working_days(date("2026-01-05"), 2'147'483'647); }));
  CHECK(is_outside([] { cn().count_working_days(date("2026-12-01"), date("2027-01-01")); }));
  CHECK(is_outside([] { cn().count_working_days(date("2019-12-01"), date("2020-02-01")); }));
  CHECK(is_outside([] { cn().next_working_day_on_or_after(date("2027-01-01")); }));
  CHECK(is_outside([] { cn().last_day_of_period(date("2026-12-20"), 15, DayUnit::working); }));
  CHECK(is_outside([] { cn().last_day_of_period(date("2026-12-20"), 12, DayUnit::calendar); }));
  CHECK(is_outside(
      [] { cn().last_day_of_period(date("2026-12-20"), 2'147'483'647, DayUnit::calendar); }));
  CHECK(is_outside([] { cn().working_days_in_year(2027); }));
}

TEST_CASE("PTH-05 passes: the last covered day can be reached, and the day before the first left") {
  CHECK(cn().last_day_of_period(date("2026-12-30"), 1, DayUnit::calendar) == date("2026-12-31"));
  CHECK(cn().add_working_days(date("2026-12-30"), 1) == date("2026-12-31"));
  CHECK(cn().add_working_days(date("2019-12-31"), 1) == date("2020-01-02"));
}

TEST_CASE("PTH-05 refuses: a period that rolls beyond the coverage because it ends on a day off") {
  const WorkingCalendar week(one_week());
  CHECK(week.last_day_of_period(date("2026-06-01"), 4, DayUnit::calendar) == date("2026-06-05"));
  CHECK(is_outside([&] { week.last_day_of_period(date("2026-06-01"), 5, DayUnit::calendar); }));
}

TEST_CASE("PTH-05 refuses: the message names the coverage and what to load") {
  const auto error = error_of([] { cn().is_working_day(date("2027-01-01")); });
  REQUIRE(error);
  const auto& problem = error->problems().front();
  for (const auto& part : {"2020-01-01", "2026-12-31", "2027-01-01"}) {
    CHECK(problem.what.zh.find(part) != std::string::npos);
    CHECK(problem.what.en.find(part) != std::string::npos);
  }
  CHECK(problem.remedy.en.find("update this program") != std::string::npos);
}

TEST_CASE("a period of negative or no length is refused") {
  CHECK(is_invalid([] { cn().add_working_days(date("2026-06-01"), -1); }));
  CHECK(is_invalid([] { cn().last_day_of_period(date("2026-06-01"), 0, DayUnit::working); }));
  CHECK(is_invalid([] { cn().last_day_of_period(date("2026-06-01"), 0, DayUnit::calendar); }));
  CHECK(is_invalid([] { cn().count_working_days(date("2026-06-02"), date("2026-06-01")); }));
}

TEST_CASE("a calendar with wrong data is not built, and every fault is named") {
  CHECK(faults_of(one_week()) == 0);
  auto data = one_week();
  data.holidays = {date("2026-06-08")};  // outside
  CHECK(faults_of(data) == 1);
  data.holidays = {date("2026-06-02"), date("2026-06-01"), date("2026-06-02")};  // twice
  CHECK(faults_of(data) == 1);
  data.workdays = {date("2026-06-03")};  // a Wednesday
  CHECK(faults_of(data) == 2);
  data.workdays = {date("2026-06-06"), date("2026-06-06"), date("2026-06-13")};
  CHECK(faults_of(data) == 3);
  data = one_week();
  data.holidays = data.workdays = {date("2026-06-06")};  // both
  CHECK(faults_of(data) == 1);
  data = one_week();
  data.version.clear();
  CHECK(faults_of(data) == 1);
  data = one_week();
  std::swap(data.from, data.to);
  CHECK(faults_of(data) == 1);
}

TEST_CASE("the order of the lists changes neither the calendar nor its hash") {
  auto data = cn_calendar_data();
  std::reverse(data.holidays.begin(), data.holidays.end());
  std::reverse(data.workdays.begin(), data.workdays.end());
  const WorkingCalendar reversed(data);
  CHECK(reversed.hash() == cn().hash());
  CHECK(reversed.data() == cn().data());
}

TEST_CASE("anything that decides a day changes the hash") {
  auto data = cn_calendar_data();
  data.holidays.pop_back();
  CHECK(WorkingCalendar(data).hash() != cn().hash());
  data = cn_calendar_data();
  data.to = data.to - days{1};
  CHECK(WorkingCalendar(data).hash() != cn().hash());
  data = cn_calendar_data();
  data.version = "2026.2";
  CHECK(WorkingCalendar(data).hash() != cn().hash());
}

TEST_CASE("units of periods have stable codes") {
  CHECK(std::string(to_code(DayUnit::working)) == "working_day");
  CHECK(std::string(to_code(DayUnit::calendar)) == "calendar_day");
}
