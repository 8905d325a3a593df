// A calendar file; what loads counts its days the same in every way of asking.

#include <optional>

#include "fuzz/target.hpp"
#include "kezhuan/policy/calendar_file.hpp"

namespace kezhuan::fuzz {

void run_calendar(std::string_view input) {
  std::optional<WorkingCalendar> read;
  if (!reads([&] { read.emplace(calendar_from_yaml(input, "file")); })) return;
  const auto& calendar = *read;
  const auto [first, last] = std::pair(calendar.data().from, calendar.data().to);
  must(first <= last, "a calendar covers a day");
  // A year's worth is enough: days are looked up one like the other.
  const auto end = last - first > std::chrono::days{400} ? first + std::chrono::days{400} : last;
  int counted = 0;
  for (auto day = first; day < end;) {
    day = day + std::chrono::days{1};
    if (!calendar.is_working_day(day)) continue;
    ++counted;
    must(calendar.add_working_days(first, counted) == day, "the n-th working day is found");
  }
  must(calendar.count_working_days(first, end) == counted, "working days are counted");
}

}  // namespace kezhuan::fuzz
