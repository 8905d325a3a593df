#include "catch.hpp"
#include "said.hpp"
#include "support/transfer.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

TEST_CASE("LNK-61 passes: the distribution plan is decided") {
  Transfer t;
  t.plan_decided();
  CHECK(said(t.missing_of("LNK-61")) == "");
}

TEST_CASE("LNK-61 refuses: no plan, a draft, a plan that was rejected") {
  Transfer t;
  t.registered();
  CHECK(said(t.missing_of("LNK-61")) == "refuse  尚未拟定收益分配方案。\n");
  t.must(step::draft_plan());
  CHECK(said(t.missing_of("LNK-61")) == "refuse  分配方案 FA-1 已拟定，待议定。\n");
  t.must(step::decide_plan().with(
      R"({"matters": [{"matter": "distribution_plan", "plan": "FA-1", "outcome": "rejected",
                       "in_favour": 0, "against": 2, "abstained": 0, "reasons": "示例"}]})"));
  CHECK(said(t.missing_of("LNK-61")) == "refuse  收益分配方案未获通过，须另拟。\n");
}

TEST_CASE("LNK-62 passes: every payment due came in or is written off") {
  Transfer t;
  t.received();
  CHECK(said(t.missing_of("LNK-62")) == "");
}

TEST_CASE("LNK-62 refuses: what is outstanding, by contract and payment") {
  Transfer t;
  t.negotiated();
  CHECK(said(t.missing_of("LNK-62")) == "refuse  尚无有效合同。\n");

  Transfer instalments;
  instalments.priced();
  instalments.must(step::sign().with(
      R"({"amounts": {"total": "1000000.00", "technical": "1000000.00", "terms": "milestones"},
          "dues": [{"what": "首付", "amount": "600000.00", "due_on": "2026-07-31"},
                   {"what": "验收", "amount": "400000.00", "milestone": true}]})"));
  instalments.must(step::register_contract());
  CHECK(said(instalments.missing_of("LNK-62")) ==
        "refuse  HT-1 第 1 笔（首付）应于 2026-07-31 到账，未收 600000.00。\n"
        "refuse  HT-1 第 2 笔（验收）待里程碑达成，未收 400000.00。\n");
  instalments.must(step::receive("600000.00"));
  instalments.must("due.write_off", "2026-08-03",
                   R"({"contract": "HT-1", "due": 2, "reason": "示例"})");
  CHECK(said(instalments.missing_of("LNK-62")) == "");
}

TEST_CASE("LNK-63 passes: everything that came in is divided and paid") {
  Transfer t;
  t.paid();
  CHECK(said(t.missing_of("LNK-63")) == "");
}

TEST_CASE("LNK-63 refuses: a receipt not divided, people not paid, shares not awarded") {
  Transfer t;
  t.registered();
  t.must(step::receive());
  CHECK(said(t.missing_of("LNK-63")) == "refuse  到账 DZ-1（1000000.00）尚未分配。\n");

  Transfer unpaid;
  unpaid.received();
  unpaid.must(step::pay("P-1", "270000.00"));
  CHECK(said(unpaid.missing_of("LNK-63")) == "refuse  尚未发放：P-2 180000.00。\n");

  Transfer equity;
  equity.plan_publicised(Pathway::equity_investment);
  CHECK(said(equity.missing_of("LNK-63")) == "refuse  HT-1 的股权奖励尚未实施。\n");
  equity.must(step::award_equity());
  CHECK(said(equity.missing_of("LNK-63")) == "");
  CHECK(said(equity.missing_of("LNK-62")) == "");
}
