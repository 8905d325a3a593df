#include <algorithm>

#include "catch.hpp"
#include "kezhuan/core/error.hpp"
#include "unit/report/fixture.hpp"
#include "unit/report/money.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

/// 1,000,000.00 in two receipts, the first of which is partly refunded after P-1 was paid; costs
/// 100,000.00 and 40,000.00.
void tell_refund(Transfer& t) {
  t.plan_publicised();
  t.must(step::cost("management_fee", "40000.00"));
  t.must(step::receive("599999.99"));
  t.must(step::pay("P-1", "138000.00").on("2026-07-06"));
  t.must(step::receive("400000.01").on("2026-08-03").with(R"({"number": "DZ-2"})"));
  t.must("receipt.refund", "2026-09-01",
         R"({"receipt": "DZ-1", "amount": "500000.00", "reason": "<script>x</script>"})");
}

const StatementEntry& entry_of(const IncomeStatement& statement, EntryCause cause) {
  const auto found = std::find_if(statement.entries.begin(), statement.entries.end(),
                                  [&](const StatementEntry& e) { return e.cause == cause; });
  REQUIRE(found != statement.entries.end());
  return *found;
}

const StatementStep& step_of(const StatementReceipt& receipt, StepKind kind) {
  const auto found = std::find_if(receipt.steps.begin(), receipt.steps.end(),
                                  [&](const StatementStep& s) { return s.step == kind; });
  REQUIRE(found != receipt.steps.end());
  return *found;
}

template <class Check>
void for_each_receipt(const IncomeStatement& statement, Check check) {
  for (const auto& entry : statement.entries) {
    for (const auto& receipt : entry.receipts) {
      INFO(entry.number << " " << receipt.number);
      check(receipt);
    }
  }
}

}  // namespace

TEST_CASE("statement: the steps of a receipt lead from the money to the last part, to the fen") {
  Transfer t;
  tell_refund(t);
  const auto statement = MoneyReader(t).statement("ZH-1");
  std::size_t checked = 0;
  for_each_receipt(statement, [&](const StatementReceipt& receipt) {
    auto left = money("0.00");
    auto shared = money("0.00");
    auto parts = money("0.00");
    for (const auto& step : receipt.steps) {
      CHECK(step.cumulative - step.before == step.amount);
      switch (step.step) {
        case StepKind::gross: left = step.amount; break;
        case StepKind::direct_cost:
        case StepKind::other_institution:
        case StepKind::indirect_cost: left -= step.amount; break;
        case StepKind::distributable: CHECK(step.amount == left); break;
        case StepKind::owner_income:
        case StepKind::reward: parts -= step.amount; [[fallthrough]];
        case StepKind::institution: shared += step.amount; break;
        case StepKind::part: parts += step.amount; break;
        case StepKind::off_the_top:
        case StepKind::reserve: break;  // parts of what the institution and its pools have
      }
    }
    CHECK(shared == left);
    CHECK(parts == money("0.00"));
    CHECK(step_of(receipt, StepKind::gross).amount == receipt.booked);
    ++checked;
  });
  CHECK(checked == 4);  // both receipts, and both again after the refund
}

TEST_CASE("statement: each share of a base gives the cumulative figure but for a fen") {
  Transfer t;
  tell_refund(t);
  for_each_receipt(MoneyReader(t).statement("ZH-1"), [](const StatementReceipt& receipt) {
    for (const auto& step : receipt.steps) {
      if (!step.share) continue;
      const auto exact = step.base->minor() * step.share->numerator() / step.share->denominator();
      CHECK(std::abs(step.cumulative.minor() - exact) <= 1);
    }
  });
}

TEST_CASE(
    "INC-06 passes: a statement shows a refund as what was taken back and what took its place") {
  Transfer t;
  tell_refund(t);
  const auto statement = MoneyReader(t).statement("ZH-1");
  const auto& refund = entry_of(statement, EntryCause::refund);
  REQUIRE(refund.refunds.size() == 1);
  CHECK(refund.refunds[0].amount == money("500000.00"));
  REQUIRE(refund.receipts.size() == 2);  // the later receipt is booked anew as well
  CHECK(refund.receipts[0].taken_back == money("-599999.99"));
  CHECK(refund.receipts[0].booked == money("99999.99"));
  CHECK(refund.receipts[1].taken_back == money("-400000.01"));
  CHECK(refund.receipts[1].booked == money("400000.01"));
  auto reversed = money("0.00");
  for (const auto& line : refund.receipts[0].reversed) reversed += line.amount;
  CHECK(reversed == refund.receipts[0].taken_back);
  // the first receipt now goes to costs alone, the second bears what it left
  const auto& cost = step_of(refund.receipts[1], StepKind::indirect_cost);
  CHECK(cost.amount == money("40000.00"));
  CHECK(step_of(refund.receipts[1], StepKind::distributable).cumulative == money("360000.00"));
}

TEST_CASE("statement: after every entry the account agrees, and at the end with the balances") {
  Transfer t;
  tell_refund(t);
  for (const auto& person : {std::optional<std::string>(), std::optional<std::string>("P-1")}) {
    const auto statement = MoneyReader(t).statement("ZH-1", person);
    auto entitled = money("0.00");
    auto paid = money("0.00");
    for (const auto& entry : statement.entries) {
      for (const auto& receipt : entry.receipts) {
        for (const auto& line : receipt.reversed) {
          if (line.party && line.kind != LineKind::institution) entitled += line.amount;
        }
        for (const auto& step : receipt.steps) {
          if (step.step == StepKind::part) entitled += step.amount;
        }
      }
      for (const auto& line : entry.paid) paid += line.amount;
      CHECK(entry.entitled == entitled);
      CHECK(entry.settled == paid);
      CHECK(entry.due == entitled - paid);
    }
    for (const auto& balance : statement.balances) {
      entitled -= balance.entitled;
      paid -= balance.paid;
    }
    CHECK(entitled == money("0.00"));
    CHECK(paid == money("0.00"));
  }
}

TEST_CASE("statement: what was paid before a refund leaves the person below zero, and says so") {
  Transfer t;
  tell_refund(t);
  const auto statement = MoneyReader(t).statement("ZH-1", "P-1");
  const auto& last = statement.entries.back();
  CHECK(last.cause == EntryCause::refund);
  CHECK(last.due == money("-30000.00"));
  CHECK(has(to_text(statement, Language::zh), "从以后的应得中抵减"));
}

TEST_CASE("statement: for one person it holds nobody else's number, name or amount") {
  Transfer t;
  t.paid();
  const auto all = MoneyReader(t).statement("ZH-1");
  const auto one = MoneyReader(t).statement("ZH-1", "P-1");
  REQUIRE(has(to_json(all), "P-2"));
  for (const auto& text : {to_json(one), to_text(one, Language::zh), to_html(one, Language::en)}) {
    CHECK(has(text, "P-1"));
    CHECK_FALSE(has(text, "P-2"));
    CHECK_FALSE(has(text, "180000.00"));
    CHECK_FALSE(has(text, "180,000.00"));
  }
  CHECK(one.conservation.holds);
}

TEST_CASE("statement: somebody the case does not concern is told so") {
  Transfer t;
  t.paid();
  try {
    MoneyReader(t).statement("ZH-1", "P-4");
    FAIL("P-4 has a statement");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::not_found);
    CHECK(has(error.problems().at(0).what.zh, "P-4"));
  }
}

TEST_CASE("statement: it names the plan of each receipt and the person's weight in it") {
  Transfer t;
  tell_refund(t);
  const auto statement = MoneyReader(t).statement("ZH-1", "P-1");
  REQUIRE(statement.plans.size() == 1);
  CHECK(statement.plans[0].terms.number == "FA-1");
  CHECK(statement.plans[0].receipts == std::vector<std::string>{"DZ-1", "DZ-2"});
  CHECK(statement.plans[0].role == PlanRole::contributor);
  CHECK(*statement.plans[0].weight * Ratio(5) == *statement.plans[0].weights_in_all * Ratio(3));
  CHECK(statement.policy.hash == t.policy.hash());
  const auto text = to_text(statement, Language::zh);
  CHECK(has(text, "您的身份：完成人"));
  CHECK(has(text, "依其入账时施行的分配方案"));
}

TEST_CASE("INC-01 passes: net income and what there is to divide have a name each") {
  Transfer t;
  t.registered();
  t.must(step::cost("management_fee", "400000.00"));
  t.must(step::draft_plan().with(R"({"reward_ratio": "7/10", "base": "gross_income"})"));
  t.must(step::decide_plan());
  t.must(step::receive());
  const auto statement = MoneyReader(t).statement("ZH-1");
  CHECK(step_of(statement.entries.at(0).receipts.at(0), StepKind::distributable).amount ==
        money("700000.00"));
  CHECK(statement.entries.at(0).net == money("600000.00"));
  const auto text = to_text(statement, Language::zh);
  CHECK(has(text, "700,000.00  可分配收入  [INC-01]"));
  CHECK(has(text, "其中：奖励和报酬总额：转化收入（毛额） 1,000,000.00 × 7/10 = 700,000.00"));
  CHECK(
      has(text, "600,000.00  至此净收入：可分配收入 700,000.00 − 本单位尚未收回的成本 100,000.00"));
  CHECK(has(text, "净收入 600,000.00  未收回成本 100,000.00"));
}

TEST_CASE(
    "RGT-06 passes: a reward of gross income beside a co-owner is derived from the own part") {
  Transfer t;
  t.registered();
  t.must("institution.register", "2026-01-05",
         R"({"number": "I-uni", "name": "示例大学", "nature": "university"})");
  t.must("coownership.record", "2026-06-01",
         R"({"achievement": "KZ-1", "shares": [{"institution": "I-own", "share": "2/3"},
             {"institution": "I-uni", "share": "1/3"}]})");
  t.supersede_agreement("FQ-KZ-1", "FQ-2", "2026-06-01",
                        R"({"institutions": [{"institution": "I-own", "share": "2/3"},
                                             {"institution": "I-uni", "share": "1/3"}],
          "persons": [{"person": "P-1", "ownership": "0", "income_weight": "3/5"},
                      {"person": "P-2", "ownership": "0", "income_weight": "2/5"}],
          "use_right": "individual", "reward_ratio": "1/2", "ownership_sets_weights": true})",
                        "KZ-1", R"("institution": "I-uni")");
  t.must(step::draft_plan().with(R"({"reward_ratio": "7/10", "base": "gross_income"})"));
  t.must(step::decide_plan());
  t.must(step::receive());
  const auto statement = MoneyReader(t).statement("ZH-1");
  const auto& reward = step_of(statement.entries.at(0).receipts.at(0), StepKind::reward);
  CHECK(reward.base == money("666666.67"));
  CHECK(reward.others_first == money("333333.33"));
  CHECK(has(to_text(statement, Language::en),
            "(transfer income 1,000,000.00 − co-owners 333,333.33) × 7/10 ≈ 466,666.67"));
}

TEST_CASE("statement: a receipt that a new plan takes over is explained by each plan in its turn") {
  Transfer t;
  t.plan_decided();
  t.must(step::receive().on("2026-06-10"));  // divided by FA-1, which is never publicised
  t.must(step::draft_plan().on("2026-06-11").with(R"({"number": "FA-2", "reward_ratio": "3/5"})"));
  t.must(step::decide_plan("FA-2").on("2026-06-12"));
  const auto statement = MoneyReader(t).statement("ZH-1");
  REQUIRE(statement.entries.size() == 2);
  const auto& first = statement.entries[0].receipts.at(0);
  CHECK(first.plan == "FA-1");
  CHECK(step_of(first, StepKind::reward).share == Ratio(1, 2));
  CHECK(statement.entries[1].cause == EntryCause::plan);
  const auto& second = statement.entries[1].receipts.at(0);
  CHECK(second.plan == "FA-2");
  CHECK(second.taken_back == money("-1000000.00"));
  const auto& reward = step_of(second, StepKind::reward);
  CHECK(reward.share == Ratio(3, 5));
  CHECK(reward.cumulative == money("540000.00"));
  CHECK(reward.before == money("0.00"));
  REQUIRE(statement.plans.size() == 2);
  CHECK(statement.plans[0].receipts.empty());
  CHECK(statement.plans[1].receipts == std::vector<std::string>{"DZ-1"});
}

TEST_CASE("statement: a contract that keeps to the plan at its signature says so") {
  Transfer t;
  t.priced();
  t.must(step::sign().with(R"({"income_version": "at_signing"})"));
  const auto statement = MoneyReader(t).statement("ZH-1");
  REQUIRE(statement.contracts.size() == 1);
  CHECK(statement.contracts[0].income_version == IncomeVersion::at_signing);
  CHECK(has(to_text(statement, Language::zh), "合同 HT-1：尚无分配方案（依签订时的规定"));
  CHECK(
      has(to_text(MoneyReader(t).distribution(), Language::en), "no plan yet (rule at signature"));
}

TEST_CASE("statement: a receipt that waits for a plan is listed as not divided yet") {
  Transfer t;
  t.registered();
  t.must(step::receive());
  const auto statement = MoneyReader(t).statement("ZH-1");
  CHECK(statement.entries.empty());
  REQUIRE(statement.waiting.size() == 1);
  CHECK(statement.waiting[0].amount == money("1000000.00"));
  CHECK(has(to_text(statement, Language::en), "not divided yet"));
  CHECK(has(to_html(statement, Language::zh), "尚未分配的到账"));
}

TEST_CASE("INC-07 passes: a cost after the last receipt is an entry, and moves no booked amount") {
  Transfer t;
  t.received();
  t.must(step::cost("research_staff", "5000.00").on("2026-07-03"));
  const auto statement = MoneyReader(t).statement("ZH-1");
  const auto& cost = entry_of(statement, EntryCause::cost);
  CHECK(cost.receipts.empty());
  CHECK(cost.net == money("895000.00"));
  CHECK(cost.entitled == money("450000.00"));
  CHECK(statement.unrecovered == money("5000.00"));
}

TEST_CASE("INC-06 passes: what is recovered is told as that, not as a payment") {
  Transfer t;
  t.recovered();
  const auto statement = MoneyReader(t).statement("ZH-1", "P-1");
  const auto& recovery = entry_of(statement, EntryCause::recovery);
  CHECK(recovery.settled == money("120000.00"));
  CHECK(recovery.due.is_zero());
  CHECK(has(to_text(statement, Language::zh), "-150,000.00  追回：您的奖励和报酬"));
  CHECK(has(to_text(statement, Language::en), "-150,000.00  recovered: your reward"));
  CHECK(has(to_html(statement, Language::zh), "追回：您的奖励和报酬"));
}

TEST_CASE("INC-03 passes: a statement for a holder shows their shares and nobody else's") {
  Transfer t;
  t.plan_publicised(Pathway::equity_investment);
  t.must(step::award_equity());
  const auto statement = MoneyReader(t).statement("ZH-1", "P-1");
  REQUIRE(statement.equity.size() == 1);
  REQUIRE(statement.equity[0].people.size() == 1);
  CHECK(statement.equity[0].people[0].shares == 100000);
  CHECK(has(to_text(statement, Language::zh), "100000 股"));
}

TEST_CASE("statement HTML: what people typed is inert and nothing is fetched") {
  Transfer t;
  tell_refund(t);
  const auto page = to_html(MoneyReader(t).statement("ZH-1"), Language::zh);
  CHECK_FALSE(has(page, "<script>"));
  CHECK(has(page, "&lt;script&gt;"));
  CHECK_FALSE(has(page, "://"));
  CHECK(has(page, "size: A4 portrait"));
}

TEST_CASE("statement: of a case without any money the sums agree") {
  Transfer t;
  t.must(step::open_case());
  const auto statement = MoneyReader(t).statement("ZH-1");
  CHECK(statement.conservation.holds);
  CHECK(has(to_text(statement, Language::zh), "全案 到账 0.00 = 0.00，相符"));
}

namespace {

/// Two bands, a tenth off the top to the department, management fees not counted, a reserve.
Scheme banded() {
  auto scheme = shipped_scheme("example-institution");
  scheme.currency = "CNY";
  scheme.off_the_top = {{"department", Ratio(1, 10), {}, {}}};
  scheme.costs = SchemeCosts{{CostCategory::ip_fees}, CostRecovery::first, {}, {}};
  scheme.reserve = Ratio(1, 10);
  auto first = scheme.bands.table[0];
  first.up_to = Money::parse("500000.00");
  auto second = first;
  second.from = *first.up_to;
  second.up_to.reset();
  second.shares = {{"team", Ratio(9, 10)}, {"hospital", Ratio(1, 10)}};
  scheme.bands.table = {first, second};
  return scheme;
}

void tell_banded(Transfer& t) {
  t.registered();
  t.must(step::adopt_scheme(banded()));
  for (const auto& each :
       {step::cost("ip_fees", "50000.00"), step::cost("management_fee", "40000.00"),
        step::draft_plan().with(R"({"reward_ratio": null, "scheme": "FAB-1"})"),
        step::decide_plan(), step::publish_plan(), step::close_plan(), step::receive("600000.00"),
        step::receive("400000.00").with(R"({"number": "DZ-2"})")}) {
    t.must(each);
  }
}

}  // namespace

TEST_CASE("INC-11 passes: a statement shows each band a receipt fell into, and what goes before") {
  Transfer t;
  tell_banded(t);
  const auto statement = MoneyReader(t).statement("ZH-1");
  REQUIRE(statement.entries.size() == 2);
  // 600,000.00 less 60,000.00 off the top and 50,000.00 of costs: net 490,000.00, a tenth held
  const auto& first = statement.entries[0].receipts[0];
  CHECK(step_of(first, StepKind::off_the_top).amount == money("60000.00"));
  CHECK(step_of(first, StepKind::reserve).amount == money("49000.00"));
  CHECK(step_of(first, StepKind::off_the_top).base == money("600000.00"));
  CHECK(step_of(first, StepKind::off_the_top).share == Ratio(1, 10));
  CHECK(step_of(first, StepKind::reserve).base == money("490000.00"));
  CHECK(step_of(first, StepKind::reserve).share == Ratio(1, 10));
  CHECK(step_of(first, StepKind::distributable).amount ==
        money("550000.00"));  // what went off is in it
  REQUIRE(first.bands.size() == 1);
  CHECK(first.bands[0].amount == money("441000.00"));
  const auto& second = statement.entries[1].receipts[0];
  CHECK(step_of(second, StepKind::off_the_top).amount == money("40000.00"));
  REQUIRE(second.bands.size() == 2);
  CHECK(second.bands[0].amount == money("59000.00"));  // up to 500,000.00
  CHECK(second.bands[1].amount == money("265000.00"));
  CHECK_FALSE(second.bands[1].up_to);
  REQUIRE(second.bands[1].shares.size() == 2);
  CHECK(second.bands[1].shares[0].share == Ratio(9, 10));
  CHECK(has(to_text(statement, Language::zh), "落入分段 0.00 至 500,000.00：59,000.00 ×"));
  CHECK(has(to_text(statement, Language::en), "in the band above 500,000.00: 265,000.00 ×"));
  // a category that the scheme does not count is nothing to recover
  CHECK(step_of(first, StepKind::direct_cost).base == money("50000.00"));
  CHECK(std::none_of(first.steps.begin(), first.steps.end(), [](const StatementStep& step) {
    return step.step == StepKind::indirect_cost;
  }));
}

TEST_CASE("INC-11 passes: each part of a single band says what it is a share of") {
  Transfer t;
  t.registered();
  t.must(step::adopt_scheme(shipped_scheme("example-institution")));
  for (const auto& each :
       {step::cost(), step::draft_plan().with(R"({"reward_ratio": null, "scheme": "FAB-1"})"),
        step::decide_plan(), step::publish_plan(), step::close_plan(), step::receive()}) {
    t.must(each);
  }
  const auto text = to_text(MoneyReader(t).statement("ZH-1"), Language::zh);
  CHECK(has(text, "900,000.00 × 1/20 = 45,000.00"));
  CHECK(has(text, "900,000.00 × 1/10 = 90,000.00"));
  CHECK(has(text, "765,000.00 × 3/5 = 459,000.00"));
}

TEST_CASE("INC-11 passes: a part in a team says what the team has, and why") {
  Transfer t;
  t.registered();
  auto scheme = shipped_scheme("example-institution");
  scheme.pools.front().to = PoolKind::teams;
  t.must(step::adopt_scheme(scheme));
  t.must(step::cost());
  t.must(step::draft_plan().with(R"({"reward_ratio": null, "scheme": "FAB-1",
      "teams": [{"team": "甲", "weight": "3"}, {"team": "乙", "weight": "2"}],
      "lines": [{"person": "P-1", "role": "contributor", "weight": "1", "team": "甲"},
                {"person": "P-2", "role": "contributor", "weight": "1", "team": "乙"}]})"));
  for (const auto& each :
       {step::decide_plan(), step::publish_plan(), step::close_plan(), step::receive()}) {
    t.must(each);
  }
  const auto statement = MoneyReader(t).statement("ZH-1", "P-1");
  CHECK(has(to_text(statement, Language::zh), "团队 甲 得 765,000.00 × 3/5 ≈ 459,000.00"));
}

TEST_CASE("INC-01 passes: a cost recovered pro rata says how much of it is due") {
  Transfer t;
  t.registered();
  for (const auto& each :
       {step::cost(), step::draft_plan().with(R"({"recovery": "pro_rata"})"), step::decide_plan(),
        step::publish_plan(), step::close_plan(), step::receive("300000.00")}) {
    t.must(each);
  }
  const auto text = to_text(MoneyReader(t).statement("ZH-1"), Language::zh);
  CHECK(has(text, "已记成本 100,000.00 × 到账进度 3/10 → 应收回 30,000.00"));
}

TEST_CASE("INC-03 passes: a holder is told how the shares came about, whatever others hold") {
  Transfer t;
  t.plan_publicised(Pathway::equity_investment);
  t.must(step::award_equity());
  const auto statement = MoneyReader(t).statement("ZH-1", "P-1");
  const auto text = to_text(statement, Language::zh);
  CHECK(has(text, "333333 股 × 1/2 进为 166667 股归个人，单位 166666 股"));
  CHECK(has(text, "166667 × 3/5 ≈ 100000"));
  CHECK(has(text, "奖励为 333333 股的 1/2"));
}

TEST_CASE("INC-11 passes: a statement tells a refund and a release apart, with the bands of each") {
  Transfer t;
  tell_banded(t);
  t.must("reserve.release", "2026-07-02",
         R"({"transfer_case": "ZH-1", "reason": "示例", "amount": "40000.00"})");
  t.must("receipt.refund", "2026-07-05",
         R"({"receipt": "DZ-1", "amount": "600000.00", "reason": "示例"})");
  const auto statement = MoneyReader(t).statement("ZH-1");
  REQUIRE(statement.entries.size() == 4);
  CHECK(statement.entries[1].receipts[0].bands.size() == 2);  // as it was before
  const auto& released = statement.entries[2];
  CHECK(released.cause == EntryCause::release);
  REQUIRE(released.receipts[0].bands.size() == 3);
  CHECK(released.receipts[0].bands.back().amount == money("40000.00"));
  const auto& refunded = statement.entries[3];
  CHECK(refunded.cause == EntryCause::refund);
  CHECK(refunded.receipts.back().bands.size() == 2);  // the receipt, and the release of less
  // what is taken back of a pool of the institution names it, as what is booked does
  CHECK(has(to_text(statement, Language::zh), "冲回 reserve 留存准备 的单位留存"));
  CHECK(statement.conservation.holds);
}

TEST_CASE("INC-11 passes: pools of a scheme are named in the language of the reader") {
  Transfer t;
  tell_banded(t);
  MoneyReader reader(t);
  CHECK(has(to_text(reader.statement("ZH-1"), Language::zh), "reserve 留存准备"));
  reader.options.language = Language::en;
  CHECK(has(to_text(reader.statement("ZH-1"), Language::en), "reserve held in reserve"));
  CHECK(has(to_text(reader.statement("ZH-1"), Language::en), "department the department"));
}

TEST_CASE("CLS-06: reports say that public data rewards nobody, not that a plan is awaited") {
  Transfer t;
  t.registered();
  t.must(step::mark_public());
  t.must(step::receive());
  const auto statement = MoneyReader(t).statement("ZH-1");
  REQUIRE(statement.waiting.size() == 1);
  CHECK(statement.waiting[0].public_data == true);
  const std::string why = "公共数据☆，不分配，不计发奖励（CLS-06）";
  for (const auto& shown : {to_text(statement, Language::zh), to_html(statement, Language::zh),
                            to_text(MoneyReader(t).distribution(), Language::zh),
                            to_html(MoneyReader(t).distribution(), Language::zh)}) {
    CHECK_THAT(shown, Catch::Contains(why));
    CHECK_THAT(shown, !Catch::Contains("尚无分配方案"));
    CHECK_THAT(shown, !Catch::Contains("还没有施行的分配方案"));
  }
}
