#include <algorithm>

#include "catch.hpp"
#include "path/complete_case.hpp"
#include "path/transfer_case.hpp"

/// What an objection sent back is drawn up anew: the next steps say so and name the objection.
using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

void uphold(World& w, const std::string& notice, const char* on) {
  w.must("notice.object", on, R"({"notice": ")" + notice + R"(", "content": "示例"})");
  w.must("notice.answer", on,
         R"({"notice": ")" + notice +
             R"(", "objection": 1, "answer": "upheld_content", "text": "示例"})");
}

/// Why the act is offered; empty when it is not.
std::string offered(const World& w, std::string_view act) {
  const auto report = next_of_case(w);
  const auto* action = find_action(report, act);
  return action == nullptr ? std::string() : action->why.zh;
}

}  // namespace

TEST_CASE("next offers another distribution plan for one sent back, not a notice of the same") {
  Transfer w;
  w.plan_decided();
  w.must(step::publish_plan());
  uphold(w, "GS-3", "2026-06-10");
  CHECK_THAT(offered(w, "distribution.draft"), Contains("公示 GS-3 的第 1 号异议成立"));
  CHECK(offered(w, "notice.open") == "");
}

TEST_CASE("next offers another implementation plan and another price for those sent back") {
  Transfer w;
  w.priced();
  w.must(step::publish_implementation().on("2026-05-20").with(R"({"number": "GS-7"})"));
  w.must(step::publish_price().on("2026-05-20").with(R"({"number": "GS-8"})"));
  uphold(w, "GS-7", "2026-05-21");
  uphold(w, "GS-8", "2026-05-21");
  CHECK_THAT(offered(w, "implementation.draft"), Contains("公示 GS-7 的第 1 号异议成立"));
  CHECK_THAT(offered(w, "pricing.record"), Contains("公示 GS-8 的第 1 号异议成立"));
  CHECK(offered(w, "notice.open") == "");
}

TEST_CASE(
    "next offers to end talks with somebody else than the buyer, then to record the buyer's") {
  Transfer w;
  w.must("institution.register", "2026-04-01",
         R"({"number": "I-2", "name": "另一公司", "nature": "company"})");
  w.negotiated();
  w.must(step::choose_pathway());
  w.must(step::draft_implementation().with(R"({"pricing": "listing"})"));
  w.must(step::price().with(R"({"method": "listing", "venue": "示例市场",
                                "opened_on": "2026-04-08", "buyer": "I-2"})"));
  CHECK_THAT(offered(w, "negotiation.end"), Contains("协商与声明是就 I-co（示例公司）作的"));
  w.must("negotiation.end", "2026-04-21", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  CHECK(offered(w, "negotiation.end") == "");
  CHECK(offered(w, "negotiation.record") != "");
}

TEST_CASE("next offers a changed edition for one sent back, not a notice of the same") {
  Transfer w(0);
  w.prepare_achievement();
  w.file_application();
  w.approve();
  w.must("edition.freeze", "2026-03-06", R"({"number": "QD-1"})");
  w.must("notice.open", "2026-03-09",
         R"({"number": "GS-1", "edition": "QD-1", "audience": "单位内部管理平台", "days": 5,
             "unit": "working_day"})");
  uphold(w, "GS-1", "2026-03-10");
  const auto report = next_of(w);
  CHECK(find_action(report, "notice.open") == nullptr);
  REQUIRE(find_action(report, "edition.freeze") != nullptr);
  CHECK_THAT(find_action(report, "edition.freeze")->why.zh,
             Contains("公示 GS-1 的第 1 号异议成立"));
  const std::vector<std::string> by = {"DSC-03"};
  CHECK(find_action(report, "edition.freeze")->waits_for == by);  // of the application's change
  CHECK(w.check("edition.freeze", "2026-03-12", R"({"number": "QD-2"})").has("DSC-03"));
  REQUIRE(find_action(report, "application.revise") != nullptr);
}
