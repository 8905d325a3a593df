#include <map>

#include "catch.hpp"
#include "kezhuan/core/error.hpp"
#include "kezhuan/core/write.hpp"
#include "kezhuan/income/books.hpp"
#include "said.hpp"
#include "support/transfer.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

std::string said_of(const Decision& decision) { return said("INC-11", decision); }

/// The invented hospital: 85/5/10 of net income to team, department and hospital.
Scheme hospital(const std::string& version = "1", const Date& from = Date(2026, 1, 1)) {
  auto scheme = shipped_scheme("example-institution");
  scheme.version = version;
  scheme.effective_from = from;
  return scheme;
}

Step draft(const std::string& number = "FAB-1") {
  return step::draft_plan().with(R"({"reward_ratio": null, "scheme": ")" + number + "\"}");
}

/// A case with a contract of 1,000,000.00 and costs of 100,000.00, where schemes may be adopted.
struct SchemeCase : Transfer {
  SchemeCase() {
    registered();
    must(step::cost());
  }
  /// 400,000.00 came in once a plan by that scheme was publicised.
  void receive_by(const Scheme& scheme) {
    must(step::adopt_scheme(scheme));
    for (const auto& each : {draft(), step::decide_plan(), step::publish_plan(), step::close_plan(),
                             step::receive("400000.00")}) {
      must(each);
    }
  }
};

/// From then on an agreement promises that reward, to P-1 and P-2 by 3 to 2.
void promise(Transfer& t, const char* former, const char* number, const char* day,
             const char* ratio) {
  t.supersede_agreement(former, number, day,
                        R"({"institutions": [{"institution": "I-own", "share": "1"}],
          "persons": [{"person": "P-1", "ownership": "0", "income_weight": "3/5"},
                      {"person": "P-2", "ownership": "0", "income_weight": "2/5"}],
          "use_right": "individual", "reward_ratio": ")" +
                            std::string(ratio) + R"(", "ownership_sets_weights": true})");
}

/// Of the team 55% up to net income of 500,000.00, then 90%.
Scheme rising() {
  auto scheme = hospital();
  scheme.currency = "CNY";
  auto first = scheme.bands.table[0];
  first.shares = {
      {"team", Ratio(55, 100)}, {"department", Ratio(10, 100)}, {"hospital", Ratio(35, 100)}};
  first.up_to = Money::parse("500000.00");
  auto second = first;
  second.from = *first.up_to;
  second.up_to.reset();
  second.shares = {{"team", Ratio(9, 10)}, {"hospital", Ratio(1, 10)}};
  scheme.bands.table = {first, second};
  return scheme;
}

/// "kind person-or-pool amount" of what stands booked of a case, summed.
std::string booked(const World& world, const std::string& number = "ZH-1") {
  std::map<std::string, Money> sums;
  for (const auto& id : world.get<TransferCase>(number).bookings) {
    for (const auto& line : world.state.get(id).lines) {
      auto key = std::string(to_code(line.kind));
      if (line.person) key += " " + world.state.get(*line.person).number;
      if (line.pool && !line.person) key += " " + *line.pool;
      const auto [found, is_new] = sums.try_emplace(key, line.amount);
      if (!is_new) found->second += line.amount;
    }
  }
  std::string text;
  for (const auto& [key, sum] : sums) text += key + " " + sum.to_text() + "\n";
  return text;
}

}  // namespace

TEST_CASE("INC-11 passes: a scheme is adopted with its whole text, and found by its versions") {
  SchemeCase t;
  t.must(step::adopt_scheme(hospital()));
  const auto& adopted = t.get<AdoptedScheme>("FAB-1");
  CHECK(adopted.document == to_canonical_json(hospital()));
  CHECK(adopted.hash == hash_of(hospital()));
  CHECK(adopted.title == hospital().title.zh);
  CHECK(said_of(t.check(step::adopt_scheme(hospital("2", Date(2026, 9, 1)), "FAB-2"))) == "");
  for (const auto& id : shipped_schemes()) {
    INFO(id);
    const auto decision = t.check(step::adopt_scheme(shipped_scheme(id), "FAB-9"));
    CHECK(decision.is_refused() == (id == "example-institution"));  // that version is adopted
  }
}

TEST_CASE("INC-11 refuses: another text under a version that is adopted") {
  SchemeCase t;
  t.must(step::adopt_scheme(hospital()));
  auto changed = hospital();
  changed.bands.table[0].shares[0].share = Ratio(80, 100);
  changed.bands.table[0].shares[1].share = Ratio(10, 100);
  const auto decision = t.check(step::adopt_scheme(changed, "FAB-2"));
  CHECK(decision.is_refused());
  CHECK_THAT(said_of(decision), Contains("refuse /scheme_version FAB-1 example-institution 1 "
                                         "已采用，本次全文与之不同；采用过的版本不得改动。"));
  CHECK_THAT(said_of(t.check(step::adopt_scheme(hospital(), "FAB-2"))), Contains("已经采用"));
}

TEST_CASE("INC-11 refuses: a head that is not the document's, a text that is no scheme") {
  SchemeCase t;
  const auto as_told = [&](const char* patch) {
    return said_of(t.check(step::adopt_scheme(hospital()).with(patch)));
  };
  CHECK_THAT(as_told(R"({"scheme_version": "2"})"),
             Contains("refuse /scheme_version 写的是“2”，全文中是“1”"));
  CHECK_THAT(as_told(R"({"effective_from": "2026-02-01"})"), Contains("/effective_from"));
  CHECK_THAT(as_told(R"({"document": "{}"})"), Contains("refuse /document"));
  CHECK_THAT(as_told(R"({"document": "{}"})"), Contains("refuse /hash 哈希与全文不符"));
  auto bad = hospital();
  bad.bands.table[0].shares[0].share = Ratio(80, 100);  // 95% in all
  CHECK_THAT(said_of(t.check(step::adopt_scheme(bad))), Contains("refuse /document"));
  auto held = hospital();
  held.reserve = Ratio(1, 10);
  CHECK_FALSE(t.check(step::adopt_scheme(held)).is_refused());
  held.pools[1].id = "reserve";
  held.bands.table[0].shares[1].pool = "reserve";
  CHECK_THAT(said_of(t.check(step::adopt_scheme(held))), Contains("去向标识“reserve”保留给准备"));
}

TEST_CASE("INC-11 passes: a plan by a scheme divides receipts and refunds into its pools") {
  SchemeCase t;
  t.must(step::adopt_scheme(hospital()));
  t.must(draft());
  const auto& figures = t.get<DistributionPlan>("FA-1").figures;
  CHECK(figures.terms.reward_ratio == Ratio(85, 100));
  CHECK(figures.totals.reward == Money::parse("765000.00"));
  CHECK(figures.totals.institution == Money::parse("135000.00"));
  for (const auto& each :
       {step::decide_plan(), step::publish_plan(), step::close_plan(), step::receive("400000.00"),
        step::receive("600000.00").with(R"({"number": "DZ-2"})")}) {
    t.must(each);
  }
  CHECK(booked(t) ==
        "direct_cost 100000.00\ninstitution department 45000.00\ninstitution hospital 90000.00\n"
        "reward P-1 459000.00\nreward P-2 306000.00\n");
  t.must("receipt.refund", "2026-07-05",
         R"({"receipt": "DZ-1", "amount": "100000.00", "reason": "示例"})");
  CHECK(booked(t) ==
        "direct_cost 100000.00\ninstitution department 40000.00\ninstitution hospital 80000.00\n"
        "reward P-1 408000.00\nreward P-2 272000.00\n");
  CHECK(t.transfer().totals.institution == Money::parse("120000.00"));
  CHECK(t.transfer().balances.size() == 2);
  t.must(step::pay("P-1", "408000.00"));
  CHECK(t.check(step::pay("P-2", "272000.01")).is_refused());
}

TEST_CASE("INC-11 passes: the consensus formula as a scheme divides as it does without one") {
  const auto lines_by = [](bool by_scheme) {
    SchemeCase t;
    auto plan = step::draft_plan();
    if (by_scheme) {
      t.must(step::adopt_scheme(shipped_scheme("consensus")));
      plan = draft();
    }
    for (const auto& each : {plan, step::decide_plan(), step::receive("333333.33"),
                             step::receive("0.07").with(R"({"number": "DZ-2"})"),
                             step::receive("200000.01").with(R"({"number": "DZ-3"})")}) {
      t.must(each);
    }
    std::vector<BookingLine> lines;
    for (const auto& id : t.transfer().bookings) {
      for (auto line : t.state.get(id).lines) {
        CHECK(line.pool.has_value() == (by_scheme && line.kind != LineKind::direct_cost));
        line.pool.reset();
        line.receipt = {};
        line.person = {};
        line.institution = {};
        lines.push_back(line);
      }
    }
    return lines;
  };
  CHECK(lines_by(true) == lines_by(false));
}

TEST_CASE("INC-11 refuses: a ratio, base or recovery other than the scheme's") {
  SchemeCase t;
  t.must(step::adopt_scheme(hospital()));
  const auto as_told = [&](const char* patch) { return said_of(t.check(draft().with(patch))); };
  CHECK(as_told("{}") == "");
  CHECK(as_told(R"({"reward_ratio": "85%"})") == "");
  CHECK_THAT(
      as_told(R"({"reward_ratio": "1/2"})"),
      Contains("refuse /reward_ratio 写的是 1/2，办法 FAB-1 example-institution 1 定为 17/20"));
  CHECK_THAT(as_told(R"({"base": "gross_income"})"), Contains("refuse /base"));
  CHECK_THAT(as_told(R"({"recovery": "pro_rata"})"), Contains("refuse /recovery"));
  CHECK_THAT(as_told(R"({"ownership": "ownership_replaces_reward"})"), Contains("/ownership"));
}

TEST_CASE("INC-02 refuses: a plan with neither a ratio nor a scheme") {
  SchemeCase t;
  const auto decision = t.check(step::draft_plan().with(R"({"reward_ratio": null})"));
  CHECK(decision.is_refused());
  CHECK_THAT(said("INC-02", decision),
             Contains("refuse /reward_ratio 既没有奖励比例，也没有所依的收益分配办法。"));
}

TEST_CASE("INC-11 refuses: pools and teams that the scheme has not, or without a scheme") {
  SchemeCase t;
  t.must(step::adopt_scheme(hospital()));
  const auto in_pool = [](const std::string& pool) {
    return R"({"lines": [{"person": "P-1", "role": "contributor", "weight": "1", "pool": ")" +
           pool + R"("}]})";
  };
  CHECK_FALSE(t.check(draft().with(in_pool("team"))).is_refused());
  CHECK_THAT(said_of(t.check(draft().with(in_pool("department")))),
             Contains("refuse /lines/0/pool 办法中没有分给人员的去向“department”"));
  CHECK_THAT(said_of(t.check(draft().with(R"({"lines": [{"person": "P-1", "weight": "1",
                                                          "role": "contributor",
                                                          "team": "甲组"}]})"))),
             Contains("refuse /lines/0/team"));
  CHECK_THAT(said_of(t.check(step::draft_plan().with(in_pool("team")))),
             Contains("refuse /lines/0/pool 去向和团队只用于按办法分配的方案。"));
}

TEST_CASE("INC-11 refuses: a version not in force yet") {
  SchemeCase t;
  t.must(step::adopt_scheme(hospital("2", Date(2026, 7, 1))));
  const auto decision = t.check(draft());
  CHECK(decision.is_refused());
  CHECK_THAT(said_of(decision), Contains("refuse /scheme FAB-1 example-institution 2 自 "
                                         "2026-07-01 起生效，2026-06-02 尚不能用。"));
}

TEST_CASE("INC-11 warns: a later version came into force before the draft, or the receipt") {
  SchemeCase t;
  t.must(step::adopt_scheme(hospital()));
  t.must(step::adopt_scheme(hospital("2", Date(2026, 6, 20)), "FAB-2"));
  CHECK(said_of(t.check(draft())) == "");
  for (const auto& each : {draft(), step::decide_plan()}) t.must(each);
  const auto received = t.check(step::receive());
  CHECK_FALSE(received.is_refused());
  CHECK_THAT(said_of(received), Contains("warn /contract 方案依 FAB-1 example-institution 1；FAB-2 "
                                         "example-institution 2 自 2026-06-20 起已生效。"));
  CHECK_THAT(said_of(t.check(draft().on("2026-06-21").with(R"({"number": "FA-2"})"))),
             Contains("warn /scheme"));
}

TEST_CASE("INC-11 refuses: another version than that of the signature a contract keeps to") {
  Transfer t;
  t.priced();
  t.must(step::sign().with(R"({"income_version": "at_signing"})"));
  t.must(step::register_contract());
  t.must(step::adopt_scheme(hospital()));
  t.must(step::adopt_scheme(hospital("2", Date(2026, 6, 1)), "FAB-2"));
  CHECK(said_of(t.check(draft("FAB-1"))) == "");
  CHECK_THAT(said_of(t.check(draft("FAB-2"))),
             Contains("refuse /scheme 合同 HT-1 约定依签订时的规定，2026-05-20 签订时有效的是 "
                      "FAB-1 example-institution 1，不是 FAB-2 example-institution 2。"));
}

TEST_CASE("INC-11 refuses: a scheme where no amount says what it gives to each") {
  Transfer t;
  t.signed_for_royalties();
  t.must(step::adopt_scheme(hospital()));
  const auto decision = t.check(draft());
  CHECK(decision.is_refused());
  CHECK_THAT(said_of(decision), Contains("refuse /scheme 合同没有固定金额"));
}

TEST_CASE("INC-11 refuses: a plan that fails a floor the scheme sets itself") {
  SchemeCase t;
  auto strict = hospital();
  strict.floors->transfer_staff = Ratio(1, 10);
  t.must(step::adopt_scheme(strict));
  const auto decision = t.check(draft());
  CHECK(decision.is_refused());
  CHECK_THAT(said_of(decision), Contains("refuse /lines"));
}

TEST_CASE("INC-11 passes: what goes off the top and by bands to one pool is one line of it") {
  SchemeCase t;
  auto scheme = hospital();
  scheme.off_the_top = {{"department", Ratio(1, 10), std::nullopt, std::nullopt}};
  t.must(step::adopt_scheme(scheme));
  for (const auto& each : {draft(), step::decide_plan(), step::receive()}) t.must(each);
  CHECK(booked(t) ==
        "direct_cost 100000.00\ninstitution department 140000.00\ninstitution hospital 80000.00\n"
        "reward P-1 408000.00\nreward P-2 272000.00\n");
  CHECK(t.transfer().totals.net == Money::parse("900000.00"));  // the floor is held against all
}

TEST_CASE("INC-10 refuses: teams or equal parts that take from somebody what was agreed") {
  const auto said_at_decision = [](PoolKind to, const char* patch) {
    SchemeCase t;
    auto scheme = hospital();
    scheme.pools[0].to = to;
    t.must(step::adopt_scheme(scheme));
    t.must(draft().with(patch));
    return said("INC-10", t.check(step::decide_plan()));
  };
  const auto in_teams = [](const char* first, const char* second) {
    return R"({"teams": [{"team": "甲", "weight": ")" + std::string(first) +
           R"("}, {"team": "乙", "weight": ")" + second + R"("}], "lines": [
             {"person": "P-1", "role": "contributor", "weight": "3/5", "team": "甲"},
             {"person": "P-2", "role": "contributor", "weight": "2/5", "team": "乙"}]})";
  };
  CHECK(said_at_decision(PoolKind::teams, in_teams("3", "2").c_str()) == "");
  CHECK_THAT(said_at_decision(PoolKind::teams, in_teams("2", "1").c_str()),
             Contains("P-2 的权重，协议为 2/5，方案为 1/3"));
  CHECK(said_at_decision(PoolKind::people_by_weight, "{}") == "");
  CHECK_THAT(said_at_decision(PoolKind::people_equally, "{}"),
             Contains("P-1 的权重，协议为 3/5，方案为 1/2"));
}

TEST_CASE("INC-11 refuses: a payment while what was booked fails a floor the scheme sets itself") {
  SchemeCase t;
  auto scheme = rising();
  scheme.floors->reward = Ratio(6, 10);
  t.receive_by(scheme);
  // 55% of 300,000.00; at the contract's amount it is 70%
  const auto decision = t.check(step::pay("P-1", "1000.00"));
  CHECK(decision.is_refused());
  CHECK_THAT(said_of(decision),
             Contains("refuse /transfer_case 奖励合计 165000.00，低于下限 180000.00"));
  t.must(step::receive("600000.00").with(R"({"number": "DZ-2"})"));
  CHECK(said_of(t.check(step::pay("P-1", "1000.00"))) == "");
}

TEST_CASE(
    "INC-02 refuses: a payment while what a plan divided is less than the agreement promised") {
  SchemeCase t;
  promise(t, "FQ-KZ-1", "FQ-2", "2026-06-01", "7/10");
  t.receive_by(rising());
  const auto told = [&] { return said("INC-02", t.check(step::pay("P-1", "1000.00"))); };
  CHECK_THAT(told(), Contains("refuse /transfer_case 可分配收入 300000.00，按方案 FA-1 分配部分，"
                              "协议约定的奖励 7/10 即 210000.00；奖励 165000.00"));
  t.must(step::receive("600000.00").with(R"({"number": "DZ-2"})"));
  CHECK(told() == "");
  // what a later agreement promises is of what comes later
  promise(t, "FQ-2", "FQ-3", "2026-07-02", "9/10");
  CHECK(told() == "");
}

TEST_CASE("INC-11 refuses: a plan that leaves a pool of people without any, however far its band") {
  SchemeCase t;
  auto scheme = hospital();
  scheme.currency = "CNY";
  scheme.pools.push_back({"heirs", {"后继团队", "the next team"}, PoolKind::people_by_weight, {}});
  auto first = scheme.bands.table[0];
  first.up_to = Money::parse("5000000.00");
  auto second = first;
  second.from = *first.up_to;
  second.up_to.reset();
  second.shares = {{"team", Ratio(85, 100)}, {"heirs", Ratio(15, 100)}};
  scheme.bands.table = {first, second};
  t.must(step::adopt_scheme(scheme));
  const auto in = [](const char* pool) {
    return R"({"lines": [
      {"person": "P-1", "role": "contributor", "weight": "3", "pool": "team"},
      {"person": "P-2", "role": "contributor", "weight": "2", "pool": ")" +
           std::string(pool) + "\"}]}";
  };
  const auto decision = t.check(draft().with(in("team")));
  CHECK(decision.is_refused());
  CHECK_THAT(said_of(decision), Contains("refuse /lines") && Contains("后继团队"));
  CHECK(said_of(t.check(draft().with(in("heirs")))) == "");
  CHECK(said_of(t.check(draft())) == "");  // in every pool
}

TEST_CASE("INC-02 passes: a later plan makes up for what an earlier one gave too little") {
  SchemeCase t;
  promise(t, "FQ-KZ-1", "FQ-2", "2026-06-01", "6/10");
  auto scheme = rising();
  scheme.floors->reward = Ratio(6, 10);
  t.receive_by(scheme);
  const auto told = [&](const char* day) {
    const auto decision = t.check(step::pay("P-1", "1000.00").on(day));
    return said("INC-11", decision) + said("INC-02", decision);
  };
  CHECK_THAT(told("2026-07-01"), Contains("低于下限 180000.00") && Contains("3/5 即 180000.00"));
  for (const auto& each :
       {step::draft_plan().on("2026-07-02").with(R"({"number": "FA-2", "reward_ratio": "9/10"})"),
        step::decide_plan("FA-2").on("2026-07-03")}) {
    t.must(each);
  }
  t.must(step::receive("20000.00").on("2026-07-04").with(R"({"number": "DZ-2"})"));
  CHECK(told("2026-07-05") != "");  // 18,000.00 of 20,000.00: still short of 60% of both
  t.must(step::receive("100000.00").on("2026-07-06").with(R"({"number": "DZ-3"})"));
  CHECK(told("2026-07-07") == "");
}

TEST_CASE("REG-04 refuses: money taken back or released before what it is of") {
  SchemeCase t;
  auto scheme = hospital();
  scheme.reserve = Ratio(1, 10);
  t.receive_by(scheme);
  t.must(step::receive("300000.00").on("2026-07-06").with(R"({"number": "DZ-2"})"));
  const auto release = [](const char* amount, const char* day) {
    return Step{
        "reserve.release", day,
        R"({"transfer_case": "ZH-1", "reason": "示例", "amount": ")" + std::string(amount) + "\"}"};
  };
  const auto told = [&](const Step& step) { return said("REG-04", t.check(step)); };
  CHECK_THAT(told(release("30000.01", "2026-07-05")), Contains("早于DZ-2 的到账日（2026-07-06）"));
  CHECK(told(release("30000.01", "2026-07-06")) == "");
  CHECK(told(release("30000.00", "2026-07-05")) == "");  // held of the first one already
  CHECK_THAT(told(release("30000.00", "2026-06-20")), Contains("早于DZ-1 的到账日"));

  t.must(step::pay("P-1", "153000.00").on("2026-07-07"));
  t.must("receipt.refund", "2026-07-10",
         R"({"receipt": "DZ-1", "amount": "400000.00", "reason": "示例"})");
  const auto recover = [](const char* day) {
    return Step{"payment.recover", day,
                R"({"transfer_case": "ZH-1", "number": "SH-1",
      "lines": [{"kind": "reward", "person": "P-1", "amount": "100.00"}]})"};
  };
  CHECK_THAT(told(recover("2026-07-06")), Contains("早于"));
  CHECK_THAT(told(recover("2026-07-09")), Contains("的入账日（2026-07-10）"));
  CHECK(told(recover("2026-07-10")) == "");
}

TEST_CASE("INC-11 passes: a reserve is held back, and shared out by the bands once released") {
  SchemeCase t;
  auto scheme = hospital();
  scheme.reserve = Ratio(1, 10);
  t.receive_by(scheme);
  CHECK(booked(t) ==
        "direct_cost 100000.00\ninstitution department 13500.00\ninstitution hospital 27000.00\n"
        "institution reserve 30000.00\nreward P-1 137700.00\nreward P-2 91800.00\n");
  const auto release = [](const char* amount, const char* day = "2026-07-03") {
    return Step{
        "reserve.release", day,
        R"({"transfer_case": "ZH-1", "reason": "示例", "amount": ")" + std::string(amount) + "\"}"};
  };
  for (const auto* amount : {"30000.01", "0.00"}) {
    CHECK_THAT(said_of(t.check(release(amount))), Contains("refuse /amount 释放 "));
  }
  CHECK(t.check(release("USD 1.00")).is_refused());
  t.must(release("30000.00"));
  CHECK(booked(t) ==
        "direct_cost 100000.00\ninstitution department 15000.00\ninstitution hospital 30000.00\n"
        "institution reserve 0.00\nreward P-1 153000.00\nreward P-2 102000.00\n");
  CHECK_THAT(said_of(t.check(release("1.00"))), Contains("refuse /transfer_case"));
  t.must(step::receive("600000.00").with(R"({"number": "DZ-2"})"));
  // of 900,000.00 a tenth, less what was released
  CHECK_THAT(booked(t), Contains("institution reserve 60000.00\n"));
  t.must("receipt.refund", "2026-07-05",
         R"({"receipt": "DZ-1", "amount": "400000.00", "reason": "示例"})");
  // what was released of the receipt that went back was never held
  CHECK(booked(t) ==
        "direct_cost 100000.00\ninstitution department 22500.00\ninstitution hospital 45000.00\n"
        "institution reserve 50000.00\nreward P-1 229500.00\nreward P-2 153000.00\n");
  const auto& totals = t.transfer().totals;
  CHECK(totals.gross == totals.costs_recovered + totals.reward + totals.institution);
}

TEST_CASE("INC-06 refuses: money by other terms while a reserve is held") {
  SchemeCase t;
  auto scheme = hospital();
  scheme.reserve = Ratio(1, 10);
  t.receive_by(scheme);
  t.must(step::draft_plan().on("2026-07-02").with(R"({"number": "FA-2"})"));
  t.must(step::decide_plan("FA-2").on("2026-07-03"));
  const auto next = step::receive("600000.00").on("2026-07-04").with(R"({"number": "DZ-2"})");
  const auto decision = t.check(next);
  CHECK(decision.is_refused());
  CHECK_THAT(said(decision.findings), Contains("还有留存准备 30000.00，不能改用新的条款"));
  t.must("reserve.release", "2026-07-04",
         R"({"transfer_case": "ZH-1", "reason": "示例", "amount": "30000.00"})");
  t.must(next);
}

TEST_CASE("INC-11 refuses: less than the least payment of the scheme, while more is to come in") {
  SchemeCase t;
  auto scheme = hospital();
  scheme.currency = "CNY";
  scheme.payments = SchemePayments{Money::parse("150000.00"), 3};
  t.receive_by(scheme);
  CHECK_FALSE(t.check(step::pay("P-1", "153000.00")).is_refused());
  CHECK_THAT(said_of(t.check(step::pay("P-2", "102000.00"))),
             Contains("refuse /lines/0/amount P-2 本次 102000.00，低于办法 FAB-1 "
                      "example-institution 1 的最低支付额 150000.00"));
  t.must(step::receive("600000.00").with(R"({"number": "DZ-2"})"));
  CHECK_FALSE(t.check(step::pay("P-2", "102000.00")).is_refused());  // nothing more is to come
}

TEST_CASE("INC-11 warns: something goes off the top before co-owners have their shares") {
  const auto drafted = [](const char* own, bool takes_top) {
    Transfer t;
    t.must("institution.register", "2026-01-05",
           R"({"number": "I-uni", "name": "示例大学", "nature": "university"})");
    const auto other = Ratio(1) - Ratio::parse(own);
    t.must("agreement.draft", "2026-03-18",
           R"({"number": "FQ-2", "achievement": "KZ-1", "terms": {"institutions": [
                 {"institution": "I-own", "share": ")" +
               std::string(own) + "\"}" +
               (other.is_zero()
                    ? ""
                    : R"(, {"institution": "I-uni", "share": ")" + other.to_text() + "\"}") +
               R"(], "persons": [{"person": "P-1", "ownership": "0", "income_weight": "3/5"},
                                 {"person": "P-2", "ownership": "0", "income_weight": "2/5"}],
                 "use_right": "individual", "reward_ratio": "1/2", "decision_mechanism": "示例",
                 "cost_sharing": "示例", "ownership_sets_weights": false}})");
    for (const auto* party : {R"("institution": "I-own")", R"("institution": "I-uni")",
                              R"("person": "P-1")", R"("person": "P-2")"}) {
      if (other.is_zero() && std::string_view(party).find("I-uni") != std::string_view::npos) {
        continue;
      }
      t.must("agreement.sign", "2026-03-18",
             R"({"agreement": "FQ-2", )" + std::string(party) + "}");
    }
    t.must("agreement.enter_force", "2026-03-18",
           R"({"agreement": "FQ-2", "supersedes": "FQ-KZ-1"})");
    if (!other.is_zero()) {
      t.must(
          "consent.record", "2026-03-19",
          R"({"achievement": "KZ-1", "institution": "I-uni", "scope": "同意项目 ZH-1 的普通许可"})");
    }
    t.registered();
    auto scheme = hospital();
    if (takes_top) scheme.off_the_top = {{"department", Ratio(1, 10), {}, {}}};
    t.must(step::adopt_scheme(scheme));
    return said_of(t.check(draft()));
  };
  CHECK_THAT(drafted("2/3", true), Contains("warn /scheme 办法 FAB-1 example-institution 1 "
                                            "先从毛收入提取，再与共有机构分配"));
  CHECK(drafted("2/3", false) == "");
  CHECK(drafted("1", true) == "");
}

TEST_CASE("INC-11 passes: a version adopted afterwards takes no place that was taken by then") {
  Transfer t;
  t.priced();
  t.must(step::adopt_scheme(hospital()).on("2026-05-19"));
  t.must(step::sign().with(R"({"income_version": "at_signing"})"));
  t.must(step::register_contract());
  t.must(step::adopt_scheme(hospital("2", Date(2026, 5, 1)), "FAB-2").on("2026-06-01"));
  CHECK(said_of(t.check(draft("FAB-1"))) == "");
  CHECK_THAT(said_of(t.check(draft("FAB-2"))),
             Contains("2026-05-20 签订时有效的是 FAB-1 example-institution 1"));
}

TEST_CASE("INC-11 refuses: a ratio where a contract keeps to a signature under a scheme") {
  Transfer t;
  t.priced();
  t.must(step::adopt_scheme(hospital()).on("2026-05-19"));
  t.must(step::sign().with(R"({"income_version": "at_signing"})"));
  t.must(step::register_contract());
  const auto decision = t.check(step::draft_plan());
  CHECK(decision.is_refused());
  CHECK_THAT(said_of(decision),
             Contains("refuse /reward_ratio 合同 HT-1 约定依签订时的规定，2026-05-20 签订时有效的"
                      "是 FAB-1 example-institution 1，不是 方案自定的比例。"));
  CHECK(said_of(t.check(draft())) == "");
}

TEST_CASE("INC-11 refuses: a scheme adopted after the signature a contract keeps to") {
  Transfer t;
  t.priced();
  auto other = hospital();
  other.id = "other-hospital";
  SECTION("where another was in force then") {
    t.must(step::adopt_scheme(hospital()).on("2026-05-19"));
  }
  SECTION("where none was") { other.effective_from = Date(2026, 5, 25); }
  t.must(step::sign().with(R"({"income_version": "at_signing"})"));
  t.must(step::register_contract());
  t.must(step::adopt_scheme(other, "FAB-2").on("2026-05-26"));
  CHECK(t.check(draft("FAB-2")).is_refused());
  CHECK_THAT(said_of(t.check(draft("FAB-2"))), Contains("不是 FAB-2 other-hospital 1"));
}

TEST_CASE("INC-11 refuses: another version though a contract beside it goes by receipts") {
  Transfer t;
  t.priced();
  t.must(step::adopt_scheme(hospital()).on("2026-05-19"));
  const auto half = step::sign().with(
      R"({"amounts": {"total": "500000.00", "technical": "500000.00"}, "dues": []})");
  t.must(half.with(R"({"income_version": "at_signing"})"));
  t.must(half.with(R"({"number": "HT-2"})"));
  t.must(step::register_contract());
  t.must(step::adopt_scheme(hospital("2", Date(2026, 6, 1)), "FAB-2").on("2026-06-01"));
  CHECK_THAT(said_of(t.check(draft("FAB-2"))), Contains("refuse /scheme 合同 HT-1"));
  for (const auto& each :
       {draft("FAB-1"), step::decide_plan(), step::publish_plan(), step::close_plan()}) {
    t.must(each);
  }
  // the first contract is settled: what comes now is for the other
  const auto second = draft("FAB-2").with(R"({"number": "FA-2"})").on("2026-06-30");
  CHECK(said_of(t.check(second)) == "");
}

namespace {

/// HT-1 of one half, divided by what is in force at its receipts; a scheme is in force, and a plan
/// without it is drafted.
struct PlanBeside : Transfer {
  PlanBeside() {
    priced();
    must(half);
    must(step::register_contract());
    must(step::adopt_scheme(hospital()));
    must(step::draft_plan());
  }
  Step half = step::sign().with(
      R"({"amounts": {"total": "500000.00", "technical": "500000.00"}, "dues": []})");
  Step keeping =
      half.on("2026-06-03").with(R"({"number": "HT-2", "income_version": "at_signing"})");
};

}  // namespace

TEST_CASE("INC-11 refuses: deciding after a signature what was drafted before it") {
  PlanBeside t;
  t.must(t.keeping);
  CHECK_THAT(said_of(t.check(step::decide_plan())), Contains("refuse /matters/0/plan 合同 HT-2"));
}

TEST_CASE("INC-11 refuses: keeping to a signature that finds a plan by another rule") {
  PlanBeside t;
  t.must(step::decide_plan());
  CHECK_THAT(said_of(t.check(t.keeping)), Contains("refuse /income_version 合同 HT-2"));
  CHECK(said_of(t.check(t.keeping.with(R"({"income_version": "at_receipt"})"))) == "");
}

TEST_CASE("INC-06 passes: whatever order a plan names people in, each gets the same fen") {
  for (const auto* lines : {R"([{"person": "P-1", "role": "contributor", "weight": "1/2"},
            {"person": "P-2", "role": "contributor", "weight": "1/2"}])",
                            R"([{"person": "P-2", "role": "contributor", "weight": "1/2"},
            {"person": "P-1", "role": "contributor", "weight": "1/2"}])"}) {
    Transfer t;
    t.signed_(Pathway::equity_investment);
    t.supersede_agreement("FQ-KZ-1", "FQ-2", "2026-05-21",
                          R"({"institutions": [{"institution": "I-own", "share": "1"}],
          "persons": [{"person": "P-2", "ownership": "0", "income_weight": "1/2"},
                      {"person": "P-1", "ownership": "0", "income_weight": "1/2"}],
          "use_right": "individual", "reward_ratio": "1/2", "ownership_sets_weights": true})");
    t.must(step::register_contract());
    t.must(step::draft_plan().with(R"({"lines": )" + std::string(lines) + "}"));
    for (const auto& each : {step::decide_plan(), step::publish_plan(), step::close_plan()}) {
      t.must(each);
    }
    const auto& figures = t.get<DistributionPlan>("FA-1").figures;
    REQUIRE(figures.equity.size() == 2);
    CHECK(figures.equity[0].person == t.get<Person>("P-2").id);
    CHECK(figures.equity[0].shares == figures.equity[1].shares + 1);
    t.must(step::award_equity());
    CHECK(t.transfer().equity.at(0).people[0].shares == 83334);
    CHECK(t.transfer().equity.at(0).people[0].person == t.get<Person>("P-2").id);
  }
}

TEST_CASE(
    "INC-11 refuses: counting by achievement where a case has several, with a way that is open") {
  Transfer t(2);
  t.must(step::open_case().with(R"({"achievements": ["KZ-1", "KZ-2"]})"));
  auto scheme = hospital();
  scheme.bands.accumulate = Accumulation::per_achievement;
  t.must(step::adopt_scheme(scheme));
  DraftDistribution act;
  act.transfer_case = Ref<TransferCase>(t.transfer().id);
  act.scheme = Ref<AdoptedScheme>(t.get<AdoptedScheme>("FAB-1").id);
  act.lines.push_back({Ref<Person>(t.get<Person>("P-1").id), PlanRole::contributor, Ratio(1), {}});
  const auto figure = [&] { consensus_books().figure(t.state, act, Date(2026, 6, 2)); };
  try {
    figure();
    FAIL("nothing was refused");
  } catch (const Error& error) {
    CHECK_THAT(error.problems().front().remedy.zh, Contains("accumulate 写 case"));
    CHECK_THAT(error.problems().front().remedy.zh, Contains("奖励比例"));
  }
  scheme.version = "2";
  scheme.bands.accumulate = Accumulation::per_case;
  t.must(step::adopt_scheme(scheme, "FAB-2"));
  act.scheme = Ref<AdoptedScheme>(t.get<AdoptedScheme>("FAB-2").id);
  figure();
}
