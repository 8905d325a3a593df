#include "catch.hpp"
#include "said.hpp"
#include "support/transfer.hpp"

/// What was promised, fell due or was said once goes on counting.
using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

void end_agreement(Transfer& w, const char* on, const char* number = "FQ-KZ-1") {
  w.must("agreement.end", on, R"({"reason": "示例", "agreement": ")" + std::string(number) + "\"}");
}

Step instalments() {
  return step::sign().with(
      R"({"amounts": {"terms": "instalments"},
          "dues": [{"what": "首期", "amount": "400000.00", "due_on": "2026-06-30"},
                   {"what": "尾款", "amount": "600000.00", "due_on": "2026-12-31"}]})");
}

Step undated(const char* amount, const char* number = "DZ-1") {
  return step::receive(amount).with(R"({"due": null, "number": ")" + std::string(number) + "\"}");
}

}  // namespace

TEST_CASE("INC-10 refuses: less than an agreement promised that has ended since") {
  Transfer w;
  w.registered();
  CHECK_THAT(said("INC-10", w.check("agreement.end", "2026-06-01",
                                    R"({"agreement": "FQ-KZ-1", "reason": "示例"})")),
             Contains("warn /agreement 以协议 FQ-KZ-1 为依据的有：HT-1"));
  end_agreement(w, "2026-06-01");
  const auto plan = step::draft_plan().with(
      R"({"lines": [{"person": "P-1", "role": "contributor", "weight": "1/10"},
                    {"person": "P-2", "role": "contributor", "weight": "9/10"}]})");
  CHECK_THAT(said("INC-10", w.record(plan)), Contains("warn /lines P-1 的权重"));
  CHECK_THAT(said("INC-10", w.check(step::decide_plan())),
             Contains("refuse /matters/0/plan P-1 的权重"));
}

TEST_CASE("INC-10 refuses: weights of large fractions are also told in per cent") {
  Transfer w;
  w.registered();
  const auto plan = step::draft_plan().with(
      R"({"lines": [{"person": "P-1", "role": "contributor", "weight": "3571/10000"},
                    {"person": "P-2", "role": "contributor", "weight": "6429/10000"}]})");
  CHECK_THAT(said("INC-10", w.record(plan)),
             Contains("P-1 的权重，协议为 3/5，方案为 3571/10000（约 35.71%）；"));
}

TEST_CASE("INC-10 passes: an agreement that nothing rests on ends without a word") {
  Transfer w;
  w.negotiated();
  CHECK(said("INC-10", w.check("agreement.end", "2026-06-01",
                               R"({"agreement": "FQ-KZ-1", "reason": "示例"})")) == "");
}

TEST_CASE("INC-10: each achievement counts by the ratio its own agreement promises") {
  Transfer w(2);
  w.supersede_agreement("FQ-KZ-2", "FQ-2", "2026-03-20",
                        R"({"institutions": [{"institution": "I-own", "share": "1"}],
                            "persons": [{"person": "P-1", "ownership": "0", "income_weight": "0"},
                                        {"person": "P-2", "ownership": "0", "income_weight": "1"}],
                            "use_right": "individual", "reward_ratio": "4/5",
                            "ownership_sets_weights": false})",
                        "KZ-2");
  w.priced_together();
  w.must(step::publish_price());
  w.must(step::close_price());
  w.must(step::approve_case());
  w.must(step::review_risks());
  w.must(step::sign().with(R"({"subjects": [{"achievement": "KZ-1", "share": "1/2"},
                                            {"achievement": "KZ-2", "share": "1/2"}]})"));
  // of KZ-1 half is promised, P-1 and P-2 by 3:2, of KZ-2 four fifths to P-2: 3/10, 2/10, 8/10
  const auto plan = [](const char* first, const char* second) {
    return step::draft_plan().with(
        R"({"reward_ratio": "13/20", "lines": [
              {"person": "P-1", "role": "contributor", "weight": ")" +
        std::string(first) + R"("}, {"person": "P-2", "role": "contributor", "weight": ")" +
        second + R"("}]})");
  };
  CHECK(said("INC-10", w.check(plan("3/13", "10/13"))) == "");
  CHECK_THAT(said("INC-10", w.check(plan("3/10", "7/10"))),
             Contains("warn /lines P-2 的权重，协议为 10/13，方案为 7/10"));
}

TEST_CASE("LNK-62: what fell due before a contract ended stays due, what was to come lapses") {
  Transfer w;
  w.priced();
  w.must(instalments());
  CHECK_THAT(said(w.missing_of("LNK-62")), Contains("第 1 笔") && Contains("第 2 笔"));
  w.must("contract.end", "2026-07-10", R"({"contract": "HT-1", "reason": "示例解除"})");
  CHECK_THAT(said(w.missing_of("LNK-62")), Contains("第 1 笔") && !Contains("第 2 笔"));
  w.must("due.write_off", "2026-07-11", R"({"contract": "HT-1", "due": 1, "reason": "示例"})");
  CHECK_THAT(said(w.missing_of("LNK-62")), Contains("尚无有效合同"));
}

TEST_CASE("CTR-04 notes: a receipt that names no payment settles the earliest") {
  Transfer w;
  w.priced();
  w.must(instalments());
  CHECK_THAT(said("CTR-04", w.record(undated("500000.00"))),
             Contains("note /due 没有写明对应哪一笔应收款项，从第 1 笔起"));
  CHECK_THAT(said(w.missing_of("LNK-62")),
             !Contains("第 1 笔") && Contains("第 2 笔") && Contains("未收 500000.00"));
  w.must(undated("500000.00", "DZ-2"));
  CHECK(said(w.missing_of("LNK-62")) == "");
}

TEST_CASE("CTR-04 warns: one voucher on two receipts") {
  Transfer w;
  w.priced();
  w.must(instalments());
  w.must(undated("1.00").with(R"({"voucher": "V-1"})"));
  CHECK_THAT(said("CTR-04", w.check(undated("1.00", "DZ-2").with(R"({"voucher": "Ｖ-1 "})"))),
             Contains("warn /voucher 凭证 Ｖ-1  已用于到账 DZ-1"));
}

TEST_CASE("CTR-04 refuses: a smaller total, and says to write off first what will not come") {
  Transfer w;
  w.priced();
  w.must(instalments());
  const auto decision =
      w.check("contract.amend", "2026-06-01",
              R"({"contract": "HT-1", "what": "示例", "amounts": {"total": "800000.00",
                  "technical": "800000.00", "terms": "instalments"}})");
  bool says = false;
  for (const auto& finding : decision.findings) {
    says = says || finding.remedy.zh.find("due.write_off") != std::string::npos;
  }
  CHECK(says);
}

TEST_CASE("CTR-02 refuses: a registration number that another contract of the case has") {
  Transfer w;
  w.registered();
  w.must(step::sign().with(R"({"number": "HT-2"})"));
  CHECK_THAT(said("CTR-02", w.check(step::register_contract().with(R"({"contract": "HT-2"})"))),
             Contains("refuse /registration_no 登记编号 20261100010001 是合同 HT-1 的"));
}

TEST_CASE("LNK-32 refuses: shares of a company that is not the transferee") {
  Transfer w;
  w.priced(Pathway::equity_investment);
  w.must("institution.register", "2026-05-18",
         R"({"number": "I-other", "name": "示例他方", "nature": "company"})");
  const auto with = [&](const char* company) {
    return said("LNK-32", w.check(step::sign(Pathway::equity_investment)
                                      .with(R"({"investment": {"company": ")" +
                                            std::string(company) + R"("}})")));
  };
  CHECK(with("I-co") == "");
  CHECK_THAT(with("I-other"), Contains("refuse /investment/company 股份是 I-other"));
  CHECK_THAT(with("I-own"), Contains("refuse /investment/company 股份是 I-own"));
}

TEST_CASE("CTR-04 warns: a total that is neither the invested value nor the cash beside it") {
  Transfer w;
  w.priced(Pathway::equity_investment);
  const auto with = [&](const char* total) {
    return said("CTR-04", w.check(step::sign(Pathway::equity_investment)
                                      .with(R"({"amounts": {"total": ")" + std::string(total) +
                                            R"(", "technical": "0.00"}})")));
  };
  CHECK(with("1000000.00") == "");
  CHECK_THAT(with("5000000.00"), Contains("warn /amounts/total 合同总额 5000000.00 与作价金额"));
}

TEST_CASE("REG-02 refuses: the same thing listed twice, and days that cannot be") {
  Transfer w;
  CHECK_THAT(
      said("REG-02", w.check(step::open_case().with(R"({"achievements": ["KZ-1", "KZ-1"]})"))),
      Contains("refuse /achievements/1 KZ-1 重复列出"));
  w.priced();
  w.must(step::sign().with(
      R"({"amounts": {"terms": "milestones"},
          "dues": [{"what": "示例", "amount": "1000000.00", "milestone": true}]})"));
  CHECK_THAT(said("REG-02", w.check(step::report().with(R"({"cases": ["ZH-1", "ZH-1"]})"))),
             Contains("refuse /cases/1"));
  CHECK_THAT(said("REG-02", w.check(step::evaluate().with(R"({"cases": ["ZH-1", "ZH-1"]})"))),
             Contains("refuse /cases/1"));
  CHECK_THAT(
      said("REG-02",
           w.check(step::evaluate().with(R"({"from": "2025-01-01", "until": "2025-12-31"})"))),
      Contains("refuse /cases/0 ZH-1 于 2026-04-01 立项，在评价期之后"));
  CHECK_THAT(said("REG-02", w.check("valuation.record", "2026-05-21",
                                    R"({"transfer_case": "ZH-1", "amount": "1.00",
                                        "method": "收益法", "appraiser": "示例",
                                        "valued_on": "2026-05-22"})")),
             Contains("refuse /valued_on 评估基准日 2026-05-22 晚于"));
  CHECK_THAT(said("REG-02",
                  w.check(step::draft_implementation().with(R"({"complete_by": "2026-01-01"})"))),
             Contains("refuse /complete_by 计划完成日 2026-01-01 早于"));
  CHECK_THAT(said("REG-02", w.check("milestone.reach", "2026-05-25",
                                    R"({"contract": "HT-1", "due": 1, "due_on": "2026-05-01"})")),
             Contains("refuse /due_on 应收日 2026-05-01 早于"));
}

TEST_CASE("PTH-03 passes: money that arrives while the case is suspended") {
  Transfer w;
  w.plan_publicised();
  w.must("case.suspend", "2026-06-30", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  CHECK(said("PTH-03", w.check(step::receive())) == "");
}
