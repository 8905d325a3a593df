#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/model/transfer.hpp"
#include "kezhuan/report/disclosure_list.hpp"

/// The revenue distribution report (收益分配报告): what came in, what it cost, and who gets what by
/// which rule, per case, contract, receipt, person, unit and year (INC-01 to INC-06).
///
/// `load_distribution` gathers a plain value; what turns it into JSON, text, CSV or HTML are pure
/// functions of it. Figures are those on record, never worked out anew: entitlements are the booked
/// lines, and `conservation` shows that they sum to the money received, to the fen. A booking
/// counts in the year it was booked, a receipt, cost or payment in the year it happened.
///
/// Threads: values and pure functions; loading follows the rules of `Snapshot`.
namespace [[gnu::visibility("default")]] kezhuan {

class Snapshot;

/// What the report is about; numbers or ids. Whatever is absent does not narrow it. Costs, net
/// income and payments are of a case, not of one of its contracts: with `contract` they, and the
/// rows by year, person and unit, stay those of the whole case.
struct DistributionScope {
  std::optional<std::string> transfer_case;  ///< one case
  std::optional<std::string> contract;       ///< what came in under one contract, and its shares
  std::optional<std::int64_t> year;          ///< one calendar year
  std::optional<std::string> person;         ///< what one person gets
  std::optional<std::string> unit;           ///< what the people of one unit get
};

/// Somebody money goes to: a person with their unit, or an institution.
struct ReportParty {
  std::string number;
  std::string name;  ///< as revealed; says so when it was erased
  std::optional<std::string> unit;
  std::optional<std::string> unit_name;

  template <class V>
  static void describe(V& v) {
    v.field("number", &ReportParty::number, {"编号", "number"});
    v.field("name", &ReportParty::name, {"姓名（名称）", "name"});
    v.field("unit", &ReportParty::unit, {"部门编号", "number of the unit"});
    v.field("unit_name", &ReportParty::unit_name, {"部门", "unit"});
  }
  bool operator==(const ReportParty&) const = default;
};

/// An achievement of the case.
struct ReportAchievement {
  std::string number;
  std::string name;  ///< the mark of DSC-04 when its applicant withholds it and the public reads

  template <class V>
  static void describe(V& v) {
    v.field("number", &ReportAchievement::number, {"成果编号", "achievement number"});
    v.field("name", &ReportAchievement::name, {"成果名称", "achievement name"});
  }
};

/// A contract of the case and what came in under it.
struct ReportContract {
  std::string number;
  std::string title;
  ContractType type = ContractType::licence;
  ContractSubKind sub_kind = ContractSubKind::data_ip_licence;
  ContractState state = ContractState::signed_;
  ReportParty transferee;
  Date signed_on;
  std::optional<std::string> registration_no;
  IncomeVersion income_version = IncomeVersion::at_receipt;
  std::optional<std::string> plan = {};    ///< that divides what comes in under it now
  std::optional<std::string> scheme = {};  ///< which that plan goes by: number, id and version
  std::optional<bool> public_data = {};    ///< true: public data in the case, nothing is divided
  Money total;                             ///< tax-inclusive
  Money technical;                         ///< technical transaction amount
  Money received;                          ///< refunds taken off
  std::optional<Money> invested_value;
  std::optional<Money> cash;  ///< agreed beside the shares of an investment
  std::optional<std::int64_t> shares;

  /// What counts as its amount: of an investment the value invested and the cash agreed beside it,
  /// unless that is in another currency; else the total (INC-03).
  Money amount() const {
    if (!invested_value) return total;
    const bool adds_up = cash && cash->currency() == invested_value->currency();
    return adds_up ? *invested_value + *cash : *invested_value;
  }

  template <class V>
  static void describe(V& v) {
    using A = ReportContract;
    v.field("number", &A::number, {"合同编号", "contract number"});
    v.field("title", &A::title, {"合同名称", "title"});
    v.field("type", &A::type, {"合同类型", "contract type", "CTR-01"});
    v.field("sub_kind", &A::sub_kind, {"细分种类", "sub-kind", "CTR-01"});
    v.field("state", &A::state, {"状态", "state"});
    v.field("transferee", &A::transferee, {"受让方（乙方）", "transferee"});
    v.field("signed_on", &A::signed_on, {"签订日", "signed on"});
    v.field("registration_no", &A::registration_no, {"登记编号", "registration no.", "CTR-02"});
    v.field("income_version", &A::income_version,
            {"收益分配适用版本", "which plan divides its income", "INC-06"});
    v.field("plan", &A::plan, {"现依分配方案", "plan that divides its income", "INC-06"});
    v.field("scheme", &A::scheme, {"所依收益分配办法", "scheme the plan goes by", "INC-11"});
    v.field("public_data", &A::public_data,
            {"公共数据☆，不分配", "public data ☆: not divided", "CLS-06"});
    v.field("total", &A::total, {"合同总额（含税）", "contract total (tax-inclusive)", "CTR-04"});
    v.field("technical", &A::technical, {"技术交易额", "technical transaction amount", "CTR-04"});
    v.field("received", &A::received, {"已到账（减退款）", "received, less refunds", "CTR-04"});
    v.field("invested_value", &A::invested_value, {"作价金额", "invested value", "INC-03"});
    v.field("cash", &A::cash, {"另约定的现金", "cash agreed beside the shares", "INC-03"});
    v.field("shares", &A::shares, {"股份数", "shares", "INC-03"});
  }
};

/// Costs of one category.
struct CostSum {
  CostCategory category = CostCategory::other_direct;
  bool direct = true;
  Money amount;

  template <class V>
  static void describe(V& v) {
    v.field("category", &CostSum::category, {"科目", "category", "INC-01"});
    v.field("direct", &CostSum::direct, {"直接成本", "direct cost", "INC-01"});
    v.field("amount", &CostSum::amount, {"金额", "amount", "INC-01"});
  }
};

/// A part of one receipt and how it came about. Cumulative figures run over the receipts divided
/// by the same plan: `cumulative` is `base` × `share`, rounded; `amount` = `cumulative` − `before`.
struct DistributionLine {
  LineKind kind = LineKind::reward;
  std::optional<ReportParty> party;  ///< absent for costs
  Money base;
  Ratio share;
  Money cumulative;
  Money before;
  Money amount;
  std::string rule;

  template <class V>
  static void describe(V& v) {
    using A = DistributionLine;
    v.field("kind", &A::kind, {"去向", "where it goes", "INC-06"});
    v.field("party", &A::party, {"对象", "who"});
    v.field("base", &A::base, {"累计基数", "cumulative base", "INC-06"});
    v.field("share", &A::share, {"比例", "share", "INC-06"});
    v.field("cumulative", &A::cumulative, {"累计应得", "cumulative", "INC-06"});
    v.field("before", &A::before, {"此前已计", "before this receipt", "INC-06"});
    v.field("amount", &A::amount, {"本笔金额", "amount", "INC-06"});
    v.field("rule", &A::rule, {"规则", "rule"});
  }
};

/// How the people's reward as a whole came about, cumulative as the lines are: `cumulative` is
/// `base` × `ratio`, rounded up (INC-02), less owner income where ownership replaces the reward,
/// and never more than the money there is.
struct RewardPool {
  RewardBase of = RewardBase::net_income;
  Ratio ratio;
  Money base;          ///< what the ratio is of: less `owners_first` and `others_first`
  Money owner_income;  ///< taken off; 0 unless ownership replaces the reward
  Money cumulative;
  Money owners_first;  ///< of persons who own, beside the reward
  Money others_first;  ///< of co-owning institutions; 0 unless the base is gross income

  template <class V>
  static void describe(V& v) {
    v.field("of", &RewardPool::of, {"奖励基数", "base of the reward", "INC-02"});
    v.field("ratio", &RewardPool::ratio, {"奖励比例", "reward ratio", "INC-02"});
    v.field("base", &RewardPool::base, {"累计基数", "cumulative base", "INC-06"});
    v.field("owner_income", &RewardPool::owner_income, {"冲抵的所有权收益", "owner income off"});
    v.field("cumulative", &RewardPool::cumulative, {"累计奖励", "cumulative reward", "INC-06"});
    v.field("owners_first", &RewardPool::owners_first,
            {"基数中先扣的所有权收益", "owner income taken out of the base", "RGT-01"});
    v.field("others_first", &RewardPool::others_first,
            {"基数中先扣的共有机构部分", "part of co-owners taken out of the base", "RGT-06"});
  }
};

/// One receipt and how it was divided.
struct ReportReceipt {
  std::string number;
  std::string contract;
  Date received_on;
  Money amount;
  std::vector<Refund> refunds;
  Money surviving;                  ///< amount less refunds: what is divided
  std::optional<std::string> plan;  ///< absent: not divided yet
  Money distributable;              ///< of this receipt: owner income, reward and institution
  std::optional<RewardPool> pool;   ///< absent when no single ratio makes it
  std::vector<DistributionLine> lines;

  template <class V>
  static void describe(V& v) {
    using A = ReportReceipt;
    v.field("number", &A::number, {"到账编号", "receipt number"});
    v.field("contract", &A::contract, {"合同编号", "contract number"});
    v.field("received_on", &A::received_on, {"到账日", "received on"});
    v.field("amount", &A::amount, {"到账金额", "amount", "CTR-04"});
    v.field("refunds", &A::refunds, {"退款", "refunds"});
    v.field("surviving", &A::surviving, {"减退款后", "less refunds"});
    v.field("plan", &A::plan, {"所依分配方案", "plan it was divided by"});
    v.field("distributable", &A::distributable,
            {"本笔可分配收入", "distributable income of this receipt", "INC-01"});
    v.field("pool", &A::pool, {"奖励总额的算法", "how the reward came about", "INC-02"});
    v.field("lines", &A::lines, {"分配明细", "lines", "INC-06"});
  }
};

/// What one party is entitled to of one kind, cumulative over the case.
struct ReportBalance {
  LineKind kind = LineKind::reward;
  ReportParty party;
  Money entitled;
  Money paid;  ///< less what was recovered
  Money due;

  template <class V>
  static void describe(V& v) {
    v.field("kind", &ReportBalance::kind, {"性质", "kind"});
    v.field("party", &ReportBalance::party, {"对象", "who"});
    v.field("entitled", &ReportBalance::entitled, {"应得", "entitled", "INC-06"});
    v.field("paid", &ReportBalance::paid, {"已付", "paid", "INC-06"});
    v.field("due", &ReportBalance::due, {"待付", "due", "INC-06"});
  }
};

/// What somebody was paid, by which payment; below zero: what was recovered from them.
struct ReportPaymentLine {
  std::string payment;
  Date paid_on;
  LineKind kind = LineKind::reward;
  ReportParty party;
  Money amount;

  template <class V>
  static void describe(V& v) {
    using A = ReportPaymentLine;
    v.field("payment", &A::payment, {"发放编号", "payment number"});
    v.field("paid_on", &A::paid_on, {"发放日", "paid on"});
    v.field("kind", &A::kind, {"性质", "kind"});
    v.field("party", &A::party, {"对象", "who"});
    v.field("amount", &A::amount, {"金额", "amount"});
  }
};

/// Somebody's part of an equity reward.
struct ReportEquityLine {
  ReportParty party;
  Ratio weight;
  bool excluded = false;
  std::int64_t shares = 0;

  template <class V>
  static void describe(V& v) {
    v.field("party", &ReportEquityLine::party, {"人员", "person"});
    v.field("weight", &ReportEquityLine::weight, {"权重", "weight"});
    v.field("excluded", &ReportEquityLine::excluded, {"不得持股", "excluded", "INC-04"});
    v.field("shares", &ReportEquityLine::shares, {"股份数", "shares", "INC-03"});
  }
};

/// How the shares of one investment were split.
struct ReportEquity {
  std::string contract;
  ReportParty company;
  Date decided_on;
  Money invested_value;
  std::int64_t shares = 0;
  std::vector<ReportEquityLine> people;
  std::int64_t people_shares = 0;
  std::int64_t institution_shares = 0;
  Ratio reward_ratio = {};   ///< people's part of the shares, rounded up
  Ratio weights_held = {};   ///< of those who may hold shares, together
  Ratio weights_given = {};  ///< of principal heads, which the others take over (INC-04)

  template <class V>
  static void describe(V& v) {
    using A = ReportEquity;
    v.field("contract", &A::contract, {"合同编号", "contract number"});
    v.field("company", &A::company, {"被投企业", "company"});
    v.field("decided_on", &A::decided_on, {"决定日", "decided on", "INC-04"});
    v.field("invested_value", &A::invested_value, {"作价金额", "invested value", "INC-03"});
    v.field("shares", &A::shares, {"股份总数", "shares", "INC-03"});
    v.field("people", &A::people, {"个人持股", "people", "INC-03"});
    v.field("people_shares", &A::people_shares, {"个人股份", "people's shares", "INC-03"});
    v.field("institution_shares", &A::institution_shares,
            {"单位股份（决定时）", "institution's shares at the award", "AST-02"});
    v.field("reward_ratio", &A::reward_ratio, {"个人所占比例", "people's part", "INC-03"});
    v.field("weights_held", &A::weights_held, {"持股人员权重合计", "weights of holders", "INC-03"});
    v.field("weights_given", &A::weights_given,
            {"由其他人员承接的权重", "weights that others take over", "INC-04"});
  }
};

/// A dividend or disposal of shares the institution holds (AST-04).
struct ReportEquityEvent {
  EquityEventKind event = EquityEventKind::dividend;
  std::string contract;
  Date on;
  std::int64_t shares = 0;
  Money amount;
  std::int64_t held = 0;  ///< by the institution, of that contract, after it

  template <class V>
  static void describe(V& v) {
    using A = ReportEquityEvent;
    v.field("event", &A::event, {"事项", "event", "AST-04"});
    v.field("contract", &A::contract, {"合同编号", "contract number"});
    v.field("on", &A::on, {"日期", "on"});
    v.field("shares", &A::shares, {"处置股份", "shares given away"});
    v.field("amount", &A::amount, {"收到金额", "amount received"});
    v.field("held", &A::held, {"其后单位现有股份", "shares the institution holds after it"});
  }
};

/// The plan in force and its terms.
struct ReportPlan {
  std::string number;
  std::optional<Date> decided_on;
  Ratio reward_ratio;
  RewardBase base = RewardBase::net_income;
  CostRecovery recovery = CostRecovery::first;
  OwnershipMode ownership = OwnershipMode::stacked;
  std::optional<std::string> scheme = {};  ///< number, id and version; ratios are then by its bands
  std::optional<std::int64_t> shares = {};  ///< of an investment, that it divides among people too

  template <class V>
  static void describe(V& v) {
    using A = ReportPlan;
    v.field("number", &A::number, {"方案编号", "plan number"});
    v.field("decided_on", &A::decided_on, {"议定日", "decided on"});
    v.field("reward_ratio", &A::reward_ratio, {"奖励比例", "reward ratio", "INC-02"});
    v.field("base", &A::base, {"奖励基数", "base of the reward", "INC-02"});
    v.field("recovery", &A::recovery, {"成本收回方式", "recovery of costs", "INC-01"});
    v.field("ownership", &A::ownership, {"所有权收益方式", "ownership mode", "RGT-04"});
    v.field("scheme", &A::scheme, {"所依收益分配办法", "scheme it goes by", "INC-11"});
    v.field("shares", &A::shares, {"所分股份", "shares it divides", "INC-03"});
  }
};

/// INC-06: received = costs recovered + other institutions + owner income + reward + institution +
/// what is not divided yet, exactly.
struct Conservation {
  Money received;  ///< refunds taken off
  Money costs_recovered;
  Money other_institutions;
  Money owner_income;
  Money reward;
  Money institution;
  Money undivided;
  bool holds = true;  ///< as it does of nothing

  template <class V>
  static void describe(V& v) {
    using A = Conservation;
    v.field("received", &A::received, {"到账（减退款）", "received, less refunds"});
    v.field("costs_recovered", &A::costs_recovered, {"已收回成本", "cost recovered", "INC-01"});
    v.field("other_institutions", &A::other_institutions,
            {"应付共有机构", "payable to co-owners", "RGT-06"});
    v.field("owner_income", &A::owner_income, {"所有权收益", "owner income"});
    v.field("reward", &A::reward, {"奖励和报酬", "reward", "INC-02"});
    v.field("institution", &A::institution, {"单位留存", "kept by the institution"});
    v.field("undivided", &A::undivided, {"尚未分配", "not divided yet"});
    v.field("holds", &A::holds, {"合计相符", "sums agree", "INC-06"});
  }
};

/// One case. `totals`, `balances` and `conservation` are cumulative and of everybody, whatever the
/// scope; the lists hold what the scope asks for.
struct DistributionCase {
  std::string number;
  std::string title;
  CaseState state = CaseState::active;
  std::optional<Pathway> pathway;
  std::vector<ReportAchievement> achievements;
  ListPolicy policy;  ///< the version the case rests on (PTH-04)
  std::optional<ReportPlan> plan;
  std::vector<ReportContract> contracts;
  std::vector<CostItem> costs;
  std::vector<CostSum> cost_sums;
  std::vector<ReportReceipt> receipts;
  IncomeTotals totals;
  Money unrecovered;  ///< costs recorded and not yet recovered
  std::vector<ReportBalance> balances;
  std::vector<ReportPaymentLine> payments;
  std::vector<ReportEquity> equity;
  std::vector<ReportEquityEvent> equity_events;
  Conservation conservation;

  template <class V>
  static void describe(V& v) {
    using A = DistributionCase;
    v.field("number", &A::number, {"项目编号", "case number"});
    v.field("title", &A::title, {"项目名称", "title"});
    v.field("state", &A::state, {"状态", "state"});
    v.field("pathway", &A::pathway, {"转化路径", "pathway", "CTR-01"});
    v.field("achievements", &A::achievements, {"成果", "achievements"});
    v.field("policy", &A::policy, {"适用政策", "policy", "PTH-04"});
    v.field("plan", &A::plan, {"现行分配方案", "plan in force", "INC-02"});
    v.field("contracts", &A::contracts, {"合同", "contracts"});
    v.field("costs", &A::costs, {"成本", "costs", "INC-01"});
    v.field("cost_sums", &A::cost_sums, {"成本合计（按科目）", "costs by category", "INC-01"});
    v.field("receipts", &A::receipts, {"到账与分配", "receipts and their lines", "INC-06"});
    v.field("totals", &A::totals, {"累计", "cumulative figures", "INC-06"});
    v.field("unrecovered", &A::unrecovered, {"未收回成本", "costs not recovered", "INC-07"});
    v.field("balances", &A::balances, {"应得与已付", "entitled and paid", "INC-06"});
    v.field("payments", &A::payments, {"发放", "payments"});
    v.field("equity", &A::equity, {"股权奖励", "equity awards", "INC-03"});
    v.field("equity_events", &A::equity_events, {"单位股权事项", "equity events", "AST-04"});
    v.field("conservation", &A::conservation, {"收支核对", "conservation", "INC-06"});
  }
};

/// What happened in one year in one currency, over the cases in scope.
struct YearFigures {
  std::int64_t year = 0;
  Money contracted;  ///< amounts of contracts signed; invested value of investments
  Money received;
  Money refunded;
  Money direct_costs;
  Money indirect_costs;
  Money net;  ///< by the bookings of the year, of money received by then
  Money other_institutions;
  Money owner_income;
  Money reward;
  Money institution;
  Money paid;       ///< to persons
  Money recovered;  ///< from persons, of what they were paid

  template <class V>
  static void describe(V& v) {
    using A = YearFigures;
    v.field("year", &A::year, {"年度", "year"});
    v.field("contracted", &A::contracted, {"合同金额", "contract amount"});
    v.field("received", &A::received, {"到账", "received"});
    v.field("refunded", &A::refunded, {"退款", "refunded"});
    v.field("direct_costs", &A::direct_costs, {"直接成本", "direct cost", "INC-01"});
    v.field("indirect_costs", &A::indirect_costs, {"间接成本", "indirect cost", "INC-01"});
    v.field("net", &A::net, {"净收入", "net income", "INC-01"});
    v.field("other_institutions", &A::other_institutions,
            {"应付共有机构", "payable to co-owners", "RGT-06"});
    v.field("owner_income", &A::owner_income, {"所有权收益", "owner income"});
    v.field("reward", &A::reward, {"奖励和报酬", "reward", "INC-02"});
    v.field("institution", &A::institution, {"单位留存", "kept by the institution"});
    v.field("paid", &A::paid, {"已付个人", "paid to persons", "INC-06"});
    v.field("recovered", &A::recovered, {"从个人追回", "recovered from persons", "INC-06"});
  }
};

/// One person, institution or unit in one year in one currency. Of a unit, `party` is the unit.
struct PartyYear {
  ReportParty party;
  std::int64_t year = 0;
  Money entitled;   ///< of what was booked and received by then, in the year
  Money paid;       ///< in the year
  Money recovered;  ///< of what was paid, in the year
  Money due;        ///< at the end of the year
  std::int64_t shares = 0;
  std::vector<std::string> cases;

  template <class V>
  static void describe(V& v) {
    v.field("party", &PartyYear::party, {"对象", "who"});
    v.field("year", &PartyYear::year, {"年度", "year"});
    v.field("entitled", &PartyYear::entitled, {"当年应得", "entitled", "INC-06"});
    v.field("paid", &PartyYear::paid, {"当年已付", "paid", "INC-06"});
    v.field("recovered", &PartyYear::recovered, {"当年追回", "recovered", "INC-06"});
    v.field("due", &PartyYear::due, {"年末待付", "due at the end of the year", "INC-06"});
    v.field("shares", &PartyYear::shares, {"当年获得股份", "shares awarded", "INC-03"});
    v.field("cases", &PartyYear::cases, {"项目", "cases"});
  }
};

/// What one contract brought in one year and how that was divided, by the bookings of the year.
struct ContractYear {
  std::string contract;
  std::string transfer_case;
  ReportParty transferee;
  std::int64_t year = 0;
  Money contracted;  ///< in the year it was signed; of an investment the value invested
  Money received;
  Money refunded;
  Money costs_recovered;
  Money other_institutions;
  Money owner_income;
  Money reward;
  Money institution;
  std::int64_t shares = 0;  ///< awarded to people

  template <class V>
  static void describe(V& v) {
    using A = ContractYear;
    v.field("contract", &A::contract, {"合同", "contract"});
    v.field("transfer_case", &A::transfer_case, {"项目", "case"});
    v.field("transferee", &A::transferee, {"受让方（乙方）", "transferee"});
    v.field("year", &A::year, {"年度", "year"});
    v.field("contracted", &A::contracted, {"合同金额", "contract amount"});
    v.field("received", &A::received, {"到账", "received"});
    v.field("refunded", &A::refunded, {"退款", "refunded"});
    v.field("costs_recovered", &A::costs_recovered, {"收回成本", "cost recovered", "INC-01"});
    v.field("other_institutions", &A::other_institutions,
            {"应付共有机构", "payable to co-owners", "RGT-06"});
    v.field("owner_income", &A::owner_income, {"所有权收益", "owner income"});
    v.field("reward", &A::reward, {"奖励和报酬", "reward", "INC-02"});
    v.field("institution", &A::institution, {"单位留存", "kept by the institution"});
    v.field("shares", &A::shares, {"奖励股份", "shares awarded", "INC-03"});
  }
};

/// The report on income distribution: of a case, a contract, a year, a person or a unit.
struct DistributionReport {
  std::string institution;
  std::optional<std::string> only_case;
  std::optional<std::string> only_contract;
  std::optional<std::int64_t> only_year;
  std::optional<ReportParty> only_person;
  std::optional<ReportParty> only_unit;
  bool public_rendering = false;
  std::vector<YearFigures> years;
  std::vector<ContractYear> contracts;
  std::vector<PartyYear> people;
  std::vector<PartyYear> units;
  std::vector<DistributionCase> cases;
  std::int64_t ledger_size = 0;
  Sha256 ledger_root;
  Timestamp printed_at;

  template <class V>
  static void describe(V& v) {
    using A = DistributionReport;
    v.field("institution", &A::institution, {"机构", "institution"});
    v.field("only_case", &A::only_case, {"限于项目", "of this case only"});
    v.field("only_contract", &A::only_contract, {"限于合同", "of this contract only"});
    v.field("only_year", &A::only_year, {"限于年度", "of this year only"});
    v.field("only_person", &A::only_person, {"限于人员", "of this person only"});
    v.field("only_unit", &A::only_unit, {"限于部门", "of this unit only"});
    v.field("public_rendering", &A::public_rendering, {"公示版", "public rendering", "DSC-04"});
    v.field("years", &A::years, {"分年度", "by year"});
    v.field("contracts", &A::contracts, {"分合同", "by contract"});
    v.field("people", &A::people, {"分人员", "by person"});
    v.field("units", &A::units, {"分部门", "by unit"});
    v.field("cases", &A::cases, {"项目", "cases"});
    v.field("ledger_size", &A::ledger_size, {"账本条数", "ledger size"});
    v.field("ledger_root", &A::ledger_root, {"账本根哈希", "ledger root"});
    v.field("printed_at", &A::printed_at, {"输出时刻", "printed at"});
  }
};

/// Gathers the cases in scope that have a contract, a cost, money or equity; of a year, those in
/// which something of the sort happened in it.
/// @throws Error not_found REG-01: no such case, contract, person or unit
/// @rule INC-06
DistributionReport load_distribution(const Snapshot& snapshot, const DistributionScope& scope,
                                     const ReportOptions& options);

std::string to_json(const DistributionReport& report);                     ///< canonical JSON
std::string to_text(const DistributionReport& report, Language language);  ///< for a terminal

/// A spreadsheet as that of the disclosure list: one row a contract, cost, receipt, refund, line,
/// balance, payment or award; amounts as plain numbers with their currency beside them.
std::string to_csv(const DistributionReport& report, Language language);

/// One self-contained page, nothing fetched from anywhere; for the screen and for A4 landscape.
std::string to_html(const DistributionReport& report, Language language);

}  // namespace kezhuan
