#include <rapidcheck.h>

#include "catch.hpp"
#include "exchange/journal.hpp"
#include "unit/report/money.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

std::string fen(std::int64_t minor) { return Money::of_minor(minor).to_text(); }

/// ZH-1 with some receipts, costs between them and maybe a refund; not all of it is allowed.
void tell_some_money(Transfer& t) {
  const auto count = *rc::gen::inRange(1, 5);
  for (int i = 1; i <= count; ++i) {
    const auto amount = *rc::gen::inRange<std::int64_t>(1, 25'000'000);
    const auto number = "DZ-" + std::to_string(i);
    t.record(step::receive(fen(amount)).with(R"({"due": null, "number": ")" + number + "\"}"));
    if (*rc::gen::arbitrary<bool>()) {
      t.record(step::cost("management_fee", fen(*rc::gen::inRange<std::int64_t>(1, 9'000'000))));
    }
    if (*rc::gen::inRange(0, 3) == 0) {
      const auto back = *rc::gen::inRange<std::int64_t>(1, amount + 1);
      t.record("receipt.refund", "2026-09-01",
               R"({"receipt": ")" + number + R"(", "amount": ")" + fen(back) +
                   R"(", "reason": "示例"})");
    }
  }
}

std::string random_day(int from_year, int to_year) {
  const auto year = *rc::gen::inRange(from_year, to_year + 1);
  const auto month = *rc::gen::inRange(7U, 13U);
  return Date(year, month, *rc::gen::inRange(1U, 29U)).to_text();
}

/// Receipts, costs and refunds of three years in any order, before or after the plan they are
/// divided by; payments of any day. Not all of it is allowed. True: there was a refund.
bool tell_years(Transfer& t) {
  bool is_refunded = false;
  const auto count = *rc::gen::inRange(1, 6);
  const auto planned_after = *rc::gen::inRange(0, count + 1);
  const auto plan = [&] {
    t.must(step::draft_plan());
    t.must(step::decide_plan());
    t.must(step::publish_plan());
    t.must(step::close_plan());
  };
  for (int i = 1; i <= count; ++i) {
    if (i == planned_after + 1) plan();
    const auto amount = *rc::gen::inRange<std::int64_t>(1, 20'000'000);
    const auto number = "DZ-" + std::to_string(i);
    t.record(step::receive(fen(amount))
                 .on(random_day(2026, 2028))
                 .with(R"({"due": null, "number": ")" + number + "\"}"));
    if (*rc::gen::inRange(0, 3) == 0) {
      t.record(step::cost("management_fee", fen(*rc::gen::inRange<std::int64_t>(1, 5'000'000))));
    }
    if (*rc::gen::inRange(0, 4) == 0) {
      const auto back = *rc::gen::inRange<std::int64_t>(1, amount + 1);
      const auto refund = t.record("receipt.refund", random_day(2027, 2028),
                                   R"({"receipt": ")" + number + R"(", "amount": ")" + fen(back) +
                                       R"(", "reason": "示例"})");
      is_refunded = is_refunded || !refund.is_refused();
    }
  }
  if (planned_after >= count) plan();
  const auto payments = *rc::gen::inRange(0, 6);
  for (int i = 0; i < payments; ++i) {
    const auto* person = *rc::gen::arbitrary<bool>() ? "P-1" : "P-2";
    t.record(step::pay(person, fen(*rc::gen::inRange<std::int64_t>(1, 9'000'000)))
                 .on(random_day(2026, 2028)));
  }
  return is_refunded;
}

Money figure_in(const AnnualReport& report, FigureKind kind) {
  for (const auto& figure : report.figures) {
    if (figure.figure == kind) return figure.amount.value();
  }
  return {};
}

}  // namespace

TEST_CASE("property: years sum to the case and are what they were, in whatever order it is told") {
  CHECK(rc::check([] {
    Transfer t;
    t.registered();
    const bool is_refunded = tell_years(t);
    const MoneyReader reader(t);
    const auto report = reader.distribution();
    const auto& one = report.cases.at(0);
    RC_ASSERT(one.conservation.holds);
    YearFigures sum;
    for (const auto& year : report.years) {
      sum.net += year.net;
      sum.reward += year.reward;
      sum.institution += year.institution;
      sum.paid += year.paid;
    }
    RC_ASSERT(sum.net == one.totals.net);
    RC_ASSERT(sum.reward == one.totals.reward);
    RC_ASSERT(sum.institution == one.totals.institution);
    auto paid = Money();
    for (const auto& balance : one.balances) paid += balance.paid;
    RC_ASSERT(sum.paid == paid);
    Money by_contract;
    for (const auto& row : report.contracts) {
      by_contract +=
          row.reward + row.institution + row.costs_recovered + row.refunded - row.received;
    }
    RC_ASSERT(by_contract + one.conservation.undivided == Money());
    YearFigures annual;
    for (int year = 2026; year <= 2028; ++year) {
      const auto figures = reader.annual(year);
      annual.net += figure_in(figures, FigureKind::net_income);
      annual.reward += figure_in(figures, FigureKind::cash_reward);
      annual.institution += figure_in(figures, FigureKind::retained);
      annual.paid += figure_in(figures, FigureKind::reward_paid);
    }
    RC_ASSERT(annual.net == sum.net);
    RC_ASSERT(annual.reward == sum.reward);
    RC_ASSERT(annual.institution == sum.institution);
    RC_ASSERT(annual.paid == sum.paid);
    for (const auto& row : report.people) {
      RC_ASSERT(is_refunded || !row.due.is_negative());
    }
    // nothing is divided before it was there, nor paid before it was due
    for (int year = 2026; year <= 2028; ++year) {
      JournalOptions options;
      options.language = Language::en;
      options.to = Date(year, 12, 31);
      const auto id = reader.id_of<TransferCase>("ZH-1");
      for (const auto& [account, amount] : balances_of(compose_journal(t.state, {id}, options))) {
        const bool is_debt = account.starts_with("Liabilities:Undivided") ||
                             account.starts_with("Liabilities:Payable");
        RC_ASSERT(!is_debt || is_refunded || !amount.is_positive());
      }
    }
  }));
}

TEST_CASE("property: whatever came in, the report's sums are those of the case") {
  CHECK(rc::check([] {
    Transfer t;
    t.plan_publicised();
    tell_some_money(t);
    const auto report = MoneyReader(t).distribution();
    const auto& one = report.cases.at(0);
    RC_ASSERT(one.conservation.holds);
    RC_ASSERT(one.conservation.received == one.totals.gross);
    auto net = Money();
    for (const auto& year : report.years) net += year.net;
    RC_ASSERT(net == one.totals.net);
    auto entitled = Money();
    for (const auto& person : report.people) entitled += person.entitled;
    RC_ASSERT(entitled == one.totals.reward + one.totals.owner_income);
    for (const auto& receipt : one.receipts) {
      auto sum = Money();
      for (const auto& line : receipt.lines) {
        RC_ASSERT(line.cumulative - line.before == line.amount);
        sum += line.amount;
      }
      RC_ASSERT(sum == receipt.surviving);
    }
    const auto annual = MoneyReader(t).annual(2026);
    for (const auto& figure : annual.figures) {
      if (figure.figure == FigureKind::net_income) RC_ASSERT(*figure.amount == one.totals.net);
      if (figure.figure == FigureKind::retained) {
        RC_ASSERT(*figure.amount == one.totals.institution);
      }
    }
  }));
}
