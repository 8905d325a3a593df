#include <chrono>
#include <limits>

#include "catch.hpp"
#include "kezhuan/core/clock.hpp"
#include "kezhuan/core/date.hpp"
#include "unit/core/support.hpp"

using namespace kezhuan;
using std::chrono::days;
using std::chrono::milliseconds;

namespace {

Date date(const char* text) { return Date::parse(text); }
Timestamp timestamp(const char* text) { return Timestamp::parse(text); }

}  // namespace

TEST_CASE("a date reads and prints the ISO form only") {
  CHECK(date("2026-11-21").to_text() == "2026-11-21");
  CHECK(date("1900-01-01").to_text() == "1900-01-01");
  CHECK(date("2999-12-31").to_text() == "2999-12-31");
  CHECK(date("2024-02-29") == Date(2024, 2, 29));
  const auto text = GENERATE("", "2026-1-01", "2026-01-1", "20260101", "2026/01/01", "2026-01-01 ",
                             " 2026-01-01", "26-01-01", "2026-01-01T", "-026-01-01", "2026-+1-01",
                             "2026年1月1日", "2026-00-10", "2026-13-01", "2026-01-00", "2026-02-29",
                             "2026-04-31", "1899-12-31", "3000-01-01", "0000-01-01");
  CAPTURE(text);
  CHECK(is_invalid([&] { date(text); }));
}

TEST_CASE("a date is never built from numbers that name no day") {
  CHECK(is_invalid([] { Date(2026, 2, 29); }));
  CHECK(is_invalid([] { Date(2026, 257, 1); }));  // 257 is 1 in eight bits
  CHECK(is_invalid([] { Date(2026, 1, 257); }));
  CHECK(is_invalid([] { Date(2026 + 65536, 1, 1); }));
  CHECK(is_invalid([] { Date(1899, 12, 31); }));
}

TEST_CASE("days are added and counted across month, year and leap day") {
  CHECK(date("2024-02-28") + days{2} == date("2024-03-01"));
  CHECK(date("2026-12-31") + days{1} == date("2027-01-01"));
  CHECK(date("2026-01-01") - days{1} == date("2025-12-31"));
  CHECK(date("2027-01-01") - date("2026-01-01") == days{365});
  CHECK(date("2026-01-01") < date("2026-01-02"));
}

TEST_CASE("date arithmetic that leaves the supported years is refused") {
  CHECK(is_invalid([] { date("2999-12-31") + days{1}; }));
  CHECK(is_invalid([] { date("1900-01-01") - days{1}; }));
  CHECK(is_invalid([] { date("2026-01-01") + days::max(); }));
  CHECK(is_invalid([] { date("2026-01-01") - days::min(); }));
  CHECK(is_invalid([] { add_months(date("2026-01-01"), std::numeric_limits<int>::max()); }));
  CHECK(is_invalid([] { add_years(date("2026-01-01"), std::numeric_limits<int>::min()); }));
}

TEST_CASE("weekdays are right") {
  CHECK(date("2026-11-21").weekday() == std::chrono::Saturday);
  CHECK(date("2026-11-21").is_weekend());
  CHECK(date("2026-11-22").is_weekend());
  CHECK_FALSE(date("2026-11-23").is_weekend());
  CHECK_FALSE(date("2026-11-20").is_weekend());
}

TEST_CASE("months and years are clamped to the end of a shorter month") {
  CHECK(add_months(date("2024-01-31"), 1) == date("2024-02-29"));
  CHECK(add_months(date("2026-01-31"), 1) == date("2026-02-28"));
  CHECK(add_months(date("2026-03-31"), -1) == date("2026-02-28"));
  CHECK(add_months(date("2026-11-15"), 14) == date("2028-01-15"));
  CHECK(add_months(date("2026-01-15"), -1) == date("2025-12-15"));
  CHECK(add_months(date("2026-12-15"), 0) == date("2026-12-15"));
  CHECK(add_years(date("2024-02-29"), 1) == date("2025-02-28"));
  CHECK(add_years(date("2024-02-29"), 4) == date("2028-02-29"));
  CHECK(add_years(date("2026-06-30"), -3) == date("2023-06-30"));
}

TEST_CASE("a time reads and prints UTC milliseconds only") {
  CHECK(timestamp("1970-01-01T00:00:00.000Z").milliseconds() == 0);
  CHECK(timestamp("1970-01-02T00:00:00.001Z").milliseconds() == 86'400'001);
  CHECK(timestamp("1969-12-31T23:59:59.999Z").milliseconds() == -1);
  const auto whole = GENERATE("2026-11-21T13:58:47.123Z", "1900-01-01T00:00:00.000Z",
                              "2999-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z");
  CHECK(timestamp(whole).to_text() == whole);
}

TEST_CASE("a malformed time is refused") {
  const auto text =
      GENERATE("", "2026-11-21", "2026-11-21T13:58:47Z", "2026-11-21T13:58:47.123",
               "2026-11-21 13:58:47.123Z", "2026-11-21T13:58:47.123+08:00",
               "2026-11-21T13:58:47.1234Z", "2026-11-21t13:58:47.123z", "2026-02-30T13:58:47.123Z",
               "2026-11-21T24:00:00.000Z", "2026-11-21T23:60:00.000Z", "2026-12-31T23:59:60.000Z");
  CAPTURE(text);
  CHECK(is_invalid([&] { timestamp(text); }));
}

TEST_CASE("a time outside the supported years is refused") {
  CHECK(is_invalid([] { Timestamp::of_milliseconds(std::numeric_limits<std::int64_t>::max()); }));
  CHECK(is_invalid([] { Timestamp::of_milliseconds(std::numeric_limits<std::int64_t>::min()); }));
  CHECK(is_invalid([] { timestamp("2999-12-31T23:59:59.999Z") + milliseconds{1}; }));
  CHECK(is_invalid([] { Timestamp() + milliseconds::max(); }));
}

TEST_CASE("today in Shanghai changes at 16:00 UTC") {
  CHECK(today_in_shanghai(timestamp("2026-11-21T15:59:59.999Z")) == date("2026-11-21"));
  CHECK(today_in_shanghai(timestamp("2026-11-21T16:00:00.000Z")) == date("2026-11-22"));
  CHECK(today_in_shanghai(timestamp("1969-12-31T15:59:59.999Z")) == date("1969-12-31"));
}

TEST_CASE("a fixed clock stands still, steps or is moved, as told") {
  FixedClock clock(timestamp("2026-11-21T00:00:00.000Z"));
  CHECK(clock.now() == clock.now());
  clock.set_step(milliseconds{5});
  const auto first = clock.now();
  CHECK(clock.now() == first + milliseconds{5});
  clock.set(timestamp("2027-01-01T00:00:00.000Z"));
  clock.set_step(milliseconds{0});
  clock.advance(std::chrono::hours{1});
  CHECK(clock.now().to_text() == "2027-01-01T01:00:00.000Z");
}

TEST_CASE("the system clock is not before this was written") {
  CHECK(SystemClock().now() > timestamp("2025-01-01T00:00:00.000Z"));
}
