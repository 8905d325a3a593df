#include "catch.hpp"
#include "path/transfer_case.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

/// KZ-1 is owned half by the institution, a quarter each by P-1 and P-2, who share the reward 3:2.
void let_persons_own(Transfer& world) {
  world.supersede_agreement("FQ-KZ-1", "FQ-2", "2026-03-20",
                            R"({"institutions": [{"institution": "I-own", "share": "1/2"}],
          "persons": [{"person": "P-1", "ownership": "1/4", "income_weight": "3/5"},
                      {"person": "P-2", "ownership": "1/4", "income_weight": "2/5"}],
          "use_right": "individual", "reward_ratio": "1/2", "decision_mechanism": "示例",
          "cost_sharing": "示例", "ownership_sets_weights": false})");
}

const NextAction* find_payment(const NextReport& report) {
  return find_action(report, "payment.record");
}

}  // namespace

TEST_CASE("INC-06: the payment proposed takes off what a party was paid too much of another kind") {
  Transfer world;
  let_persons_own(world);
  world.received();  // net 900,000.00; owners 225,000.00 each; reward 135,000.00 and 90,000.00
  world.must(step::pay("P-1", "135000.00"));
  const auto before = next_of_case(world);
  REQUIRE(find_payment(before) != nullptr);
  CHECK_THAT(find_payment(before)->why.zh, Contains("3 笔共 540000.00 元"));
  world.must("receipt.refund", "2026-07-20",
             R"({"receipt": "DZ-1", "amount": "500000.00", "reason": "示例"})");
  // net 400,000.00: P-1 is due 100,000.00 and was paid 75,000.00 too much; P-2 is due 140,000.00
  const auto after = next_of_case(world);
  REQUIRE(find_payment(after) != nullptr);
  CHECK_THAT(find_payment(after)->why.zh, Contains("3 笔共 165000.00 元"));
  CHECK(find_payment(after)->waits_for.empty());
}

TEST_CASE("INC-06: what was paid too much is due to be recovered, from whom and how much") {
  Transfer world;
  world.paid();
  const auto overpaid = [&] {
    std::vector<Deadline> found;
    for (auto& one : due_of_case(world)) {
      if (one.what == DeadlineKind::overpayment) found.push_back(one);
    }
    return found;
  };
  CHECK(overpaid().empty());
  world.must("receipt.refund", "2026-07-20",
             R"({"receipt": "DZ-1", "amount": "500000.00", "reason": "示例"})");
  const auto due = overpaid();  // net 400,000.00, reward 200,000.00
  REQUIRE(due.size() == 2);
  CHECK(due[0].subject == "P-1");
  CHECK(due[0].due_on == Date(2026, 7, 20));
  CHECK_THAT(due[0].people, Catch::VectorContains(std::string("P-1")));
  CHECK_THAT(due[0].text.zh, Contains("P-1 多付 150000.00") && Contains("payment.recover"));
  CHECK_THAT(due[1].text.zh, Contains("P-2 多付 100000.00"));
  CHECK(is_duty(DeadlineKind::overpayment));
  REQUIRE(find_action(next_of_case(world), "payment.recover") != nullptr);

  const auto recover = [&](const char* person, const char* amount) {
    return Step{"payment.recover", "2026-08-03",
                R"({"transfer_case": "ZH-1", "lines": [{"kind": "reward", "person": ")" +
                    std::string(person) + R"(", "amount": ")" + amount + R"("}]})"};
  };
  CHECK(world.check(recover("P-1", "150000.01")).is_refused());
  CHECK(world.check(recover("P-1", "USD 1.00")).is_refused());
  CHECK(world.check(recover("P-3", "1.00")).is_refused());
  world.must("case.terminate", "2026-08-03", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  CHECK(overpaid().size() == 2);  // money is settled all the same
  world.must(recover("P-1", "150000.00"));
  REQUIRE(overpaid().size() == 1);
  world.must(recover("P-2", "60000.00"));
  CHECK_THAT(overpaid().front().text.zh, Contains("P-2 多付 40000.00"));
  world.must(recover("P-2", "40000.00"));
  CHECK(overpaid().empty());
  for (const auto& balance : world.transfer().balances) CHECK(balance.due().is_zero());
}
