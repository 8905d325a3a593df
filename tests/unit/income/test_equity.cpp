#include "catch.hpp"
#include "kezhuan/income/consensus.hpp"
#include "unit/income/support.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

std::vector<EquityPart> holders(const char* weights) {
  std::vector<EquityPart> parts;
  for (const auto& part : people(weights)) parts.push_back({part.person, part.share});
  return parts;
}

std::vector<std::int64_t> shares_of(const EquityDivision& division) {
  std::vector<std::int64_t> shares;
  for (const auto& part : division.people) shares.push_back(part.shares);
  return shares;
}

using Shares = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("INC-03 passes: example 4, the people's side rounds up and no cost is deducted") {
  const auto division = divide_equity(333'333, Ratio(1, 2), holders("1"));
  CHECK(division.people_shares == 166'667);
  CHECK(division.institution_shares == 166'666);
}

TEST_CASE("INC-04 passes: example 4, the others take over the principal head's weight") {
  auto parts = holders("5:3:2");
  parts[2].excluded = true;
  const auto division = divide_equity(333'333, Ratio(1, 2), parts);
  CHECK(division.people_shares == 166'667);
  CHECK(shares_of(division) == Shares{104'167, 62'500, 0});
  CHECK(division.people.at(1).person == person(2));
}

TEST_CASE("INC-04 refuses: equity to the principal head alone") {
  auto head = holders("1");
  head[0].excluded = true;
  CHECK(rule_of_error([&] { divide_equity(100, Ratio(1, 2), head); }) == "INC-04");
  CHECK(rule_of_error([&] { divide_equity(100, Ratio(1, 2), {}); }) == "INC-04");
}

TEST_CASE("INC-03 refuses: a negative number of shares and a ratio that is none") {
  CHECK(rule_of_error([] { divide_equity(-1, Ratio(1, 2), holders("1")); }) == "INC-03");
  CHECK(rule_of_error([] { divide_equity(1, Ratio(3, 2), holders("1")); }) == "INC-03");
}

TEST_CASE("INC-06 refuses: a negative weight in equity") {
  auto parts = holders("1:1");
  parts[1].weight = Ratio(-1, 4);
  CHECK(rule_of_error([&] { divide_equity(1, Ratio(1, 2), parts); }) == "INC-06");
}
