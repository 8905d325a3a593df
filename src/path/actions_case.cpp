#include "path/actions_case.hpp"

#include <algorithm>
#include <array>

#include "kezhuan/acts/acts.hpp"
#include "kezhuan/acts/table.hpp"
#include "kezhuan/path/deadline.hpp"
#include "path/case_question.hpp"
#include "path/link_judge.hpp"
#include "path/record.hpp"
#include "path/rehearsal.hpp"
#include "policy/income_facts.hpp"

namespace kezhuan {

namespace {

using Codes = std::vector<std::string>;
using Exempt = std::vector<std::string_view>;

template <class C, class T>
bool contains(const C& values, const T& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

void add_sentence(Text& text, const Text& more) {
  if (more.empty() || text.zh.find(more.zh) != std::string::npos) return;
  text.zh += more.zh;
  text.en += (text.en.empty() ? "" : " ") + more.en;
}

constexpr std::chrono::days one_day{1};

/// Acts that put right what would refuse the signature and no link asks for.
constexpr std::array<std::string_view, 10> before_signing = {
    "negotiation.record", "consent.record",     "coownership.record", "prior_right.waive",
    "prior_right.lapse",  "certificate.record", "approval.record",    "guide.adopt",
    "risks.review",       "evidence.attach"};

/// Acts proposed when their time has come, never merely because something waits for them.
constexpr std::array<std::string_view, 18> in_their_time = {
    "negotiation.record", "pathway.choose",     "implementation.draft", "resolution.record",
    "notice.open",        "notice.close",       "pricing.record",       "contract.sign",
    "contract.register",  "distribution.draft", "receipt.record",       "milestone.reach",
    "payment.record",     "equity.award",       "evaluation.issue",     "report.submit",
    "report.file",        "asset.enter"};

class CaseProposals {
 public:
  CaseProposals(const Surroundings& around, const State& state, const TransferFile& file,
                const std::vector<LinkStatus>& links)
      : around_(around), state_(state), file_(file), c_(*file.transfer), links_(links) {}

  std::vector<NextAction> all() {
    if (c_.state == CaseState::terminated) return {};
    if (c_.state == CaseState::suspended) {
      suspended();
      return take();
    }
    if (is_barred(around_, state_, file_)) {
      barred();
      return take();
    }
    achievements();
    negotiation();
    pathway();
    implementation();
    pricing();
    guide();
    contract();
    money_in();
    plan();
    money_out();
    money_to_come();
    accounts();
    leftovers();
    return take();
  }

 private:
  NextAction& propose(std::string_view act, const std::string& target, Codes rules, Text why) {
    NextAction action;
    action.act = act;
    action.example_args = target.empty() ? action.act : action.act + " " + target;
    const auto* type = find_act_type(act);
    if (type != nullptr) action.title = type->title.text();
    std::erase_if(
        rules, [&](const std::string& rule) { return around_.policy.find_rule(rule) == nullptr; });
    for (const auto& rule : rules) {
      for (const auto hand : around_.policy.get_rule(rule).who) {
        const std::string code(to_code(hand));
        if (!contains(action.who, code)) action.who.push_back(code);
      }
    }
    if (action.who.empty()) action.who = {"office"};
    action.rules = std::move(rules);
    action.why = std::move(why);
    actions_.push_back(std::move(action));
    return actions_.back();
  }

  bool is_proposed(std::string_view act) const {
    return std::any_of(actions_.begin(), actions_.end(),
                       [&](const NextAction& action) { return action.act == act; });
  }

  const Requirement* find_unmet(std::string_view rule) const {
    for (const auto& link : links_) {
      for (const auto& requirement : link.requirements) {
        if (requirement.rule == rule && requirement.state == RequirementState::unmet) {
          return &requirement;
        }
      }
    }
    return nullptr;
  }

  bool is_unmet(std::string_view rule) const { return find_unmet(rule) != nullptr; }

  /// What the unmet ones among these rules say; otherwise the text given.
  Text why_of(const Codes& rules, Text otherwise) const {
    Text why;
    for (const auto& rule : rules) {
      const auto* requirement = find_unmet(rule);
      if (requirement == nullptr) continue;
      for (const auto& finding : requirement->findings) {
        if (finding.severity != Severity::note) add_sentence(why, finding.what);
      }
    }
    return why.empty() ? otherwise : why;
  }

  /// What the act waits for, and why: what no link says already, nor of a link that comes first.
  void wait(NextAction& action, const std::vector<Finding>& refusals) const {
    action.waits_for = rules_of(refusals);
    for (const auto& finding : refusals) {
      const bool is_said = is_unmet(finding.rule) || finding.rule.rfind("LNK-", 0) == 0;
      if (!is_said) add_sentence(action.why, finding.what);
    }
  }

  template <class A>
  void wait_for(NextAction& action, A act, const Exempt& exempt = {}) const {
    wait(action, rehearse(around_, state_, file_, AnyAct::of(std::move(act)), exempt));
  }

  Ref<TransferCase> ref() const { return Ref<TransferCase>(c_.id); }

  void suspended();
  void barred();
  void achievements();
  void negotiation();
  void pathway();
  void implementation();
  void pricing();
  void guide();
  void contract();
  void before_price(std::vector<Finding>& refusals) const;
  void mend_signing(const std::vector<Finding>& refusals);
  void registration();
  void money_in();
  void money_to_come();
  void receipt_of(const Contract& contract, const PaymentDue& due);
  void plan();
  void money_out();
  void equity();
  void accounts();
  void leftovers();

  const Notice* notice_shown(const std::vector<const Notice*>& notices,
                             std::optional<std::int64_t> version) const;
  bool notice(const std::vector<const Notice*>& notices, std::optional<std::int64_t> version,
              OpenNotice opening, std::string_view values, const std::string& target, Codes rules,
              Text why);
  void running(const Notice& notice, const Codes& rules);
  std::optional<std::string> target_of(std::string_view act) const;
  Money worth() const;
  SignContract signature() const;
  const Contract* live_contract() const;
  bool is_signed() const;
  std::vector<NextAction> take();

  const Surroundings& around_;
  const State& state_;
  const TransferFile& file_;
  const TransferCase& c_;
  const std::vector<LinkStatus>& links_;
  std::vector<NextAction> actions_;
};

void CaseProposals::suspended() {
  const auto& reason = c_.history.back().reason;
  propose("case.resume", c_.number, {"PTH-03"},
          {"项目已中止（" + reason.value_or("") + "）；恢复后方可继续。",
           "The case is suspended (" + reason.value_or("") + "); it goes on once resumed."});
}

void CaseProposals::barred() {
  Codes numbers;
  for (const auto& achievement : file_.achievements) {
    if (is_barred(around_, state_, achievement)) numbers.push_back(achievement.achievement->number);
  }
  Text listed;
  for (const auto& number : numbers) {
    listed.zh += (listed.zh.empty() ? "" : "、") + number;
    listed.en += (listed.en.empty() ? "" : ", ") + number;
  }
  propose("case.terminate", c_.number, {"CLS-06"},
          {"成果 " + listed.zh + " 属公共数据（☆），不得转化，也不得计发奖励。",
           "Public data (☆) in the case: " + listed.en +
               ". It is not transferred, and no reward is paid on it."});
}

/// Links 1 and 2 and the asset entry: what is next for each achievement that lacks something.
void CaseProposals::achievements() {
  for (const auto& achievement : file_.achievements) {
    const auto report = next_steps(around_, state_, achievement.achievement->id);
    for (auto action : report.actions) {
      if (action.act == OpenCase::type) continue;
      const auto& number = achievement.achievement->number;
      action.why = {number + "：" + action.why.zh, number + ": " + action.why.en};
      actions_.push_back(std::move(action));
    }
  }
}

void CaseProposals::negotiation() {
  const Codes rules = {"LNK-32", "LNK-33", "CTR-06"};
  const auto* talks = c_.negotiation();
  const bool lacks = std::any_of(rules.begin(), rules.end(),
                                 [&](const std::string& rule) { return is_unmet(rule); });
  if (talks != nullptr && !lacks) return;
  const auto* plan = c_.implementation_plan();
  const bool awaits_buyer = talks != nullptr && plan != nullptr &&
                            plan->pricing != PricingMethod::agreement && !is_unmet("LNK-33");
  if (awaits_buyer && c_.current_pricing() == nullptr) return;  // the price names the buyer
  Codes unmet;
  for (const auto& rule : rules) {
    if (talks == nullptr || is_unmet(rule)) unmet.push_back(rule);
  }
  auto& action = propose("negotiation.record", c_.number, unmet,
                         why_of(unmet, {"尚无正在进行的协商。", "No negotiation is under way."}));
  RecordNegotiation act;
  act.transfer_case = ref();
  wait_for(action, std::move(act), {"CTR-06", "LNK-32", "LNK-33", "DLV-05"});
}

void CaseProposals::pathway() {
  if (c_.pathway) return;
  ChoosePathway act;
  act.transfer_case = ref();
  auto& action = propose("pathway.choose", c_.number, {"LNK-41", "CTR-01"},
                         why_of({"LNK-41"}, {"尚未选定转化路径和合同类型。",
                                             "Pathway and contract type are not chosen yet."}));
  wait_for(action, std::move(act), {"CTR-01"});
}

/// The notice that counts for what is shown now: not a voided one, not one of another version.
const Notice* CaseProposals::notice_shown(const std::vector<const Notice*>& notices,
                                          std::optional<std::int64_t> version) const {
  const Notice* shown = nullptr;
  for (const auto* one : notices) {
    const bool is_of_version = !version || !one->version || *one->version == *version;
    if (one->state != NoticeState::voided && is_of_version) shown = one;
  }
  return shown;
}

/// Proposes what a notice needs next; true once it is closed.
bool CaseProposals::notice(const std::vector<const Notice*>& notices,
                           std::optional<std::int64_t> version, OpenNotice opening,
                           std::string_view values, const std::string& target, Codes rules,
                           Text why) {
  const auto* shown = notice_shown(notices, version);
  if (shown == nullptr) {
    opening.audience = "-";
    opening.days = around_.policy.get_number(std::string(values) + ".days");
    opening.unit = around_.policy.get_unit(std::string(values) + ".unit");
    const auto days = std::to_string(opening.days);
    const auto unit = name_of(opening.unit);
    add_sentence(why, {"公示不少于 " + days + " 个" + std::string(unit.zh) + "。",
                       "It is shown for no less than " + days + " " + std::string(unit.en) + "."});
    auto& action = propose("notice.open", target, std::move(rules), std::move(why));
    wait_for(action, std::move(opening));
    return false;
  }
  if (shown->state == NoticeState::closed) return true;
  running(*shown, rules);
  return false;
}

void CaseProposals::running(const Notice& notice, const Codes& rules) {
  if (notice.has_open_objection()) {
    propose("notice.answer", notice.number, {"PTH-05"},
            {notice.number + " 有未处理的异议。", notice.number + " has unanswered objections."});
  }
  const auto last = notice.last_day.to_text();
  auto& action = propose("notice.close", notice.number, rules,
                         {"公示末日为 " + last + "，次日起可结束。",
                          "The last day is " + last + "; it may be closed from the day after."});
  action.not_before = notice.last_day + one_day;
  if (notice.has_open_objection()) {
    action.waits_for = {"PTH-05"};
    add_sentence(action.why, {"须先答复全部异议。", "Every objection is answered first."});
  }
}

void CaseProposals::implementation() {
  const auto* plan = c_.implementation_plan();
  if (plan == nullptr || plan->state == ImplementationState::rejected) {
    DraftImplementation act;
    act.transfer_case = ref();
    act.summary = "-";
    auto& action =
        propose("implementation.draft", c_.number, {"LNK-42"},
                plan == nullptr ? Text{"尚无转化实施方案。", "There is no implementation plan yet."}
                                : Text{"实施方案未获通过，修改后重新拟定。",
                                       "The implementation plan was rejected; draft another."});
    wait_for(action, std::move(act));
    return;
  }
  if (plan->state == ImplementationState::drafted) {
    propose("resolution.record", c_.number, {"LNK-42", "DEM-01"},
            {"实施方案（第 " + std::to_string(plan->index) + " 稿）已拟定，待集体议定。",
             "Draft " + std::to_string(plan->index) +
                 " of the implementation plan awaits a collective decision."});
    return;
  }
  OpenNotice opening;
  opening.about = NoticeSubject::implementation_plan;
  opening.transfer_case = ref();
  notice(file_.implementation_notices, plan->index, std::move(opening),
         "notice.implementation_plan", c_.number, {"LNK-43", "PTH-06"},
         {"实施方案已议定，尚未公示。", "The implementation plan is decided and not publicised."});
}

void CaseProposals::pricing() {
  if (is_signed()) return;
  const auto* price = c_.current_pricing();
  if (price == nullptr) {
    if (c_.implementation_plan() == nullptr) return;
    RecordPricing act;
    act.transfer_case = ref();
    act.method = c_.implementation_plan()->pricing;
    auto& action =
        propose("pricing.record", c_.number, {"CTR-05"},
                {"尚未定价（" + std::string(name_of(act.method).zh) + "）。",
                 "There is no price yet (" + std::string(name_of(act.method).en) + ")."});
    wait_for(action, std::move(act), {"CTR-05"});
    return;
  }
  if (price->method != PricingMethod::agreement) return;
  OpenNotice opening;
  opening.about = NoticeSubject::agreed_price;
  opening.transfer_case = ref();
  notice(file_.price_notices, price->index, std::move(opening), "notice.agreed_price", c_.number,
         {"CTR-05"},
         {"协议定价须公示结果和价格。", "An agreed price is publicised with its result."});
}

/// Step D runs across: the guide and the risks may come any time before signing.
void CaseProposals::guide() {
  if (file_.guide == nullptr) {
    propose(
        "guide.adopt", {}, {"EXM-01"},
        {"本单位尚未施行尽职免责工作指引。", "The institution has no exemption guide in force."});
    return;
  }
  const auto* review = c_.risk_review();
  if (review != nullptr && review->guide == file_.guide->id && !is_unmet("EXM-01")) return;
  propose("risks.review", c_.number, {"EXM-01"},
          why_of({"EXM-01"}, {"尚未对照指引 " + file_.guide->number + " 的风险清单。",
                              "The risks of guide " + file_.guide->number +
                                  " were not reviewed for this case."}));
}

const Contract* CaseProposals::live_contract() const {
  for (const auto* one : file_.contracts) {
    if (one->is_live_on(around_.today)) return one;
  }
  return nullptr;
}

/// One that ended after it brought money was signed too: nothing asks for another.
bool CaseProposals::is_signed() const {
  return live_contract() != nullptr || (!file_.contracts.empty() && !is_unmet("LNK-51"));
}

ContractSubKind sub_kind_for(ContractType type) {
  switch (type) {
    case ContractType::assignment: return ContractSubKind::know_how_assignment;
    case ContractType::licence: return ContractSubKind::know_how_licence;
    case ContractType::development: return ContractSubKind::commissioned_development;
    case ContractType::service: return ContractSubKind::technical_service;
    case ContractType::consulting: return ContractSubKind::technical_consulting;
  }
  return ContractSubKind::know_how_licence;
}

/// What the contract will be worth: the price, else what the plan expects, else the least there is.
Money CaseProposals::worth() const {
  if (const auto* price = c_.current_pricing()) return price->price;
  const auto* plan = c_.implementation_plan();
  if (plan != nullptr && plan->expected_amount) return *plan->expected_amount;
  return Money::of_minor(1, Money().currency());
}

/// The contract as far as the record determines it.
SignContract CaseProposals::signature() const {
  SignContract act;
  act.transfer_case = ref();
  act.title_of_contract = "-";
  const auto type = c_.pathway ? c_.pathway->contract_type : ContractType::licence;
  act.sub_kind = sub_kind_for(type);
  const auto* talks = c_.negotiation();
  const auto* price = c_.current_pricing();
  if (price != nullptr && price->buyer) {
    act.transferee = *price->buyer;
  } else if (talks != nullptr && talks->transferee) {
    act.transferee = *talks->transferee;
  } else {
    act.transferee = Ref<Institution>(file_.own->id);
  }
  const auto count = static_cast<std::int64_t>(c_.achievements.size());
  for (const auto& id : c_.achievements) {
    act.subjects.push_back({Ref<Achievement>(id), Ratio(1, count)});
  }
  const auto amount = worth();
  act.amounts.total = amount;
  act.amounts.technical = amount;
  if (c_.pathway && c_.pathway->pathway == Pathway::equity_investment) {
    act.amounts.total = act.amounts.technical = Money::of_minor(0, amount.currency());
    act.investment = Investment{act.transferee, amount, 1};
  } else {
    act.dues.push_back({"-", amount, around_.today, std::nullopt});
  }
  if (type == ContractType::licence) {
    act.grant = LicenceGrant{Exclusivity::non_exclusive, std::nullopt, std::nullopt, around_.today,
                             add_years(around_.today, 1)};
  }
  return act;
}

void CaseProposals::contract() {
  if (is_signed()) return registration();
  const bool has_transferee = (c_.negotiation() != nullptr && c_.negotiation()->transferee) ||
                              (c_.current_pricing() != nullptr && c_.current_pricing()->buyer);
  Exempt exempt = {"CTR-01", "CTR-04"};
  if (!has_transferee) exempt.insert(exempt.end(), {"CTR-06", "RGT-07"});
  if (is_unmet("LNK-42")) exempt.push_back("PTH-07");  // what is approved is not planned yet
  auto refusals = rehearse(around_, state_, file_, AnyAct::of(signature()), exempt);
  if (c_.current_pricing() == nullptr) before_price(refusals);
  mend_signing(refusals);
  auto& action =
      propose("contract.sign", c_.number, {"LNK-51", "CTR-01", "CTR-04"},
              why_of({"LNK-51"}, {"尚未签订技术合同。", "No technical contract is signed."}));
  if (is_proposed("pricing.record")) {
    add_sentence(action.why, {"先定价再签约。", "The price is recorded before."});
  }
  wait(action, refusals);
}

/// Without a price the amount that an approval is wanted for is what the plan expects, if it says.
void CaseProposals::before_price(std::vector<Finding>& refusals) const {
  const auto* plan = c_.implementation_plan();
  for (auto& finding : refusals) {
    if (finding.rule != "PTH-07") continue;
    if (plan != nullptr && plan->expected_amount) {
      finding.what = {"按方案的预计金额，" + finding.what.zh,
                      "By the amount the plan expects: " + finding.what.en};
    } else {
      finding.what = {"签约须有相应层级的审批，在案没有；层级按所定价格。",
                      "Signing needs an approval, and none is on record; the price decides its "
                      "tier."};
    }
  }
}

void CaseProposals::mend_signing(const std::vector<Finding>& refusals) {
  for (const auto& finding : refusals) {
    for (const auto act : before_signing) {
      const auto target = target_of(act);
      if (!contains(finding.mend_by, act) || !target) continue;
      if (!is_proposed(act)) propose(act, *target, {finding.rule}, finding.what);
      break;
    }
  }
}

void CaseProposals::registration() {
  for (const auto* one : file_.contracts) {
    const bool counts = one->is_live_on(around_.today) || !one->receipts.empty();
    if (!counts || one->registration) continue;
    RegisterContract act;
    act.contract = Ref<Contract>(one->id);
    act.registration_no = "-";
    act.office = "-";
    auto& action = propose("contract.register", one->number, {"CTR-02"},
                           {"合同 " + one->number + " 已签订，尚未认定登记。",
                            "Contract " + one->number + " is signed and not registered yet."});
    wait_for(action, std::move(act), {"CTR-02"});
  }
}

/// The payments that are due, and milestones not reached yet.
void CaseProposals::money_in() {
  for (const auto* one : file_.contracts) {
    for (const auto& due : one->dues) {
      if (due.milestone && !due.reached_on && !due.is_settled() && one->is_live_on(around_.today)) {
        propose(
            "milestone.reach", one->number, {"CTR-04"},
            {"合同 " + one->number + " 第 " + std::to_string(due.index) + " 笔（" + due.what +
                 "）以里程碑达成为准；达成后登记应收日。",
             "Payment " + std::to_string(due.index) + " of contract " + one->number + " (" +
                 due.what + ") waits for its milestone; record the day it is due once reached."});
      }
      if (due.is_due_by(around_.today)) receipt_of(*one, due);
    }
  }
}

/// The next payment of each contract that is not due yet.
void CaseProposals::money_to_come() {
  for (const auto* one : file_.contracts) {
    const PaymentDue* next = nullptr;
    for (const auto& due : one->dues) {
      if (!due.due_on || due.is_settled() || due.is_due_by(around_.today)) continue;
      if (next == nullptr || *due.due_on < *next->due_on) next = &due;
    }
    if (next != nullptr) receipt_of(*one, *next);
  }
}

void CaseProposals::receipt_of(const Contract& contract, const PaymentDue& due) {
  const auto index = std::to_string(due.index);
  const auto left = (due.amount - due.received).to_text();
  const auto day = due.due_on->to_text();
  const bool is_late = due.due_on < around_.today;
  Text why{"合同 " + contract.number + " 第 " + index + " 笔（" + due.what + "）应于 " + day +
               " 前到账，尚差 " + left + " 元。",
           "Payment " + index + " of contract " + contract.number + " (" + due.what +
               ") is due by " + day + "; " + left + " is still to come."};
  if (is_late) {
    add_sentence(why, {"已逾期，请催收；确定收不回的核销（due.write_off）。",
                       "It is overdue: ask for it, or write it off (due.write_off)."});
  }
  auto& action = propose("receipt.record", contract.number, {"LNK-62", "CTR-04"}, std::move(why));
  action.due = due.due_on;
  RecordReceipt act;
  act.contract = Ref<Contract>(contract.id);
  act.amount = due.amount - due.received;
  act.due = due.index;
  wait_for(action, std::move(act));
}

void CaseProposals::plan() {
  if (file_.contracts.empty()) return;
  const auto* current = file_.current_plan();
  if (current == nullptr) {
    propose("distribution.draft", c_.number, {"LNK-61", "INC-02"},
            why_of({"LNK-61"}, {"尚无收益分配方案。", "There is no distribution plan yet."}));
    return;
  }
  if (current->state == PlanState::draft) {
    propose("resolution.record", current->number, {"LNK-61", "DEM-01"},
            {"分配方案 " + current->number + " 已拟定，待集体议定。",
             "Distribution plan " + current->number + " awaits a collective decision."});
    return;
  }
  OpenNotice opening;
  opening.plan = Ref<DistributionPlan>(current->id);
  notice(file_.plan_notices, std::nullopt, std::move(opening), "notice.distribution",
         current->number, {"INC-05", "PTH-06"},
         {"分配方案 " + current->number + " 已议定，发放前须公示。",
          "Distribution plan " + current->number + " is decided; it is publicised before paying."});
}

void CaseProposals::money_out() {
  equity();
  RecordPayment act;
  act.transfer_case = ref();
  std::string sum;
  for (const auto& balance : c_.balances) {
    const auto nothing = Money::of_minor(0, balance.entitled.currency());
    if (!is_payable(balance.kind) || !(nothing < balance.due())) continue;
    PaymentLine line;
    line.kind = balance.kind;
    if (balance.person) line.person = Ref<Person>(*balance.person);
    if (balance.institution) line.institution = Ref<Institution>(*balance.institution);
    line.amount = balance.due();
    act.lines.push_back(std::move(line));
  }
  if (act.lines.empty()) return;
  Payment preview;
  preview.lines = act.lines;
  const auto total = preview.total().to_text();
  const auto count = std::to_string(act.lines.size());
  auto& action = propose(
      "payment.record", c_.number, {"LNK-63", "INC-05", "INC-06"},
      {"尚有 " + count + " 笔共 " + total + " 元应付未付（奖励、所有权收益、应付共有机构）。",
       total + " in " + count +
           " amounts is payable and not paid (reward, owner income, co-owners)."});
  const auto* shown = notice_shown(file_.plan_notices, std::nullopt);
  if (shown != nullptr && shown->state == NoticeState::open) {
    action.not_before = shown->last_day + one_day;
  }
  for (const auto& deadline : deadlines_of(around_, state_, file_)) {
    if (deadline.what == DeadlineKind::reward_payment && !action.due) action.due = deadline.due_on;
  }
  wait_for(action, std::move(act), {"PTH-07"});
}

void CaseProposals::equity() {
  for (const auto* one : file_.contracts) {
    if (!one->investment || file_.plan_in_force == nullptr) continue;
    if (find_award(c_, one->id) != nullptr) continue;
    auto& action = propose("equity.award", one->number, {"LNK-63", "INC-03", "INC-04"},
                           {"合同 " + one->number + " 的股权奖励尚未实施。",
                            "The equity of contract " + one->number + " is not awarded yet."});
    const auto* shown = notice_shown(file_.plan_notices, std::nullopt);
    if (shown != nullptr && shown->state == NoticeState::open) {
      action.not_before = shown->last_day + one_day;
    }
    AwardEquity act;
    act.contract = Ref<Contract>(one->id);
    wait_for(action, std::move(act));
  }
}

/// Evaluation and reports: neither waits for the distribution.
void CaseProposals::accounts() {
  if (file_.contracts.empty()) return;
  for (const auto* one : file_.reports) {
    if (one->filing) continue;
    propose("report.file", one->number, {"RPT-02"},
            {"报告 " + one->number + " 已报送，备案后登记备案号。",
             "Report " + one->number + " was submitted; record its filing."});
  }
  bool is_due = false;
  for (const auto& deadline : deadlines_of(around_, state_, file_)) {
    if (deadline.what != DeadlineKind::annual_report || is_due) continue;
    is_due = true;  // the earliest year is enough
    auto& action = propose("report.submit", c_.number, {"RPT-01"}, deadline.text);
    add_sentence(action.why, {"。", "."});
    action.due = deadline.due_on;
    // Reported as it happened already: the year's report waits for the year's end.
    if (!file_.reports.empty()) {
      action.not_before = Date(static_cast<int>(deadline.index) + 1, 1, 1);
    }
  }
  if (file_.evaluations.empty() && !file_.receipts.empty()) {
    propose("evaluation.issue", c_.number, {"EVL-01"},
            {"尚未列入绩效评价报告（可，不妨碍其他环节）。",
             "Not in an evaluation report yet (optional; it holds nothing up)."});
  }
}

std::optional<std::string> CaseProposals::target_of(std::string_view act) const {
  const auto family = act.substr(0, act.find('.'));
  if (act == "guide.adopt" || act == "edition.freeze") return std::string();
  if (family == "prior_right") {
    for (const auto& achievement : file_.achievements) {
      for (const auto* right : achievement.prior_rights) {
        if (right->is_live_on(around_.today)) return right->number;
      }
    }
    return std::nullopt;
  }
  for (const auto of_achievement : {"consent", "coownership", "certificate", "evidence", "asset",
                                    "agreement", "processing", "achievement", "application"}) {
    if (family == of_achievement) return file_.achievements.front().achievement->number;
  }
  if (family == "contract" || family == "receipt" || family == "milestone" || family == "due") {
    if (act == SignContract::type) return c_.number;
    if (const auto* one = live_contract()) return one->number;
    return std::nullopt;
  }
  if (family == "notice" || family == "resolution" || family == "report") return std::nullopt;
  return c_.number;
}

/// What links 3 to 10 lack and nothing above mends.
void CaseProposals::leftovers() {
  for (const auto& link : links_) {
    if (link.step == achievement_step) continue;
    for (const auto& requirement : link.requirements) {
      if (requirement.state != RequirementState::unmet) continue;
      for (const auto& finding : requirement.findings) {
        const auto& acts = finding.mend_by;
        const bool is_mended = std::any_of(acts.begin(), acts.end(), [&](const std::string& act) {
          return is_proposed(act) || contains(in_their_time, act);
        });
        if (is_mended || acts.empty()) continue;
        if (const auto target = target_of(acts.front())) {
          propose(acts.front(), *target, {finding.rule}, finding.what);
        }
      }
    }
  }
}

/// Possible today first, then what has a date, then what waits for a rule.
std::vector<NextAction> CaseProposals::take() {
  const auto rank = [&](const NextAction& action) {
    if (!action.waits_for.empty()) return 2;
    return action.is_possible_on(around_.today) ? 0 : 1;
  };
  std::stable_sort(
      actions_.begin(), actions_.end(),
      [&](const NextAction& left, const NextAction& right) { return rank(left) < rank(right); });
  return std::move(actions_);
}

}  // namespace

std::vector<NextAction> next_actions(const Surroundings& around, const State& state,
                                     const TransferFile& file,
                                     const std::vector<LinkStatus>& links) {
  return CaseProposals(around, state, file, links).all();
}

}  // namespace kezhuan
