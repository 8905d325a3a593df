#include "catch.hpp"
#include "registry/transfer_story.hpp"
#include "support/hospital.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

/// Two receipts by FAB-1, one of them refunded in part, the people paid.
struct DividedByScheme : TransferHospital {
  DividedByScheme() {
    register_case();
    adopt_scheme();
    for (const auto& each :
         {step::cost(), step::draft_plan().with(R"({"reward_ratio": null, "scheme": "FAB-1"})"),
          step::decide_plan(), step::publish_plan(), step::close_plan(), step::receive("400000.00"),
          step::receive("600000.00").with(R"({"number": "DZ-2"})")}) {
      must(each);
    }
    must("receipt.refund", "2026-07-05",
         R"({"receipt": "DZ-1", "amount": "100000.00", "reason": "示例"})");
    must(step::pay("P-1", "408000.00"));
    must(step::pay("P-2", "272000.00"));
  }
};

const TransferCase& case_of(const Snapshot& seen) {
  return seen.state().get(Id<TransferCase>(seen.get("ZH-1").id));
}

}  // namespace

TEST_CASE("registry: money divided by an adopted scheme is paid, and replays to the same tables") {
  DividedByScheme h;
  const auto seen = h.registry.read();
  const auto& c = case_of(seen);
  CHECK(c.totals.gross == Money::parse("900000.00"));
  CHECK(c.totals.reward == Money::parse("680000.00"));
  CHECK(c.totals.institution == Money::parse("120000.00"));
  for (const auto& balance : c.balances) CHECK(balance.due().is_zero());
  const auto report = h.verify();
  for (const auto& problem : report.problems) UNSCOPED_INFO(problem.place << problem.what.zh);
  CHECK(report.problems.empty());
}

TEST_CASE("registry: an adopted scheme is found by its number, its name and in the list") {
  DividedByScheme h;
  const auto seen = h.registry.read();
  CHECK(seen.get("FAB-1").kind == Kind::scheme);
  const auto rows = seen.list(Kind::scheme);
  REQUIRE(rows.size() == 1);
  CHECK(rows.front().number == "FAB-1");
}
