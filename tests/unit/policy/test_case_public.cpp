#include <functional>
#include <map>
#include <set>

#include "catch.hpp"
#include "kezhuan/acts/acts.hpp"
#include "said.hpp"
#include "support/transfer.hpp"

/// Public data in a case (CLS-06): every act of the path, one by one.
using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

const Step valuation{"valuation.record", "2026-05-18",
                     R"({"transfer_case": "ZH-1", "amount": "1.00", "method": "收益法",
                         "appraiser": "示例", "valued_on": "2026-05-01"})"};
const Step amendment{"contract.amend", "2026-05-25", R"({"contract": "HT-1", "what": "示例"})"};
const Step release{"reserve.release", "2026-07-06",
                   R"({"transfer_case": "ZH-1", "amount": "1.00", "reason": "示例"})"};

/// What goes on with public data in the case: facts of what happened or ended, papers, reports.
const std::set<std::string> goes_on = {
    "negotiation.end",  "case.suspend",    "case.resume",      "case.send_back",  "case.terminate",
    "case.move_policy", "risks.review",    "exemption.review", "evidence.attach", "notice.object",
    "notice.answer",    "notice.close",    "contract.end",     "milestone.reach", "due.write_off",
    "receipt.record",   "receipt.refund",  "cost.record",      "cost.reverse",    "equity.dividend",
    "equity.sell",      "payment.recover", "evaluation.issue", "report.submit",   "report.file"};

bool names_a_case(const ActType& type) {
  const std::set<std::string> kinds = {"transfer_case", "contract", "receipt",
                                       "plan",          "notice",   "report"};
  for (const auto& field : type.fields()) {
    const auto name = field.path.substr(field.path.rfind('.') + 1);
    if (kinds.contains(name) || name == "cases[]" || name == "cases") return true;
  }
  return false;
}

}  // namespace

TEST_CASE("CLS-06 refuses: every act that takes public data on along the path") {
  // how far the case is, and the act that is to take it on
  std::map<std::string, std::pair<std::function<void(Transfer&)>, Step>> acts;
  const auto opened = [](Transfer& w) { w.must(step::open_case()); };
  const auto talked = [](Transfer& w) { w.negotiated(); };
  const auto chosen = [](Transfer& w) { w.pathway_chosen(); };
  const auto planned = [](Transfer& w) {
    w.pathway_chosen();
    w.must(step::draft_implementation());
  };
  const auto priced = [](Transfer& w) { w.priced(); };
  const auto signed_ = [](Transfer& w) { w.signed_(); };
  const auto registered = [](Transfer& w) { w.registered(); };
  const auto received = [](Transfer& w) { w.received(); };
  const auto shares = [](Transfer& w) { w.plan_publicised(Pathway::equity_investment); };
  acts["case.open"] = {[](Transfer&) {}, step::open_case()};
  acts["negotiation.record"] = {opened, step::negotiate()};
  acts["pathway.choose"] = {talked, step::choose_pathway()};
  acts["implementation.draft"] = {chosen, step::draft_implementation()};
  acts["resolution.record"] = {planned, step::decide_implementation()};
  acts["notice.open"] = {[&](Transfer& w) {
                           planned(w);
                           w.must(step::decide_implementation());
                         },
                         step::publish_implementation()};
  acts["pricing.record"] = {chosen, step::price()};
  acts["valuation.record"] = {chosen, valuation};
  acts["approval.record"] = {chosen, step::approve_case()};
  acts["contract.sign"] = {priced, step::sign()};
  acts["contract.register"] = {signed_, step::register_contract()};
  acts["contract.amend"] = {signed_, amendment};
  acts["distribution.draft"] = {registered, step::draft_plan()};
  acts["payment.record"] = {received, step::pay("P-1", "1.00")};
  acts["equity.award"] = {shares, step::award_equity()};
  acts["reserve.release"] = {received, release};
  for (const auto& type : act_types()) {
    const std::string name(type.name);
    if (name != "case.open" && !names_a_case(type)) continue;
    INFO(name);
    const auto found = acts.find(name);
    CHECK((found != acts.end()) != goes_on.contains(name));  // each act is in one of the two
    if (found == acts.end()) continue;
    Transfer w;
    found->second.first(w);
    const auto& act = found->second.second;
    w.must(step::mark_public().on(act.day));
    CHECK_THAT(said("CLS-06", w.check(act)), Contains("refuse /") && Contains("属公共数据☆"));
  }
}

TEST_CASE("CLS-06 passes: a decision against the plan of what turned out to be public data") {
  Transfer w;
  w.pathway_chosen();
  w.must(step::draft_implementation());
  w.must(step::mark_public().on("2026-04-08"));
  auto reject = step::decide_implementation();
  const auto at = reject.data.find("approved");
  reject.data.replace(at, std::string("approved").size(), "rejected");
  CHECK(said("CLS-06", w.check(reject)) == "");
}

TEST_CASE("CLS-06 warns: money for public data is on record and rewards nobody") {
  Transfer w;
  w.plan_publicised();
  w.must(step::mark_public().on("2026-06-30"));
  CHECK_THAT(said("CLS-06", w.record(step::receive())),
             Contains("warn /contract 成果 KZ-1 属公共数据☆：款项记录在案，但不分配"));
  CHECK(w.transfer().balances.empty());
  CHECK(w.transfer().bookings.empty());
  CHECK(w.transfer().totals.gross == Money::parse("1000000.00"));
  // it was a mistake: the money is divided once the case goes on
  w.must("certificate.cancel", "2026-07-02", R"({"certificate": "C-open", "reason": "示例"})");
  w.must(step::cost().on("2026-07-02"));
  CHECK(w.transfer().totals.reward.is_positive());
}

TEST_CASE("CLS-06: once the mistake is cleared, the money that came meanwhile is divided") {
  Transfer w;
  w.plan_publicised();
  w.must(step::mark_public().on("2026-06-30"));
  w.must(step::receive());
  CHECK(w.transfer().bookings.empty());
  w.must("certificate.cancel", "2026-07-02", R"({"certificate": "C-open", "reason": "示例"})");
  CHECK(w.transfer().totals.reward == Money::parse("450000.00"));
  CHECK(said("INC-06", w.check(step::pay("P-1", "270000.00"))) == "");

  Transfer classified;  // found to be public data, then classified again
  classified.plan_publicised();
  classified.must(step::mark_public().on("2026-06-29"));
  classified.must("achievement.classify", "2026-06-30", R"({"achievement": "KZ-1"})");
  classified.must(step::receive());
  classified.must("certificate.cancel", "2026-07-02",
                  R"({"certificate": "C-open", "reason": "示例"})");
  CHECK(classified.transfer().bookings.empty());  // the classification stands
  classified.must("achievement.classify", "2026-07-03", R"({"achievement": "KZ-1"})");
  CHECK(classified.transfer().totals.reward == Money::parse("450000.00"));
}

TEST_CASE("CLS-06: what a policy takes for a mark of public data keeps money undivided too") {
  Transfer w;
  w.plan_publicised();
  w.policy = w.policy.with_overlay(R"(schema: kezhuan/policy-overlay/1
id: example-strict
version: "1"
title: {zh: "示例", en: "example"}
extends: {id: ")" + w.policy.id() + R"(", version: ")" +
                                       w.policy.version() + R"("}
effective_from: 2026-01-01
rules: []
values:
  - name: contradicting_certificates
    value: [data_property_right, data_product, data_asset, copyright]
links: []
)",
                                   "overlay.yaml");
  w.must(step::mark_public().with(R"({"certificate": "copyright"})"));
  CHECK_THAT(said("CLS-06", w.record(step::receive())), Contains("但不分配"));
  CHECK(w.transfer().bookings.empty());
}

TEST_CASE("CLS-06: the record says that public data has no plan and rewards nobody") {
  Transfer w;
  w.registered();
  w.must(step::mark_public().on("2026-06-30"));
  CHECK_THAT(said(w.missing_of("LNK-61")), Contains("KZ-1 属公共数据☆，不得计发奖励"));
  w.must(step::receive());
  CHECK_THAT(said(w.missing_of("LNK-63")), Contains("到账 DZ-1（1000000.00）不分配"));
  const auto end =
      w.check("case.terminate", "2026-07-02", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  for (const auto& finding : end.findings) {
    if (finding.rule == "PTH-03") CHECK_THAT(finding.remedy.zh, !Contains("payment.record"));
  }
}
