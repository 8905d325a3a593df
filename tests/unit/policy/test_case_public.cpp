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

void mark_public(Transfer& w, const char* on) {
  w.must("certificate.record", on,
         R"({"number": "C-open", "achievement": "KZ-1", "certificate": "data_property_right",
             "certificate_no": "示例", "covers": ["D1"], "issued": "2026-03-01"})");
}

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
    mark_public(w, act.day.c_str());
    CHECK_THAT(said("CLS-06", w.check(act)), Contains("refuse /") && Contains("属公共数据☆"));
  }
}

TEST_CASE("CLS-06 passes: a decision against the plan of what turned out to be public data") {
  Transfer w;
  w.pathway_chosen();
  w.must(step::draft_implementation());
  mark_public(w, "2026-04-08");
  auto reject = step::decide_implementation();
  const auto at = reject.data.find("approved");
  reject.data.replace(at, std::string("approved").size(), "rejected");
  CHECK(said("CLS-06", w.check(reject)) == "");
}

TEST_CASE("CLS-06 warns: money for public data is on record and rewards nobody") {
  Transfer w;
  w.plan_publicised();
  mark_public(w, "2026-06-30");
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
