#include "kezhuan/core/calendar.hpp"

#include <algorithm>

#include "kezhuan/core/error.hpp"

namespace kezhuan {

namespace {

using std::chrono::days;

constexpr auto rule = "PTH-05";

bool contains(const std::vector<Date>& sorted, const Date& day) {
  return std::binary_search(sorted.begin(), sorted.end(), day);
}

/// Collects everything wrong with the data of one calendar.
class DataCheck {
 public:
  explicit DataCheck(const CalendarData& data) : data_(data) {}

  std::vector<Problem> run() {
    if (data_.id.empty() || data_.version.empty()) {
      add({"日历缺少标识或版本", "the calendar lacks an id or a version"},
          {"补上 id 和 version", "give id and version"});
    }
    if (data_.from > data_.to) {
      add({"日历覆盖的起始日晚于终止日", "the calendar's coverage ends before it starts"},
          {"更正 coverage 的 from 和 to", "correct from and to of the coverage"});
    }
    check_list(data_.holidays, {"放假日", "holiday"});
    check_list(data_.workdays, {"调休上班日", "made-up workday"});
    for (const auto& day : data_.workdays) check_workday(day);
    return std::move(problems_);
  }

 private:
  void check_list(const std::vector<Date>& sorted, const StaticText& kind) {
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      const auto& day = sorted[i];
      if (day < data_.from || day > data_.to) {
        add_day(kind, day, {"不在日历覆盖范围内", "is outside the calendar's coverage"});
      }
      if (i > 0 && sorted[i - 1] == day) add_day(kind, day, {"重复", "is given twice"});
    }
  }

  void check_workday(const Date& day) {
    constexpr StaticText kind{"调休上班日", "made-up workday"};
    if (!day.is_weekend()) {
      add_day(kind, day, {"不是星期六或星期日", "is not a Saturday or Sunday"});
    }
    if (contains(data_.holidays, day)) {
      add_day(kind, day, {"同时列为放假日", "is also listed as a holiday"});
    }
  }

  void add_day(const StaticText& kind, const Date& day, const StaticText& fault) {
    const auto text = day.to_text();
    add({std::string(kind.zh) + " " + text + " " + std::string(fault.zh),
         std::string(kind.en) + " " + text + " " + std::string(fault.en)},
        {"对照放假安排通知更正", "correct it against the notice that arranges the holidays"});
  }

  void add(Text what, Text remedy) {
    problems_.push_back({"", "", std::move(what), std::move(remedy)});
  }

  const CalendarData& data_;
  std::vector<Problem> problems_;
};

CalendarData checked(CalendarData data) {
  std::sort(data.holidays.begin(), data.holidays.end());
  std::sort(data.workdays.begin(), data.workdays.end());
  auto problems = DataCheck(data).run();
  if (!problems.empty()) throw Error(ErrorCode::config, std::move(problems));
  return data;
}

std::vector<std::int32_t> count_through(const CalendarData& data) {
  std::vector<std::int32_t> through{0};
  through.reserve(static_cast<std::size_t>((data.to - data.from).count()) + 2);
  for (auto day = data.from.days(); day <= data.to.days(); day += days{1}) {
    const Date date(day);
    const bool is_working =
        date.is_weekend() ? contains(data.workdays, date) : !contains(data.holidays, date);
    through.push_back(through.back() + (is_working ? 1 : 0));
  }
  return through;
}

Sha256 hash_of(const CalendarData& data) {
  std::string text = "kezhuan/calendar/1\n" + data.id + '\n' + data.version + '\n' +
                     data.from.to_text() + '\n' + data.to.to_text() + '\n';
  for (const auto& day : data.holidays) text += "holiday " + day.to_text() + '\n';
  for (const auto& day : data.workdays) text += "workday " + day.to_text() + '\n';
  return sha256(text);
}

}  // namespace

const char* to_code(DayUnit unit) {
  switch (unit) {
    case DayUnit::working: return "working_day";
    case DayUnit::calendar: return "calendar_day";
  }
  return "unknown";
}

WorkingCalendar::WorkingCalendar(CalendarData data)
    : data_(checked(std::move(data))), through_(count_through(data_)), hash_(hash_of(data_)) {}

int WorkingCalendar::working_days_through(const Date& day) const {
  return through_[static_cast<std::size_t>((day - data_.from).count() + 1)];
}

bool WorkingCalendar::is_working_day(const Date& day) const {
  require_covered(day);
  const auto index = static_cast<std::size_t>((day - data_.from).count());
  return through_[index + 1] != through_[index];
}

Date WorkingCalendar::add_working_days(const Date& start, int n) const {
  if (n < 0) {
    throw_invalid({"工作日数不能为负", "a number of working days cannot be negative"},
                  {"给出零或正数", "give zero or more"});
  }
  require_start(start);
  if (n == 0) return start;
  const auto target = std::int64_t{working_days_through(start)} + n;
  const auto found = std::lower_bound(through_.begin(), through_.end(), target);
  if (found == through_.end()) {
    const auto text = start.to_text() + " + " + std::to_string(n);
    throw_outside(text);
  }
  return data_.from + days{found - through_.begin() - 1};
}

int WorkingCalendar::count_working_days(const Date& from_exclusive,
                                        const Date& to_inclusive) const {
  if (from_exclusive > to_inclusive) {
    throw_invalid({"期间的终止日早于起始日", "the period ends before it starts"},
                  {"更正起止日期", "correct the dates"});
  }
  require_start(from_exclusive);
  if (to_inclusive > data_.to) throw_outside(to_inclusive.to_text());
  return working_days_through(to_inclusive) - working_days_through(from_exclusive);
}

int WorkingCalendar::working_days_in_year(int year) const {
  const Date first(year, 1, 1);
  const Date last(year, 12, 31);
  require_covered(first);
  require_covered(last);
  return working_days_through(last) - working_days_through(first) + (is_working_day(first) ? 1 : 0);
}

Date WorkingCalendar::next_working_day_on_or_after(const Date& day) const {
  require_covered(day);
  if (is_working_day(day)) return day;
  return add_working_days(day, 1);
}

Date WorkingCalendar::last_day_of_period(const Date& start, int n, DayUnit unit) const {
  if (n < 1) {
    throw_invalid({"期间至少为一天", "a period lasts at least one day"},
                  {"给出一或更大的天数", "give a length of one or more"}, "PTH-05");
  }
  if (unit == DayUnit::working) return add_working_days(start, n);
  require_start(start);
  if (n > (data_.to - start).count()) throw_outside(start.to_text() + " + " + std::to_string(n));
  return next_working_day_on_or_after(start + days{n});
}

void WorkingCalendar::require_start(const Date& start) const {
  if (start > data_.to || (data_.from - start).count() > 1) throw_outside(start.to_text());
}

void WorkingCalendar::require_covered(const Date& day) const {
  if (!covers(day)) throw_outside(day.to_text());
}

void WorkingCalendar::throw_outside(const std::string& day) const {
  const auto from = data_.from.to_text();
  const auto to = data_.to.to_text();
  if (day < from) {  // days as text sort like days
    throw_invalid(
        {"工作日历 " + data_.id + " " + data_.version + " 自 " + from + " 起，不含此前的 " + day,
         "working calendar " + data_.id + " " + data_.version + " begins on " + from +
             " and does not hold the earlier " + day},
        {"此前的期间无从计算。旧公示不必补登：把当时的公示存为佐证材料（evidence."
         "attach），所成的待补"
         "事项写明说明并附该材料了结（outstanding.settle）。",
         "Periods before it cannot be counted. An old notice need not be opened: keep it as "
         "evidence "
         "(evidence.attach) and settle the outstanding item with a statement and that evidence "
         "(outstanding.settle)."},
        rule);
  }
  throw_invalid(
      {"超出工作日历 " + data_.id + " " + data_.version + " 的覆盖范围（" + from + " 至 " + to +
           "）：" + day,
       "outside the coverage of working calendar " + data_.id + " " + data_.version + " (" + from +
           " to " + to + "): " + day},
      {"待下一年度放假安排公布，更新本程序（含新日历）后再办；未公布的安排不推算。",
       "Once the next year's holidays are published, update this program, which carries the "
       "calendar; unpublished holidays are never guessed."},
      rule);
}

}  // namespace kezhuan
