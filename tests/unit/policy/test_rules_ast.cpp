#include "catch.hpp"
#include "said.hpp"
#include "support/world.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

std::string entry(const std::string& more) {
  return R"({"achievement": "KZ-1", "account": "无形资产—数据类科技成果", )" + more + "}";
}

}  // namespace

TEST_CASE("AST-01 passes: listed separately, neither valued nor amortised") {
  World w;
  w.prepare_achievement();
  w.must("asset.enter", "2026-03-05", entry(R"("listed_separately": true, "amortised": false)"));
  CHECK(said(w.missing("AST-01", "KZ-1")) == "");
}

TEST_CASE("AST-01 warns: each departure from the advice by itself, on the act and on the record") {
  World w;
  w.prepare_achievement();
  CHECK(said(w.missing("AST-01", "KZ-1")) == "");  // no entry, nothing to advise on
  const auto data = entry(R"("listed_separately": false, "valuation": "250000.00",
                             "amortised": true)");
  const auto decision = w.record("asset.enter", "2026-03-05", data);
  CHECK_FALSE(decision.is_refused());
  const auto found = said("AST-01", decision);
  CHECK_THAT(found, Contains("warn /listed_separately 没有单列登记"));
  CHECK_THAT(found, Contains("warn /valuation 作了估值 250000.00"));
  CHECK_THAT(found, Contains("warn /amortised 作了摊销"));
  CHECK(w.missing("AST-01", "KZ-1").size() == 3);
}

TEST_CASE("AST-01 refuses: what an institution made stricter") {
  World w;
  w.prepare_achievement();
  w.policy = w.policy.with_overlay(shipped_overlay("example-hospital"), "example-hospital.yaml");
  const auto data = entry(R"("listed_separately": true, "amortised": true)");
  CHECK_THAT(said("AST-01", w.check("asset.enter", "2026-03-05", data)),
             Contains("refuse /amortised"));
}
