#include "catch.hpp"
#include "unit/income/scheme_support.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

using Category = CostCategory;

const char* const three = "1:1:1";

Texts sums(const SchemeStory& story) { return texts_of_sums(divide_by_scheme(story)); }

/// Costs of 300,000 first, receipts of 200,000, 300,000 and 500,000, three equal people.
SchemeStory staged() {
  return scheme_story(scheme_terms("consensus", three), {cost(Category::ip_fees, "300000.00")},
                      {receipt("200000.00"), receipt("300000.00"), receipt("500000.00")});
}

SchemeTerms owned(OwnershipMode mode) {
  auto terms = scheme_terms("consensus", "5:3:2");
  terms.scheme.ownership = mode;
  terms.owners = {{"P1", Ratio(1, 5)}, {"P2", Ratio(1, 10)}};
  return terms;
}

/// Two bands of which the shares are given to people and a unit.
Scheme with_floor(Scheme scheme, const char* floor) {
  scheme.floors = SchemeFloors{Ratio::parse(floor), std::nullopt, std::nullopt};
  return scheme;
}

/// The rule of the floor that a story fails.
std::string failed_floor(const SchemeStory& story) {
  const auto failing = simulate_scheme(story).failing_floor;
  return failing ? failing->rule : "none";
}

Scheme thirds_after(const char* first) {
  auto scheme = shipped_scheme("eth-zurich");
  scheme.currency = "CNY";
  scheme.costs->after_first = yuan(first);
  return scheme;
}

}  // namespace

TEST_CASE("INC-01 passes: by scheme, example 1: direct and indirect costs leave net income") {
  const std::vector<CostItem> costs = {
      cost(Category::ip_fees, "20000.00"),      cost(Category::appraisal_and_transaction, "30000"),
      cost(Category::contract_taxes, "300.00"), cost(Category::management_fee, "50000.00"),
      cost(Category::amortisation, "10000.00"), cost(Category::research_input, "189700.00")};
  const auto division =
      divide_by_scheme(scheme_story(scheme_terms("consensus"), costs, {receipt("1000000.00")}));
  CHECK(texts_of_sums(division) == Texts{"direct_cost 50300.00", "indirect_cost 249700.00",
                                         "institution 350000.00", "people P1 350000.00"});
  CHECK(division.figures.back().net == yuan("700000.00"));
}

TEST_CASE("INC-01 passes: by scheme, example 2: two institutions, each its own indirect costs") {
  auto terms = scheme_terms("consensus", three);
  terms.other_institutions = {{"B", Ratio(1, 3)}};
  const auto division = divide_by_scheme(scheme_story(
      terms,
      {cost(Category::other_direct, "60300.00"), cost(Category::other_indirect, "126466.66")},
      {receipt("1000000.01")}));
  CHECK(lines_at(division, 0) == Texts{"direct_cost 60300.00", "other_institution B 313233.34",
                                       "indirect_cost 126466.66", "people P1 83333.34",
                                       "people P2 83333.34", "people P3 83333.33",
                                       "institution 250000.00"});
  CHECK(division.figures.back().own_part == yuan("626466.67"));
}

TEST_CASE("INC-02 passes: by scheme, example 3: owner income stacked on a reward") {
  CHECK(sums(scheme_story(owned(OwnershipMode::stacked), {}, {receipt("700000.00")})) ==
        Texts{"institution 245000.00", "owner_income P1 140000.00", "owner_income P2 70000.00",
              "people P1 122500.00", "people P2 73500.00", "people P3 49000.00"});
}

TEST_CASE("INC-02 passes: by scheme, example 3: owner income in place of the reward") {
  CHECK(sums(scheme_story(owned(OwnershipMode::ownership_replaces_reward), {},
                          {receipt("700000.00")})) ==
        Texts{"institution 350000.00", "owner_income P1 140000.00", "owner_income P2 70000.00",
              "people P1 70000.00", "people P2 42000.00", "people P3 28000.00"});
}

TEST_CASE("INC-06 passes: by scheme, example 5: staged receipts, costs first") {
  const auto division = divide_by_scheme(staged());
  CHECK(lines_at(division, 0) == Texts{"direct_cost 200000.00"});
  CHECK(lines_at(division, 1) == Texts{"direct_cost 100000.00", "people P1 33333.34",
                                       "people P2 33333.33", "people P3 33333.33",
                                       "institution 100000.00"});
  CHECK(lines_at(division, 2) == Texts{"people P1 83333.33", "people P2 83333.34",
                                       "people P3 83333.33", "institution 250000.00"});
}

TEST_CASE("INC-01 passes: by scheme, example 5: costs pro rata over the expected income") {
  auto story = staged();
  story.terms[0].scheme.costs->recovery = CostRecovery::pro_rata;
  story.terms[0].expected_income = yuan("1000000.00");
  const auto division = divide_by_scheme(story);
  CHECK(division.figures[0].reward == yuan("70000.00"));
  CHECK(division.figures[1].reward == yuan("175000.00"));
  CHECK(division.figures[2].reward == yuan("350000.00"));
}

TEST_CASE("INC-06 passes: by scheme, example 6: a refund takes its lines back and rebooks") {
  const auto before = divide_by_scheme(staged());
  auto story = staged();
  refund(story, "R2", yuan("300000.00"));
  const auto after = divide_by_scheme(story);
  CHECK(sums(story) == Texts{"direct_cost 300000.00", "institution 200000.00", "people P1 66666.67",
                             "people P2 66666.67", "people P3 66666.66"});
  Money people;
  auto booked = sums_of(before);
  for (const auto& line : rebook(before, after)) {
    booked[kezhuan::test::name_of(line.slot)] += line.amount.minor();
    if (line.entry == 1 && line.slot.pool == "people") people += line.amount;
  }
  CHECK(people == yuan("-100000.00"));
  std::erase_if(booked, [](const auto& sum) { return sum.second == 0; });
  CHECK(booked == sums_of(after));
}

TEST_CASE("INC-06 passes: by scheme, example 6: a partial refund rebooks the rest of it") {
  auto story = staged();
  refund(story, "R2", yuan("100000.00"));
  CHECK(sums(story) == Texts{"direct_cost 300000.00", "institution 300000.00",
                             "people P1 100000.00", "people P2 100000.00", "people P3 100000.00"});
}

TEST_CASE("INC-06 refuses: a refund larger than its receipt") {
  auto story = staged();
  CHECK(rule_of_error([&] { refund(story, "R2", yuan("300000.01")); }) == "INC-06");
  CHECK(story.entries[1].amount == yuan("300000.00"));
  CHECK_THROWS_AS(refund(story, "R9", yuan("1.00")), Error);
}

TEST_CASE("INC-02 passes: by scheme, example 7: the half fen goes to the side with the floor") {
  CHECK(sums(scheme_story(scheme_terms("consensus", "1:1"), {}, {receipt("100.01")})) ==
        Texts{"institution 50.00", "people P1 25.01", "people P2 25.00"});
}

TEST_CASE("INC-07 passes: by scheme, example 8: a deficit is carried, a supplement fills it") {
  auto story = scheme_story(
      scheme_terms("consensus"),
      {cost(Category::ip_fees, "20000"), cost(Category::appraisal_and_transaction, "30000"),
       cost(Category::contract_taxes, "60"), cost(Category::research_input, "210000")},
      {receipt("200000.00")});
  const auto first = divide_by_scheme(story);
  CHECK(first.figures.back().reward.is_zero());
  CHECK(first.figures.back().distributable.is_zero());
  CHECK(first.figures.back().net == yuan("-60060.00"));
  CHECK(first.unrecovered == yuan("60060.00"));
  story.entries.push_back(receipt("100000.00"));
  story.costs.push_back(cost(Category::contract_taxes, "30", 1));
  const auto second = divide_by_scheme(story);
  CHECK(second.figures.back().net == yuan("39910.00"));
  CHECK(second.figures.back().reward == yuan("19955.00"));
  CHECK(second.unrecovered.is_zero());
}

TEST_CASE("INC-02 warns: by scheme, example 9: 70% of gross exceeds net income") {
  const auto division = divide_by_scheme(scheme_story(
      scheme_terms("gross-70"), {cost(Category::ip_fees, "400000")}, {receipt("1000000.00")}));
  CHECK(texts_of_sums(division) == Texts{"direct_cost 300000.00", "people P1 700000.00"});
  CHECK(division.unrecovered == yuan("100000.00"));
  CHECK(division.figures.back().distributable == yuan("700000.00"));
  CHECK(division.figures.back().net == yuan("600000.00"));
  REQUIRE_FALSE(division.warnings.empty());
  CHECK(division.warnings.front().en.find("exceeds net income of 600000.00 (116.67%)") !=
        std::string::npos);
}

TEST_CASE("INC-02 warns: beside a co-owner, of a reward above the institution's own net income") {
  auto terms = scheme_terms("gross-70");
  terms.other_institutions = {{"B", Ratio(1, 3)}};
  const auto division = divide_by_scheme(
      scheme_story(terms, {cost(Category::ip_fees, "400000")}, {receipt("1000000.00")}));
  REQUIRE_FALSE(division.warnings.empty());
  CHECK(division.warnings.front().en ==
        "people get 466666.67, which exceeds net income of 400000.00 (116.67%)");
}

TEST_CASE("INC-08 passes: what a scheme counts is unrecovered before any money, the rest is told") {
  auto scheme = shipped_scheme("consensus");
  scheme.costs->counts = {Category::ip_fees};
  const auto division = divide_by_scheme(scheme_story(
      scheme_terms(scheme),
      {cost(Category::ip_fees, "10.00"), cost(Category::management_fee, "500.00")}, {}));
  CHECK(division.unrecovered == yuan("10.00"));
  REQUIRE(division.warnings.size() == 2);
  CHECK(division.warnings[0].en == "10.00 of costs not recovered");
  CHECK(division.warnings[1].en == "500.00 of costs that the scheme does not count");
}

TEST_CASE("INC-06 passes: by scheme, example 10: amounts beyond what a double can hold") {
  auto scheme = shipped_scheme("consensus");
  scheme.bands.table[0].shares = {{"people", Ratio(1)}};
  CHECK(sums(scheme_story(scheme_terms(scheme, "1:2"), {}, {receipt("70000000000000.00")})) ==
        Texts{"people P1 23333333333333.33", "people P2 46666666666666.67"});
  CHECK(sums(scheme_story(scheme_terms(scheme, "75:25"), {}, {receipt("99.99")})) ==
        Texts{"people P1 74.99", "people P2 25.00"});
}

TEST_CASE("INC-02 refuses: a floor that fails on the cumulative result, with the numbers") {
  auto scheme = with_floor(shipped_scheme("eth-zurich"), "50%");
  const auto story = scheme_story(scheme_terms(scheme), {}, {receipt("90000.00")});
  CHECK(rule_of_error([&] { divide_by_scheme(story); }) == "INC-02");
  const auto told = simulate_scheme(story).failing_floor;
  REQUIRE(told);
  CHECK(told->what.en ==
        "after R1 2026-03-02: the reward is 30000.00, below the floor of 45000.00 (1/2 of the "
        "floor's base "
        "of 90000.00)");
}

TEST_CASE("INC-02 passes: later terms make up for a floor that earlier ones failed") {
  const auto low = scheme_terms(with_floor(shipped_scheme("eth-zurich"), "50%"));
  auto rich = low;
  rich.scheme.version = "later";
  const auto told = [&](const char* floor, const char* second) {
    SchemeEngine engine{Currency()};
    auto given = rich;
    given.scheme.floors->reward = Ratio::parse(floor);
    given.scheme.bands.table = {
        {{},
         {},
         {{given.scheme.pools[0].id, Ratio(9, 10)}, {given.scheme.pools[1].id, Ratio(1, 10)}}}};
    engine.add_terms(low);
    engine.add_terms(given);
    engine.take(receipt("90000.00"));
    auto next = receipt(second);
    next.terms = 1;
    engine.take(next);
    return engine.find_failing_floor().has_value();
  };
  CHECK(told("50%", "1000.00"));  // its own 90% are not enough for both
  CHECK_FALSE(told("50%", "90000.00"));
}

TEST_CASE("INC-02 refuses: main contributors and transfer staff below their part of the reward") {
  auto terms = scheme_terms("consensus", "4:6");
  terms.scheme.floors->main_contributors = Ratio(1, 2);
  terms.people[0].main_contributor = true;
  const auto story = scheme_story(terms, {}, {receipt("100.00")});
  CHECK(failed_floor(story) == "INC-02");
  terms.people[0].weight = Ratio(3, 5);
  CHECK(failed_floor(scheme_story(terms, {}, {receipt("100.00")})) == "none");
  terms.scheme.floors->transfer_staff = Ratio(1, 10);
  CHECK(failed_floor(scheme_story(terms, {}, {receipt("100.00")})) == "INC-02");
  terms.people[1].transfer_staff = true;
  CHECK(failed_floor(scheme_story(terms, {}, {receipt("100.00")})) == "none");
}

TEST_CASE("INC-02 refuses: a reserve is no cost, so it does not lower the floor") {
  auto terms = scheme_terms("consensus");
  terms.scheme.reserve = Ratio(1, 10);
  const auto half = scheme_story(terms, {}, {receipt("1000.00")});
  CHECK(failed_floor(half) == "INC-02");
  terms.scheme.bands.table[0].shares = {{"people", Ratio(3, 5)}, {"institution", Ratio(2, 5)}};
  CHECK(sums(scheme_story(terms, {}, {receipt("1000.00")})) ==
        Texts{"institution 360.00", "people P1 540.00", "reserve 100.00"});
}

TEST_CASE("INC-06 passes: what is released from the reserve is shared as if never held") {
  auto terms = scheme_terms("michigan-2004", "2:1");
  auto held = terms;
  held.scheme.version = "held";
  held.scheme.reserve = Ratio(1, 5);
  const auto whole = scheme_story(terms, {}, {receipt("USD 300000.01")});
  const auto released = scheme_story(held, {}, {receipt("USD 300000.01"), release("USD 60000.00")});
  CHECK(sums(released) == sums(whole));
  CHECK(rule_of_error([&] {
          sums(scheme_story(held, {}, {receipt("USD 100.00"), release("USD 20.01")}));
        }) == "INC-06");
}

TEST_CASE("INC-01 passes: costs are recovered only after a first band of income") {
  const auto story =
      scheme_story(scheme_terms(thirds_after("30000.00")), {cost(Category::ip_fees, "50000.00")},
                   {receipt("30000.00"), receipt("40000.00"), receipt("40000.00")});
  const auto division = divide_by_scheme(story);
  CHECK(lines_at(division, 0) ==
        Texts{"inventors P1 10000.00", "professorship 10000.00", "eth 10000.00"});
  CHECK(lines_at(division, 1) == Texts{"direct_cost 40000.00"});
  CHECK(lines_at(division, 2) == Texts{"direct_cost 10000.00", "inventors P1 10000.00",
                                       "professorship 10000.00", "eth 10000.00"});
}

TEST_CASE("INC-08 passes: a category the scheme does not count is not recovered, but told of") {
  const auto division = divide_by_scheme(scheme_story(
      scheme_terms("eth-zurich"), {cost(Category::management_fee, "500.00")}, {receipt("900")}));
  CHECK(division.figures.back().net == yuan("900.00"));
  CHECK(division.warnings.size() == 1);
}

TEST_CASE("INC-06 passes: the first amount goes off the top to people, then a share of gross") {
  auto scheme = shipped_scheme("consensus");
  scheme.currency = "CNY";
  scheme.pools.push_back({"office", {"办公室", "office"}, PoolKind::one, std::nullopt});
  scheme.off_the_top = {{"people", std::nullopt, yuan("100.00"), std::nullopt},
                        {"office", Ratio(15, 100), std::nullopt, std::nullopt}};
  const auto division = divide_by_scheme(
      scheme_story(scheme_terms(scheme, "1:1"), {}, {receipt("60.00"), receipt("140.01")}));
  CHECK(lines_at(division, 0) ==
        Texts{"off_the_top people P1 30.00", "off_the_top people P2 30.00"});
  CHECK(sums_of(division).at("off_the_top office") == 3000);
  CHECK(texts_of_sums(division, true) == Texts{"institution 35.00", "off_the_top office 30.00",
                                               "off_the_top people 100.00", "people 35.01"});
}

TEST_CASE(
    "INC-02 passes: an unmapped fee off the top does not lower the floor, a mapped one does") {
  auto scheme = shipped_scheme("consensus");
  scheme.pools.push_back({"office", {"办公室", "office"}, PoolKind::one, std::nullopt});
  scheme.off_the_top = {{"office", Ratio(1, 10), std::nullopt, std::nullopt}};
  const auto unmapped = scheme_story(scheme_terms(scheme), {}, {receipt("100.00")});
  CHECK(failed_floor(unmapped) == "INC-02");
  scheme.off_the_top[0].category = CostCategory::management_fee;
  const auto mapped = scheme_story(scheme_terms(scheme), {}, {receipt("100.00")});
  CHECK(failed_floor(mapped) == "none");
}

TEST_CASE("INC-06 passes: teams first, then the members of each") {
  auto scheme = shipped_scheme("consensus");
  scheme.pools[0].to = PoolKind::teams;
  scheme.floors.reset();
  auto terms = scheme_terms(scheme, "2:1:1");
  terms.teams = {{"A", Ratio(3)}, {"B", Ratio(1)}, {"C", Ratio(1)}};
  terms.people[0].team = terms.people[1].team = "A";
  terms.people[2].team = "B";
  const auto division = divide_by_scheme(scheme_story(terms, {}, {receipt("100.00")}));
  CHECK(texts_of_sums(division) == Texts{"institution 50.00", "people A P1 20.00",
                                         "people A P2 10.00", "people B P3 10.00",
                                         "people C 10.00"});
  // What team C has not divided among persons is no reward.
  CHECK(division.figures.back().reward == yuan("40.00"));
}

TEST_CASE("INC-06 passes: a team has no part in an achievement in which it has nobody") {
  auto scheme = shipped_scheme("consensus");
  scheme.pools[0].to = PoolKind::teams;
  scheme.floors.reset();
  auto terms = scheme_terms(scheme, "1:1");
  terms.teams = {{"A", Ratio(1)}, {"B", Ratio(1)}};
  terms.achievements = {"X", "Y"};
  terms.schedules = {{Ratio(1), Ratio(2)}};
  terms.people[0].team = "A";
  terms.people[0].achievement = "X";
  terms.people[1].team = "B";
  terms.people[1].achievement = "Y";
  const auto story = scheme_story(terms, {}, {receipt("3000.00")});
  CHECK(texts_of_sums(divide_by_scheme(story)) ==
        Texts{"institution 1500.00", "people X A P1 500.00", "people Y B P2 1000.00"});
}

TEST_CASE("INC-06 passes: several achievements share by schedule, each with bands of its own") {
  auto terms = scheme_terms("wayne-state-1984", "1:1");
  terms.scheme.bands.accumulate = Accumulation::per_achievement;
  terms.achievements = {"X", "Y"};
  terms.schedules = {{Ratio(1), Ratio(3)}, {Ratio(1), Ratio(0)}};
  terms.people[0].achievement = "X";
  terms.people[1].achievement = "Y";
  auto second = receipt("USD 10000.00");
  second.schedule = 1;
  const auto division =
      divide_by_scheme(scheme_story(terms, {}, {receipt("USD 20000.00"), second}));
  // X: 5,000 and then 10,000; Y: 15,000.
  const auto sum = sums_of(division);
  CHECK(sum.at("inventors X P1") == 750'000 + 250'000);
  CHECK(sum.at("inventors Y P2") == 750'000 + 250'000);
  CHECK(sum.at("university X") == 100'000 + 175'000);
  CHECK(sum.at("department Y") == 225'000);
}

TEST_CASE("INC-06 passes: bands per case, people of each achievement by schedule") {
  auto terms = scheme_terms("consensus", "1:1");
  terms.achievements = {"X", "Y"};
  terms.schedules = {{Ratio(1), Ratio(3)}};
  terms.people[0].achievement = "X";
  CHECK(sums(scheme_story(terms, {}, {receipt("80.00")})) ==
        Texts{"institution 40.00", "people X P1 5.00", "people X P2 5.00", "people Y P2 30.00"});
}

TEST_CASE("INC-06 passes: another scheme version begins a new run and leaves the old one alone") {
  auto story = scheme_story(scheme_terms("consensus", "1:1"), {cost(Category::ip_fees, "50.00")},
                            {receipt("30.00"), receipt("100.00")});
  story.terms.push_back(scheme_terms("nwafu-2019", "1:1"));
  story.entries[1].terms = 1;
  const auto division = divide_by_scheme(story);
  CHECK(lines_at(division, 0) == Texts{"direct_cost 30.00"});
  CHECK(lines_at(division, 1) == Texts{"direct_cost 20.00", "people P1 32.00", "people P2 32.00",
                                       "college 8.00", "university 8.00"});
}

TEST_CASE("INC-06 refuses: a scheme changed after use under the same version") {
  auto story = staged();
  story.terms.push_back(story.terms[0]);
  story.terms[1].scheme.bands.table[0].shares = {{"people", Ratio(3, 5)},
                                                 {"institution", Ratio(2, 5)}};
  CHECK(rule_of_error([&] { simulate_scheme(story); }) == "INC-06");
}

TEST_CASE("INC-06 refuses: input that no division can stand on") {
  const auto refused = [](const SchemeStory& story) {
    return rule_of_error([&] { simulate_scheme(story); });
  };
  auto before_contract = staged();
  before_contract.signed_on = Date(2026, 3, 3);
  CHECK(refused(before_contract) == "INC-06");

  auto mixed = staged();
  mixed.entries[1].amount = yuan("USD 1.00");
  CHECK(refused(mixed) == "INC-06");

  auto negative = staged();
  negative.entries[1].amount = yuan("-0.01");
  CHECK(refused(negative) == "INC-06");

  auto weight = staged();
  weight.terms[0].people[1].weight = Ratio(-1);
  CHECK(refused(weight) == "INC-06");

  auto fine = staged();
  fine.terms[0].people[0].weight = Ratio(1, 999'999'999'999'989);
  fine.terms[0].people[1].weight = Ratio(1, 999'999'999'999'947);
  CHECK(refused(fine) == "INC-06");

  auto large = staged();
  large.entries[1].amount = large.entries[2].amount = yuan("92233720368547758.07");
  CHECK(refused(large) == "INC-06");

  auto foreign = staged();
  foreign.terms[0] = scheme_terms("oxford");
  CHECK(refused(foreign) == "INC-06");

  auto pool = staged();
  pool.terms[0].people[0].pool = "institution";
  CHECK(refused(pool) == "INC-06");

  auto shares = staged();
  shares.terms[0].owners = {{"P1", Ratio(2, 3)}, {"P2", Ratio(1, 2)}};
  CHECK(refused(shares) == "INC-06");

  auto nobody = staged();
  nobody.terms[0].people.clear();
  CHECK(refused(nobody) == "INC-02");

  auto costs = staged();
  costs.costs.push_back(cost(Category::ip_fees, "-300000.01"));
  CHECK(refused(costs) == "INC-01");
}

TEST_CASE("INC-06 passes: the largest amounts and the finest shares there are stay exact") {
  auto scheme = at_face_value(shipped_scheme("michigan-2004"), Currency{});
  const Ratio fine(333'333'333'333'333, Ratio::max_denominator);
  scheme.bands.table[2].shares = {{"inventors", fine}, {"central", Ratio(1) - fine}};
  auto terms = scheme_terms(scheme, "1:1");
  terms.people[0].weight = Ratio(999'999'999'999'999, Ratio::max_denominator);
  terms.people[1].weight = Ratio(1, Ratio::max_denominator);
  const auto most = "92233720368547758.07";
  const auto division = divide_by_scheme(scheme_story(terms, {}, {receipt(most)}));
  std::int64_t total = 0;
  for (const auto& line : division.lines[0]) total += line.minor;
  CHECK(total == yuan(most).minor());
  // 640,000.00 of the lower bands and a third, nearly, of the rest.
  CHECK(division.figures[0].reward == yuan("30744573456155888.62"));
}

TEST_CASE("INC-06 refuses: an index that takes a threshold beyond 64 bits") {
  auto terms = scheme_terms("cambridge-2005");
  terms.scheme.bands.indexed = {{Date(2026, 1, 1), Ratio(1'000'000'000'000'000'000)}};
  const auto story = scheme_story(terms, {}, {receipt("GBP 1.00")});
  CHECK(rule_of_error([&] { simulate_scheme(story); }) == "INC-06");
}

TEST_CASE("INC-06 passes: a minimum payment carries over, and nothing is paid that is not there") {
  const SchemePayments rule{yuan("100.00"), 6};
  const std::vector<Money> entitled = {yuan("150.00"), yuan("99.99"), yuan("300.00"),
                                       yuan("50.00")};
  const std::vector<Money> paid = {yuan("0.00"), yuan("0.00"), yuan("100.00"), yuan("60.00")};
  const auto payments = plan_payments(rule, entitled, paid, yuan("200.00"));
  CHECK(payments[0].paid_now == yuan("150.00"));
  CHECK(payments[1].paid_now.is_zero());
  CHECK(payments[1].carried == yuan("99.99"));
  CHECK(payments[2].paid_now == yuan("50.00"));
  CHECK(payments[2].carried == yuan("150.00"));
  CHECK(payments[3].carried == yuan("-10.00"));
  CHECK(payment_deadline(rule, Date(2026, 8, 31)) == Date(2027, 2, 28));
}
