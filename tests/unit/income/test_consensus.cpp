#include "catch.hpp"
#include "kezhuan/income/consensus.hpp"
#include "unit/income/support.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

using Category = CostCategory;

const char* const three = "1:1:1";

/// Costs of 300,000 first, receipts of 200,000, 300,000 and 500,000, three equal people.
IncomeStory staged() {
  return story(terms("50%", three), {cost(Category::ip_fees, "300000.00")},
               {"200000.00", "300000.00", "500000.00"});
}

IncomeTerms pro_rata(const char* expected) {
  auto made = terms("50%", three);
  made.recovery = CostRecovery::pro_rata;
  made.expected_income = yuan(expected);
  return made;
}

/// Net 700,000.00; P1 and P2 own 30%, 2:1; reward weights 5:3:2.
IncomeStory owned(OwnershipMode mode) {
  auto made = terms("50%", "5:3:2");
  made.ownership = mode;
  made.owners = {{person(1), Ratio(1, 5)}, {person(2), Ratio(1, 10)}};
  return story(made, {}, {"700000.00"});
}

IncomeTerms of_gross(const char* ratio, const char* weights) {
  auto made = terms(ratio, weights);
  made.base = RewardBase::gross_income;
  return made;
}

std::string reward_at(const Division& division, std::size_t receipt) {
  Money reward;
  for (const auto& line : division.lines[receipt]) {
    if (line.kind == LineKind::reward) reward += line.amount;
  }
  return reward.to_text();
}

}  // namespace

TEST_CASE("INC-01 passes: example 1, direct and indirect costs leave the net income") {
  const std::vector<CostItem> costs = {
      cost(Category::ip_fees, "20000.00"),      cost(Category::appraisal_and_transaction, "30000"),
      cost(Category::contract_taxes, "300.00"), cost(Category::management_fee, "50000.00"),
      cost(Category::amortisation, "10000.00"), cost(Category::research_input, "189700.00")};
  const auto plan = plan_income(institution(1), terms("50%", "1"), costs, yuan("1000000.00"));
  CHECK(plan.totals.direct_costs == yuan("50300.00"));
  CHECK(plan.totals.indirect_costs == yuan("249700.00"));
  CHECK(plan.totals.net == yuan("700000.00"));
  CHECK(plan.totals.reward == yuan("350000.00"));
  CHECK(texts_of(plan.lines.at(0)) == Texts{"direct_cost 50300.00", "indirect_cost 249700.00",
                                            "reward P1 350000.00", "institution I1 350000.00"});
}

TEST_CASE("INC-01 passes: example 2, shared direct costs, the split, then own indirect costs") {
  auto shared = terms("50%", three);
  shared.other_institutions = {{institution(2), Ratio(1, 3)}};
  const auto division = divide_income(
      story(shared,
            {cost(Category::other_direct, "60300.00"), cost(Category::other_indirect, "126466.66")},
            {"1000000.01"}));
  CHECK(texts_of(division.lines.at(0)) ==
        Texts{"direct_cost 60300.00", "other_institution I2 313233.34", "indirect_cost 126466.66",
              "reward P1 83333.34", "reward P2 83333.34", "reward P3 83333.33",
              "institution I1 250000.00"});
  CHECK(division.derivations.at(0).own_part == yuan("626466.67"));
  CHECK(division.totals.net == yuan("500000.01"));
  CHECK(division.totals.reward == yuan("250000.01"));
}

TEST_CASE("INC-02 passes: example 3, owner income and reward stacked") {
  const auto division = divide_income(owned(OwnershipMode::stacked));
  CHECK(texts_of(division.lines.at(0)) ==
        Texts{"owner_income P1 140000.00", "owner_income P2 70000.00", "reward P1 122500.00",
              "reward P2 73500.00", "reward P3 49000.00", "institution I1 245000.00"});
  CHECK(total_of(division, 1) == "262500.00");
  CHECK(total_of(division, 2) == "143500.00");
  CHECK(total_of(division, 3) == "49000.00");
  CHECK(division.totals.reward == yuan("245000.00"));
}

TEST_CASE("INC-02 passes: example 3, ownership replaces reward") {
  const auto division = divide_income(owned(OwnershipMode::ownership_replaces_reward));
  CHECK(division.totals.reward == yuan("140000.00"));
  CHECK(total_of(division, 1) == "210000.00");
  CHECK(total_of(division, 2) == "112000.00");
  CHECK(total_of(division, 3) == "28000.00");
  CHECK(division.totals.institution == yuan("350000.00"));
}

TEST_CASE("INC-02 passes: owners who already have the floor get no top-up") {
  auto mostly_owned = owned(OwnershipMode::ownership_replaces_reward);
  mostly_owned.terms[0].owners = {{person(1), Ratio(3, 5)}};
  const auto division = divide_income(mostly_owned);
  CHECK(texts_of(division.lines.at(0)) ==
        Texts{"owner_income P1 420000.00", "institution I1 280000.00"});
}

TEST_CASE("INC-01 passes: owners' shares are of the whole, not of the own institution's part") {
  auto shared = terms("50%", "1");
  shared.other_institutions = {{institution(2), Ratio(1, 2)}};
  shared.owners = {{person(2), Ratio(1, 4)}};
  const auto division = divide_income(story(shared, {}, {"1000.00"}));
  CHECK(texts_of(division.lines.at(0)) == Texts{"other_institution I2 500.00",
                                                "owner_income P2 250.00", "reward P1 125.00",
                                                "institution I1 125.00"});
}

TEST_CASE("INC-07 passes: example 5, costs are recovered first and carried until they are") {
  const auto division = divide_income(staged());
  CHECK(texts_of(division.lines.at(0)) == Texts{"direct_cost 200000.00"});
  CHECK(texts_of(division.lines.at(1)) == Texts{"direct_cost 100000.00", "reward P1 33333.34",
                                                "reward P2 33333.33", "reward P3 33333.33",
                                                "institution I1 100000.00"});
  CHECK(texts_of(division.lines.at(2)) == Texts{"reward P1 83333.33", "reward P2 83333.34",
                                                "reward P3 83333.33", "institution I1 250000.00"});
  CHECK(total_of(division, 1) == "116666.67");
  CHECK(total_of(division, 2) == "116666.67");
  CHECK(total_of(division, 3) == "116666.66");
}

TEST_CASE("INC-01 passes: example 5, costs pro rata over the expected income") {
  auto spread = staged();
  spread.terms = {pro_rata("1000000.00")};
  const auto division = divide_income(spread);
  CHECK(reward_at(division, 0) == "70000.00");
  CHECK(reward_at(division, 1) == "105000.00");
  CHECK(reward_at(division, 2) == "175000.00");

  spread.receipts.resize(1);
  const auto early = divide_income(spread).totals;
  CHECK(early.net == yuan("140000.00"));
  CHECK(early.unrecovered() == yuan("240000.00"));
}

TEST_CASE("INC-01 passes: pro rata stops at the expected income and at the money there is") {
  const auto beyond =
      story(pro_rata("1000.00"), {cost(Category::ip_fees, "100.00")}, {"999.99", "500.00"});
  const auto division = divide_income(beyond);
  CHECK(text_of(division.lines.at(0).at(0)) == "direct_cost 99.99");
  CHECK(text_of(division.lines.at(1).at(0)) == "direct_cost 0.01");

  const auto dear = story(pro_rata("1000.00"), {cost(Category::ip_fees, "3000.00")}, {"500.00"});
  CHECK(texts_of(divide_income(dear).lines.at(0)) == Texts{"direct_cost 500.00"});
}

TEST_CASE("INC-06 passes: example 6, a receipt refunded in full is rebooked with all after it") {
  const auto before = divide_income(staged());
  auto refunded = staged();
  refunded.receipts[1].amount = Money();
  const auto after = divide_income(refunded);
  CHECK(total_of(after, 1) == "66666.67");
  CHECK(total_of(after, 2) == "66666.67");
  CHECK(total_of(after, 3) == "66666.66");

  const auto booked = texts_of(rebook(before, after));
  CHECK(booked == Texts{"direct_cost -100000.00", "reward P1 -33333.34", "reward P2 -33333.33",
                        "reward P3 -33333.33", "institution I1 -100000.00", "reward P1 -83333.33",
                        "reward P2 -83333.34", "reward P3 -83333.33", "institution I1 -250000.00",
                        "direct_cost 100000.00", "reward P1 66666.67", "reward P2 66666.67",
                        "reward P3 66666.66", "institution I1 200000.00"});
}

TEST_CASE("INC-06 passes: example 6, a receipt refunded in part is rebooked as what is left") {
  auto refunded = staged();
  refunded.receipts[1].amount = yuan("200000.00");
  const auto after = divide_income(refunded);
  CHECK(total_of(after, 1) == "100000.00");
  CHECK(total_of(after, 2) == "100000.00");
  CHECK(total_of(after, 3) == "100000.00");

  auto booked = all_lines(divide_income(staged()));
  const auto more = rebook(divide_income(staged()), after);
  booked.insert(booked.end(), more.begin(), more.end());
  CHECK(texts_of(summed(booked)) == texts_of(summed(all_lines(after))));
}

TEST_CASE("INC-06 passes: nothing is rebooked when nothing changed, everything when all is new") {
  const auto division = divide_income(staged());
  CHECK(rebook(division, division).empty());
  CHECK(rebook({}, division) == all_lines(division));
}

TEST_CASE("INC-06 passes: lines in another order are the same lines, and are not rebooked") {
  const auto after = divide_income(staged());
  auto before = after;
  for (auto& lines : before.lines) std::reverse(lines.begin(), lines.end());
  REQUIRE(before.lines.back() != after.lines.back());
  CHECK(rebook(before, after).empty());
  // a receipt that did change keeps the order of its lines: the old taken back, then the new
  before.lines.back().front().amount += Money::parse("0.01");
  const auto booked = rebook(before, after);
  REQUIRE(booked.size() == 2 * after.lines.back().size());
  CHECK(std::equal(after.lines.back().begin(), after.lines.back().end(),
                   booked.begin() + static_cast<std::ptrdiff_t>(after.lines.back().size())));
  for (std::size_t i = 0; i < before.lines.back().size(); ++i) {
    CHECK(booked[i].amount == -before.lines.back()[i].amount);
    CHECK(booked[i].kind == before.lines.back()[i].kind);
  }
}

TEST_CASE("INC-02 passes: example 7, the half fen goes to the people") {
  const auto division = divide_income(story(terms("50%", "1:1"), {}, {"100.01"}));
  CHECK(texts_of(division.lines.at(0)) ==
        Texts{"reward P1 25.01", "reward P2 25.00", "institution I1 50.00"});
}

TEST_CASE("INC-07 passes: example 8, a deficit is carried until a supplement covers it") {
  std::vector<CostItem> costs = {
      cost(Category::ip_fees, "20000.00"), cost(Category::appraisal_and_transaction, "30000.00"),
      cost(Category::contract_taxes, "60.00"), cost(Category::research_input, "210000.00")};
  const auto deficit = divide_income(story(terms("50%", "1"), costs, {"200000.00"}));
  CHECK(deficit.totals.net == yuan("-60060.00"));
  CHECK(deficit.totals.reward.is_zero());
  CHECK(deficit.totals.unrecovered() == yuan("60060.00"));

  costs.push_back(cost(Category::contract_taxes, "30.00", 1));
  const auto covered = divide_income(story(terms("50%", "1"), costs, {"200000.00", "100000.00"}));
  CHECK(covered.totals.net == yuan("39910.00"));
  CHECK(covered.totals.reward == yuan("19955.00"));
  CHECK(covered.totals.unrecovered().is_zero());
}

TEST_CASE("INC-02 passes: example 9, a reward stated in gross income goes before costs") {
  for (const auto category : {Category::other_direct, Category::other_indirect}) {
    const auto division =
        divide_income(story(of_gross("70%", "1"), {cost(category, "400000.00")}, {"1000000.00"}));
    CHECK(division.totals.reward == yuan("700000.00"));
    CHECK(division.totals.costs_recovered == yuan("300000.00"));
    CHECK(division.totals.unrecovered() == yuan("100000.00"));
    CHECK(division.totals.institution.is_zero());
    CHECK(division.totals.net == yuan("600000.00"));
  }
}

TEST_CASE("INC-02 passes: a reward stated in gross income is of the own institution's part") {
  auto shared = of_gross("50%", "1");
  shared.other_institutions = {{institution(2), Ratio(1, 4)}};
  const auto division = divide_income(story(
      shared, {cost(Category::other_direct, "100.00"), cost(Category::other_indirect, "500.00")},
      {"1000.00"}));
  CHECK(texts_of(division.lines.at(0)) == Texts{"direct_cost 100.00", "other_institution I2 225.00",
                                                "indirect_cost 300.00", "reward P1 375.00"});
  const auto no_costs = divide_income(story(shared, {}, {"1000.00"}));
  CHECK(no_costs.totals.reward == yuan("375.00"));
  CHECK(no_costs.totals.institution == yuan("375.00"));
}

TEST_CASE("INC-02 passes: a reward stated in gross income stays within the money there is") {
  auto shared = of_gross("40%", "1");
  shared.other_institutions = {{institution(2), Ratio(1, 2)}};
  const auto division =
      divide_income(story(shared, {cost(Category::other_direct, "0.03")}, {"0.05"}));
  CHECK(texts_of(division.lines.at(0)) ==
        Texts{"direct_cost 0.03", "other_institution I2 0.01", "reward P1 0.01"});
}

TEST_CASE("INC-02 passes: a reward stated in gross income, beside owners and in place of them") {
  auto gross = of_gross("50%", "1");
  gross.owners = {{person(2), Ratio(1, 5)}};
  const std::vector<CostItem> costs = {cost(Category::other_indirect, "100.00")};
  CHECK(texts_of(divide_income(story(gross, costs, {"1000.00"})).lines.at(0)) ==
        Texts{"indirect_cost 100.00", "owner_income P2 180.00", "reward P1 400.00",
              "institution I1 320.00"});
  gross.ownership = OwnershipMode::ownership_replaces_reward;
  CHECK(texts_of(divide_income(story(gross, costs, {"1000.00"})).lines.at(0)) ==
        Texts{"indirect_cost 100.00", "owner_income P2 180.00", "reward P1 320.00",
              "institution I1 400.00"});
}

TEST_CASE("INC-01 passes: a late cost comes out of later receipts only") {
  const auto late = cost(Category::research_staff, "80.00", 1);
  const auto one = divide_income(story(terms("50%", "1"), {late}, {"100.00"}));
  CHECK(texts_of(one.lines.at(0)) == Texts{"reward P1 50.00", "institution I1 50.00"});
  CHECK(one.totals.unrecovered() == yuan("80.00"));

  const auto more = divide_income(story(terms("50%", "1"), {late}, {"100.00", "50.00", "50.00"}));
  CHECK(more.lines.at(0) == one.lines.at(0));
  CHECK(texts_of(more.lines.at(1)) == Texts{"indirect_cost 50.00"});
  CHECK(texts_of(more.lines.at(2)) ==
        Texts{"indirect_cost 30.00", "reward P1 10.00", "institution I1 10.00"});
}

TEST_CASE("INC-01 passes: a cost taken back after it was recovered raises later net income") {
  auto reversal = cost(Category::ip_fees, "-40.00", 1);
  reversal.reverses = 1;
  const auto division = divide_income(
      story(terms("50%", "1"), {cost(Category::ip_fees, "40.00"), reversal}, {"100.00", "10.00"}));
  CHECK(texts_of(division.lines.at(0)) ==
        Texts{"direct_cost 40.00", "reward P1 30.00", "institution I1 30.00"});
  CHECK(texts_of(division.lines.at(1)) ==
        Texts{"direct_cost -40.00", "reward P1 25.00", "institution I1 25.00"});
  CHECK(division.totals.net == yuan("110.00"));
}

TEST_CASE("INC-07 passes: a case with costs and no receipts stands in deficit") {
  const auto deficit = divide_income(story(terms("50%", "1"),
                                           {cost(Category::appraisal_and_transaction, "90000.00"),
                                            cost(Category::contract_taxes, "900.00")},
                                           {}));
  CHECK(deficit.totals.net == yuan("-90900.00"));
  CHECK(deficit.totals.unrecovered() == yuan("90900.00"));
  CHECK(deficit.lines.empty());
}

TEST_CASE("INC-07 passes: of a deficit in shared costs the institution bears its own part") {
  auto shared = terms("50%", "1");
  shared.other_institutions = {{institution(2), Ratio(1, 3)}};
  const auto deficit = divide_income(story(shared, {cost(Category::ip_fees, "90.00")}, {"60.00"}));
  CHECK(deficit.totals.net == yuan("-20.00"));
  CHECK(deficit.totals.unrecovered() == yuan("30.00"));
}

TEST_CASE("INC-07 passes: before any receipt, too, shared costs count by the institution's part") {
  auto shared = terms("50%", "1");
  shared.other_institutions = {{institution(2), Ratio(1, 3)}};
  const auto deficit = divide_income(story(shared, {cost(Category::ip_fees, "90.00")}, {}));
  CHECK(deficit.totals.net == yuan("-60.00"));
  CHECK(deficit.totals.unrecovered() == yuan("90.00"));
}

TEST_CASE("INC-06 passes: new terms never change what was booked before") {
  auto changed = story(terms("50%", "1:1"), {cost(Category::ip_fees, "150.00")},
                       {"100.01", "150.00", "100.00"});
  const auto before = divide_income(changed);
  changed.terms.push_back(terms("70%", "1:3"));
  changed.receipts[2].terms = 1;
  const auto after = divide_income(changed);
  CHECK(after.lines.at(0) == before.lines.at(0));
  CHECK(after.lines.at(1) == before.lines.at(1));
  CHECK(texts_of(after.lines.at(2)) ==
        Texts{"reward P1 17.50", "reward P2 52.50", "institution I1 30.00"});
  CHECK(after.derivations.at(1).run_start == 0);
  CHECK(after.derivations.at(2).run_start == 2);
}

TEST_CASE("INC-01 passes: what was recovered first stays recovered under pro rata terms") {
  auto changed = story(terms("50%", three), {cost(Category::ip_fees, "100.00")},
                       {"100.00", "300.00", "600.00"});
  changed.terms.push_back(pro_rata("1000.00"));
  for (const std::size_t receipt : {1U, 2U}) changed.receipts[receipt].terms = 1;
  const auto division = divide_income(changed);
  CHECK(texts_of(division.lines.at(0)) == Texts{"direct_cost 100.00"});
  CHECK(reward_at(division, 1) == "150.00");
  CHECK(reward_at(division, 2) == "300.00");
}

TEST_CASE("INC-01 passes: costs left over under pro rata terms come out of later money only") {
  auto changed = story(pro_rata("1000.00"), {cost(Category::other_indirect, "500.00")},
                       {"200.00", "50.00", "400.00"});
  changed.terms.push_back(terms("50%", "1"));
  for (const std::size_t receipt : {1U, 2U}) changed.receipts[receipt].terms = 1;
  const auto division = divide_income(changed);
  CHECK(text_of(division.lines.at(0).at(0)) == "indirect_cost 100.00");
  CHECK(texts_of(division.lines.at(1)) == Texts{"indirect_cost 50.00"});
  CHECK(texts_of(division.lines.at(2)) ==
        Texts{"indirect_cost 350.00", "reward P1 25.00", "institution I1 25.00"});
}

TEST_CASE("INC-06 passes: rounding may take a fen back, to be netted") {
  const auto division = divide_income(story(terms("100%", "6:6:2"), {}, {"0.10", "0.01"}));
  CHECK(texts_of(division.lines.at(0)) ==
        Texts{"reward P1 0.04", "reward P2 0.04", "reward P3 0.02"});
  CHECK(texts_of(division.lines.at(1)) ==
        Texts{"reward P1 0.01", "reward P2 0.01", "reward P3 -0.01"});
}

TEST_CASE(
    "INC-06 passes: a fen lost to others' rounding is the institution's, no cost given back") {
  auto shared = terms("50%", "1");
  shared.other_institutions = {{institution(2), Ratio(6, 14)}, {institution(3), Ratio(6, 14)}};
  shared.owners = {{person(2), Ratio(1, 14)}};
  const std::vector<CostItem> costs = {cost(Category::amortisation, "0.02"),
                                       cost(Category::amortisation, "5.00", 1)};
  const auto division = divide_income(story(shared, costs, {"0.10", "0.01"}));
  CHECK(texts_of(division.lines.at(0)) ==
        Texts{"other_institution I2 0.04", "other_institution I3 0.04", "indirect_cost 0.02"});
  CHECK(texts_of(division.lines.at(1)) ==
        Texts{"other_institution I2 0.01", "other_institution I3 0.01", "institution I1 -0.01"});
}

TEST_CASE("INC-06 passes: each line tells what it is a share of") {
  auto shared = terms("50%", "5:3:2");
  shared.other_institutions = {{institution(2), Ratio(1, 5)}};
  shared.owners = {{person(4), Ratio(1, 5)}};
  const auto division = divide_income(
      story(shared, {cost(Category::ip_fees, "100.00"), cost(Category::amortisation, "20.00")},
            {"600.00", "500.00"}));
  const auto& lines = division.lines.at(1);
  const auto is_share = [&](std::size_t at, const char* text, const char* base, Ratio share) {
    INFO(text_of(lines.at(at)) << " of " << lines.at(at).base.to_text());
    return text_of(lines.at(at)) == text && lines.at(at).base == yuan(base) &&
           lines.at(at).share == share;
  };
  // cumulative: shared 1000.00, own 800.00, net 780.00, owner 195.00, reward 292.50
  CHECK(lines.size() == 6);
  CHECK(is_share(0, "other_institution I2 100.00", "1000.00", {1, 5}));
  CHECK(is_share(1, "owner_income P4 100.00", "780.00", {1, 4}));
  CHECK(is_share(2, "reward P1 75.00", "292.50", {1, 2}));
  CHECK(is_share(4, "reward P3 30.00", "292.50", {1, 5}));
  CHECK(is_share(5, "institution I1 150.00", "292.50", Ratio(1)));
  const auto& figures = division.derivations.at(1);
  CHECK(figures.gross == yuan("1100.00"));
  CHECK(figures.direct_recovered == yuan("100.00"));
  CHECK(figures.own_part == yuan("800.00"));
  CHECK(figures.indirect_recovered == yuan("20.00"));
  CHECK(figures.distributable == yuan("780.00"));
  CHECK(figures.owner_income == yuan("195.00"));
  CHECK(figures.reward_base == yuan("585.00"));
  CHECK(figures.reward == yuan("292.50"));
}

TEST_CASE("INC-01 passes: a plan counts every cost and the whole contract") {
  const std::vector<CostItem> costs = {cost(Category::ip_fees, "100.00", 3)};
  const auto plan = plan_income(institution(1), pro_rata("9000.00"), costs, yuan("1000.00"));
  CHECK(plan.totals.net == yuan("900.00"));
  CHECK(plan.lines.at(0).front().receipt.is_nil());
}

TEST_CASE("INC-06 passes: other currencies than CNY divide alike") {
  const auto division = divide_income(
      story(terms("50%", "1"), {cost(Category::ip_fees, "USD 10.00")}, {"USD 100.00"}));
  CHECK(texts_of(division.lines.at(0)) ==
        Texts{"direct_cost USD 10.00", "reward P1 USD 45.00", "institution I1 USD 45.00"});
}

TEST_CASE("INC-06 passes: an institution that owns nothing is owed nothing") {
  auto none = terms("50%", "1");
  none.other_institutions = {{institution(2), Ratio(1)}};
  const auto division =
      divide_income(story(none, {cost(Category::amortisation, "10.00")}, {"100.00"}));
  CHECK(texts_of(division.lines.at(0)) == Texts{"other_institution I2 100.00"});
  CHECK(division.totals.net == yuan("-10.00"));
}

TEST_CASE("INC-06 refuses: amounts that cannot be divided exactly") {
  const auto rule = [](const IncomeStory& story) {
    return rule_of_error([&] { divide_income(story); });
  };
  const auto fees = [](const char* amount) { return cost(Category::ip_fees, amount); };
  const auto half = terms("50%", "1");
  CHECK(rule(story(half, {fees("USD 1.00")}, {"1.00"})) == "INC-06");
  CHECK(rule(story(pro_rata("USD 1.00"), {}, {"1.00"})) == "INC-06");
  CHECK(rule(story(half, {}, {"92233720368547758.07", "0.01"})) == "INC-06");
  CHECK(rule(story(half, {fees("-0.01")}, {"92233720368547758.07"})) == "INC-06");
  CHECK(rule(story(half, {}, {"-0.01"})) == "INC-06");

  auto no_terms = story(half, {}, {"1.00"});
  no_terms.terms.clear();
  CHECK(rule(no_terms) == "INC-06");
}

TEST_CASE("INC-06 refuses: shares that are negative, exceed the whole or are too fine") {
  const auto rule = [](const IncomeTerms& terms) {
    return rule_of_error([&] { divide_income(story(terms, {}, {"1.00"})); });
  };
  auto negative = terms("50%", "1");
  negative.people.push_back({person(2), Ratio(-1, 2)});
  CHECK(rule(negative) == "INC-06");

  auto too_much = terms("50%", "1");
  too_much.other_institutions = {{institution(2), Ratio(3, 4)}};
  too_much.owners = {{person(1), Ratio(1, 2)}};
  CHECK(rule(too_much) == "INC-06");

  auto too_fine = terms("50%", "1");
  too_fine.people = {{person(1), Ratio(Ratio::max_denominator)}, {person(2), Ratio(1, 7)}};
  CHECK(rule(too_fine) == "INC-06");
}

TEST_CASE("INC-01 refuses: costs below zero, and pro rata of nothing expected") {
  const auto rule = [](const IncomeStory& story) {
    return rule_of_error([&] { divide_income(story); });
  };
  const auto half = terms("50%", "1");
  CHECK(rule(story(half, {cost(Category::ip_fees, "-1.00")}, {"1.00"})) == "INC-01");
  CHECK(rule(story(half, {cost(Category::amortisation, "-1.00")}, {})) == "INC-01");
  CHECK(rule(story(pro_rata("0.00"), {}, {"1.00"})) == "INC-01");
}

TEST_CASE("INC-02 refuses: a reward with nobody to get it, and a ratio that is none") {
  const auto rule = [](const IncomeTerms& terms) {
    return rule_of_error([&] { divide_income(story(terms, {}, {"1.00"})); });
  };
  auto nobody = terms("50%", "1");
  nobody.people = {{person(1), Ratio()}};
  CHECK(rule(nobody) == "INC-02");
  CHECK(rule(terms("101%", "1")) == "INC-02");
  CHECK(rule(terms("-1%", "1")) == "INC-02");

  nobody.reward_ratio = Ratio();
  CHECK(texts_of(divide_income(story(nobody, {}, {"1.00"})).lines.at(0)) ==
        Texts{"institution I1 1.00"});
}
