#include "catch.hpp"
#include "said.hpp"
#include "support/transfer.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

/// Case ZH-1 of an achievement KZ-9 that is only registered: links 1 and 2 are all missing.
struct Bare : Transfer {
  Bare() {
    must("achievement.register", "2026-03-20",
         R"({"number": "KZ-9", "name": "示例数据集", "form": "dataset", "level": "derived",
             "lead": "P-1", "sources": ["S-1"]})");
    must(step::open_case().with(R"({"achievements": ["KZ-9"]})"));
  }
};

std::string signing(Transfer& w, const char* rule, const char* patch = "{}") {
  return said(rule, w.check(step::sign().with(patch)));
}

}  // namespace

TEST_CASE("LNK-01 passes: every achievement of the case has been disclosed") {
  Transfer w;
  w.negotiated();
  CHECK(said(w.missing_of("LNK-01")) == "");
  CHECK(said("LNK-01", w.check(step::choose_pathway())) == "");
}

TEST_CASE("LNK-01 refuses: lists whatever link 1 of an achievement lacks, all of it") {
  Bare w;
  const auto choice = w.check(step::choose_pathway());
  CHECK(choice.is_refused());
  const auto all = said("LNK-01", choice);
  CHECK_THAT(all, Contains("refuse /transfer_case 成果 KZ-9 环节1未完成（CLS-06）：") &&
                      Contains("（DLV-01）") && Contains("（DLV-04）") && Contains("（DSC-02）") &&
                      Contains("（DSC-04）"));
  CHECK_THAT(said(w.missing_of("LNK-01")), Contains("refuse  成果 KZ-9 环节1未完成（CLS-06）"));
}

TEST_CASE("LNK-01 refuses: what is missing does not hide outside the scope, it warns there") {
  Transfer w(1, InstitutionNature::non_public_medical);
  w.must("achievement.register", "2026-03-20",
         R"({"number": "KZ-9", "name": "示例", "form": "dataset", "level": "derived",
             "lead": "P-1", "sources": ["S-1"]})");
  w.must(step::open_case().with(R"({"achievements": ["KZ-9"]})"));
  CHECK_THAT(said("LNK-01", w.check(step::choose_pathway())),
             Contains("warn /transfer_case 成果 KZ-9 环节1未完成（DSC-02）"));
}

TEST_CASE("LNK-02 passes: agreements in force") {
  Transfer w(2);
  w.must(step::open_case().with(R"({"achievements": ["KZ-1", "KZ-2"]})"));
  CHECK(said(w.missing_of("LNK-02")) == "");
}

TEST_CASE("LNK-02 refuses: an achievement without an agreement in force") {
  Bare w;
  CHECK_THAT(said("LNK-02", w.check(step::choose_pathway())),
             Contains("refuse /transfer_case 成果 KZ-9 环节2未完成（RGT-05）：没有生效的赋权协议"));
  Transfer ended;
  ended.negotiated();
  ended.must("agreement.end", "2026-04-02", R"({"agreement": "FQ-KZ-1", "reason": "示例"})");
  CHECK_THAT(said(ended.missing_of("LNK-02")), Contains("成果 KZ-1 环节2未完成（RGT-05）"));
}

TEST_CASE("LNK-31 passes: the achievements stand in the asset table") {
  Transfer w;
  w.must(step::open_case());
  CHECK(said(w.missing_of("LNK-31")) == "");
}

TEST_CASE("LNK-31 refuses: names each achievement without an asset entry") {
  Bare w;
  CHECK(said("LNK-31", w.check(step::choose_pathway())) ==
        "refuse /transfer_case 成果 KZ-9 尚未计入资产表。\n");
  CHECK(said(w.missing_of("LNK-31")) == "refuse  成果 KZ-9 尚未计入资产表。\n");
}

TEST_CASE("LNK-32 passes: the contract is with the transferee on record") {
  Transfer w;
  w.priced();
  CHECK(said(w.missing_of("LNK-32")) == "");
  CHECK(signing(w, "LNK-32") == "");
}

TEST_CASE("LNK-32 refuses: nobody to sign with, or somebody else") {
  Transfer w;
  w.must("institution.register", "2026-01-05",
         R"({"number": "I-other", "name": "示例他方", "nature": "company"})");
  w.must(step::open_case());
  CHECK_THAT(said(w.missing_of("LNK-32")), Contains("refuse  项目 ZH-1 的受让方尚未确定"));
  CHECK_THAT(signing(w, "LNK-32"), Contains("refuse /transferee 项目 ZH-1 的受让方尚未确定"));
  w.must(step::negotiate());
  CHECK_THAT(signing(w, "LNK-32", R"({"transferee": "I-other"})"),
             Contains("合同的受让方是 I-other（示例他方），在案的受让方是 I-co（示例公司）"));
  w.must("negotiation.end", "2026-04-03", R"({"transfer_case": "ZH-1", "reason": "示例未成"})");
  CHECK_THAT(signing(w, "LNK-32"), Contains("尚未确定"));
}

TEST_CASE("LNK-32 refuses: a listing without a buyer; the buyer is whom it is signed with") {
  Transfer w;
  w.must(step::open_case());
  w.must(step::negotiate().with(R"({"transferee": null})"));
  CHECK(said("LNK-32", w.check(step::choose_pathway())) == "");  // link 4 does not wait for it
  w.must(step::choose_pathway());
  w.must(step::draft_implementation().with(R"({"pricing": "listing"})"));
  CHECK_THAT(said(w.missing_of("LNK-32")), Contains("成交方尚未记录"));
  w.must(step::price().with(R"({"method": "listing", "venue": "示例市场",
                                "opened_on": "2026-04-08", "buyer": "I-co"})"));
  CHECK(said(w.missing_of("LNK-32")) == "");
  CHECK(signing(w, "LNK-32") == "");
}

TEST_CASE("LNK-33 passes: deliverables agreed; for an extended service its scope") {
  Transfer w;
  w.negotiated();
  CHECK(said(w.missing_of("LNK-33")) == "");
  w.must(step::choose_pathway(Pathway::extended_service));
  w.must(step::negotiate().with(R"({"deliverables": []})"));
  CHECK(said(w.missing_of("LNK-33")) == "");
}

TEST_CASE("LNK-33 refuses: no negotiation, an achievement left out, an unknown deliverable") {
  Transfer w(2);
  w.must(step::open_case().with(R"({"achievements": ["KZ-1", "KZ-2"]})"));
  CHECK_THAT(said("LNK-33", w.check(step::choose_pathway())), Contains("没有进行中的协商"));
  w.must(step::negotiate().with(R"({"deliverables": [{"achievement": "KZ-1", "keys": ["D1"]}]})"));
  auto application = w.state.get(w.get<Achievement>("KZ-1").application.value());
  for (auto& item : application.content.primary) {
    if (item.key == "D1") item.key = "D7";  // revised since
  }
  w.state.put(std::move(application));
  const auto text = said("LNK-33", w.check(step::choose_pathway()));
  CHECK_THAT(text, Contains("refuse /transfer_case 成果 KZ-2 拟转化的交付物尚未约定") &&
                       Contains("成果 KZ-1 没有代号为 D1 的主交付物"));
}

TEST_CASE("LNK-33 refuses: an extended service without scope or without a listed achievement") {
  Transfer w;
  w.must(step::open_case());
  w.must(step::negotiate().with(R"({"scope": null})"));
  CHECK_THAT(said("LNK-33", w.check(step::choose_pathway(Pathway::extended_service))),
             Contains("尚未约定服务范围"));
  Bare bare;
  bare.must(step::negotiate().with(R"({"deliverables": []})"));
  CHECK_THAT(said("LNK-33", bare.check(step::choose_pathway(Pathway::extended_service))),
             Contains("没有依托任何已列入清单的★成果"));
}

TEST_CASE("LNK-41 passes: pathway and contract type chosen") {
  Transfer w;
  w.pathway_chosen();
  CHECK(said(w.missing_of("LNK-41")) == "");
  CHECK(signing(w, "LNK-41") == "");
}

TEST_CASE("LNK-41 refuses: signing before the choice, and after a case was sent back") {
  Transfer w;
  w.negotiated();
  CHECK_THAT(signing(w, "LNK-41"), Contains("refuse /transfer_case 项目 ZH-1 尚未选定转化路径"));
  w.must(step::choose_pathway());
  w.must("case.send_back", "2026-04-06",
         R"({"transfer_case": "ZH-1", "to": "pathway", "reason": "示例"})");
  CHECK_THAT(said(w.missing_of("LNK-41")), Contains("尚未选定转化路径"));
}

TEST_CASE("LNK-42 passes: the plan was decided") {
  Transfer w;
  w.implementation_decided();
  CHECK(said(w.missing_of("LNK-42")) == "");
  CHECK(signing(w, "LNK-42") == "");
}

TEST_CASE("LNK-42 refuses: no plan, a plan not decided, a plan drafted anew") {
  Transfer w;
  w.pathway_chosen();
  CHECK_THAT(said(w.missing_of("LNK-42")), Contains("尚未拟定转化实施方案"));
  w.must(step::draft_implementation());
  CHECK_THAT(signing(w, "LNK-42"), Contains("refuse /transfer_case") && Contains("尚未经集体议定"));
  w.must(step::decide_implementation());
  CHECK(said(w.missing_of("LNK-42")) == "");
  w.must(step::draft_implementation().on("2026-04-20"));
  CHECK_THAT(said(w.missing_of("LNK-42")), Contains("尚未经集体议定"));
}

TEST_CASE("LNK-43 passes: notice 2 closed") {
  Transfer w;
  w.implementation_decided();
  CHECK(said(w.missing_of("LNK-43")) == "");
  CHECK(signing(w, "LNK-43") == "");
}

TEST_CASE("LNK-43 refuses: not publicised, still open, or of a plan that changed since") {
  Transfer w;
  w.pathway_chosen();
  w.must(step::draft_implementation());
  w.must(step::decide_implementation());
  CHECK_THAT(said(w.missing_of("LNK-43")), Contains("现行的转化实施方案尚未公示"));
  w.must(step::publish_implementation());
  CHECK_THAT(signing(w, "LNK-43"),
             Contains("refuse /transfer_case") && Contains("GS-2 尚未结束（末日 2026-04-16）"));
  w.must(step::close_implementation());
  w.must(step::draft_implementation().on("2026-04-20"));
  CHECK_THAT(said(w.missing_of("LNK-43")), Contains("尚未公示"));
}

TEST_CASE("LNK-51 passes: a contract that is alive, or ended after it brought money") {
  Transfer w;
  w.received();
  CHECK(said(w.missing_of("LNK-51")) == "");
  w.must("contract.end", "2026-08-03", R"({"contract": "HT-1", "reason": "期满"})");
  CHECK(said(w.missing_of("LNK-51")) == "");
  CHECK(said("LNK-51",
             w.check(step::draft_plan().on("2026-08-04").with(R"({"number": "FA-2"})"))) == "");
}

TEST_CASE("LNK-51 refuses: no contract, or only one that ended without a receipt") {
  Transfer w;
  w.priced();
  CHECK_THAT(said(w.missing_of("LNK-51")), Contains("refuse  项目 ZH-1 尚未签订技术合同"));
  CHECK_THAT(said("LNK-51", w.check(step::draft_plan())), Contains("refuse /transfer_case"));
  w.must(step::sign());
  w.must("contract.end", "2026-06-01", R"({"contract": "HT-1", "reason": "示例解除"})");
  CHECK_THAT(said(w.missing_of("LNK-51")), Contains("合同 HT-1 已终止，没有有效的合同"));
}

TEST_CASE("signing too early lists everything that is missing at once, each with what to do") {
  Transfer w;
  w.must(step::open_case());
  const auto decision = w.check(step::sign());
  for (const auto* rule : {"LNK-32", "LNK-33", "LNK-41", "LNK-42", "LNK-43", "CTR-06", "PTH-07"}) {
    INFO(rule);
    CHECK_THAT(said(rule, decision), Contains("refuse "));
  }
  for (const auto* rule : {"CTR-05", "EXM-01"}) {
    INFO(rule);
    CHECK_THAT(said(rule, decision), Contains("warn "));
  }
  for (const auto& finding : decision.findings) {
    INFO(finding.rule);
    CHECK_FALSE(finding.place.empty());
    CHECK_FALSE(finding.remedy.zh.empty());
    CHECK_FALSE(finding.citations.empty());
  }
}
