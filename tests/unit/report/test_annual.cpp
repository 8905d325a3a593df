#include "catch.hpp"
#include "unit/report/money.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

const AnnualFigure& figure(const AnnualReport& report, FigureKind kind) {
  for (const auto& one : report.figures) {
    if (one.figure == kind) return one;
  }
  throw std::logic_error("no such figure");
}

using Cases = std::vector<std::string>;

}  // namespace

TEST_CASE("RPT-01 passes: each figure of the year names the cases behind it") {
  Transfer t;
  t.reported();
  const auto report = MoneyReader(t).annual(2026);
  CHECK(figure(report, FigureKind::contracts).count == 1);
  CHECK(figure(report, FigureKind::contracts).cases == Cases{"ZH-1"});
  CHECK(figure(report, FigureKind::registered).count == 1);
  CHECK(figure(report, FigureKind::contract_amount).amount == money("1000000.00"));
  CHECK(figure(report, FigureKind::receipts).amount == money("1000000.00"));
  CHECK(figure(report, FigureKind::refunds).amount == money("0.00"));
  CHECK(figure(report, FigureKind::refunds).cases.empty());
  CHECK(figure(report, FigureKind::net_income).amount == money("900000.00"));
  CHECK(figure(report, FigureKind::cash_reward).amount == money("450000.00"));
  CHECK(figure(report, FigureKind::reward_paid).amount == money("450000.00"));
  CHECK(figure(report, FigureKind::retained).amount == money("450000.00"));
  CHECK(figure(report, FigureKind::persons_rewarded).count == 2);
  REQUIRE(report.groups.size() == 1);
  CHECK(report.groups[0].pathway == Pathway::licence);
  CHECK(report.groups[0].type == ContractType::licence);
  REQUIRE(report.projects.size() == 1);
  CHECK(report.projects[0].reports == Cases{"BG-1"});
}

TEST_CASE("annual figures: what was recovered from people stands beside what they were paid") {
  Transfer t;
  t.recovered();
  const auto report = MoneyReader(t).annual(2026);
  CHECK(figure(report, FigureKind::reward_paid).amount == money("450000.00"));
  CHECK(figure(report, FigureKind::reward_recovered).amount == money("150000.00"));
  CHECK(report.projects[0].paid == money("450000.00"));
  CHECK(report.projects[0].recovered == money("150000.00"));
  CHECK_THAT(to_csv(report, Language::zh), Catch::Contains("从个人追回现金"));
}

TEST_CASE("annual figures: another year has none of it") {
  Transfer t;
  t.reported();
  const auto report = MoneyReader(t).annual(2025);
  CHECK(report.projects.empty());
  CHECK(report.groups.empty());
  for (const auto& one : report.figures) {
    CHECK(one.cases.empty());
    CHECK(one.count.value_or(0) == 0);
    CHECK((!one.amount || one.amount->is_zero()));
  }
}

TEST_CASE("annual figures: an investment counts with its invested value, receipts stay nothing") {
  Transfer t;
  t.plan_publicised(Pathway::equity_investment);
  t.must(step::award_equity());
  const auto report = MoneyReader(t).annual(2026);
  CHECK(figure(report, FigureKind::contract_amount).amount == money("1000000.00"));
  CHECK(figure(report, FigureKind::receipts).amount == money("0.00"));
  CHECK(figure(report, FigureKind::equity_shares).count == 166667);
  const auto people = *figure(report, FigureKind::equity_value).amount;
  const auto kept = *figure(report, FigureKind::retained_equity).amount;
  CHECK(people + kept == money("1000000.00"));
  CHECK(people >= kept);
  CHECK(figure(report, FigureKind::persons_rewarded).count == 2);
}

TEST_CASE("annual figures: cash agreed beside shares is part of what the contract amounts to") {
  Transfer t;
  t.priced(Pathway::equity_investment);
  t.must(step::approve_case()
             .on("2026-05-19")
             .with(R"({"approver": "deputy_head", "amount": "1300000.00"})"));
  t.must(step::sign(Pathway::equity_investment)
             .with(R"({"amounts": {"total": "300000.00", "technical": "300000.00"},
                       "dues": [{"what": "现金", "amount": "300000.00", "due_on": "2026-07-31"}]})"));
  CHECK(t.get<Contract>("HT-1").amount() == money("1300000.00"));
  const auto report = MoneyReader(t).annual(2026);
  CHECK(figure(report, FigureKind::contract_amount).amount == money("1300000.00"));
  REQUIRE(report.groups.size() == 1);
  CHECK(report.groups[0].amount == money("1300000.00"));
  const auto& contract = report.projects.at(0).contracts.at(0);
  CHECK(contract.invested_value == money("1000000.00"));
  CHECK(contract.cash == money("300000.00"));
}

TEST_CASE("annual figures: dividends and proceeds of shares are told with their case") {
  Transfer t;
  t.plan_publicised(Pathway::equity_investment);
  t.must(step::award_equity());
  const auto bring = [&](const char* act, const char* on, const std::string& more) {
    t.must(act, on, R"({"contract": "HT-1", )" + more + "}");
  };
  bring("equity.dividend", "2026-09-10", R"("amount": "20000.00")");
  bring("equity.dividend", "2026-10-10", R"("amount": "5000.00")");
  bring("equity.sell", "2026-11-02", R"("event": "sale", "shares": 1000, "amount": "8000.00")");
  const auto report = MoneyReader(t).annual(2026);
  CHECK(figure(report, FigureKind::dividends).amount == money("25000.00"));
  CHECK(figure(report, FigureKind::dividends).cases == Cases{"ZH-1"});
  CHECK(figure(report, FigureKind::equity_proceeds).amount == money("8000.00"));
  REQUIRE(report.projects.size() == 1);
  CHECK(report.projects[0].equity_events.size() == 3);
  const auto kept = t.transfer().equity.front().institution_shares;
  CHECK(report.projects[0].equity_events[1].held == kept);
  CHECK(report.projects[0].equity_events[2].held == kept - 1000);
  const auto sale = "1000 股  收到 8,000.00  其后单位现有 " + std::to_string(kept - 1000) + " 股";
  CHECK_THAT(to_text(MoneyReader(t).distribution(), Language::zh), Contains(sale));
  CHECK_THAT(to_text(MoneyReader(t).statement("ZH-1"), Language::zh), Contains(sale));
  CHECK_THAT(to_html(MoneyReader(t).statement("ZH-1"), Language::zh), Contains(sale));
  CHECK(MoneyReader(t).statement("ZH-1", "P-1").equity_events.empty());
  CHECK(figure(MoneyReader(t).annual(2025), FigureKind::dividends).cases.empty());
}

TEST_CASE("real-time figures: one case over its whole life") {
  Transfer t;
  t.paid();
  const auto report = MoneyReader(t).real_time("ZH-1");
  CHECK(report.kind == ReportKind::real_time);
  CHECK(report.only_case == "ZH-1");
  CHECK_FALSE(report.year);
  CHECK(figure(report, FigureKind::net_income).amount == money("900000.00"));
}

TEST_CASE("annual figures: net income counts once, in the year the money came") {
  Transfer t;
  t.registered();
  t.must(step::cost());
  t.must(step::receive());
  t.today = Date(2027, 3, 1);
  const auto net = [&](int year) {
    return figure(MoneyReader(t).annual(year), FigureKind::net_income).amount;
  };
  CHECK(net(2026) == money("900000.00"));
  t.must(step::draft_plan().on("2027-01-10"));
  t.must(step::decide_plan().on("2027-01-11"));
  CHECK(net(2026) == money("900000.00"));
  CHECK(net(2027) == money("0.00"));
  CHECK(figure(MoneyReader(t).annual(2027), FigureKind::cash_reward).amount == money("450000.00"));
}
