#pragma once

#include <string>

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

  /// … divided and paid: P-1 270,000.00, P-2 180,000.00.
  void pay_case() {
    register_case();
    for (const auto& each :
         {step::cost(), step::draft_plan(), step::decide_plan(), step::publish_plan(),
          step::close_plan(), step::receive(), step::pay("P-1", "270000.00"),
          step::pay("P-2", "180000.00")}) {
      must(each);
    }
  }

 private:
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
