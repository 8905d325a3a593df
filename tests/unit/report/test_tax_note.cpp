#include <algorithm>

#include "catch.hpp"
#include "kezhuan/core/error.hpp"
#include "unit/report/fixture.hpp"
#include "unit/report/money.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

TaxQuestion paid_on(const Date& day) {
  TaxQuestion question;
  question.on = day;
  return question;
}

}  // namespace

TEST_CASE("TAX-04 passes: a hospital's note says to confirm locally, and with which sources") {
  Transfer t;
  t.received();
  const auto note = MoneyReader(t).tax_note("ZH-1", "P-1", paid_on(Date(2026, 7, 6)));
  REQUIRE(note.receipts.size() == 1);
  CHECK(note.receipts[0].relief.answer == Relief::confirm_locally);
  CHECK(note.receipts[0].pay_by == Date(2029, 7, 1));
  CHECK(note.reward == Money::parse("270000.00"));  // what is due
  CHECK_FALSE(note.estimate);
  for (const auto& rule : note.rules) {
    INFO(rule.rule);
    REQUIRE_FALSE(rule.sources.empty());
    CHECK(has(to_text(note, Language::zh), to_text(rule.sources[0], Language::zh)));
  }
}

TEST_CASE("TAX-03 passes: a notice that still runs on the day of payment does not count") {
  Transfer t;
  t.plan_decided();
  t.must(step::publish_plan());
  t.must(step::receive().on("2026-06-10"));
  const auto before = MoneyReader(t).tax_note("ZH-1", "P-1", paid_on(Date(2026, 6, 26)));
  CHECK(before.receipts.at(0).relief.answer == Relief::not_eligible);
  t.must(step::close_plan());
  const auto after = MoneyReader(t).tax_note("ZH-1", "P-1", paid_on(Date(2026, 6, 29)));
  CHECK(after.receipts.at(0).relief.answer == Relief::confirm_locally);
}

TEST_CASE("TAX-02 passes: what was paid is looked at on its own day, the rest on the day asked") {
  Transfer t;
  t.received();
  t.must(step::pay("P-1", "100000.00"));
  const auto note = MoneyReader(t).tax_note("ZH-1", "P-1", paid_on(Date(2029, 8, 1)));
  REQUIRE(note.receipts.size() == 2);
  CHECK(note.receipts[0].payment);
  CHECK(note.receipts[0].paid_on == Date(2026, 7, 6));
  CHECK(note.receipts[0].amount == Money::parse("100000.00"));
  CHECK(note.receipts[0].relief.answer == Relief::confirm_locally);
  CHECK_FALSE(note.receipts[1].payment);
  CHECK(note.receipts[1].paid_on == Date(2029, 8, 1));
  CHECK(note.receipts[1].amount == Money::parse("170000.00"));
  CHECK(note.receipts[1].relief.answer == Relief::not_eligible);
}

TEST_CASE("tax note: what came in, was paid or registered after the day asked about is not in it") {
  Transfer t;
  t.received();
  t.must(step::pay("P-1", "100000.00"));
  const auto note = [&](const Date& day) {
    return MoneyReader(t).tax_note("ZH-1", "P-1", paid_on(day));
  };
  CHECK(note(Date(2026, 7, 6)).reward == Money::parse("170000.00"));
  const auto before_payment = note(Date(2026, 7, 5));
  CHECK(before_payment.reward == Money::parse("270000.00"));
  REQUIRE(before_payment.receipts.size() == 1);
  CHECK_FALSE(before_payment.receipts[0].payment);
  const auto before_receipt = note(Date(2026, 6, 30));
  CHECK(before_receipt.reward.is_zero());
  CHECK(before_receipt.receipts.empty());
}

TEST_CASE("TAX-03 refuses: a contract registered only after the notice of the plan began") {
  Transfer t;
  t.signed_();
  t.must(step::cost());
  t.must(step::draft_plan());
  for (const auto& each : {step::decide_plan(), step::publish_plan(), step::close_plan(),
                           step::register_contract().on("2026-06-30"), step::receive()}) {
    t.must(each);
  }
  const auto note = MoneyReader(t).tax_note("ZH-1", "P-1", paid_on(Date(2026, 7, 6)));
  REQUIRE(note.receipts.size() == 1);
  CHECK(note.receipts[0].relief.answer == Relief::not_eligible);
  CHECK(has(to_text(note, Language::zh), "合同在分配方案公示之后才认定登记"));
}

TEST_CASE("tax note: an estimate is labelled as one and changes nothing that is owed") {
  Transfer t;
  t.received();
  auto question = paid_on(Date(2026, 7, 6));
  question.year = TaxYear{Money::parse("70000.00"), Money(), 7, Money(), Money()};
  const auto note = MoneyReader(t).tax_note("ZH-1", "P-1", question);
  REQUIRE(note.estimate);
  CHECK(note.estimate->whole.taxable == Money::parse("305000.00"));
  CHECK(note.estimate->relieved.taxable == Money::parse("170000.00"));
  CHECK(has(to_text(note, Language::zh), "估算"));
  CHECK(has(to_text(note, Language::zh), "未据此办理任何事项"));
  CHECK(has(to_text(note, Language::en), "an estimate only"));
  CHECK(t.transfer().balances.at(0).due() == Money::parse("270000.00"));
}

TEST_CASE("TAX-05 passes: shares bring their own rule, and no cash reward") {
  Transfer t;
  t.plan_publicised(Pathway::equity_investment);
  t.must(step::award_equity());
  const auto note = MoneyReader(t).tax_note("ZH-1", "P-1", paid_on(Date(2026, 7, 6)));
  CHECK(note.has_equity);
  CHECK(note.receipts.empty());
  CHECK(std::any_of(note.rules.begin(), note.rules.end(),
                    [](const TaxRule& rule) { return rule.rule == "TAX-05"; }));
}

TEST_CASE("tax note: somebody the case does not concern has none") {
  Transfer t;
  t.received();
  CHECK_THROWS_AS(MoneyReader(t).tax_note("ZH-1", "P-4", paid_on(Date(2026, 7, 6))), Error);
}
