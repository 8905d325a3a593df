#include "kezhuan/policy/calendar_file.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/resources.hpp"
#include "kezhuan/core/forms.hpp"
#include "policy/document_check.hpp"

namespace kezhuan {

namespace {

constexpr const char* rule = "PTH-05";
constexpr std::string_view schema_name = "kezhuan/calendar/1";
constexpr std::string_view timezone_name = "Asia/Shanghai";

struct CoverageFields {
  Date from;
  Date to;

  template <class V>
  static void describe(V& v) {
    v.field("from", &CoverageFields::from, {"起始日", "first day"});
    v.field("to", &CoverageFields::to, {"终止日", "last day"});
  }
};

struct NoticeFields {
  std::string number;
  Date issued;
  std::optional<std::string> note;

  template <class V>
  static void describe(V& v) {
    v.field("number", &NoticeFields::number, {"文号", "document number"});
    v.field("issued", &NoticeFields::issued, {"印发日", "issued"});
    v.field("note", &NoticeFields::note, {"说明", "note"});
  }
};

struct YearFields {
  std::int64_t year = 0;
  std::vector<NoticeFields> notices;
  std::vector<Date> holidays;
  std::vector<Date> workdays;
  std::int64_t working_days = 0;

  template <class V>
  static void describe(V& v) {
    v.field("year", &YearFields::year, {"年份", "year"});
    v.field("notices", &YearFields::notices, {"放假通知", "notices", {}, at_least_one});
    v.field("holidays", &YearFields::holidays, {"放假日", "holidays"});
    v.field("workdays", &YearFields::workdays, {"调休上班日", "made-up workdays"});
    v.field("working_days", &YearFields::working_days,
            {"全年工作日数", "working days in the year"});
  }
};

struct CalendarFields {
  std::string schema;
  std::string id;
  std::string version;
  std::string timezone;
  CoverageFields coverage;
  std::vector<YearFields> years;

  template <class V>
  static void describe(V& v) {
    using C = CalendarFields;
    v.field("schema", &C::schema, {"格式", "schema"});
    v.field("id", &C::id, {"日历标识", "calendar id"});
    v.field("version", &C::version, {"版本", "version"});
    v.field("timezone", &C::timezone, {"时区", "time zone"});
    v.field("coverage", &C::coverage, {"覆盖范围", "coverage"});
    v.field("years", &C::years, {"各年", "years", {}, at_least_one});
  }
};

/// Checks what the file says of itself; days and lists are checked by WorkingCalendar.
class CalendarCheck {
 public:
  CalendarCheck(const CalendarFields& fields, const Node& node) : fields_(fields), node_(node) {}

  std::vector<Problem> check_form() {
    check_text("schema", fields_.schema, schema_name);
    check_text("timezone", fields_.timezone, timezone_name);
    auto expected = std::int64_t{fields_.coverage.from.year()};
    for (std::size_t i = 0; i < fields_.years.size(); ++i) {
      const auto& year = fields_.years[i];
      if (year.year != expected) report(i, "year", year_text(expected), std::to_string(year.year));
      check_days(i, "holidays", year.holidays);
      check_days(i, "workdays", year.workdays);
      ++expected;
    }
    const auto last = std::int64_t{fields_.coverage.to.year()};
    if (expected != last + 1) {
      report(fields_.years.size() - 1, "year", year_text(last), std::to_string(expected - 1));
    }
    return reading_.problems();
  }

  std::vector<Problem> check_counts(const WorkingCalendar& calendar) {
    for (std::size_t i = 0; i < fields_.years.size(); ++i) {
      const auto& year = fields_.years[i];
      const auto number = static_cast<int>(year.year);
      const auto first = std::max(fields_.coverage.from, Date(number, 1, 1));
      const auto last = std::min(fields_.coverage.to, Date(number, 12, 31));
      const auto count = calendar.count_working_days(first - std::chrono::days{1}, last);
      if (count != year.working_days) {
        const auto text = std::to_string(count);
        report(i, "working_days", {"按所列日期计应为 " + text, "the days listed give " + text},
               std::to_string(year.working_days));
      }
    }
    return reading_.problems();
  }

 private:
  static Text year_text(std::int64_t year) {
    const auto text = std::to_string(year);
    return {"各年应按覆盖范围依次排列，此处应为 " + text,
            "the years follow the coverage in order; here stands " + text};
  }

  void check_text(std::string_view key, const std::string& given, std::string_view wanted) {
    if (given == wanted) return;
    const std::string text(wanted);
    const Place root{};
    reading_.report(Place{&root, key, 0}, node_.find(key),
                    {"应为 " + text + "，却是 " + given, "must be " + text + ", it is " + given},
                    {"写 " + text, "write " + text}, rule);
  }

  void check_days(std::size_t i, std::string_view key, const std::vector<Date>& days) {
    for (const auto& day : days) {
      if (day.year() == fields_.years[i].year) continue;
      report(i, key, {"日期应属于本年", "a day stands under its own year"}, day.to_text());
    }
  }

  void report(std::size_t i, std::string_view key, Text wanted, const std::string& given) {
    const Node& year = node_.find("years")->items.at(i);
    const Place root{};
    const Place years{&root, "years", 0};
    const Place here{&years, {}, i};
    reading_.report(
        Place{&here, key, 0}, year.find(key),
        {std::move(wanted.zh) + "，却是 " + given, std::move(wanted.en) + ", found " + given},
        {"对照放假安排通知更正", "correct it against the notice that arranges the holidays"}, rule);
  }

  const CalendarFields& fields_;
  const Node& node_;
  Reading reading_;
};

CalendarData data_of(CalendarFields fields) {
  CalendarData data{std::move(fields.id),
                    std::move(fields.version),
                    fields.coverage.from,
                    fields.coverage.to,
                    {},
                    {},
                    {}};
  for (auto& year : fields.years) {
    data.holidays.insert(data.holidays.end(), year.holidays.begin(), year.holidays.end());
    data.workdays.insert(data.workdays.end(), year.workdays.begin(), year.workdays.end());
    for (auto& notice : year.notices) {
      data.notices.push_back(
          {std::move(notice.number), notice.issued, notice.note.value_or(std::string())});
    }
  }
  return data;
}

void require_none(std::vector<Problem> problems) {
  if (!problems.empty()) throw Error(ErrorCode::config, std::move(problems));
}

WorkingCalendar calendar_from(const CalendarFields& fields, const Node& node) {
  CalendarCheck check(fields, node);
  require_none(check.check_form());
  WorkingCalendar calendar(data_of(fields));
  require_none(check.check_counts(calendar));
  return calendar;
}

}  // namespace

WorkingCalendar calendar_from_yaml(std::string_view text, std::string_view file) {
  const auto node = parse_config(text, file);
  const auto fields = read_config<CalendarFields>(node, file);
  try {
    return calendar_from(fields, node);
  } catch (const Error& error) {
    throw Error(ErrorCode::config, error.at(std::string(file)).problems());
  }
}

WorkingCalendar national_calendar() {
  return calendar_from_yaml(resource("calendar/cn.yaml"), "cn.yaml");
}

}  // namespace kezhuan
