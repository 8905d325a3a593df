#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/report/distribution.hpp"

/// Figures of the annual report on transfers, or of a real-time report on one case (RPT-01), each
/// with the cases behind it.
///
/// A contract counts in the year it was signed, a receipt, refund or payment in the year it
/// happened, what was divided in the year it was booked, or received if that is later. Loading and
/// rendering as with the distribution report.
namespace [[gnu::visibility("default")]] kezhuan {

/// What a figure says. The text code is stable.
enum class FigureKind {
  contracts = 1,
  registered = 2,
  contract_amount = 3,  ///< of an investment: the invested value and the cash agreed (INC-03)
  receipts = 4,
  refunds = 5,
  net_income = 6,
  cash_reward = 7,     ///< booked
  owner_income = 8,    ///< booked, of persons who own a share
  reward_paid = 9,     ///< in cash, owner income included
  equity_value = 10,   ///< of the shares awarded to people, at the invested value
  equity_shares = 11,  ///< awarded to people
  persons_rewarded = 12,
  other_institutions = 13,
  retained = 14,          ///< cash
  retained_equity = 15,   ///< value of the institution's shares, at the invested value
  reward_recovered = 16,  ///< from people, of what they were paid in cash
  dividends = 17,         ///< on shares; what is divided with people is among the receipts too
  equity_proceeds = 18,   ///< of shares sold or transferred
};

template <>
struct EnumTable<FigureKind> {
  using E = FigureKind;
  static constexpr std::array table = {
      EnumEntry<E>{E::contracts, "contracts", {"签订合同（项）", "contracts signed"}},
      EnumEntry<E>{E::registered, "registered", {"其中已认定登记（项）", "of these registered"}},
      EnumEntry<E>{E::contract_amount,
                   "contract_amount",
                   {"合同金额（作价投资按作价金额加约定现金）",
                    "contract amount (of equity: invested value and agreed cash)"}},
      EnumEntry<E>{E::receipts, "receipts", {"到账金额", "received"}},
      EnumEntry<E>{E::refunds, "refunds", {"退款金额", "refunded"}},
      EnumEntry<E>{E::net_income, "net_income", {"净收入", "net income"}},
      EnumEntry<E>{E::cash_reward, "cash_reward", {"现金奖励和报酬", "cash reward"}},
      EnumEntry<E>{
          E::owner_income, "owner_income", {"个人所有权收益", "income of persons who own"}},
      EnumEntry<E>{E::reward_paid, "reward_paid", {"已付个人现金", "cash paid to persons"}},
      EnumEntry<E>{E::reward_recovered,
                   "reward_recovered",
                   {"从个人追回现金", "cash recovered from persons"}},
      EnumEntry<E>{E::equity_value,
                   "equity_value",
                   {"股权奖励（按作价金额折算）", "equity reward (at the invested value)"}},
      EnumEntry<E>{
          E::equity_shares, "equity_shares", {"股权奖励（股份数）", "equity reward (shares)"}},
      EnumEntry<E>{E::persons_rewarded, "persons_rewarded", {"受奖励人数", "persons rewarded"}},
      EnumEntry<E>{
          E::other_institutions, "other_institutions", {"应付共有机构", "payable to co-owners"}},
      EnumEntry<E>{E::retained, "retained", {"单位留存现金", "cash kept by the institution"}},
      EnumEntry<E>{E::retained_equity,
                   "retained_equity",
                   {"单位持股（奖励决定时，按作价金额折算）",
                    "institution's shares at the award (at the invested value)"}},
      EnumEntry<E>{E::dividends, "dividends", {"股权分红收入", "dividends received"}},
      EnumEntry<E>{E::equity_proceeds, "equity_proceeds", {"股权处置收入", "proceeds of shares"}},
  };
};

/// The figure what the institution got by its shares belongs to.
constexpr FigureKind figure_of(EquityEventKind event) {
  return event == EquityEventKind::dividend ? FigureKind::dividends : FigureKind::equity_proceeds;
}

/// One number: a count or an amount, and the cases it comes from.
struct AnnualFigure {
  FigureKind figure = FigureKind::contracts;
  std::optional<std::int64_t> count;
  std::optional<Money> amount;
  std::vector<std::string> cases;

  template <class V>
  static void describe(V& v) {
    v.field("figure", &AnnualFigure::figure, {"指标", "figure", "RPT-01"});
    v.field("count", &AnnualFigure::count, {"数量", "count"});
    v.field("amount", &AnnualFigure::amount, {"金额", "amount"});
    v.field("cases", &AnnualFigure::cases, {"所涉项目", "cases behind it"});
  }
};

/// Contracts of one pathway and type, in one currency.
struct ContractGroup {
  Pathway pathway = Pathway::licence;
  ContractType type = ContractType::licence;
  std::int64_t contracts = 0;
  Money amount;
  std::vector<std::string> cases;

  template <class V>
  static void describe(V& v) {
    v.field("pathway", &ContractGroup::pathway, {"转化路径", "pathway", "CTR-01"});
    v.field("type", &ContractGroup::type, {"合同类型", "contract type", "CTR-01"});
    v.field("contracts", &ContractGroup::contracts, {"合同数", "contracts"});
    v.field("amount", &ContractGroup::amount, {"合同金额", "contract amount"});
    v.field("cases", &ContractGroup::cases, {"所涉项目", "cases behind it"});
  }
};

/// One case of the project list; money is that of the period.
struct AnnualProject {
  std::string number;
  std::string title;
  CaseState state = CaseState::active;
  std::optional<Pathway> pathway;
  std::vector<ReportAchievement> achievements;
  std::vector<ReportContract> contracts;  ///< all, whenever signed
  Money contract_amount;                  ///< signed in the period
  Money received;
  Money refunded;
  Money net;
  Money cash_reward;
  Money owner_income;
  Money paid;
  Money recovered;
  Money equity_value;
  std::int64_t equity_shares = 0;
  Money other_institutions;
  Money retained;
  Money retained_equity;
  std::vector<ReportEquityEvent> equity_events;
  std::int64_t persons = 0;
  ListPolicy policy;
  std::vector<std::string> reports;  ///< in which it was sent to the authority

  template <class V>
  static void describe(V& v) {
    using A = AnnualProject;
    v.field("number", &A::number, {"项目编号", "case number"});
    v.field("title", &A::title, {"项目名称", "title"});
    v.field("state", &A::state, {"状态", "state"});
    v.field("pathway", &A::pathway, {"转化路径", "pathway", "CTR-01"});
    v.field("achievements", &A::achievements, {"成果", "achievements"});
    v.field("contracts", &A::contracts, {"合同", "contracts"});
    v.field("contract_amount", &A::contract_amount, {"合同金额", "contract amount", "INC-03"});
    v.field("received", &A::received, {"到账", "received"});
    v.field("refunded", &A::refunded, {"退款", "refunded"});
    v.field("net", &A::net, {"净收入", "net income", "INC-01"});
    v.field("cash_reward", &A::cash_reward, {"现金奖励", "cash reward", "INC-02"});
    v.field("owner_income", &A::owner_income, {"个人所有权收益", "income of persons who own"});
    v.field("paid", &A::paid, {"已付个人", "paid to persons"});
    v.field("recovered", &A::recovered, {"从个人追回", "recovered from persons"});
    v.field("equity_value", &A::equity_value, {"股权奖励金额", "equity reward, value", "INC-03"});
    v.field("equity_shares", &A::equity_shares, {"股权奖励股数", "equity reward, shares"});
    v.field("other_institutions", &A::other_institutions,
            {"应付共有机构", "payable to co-owners", "RGT-06"});
    v.field("retained", &A::retained, {"单位留存", "kept by the institution"});
    v.field("retained_equity", &A::retained_equity,
            {"单位持股金额（奖励决定时）", "institution's shares at the award, value"});
    v.field("equity_events", &A::equity_events, {"单位股权事项", "equity events", "AST-04"});
    v.field("persons", &A::persons, {"受奖励人数", "persons rewarded"});
    v.field("policy", &A::policy, {"适用政策", "policy", "PTH-04"});
    v.field("reports", &A::reports, {"已报送", "reports it was in", "RPT-01"});
  }
};

/// The annual report (RPT-01), or the real-time report of one case: figures and the list of
/// projects.
struct AnnualReport {
  ReportKind kind = ReportKind::annual;
  std::string institution;
  std::optional<std::int64_t> year;      ///< of an annual report
  std::optional<std::string> only_case;  ///< of a real-time report
  bool public_rendering = false;
  std::vector<AnnualFigure> figures;
  std::vector<ContractGroup> groups;
  std::vector<AnnualProject> projects;
  std::int64_t ledger_size = 0;
  Sha256 ledger_root;
  Timestamp printed_at;

  template <class V>
  static void describe(V& v) {
    using A = AnnualReport;
    v.field("kind", &A::kind, {"报告种类", "kind of report", "RPT-01"});
    v.field("institution", &A::institution, {"机构", "institution"});
    v.field("year", &A::year, {"年度", "year"});
    v.field("only_case", &A::only_case, {"项目", "case"});
    v.field("public_rendering", &A::public_rendering, {"公示版", "public rendering", "DSC-04"});
    v.field("figures", &A::figures, {"指标", "figures", "RPT-01"});
    v.field("groups", &A::groups, {"按路径与合同类型", "by pathway and contract type", "RPT-01"});
    v.field("projects", &A::projects, {"项目清单", "project list", "RPT-01"});
    v.field("ledger_size", &A::ledger_size, {"账本条数", "ledger size"});
    v.field("ledger_root", &A::ledger_root, {"账本根哈希", "ledger root"});
    v.field("printed_at", &A::printed_at, {"输出时刻", "printed at"});
  }
};

/// @throws Error invalid: a year outside 1900..2999
/// @rule RPT-01
AnnualReport load_annual_report(const Snapshot& snapshot, std::int64_t year,
                                const ReportOptions& options);

/// One case over its whole life: the figures of a real-time report.
/// @throws Error not_found REG-01
/// @rule RPT-01
AnnualReport load_case_report(const Snapshot& snapshot, std::string_view transfer_case,
                              const ReportOptions& options);

std::string to_json(const AnnualReport& report);                     ///< canonical JSON
std::string to_text(const AnnualReport& report, Language language);  ///< for a terminal
std::string to_csv(const AnnualReport& report, Language language);   ///< as the distribution report
/// A page of its own, to print
std::string to_html(const AnnualReport& report, Language language);

}  // namespace kezhuan
