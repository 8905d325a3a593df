#include "catch.hpp"
#include "said.hpp"
#include "support/transfer.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

std::string signing(Transfer& w, const char* rule, const std::string& patch = "{}",
                    Pathway pathway = Pathway::licence) {
  return said(rule, w.check(step::sign(pathway).with(patch)));
}

/// KZ-1 and, for collisions, a second company; negotiation and pathway as usual.
struct Licensed : Transfer {
  explicit Licensed(const std::string& grant, Pathway pathway = Pathway::licence) {
    must("institution.register", "2026-01-05",
         R"({"number": "I-other", "name": "示例他方", "nature": "company"})");
    priced(pathway);
    must(step::sign(pathway).with(pathway == Pathway::licence ? R"({"grant": )" + grant + "}"
                                                              : std::string("{}")));
  }

  /// What CTR-03 says of a second contract, HT-2, with I-other, in another case of KZ-1.
  std::string second(const std::string& grant, const std::string& more = "{}") {
    must(step::open_case()
             .on("2026-05-20")
             .with(R"({"number": "ZH-2-)" + std::to_string(++cases_) + "\"}"));
    return said("CTR-03", check(step::sign()
                                    .with(R"({"number": "HT-2", "transferee": "I-other",
                                    "transfer_case": "ZH-2-)" +
                                          std::to_string(cases_) + R"(", "grant": )" + grant + "}")
                                    .with(more)));
  }

 private:
  int cases_ = 0;
};

const std::string exclusive = R"({"exclusivity": "exclusive", "from": "2026-06-01",
                                  "until": "2028-05-31"})";
const std::string sole = R"({"exclusivity": "sole", "from": "2026-06-01", "until": "2028-05-31"})";
const std::string open_to_all =
    R"({"exclusivity": "non_exclusive", "from": "2026-06-01", "until": "2028-05-31"})";

std::string receiving(Transfer& w, const char* patch) {
  return said("CTR-04", w.check(step::receive().with(patch)));
}

Step refund(const char* amount) {
  return {"receipt.refund", "2026-07-10",
          R"({"receipt": "DZ-1", "reason": "示例", "amount": ")" + std::string(amount) + "\"}"};
}

}  // namespace

// ---------------------------------------------------------------- CTR-01

TEST_CASE("CTR-01 passes: each pathway with the contracts of Table 3") {
  for (const auto pathway : {Pathway::assignment, Pathway::licence, Pathway::equity_investment,
                             Pathway::extended_service}) {
    INFO(to_code(pathway));
    Transfer w;
    w.negotiated();
    CHECK(said("CTR-01", w.check(step::choose_pathway(pathway))) == "");
    w.must(step::choose_pathway(pathway));
    CHECK(signing(w, "CTR-01", "{}", pathway) == "");
  }
}

TEST_CASE("CTR-01 refuses: a contract type the pathway does not allow, for each of the four") {
  struct Cell {
    const char* pathway;
    const char* type;
    bool allowed;
  };
  const Cell cells[] = {
      {"assignment", "assignment", true},
      {"assignment", "licence", false},
      {"assignment", "development", false},
      {"assignment", "service", false},
      {"assignment", "consulting", false},
      {"licence", "assignment", false},
      {"licence", "licence", true},
      {"licence", "development", false},
      {"licence", "service", false},
      {"licence", "consulting", false},
      {"equity_investment", "assignment", true},
      {"equity_investment", "licence", true},
      {"equity_investment", "development", false},
      {"equity_investment", "service", false},
      {"equity_investment", "consulting", false},
      {"extended_service", "assignment", false},
      {"extended_service", "licence", false},
      {"extended_service", "development", true},
      {"extended_service", "service", true},
      {"extended_service", "consulting", true},
  };
  Transfer w;
  w.negotiated();
  for (const auto& cell : cells) {
    INFO(cell.pathway << " " << cell.type);
    const auto text =
        said("CTR-01",
             w.check(step::choose_pathway().with(R"({"pathway": ")" + std::string(cell.pathway) +
                                                 R"(", "contract_type": ")" + cell.type + "\"}")));
    if (cell.allowed) {
      CHECK(text == "");
    } else {
      CHECK_THAT(text, Contains("refuse /contract_type") && Contains("可用："));
    }
  }
}

TEST_CASE("CTR-01 refuses: a contract of another type than the pathway allows or was chosen") {
  Transfer w;
  w.pathway_chosen();
  CHECK_THAT(
      signing(w, "CTR-01", R"({"sub_kind": "technical_consulting"})"),
      Contains("refuse /sub_kind 转化路径为技术许可，不能用技术咨询合同；可用：技术许可合同"));
  Transfer equity;
  equity.pathway_chosen(Pathway::equity_investment);
  CHECK_THAT(
      signing(equity, "CTR-01", R"({"sub_kind": "know_how_licence"})", Pathway::equity_investment),
      Contains("refuse /sub_kind 合同是技术许可合同，选定的合同类型是技术转让合同"));
}

TEST_CASE("CTR-01 refuses: no patent licence without a patent, nor with an expired one") {
  Transfer w;
  w.pathway_chosen();
  const auto patent = R"({"sub_kind": "patent_licence"})";
  CHECK_THAT(signing(w, "CTR-01", patent),
             Contains("refuse /sub_kind 专利实施许可合同须有有效的专利权证书；成果 KZ-1 没有"));
  const auto certificate = [](const char* number, const char* expires) {
    return Step{"certificate.record", "2026-04-06",
                R"({"number": ")" + std::string(number) +
                    R"(", "achievement": "KZ-1", "certificate": "patent",
                    "certificate_no": "ZL-1", "covers": ["D1"], "issued": "2026-04-01",
                    "expires": ")" +
                    expires + "\"}"};
  };
  w.must(certificate("C-old", "2026-05-19"));
  CHECK_THAT(signing(w, "CTR-01", patent), Contains("refuse /sub_kind"));
  w.must(certificate("C-new", "2036-05-19"));
  CHECK(signing(w, "CTR-01", patent) == "");
}

TEST_CASE("CTR-01 warns: one of several achievements lacks the certificate") {
  Transfer w(2);
  w.must(step::open_case().with(R"({"achievements": ["KZ-1", "KZ-2"]})"));
  w.must("certificate.cancel", "2026-04-02", R"({"certificate": "C-KZ-2", "reason": "示例"})");
  const auto both = R"({"subjects": [{"achievement": "KZ-1", "share": "1/2"},
                                     {"achievement": "KZ-2", "share": "1/2"}]})";
  CHECK_THAT(signing(w, "CTR-01", both), Contains("warn /sub_kind") && Contains("成果 KZ-2 没有"));
}

TEST_CASE("CTR-01 refuses: shares outside the equity pathway, and an investment without shares") {
  Transfer w;
  w.pathway_chosen();
  CHECK_THAT(signing(w, "CTR-01",
                     R"({"investment": {"company": "I-co", "invested_value": "1.00",
                                        "shares": 1}})"),
             Contains("refuse /investment 转化路径为技术许可，取得现金"));
  Transfer equity;
  equity.pathway_chosen(Pathway::equity_investment);
  CHECK_THAT(signing(equity, "CTR-01", R"({"investment": null})", Pathway::equity_investment),
             Contains("refuse /investment 转化路径为作价投资，合同没有写明所得股份"));
}

// ---------------------------------------------------------------- CTR-02

TEST_CASE("CTR-02 passes: registered, with a number of 14 or 16 digits") {
  Transfer w;
  w.signed_();
  CHECK(said("CTR-02", w.check(step::register_contract())) == "");
  CHECK(said("CTR-02", w.check(step::register_contract().with(
                           R"({"registration_no": "2026110001000123"})"))) == "");
  w.must(step::register_contract());
  CHECK(said(w.missing_of("CTR-02")) == "");
}

TEST_CASE("CTR-02 warns: a number of another form, a payment on an unregistered contract") {
  Transfer w;
  w.signed_();
  CHECK_THAT(
      said("CTR-02", w.check(step::register_contract().with(R"({"registration_no": "示例-1"})"))),
      Contains("warn /registration_no"));
  CHECK(said(w.missing_of("CTR-02")) == "refuse  合同 HT-1 尚未认定登记。\n");
  w.must(step::draft_plan());
  w.must(step::decide_plan());
  w.must(step::publish_plan());
  w.must(step::close_plan());
  w.must(step::receive());
  CHECK_THAT(said("CTR-02", w.check(step::pay("P-1", "1.00"))),
             Contains("warn /transfer_case 合同 HT-1 未经认定登记即发放"));
}

TEST_CASE(
    "CTR-02 refuses: a relief on an unregistered contract, or one registered after notice 3") {
  Transfer w;
  w.signed_();
  w.must(step::draft_plan().with(R"({"relief_claimed": true})"));
  w.must(step::decide_plan());
  CHECK_THAT(said("CTR-02", w.check(step::publish_plan())), Contains("warn /plan"));
  w.must(step::publish_plan());
  w.must(step::close_plan());
  w.must(step::receive());
  CHECK_THAT(said("CTR-02", w.check(step::pay("P-1", "1.00"))),
             Contains("refuse /relief_claimed 合同 HT-1 未经认定登记，不能申请税收优惠"));
  w.must(step::register_contract().on("2026-07-02"));
  CHECK_THAT(said("CTR-02", w.check(step::pay("P-1", "1.00"))),
             Contains("refuse /relief_claimed 申请税收优惠，合同 HT-1 却于 2026-07-02 才登记，"
                      "晚于分配公示的起始日 2026-06-04"));
}

TEST_CASE("CTR-02 passes: a relief with registration before notice 3") {
  Transfer w;
  w.registered();
  w.must(step::draft_plan().with(R"({"relief_claimed": true})"));
  w.must(step::decide_plan());
  CHECK(said("CTR-02", w.check(step::publish_plan())) == "");
  w.must(step::publish_plan());
  w.must(step::close_plan());
  w.must(step::receive());
  CHECK(said("CTR-02", w.check(step::pay("P-1", "1.00"))) == "");
}

// ---------------------------------------------------------------- CTR-03

TEST_CASE("CTR-03 passes: two non-exclusive licences, or exclusive ones that do not meet") {
  CHECK(Licensed(open_to_all).second(open_to_all) == "");
  Licensed w(exclusive);
  CHECK(w.second(R"({"exclusivity": "exclusive", "from": "2028-06-01", "until": null})") == "");
  CHECK(w.second(exclusive, R"({"transferee": "I-co"})") == "");  // to the same licensee
}

TEST_CASE("CTR-03 refuses: exclusive and sole licences against any other that overlaps") {
  for (const auto& [first, second, collides] : {std::tuple{exclusive, open_to_all, true},
                                                {exclusive, exclusive, true},
                                                {exclusive, sole, true},
                                                {sole, open_to_all, true},
                                                {sole, sole, true},
                                                {open_to_all, exclusive, true},
                                                {open_to_all, sole, true},
                                                {open_to_all, open_to_all, false}}) {
    INFO(first << " / " << second);
    CHECK(Contains("refuse /grant").match(Licensed(first).second(second)) == collides);
  }
}

TEST_CASE("CTR-03 refuses: names the other contract, its licensee, field, territory and term") {
  Licensed w(exclusive);
  CHECK(w.second(open_to_all) ==
        "refuse /grant 对成果 KZ-1 的普通许可与合同 HT-1（受让方 I-co（示例公司），独占许可，"
        "领域：全部，地域：全部，2026-06-01 至 2028-05-31）相冲突。\n");
}

TEST_CASE("CTR-03 refuses: the second of two acts that race for the same grant") {
  Licensed w(R"({"exclusivity": "exclusive", "field": "示例", "from": "2026-06-01"})");
  const auto race = [&](const char* number) {
    return step::sign().with(R"({"number": ")" + std::string(number) +
                             R"(", "grant": {"field": "筛查", "exclusivity": "exclusive"},
                                 "transferee": ")" +
                             (std::string(number) == "HT-2" ? "I-co" : "I-other") + "\"}");
  };
  CHECK_THAT(said("CTR-03", w.check(race("HT-3"))), !Contains("refuse"));
  w.must(race("HT-2"));
  CHECK_THAT(said("CTR-03", w.check(race("HT-3"))), Contains("refuse /grant") && Contains("HT-2"));
}

TEST_CASE("CTR-03 refuses: terms that meet on a single day; a licence without end meets all") {
  Licensed w(exclusive);
  CHECK_THAT(w.second(R"({"exclusivity": "exclusive", "from": "2028-05-31", "until": null})"),
             Contains("refuse /grant"));
  Licensed endless(R"({"exclusivity": "exclusive", "from": "2026-06-01", "until": null})");
  CHECK_THAT(endless.second(R"({"exclusivity": "exclusive", "from": "2099-01-01", "until": null})"),
             Contains("不限期"));
}

TEST_CASE("CTR-03 notes: other words for field or territory are taken not to collide") {
  Licensed w(R"({"exclusivity": "exclusive", "from": "2026-06-01", "field": "筛查"})");
  const std::string other =
      R"({"exclusivity": "exclusive", "from": "2026-06-01", "field": "诊断"})";
  CHECK_THAT(w.second(other), Contains("note /grant") && Contains("按不冲突处理"));
  CHECK_THAT(w.second(R"({"exclusivity": "exclusive", "from": "2026-06-01", "field": "筛查"})"),
             Contains("refuse /grant"));
  CHECK_THAT(w.second(R"({"exclusivity": "exclusive", "from": "2026-06-01"})"),
             Contains("refuse /grant"));  // all fields include it
}

TEST_CASE("CTR-03 refuses: the same field or territory, however it was typed") {
  Licensed w(R"({"exclusivity": "exclusive", "from": "2026-06-01", "territory": "中国大陆 ABC"})");
  for (const auto* same : {" 中国大陆 ABC", "中国大陆　ABC", "中国大陆ＡＢＣ", "中国 大陆abc "}) {
    INFO(same);
    CHECK_THAT(w.second(R"({"exclusivity": "exclusive", "from": "2026-06-01", "territory": ")" +
                        std::string(same) + "\"}"),
               Contains("refuse /grant"));
  }
}

TEST_CASE("CTR-03 warns: one territory worded within the other") {
  Licensed w(R"({"exclusivity": "exclusive", "from": "2026-06-01", "territory": "中国大陆"})");
  CHECK_THAT(
      w.second(R"({"exclusivity": "non_exclusive", "from": "2026-06-01", "territory": "中国"})"),
      Contains("warn /grant") && Contains("很可能重叠"));
}

TEST_CASE("CTR-03 warns: what was assigned, before another contract is drawn up") {
  Licensed w("", Pathway::assignment);
  w.must(step::open_case().on("2026-05-21").with(R"({"number": "ZH-2"})"));
  const auto missing = [&] { return said(w.missing_of("CTR-03", "ZH-2")); };
  CHECK_THAT(missing(), Contains("warn  成果 KZ-1 已由合同 HT-1"));
  const auto choose = step::choose_pathway().on("2026-05-21").with(R"({"transfer_case": "ZH-2"})");
  CHECK_THAT(said("CTR-03", w.check(choose)), Contains("warn /transfer_case 成果 KZ-1"));
  CHECK(said("CTR-03", w.check(choose.with(R"({"pathway": "extended_service",
                                               "contract_type": "service"})"))) == "");
  CHECK(said(w.missing_of("CTR-03")) == "");  // it is the contract of that case itself
  w.must("contract.end", "2026-05-22", R"({"contract": "HT-1", "reason": "示例解除"})");
  CHECK(missing() == "");
}

TEST_CASE("CTR-03 passes: a grant once the contract in its way has ended") {
  Licensed w(exclusive);
  w.must("contract.end", "2026-05-20", R"({"contract": "HT-1", "reason": "示例解除"})");
  CHECK(w.second(exclusive) == "");
}

TEST_CASE("CTR-03 warns: a case of what was assigned, as it is opened") {
  Licensed w("", Pathway::assignment);
  CHECK_THAT(
      said("CTR-03", w.check(step::open_case().on("2026-05-21").with(R"({"number": "ZH-3"})"))),
      Contains("warn /transfer_case 成果 KZ-1 已由合同 HT-1") ||
          Contains("warn  成果 KZ-1 已由合同 HT-1"));
}

TEST_CASE("CTR-03 refuses: any licence and any assignment after an assignment") {
  Licensed w("", Pathway::assignment);
  CHECK_THAT(w.second(open_to_all),
             Contains("refuse /grant 成果 KZ-1 已由合同 HT-1") && Contains("转让，不能再许可"));
  CHECK_THAT(w.second("null", R"({"sub_kind": "know_how_assignment"})"),
             Contains("refuse /sub_kind") && Contains("不能再转让"));
}

TEST_CASE("CTR-03 warns: an assignment while a licence runs, which goes on") {
  Licensed w(exclusive);
  CHECK_THAT(w.second("null", R"({"sub_kind": "know_how_assignment"})"),
             Contains("warn /sub_kind 成果 KZ-1 仍有有效许可：合同 HT-1"));
}

TEST_CASE("CTR-03 refuses: a licence without a grant, a grant without a licence, a term reversed") {
  Transfer w;
  w.pathway_chosen();
  CHECK_THAT(signing(w, "CTR-03", R"({"grant": null})"),
             Contains("refuse /grant 许可合同没有写明"));
  CHECK_THAT(signing(w, "CTR-03", R"({"grant": {"until": "2026-05-31"}})"),
             Contains("refuse /grant/until"));
  CHECK_THAT(signing(w, "CTR-03", R"({"sub_kind": "know_how_assignment"})"),
             Contains("refuse /grant 不是许可合同"));
}

TEST_CASE("CTR-03 refuses: an amendment that widens a grant into another contract's") {
  Licensed w(R"({"exclusivity": "exclusive", "from": "2026-06-01", "until": "2026-12-31"})");
  w.must(step::negotiate().on("2026-05-20").with(R"({"transferee": "I-other"})"));
  w.must(step::approve_case().on("2026-05-20"));
  w.must(step::sign().with(R"({"number": "HT-2", "transferee": "I-other", "grant":
                              {"exclusivity": "exclusive", "from": "2027-01-01",
                               "until": "2027-12-31"}})"));
  const auto widen = [&](const char* until) {
    return said("CTR-03", w.check("contract.amend", "2026-06-01",
                                  R"({"contract": "HT-1", "what": "展期", "grant":
                                      {"exclusivity": "exclusive", "from": "2026-06-01",
                                       "until": ")" +
                                      std::string(until) + "\"}}"));
  };
  CHECK(widen("2026-12-31") == "");
  CHECK_THAT(widen("2027-01-01"), Contains("refuse /grant") && Contains("HT-2"));
}

// ---------------------------------------------------------------- CTR-04

TEST_CASE("CTR-04 passes: amounts that fit, in each way of payment") {
  Transfer w;
  w.pathway_chosen();
  for (const auto* patch : {
           "{}",
           R"({"amounts": {"terms": "instalments"}, "dues": [
               {"what": "一", "amount": "400000.00", "due_on": "2026-07-01"},
               {"what": "二", "amount": "600000.00", "due_on": "2026-08-01"}]})",
           R"({"amounts": {"terms": "milestones"}, "dues": [
               {"what": "交付", "amount": "1000000.00", "milestone": true}]})",
           R"({"amounts": {"total": "0.00", "technical": "0.00", "terms": "royalty",
               "royalty": "1/20"}, "dues": []})",
           R"({"amounts": {"terms": "entry_fee_and_royalty", "royalty": "1/20",
               "cap": "5000000.00", "minimum": "1000000.00"}})",
       }) {
    INFO(patch);
    CHECK(signing(w, "CTR-04", patch) == "");
  }
  CHECK(signing(w, "CTR-04", "{}", Pathway::equity_investment) == "");
}

TEST_CASE("CTR-04 refuses: amounts of a contract that contradict each other") {
  struct Cell {
    const char* patch;
    const char* place;
  };
  const Cell cells[] = {
      {R"({"amounts": {"total": "0.00", "technical": "0.00"}, "dues": []})", "/amounts/total"},
      {R"({"amounts": {"technical": "1000000.01"}})", "/amounts/technical"},
      {R"({"amounts": {"technical": "USD 1.00"}})", "/amounts/technical"},
      {R"({"amounts": {"terms": "royalty"}})", "/amounts/royalty"},
      {R"({"amounts": {"royalty": "1/20"}})", "/amounts/royalty"},
      {R"({"amounts": {"terms": "royalty", "royalty": "11/10"}})", "/amounts/royalty"},
      {R"({"amounts": {"terms": "royalty", "royalty": "1/20", "cap": "999999.99"}})",
       "/amounts/cap"},
      {R"({"amounts": {"terms": "royalty", "royalty": "1/20", "cap": "2000000.00",
           "minimum": "2000000.01"}})",
       "/amounts/minimum"},
      {R"({"dues": [{"what": "一", "amount": "1000000.01", "due_on": "2026-07-01"}]})", "/dues "},
      {R"({"dues": [{"what": "一", "amount": "USD 1.00", "due_on": "2026-07-01"}]})",
       "/dues/0/amount"},
      {R"({"dues": [{"what": "一", "amount": "0.00", "due_on": "2026-07-01"}]})", "/dues/0/amount"},
      {R"({"dues": [{"what": "一", "amount": "1000000.00"}]})", "/dues/0/due_on"},
      {R"({"dues": [{"what": "一", "amount": "92233720368547758.07", "due_on": "2026-07-01"},
                    {"what": "二", "amount": "92233720368547758.07", "due_on": "2026-07-01"}]})",
       "/dues "},
  };
  Transfer w;
  w.pathway_chosen();
  for (const auto& cell : cells) {
    INFO(cell.patch);
    CHECK_THAT(signing(w, "CTR-04", cell.patch), Contains(std::string("refuse ") + cell.place));
  }
}

TEST_CASE("CTR-04 refuses: a second contract of the case in another currency") {
  Transfer w;
  w.signed_();
  CHECK_THAT(
      signing(w, "CTR-04",
              R"({"number": "HT-2", "amounts": {"total": "USD 5.00", "technical": "USD 5.00"},
                         "dues": []})"),
      Contains("refuse /amounts/total") && Contains("USD"));
}

TEST_CASE("CTR-04 refuses: another currency than the implementation plan was decided in") {
  Transfer w;
  w.priced();
  CHECK_THAT(signing(w, "CTR-04",
                     R"({"amounts": {"total": "USD 5.00", "technical": "USD 5.00"}, "dues": []})"),
             Contains("refuse /amounts/total 合同以 USD 计，实施方案以 CNY 计"));
}

TEST_CASE("CTR-04 warns: payments due that do not add up to the total or fit the terms") {
  Transfer w;
  w.pathway_chosen();
  CHECK_THAT(signing(w, "CTR-04",
                     R"({"dues": [{"what": "一", "amount": "1.00", "due_on": "2026-07-01"}]})"),
             Contains("warn /dues 应收款项合计 1.00，少于合同总额 1000000.00"));
  CHECK_THAT(signing(w, "CTR-04", R"({"amounts": {"terms": "milestones"}})"),
             Contains("warn /dues 支付方式为按里程碑支付"));
}

TEST_CASE("CTR-04 passes: cash beside shares is not all that the contract is worth") {
  Transfer w;
  w.pathway_chosen(Pathway::equity_investment);
  for (const auto* total : {"1300000.00", "1000000.00", "300000.00"}) {
    INFO(total);
    CHECK(signing(w, "CTR-04",
                  R"({"amounts": {"total": ")" + std::string(total) + R"(", "technical": "1.00"},
                      "dues": [{"what": "现金", "amount": "300000.00", "due_on": "2026-07-01"}]})",
                  Pathway::equity_investment) == "");
  }
  CHECK_THAT(signing(w, "CTR-04",
                     R"({"amounts": {"total": "1200000.00", "technical": "1.00"},
                         "dues": [{"what": "现金", "amount": "300000.00",
                                   "due_on": "2026-07-01"}]})",
                     Pathway::equity_investment),
             Contains("warn /amounts/total"));
}

TEST_CASE("CTR-04 notes: money for a milestone that is not on record as reached") {
  Transfer w;
  w.priced();
  w.must(step::sign().with(R"({"amounts": {"terms": "milestones"}, "dues": [
      {"what": "交付", "amount": "1000000.00", "milestone": true}]})"));
  CHECK_THAT(receiving(w, R"({"due": 1})"), Contains("note /due 第 1 笔应收款项（交付）的里程碑"));
  w.must("milestone.reach", "2026-06-01",
         R"({"contract": "HT-1", "due": 1, "due_on": "2026-07-01"})");
  CHECK(receiving(w, R"({"due": 1})") == "");
}

TEST_CASE("CTR-04 passes: receipts up to the contract; of an uncapped royalty any") {
  Transfer w;
  w.registered();
  CHECK(receiving(w, "{}") == "");
  Transfer royalty;
  royalty.priced();
  royalty.must(step::approve_case().with(R"({"approver": "head_meeting"})"));
  royalty.must(step::sign().with(R"({"amounts": {"total": "0.00", "technical": "0.00",
                                     "terms": "royalty", "royalty": "1/20"}, "dues": []})"));
  CHECK(receiving(royalty, R"({"amount": "99999999.00", "due": null})") == "");
}

TEST_CASE("CTR-04 refuses: a receipt above the contract, with the numbers") {
  Transfer w;
  w.registered();
  CHECK_THAT(receiving(w, R"({"amount": "1000000.01", "due": null})"),
             Contains("refuse /amount 到账 1000000.01，超过合同 HT-1 尚可收的 1000000.00"));
  w.must(step::receive("600000.00"));
  CHECK_THAT(receiving(w, R"({"number": "DZ-2", "amount": "400000.01", "due": null})"),
             Contains("尚可收的 400000.00（可收 1000000.00，已到账 600000.00）"));
}

TEST_CASE("CTR-04 refuses: a receipt in another currency, of nothing, or before the contract") {
  Transfer w;
  w.registered();
  const auto foreign = w.check(step::receive().with(R"({"amount": "USD 5.00"})"));
  CHECK_THAT(said("CTR-04", foreign),
             Contains("refuse /amount 金额 USD 5.00 的币种是 USD，应为 CNY"));
  CHECK(foreign.findings.size() == 1);
  CHECK_THAT(receiving(w, R"({"amount": "0.00"})"), Contains("refuse /amount 到账金额为 0.00"));
  CHECK_THAT(said("REG-04", w.check(step::receive().on("2026-05-19"))),
             Contains("refuse") && Contains("HT-1"));
  CHECK(w.transfer().receipts.empty());
}

TEST_CASE("CTR-04 warns: a receipt above the payment it settles") {
  Transfer w;
  w.priced();
  w.must(step::sign().with(R"({"amounts": {"terms": "instalments"}, "dues": [
             {"what": "一", "amount": "400000.00", "due_on": "2026-07-01"},
             {"what": "二", "amount": "600000.00", "due_on": "2026-08-01"}]})"));
  CHECK_THAT(receiving(w, R"({"amount": "400000.01"})"),
             Contains("warn /due 到账 400000.01，超过第 1 笔应收款项未收的 400000.00"));
}

TEST_CASE(
    "CTR-04 refuses: a refund larger than what is left of its receipt, or in another currency") {
  Transfer w;
  w.received();
  CHECK_THAT(said("CTR-04", w.check(refund("1000000.01"))),
             Contains("refuse /amount 退款 1000000.01，超过到账 DZ-1 未退的 1000000.00"));
  CHECK(said("CTR-04", w.check(refund("300000.00"))) == "");
  w.must(refund("300000.00"));
  CHECK_THAT(said("CTR-04", w.check(refund("700000.01"))), Contains("未退的 700000.00"));
  CHECK(said("CTR-04", w.check(refund("700000.00"))) == "");
  CHECK_THAT(said("CTR-04", w.check(refund("USD 1.00"))), Contains("refuse /amount"));
  CHECK_THAT(said("CTR-04", w.check(refund("0.00"))), Contains("refuse /amount"));
}

TEST_CASE("CTR-04 refuses: an amendment below what was received, or into another currency") {
  Transfer w;
  w.received();
  const auto amend = [&](const char* amounts) {
    return said("CTR-04", w.check("contract.amend", "2026-07-10",
                                  R"({"contract": "HT-1", "what": "示例", "amounts": )" +
                                      std::string(amounts) + "}"));
  };
  CHECK_THAT(amend(R"({"total": "900000.00", "technical": "900000.00", "terms": "lump_sum"})"),
             Contains("refuse /amounts 变更后合同可收 900000.00，少于已到账的 1000000.00"));
  CHECK_THAT(amend(R"({"total": "USD 9.00", "technical": "USD 9.00", "terms": "lump_sum"})"),
             Contains("refuse /amounts/total"));
  CHECK_THAT(amend(R"({"total": "2000000.00", "technical": "2000000.00", "terms": "lump_sum"})"),
             Contains("warn /amounts 应收款项合计 1000000.00，少于合同总额 2000000.00"));
}

// ---------------------------------------------------------------- CTR-05

TEST_CASE("CTR-05 passes: an agreed price, publicised as long as the policy asks") {
  Transfer w;
  w.priced();
  CHECK(signing(w, "CTR-05") == "");
}

TEST_CASE("CTR-05 warns: no price, no notice of it, or one that is still open") {
  Transfer w;
  w.implementation_decided();
  CHECK_THAT(signing(w, "CTR-05"), Contains("warn /transfer_case 项目 ZH-1 没有记录定价"));
  w.must(step::price());
  CHECK_THAT(signing(w, "CTR-05"), Contains("没有公示满 15 个工作日"));
  w.must(step::publish_price());
  CHECK_THAT(signing(w, "CTR-05"), Contains("没有公示满 15 个工作日"));
  w.must(step::close_price());
  CHECK(signing(w, "CTR-05") == "");
  w.must(step::price().on("2026-05-19"));  // a new price has no notice yet
  CHECK_THAT(signing(w, "CTR-05"), Contains("没有公示满 15 个工作日"));
}

TEST_CASE("CTR-05 warns: a contract at another price, or priced in another way than planned") {
  Transfer w;
  w.priced();
  CHECK_THAT(signing(w, "CTR-05", R"({"amounts": {"total": "999999.99", "technical": "1.00"}})"),
             Contains("warn /amounts/total 合同总额 999999.99 与所定价格 1000000.00 不同"));
  w.must(
      step::price()
          .on("2026-05-19")
          .with(
              R"({"method": "auction", "venue": "示例", "opened_on": "2026-05-06", "buyer": "I-co"})"));
  CHECK_THAT(signing(w, "CTR-05"), Contains("实施方案定的是协议定价，实际为拍卖"));
}

TEST_CASE("CTR-05 warns: as soon as it is priced in another way than planned") {
  Transfer w;
  w.implementation_decided();
  CHECK(said("CTR-05", w.check(step::price())) == "");
  CHECK_THAT(said("CTR-05", w.check(step::price().with(
                                R"({"method": "auction", "venue": "示例",
                                    "opened_on": "2026-04-10", "buyer": "I-co"})"))),
             Contains("warn /method 实施方案定的是协议定价，实际为拍卖"));
}

TEST_CASE("CTR-05 warns: a listing without venue, day or buyer, or announced after its end") {
  Transfer w;
  w.must(step::open_case());
  const auto listing = [&](const char* patch) {
    return said("CTR-05", w.check(step::price().with(R"({"method": "listing"})").with(patch)));
  };
  CHECK(listing(R"({"venue": "示例", "opened_on": "2026-04-20", "buyer": "I-co"})") == "");
  CHECK_THAT(listing("{}"), Contains("warn /method 以技术市场挂牌交易定价，没有写明交易场所、"
                                     "挂牌（公告）日、成交方"));
  CHECK_THAT(listing(R"({"venue": "示例", "opened_on": "2026-04-21", "buyer": "I-co"})"),
             Contains("挂牌（公告）日 2026-04-21 晚于成交日 2026-04-20"));
  CHECK_THAT(listing(R"({"price": "0.00"})"), Contains("warn /price"));
}

// ---------------------------------------------------------------- CTR-06

TEST_CASE("CTR-06 passes: a transferee with its code, relation and interests declared") {
  Transfer w;
  w.priced();
  CHECK(signing(w, "CTR-06") == "");
  CHECK(said(w.missing_of("CTR-06")) == "");
}

TEST_CASE("CTR-06 refuses: nothing said about a related party, or not how they are related") {
  Transfer w;
  w.must(step::open_case());
  CHECK_THAT(said(w.missing_of("CTR-06")), Contains("refuse  项目 ZH-1 尚未声明是否关联交易"));
  w.must(step::negotiate().with(R"({"related_party": null})"));
  CHECK_THAT(signing(w, "CTR-06"), Contains("refuse /transfer_case 项目 ZH-1 尚未声明"));
  w.must(step::negotiate().with(R"({"related_party": true})"));
  CHECK_THAT(signing(w, "CTR-06"), Contains("没有说明关联关系"));
  w.must(step::negotiate().with(R"({"related_party": true, "related_what": "参股"})"));
  CHECK(signing(w, "CTR-06") == "");
}

TEST_CASE("CTR-06 warns: a transferee without a code, people who declared nothing") {
  Transfer w;
  w.must("institution.register", "2026-01-05",
         R"({"number": "I-other", "name": "示例他方", "nature": "company"})");
  w.must(step::open_case());
  w.must(step::negotiate().with(
      R"({"transferee": "I-other", "declarations": [{"person": "P-1", "has_interest": true}]})"));
  const auto text = signing(w, "CTR-06", R"({"transferee": "I-other"})");
  CHECK_THAT(text, Contains("warn /transferee 机构 I-other（示例他方）没有登记统一社会信用代码") &&
                       Contains("warn /transfer_case 没有声明与受让方有无利益关系：P-2") &&
                       Contains("warn /transfer_case P-1 声明有利益关系，没有说明"));
}
