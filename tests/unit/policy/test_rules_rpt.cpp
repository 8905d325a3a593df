#include "catch.hpp"
#include "said.hpp"
#include "support/transfer.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

TEST_CASE("a case of a licence walks from its opening to the filed report") {
  Transfer t;
  t.reported();
  CHECK(t.transfer().totals.reward == Money::parse("450000.00"));
}

TEST_CASE("RPT-01 passes: the case stands in an annual report, or in one of its own") {
  Transfer t;
  t.paid();
  t.today = Date(2027, 2, 1);
  CHECK(said("RPT-01", t.record(step::report().on("2027-02-01"))) == "");
  CHECK(said(t.missing_of("RPT-01")) == "");
  CHECK(said("RPT-01",
             t.check(step::report().with(R"({"number": "BG-2", "report": "real_time"})"))) == "");
}

TEST_CASE("RPT-01 warns: an annual report of the running year, whose own stays due") {
  Transfer t;
  t.paid();
  CHECK_THAT(said("RPT-01", t.record(step::report())), Contains("warn /year 2026 年尚未结束"));
  CHECK(said(t.missing_of("RPT-01")) == "");
}

TEST_CASE("RPT-01 refuses: nothing, on the record, to be in no report yet") {
  Transfer t;
  t.paid();
  CHECK(said(t.missing_of("RPT-01")) == "refuse  尚未列入年度报告，也没有实时报告。\n");
}

TEST_CASE("RPT-01 refuses: an annual report of a year before the case, or of one to come") {
  Transfer t;
  t.paid();
  CHECK(said("RPT-01", t.check(step::report().with(R"({"year": 2025})"))) ==
        "refuse /year ZH-1 于 2026-04-01 立项，不属于 2025 年度。\n");
  CHECK(said("RPT-01", t.check(step::report().with(R"({"year": 2027})"))) ==
        "refuse /year 报告年度 2027 尚未到来。\n");
}

TEST_CASE("RPT-01 warns: twice in a year, a real-time report of several cases") {
  Transfer t;
  t.paid();
  t.must(step::open_case().with(R"({"number": "ZH-2"})"));
  t.must(step::report());
  CHECK_THAT(said("RPT-01", t.check(step::report().with(R"({"number": "BG-2"})"))),
             Contains("warn /cases ZH-1 已列入 2026 年年度报告 BG-1。"));
  t.today = Date(2027, 2, 1);
  const auto whole = step::report().on("2027-02-01");
  // the one of the running year was not the whole: its own is asked for, and no repetition
  CHECK(said("RPT-01", t.record(whole.with(R"({"number": "BG-2"})"))) == "");
  CHECK(said("RPT-01", t.check(whole.with(R"({"number": "BG-3"})"))) ==
        "warn /cases ZH-1 已列入 2026 年年度报告 BG-2。\n");
  CHECK_THAT(said("RPT-01", t.check(step::report().with(
                                R"({"number": "BG-4", "report": "real_time",
                                    "cases": ["ZH-1", "ZH-2"]})"))),
             Contains("warn /cases 实时报告写了 2 个项目"));
}

TEST_CASE("RPT-01 warns: a report from before there was a contract is none of the transfer") {
  Transfer t;
  t.priced();
  const auto early = t.record(step::report().on("2026-05-19").with(R"({"report": "real_time"})"));
  CHECK_THAT(said("RPT-01", early), Contains("warn /cases 项目 ZH-1 其时还没有合同"));
  t.must(step::file().on("2026-05-19"));
  t.must(step::sign());
  CHECK(said(t.missing_of("RPT-01")) == "refuse  尚未列入年度报告，也没有实时报告。\n");
  CHECK(said(t.missing_of("RPT-02")) == "refuse  尚无可备案的报告。\n");
  t.must(step::report().with(R"({"number": "BG-2"})"));
  CHECK(said(t.missing_of("RPT-01")) == "");
}

TEST_CASE("RPT-01 refuses: on the record, the report of a year that was over before the contract") {
  Transfer t;
  t.priced();
  t.today = Date(2027, 2, 1);
  t.must(step::sign()
             .on("2027-01-10")
             .with(R"({"grant": {"from": "2027-01-10", "until": "2028-05-31"}})"));
  CHECK_THAT(said("RPT-01", t.record(step::report().on("2027-01-20").with(R"({"year": 2026})"))),
             Contains("其时还没有合同"));
  CHECK_THAT(said(t.missing_of("RPT-01")), Contains("refuse"));
}

TEST_CASE("RPT-02 passes: filed, with its receipt") {
  Transfer t;
  t.reported();
  CHECK(said(t.missing_of("RPT-02")) == "");
}

TEST_CASE("RPT-02 refuses: on the record, no report, or one that is not filed") {
  Transfer t;
  t.paid();
  CHECK(said(t.missing_of("RPT-02")) == "refuse  尚无可备案的报告。\n");
  t.must(step::report());
  CHECK(said(t.missing_of("RPT-02")) == "refuse  报告 BG-1 已于 2026-10-12 报送，待备案。\n");
}

TEST_CASE("RPT-02 warns: a filing without its receipt") {
  Transfer t;
  t.paid();
  t.must(step::report());
  CHECK_THAT(said("RPT-02", t.check(step::file())), Contains("warn /evidence 没有附备案回执。"));
}
