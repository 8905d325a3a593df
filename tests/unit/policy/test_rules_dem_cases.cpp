#include "catch.hpp"
#include "said.hpp"
#include "support/transfer.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

/// The plan FA-1 of ZH-1 is decided by those present; `matter` is merged into its matter.
Step decide(const char* present, int in_favour, const char* more = "", int members = 3) {
  return {"resolution.record", "2026-06-03",
          R"({"body": "academic_committee", "members": )" + std::to_string(members) +
              R"(, "present": )" + present +
              R"(, "matters": [{"matter": "distribution_plan", "plan": "FA-1",
                 "outcome": "approved", "in_favour": )" +
              std::to_string(in_favour) + R"(, "against": 0, "abstained": 0)" + more + "}]}"};
}

struct Drafted : Transfer {
  Drafted() {
    registered();
    must(step::cost());
    must(step::draft_plan());
  }
};

}  // namespace

TEST_CASE("DEM-01 passes: nobody with a stake in the case votes") {
  Drafted t;
  CHECK(said("DEM-01", t.check(step::decide_plan())).find("refuse") == std::string::npos);
  CHECK_FALSE(
      t.check(decide(R"(["P-3", "P-4", "P-1"])", 2, R"(, "recused": ["P-1"])")).is_refused());
}

TEST_CASE("DEM-01 refuses: who stands in the plan, contributed, implements or declared votes") {
  Drafted t;
  CHECK_THAT(said("DEM-01", t.check(decide(R"(["P-3", "P-1"])", 2))),
             Contains("refuse /matters/0/recused P-1 与项目 ZH-1 有利害关系"));
  CHECK_THAT(said("DEM-01", t.check(decide(R"(["P-3", "P-5"])", 2))),
             Contains("refuse /matters/0/recused P-5 与项目 ZH-1 有利害关系"));

  Transfer declared;
  declared.must(step::open_case());
  declared.must(step::negotiate().with(
      R"({"declarations": [{"person": "P-3", "has_interest": true, "what": "示例"},
                           {"person": "P-1", "has_interest": false}]})"));
  declared.must(step::choose_pathway());
  declared.must(step::draft_implementation());
  CHECK_THAT(said("DEM-01", declared.check(step::decide_implementation())),
             Contains("refuse /matters/0/recused P-3 与项目 ZH-1 有利害关系"));
}

TEST_CASE("DEM-01 refuses: votes on a case that do not fit those present") {
  Drafted t;
  CHECK_THAT(said("DEM-01", t.check(decide(R"(["P-3", "P-4"])", 1))),
             Contains("refuse /matters/0 赞成 1、反对 0、弃权 0，合计与出席且未回避的 2 人不符"));
}

TEST_CASE("DSC-02 passes: the leadership too decides on a plan of a case") {
  Drafted t;
  CHECK(said("DSC-02", t.check(step::decide_plan().with(R"({"body": "leadership_meeting"})"))) ==
        "");
}

TEST_CASE("DSC-02 refuses: a plan of a case without body, quorum, majority or reasons") {
  Drafted t;
  CHECK_THAT(said("DSC-02", t.check(step::decide_plan().with(R"({"body": "reviewing_body"})"))),
             Contains("refuse /body 审核机构不能议决转化项目"));
  CHECK_THAT(said("DSC-02", t.check(decide(R"(["P-3", "P-4"])", 2, "", 5))),
             Contains("refuse /present 出席 2 人，应到 5 人，不足法定人数"));
  const auto split =
      decide(R"(["P-3", "P-4"])", 2)
          .with(
              R"({"matters": [{"matter": "distribution_plan", "plan": "FA-1", "outcome": "approved",
                       "in_favour": 1, "against": 1, "abstained": 0}]})");
  CHECK_THAT(said("DSC-02", t.check(split)),
             Contains("refuse /matters/0/in_favour 结论为通过，但赞成 1 票"));
  const auto rejected =
      decide(R"(["P-3", "P-4"])", 2)
          .with(
              R"({"matters": [{"matter": "distribution_plan", "plan": "FA-1", "outcome": "rejected",
                       "in_favour": 0, "against": 2, "abstained": 0}]})");
  CHECK_THAT(said("DSC-02", t.check(rejected)), Contains("refuse /matters/0/reasons"));
}

TEST_CASE("DEM-02 passes: every decision and notice of the path is there") {
  Transfer t;
  t.plan_publicised();
  CHECK(said(t.missing_of("DEM-02")) == "");
}

TEST_CASE("DEM-02 refuses: on the record, each decision and notice that is missing") {
  Transfer t;
  t.negotiated();
  CHECK(said(t.missing_of("DEM-02")) ==
        "refuse  民主议事与公示尚缺：环节4实施方案的议定、实施方案公示（公示二）、"
        "环节6分配方案的议定、分配方案公示（公示三）。\n");

  Transfer later;
  later.plan_decided();
  CHECK(said(later.missing_of("DEM-02")) ==
        "refuse  民主议事与公示尚缺：分配方案公示（公示三）。\n");
}
