#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace [[gnu::visibility("default")]] kezhuan {

/// A civil day of the Gregorian calendar, years 1900 to 2999, without time or zone.
///
/// Default-constructed it is 1970-01-01, which means nothing. Arithmetic that leaves the years
/// above throws `Error` invalid. A value type; thread-safe as any value.
class Date {
 public:
  static constexpr int min_year = 1900;  ///< first year there is
  static constexpr int max_year = 2999;  ///< last year there is

  constexpr Date() = default;

  /// @throws Error invalid: outside the years 1900..2999
  constexpr explicit Date(std::chrono::sys_days day) : day_(day) {
    if (day < first_day() || day > last_day()) throw_out_of_range();
  }

  /// @throws Error invalid: no such day (2023-02-29), or outside the years 1900..2999
  constexpr Date(int year, unsigned month, unsigned day) {
    if (year < min_year || year > max_year) throw_out_of_range();
    if (month > 12 || day > 31) throw_no_such_day();  // std::chrono would truncate to 8 bits
    const std::chrono::year_month_day civil{std::chrono::year{year}, std::chrono::month{month},
                                            std::chrono::day{day}};
    if (!civil.ok()) throw_no_such_day();
    day_ = civil;
  }

  /// Strict ISO form "2026-11-21": ten characters, no blanks.
  /// @throws Error invalid: malformed, no such day, or outside the years 1900..2999
  static Date parse(std::string_view text);
  std::string to_text() const;  ///< "2026-11-21"

  /// As a day count since 1970-01-01, for std::chrono.
  constexpr std::chrono::sys_days days() const { return day_; }
  /// 1900..2999
  constexpr int year() const { return static_cast<int>(civil().year()); }
  /// 1..12
  constexpr unsigned month() const { return static_cast<unsigned>(civil().month()); }
  /// 1..31
  constexpr unsigned day() const { return static_cast<unsigned>(civil().day()); }
  /// Day of the week, proleptic Gregorian.
  constexpr std::chrono::weekday weekday() const { return std::chrono::weekday{day_}; }
  /// Saturday or Sunday, whatever a calendar makes of it.
  constexpr bool is_weekend() const {
    return weekday() == std::chrono::Saturday || weekday() == std::chrono::Sunday;
  }

  constexpr auto operator<=>(const Date&) const = default;

  /// @throws Error invalid: the result is outside the years 1900..2999
  friend Date operator+(const Date& date, std::chrono::days days);
  /// @throws Error invalid: the result is outside the years 1900..2999
  friend Date operator-(const Date& date, std::chrono::days days);
  /// Days from `right` to `left`; negative when `left` is earlier.
  friend constexpr std::chrono::days operator-(const Date& left, const Date& right) {
    return left.day_ - right.day_;
  }

 private:
  static constexpr std::chrono::sys_days first_day() { return std::chrono::year{min_year} / 1 / 1; }
  static constexpr std::chrono::sys_days last_day() {
    return std::chrono::year{max_year} / 12 / 31;
  }
  constexpr std::chrono::year_month_day civil() const { return day_; }
  [[noreturn]] static void throw_out_of_range();
  [[noreturn]] static void throw_no_such_day();

  std::chrono::sys_days day_{};
};

// Friends alone have not the namespace's visibility: a shared library would not export them.
/// @throws Error invalid: the result is outside the years 1900..2999
Date operator+(const Date& date, std::chrono::days days);
/// @throws as `+`
Date operator-(const Date& date, std::chrono::days days);

/// The same day `months` later (earlier if negative), clamped to the end of a shorter month:
/// 2024-01-31 + 1 month is 2024-02-29.
/// @throws Error invalid: the result is outside the years 1900..2999
Date add_months(const Date& date, int months);

/// The same day `years` later (earlier if negative); 29 February is clamped to 28.
/// @throws Error invalid: the result is outside the years 1900..2999
Date add_years(const Date& date, int years);

/// A point in time: milliseconds since 1970-01-01T00:00:00Z, without leap seconds, in the UTC
/// years 1900 to 2999.
///
/// Says when something was *recorded*; when it happened is a `Date`. A value type.
class Timestamp {
 public:
  constexpr Timestamp() = default;  ///< 1970-01-01T00:00:00.000Z

  /// @throws Error invalid: outside the years 1900..2999
  static Timestamp of_milliseconds(std::int64_t since_epoch);

  /// Exactly "2026-11-21T13:58:47.123Z": UTC, three decimals.
  /// @throws Error invalid: malformed, no such time, or outside the years 1900..2999
  static Timestamp parse(std::string_view text);
  std::string to_text() const;  ///< the form `parse` reads, always with three decimals

  /// since 1970-01-01T00:00:00Z; may be negative
  constexpr std::int64_t milliseconds() const { return milliseconds_; }

  constexpr auto operator<=>(const Timestamp&) const = default;

  /// @throws Error invalid: the result is outside the years 1900..2999
  friend Timestamp operator+(const Timestamp& time, std::chrono::milliseconds step);

 private:
  std::int64_t milliseconds_ = 0;
};

/// @throws Error invalid: the result is outside the years 1900..2999
Timestamp operator+(const Timestamp& time, std::chrono::milliseconds step);

/// The civil day in Asia/Shanghai at `time`: fixed UTC+8, which holds since 1991.
/// @throws Error invalid: that day is outside the years 1900..2999
Date today_in_shanghai(const Timestamp& time);

}  // namespace kezhuan
