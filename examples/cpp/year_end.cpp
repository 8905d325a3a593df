// 年终分配报告 · The year-end distribution report: a page, a table, and who is still owed what.
//
//     year_end hospital.kz 2026
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "kezhuan/registry/registry.hpp"
#include "kezhuan/report/distribution.hpp"

using namespace kezhuan;

namespace {

void save(const std::string& name, const std::string& text) {
  std::ofstream file(name, std::ios::binary);
  file << text;
  if (!file.flush()) throw Error(ErrorCode::storage, {"写不了 " + name, "cannot write " + name});
  std::printf("写出 %s\n", name.c_str());
}

int run(const char* file, const char* year) {
  const auto registry = Registry::open(file, Access::read_only);
  const auto snapshot = registry.read();
  DistributionScope scope;
  scope.year = std::atoi(year);
  ReportOptions options;
  options.printed_at = SystemClock().now();
  const auto report = load_distribution(snapshot, scope, options);
  const auto name = std::string("distribution-") + year;
  save(name + ".html", to_html(report, Language::zh));
  save(name + ".csv", to_csv(report, Language::zh));
  for (const auto& row : report.people) {
    std::printf("%s %s  应得 %s  已付 %s  未付 %s\n", row.party.number.c_str(),
                row.party.name.c_str(), row.entitled.to_text().c_str(), row.paid.to_text().c_str(),
                row.due.to_text().c_str());
  }
  // One line of figures a currency: sums of two currencies would be none.
  bool agrees = true;
  for (const auto& figures : report.years) {
    const auto said = figures.reward + figures.owner_income;
    auto entitled = Money::of_minor(0, said.currency());
    for (const auto& row : report.people) {
      if (row.entitled.currency() == said.currency()) entitled += row.entitled;
    }
    std::printf("合计 %s %s\n", entitled.to_text().c_str(),
                entitled == said ? "与全年奖励及权属收益相符" : "不符");
    agrees = agrees && entitled == said;
  }
  return agrees ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) try {
  if (count < 3) return std::fputs("year_end REGISTRY YEAR\n", stderr), 2;
  return run(arguments[1], arguments[2]);
} catch (const Error& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
