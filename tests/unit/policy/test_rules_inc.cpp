#include "catch.hpp"
#include "said.hpp"
#include "support/transfer.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

/// `policy` tightened by values of an institution's overlay.
void tighten(Transfer& t, const std::string& values) {
  t.policy = t.policy.with_overlay(R"(
schema: kezhuan/policy-overlay/1
id: stricter
version: "1"
title: {zh: "示例", en: "example"}
extends: {id: cn-national, version: "2026.1"}
effective_from: "2020-01-01"
rules: []
links: []
values:
)" + values,
                                   "stricter.yaml");
}

std::string said_of(std::string_view rule, const Decision& decision) {
  return said(rule, decision);
}

const char* lines_of(const char* p1, const char* p2) {
  static std::string text;
  text = std::string(R"({"lines": [{"person": "P-1", "role": "contributor", "weight": ")") + p1 +
         R"("}, {"person": "P-2", "role": "contributor", "weight": ")" + p2 + R"("}]})";
  return text.c_str();
}

/// HT-1 brings shares; FA-1 is decided and publicised, half of the shares to P-1 and P-2 by 3:2.
struct Equity : Transfer {
  Equity() { registered(Pathway::equity_investment); }
  void make_head(const char* person, const char* from = "2026-01-01") {
    must("post.assign", "2026-05-26",
         R"({"person": ")" + std::string(person) +
             R"(", "institution": "I-own", "post": "principal_head", "from": ")" + from + R"("})");
  }
  void publicise() {
    must(step::decide_plan());
    must(step::publish_plan());
    must(step::close_plan());
  }
};

}  // namespace

// ---- INC-01

TEST_CASE("INC-01 passes: a cost above zero in the currency of the contract") {
  Transfer t;
  t.registered();
  const auto decision = t.record(step::cost());
  CHECK_FALSE(decision.is_refused());
  CHECK(said_of("INC-01", decision) == "note /evidence 没有附成本凭证。\n");
  CHECK(t.transfer().totals.net == Money::parse("-100000.00"));
}

TEST_CASE("INC-01 refuses: a cost of nothing") {
  Transfer t;
  t.registered();
  CHECK_THAT(said_of("INC-01", t.check(step::cost("ip_fees", "0.00"))),
             Contains("refuse /amount 成本金额为 0.00，须大于零。"));
}

TEST_CASE("REG-02 refuses: a cost incurred after it is recorded") {
  Transfer t;
  t.registered();
  CHECK_THAT(said_of("REG-02", t.check(step::cost().with(R"({"incurred_on": "2026-06-02"})"))),
             Contains("refuse /incurred_on 成本发生日 2026-06-02 晚于"));
}

// ---- INC-02

TEST_CASE("INC-02 passes: contributors get half of net income, an implementer stands with a task") {
  Transfer t;
  t.registered();
  t.must(step::cost());
  CHECK(said_of("INC-02", t.check(step::draft_plan())) == "");
  const auto with_p5 = step::draft_plan().with(
      R"({"lines": [{"person": "P-1", "role": "contributor", "weight": "1/2"},
                    {"person": "P-2", "role": "contributor", "weight": "3/10"},
                    {"person": "P-5", "role": "implementer", "weight": "1/5"}]})");
  CHECK(said_of("INC-02", t.check(with_p5)) == "");  // the implementation plan names the task
}

TEST_CASE("INC-02 refuses: a plan below the floor, with the numbers") {
  Transfer t;
  t.registered();
  t.must(step::cost());
  const auto decision = t.check(step::draft_plan().with(R"({"reward_ratio": "2/5"})"));
  CHECK(decision.is_refused());
  CHECK_THAT(said_of("INC-02", decision),
             Contains("refuse /reward_ratio 净收入 900000.00，奖励下限 1/2 即 450000.00；"
                      "奖励 360000.00，少 90000.00。"));
}

TEST_CASE("INC-02 refuses: less than the agreement promises though above the floor") {
  Transfer t;
  t.registered();
  t.must(step::cost());
  t.policy = t.policy;  // the floor itself is met
  t.supersede_agreement("FQ-KZ-1", "FQ-2", "2026-06-01",
                        R"({"institutions": [{"institution": "I-own", "share": "1"}],
          "persons": [{"person": "P-1", "ownership": "0", "income_weight": "3/5"},
                      {"person": "P-2", "ownership": "0", "income_weight": "2/5"}],
          "use_right": "individual", "reward_ratio": "7/10", "ownership_sets_weights": true})");
  CHECK_THAT(said_of("INC-02", t.check(step::draft_plan())),
             Contains("refuse /reward_ratio 净收入 900000.00，协议约定的奖励 7/10 即 630000.00；"
                      "奖励 450000.00，少 180000.00。"));
  CHECK(said_of("INC-02", t.check(step::draft_plan().with(R"({"reward_ratio": "7/10"})"))) == "");
}

TEST_CASE("INC-02 refuses: a ratio below the floor while costs leave no net income") {
  Transfer t;
  t.registered();
  t.must(step::cost("ip_fees", "1200000.00"));
  const auto decision = t.check(step::draft_plan().with(R"({"reward_ratio": "2/5"})"));
  CHECK_THAT(said_of("INC-02", decision),
             Contains("refuse /reward_ratio 奖励比例 2/5，低于奖励下限 1/2。"));
  CHECK(said_of("INC-02", t.check(step::draft_plan())) == "");
}

TEST_CASE("INC-02 refuses: a ratio below the floor under a contract of royalties alone") {
  Transfer t;
  t.signed_for_royalties();
  const auto decision = t.check(step::draft_plan().with(R"({"reward_ratio": "2/5"})"));
  CHECK_THAT(said_of("INC-02", decision),
             Contains("refuse /reward_ratio 奖励比例 2/5，低于奖励下限 1/2。"));
  CHECK(said_of("INC-02", t.check(step::draft_plan())) == "");
}

TEST_CASE("INC-02 refuses: an institution's higher floor, when the plan is decided too") {
  Transfer t;
  t.registered();
  t.must(step::cost());
  t.must(step::draft_plan());
  tighten(t, "  - {name: income.reward_floor, value: \"7/10\"}\n");
  CHECK_THAT(said_of("INC-02", t.check(step::decide_plan())),
             Contains("refuse /matters/0/plan 净收入 900000.00，奖励下限 7/10 即 630000.00"));
}

TEST_CASE("INC-02 refuses: a payment while the case as a whole is below the floor") {
  Transfer t;
  t.received();
  tighten(t, "  - {name: income.reward_floor, value: \"7/10\"}\n");
  CHECK_THAT(said_of("INC-02", t.check(step::pay("P-1", "100.00"))),
             Contains("refuse /transfer_case 净收入 900000.00，奖励下限 7/10 即 630000.00；"
                      "奖励 450000.00，少 180000.00。"));
}

TEST_CASE("INC-02 refuses: who is no contributor, or implements without a task, or comes twice") {
  Transfer t;
  t.registered();
  const auto told = [&](const char* lines) {
    return said_of("INC-02", t.check(step::draft_plan().with(lines)));
  };
  CHECK_THAT(told(R"({"lines": [{"person": "P-1", "role": "contributor", "weight": "3/5"},
                                {"person": "P-4", "role": "contributor", "weight": "2/5"}]})"),
             Contains("refuse /lines/1/person P-4 列为完成人，但申报表没有列其为完成人。"));
  CHECK_THAT(told(R"({"lines": [{"person": "P-1", "role": "contributor", "weight": "3/5"},
                                {"person": "P-4", "role": "implementer", "weight": "2/5"}]})"),
             Contains("refuse /lines/1/task P-4 列为转化实施人员"));
  CHECK(told(R"({"lines": [{"person": "P-1", "role": "contributor", "weight": "3/5"},
                           {"person": "P-4", "role": "implementer", "weight": "2/5",
                            "task": "推广"}]})") == "");
  CHECK_THAT(told(R"({"lines": [{"person": "P-1", "role": "contributor", "weight": "3/5"},
                                {"person": "P-1", "role": "contributor", "weight": "2/5"}]})"),
             Contains("refuse /lines/1/person P-1 重复列出。"));
}

TEST_CASE("INC-02 warns: the main contributors get less than half of the reward") {
  Transfer t;  // P-1 alone is a main contributor
  t.registered();
  t.must(step::cost());
  const auto decision = t.check(step::draft_plan().with(lines_of("2/5", "3/5")));
  CHECK_THAT(said_of("INC-02", decision),
             Contains("warn /lines 主要完成人合计得 180000.00，不足奖励总额 450000.00 的 "
                      "1/2（225000.00）。"));
  CHECK(said_of("INC-02", t.check(step::draft_plan().with(lines_of("1/2", "1/2")))) == "");
}

TEST_CASE("INC-02 warns: a reward of gross income exceeds net income, costs stay unrecovered") {
  Transfer t;
  t.registered();
  t.must(step::cost("ip_fees", "400000.00"));
  const auto decision =
      t.check(step::draft_plan().with(R"({"reward_ratio": "7/10", "base": "gross_income"})"));
  CHECK_FALSE(decision.is_refused());
  CHECK_THAT(said_of("INC-02", decision),
             Contains("warn /reward_ratio 给个人的 700000.00 超过净收入 600000.00；"
                      "未收回的成本中，本单位承担 100000.00。"));
}

TEST_CASE("INC-02 refuses: a share of gross income that is less than half of net income") {
  Transfer t;
  t.registered();
  t.must(step::cost());
  const auto decision =
      t.check(step::draft_plan().with(R"({"reward_ratio": "3/10", "base": "gross_income"})"));
  CHECK_THAT(said_of("INC-02", decision), Contains("奖励 300000.00，少 150000.00。"));
}

// ---- INC-03

TEST_CASE("INC-03 passes: half of the shares, rounded up, before any cost") {
  Equity t;
  t.must(step::cost("appraisal_and_transaction", "90900.00"));
  CHECK(said_of("INC-03", t.record(step::draft_plan())) == "");
  t.publicise();
  const auto decision = t.record(step::award_equity());
  CHECK(said_of("INC-03", decision) ==
        "note /contract 股权奖励不扣成本；成本 90900.00 记为现金亏空，由本项目的现金弥补。\n");
  const auto& award = t.transfer().equity.front();
  CHECK(award.people_shares == 166667);
  CHECK(award.institution_shares == 166666);
}

TEST_CASE("INC-03 refuses: less than half of the shares, with the numbers") {
  Equity t;
  const auto decision = t.check(step::draft_plan().with(R"({"reward_ratio": "2/5"})"));
  CHECK_THAT(said_of("INC-03", decision),
             Contains("refuse /reward_ratio 作价所得 333333 股，股权奖励下限 1/2 即 166667 股；"
                      "只奖励 133334 股，少 33333 股。"));
}

TEST_CASE("INC-03 refuses: an award below a floor raised meanwhile") {
  Equity t;
  t.must(step::draft_plan());
  t.publicise();
  tighten(t, "  - {name: income.equity_floor, value: \"3/5\"}\n");
  CHECK_THAT(said_of("INC-03", t.check(step::award_equity())),
             Contains("refuse /contract 作价所得 333333 股，股权奖励下限 3/5 即 200000 股"));
}

// ---- INC-04

TEST_CASE("INC-04 passes: nobody in the plan is principal head, whatever their other posts") {
  Equity t;
  t.must("post.assign", "2026-05-26",
         R"({"person": "P-1", "institution": "I-own", "post": "deputy_head",
             "from": "2026-01-01"})");
  t.must("post.assign", "2026-05-26",
         R"({"person": "P-2", "institution": "I-co", "post": "principal_head",
             "from": "2026-01-01"})");
  CHECK(said_of("INC-04", t.record(step::draft_plan())) == "");
  t.publicise();
  CHECK(said_of("INC-04", t.record(step::award_equity())) == "");
}

TEST_CASE("INC-04 refuses: the principal head alone") {
  Equity t;
  t.make_head("P-1");
  const auto alone = step::draft_plan().with(
      R"({"lines": [{"person": "P-1", "role": "contributor", "weight": "1"}]})");
  const auto decision = t.check(alone);
  CHECK(decision.is_refused());
  CHECK_THAT(said_of("INC-04", decision),
             Contains("refuse /lines 没有可以获得股权的人员：方案中有权重的只有 "
                      "P-1（部门 U-1，正职领导）"));
  const auto citing = alone.with(R"({"cites_policy": "示例政策第3条"})");
  const auto cited = t.check(citing);
  CHECK_FALSE(said_of("INC-04", cited).find("refuse") != std::string::npos);
  CHECK_THAT(said_of("INC-04", cited),
             Contains("note /cites_policy 正职领导获股权，所引政策：示例政策第3条。"));
}

TEST_CASE("INC-04 warns: others take over a head's weight, and half stays with people") {
  Equity t;
  t.make_head("P-2");
  CHECK_THAT(said_of("INC-04", t.record(step::draft_plan())),
             Contains("note /lines P-2 于 2026-06-02 任单位正职领导，不获股权"));
  t.publicise();
  CHECK_THAT(said_of("INC-04", t.record(step::award_equity())), Contains("note /contract P-2 于"));
  const auto& award = t.transfer().equity.front();
  CHECK(award.people_shares == 166667);
  CHECK(award.people.at(0).shares == 166667);
  CHECK(award.people.at(1).excluded);
  CHECK(award.people.at(1).shares == 0);
}

TEST_CASE("INC-04 warns: the post is taken between the draft and its decision") {
  Equity t;
  t.must(step::draft_plan());
  t.make_head("P-2", "2026-06-03");
  CHECK_THAT(said_of("INC-04", t.check(step::decide_plan())),
             Contains("warn /matters/0/plan 拟定方案以来，P-2 的正职任职有变"));
}

TEST_CASE("INC-04: the day of the decision counts, and a change before the award is said") {
  Equity t;
  t.must(step::draft_plan());
  t.publicise();
  t.make_head("P-2", "2026-07-01");
  CHECK_THAT(said_of("INC-04", t.record(step::award_equity())),
             Contains("warn /contract P-2 议定之后（2026-06-03）出任正职领导"));
  CHECK(t.transfer().equity.front().people.at(1).shares > 0);
}

TEST_CASE("INC-04: who left the post before the award gets none all the same") {
  Equity t;
  t.make_head("P-2");
  t.must(step::draft_plan());
  t.publicise();
  t.must("post.end", "2026-07-01",
         R"({"person": "P-2", "institution": "I-own", "post": "principal_head",
             "until": "2026-06-30"})");
  CHECK_THAT(said_of("INC-04", t.record(step::award_equity())),
             Contains("note /contract P-2 于 2026-06-03 任单位正职领导"));
  CHECK(t.transfer().equity.front().people.at(1).shares == 0);
}

TEST_CASE("INC-02 refuses: a plan below what the agreement promises once, not twice") {
  Transfer t;
  t.registered();
  const auto text =
      said_of("INC-02", t.check(step::draft_plan().with(R"({"reward_ratio": "2/5"})")));
  INFO(text);
  CHECK(text.find("refuse") == text.rfind("refuse"));
}

TEST_CASE("INC-04 warns: a holder of awarded shares becomes principal head") {
  Equity t;
  t.must(step::draft_plan());
  t.publicise();
  t.must(step::award_equity());
  const auto assign = [&](const char* person, const char* post) {
    return said_of("INC-04", t.check("post.assign", "2026-08-03",
                                     R"({"person": ")" + std::string(person) +
                                         R"(", "institution": "I-own", "post": ")" + post +
                                         R"(", "from": "2026-08-01"})"));
  };
  CHECK_THAT(assign("P-1", "principal_head"),
             Contains("warn /person P-1 任正职领导，此前已获股权奖励（HT-1）。"));
  CHECK(assign("P-1", "deputy_head") == "");
  CHECK(assign("P-4", "principal_head") == "");
}

TEST_CASE("INC-04 warns: at link 6 as long as the holder of shares is principal head") {
  Equity t;
  t.must(step::draft_plan());
  t.publicise();
  t.must(step::award_equity());
  CHECK(said(t.missing_of("INC-04")) == "");
  t.must("post.assign", "2026-08-03",
         R"({"person": "P-1", "institution": "I-own", "post": "principal_head",
             "from": "2026-08-01"})");
  CHECK_THAT(said(t.missing_of("INC-04")),
             Contains("warn  P-1 现任正职领导，持有股权奖励（HT-1）"));
  t.must("post.end", "2026-09-01",
         R"({"person": "P-1", "institution": "I-own", "post": "principal_head",
             "until": "2026-08-31"})");
  CHECK(said(t.missing_of("INC-04")) == "");
}

// ---- INC-05

TEST_CASE("INC-05 passes: paid after 15 working days of notice of this very plan") {
  Transfer t;
  t.received();
  CHECK(said_of("INC-05", t.check(step::pay("P-1", "270000.00"))) == "");
  CHECK(said(t.missing_of("INC-05")) == "");
}

TEST_CASE("INC-05 refuses: payment without a notice, during it, or before it is closed") {
  Transfer t;
  t.plan_decided();
  t.must(step::receive().on("2026-06-05"));
  const auto pay = step::pay("P-1", "270000.00");
  CHECK_THAT(said_of("INC-05", t.check(pay.on("2026-06-05"))),
             Contains("refuse /transfer_case 分配方案 FA-1 尚未公示；须公示不少于 15 个工作日。"));
  CHECK_THAT(said(t.missing_of("INC-05")), Contains("分配方案 FA-1 尚未公示"));
  t.must(step::publish_plan());
  CHECK_THAT(said_of("INC-05", t.check(pay.on("2026-06-26"))),
             Contains("公示 GS-3 正在进行，末日 2026-06-26，2026-06-27 起方可发放"));
  CHECK_THAT(said_of("INC-05", t.check(pay.on("2026-06-29"))),
             Contains("公示 GS-3 已于 2026-06-26 期满，尚未结束。"));
  CHECK(t.check(step::close_plan().on("2026-06-26")).is_refused());
}

TEST_CASE("INC-05 refuses: an upheld objection voids the notice; a new plan needs its own") {
  Transfer t;
  t.plan_decided();
  t.must(step::receive().on("2026-06-05"));
  t.must(step::publish_plan());
  t.must("notice.object", "2026-06-10",
         R"({"notice": "GS-3", "objector": "示例", "content": "示例"})");
  CHECK_THAT(said_of("INC-05", t.check(step::pay("P-1", "1.00").on("2026-06-11"))),
             Contains("另有异议未处理"));
  t.must("notice.answer", "2026-06-12",
         R"({"notice": "GS-3", "objection": 1, "answer": "upheld_content", "text": "示例"})");
  CHECK_THAT(said_of("INC-05", t.check(step::pay("P-1", "1.00"))),
             Contains("公示 GS-3 因异议成立而作废"));

  Transfer other;
  other.plan_publicised();
  other.must(step::draft_plan().on("2026-06-29").with(R"({"number": "FA-2"})"));
  other.must(step::decide_plan("FA-2").on("2026-06-30"));
  other.must(step::receive());
  CHECK_THAT(said_of("INC-05", other.check(step::pay("P-1", "270000.00"))),
             Contains("分配方案 FA-2 尚未公示"));
}

TEST_CASE("INC-05 refuses: an award of shares before the notice is closed") {
  Equity t;
  t.must(step::draft_plan());
  t.must(step::decide_plan());
  CHECK_THAT(said_of("INC-05", t.check(step::award_equity())),
             Contains("refuse /contract 分配方案 FA-1 尚未公示"));
}

TEST_CASE("INC-05 refuses: a notice too short for what the institution asks for now") {
  Transfer t;
  t.received();
  tighten(t, "  - {name: notice.distribution.days, value: \"20\"}\n");
  CHECK_THAT(said_of("INC-05", t.check(step::pay("P-1", "1.00"))),
             Contains("公示 GS-3 只有 15 个工作日，不足 20 个工作日。"));
}

// ---- INC-06

TEST_CASE("INC-06 passes: each is paid what is due, in parts too, and not again") {
  Transfer t;
  t.received();
  t.must(step::pay("P-1", "100000.00"));
  t.must(step::pay("P-1", "170000.00").on("2026-07-07"));
  t.must(step::pay("P-2", "180000.00"));
  CHECK(said_of("INC-06", t.check(step::pay("P-2", "0.01"))) ==
        "refuse /lines/0/amount P-2 累计应得 180000.00，已付 180000.00，可付 0.00；本次 0.01，"
        "超出 0.01。\n");
}

TEST_CASE("INC-06 refuses: more than is due, in one line or in several") {
  Transfer t;
  t.received();
  CHECK_THAT(said_of("INC-06", t.check(step::pay("P-1", "280000.00"))),
             Contains("refuse /lines/0/amount P-1 累计应得 270000.00，已付 0.00，可付 270000.00；"
                      "本次 280000.00，超出 10000.00。"));
  const auto twice =
      step::pay("P-1", "1.00")
          .with(
              R"({"lines": [{"kind": "reward", "person": "P-1", "amount": "200000.00"},
                    {"kind": "reward", "person": "P-1", "amount": "200000.00"}]})");
  CHECK_THAT(said_of("INC-06", t.check(twice)), Contains("本次 400000.00，超出 130000.00。"));
}

TEST_CASE("INC-06 refuses: somebody not in the plan, nobody, or what is not paid to people") {
  Transfer t;
  t.received();
  CHECK_THAT(said_of("INC-06", t.check(step::pay("P-4", "1.00"))),
             Contains("refuse /lines/0 P-4 在本项目没有应得的奖励和报酬"));
  const auto told = [&](const char* lines) {
    return said_of("INC-06", t.check(step::pay("P-1", "1.00").with(lines)));
  };
  CHECK_THAT(told(R"({"lines": [{"kind": "institution", "institution": "I-own",
                                 "amount": "1.00"}]})"),
             Contains("refuse /lines/0/kind “单位留存”不是可发放的款项。"));
  CHECK_THAT(told(R"({"lines": [{"kind": "reward", "institution": "I-own", "amount": "1.00"}]})"),
             Contains("refuse /lines/0 “奖励和报酬”须写且只写自然人。"));
  CHECK_THAT(told(R"({"lines": [{"kind": "other_institution", "person": "P-1",
                                 "amount": "1.00"}]})"),
             Contains("refuse /lines/0 应付共有机构的款项须写且只写机构。"));
  CHECK_THAT(told(R"({"lines": [{"kind": "reward", "person": "P-1", "amount": "0.00"}]})"),
             Contains("refuse /lines/0/amount 发放金额为 0.00，须大于零。"));
}

TEST_CASE("INC-06 refuses: payment in another currency, or before anything was received") {
  Transfer t;
  t.plan_publicised();
  CHECK_THAT(said_of("INC-06", t.check(step::pay("P-1", "1.00"))), Contains("尚无到账"));
  t.must(step::receive());
  CHECK(t.check(step::pay("P-1", "USD 1.00")).is_refused());
}

TEST_CASE("INC-06 refuses: a cost in another currency, at any institution") {
  for (const auto nature :
       {InstitutionNature::public_medical, InstitutionNature::non_public_medical}) {
    Transfer t(1, nature);
    t.registered();
    const auto decision = t.check(step::cost("ip_fees", "USD 5.00"));
    CHECK_THAT(said_of("INC-06", decision),
               Contains("refuse /amount 成本 USD 5.00 的币种是 USD，本项目以 CNY 计。"));
  }
}

TEST_CASE("INC-06 refuses: more to whom a refund left overpaid, until receipts make up for it") {
  Transfer t;
  t.paid();
  t.must("receipt.refund", "2026-07-08",
         R"({"receipt": "DZ-1", "amount": "500000.00", "reason": "示例"})");
  // Net is 400,000.00 now, the reward 200,000.00: both were paid too much.
  CHECK(t.transfer().totals.reward == Money::parse("200000.00"));
  CHECK_THAT(said_of("INC-06", t.check(step::pay("P-1", "1.00").on("2026-07-09"))),
             Contains("可付 -150000.00；本次 1.00，超出 150001.00。"));
  t.must(step::receive("500000.00").on("2026-07-10").with(R"({"number": "DZ-2"})"));
  CHECK(said_of("INC-06", t.check(step::pay("P-1", "0.01").on("2026-07-13"))) != "");
  CHECK(said(t.missing_of("LNK-63")) == "");
}

namespace {

/// 270,000.00 for P-1, a third of it from what came first.
void receive_twice(Transfer& t) {
  t.plan_publicised();
  t.must(step::receive("400000.00"));
  t.must(step::receive("600000.00").on("2026-07-20").with(R"({"number": "DZ-2", "due": null})"));
}

}  // namespace

TEST_CASE("INC-06 refuses: more than was due that day, though more came since") {
  Transfer t;
  receive_twice(t);
  CHECK(said_of("INC-06", t.check(step::pay("P-1", "100000.00").on("2026-07-10"))) ==
        "refuse /lines/0/amount P-1 在 2026-07-10 可付 90000.00（其后到账或入账的不计，其后已付的"
        "已扣）；本次 100000.00，超出 10000.00。\n");
  t.must(step::pay("P-1", "90000.00").on("2026-07-10"));
  CHECK_THAT(said_of("INC-06", t.check(step::pay("P-1", "0.01").on("2026-07-19"))),
             Contains("P-1 在 2026-07-19 可付 0.00"));
  t.must(step::pay("P-1", "180000.00").on("2026-07-20"));
}

TEST_CASE("INC-06 refuses: of an earlier day more than payments since have left") {
  Transfer t;
  receive_twice(t);
  t.must(step::pay("P-1", "200000.00").on("2026-07-21"));
  CHECK_THAT(said_of("INC-06", t.check(step::pay("P-1", "70000.01").on("2026-07-10"))),
             Contains("可付 70000.00；本次 70000.01，超出 0.01。"));
  t.must(step::pay("P-1", "70000.00").on("2026-07-10"));
}

TEST_CASE("INC-06 passes: what was due that day, though a refund came and was made up for") {
  Transfer t;
  t.received();
  t.must("receipt.refund", "2026-07-08",
         R"({"receipt": "DZ-1", "amount": "500000.00", "reason": "示例"})");
  t.must(step::receive("500000.00").on("2026-07-10").with(R"({"number": "DZ-2"})"));
  t.must(step::pay("P-1", "270000.00").on("2026-07-07"));
}

// ---- INC-07, INC-09

TEST_CASE("INC-07 warns: costs leave nothing to reward, and the deficit is carried") {
  Transfer t;
  t.registered();
  t.must(step::cost("research_input", "1060060.00"));
  CHECK(said_of("INC-07", t.record(step::draft_plan())) ==
        "note /transfer_case 净收入为 -60060.00，没有可奖励的；亏空在本项目内结转。\n");
  t.must(step::decide_plan());
  CHECK_THAT(said_of("INC-07", t.record(step::receive())),
             Contains("note /amount 净收入为 -60060"));
  CHECK(t.transfer().totals.reward.is_zero());
}

TEST_CASE("INC-07 passes: nothing to say of a case with net income") {
  Transfer t;
  t.plan_decided();
  CHECK(said_of("INC-07", t.check(step::receive())) == "");
}

TEST_CASE("INC-09 warns: an extended service cites the consensus alone") {
  Transfer t;
  t.registered(Pathway::extended_service);
  const auto decision = t.check(step::draft_plan());
  CHECK_THAT(said_of("INC-09", decision), Contains("note /reward_ratio 延伸服务的奖励只依共识"));
  for (const auto& finding : decision.findings) {
    if (finding.rule != "INC-09") continue;
    REQUIRE(finding.citations.size() == 1);
    CHECK(finding.citations.front().source == "consensus-2026");
  }
}

TEST_CASE("INC-09 passes: other pathways need no such note") {
  Transfer t;
  t.registered();
  CHECK(said_of("INC-09", t.check(step::draft_plan())) == "");
}

// ---- INC-08

TEST_CASE("INC-08 passes: nationally every category counts, public money too") {
  Transfer t;
  t.registered();
  for (const auto& entry : EnumTable<CostCategory>::table) {
    CHECK(said_of("INC-08", t.check(step::cost(entry.code).with(R"({"fiscal": true})"))) == "");
  }
}

TEST_CASE("INC-08 refuses: what an overlay of the jurisdiction does not admit") {
  Transfer t;
  t.registered();
  tighten(t,
          "  - {name: cost.forbidden_categories, value: [none, management_fee, amortisation]}\n"
          "  - {name: cost.fiscal_money_forbidden, value: \"1\"}\n");
  CHECK_THAT(said_of("INC-08", t.check(step::cost("management_fee"))),
             Contains("refuse /category “机构核算的管理费”不得作为成本扣除。"));
  CHECK_THAT(said_of("INC-08", t.check(step::cost("ip_fees").with(R"({"fiscal": true})"))),
             Contains("refuse /fiscal 财政科研经费不得作为成本扣除。"));
  CHECK(said_of("INC-08", t.check(step::cost("ip_fees"))) == "");
}

// ---- INC-10

TEST_CASE("INC-10 passes: weights as agreed, in whatever numbers they are written") {
  Transfer t;
  t.registered();
  CHECK(said_of("INC-10", t.record(step::draft_plan().with(lines_of("3", "2")))) == "");
  CHECK(said_of("INC-10", t.check(step::decide_plan())) == "");
}

TEST_CASE("INC-10 refuses: to decide a plan by which somebody loses without consent") {
  Transfer t;
  t.registered();
  const auto drafted = t.record(step::draft_plan().with(lines_of("7/10", "3/10")));
  CHECK_FALSE(drafted.is_refused());
  CHECK_THAT(said_of("INC-10", drafted),
             Contains("warn /lines P-2 的权重，协议为 2/5，方案为 3/10；没有其书面同意。"));
  CHECK_THAT(said_of("INC-10", t.check(step::decide_plan())),
             Contains("refuse /matters/0/plan P-2 的权重，协议为 2/5，方案为 3/10"));
  const auto consent = [&](const char* person, const char* scope) {
    t.must("consent.record", "2026-06-03",
           R"({"achievement": "KZ-1", "person": ")" + std::string(person) + R"(", "scope": ")" +
               scope + R"("})");
  };
  consent("P-1", "同意分配方案");  // does not lose
  consent("P-2", "同意许可");      // about something else
  CHECK(t.check(step::decide_plan()).has("INC-10"));
  consent("P-2", "同意分配方案 FA-1");
  CHECK_FALSE(t.check(step::decide_plan()).has("INC-10"));
}

TEST_CASE("INC-10 refuses: an implementer added at the expense of those agreed on") {
  Transfer t;
  t.registered();
  t.must(step::draft_plan().with(
      R"({"lines": [{"person": "P-1", "role": "contributor", "weight": "3"},
                    {"person": "P-2", "role": "contributor", "weight": "2"},
                    {"person": "P-5", "role": "implementer", "weight": "1"}]})"));
  const auto found = said_of("INC-10", t.check(step::decide_plan()));
  CHECK_THAT(found, Contains("P-1 的权重，协议为 3/5，方案为 1/2"));
  CHECK_THAT(found, Contains("P-2 的权重，协议为 2/5，方案为 1/3"));
}

// ---- INC-01: shared costs

TEST_CASE("INC-01 refuses: cases together bear more than there is of a shared cost") {
  Transfer t(2);
  t.registered();
  t.must(step::open_case().with(R"({"number": "ZH-2", "achievements": ["KZ-2"]})"));
  const auto part = [](const char* transfer, const char* amount, const char* total = "100.00") {
    return step::cost("ip_fees", amount)
        .with(R"({"transfer_case": ")" + std::string(transfer) +
              R"(", "item": "专利年费2026", "item_total": ")" + total + "\"}");
  };
  t.must(part("ZH-1", "60.00"));
  CHECK_THAT(said_of("INC-01", t.check(part("ZH-2", "40.01"))),
             Contains("refuse /amount 共用成本“专利年费2026”共 100.00，各项目合计分担 100.01"));
  CHECK_THAT(said_of("INC-01", t.check(part("ZH-2", "40.00", "200.00"))),
             Contains("refuse /item_total"));
  CHECK_THAT(said_of("INC-01", t.check(part("ZH-2", "40.00").with(R"({"item_total": null})"))),
             Contains("refuse /item_total 共用成本须同时写明"));
  CHECK_THAT(said_of("INC-01", t.check(part("ZH-2", "40.00", "USD 100.00"))),
             Contains("refuse /item_total"));
  t.must(part("ZH-2", "40.00"));
  CHECK(t.check(part("ZH-1", "0.01")).is_refused());
  t.must("cost.reverse", "2026-06-02", R"({"transfer_case": "ZH-1", "cost": 1, "reason": "示例"})");
  CHECK_FALSE(t.check(part("ZH-1", "60.00")).is_refused());
}

// ---- INC-03: income from shares instead of shares

namespace {

Step income_plan() { return step::draft_plan().with(R"({"equity": "equity_income"})"); }

Step dividend(const char* amount) {
  return {"equity.dividend", "2026-07-06",
          R"({"contract": "HT-1", "amount": ")" + std::string(amount) + "\"}"};
}

}  // namespace

TEST_CASE(
    "INC-03 passes: where income from shares is the reward, dividends and sales are divided") {
  Transfer t;
  t.registered(Pathway::equity_investment);
  for (const auto& each : {step::cost(), income_plan(), step::decide_plan(), step::publish_plan(),
                           step::close_plan()}) {
    t.must(each);
  }
  CHECK(t.get<DistributionPlan>("FA-1").figures.people_shares == 0);
  CHECK(said(t.missing_of("LNK-63")) == "");  // no shares wait to be awarded
  t.must(dividend("60000.00"));
  CHECK(t.transfer().totals.costs_recovered == Money::parse("60000.00"));
  t.must(Step{"equity.sell", "2026-08-03",
              R"({"contract": "HT-1", "event": "sale", "shares": 100, "amount": "50000.01",
                  "listed_separately": true})"});
  CHECK(t.get<Receipt>("HT-1-G2").amount == Money::parse("50000.01"));
  CHECK(t.transfer().totals.reward == Money::parse("5000.01"));  // of 10,000.01 after costs
  CHECK(t.transfer().equity_events.size() == 2);
  t.must(step::pay("P-1", "3000.00").on("2026-08-04"));
}

TEST_CASE("INC-03 refuses: shares and income from shares, both as a reward") {
  Transfer income;
  income.registered(Pathway::equity_investment);
  for (const auto& each :
       {income_plan(), step::decide_plan(), step::publish_plan(), step::close_plan()}) {
    income.must(each);
  }
  CHECK_THAT(said_of("REG-02", income.check(step::award_equity())),
             Contains("refuse /contract 施行的分配方案奖励的是股权收益"));
  income.must(dividend("100.00"));
  CHECK_THAT(
      said_of("INC-03",
              income.check(step::draft_plan().on("2026-07-07").with(R"({"number": "FA-2"})"))),
      Contains("refuse /equity 股权收益已按原方案分配给个人"));
  Transfer shares;
  shares.plan_publicised(Pathway::equity_investment);
  shares.must(step::award_equity());
  shares.must(dividend("100.00"));
  CHECK(shares.transfer().receipts.empty());  // the institution's own
  CHECK_THAT(
      said_of("INC-03", shares.check(income_plan().on("2026-07-07").with(R"({"number": "FA-2"})"))),
      Contains("refuse /equity 股权奖励已经实施"));
}

TEST_CASE("INC-03 refuses: a choice of reward where nothing is invested; INC-02 too small a part") {
  Transfer t;
  t.registered();
  CHECK_THAT(said_of("INC-03", t.check(income_plan())), Contains("refuse /equity"));
  Transfer equity;
  equity.registered(Pathway::equity_investment);
  CHECK_THAT(said_of("INC-02", equity.check(income_plan().with(R"({"reward_ratio": "2/5"})"))),
             Contains("refuse /reward_ratio 奖励比例 2/5"));
}
