#pragma once

#include <string>
#include <utility>
#include <vector>

#include "support/hospital.hpp"
#include "support/transfer.hpp"

namespace kezhuan::test {

/// A hospital with the achievement KZ-1 listed, owned and in the books, company I-co, person P-5
/// and the guide ZY-1 (links 1 and 2 done), where the usual steps of a case can be told.
class TransferHospital : public Hospital {
 public:
  TransferHospital() { list_achievement(); }

  using Hospital::must;
  void must(const Step& step) { must(step.act, step.day, step.data); }

  /// ZH-1 up to a registered contract of 1,000,000.00, due on 2026-07-31.
  void register_case() {
    for (const auto& each :
         {step::open_case(), step::negotiate(), step::choose_pathway(),
          step::draft_implementation(), step::decide_implementation(),
          step::publish_implementation(), step::close_implementation(), step::price(),
          step::publish_price(), step::close_price(), step::approve_case(), step::review_risks(),
          step::sign(), step::register_contract()}) {
      must(each);
    }
  }

  /// The scheme of an invented hospital, FAB-1: 85/5/10 to team, department and hospital.
  void adopt_scheme() { must(step::adopt_scheme(shipped_scheme("example-institution"))); }

  /// … divided and paid: P-1 270,000.00, P-2 180,000.00.
  void pay_case() {
    register_case();
    divide_and_pay();
  }

  /// Every type of act about a case at least once: ZH-1 is suspended, resumed, moved to another
  /// policy, sent back and walked to the filing; ZH-2 brings shares; ZH-3 is terminated.
  void every_case_act(const Policy& other_policy) {
    registry.adopt(other_policy, Date(2026, 6, 1));
    must(step::open_case());
    must(of_case("case.suspend", "2026-04-01", R"("reason": "示例")"));
    must(of_case("case.resume", "2026-04-01", R"("reason": "示例")"));
    must(step::negotiate());
    must(of_case("negotiation.end", "2026-04-02", R"("reason": "未谈成")"));
    must(step::negotiate());
    must(step::choose_pathway());
    must(of_case("case.send_back", "2026-04-03", R"("to": "pathway", "reason": "示例")"));
    choose_and_price("ZH-1");
    must(of_case("valuation.record", "2026-05-18",
                 R"("amount": "900000.00", "method": "收益法", "appraiser": "示例",
                    "valued_on": "2026-05-01")"));
    must("evidence.attach", "2026-05-19",
         R"({"number": "E-X", "title": "示例材料", "evidence": "other", "transfer_case": "ZH-1",
             "media_type": "application/pdf", "size": 2, "sha256": ")" +
             keep("ex").to_text() + "\"}");
    must(of_case("exemption.review", "2026-05-19",
                 R"("about": "示例", "accords_with_policy": true, "helps_transformation": true,
                    "conduct": "unintended_fault", "reasons": "示例", "evidence": ["E-X"])"));
    must(step::approve_case().with(R"({"amount": "1200000.00"})"));
    must(step::sign().with(
        R"({"amounts": {"total": "1200000.00", "technical": "1200000.00", "terms": "milestones"},
            "dues": [{"what": "首付", "amount": "1000000.00", "due_on": "2026-07-31"},
                     {"what": "验收", "amount": "100000.00", "milestone": true},
                     {"what": "尾款", "amount": "100000.00", "due_on": "2026-08-31"}]})"));
    must(step::register_contract());
    must("contract.amend", "2026-05-26", R"({"contract": "HT-1", "what": "示例"})");
    divide_and_pay();
    must("milestone.reach", "2026-07-10",
         R"({"contract": "HT-1", "due": 2, "due_on": "2026-08-15"})");
    must("due.write_off", "2026-07-10", R"({"contract": "HT-1", "due": 3, "reason": "示例"})");
    must(step::cost("management_fee", "10.00").on("2026-07-11"));
    must(of_case("cost.reverse", "2026-07-12", R"("cost": 2, "reason": "示例")"));
    must("receipt.refund", "2026-07-13",
         R"({"receipt": "DZ-1", "amount": "0.01", "reason": "示例"})");
    must("receipt.refund", "2026-07-14",
         R"({"receipt": "DZ-1", "amount": "99999.99", "reason": "示例"})");
    must(of_case("payment.recover", "2026-07-15",
                 R"("lines": [{"kind": "reward", "person": "P-1", "amount": "30000.00"},
                             {"kind": "reward", "person": "P-2", "amount": "20000.00"}])"));
    must(step::evaluate());
    must(step::report());
    must(step::file());
    must(of_case("case.move_policy", "2026-10-21",
                 R"("policy": ")" + other_policy.hash().to_text() + R"(", "reason": "示例")"));
    adopt_scheme();
    must("contract.end", "2026-10-22", R"({"contract": "HT-1", "reason": "示例"})");
    invest();
    must(step::open_case().with(R"({"number": "ZH-3"})"));
    must("case.terminate", "2026-04-02", R"({"transfer_case": "ZH-3", "reason": "示例"})");
  }

  /// ZH-1 divided by a scheme that holds back a tenth, which is then shared out.
  void release_reserve() {
    register_case();
    auto scheme = shipped_scheme("example-institution");
    scheme.reserve = Ratio(1, 10);
    for (const auto& each :
         {step::adopt_scheme(scheme), step::cost(),
          step::draft_plan().with(R"({"reward_ratio": null, "scheme": "FAB-1"})"),
          step::decide_plan(), step::publish_plan(), step::close_plan(), step::receive()}) {
      must(each);
    }
    must(of_case("reserve.release", "2026-07-31", R"("amount": "90000.00", "reason": "示例")"));
  }

  /// The same step of another case, with numbers of its own.
  static Step of(const std::string& number, Step step) {
    if (number == "ZH-1") return step;
    const std::vector<std::pair<std::string, std::string>> names = {
        {"ZH-1", number},         {"HT-1", "HT-2"},          {"FA-1", "FA-2"},
        {"0010001", "0010002"},   {"\"GS-2\"", "\"GS-22\""}, {"\"GS-P\"", "\"GS-2P\""},
        {"\"GS-3\"", "\"GS-23\""}};
    for (const auto& [from, to] : names) {
      const auto at = step.data.find(from);
      if (at != std::string::npos) step.data.replace(at, from.size(), to);
    }
    return step;
  }

  /// Case `number` from the choice of its pathway to what precedes its signature.
  void choose_and_price(const std::string& number, const Step& choose = step::choose_pathway()) {
    for (const auto& each :
         {choose, step::draft_implementation(), step::decide_implementation(),
          step::publish_implementation(), step::close_implementation(), step::price(),
          step::publish_price(), step::close_price(), step::approve_case(), step::review_risks()}) {
      must(of(number, each));
    }
  }

 private:
  static Step of_case(std::string_view act, std::string_view day, const std::string& more) {
    return {std::string(act), std::string(day), R"({"transfer_case": "ZH-1", )" + more + "}"};
  }

  void invest() {
    const auto equity = Pathway::equity_investment;
    must(step::open_case().with(R"({"number": "ZH-2"})"));
    must(of("ZH-2", step::negotiate()));
    choose_and_price("ZH-2", step::choose_pathway(equity).with(R"({"contract_type": "licence"})"));
    must(of("ZH-2", step::sign(equity).with(
                        R"({"sub_kind": "know_how_licence",
                            "grant": {"exclusivity": "non_exclusive", "from": "2026-06-01"}})")));
    for (const auto& each : {step::register_contract(), step::draft_plan(), step::decide_plan(),
                             step::publish_plan(), step::close_plan(), step::award_equity()}) {
      must(of("ZH-2", each));
    }
    must("equity.dividend", "2026-09-01", R"({"contract": "HT-2", "amount": "1000.00"})");
    must("equity.sell", "2026-09-02",
         R"({"contract": "HT-2", "event": "sale", "shares": 100, "amount": "500.00"})");
  }

  void divide_and_pay() {
    for (const auto& each : {step::cost(), step::draft_plan(), step::decide_plan(),
                             step::publish_plan(), step::close_plan(), step::receive(),
                             step::pay("P-1", "270000.00"), step::pay("P-2", "180000.00")}) {
      must(each);
    }
  }

  void list_achievement() {
    must("institution.register", "2026-01-05",
         R"({"number": "I-co", "name": "示例公司", "nature": "company",
             "credit_code": "91350100M000100Y43"})");
    must("person.register", "2026-01-05", R"({"number": "P-5", "name": "示例", "unit": "U-1"})");
    prepare_achievement();
    file_application();
    approve();
    must("edition.freeze", "2026-03-06", R"({"number": "QD-1"})");
    must("notice.open", "2026-03-09",
         R"({"number": "GS-1", "edition": "QD-1", "audience": "单位内部管理平台", "days": 5,
             "unit": "working_day"})");
    must("notice.close", "2026-03-17", R"({"notice": "GS-1"})");
    draft_agreement();
    for (const auto* party :
         {R"("institution": "I-own")", R"("person": "P-1")", R"("person": "P-2")"}) {
      must("agreement.sign", "2026-03-17",
           R"({"agreement": "FQ-KZ-1", )" + std::string(party) + "}");
    }
    must("agreement.enter_force", "2026-03-17", R"({"agreement": "FQ-KZ-1"})");
    must("asset.enter", "2026-03-18",
         R"({"achievement": "KZ-1", "account": "无形资产", "listed_separately": true})");
    must(step::adopt_guide());
  }
};

}  // namespace kezhuan::test
