// 许可还是作价投资 · Licence or equity investment: what each would get. Writes nothing.
#include <cstdio>
#include <map>
#include <vector>

#include "kezhuan/income/simulation.hpp"

using namespace kezhuan;

namespace {

SimulationPerson person(const char* name, const char* weight) {
  SimulationPerson made;
  made.id = name;
  made.weight = Ratio::parse(weight);
  made.main_contributor = true;
  return made;
}

SimulationReceipt receipt(const char* day, const char* amount) {
  SimulationReceipt made;
  made.date = Date::parse(day);
  made.amount = Money::parse(amount);
  return made;
}

SimulationInput licence() {
  SimulationInput input;
  input.people = {person("示例甲", "1/2"), person("示例乙", "3/10"), person("示例丙", "1/5")};
  input.costs = {{CostCategory::ip_fees, Money::parse("80000.00"), Date::parse("2026-01-15")}};
  input.receipts = {receipt("2026-03-02", "400000.00"), receipt("2026-09-01", "200000.00")};
  return input;
}

/// What each person gets of all receipts, in all.
std::map<std::string, Money> sums_of(const SchemeDivision& division) {
  std::map<std::string, Money> sums;
  for (std::size_t i = 0; i < division.lines.size(); ++i) {
    for (const auto& line : division.lines[i]) {
      const auto& party = division.slot(i, line).party;
      if (!party.empty()) sums[party] += Money::of_minor(line.minor, division.currency);
    }
  }
  return sums;
}

}  // namespace

int main() {
  const auto input = licence();
  Simulation simulation(input);
  std::puts("许可 600000.00，成本 80000.00：");
  for (const auto* id : {"consensus", "gross-70"}) {
    const auto scheme = shipped_scheme(id);
    const auto division = simulation.divide(scheme);
    std::printf("  %s（奖励 %s）\n", scheme.title.zh.c_str(),
                division.figures.back().reward.to_text().c_str());
    auto sums = sums_of(division);
    for (const auto& each : input.people) {
      std::printf("    %s  %s\n", each.id.c_str(), sums[each.id].to_text().c_str());
    }
  }
  std::puts("作价投资 2000000 股，每股 1 元，一半归完成人：");
  std::vector<EquityPart> parts(input.people.size());
  for (std::size_t i = 0; i < parts.size(); ++i) parts[i].weight = *input.people[i].weight;
  const auto equity = divide_equity(2'000'000, Ratio(1, 2), parts);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::printf("    %s  %lld 股\n", input.people[i].id.c_str(),
                static_cast<long long>(equity.people[i].shares));
  }
}
