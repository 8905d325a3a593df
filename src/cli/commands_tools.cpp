// Commands that need no registry: the working calendar and exact allocation.
#include <memory>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/context.hpp"
#include "cli/output.hpp"
#include "kezhuan/core/allocate.hpp"

namespace kezhuan::cli {

namespace {

/// Names the argument an error of a value type comes from.
template <class F>
auto read_argument(const std::string& name, F&& read) {
  try {
    return read();
  } catch (const Error& error) {
    throw error.at(name);
  }
}

Date read_date(const std::string& text) {
  return read_argument("DATE", [&] { return Date::parse(text); });
}

int calendar_add(Context& context, const std::string& start, int days) {
  const auto day = context.calendar()->add_working_days(read_date(start), days);
  if (context.json) {
    print(JsonObject().text("date", day.to_text()).done() + "\n");
  } else {
    print(day.to_text() + "\n");
  }
  return done;
}

int calendar_is(Context& context, const std::string& text) {
  const auto& calendar = *context.calendar();
  const auto day = read_date(text);
  const bool working = calendar.is_working_day(day);
  if (context.json) {
    print(JsonObject().text("date", day.to_text()).flag("working_day", working).done() + "\n");
    return done;
  }
  std::string line = day.to_text() + " ";
  if (working) {
    line += day.is_weekend()
                ? context.in("工作日（调休上班）", "is a working day (made up for a holiday)")
                : context.in("工作日", "is a working day");
  } else {
    line += day.is_weekend()
                ? context.in("休息日", "is a day off")
                : context.in("休息日（放假安排）", "is a day off (holiday arrangement)");
  }
  print(line + "\n");
  return done;
}

std::vector<Money> parts_of(const std::string& total_text, const std::vector<std::string>& texts) {
  const auto total = read_argument("TOTAL", [&] { return Money::parse(total_text); });
  return read_argument("WEIGHT", [&] {
    if (texts.size() == 1 && texts.front().find(':') != std::string::npos) {
      return allocate(total, parse_weights(texts.front()));
    }
    std::vector<Ratio> weights;
    for (const auto& text : texts) weights.push_back(Ratio::parse(text));
    return allocate(total, weights);
  });
}

int allocate_total(const Context& context, const std::string& total,
                   const std::vector<std::string>& weights) {
  std::vector<std::string> parts;
  for (const auto& part : parts_of(total, weights)) parts.push_back(part.to_text());
  if (context.json) {
    print(JsonObject().raw("parts", json_texts(parts)).done() + "\n");
    return done;
  }
  for (const auto& part : parts) print(part + "\n");
  return done;
}

void add_calendar(CLI::App& app, Context& context) {
  auto* calendar = add_command(app, context, "calendar", {"工作日历", "the working calendar"});
  calendar->require_subcommand(1);
  auto date = std::make_shared<std::string>();
  auto days = std::make_shared<int>(0);
  const auto date_help = context.in("日期，如 2026-03-02", "a date, as 2026-03-02");

  auto* add = add_command(*calendar, context, "add",
                          {"某日（不计入）之后第 N 个工作日", "the N-th working day after a date"});
  add->add_option("DATE", *date, date_help)->required();
  add->add_option("N", *days, context.in("工作日数", "working days"))->required();
  add->callback([&context, date, days] {
    context.run = [&context, date, days] { return calendar_add(context, *date, *days); };
  });

  auto* is =
      add_command(*calendar, context, "is", {"某日是否工作日", "whether a date is a working day"});
  is->add_option("DATE", *date, date_help)->required();
  is->callback(
      [&context, date] { context.run = [&context, date] { return calendar_is(context, *date); }; });
}

void add_allocate(CLI::App& app, Context& context) {
  auto* command = add_command(
      app, context, "allocate",
      {"按权重精确分配一笔金额，一行一份；负数总额写在 -- 之后",
       "split an amount by weights exactly, one part a line; a negative total stands after --"});
  auto total = std::make_shared<std::string>();
  auto weights = std::make_shared<std::vector<std::string>>();
  command->add_option("TOTAL", *total, context.in("总额，如 250000.00", "total, as 250000.00"))
      ->required();
  command
      ->add_option(
          "WEIGHT", *weights,
          context.in("权重：7 3、1/3 2/3、60% 40% 或 7:3", "weights: 7 3, 1/3 2/3, 60% 40% or 7:3"))
      ->required();
  command->callback([&context, total, weights] {
    context.run = [&context, total, weights] { return allocate_total(context, *total, *weights); };
  });
}

}  // namespace

void add_tool_commands(CLI::App& app, Context& context) {
  add_calendar(app, context);
  add_allocate(app, context);
}

}  // namespace kezhuan::cli
