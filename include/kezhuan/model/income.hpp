#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/model/deliverable.hpp"
#include "kezhuan/model/party.hpp"

/// Money of a transfer case: what it cost, on which terms income is divided, what was booked
/// (C §4.3; INC-01 to INC-10). Amounts are in minor units of one currency a case.
namespace [[gnu::visibility("default")]] kezhuan {

struct TransferCase;
struct Receipt;
struct DistributionPlan;
struct AdoptedScheme;

/// INC-01: the categories of cost. The first four are direct, the others indirect.
enum class CostCategory {
  ip_fees = 1,
  appraisal_and_transaction = 2,
  contract_taxes = 3,
  other_direct = 4,
  management_fee = 11,
  amortisation = 12,
  research_staff = 13,
  research_input = 14,
  other_indirect = 15,
};

template <>
struct EnumTable<CostCategory> {
  using E = CostCategory;
  static constexpr std::array table = {
      EnumEntry<E>{E::ip_fees, "ip_fees", {"知识产权费用", "IP fees"}},
      EnumEntry<E>{E::appraisal_and_transaction,
                   "appraisal_and_transaction",
                   {"作价评估/技术交易费用", "appraisal and transaction fees"}},
      EnumEntry<E>{E::contract_taxes, "contract_taxes", {"技术合同税费", "contract taxes"}},
      EnumEntry<E>{E::other_direct, "other_direct", {"其他直接费用", "other direct cost"}},
      EnumEntry<E>{E::management_fee, "management_fee", {"机构核算的管理费", "management fee"}},
      EnumEntry<E>{E::amortisation, "amortisation", {"单位运营摊销费用", "operating amortisation"}},
      EnumEntry<E>{E::research_staff, "research_staff", {"研发人员经费", "R&D personnel"}},
      EnumEntry<E>{E::research_input, "research_input", {"研发投入经费", "R&D input"}},
      EnumEntry<E>{E::other_indirect, "other_indirect", {"其他间接费用", "other indirect cost"}},
  };
};

/// Direct costs are deducted before other institutions share, indirect ones after (INC-01).
constexpr bool is_direct(CostCategory category) { return static_cast<int>(category) < 10; }

/// One cost of the case. It is recovered from the receipts that were not booked yet when it was
/// recorded; a late cost never changes what was booked before.
struct CostItem {
  std::int64_t index = 1;  ///< within its case, from 1
  CostCategory category = CostCategory::other_direct;
  Money amount;  ///< > 0; of an item that reverses another, its negative
  Date incurred_on;
  std::string what;
  bool fiscal = false;  ///< research money from public finance (INC-08)
  std::optional<Ref<Evidence>> evidence;
  std::optional<std::int64_t> reverses;  ///< index of the item it takes back
  std::int64_t from_receipt = 0;         ///< how many receipts of the case were booked before it
  /// What several cases share: the id of the whole cost, and all there is of it. This is a part.
  std::optional<std::string> item = {};
  std::optional<Money> item_total = {};

  template <class V>
  static void describe(V& v) {
    v.field("index", &CostItem::index, {"序号", "index"});
    v.field("category", &CostItem::category, {"科目", "category", "INC-01"});
    v.field("amount", &CostItem::amount, {"金额", "amount", "INC-01"});
    v.field("incurred_on", &CostItem::incurred_on, {"发生日", "incurred on"});
    v.field("what", &CostItem::what, {"说明", "what for"});
    v.field("fiscal", &CostItem::fiscal, {"财政科研经费", "fiscal research money", "INC-08"});
    v.field("evidence", &CostItem::evidence, {"凭证", "voucher"});
    v.field("reverses", &CostItem::reverses, {"冲销的序号", "index it takes back"});
    v.field("from_receipt", &CostItem::from_receipt,
            {"记账时已入账的到账笔数", "receipts booked before it"});
    v.field("item", &CostItem::item, {"共用成本标识", "id of a shared cost", "INC-01"});
    v.field("item_total", &CostItem::item_total, {"共用成本总额", "all of it", "INC-01"});
  }
};

/// What the reward is a part of. `gross_income` is stated and checked against the floor, which
/// always concerns net income.
enum class RewardBase { net_income = 1, gross_income = 2 };

template <>
struct EnumTable<RewardBase> {
  using E = RewardBase;
  static constexpr std::array table = {
      EnumEntry<E>{E::net_income, "net_income", {"净收入", "net income"}},
      EnumEntry<E>{E::gross_income, "gross_income", {"转化收入（毛额）", "transfer income"}},
  };
};

/// When costs are taken out of receipts. House default, no legal source: first.
enum class CostRecovery { first = 1, pro_rata = 2 };

template <>
struct EnumTable<CostRecovery> {
  using E = CostRecovery;
  static constexpr std::array table = {
      EnumEntry<E>{E::first, "first", {"先行收回", "recovered first"}},
      EnumEntry<E>{E::pro_rata, "pro_rata", {"按到账比例", "pro rata over expected income"}},
  };
};

/// How the income of persons who own a share stands to the reward.
enum class OwnershipMode {
  stacked = 1,                    ///< owner income first, then the reward on the institution's part
  ownership_replaces_reward = 2,  ///< both together reach the floor on the whole net income
};

template <>
struct EnumTable<OwnershipMode> {
  using E = OwnershipMode;
  static constexpr std::array table = {
      EnumEntry<E>{E::stacked, "stacked", {"所有权收益与奖励并行", "owner income and reward"}},
      EnumEntry<E>{E::ownership_replaces_reward,
                   "ownership_replaces_reward",
                   {"所有权收益冲抵奖励", "ownership replaces reward"}},
  };
};

/// Another institution's share of the income.
struct InstitutionPart {
  Id<Institution> institution;
  Ratio share;

  template <class V>
  static void describe(V& v) {
    v.field("institution", &InstitutionPart::institution, {"机构", "institution"});
    v.field("share", &InstitutionPart::share, {"份额", "share", "RGT-06"});
  }
};

/// A person's share of ownership, or weight in the reward. By a scheme also which pool and team
/// they are in, and what its floors ask.
struct PersonPart {
  Id<Person> person;
  Ratio share;
  std::optional<std::string> pool = {};       ///< absent: every pool of people
  std::optional<std::string> team = {};       ///< of a pool of teams
  std::optional<bool> main_contributor = {};  ///< absent: no
  std::optional<bool> transfer_staff = {};    ///< absent: no

  template <class V>
  static void describe(V& v) {
    v.field("person", &PersonPart::person, {"人员", "person"});
    v.field("share", &PersonPart::share, {"份额", "share"});
    v.field("pool", &PersonPart::pool, {"去向标识", "pool id", "INC-11"});
    v.field("team", &PersonPart::team, {"团队", "team", "INC-11"});
    v.field("main_contributor", &PersonPart::main_contributor,
            {"主要完成人", "main contributor", "INC-11"});
    v.field("transfer_staff", &PersonPart::transfer_staff,
            {"转化服务人员", "transfer staff", "INC-11"});
  }
};

/// A team's weight in a pool of teams.
struct TeamPart {
  std::string team;
  Ratio weight;

  template <class V>
  static void describe(V& v) {
    v.field("team", &TeamPart::team, {"团队", "team", "INC-11"});
    v.field("weight", &TeamPart::weight, {"权重", "weight", "INC-11"});
  }
};

/// The terms a receipt is divided on: the consensus formula with what the agreement says, or an
/// adopted scheme; `reward_ratio`, `base`, `recovery` and `ownership` are then those of the scheme.
/// Shares of ownership (`other_institutions`, `owners`) are of the whole; the own institution has
/// the rest. `people` is in the plan's line order, which settles ties of a fen.
struct IncomeTerms {
  Ratio reward_ratio;
  RewardBase base = RewardBase::net_income;
  CostRecovery recovery = CostRecovery::first;
  std::optional<Money> expected_income;  ///< pro rata only: the contract total
  OwnershipMode ownership = OwnershipMode::stacked;
  std::vector<InstitutionPart> other_institutions;
  std::vector<PersonPart> owners;
  std::vector<PersonPart> people;
  std::optional<Id<AdoptedScheme>> scheme = {};
  std::vector<TeamPart> teams = {};

  template <class V>
  static void describe(V& v) {
    v.field("reward_ratio", &IncomeTerms::reward_ratio, {"奖励比例", "reward ratio", "INC-02"});
    v.field("base", &IncomeTerms::base, {"奖励基数", "base of the reward", "INC-02"});
    v.field("recovery", &IncomeTerms::recovery, {"成本收回方式", "recovery of costs", "INC-01"});
    v.field("expected_income", &IncomeTerms::expected_income,
            {"预期收入", "expected income", "INC-01"});
    v.field("ownership", &IncomeTerms::ownership, {"所有权收益方式", "ownership mode", "RGT-04"});
    v.field("other_institutions", &IncomeTerms::other_institutions,
            {"其他所有权机构", "other owning institutions", "RGT-06"});
    v.field("owners", &IncomeTerms::owners, {"所有权人", "persons who own", "RGT-01"});
    v.field("people", &IncomeTerms::people, {"奖励权重", "weights in the reward", "INC-02"});
    v.field("scheme", &IncomeTerms::scheme, {"收益分配办法", "distribution scheme", "INC-11"});
    v.field("teams", &IncomeTerms::teams, {"团队权重", "weights of teams", "INC-11"});
  }
};

/// Where a part of a receipt goes. Stored; never renumbered.
enum class LineKind {
  direct_cost = 1,
  indirect_cost = 2,
  other_institution = 3,  ///< a payable to a co-owner, not our income
  owner_income = 4,       ///< to a person who owns a share, before the reward
  reward = 5,
  institution = 6,  ///< kept by the own institution
};

template <>
struct EnumTable<LineKind> {
  using E = LineKind;
  static constexpr std::array table = {
      EnumEntry<E>{E::direct_cost, "direct_cost", {"收回直接成本", "direct cost recovered"}},
      EnumEntry<E>{E::indirect_cost, "indirect_cost", {"收回间接成本", "indirect cost recovered"}},
      EnumEntry<E>{E::other_institution,
                   "other_institution",
                   {"应付共有机构", "payable to a co-owning institution"}},
      EnumEntry<E>{E::owner_income, "owner_income", {"所有权收益", "owner income"}},
      EnumEntry<E>{E::reward, "reward", {"奖励和报酬", "reward"}},
      EnumEntry<E>{E::institution, "institution", {"单位留存", "kept by the institution"}},
  };
};

/// One line of a booking: a part of one receipt. A line of -0.01 is legal: it nets what rounding
/// gave before.
struct BookingLine {
  Id<Receipt> receipt;
  LineKind kind = LineKind::reward;
  std::optional<Id<Person>> person;
  std::optional<Id<Institution>> institution;
  Money amount;
  Money base;   ///< amount, cumulative over the receipts on the same terms, the share was taken of
  Ratio share;  ///< of `base`; 1 for costs and for what is left over
  std::optional<std::string> pool = {};  ///< of the scheme the receipt is divided by

  template <class V>
  static void describe(V& v) {
    v.field("receipt", &BookingLine::receipt, {"到账", "receipt"});
    v.field("kind", &BookingLine::kind, {"去向", "where it goes", "INC-06"});
    v.field("person", &BookingLine::person, {"人员", "person"});
    v.field("institution", &BookingLine::institution, {"机构", "institution"});
    v.field("amount", &BookingLine::amount, {"金额", "amount", "INC-06"});
    v.field("base", &BookingLine::base, {"累计基数", "cumulative base", "INC-06"});
    v.field("share", &BookingLine::share, {"比例", "share", "INC-06"});
    v.field("pool", &BookingLine::pool, {"去向标识", "pool id", "INC-11"});
  }

  bool operator==(const BookingLine&) const = default;
};

/// Cumulative figures of a case, after rounding. gross = costs_recovered + other_institutions +
/// owner_income + reward + institution, exactly. `net` counts all costs due so far, recovered or
/// not, so it is below zero while there is a deficit; costs that fall due with later receipts (pro
/// rata) are not in it, nor are costs taken back until a receipt gives them back; of shared direct
/// costs only the own part is.
struct IncomeTotals {
  Money gross;               ///< received, refunds taken off
  Money direct_costs;        ///< recorded
  Money indirect_costs;      ///< recorded
  Money costs_recovered;     ///< out of receipts
  Money other_institutions;  ///< payable to co-owners
  Money net;                 ///< own institution's, owners' part included, less costs due (INC-01)
  Money owner_income;
  Money reward;
  Money institution;

  /// Costs recorded that no receipt has paid for yet.
  Money unrecovered() const { return direct_costs + indirect_costs - costs_recovered; }
  bool operator==(const IncomeTotals&) const = default;

  template <class V>
  static void describe(V& v) {
    using A = IncomeTotals;
    v.field("gross", &A::gross, {"到账（减退款）", "received, less refunds"});
    v.field("direct_costs", &A::direct_costs, {"直接成本", "direct cost", "INC-01"});
    v.field("indirect_costs", &A::indirect_costs, {"间接成本", "indirect cost", "INC-01"});
    v.field("costs_recovered", &A::costs_recovered, {"已收回成本", "cost recovered", "INC-01"});
    v.field("other_institutions", &A::other_institutions,
            {"应付共有机构", "payable to co-owners", "RGT-06"});
    v.field("net", &A::net, {"净收入", "net income", "INC-01"});
    v.field("owner_income", &A::owner_income, {"所有权收益", "owner income"});
    v.field("reward", &A::reward, {"奖励和报酬", "reward", "INC-02"});
    v.field("institution", &A::institution, {"单位留存", "kept by the institution"});
  }
};

/// What somebody is entitled to and was paid, cumulative, of one kind of line.
struct Balance {
  LineKind kind = LineKind::reward;
  std::optional<Id<Person>> person;
  std::optional<Id<Institution>> institution;
  Money entitled;
  Money paid;

  /// What is still to be paid; negative when too much was.
  Money due() const { return entitled - paid; }

  template <class V>
  static void describe(V& v) {
    v.field("kind", &Balance::kind, {"性质", "kind"});
    v.field("person", &Balance::person, {"人员", "person"});
    v.field("institution", &Balance::institution, {"机构", "institution"});
    v.field("entitled", &Balance::entitled, {"应得", "entitled", "INC-06"});
    v.field("paid", &Balance::paid, {"已付", "paid", "INC-06"});
  }
};

/// A receipt and the plan a booking divided it by.
struct DividedReceipt {
  Id<Receipt> receipt;
  Id<DistributionPlan> plan;

  template <class V>
  static void describe(V& v) {
    v.field("receipt", &DividedReceipt::receipt, {"到账", "receipt"});
    v.field("plan", &DividedReceipt::plan, {"所依分配方案", "plan it was divided by"});
  }
};

/// A booking (分配入账): what one act made of the money of a case. Never changed; a refund books
/// the reversal and whatever later receipts become.
struct Booking {
  static constexpr Kind kind = Kind::booking;
  Id<Booking> id;
  std::string number;
  Id<TransferCase> transfer_case;
  Date booked_on;
  std::vector<BookingLine> lines;
  IncomeTotals totals;                       ///< of the case after it
  std::vector<DividedReceipt> divided = {};  ///< every receipt it booked lines of

  template <class V>
  static void describe(V& v) {
    v.field("id", &Booking::id, {"标识", "id"});
    v.field("number", &Booking::number, {"编号", "number"});
    v.field("transfer_case", &Booking::transfer_case, {"转化项目", "transfer case"});
    v.field("booked_on", &Booking::booked_on, {"入账日", "booked on"});
    v.field("lines", &Booking::lines, {"明细", "lines", "INC-06"});
    v.field("totals", &Booking::totals, {"累计", "cumulative figures", "INC-06"});
    v.field("divided", &Booking::divided, {"各到账所依方案", "plan of each receipt", "INC-06"});
  }
};

}  // namespace kezhuan
