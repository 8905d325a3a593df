// 未来 15 个工作日内到期的事项 · What is due in the next 15 working days, overdue first.
//
//     due_soon hospital.kz [2026-06-08]
#include <cstdio>

#include "kezhuan/policy/calendar_file.hpp"
#include "kezhuan/registry/registry.hpp"

using namespace kezhuan;

namespace {

void print(const Deadline& deadline, const Date& today) {
  const auto days = (deadline.due_on - today).count();
  std::printf("%s  %s %d 天 %s %s %s\n", deadline.due_on.to_text().c_str(),
              days < 0 ? "逾期" : "还有", static_cast<int>(days < 0 ? -days : days),
              deadline.case_number.empty() ? "-" : deadline.case_number.c_str(),
              deadline.text.zh.c_str(), deadline.rule.c_str());
}

void run(const char* file, const char* day) {
  const auto registry = Registry::open(file, Access::read_only);
  const auto snapshot = registry.read();
  const auto today = day != nullptr ? Date::parse(day) : snapshot.today();
  const auto until = horizon_of(national_calendar(), today, 15).until;
  const auto due = snapshot.due(DueQuery{today, until});
  for (const auto& deadline : due) print(deadline, today);
  std::printf("共 %zu 项\n", due.size());
}

}  // namespace

int main(int count, char** arguments) try {
  if (count < 2) return std::fputs("due_soon REGISTRY [DAY]\n", stderr), 2;
  run(arguments[1], count > 2 ? arguments[2] : nullptr);
} catch (const Error& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
