#include "catch.hpp"
#include "said.hpp"
#include "support/transfer.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

Step exemption(const char* patch = "{}") {
  return Step{"exemption.review", "2026-05-19",
              R"({"transfer_case": "ZH-1", "about": "示例事项", "accords_with_policy": true,
                  "helps_transformation": true, "conduct": "unintended_fault",
                  "reasons": "示例理由"})"}
      .with(patch);
}

}  // namespace

TEST_CASE("EXM-01 passes: the guide in force and every risk of it reviewed") {
  Transfer w;
  w.priced();
  CHECK(said(w.missing_of("EXM-01")) == "");
  CHECK(said("EXM-01", w.check(step::sign())) == "");
}

TEST_CASE("EXM-01 warns: signing without a review; it never stops the contract") {
  Transfer w;
  w.implementation_decided();
  w.must(step::approve_case());
  const auto decision = w.check(step::sign());
  CHECK(said("EXM-01", decision) == "warn /transfer_case 项目 ZH-1 尚未对照风险清单。\n");
  CHECK_FALSE(decision.is_refused());
  CHECK_THAT(said(w.missing_of("EXM-01")), Contains("尚未对照风险清单"));
}

TEST_CASE("EXM-01 warns: risks left out, present without a measure, or of a guide since replaced") {
  Transfer w;
  w.must(step::open_case());
  const auto review =
      step::review_risks().with(R"({"items": [{"risk": "valuation", "present": true}]})");
  const auto text = said("EXM-01", w.check(review));
  CHECK_THAT(text,
             Contains("warn /items 没有对照指引 ZY-1 的这些风险：股权处置（equity_disposal）、") &&
                 Contains("warn /items 存在的风险没有写明应对措施：作价评估（valuation）"));
  CHECK_THAT(said("EXM-01", w.check(step::review_risks().with(
                                R"({"items": [{"risk": "示例风险", "present": false}]})"))),
             Contains("warn /items 指引 ZY-1 没有这些风险：示例风险。"));
  w.must(review);
  CHECK_THAT(said(w.missing_of("EXM-01")), Contains("没有对照指引 ZY-1 的这些风险"));
  w.must(step::adopt_guide().on("2026-05-18").with(R"({"number": "ZY-2"})"));
  CHECK_THAT(said("EXM-01", w.check(step::review_risks())),
             Contains("warn /guide 对照的指引 ZY-1 已由 ZY-2 取代"));
}

TEST_CASE("EXM-01 warns: a review that denies the related parties declared in the talks") {
  Transfer w;
  w.negotiated();
  CHECK_THAT(said("EXM-01", w.check(step::review_risks())), !Contains("关联交易"));
  w.must(step::negotiate()
             .on("2026-04-03")
             .with(R"({"related_party": true, "related_what": "示例"})"));
  CHECK_THAT(said("EXM-01", w.check(step::review_risks())),
             Contains("协商记录声明属关联交易，此处却写不存在该风险"));
}

TEST_CASE("EXM-01 warns: a guide that leaves out risks the consensus names") {
  Transfer w;
  const auto guide =
      step::adopt_guide().with(R"({"number": "ZY-2", "manager_risks": ["valuation"]})");
  CHECK(said("EXM-01", w.check(guide)) ==
        "warn /manager_risks 指引没有列入管理人员风险：股权处置（equity_disposal）、"
        "技术泄露（technology_leak）、股权托管（equity_custody）、关联交易（related_party）。\n");
}

TEST_CASE("EXM-02 passes: a review that rests on a resolution on record") {
  Transfer w;
  w.implementation_decided();
  w.must("resolution.record", "2026-05-06",
         R"({"number": "JY-X", "body": "academic_committee", "members": 3,
             "present": ["P-3", "P-4"], "matters": [{"matter": "termination",
             "transfer_case": "ZH-1", "outcome": "rejected", "in_favour": 2, "against": 0,
             "abstained": 0, "reasons": "示例"}]})");
  CHECK(said("EXM-02", w.check(exemption(R"({"resolution": "JY-X"})"))) == "");
}

TEST_CASE("EXM-02 refuses: a review that names nothing on record") {
  Transfer w;
  w.must(step::open_case());
  CHECK_THAT(said("EXM-02", w.check(exemption())), Contains("refuse /evidence"));
}

TEST_CASE("EXM-02 notes: what the exemption does not cover") {
  Transfer w;
  w.must(step::open_case());
  CHECK_THAT(said("EXM-02", w.check(exemption(R"({"conduct": "breach"})"))),
             Contains("note /conduct"));
  CHECK_THAT(said("EXM-02", w.check(exemption(R"({"helps_transformation": false})"))),
             Contains("note /helps_transformation"));
}
