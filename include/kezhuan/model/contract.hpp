#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/model/deliverable.hpp"
#include "kezhuan/model/party.hpp"

/// Pathways, technical contracts, receipts (C §4.2, Tables 3 and 4; CTR-01 to CTR-06).
namespace [[gnu::visibility("default")]] kezhuan {

struct TransferCase;
struct Contract;

/// Table 3: the four pathways (转化路径).
enum class Pathway { assignment = 1, licence = 2, equity_investment = 3, extended_service = 4 };

template <>
struct EnumTable<Pathway> {
  using E = Pathway;
  static constexpr std::array table = {
      EnumEntry<E>{E::assignment, "assignment", {"技术转让", "assignment"}},
      EnumEntry<E>{E::licence, "licence", {"技术许可", "licence"}},
      EnumEntry<E>{E::equity_investment, "equity_investment", {"作价投资", "equity investment"}},
      EnumEntry<E>{E::extended_service, "extended_service", {"延伸服务", "extended service"}},
  };
};

/// The five technical contracts (五技合同).
enum class ContractType {
  assignment = 1,
  licence = 2,
  development = 3,
  service = 4,
  consulting = 5,
};

template <>
struct EnumTable<ContractType> {
  using E = ContractType;
  static constexpr std::array table = {
      EnumEntry<E>{E::assignment, "assignment", {"技术转让合同", "assignment contract"}},
      EnumEntry<E>{E::licence, "licence", {"技术许可合同", "licence contract"}},
      EnumEntry<E>{E::development, "development", {"技术开发合同", "development contract"}},
      EnumEntry<E>{E::service, "service", {"技术服务合同", "service contract"}},
      EnumEntry<E>{E::consulting, "consulting", {"技术咨询合同", "consulting contract"}},
  };
};

/// Table 4: sub-kinds. The first digit of the value is that of the contract type.
enum class ContractSubKind {
  data_ip_assignment = 11,
  patent_assignment = 12,
  copyright_assignment = 13,
  know_how_assignment = 14,
  data_ip_licence = 21,
  patent_licence = 22,
  copyright_licence = 23,
  know_how_licence = 24,
  commissioned_development = 31,
  cooperative_development = 32,
  technical_service = 41,
  intermediary = 42,
  training = 43,
  technical_consulting = 51,
};

template <>
struct EnumTable<ContractSubKind> {
  using E = ContractSubKind;
  static constexpr std::array table = {
      EnumEntry<E>{E::data_ip_assignment,
                   "data_ip_assignment",
                   {"数据知识产权转让合同", "assignment of data IP"}},
      EnumEntry<E>{
          E::patent_assignment, "patent_assignment", {"专利权转让合同", "assignment of a patent"}},
      EnumEntry<E>{E::copyright_assignment,
                   "copyright_assignment",
                   {"著作权转让合同", "assignment of copyright"}},
      EnumEntry<E>{E::know_how_assignment,
                   "know_how_assignment",
                   {"专有技术转让合同", "assignment of know-how"}},
      EnumEntry<E>{E::data_ip_licence,
                   "data_ip_licence",
                   {"数据知识产权实施许可合同", "licence of data IP"}},
      EnumEntry<E>{
          E::patent_licence, "patent_licence", {"专利实施许可合同", "licence of a patent"}},
      EnumEntry<E>{
          E::copyright_licence, "copyright_licence", {"著作权许可合同", "licence of copyright"}},
      EnumEntry<E>{
          E::know_how_licence, "know_how_licence", {"专有技术使用许可合同", "licence of know-how"}},
      EnumEntry<E>{E::commissioned_development,
                   "commissioned_development",
                   {"委托开发合同", "commissioned development"}},
      EnumEntry<E>{E::cooperative_development,
                   "cooperative_development",
                   {"合作开发合同", "cooperative development"}},
      EnumEntry<E>{
          E::technical_service, "technical_service", {"技术服务合同", "technical service"}},
      EnumEntry<E>{E::intermediary, "intermediary", {"技术中介合同", "intermediary service"}},
      EnumEntry<E>{E::training, "training", {"技术培训合同", "training"}},
      EnumEntry<E>{E::technical_consulting,
                   "technical_consulting",
                   {"技术咨询合同", "technical consulting"}},
  };
};

/// The type a sub-kind belongs to (CTR-01).
constexpr ContractType type_of(ContractSubKind kind) {
  return static_cast<ContractType>(static_cast<int>(kind) / 10);
}

/// CTR-03: 独占, 排他, 普通.
enum class Exclusivity { exclusive = 1, sole = 2, non_exclusive = 3 };

template <>
struct EnumTable<Exclusivity> {
  using E = Exclusivity;
  static constexpr std::array table = {
      EnumEntry<E>{E::exclusive, "exclusive", {"独占许可", "exclusive"}},
      EnumEntry<E>{E::sole, "sole", {"排他许可", "sole"}},
      EnumEntry<E>{E::non_exclusive, "non_exclusive", {"普通许可", "non-exclusive"}},
  };
};

/// What a licence grants. An absent field of use or territory means all of them.
struct LicenceGrant {
  Exclusivity exclusivity = Exclusivity::non_exclusive;
  std::optional<std::string> field;
  std::optional<std::string> territory;
  Date from;
  std::optional<Date> until;  ///< last day, inclusive; absent: without end

  template <class V>
  static void describe(V& v) {
    using A = LicenceGrant;
    v.field("exclusivity", &A::exclusivity, {"许可方式", "exclusivity", "CTR-03"});
    v.field("field", &A::field, {"使用领域（不写为全部）", "field of use (absent: all)", "CTR-03"});
    v.field("territory", &A::territory,
            {"地域（不写为全部）", "territory (absent: all)", "CTR-03"});
    v.field("from", &A::from, {"起始日", "from", "CTR-03"});
    v.field("until", &A::until, {"终止日（含）", "until (inclusive)", "CTR-03"});
  }
};

/// CTR-04; Civil Code art. 846.
enum class PaymentTerms {
  lump_sum = 1,
  instalments = 2,
  milestones = 3,
  royalty = 4,
  entry_fee_and_royalty = 5,
};

template <>
struct EnumTable<PaymentTerms> {
  using E = PaymentTerms;
  static constexpr std::array table = {
      EnumEntry<E>{E::lump_sum, "lump_sum", {"一次总付", "lump sum"}},
      EnumEntry<E>{E::instalments, "instalments", {"分期支付", "instalments"}},
      EnumEntry<E>{E::milestones, "milestones", {"按里程碑支付", "milestones"}},
      EnumEntry<E>{E::royalty, "royalty", {"提成支付", "royalty"}},
      EnumEntry<E>{E::entry_fee_and_royalty,
                   "entry_fee_and_royalty",
                   {"入门费加提成", "entry fee and royalty"}},
  };
};

/// A payment due under a contract: on a day, or when a milestone is reached.
struct PaymentDue {
  std::int64_t index = 1;
  std::string what;
  Money amount;
  std::optional<Date> due_on;  ///< of a milestone: known once it is reached
  bool milestone = false;
  std::optional<Date> reached_on;
  Money received;  ///< refunds taken off
  std::optional<Date> written_off_on;
  std::optional<std::string> write_off_reason;

  /// Paid in full, or written off.
  bool is_settled() const { return written_off_on.has_value() || !(received < amount); }
  /// Has its day come, and is it not settled?
  bool is_due_by(const Date& day) const { return due_on && *due_on <= day && !is_settled(); }

  template <class V>
  static void describe(V& v) {
    using A = PaymentDue;
    v.field("index", &A::index, {"序号", "index"});
    v.field("what", &A::what, {"款项", "what"});
    v.field("amount", &A::amount, {"应收", "amount", "CTR-04"});
    v.field("due_on", &A::due_on, {"应收日", "due on", "CTR-04"});
    v.field("milestone", &A::milestone, {"里程碑", "milestone", "CTR-04"});
    v.field("reached_on", &A::reached_on, {"达成日", "reached on", "CTR-04"});
    v.field("received", &A::received, {"已到账", "received", "CTR-04"});
    v.field("written_off_on", &A::written_off_on, {"核销日", "written off on"});
    v.field("write_off_reason", &A::write_off_reason, {"核销原因", "reason of the write-off"});
  }
};

/// What is paid and how. `total` includes tax; `technical` is the technical transaction amount
/// (total less non-technical purchases). A royalty without a cap has no known total: `total` is
/// then what is certain (entry fee, minimum).
struct ContractAmounts {
  Money total;
  Money technical;
  PaymentTerms terms = PaymentTerms::lump_sum;
  std::optional<Ratio> royalty;
  std::optional<Money> cap;      ///< of the royalty
  std::optional<Money> minimum;  ///< guaranteed

  /// A royalty without a cap: nobody knows the total.
  bool is_uncapped() const { return royalty && !cap; }
  /// The most that can be received; nothing when uncapped.
  std::optional<Money> most() const {
    if (is_uncapped()) return std::nullopt;
    return cap && *cap > total ? *cap : total;
  }

  template <class V>
  static void describe(V& v) {
    using A = ContractAmounts;
    v.field("total", &A::total, {"合同总额（含税）", "contract total (tax-inclusive)", "CTR-04"});
    v.field("technical", &A::technical, {"技术交易额", "technical transaction amount", "CTR-04"});
    v.field("terms", &A::terms, {"支付方式", "payment terms", "CTR-04"});
    v.field("royalty", &A::royalty, {"提成比例", "royalty rate", "CTR-04"});
    v.field("cap", &A::cap, {"提成后总额上限", "cap of the total", "CTR-04"});
    v.field("minimum", &A::minimum, {"最低保证额", "guaranteed minimum", "CTR-04"});
  }
};

/// Shares received for an achievement invested in a company (作价投资).
struct Investment {
  Ref<Institution> company;
  Money invested_value;
  std::int64_t shares = 0;  ///< whole shares, or units of contribution, of people and institution

  template <class V>
  static void describe(V& v) {
    using A = Investment;
    v.field("company", &A::company, {"被投企业", "company", "INC-03"});
    v.field("invested_value", &A::invested_value, {"作价金额", "invested value", "INC-03"});
    v.field("shares", &A::shares, {"股份（出资份额）数", "shares", "INC-03"});
  }
};

/// What a contract amounts to: its total; of an investment the value invested and the cash agreed
/// beside it. Nothing when these are in different currencies. (INC-03, PTH-07)
/// @throws Error invalid: the sum does not fit
template <class Due>
std::optional<Money> amount_of(const ContractAmounts& amounts,
                               const std::optional<Investment>& investment,
                               const std::vector<Due>& dues) {
  if (!investment) return amounts.total;
  auto sum = investment->invested_value;
  for (const auto& due : dues) {
    if (due.amount.currency() != sum.currency()) return std::nullopt;
    sum += due.amount;
  }
  return sum;
}

/// An achievement under a contract and its part of the contract's income (several share it).
struct ContractSubject {
  Ref<struct Achievement> achievement;
  Ratio share;

  template <class V>
  static void describe(V& v) {
    v.field("achievement", &ContractSubject::achievement, {"成果", "achievement"});
    v.field("share", &ContractSubject::share, {"收入份额", "share of the income"});
  }
};

/// CTR-02: recognition and registration (合同认定登记).
struct ContractRegistration {
  std::string registration_no;
  Date registered_on;
  std::string office;

  template <class V>
  static void describe(V& v) {
    using A = ContractRegistration;
    v.field("registration_no", &A::registration_no, {"登记编号", "registration number", "CTR-02"});
    v.field("registered_on", &A::registered_on, {"登记日", "registered on", "CTR-02"});
    v.field("office", &A::office, {"认定登记机构", "registration office", "CTR-02"});
  }
};

/// Where a contract stands; ended means terminated early (CTR-04).
enum class ContractState { signed_ = 1, ended = 2 };

template <>
struct EnumTable<ContractState> {
  using E = ContractState;
  static constexpr std::array table = {
      EnumEntry<E>{E::signed_, "signed", {"已签订", "signed"}},
      EnumEntry<E>{E::ended, "ended", {"已终止", "ended"}},
  };
};

/// What an amendment changed, in words; the contract holds the terms as they now are.
struct Amendment {
  Date amended_on;
  std::string what;

  template <class V>
  static void describe(V& v) {
    v.field("amended_on", &Amendment::amended_on, {"变更日", "amended on"});
    v.field("what", &Amendment::what, {"变更内容", "what changed"});
  }
};

/// Which plan divides what comes in under a contract: rules change between signature and receipt,
/// and both ways are in use. House default, no legal source: at_receipt.
enum class IncomeVersion {
  at_receipt = 1,  ///< the plan in force when a receipt is booked
  at_signing = 2,  ///< the plan in force at the signature, else the first decided after it
};

template <>
struct EnumTable<IncomeVersion> {
  using E = IncomeVersion;
  static constexpr std::array table = {
      EnumEntry<E>{E::at_receipt, "at_receipt", {"入账时的方案", "the plan at booking"}},
      EnumEntry<E>{E::at_signing, "at_signing", {"签订时的方案", "the plan at signing"}},
  };
};

/// A technical contract (技术合同). Party A is the own institution unless a use-right holder
/// transfers with its authorisation (RGT-02).
struct Contract {
  static constexpr Kind kind = Kind::contract;
  Id<Contract> id;
  std::string number;
  Id<TransferCase> transfer_case;
  ContractState state = ContractState::signed_;
  ContractType type = ContractType::licence;
  ContractSubKind sub_kind = ContractSubKind::data_ip_licence;
  std::string title;
  Id<Institution> transferee;
  std::optional<Ref<Person>> holder;
  std::optional<Ref<Evidence>> authorisation;
  std::vector<ContractSubject> subjects;
  ContractAmounts amounts;
  std::vector<PaymentDue> dues;
  std::optional<LicenceGrant> grant;
  std::optional<Investment> investment;
  std::optional<IncomeVersion> income_version;  ///< absent: at_receipt
  Date signed_on;
  std::optional<ContractRegistration> registration;
  std::vector<Amendment> amendments;
  std::vector<Id<struct Receipt>> receipts;
  Money received;  ///< refunds taken off
  std::optional<Date> ended_on;
  std::optional<std::string> end_reason;

  /// Signed by that day and not ended before it, the last day excluded.
  bool is_live_on(const Date& day) const {
    return signed_on <= day && (!ended_on || day < *ended_on);
  }
  /// See `amount_of`; of shares and cash that do not add up, what the shares are worth.
  Money amount() const {
    const auto sum = amount_of(amounts, investment, dues);
    return sum ? *sum : investment->invested_value;
  }
  /// Alive on the day, or ended after it brought money.
  bool counts_on(const Date& day) const { return is_live_on(day) || !receipts.empty(); }

  template <class V>
  static void describe(V& v) {
    using A = Contract;
    v.field("id", &A::id, {"标识", "id"});
    v.field("number", &A::number, {"编号", "number"});
    v.field("transfer_case", &A::transfer_case, {"转化项目", "transfer case"});
    v.field("state", &A::state, {"状态", "state"});
    v.field("type", &A::type, {"合同类型", "contract type", "CTR-01"});
    v.field("sub_kind", &A::sub_kind, {"细分种类", "sub-kind", "CTR-01"});
    v.field("title", &A::title, {"合同名称", "title", {}, amendable});
    v.field("transferee", &A::transferee, {"受让方（乙方）", "transferee", "CTR-06"});
    v.field("holder", &A::holder, {"使用权人（甲方）", "use-right holder as party A", "RGT-02"});
    v.field("authorisation", &A::authorisation, {"单位授权", "authorisation", "RGT-02"});
    v.field("subjects", &A::subjects, {"合同标的成果", "achievements under it"});
    v.field("amounts", &A::amounts, {"金额与支付", "amounts", "CTR-04"});
    v.field("dues", &A::dues, {"应收款项", "payments due", "CTR-04"});
    v.field("grant", &A::grant, {"许可内容", "licence grant", "CTR-03"});
    v.field("investment", &A::investment, {"作价投资", "investment", "INC-03"});
    v.field("income_version", &A::income_version,
            {"收益分配适用版本", "which plan divides its income", "INC-06"});
    v.field("signed_on", &A::signed_on, {"签订日", "signed on"});
    v.field("registration", &A::registration, {"认定登记", "registration", "CTR-02"});
    v.field("amendments", &A::amendments, {"变更", "amendments"});
    v.field("receipts", &A::receipts, {"到账", "receipts"});
    v.field("received", &A::received, {"已到账（减退款）", "received, less refunds", "CTR-04"});
    v.field("ended_on", &A::ended_on, {"终止日", "ended on"});
    v.field("end_reason", &A::end_reason, {"终止原因", "reason for ending"});
  }
};

/// Money given back out of one receipt.
struct Refund {
  Money amount;
  Date refunded_on;
  std::string reason;

  template <class V>
  static void describe(V& v) {
    v.field("amount", &Refund::amount, {"退款额", "amount"});
    v.field("refunded_on", &Refund::refunded_on, {"退款日", "refunded on"});
    v.field("reason", &Refund::reason, {"原因", "reason"});
  }
};

/// Money received under a contract (到账).
struct Receipt {
  static constexpr Kind kind = Kind::receipt;
  Id<Receipt> id;
  std::string number;
  Id<TransferCase> transfer_case;
  Id<Contract> contract;
  Money amount;
  Date received_on;
  std::optional<std::int64_t> due;  ///< which payment of the contract it settles
  std::optional<std::string> voucher;
  std::vector<Refund> refunds;
  std::optional<Id<struct DistributionPlan>> plan;  ///< what it was divided by; absent: not yet

  /// All refunds together.
  Money refunded() const {
    Money total = Money::of_minor(0, amount.currency());
    for (const auto& refund : refunds) total += refund.amount;
    return total;
  }
  /// What is left of it, and is divided.
  Money surviving() const { return amount - refunded(); }

  template <class V>
  static void describe(V& v) {
    using A = Receipt;
    v.field("id", &A::id, {"标识", "id"});
    v.field("number", &A::number, {"编号", "number"});
    v.field("transfer_case", &A::transfer_case, {"转化项目", "transfer case"});
    v.field("contract", &A::contract, {"合同", "contract"});
    v.field("amount", &A::amount, {"到账金额", "amount", "CTR-04"});
    v.field("received_on", &A::received_on, {"到账日", "received on", "CTR-04"});
    v.field("due", &A::due, {"对应应收款项", "payment due it settles", "CTR-04", amendable});
    v.field("voucher", &A::voucher, {"凭证号", "voucher number", {}, amendable});
    v.field("refunds", &A::refunds, {"退款", "refunds"});
    v.field("plan", &A::plan, {"所依分配方案", "plan it was divided by"});
  }
};

}  // namespace kezhuan
