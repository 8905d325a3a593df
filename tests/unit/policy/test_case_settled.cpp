#include "catch.hpp"
#include "policy/income_facts.hpp"
#include "said.hpp"
#include "support/transfer.hpp"

/// Which money settles what: payments due, the plans money is paid out by, what goes back.
using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

Step instalments() {
  return step::sign().with(
      R"({"amounts": {"terms": "instalments"},
          "dues": [{"what": "首期", "amount": "400000.00", "due_on": "2026-06-30"},
                   {"what": "尾款", "amount": "600000.00", "due_on": "2026-12-31"}]})");
}

Step undated(const char* amount, const char* number = "DZ-1", const char* day = "2026-07-01") {
  return step::receive(amount).on(day).with(R"({"due": null, "number": ")" + std::string(number) +
                                            "\"}");
}

void write_off(Transfer& w, int due, const char* on) {
  w.must("due.write_off", on,
         R"({"contract": "HT-1", "reason": "示例", "due": )" + std::to_string(due) + "}");
}

std::string left_of(const Transfer& w) {
  std::string left;
  for (const auto& due : expected_dues(w.state, w.get<Contract>("HT-1"))) {
    left += std::to_string(due.index) + ":" + (due.amount - due.received).to_text() + " ";
  }
  return left;
}

Step name_due(const char* due, const char* receipt = "DZ-1") {
  return {"act.correct", "2026-08-01",
          R"({"kind": "receipt", "target": ")" + std::string(receipt) +
              R"(", "reason": "示例", "changes": [{"field": "/due", "value": ")" +
              std::string(due) + R"("}]})"};
}

/// An entry fee of 300,000.00 and a tenth of what is sold.
void sign_with_entry_fee(Transfer& w) {
  w.priced();
  w.must(step::approve_case().with(R"({"approver": "head_meeting"})"));
  w.must(step::sign().with(
      R"({"dues": [{"what": "入门费", "amount": "300000.00", "due_on": "2026-06-30"}],
          "amounts": {"total": "300000.00", "technical": "300000.00",
                      "terms": "entry_fee_and_royalty", "royalty": "1/10"}})"));
}

/// Decided on 07-20, not publicised: another plan, for what comes from then on.
void decide_another_plan(Transfer& w) {
  w.must(step::draft_plan().on("2026-07-19").with(R"({"number": "FA-2"})"));
  w.must(step::decide_plan("FA-2").on("2026-07-20"));
}

}  // namespace

TEST_CASE("CTR-04: writing a payment off changes what is expected of no other") {
  Transfer w;
  w.priced();
  w.must(instalments());
  w.must(undated("100000.00"));
  CHECK(left_of(w) == "1:300000.00 2:600000.00 ");
  write_off(w, 1, "2026-07-10");
  CHECK(left_of(w) == "2:600000.00 ");  // the first keeps what it had
  w.must(undated("250000.00", "DZ-2", "2026-08-01"));
  CHECK(left_of(w) == "2:350000.00 ");  // what comes later is for what is still expected
}

TEST_CASE("CTR-04: a later payment that is written off gives nothing over to an earlier one") {
  Transfer w;
  w.priced();
  w.must(instalments());
  w.must(undated("500000.00"));
  CHECK(left_of(w) == "2:500000.00 ");
  write_off(w, 2, "2026-07-10");
  CHECK(left_of(w) == "");
  w.must("receipt.refund", "2026-07-11",
         R"({"receipt": "DZ-1", "amount": "200000.00", "reason": "示例"})");
  CHECK(left_of(w) == "1:100000.00 ");
}

TEST_CASE("REG-06 passes: a receipt is told which payment it settled") {
  Transfer w;
  sign_with_entry_fee(w);
  w.must(undated("300000.00"));
  CHECK(left_of(w) == "1:300000.00 ");  // it may have been a royalty
  w.must(name_due("1"));
  CHECK(left_of(w) == "");
  CHECK(w.get<Receipt>("DZ-1").due == 1);
  CHECK(w.get<Contract>("HT-1").received == Money::parse("300000.00"));
  w.must("receipt.refund", "2026-08-02",
         R"({"receipt": "DZ-1", "amount": "100000.00", "reason": "示例"})");
  CHECK(left_of(w) == "1:100000.00 ");
}

TEST_CASE("REG-06 passes: a receipt counted towards the wrong payment is moved to the right one") {
  Transfer w;
  w.priced();
  w.must(instalments());
  w.must(step::receive("400000.00"));
  w.must("receipt.refund", "2026-07-02",
         R"({"receipt": "DZ-1", "amount": "150000.00", "reason": "示例"})");
  w.must(name_due("2"));
  CHECK(left_of(w) == "1:400000.00 2:350000.00 ");
}

TEST_CASE("REG-06 refuses: a payment that is not due under the contract; warns of one too small") {
  Transfer w;
  w.priced();
  w.must(instalments());
  w.must(undated("500000.00"));
  CHECK_THAT(said("REG-06", w.check(name_due("3"))),
             Contains("refuse /changes/0/value HT-1 没有第 3 笔应收款项（共 2 笔）"));
  CHECK(w.check(name_due("第一笔")).is_refused());
  CHECK_THAT(said("REG-06", w.check(name_due("1"))),
             Contains("到账 DZ-1（500000.00）超过第 1 笔应收款项未收的 400000.00"));
}

TEST_CASE("INC-05 passes: what an earlier plan divided is paid while a later one is shown") {
  Transfer w;
  w.received();
  decide_another_plan(w);
  CHECK(said("INC-05", w.check(step::pay("P-1", "270000.00").on("2026-07-21"))) == "");
}

TEST_CASE("INC-05 refuses: to pay what a later plan divided before its notice is over") {
  Transfer w;
  w.priced();
  w.must(instalments());
  for (const auto& step : {step::register_contract(), step::cost(), step::draft_plan(),
                           step::decide_plan(), step::publish_plan(), step::close_plan()}) {
    w.must(step);
  }
  w.must(step::receive("400000.00"));
  decide_another_plan(w);
  w.must(step::receive("600000.00").on("2026-07-22").with(R"({"number": "DZ-2", "due": 2})"));
  const auto pay = [](const char* amount) { return step::pay("P-1", amount).on("2026-07-23"); };
  CHECK(said("INC-05", w.check(pay("90000.00"))) == "");  // of 400,000 less costs of 100,000
  CHECK_THAT(said("INC-05", w.check(pay("90000.01"))), Contains("分配方案 FA-2 尚未公示"));
  w.must(pay("90000.00"));
  CHECK_THAT(said("INC-05", w.check(pay("0.01"))), Contains("分配方案 FA-2 尚未公示"));
}

TEST_CASE("REG-02 refuses: an earlier meeting on a plan after a later one is on record") {
  Transfer w;
  w.received();
  w.must(step::draft_plan().on("2026-06-02").with(R"({"number": "FA-2"})"));
  const auto decision = w.check(step::decide_plan("FA-2").on("2026-06-02"));
  CHECK_THAT(said("REG-02", decision),
             Contains("refuse /matters/0/plan 方案 FA-1 已于 2026-06-03 议定并在案"));
}

TEST_CASE("LNK-62 passes: the last payment is settled once all that came was refunded") {
  Transfer w;
  w.received();
  w.must("receipt.refund", "2026-07-20",
         R"({"receipt": "DZ-1", "amount": "1000000.00", "reason": "示例"})");
  w.must("contract.end", "2026-07-21", R"({"contract": "HT-1", "reason": "示例"})");
  write_off(w, 1, "2026-07-22");
  CHECK(said(w.missing_of("LNK-62")) == "");
  CHECK(said(w.missing_of("LNK-63")) == "");
}

TEST_CASE("LNK-63 refuses: what people have too much when nothing more will come") {
  Transfer w;
  w.paid();
  w.must("receipt.refund", "2026-07-20",
         R"({"receipt": "DZ-1", "amount": "1000000.00", "reason": "示例"})");
  CHECK_THAT(said(w.missing_of("LNK-63")), Contains("note  P-1 多付 270000.00"));
  w.must("contract.end", "2026-07-21", R"({"contract": "HT-1", "reason": "示例"})");
  CHECK_THAT(said(w.missing_of("LNK-63")),
             Contains("refuse  P-1 多付 270000.00、P-2 多付 180000.00"));
  w.must("payment.recover", "2026-07-30",
         R"({"transfer_case": "ZH-1", "lines": [
              {"kind": "reward", "person": "P-1", "amount": "270000.00"},
              {"kind": "reward", "person": "P-2", "amount": "180000.00"}]})");
  CHECK(said(w.missing_of("LNK-63")) == "");
}

TEST_CASE("PTH-07: between talks an approval counts for nobody, and is missing") {
  Transfer w;
  w.priced();
  w.must("negotiation.end", "2026-05-19", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  w.must(step::approve_case().on("2026-05-20"));
  w.must("institution.register", "2026-05-20",
         R"({"number": "I-other", "name": "示例他方", "nature": "company"})");
  CHECK_THAT(
      said("PTH-07", w.check(step::sign().on("2026-05-21").with(R"({"transferee": "I-other"})"))),
      Contains("refuse") && Contains("另有 2 项"));
}

TEST_CASE("CTR-05 warns: cash beside the shares that was not priced") {
  Transfer w;
  w.priced(Pathway::equity_investment);
  const auto with_cash =
      step::sign(Pathway::equity_investment).with(R"({"dues": [{"what": "现金", "amount": "1000.00",
                                                 "due_on": "2026-07-31"}]})");
  CHECK(said("CTR-05", w.check(step::sign(Pathway::equity_investment))) == "");
  CHECK_THAT(said("CTR-05", w.check(with_cash)), Contains("作价金额与所附现金合计"));
}

TEST_CASE("CTR-02 passes: another office gives the same registration number") {
  Transfer w;
  w.registered();
  w.must(step::sign().with(R"({"number": "HT-2"})"));
  const auto again = step::register_contract().with(R"({"contract": "HT-2"})");
  CHECK_THAT(said("CTR-02", w.check(again)), Contains("refuse /registration_no"));
  CHECK(said("CTR-02", w.check(again.with(R"({"office": "另一登记机构"})"))) == "");
}

TEST_CASE("CTR-02 refuses: the same registration number and office, spelled otherwise") {
  Transfer w;
  w.registered();
  w.must(step::sign().with(R"({"number": "HT-2"})"));
  const auto spelled = [&](const char* number, const char* office) {
    const auto again = step::register_contract().with(R"({"contract": "HT-2"})");
    return said("CTR-02", w.check(again.with(R"({"registration_no": ")" + std::string(number) +
                                             R"(", "office": ")" + office + "\"}")));
  };
  CHECK_THAT(spelled("2026 1100 0100 01", "示例登记机构"), Contains("是合同 HT-1 的"));
  CHECK_THAT(spelled("２０２６１１０００１０００１", "示例 登记机构　"),
             Contains("是合同 HT-1 的"));
  CHECK_THAT(spelled("2026-1100-0100-01", "示例登记机构"), Contains("是合同 HT-1 的"));
  CHECK(spelled("2026 1100 0100 02", "示例登记机构") == "");  // and no doubt about its form
}

TEST_CASE("RPT-01 refuses: on the record, a year that was never reported once it is overdue") {
  Transfer w;
  w.paid();
  w.must(step::report());
  w.today = Date(2027, 3, 31);
  CHECK(said(w.missing_of("RPT-01")) == "");
  w.today = Date(2027, 4, 1);
  CHECK_THAT(said(w.missing_of("RPT-01")), Contains("2026 年度报告逾期未报"));
  w.must(step::report().on("2027-04-01").with(R"({"number": "BG-2"})"));
  CHECK(said(w.missing_of("RPT-01")) == "");
}
