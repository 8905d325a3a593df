#include <algorithm>

#include "catch.hpp"
#include "said.hpp"
#include "support/transfer.hpp"

/// What was decided, publicised or declared holds for that very plan, price and party alone.
using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

Step object_to(const char* notice, const char* on) {
  return {"notice.object", on,
          R"({"notice": ")" + std::string(notice) + R"(", "content": "示例"})"};
}

Step uphold(const char* notice, const char* on) {
  return {"notice.answer", on,
          R"({"notice": ")" + std::string(notice) +
              R"(", "objection": 1, "answer": "upheld_content", "text": "示例"})"};
}

/// The listing planned, another company registered as I-2.
void plan_listing(Transfer& w) {
  w.must("institution.register", "2026-04-01",
         R"({"number": "I-2", "name": "另一公司", "nature": "company"})");
  w.must(step::open_case());
}

Step listed_for(const char* buyer) {
  return step::price().with(
      R"({"method": "listing", "venue": "示例市场", "opened_on": "2026-04-08", "buyer": ")" +
      std::string(buyer) + "\"}");
}

}  // namespace

// ---- the pathway

TEST_CASE("LNK-42 refuses: a pathway chosen anew voids the plan and the price of the former one") {
  Transfer w;
  w.priced();
  w.must(step::choose_pathway().on("2026-05-19"));  // the same again changes nothing
  REQUIRE(w.transfer().implementation_plan() != nullptr);
  w.must(step::choose_pathway(Pathway::assignment).on("2026-05-19"));
  CHECK(w.transfer().implementation_plan() == nullptr);
  CHECK(w.transfer().current_pricing() == nullptr);
  const auto signing = w.check(step::sign(Pathway::assignment));
  CHECK_THAT(said("LNK-42", signing), Contains("refuse /transfer_case 项目 ZH-1 尚未拟定"));
}

TEST_CASE("REG-02 refuses: another pathway, or the end of the talks, while a contract lives") {
  Transfer w;
  w.signed_();
  CHECK(said("REG-02", w.check(step::choose_pathway(Pathway::assignment).on("2026-05-21"))) ==
        "refuse /transfer_case 合同 HT-1 已签订，不能另选路径或合同类型。\n");
  const Step ending{"negotiation.end", "2026-05-21",
                    R"({"transfer_case": "ZH-1", "reason": "示例"})"};
  CHECK(said("REG-02", w.check(ending)) ==
        "refuse /transfer_case 合同 HT-1 已签订，协商已有结果，不能再记为未成。\n");
  w.must("contract.end", "2026-05-22", R"({"contract": "HT-1", "reason": "示例"})");
  CHECK(said("REG-02", w.check(ending.on("2026-05-25"))) == "");
  CHECK(said("REG-02", w.check(step::choose_pathway().on("2026-05-25"))) == "");
}

TEST_CASE("REG-02 passes: talks with somebody else beside a contract, which may fail") {
  Transfer w;
  w.signed_();
  w.must("institution.register", "2026-05-20",
         R"({"number": "I-2", "name": "另一公司", "nature": "company"})");
  w.must(step::negotiate().on("2026-05-21").with(R"({"transferee": "I-2"})"));
  REQUIRE(w.transfer().negotiations.size() == 2);  // those that led to HT-1 stay as they were
  CHECK_FALSE(w.transfer().negotiations.front().ended_on);
  const auto second =
      step::sign().on("2026-05-22").with(R"({"number": "HT-2", "transferee": "I-2"})");
  CHECK_THAT(said("PTH-07", w.check(second)), Contains("没有审批（另有 1 项是为与他方的协商作的"));
  CHECK_THAT(said("CTR-06", w.check(second)), !Contains("refuse"));
  w.must("negotiation.end", "2026-05-25", R"({"transfer_case": "ZH-1", "reason": "示例"})");
}

TEST_CASE(
    "PTH-07 passes: talks with somebody else that end leave price and approval of a contract") {
  Transfer w;
  w.signed_();
  w.must("institution.register", "2026-05-20",
         R"({"number": "I-2", "name": "另一公司", "nature": "company"})");
  w.must(step::negotiate().on("2026-05-21").with(R"({"transferee": "I-2"})"));
  w.must("negotiation.end", "2026-05-25", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  REQUIRE(w.transfer().current_pricing() != nullptr);
  CHECK(w.transfer().current_pricing()->price == Money::parse("1000000.00"));
  const auto smaller = w.check("contract.amend", "2026-06-01",
                               R"({"contract": "HT-1", "what": "示例",
                                   "amounts": {"total": "900000.00", "technical": "900000.00",
                                               "terms": "lump_sum"}})");
  CHECK(said("PTH-07", smaller) == "");
  CHECK_THAT(said("CTR-05", smaller), Contains("与所定价格 1000000.00 不同"));
}

TEST_CASE("CTR-05 warns: a price agreed in talks that failed is no price for the next party") {
  Transfer w;
  w.priced();
  w.must("negotiation.end", "2026-05-19", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  CHECK(w.transfer().current_pricing() == nullptr);
}

TEST_CASE("PTH-07 refuses: an approval from before the talks, recorded late, for another party") {
  Transfer w;
  w.negotiated();
  w.must("negotiation.end", "2026-05-06", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  w.must("institution.register", "2026-05-07",
         R"({"number": "I-2", "name": "另一公司", "nature": "company"})");
  w.must(step::negotiate().on("2026-05-07").with(R"({"transferee": "I-2"})"));
  w.must(step::approve_case().on("2026-05-05"));  // it happened in the talks with I-co
  const auto sign = step::sign().with(R"({"transferee": "I-2"})");
  CHECK_THAT(said("PTH-07", w.check(sign)), Contains("另有 1 项是为与他方的协商作的"));
  w.must(step::approve_case().on("2026-05-06"));  // the others are not at the table yet
  CHECK_THAT(said("PTH-07", w.check(sign)), Contains("另有 2 项是为与他方的协商作的"));
  w.must(step::approve_case().on("2026-05-07"));
  CHECK_THAT(said("PTH-07", w.check(sign)), !Contains("refuse"));
}

TEST_CASE("PTH-07 refuses: an approval from between two talks, as it warned when it was given") {
  Transfer w;
  w.priced();
  w.must("negotiation.end", "2026-05-19", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  const auto between = w.record(step::approve_case().on("2026-05-20"));
  CHECK_THAT(said("PTH-07", between), Contains("warn /transfer_case ZH-1 其时没有正在进行的协商"));
  w.must(step::negotiate().on("2026-05-25"));  // with the same, who may want another price
  w.must(step::price().on("2026-05-25"));
  w.must("institution.register", "2026-05-25",
         R"({"number": "I-2", "name": "另一公司", "nature": "company"})");
  w.must("negotiation.end", "2026-05-26", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  w.must(step::approve_case().on("2026-05-27"));
  w.must(step::negotiate().on("2026-05-28").with(R"({"transferee": "I-2"})"));
  const auto sign = step::sign().on("2026-06-30").with(R"({"transferee": "I-2"})");
  CHECK_THAT(said("PTH-07", w.check(sign)),
             Contains("在案：没有审批（另有 3 项是为与他方的协商作的，或作于没有协商之时，不算）"));
  CHECK(said("PTH-07", w.record(step::approve_case().on("2026-05-28"))) == "");
  CHECK_THAT(said("PTH-07", w.check(sign)), !Contains("refuse"));
}

TEST_CASE("REG-02 refuses: a price agreed while no transferee is at the table") {
  Transfer w;
  w.implementation_decided();
  CHECK(said("REG-02", w.check(step::price())) == "");
  w.must("negotiation.end", "2026-04-18", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  const auto nobody = w.check(step::price());
  CHECK_THAT(said("REG-02", nobody),
             Contains("refuse /transfer_case ZH-1 没有与受让方的协商在进行，协议价格无从议定"));
  w.must(step::negotiate().on("2026-04-22").with(R"({"transferee": null})"));
  CHECK_THAT(said("REG-02", w.check(step::price().on("2026-04-23"))), Contains("refuse"));
  w.must(step::negotiate().on("2026-04-24"));
  CHECK(said("REG-02", w.check(step::price().on("2026-04-24"))) == "");
  CHECK_FALSE(said("REG-02", w.check(step::price()
                                         .on("2026-04-24")
                                         .with(
                                             R"({"method": "listing", "venue": "示例市场",
                                     "opened_on": "2026-04-08", "buyer": "I-co"})")))
                  .find("协商") != std::string::npos);
}

TEST_CASE("REG-04 refuses: talks that end before they began, or begin before the last ended") {
  const Step ending{"negotiation.end", "2026-04-02",
                    R"({"transfer_case": "ZH-1", "reason": "示例"})"};
  Transfer w;
  w.must(step::open_case());
  w.must(step::negotiate().on("2026-04-10"));
  CHECK_THAT(said("REG-04", w.check(ending)), Contains("协商的记录日（2026-04-10）"));
  CHECK(said("REG-04", w.check(ending.on("2026-04-10"))) == "");
  w.must(ending.on("2026-04-15"));
  CHECK_THAT(said("REG-04", w.check(step::negotiate().on("2026-04-14"))),
             Contains("前次协商的结束日（2026-04-15）"));
  CHECK(said("REG-04", w.check(step::negotiate().on("2026-04-15"))) == "");
}

TEST_CASE(
    "CTR-06: beside a contract the way to another party is talks, not the end of the former") {
  Transfer w;
  w.signed_();
  w.must("institution.register", "2026-05-20",
         R"({"number": "I-2", "name": "另一公司", "nature": "company"})");
  const auto second =
      w.check(step::sign().on("2026-05-22").with(R"({"number": "HT-2", "transferee": "I-2"})"));
  const auto found = std::find_if(
      second.findings.begin(), second.findings.end(),
      [](const Finding& f) { return f.rule == "CTR-06" && f.severity == Severity::refuse; });
  REQUIRE(found != second.findings.end());
  CHECK(found->mend_by == std::vector<std::string>{"negotiation.record"});
  const auto advised = step::negotiate().on("2026-05-21").with(R"({"transferee": "I-2"})");
  CHECK_FALSE(w.check(advised).is_refused());
}

// ---- the type of a further contract

TEST_CASE("CTR-01 warns: a further contract of another type that the pathway allows") {
  Transfer w;
  w.signed_(Pathway::extended_service);
  const auto further = step::sign(Pathway::extended_service).on("2026-05-22");
  const auto consulting =
      w.check(further.with(R"({"number": "HT-2", "sub_kind": "technical_consulting"})"));
  CHECK_THAT(said("CTR-01", consulting), Contains("warn /sub_kind 合同是技术咨询"));
  CHECK_FALSE(consulting.is_refused());
  const auto licence = w.check(step::sign().on("2026-05-22").with(R"({"number": "HT-2"})"));
  CHECK_THAT(said("CTR-01", licence), Contains("refuse /sub_kind 转化路径为延伸服务"));
  for (const auto& finding : licence.findings) {
    if (finding.rule != "CTR-01" || finding.severity != Severity::refuse) continue;
    CHECK(finding.mend_by == std::vector<std::string>{"case.open"});
  }
  Transfer unsigned_case;
  unsigned_case.priced(Pathway::extended_service);
  CHECK_THAT(
      said("CTR-01", unsigned_case.check(step::sign(Pathway::extended_service)
                                             .with(R"({"sub_kind": "technical_consulting"})"))),
      Contains("refuse /sub_kind 合同是技术咨询"));
}

// ---- objections upheld

TEST_CASE("PTH-05 refuses: an edition that was sent back, again or frozen anew without a change") {
  Transfer w(0);
  w.prepare_achievement();
  w.file_application();
  w.approve();
  const auto freeze = [](const char* number, const char* on) {
    return Step{"edition.freeze", on, R"({"number": ")" + std::string(number) + "\"}"};
  };
  const auto show = [](const char* number, const char* edition, const char* on) {
    return Step{"notice.open", on,
                R"({"number": ")" + std::string(number) + R"(", "edition": ")" + edition +
                    R"(", "audience": "单位内部管理平台", "days": 5, "unit": "working_day"})"};
  };
  w.must(freeze("QD-1", "2026-03-06"));
  w.must(show("GS-1", "QD-1", "2026-03-09"));
  w.must(object_to("GS-1", "2026-03-10"));
  w.must(uphold("GS-1", "2026-03-11"));
  CHECK_THAT(
      said("DSC-04", w.check(show("GS-2", "QD-1", "2026-03-12"))),
      Contains("refuse /edition 公示 GS-1 的第 1 号异议成立") && Contains("清单 QD-1 没有改动"));
  CHECK_THAT(said("DSC-03", w.check(freeze("QD-2", "2026-03-12"))),
             Contains("refuse  公示 GS-1 的第 1 号异议成立") && Contains("没有变化"));
  auto content = sample_content();
  content.replace(content.find("示例"), std::string("示例").size(), "改正");
  w.must("application.revise", "2026-03-12",
         R"({"application": "SB-of-KZ-1", "content": )" + content + "}");
  w.must("resolution.record", "2026-03-13",
         R"({"body": "academic_committee", "members": 3, "present": ["P-3", "P-4"],
             "matters": [{"matter": "application", "achievement": "KZ-1", "outcome": "approved",
                          "in_favour": 2, "against": 0, "abstained": 0}]})");
  w.must(freeze("QD-2", "2026-03-16"));
  CHECK_FALSE(w.check(show("GS-2", "QD-2", "2026-03-17")).is_refused());
  CHECK_THAT(said("DSC-04", w.check(show("GS-2", "QD-1", "2026-03-17"))), Contains("refuse"));
}

TEST_CASE("PTH-05 refuses: a distribution plan that an upheld objection sent back, as it was") {
  Transfer w;
  w.plan_decided();
  w.must(step::publish_plan());
  w.must(step::publish_plan().on("2026-06-05").with(R"({"number": "GS-4"})"));
  w.must(object_to("GS-3", "2026-06-10"));
  w.must(uphold("GS-3", "2026-06-12"));
  CHECK(w.get<Notice>("GS-4").state == NoticeState::voided);  // it showed the same
  const auto again = step::publish_plan().on("2026-06-15").with(R"({"number": "GS-5"})");
  CHECK(said("REG-02", w.check(again)) ==
        "refuse /plan 公示 GS-3 的第 1 号异议成立，内容须变更；方案 FA-1 没有改动，"
        "不能照原样办理。\n");
  const auto anew = step::draft_plan().on("2026-06-15").with(R"({"number": "FA-2"})");
  CHECK(said("PTH-05", w.check(anew)) ==
        "refuse /transfer_case 公示 GS-3 的第 1 号异议成立，内容须变更；分配方案与原来的相同，"
        "没有变化。\n");
  w.must(anew.with(R"({"reward_ratio": "3/5"})"));
  CHECK(said("REG-02", w.check(again.with(R"({"plan": "FA-2"})"))) == "");
}

TEST_CASE("PTH-05 refuses: an implementation plan or a price sent back, as it was") {
  Transfer w;
  w.priced();
  const auto plan = step::publish_implementation().on("2026-05-20").with(R"({"number": "GS-7"})");
  const auto price = step::publish_price().on("2026-05-20").with(R"({"number": "GS-8"})");
  w.must(plan);
  w.must(price);
  for (const auto* notice : {"GS-7", "GS-8"}) {
    w.must(object_to(notice, "2026-05-21"));
    w.must(uphold(notice, "2026-05-22"));
  }
  const auto plan_again = plan.on("2026-05-25").with(R"({"number": "GS-9"})");
  const auto price_again = price.on("2026-05-25").with(R"({"number": "GS-10"})");
  CHECK_THAT(said("REG-02", w.check(plan_again)),
             Contains("refuse /transfer_case 公示 GS-7 的第 1 号异议成立"));
  CHECK_THAT(said("REG-02", w.check(price_again)),
             Contains("refuse /transfer_case 公示 GS-8 的第 1 号异议成立"));
  const auto signing = w.check(step::sign().on("2026-05-25"));
  CHECK_THAT(said("LNK-43", signing), Contains("GS-7 因异议成立已作废"));
  CHECK_THAT(said("CTR-05", signing), Contains("异议成立，内容须变更；所定价格还没有改动"));
  const auto other_plan = step::draft_implementation().on("2026-05-25");
  const auto other_price = step::price().on("2026-05-25");
  CHECK_THAT(said("PTH-05", w.check(other_plan)),
             Contains("GS-7 的第 1 号异议成立，内容须变更；实施方案与原来的相同"));
  CHECK_THAT(said("PTH-05", w.check(other_price)),
             Contains("GS-8 的第 1 号异议成立，内容须变更；定价与原来的相同"));
  w.must(other_plan.with(R"({"summary": "改后方案"})"));
  w.must(other_price.with(R"({"price": "1100000.00"})"));
  CHECK(said("REG-02", w.check(plan_again)) == "");
  CHECK(said("REG-02", w.check(price_again)) == "");
}

TEST_CASE("PTH-05 refuses: to approve a draft that an objection sent back before it was decided") {
  Transfer w;
  w.registered();
  w.must(step::draft_plan());
  w.must(step::publish_plan().on("2026-06-02"));
  w.must(object_to("GS-3", "2026-06-02"));
  w.must(uphold("GS-3", "2026-06-02"));
  CHECK_THAT(said("REG-02", w.check(step::decide_plan())),
             Contains("refuse /matters/0/plan 公示 GS-3 的第 1 号异议成立"));
  CHECK(said("REG-02", w.check(step::decide_plan().with(
                           R"({"matters": [{"matter": "distribution_plan", "plan": "FA-1",
                               "outcome": "rejected", "in_favour": 0, "against": 2,
                               "abstained": 0, "reasons": "示例"}]})"))) == "");
  w.must(step::decide_plan().with(
      R"({"matters": [{"matter": "distribution_plan", "plan": "FA-1", "outcome": "rejected",
                       "in_favour": 0, "against": 2, "abstained": 0, "reasons": "示例"}]})"));
  const auto anew = step::draft_plan().on("2026-06-04").with(R"({"number": "FA-2"})");
  CHECK_THAT(said("PTH-05", w.check(anew)), Contains("分配方案与原来的相同"));
}

// ---- the party

TEST_CASE("CTR-06 refuses: declarations as to somebody else than the buyer of a listing") {
  Transfer w;
  plan_listing(w);
  w.must(step::negotiate());  // with I-co
  w.must(step::approve_case().on("2026-04-03"));
  w.must(listed_for("I-2"));
  const auto sign = step::sign().with(R"({"transferee": "I-2"})");
  CHECK_THAT(said("CTR-06", w.check(sign)),
             Contains("refuse /transfer_case 协商与声明是就 I-co（示例公司）作的，"
                      "受让方却是 I-2（另一公司）"));
  CHECK_THAT(said(w.missing_of("CTR-06")), Contains("refuse  协商与声明是就 I-co"));
  CHECK_THAT(said("PTH-07", w.check(sign)),
             Contains("在案：没有审批（另有 1 项是为与他方的协商作的，或作于没有协商之时，不算）"));
  w.must("negotiation.end", "2026-04-21", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  w.must(step::negotiate().on("2026-04-21").with(R"({"transferee": "I-2"})"));
  w.must(step::approve_case().on("2026-04-21"));
  CHECK_THAT(said("CTR-06", w.check(sign)), !Contains("refuse"));
  CHECK_THAT(said("PTH-07", w.check(sign)), !Contains("refuse"));
}

TEST_CASE("CTR-06 refuses: declarations from before the buyer was known, until made as to it") {
  Transfer w;
  plan_listing(w);
  w.must(step::negotiate().with(R"({"transferee": null})"));
  CHECK(said(w.missing_of("CTR-06")) == "");  // there is nobody to declare about yet
  w.must(step::approve_case().on("2026-04-03"));
  w.must(listed_for("I-2"));
  const auto sign = step::sign().with(R"({"transferee": "I-2"})");
  CHECK_THAT(said("CTR-06", w.check(sign)),
             Contains("refuse /transfer_case 关联交易与利益关系的声明作于受让方确定之前"));
  CHECK_THAT(said("PTH-07", w.check(sign)), !Contains("refuse"));  // it was of the listing
  w.must(step::negotiate().on("2026-04-21").with(R"({"transferee": "I-2"})"));
  CHECK_THAT(said("CTR-06", w.check(sign)), !Contains("refuse"));
}

// ---- the price

TEST_CASE("REG-02 refuses: the own institution as buyer, a price in another currency") {
  Transfer w;
  plan_listing(w);
  w.must(step::negotiate().with(R"({"transferee": null})"));
  w.must(step::choose_pathway());
  w.must(step::draft_implementation().with(R"({"expected_amount": "1000000.00"})"));
  CHECK(said("REG-02", w.check(listed_for("I-own"))) == "refuse /buyer 成交方就是本机构。\n");
  CHECK(said("REG-02", w.check(listed_for("I-2").with(R"({"price": "USD 1.00"})"))) ==
        "refuse /price 价格 USD 1.00 的币种是 USD，实施方案用的是 CNY。\n");
  CHECK(said("REG-02", w.check(listed_for("I-2"))) == "");
  Transfer other;
  other.signed_();
  CHECK_THAT(
      said("REG-02", other.check(step::price().on("2026-05-21").with(R"({"price": "USD 1.00"})"))),
      Contains("合同 HT-1 用的是 CNY"));
}

// ---- the end

TEST_CASE("PTH-03 warns: a termination with a contract alive, money to come and to be paid") {
  const auto end = [](const char* on) {
    return Step{"case.terminate", on, R"({"transfer_case": "ZH-1", "reason": "示例"})"};
  };
  Transfer signed_case;
  signed_case.registered();
  CHECK(said("PTH-03", signed_case.check(end("2026-06-01"))) ==
        "warn /transfer_case 项目 ZH-1 终止时还有未了结的：合同 HT-1（尚未终止、"
        "应收未收 1000000.00）。\n");
  Transfer w;
  w.received();
  CHECK(said("PTH-03", w.check(end("2026-07-02"))) ==
        "warn /transfer_case 项目 ZH-1 终止时还有未了结的：合同 HT-1（尚未终止）；"
        "应发未发 450000.00。\n");
  w.must(step::pay("P-1", "270000.00"));
  w.must(step::pay("P-2", "180000.00"));
  w.must("contract.end", "2026-07-07", R"({"contract": "HT-1", "reason": "示例"})");
  CHECK(said("PTH-03", w.check(end("2026-07-08"))) == "");
}

TEST_CASE("PTH-03 warns: a termination with dues of an ended contract, or a receipt not divided") {
  const Step end{"case.terminate", "2026-08-10", R"({"transfer_case": "ZH-1", "reason": "示例"})"};
  Transfer w;
  w.registered();
  w.must("contract.end", "2026-08-05", R"({"contract": "HT-1", "reason": "示例"})");
  CHECK(said("PTH-03", w.check(end)) ==
        "warn /transfer_case 项目 ZH-1 终止时还有未了结的：合同 HT-1（应收未收 1000000.00）。\n");
  w.must("due.write_off", "2026-08-06", R"({"contract": "HT-1", "due": 1, "reason": "示例"})");
  CHECK(said("PTH-03", w.check(end)) == "");
  Transfer undivided;
  undivided.registered();
  undivided.must(step::receive().on("2026-06-02"));
  undivided.must("contract.end", "2026-06-15", R"({"contract": "HT-1", "reason": "示例"})");
  CHECK(said("PTH-03", undivided.check(end)) ==
        "warn /transfer_case 项目 ZH-1 终止时还有未了结的：1 笔到账未分配。\n");
}

// ---- one currency

TEST_CASE(
    "CTR-04 refuses: a contract in another currency than the cost, which is told at the price") {
  const auto in_dollars = R"({"amounts": {"total": "USD 1000000.00", "technical": "USD 1000000.00"},
                              "dues": [{"what": "一次总付", "amount": "USD 1000000.00",
                                        "due_on": "2026-07-31"}]})";
  Transfer w;
  w.pathway_chosen();
  w.must(step::draft_implementation().with(R"({"expected_amount": null})"));
  w.must(step::decide_implementation());
  w.must(step::publish_implementation());
  w.must(step::close_implementation());
  w.must(step::cost().on("2026-04-19").with(R"({"incurred_on": "2026-04-18"})"));
  const auto price = step::price().with(R"({"price": "USD 1000000.00"})");
  const auto priced = w.check(price);
  CHECK(said("REG-02", priced) ==
        "refuse /price 价格 USD 1000000.00 的币种是 USD，已记的成本用的是 CNY。\n");
  CHECK(priced.findings.front().mend_by ==
        std::vector<std::string>{"pricing.record", "cost.reverse", "cost.record"});
  CHECK_THAT(said("CTR-04", w.check(step::sign().with(in_dollars))),
             Contains("refuse /amounts/total 合同以 USD 计，项目已记的成本以 CNY 计"));

  w.must("cost.reverse", "2026-04-20",
         R"({"transfer_case": "ZH-1", "cost": 1, "reason": "折成美元重记"})");
  w.must(price);
  CHECK_THAT(said("INC-06",
                  w.check(step::cost().on("2026-04-21").with(R"({"incurred_on": "2026-04-18"})"))),
             Contains("本项目以 USD 计"));
  w.must(step::cost("ip_fees", "USD 20000.00")
             .on("2026-04-21")
             .with(R"({"incurred_on": "2026-04-18"})"));
  w.must(step::publish_price());
  w.must(step::close_price());
  w.must(step::approve_case().with(R"({"approver": "head_meeting", "amount": "USD 1000000.00"})"));
  w.must(step::review_risks());
  w.must(step::sign().with(in_dollars));
  w.must(step::register_contract());
  w.must(step::draft_plan());
  w.must(step::decide_plan());
  w.must(step::publish_plan());
  w.must(step::close_plan());
  w.must(step::receive("USD 1000000.00"));
  CHECK(w.transfer().totals.net == Money::parse("USD 980000.00"));
  CHECK(w.transfer().totals.reward == Money::parse("USD 490000.00"));
}

TEST_CASE("REG-02 passes: shares priced in another currency than the costs, which are cash") {
  Transfer w;
  w.pathway_chosen(Pathway::equity_investment);
  w.must(step::draft_implementation().with(R"({"expected_amount": null})"));
  w.must(step::cost().on("2026-04-19").with(R"({"incurred_on": "2026-04-18"})"));
  w.must(step::price().with(R"({"price": "USD 1000000.00"})"));
  CHECK(said("INC-06",
             w.check(step::cost().on("2026-04-21").with(R"({"incurred_on": "2026-04-18"})"))) ==
        "");
}

TEST_CASE("INC-06 refuses: a cost or a payment in another currency, naming field and remedy") {
  Transfer w;
  w.received();
  const auto cost = w.check(step::cost("ip_fees", "USD 1.00").on("2026-07-02"));
  CHECK(said("INC-06", cost) == "refuse /amount 成本 USD 1.00 的币种是 USD，本项目以 CNY 计。\n");
  CHECK_THAT(cost.findings.back().remedy.zh,
             Contains("后记录（cost.record）。其余规则在此之后才判断。"));
  CHECK(cost.findings.back().mend_by == std::vector<std::string>{"cost.record"});
  CHECK(said("INC-06", w.check(step::pay("P-1", "USD 1.00"))) ==
        "refuse /lines/0/amount 发放金额 USD 1.00 的币种是 USD，本项目以 CNY 计。\n");
  Transfer early;
  early.must(step::open_case());
  early.must(step::cost());
  CHECK_THAT(said("INC-06", early.check(step::cost("ip_fees", "USD 1.00").on("2026-06-02"))),
             Contains("refuse /amount"));
}

TEST_CASE("A plan drafted before the contract of a case in dollars is told what it waits for") {
  Transfer w;
  w.implementation_decided();
  w.must(step::draft_implementation().on("2026-04-17").with(R"({"expected_amount": null})"));
  w.must(step::cost("ip_fees", "USD 20000.00")
             .on("2026-04-20")
             .with(R"({"incurred_on": "2026-04-18"})"));
  const auto drafted = w.check(step::draft_plan().on("2026-04-21"));
  CHECK(said("INC-02", drafted) == "");
  CHECK(said("REG-02", drafted) == "");
  CHECK_THAT(said("LNK-51", drafted), Contains("refuse"));
}

TEST_CASE("INC-02 refuses: what cannot be worked out is said in whole sentences") {
  Transfer w;
  w.registered();
  const auto decision = w.check(step::draft_plan().with(R"({"reward_ratio": "6/5"})"));
  REQUIRE(decision.is_refused());
  const auto& finding = decision.findings.back();
  CHECK_THAT(finding.remedy.zh, Contains("。其余规则在此之后才判断。"));
  CHECK_THAT(finding.remedy.en, Contains(". The other rules are asked after that."));
  CHECK_THAT(finding.what.zh, Catch::EndsWith("。"));
  CHECK_THAT(finding.what.en, Catch::EndsWith("."));
}

// ---- amounts

TEST_CASE("CTR-04 warns: a receipt beyond its payment says what is left, never less than nothing") {
  Transfer w;
  w.priced();
  w.must(step::sign().with(
      R"({"amounts": {"terms": "instalments"},
          "dues": [{"what": "首期", "amount": "400000.00", "due_on": "2026-06-30"},
                   {"what": "余款", "amount": "600000.00", "due_on": "2026-07-31"}]})"));
  w.must(step::receive("500000.00").with(R"({"due": 1})"));
  CHECK_THAT(
      said("CTR-04",
           w.check(step::receive("1.00").on("2026-07-02").with(R"({"due": 1, "number": "DZ-2"})"))),
      Contains("warn /due 到账 1.00，超过第 1 笔应收款项未收的 0.00（应收 400000.00，"
               "已到账 500000.00）"));
}

TEST_CASE("CTR-05 warns: a listing without a price is to be recorded, not publicised") {
  Transfer w;
  plan_listing(w);
  w.must(step::negotiate().with(R"({"transferee": null})"));
  w.must(step::choose_pathway());
  w.must(step::draft_implementation().with(R"({"pricing": "listing"})"));
  const auto signing = w.check(step::sign());
  REQUIRE(signing.has("CTR-05"));
  for (const auto& finding : signing.findings) {
    if (finding.rule != "CTR-05") continue;
    CHECK_THAT(finding.what.zh, Contains("没有记录定价"));
    CHECK_THAT(finding.remedy.zh, Contains("挂牌") && !Contains("公示"));
  }
}
