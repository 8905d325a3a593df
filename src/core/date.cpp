#include "kezhuan/core/date.hpp"

#include <algorithm>
#include <optional>

#include "core/scan.hpp"
#include "kezhuan/core/error.hpp"

namespace kezhuan {

namespace {

using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::sys_days;

constexpr std::string_view date_form = "dddd-dd-dd";
constexpr std::string_view timestamp_form = "dddd-dd-ddTdd:dd:dd.dddZ";
constexpr std::int64_t milliseconds_a_day = 86'400'000;
constexpr days longest_step{500'000};  // more than all years covered; keeps sums from overflowing

/// Matches character by character; "d" stands for a digit.
bool has_form(std::string_view text, std::string_view form) {
  return text.size() == form.size() &&
         std::equal(text.begin(), text.end(), form.begin(),
                    [](char c, char f) { return f == 'd' ? is_digit(c) : c == f; });
}

int number_at(std::string_view text, std::size_t from, std::size_t size) {
  int value = 0;
  for (const char c : text.substr(from, size)) value = value * 10 + (c - '0');
  return value;
}

void append_padded(std::string& text, std::int64_t value, std::size_t width) {
  text.append(width, '0');
  for (auto at = text.size(); width > 0; --width, value /= 10) {
    text[--at] = static_cast<char>('0' + value % 10);
  }
}

/// The day in `text`, already known to have the form, if there is such a day.
std::optional<Date> find_date(std::string_view text) {
  const int year = number_at(text, 0, 4);
  const auto month = static_cast<unsigned>(number_at(text, 5, 2));
  const auto day = static_cast<unsigned>(number_at(text, 8, 2));
  const std::chrono::year_month_day civil{std::chrono::year{year}, std::chrono::month{month},
                                          std::chrono::day{day}};
  if (!civil.ok()) return std::nullopt;
  return Date(sys_days{civil});
}

[[noreturn]] void throw_year_out_of_range() {
  throw_invalid({"日期超出 1900 年至 2999 年的范围", "date outside the years 1900 to 2999"},
                {"检查年份", "check the year"});
}

Date shift(const Date& date, days step) {
  if (step > longest_step || step < -longest_step) throw_year_out_of_range();
  return Date(date.days() + step);
}

Date clamped(std::int64_t year, unsigned month, unsigned day) {
  if (year < Date::min_year || year > Date::max_year) throw_year_out_of_range();
  const std::chrono::year_month_day_last last{
      std::chrono::year{static_cast<int>(year)},
      std::chrono::month_day_last{std::chrono::month{month}}};
  return Date(static_cast<int>(year), month, std::min(day, static_cast<unsigned>(last.day())));
}

std::int64_t floor_divide(std::int64_t value, std::int64_t divisor) {
  return value / divisor - (value % divisor < 0 ? 1 : 0);
}

Date day_of(std::int64_t milliseconds_since_epoch) {
  return Date(sys_days{days{floor_divide(milliseconds_since_epoch, milliseconds_a_day)}});
}

}  // namespace

Date Date::parse(std::string_view text) {
  if (!has_form(text, date_form)) {
    throw_invalid({"日期格式不对：" + quoted(text), "malformed date: " + quoted(text)},
                  {"写成“2026-11-21”", "write it like \"2026-11-21\""});
  }
  const auto date = find_date(text);
  if (!date) {
    throw_invalid({"没有这一天：" + quoted(text), "there is no such day: " + quoted(text)},
                  {"检查月份和日子", "check the month and the day"});
  }
  return *date;
}

std::string Date::to_text() const {
  const auto civil_day = civil();
  std::string text;
  append_padded(text, static_cast<int>(civil_day.year()), 4);
  text += '-';
  append_padded(text, static_cast<unsigned>(civil_day.month()), 2);
  text += '-';
  append_padded(text, static_cast<unsigned>(civil_day.day()), 2);
  return text;
}

Date operator+(const Date& date, days step) { return shift(date, step); }

Date operator-(const Date& date, days step) {
  if (step < -longest_step) throw_year_out_of_range();
  return shift(date, -step);
}

void Date::throw_out_of_range() { throw_year_out_of_range(); }

void Date::throw_no_such_day() {
  throw_invalid({"没有这一天", "there is no such day"},
                {"检查月份和日子", "check the month and the day"});
}

Date add_months(const Date& date, int months) {
  const std::int64_t total = std::int64_t{date.year()} * 12 + (date.month() - 1) + months;
  const auto year = floor_divide(total, 12);
  return clamped(year, static_cast<unsigned>(total - year * 12) + 1, date.day());
}

Date add_years(const Date& date, int years) {
  return clamped(std::int64_t{date.year()} + years, date.month(), date.day());
}

Timestamp Timestamp::of_milliseconds(std::int64_t since_epoch) {
  day_of(since_epoch);  // throws when out of range
  Timestamp time;
  time.milliseconds_ = since_epoch;
  return time;
}

Timestamp Timestamp::parse(std::string_view text) {
  const auto malformed = [&] {
    throw_invalid({"时间格式不对：" + quoted(text), "malformed time: " + quoted(text)},
                  {"写成“2026-11-21T13:58:47.123Z”（世界协调时）",
                   "write it like \"2026-11-21T13:58:47.123Z\" (UTC)"});
  };
  if (!has_form(text, timestamp_form)) malformed();
  const auto date = find_date(text.substr(0, date_form.size()));
  const int hour = number_at(text, 11, 2);
  const int minute = number_at(text, 14, 2);
  const int second = number_at(text, 17, 2);
  if (!date || hour > 23 || minute > 59 || second > 59) malformed();
  const std::int64_t seconds = (hour * 60 + minute) * 60 + second;
  return of_milliseconds(date->days().time_since_epoch().count() * milliseconds_a_day +
                         seconds * 1000 + number_at(text, 20, 3));
}

std::string Timestamp::to_text() const {
  const auto date = day_of(milliseconds_);
  const auto rest = milliseconds_ - date.days().time_since_epoch().count() * milliseconds_a_day;
  auto text = date.to_text() + 'T';
  append_padded(text, rest / 3'600'000, 2);
  text += ':';
  append_padded(text, rest / 60'000 % 60, 2);
  text += ':';
  append_padded(text, rest / 1000 % 60, 2);
  text += '.';
  append_padded(text, rest % 1000, 3);
  text += 'Z';
  return text;
}

Timestamp operator+(const Timestamp& time, milliseconds step) {
  constexpr milliseconds longest = longest_step;
  if (step > longest || step < -longest) throw_year_out_of_range();
  return Timestamp::of_milliseconds(time.milliseconds_ + step.count());
}

Date today_in_shanghai(const Timestamp& time) {
  constexpr std::int64_t eight_hours = 8 * 3'600'000;
  return day_of(time.milliseconds() + eight_hours);
}

}  // namespace kezhuan
