#include <algorithm>
#include <array>
#include <limits>

#include "kezhuan/acts/acts.hpp"
#include "kezhuan/policy/code_names.hpp"
#include "policy/drawn_up_anew.hpp"
#include "policy/facts.hpp"
#include "policy/income_facts.hpp"
#include "policy/rules.hpp"
#include "policy/transfer_facts.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

namespace {

// ---------------------------------------------------------------- PTH-03

/// Acts by which the money of a terminated case is still settled (house default).
constexpr std::array<std::string_view, 12> settling_acts = {
    ReverseCost::type,       WriteOffDue::type,      RecordReceipt::type,  RecordCost::type,
    DraftDistribution::type, RecordPayment::type,    AwardEquity::type,    RecordDividend::type,
    DisposeEquity::type,     RegisterContract::type, ReleaseReserve::type, RecoverPayment::type};

/// Of a resolution: its matters about the case, and what they are about.
bool only_about(const Question& q, const RecordResolution& act, const Id<TransferCase>& id,
                std::initializer_list<MatterKind> kinds) {
  return std::all_of(act.matters.begin(), act.matters.end(), [&](const Matter& matter) {
    const bool is_of_case = (matter.transfer_case && matter.transfer_case->target() == id) ||
                            (matter.plan && q.after.get(*matter.plan).transfer_case == id);
    return !is_of_case || std::find(kinds.begin(), kinds.end(), matter.matter) != kinds.end();
  });
}

bool settles_money(const Question& q, const Id<TransferCase>& id) {
  if (const auto* act = q.act_as<RecordResolution>()) {
    return only_about(q, *act, id, {MatterKind::distribution_plan, MatterKind::termination});
  }
  if (const auto* act = q.act_as<OpenNotice>()) return act->plan.has_value();
  if (const auto* act = q.act_as<CloseNotice>()) {
    return q.after.get(act->notice).about == NoticeSubject::distribution_plan;
  }
  const auto type = q.act->type().name;
  return std::find(settling_acts.begin(), settling_acts.end(), type) != settling_acts.end();
}

/// What a termination leaves to be settled: contracts that live, money to come (under a
/// contract that ended, what had fallen due), to divide, to pay, to recover; shares to award.
std::vector<Text> unsettled_of(const Question& q) {
  std::vector<Text> open;
  for (const auto* contract : q.transfer->contracts) {
    const bool is_live = contract->is_live_on(q.on);
    auto to_come = Money::of_minor(0, contract->amounts.total.currency());
    for (const auto& due : expected_dues(q.after, *contract)) {
      if (is_live || due.is_due_by(q.on)) to_come += due.amount - due.received;
    }
    if (!is_live && to_come.is_zero()) continue;
    const auto sum = to_come.to_text();
    Text state;
    if (is_live) append(state, {"尚未终止", "still in force"});
    if (!to_come.is_zero()) append(state, {"应收未收 " + sum, sum + " to be received"});
    open.push_back({"合同 " + contract->number + "（" + state.zh + "）",
                    "contract " + contract->number + " (" + state.en + ")"});
  }
  const auto& receipts = q.transfer->receipts;
  const auto undivided = std::count_if(receipts.begin(), receipts.end(), [](const Receipt* one) {
    return !one->plan && !one->surviving().is_zero();
  });
  if (undivided > 0) {
    const auto count = std::to_string(undivided);
    open.push_back({count + " 笔到账未分配", count + " receipts not divided"});
  }
  std::optional<Money> to_pay;
  for (const auto& balance : q.transfer->transfer->balances) {
    if (!balance.due().is_positive()) continue;
    to_pay = to_pay ? *to_pay + balance.due() : balance.due();
  }
  if (to_pay) {
    open.push_back({"应发未发 " + to_pay->to_text(), to_pay->to_text() + " to be paid out"});
  }
  for (const auto& one : overpaid_of(*q.transfer->transfer)) {
    const auto sum = one.amount.to_text();
    open.push_back({"多发待追回 " + sum, sum + " overpaid and to be recovered"});
  }
  for (const auto* contract : q.transfer->contracts) {
    if (!awaits_award(*q.transfer, *contract)) continue;
    open.push_back({"合同 " + contract->number + " 的股权奖励未实施",
                    "the shares of contract " + contract->number + " not awarded"});
  }
  return open;
}

void judge_termination(const Question& q, Findings& f) {
  Text all;
  for (const auto& one : unsettled_of(q)) {
    all.zh += (all.zh.empty() ? "" : "；") + one.zh;
    all.en += (all.en.empty() ? "" : "; ") + one.en;
  }
  if (all.empty()) return;
  const auto& number = q.transfer->transfer->number;
  const Text what{"项目 " + number + " 终止时还有未了结的：" + all.zh + "。",
                  "Case " + number + " ends with this unsettled: " + all.en + "."};
  if (is_barred(q.around, *q.transfer, q.on)) {
    return f.warn(
        what, "/transfer_case",
        {"终止后仍可了结：记录合同终止（contract.end），不再收取的核销（due.write_off），"
         "应退的退还（receipt.refund），多发的追回（payment.recover）。属公共数据☆，不再"
         "分配、发放（CLS-06）。",
         "It may still be settled: end the contract (contract.end), write off what is not "
         "claimed (due.write_off), give back what is to go back (receipt.refund), recover "
         "what was paid too much (payment.recover). Public data ☆ is neither divided nor "
         "paid out (CLS-06)."});
  }
  f.warn(what, "/transfer_case",
         {"终止后仍可了结：合同须终止的记录终止（contract.end），款项照常到账与发放"
          "（receipt.record、payment.record），收不回的核销（due.write_off）。",
          "It may still be settled: end the contract where it ends (contract.end), record what "
          "comes and what is paid (receipt.record, payment.record), write off what will not come "
          "(due.write_off)."});
}

void pth_03(const Question& q, Findings& f) {
  if (q.transfer == nullptr || q.is_about_record()) return;
  if (q.act_as<TerminateCase>() != nullptr) return judge_termination(q, f);
  const auto* c = q.before.find(q.transfer->transfer->id);
  if (c == nullptr || c->state == CaseState::active) return;
  const auto state = name_of(c->state).text();
  if (c->state == CaseState::suspended) {
    const auto* act = q.act_as<RecordResolution>();
    if (act != nullptr && only_about(q, *act, c->id, {MatterKind::termination})) return;
    // money that arrived, or went back, is on record whatever the case waits for
    if (q.act_as<RecordReceipt>() != nullptr) return;
    return f.add({"项目 " + c->number + " " + state.zh + "，恢复之前不办此事。",
                  "Case " + c->number + " is " + state.en + "; this waits until it is resumed."},
                 place_of_case(q),
                 {"先恢复项目（case.resume）。", "Resume the case first (case.resume)."});
  }
  if (settles_money(q, c->id)) return;
  f.add({"项目 " + c->number + " " + state.zh + "，只能了结款项、评价、报告和附材料。",
         "Case " + c->number + " is " + state.en +
             "; only money is settled, and evaluation, reports and papers go on."},
        place_of_case(q),
        {"要继续转化的另行立项（case.open）。", "Open another case to go on (case.open)."});
}

// ---------------------------------------------------------------- PTH-04

const AdoptedPolicy* find_adopted(const State& state, const Sha256& hash) {
  for (const auto& policy : state.settings().policies) {
    if (policy.hash == hash) return &policy;
  }
  return nullptr;
}

/// Id and version; where both are those of the other, the beginning of its hash too.
std::string name_beside(const AdoptedPolicy& policy, const AdoptedPolicy& other) {
  const auto name = policy.id + " " + policy.version;
  if (policy.id != other.id || policy.version != other.version) return name;
  return name + " (" + policy.hash.to_text().substr(0, 8) + ")";
}

void pth_04(const Question& q, Findings& f) {
  if (q.transfer == nullptr) return;
  const auto& c = *q.transfer->transfer;
  if (const auto* act = q.act_as<MoveCasePolicy>()) {
    const auto* target = find_adopted(q.after, act->policy);
    if (target == nullptr || target->effective_from <= q.on) return;
    const auto from = target->effective_from.to_text();
    return f.add(
        {"规则 " + target->id + " " + target->version + " 自 " + from + " 起施行，尚不能改用。",
         "Policy " + target->id + " " + target->version + " is effective from " + from +
             "; the case cannot move to it yet."},
        "/policy");
  }
  if (!q.is_about_record()) return;
  const auto* own = find_adopted(q.after, c.policy);
  const auto* current = find_policy_on(q.after.settings(), q.on);  // of new cases
  if (own == nullptr || current == nullptr || own->hash == current->hash) return;
  const auto was = name_beside(*own, *current);
  const auto is = name_beside(*current, *own);
  f.note({"项目 " + c.number + " 沿用规则 " + was + "；现行的是 " + is + "。",
          "Case " + c.number + " goes by policy " + was + "; the present one is " + is + "."},
         {},
         {"需要改用的，登记改用（case.move_policy）。",
          "Move it where that is wanted (case.move_policy)."});
}

// ---------------------------------------------------------------- PTH-05

/// The calendar counts in `int`; a length beyond it must not come back as a short one.
void judge_opening(const OpenNotice& act, Findings& f) {
  if (act.days <= std::numeric_limits<int>::max()) return;
  f.add({"公示期限为 " + std::to_string(act.days) + " 天，不是可用的天数。",
         "The length of " + std::to_string(act.days) + " days is not usable."},
        "/days", {"改正期限。", "Correct the length."});
}

// That the notice is open and the objection awaits an answer is REG-02; that nothing happens before
// the notice opened, REG-04.

void judge_objecting(const Question& q, const ObjectToNotice& act, Findings& f) {
  const auto& notice = q.before.get(act.notice);
  if (q.on <= notice.last_day) return;
  const auto on = q.on.to_text();
  const auto last = notice.last_day.to_text();
  f.warn({"异议于 " + on + " 提出，公示末日为 " + last + "；公示尚未结束，仍予受理。",
          "The objection of " + on + " came after the last day, " + last +
              "; the notice is not closed yet, so it is taken."},
         "/notice", {"答复后方可结束公示。", "Answer it before closing the notice."});
}

/// What is drawn up anew before it is publicised again.
Text remedy_of(NoticeSubject subject) {
  switch (subject) {
    case NoticeSubject::disclosure_list: break;
    case NoticeSubject::implementation_plan:
      return {"修改后重新拟定实施方案（implementation.draft）并议定，再足期公示。",
              "Draft the implementation plan anew (implementation.draft), have it decided, then "
              "publicise it in full."};
    case NoticeSubject::distribution_plan:
      return {"另拟分配方案（distribution.draft）并议定，再足期公示。",
              "Draft another distribution plan (distribution.draft), have it decided, then "
              "publicise it in full."};
    case NoticeSubject::agreed_price:
      return {"重新定价（pricing.record），再足期公示。",
              "Record the price anew (pricing.record), then publicise it in full."};
  }
  return {"更正内容，再开启新的公示，期间从头计算。",
          "Correct the content and open a new notice of full length."};
}

void judge_answering(const Question& q, const AnswerObjection& act, Findings& f) {
  const auto& notice = q.before.get(act.notice);
  for (const auto& objection : notice.objections) {
    if (objection.index != act.objection || q.on >= objection.raised_on) continue;
    const auto raised = objection.raised_on.to_text();
    f.add({"答复日 " + q.on.to_text() + " 早于异议提出日 " + raised + "。",
           "The answer of " + q.on.to_text() + " is from before the objection was raised on " +
               raised + "."},
          "/objection", {"核对答复日期。", "Check the date of the answer."});
  }
  if (act.answer == ObjectionAnswer::upheld_content) {
    f.note({"异议成立并改变公示内容：公示 " + notice.number + " 作废，更正后须重新足期公示。",
            "The objection is upheld and changes the content: notice " + notice.number +
                " is voided, and a new full notice is due."},
           "/answer", remedy_of(notice.about));
  }
}

void judge_closing(const Question& q, const CloseNotice& act, Findings& f) {
  const auto& notice = q.before.get(act.notice);
  if (q.on <= notice.last_day) {
    const auto last = notice.last_day.to_text();
    const auto closable = closable_from(notice).to_text();
    f.add({"公示 " + notice.number + " 的末日是 " + last + "，" + closable + " 起方可结束。",
           "The last day of notice " + notice.number + " is " + last + "; it may be closed from " +
               closable + "."},
          "/notice",
          {"于 " + closable + " 或以后结束。", "Close it on " + closable + " or later."});
  }
  std::vector<std::string> open;
  for (const auto& objection : notice.objections) {
    if (!objection.answer) open.push_back(std::to_string(objection.index));
  }
  if (open.empty()) return;
  const auto which = listing(open);
  f.add({"公示 " + notice.number + " 有未处理的异议：第 " + which.zh + " 号。",
         "Notice " + notice.number + " has objections not handled: " + which.en + "."},
        "/notice",
        {"先逐条答复异议，再结束公示。", "Answer each objection, then close the notice."});
}

void pth_05(const Question& q, Findings& f) {
  judge_drawn_up_anew(q, f);
  if (const auto* opened = q.act_as<OpenNotice>()) return judge_opening(*opened, f);
  if (const auto* objected = q.act_as<ObjectToNotice>()) return judge_objecting(q, *objected, f);
  if (const auto* answered = q.act_as<AnswerObjection>()) return judge_answering(q, *answered, f);
  if (const auto* closed = q.act_as<CloseNotice>()) return judge_closing(q, *closed, f);
}

/// The policy's values for a notice of this subject start with this.
std::string values_of(NoticeSubject subject) {
  switch (subject) {
    case NoticeSubject::disclosure_list: return "notice.disclosure_list";
    case NoticeSubject::implementation_plan: return "notice.implementation_plan";
    case NoticeSubject::distribution_plan: return "notice.distribution";
    case NoticeSubject::agreed_price: return "notice.agreed_price";
  }
  return {};
}

/// Each notice lasts as long as the policy says for its subject, in its unit. Calendar days are
/// shorter than working days, never the other way round, so only the former are turned away.
void pth_06(const Question& q, Findings& f) {
  const auto* act = q.act_as<OpenNotice>();
  if (act == nullptr) return;
  const auto values = values_of(act->subject());
  const auto days = q.policy().get_number(values + ".days");
  const auto unit = q.policy().get_unit(values + ".unit");
  const auto subject = name_of(act->subject());
  const auto name = name_of(unit);
  const auto least = std::to_string(days);
  if (act->unit == DayUnit::calendar && unit == DayUnit::working) {
    f.add({"公示期限按自然日计；" + std::string(subject.zh) + "的公示须按工作日计。",
           "The length is in calendar days; a notice of the " + std::string(subject.en) +
               " counts working days."},
          "/unit",
          {"期限单位改为工作日，不少于 " + least + " 个。",
           "Count working days, no fewer than " + least + "."});
  }
  if (act->days < days) {
    const auto given = std::to_string(act->days);
    f.add({"公示期限为 " + given + "，少于规定的 " + least + " 个" + std::string(name.zh) + "。",
           "The length is " + given + ", less than the " + least + " " + std::string(name.en) +
               " the policy asks for."},
          "/days",
          {"期限至少 " + least + " 个" + std::string(name.zh) + "。",
           "Give at least " + least + " " + std::string(name.en) + "."});
  }
  if (act->audience.empty()) {
    f.add({"没有写明公示范围。", "The audience is not stated."}, "/audience",
          {"写明在单位内部哪个平台公示。", "State where in the institution it is shown."});
  }
}

// ---------------------------------------------------------------- PTH-07

/// "分管领导（deputy_head）": the code is what an act has to say.
Text name_of_tier(const std::string& code) {
  auto name = name_of_policy_code(code);
  if (name.zh == code) return name;
  return {name.zh + "（" + code + "）", name.en + " (" + code + ")"};
}

std::optional<std::size_t> find_tier(const Policy& policy, const std::string& approver) {
  const auto& bodies = policy.get_list("approval.tier_bodies");
  const auto found = std::find(bodies.begin(), bodies.end(), approver);
  if (found == bodies.end()) return std::nullopt;
  return static_cast<std::size_t>(found - bodies.begin());
}

/// Between talks nobody is at the table whom an agreed price could be approved for.
void warn_of_no_talks(const Question& q, Findings& f) {
  const auto& c = *q.transfer->transfer;
  const auto index = c.talks_on(q.on);
  const bool is_under_way = std::any_of(
      c.negotiations.begin(), c.negotiations.end(),
      [&](const Negotiation& talks) { return talks.index == index && talks.recorded_on <= q.on; });
  if (index == 1 || is_under_way || !is_by_agreement(c)) return;
  f.warn({c.number + " 其时没有正在进行的协商，这项审批不算作对下一受让方的审批。",
          c.number + " had no negotiation under way; this approval does not count for the next "
                     "transferee."},
         "/transfer_case",
         {"与受让方的协商开始后（negotiation.record）再审批并登记。",
          "Have it approved once talks with the transferee are under way (negotiation.record)."});
}

void judge_approval(const Question& q, const RecordApproval& act, Findings& f) {
  warn_of_no_talks(q, f);
  if (!act.amount.is_positive()) {
    f.add_firm({"审批金额为 " + act.amount.to_text() + "，须大于零。",
                "The amount approved is " + act.amount.to_text() + "; it must be more than zero."},
               "/amount", {"改正金额。", "Correct the amount."});
  }
  const auto& bodies = q.policy().get_list("approval.tier_bodies");
  const auto tier = find_tier(q.policy(), act.approver);
  if (!tier) {
    const auto all = listing(bodies);
    return f.add_firm(
        {"“" + act.approver + "”不是审批层级；可用：" + all.zh + "。",
         "\"" + act.approver + "\" is no tier of approval; they are: " + all.en + "."},
        "/approver", {"写明其中一级。", "State one of them."});
  }
  const auto needed = tier_of(q.policy(), act.amount);
  if (needed <= *tier) return;
  const auto wanted = name_of_tier(bodies[needed]);
  f.warn({"金额 " + act.amount.to_text() + " 应由" + wanted.zh + "审批。",
          "An amount of " + act.amount.to_text() + " is for " + wanted.en + " to approve."},
         "/approver",
         {"另由该级审批并登记（approval.record）。",
          "Have that tier approve it too (approval.record)."});
}

/// What a contract amounts to for the tiers. Nothing when a royalty has no ceiling, or when shares
/// and cash do not add up.
template <class Due>
std::optional<Money> amount_to_approve(const ContractAmounts& amounts,
                                       const std::optional<Investment>& investment,
                                       const std::vector<Due>& dues) {
  if (amounts.is_uncapped()) return std::nullopt;
  if (investment) return amount_of(amounts, investment, dues);
  if (amounts.cap && amounts.cap->currency() != amounts.total.currency()) {
    return std::nullopt;  // refused by CTR-04
  }
  return amounts.most();
}

bool covers(const Approval& approval, const std::optional<Money>& amount) {
  if (!amount) return true;
  return approval.amount.currency() == amount->currency() && *amount <= approval.amount;
}

/// An agreed price is approved for somebody: given after the former talks ended and before these
/// began, it was for nobody at the table.
bool is_between_talks(const TransferCase& c, const Approval& approval, const Negotiation& talks) {
  return is_by_agreement(c) && talks.index > 1 && approval.approved_on < talks.recorded_on;
}

/// Approvals that count for the party of the contract: those given in talks with it, or with nobody
/// in particular; none given in talks with another.
std::vector<const Approval*> approvals_of(const Question& q) {
  const auto& c = *q.transfer->transfer;
  const auto* amendment = q.act_as<AmendContract>();
  const auto* party = amendment == nullptr
                          ? find_other_party(q)
                          : &q.after.get(q.after.get(amendment->contract).transferee);
  std::vector<const Approval*> approvals;
  for (const auto& approval : c.approvals) {
    const auto talks =
        std::find_if(c.negotiations.begin(), c.negotiations.end(),
                     [&](const Negotiation& one) { return one.index == approval.talks; });
    const bool is_of_nobody =  // given after talks ended, and none began since
        talks == c.negotiations.end() && approval.talks > 1 && is_by_agreement(c);
    const bool is_of_other =
        talks != c.negotiations.end() && talks->transferee &&
        (party == nullptr || !are_with(*talks, *party) || is_between_talks(c, approval, *talks));
    if (!is_of_nobody && !is_of_other) approvals.push_back(&approval);
  }
  return approvals;
}

Text describe_worth(const std::optional<Money>& amount, const ContractAmounts& amounts) {
  if (amount) return {amount->to_text(), amount->to_text()};
  if (amounts.is_uncapped()) return {"提成不封顶", "a royalty without ceiling"};
  return {"各金额币种不同，无法相加", "in amounts that cannot be added up"};
}

void require_approval(const Question& q, const std::optional<Money>& amount, const Text& worth,
                      const std::string& place, Findings& f) {
  const auto needed = tier_of(q.policy(), amount);
  const auto approvals = approvals_of(q);
  std::vector<Text> given;
  for (const auto* approval : approvals) {
    const auto tier = find_tier(q.policy(), approval->approver);
    if (tier && needed <= *tier && covers(*approval, amount) && approval->approved_on <= q.on) {
      return;
    }
    const auto who = name_of_tier(approval->approver);
    const auto what = " " + approval->amount.to_text() + " " + approval->approved_on.to_text();
    given.push_back({who.zh + what, who.en + what});
  }
  const auto wanted = name_of_tier(q.policy().get_list("approval.tier_bodies")[needed]);
  auto have = given.empty() ? Text{"没有审批", "none"} : listing(given);
  const auto former = q.transfer->transfer->approvals.size() - approvals.size();
  if (former > 0) {
    const auto count = std::to_string(former);
    have.zh += "（另有 " + count + " 项是为与他方的协商作的，或作于没有协商之时，不算）";
    have.en +=
        " (" + count + " more, given for talks with somebody else or for none, do not count)";
  }
  f.add({"合同金额（" + worth.zh + "）须由" + wanted.zh + "或更高一级审批；在案：" + have.zh + "。",
         "The contract (" + worth.en + ") needs the approval of " + wanted.en +
             " or a higher tier; on record: " + have.en + "."},
        place,
        {"由" + wanted.zh + "审批并登记（approval.record）。",
         "Obtain and record the approval of " + wanted.en + " (approval.record)."});
}

/// The contracts of the case taken together, the one that is signed among them; nothing when they
/// cannot be added up.
std::optional<Money> sum_of_contracts(const Question& q, const SignContract& act) {
  try {
    auto sum = amount_of(act.amounts, act.investment, act.dues);
    for (const auto* contract : q.transfer->contracts) {
      if (is_being_signed(q, contract->id) || !contract->is_live_on(q.on)) continue;
      const auto other = amount_of(contract->amounts, contract->investment, contract->dues);
      if (!sum || !other) return std::nullopt;
      *sum += *other;
    }
    return sum;
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// A transfer divided into contracts that each stay below a bound (house default: warns).
void warn_of_splitting(const Question& q, const SignContract& act, Findings& f) {
  const auto sum = sum_of_contracts(q, act);
  if (!sum || sum == amount_of(act.amounts, act.investment, act.dues)) return;
  const auto needed = tier_of(q.policy(), sum);
  const auto approvals = approvals_of(q);
  const auto is_high = [&](const Approval* approval) {
    const auto tier = find_tier(q.policy(), approval->approver);
    return tier && needed <= *tier;
  };
  if (std::any_of(approvals.begin(), approvals.end(), is_high)) return;
  const auto wanted = name_of_tier(q.policy().get_list("approval.tier_bodies")[needed]);
  const auto& number = q.transfer->transfer->number;
  f.warn(
      {"项目 " + number + " 各合同合计 " + sum->to_text() + "，按合计应由" + wanted.zh + "审批。",
       "The contracts of case " + number + " sum to " + sum->to_text() + ", which is for " +
           wanted.en + " to approve."},
      "/transfer_case",
      {"由" + wanted.zh + "审批并登记（approval.record），或说明并非拆分。",
       "Obtain and record the approval of " + wanted.en +
           " (approval.record), or say why it is no splitting."});
}

bool has_paper(const Question& q, EvidenceKind kind) {
  if (has_paper(q.after, *q.transfer, kind)) return true;
  const auto* payment = q.act_as<RecordPayment>();
  return payment != nullptr &&
         std::any_of(payment->evidence.begin(), payment->evidence.end(),
                     [&](const Ref<Evidence>& ref) { return q.after.get(ref).evidence == kind; });
}

void warn_of_papers(const Question& q, const std::string& value, const Text& when,
                    const std::string& place, Findings& f) {
  const auto files = subject_files(q);
  const bool co_owned = std::any_of(files.begin(), files.end(), [&](const CaseFile* file) {
    return has_co_owner(*file, *q.transfer->own);
  });
  std::vector<Text> lacks;
  for (const auto& code : q.policy().get_list(value)) {
    const auto kind = find_enum<EvidenceKind>(code).value();
    if (kind == EvidenceKind::co_owner_consent && !co_owned) continue;
    if (!has_paper(q, kind)) lacks.push_back(name_of(kind).text());
  }
  if (lacks.empty()) return;
  const auto lack = listing(lacks);
  f.warn({when.zh + "常备的材料还缺：" + lack.zh + "。",
          "Papers usually asked for before " + when.en + " are missing: " + lack.en + "."},
         place, {"附上所缺材料（evidence.attach）。", "Attach them (evidence.attach)."});
}

void pth_07(const Question& q, Findings& f) {
  if (q.transfer == nullptr) return;
  if (const auto* approval = q.act_as<RecordApproval>()) return judge_approval(q, *approval, f);
  if (const auto* act = signs(q)) {
    const auto amount = amount_to_approve(act->amounts, act->investment, act->dues);
    require_approval(q, amount, describe_worth(amount, act->amounts), "/transfer_case", f);
    warn_of_splitting(q, *act, f);
    warn_of_papers(q, "evidence.before_signing", {"签约前", "signing"}, "/transfer_case", f);
  } else if (const auto* amendment = q.act_as<AmendContract>()) {
    // what grows by an amendment needs the tier its new amount calls for
    const auto& contract = q.after.get(amendment->contract);
    const bool adds_cash = contract.investment && !amendment->more_dues.empty();
    if (!amendment->amounts && !adds_cash) return;
    const auto amount = amount_to_approve(contract.amounts, contract.investment, contract.dues);
    require_approval(q, amount, describe_worth(amount, contract.amounts),
                     amendment->amounts ? "/amounts" : "/more_dues", f);
  } else if (q.act_as<RecordPayment>() != nullptr) {
    warn_of_papers(q, "evidence.before_paying", {"付款前", "paying"}, "/evidence", f);
  }
}

// ---------------------------------------------------------------- PTH-08

/// That the plan in force was publicised at all, and anew when it changed, is INC-05. What is left
/// is a relief: each payment that claims it follows a notice of its own.
void pth_08(const Question& q, Findings& f) {
  const auto* act = q.act_as<RecordPayment>();
  if (act == nullptr || q.transfer == nullptr || q.transfer->plan_in_force == nullptr) return;
  const auto& plan = *q.transfer->plan_in_force;
  if (!act->relief_claimed.value_or(plan.relief_claimed)) return;
  const Payment* last = nullptr;
  for (const auto* payment : q.transfer->payments) {
    const bool is_earlier = payment->paid_on < q.on && payment->plan == plan.id;
    if (is_earlier && payment->relief_claimed) last = payment;
  }
  if (last == nullptr) return;
  const auto& notices = q.transfer->plan_notices;
  const auto is_anew = [&](const Notice* notice) {
    return notice->state == NoticeState::closed && notice->first_day >= last->paid_on;
  };
  if (std::any_of(notices.begin(), notices.end(), is_anew)) return;
  const auto when = last->paid_on.to_text();
  f.add({"本次发放申请税收优惠，而方案 " + plan.number + " 自 " + when + " 的发放 " + last->number +
             " 之后没有再公示。",
         "This payment claims a relief, and plan " + plan.number +
             " was not publicised again since payment " + last->number + " of " + when + "."},
        "/relief_claimed");
}

constexpr std::array rules = {
    RuleCode{"PTH-03", pth_03}, RuleCode{"PTH-04", pth_04}, RuleCode{"PTH-05", pth_05},
    RuleCode{"PTH-06", pth_06}, RuleCode{"PTH-07", pth_07}, RuleCode{"PTH-08", pth_08},
};

}  // namespace

std::span<const RuleCode> pth_rules() { return rules; }

}  // namespace kezhuan
