#include "catch.hpp"
#include "said.hpp"
#include "support/transfer.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

/// Rules of other families where they judge a transfer case.
namespace {

std::string signing(Transfer& w, const char* rule, const std::string& patch = "{}") {
  return said(rule, w.check(step::sign().with(patch)));
}

Step prior_right(const char* holder) {
  return {"prior_right.record", "2026-03-20",
          R"({"number": "YX-1", "achievement": "KZ-1", "right": "first_negotiation",
              "source": "示例协议", "from": "2026-01-01", "holder": ")" +
              std::string(holder) + "\"}"};
}

void register_other(Transfer& w, const char* more = "") {
  w.must(
      "institution.register", "2026-01-05",
      R"({"number": "I-other", "name": "示例他方", "nature": "company")" + std::string(more) + "}");
}

/// Persons P-1 and P-2 own half of KZ-1; the agreement says nothing about decisions and costs.
void let_persons_own(Transfer& w, const char* more = "") {
  w.supersede_agreement("FQ-KZ-1", "FQ-2", "2026-03-20",
                        R"({"institutions": [{"institution": "I-own", "share": "1/2"}],
          "persons": [{"person": "P-1", "ownership": "1/4", "income_weight": "1/2"},
                      {"person": "P-2", "ownership": "1/4", "income_weight": "1/2"}],
          "use_right": "individual", "reward_ratio": "1/2", "ownership_sets_weights": true)" +
                            std::string(more) + "}");
}

void attach(Transfer& w, const char* number, const char* kind, const char* on = "2026-05-18",
            const char* to = R"("transfer_case": "ZH-1")") {
  const auto content = std::string(number) + kind;
  w.must("evidence.attach", on,
         R"({"number": ")" + std::string(number) + R"(", "title": "示例", "evidence": ")" + kind +
             R"(", "media_type": "application/pdf", "size": )" + std::to_string(content.size()) +
             R"(, "sha256": ")" + w.keep(content).to_text() + R"(", )" + to + "}");
}

}  // namespace

// ---------------------------------------------------------------- CLS

TEST_CASE("CLS-06 passes: an achievement ★ in a case, up to its reward") {
  Transfer w;
  CHECK(said("CLS-06", w.check(step::open_case())) == "");
  w.received();
  CHECK(said("CLS-06", w.check(step::pay("P-1", "1.00"))) == "");
}

TEST_CASE("CLS-06 refuses: public data on every act of a case and on the reward") {
  Transfer opening;
  opening.must(step::mark_public().on("2026-03-20"));
  CHECK_THAT(said("CLS-06", opening.check(step::open_case())),
             Contains("refuse /achievements/0 成果 KZ-1 属公共数据☆"));
  Transfer w;
  w.priced();
  w.must(step::mark_public().on("2026-05-18"));
  CHECK_THAT(said("CLS-06", w.check(step::choose_pathway().on("2026-05-18"))),
             Contains("refuse /transfer_case"));
  CHECK_THAT(signing(w, "CLS-06"), Contains("refuse /transfer_case 成果 KZ-1 属公共数据☆"));
  Transfer paying;
  paying.received();
  paying.must(step::mark_public().on("2026-07-02"));
  CHECK_THAT(said("CLS-06", paying.check(step::pay("P-1", "1.00"))),
             Contains("refuse /transfer_case"));
  CHECK_THAT(said("CLS-06",
                  paying.check(step::draft_plan().on("2026-07-06").with(R"({"number": "FA-2"})"))),
             Contains("refuse /transfer_case"));
  Transfer shares;
  shares.plan_publicised(Pathway::equity_investment);
  shares.must(step::mark_public().on("2026-07-02"));
  CHECK_THAT(said("CLS-06", shares.check(step::award_equity())), Contains("refuse /contract"));
}

TEST_CASE("CLS-06 warns: a case is opened before the classification is settled") {
  Transfer w;
  w.must("achievement.register", "2026-03-20",
         R"({"number": "KZ-9", "name": "示例", "form": "dataset", "level": "derived",
             "lead": "P-1", "sources": ["S-1"]})");
  CHECK_THAT(
      said("CLS-06", w.check(step::open_case().with(R"({"achievements": ["KZ-1", "KZ-9"]})"))),
      Contains("warn /achievements/1 成果 KZ-9 尚未归类为★"));
}

TEST_CASE("CLS-08 refuses: genetic data for a foreign-controlled transferee without a filing") {
  Transfer w;
  register_other(w, R"(, "foreign_controlled": true)");
  w.must("source.register", "2026-03-20",
         R"({"number": "S-gene", "name": "示例", "holder": "I-own", "level": "primary",
             "origin": "research", "attributes": ["human_genetic"], "contributors": ["P-1"]})");
  w.must("achievement.register", "2026-03-20",
         R"({"number": "KZ-9", "name": "示例", "form": "dataset", "level": "derived",
             "lead": "P-1", "sources": ["S-gene"]})");
  w.must(step::open_case().with(R"({"achievements": ["KZ-9"]})"));
  const std::string subject = R"({"subjects": [{"achievement": "KZ-9", "share": "1"}]})";
  const std::string foreign = R"({"transferee": "I-other",
                                  "subjects": [{"achievement": "KZ-9", "share": "1"}]})";
  CHECK_THAT(signing(w, "CLS-08", subject), Contains("warn /subjects 成果 KZ-9"));
  CHECK_THAT(signing(w, "CLS-08", foreign), Contains("refuse /transferee") && Contains("I-other"));
  attach(w, "E-gene", "genetic_filing", "2026-03-20", R"("achievement": "KZ-9")");
  CHECK(signing(w, "CLS-08", foreign) == "");
}

// ---------------------------------------------------------------- DLV-05

TEST_CASE("DLV-05 warns: a certificate that expires before the licence it supports ends") {
  Transfer w;
  w.priced();
  CHECK(signing(w, "DLV-05") == "");
  w.must("certificate.record", "2026-04-06",
         R"({"number": "C-9", "achievement": "KZ-1", "certificate": "data_ip_registration",
             "certificate_no": "示例", "covers": ["D2"], "issued": "2026-04-01",
             "expires": "2028-05-30"})");
  CHECK_THAT(
      signing(w, "DLV-05"),
      Contains("warn /grant/until 成果 KZ-1 的数据知识产权登记证 C-9（示例）有效期至 2028-05-30，"
               "早于许可终止日 2028-05-31"));
  CHECK(signing(w, "DLV-05", R"({"grant": {"until": "2028-05-30"}})") == "");
  CHECK_THAT(signing(w, "DLV-05", R"({"grant": {"until": null}})"), Contains("许可不限期"));
}

// ---------------------------------------------------------------- RGT

TEST_CASE("RGT-02 refuses: a use-right holder as party A without the institution's authorisation") {
  Transfer w;
  w.priced();
  CHECK(signing(w, "RGT-02") == "");
  CHECK_THAT(signing(w, "RGT-02", R"({"holder": "P-1"})"),
             Contains("refuse /authorisation 使用权人 P-1 作为甲方，没有单位授权"));
  attach(w, "E-1", "minutes");
  CHECK_THAT(signing(w, "RGT-02", R"({"holder": "P-1", "authorisation": "E-1"})"),
             Contains("refuse /authorisation 所指材料 E-1 是会议纪要"));
  attach(w, "E-2", "use_authorisation");
  CHECK(signing(w, "RGT-02", R"({"holder": "P-1", "authorisation": "E-2"})") == "");
  CHECK_THAT(signing(w, "RGT-02", R"({"holder": "P-4", "authorisation": "E-2"})"),
             Contains("warn /holder P-4 不在成果 KZ-1 的赋权协议之中"));
}

TEST_CASE("RGT-03 refuses: signing without the consent of persons whose agreement is silent") {
  Transfer w;
  let_persons_own(w);
  w.must(step::open_case());
  CHECK_THAT(signing(w, "RGT-03"),
             Contains("refuse /transfer_case 成果 KZ-1 由个人共有，协议没有写明决策机制、成本分担；"
                      "尚缺 P-1、P-2 的书面同意"));
  for (const auto* person : {"P-1", "P-2"}) {
    w.must("consent.record", "2026-05-18",
           R"({"achievement": "KZ-1", "scope": "示例", "person": ")" + std::string(person) + "\"}");
  }
  CHECK(signing(w, "RGT-03") == "");
}

TEST_CASE("RGT-03 passes: signing under an agreement that says how co-owners decide") {
  Transfer w;
  let_persons_own(w, R"(, "decision_mechanism": "单位决定", "cost_sharing": "按份额")");
  w.must(step::open_case());
  CHECK(signing(w, "RGT-03") == "");
}

TEST_CASE("RGT-06 refuses: signing without the consent of each co-owning institution") {
  Transfer w;
  register_other(w);
  w.must("coownership.record", "2026-03-20",
         R"({"achievement": "KZ-1", "shares": [{"institution": "I-own", "share": "1/2"},
             {"institution": "I-other", "share": "1/2"}]})");
  w.must(step::open_case());
  CHECK(signing(w, "RGT-06") ==
        "refuse /transfer_case 成果 KZ-1 尚缺共有单位的书面同意：I-other。\n");
  w.must("consent.record", "2026-05-18",
         R"({"achievement": "KZ-1", "institution": "I-other", "scope": "示例"})");
  CHECK(signing(w, "RGT-06") == "");
}

TEST_CASE("RGT-06 refuses: a signature while co-owners and the agreement in force part (LNK-02)") {
  Transfer w;
  w.priced();
  register_other(w);
  w.must("coownership.record", "2026-05-18",
         R"({"achievement": "KZ-1", "shares": [{"institution": "I-own", "share": "2/3"},
             {"institution": "I-other", "share": "1/3"}]})");
  w.must("consent.record", "2026-05-18",
         R"({"achievement": "KZ-1", "institution": "I-other", "scope": "同意项目 ZH-1"})");
  CHECK_THAT(said("LNK-02", w.check(step::sign())),
             Contains("refuse /transfer_case 成果 KZ-1 环节2未完成（RGT-06）") &&
                 Contains("I-own 2/3、I-other 1/3"));
}

TEST_CASE("RGT-03, RGT-06 warn: a consent of somebody who owns nothing") {
  Transfer w;
  register_other(w);
  w.must(step::open_case());
  const auto consent = [&](const std::string& who) {
    return w.check("consent.record", "2026-05-18",
                   R"({"achievement": "KZ-1", "scope": "示例", )" + who + "}");
  };
  CHECK_THAT(said("RGT-06", consent(R"("institution": "I-other")")),
             Contains("warn /institution I-other 不是成果 KZ-1 的其他共有单位（无）"));
  CHECK_THAT(said("RGT-03", consent(R"("person": "P-5")")),
             Contains("warn /person P-5 没有成果 KZ-1 的所有权份额"));
  CHECK_THAT(said("RGT-03", consent(R"("person": "P-1")")), Contains("note /person P-1"));
  let_persons_own(w);
  CHECK(said("RGT-03", consent(R"("person": "P-1")")) == "");
}

TEST_CASE("RGT-07 passes: no prior right, or its holder is the transferee, or it was waived") {
  Transfer none;
  none.negotiated();
  CHECK(said(none.missing_of("RGT-07")) == "");
  Transfer holder;
  holder.must(prior_right("I-co"));
  holder.negotiated();
  CHECK(said(holder.missing_of("RGT-07")) == "");
  CHECK(signing(holder, "RGT-07") == "");
  Transfer waived;
  register_other(waived);
  waived.must(prior_right("I-other"));
  waived.negotiated();
  waived.must("prior_right.waive", "2026-05-18", R"({"prior_right": "YX-1", "reason": "示例"})");
  CHECK(signing(waived, "RGT-07") == "");
}

TEST_CASE("RGT-07 refuses: signing with anyone but the holder of a live prior right") {
  Transfer w;
  register_other(w);
  w.must(prior_right("I-other"));
  w.must(step::open_case());
  CHECK_THAT(
      said(w.missing_of("RGT-07")),
      Contains("warn  成果 KZ-1 的在先权利 YX-1：I-other（示例他方）享有优先谈判权，未定期限"));
  w.must(step::negotiate());
  CHECK_THAT(said(w.missing_of("RGT-07")), Contains("refuse  ") && Contains("不得与 I-co 签约"));
  CHECK_THAT(signing(w, "RGT-07"), Contains("refuse /transferee 成果 KZ-1 的在先权利 YX-1"));
  CHECK(signing(w, "RGT-07", R"({"transferee": "I-other"})") == "");
}

// ---------------------------------------------------------------- PTH-03, PTH-04

TEST_CASE("PTH-03 passes: an active case, and what a suspended or terminated one still allows") {
  Transfer w;
  w.received();
  CHECK(said("PTH-03", w.check(step::pay("P-1", "1.00"))) == "");
  w.must("case.suspend", "2026-07-02", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  const Step refund{"receipt.refund", "2026-07-03",
                    R"({"receipt": "DZ-1", "amount": "1.00", "reason": "示例"})"};
  for (const auto& step :
       {refund, step::evaluate(), step::report(),
        Step{"case.resume", "2026-07-03", R"({"transfer_case": "ZH-1", "reason": "示例"})"}}) {
    INFO(step.act);
    CHECK(said("PTH-03", w.check(step)) == "");
  }
  w.must("case.terminate", "2026-07-03", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  for (const auto& step :
       {step::pay("P-1", "1.00"), step::cost().on("2026-07-06"),
        step::draft_plan().on("2026-07-06").with(R"({"number": "FA-2"})"),
        Step{"notice.open", "2026-07-06",
             R"({"plan": "FA-1", "audience": "平台", "days": 15, "unit": "working_day"})"}}) {
    INFO(step.act);
    CHECK(said("PTH-03", w.check(step)) == "");
  }
}

TEST_CASE("PTH-03 refuses: acts on a suspended case, and anything that takes a terminated one on") {
  Transfer w;
  w.priced();
  w.must("case.suspend", "2026-05-19", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  CHECK(signing(w, "PTH-03") == "refuse /transfer_case 项目 ZH-1 已中止，恢复之前不办此事。\n");
  CHECK_THAT(said("PTH-03", w.check("case.send_back", "2026-05-20",
                                    R"({"transfer_case": "ZH-1", "to": "pathway",
                                        "reason": "示例"})")),
             Contains("refuse"));
  CHECK_THAT(said("PTH-03", w.check(step::cost())), Contains("refuse"));
  w.must("case.terminate", "2026-05-20", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  CHECK_THAT(signing(w, "PTH-03"), Contains("refuse /transfer_case 项目 ZH-1 已终止"));
  CHECK_THAT(said("PTH-03", w.check(step::negotiate().on("2026-05-20"))), Contains("refuse"));
  CHECK_THAT(said("PTH-03", w.check("notice.open", "2026-05-20",
                                    R"({"transfer_case": "ZH-1", "audience": "平台", "days": 5,
                                        "unit": "working_day"})")),
             Contains("refuse"));
  CHECK(said("PTH-03", w.check(step::cost())) == "");
}

TEST_CASE("PTH-03 passes: a resumed case goes on where it was") {
  Transfer w;
  w.priced();
  w.must("case.suspend", "2026-05-19", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  w.must("case.resume", "2026-05-20", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  CHECK_FALSE(w.check(step::sign()).is_refused());
}

namespace {

/// Puts a policy with another version on record as adopted.
Sha256 adopt(Transfer& w, const char* version, const Date& from) {
  const auto hash = sha256(version);
  auto settings = w.state.settings();
  settings.policies.push_back({"cn-national", version, hash, from});
  w.state.put(std::move(settings));
  return hash;
}

Decision move(Transfer& w, const Sha256& hash) {
  return w.check(
      "case.move_policy", "2026-05-19",
      R"({"transfer_case": "ZH-1", "reason": "示例", "policy": ")" + hash.to_text() + "\"}");
}

}  // namespace

TEST_CASE("PTH-04 passes: a case moves to a policy that is effective") {
  Transfer w;
  w.must(step::open_case());
  CHECK(w.transfer().policy == w.policy.hash());
  const auto hash = adopt(w, "2026.2", Date(2026, 5, 19));
  CHECK(said("PTH-04", move(w, hash)) == "");
}

TEST_CASE("PTH-04 refuses: a policy not effective yet; and notes that a newer one is in force") {
  Transfer w;
  w.must(step::open_case());
  const auto early = adopt(w, "2027.1", Date(2026, 5, 20));
  CHECK_THAT(said("PTH-04", move(w, early)),
             Contains("refuse /policy 规则 cn-national 2027.1 自 2026-05-20 起施行"));
  auto settings = w.state.settings();
  settings.policies.push_back({"cn-national", "2026.1", w.policy.hash(), Date(2020, 1, 1)});
  w.state.put(std::move(settings));
  CHECK_THAT(said(w.missing_of("PTH-04")), Contains("note  项目 ZH-1 沿用规则 cn-national 2026.1；"
                                                    "现行的是 cn-national 2027.1"));
}

TEST_CASE("PTH-04 notes: another text of the same version is told from the first by its hash") {
  Transfer w;
  w.must(step::open_case());
  auto settings = w.state.settings();
  settings.policies.push_back({"cn-national", "2026.1", w.policy.hash(), Date(2020, 1, 1)});
  w.state.put(std::move(settings));
  const auto other = adopt(w, "2026.1", Date(2020, 1, 1));
  const auto note = said(w.missing_of("PTH-04"));
  CHECK_THAT(note, Contains("2026.1 (" + w.policy.hash().to_text().substr(0, 8) + ")"));
  CHECK_THAT(note, Contains("2026.1 (" + other.to_text().substr(0, 8) + ")"));
}

// ---------------------------------------------------------------- PTH-07

namespace {

/// Signs for `total`, approved by `approver` for `approved`; what PTH-07 refuses.
std::string tier(const char* total, const char* approver, const char* approved) {
  Transfer w;
  w.must(step::open_case());
  w.must(step::approve_case().with(R"({"approver": ")" + std::string(approver) +
                                   R"(", "amount": ")" + approved + "\"}"));
  const std::string amount(total);
  const auto decision =
      w.check(step::sign().with(R"({"amounts": {"total": ")" + amount + R"(", "technical": ")" +
                                amount + R"("}, "dues": []})"));
  std::string out;
  for (const auto& finding : decision.findings) {
    if (finding.rule == "PTH-07" && finding.severity == Severity::refuse) out += finding.what.zh;
  }
  return out;
}

}  // namespace

TEST_CASE("PTH-07 passes: the tier of the amount, its bounds inclusive or not as the policy says") {
  CHECK(tier("2000000.00", "transfer_office", "2000000.00") == "");
  CHECK(tier("2000000.01", "deputy_head", "2000000.01") == "");
  CHECK(tier("4999999.99", "deputy_head", "4999999.99") == "");
  CHECK(tier("5000000.00", "head_meeting", "5000000.00") == "");
  CHECK(tier("1.00", "head_meeting", "1.00") == "");  // a higher tier may
}

TEST_CASE("PTH-07 refuses: a tier too low, or an approval of less than the contract") {
  CHECK_THAT(tier("2000000.01", "transfer_office", "2000000.01"),
             Contains("合同金额（2000000.01）须由分管领导（deputy_head）或更高一级审批；在案："
                      "成果转化管理部门（transfer_office） 2000000.01"));
  CHECK_THAT(tier("5000000.00", "deputy_head", "5000000.00"), Contains("head_meeting"));
  CHECK_THAT(tier("1000000.00", "transfer_office", "999999.99"), Contains("999999.99"));
  CHECK_THAT(tier("USD 1.00", "deputy_head", "USD 1.00"), Contains("head_meeting"));
}

TEST_CASE("PTH-07 refuses: equity by its invested value, an uncapped royalty to the top") {
  Transfer equity;
  equity.priced(Pathway::equity_investment);
  CHECK_FALSE(equity.check(step::sign(Pathway::equity_investment)).is_refused());
  CHECK_THAT(
      said("PTH-07", equity.check(step::sign(Pathway::equity_investment).with(R"({"investment":
                                                 {"invested_value": "5000000.00"}})"))),
      Contains("合同金额（5000000.00）须由领导班子会议"));
  const auto cash = [](const std::string& amount) {
    return step::sign(Pathway::equity_investment)
        .with(R"({"amounts": {"total": ")" + amount +
              R"("}, "dues": [{"what": "现金", "amount": ")" + amount +
              R"(", "due_on": "2026-07-31"}]})");
  };
  CHECK_THAT(said("PTH-07", equity.check(cash("9000000.00"))),
             Contains("须由领导班子会议"));  // beside the shares
  CHECK_THAT(said("PTH-07", equity.check(cash("USD 1.00"))), Contains("须由领导班子会议"));
  Transfer royalty;
  royalty.priced();
  const auto terms = R"({"amounts": {"total": "100.00", "technical": "100.00",
                         "terms": "royalty", "royalty": "1/20"}, "dues": []})";
  CHECK_THAT(said("PTH-07", royalty.check(step::sign().with(terms))),
             Contains("合同金额（提成不封顶）须由领导班子会议（head_meeting）"));
  royalty.must(step::approve_case().with(R"({"approver": "head_meeting", "amount": "100.00"})"));
  CHECK_THAT(said("PTH-07", royalty.check(step::sign().with(terms))), !Contains("refuse"));
}

TEST_CASE("PTH-07 warns: contracts of one case that together call for a higher tier") {
  Transfer w;
  w.priced();
  w.must(step::approve_case().with(R"({"amount": "2000000.00"})"));
  const auto part = [](const char* number, const char* total) {
    return step::sign().with(R"({"number": ")" + std::string(number) +
                             R"(", "amounts": {"total": ")" + total + R"("}, "dues": []})");
  };
  w.must(part("HT-1", "1000000.00"));
  CHECK_THAT(said("PTH-07", w.check(part("HT-2", "1000000.00"))), !Contains("合计"));
  CHECK_THAT(
      said("PTH-07", w.check(part("HT-2", "1000000.01"))),
      Contains("warn /transfer_case 项目 ZH-1 各合同合计 2000000.01") && Contains("deputy_head"));
}

TEST_CASE("PTH-07 refuses: an approver that is no tier; warns of one too low for the amount") {
  Transfer w;
  w.must(step::open_case());
  CHECK_THAT(said("PTH-07", w.check(step::approve_case().with(R"({"approver": "somebody"})"))),
             Contains("refuse /approver “somebody”不是审批层级；可用：transfer_office、"));
  CHECK_THAT(said("PTH-07", w.check(step::approve_case().with(R"({"amount": "3000000.00"})"))),
             Contains("warn /approver"));
  CHECK_THAT(said("PTH-07", w.check(step::approve_case().with(R"({"amount": "0.00"})"))),
             Contains("refuse /amount"));
}

TEST_CASE("PTH-07 warns: papers missing before signing and before paying, each named") {
  Transfer w;
  w.priced();
  CHECK(signing(w, "PTH-07") ==
        "warn /transfer_case 签约前常备的材料还缺：转化审批表、全体完成人同意书、"
        "受让方资质材料。\n");
  attach(w, "E-1", "approval_form");
  attach(w, "E-2", "contributor_consent", "2026-05-18", R"("achievement": "KZ-1")");
  attach(w, "E-3", "transferee_credentials");
  CHECK(signing(w, "PTH-07") == "");
  Transfer paying;
  paying.received();
  CHECK_THAT(said("PTH-07", paying.check(step::pay("P-1", "1.00"))),
             Contains("warn /evidence 付款前常备的材料还缺：收益分配审批表、"));
  attach(paying, "E-4", "bank_slip", "2026-07-02");
  CHECK_THAT(said("PTH-07", paying.check(step::pay("P-1", "1.00"))), !Contains("银行到账凭证"));
}

TEST_CASE("PTH-07 warns: co-owners' consent only where there are any") {
  Transfer w;
  let_persons_own(w);
  w.must(step::open_case());
  CHECK_THAT(signing(w, "PTH-07"), Contains("共有人知情同意书"));
  attach(w, "E-1", "co_owner_consent", "2026-05-18", R"("achievement": "KZ-1")");
  CHECK_THAT(signing(w, "PTH-07"), !Contains("共有人知情同意书"));
}

// ---------------------------------------------------------------- PTH-08

namespace {

/// Paid once with a relief, on 2026-07-06.
struct Relieved : Transfer {
  Relieved() {
    plan_publicised();
    must(step::receive());
    must(step::pay("P-1", "1.00").with(R"({"number": "FF-1", "relief_claimed": true})"));
  }
  std::string paying(const char* on, const char* claims) {
    return said("PTH-08", check(step::pay("P-1", "1.00")
                                    .on(on)
                                    .with(R"({"relief_claimed": )" + std::string(claims) + "}")));
  }
};

}  // namespace

TEST_CASE("PTH-08 passes: the first payment with a relief, those of its day, those without") {
  Relieved w;
  CHECK(w.paying("2026-07-06", "true") == "");
  CHECK(w.paying("2026-07-07", "false") == "");
  w.must(step::publish_plan().on("2026-07-07").with(R"({"number": "GS-4"})"));
  w.must("notice.close", "2026-07-29", R"({"notice": "GS-4"})");
  CHECK(w.paying("2026-07-30", "true") == "");
}

TEST_CASE("PTH-08 warns: another payment with a relief without another notice") {
  Relieved w;
  CHECK(w.paying("2026-07-07", "true") ==
        "warn /relief_claimed 本次发放申请税收优惠，而方案 FA-1 自 2026-07-06 的发放 FF-1 "
        "之后没有再公示。\n");
}
