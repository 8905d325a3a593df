#include "catch.hpp"
#include "support/transfer.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

/// A contract in two payments; FA-1 gives half, FA-2, decided on 2026-07-03, three fifths.
struct TwoPlans : Transfer {
  explicit TwoPlans(const char* version) {
    priced();
    must(step::sign().with(version).with(
        R"({"amounts": {"terms": "instalments"},
            "dues": [{"what": "一", "amount": "500000.00", "due_on": "2026-07-31"},
                     {"what": "二", "amount": "500000.00", "due_on": "2026-08-31"}]})"));
    must(step::register_contract());
    must(step::draft_plan());
    must(step::decide_plan());
  }
  void publicise_first() {
    must(step::publish_plan());
    must(step::close_plan());
  }
  void decide_second() {
    must(step::draft_plan().on("2026-07-02").with(R"({"number": "FA-2", "reward_ratio": "3/5"})"));
    must(step::decide_plan("FA-2").on("2026-07-03"));
  }
  void receive(const char* number, const char* day, int due) {
    must(step::receive("500000.00")
             .on(day)
             .with(R"({"number": ")" + std::string(number) + R"(", "due": )" + std::to_string(due) +
                   "}"));
  }
  /// DZ-1 once FA-1 was publicised, DZ-2 once FA-2 was decided.
  void receive_under_both() {
    publicise_first();
    receive("DZ-1", "2026-07-01", 1);
    decide_second();
    receive("DZ-2", "2026-08-03", 2);
  }
  std::string plan_of(std::string_view receipt) const {
    return state.get(get<Receipt>(receipt).plan.value()).number;
  }
};

constexpr const char* at_signing = R"({"income_version": "at_signing"})";
constexpr const char* unsaid = "{}";

}  // namespace

TEST_CASE("INC-06 passes: unless the contract says so, the plan at booking divides a receipt") {
  TwoPlans t(unsaid);
  t.receive_under_both();
  CHECK(t.plan_of("DZ-1") == "FA-1");
  CHECK(t.plan_of("DZ-2") == "FA-2");
  CHECK(t.transfer().totals.reward == Money::parse("550000.00"));
  CHECK_FALSE(t.get<Contract>("HT-1").income_version);
}

TEST_CASE(
    "INC-06 passes: a contract that keeps to its signature is divided by the first plan after it") {
  TwoPlans t(at_signing);
  t.receive_under_both();
  CHECK(t.plan_of("DZ-1") == "FA-1");
  CHECK(t.plan_of("DZ-2") == "FA-1");
  CHECK(t.transfer().totals.reward == Money::parse("500000.00"));
  CHECK(t.get<Contract>("HT-1").income_version == IncomeVersion::at_signing);
}

TEST_CASE(
    "INC-06 passes: a plan overtaken before its notice ended divides nothing, whatever the "
    "version") {
  for (const auto* version : {unsaid, at_signing}) {
    TwoPlans t(version);
    t.receive("DZ-1", "2026-07-01", 1);
    REQUIRE(t.plan_of("DZ-1") == "FA-1");
    t.decide_second();
    CHECK(t.plan_of("DZ-1") == "FA-2");
    t.receive("DZ-2", "2026-08-03", 2);
    CHECK(t.plan_of("DZ-2") == "FA-2");
    CHECK(t.transfer().totals.reward == Money::parse("600000.00"));
  }
}

TEST_CASE("INC-06 passes: a refund rebooks each receipt by the plan it was divided by") {
  TwoPlans t(at_signing);
  t.receive_under_both();
  t.must("receipt.refund", "2026-09-01",
         R"({"receipt": "DZ-1", "amount": "500000.00", "reason": "示例"})");
  CHECK(t.plan_of("DZ-2") == "FA-1");
  CHECK(t.transfer().totals.reward == Money::parse("250000.00"));
}

TEST_CASE("INC-06 passes: receipts released together go each by the plan of its own contract") {
  Transfer t;
  t.priced();
  const auto half = step::sign().with(
      R"({"amounts": {"total": "500000.00", "technical": "500000.00"}, "dues": []})");
  const auto decide = [&](const char* number, const char* ratio, const char* drafted,
                          const char* decided) {
    t.must(step::draft_plan().on(drafted).with(R"({"number": ")" + std::string(number) +
                                               R"(", "reward_ratio": ")" + ratio + "\"}"));
    t.must(step::decide_plan(number).on(decided));
  };
  const auto receive = [&](const char* number, const char* contract) {
    t.must(step::receive("500000.00")
               .on("2026-07-15")
               .with(R"({"due": null, "number": ")" + std::string(number) + R"(", "contract": ")" +
                     contract + "\"}"));
  };
  const auto plan_of = [&](const char* receipt) {
    return t.state.get(t.get<Receipt>(receipt).plan.value()).number;
  };
  t.must(half);
  t.must(step::register_contract());
  decide("FA-1", "1/2", "2026-06-02", "2026-06-03");
  t.must(step::publish_plan());
  t.must(step::close_plan());
  decide("FA-2", "3/5", "2026-07-02", "2026-07-03");
  t.must(half.on("2026-07-10").with(R"({"number": "HT-2", "income_version": "at_signing"})"));
  receive("DZ-1", "HT-1");
  receive("DZ-2", "HT-2");
  REQUIRE(plan_of("DZ-1") == "FA-2");
  REQUIRE(plan_of("DZ-2") == "FA-2");
  // FA-2 was never shown: what it divided goes to the next, or to the one before the signature
  decide("FA-3", "7/10", "2026-07-20", "2026-07-21");
  CHECK(plan_of("DZ-1") == "FA-3");
  CHECK(plan_of("DZ-2") == "FA-1");
  CHECK(t.transfer().totals.reward == Money::parse("600000.00"));
  const auto& booking = t.state.get(t.transfer().bookings.back());
  REQUIRE(booking.divided.size() == 2);
  for (const auto& divided : booking.divided) {
    const auto& receipt = t.state.get(divided.receipt);
    CHECK(receipt.plan == divided.plan);
  }
}
