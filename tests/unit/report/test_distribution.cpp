#include "catch.hpp"
#include "unit/report/fixture.hpp"
#include "unit/report/money.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

/// ZH-1: 1,000,000.00 in two receipts, one of them partly refunded; costs 60,000.00 and 40,000.00.
void tell_two_receipts(Transfer& t) {
  t.plan_publicised();
  t.must(step::cost("management_fee", "40000.00"));
  t.must(step::receive("600000.00"));
  t.must(step::receive("400000.00").on("2026-08-03").with(R"({"number": "DZ-2"})"));
  t.must("receipt.refund", "2026-09-01",
         R"({"receipt": "DZ-2", "amount": "100000.00", "reason": "示例"})");
}

}  // namespace

TEST_CASE("distribution: a paid case shows what came in, what it cost and who got what") {
  Transfer t;
  t.paid();
  const auto report = MoneyReader(t).distribution();
  REQUIRE(report.cases.size() == 1);
  const auto& one = report.cases[0];
  CHECK(one.number == "ZH-1");
  CHECK(one.pathway == Pathway::licence);
  CHECK(one.policy.hash == t.policy.hash());
  REQUIRE(one.plan);
  CHECK(one.plan->number == "FA-1");
  CHECK(one.plan->reward_ratio == Ratio(1, 2));
  REQUIRE(one.contracts.size() == 1);
  CHECK(one.contracts[0].amount() == money("1000000.00"));
  CHECK(one.contracts[0].registration_no == "20261100010001");
  REQUIRE(one.cost_sums.size() == 1);
  CHECK(one.cost_sums[0].direct);
  CHECK(one.totals.net == money("900000.00"));
  REQUIRE(one.receipts.size() == 1);
  CHECK(one.receipts[0].distributable == money("900000.00"));
  REQUIRE(one.balances.size() == 2);
  CHECK(one.balances[0].entitled == money("270000.00"));
  CHECK(one.balances[0].due == money("0.00"));
  CHECK(one.payments.size() == 2);
  CHECK(one.conservation.holds);
  REQUIRE(report.people.size() == 2);
  CHECK(report.people[1].paid == money("180000.00"));
  REQUIRE(report.years.size() == 1);
  CHECK(report.years[0].paid == money("450000.00"));
  CHECK(report.years[0].contracted == money("1000000.00"));
}

TEST_CASE("distribution: each line is its share of the cumulative base, less what came before") {
  Transfer t;
  tell_two_receipts(t);
  const auto report = MoneyReader(t).distribution();
  for (const auto& receipt : report.cases.at(0).receipts) {
    auto sum = money("0.00");
    for (const auto& line : receipt.lines) {
      INFO(receipt.number << " " << to_code(line.kind));
      CHECK(line.cumulative - line.before == line.amount);
      const auto exact = line.base.minor() * line.share.numerator() / line.share.denominator();
      CHECK(std::abs(line.cumulative.minor() - exact) <= 1);
      CHECK_FALSE(line.rule.empty());
      sum += line.amount;
    }
    CHECK(sum == receipt.surviving);
  }
}

TEST_CASE("distribution: the reward in all is the ratio of the net income, cumulative") {
  Transfer t;
  tell_two_receipts(t);
  const auto report = MoneyReader(t).distribution();
  auto net = money("0.00");
  auto reward = money("0.00");
  for (const auto& receipt : report.cases.at(0).receipts) {
    net += receipt.distributable;
    for (const auto& line : receipt.lines) {
      if (line.kind == LineKind::reward) reward += line.amount;
    }
    REQUIRE(receipt.pool);
    CHECK(receipt.pool->base == net);
    CHECK(receipt.pool->cumulative == reward);
    CHECK(receipt.pool->ratio == Ratio(1, 2));
    CHECK(std::abs(receipt.pool->cumulative.minor() * 2 - receipt.pool->base.minor()) <= 1);
  }
}

TEST_CASE("distribution: sums by case, year, person and receipt are the same money") {
  Transfer t;
  tell_two_receipts(t);
  t.must(step::pay("P-1", "100000.00").on("2026-09-10"));
  const auto report = MoneyReader(t).distribution();
  const auto& one = report.cases.at(0);
  CHECK(one.conservation.holds);
  CHECK(one.conservation.received == money("900000.00"));
  CHECK(one.totals.gross == one.conservation.received);
  auto year = report.years.at(0);
  CHECK(year.received - year.refunded == one.totals.gross);
  CHECK(year.net == one.totals.net);
  CHECK(year.reward == one.totals.reward);
  CHECK(year.institution == one.totals.institution);
  CHECK(year.direct_costs + year.indirect_costs ==
        one.totals.direct_costs + one.totals.indirect_costs);
  auto entitled = money("0.00");
  auto due = money("0.00");
  for (const auto& person : report.people) {
    entitled += person.entitled;
    due += person.due;
  }
  CHECK(entitled == one.totals.reward + one.totals.owner_income);
  CHECK(due == entitled - money("100000.00"));
  CHECK(report.units.at(0).entitled == entitled);
  CHECK(report.units.at(0).due == due);
}

TEST_CASE("distribution: what came in before there is a plan stands as not divided") {
  Transfer t;
  t.registered();
  t.must(step::cost());
  t.must(step::receive());
  const auto one = MoneyReader(t).distribution().cases.at(0);
  CHECK(one.conservation.undivided == money("1000000.00"));
  CHECK(one.conservation.holds);
  CHECK_FALSE(one.receipts.at(0).plan);
  CHECK(one.totals.net == money("900000.00"));
}

TEST_CASE("distribution: scopes narrow to a case, year, person and unit") {
  Transfer t;
  t.paid();
  const MoneyReader reader(t);
  MoneyScope scope;
  scope.year = 2025;
  CHECK(reader.distribution(scope).cases.empty());
  CHECK(reader.distribution(scope).years.empty());
  CHECK(reader.distribution(scope).people.empty());
  scope = {};
  scope.person = reader.id_of<Person>("P-2");
  const auto own = reader.distribution(scope);
  REQUIRE(own.people.size() == 1);
  CHECK(own.people[0].party.number == "P-2");
  CHECK(own.cases.at(0).balances.size() == 1);
  CHECK(own.cases.at(0).conservation.holds);  // of the whole case
  CHECK(to_json(own).find("\"P-1\"") == std::string::npos);
  scope.person = reader.id_of<Person>("P-3");
  CHECK(reader.distribution(scope).cases.empty());
  scope = {};
  scope.unit = reader.id_of<Unit>("U-1");
  CHECK(reader.distribution(scope).units.size() == 1);
}

TEST_CASE("distribution: rows by contract and year sum to the year, and one can be asked for") {
  Transfer t;
  t.plan_publicised();
  t.must(step::sign().on("2026-06-30").with(R"({"number": "HT-2"})"));
  t.must(step::receive("600000.00"));
  t.must(step::receive("400000.00")
             .on("2026-08-03")
             .with(R"({"number": "DZ-2", "contract": "HT-2"})"));
  t.must("receipt.refund", "2026-09-01",
         R"({"receipt": "DZ-2", "amount": "100000.00", "reason": "示例"})");
  const MoneyReader reader(t);
  const auto all = reader.distribution();
  REQUIRE(all.contracts.size() == 2);
  ContractYear sum;
  for (const auto& row : all.contracts) {
    INFO(row.contract);
    CHECK(row.transfer_case == "ZH-1");
    CHECK(row.transferee.number == "I-co");
    CHECK(row.received - row.refunded == row.costs_recovered + row.reward + row.institution);
    sum.received += row.received;
    sum.refunded += row.refunded;
    sum.contracted += row.contracted;
    sum.reward += row.reward;
    sum.institution += row.institution;
  }
  const auto& year = all.years.at(0);
  CHECK(sum.received == year.received);
  CHECK(sum.refunded == year.refunded);
  CHECK(sum.contracted == year.contracted);
  CHECK(sum.reward == year.reward);
  CHECK(sum.institution == year.institution);
  CHECK(all.contracts[1].received == money("400000.00"));
  CHECK(all.contracts[1].refunded == money("100000.00"));

  MoneyScope scope;
  scope.contract = reader.id_of<Contract>("HT-2");
  const auto one = reader.distribution(scope);
  CHECK(one.only_contract == "HT-2");
  REQUIRE(one.contracts.size() == 1);
  CHECK(to_canonical_json(one.contracts[0]) == to_canonical_json(all.contracts[1]));
  const auto& shown = one.cases.at(0);
  REQUIRE(shown.contracts.size() == 1);
  REQUIRE(shown.receipts.size() == 1);
  CHECK(shown.receipts[0].number == "DZ-2");
  CHECK(shown.costs.size() == all.cases.at(0).costs.size());  // of the whole case
  CHECK(one.people.at(0).entitled == all.people.at(0).entitled);
  CHECK(has(to_text(one, Language::zh), "2026  HT-2  示例公司  合同金额 1,000,000.00"));
  CHECK(has(to_csv(one, Language::zh), "\r\n合同年度,ZH-1,HT-2,"));
  CHECK_FALSE(has(to_csv(one, Language::zh), "HT-1"));
  CHECK(has(to_html(one, Language::en), "By contract"));
  CHECK(has(to_html(one, Language::en), "contract HT-2"));
  scope.year = 2025;
  CHECK(reader.distribution(scope).contracts.empty());
}

TEST_CASE("distribution: a contract of shares has those awarded in its row") {
  Transfer t;
  t.plan_publicised(Pathway::equity_investment);
  t.must(step::award_equity());
  const auto report = MoneyReader(t).distribution();
  REQUIRE(report.contracts.size() == 1);
  CHECK(report.contracts[0].shares == 166667);
  CHECK(report.contracts[0].contracted == money("1000000.00"));
  CHECK(has(to_csv(report, Language::en), ",shares awarded,"));
}

TEST_CASE("distribution: what is unpaid at the end of a year is still due in the next") {
  Transfer t;
  t.received();
  MoneyScope scope;
  scope.year = 2027;
  const auto later = MoneyReader(t).distribution(scope);
  REQUIRE(later.people.size() == 2);
  CHECK(later.people[0].entitled == money("0.00"));
  CHECK(later.people[0].due == money("270000.00"));
}

TEST_CASE("distribution: what was recovered has a column, and what is due counts it") {
  Transfer t;
  t.recovered();
  const auto report = MoneyReader(t).distribution();
  CHECK(report.years.at(0).paid == money("450000.00"));
  CHECK(report.years[0].recovered == money("150000.00"));
  const auto& person = report.people.at(0);
  CHECK(person.paid == money("270000.00"));
  CHECK(person.recovered == money("150000.00"));
  CHECK(person.due == person.entitled - person.paid + person.recovered);
  CHECK(report.units.at(0).recovered == money("150000.00"));
  CHECK(has(to_text(report, Language::zh), "已付 270,000.00  追回 150,000.00  年末待付 0.00"));
  CHECK(has(to_csv(report, Language::zh), "\r\n追回,"));
  CHECK(has(to_html(report, Language::zh), "（追回）"));
}

TEST_CASE("distribution: an investment shows shares, and its value as the contract amount") {
  Transfer t;
  t.plan_publicised(Pathway::equity_investment);
  t.must(step::award_equity());
  const auto report = MoneyReader(t).distribution();
  const auto& one = report.cases.at(0);
  CHECK(one.contracts.at(0).amount() == money("1000000.00"));
  REQUIRE(one.equity.size() == 1);
  CHECK(one.equity[0].people_shares == 166667);
  CHECK(one.equity[0].people.at(0).shares == 100000);
  CHECK(one.unrecovered == money("100000.00"));
  CHECK(one.conservation.holds);
  CHECK(report.people.at(0).shares == 100000);
}
