#include "catch.hpp"
#include "support/transfer.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

TEST_CASE("a case of a licence walks from its opening to the filed report") {
  Transfer t;
  t.reported();
  CHECK(t.transfer().totals.reward == Money::parse("450000.00"));
}
