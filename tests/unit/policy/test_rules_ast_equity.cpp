#include "catch.hpp"
#include "said.hpp"
#include "support/transfer.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

Step sell(const char* more = "") {
  return Step{"equity.sell", "2026-08-03",
              R"({"contract": "HT-1", "event": "sale", "shares": 100, "amount": "10000.00",
                  "listed_separately": true)" +
                  std::string(more) + "}"};
}

Step dividend(const char* amount) {
  return {"equity.dividend", "2026-08-03",
          R"({"contract": "HT-1", "amount": ")" + std::string(amount) + R"("})"};
}

struct Awarded : Transfer {
  Awarded() {
    plan_publicised(Pathway::equity_investment);
    must(step::award_equity());
  }
};

}  // namespace

TEST_CASE("AST-02 passes: the shares left are listed separately") {
  Awarded t;
  CHECK(said("AST-02", t.record(sell())) == "");
  CHECK(said(t.missing_of("AST-02")) == "");
}

TEST_CASE("AST-02 warns: they are not, on the act and on the record") {
  Awarded t;
  CHECK(said("AST-02", t.record(sell().with(R"({"listed_separately": false})"))) ==
        "warn /listed_separately HT-1 所余股权没有单列登记。\n");
  CHECK(said(t.missing_of("AST-02")) == "warn  HT-1 所余股权没有单列登记。\n");
}

TEST_CASE("AST-04 passes: dividend, sale and transfer are recorded one by one") {
  Awarded t;
  t.must(dividend("5000.00"));
  t.must(sell());
  t.must(sell().with(R"({"event": "transfer", "amount": "0.00"})"));
  CHECK(t.transfer().equity_events.size() == 3);
}

TEST_CASE("AST-04 refuses: a sale before the award, or for nothing; a dividend of nothing") {
  Transfer early;
  early.plan_publicised(Pathway::equity_investment);
  CHECK_THAT(said("AST-04", early.check(sell())),
             Contains("refuse /contract HT-1 的股权奖励尚未实施，单位不能先处置股份。"));
  Awarded t;
  CHECK_THAT(said("AST-04", t.check(sell().with(R"({"amount": "0.00"})"))),
             Contains("refuse /amount 金额为 0.00，须大于零。"));
  CHECK_THAT(said("AST-04", t.check(dividend("0.00"))), Contains("refuse /amount 金额为 0.00"));
}

TEST_CASE("AST-04 warns: no voucher") {
  Awarded t;
  CHECK_THAT(said("AST-04", t.check(sell())), Contains("warn /evidence 没有附凭证。"));
}
