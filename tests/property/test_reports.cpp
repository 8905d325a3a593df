#include <rapidcheck.h>

#include "catch.hpp"
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

}  // namespace

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
