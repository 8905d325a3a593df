// Dates and moments from text, and arithmetic with them.

#include "kezhuan/core/date.hpp"

#include <charconv>

#include "fuzz/target.hpp"

namespace kezhuan::fuzz {

namespace {

int number_in(std::string_view text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

void step(const Date& date, int steps) {
  static_cast<void>(reads([&] {
    const auto later = date + std::chrono::days{steps};
    must(later - date == std::chrono::days{steps}, "days add up");
    must(later - std::chrono::days{steps} == date, "days go back");
  }));
  static_cast<void>(reads([&] {
    const auto later = add_months(date, steps);
    must(later.day() <= date.day(), "a month later is the same day or the month's last");
    must((later.year() - date.year()) * 12 + static_cast<int>(later.month()) -
                 static_cast<int>(date.month()) ==
             steps,
         "months add up");
  }));
  static_cast<void>(
      reads([&] { must(add_years(date, steps).year() == date.year() + steps, "years add up"); }));
}

}  // namespace

void run_date(std::string_view input) {
  const auto text = take_line(input);
  const auto steps = number_in(take_line(input));
  Date date;
  if (reads([&] { date = Date::parse(text); })) {
    must(date.to_text() == text, "a date is written as it was read");
    step(date, steps);
  }
  Timestamp moment;
  if (reads([&] { moment = Timestamp::parse(text); })) {
    must(moment.to_text() == text, "a moment is written as it was read");
    static_cast<void>(reads([&] {
      must(Date::parse(today_in_shanghai(moment).to_text()) == today_in_shanghai(moment),
           "a day in Shanghai is a date");
    }));
    static_cast<void>(reads([&] {
      const auto later = moment + std::chrono::milliseconds{steps};
      must(later.milliseconds() - moment.milliseconds() == steps, "milliseconds add up");
    }));
  }
}

}  // namespace kezhuan::fuzz
