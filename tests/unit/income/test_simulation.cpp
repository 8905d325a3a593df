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
  CHECK(place_of(refunded) == "/receipts/1");
  refunded.receipts[1].refunded = Money::parse("1.00");
  refunded.receipts[1].release = true;
  CHECK(place_of(refunded) == "/receipts/1");

  auto foreign = input;
  foreign.receipts[1].amount = Money::parse("USD 10.00");
  CHECK(place_of(foreign) == "/receipts/1");

  auto early = input;
  early.signed_on = Date::parse("2026-03-03");
  CHECK(place_of(early) == "/receipts/0");

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
