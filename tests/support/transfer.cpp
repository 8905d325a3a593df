#include "support/transfer.hpp"

#include <nlohmann/json.hpp>

#include "kezhuan/income/books.hpp"
#include "kezhuan/policy/transfer_file.hpp"

namespace kezhuan::test {

using Json = nlohmann::json;

Step Step::on(std::string_view other_day) const { return {act, std::string(other_day), data}; }

Step Step::with(std::string_view patch) const {
  auto merged = Json::parse(data);
  merged.merge_patch(Json::parse(patch));
  return {act, day, merged.dump()};
}

namespace step {

namespace {

/// Decided by P-3 and P-4, who have no stake.
Step decide(const char* day, const std::string& matter) {
  return Step{"resolution.record", day,
              R"({"body": "academic_committee", "members": 3, "present": ["P-3", "P-4"],
                  "matters": [{"outcome": "approved", "in_favour": 2, "against": 0,
                               "abstained": 0}]})"}
      .with(R"({"matters": [{"outcome": "approved", "in_favour": 2, "against": 0,
                             "abstained": 0, )" +
            matter + "}]}");
}

Step of_case(const char* act, const char* day, const std::string& more = {}) {
  return {act, day, R"({"transfer_case": "ZH-1")" + (more.empty() ? "" : ", " + more) + "}"};
}

const char* contract_type_of(Pathway pathway) {
  switch (pathway) {
    case Pathway::assignment:
    case Pathway::equity_investment: return "assignment";
    case Pathway::licence: return "licence";
    case Pathway::extended_service: return "service";
  }
  return "";
}

}  // namespace

Step open_case() {
  return {"case.open", "2026-04-01",
          R"({"number": "ZH-1", "title": "示例转化", "achievements": ["KZ-1"]})"};
}

Step negotiate() {
  return of_case("negotiation.record", "2026-04-02",
                 R"("transferee": "I-co", "deliverables": [{"achievement": "KZ-1", "keys": ["D1"]}],
                    "scope": "示例服务",
                    "declarations": [{"person": "P-1", "has_interest": false},
                                     {"person": "P-2", "has_interest": false},
                                     {"person": "P-5", "has_interest": false}],
                    "related_party": false)");
}

Step choose_pathway(Pathway pathway) {
  return of_case("pathway.choose", "2026-04-03",
                 R"("pathway": ")" + std::string(to_code(pathway)) + R"(", "contract_type": ")" +
                     contract_type_of(pathway) + R"(", "reason": "示例理由")");
}

Step draft_implementation() {
  return of_case("implementation.draft", "2026-04-07",
                 R"("summary": "示例方案", "implementers": [{"person": "P-5", "task": "谈判"}],
                    "pricing": "agreement", "expected_amount": "1000000.00",
                    "complete_by": "2026-12-31")");
}

Step decide_implementation() {
  return decide("2026-04-08", R"("matter": "implementation_plan", "transfer_case": "ZH-1")");
}

Step publish_implementation() {
  return of_case("notice.open", "2026-04-09",
                 R"("number": "GS-2", "audience": "单位内部管理平台", "days": 5,
                    "unit": "working_day")");
}

Step close_implementation() { return {"notice.close", "2026-04-17", R"({"notice": "GS-2"})"}; }

Step price() {
  return of_case("pricing.record", "2026-04-20", R"("method": "agreement", "price": "1000000.00")");
}

Step publish_price() {
  return of_case("notice.open", "2026-04-20",
                 R"("number": "GS-P", "about": "agreed_price", "audience": "单位内部管理平台",
                    "days": 15, "unit": "working_day")");
}

Step close_price() { return {"notice.close", "2026-05-18", R"({"notice": "GS-P"})"}; }

Step approve_case() {
  return of_case("approval.record", "2026-05-18",
                 R"("approver": "transfer_office", "amount": "1000000.00")");
}

Step adopt_guide() {
  return {"guide.adopt", "2026-03-20",
          R"({"number": "ZY-1", "title": "示例指引",
              "manager_risks": ["valuation", "equity_disposal", "technology_leak",
                                "equity_custody", "related_party"],
              "researcher_risks": ["inadequate_protection", "transfer_failure",
                                   "undue_influence", "unfair_competition"]})"};
}

Step review_risks() {
  std::string items;
  for (const auto* risk :
       {"valuation", "equity_disposal", "technology_leak", "equity_custody", "related_party",
        "inadequate_protection", "transfer_failure", "undue_influence", "unfair_competition"}) {
    items += (items.empty() ? "" : ", ") + (R"({"risk": ")" + std::string(risk)) +
             R"(", "present": false})";
  }
  return of_case("risks.review", "2026-05-18", R"("guide": "ZY-1", "items": [)" + items + "]");
}

Step sign(Pathway pathway) {
  auto step = of_case("contract.sign", "2026-05-20",
                      R"("number": "HT-1", "title": "示例合同", "transferee": "I-co",
                         "subjects": [{"achievement": "KZ-1", "share": "1"}],
                         "amounts": {"total": "1000000.00", "technical": "1000000.00",
                                     "terms": "lump_sum"},
                         "dues": [{"what": "一次总付", "amount": "1000000.00",
                                   "due_on": "2026-07-31"}])");
  switch (pathway) {
    case Pathway::assignment: return step.with(R"({"sub_kind": "know_how_assignment"})");
    case Pathway::licence:
      return step.with(R"({"sub_kind": "know_how_licence",
                           "grant": {"exclusivity": "non_exclusive", "from": "2026-06-01",
                                     "until": "2028-05-31"}})");
    case Pathway::extended_service: return step.with(R"({"sub_kind": "technical_service"})");
    case Pathway::equity_investment: break;
  }
  return step.with(R"({"sub_kind": "know_how_assignment", "dues": null,
                       "amounts": {"total": "0.00", "technical": "0.00"},
                       "investment": {"company": "I-co", "invested_value": "1000000.00",
                                      "shares": 333333}})");
}

Step register_contract() {
  return {"contract.register", "2026-05-25",
          R"({"contract": "HT-1", "registration_no": "20261100010001", "office": "示例登记机构"})"};
}

Step cost(std::string_view category, std::string_view amount) {
  return of_case("cost.record", "2026-06-01",
                 R"("category": ")" + std::string(category) + R"(", "amount": ")" +
                     std::string(amount) + R"(", "incurred_on": "2026-05-20", "what": "示例")");
}

Step draft_plan() {
  return of_case("distribution.draft", "2026-06-02",
                 R"("number": "FA-1", "reward_ratio": "1/2",
                    "lines": [{"person": "P-1", "role": "contributor", "weight": "3/5"},
                              {"person": "P-2", "role": "contributor", "weight": "2/5"}])");
}

Step decide_plan(std::string_view plan) {
  return decide("2026-06-03",
                R"("matter": "distribution_plan", "plan": ")" + std::string(plan) + "\"");
}

Step publish_plan() {
  return {"notice.open", "2026-06-04",
          R"({"number": "GS-3", "plan": "FA-1", "audience": "单位内部管理平台", "days": 15,
              "unit": "working_day"})"};
}

Step close_plan() { return {"notice.close", "2026-06-29", R"({"notice": "GS-3"})"}; }

Step receive(std::string_view amount) {
  return {"receipt.record", "2026-07-01",
          R"({"number": "DZ-1", "contract": "HT-1", "due": 1, "amount": ")" + std::string(amount) +
              "\"}"};
}

Step pay(std::string_view person, std::string_view amount) {
  return of_case("payment.record", "2026-07-06",
                 R"("lines": [{"kind": "reward", "person": ")" + std::string(person) +
                     R"(", "amount": ")" + std::string(amount) + R"("}])");
}

Step award_equity() { return {"equity.award", "2026-07-06", R"({"contract": "HT-1"})"}; }

Step evaluate() {
  return {"evaluation.issue", "2026-09-01",
          R"({"number": "PJ-1", "title": "示例评价", "from": "2026-01-01", "until": "2026-08-31",
              "cases": ["ZH-1"], "findings": "示例结果", "feedback": "示例反馈"})"};
}

Step report() {
  return {"report.submit", "2026-10-12",
          R"({"number": "BG-1", "report": "annual", "year": 2026, "cases": ["ZH-1"],
              "authority": "示例主管部门"})"};
}

Step file() {
  return {"report.file", "2026-10-20", R"({"report": "BG-1", "reference": "示例〔1〕"})"};
}

Step mark_public() {
  return {"certificate.record", "2026-06-30",
          R"({"number": "C-open", "achievement": "KZ-1", "certificate": "data_property_right",
              "certificate_no": "示例", "covers": ["D1"], "issued": "2026-03-01"})"};
}

Step adopt_scheme(const Scheme& scheme, std::string_view number) {
  const Step bare{"scheme.adopt", "2026-05-21",
                  AnyAct::of(adoption_of(scheme)).write(PersonalForm::value)};
  return bare.with(R"({"number": ")" + std::string(number) + "\"}");
}

}  // namespace step

Transfer::Transfer(int achievements, InstitutionNature nature) : World(nature) {
  must("institution.register", "2026-01-05",
       R"({"number": "I-co", "name": "示例公司", "nature": "company",
           "credit_code": "91350100M000100Y43"})");
  must("person.register", "2026-01-05", R"({"number": "P-5", "name": "示例", "unit": "U-1"})");
  list_achievements(achievements);
  must(step::adopt_guide());
}

void Transfer::list_achievements(int count) {
  const auto each = [&](auto&& tell) {
    for (int i = 1; i <= count; ++i) tell("KZ-" + std::to_string(i));
  };
  each([&](const std::string& number) {
    prepare_achievement(number);
    file_application(number);
    approve(number);
  });
  if (count == 0) return;
  must("edition.freeze", "2026-03-06", R"({"number": "QD-1"})");
  must("notice.open", "2026-03-09",
       R"({"number": "GS-1", "edition": "QD-1", "audience": "单位内部管理平台", "days": 5,
           "unit": "working_day"})");
  must("notice.close", "2026-03-17", R"({"notice": "GS-1"})");
  each([&](const std::string& number) {
    draft_agreement(number);
    const auto named = R"({"agreement": "FQ-)" + number + "\"";
    for (const auto* party :
         {R"("institution": "I-own")", R"("person": "P-1")", R"("person": "P-2")"}) {
      must("agreement.sign", "2026-03-17", named + ", " + party + "}");
    }
    must("agreement.enter_force", "2026-03-17", named + "}");
    must("asset.enter", "2026-03-18",
         R"({"achievement": ")" + number +
             R"(", "account": "无形资产", "listed_separately": true})");
  });
}

void Transfer::supersede_agreement(const std::string& former, const std::string& number,
                                   std::string_view day, const std::string& terms,
                                   const std::string& achievement,
                                   const std::string& other_signer) {
  must("agreement.draft", day,
       R"({"number": ")" + number + R"(", "achievement": ")" + achievement + R"(", "terms": )" +
           terms + "}");
  const auto named = R"({"agreement": ")" + number + "\", ";
  for (const auto* party :
       {R"("institution": "I-own")", R"("person": "P-1")", R"("person": "P-2")"}) {
    must("agreement.sign", day, named + party + "}");
  }
  if (!other_signer.empty()) must("agreement.sign", day, named + other_signer + "}");
  must("agreement.enter_force", day, named + R"("supersedes": ")" + former + "\"}");
}

void Transfer::negotiated() {
  must(step::open_case());
  must(step::negotiate());
}

void Transfer::pathway_chosen(Pathway pathway) {
  negotiated();
  must(step::choose_pathway(pathway));
}

void Transfer::implementation_decided(Pathway pathway) {
  pathway_chosen(pathway);
  must(step::draft_implementation());
  must(step::decide_implementation());
  must(step::publish_implementation());
  must(step::close_implementation());
}

void Transfer::priced(Pathway pathway) {
  implementation_decided(pathway);
  must(step::price());
  must(step::publish_price());
  must(step::close_price());
  must(step::approve_case());
  must(step::review_risks());
}

void Transfer::signed_(Pathway pathway) {
  priced(pathway);
  must(step::sign(pathway));
}

void Transfer::signed_for_royalties() {
  priced();
  must(step::approve_case().with(R"({"approver": "head_meeting"})"));
  must(step::sign().with(
      R"({"dues": null, "amounts": {"total": "0.00", "technical": "0.00", "terms": "royalty",
                                    "royalty": "1/10"}})"));
}

void Transfer::registered(Pathway pathway) {
  signed_(pathway);
  must(step::register_contract());
}

void Transfer::plan_decided(Pathway pathway) {
  registered(pathway);
  must(step::cost());
  must(step::draft_plan());
  must(step::decide_plan());
}

void Transfer::plan_publicised(Pathway pathway) {
  plan_decided(pathway);
  must(step::publish_plan());
  must(step::close_plan());
}

void Transfer::received() {
  plan_publicised();
  must(step::receive());
}

void Transfer::priced_together() {
  must(step::open_case().with(R"({"achievements": ["KZ-1", "KZ-2"]})"));
  must(step::negotiate().with(
      R"({"deliverables": [{"achievement": "KZ-1", "keys": ["D1"]},
                           {"achievement": "KZ-2", "keys": ["D1"]}]})"));
  must(step::choose_pathway());
  must(step::draft_implementation());
  must(step::decide_implementation());
  must(step::publish_implementation());
  must(step::close_implementation());
  must(step::price());
}

void Transfer::paid() {
  received();
  must(step::pay("P-1", "270000.00"));
  must(step::pay("P-2", "180000.00"));
}

void Transfer::recovered() {
  paid();
  must("receipt.refund", "2026-07-08",
       R"({"receipt": "DZ-1", "amount": "500000.00", "reason": "示例"})");
  must("payment.recover", "2026-07-15",
       R"({"transfer_case": "ZH-1",
           "lines": [{"kind": "reward", "person": "P-1", "amount": "150000.00"}]})");
}

void Transfer::reported() {
  paid();
  must(step::evaluate());
  must(step::report());
  must(step::file());
}

std::vector<Finding> Transfer::missing_of(std::string_view rule, std::string_view transfer_case) {
  const auto file = load_transfer_file(state, transfer(transfer_case).id);
  const Surroundings surroundings{policy, calendar, files, today, consensus_books()};
  return ask(rule, {surroundings, state, state, today, nullptr, nullptr, nullptr, &file});
}

}  // namespace kezhuan::test
