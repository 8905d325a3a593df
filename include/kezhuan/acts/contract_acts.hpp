#pragma once

#include "kezhuan/core/ref.hpp"
#include "kezhuan/model/transfer.hpp"

/// Acts about technical contracts, the payments due under them and the money received.
namespace [[gnu::visibility("default")]] kezhuan {

/// A payment the contract provides for.
struct DueTerms {
  std::string what;
  Money amount;
  std::optional<Date> due_on;  ///< absent for a milestone: due once it is reached
  std::optional<bool> milestone;

  template <class V>
  static void describe(V& v) {
    v.field("what", &DueTerms::what, {"款项", "what"});
    v.field("amount", &DueTerms::amount, {"应收", "amount", "CTR-04"});
    v.field("due_on", &DueTerms::due_on, {"应收日", "due on", "CTR-04"});
    v.field("milestone", &DueTerms::milestone, {"里程碑", "milestone", "CTR-04"});
  }
};

/// Signs a technical contract of a case. @rule CTR-01, CTR-03, CTR-04, CTR-06, PTH-07, RGT-07
struct SignContract {
  using Creates = Contract;
  static constexpr std::string_view type = "contract.sign";
  static constexpr int version = 1;
  static constexpr StaticText title{"签订技术合同", "sign a technical contract"};
  std::optional<Uuid> id;
  std::optional<std::string> number;
  Ref<TransferCase> transfer_case;
  ContractSubKind sub_kind = ContractSubKind::data_ip_licence;
  std::string title_of_contract;
  Ref<Institution> transferee;
  std::optional<Ref<Person>> holder;
  std::optional<Ref<Evidence>> authorisation;
  std::vector<ContractSubject> subjects;
  ContractAmounts amounts;
  std::vector<DueTerms> dues;
  std::optional<LicenceGrant> grant;
  std::optional<Investment> investment;
  std::optional<IncomeVersion> income_version;

  template <class V>
  static void describe(V& v) {
    using A = SignContract;
    v.field("id", &A::id, {"标识（可不写）", "id (optional)"});
    v.field("number", &A::number, {"编号（可不写）", "number (optional)", {}, refer_by});
    v.field("transfer_case", &A::transfer_case,
            {"转化项目", "transfer case", {}, no_marks, "ZH-2026-001"});
    v.field("sub_kind", &A::sub_kind,
            {"细分种类", "sub-kind", "CTR-01", no_marks, "know_how_licence"});
    v.field("title", &A::title_of_contract, {"合同名称", "title", {}, no_marks, "（合同名称）"});
    v.field("transferee", &A::transferee,
            {"受让方（乙方）", "transferee", "CTR-06", no_marks, "I-demo"});
    v.field("holder", &A::holder, {"使用权人（自行转化时的甲方）", "use-right holder", "RGT-02"});
    v.field("authorisation", &A::authorisation,
            {"单位授权（佐证材料）", "authorisation (evidence)", "RGT-02"});
    v.field("subjects", &A::subjects,
            {"合同标的成果与收入份额",
             "achievements and their shares",
             {},
             json_example,
             R"([{"achievement":"KZ-demo","share":"1"}])"});
    v.field("amounts", &A::amounts,
            {"金额与支付", "amounts", "CTR-04", json_example,
             R"({"total":"1000000.00","technical":"1000000.00","terms":"lump_sum"})"});
    v.field("dues", &A::dues,
            {"应收款项", "payments due", "CTR-04", json_example,
             R"([{"what":"一次总付","amount":"1000000.00","due_on":"2026-12-31"}])"});
    v.field("grant", &A::grant,
            {"许可内容（许可合同）", "grant (of a licence)", "CTR-03", json_example,
             R"({"exclusivity":"non_exclusive","from":"2026-12-01","until":"2028-11-30"})"});
    v.field("investment", &A::investment, {"作价投资", "investment", "INC-03"});
    v.field("income_version", &A::income_version,
            {"收益分配适用版本（默认入账时的方案）",
             "which plan divides its income (default: the one at booking)", "INC-06"});
  }
};

/// Recognition and registration by the local office. @rule CTR-02
struct RegisterContract {
  static constexpr std::string_view type = "contract.register";
  static constexpr int version = 1;
  static constexpr StaticText title{"技术合同认定登记", "register a contract"};
  Ref<Contract> contract;
  std::string registration_no;
  std::string office;

  template <class V>
  static void describe(V& v) {
    using A = RegisterContract;
    v.field("contract", &A::contract, {"合同", "contract", {}, no_marks, "HT-2026-001"});
    v.field("registration_no", &A::registration_no,
            {"登记编号", "registration number", "CTR-02", no_marks, "20261100010001"});
    v.field("office", &A::office, {"认定登记机构", "registration office", "CTR-02"});
  }
};

/// Changes the terms; whatever is not given stays. Payments already received stay where they are.
struct AmendContract {
  static constexpr std::string_view type = "contract.amend";
  static constexpr int version = 1;
  static constexpr StaticText title{"变更合同", "amend a contract"};
  Ref<Contract> contract;
  std::string what;
  std::optional<ContractAmounts> amounts;
  std::vector<DueTerms> more_dues;
  std::optional<LicenceGrant> grant;

  template <class V>
  static void describe(V& v) {
    using A = AmendContract;
    v.field("contract", &A::contract, {"合同", "contract", {}, no_marks, "HT-2026-001"});
    v.field("what", &A::what, {"变更内容", "what changes"});
    v.field("amounts", &A::amounts, {"变更后的金额与支付", "amounts as changed", "CTR-04"});
    v.field("more_dues", &A::more_dues, {"新增应收款项", "further payments due", "CTR-04"});
    v.field("grant", &A::grant, {"变更后的许可内容", "grant as changed", "CTR-03"});
  }
};

struct EndContract {
  static constexpr std::string_view type = "contract.end";
  static constexpr int version = 1;
  static constexpr StaticText title{"终止合同", "end a contract"};
  Ref<Contract> contract;
  std::string reason;

  template <class V>
  static void describe(V& v) {
    v.field("contract", &EndContract::contract, {"合同", "contract", {}, no_marks, "HT-2026-001"});
    v.field("reason", &EndContract::reason, {"原因", "reason"});
  }
};

/// A milestone was reached: its payment is due on a day. @rule CTR-04
struct ReachMilestone {
  static constexpr std::string_view type = "milestone.reach";
  static constexpr int version = 1;
  static constexpr StaticText title{"达成里程碑", "record that a milestone was reached"};
  Ref<Contract> contract;
  std::int64_t due = 1;
  Date due_on;

  template <class V>
  static void describe(V& v) {
    using A = ReachMilestone;
    v.field("contract", &A::contract, {"合同", "contract", {}, no_marks, "HT-2026-001"});
    v.field("due", &A::due, {"应收款项序号", "index of the payment due", "CTR-04"});
    v.field("due_on", &A::due_on, {"应收日", "due on", "CTR-04"});
  }
};

/// Gives up a payment due: it will not come.
struct WriteOffDue {
  static constexpr std::string_view type = "due.write_off";
  static constexpr int version = 1;
  static constexpr StaticText title{"核销应收款项", "write off a payment due"};
  Ref<Contract> contract;
  std::int64_t due = 1;
  std::string reason;

  template <class V>
  static void describe(V& v) {
    using A = WriteOffDue;
    v.field("contract", &A::contract, {"合同", "contract", {}, no_marks, "HT-2026-001"});
    v.field("due", &A::due, {"应收款项序号", "index of the payment due", "CTR-04"});
    v.field("reason", &A::reason, {"原因", "reason"});
  }
};

/// Money came in under a contract. @rule CTR-04
struct RecordReceipt {
  using Creates = Receipt;
  static constexpr std::string_view type = "receipt.record";
  static constexpr int version = 1;
  static constexpr StaticText title{"记录到账", "record a receipt"};
  std::optional<Uuid> id;
  std::optional<std::string> number;
  Ref<Contract> contract;
  Money amount;
  std::optional<std::int64_t> due;
  std::optional<std::string> voucher;

  template <class V>
  static void describe(V& v) {
    using A = RecordReceipt;
    v.field("id", &A::id, {"标识（可不写）", "id (optional)"});
    v.field("number", &A::number, {"编号（可不写）", "number (optional)", {}, refer_by});
    v.field("contract", &A::contract, {"合同", "contract", {}, no_marks, "HT-2026-001"});
    v.field("amount", &A::amount, {"到账金额", "amount", "CTR-04", no_marks, "1000000.00"});
    v.field("due", &A::due,
            {"对应应收款项序号", "index of the payment it settles", "CTR-04", no_marks, "1"});
    v.field("voucher", &A::voucher, {"凭证号", "voucher number"});
  }
};

/// Money went back to the payer: the receipt's lines are reversed and later receipts booked anew.
struct RefundReceipt {
  static constexpr std::string_view type = "receipt.refund";
  static constexpr int version = 1;
  static constexpr StaticText title{"记录退款", "record a refund"};
  Ref<Receipt> receipt;
  Money amount;
  std::string reason;

  template <class V>
  static void describe(V& v) {
    using A = RefundReceipt;
    v.field("receipt", &A::receipt, {"到账", "receipt", {}, no_marks, "DZ-2026-001"});
    v.field("amount", &A::amount, {"退款额", "amount", "CTR-04", no_marks, "100000.00"});
    v.field("reason", &A::reason, {"原因", "reason"});
  }
};

}  // namespace kezhuan
