#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/report/distribution.hpp"

/// The statement of a case (收益说明): every booking and payment in its order, with how each amount
/// came about, for the person paid or for everybody (INC-01 to INC-06).
///
/// Where the distribution report says what stands, the statement says how it came to stand: a
/// refund shows what was taken back and what was booked in its place. All of it is read from the
/// record: booked lines, the plan each receipt was divided by, costs. Nothing is kept for it, and
/// no amount is worked out anew but sums. A statement for one person holds nobody else's amounts
/// or name; the figures of the case as a whole are in it, as they explain the person's part.
///
/// Threads: values and pure functions; loading follows the rules of `Snapshot`.
namespace [[gnu::visibility("default")]] kezhuan {

/// What a step of the way from a receipt to somebody's part gives.
enum class StepKind {
  gross = 1,
  direct_cost = 2,
  other_institution = 3,
  indirect_cost = 4,
  distributable = 5,  ///< what is left after the costs recovered
  owner_income = 6,   ///< of all persons who own
  reward = 7,         ///< of all people
  institution = 8,
  part = 9,          ///< of one person or institution
  off_the_top = 10,  ///< by a scheme: what went to pools before costs
  reserve = 11,      ///< by a scheme: held back
};

template <>
struct EnumTable<StepKind> {
  using E = StepKind;
  static constexpr std::array table = {
      EnumEntry<E>{E::gross, "gross", {"到账", "received"}},
      EnumEntry<E>{E::direct_cost, "direct_cost", {"减：收回直接成本", "less direct cost"}},
      EnumEntry<E>{E::other_institution,
                   "other_institution",
                   {"减：应付共有机构", "less co-owning institutions"}},
      EnumEntry<E>{E::indirect_cost, "indirect_cost", {"减：收回间接成本", "less indirect cost"}},
      EnumEntry<E>{E::distributable, "distributable", {"可分配收入", "distributable income"}},
      EnumEntry<E>{E::owner_income,
                   "owner_income",
                   {"其中：个人所有权收益", "of it: income of persons who own"}},
      EnumEntry<E>{E::reward, "reward", {"其中：奖励和报酬总额", "of it: reward in all"}},
      EnumEntry<E>{E::institution, "institution", {"其中：单位留存", "of it: kept"}},
      EnumEntry<E>{E::part, "part", {"份额", "part"}},
      EnumEntry<E>{E::off_the_top,
                   "off_the_top",
                   {"其中：先于成本提取", "of it: off the top, before costs"}},
      EnumEntry<E>{E::reserve, "reserve", {"其中：留存准备", "of it: held in reserve"}},
  };
};

/// One step for one receipt. `cumulative` runs over the receipts divided by the same plan; that of
/// a cost over the whole case. Where there is a `share`, `cumulative` is `base` × `share` rounded,
/// less `off`. Of a cost, `base` is what had been recorded by then, and `share` the part of it that
/// is due with the receipts so far (pro rata).
struct StatementStep {
  StepKind step = StepKind::gross;
  std::optional<LineKind> kind;      ///< of a part
  std::optional<ReportParty> party;  ///< of a part
  Money amount;                      ///< of this receipt
  Money cumulative;
  Money before;  ///< cumulative, without this receipt
  std::optional<Money> base;
  std::optional<RewardBase> base_is;  ///< of the reward
  std::optional<Ratio> share;
  std::optional<Money> off;           ///< owner income that replaces part of the reward
  std::optional<Money> owners_first;  ///< of the reward: owner income that is out of `base`
  std::optional<Money>
      others_first;                 ///< of the reward: the part of co-owners that is out of `base`
  std::optional<std::string> team;  ///< of a part in a team: `base` is the team's part
  std::optional<Ratio> team_share;  ///< of the pool
  std::optional<Money> pool;        ///< cumulative, that the teams share
  std::string rule;

  template <class V>
  static void describe(V& v) {
    using A = StatementStep;
    v.field("step", &A::step, {"步骤", "step", "INC-06"});
    v.field("kind", &A::kind, {"去向", "where it goes"});
    v.field("party", &A::party, {"对象", "who"});
    v.field("amount", &A::amount, {"本笔金额", "amount", "INC-06"});
    v.field("cumulative", &A::cumulative, {"累计", "cumulative", "INC-06"});
    v.field("before", &A::before, {"此前已计", "before this receipt", "INC-06"});
    v.field("base", &A::base, {"累计基数", "cumulative base", "INC-06"});
    v.field("base_is", &A::base_is, {"奖励基数", "base of the reward", "INC-02"});
    v.field("share", &A::share, {"比例", "share", "INC-06"});
    v.field("off", &A::off, {"冲抵的所有权收益", "owner income off"});
    v.field("owners_first", &A::owners_first,
            {"基数中先扣的所有权收益", "owner income taken out of the base", "RGT-01"});
    v.field("others_first", &A::others_first,
            {"基数中先扣的共有机构部分", "part of co-owners taken out of the base", "RGT-06"});
    v.field("team", &A::team, {"团队", "team", "INC-11"});
    v.field("team_share", &A::team_share, {"团队的比例", "share of the team", "INC-11"});
    v.field("pool", &A::pool, {"各团队共分", "that teams share", "INC-11"});
    v.field("rule", &A::rule, {"规则", "rule"});
  }
};

/// A line that was booked before and is taken back, with the sign it is taken back with.
struct StatementReversal {
  LineKind kind = LineKind::reward;
  std::optional<ReportParty> party;  ///< absent for costs
  Money amount;

  template <class V>
  static void describe(V& v) {
    v.field("kind", &StatementReversal::kind, {"去向", "where it went"});
    v.field("party", &StatementReversal::party, {"对象", "who"});
    v.field("amount", &StatementReversal::amount, {"冲回金额", "amount taken back", "INC-06"});
  }
};

/// A pool's share of a band.
struct StatementBandShare {
  std::string pool;  ///< its title
  Ratio share;

  template <class V>
  static void describe(V& v) {
    v.field("pool", &StatementBandShare::pool, {"去向", "pool"});
    v.field("share", &StatementBandShare::share, {"比例", "share", "INC-06"});
  }
};

/// What of a receipt fell into one band of a scheme, and what the pools have of it.
struct StatementBand {
  Money from;                  ///< cumulative income above this
  std::optional<Money> up_to;  ///< absent: the last band
  Money amount;                ///< of this receipt; of a release from the reserve too
  std::vector<StatementBandShare> shares;

  template <class V>
  static void describe(V& v) {
    using A = StatementBand;
    v.field("from", &A::from, {"起点（不含）", "above"});
    v.field("up_to", &A::up_to, {"终点（含）", "up to"});
    v.field("amount", &A::amount, {"落入本段的金额", "amount in it", "INC-06"});
    v.field("shares", &A::shares, {"各去向的比例", "shares", "INC-06"});
  }
};

/// What a booking made of one receipt.
struct StatementReceipt {
  std::string number;
  std::string contract;
  Date received_on;
  Money amount;  ///< as it was received
  Money taken_back;
  std::vector<StatementReversal> reversed;
  Money booked;  ///< what was divided: the amount less refunds so far
  std::optional<std::string> plan;
  std::vector<StatementStep> steps;  ///< empty: nothing is left to divide
  std::vector<StatementBand> bands;  ///< that it fell into, by a scheme with more than one

  template <class V>
  static void describe(V& v) {
    using A = StatementReceipt;
    v.field("number", &A::number, {"到账编号", "receipt number"});
    v.field("contract", &A::contract, {"合同编号", "contract number"});
    v.field("received_on", &A::received_on, {"到账日", "received on"});
    v.field("amount", &A::amount, {"到账金额", "amount", "CTR-04"});
    v.field("taken_back", &A::taken_back, {"冲回合计", "taken back in all", "INC-06"});
    v.field("reversed", &A::reversed, {"冲回的分配", "lines taken back", "INC-06"});
    v.field("booked", &A::booked, {"分配合计", "divided in all", "INC-06"});
    v.field("plan", &A::plan, {"所依分配方案", "plan it was divided by"});
    v.field("steps", &A::steps, {"分配步骤", "steps", "INC-06"});
    v.field("bands", &A::bands, {"所落分段", "bands", "INC-11"});
  }
};

/// Why an entry of the statement came about.
enum class EntryCause {
  receipt = 1,
  refund = 2,
  plan = 3,
  cost = 4,
  payment = 5,
  release = 6,
  recovery = 7,
};

template <>
struct EnumTable<EntryCause> {
  using E = EntryCause;
  static constexpr std::array table = {
      EnumEntry<E>{E::receipt, "receipt", {"到账分配", "receipt divided"}},
      EnumEntry<E>{E::refund, "refund", {"退款：冲回并重新分配", "refund: taken back, rebooked"}},
      EnumEntry<E>{E::plan, "plan", {"改依新方案：冲回并重新分配", "another plan: rebooked"}},
      EnumEntry<E>{E::cost, "cost", {"成本变动", "costs changed"}},
      EnumEntry<E>{E::payment, "payment", {"发放", "paid"}},
      EnumEntry<E>{E::release, "release", {"释放准备：重新分配", "reserve released: rebooked"}},
      EnumEntry<E>{E::recovery, "recovery", {"追回", "recovered"}},
  };
};

/// One booking or payment.
struct StatementEntry {
  EntryCause cause = EntryCause::receipt;
  std::string number;  ///< of the booking or payment
  Date on;
  std::vector<Refund> refunds;  ///< that caused it
  std::vector<StatementReceipt> receipts;
  std::vector<ReportPaymentLine> paid;
  Money distributable;  ///< of the case after it: received, less what costs and co-owners took
  Money net;            ///< net income of the case after it: less costs not recovered yet (INC-01)
  Money entitled;       ///< after it, of whom the statement is about
  Money settled;        ///< paid so far, less what was recovered
  Money due;

  template <class V>
  static void describe(V& v) {
    using A = StatementEntry;
    v.field("cause", &A::cause, {"事由", "cause"});
    v.field("number", &A::number, {"编号", "number"});
    v.field("on", &A::on, {"日期", "on"});
    v.field("refunds", &A::refunds, {"退款", "refunds"});
    v.field("receipts", &A::receipts, {"到账与分配", "receipts and how they were divided"});
    v.field("paid", &A::paid, {"发放明细", "what was paid"});
    v.field("distributable", &A::distributable,
            {"至此可分配收入", "distributable income so far", "INC-01"});
    v.field("net", &A::net, {"至此净收入", "net income so far", "INC-01"});
    v.field("entitled", &A::entitled, {"至此应得", "entitled so far", "INC-06"});
    v.field("settled", &A::settled, {"至此已付", "paid so far", "INC-06"});
    v.field("due", &A::due, {"至此待付", "due", "INC-06"});
  }
};

/// A plan that receipts were divided by, and how the person stands in it.
struct StatementPlan {
  ReportPlan terms;
  std::vector<std::string> receipts;  ///< divided by it
  std::optional<PlanRole> role;
  std::optional<std::string> task;
  std::optional<Ratio> weight;
  std::optional<Ratio> weights_in_all;

  template <class V>
  static void describe(V& v) {
    using A = StatementPlan;
    v.field("terms", &A::terms, {"分配条件", "terms"});
    v.field("receipts", &A::receipts, {"依此分配的到账", "receipts divided by it"});
    v.field("role", &A::role, {"身份", "role", "INC-02"});
    v.field("task", &A::task, {"实施任务", "task", "INC-02"});
    v.field("weight", &A::weight, {"权重", "weight", "INC-10"});
    v.field("weights_in_all", &A::weights_in_all, {"权重合计", "weights in all", "INC-10"});
  }
};

/// Money that came in and is not divided yet.
struct StatementWaiting {
  std::string number;
  Date received_on;
  Money amount;                          ///< less refunds
  std::optional<bool> public_data = {};  ///< true: it came for public data, nothing is divided

  template <class V>
  static void describe(V& v) {
    v.field("number", &StatementWaiting::number, {"到账编号", "receipt number"});
    v.field("received_on", &StatementWaiting::received_on, {"到账日", "received on"});
    v.field("amount", &StatementWaiting::amount, {"金额（减退款）", "amount, less refunds"});
    v.field("public_data", &StatementWaiting::public_data,
            {"公共数据☆，不分配", "public data ☆: not divided", "CLS-06"});
  }
};

/// Every fen of one case, in the order things happened, told to a person or to all.
struct IncomeStatement {
  std::string institution;
  std::string transfer_case;
  std::string title;
  std::optional<ReportParty> person;  ///< whom it is for; absent: everybody
  ListPolicy policy;                  ///< the version the case rests on (PTH-04)
  std::vector<ReportContract> contracts;
  std::vector<StatementPlan> plans;  ///< in the order they came to be used
  std::vector<CostItem> costs;
  Money net;          ///< net income of the case: less costs not recovered (INC-01)
  Money unrecovered;  ///< costs recorded and not recovered
  std::vector<StatementEntry> entries;
  std::vector<StatementWaiting> waiting;
  std::vector<ReportBalance> balances;
  std::vector<ReportEquity> equity;
  std::vector<ReportEquityEvent> equity_events;  ///< of the institution; none for one person
  Conservation conservation;                     ///< of the whole case
  std::int64_t ledger_size = 0;
  Sha256 ledger_root;
  Timestamp printed_at;

  template <class V>
  static void describe(V& v) {
    using A = IncomeStatement;
    v.field("institution", &A::institution, {"机构", "institution"});
    v.field("transfer_case", &A::transfer_case, {"项目编号", "case number"});
    v.field("title", &A::title, {"项目名称", "title"});
    v.field("person", &A::person, {"人员", "person"});
    v.field("policy", &A::policy, {"适用政策", "policy", "PTH-04"});
    v.field("contracts", &A::contracts, {"合同", "contracts"});
    v.field("plans", &A::plans, {"分配方案", "plans", "INC-02"});
    v.field("costs", &A::costs, {"成本", "costs", "INC-01"});
    v.field("net", &A::net, {"净收入", "net income", "INC-01"});
    v.field("unrecovered", &A::unrecovered, {"未收回成本", "costs not recovered", "INC-07"});
    v.field("entries", &A::entries, {"逐项说明", "entries", "INC-06"});
    v.field("waiting", &A::waiting, {"尚未分配的到账", "receipts not divided yet"});
    v.field("balances", &A::balances, {"应得与已付", "entitled and paid", "INC-06"});
    v.field("equity", &A::equity, {"股权奖励", "equity awards", "INC-03"});
    v.field("equity_events", &A::equity_events, {"单位股权事项", "equity events", "AST-04"});
    v.field("conservation", &A::conservation, {"收支核对", "conservation", "INC-06"});
    v.field("ledger_size", &A::ledger_size, {"账本条数", "ledger size"});
    v.field("ledger_root", &A::ledger_root, {"账本根哈希", "ledger root"});
    v.field("printed_at", &A::printed_at, {"输出时刻", "printed at"});
  }
};

/// The statement of a case, for one person if `person` is given; numbers or ids.
/// @throws Error not_found REG-01: no such case or person; INC-06: nothing in the case concerns the
///         person
/// @rule INC-06
IncomeStatement load_statement(const Snapshot& snapshot, std::string_view transfer_case,
                               const std::optional<std::string>& person,
                               const ReportOptions& options);

std::string to_json(const IncomeStatement& statement);                     ///< canonical JSON
std::string to_text(const IncomeStatement& statement, Language language);  ///< for a terminal

/// One self-contained page, nothing fetched from anywhere; for the screen and for A4.
std::string to_html(const IncomeStatement& statement, Language language);

}  // namespace kezhuan
