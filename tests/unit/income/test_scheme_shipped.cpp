#include "catch.hpp"
#include "unit/income/scheme_support.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

/// What each pool of a shipped scheme gets of one receipt.
Texts shared(const char* scheme, const char* amount) {
  return texts_of_sums(divide_by_scheme(scheme_story(scheme_terms(scheme), {}, {receipt(amount)})),
                       true);
}

}  // namespace

TEST_CASE("INC-06 passes: every shipped scheme reads, has a source and is named as its file") {
  const auto ids = shipped_schemes();
  CHECK(ids.size() >= 8);
  for (const auto& id : ids) {
    const auto scheme = shipped_scheme(id);
    CHECK(scheme.id == id);
    CHECK_FALSE(scheme.sources.empty());
    CHECK(check_scheme(scheme).empty());
  }
}

TEST_CASE("the published table of Oxford: 600,000 after the slice") {
  // 30% of 857,142.86 leaves 600,000.01, so the fen is kept out by giving the slice itself.
  auto scheme = shipped_scheme("oxford");
  scheme.off_the_top.clear();
  const auto division =
      divide_by_scheme(scheme_story(scheme_terms(scheme), {}, {receipt("GBP 600000.00")}));
  CHECK(texts_of_sums(division, true) ==
        Texts{"department 150000.00", "general_fund 182150.00", "researchers 267850.00"});
  CHECK(shared("oxford", "GBP 100.00") ==
        Texts{"general_fund 10.01", "off_the_top innovation 30.00", "researchers 59.99"});
}

TEST_CASE("the published table of Michigan: 1,000,000") {
  CHECK(shared("michigan-2004", "USD 1000000.00") ==
        Texts{"central 230000.00", "department 194000.00", "inventors 340000.00",
              "school 236000.00"});
}

TEST_CASE("the published table of Johns Hopkins counts each calendar year anew") {
  const auto terms = scheme_terms("johns-hopkins-2001");
  const auto both = divide_by_scheme(scheme_story(
      terms, {}, {receipt("USD 400000.00", "2002-12-31"), receipt("USD 400000.00", "2003-01-01")}));
  // Each year 300,000 at 30% and 5%, then 100,000 at 25% and 10%.
  CHECK(texts_of_sums(both, true) == Texts{"department 120000.00", "inventors 280000.00",
                                           "research 120000.00", "school 230000.00",
                                           "university 50000.00"});
  const auto one = divide_by_scheme(scheme_story(
      terms, {}, {receipt("USD 400000.00", "2002-01-01"), receipt("USD 400000.00", "2002-12-31")}));
  CHECK(sums_of(one, true).at("school") == 21'500'000);
}

TEST_CASE("a year goes on where it stopped when a receipt of another year comes between") {
  const auto terms = scheme_terms("johns-hopkins-2001");
  const auto shared_out = [&](std::vector<SchemeEntry> receipts) {
    return texts_of_sums(divide_by_scheme(scheme_story(terms, {}, std::move(receipts))), true);
  };
  const auto early = receipt("USD 250000.00", "2003-01-05");
  const auto late = receipt("USD 250000.00", "2003-02-01");
  const auto before = receipt("USD 400000.00", "2002-12-30");
  CHECK(shared_out({early, before, late}) == shared_out({before, early, late}));
  CHECK(shared_out({early, late, before}) == shared_out({before, early, late}));
}

TEST_CASE("the published rule of ETH: costs first, then thirds") {
  const auto division = divide_by_scheme(scheme_story(scheme_terms("eth-zurich", "1:1"),
                                                      {cost(CostCategory::ip_fees, "40000.00")},
                                                      {receipt("100000.00")}));
  CHECK(texts_of_sums(division) == Texts{"direct_cost 40000.00", "eth 20000.00",
                                         "inventors P1 10000.00", "inventors P2 10000.00",
                                         "professorship 20000.00"});
}

TEST_CASE("the published table of Stanford: a fee, costs, bands of one licence") {
  const auto division = divide_by_scheme(
      scheme_story(scheme_terms("stanford"), {cost(CostCategory::ip_fees, "USD 250000.00")},
                   {receipt("USD 5000000.00")}));
  // 750,000 and 250,000 leave 4,000,000.
  CHECK(texts_of_sums(division, true) == Texts{"department 886400.00", "direct_cost 250000.00",
                                               "inventors 1333600.00", "off_the_top otl 750000.00",
                                               "research_office 890000.00", "school 890000.00"});
}

TEST_CASE("the published table of Cambridge: thresholds by the index of the day") {
  const auto inventors = [](const char* day) {
    const auto division = divide_by_scheme(
        scheme_story(scheme_terms("cambridge-2005", "1:1"), {}, {receipt("GBP 300000.00", day)}));
    return sums_of(division, true).at("inventors");
  };
  CHECK(inventors("2006-01-01") == 18'400'000);  // 90,000 + 60,000 + 34,000
  // Printed for the end of 2014: 132,869 and 265,738.
  CHECK(inventors("2014-12-31") == 11'958'210 + 7'972'140 + 1'164'908);
  // Printed for July 2019: 149,398 and 298,796.
  CHECK(inventors("2020-01-01") == 13'445'820 + 8'963'880 + 40'936);
}

TEST_CASE("a threshold that moves leaves what was divided before as it was") {
  const auto terms = scheme_terms("cambridge-2005");
  const auto first =
      divide_by_scheme(scheme_story(terms, {}, {receipt("GBP 120000.00", "2006-01-01")}));
  const auto both = divide_by_scheme(scheme_story(
      terms, {}, {receipt("GBP 120000.00", "2006-01-01"), receipt("GBP 12869.00", "2015-01-01")}));
  CHECK(both.lines[0] == first.lines[0]);
  // By the new threshold of 132,869 what comes now is still in the first band.
  CHECK(lines_at(both, 1) ==
        Texts{"inventors P1 GBP 11582.10", "department GBP 643.45", "enterprise GBP 643.45"});
}

TEST_CASE("the published rule of Strathclyde: costs are a charge on 80% of income") {
  const auto division = divide_by_scheme(
      scheme_story(scheme_terms("strathclyde"), {cost(CostCategory::ip_fees, "GBP 100000.00")},
                   {receipt("GBP 50000.00"), receipt("GBP 100000.00")}));
  // 40,000 of the first go to costs and 60,000 of the second, so 10,000 and 40,000 are shared.
  CHECK(lines_at(division, 0) == Texts{"direct_cost GBP 40000.00", "inventors P1 GBP 8000.00",
                                       "university GBP 1600.00", "department GBP 400.00"});
  CHECK(lines_at(division, 1) == Texts{"direct_cost GBP 60000.00", "inventors P1 GBP 24000.00",
                                       "university GBP 12800.00", "department GBP 3200.00"});
}

TEST_CASE("the published table of Wayne State: four bands") {
  CHECK(shared("wayne-state-1984", "USD 2000000.00") ==
        Texts{"department 300000.00", "inventors 762500.00", "university 937500.00"});
}

TEST_CASE("INC-06 passes: each receipt tells which bands it fell into") {
  const auto division = divide_by_scheme(
      scheme_story(scheme_terms("wayne-state-1984"), {},
                   {receipt("USD 8000.00"), receipt("USD 7000.00"), receipt("USD 5000.00")}));
  REQUIRE(division.bands[1].size() == 2);
  CHECK(division.bands[1][0].amount == yuan("USD 2000.00"));
  CHECK(division.bands[1][1].amount == yuan("USD 5000.00"));
  CHECK(division.bands[1][1].from == yuan("USD 10000.00"));
  CHECK(division.bands[1][1].up_to == yuan("USD 100000.00"));
  REQUIRE(division.bands[2].size() == 1);
  CHECK(division.bands[2][0].band == 1);
}

TEST_CASE("the published rule of Northwest A&F: 80/10/10") {
  CHECK(shared("nwafu-2019", "99.99") == Texts{"college 10.00", "people 80.00", "university 9.99"});
}

TEST_CASE("the example institution: 85/5/10 to team, department and hospital") {
  auto terms = scheme_terms("example-institution", "3:2");
  terms.people[0].main_contributor = true;
  const auto division = divide_by_scheme(scheme_story(terms, {}, {receipt("1000.00")}));
  CHECK(texts_of_sums(division) ==
        Texts{"department 50.00", "hospital 100.00", "team P1 510.00", "team P2 340.00"});
}
