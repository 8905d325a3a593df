#pragma once

#include "kezhuan/core/ref.hpp"
#include "kezhuan/model/transfer.hpp"

/// Acts about costs, the distribution of income and equity, and payments; evaluation and reports.
namespace [[gnu::visibility("default")]] kezhuan {

/// @rule INC-01, INC-08
struct RecordCost {
  static constexpr std::string_view type = "cost.record";
  static constexpr int version = 1;
  static constexpr StaticText title{"记录成本", "record a cost"};
  Ref<TransferCase> transfer_case;
  CostCategory category = CostCategory::ip_fees;
  Money amount;
  Date incurred_on;
  std::string what;
  std::optional<bool> fiscal;
  std::optional<Ref<Evidence>> evidence;
  std::optional<std::string> item;  ///< of a cost that several cases share: one id in all of them
  std::optional<Money> item_total;  ///< all of that cost; required with `item`

  template <class V>
  static void describe(V& v) {
    using A = RecordCost;
    v.field("transfer_case", &A::transfer_case,
            {"转化项目", "transfer case", {}, no_marks, "ZH-2026-001"});
    v.field("category", &A::category, {"科目", "category", "INC-01"});
    v.field("amount", &A::amount, {"金额", "amount", "INC-01", no_marks, "20000.00"});
    v.field("incurred_on", &A::incurred_on, {"发生日", "incurred on"});
    v.field("what", &A::what, {"说明", "what for"});
    v.field("fiscal", &A::fiscal, {"财政科研经费", "fiscal research money", "INC-08"});
    v.field("evidence", &A::evidence, {"凭证（佐证材料）", "voucher (evidence)"});
    v.field("item", &A::item,
            {"共用成本标识（多个项目分担同一成本的）", "id of a cost that cases share", "INC-01"});
    v.field("item_total", &A::item_total, {"共用成本总额", "all of the shared cost", "INC-01"});
  }
};

/// Takes a cost back in full. What earlier receipts were divided into stays as it was booked.
struct ReverseCost {
  static constexpr std::string_view type = "cost.reverse";
  static constexpr int version = 1;
  static constexpr StaticText title{"冲销成本", "reverse a cost"};
  Ref<TransferCase> transfer_case;
  std::int64_t cost = 1;
  std::string reason;

  template <class V>
  static void describe(V& v) {
    using A = ReverseCost;
    v.field("transfer_case", &A::transfer_case,
            {"转化项目", "transfer case", {}, no_marks, "ZH-2026-001"});
    v.field("cost", &A::cost, {"成本序号", "index of the cost", "INC-01"});
    v.field("reason", &A::reason, {"原因", "reason"});
  }
};

/// Adopts one version of a distribution scheme; its whole document is on record. @rule INC-11
struct AdoptScheme {
  using Creates = AdoptedScheme;
  static constexpr std::string_view type = "scheme.adopt";
  static constexpr int version = 1;
  static constexpr StaticText title{"采用收益分配办法", "adopt a distribution scheme"};
  std::optional<Uuid> id;
  std::optional<std::string> number;
  std::string scheme;
  std::string scheme_version;
  Date effective_from;
  std::string title_of_scheme;
  std::string title_en;
  std::string document;
  Sha256 hash;

  template <class V>
  static void describe(V& v) {
    using A = AdoptScheme;
    v.field("id", &A::id, {"标识（可不写）", "id (optional)"});
    v.field("number", &A::number, {"编号（可不写）", "number (optional)", {}, refer_by});
    v.field("scheme", &A::scheme, {"办法标识", "scheme id", "INC-11", no_marks, "consensus"});
    v.field("scheme_version", &A::scheme_version,
            {"版本", "version", "INC-11", no_marks, "2026.1"});
    v.field("effective_from", &A::effective_from, {"生效日", "effective from", "INC-11"});
    v.field("title", &A::title_of_scheme,
            {"名称", "title (Chinese)", {}, no_marks, "（办法名称）"});
    v.field("title_en", &A::title_en, {"名称（英文）", "title (English)", {}, no_marks, "(title)"});
    v.field("document", &A::document,
            {"全文（规范JSON；由 kezhuan income adopt 写成）",
             "document (canonical JSON, as `kezhuan income adopt` writes it)", "INC-11", no_marks,
             "{}"});
    v.field("hash", &A::hash, {"全文的哈希", "hash of the document", "INC-11"});
  }
};

/// Drafts the distribution plan, by a reward ratio or an adopted scheme; owners and their shares
/// come from the agreements in force.
/// @rule INC-02, INC-03, INC-04, INC-10, INC-11
struct DraftDistribution {
  using Creates = DistributionPlan;
  static constexpr std::string_view type = "distribution.draft";
  static constexpr int version = 1;
  static constexpr StaticText title{"拟定收益分配方案", "draft the distribution plan"};
  std::optional<Uuid> id;
  std::optional<std::string> number;
  Ref<TransferCase> transfer_case;
  std::optional<Ratio> reward_ratio;  ///< left to the scheme where there is one
  std::optional<RewardBase> base;
  std::optional<CostRecovery> recovery;
  std::optional<OwnershipMode> ownership;
  std::vector<PlanLine> lines;
  std::optional<bool> relief_claimed;
  std::optional<std::string> cites_policy;
  std::optional<Ref<AdoptedScheme>> scheme;
  std::vector<TeamPart> teams;
  std::optional<EquityMode> equity;  ///< absent: shares

  template <class V>
  static void describe(V& v) {
    using A = DraftDistribution;
    v.field("id", &A::id, {"标识（可不写）", "id (optional)"});
    v.field("number", &A::number, {"编号（可不写）", "number (optional)", {}, refer_by});
    v.field("transfer_case", &A::transfer_case,
            {"转化项目", "transfer case", {}, no_marks, "ZH-2026-001"});
    v.field("reward_ratio", &A::reward_ratio,
            {"奖励比例（按办法分配的不写）", "reward ratio (left out with a scheme)", "INC-02",
             no_marks, "1/2"});
    v.field("base", &A::base, {"奖励基数（默认净收入）", "base (default net income)", "INC-02"});
    v.field("recovery", &A::recovery, {"成本收回方式（默认先行收回）", "recovery (default first)"});
    v.field("ownership", &A::ownership,
            {"所有权收益方式（默认并行）", "ownership (default stacked)"});
    v.field("lines", &A::lines, {"分配人员", "people", "INC-02", at_least_one});
    v.field("relief_claimed", &A::relief_claimed, {"申请税收优惠", "relief claimed", "PTH-08"});
    v.field("cites_policy", &A::cites_policy,
            {"正职持股所依明确政策", "explicit policy for a head's equity", "INC-04"});
    v.field("scheme", &A::scheme,
            {"所依收益分配办法", "scheme it goes by", "INC-11", no_marks, "FAB-001"});
    v.field("teams", &A::teams, {"团队权重（办法分团队的）", "weights of teams", "INC-11"});
    v.field("equity", &A::equity,
            {"股权激励方式（作价投资；默认奖励股权）", "reward of an investment (default shares)",
             "INC-03"});
  }
};

/// Shares out what a scheme held in reserve, by its bands. @rule INC-11
struct ReleaseReserve {
  static constexpr std::string_view type = "reserve.release";
  static constexpr int version = 1;
  static constexpr StaticText title{"释放留存准备", "release the reserve"};
  Ref<TransferCase> transfer_case;
  Money amount;
  std::string reason;
  std::optional<Ref<Evidence>> evidence;

  template <class V>
  static void describe(V& v) {
    using A = ReleaseReserve;
    v.field("transfer_case", &A::transfer_case,
            {"转化项目", "transfer case", {}, no_marks, "ZH-2026-001"});
    v.field("amount", &A::amount, {"金额", "amount", "INC-11", no_marks, "10000.00"});
    v.field("reason", &A::reason, {"原因", "reason"});
    v.field("evidence", &A::evidence, {"凭证（佐证材料）", "voucher (evidence)"});
  }
};

/// Awards shares of an investment by the decided plan. @rule INC-03, INC-04
struct AwardEquity {
  static constexpr std::string_view type = "equity.award";
  static constexpr int version = 1;
  static constexpr StaticText title{"实施股权奖励", "award equity"};
  Ref<Contract> contract;

  template <class V>
  static void describe(V& v) {
    v.field("contract", &AwardEquity::contract,
            {"作价投资合同", "investment contract", "INC-03", no_marks, "HT-2026-001"});
  }
};

/// The institution received a dividend on its shares. @rule AST-04
struct RecordDividend {
  static constexpr std::string_view type = "equity.dividend";
  static constexpr int version = 1;
  static constexpr StaticText title{"记录分红", "record a dividend"};
  Ref<Contract> contract;
  Money amount;
  std::optional<Ref<Evidence>> evidence;

  template <class V>
  static void describe(V& v) {
    using A = RecordDividend;
    v.field("contract", &A::contract,
            {"作价投资合同", "investment contract", "AST-04", no_marks, "HT-2026-001"});
    v.field("amount", &A::amount, {"分红额", "amount", "AST-04", no_marks, "10000.00"});
    v.field("evidence", &A::evidence, {"凭证（佐证材料）", "voucher (evidence)"});
  }
};

/// The institution sold or transferred shares of its own. @rule AST-02, AST-04
struct DisposeEquity {
  static constexpr std::string_view type = "equity.sell";
  static constexpr int version = 1;
  static constexpr StaticText title{"处置单位股权", "sell or transfer the institution's shares"};
  Ref<Contract> contract;
  EquityEventKind event = EquityEventKind::sale;
  std::int64_t shares = 0;
  Money amount;
  std::optional<bool> listed_separately;
  std::optional<Ref<Evidence>> evidence;

  template <class V>
  static void describe(V& v) {
    using A = DisposeEquity;
    v.field("contract", &A::contract,
            {"作价投资合同", "investment contract", "AST-04", no_marks, "HT-2026-001"});
    v.field("event", &A::event, {"处置方式", "sale or transfer", "AST-04", no_marks, "sale"});
    v.field("shares", &A::shares, {"股份数", "shares", "AST-04", no_marks, "100"});
    v.field("amount", &A::amount, {"所得金额", "amount", "AST-04", no_marks, "10000.00"});
    v.field("listed_separately", &A::listed_separately,
            {"所余股权单列", "the rest listed separately", "AST-02"});
    v.field("evidence", &A::evidence, {"凭证（佐证材料）", "voucher (evidence)"});
  }
};

/// Pays what people are entitled to under the plan in force. @rule INC-05, INC-06
struct RecordPayment {
  using Creates = Payment;
  static constexpr std::string_view type = "payment.record";
  static constexpr int version = 1;
  static constexpr StaticText title{"发放", "record a payment"};
  std::optional<Uuid> id;
  std::optional<std::string> number;
  Ref<TransferCase> transfer_case;
  std::vector<PaymentLine> lines;
  std::optional<bool> relief_claimed;
  std::vector<Ref<Evidence>> evidence;

  template <class V>
  static void describe(V& v) {
    using A = RecordPayment;
    v.field("id", &A::id, {"标识（可不写）", "id (optional)"});
    v.field("number", &A::number, {"编号（可不写）", "number (optional)", {}, refer_by});
    v.field("transfer_case", &A::transfer_case,
            {"转化项目", "transfer case", {}, no_marks, "ZH-2026-001"});
    v.field("lines", &A::lines, {"明细", "lines", "INC-06", at_least_one});
    v.field("relief_claimed", &A::relief_claimed, {"申请税收优惠", "relief claimed", "CTR-02"});
    v.field("evidence", &A::evidence, {"凭证材料", "evidence", "PTH-07"});
  }
};

/// Takes back what somebody was paid too much, after a refund or a cost: a payment whose amounts
/// stand on record below zero. @rule INC-06
struct RecoverPayment {
  using Creates = Payment;
  static constexpr std::string_view type = "payment.recover";
  static constexpr int version = 1;
  static constexpr StaticText title{"追回多付", "recover what was paid too much"};
  std::optional<Uuid> id;
  std::optional<std::string> number;
  Ref<TransferCase> transfer_case;
  std::vector<PaymentLine> lines;  ///< amounts above zero
  std::vector<Ref<Evidence>> evidence;

  template <class V>
  static void describe(V& v) {
    using A = RecoverPayment;
    v.field("id", &A::id, {"标识（可不写）", "id (optional)"});
    v.field("number", &A::number, {"编号（可不写）", "number (optional)", {}, refer_by});
    v.field("transfer_case", &A::transfer_case,
            {"转化项目", "transfer case", {}, no_marks, "ZH-2026-001"});
    v.field("lines", &A::lines,
            {"追回明细（金额写正数）", "lines (above zero)", "INC-06", at_least_one});
    v.field("evidence", &A::evidence, {"凭证材料", "evidence"});
  }
};

/// Issues an evaluation report of the institution, with cases inside. @rule EVL-01
struct IssueEvaluation {
  using Creates = Evaluation;
  static constexpr std::string_view type = "evaluation.issue";
  static constexpr int version = 1;
  static constexpr StaticText title{"发布绩效评价报告", "issue an evaluation report"};
  std::optional<Uuid> id;
  std::optional<std::string> number;
  std::string title_of_report;
  Date from;
  Date until;
  std::vector<Ref<TransferCase>> cases;
  std::string findings;
  std::string feedback;
  std::optional<Ref<Evidence>> text;

  template <class V>
  static void describe(V& v) {
    using A = IssueEvaluation;
    v.field("id", &A::id, {"标识（可不写）", "id (optional)"});
    v.field("number", &A::number, {"编号（可不写）", "number (optional)", {}, refer_by});
    v.field("title", &A::title_of_report, {"名称", "title", {}, no_marks, "（绩效评价报告）"});
    v.field("from", &A::from, {"评价期起", "from"});
    v.field("until", &A::until, {"评价期止（含）", "until (inclusive)"});
    v.field("cases", &A::cases, {"转化项目", "cases", "EVL-01", at_least_one, "ZH-2026-001"});
    v.field("findings", &A::findings, {"评价结果", "findings", "EVL-01"});
    v.field("feedback", &A::feedback, {"反馈意见", "feedback", "EVL-01"});
    v.field("text", &A::text, {"报告文本（佐证材料）", "text (evidence)"});
  }
};

/// Sends an annual or real-time report to the superior authority. @rule RPT-01
struct SubmitReport {
  using Creates = TransferReport;
  static constexpr std::string_view type = "report.submit";
  static constexpr int version = 1;
  static constexpr StaticText title{"报送转化情况报告", "submit a report"};
  std::optional<Uuid> id;
  std::optional<std::string> number;
  ReportKind report = ReportKind::annual;
  std::int64_t year = 0;
  std::vector<Ref<TransferCase>> cases;
  std::string authority;
  std::optional<Ref<Evidence>> text;

  template <class V>
  static void describe(V& v) {
    using A = SubmitReport;
    v.field("id", &A::id, {"标识（可不写）", "id (optional)"});
    v.field("number", &A::number, {"编号（可不写）", "number (optional)", {}, refer_by});
    v.field("report", &A::report, {"报告种类", "kind of report", "RPT-01"});
    v.field("year", &A::year, {"年度", "year", "RPT-01", no_marks, "2026"});
    v.field("cases", &A::cases, {"转化项目", "cases", "RPT-01", at_least_one, "ZH-2026-001"});
    v.field("authority", &A::authority,
            {"上级主管部门", "superior authority", "RPT-01", no_marks, "（上级主管部门）"});
    v.field("text", &A::text, {"报告文本（佐证材料）", "text (evidence)"});
  }
};

/// The superior authority filed a report. @rule RPT-01
struct FileReport {
  static constexpr std::string_view type = "report.file";
  static constexpr int version = 1;
  static constexpr StaticText title{"记录报告备案", "record the filing of a report"};
  Ref<TransferReport> report;
  std::string reference;
  std::optional<Ref<Evidence>> evidence;

  template <class V>
  static void describe(V& v) {
    using A = FileReport;
    v.field("report", &A::report, {"报告", "report", {}, no_marks, "BG-2026-001"});
    v.field("reference", &A::reference, {"备案号（回执）", "reference", "RPT-01"});
    v.field("evidence", &A::evidence, {"备案回执（佐证材料）", "receipt (evidence)"});
  }
};

}  // namespace kezhuan
