#include "catch.hpp"
#include "said.hpp"
#include "support/transfer.hpp"

/// Ways around the rules of a case that must not work.
using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

TEST_CASE("INC-05 refuses: a payment told for a day on which the notice still ran") {
  Transfer t;
  t.received();
  const auto pay = step::pay("P-1", "1.00");
  CHECK_THAT(said("INC-05", t.check(pay.on("2026-06-25"))), Contains("GS-3"));
  CHECK(said("INC-05", t.check(pay)) == "");
}

TEST_CASE("INC-06 refuses: a payment told for a day before the money came") {
  Transfer t;
  t.received();  // on 07-01
  CHECK_THAT(said("INC-06", t.check(step::pay("P-1", "1.00").on("2026-06-30"))),
             Contains("至 2026-06-30 到账（减退款）只有 0.00"));
}

TEST_CASE("REG-04 refuses: a payment or award told for a day before its plan was decided") {
  Transfer t;
  t.received();
  CHECK_THAT(said("REG-04", t.check(step::pay("P-1", "1.00").on("2026-06-02"))),
             Contains("FA-1 的议定日"));
}

TEST_CASE("INC-05: what a plan without a finished notice divided is divided anew by the next") {
  Transfer t;
  t.plan_decided();
  t.must(step::receive());
  REQUIRE(t.get<Receipt>("DZ-1").plan == t.get<DistributionPlan>("FA-1").id);
  t.must("consent.record", "2026-07-02",
         R"({"achievement": "KZ-1", "person": "P-1", "scope": "同意分配方案 FA-2"})");
  t.must(
      step::draft_plan()
          .on("2026-07-02")
          .with(
              R"({"number": "FA-2", "lines": [{"person": "P-1", "role": "contributor", "weight": "1/2"},
                                      {"person": "P-2", "role": "contributor", "weight": "1/2"}]})"));
  t.must(step::decide_plan()
             .on("2026-07-03")
             .with(
                 R"({"number": "JY-FA2", "matters": [{"matter": "distribution_plan", "plan": "FA-2",
          "outcome": "approved", "in_favour": 2, "against": 0, "abstained": 0}]})"));
  CHECK(t.get<Receipt>("DZ-1").plan == t.get<DistributionPlan>("FA-2").id);
  for (const auto& balance : t.transfer().balances) {
    CHECK(balance.entitled == Money::parse("225000.00"));
  }
}

TEST_CASE("INC-05 refuses: a notice voided later takes back an earlier one of the same plan") {
  Transfer t;
  t.received();
  t.must(step::publish_plan().on("2026-07-02").with(R"({"number": "GS-4"})"));
  t.must("notice.object", "2026-07-03", R"({"notice": "GS-4", "content": "示例"})");
  CHECK_THAT(said("INC-05", t.check(step::pay("P-1", "1.00"))), Contains("异议"));
  t.must("notice.answer", "2026-07-03",
         R"({"notice": "GS-4", "objection": 1, "answer": "upheld_content", "text": "示例"})");
  CHECK_THAT(said("INC-05", t.check(step::pay("P-1", "1.00"))), Contains("作废"));
}

TEST_CASE("CTR-04 refuses: cash nobody agreed on, of a contract that brings shares") {
  Transfer t;
  t.plan_publicised(Pathway::equity_investment);
  CHECK_THAT(said("CTR-04", t.check(step::receive("1.00"))), Contains("尚可收的 0.00"));
}

TEST_CASE("PTH-07 refuses: an amendment to an amount that a higher tier has to approve") {
  Transfer t;
  t.registered();
  const auto amend = [&](const std::string& total) {
    return said("PTH-07",
                t.check("contract.amend", "2026-06-01",
                        R"({"contract": "HT-1", "what": "示例", "amounts": {"total": ")" + total +
                            R"(", "technical": ")" + total + R"(", "terms": "lump_sum"}})"));
  };
  CHECK_THAT(amend("9000000.00"), Contains("refuse /amounts"));
  CHECK(amend("900000.00") == "");
}

TEST_CASE("DEM-01 refuses: a vote of somebody who gets something by the plan, rejected or not") {
  Transfer t;
  t.registered();
  t.must(step::draft_plan());
  for (const auto* outcome : {"approved", "rejected"}) {
    const auto matters = std::string(R"({"present": ["P-5", "P-3", "P-4"], "members": 3,
        "matters": [{"matter": "distribution_plan", "plan": "FA-1", "outcome": ")") +
                         outcome +
                         R"(", "in_favour": 3, "against": 0, "abstained": 0,
                             "reasons": "示例"}]})";
    CHECK_THAT(said("DEM-01", t.check(step::decide_plan().with(matters))), Contains("P-5"));
  }
}

TEST_CASE("REG-02 refuses: the own institution as transferee; another before talks have ended") {
  Transfer t;
  t.negotiated();
  CHECK_THAT(said("REG-02", t.check(step::negotiate().with(R"({"transferee": "I-own"})"))),
             Contains("受让方就是本机构"));
  t.must("institution.register", "2026-04-02",
         R"({"number": "I-2", "name": "另一公司", "nature": "company"})");
  const auto other = step::negotiate().on("2026-04-03").with(R"({"transferee": "I-2"})");
  CHECK_THAT(said("REG-02", t.check(other)), Contains("协商尚未结束"));
  t.must("negotiation.end", "2026-04-03", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  CHECK(said("REG-02", t.check(other)) == "");
}

TEST_CASE("CTR-05: a price agreed with one party is no price for the next") {
  Transfer t;
  t.priced();
  REQUIRE(t.transfer().current_pricing() != nullptr);
  t.must("negotiation.end", "2026-05-19", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  CHECK(t.transfer().current_pricing() == nullptr);
}
