#include <algorithm>

#include "kezhuan/path/deadline.hpp"
#include "path/case_money.hpp"
#include "path/case_proposals.hpp"
#include "policy/facts.hpp"
#include "policy/income_facts.hpp"
#include "policy/wording.hpp"

/// What may be done next about the money of a case: link 6.
namespace kezhuan {

namespace {

/// "reward, owner income": the kinds among these lines, each once.
Text kinds_of(const std::vector<PaymentLine>& lines) {
  Text kinds;
  for (const auto& entry : EnumTable<LineKind>::table) {
    const bool is_there = std::any_of(lines.begin(), lines.end(), [&](const PaymentLine& line) {
      return line.kind == entry.value;
    });
    if (is_there) append(kinds, name_of(entry.value).text());
  }
  return kinds;
}

/// A matter decided as an approval is, whoever meets: what only the meeting will state is left out.
RecordResolution approval_of(Matter matter) {
  matter.outcome = ResolutionOutcome::approved;
  matter.in_favour = 1;
  RecordResolution act;
  act.members = 1;
  act.matters.push_back(std::move(matter));
  return act;
}

/// What is still to come of a payment, all at once.
RecordReceipt receipt_for(const Contract& contract, const PaymentDue& due) {
  RecordReceipt act;
  act.contract = Ref<Contract>(contract.id);
  act.amount = due.amount - due.received;
  act.due = due.index;
  return act;
}

/// Money of this payment, or of none that was named, went back.
bool has_refund_of(const State& state, const Contract& contract, const PaymentDue& due) {
  return std::any_of(contract.receipts.begin(), contract.receipts.end(), [&](const auto& id) {
    const auto& receipt = state.get(id);
    return !receipt.refunds.empty() && receipt.due.value_or(due.index) == due.index;
  });
}

/// Of an amount agreed without payments due, part is still to come; shares are no receipt.
bool brings_rest(const Contract& contract, const Date& today) {
  return contract.is_live_on(today) && !contract.investment &&
         contract.received < contract.amounts.total;
}

}  // namespace

/// The payments that are due, and milestones not reached yet.
void CaseProposals::money_in() {
  for (const auto* one : file_.contracts) {
    const bool goes_on = c_.state == CaseState::active && one->is_live_on(around_.today);
    for (const auto& due : expected_dues(state_, *one)) {
      if (due.milestone && !due.reached_on && goes_on) {
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

/// Money under a royalty or an investment that names no payment while some are expected: it may
/// have been one of them, which only people know.
void CaseProposals::unnamed_money() {
  for (const auto* one : file_.contracts) {
    if (!may_bring_other_money(*one)) continue;
    const auto expected = expected_dues(state_, *one);
    if (expected.empty()) continue;
    const auto first = std::to_string(expected.front().index);
    for (const auto* receipt : unnamed_receipts(state_, *one)) {
      propose("act.correct", receipt->number, {"REG-06", "CTR-04"},
              {"可办：到账 " + receipt->number +
                   " 没有写明对应哪一笔应收款项，不计入其中任何一笔；"
                   "是其中一笔的（如第 " +
                   first + " 笔），更正 /due 写明序号。",
               "Optional: receipt " + receipt->number +
                   " names no payment due and counts towards none; if it settles one (as payment " +
                   first + "), correct /due to its index."});
    }
  }
}

/// The next payment of each contract that is not due yet.
void CaseProposals::money_to_come() {
  for (const auto* one : file_.contracts) {
    const auto dues = expected_dues(state_, *one);  // the earliest first
    const auto next = std::find_if(dues.begin(), dues.end(), [&](const PaymentDue& due) {
      return due.due_on && !due.is_due_by(around_.today);
    });
    if (next != dues.end()) receipt_of(*one, *next);
    if (one->dues.empty() && brings_rest(*one, around_.today)) {
      propose("receipt.record", one->number, {"LNK-62"}, why_of({"LNK-62"}, {}));
    }
  }
  unnamed_money();
  reserve();
}

void CaseProposals::receipt_of(const Contract& contract, const PaymentDue& due) {
  const auto index = std::to_string(due.index);
  const auto left = (due.amount - due.received).to_text();
  const auto day = due.due_on->to_text();
  if (!contract.is_live_on(around_.today)) return after_end(contract, due);
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
  wait_for(action, receipt_for(contract, due));
}

/// The contract is about public data and part of it was not received: nobody is urged for it.
void CaseProposals::write_off(const Contract& contract, const PaymentDue& due) {
  const auto index = std::to_string(due.index);
  const auto left = (due.amount - due.received).to_text();
  propose("due.write_off", contract.number, {"LNK-62", "CLS-06"},
          {"合同 " + contract.number + " 第 " + index + " 笔（" + due.what + "）尚差 " + left +
               " 元：不再收取，核销。",
           left + " of payment " + index + " (" + due.what + ") of contract " + contract.number +
               " is outstanding and not claimed any more: write it off."});
}

/// What was due when the contract ended still comes, or it is written off: only people know, and
/// what is owed comes first. What was given back is not expected once more.
void CaseProposals::after_end(const Contract& contract, const PaymentDue& due) {
  const auto index = std::to_string(due.index);
  const auto left = (due.amount - due.received).to_text();
  const bool went_back = has_refund_of(state_, contract, due);
  if (!went_back) {
    auto& action = propose(
        "receipt.record", contract.number, {"LNK-62", "CTR-04"},
        {"合同 " + contract.number + " 已终止，终止前到期的第 " + index + " 笔（" + due.what +
             "）尚差 " + left + " 元：到账时登记。",
         "Contract " + contract.number + " has ended; " + left + " of payment " + index + " (" +
             due.what + "), due before it did, is still to come: record it when it does."});
    action.due = due.due_on;
    wait_for(action, receipt_for(contract, due));
  }
  propose("due.write_off", contract.number, {"LNK-62", "CTR-04"},
          went_back
              ? Text{"合同 " + contract.number + " 已终止，第 " + index + " 笔（" + due.what +
                         "）退款后尚差 " + left +
                         " 元；不再收取的核销，仍会收到的待到账时登记（receipt.record）。",
                     "Contract " + contract.number + " has ended; " + left + " of payment " +
                         index + " (" + due.what +
                         ") is open after a refund. Write off what is not claimed any more, and "
                         "record what still comes in (receipt.record)."}
              : Text{"或者：第 " + index + " 笔（" + due.what + "）的 " + left +
                         " 元确定不再收取，核销。",
                     "Or: " + left + " of payment " + index + " (" + due.what +
                         ") is not claimed any more; write it off."});
}

/// A plan draws on what it cost: asked before it is drafted, and lacking to nobody.
void CaseProposals::costs() {
  if (!c_.costs.empty()) return;
  propose("cost.record", c_.number, {"INC-01"},
          {"可办：尚未记录成本。拟定分配方案前记录，净收入才扣得到；没有成本的不必办。",
           "Optional: no cost is on record. One recorded before the plan is drafted is taken off "
           "the net income; there is nothing to do if there was none."});
}

/// What a decision would be refused for is mended by the act its remedy names.
void CaseProposals::decision(const std::string& target, Matter matter, Codes rules, Text why) {
  const auto refusals = rehearsed(AnyAct::of(approval_of(std::move(matter))), {"DEM-01", "DSC-02"});
  for (const auto& finding : refusals) {
    for (const auto& act : finding.mend_by) {
      if (finding.remedy.zh.find(act) == std::string::npos || is_proposed(act)) continue;
      propose(act, c_.number, {finding.rule}, finding.what);
      break;
    }
  }
  wait(propose("resolution.record", target, std::move(rules), std::move(why)), refusals);
}

/// Money came in, or may still: contracts that ended without any leave nothing to divide.
bool CaseProposals::has_to_divide() const {
  return live_contract() != nullptr || may_bring_more(state_, file_, around_.today) ||
         std::any_of(file_.receipts.begin(), file_.receipts.end(),
                     [](const Receipt* one) { return one->surviving().is_positive(); });
}

void CaseProposals::plan() {
  if (file_.contracts.empty()) return;
  const auto* current = file_.current_plan();
  if (current == nullptr) {
    if (!has_to_divide()) return;
    costs();
    propose("distribution.draft", c_.number, {"LNK-61", "INC-02"},
            why_of({"LNK-61"}, {"尚无收益分配方案。", "There is no distribution plan yet."}));
    return;
  }
  if (sent_back("distribution.draft", current->notices, {"INC-05", "PTH-05"})) return;
  if (current->state == PlanState::draft) {
    Matter matter;
    matter.matter = MatterKind::distribution_plan;
    matter.plan = Ref<DistributionPlan>(current->id);
    return decision(current->number, std::move(matter), {"LNK-61", "DEM-01"},
                    {"分配方案 " + current->number + " 已拟定，待集体议定。",
                     "Distribution plan " + current->number + " awaits a collective decision."});
  }
  OpenNotice opening;
  opening.plan = Ref<DistributionPlan>(current->id);
  const auto* shown = notice_shown(file_.plan_notices, std::nullopt);
  const bool is_too_short =
      shown != nullptr && shown->state == NoticeState::closed && is_unmet("INC-05");
  const std::vector<const Notice*> none;
  notice(is_too_short ? none : file_.plan_notices, std::nullopt, std::move(opening),
         "notice.distribution", current->number, {"INC-05", "PTH-06"},
         {"分配方案 " + current->number + " 已议定，发放前须公示。",
          "Distribution plan " + current->number + " is decided; it is publicised before paying."});
}

/// While the plan is shown nothing is given out by it.
void CaseProposals::await_plan_notice(NextAction& action) const {
  const auto* shown = notice_shown(file_.plan_notices, std::nullopt);
  if (shown == nullptr || shown->state != NoticeState::open) return;
  action.not_before = closable_from(*shown);
}

/// One act for all of them: what they were paid too much.
void CaseProposals::overpaid() {
  const auto all = overpaid_of(c_);
  if (all.empty()) return;
  Text who;
  for (const auto& one : all) {
    const auto sum = number_of_party(state_, one) + " " + one.amount.to_text();
    append(who, {sum, sum});
  }
  propose("payment.recover", c_.number, {"LNK-63", "INC-06"},
          {"多付：" + who.zh + "。其后应得中会自动抵扣；不再有到账的，追回后登记。",
           "Paid too much: " + who.en +
               ". It is taken off what is due later; if nothing more comes in, recover it and "
               "record that."});
}

/// When to share it out is for the institution to say: asked for of nobody.
void CaseProposals::reserve() {
  if (find_scheme(state_, file_.plan_in_force) == nullptr) return;
  const auto held = around_.books.held_in_reserve(state_, c_.id);
  if (!held.is_positive()) return;
  const auto amount = held.to_text();
  propose("reserve.release", c_.number, {"INC-11"},
          {"可办：按办法留存了准备 " + amount + " 元；需要时释放，释放后按办法分配。",
           "Optional: " + amount +
               " is held in reserve by the scheme; release it when it is to be "
               "shared out."});
}

void CaseProposals::money_out() {
  overpaid();
  equity();
  RecordPayment act;
  act.transfer_case = ref();
  act.lines = lines_to_pay(state_, file_, around_.books, around_.today);
  if (act.lines.empty()) return;
  Payment preview;
  preview.lines = act.lines;
  const auto total = preview.total().to_text();
  const auto count = std::to_string(act.lines.size());
  const auto kinds = kinds_of(act.lines);
  auto& action = propose("payment.record", c_.number, {"LNK-63", "INC-05", "INC-06"},
                         {"尚有 " + count + " 笔共 " + total + " 元应付未付（" + kinds.zh + "）。",
                          total + (act.lines.size() == 1 ? "" : " in " + count + " amounts") +
                              " is payable and not paid (" + kinds.en + ")."});
  const auto plans = plans_paid_out(state_, c_, act.lines);
  const auto is_in_force = [&](const Id<DistributionPlan>& id) { return id == c_.plan_in_force; };
  if (plans.empty() || std::any_of(plans.begin(), plans.end(), is_in_force)) {
    await_plan_notice(action);
  }
  for (const auto& deadline : links_.deadlines) {
    if (deadline.what == DeadlineKind::reward_payment && !action.due) action.due = deadline.due_on;
  }
  wait_for(action, std::move(act), {"PTH-07"});
  papers("evidence.before_paying", {"发放前", "paying"});
}

void CaseProposals::equity() {
  for (const auto* one : file_.contracts) {
    if (file_.plan_in_force == nullptr || !awaits_award(file_, *one)) continue;
    auto& action = propose("equity.award", one->number, {"LNK-63", "INC-03", "INC-04"},
                           {"合同 " + one->number + " 的股权奖励尚未实施。",
                            "The equity of contract " + one->number + " is not awarded yet."});
    await_plan_notice(action);
    AwardEquity act;
    act.contract = Ref<Contract>(one->id);
    wait_for(action, std::move(act));
  }
}

}  // namespace kezhuan
