#include "catch.hpp"
#include "kezhuan/core/error.hpp"
#include "kezhuan/policy/tax.hpp"
#include "support/hospital.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

Money money(std::string_view text) { return Money::parse(text); }

/// A year with `taxable` left after the allowance of one month.
TaxYear taxable(std::string_view amount) {
  TaxYear year;
  year.income = money(amount) + money("5000.00");
  return year;
}

ReliefFacts at_a_university() {
  return {InstitutionNature::university,
          {CertificateKind::patent},
          true,
          true,
          Date(2026, 1, 31),
          Date(2029, 1, 31)};
}

}  // namespace

TEST_CASE("TAX-10 passes: the tax on the upper end of each band is that of the published table") {
  const auto tax = [](std::string_view amount) {
    return estimate_withholding(national(), taxable(amount), Money()).tax.to_text();
  };
  CHECK(tax("0.00") == "0.00");
  CHECK(tax("36000.00") == "1080.00");
  CHECK(tax("144000.00") == "11880.00");
  CHECK(tax("300000.00") == "43080.00");
  CHECK(tax("420000.00") == "73080.00");
  CHECK(tax("660000.00") == "145080.00");
  CHECK(tax("960000.00") == "250080.00");
  CHECK(tax("1000000.00") == "268080.00");
}

TEST_CASE("TAX-10 passes: tax never jumps between bands") {
  for (const auto& bound : national().get_list("tax.income_bands")) {
    const auto at = estimate_withholding(national(), taxable(bound), Money());
    const auto above = estimate_withholding(national(), taxable(bound), money("0.01"));
    INFO(bound);
    CHECK(above.rate > at.rate);
    CHECK(above.tax - at.tax <= money("0.01"));
    CHECK(above.tax >= at.tax);
  }
}

TEST_CASE("TAX-11 passes: allowance, exemptions and deductions come off, what was withheld too") {
  TaxYear year{money("220000.00"), money("1000.00"), 11, money("32000.00"), money("9480.00")};
  const auto estimate = estimate_withholding(national(), year, Money());
  CHECK(estimate.taxable == money("132000.00"));
  CHECK(estimate.tax == money("10680.00"));
  CHECK(estimate.withhold == money("1200.00"));
  year.withheld = money("20000.00");
  CHECK(estimate_withholding(national(), year, Money()).withhold == money("0.00"));
  year.income = money("10.00");
  CHECK(estimate_withholding(national(), year, Money()).taxable == money("0.00"));
}

TEST_CASE("TAX-01 passes: a reward is estimated in full and by half, side by side") {
  const auto estimate = estimate_reward_tax(national(), taxable("132000.00"), money("111000.01"));
  CHECK(estimate.relieved_part == Ratio(1, 2));
  CHECK(estimate.whole.taxable == money("243000.01"));
  CHECK(estimate.relieved.taxable == money("187500.01"));  // half a fen goes up
  CHECK(estimate.tax_whole == money("21000.00"));
  CHECK(estimate.tax_relieved == money("9900.00"));
}

TEST_CASE("TAX-11 refuses: months outside the year, amounts below zero or in another currency") {
  const auto refused = [](const TaxYear& year, const Money& reward, std::string_view rule) {
    const auto error = thrown_by<Error>([&] { estimate_reward_tax(national(), year, reward); });
    CHECK(error.code() == ErrorCode::invalid);
    CHECK(error.problems().at(0).rule == rule);
  };
  auto year = taxable("0.00");
  refused(year, money("-0.01"), "TAX-01");
  refused(year, money("USD 1.00"), "TAX-01");
  for (const std::int64_t months : {0, 13, -1}) {
    year.months = months;
    refused(year, Money(), "TAX-11");
  }
  year = taxable("0.00");
  year.withheld = money("-1.00");
  refused(year, Money(), "TAX-11");
}

TEST_CASE("TAX-04 passes: a university with a registered, publicised patent is eligible") {
  const auto answer = judge_relief(national(), at_a_university());
  CHECK(answer.answer == Relief::eligible);
  CHECK(answer.reasons.size() == 5);
}

TEST_CASE("TAX-04 warns: a hospital, data IP or nothing registered is to be confirmed locally") {
  auto facts = at_a_university();
  SECTION("a hospital") { facts.nature = InstitutionNature::public_medical; }
  SECTION("data IP") { facts.results.push_back(CertificateKind::data_ip_registration); }
  SECTION("no certificate") { facts.results.clear(); }
  CHECK(judge_relief(national(), facts).answer == Relief::confirm_locally);
}

TEST_CASE("TAX-03 warns: without registration or notice the relief does not apply") {
  auto facts = at_a_university();
  facts.nature = InstitutionNature::public_medical;  // what is open does not hide what is amiss
  SECTION("not registered") { facts.registered = false; }
  SECTION("not publicised") { facts.publicised = false; }
  CHECK(judge_relief(national(), facts).answer == Relief::not_eligible);
}

TEST_CASE("TAX-02 warns: a reward paid a day after 36 months from its receipt") {
  auto facts = at_a_university();
  CHECK(relief_ends(national(), facts.received_on) == Date(2029, 1, 31));
  facts.paid_on = Date(2029, 2, 1);
  CHECK(judge_relief(national(), facts).answer == Relief::not_eligible);
  CHECK(relief_ends(national(), Date(2024, 2, 29)) == Date(2027, 2, 28));
}
