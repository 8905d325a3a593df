#include "catch.hpp"
#include "said.hpp"
#include "support/transfer.hpp"

/// What was given for one case, for one transferee or by one agreement does not serve another.
using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

void end_talks(Transfer& w, const char* on) {
  w.must("negotiation.end", on, R"({"transfer_case": "ZH-1", "reason": "示例"})");
}

void attach(Transfer& w, const char* number, const char* on, const std::string& to) {
  const std::string content(number);
  w.must("evidence.attach", on,
         R"({"number": ")" + content +
             R"(", "title": "示例", "evidence": "use_authorisation",
                 "media_type": "application/pdf", "size": )" +
             std::to_string(content.size()) + R"(, "sha256": ")" + w.keep(content).to_text() +
             "\", " + to + "}");
}

/// Agreement `number` on KZ-1 from `day`: `institution` and P-1, P-2 in equal parts own; 3:2
/// reward.
void agree(Transfer& w, const std::string& number, const std::string& former, const char* day,
           const std::string& institution, const std::string& person,
           const std::string& achievement = "KZ-1") {
  w.supersede_agreement(former, number, day,
                        R"({"institutions": [{"institution": "I-own", "share": ")" + institution +
                            R"("}], "persons": [
                              {"person": "P-1", "ownership": ")" +
                            person + R"(", "income_weight": "3/5"},
                              {"person": "P-2", "ownership": ")" +
                            person + R"(", "income_weight": "2/5"}],
                            "use_right": "individual", "reward_ratio": "1/2",
                            "decision_mechanism": "示例", "cost_sharing": "示例",
                            "ownership_sets_weights": false})",
                        achievement);
}

Step amend(const std::string& more) {
  return {"contract.amend", "2026-06-01", R"({"contract": "HT-1", "what": "示例", )" + more + "}"};
}

}  // namespace

// ---- consents and authorisations

TEST_CASE("RGT-06 refuses: a consent of before the case, or for another case, does not count") {
  Transfer w;
  w.must("institution.register", "2026-01-05",
         R"({"number": "I-other", "name": "示例他方", "nature": "company"})");
  w.must("coownership.record", "2026-03-20",
         R"({"achievement": "KZ-1", "shares": [{"institution": "I-own", "share": "1/2"},
             {"institution": "I-other", "share": "1/2"}]})");
  const auto consent = [&](const char* on, const char* scope) {
    w.must("consent.record", on,
           R"({"achievement": "KZ-1", "institution": "I-other", "scope": ")" + std::string(scope) +
               "\"}");
  };
  const auto signing = [&] { return said("RGT-06", w.check(step::sign())); };
  consent("2026-03-21", "同意转化");
  w.must(step::open_case().with(R"({"number": "ZH-0"})").on("2026-03-25"));
  w.must("case.terminate", "2026-03-30", R"({"transfer_case": "ZH-0", "reason": "示例"})");
  w.must(step::open_case());
  consent("2026-04-02", "同意项目 ZH-0 的转化");
  CHECK_THAT(signing(),
             Contains("refuse /transfer_case 成果 KZ-1 尚缺共有单位的书面同意：I-other"));
  consent("2026-05-21", "同意转化");  // after the day of signing
  CHECK_THAT(signing(), Contains("I-other"));
  SECTION("a general one given since the case was opened counts") {
    consent("2026-04-03", "同意转化");
    CHECK(signing() == "");
  }
  SECTION("one that names the case counts whenever it was given") {
    consent("2026-03-22", "同意 ZH-10 的转化");  // a longer number is another
    CHECK_THAT(signing(), Contains("I-other"));
    consent("2026-03-22", "同意项目 ZH-1。");
    CHECK(signing() == "");
  }
}

TEST_CASE("RGT-03 refuses: a person's consent to an earlier case") {
  Transfer w;
  w.supersede_agreement("FQ-KZ-1", "FQ-2", "2026-03-20",
                        R"({"institutions": [{"institution": "I-own", "share": "1/2"}],
          "persons": [{"person": "P-1", "ownership": "1/4", "income_weight": "1/2"},
                      {"person": "P-2", "ownership": "1/4", "income_weight": "1/2"}],
          "use_right": "individual", "reward_ratio": "1/2", "ownership_sets_weights": true})");
  const auto consent = [&](const char* person, const char* on) {
    w.must("consent.record", on,
           R"({"achievement": "KZ-1", "scope": "示例", "person": ")" + std::string(person) + "\"}");
  };
  consent("P-1", "2026-03-31");
  w.must(step::open_case());
  consent("P-2", "2026-04-01");
  CHECK_THAT(said("RGT-03", w.check(step::sign())), Contains("尚缺 P-1 的书面同意"));
  consent("P-1", "2026-04-01");
  CHECK(said("RGT-03", w.check(step::sign())) == "");
}

TEST_CASE("RGT-02 refuses: an authorisation attached to another case or to the achievement") {
  Transfer w;
  w.must(step::open_case().with(R"({"number": "ZH-0"})").on("2026-03-25"));
  w.priced();
  attach(w, "E-0", "2026-03-26", R"("transfer_case": "ZH-0")");
  attach(w, "E-1", "2026-05-18", R"("achievement": "KZ-1")");
  attach(w, "E-2", "2026-05-18", R"("transfer_case": "ZH-1")");
  const auto signing = [&](const char* authorisation) {
    return said("RGT-02", w.check(step::sign().with(R"({"holder": "P-1", "authorisation": ")" +
                                                    std::string(authorisation) + "\"}")));
  };
  CHECK_THAT(signing("E-0"), Contains("refuse /authorisation 授权 E-0 不是为项目 ZH-1 附的"));
  CHECK_THAT(signing("E-1"), Contains("refuse /authorisation"));
  CHECK(signing("E-2") == "");
}

// ---- approvals

TEST_CASE("PTH-07 refuses: an approval collected for talks with somebody else that ended") {
  Transfer w;
  w.priced();  // approved on 05-18, of I-co
  end_talks(w, "2026-05-19");
  w.must("institution.register", "2026-05-19",
         R"({"number": "I-2", "name": "另一公司", "nature": "company"})");
  w.must(step::negotiate().on("2026-05-20").with(R"({"transferee": "I-2"})"));
  const auto sign = step::sign().on("2026-06-30").with(R"({"transferee": "I-2"})");
  CHECK_THAT(
      said("PTH-07", w.check(sign)),
      Contains("refuse /transfer_case 合同金额（1000000.00）须由成果转化管理部门") &&
          Contains("在案：没有审批（另有 1 项是为与他方的协商作的，或作于没有协商之时，不算）"));
  w.must(step::approve_case().on("2026-05-20"));
  CHECK_THAT(said("PTH-07", w.check(sign)), !Contains("refuse"));
}

TEST_CASE("PTH-07 passes: talks with the same transferee taken up again keep their approval") {
  Transfer w;
  w.priced();
  end_talks(w, "2026-05-19");
  w.must(step::negotiate().on("2026-05-20"));
  CHECK_THAT(said("PTH-07", w.check(step::sign())), !Contains("refuse"));
}

// ---- plan and agreement

TEST_CASE("INC-10 refuses: to decide a plan whose agreement was superseded, naming both") {
  Transfer w;
  w.registered();
  w.must(step::draft_plan());
  CHECK(said("INC-10", w.check(step::decide_plan())) == "");
  SECTION("by one with other owners") {
    agree(w, "FQ-2", "FQ-KZ-1", "2026-06-03", "1/2", "1/4");
    CHECK_THAT(said("INC-10", w.check(step::decide_plan())),
               Contains("refuse /matters/0/plan 方案 FA-1 拟定后协议已更替：FQ-KZ-1 → FQ-2"
                        "（2026-06-03 生效）；方案仍按原协议的所有权份额分配"));
    w.must(step::draft_plan().on("2026-06-03").with(R"({"number": "FA-2"})"));
    CHECK(said("INC-10", w.check(step::decide_plan().with(
                             R"({"matters": [{"matter": "distribution_plan", "plan": "FA-2",
                                 "outcome": "approved", "in_favour": 2, "against": 0,
                                 "abstained": 0}]})"))) == "");
  }
  SECTION("by one with the same owners it warns") {
    agree(w, "FQ-2", "FQ-KZ-1", "2026-06-03", "1", "0");
    CHECK_THAT(said("INC-10", w.check(step::decide_plan())),
               Contains("warn /matters/0/plan 方案 FA-1 拟定后协议已更替：FQ-KZ-1 → FQ-2"));
  }
}

TEST_CASE("INC-10 warns: money received and paid by a plan whose agreement was superseded") {
  Transfer w;
  w.plan_publicised();
  CHECK(said("INC-10", w.check(step::receive())) == "");
  agree(w, "FQ-2", "FQ-KZ-1", "2026-06-30", "1/2", "1/4");
  const std::string overtaken =
      "现行方案 FA-1 仍按原协议的所有权份额分配，协议已更替：FQ-KZ-1 → FQ-2";
  CHECK_THAT(said("INC-10", w.record(step::receive())), Contains("warn /contract " + overtaken));
  CHECK_THAT(said("INC-10", w.check(step::pay("P-1", "1.00"))),
             Contains("warn /transfer_case " + overtaken));
}

TEST_CASE("INC-10 refuses: a contract of royalties alone beside a priced one, owned otherwise") {
  Transfer w(2);
  agree(w, "FQ-3", "FQ-KZ-2", "2026-03-20", "1/2", "1/4", "KZ-2");
  w.priced_together();
  w.must(step::publish_price());
  w.must(step::close_price());
  w.must(step::approve_case().with(R"({"approver": "head_meeting"})"));
  w.must(step::review_risks());
  w.must(step::sign());
  const auto royalty = step::sign().with(
      R"({"number": "HT-2", "subjects": [{"achievement": "KZ-2", "share": "1"}], "dues": null,
          "amounts": {"total": "0.00", "technical": "0.00", "terms": "royalty",
                      "royalty": "1/10"}})");
  SECTION("owned alike it can be told") {
    w.must(royalty.with(R"({"subjects": [{"achievement": "KZ-1", "share": "1"}]})"));
    CHECK(said("INC-10", w.check(step::draft_plan())) == "");
  }
  SECTION("owned otherwise it cannot") {
    w.must(royalty);
    CHECK_THAT(said("INC-10", w.check(step::draft_plan())),
               Contains("refuse /transfer_case 合同 HT-2 只按提成计，没有合同额"));
  }
}

TEST_CASE("INC-02: successive plans are held against the floor each by its own ownership mode") {
  Transfer w;
  agree(w, "FQ-2", "FQ-KZ-1", "2026-03-20", "1/2", "1/4");
  w.priced();
  w.must(step::sign().with(
      R"({"amounts": {"terms": "instalments"},
          "dues": [{"what": "一", "amount": "500000.00", "due_on": "2026-07-31"},
                   {"what": "二", "amount": "500000.00", "due_on": "2026-08-31"}]})"));
  w.must(step::register_contract());
  w.must(step::draft_plan().with(R"({"ownership": "ownership_replaces_reward"})"));
  w.must(step::decide_plan());
  w.must(step::publish_plan());
  w.must(step::close_plan());
  w.must(step::receive("500000.00"));  // owners 250,000.00; no reward on top
  REQUIRE(w.transfer().totals.owner_income.to_text() == "250000.00");
  REQUIRE(w.transfer().totals.reward.to_text() == "0.00");
  w.must(step::draft_plan().on("2026-07-02").with(R"({"number": "FA-2"})"));
  w.must(step::decide_plan("FA-2").on("2026-07-03"));
  w.must(step::publish_plan().on("2026-07-06").with(R"({"number": "GS-4", "plan": "FA-2"})"));
  w.must("notice.close", "2026-07-28", R"({"notice": "GS-4"})");
  w.must(step::receive("500000.00").on("2026-08-03").with(R"({"number": "DZ-2", "due": 2})"));
  REQUIRE(w.transfer().totals.reward.to_text() == "125000.00");
  // together: net 1,000,000.00, owners 500,000.00, reward 125,000.00 < half of the rest
  const auto pay = step::pay("P-1", "1.00").on("2026-08-04");
  CHECK(said("INC-02", w.check(pay)) == "");
  w.policy = w.policy.with_overlay(R"(
schema: kezhuan/policy-overlay/1
id: stricter
version: "1"
title: {zh: "示例", en: "example"}
extends: {id: cn-national, version: "2026.1"}
effective_from: "2020-01-01"
rules: []
links: []
values:
  - {name: income.reward_floor, value: "3/5"}
)",
                                   "stricter.yaml");
  CHECK_THAT(
      said("INC-02", w.check(pay)),
      Contains("可分配收入 500000.00，按方案 FA-1 分配部分的奖励下限 3/5 即 300000.00；"
               "奖励 250000.00") &&
          Contains(
              "可分配收入减所有权收益 250000.00，按方案 FA-2 分配部分的奖励下限 3/5 即 150000.00；"
              "奖励 125000.00"));
}

// ---- amendments

TEST_CASE("DLV-05 warns: an amendment that lets the licence outlast its certificate") {
  Transfer w;
  w.priced();
  w.must("certificate.record", "2026-04-06",
         R"({"number": "C-9", "achievement": "KZ-1", "certificate": "data_ip_registration",
             "certificate_no": "示例", "covers": ["D2"], "issued": "2026-04-01",
             "expires": "2028-12-31"})");
  w.must(step::sign());
  const auto until = [&](const char* day) {
    return said("DLV-05", w.check(amend(R"("grant": {"exclusivity": "non_exclusive",
                                                     "from": "2026-06-01", "until": ")" +
                                        std::string(day) + "\"}")));
  };
  CHECK(until("2028-12-31") == "");
  CHECK_THAT(until("2029-05-31"), Contains("warn /grant/until 成果 KZ-1") && Contains("C-9"));
}

TEST_CASE("CTR-03 refuses: an amendment whose longer term runs into another's exclusive licence") {
  Transfer w;
  w.signed_();  // until 2028-05-31, of I-co
  w.must("institution.register", "2026-05-20",
         R"({"number": "I-2", "name": "另一公司", "nature": "company"})");
  w.must(step::negotiate().on("2026-05-21").with(R"({"transferee": "I-2"})"));
  w.must(step::price().on("2026-05-21"));
  w.must(step::approve_case().on("2026-05-21"));
  w.must(step::sign()
             .on("2026-05-22")
             .with(
                 R"({"number": "HT-2", "transferee": "I-2",
          "grant": {"exclusivity": "exclusive", "from": "2028-06-01", "until": "2030-05-31"}})"));
  const auto until = [&](const char* day) {
    return said("CTR-03", w.check(amend(R"("grant": {"exclusivity": "non_exclusive",
                                                     "from": "2026-06-01", "until": ")" +
                                        std::string(day) + "\"}")));
  };
  CHECK(until("2028-05-31") == "");
  CHECK_THAT(until("2028-06-01"), Contains("refuse /grant") && Contains("合同 HT-2"));
}

TEST_CASE(
    "CTR-03 refuses: a grant told for a day before the contract it collides with was signed") {
  Transfer w;
  w.priced();
  w.must(step::sign().with(R"({"grant": {"exclusivity": "exclusive"}})"));  // on 05-20
  w.must("institution.register", "2026-05-18",
         R"({"number": "I-2", "name": "另一公司", "nature": "company"})");
  const auto earlier =
      step::sign().on("2026-05-19").with(R"({"number": "HT-2", "transferee": "I-2"})");
  CHECK_THAT(said("CTR-03", w.check(earlier)), Contains("refuse /grant") && Contains("合同 HT-1"));
}

TEST_CASE("CTR-05 warns: an amended total is no longer the price that was publicised") {
  Transfer w;
  w.signed_();
  const auto total = [&](const std::string& money) {
    return said("CTR-05",
                w.check(amend(R"("amounts": {"total": ")" + money + R"(", "technical": ")" + money +
                              R"(", "terms": "lump_sum"})")));
  };
  CHECK(total("1000000.00") == "");
  CHECK_THAT(total("900000.00"),
             Contains("warn /amounts/total 合同总额 900000.00 与所定价格 1000000.00 不同"));
}

// ---- money

TEST_CASE("INC-01: a cost after the last receipt lowers net income at once, and later rewards") {
  Transfer w;
  w.received();
  REQUIRE(w.transfer().totals.net.to_text() == "900000.00");
  const auto late = w.record(step::cost("ip_fees", "40000.00").on("2026-07-02"));
  CHECK_FALSE(late.is_refused());
  CHECK_THAT(said("INC-01", late), Contains("累计净收入现为 860000.00"));
  CHECK(w.transfer().totals.net.to_text() == "860000.00");
  CHECK(w.transfer().totals.reward.to_text() == "450000.00");  // what was divided stays
  CHECK(w.state.get(w.transfer().bookings.back()).lines.empty());
  w.must("cost.reverse", "2026-07-03", R"({"transfer_case": "ZH-1", "cost": 2, "reason": "示例"})");
  CHECK(w.transfer().totals.net.to_text() == "900000.00");
}

TEST_CASE("INC-02 warns: a late cost that leaves less net income than people were given") {
  Transfer w;
  w.received();
  CHECK(said("INC-02", w.check(step::cost("ip_fees", "450000.00").on("2026-07-02"))) == "");
  const auto late = w.check(step::cost("ip_fees", "460000.00").on("2026-07-02"));
  CHECK(
      said("INC-02", late) ==
      "warn /amount 已分给个人的 450000.00 超过扣除本项成本后的净收入 440000.00，多 10000.00。\n");
  CHECK_THAT(said("INC-01", late), !Contains("此前到账已分配的不变"));
  for (const auto& finding : late.findings) {
    if (finding.rule != "INC-02") continue;
    CHECK_THAT(finding.remedy.zh, Contains("由单位承担"));
    CHECK(finding.mend_by == std::vector<std::string>{"cost.reverse", "evidence.attach"});
  }
}

TEST_CASE("INC-01: a cost taken back after the last receipt comes back to people at once") {
  Transfer w;
  w.received();
  const auto divided = [&] { return w.transfer().totals; };
  // from the receipts that are there, so that it would have to wait for others to come
  w.must("cost.reverse", "2026-07-03", R"({"transfer_case": "ZH-1", "cost": 1, "reason": "示例"})");
  CHECK(divided().net.to_text() == "1000000.00");
  CHECK(divided().reward.to_text() == "500000.00");
  CHECK(divided().costs_recovered.is_zero());
  CHECK(divided().unrecovered().is_zero());
  w.must(step::cost().on("2026-07-04"));
  w.must("cost.reverse", "2026-07-05", R"({"transfer_case": "ZH-1", "cost": 3, "reason": "示例"})");
  CHECK(divided().net.to_text() == "1000000.00");
  CHECK(divided().reward.to_text() == "500000.00");
}

TEST_CASE("INC-06 refuses: weights in fractions that are off one; whole numbers are proportions") {
  Transfer w;
  w.registered();
  const auto draft = [&](const char* p1, const char* p2) {
    return said(
        "INC-06",
        w.check(step::draft_plan().with(
            R"({"lines": [{"person": "P-1", "role": "contributor", "weight": ")" + std::string(p1) +
            R"("}, {"person": "P-2", "role": "contributor", "weight": ")" + p2 + R"("}]})")));
  };
  CHECK(draft("3/5", "2/5") == "");
  CHECK_THAT(draft("3/5", "3/10"), Contains("refuse /lines 权重合计 9/10，少 1/10；份额须恰为 1"));
  CHECK_THAT(draft("3/5", "1/2"), Contains("多 1/10"));
  CHECK_THAT(draft("3", "2"), Contains("note /lines 权重合计 5，按各自所占比例分配"));
}

TEST_CASE("INC-06: what somebody was paid too much is offset against the next payment") {
  Transfer w;
  w.priced();
  w.must(step::sign().with(
      R"({"amounts": {"terms": "instalments"},
          "dues": [{"what": "一", "amount": "600000.00", "due_on": "2026-07-31"},
                   {"what": "二", "amount": "400000.00", "due_on": "2026-08-31"}]})"));
  w.must(step::register_contract());
  w.must(step::draft_plan());
  w.must(step::decide_plan());
  w.must(step::publish_plan());
  w.must(step::close_plan());
  w.must(step::receive("600000.00"));
  w.must(step::pay("P-1", "180000.00"));
  w.must("receipt.refund", "2026-07-20",
         R"({"receipt": "DZ-1", "amount": "200000.00", "reason": "示例"})");  // due 120,000.00
  CHECK_THAT(said(w.missing_of("LNK-63")), Contains("note  P-1 多付 60000.00（退款后）"));
  w.must(step::receive("400000.00").on("2026-08-03").with(R"({"number": "DZ-2", "due": 2})"));
  // entitled to 240,000.00 in all, paid 180,000.00
  CHECK_THAT(said("INC-06", w.check(step::pay("P-1", "60000.01").on("2026-08-04"))),
             Contains("P-1 累计应得 240000.00，已付 180000.00，可付 60000.00"));
  w.must(step::pay("P-1", "60000.00").on("2026-08-04"));
  CHECK_THAT(said(w.missing_of("LNK-63")), !Contains("多付") && !Contains("P-1"));
}

TEST_CASE("INC-06 refuses: weights of achievements too fine to be told apart exactly") {
  Transfer w(2);
  w.priced_together();
  w.must(step::approve_case().with(R"({"approver": "head_meeting", "amount": "90000000000.00"})"));
  w.must(step::review_risks());
  const auto contract = [&](const char* number, const char* total, const char* share,
                            const char* rest) {
    w.must(step::sign().with(R"({"number": ")" + std::string(number) + R"(", "dues": null,
            "subjects": [{"achievement": "KZ-1", "share": ")" +
                             share + R"("}, {"achievement": "KZ-2", "share": ")" + rest + R"("}],
            "amounts": {"total": ")" +
                             total + R"(", "technical": ")" + total + R"("}})"));
  };
  contract("HT-1", "89999999999.97", "999999937/1000000007", "70/1000000007");
  contract("HT-2", "0.01", "999999866/999999937", "71/999999937");
  const auto drafted = w.check(step::draft_plan());
  CHECK(drafted.is_refused());  // said, not thrown, nor worked out wrongly
  CHECK_THAT(said(drafted.findings), Contains("refuse"));
}

// ---- talks

TEST_CASE("LNK-33 refuses: talks about deliverables that no application lists, naming those") {
  Transfer w;
  w.must(step::open_case());
  CHECK(said("LNK-33", w.check(step::negotiate())) == "");
  CHECK_THAT(
      said("LNK-33", w.check(step::negotiate().with(
                         R"({"deliverables": [{"achievement": "KZ-1", "keys": ["D7"]}]})"))),
      Contains("refuse /deliverables/0/keys/0 成果 KZ-1 没有代号为“D7”的主交付物；可写：D1"));
}

TEST_CASE("CTR-06 refuses: an interest declared twice; warns of one without saying which") {
  Transfer w;
  w.must(step::open_case());
  const auto with = [&](const char* declarations) {
    return said("CTR-06", w.check(step::negotiate().with(R"({"declarations": )" +
                                                         std::string(declarations) + "}")));
  };
  CHECK(said("CTR-06", w.check(step::negotiate())) == "");
  CHECK_THAT(with(R"([{"person": "P-1", "has_interest": true}])"),
             Contains("warn /declarations/0/what P-1 声明有利益关系，没有说明"));
  CHECK_THAT(with(R"([{"person": "P-1", "has_interest": false},
                      {"person": "P-1", "has_interest": true, "what": "持股"}])"),
             Contains("refuse /declarations/1/person P-1 的利益关系声明了两次"));
}

// ---- what a refusal says

TEST_CASE("REG-03 refuses: a credit code that another institution has, at registering or later") {
  Transfer w;  // I-co has it
  const std::string code = R"("credit_code": "91350100M000100Y43")";
  CHECK_THAT(said("REG-03", w.check("institution.register", "2026-04-01",
                                    R"({"name": "同一公司", "nature": "company", )" + code + "}")),
             Contains("refuse /credit_code") && Contains("已由 I-co（示例公司）登记"));
  w.must("institution.register", "2026-04-01",
         R"({"number": "I-2", "name": "甲", "nature": "other"})");
  const auto correct = [&](const char* target) {
    return said("REG-03", w.check("act.correct", "2026-04-01",
                                  R"({"kind": "institution", "target": ")" + std::string(target) +
                                      R"(", "reason": "示例", "changes": [
                                        {"field": "/credit_code",
                                         "value": "91350100M000100Y43"}]})"));
  };
  CHECK_THAT(correct("I-2"), Contains("refuse /changes/0/value") && Contains("I-co"));
  CHECK(correct("I-co") == "");
}

TEST_CASE("A refusal before the rules are asked says so, and by which act it is mended") {
  Transfer w;
  const auto unknown = w.check(step::open_case().with(R"({"achievements": ["KZ-9"]})"));
  REQUIRE(unknown.findings.size() == 1);
  CHECK(unknown.findings[0].mend_by == std::vector<std::string>{"achievement.register"});
  CHECK_THAT(unknown.findings[0].remedy.zh, Contains("其余规则在此之后才判断"));
  w.must(step::open_case());
  const auto early = w.check(step::draft_plan().on("2026-03-30"));
  REQUIRE(early.has("REG-04"));
  for (const auto& finding : early.findings) CHECK_FALSE(finding.mend_by.empty());
}

TEST_CASE("What a remedy names is what its finding is mended by") {
  Transfer w;
  w.must("institution.register", "2026-01-05",
         R"({"number": "I-2", "name": "无代码公司", "nature": "company"})");
  w.must(step::open_case());
  w.must(step::negotiate().with(R"({"transferee": "I-2"})"));
  for (const auto& finding : w.missing_of("CTR-06")) {
    const bool is_of_code = finding.what.zh.find("信用代码") != std::string::npos;
    if (is_of_code) CHECK(finding.mend_by == std::vector<std::string>{"act.correct"});
  }
  REQUIRE_THAT(said(w.missing_of("CTR-06")), Contains("没有登记统一社会信用代码"));
}

// ---- plans after contracts ended, resolutions of several cases

TEST_CASE("A contract that ended with money received still says whose money it is") {
  Transfer w;
  agree(w, "FQ-2", "FQ-KZ-1", "2026-03-20", "1/2", "1/4");
  w.received();
  const auto owners = [&](const char* plan) {
    std::string text;
    for (const auto& owner : w.get<DistributionPlan>(plan).figures.terms.owners) {
      text += w.state.get(owner.person).number + " " + owner.share.to_text() + " ";
    }
    return text;
  };
  w.must("contract.end", "2026-07-02", R"({"contract": "HT-1", "reason": "示例"})");
  w.must(step::draft_plan().on("2026-07-03").with(R"({"number": "FA-2"})"));
  CHECK(owners("FA-2") == "P-1 1/4 P-2 1/4 ");
  CHECK(owners("FA-2") == owners("FA-1"));
}

TEST_CASE("REG-02 refuses: one resolution about cases under different policies") {
  Transfer w;
  w.pathway_chosen();
  w.must(step::draft_implementation());
  w.must(step::open_case().with(R"({"number": "ZH-2"})"));
  w.must(step::draft_implementation().with(R"({"transfer_case": "ZH-2"})"));
  const auto both = step::decide_implementation().with(
      R"({"matters": [{"matter": "implementation_plan", "transfer_case": "ZH-1",
                       "outcome": "approved", "in_favour": 2, "against": 0, "abstained": 0},
                      {"matter": "implementation_plan", "transfer_case": "ZH-2",
                       "outcome": "approved", "in_favour": 2, "against": 0, "abstained": 0}]})");
  CHECK(said("REG-02", w.check(both)) == "");
  auto other = w.transfer("ZH-2");
  other.policy = sha256("2026.2");
  w.state.put(std::move(other));
  CHECK_THAT(said("REG-02", w.check(both)),
             Contains("refuse /matters/1 项目 ZH-1 与 ZH-2 适用不同的政策"));
}
