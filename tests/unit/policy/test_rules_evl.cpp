#include "catch.hpp"
#include "said.hpp"
#include "support/transfer.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

TEST_CASE("EVL-01 passes: the case stands in an evaluation report") {
  Transfer t;
  t.paid();
  CHECK(said("EVL-01", t.record(step::evaluate())) == "");
  CHECK(said(t.missing_of("EVL-01")) == "");
}

TEST_CASE("EVL-01 warns: not evaluated yet") {
  Transfer t;
  t.paid();
  CHECK(said(t.missing_of("EVL-01")) == "warn  尚未列入绩效评价报告。\n");
}

TEST_CASE("EVL-01 warns: an evaluation before there was a contract is none of the transfer") {
  Transfer t;
  t.priced();
  const auto early = t.record(step::evaluate().on("2026-05-19").with(R"({"until": "2026-05-18"})"));
  CHECK(said("EVL-01", early) == "warn /cases 项目 ZH-1 还没有合同，这份评价不算作对它的评价。\n");
  t.must(step::sign());
  CHECK(said(t.missing_of("EVL-01")) == "warn  尚未列入绩效评价报告。\n");
  CHECK(said("EVL-01", t.record(step::evaluate().with(R"({"number": "PJ-2"})"))) == "");
  CHECK(said(t.missing_of("EVL-01")) == "");
}

TEST_CASE("REG-02 refuses: an evaluation period the wrong way round") {
  Transfer t;
  t.paid();
  CHECK(said("REG-02", t.check(step::evaluate().with(R"({"until": "2025-12-31"})"))) ==
        "refuse /until 评价期止于 2025-12-31，早于起日 2026-01-01。\n");
}
