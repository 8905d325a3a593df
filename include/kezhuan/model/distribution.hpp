#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "kezhuan/model/adopted_scheme.hpp"
#include "kezhuan/model/contract.hpp"
#include "kezhuan/model/income.hpp"

/// Plans by which income or equity is divided, and what was paid (C §4.3; INC-02 to INC-10).
namespace [[gnu::visibility("default")]] kezhuan {

struct Resolution;
struct Notice;

/// Why somebody stands in a plan (INC-02: natural persons only).
enum class PlanRole { contributor = 1, implementer = 2, transfer_staff = 3 };

template <>
struct EnumTable<PlanRole> {
  using E = PlanRole;
  static constexpr std::array table = {
      EnumEntry<E>{E::contributor, "contributor", {"完成人", "contributor"}},
      EnumEntry<E>{E::implementer, "implementer", {"转化实施人员", "transfer implementer"}},
      EnumEntry<E>{E::transfer_staff, "transfer_staff", {"转化服务人员", "transfer staff"}},
  };
};

/// One person of a plan. Weights count by their proportion.
struct PlanLine {
  Ref<Person> person;
  PlanRole role = PlanRole::contributor;
  Ratio weight;
  std::optional<std::string> task;       ///< of an implementer: what they do
  std::optional<std::string> pool = {};  ///< of a scheme; absent: every pool of people
  std::optional<std::string> team = {};  ///< of a scheme with a pool of teams

  template <class V>
  static void describe(V& v) {
    v.field("person", &PlanLine::person, {"人员", "person", "INC-02", no_marks, "P-demo"});
    v.field("role", &PlanLine::role, {"身份", "role", "INC-02"});
    v.field("weight", &PlanLine::weight, {"权重", "weight", "INC-10", no_marks, "1"});
    v.field("task", &PlanLine::task, {"实施任务", "task", "INC-02"});
    v.field("pool", &PlanLine::pool, {"去向标识（按办法分配时）", "pool (by a scheme)", "INC-11"});
    v.field("team", &PlanLine::team, {"团队（按办法分配时）", "team (by a scheme)", "INC-11"});
  }
};

/// One person's shares of an equity reward (INC-03, INC-04).
struct EquityLine {
  Id<Person> person;
  Ratio weight;
  bool excluded = false;  ///< a principal head: others take over the weight
  std::int64_t shares = 0;

  template <class V>
  static void describe(V& v) {
    v.field("person", &EquityLine::person, {"人员", "person"});
    v.field("weight", &EquityLine::weight, {"权重", "weight"});
    v.field("excluded", &EquityLine::excluded, {"不得持股", "excluded", "INC-04"});
    v.field("shares", &EquityLine::shares, {"股份数", "shares", "INC-03"});
  }
};

/// What the people of an equity pathway are rewarded with: one of the two, never both (C Table 2,
/// 股权奖励 and 股权收益).
enum class EquityMode {
  shares = 1,         ///< shares of the investment, before any cost
  equity_income = 2,  ///< a part of what the institution's shares bring: dividends, proceeds
};

template <>
struct EnumTable<EquityMode> {
  using E = EquityMode;
  static constexpr std::array table = {
      EnumEntry<E>{E::shares, "shares", {"奖励股权", "shares"}},
      EnumEntry<E>{E::equity_income, "equity_income", {"奖励股权收益", "income from shares"}},
  };
};

/// Where a distribution plan stands.
enum class PlanState { draft = 1, decided = 2, rejected = 3, superseded = 4 };

template <>
struct EnumTable<PlanState> {
  using E = PlanState;
  static constexpr std::array table = {
      EnumEntry<E>{E::draft, "draft", {"草案", "draft"}},
      EnumEntry<E>{E::decided, "decided", {"已议定", "decided"}},
      EnumEntry<E>{E::rejected, "rejected", {"未通过", "rejected"}},
      EnumEntry<E>{E::superseded, "superseded", {"已被取代", "superseded"}},
  };
};

/// What drafting a plan worked out: the full terms, and what everybody would get if the contract
/// amount came in.
struct PlanFigures {
  IncomeTerms terms;
  Money contract_total;
  IncomeTotals totals;
  std::vector<Balance> parts;      ///< expected, `paid` is 0
  std::vector<EquityLine> equity;  ///< of an equity pathway
  std::int64_t people_shares = 0;
  std::int64_t institution_shares = 0;
  /// Of its scheme, with the numbers. A plan that fails one is refused, so it is not kept.
  std::optional<Text> failing_floor = {};

  template <class V>
  static void describe(V& v) {
    using A = PlanFigures;
    v.field("terms", &A::terms, {"分配条件", "terms"});
    v.field("contract_total", &A::contract_total, {"合同金额", "contract total", "INC-01"});
    v.field("totals", &A::totals, {"测算", "figures", "INC-01"});
    v.field("parts", &A::parts, {"各方测算", "expected parts", "INC-06"});
    v.field("equity", &A::equity, {"股权分配", "equity", "INC-03"});
    v.field("people_shares", &A::people_shares, {"个人股份", "people's shares", "INC-03"});
    v.field("institution_shares", &A::institution_shares,
            {"单位股份", "institution's shares", "INC-03"});
  }
};

/// A distribution plan (收益分配方案) of a case; the latest decided one governs receipts from then
/// on.
struct DistributionPlan {
  static constexpr Kind kind = Kind::plan;
  Id<DistributionPlan> id;
  std::string number;
  Id<TransferCase> transfer_case;
  PlanState state = PlanState::draft;
  Date drafted_on;
  std::vector<PlanLine> lines;
  bool relief_claimed = false;              ///< a tax relief is applied for (CTR-02, PTH-08)
  std::optional<std::string> cites_policy;  ///< the explicit policy that lets a head hold equity
  std::optional<EquityMode> equity = {};    ///< absent: shares
  PlanFigures figures;
  std::optional<Id<Resolution>> resolution;
  std::optional<Date> decided_on;
  std::vector<Id<Notice>> notices;

  template <class V>
  static void describe(V& v) {
    using A = DistributionPlan;
    v.field("id", &A::id, {"标识", "id"});
    v.field("number", &A::number, {"编号", "number"});
    v.field("transfer_case", &A::transfer_case, {"转化项目", "transfer case"});
    v.field("state", &A::state, {"状态", "state"});
    v.field("drafted_on", &A::drafted_on, {"拟定日", "drafted on"});
    v.field("lines", &A::lines, {"分配人员", "people", "INC-02"});
    v.field("relief_claimed", &A::relief_claimed, {"申请税收优惠", "relief claimed", "PTH-08"});
    v.field("cites_policy", &A::cites_policy, {"所依明确政策", "explicit policy cited", "INC-04"});
    v.field("equity", &A::equity, {"股权激励方式", "reward of an equity pathway", "INC-03"});
    v.field("figures", &A::figures, {"测算", "figures", "INC-06"});
    v.field("resolution", &A::resolution, {"决议", "resolution", "DEM-01"});
    v.field("decided_on", &A::decided_on, {"议定日", "decided on"});
    v.field("notices", &A::notices, {"公示", "notices", "INC-05"});
  }
};

/// Money paid to one party of a case.
struct PaymentLine {
  LineKind kind = LineKind::reward;  ///< reward, owner_income or other_institution
  std::optional<Ref<Person>> person;
  std::optional<Ref<Institution>> institution;
  Money amount;

  template <class V>
  static void describe(V& v) {
    using A = PaymentLine;
    v.field("kind", &A::kind, {"性质", "kind", {}, no_marks, "reward"});
    v.field("person", &A::person, {"人员", "person", {}, no_marks, "P-demo"});
    v.field("institution", &A::institution, {"机构（应付共有机构）", "institution (co-owner)"});
    v.field("amount", &A::amount, {"金额", "amount", "INC-06"});
  }
};

/// A payment (发放) under the plan in force.
struct Payment {
  static constexpr Kind kind = Kind::payment;
  Id<Payment> id;
  std::string number;
  Id<TransferCase> transfer_case;
  Id<DistributionPlan> plan;
  Date paid_on;
  std::vector<PaymentLine> lines;
  bool relief_claimed = false;
  std::vector<Ref<Evidence>> evidence;

  /// All lines together; zero CNY without lines.
  Money total() const {
    Money sum = lines.empty() ? Money() : Money::of_minor(0, lines.front().amount.currency());
    for (const auto& line : lines) sum += line.amount;
    return sum;
  }

  template <class V>
  static void describe(V& v) {
    using A = Payment;
    v.field("id", &A::id, {"标识", "id"});
    v.field("number", &A::number, {"编号", "number"});
    v.field("transfer_case", &A::transfer_case, {"转化项目", "transfer case"});
    v.field("plan", &A::plan, {"分配方案", "distribution plan"});
    v.field("paid_on", &A::paid_on, {"发放日", "paid on"});
    v.field("lines", &A::lines, {"明细", "lines"});
    v.field("relief_claimed", &A::relief_claimed, {"申请税收优惠", "relief claimed"});
    v.field("evidence", &A::evidence, {"凭证材料", "evidence", "PTH-07"});
  }
};

/// Shares as they were awarded (INC-03) and what the institution did with its own (AST-04).
struct EquityAward {
  Id<Contract> contract;
  Id<DistributionPlan> plan;
  Date decided_on;
  std::vector<EquityLine> people;
  std::int64_t people_shares = 0;
  std::int64_t institution_shares = 0;
  std::optional<std::string> cites_policy;

  template <class V>
  static void describe(V& v) {
    using A = EquityAward;
    v.field("contract", &A::contract, {"合同", "contract"});
    v.field("plan", &A::plan, {"分配方案", "distribution plan"});
    v.field("decided_on", &A::decided_on, {"决定日", "decided on", "INC-04"});
    v.field("people", &A::people, {"个人持股", "people", "INC-03"});
    v.field("people_shares", &A::people_shares, {"个人股份", "people's shares", "INC-03"});
    v.field("institution_shares", &A::institution_shares,
            {"单位股份", "institution's shares", "AST-02"});
    v.field("cites_policy", &A::cites_policy, {"所依明确政策", "explicit policy cited", "INC-04"});
  }
};

/// What happened to shares held: income from them, or giving them away (AST-04).
enum class EquityEventKind { dividend = 1, sale = 2, transfer = 3 };

template <>
struct EnumTable<EquityEventKind> {
  using E = EquityEventKind;
  static constexpr std::array table = {
      EnumEntry<E>{E::dividend, "dividend", {"分红", "dividend"}},
      EnumEntry<E>{E::sale, "sale", {"出售", "sale"}},
      EnumEntry<E>{E::transfer, "transfer", {"划转", "transfer"}},
  };
};

/// What the institution did with its shares. Its part of dividends and proceeds is its own.
struct EquityEvent {
  EquityEventKind event = EquityEventKind::dividend;
  Id<Contract> contract;
  Date on;
  std::int64_t shares = 0;  ///< given away; 0 for a dividend
  Money amount;             ///< received
  bool listed_separately = true;
  std::optional<Ref<Evidence>> evidence;
  std::optional<Id<Receipt>> receipt = {};  ///< as which it is divided, where people share it

  template <class V>
  static void describe(V& v) {
    using A = EquityEvent;
    v.field("event", &A::event, {"事项", "event", "AST-04"});
    v.field("contract", &A::contract, {"合同", "contract"});
    v.field("on", &A::on, {"日期", "on"});
    v.field("shares", &A::shares, {"处置股份", "shares given away"});
    v.field("amount", &A::amount, {"收到金额", "amount received"});
    v.field("listed_separately", &A::listed_separately, {"单列", "listed separately", "AST-02"});
    v.field("evidence", &A::evidence, {"凭证", "evidence"});
    v.field("receipt", &A::receipt, {"作为到账分配的编号", "receipt it is divided as", "INC-03"});
  }
};

/// Money of a reserve shared out after all (INC-11).
struct ReserveRelease {
  Date on;
  Id<Receipt> after;  ///< the last receipt that was divided before it
  Money amount;       ///< at most what was held; a later refund may leave less of it to share out
  std::string reason;
  std::optional<Ref<Evidence>> evidence;

  template <class V>
  static void describe(V& v) {
    using A = ReserveRelease;
    v.field("on", &A::on, {"释放日", "released on"});
    v.field("after", &A::after, {"其前最后一笔到账", "last receipt before it"});
    v.field("amount", &A::amount, {"金额", "amount", "INC-11"});
    v.field("reason", &A::reason, {"原因", "reason"});
    v.field("evidence", &A::evidence, {"凭证", "evidence"});
  }
};

}  // namespace kezhuan
