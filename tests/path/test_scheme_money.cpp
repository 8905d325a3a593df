#include <algorithm>

#include "catch.hpp"
#include "path/transfer_case.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

/// The invented hospital's scheme with a reserve, a least payment and three months to pay.
struct SchemeMoney : Transfer {
  SchemeMoney() {
    registered();
    auto scheme = shipped_scheme("example-institution");
    scheme.currency = "CNY";
    scheme.reserve = Ratio(1, 10);
    scheme.payments = SchemePayments{Money::parse("150000.00"), 3};
    must(step::adopt_scheme(scheme));
    for (const auto& each :
         {step::cost(), step::draft_plan().with(R"({"reward_ratio": null, "scheme": "FAB-1"})"),
          step::decide_plan(), step::publish_plan(), step::close_plan(),
          step::receive("400000.00")}) {
      must(each);
    }
    today = Date(2026, 7, 2);
  }
};

}  // namespace

TEST_CASE("INC-11: less than the scheme's least payment is not offered while more may come in") {
  SchemeMoney world;  // P-1 is due 137,700.00, P-2 91,800.00
  CHECK(find_action(next_of_case(world), "payment.record") == nullptr);
  world.must(step::receive("600000.00").with(R"({"number": "DZ-2"})"));
  CHECK(find_action(next_of_case(world), "payment.record") != nullptr);
}

TEST_CASE("INC-11: the reserve a scheme holds is told of until it is released") {
  SchemeMoney world;
  const auto report = next_of_case(world);
  const auto* action = find_action(report, "reserve.release");
  REQUIRE(action != nullptr);
  CHECK(action->why.zh.find("30000.00") != std::string::npos);
  world.must("reserve.release", "2026-07-02",
             R"({"transfer_case": "ZH-1", "reason": "示例", "amount": "30000.00"})");
  CHECK(find_action(next_of_case(world), "reserve.release") == nullptr);
}

TEST_CASE("INC-11: the time a scheme gives for paying is a deadline of its own, and warned of") {
  SchemeMoney world;
  const auto due = due_of_case(world);
  const auto by_scheme = std::find_if(due.begin(), due.end(), [](const Deadline& deadline) {
    return deadline.what == DeadlineKind::reward_payment && deadline.rule == "INC-11";
  });
  REQUIRE(by_scheme != due.end());
  CHECK(by_scheme->due_on == Date(2026, 10, 1));
  const auto same = std::count_if(due.begin(), due.end(), [&](const Deadline& deadline) {
    return deadline.what == by_scheme->what && deadline.subject == by_scheme->subject &&
           deadline.index == by_scheme->index;
  });
  CHECK(same == 1);
  world.today = Date(2026, 12, 31);
  world.must(step::receive("600000.00").on("2026-10-02").with(R"({"number": "DZ-2"})"));
  CHECK(world.check(step::pay("P-1", "150000.00").on("2026-10-03")).has("INC-11"));
}
