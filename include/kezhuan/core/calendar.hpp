#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kezhuan/core/date.hpp"
#include "kezhuan/core/sha256.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// What a period is counted in. Codes "working_day" and "calendar_day"; never renumbered.
enum class DayUnit { working = 1, calendar = 2 };

/// Stable code of a unit.
const char* to_code(DayUnit unit);

/// The official notice that arranges a year's holidays.
struct CalendarNotice {
  std::string number;  ///< document number as printed, e.g. 国办发明电〔2025〕7号
  Date issued;         ///< day on the document
  std::string note;    ///< what part of it is used, when not all
  bool operator==(const CalendarNotice&) const = default;
};

/// The facts a working calendar is built from. Plain data; checked by `WorkingCalendar`.
struct CalendarData {
  std::string id;              ///< e.g. "cn"
  std::string version;         ///< e.g. "2026.1"
  Date from;                   ///< first covered day
  Date to;                     ///< last covered day
  std::vector<Date> holidays;  ///< days off by notice, those on a weekend included; any order
  std::vector<Date> workdays;  ///< Saturdays and Sundays made up as working days; any order
  std::vector<CalendarNotice> notices;  ///< what it rests on, one a year as a rule
  bool operator==(const CalendarData&) const = default;
};

/// Which days are working days, inside a stated coverage and never beyond it.
///
/// A day is a working day when it is Monday to Friday and no holiday, or a made-up workday.
/// Counting conventions: the day a period starts is not counted, and the n-th counted day is its
/// last. What is counted must lie within the coverage; the uncounted start may be the day before
/// it. A question that leaves the coverage is an error that names the coverage, never a guess:
/// next year's holidays are not known before their notice.
///
/// Immutable once built; safe to share between threads. Days are looked up in constant time.
/// @rule PTH-05
class WorkingCalendar {
 public:
  /// @throws Error config, with every problem found: empty id or version, `from` after `to`, a day
  ///         outside the coverage, a duplicate, a made-up workday that is no Saturday or Sunday or
  ///         that is also a holiday
  explicit WorkingCalendar(CalendarData data);

  const CalendarData& data() const { return data_; }  ///< holidays and workdays sorted

  /// Digest of everything that decides a day: id, version, coverage, holidays, workdays.
  const Sha256& hash() const { return hash_; }

  /// Is this day within what the calendar knows?
  bool covers(const Date& day) const { return data_.from <= day && day <= data_.to; }

  /// @throws Error invalid, PTH-05: `day` is outside the coverage
  bool is_working_day(const Date& day) const;

  /// The `n`-th working day after `start`, which is not counted; `start` itself for n = 0.
  /// @throws Error invalid: n < 0; PTH-05: the answer is outside the coverage
  Date add_working_days(const Date& start, int n) const;

  /// Working days after `from_exclusive` up to and including `to_inclusive`.
  /// @throws Error invalid: the period ends before it starts; PTH-05: it leaves the coverage
  int count_working_days(const Date& from_exclusive, const Date& to_inclusive) const;

  /// Working days from 1 January to 31 December.
  /// @throws Error invalid, PTH-05: the year is not wholly covered
  int working_days_in_year(int year) const;

  /// `day` if it is a working day, else the first one after it.
  /// @throws Error invalid, PTH-05: the answer is outside the coverage
  Date next_working_day_on_or_after(const Date& day) const;

  /// Last day of a period of `n` days that starts on `start` (not counted).
  ///
  /// Working days: the n-th working day after `start`. Calendar days: the n-th day after `start`,
  /// moved to the next working day when it is a day off. What the period allows is possible from
  /// the following day.
  /// @throws Error invalid, PTH-05: n < 1, or the answer is outside the coverage
  Date last_day_of_period(const Date& start, int n, DayUnit unit) const;

 private:
  int working_days_through(const Date& day) const;  // from the coverage's first day; 0 before it
  void require_start(const Date& start) const;
  void require_covered(const Date& day) const;
  [[noreturn]] void throw_outside(const std::string& day) const;

  CalendarData data_;
  std::vector<std::int32_t> through_;  // [i] = working days among the first i covered days
  Sha256 hash_;
};

}  // namespace kezhuan
