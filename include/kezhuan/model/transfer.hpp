#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "kezhuan/model/distribution.hpp"

/// The transfer case (转化项目): one transfer of one or more achievements under one implementation
/// plan, with one or more contracts (C §4; PTH-01 to PTH-08). One project per plan is a house
/// default.
namespace [[gnu::visibility("default")]] kezhuan {

struct Guide;
struct Evaluation;
struct TransferReport;

/// Where a transfer case stands (PTH-03).
enum class CaseState { active = 1, suspended = 2, terminated = 3 };

template <>
struct EnumTable<CaseState> {
  using E = CaseState;
  static constexpr std::array table = {
      EnumEntry<E>{E::active, "active", {"进行中", "active"}},
      EnumEntry<E>{E::suspended, "suspended", {"已中止", "suspended"}},
      EnumEntry<E>{E::terminated, "terminated", {"已终止", "terminated"}},
  };
};

/// What of an achievement is to be transferred: keys of its primary deliverables.
struct AgreedDeliverables {
  Ref<struct Achievement> achievement;
  std::vector<std::string> keys;

  bool operator==(const AgreedDeliverables&) const = default;

  template <class V>
  static void describe(V& v) {
    using A = AgreedDeliverables;
    v.field("achievement", &A::achievement, {"成果", "achievement", {}, no_marks, "KZ-demo"});
    v.field("keys", &A::keys, {"交付物代号", "keys of deliverables", {}, at_least_one, "D1"});
  }
};

/// Somebody who takes part says whether they have an interest in the transferee.
struct InterestDeclaration {
  Ref<Person> person;
  bool has_interest = false;
  std::optional<std::string> what;

  template <class V>
  static void describe(V& v) {
    using A = InterestDeclaration;
    v.field("person", &A::person, {"人员", "person", {}, no_marks, "P-demo"});
    v.field("has_interest", &A::has_interest, {"存在利益关系", "has an interest", "CTR-06"});
    v.field("what", &A::what, {"说明", "what"});
  }
};

/// Talks with one transferee, or, before a listing or auction, with nobody in particular.
struct Negotiation {
  std::int64_t index = 1;
  Date recorded_on;
  std::optional<Date> changed_on;  ///< since when with this transferee, about this; absent: ever
  std::optional<Ref<Institution>> transferee;
  std::vector<AgreedDeliverables> deliverables;
  std::optional<std::string> scope;  ///< of an extended service
  std::vector<InterestDeclaration> declarations;
  std::optional<bool> related_party;  ///< declared; absent: not declared yet (CTR-06)
  std::optional<std::string> related_what;
  std::optional<Date> ended_on;  ///< collapsed
  std::optional<std::string> end_reason;

  template <class V>
  static void describe(V& v) {
    using A = Negotiation;
    v.field("index", &A::index, {"序号", "index"});
    v.field("recorded_on", &A::recorded_on, {"记录日", "recorded on"});
    v.field("changed_on", &A::changed_on,
            {"受让方或标的变更日", "transferee or subject changed on"});
    v.field("transferee", &A::transferee, {"受让方", "transferee"});
    v.field("deliverables", &A::deliverables, {"拟转化交付物", "deliverables agreed"});
    v.field("scope", &A::scope, {"服务范围", "scope of the service"});
    v.field("declarations", &A::declarations, {"利益关系声明", "declarations of interest"});
    v.field("related_party", &A::related_party, {"关联交易", "related party", "CTR-06"});
    v.field("related_what", &A::related_what, {"关联关系说明", "how they are related", "CTR-06"});
    v.field("ended_on", &A::ended_on, {"结束日", "ended on"});
    v.field("end_reason", &A::end_reason, {"结束原因", "reason for ending"});
  }
};

/// How it is to be transferred, and by what type of contract (CTR-01).
struct PathwayChoice {
  Pathway pathway = Pathway::licence;
  ContractType contract_type = ContractType::licence;
  Date chosen_on;
  std::string reason;

  template <class V>
  static void describe(V& v) {
    using A = PathwayChoice;
    v.field("pathway", &A::pathway, {"转化路径", "pathway", "CTR-01"});
    v.field("contract_type", &A::contract_type, {"合同类型", "contract type", "CTR-01"});
    v.field("chosen_on", &A::chosen_on, {"选定日", "chosen on"});
    v.field("reason", &A::reason, {"选择理由", "reason"});
  }
};

/// CTR-05; Law on transformation art. 18.
enum class PricingMethod { agreement = 1, listing = 2, auction = 3 };

template <>
struct EnumTable<PricingMethod> {
  using E = PricingMethod;
  static constexpr std::array table = {
      EnumEntry<E>{E::agreement, "agreement", {"协议定价", "agreement"}},
      EnumEntry<E>{E::listing, "listing", {"技术市场挂牌交易", "listing"}},
      EnumEntry<E>{E::auction, "auction", {"拍卖", "auction"}},
  };
};

/// Somebody who carries out the transfer, named with a task.
struct Implementer {
  Ref<Person> person;
  std::string task;

  template <class V>
  static void describe(V& v) {
    v.field("person", &Implementer::person, {"人员", "person", {}, no_marks, "P-demo"});
    v.field("task", &Implementer::task, {"实施任务", "task", "INC-02"});
  }
};

/// Where an implementation plan stands.
enum class ImplementationState { drafted = 1, decided = 2, rejected = 3, voided = 4 };

template <>
struct EnumTable<ImplementationState> {
  using E = ImplementationState;
  static constexpr std::array table = {
      EnumEntry<E>{E::drafted, "drafted", {"已拟定", "drafted"}},
      EnumEntry<E>{E::decided, "decided", {"已议定", "decided"}},
      EnumEntry<E>{E::rejected, "rejected", {"未通过", "rejected"}},
      EnumEntry<E>{E::voided, "voided", {"已作废", "voided"}},
  };
};

/// The implementation plan (转化实施方案): decided collectively, publicised as notice 2.
struct ImplementationPlan {
  std::int64_t index = 1;
  Date drafted_on;
  ImplementationState state = ImplementationState::drafted;
  std::string summary;
  std::vector<Implementer> implementers;
  PricingMethod pricing = PricingMethod::agreement;
  std::optional<Money> expected_amount;
  std::optional<Date> complete_by;
  std::optional<Id<Resolution>> resolution;
  std::optional<Date> decided_on;
  std::vector<Id<Notice>> notices;

  template <class V>
  static void describe(V& v) {
    using A = ImplementationPlan;
    v.field("index", &A::index, {"稿次", "index"});
    v.field("drafted_on", &A::drafted_on, {"拟定日", "drafted on"});
    v.field("state", &A::state, {"状态", "state"});
    v.field("summary", &A::summary, {"方案内容", "summary", "PTH-06"});
    v.field("implementers", &A::implementers, {"转化实施人员", "implementers", "INC-02"});
    v.field("pricing", &A::pricing, {"定价方式", "pricing", "CTR-05"});
    v.field("expected_amount", &A::expected_amount, {"预期金额", "expected amount"});
    v.field("complete_by", &A::complete_by, {"计划完成日", "to be complete by", "EVL-01"});
    v.field("resolution", &A::resolution, {"决议", "resolution", "DEM-01"});
    v.field("decided_on", &A::decided_on, {"议定日", "decided on"});
    v.field("notices", &A::notices, {"公示", "notices", "PTH-06"});
  }
};

/// The price and how it was found. By listing or auction the buyer is its result.
struct Pricing {
  std::int64_t index = 1;
  PricingMethod method = PricingMethod::agreement;
  Date priced_on;
  Money price;
  std::optional<std::string> venue;  ///< of a listing or auction
  std::optional<Date> opened_on;     ///< listed, or auction announced
  std::optional<Ref<Institution>> buyer;
  std::int64_t talks = 1;  ///< index of the negotiation it comes from, see `talks_on`
  bool voided = false;
  std::vector<Id<Notice>> notices;

  template <class V>
  static void describe(V& v) {
    using A = Pricing;
    v.field("index", &A::index, {"序号", "index"});
    v.field("method", &A::method, {"定价方式", "method", "CTR-05"});
    v.field("priced_on", &A::priced_on, {"成交（定价）日", "priced on", "CTR-05"});
    v.field("price", &A::price, {"价格", "price", "CTR-05"});
    v.field("venue", &A::venue, {"交易场所", "venue", "CTR-05"});
    v.field("opened_on", &A::opened_on, {"挂牌（公告）日", "listed or announced on", "CTR-05"});
    v.field("buyer", &A::buyer, {"成交方", "buyer", "CTR-05"});
    v.field("talks", &A::talks, {"所属协商序号", "index of its negotiation"});
    v.field("voided", &A::voided, {"已作废", "voided"});
    v.field("notices", &A::notices, {"公示", "notices", "CTR-05"});
  }
};

/// A valuation that served as reference for the price; it decides nothing.
struct Valuation {
  Money amount;
  std::string method;
  std::string appraiser;
  Date valued_on;
  std::optional<Ref<Evidence>> evidence;

  template <class V>
  static void describe(V& v) {
    using A = Valuation;
    v.field("amount", &A::amount, {"评估值", "amount"});
    v.field("method", &A::method, {"评估方法", "method"});
    v.field("appraiser", &A::appraiser, {"评估机构", "appraiser"});
    v.field("valued_on", &A::valued_on, {"评估基准日", "valued on"});
    v.field("evidence", &A::evidence, {"评估报告", "report"});
  }
};

/// PTH-07: an approval by a tier of the institution.
struct Approval {
  std::string approver;  ///< code of the tier in the policy: transfer_office, deputy_head …
  Date approved_on;
  Money amount;
  std::optional<Ref<Evidence>> evidence;
  std::int64_t talks = 1;  ///< index of the negotiation it was given for, see `talks_on`

  template <class V>
  static void describe(V& v) {
    using A = Approval;
    v.field("approver", &A::approver, {"审批层级", "approver", "PTH-07"});
    v.field("approved_on", &A::approved_on, {"审批日", "approved on", "PTH-07"});
    v.field("amount", &A::amount, {"审批金额", "amount approved", "PTH-07"});
    v.field("evidence", &A::evidence, {"审批表", "approval form", "PTH-07"});
    v.field("talks", &A::talks, {"所属协商序号", "index of its negotiation", "PTH-07"});
  }
};

/// One risk of the guide, held against the case (EXM-01).
struct RiskItem {
  std::string risk;
  bool present = false;
  std::optional<std::string> measure;

  template <class V>
  static void describe(V& v) {
    v.field("risk", &RiskItem::risk, {"风险", "risk", "EXM-01"});
    v.field("present", &RiskItem::present, {"存在", "present", "EXM-01"});
    v.field("measure", &RiskItem::measure, {"应对措施", "measure", "EXM-01"});
  }
};

/// A case held against the guide in force, risk by risk (EXM-01).
struct RiskReview {
  Id<Guide> guide;
  Date reviewed_on;
  std::vector<RiskItem> items;

  template <class V>
  static void describe(V& v) {
    v.field("guide", &RiskReview::guide, {"工作指引", "guide", "EXM-01"});
    v.field("reviewed_on", &RiskReview::reviewed_on, {"对照日", "reviewed on", "EXM-01"});
    v.field("items", &RiskReview::items, {"风险对照", "risks", "EXM-01"});
  }
};

/// EXM-02: how the conduct is judged.
enum class Conduct { unintended_fault = 1, breach = 2 };

template <>
struct EnumTable<Conduct> {
  using E = Conduct;
  static constexpr std::array table = {
      EnumEntry<E>{E::unintended_fault,
                   "unintended_fault",
                   {"改革创新、探索试验、推动发展中的无意过失",
                    "unintended fault in reform, trial or promoting development"}},
      EnumEntry<E>{E::breach,
                   "breach",
                   {"明知故犯、失职渎职或谋取私利", "knowing breach, dereliction or private gain"}},
  };
};

/// Whether somebody who erred is to be exempted (EXM-02).
struct ExemptionReview {
  Date reviewed_on;
  std::string about;
  bool accords_with_policy = false;
  bool helps_transformation = false;
  Conduct conduct = Conduct::unintended_fault;
  std::string reasons;
  std::optional<Ref<Resolution>> resolution;
  std::vector<Ref<Evidence>> evidence;

  /// Both conditions met and the fault unintended.
  bool is_exempt() const {
    return accords_with_policy && helps_transformation && conduct == Conduct::unintended_fault;
  }

  template <class V>
  static void describe(V& v) {
    using A = ExemptionReview;
    v.field("reviewed_on", &A::reviewed_on, {"审查日", "reviewed on"});
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

/// What happened to the case as a whole (PTH-03, PTH-04).
enum class CaseEventKind {
  opened = 1,
  suspended = 2,
  resumed = 3,
  sent_back = 4,
  terminated = 5,
  policy_moved = 6,
};

template <>
struct EnumTable<CaseEventKind> {
  using E = CaseEventKind;
  static constexpr std::array table = {
      EnumEntry<E>{E::opened, "opened", {"立项", "opened"}},
      EnumEntry<E>{E::suspended, "suspended", {"中止", "suspended"}},
      EnumEntry<E>{E::resumed, "resumed", {"恢复", "resumed"}},
      EnumEntry<E>{E::sent_back, "sent_back", {"退回", "sent back"}},
      EnumEntry<E>{E::terminated, "terminated", {"终止", "terminated"}},
      EnumEntry<E>{E::policy_moved, "policy_moved", {"改用政策版本", "moved to another policy"}},
  };
};

/// Something that happened to the case as a whole, and when.
struct CaseEvent {
  CaseEventKind event = CaseEventKind::opened;
  Date on;
  std::optional<std::string> reason;

  template <class V>
  static void describe(V& v) {
    v.field("event", &CaseEvent::event, {"事项", "event", "PTH-03"});
    v.field("on", &CaseEvent::on, {"日期", "on"});
    v.field("reason", &CaseEvent::reason, {"原因", "reason"});
  }
};

/// One transfer case with everything that happened to it. Lists are in order of recording.
struct TransferCase {
  static constexpr Kind kind = Kind::transfer_case;
  Id<TransferCase> id;
  std::string number;
  std::string title;
  CaseState state = CaseState::active;
  std::vector<Id<struct Achievement>> achievements;
  Date opened_on;
  std::optional<Ref<Person>> officer;
  Sha256 policy;  ///< the policy it began under, or was moved to (PTH-04)
  std::vector<CaseEvent> history;

  std::vector<Negotiation> negotiations;
  std::optional<PathwayChoice> pathway;
  std::vector<ImplementationPlan> implementation;
  std::vector<Pricing> pricing;
  std::vector<Valuation> valuations;
  std::vector<Approval> approvals;
  std::vector<RiskReview> risk_reviews;
  std::vector<ExemptionReview> exemption_reviews;
  std::vector<Id<Evidence>> evidence;
  std::vector<Id<Contract>> contracts;

  std::vector<CostItem> costs;
  std::vector<Id<Receipt>> receipts;
  std::vector<Id<DistributionPlan>> plans;
  std::optional<Id<DistributionPlan>> plan_in_force;
  std::vector<Id<Booking>> bookings;
  std::vector<Id<Payment>> payments;
  IncomeTotals totals;
  std::vector<Balance> balances;
  std::vector<EquityAward> equity;
  std::vector<EquityEvent> equity_events;
  std::vector<ReserveRelease> releases;

  std::vector<Id<Evaluation>> evaluations;
  std::vector<Id<TransferReport>> reports;

  /// The negotiation that counts: the last, unless it ended.
  const Negotiation* negotiation() const {
    return negotiations.empty() || negotiations.back().ended_on ? nullptr : &negotiations.back();
  }
  /// Index of the talks that went on that day; on a day between talks, and on the one they ended
  /// on, of those that follow (house default: the hour is not on record).
  std::int64_t talks_on(const Date& day) const {
    for (auto talks = negotiations.rbegin(); talks != negotiations.rend(); ++talks) {
      if (day < talks->recorded_on) continue;
      return talks->ended_on && *talks->ended_on <= day ? talks->index + 1 : talks->index;
    }
    return 1;
  }
  /// The implementation plan that counts: the last that was not voided.
  const ImplementationPlan* implementation_plan() const {
    return implementation.empty() || implementation.back().state == ImplementationState::voided
               ? nullptr
               : &implementation.back();
  }
  /// The price that counts: the last, unless it was voided; else nullptr.
  const Pricing* current_pricing() const {
    return pricing.empty() || pricing.back().voided ? nullptr : &pricing.back();
  }
  /// The latest review; nullptr before the first.
  const RiskReview* risk_review() const {
    return risk_reviews.empty() ? nullptr : &risk_reviews.back();
  }

  template <class V>
  static void describe(V& v) {
    using A = TransferCase;
    v.field("id", &A::id, {"标识", "id"});
    v.field("number", &A::number, {"编号", "number"});
    v.field("title", &A::title, {"项目名称", "title", {}, amendable});
    v.field("state", &A::state, {"状态", "state", "PTH-03"});
    v.field("achievements", &A::achievements, {"成果", "achievements"});
    v.field("opened_on", &A::opened_on, {"立项日", "opened on"});
    v.field("officer", &A::officer, {"经办人", "officer"});
    v.field("policy", &A::policy, {"适用政策", "policy", "PTH-04"});
    v.field("history", &A::history, {"经过", "history", "PTH-03"});
    v.field("negotiations", &A::negotiations, {"协商", "negotiations"});
    v.field("pathway", &A::pathway, {"转化路径", "pathway"});
    v.field("implementation", &A::implementation, {"实施方案", "implementation plans"});
    v.field("pricing", &A::pricing, {"定价", "pricing", "CTR-05"});
    v.field("valuations", &A::valuations, {"评估参考", "valuations"});
    v.field("approvals", &A::approvals, {"审批", "approvals", "PTH-07"});
    v.field("risk_reviews", &A::risk_reviews, {"风险对照", "risk reviews", "EXM-01"});
    v.field("exemption_reviews", &A::exemption_reviews,
            {"免责审查", "exemption reviews", "EXM-02"});
    v.field("evidence", &A::evidence, {"佐证材料", "evidence"});
    v.field("contracts", &A::contracts, {"合同", "contracts"});
    v.field("costs", &A::costs, {"成本", "costs", "INC-01"});
    v.field("receipts", &A::receipts, {"到账", "receipts"});
    v.field("plans", &A::plans, {"分配方案", "distribution plans"});
    v.field("plan_in_force", &A::plan_in_force, {"现行分配方案", "plan in force"});
    v.field("bookings", &A::bookings, {"分配入账", "bookings"});
    v.field("payments", &A::payments, {"发放", "payments"});
    v.field("totals", &A::totals, {"累计", "cumulative figures", "INC-06"});
    v.field("balances", &A::balances, {"应得与已付", "entitled and paid", "INC-06"});
    v.field("equity", &A::equity, {"股权奖励", "equity awards", "INC-03"});
    v.field("equity_events", &A::equity_events, {"单位股权事项", "equity events", "AST-04"});
    v.field("releases", &A::releases, {"准备的释放", "reserve released", "INC-11"});
    v.field("evaluations", &A::evaluations, {"绩效评价", "evaluations", "EVL-01"});
    v.field("reports", &A::reports, {"报告备案", "reports", "RPT-01"});
  }
};

/// The institution's due-diligence exemption guide (尽职免责工作指引). The latest one in force
/// counts.
struct Guide {
  static constexpr Kind kind = Kind::guide;
  Id<Guide> id;
  std::string number;
  std::string title;
  Date effective_from;
  std::vector<std::string> manager_risks;
  std::vector<std::string> researcher_risks;
  std::optional<Ref<Evidence>> text;

  template <class V>
  static void describe(V& v) {
    v.field("id", &Guide::id, {"标识", "id"});
    v.field("number", &Guide::number, {"编号", "number"});
    v.field("title", &Guide::title, {"名称", "title", {}, amendable});
    v.field("effective_from", &Guide::effective_from, {"施行日", "effective from"});
    v.field("manager_risks", &Guide::manager_risks, {"管理人员风险", "managers' risks", "EXM-01"});
    v.field("researcher_risks", &Guide::researcher_risks,
            {"科研人员风险", "researchers' risks", "EXM-01"});
    v.field("text", &Guide::text, {"指引文本", "text"});
  }
};

/// An evaluation report (绩效评价报告) of the institution, with cases inside (EVL-01).
struct Evaluation {
  static constexpr Kind kind = Kind::evaluation;
  Id<Evaluation> id;
  std::string number;
  std::string title;
  Date from;
  Date until;  ///< inclusive
  Date issued_on;
  std::vector<Ref<TransferCase>> cases;
  std::string findings;
  std::string feedback;
  std::optional<Ref<Evidence>> text;

  template <class V>
  static void describe(V& v) {
    v.field("id", &Evaluation::id, {"标识", "id"});
    v.field("number", &Evaluation::number, {"编号", "number"});
    v.field("title", &Evaluation::title, {"名称", "title", {}, amendable});
    v.field("from", &Evaluation::from, {"评价期起", "from"});
    v.field("until", &Evaluation::until, {"评价期止（含）", "until (inclusive)"});
    v.field("issued_on", &Evaluation::issued_on, {"发布日", "issued on"});
    v.field("cases", &Evaluation::cases, {"转化项目", "cases", "EVL-01"});
    v.field("findings", &Evaluation::findings, {"评价结果", "findings", "EVL-01"});
    v.field("feedback", &Evaluation::feedback, {"反馈意见", "feedback", "EVL-01"});
    v.field("text", &Evaluation::text, {"报告文本", "text"});
  }
};

/// RPT-01: by year, or as it happens.
enum class ReportKind { annual = 1, real_time = 2 };

template <>
struct EnumTable<ReportKind> {
  using E = ReportKind;
  static constexpr std::array table = {
      EnumEntry<E>{E::annual, "annual", {"年度报告", "annual report"}},
      EnumEntry<E>{E::real_time, "real_time", {"实时报告", "real-time report"}},
  };
};

/// The filing of a report with the authority (RPT-01, RPT-02).
struct Filing {
  Date filed_on;
  std::string reference;
  std::optional<Ref<Evidence>> evidence;

  template <class V>
  static void describe(V& v) {
    v.field("filed_on", &Filing::filed_on, {"备案日", "filed on", "RPT-01"});
    v.field("reference", &Filing::reference, {"备案号（回执）", "reference", "RPT-01"});
    v.field("evidence", &Filing::evidence, {"备案回执", "receipt of the filing", "RPT-01"});
  }
};

/// A report to the superior authority and its filing (报告备案).
struct TransferReport {
  static constexpr Kind kind = Kind::report;
  Id<TransferReport> id;
  std::string number;
  ReportKind report = ReportKind::annual;
  std::int64_t year = 0;
  std::vector<Ref<TransferCase>> cases;
  std::string authority;
  Date submitted_on;
  std::optional<Ref<Evidence>> text;
  std::optional<Filing> filing;

  template <class V>
  static void describe(V& v) {
    using A = TransferReport;
    v.field("id", &A::id, {"标识", "id"});
    v.field("number", &A::number, {"编号", "number"});
    v.field("report", &A::report, {"报告种类", "kind of report", "RPT-01"});
    v.field("year", &A::year, {"年度", "year", "RPT-01"});
    v.field("cases", &A::cases, {"转化项目", "cases", "RPT-01"});
    v.field("authority", &A::authority, {"上级主管部门", "superior authority", "RPT-01"});
    v.field("submitted_on", &A::submitted_on, {"报送日", "submitted on", "RPT-01"});
    v.field("text", &A::text, {"报告文本", "text"});
    v.field("filing", &A::filing, {"备案", "filing", "RPT-01"});
  }
};

}  // namespace kezhuan
