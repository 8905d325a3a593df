#include "kezhuan/path/deadline.hpp"
#include "path/case_proposals.hpp"
#include "policy/income_facts.hpp"

/// What may be done next about the money of a case: link 6.
namespace kezhuan {

namespace {

constexpr std::chrono::days one_day{1};

bool is_same_party(const Balance& a, const Balance& b) {
  return a.person == b.person && a.institution == b.institution;
}

/// What a party was paid too much of one kind, to be taken off what it is due of others.
Money overpaid(const TransferCase& c, const Balance& party) {
  auto sum = Money::of_minor(0, party.entitled.currency());
  for (const auto& balance : c.balances) {
    if (is_same_party(balance, party) && balance.due().is_negative()) sum -= balance.due();
  }
  return sum;
}

/// What may be paid now, to each party no more than it is due in all (INC-06).
std::vector<PaymentLine> payable_lines(const TransferCase& c) {
  std::vector<PaymentLine> lines;
  for (auto balance = c.balances.begin(); balance != c.balances.end(); ++balance) {
    if (!is_payable(balance->kind) || !balance->due().is_positive()) continue;
    auto taken_off = overpaid(c, *balance);
    for (auto earlier = c.balances.begin(); earlier != balance; ++earlier) {
      if (!is_same_party(*earlier, *balance) || !earlier->due().is_positive()) continue;
      taken_off -= std::min(taken_off, earlier->due());
    }
    const auto amount = balance->due() - std::min(taken_off, balance->due());
    if (!amount.is_positive()) continue;
    PaymentLine line;
    line.kind = balance->kind;
    if (balance->person) line.person = Ref<Person>(*balance->person);
    if (balance->institution) line.institution = Ref<Institution>(*balance->institution);
    line.amount = amount;
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace

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
  act.lines = payable_lines(c_);
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
  for (const auto& deadline : links_.deadlines) {
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

}  // namespace kezhuan
