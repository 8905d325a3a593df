#pragma once

#include "kezhuan/core/ref.hpp"
#include "kezhuan/model/transfer.hpp"

/// Acts of a transfer case up to its contract: opening and keeping it, negotiation, pathway,
/// implementation plan, pricing, approval, risks and exemption.
namespace [[gnu::visibility("default")]] kezhuan {

/// Opens a case for one or more achievements. It keeps the policy of that day (PTH-04).
struct OpenCase {
  using Creates = TransferCase;
  static constexpr std::string_view type = "case.open";
  static constexpr int version = 1;
  static constexpr StaticText title{"转化项目立项", "open a transfer case"};
  std::optional<Uuid> id;
  std::optional<std::string> number;
  std::string title_of_case;
  std::vector<Ref<Achievement>> achievements;
  std::optional<Ref<Person>> officer;

  template <class V>
  static void describe(V& v) {
    using A = OpenCase;
    v.field("id", &A::id, {"标识（可不写）", "id (optional)"});
    v.field("number", &A::number, {"编号（可不写）", "number (optional)", {}, refer_by});
    v.field("title", &A::title_of_case, {"项目名称", "title", {}, no_marks, "（项目名称）"});
    v.field("achievements", &A::achievements,
            {"成果", "achievements", {}, at_least_one, "KZ-demo"});
    v.field("officer", &A::officer, {"经办人", "officer", {}, no_marks, "P-demo"});
  }
};

struct SuspendCase {
  static constexpr std::string_view type = "case.suspend";
  static constexpr int version = 1;
  static constexpr StaticText title{"中止项目", "suspend a case"};
  Ref<TransferCase> transfer_case;
  std::string reason;

  template <class V>
  static void describe(V& v) {
    v.field("transfer_case", &SuspendCase::transfer_case,
            {"转化项目", "transfer case", "PTH-03", no_marks, "ZH-2026-001"});
    v.field("reason", &SuspendCase::reason, {"原因", "reason", "PTH-03"});
  }
};

struct ResumeCase {
  static constexpr std::string_view type = "case.resume";
  static constexpr int version = 1;
  static constexpr StaticText title{"恢复项目", "resume a case"};
  Ref<TransferCase> transfer_case;
  std::string reason;

  template <class V>
  static void describe(V& v) {
    v.field("transfer_case", &ResumeCase::transfer_case,
            {"转化项目", "transfer case", "PTH-03", no_marks, "ZH-2026-001"});
    v.field("reason", &ResumeCase::reason, {"说明", "reason", "PTH-03"});
  }
};

/// Where a case is sent back to: to negotiate anew, or to choose the pathway anew.
enum class SendBackTo { negotiation = 3, pathway = 4 };

template <>
struct EnumTable<SendBackTo> {
  using E = SendBackTo;
  static constexpr std::array table = {
      EnumEntry<E>{E::negotiation, "negotiation", {"退回协商（环节3）", "negotiation (link 3)"}},
      EnumEntry<E>{E::pathway, "pathway", {"退回路径选择（环节4）", "pathway selection (link 4)"}},
  };
};

/// Sends a case back before a contract is signed: the implementation plan and the price are void,
/// the pathway is chosen anew; back to negotiation, the negotiation has ended too. Nothing is
/// erased.
struct SendBackCase {
  static constexpr std::string_view type = "case.send_back";
  static constexpr int version = 1;
  static constexpr StaticText title{"退回项目", "send a case back"};
  Ref<TransferCase> transfer_case;
  SendBackTo to = SendBackTo::pathway;
  std::string reason;

  template <class V>
  static void describe(V& v) {
    v.field("transfer_case", &SendBackCase::transfer_case,
            {"转化项目", "transfer case", "PTH-03", no_marks, "ZH-2026-001"});
    v.field("to", &SendBackCase::to, {"退回至", "back to", "PTH-03"});
    v.field("reason", &SendBackCase::reason, {"原因", "reason", "PTH-03"});
  }
};

struct TerminateCase {
  static constexpr std::string_view type = "case.terminate";
  static constexpr int version = 1;
  static constexpr StaticText title{"终止项目", "terminate a case"};
  Ref<TransferCase> transfer_case;
  std::string reason;

  template <class V>
  static void describe(V& v) {
    v.field("transfer_case", &TerminateCase::transfer_case,
            {"转化项目", "transfer case", "PTH-03", no_marks, "ZH-2026-001"});
    v.field("reason", &TerminateCase::reason, {"原因", "reason", "PTH-03"});
  }
};

/// Moves a case to another adopted policy (PTH-04): from then on its acts are judged by it.
struct MoveCasePolicy {
  static constexpr std::string_view type = "case.move_policy";
  static constexpr int version = 1;
  static constexpr StaticText title{"项目改用政策版本", "move a case to another policy"};
  Ref<TransferCase> transfer_case;
  Sha256 policy;
  std::string reason;

  template <class V>
  static void describe(V& v) {
    v.field("transfer_case", &MoveCasePolicy::transfer_case,
            {"转化项目", "transfer case", "PTH-04", no_marks, "ZH-2026-001"});
    v.field("policy", &MoveCasePolicy::policy, {"政策哈希", "hash of the policy", "PTH-04"});
    v.field("reason", &MoveCasePolicy::reason, {"原因", "reason", "PTH-04"});
  }
};

/// What was agreed with a transferee, as far as it has come; recorded again when it changes. For a
/// listing or auction the transferee stays open; an extended service states its scope.
struct RecordNegotiation {
  static constexpr std::string_view type = "negotiation.record";
  static constexpr int version = 1;
  static constexpr StaticText title{"记录与受让方协商", "record the negotiation"};
  Ref<TransferCase> transfer_case;
  std::optional<Ref<Institution>> transferee;
  std::vector<AgreedDeliverables> deliverables;
  std::optional<std::string> scope;
  std::vector<InterestDeclaration> declarations;
  std::optional<bool> related_party;
  std::optional<std::string> related_what;

  template <class V>
  static void describe(V& v) {
    using A = RecordNegotiation;
    v.field("transfer_case", &A::transfer_case,
            {"转化项目", "transfer case", {}, no_marks, "ZH-2026-001"});
    v.field("transferee", &A::transferee,
            {"受让方（挂牌、拍卖可不写）",
             "transferee (open for a listing or auction)",
             {},
             no_marks,
             "I-demo"});
    v.field("deliverables", &A::deliverables,
            {"拟转化交付物",
             "deliverables agreed",
             {},
             json_example,
             R"([{"achievement":"KZ-demo","keys":["D1"]}])"});
    v.field("scope", &A::scope, {"服务范围（延伸服务）", "scope (extended service)"});
    v.field("declarations", &A::declarations,
            {"利益关系声明", "declarations of interest", "CTR-06", json_example,
             R"([{"person":"P-demo","has_interest":false}])"});
    v.field("related_party", &A::related_party,
            {"是否关联交易", "related party", "CTR-06", no_marks, "false"});
    v.field("related_what", &A::related_what, {"关联关系说明", "how they are related", "CTR-06"});
  }
};

/// The talks came to nothing; another negotiation may be recorded.
struct EndNegotiation {
  static constexpr std::string_view type = "negotiation.end";
  static constexpr int version = 1;
  static constexpr StaticText title{"结束协商（未成）", "end a negotiation that failed"};
  Ref<TransferCase> transfer_case;
  std::string reason;

  template <class V>
  static void describe(V& v) {
    v.field("transfer_case", &EndNegotiation::transfer_case,
            {"转化项目", "transfer case", {}, no_marks, "ZH-2026-001"});
    v.field("reason", &EndNegotiation::reason, {"原因", "reason"});
  }
};

/// Chooses pathway and contract type (Table 3). @rule CTR-01
struct ChoosePathway {
  static constexpr std::string_view type = "pathway.choose";
  static constexpr int version = 1;
  static constexpr StaticText title{"选定转化路径", "choose the pathway"};
  Ref<TransferCase> transfer_case;
  Pathway pathway = Pathway::licence;
  ContractType contract_type = ContractType::licence;
  std::string reason;

  template <class V>
  static void describe(V& v) {
    using A = ChoosePathway;
    v.field("transfer_case", &A::transfer_case,
            {"转化项目", "transfer case", {}, no_marks, "ZH-2026-001"});
    v.field("pathway", &A::pathway, {"转化路径", "pathway", "CTR-01", no_marks, "licence"});
    v.field("contract_type", &A::contract_type,
            {"合同类型", "contract type", "CTR-01", no_marks, "licence"});
    v.field("reason", &A::reason, {"选择理由", "reason"});
  }
};

/// Drafts the implementation plan; a new draft voids the one before.
struct DraftImplementation {
  static constexpr std::string_view type = "implementation.draft";
  static constexpr int version = 1;
  static constexpr StaticText title{"拟定转化实施方案", "draft the implementation plan"};
  Ref<TransferCase> transfer_case;
  std::string summary;
  std::vector<Implementer> implementers;
  PricingMethod pricing = PricingMethod::agreement;
  std::optional<Money> expected_amount;
  std::optional<Date> complete_by;

  template <class V>
  static void describe(V& v) {
    using A = DraftImplementation;
    v.field("transfer_case", &A::transfer_case,
            {"转化项目", "transfer case", {}, no_marks, "ZH-2026-001"});
    v.field("summary", &A::summary, {"方案内容", "summary", "PTH-06"});
    v.field("implementers", &A::implementers, {"转化实施人员", "implementers", "INC-02"});
    v.field("pricing", &A::pricing, {"定价方式", "pricing", "CTR-05"});
    v.field("expected_amount", &A::expected_amount,
            {"预期金额", "expected amount", {}, no_marks, "1000000.00"});
    v.field("complete_by", &A::complete_by, {"计划完成日", "to be complete by", "EVL-01"});
  }
};

/// The price: agreed, or the result of a listing or auction. @rule CTR-05
struct RecordPricing {
  static constexpr std::string_view type = "pricing.record";
  static constexpr int version = 1;
  static constexpr StaticText title{"记录定价", "record the price"};
  Ref<TransferCase> transfer_case;
  PricingMethod method = PricingMethod::agreement;
  Money price;
  std::optional<std::string> venue;
  std::optional<Date> opened_on;
  std::optional<Ref<Institution>> buyer;

  template <class V>
  static void describe(V& v) {
    using A = RecordPricing;
    v.field("transfer_case", &A::transfer_case,
            {"转化项目", "transfer case", {}, no_marks, "ZH-2026-001"});
    v.field("method", &A::method, {"定价方式", "method", "CTR-05"});
    v.field("price", &A::price, {"价格", "price", "CTR-05", no_marks, "1000000.00"});
    v.field("venue", &A::venue, {"交易场所（挂牌、拍卖）", "venue (listing, auction)", "CTR-05"});
    v.field("opened_on", &A::opened_on, {"挂牌（公告）日", "listed or announced on", "CTR-05"});
    v.field("buyer", &A::buyer, {"成交方（挂牌、拍卖）", "buyer (listing, auction)", "CTR-05"});
  }
};

struct RecordValuation {
  static constexpr std::string_view type = "valuation.record";
  static constexpr int version = 1;
  static constexpr StaticText title{"记录评估参考", "record a valuation"};
  Ref<TransferCase> transfer_case;
  Money amount;
  std::string method;
  std::string appraiser;
  Date valued_on;
  std::optional<Ref<Evidence>> evidence;

  template <class V>
  static void describe(V& v) {
    using A = RecordValuation;
    v.field("transfer_case", &A::transfer_case,
            {"转化项目", "transfer case", {}, no_marks, "ZH-2026-001"});
    v.field("amount", &A::amount, {"评估值", "amount", {}, no_marks, "1000000.00"});
    v.field("method", &A::method, {"评估方法", "method", {}, no_marks, "收益法"});
    v.field("appraiser", &A::appraiser, {"评估机构", "appraiser"});
    v.field("valued_on", &A::valued_on, {"评估基准日", "valued on"});
    v.field("evidence", &A::evidence, {"评估报告（佐证材料）", "report (evidence)"});
  }
};

/// An approval by the tier the amount calls for. @rule PTH-07
struct RecordApproval {
  static constexpr std::string_view type = "approval.record";
  static constexpr int version = 1;
  static constexpr StaticText title{"记录分级审批", "record an approval"};
  Ref<TransferCase> transfer_case;
  std::string approver;
  Money amount;
  std::optional<Ref<Evidence>> evidence;

  template <class V>
  static void describe(V& v) {
    using A = RecordApproval;
    v.field("transfer_case", &A::transfer_case,
            {"转化项目", "transfer case", {}, no_marks, "ZH-2026-001"});
    v.field("approver", &A::approver,
            {"审批层级", "approver", "PTH-07", no_marks, "transfer_office"});
    v.field("amount", &A::amount,
            {"审批金额", "amount approved", "PTH-07", no_marks, "1000000.00"});
    v.field("evidence", &A::evidence, {"审批表（佐证材料）", "form (evidence)", "PTH-07"});
  }
};

/// Adopts the institution's exemption guide. @rule EXM-01
struct AdoptGuide {
  using Creates = Guide;
  static constexpr std::string_view type = "guide.adopt";
  static constexpr int version = 1;
  static constexpr StaticText title{"施行尽职免责工作指引", "adopt the exemption guide"};
  std::optional<Uuid> id;
  std::optional<std::string> number;
  std::string title_of_guide;
  std::vector<std::string> manager_risks;
  std::vector<std::string> researcher_risks;
  std::optional<Ref<Evidence>> text;

  template <class V>
  static void describe(V& v) {
    using A = AdoptGuide;
    v.field("id", &A::id, {"标识（可不写）", "id (optional)"});
    v.field("number", &A::number, {"编号（可不写）", "number (optional)", {}, refer_by});
    v.field("title", &A::title_of_guide,
            {"名称", "title", {}, no_marks, "《数据类科技成果转化尽职免责工作指引》"});
    v.field(
        "manager_risks", &A::manager_risks,
        {"管理人员风险", "managers' risks", "EXM-01", json_example,
         R"(["valuation","equity_disposal","technology_leak","equity_custody","related_party"])"});
    v.field(
        "researcher_risks", &A::researcher_risks,
        {"科研人员风险", "researchers' risks", "EXM-01", json_example,
         R"(["inadequate_protection","transfer_failure","undue_influence","unfair_competition"])"});
    v.field("text", &A::text, {"指引文本（佐证材料）", "text (evidence)", "EXM-01"});
  }
};

/// Holds the case against every risk of the guide. @rule EXM-01
struct ReviewRisks {
  static constexpr std::string_view type = "risks.review";
  static constexpr int version = 1;
  static constexpr StaticText title{"对照风险清单", "review the risks of a case"};
  Ref<TransferCase> transfer_case;
  Ref<Guide> guide;
  std::vector<RiskItem> items;

  template <class V>
  static void describe(V& v) {
    using A = ReviewRisks;
    v.field("transfer_case", &A::transfer_case,
            {"转化项目", "transfer case", {}, no_marks, "ZH-2026-001"});
    v.field("guide", &A::guide, {"工作指引", "guide", "EXM-01", no_marks, "ZY-001"});
    v.field("items", &A::items,
            {"逐项对照", "risk by risk", "EXM-01", at_least_one | json_example,
             R"([{"risk":"valuation","present":false},{"risk":"transfer_failure","present":true,)"
             R"("measure":"（应对措施）"}])"});
  }
};

/// Whether what went wrong falls under the exemption; it rests on the record. @rule EXM-02
struct ReviewExemption {
  static constexpr std::string_view type = "exemption.review";
  static constexpr int version = 1;
  static constexpr StaticText title{"尽职免责审查", "review an exemption"};
  Ref<TransferCase> transfer_case;
  std::string about;
  bool accords_with_policy = false;
  bool helps_transformation = false;
  Conduct conduct = Conduct::unintended_fault;
  std::string reasons;
  std::optional<Ref<Resolution>> resolution;
  std::vector<Ref<Evidence>> evidence;

  template <class V>
  static void describe(V& v) {
    using A = ReviewExemption;
    v.field("transfer_case", &A::transfer_case,
            {"转化项目", "transfer case", {}, no_marks, "ZH-2026-001"});
    v.field("about", &A::about, {"审查事项", "what about", "EXM-02"});
    v.field("accords_with_policy", &A::accords_with_policy,
            {"符合中央精神和改革方向", "accords with central policy and reform", "EXM-02"});
    v.field("helps_transformation", &A::helps_transformation,
            {"有利于成果转化", "helps transformation", "EXM-02"});
    v.field("conduct", &A::conduct, {"行为性质", "conduct", "EXM-02"});
    v.field("reasons", &A::reasons, {"理由", "reasons", "EXM-02"});
    v.field("resolution", &A::resolution, {"所依决议", "resolution", "EXM-02"});
    v.field("evidence", &A::evidence, {"所依材料", "evidence", "EXM-02"});
  }
};

}  // namespace kezhuan
