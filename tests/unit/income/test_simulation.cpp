#include "catch.hpp"
#include "kezhuan/income/simulation.hpp"

using namespace kezhuan;

namespace {

SimulationReceipt receipt(const char* day, const char* amount) {
  SimulationReceipt row;
  row.date = Date::parse(day);
  row.amount = Money::parse(amount);
  return row;
}

std::string place_of(const SimulationInput& input) {
  try {
    Simulation simulation(input);
    simulation.divide(shipped_scheme("consensus"));
  } catch (const Error& error) {
    return error.problems().front().place;
  }
  return "nothing is wrong";
}

}  // namespace

TEST_CASE("receipts given at once and one by one divide alike, by one scheme after another") {
  SimulationInput input;
  input.costs = {{CostCategory::ip_fees, Money::parse("100.00"), Date::parse("2026-03-03")}};
  Simulation one_by_one(input);
  for (const auto* day : {"2026-03-02", "2026-03-03", "2026-03-04"}) {
    input.receipts.push_back(receipt(day, "1000.01"));
    one_by_one.add(input.receipts.back());
  }
  Simulation at_once(input);
  for (const auto* id : {"consensus", "gross-70", "consensus"}) {
    CAPTURE(id);
    const auto expected = at_once.divide(shipped_scheme(id));
    CHECK(one_by_one.divide(shipped_scheme(id)).lines == expected.lines);
    CHECK(expected.figures.front().direct_recovered.is_zero());
    CHECK(expected.figures.back().direct_recovered == Money::parse("100.00"));
  }
}

TEST_CASE("INC-06 refuses what is wrong with a simulated receipt, and says which it is") {
  SimulationInput input;
  input.receipts = {receipt("2026-03-02", "10.00"), receipt("2026-03-03", "10.00")};
  CHECK(place_of(input) == "nothing is wrong");

  auto refunded = input;
  refunded.receipts[1].refunded = Money::parse("10.01");
  CHECK(place_of(refunded) == "/receipts/1/refunded");
  refunded.receipts[1].refunded = Money::parse("1.00");
  refunded.receipts[1].release = true;
  CHECK(place_of(refunded) == "/receipts/1/refunded");

  auto foreign = input;
  foreign.receipts[1].amount = Money::parse("USD 10.00");
  CHECK(place_of(foreign) == "/receipts/1/amount");

  auto early = input;
  early.signed_on = Date::parse("2026-03-03");
  CHECK(place_of(early) == "/receipts/0/date");

  auto costs = input;
  costs.costs = {{CostCategory::ip_fees, Money::parse("1.00"), {}},
                 {CostCategory::ip_fees, Money::parse("USD 1.00"), {}}};
  CHECK(place_of(costs) == "/costs/1/amount");
  costs.costs[1].amount = Money::parse("-2.00");
  CHECK(place_of(costs) == "/costs/1/amount");
  costs.costs[1] = {CostCategory::ip_fees, Money::parse("2.00"), Date::parse("2026-03-03")};
  std::swap(costs.receipts[0], costs.receipts[1]);
  CHECK(place_of(costs) == "/receipts/1/date");

  CHECK(place_of({}).empty());  // no receipt at all
}

TEST_CASE("INC-06 takes a refund off its own receipt where two have one number") {
  SimulationInput input;
  input.receipts = {receipt("2026-03-02", "10.00"), receipt("2026-03-03", "20.00")};
  for (auto& each : input.receipts) each.id = "R";
  input.receipts[1].refunded = Money::parse("15.00");
  const Simulation simulation(input);
  CHECK(simulation.entries()[0].amount == Money::parse("10.00"));
  CHECK(simulation.entries()[1].amount == Money::parse("5.00"));
}

TEST_CASE("INC-11 refuses a person in a pool that none of the schemes has") {
  SimulationInput input;
  input.people = {{"甲", {}, "teem", {}, {}, {}, {}}};
  const Simulation simulation(input);
  const std::vector<Scheme> schemes = {shipped_scheme("consensus")};
  CHECK_THROWS_AS(simulation.check_pools(schemes), Error);
}

TEST_CASE("INC-06 refuses who stands twice, and shares that are no whole, with their place") {
  SimulationInput good;
  good.receipts = {receipt("2026-03-02", "10.00")};
  const auto person = [](const char* id, const char* weight) {
    SimulationPerson made;
    made.id = id;
    made.weight = Ratio::parse(weight);
    return made;
  };
  auto input = good;
  input.people = {person("甲", "1"), person("甲", "2")};
  CHECK(place_of(input) == "/people/1");
  input.people = {person("甲", "60%"), person("乙", "50%")};
  CHECK(place_of(input) == "/people");
  input.people = {person("甲", "0"), person("乙", "0")};
  CHECK(place_of(input) == "/people");
  input.people = {person("甲", "3"), person("乙", "-1")};
  CHECK(place_of(input) == "/people/1/weight");
  input.people = {person("甲", "3"), person("乙", "2")};
  CHECK(place_of(input) == "nothing is wrong");

  input.owners = {{"丙", Ratio(1, 10), {}}, {"丙", Ratio(1, 10), {}}};
  CHECK(place_of(input) == "/owners/1");
  input.owners = {{"丙", Ratio(11, 10), {}}};
  CHECK(place_of(input) == "/owners");
  input = good;
  input.teams = {{"A", Ratio(1)}, {"A", Ratio(1)}};
  CHECK(place_of(input) == "/teams/1");
}

TEST_CASE("INC-06 refuses a schedule that does not give each achievement its weight") {
  SimulationInput input;
  input.receipts = {receipt("2026-03-02", "10.00")};
  input.receipts[0].schedule = "7:3";
  CHECK(place_of(input) == "/receipts/0/schedule");
  input.achievements = {"A", "B"};
  CHECK(place_of(input) == "nothing is wrong");
}

TEST_CASE("INC-11 tells of income from before the scheme took effect") {
  SimulationInput input;
  input.receipts = {receipt("2026-03-02", "10.00"), receipt("2025-03-02", "10.00")};
  Simulation simulation(input);
  auto scheme = shipped_scheme("consensus");
  CHECK(simulation.divide(scheme).warnings.size() == 1);
  scheme.effective_from = Date::parse("2025-03-02");
  CHECK(simulation.divide(scheme).warnings.empty());
}
