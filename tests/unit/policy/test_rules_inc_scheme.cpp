#include <map>

#include "catch.hpp"
#include "kezhuan/core/write.hpp"
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
};

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
  CHECK_THAT(said_of(t.check(step::adopt_scheme(held))), Contains("留存准备"));
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
