#include "policy/reg_cases.hpp"

#include <algorithm>

#include "acts/created.hpp"
#include "acts/talks.hpp"
#include "kezhuan/acts/acts.hpp"
#include "policy/income_facts.hpp"
#include "policy/transfer_facts.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

namespace {

// ---- the case itself

void require_case_state(Findings& f, const TransferCase& c, CaseState wanted, Text remedy) {
  if (c.state == wanted) return;
  const auto name = name_of(c.state);
  f.add({c.number + " 现为“" + std::string(name.zh) + "”，不能再办此事。",
         c.number + " is \"" + std::string(name.en) + "\"; this act is not possible."},
        "/transfer_case", std::move(remedy));
}

/// What a contract was signed upon stays as it is while the contract lives.
void require_unsigned(const Question& q, const Ref<TransferCase>& ref, const Text& so,
                      const Text& remedy, Findings& f) {
  for (const auto& id : q.before.get(ref).contracts) {
    const auto& contract = q.before.get(id);
    if (!contract.is_live_on(q.on)) continue;
    f.add({"合同 " + contract.number + " 已签订，" + so.zh + "。",
           "Contract " + contract.number + " is signed; " + so.en + "."},
          "/transfer_case", remedy);
  }
}

void judge_policy_move(const Question& q, const MoveCasePolicy& act, Findings& f) {
  const auto& c = q.before.get(act.transfer_case);
  const auto& adopted = q.before.settings().policies;
  const bool is_known =
      std::any_of(adopted.begin(), adopted.end(),
                  [&](const AdoptedPolicy& policy) { return policy.hash == act.policy; });
  if (!is_known) {
    f.add({"哈希 " + act.policy.to_text() + " 不是已采用的政策。",
           "Hash " + act.policy.to_text() + " is not that of an adopted policy."},
          "/policy",
          {"先采用该政策（kezhuan policy adopt），再改用。",
           "Adopt it first (kezhuan policy adopt), then move the case."});
  } else if (act.policy == c.policy) {
    f.add({c.number + " 已适用该政策。", c.number + " is under that policy already."}, "/policy",
          {"无须改用。", "There is nothing to move."});
  }
}

void require_in_case(const Question& q, const TransferCase& c, const Id<Achievement>& id,
                     std::string place, Text remedy, Findings& f) {
  if (std::find(c.achievements.begin(), c.achievements.end(), id) != c.achievements.end()) return;
  const auto& number = q.before.get(id).number;
  f.add({"成果 " + number + " 不在项目 " + c.number + " 中。",
         "Achievement " + number + " is not in case " + c.number + "."},
        std::move(place), std::move(remedy));
}

/// Talks with one transferee end before those with another begin, so that both stay on record.
void judge_transferee(const Question& q, const RecordNegotiation& act, Findings& f) {
  if (act.transferee && act.transferee->target() == q.before.settings().institution) {
    f.add({"受让方就是本机构。", "The transferee is the own institution."}, "/transferee",
          {"写明对方机构（institution.register 登记）。",
           "Name the other institution (institution.register)."});
  }
  const auto& c = q.before.get(act.transfer_case);
  const auto* current = c.negotiation();
  if (current == nullptr || !current->transferee || current->transferee == act.transferee) return;
  if (find_contract_of_talks(q.before, c, q.on) != nullptr) return;  // they led to it
  const auto& name = q.before.get(*current->transferee).name;
  f.add({"与" + name + "的协商尚未结束。", "The talks with " + name + " have not ended."},
        "/transferee",
        {"先结束该协商并写明原因（negotiation.end）。",
         "End them first, with the reason (negotiation.end)."});
}

void judge_negotiation(const Question& q, const RecordNegotiation& act, Findings& f) {
  judge_transferee(q, act, f);
  const auto& c = q.before.get(act.transfer_case);
  for (std::size_t i = 0; i < act.deliverables.size(); ++i) {
    require_in_case(q, c, act.deliverables[i].achievement.target(),
                    item_place("deliverables", i, "achievement"),
                    {"只写本项目的成果；另有成果的，另行立项。",
                     "Name achievements of the case only; open another case for others."},
                    f);
  }
}

void judge_negotiation_end(const Question& q, const EndNegotiation& act, Findings& f) {
  const auto& c = q.before.get(act.transfer_case);
  if (const auto* contract = find_contract_of_talks(q.before, c, q.on)) {
    f.add({"合同 " + contract->number + " 已签订，协商已有结果，不能再记为未成。",
           "Contract " + contract->number + " is signed; the talks led to it and did not fail."},
          "/transfer_case",
          {"另与他方签约的，直接记录与其协商（negotiation.record）；合同解除的先终止（contract."
           "end）。",
           "For a contract with somebody else record the talks with them (negotiation.record); "
           "end the contract first if it ends (contract.end)."});
  }
  if (c.negotiation() != nullptr) return;
  f.add({c.number + " 没有正在进行的协商。", c.number + " has no negotiation under way."},
        "/transfer_case", {"无可结束。", "There is nothing to end."});
}

/// A case is planned, priced and signed in one currency; `remedy` says what changes it.
void compare_currency(const Money& price, const Money& other, const Text& whose, const Text& remedy,
                      Findings& f) {
  if (price.currency() == other.currency()) return;
  const auto is = price.currency().to_text();
  const auto wanted = other.currency().to_text();
  f.add(
      {"价格 " + price.to_text() + " 的币种是 " + is + "，" + whose.zh + "用的是 " + wanted + "。",
       "The price of " + price.to_text() + " is in " + is + "; " + whose.en + " is in " + wanted +
           "."},
      "/price",
      {"按 " + wanted + " 写明价格（pricing.record）；币种确有变化的，" + remedy.zh,
       "Give the price in " + wanted + " (pricing.record); if the currency did change, " +
           remedy.en});
}

void judge_price_currency(const Question& q, const RecordPricing& act, Findings& f) {
  const auto& c = q.before.get(act.transfer_case);
  const auto* plan = c.implementation_plan();
  if (plan != nullptr && plan->expected_amount) {
    compare_currency(act.price, *plan->expected_amount, {"实施方案", "the implementation plan"},
                     {"先修改实施方案（implementation.draft）。",
                      "change the implementation plan first (implementation.draft)."},
                     f);
  }
  if (!c.contracts.empty()) {  // one case divides its income in one currency (house default)
    const auto& contract = q.before.get(c.contracts.front());
    return compare_currency(
        act.price, worth_of(contract.amounts, contract.investment),
        {"合同 " + contract.number + " ", "contract " + contract.number},
        {"另行立项（case.open）：一个项目的收益以一种币种分配。",
         "open another case (case.open): the income of a case is divided in one currency."},
        f);
  }
  if (const auto currency = find_currency_of_costs(c); currency && !brings_shares(c)) {
    compare_currency(act.price, Money::of_minor(0, *currency), {"已记的成本", "the cost on record"},
                     remedy_of_costs(act.price.currency()), f);
  }
}

void judge_pricing(const Question& q, const RecordPricing& act, Findings& f) {
  if (act.buyer && act.buyer->target() == q.before.settings().institution) {
    f.add({"成交方就是本机构。", "The buyer is the own institution."}, "/buyer",
          {"写明受让的对方机构（institution.register 登记）。",
           "Name the other institution (institution.register)."});
  }
  const auto& c = q.before.get(act.transfer_case);
  const auto* talks = c.negotiation();
  const bool has_party = talks != nullptr && talks->transferee && talks->recorded_on <= q.on;
  if (act.method == PricingMethod::agreement && !has_party) {
    f.add({c.number + " 没有与受让方的协商在进行，协议价格无从议定。",
           c.number + " has no talks with a transferee under way, so no price can be agreed."},
          "/transfer_case",
          {"先记录与受让方的协商（negotiation.record），再记录议定的价格。",
           "Record the negotiation with the transferee first (negotiation.record), then the price "
           "agreed with it."});
  }
  judge_price_currency(q, act, f);
}

/// What is listed counts once.
template <class T>
void refuse_repeated(const Question& q, const std::vector<Ref<T>>& all, std::string_view list,
                     Findings& f) {
  for (auto one = all.begin(); one != all.end(); ++one) {
    if (std::find(all.begin(), one, *one) == one) continue;
    const auto& number = q.before.get(*one).number;
    f.add({number + " 重复列出。", number + " is listed more than once."},
          item_place(list, static_cast<std::size_t>(one - all.begin())),
          {"每项只列一次。", "List each of them once."});
  }
}

void reg_02_of_case(const Question& q, Findings& f) {
  if (const auto* a = q.act_as<OpenCase>()) refuse_repeated(q, a->achievements, "achievements", f);
  if (const auto* a = q.act_as<SuspendCase>()) {
    require_case_state(f, q.before.get(a->transfer_case), CaseState::active,
                       {"只有进行中的项目可以中止。", "Only an active case is suspended."});
  }
  if (const auto* a = q.act_as<ResumeCase>()) {
    require_case_state(f, q.before.get(a->transfer_case), CaseState::suspended,
                       {"只有中止的项目可以恢复；已终止的另行立项。",
                        "Only a suspended case is resumed; after termination open another."});
  }
  if (const auto* a = q.act_as<TerminateCase>()) {
    const auto& c = q.before.get(a->transfer_case);
    if (c.state == CaseState::terminated) {
      require_case_state(f, c, CaseState::active, {"已经终止。", "It was terminated already."});
    }
  }
  if (const auto* a = q.act_as<SendBackCase>()) {
    require_unsigned(q, a->transfer_case,
                     {"不能退回到签约之前", "the case cannot go back before it"},
                     {"合同有变的变更（contract.amend）；不再履行的先终止（contract.end）。",
                      "Amend the contract if it changed (contract.amend), or end it first if it is "
                      "not carried out (contract.end)."},
                     f);
  }
  if (const auto* a = q.act_as<ChoosePathway>()) {
    require_unsigned(
        q, a->transfer_case,
        {"不能另选路径或合同类型", "pathway and contract type are not chosen anew"},
        {"同一路径所允许的其他类型的合同可直接签订（contract.sign）；另走路径的另行立项"
         "（case.open），或先终止该合同（contract.end）。",
         "A contract of another type that the pathway allows may be signed as it is "
         "(contract.sign); for another pathway open another case (case.open), or end "
         "that contract first (contract.end)."},
        f);
  }
  if (const auto* a = q.act_as<RecordPricing>()) judge_pricing(q, *a, f);
  if (const auto* a = q.act_as<MoveCasePolicy>()) judge_policy_move(q, *a, f);
  if (const auto* a = q.act_as<RecordNegotiation>()) judge_negotiation(q, *a, f);
  if (const auto* a = q.act_as<EndNegotiation>()) judge_negotiation_end(q, *a, f);
}

// ---- notices and resolutions

/// PTH-05: what was sent back is not shown, nor approved, as it is.
void refuse_sent_back(const Question& q, const std::vector<Id<Notice>>& notices, const Text& what,
                      const std::string& place, const Text& remedy, Findings& f) {
  const auto* notice = find_sending_back(q.before, notices);
  if (notice == nullptr) return;
  const auto why = describe_objection_upheld(*notice);
  f.add({why.zh + "；" + what.zh + "没有改动，不能照原样办理。",
         why.en + "; " + what.en + " is still the same and cannot go on as it is."},
        place, remedy);
}

constexpr StaticText draft_plan_anew{
    "按异议另拟分配方案（distribution.draft），议定后再公示。",
    "Draft another distribution plan (distribution.draft), have it decided, then publicise it."};
constexpr StaticText draft_implementation_anew{
    "按异议重新拟定实施方案（implementation.draft），议定后再公示。",
    "Draft the implementation plan anew (implementation.draft), have it decided, then publicise "
    "it."};

void refuse_sent_back(const Question& q, const DistributionPlan& plan, const std::string& place,
                      Findings& f) {
  refuse_sent_back(q, plan.notices, {"方案 " + plan.number + " ", "plan " + plan.number}, place,
                   draft_plan_anew.text(), f);
}

void refuse_sent_back(const Question& q, const ImplementationPlan& plan, const std::string& place,
                      Findings& f) {
  refuse_sent_back(q, plan.notices, {"实施方案", "the implementation plan"}, place,
                   draft_implementation_anew.text(), f);
}

void judge_shown_plan(const Question& q, const DistributionPlan& plan, Findings& f) {
  if (plan.state != PlanState::rejected && plan.state != PlanState::superseded) {
    return refuse_sent_back(q, plan, "/plan", f);
  }
  const auto name = name_of(plan.state);
  f.add({plan.number + " 现为“" + std::string(name.zh) + "”，不再公示。",
         plan.number + " is " + std::string(name.en) + "; it is not publicised."},
        "/plan", {"公示现行的分配方案。", "Publicise the plan in force."});
}

void judge_shown_implementation(const Question& q, const TransferCase& c, Findings& f) {
  if (const auto* plan = c.implementation_plan()) {
    return refuse_sent_back(q, *plan, "/transfer_case", f);
  }
  f.add(
      {c.number + " 尚无可公示的转化实施方案。", c.number + " has no implementation plan to show."},
      "/transfer_case",
      {"先拟定实施方案（implementation.draft）。", "Draft it first (implementation.draft)."});
}

void judge_shown_price(const Question& q, const TransferCase& c, Findings& f) {
  if (const auto* pricing = c.current_pricing()) {
    return refuse_sent_back(q, pricing->notices, {"定价", "the price"}, "/transfer_case",
                            {"按异议重新定价（pricing.record），再公示。",
                             "Record the price anew (pricing.record), then publicise it."},
                            f);
  }
  f.add({c.number + " 尚无可公示的定价。", c.number + " has no price to show."}, "/transfer_case",
        {"先记录定价（pricing.record）。", "Record it first (pricing.record)."});
}

void judge_notice_subject(const Question& q, const OpenNotice& act, Findings& f) {
  const int named = (act.edition ? 1 : 0) + (act.transfer_case ? 1 : 0) + (act.plan ? 1 : 0);
  if (named != 1) {
    return f.add(
        {"公示须且只须写明一项：清单（edition）、项目（transfer_case）或分配方案（plan）。",
         "A notice names exactly one of: edition, transfer_case, plan."},
        "/edition", {"只写其中一项。", "Give exactly one of them."});
  }
  const bool fits = !act.about || *act.about == act.subject();
  const bool is_of_case = act.subject() == NoticeSubject::implementation_plan ||
                          act.subject() == NoticeSubject::agreed_price;
  if (!fits || (act.transfer_case && !is_of_case)) {
    f.add({"公示事项与所指对象不符。", "What the notice shows does not fit what it names."},
          "/about", {"不写 about，或写对应的事项。", "Leave it out, or state the subject named."});
  }
  if (act.plan) judge_shown_plan(q, q.before.get(*act.plan), f);
  if (!act.transfer_case) return;
  const auto& c = q.before.get(*act.transfer_case);
  if (act.subject() == NoticeSubject::implementation_plan) judge_shown_implementation(q, c, f);
  if (act.subject() == NoticeSubject::agreed_price) judge_shown_price(q, c, f);
}

/// Meetings are put on record in the order they were held: the later plan has divided the money
/// already, and what was paid by the earlier one would be covered by nothing.
void refuse_overtaken(const Question& q, const DistributionPlan& plan, const std::string& place,
                      Findings& f) {
  const auto* later = q.before.find(q.before.get(plan.transfer_case).plan_in_force);
  if (later == nullptr || !later->decided_on || *later->decided_on <= q.on) return;
  const auto on = later->decided_on->to_text();
  f.add(
      {"方案 " + later->number + " 已于 " + on + " 议定并在案；较早的会议（" + q.on.to_text() +
           "）须先于它登记。",
       "Plan " + later->number + ", decided on " + on + ", is on record; the earlier meeting (of " +
           q.on.to_text() + ") goes on record before it."},
      place,
      {"各次会议按先后补录：尚未写入的，把较早的排在前面；较晚的已在案的，较早会议的材料附为佐证"
       "（evidence.attach），当时的发放按 " +
           on +
           " 或其后的日期登记（payment.record），或恢复"
           "此前的备份后按先后重录。",
       "Take meetings in by their days: before anything is written, put the earlier ones first. "
       "Where the later one is on record, attach the papers of the earlier one (evidence.attach) "
       "and record what was paid by it as of " +
           on +
           " or later (payment.record), or restore a backup from before and take them in by their "
           "days."});
}

void judge_matter_subject(const Question& q, const Matter& matter, std::size_t i, Findings& f) {
  const bool wants_achievement = is_about_achievement(matter.matter);
  const bool wants_plan = matter.matter == MatterKind::distribution_plan;
  const bool wants_case = !wants_achievement && !wants_plan;
  const auto name = name_of(matter.matter);
  const bool fits = matter.achievement.has_value() == wants_achievement &&
                    matter.plan.has_value() == wants_plan &&
                    matter.transfer_case.has_value() == wants_case;
  if (!fits) {
    const char* wanted =
        wants_achievement ? "achievement" : (wants_plan ? "plan" : "transfer_case");
    return f.add(
        {"议题“" + std::string(name.zh) + "”须写且只写 " + wanted + "。",
         "A matter \"" + std::string(name.en) + "\" names " + wanted + " and nothing else."},
        item_place("matters", i, wanted),
        {"改写议题所指的对象。", "Name what the matter is about."});
  }
  if (matter.matter == MatterKind::implementation_plan) {
    const auto& c = q.before.get(*matter.transfer_case);
    const auto* plan = c.implementation_plan();
    if (plan != nullptr && plan->state == ImplementationState::drafted) {
      if (matter.outcome != ResolutionOutcome::approved) return;
      return refuse_sent_back(q, *plan, item_place("matters", i, "transfer_case"), f);
    }
    f.add({c.number + " 没有待议的转化实施方案。",
           c.number + " has no implementation plan to decide."},
          item_place("matters", i, "transfer_case"),
          {"先拟定实施方案（implementation.draft）；已议的改动后重新拟定。",
           "Draft one (implementation.draft); what was decided is drafted anew when it changes."});
  }
  if (wants_plan) {
    const auto& plan = q.before.get(*matter.plan);
    if (plan.state == PlanState::draft) {
      if (matter.outcome != ResolutionOutcome::approved) return;
      refuse_overtaken(q, plan, item_place("matters", i, "plan"), f);
      return refuse_sent_back(q, plan, item_place("matters", i, "plan"), f);
    }
    const auto state = name_of(plan.state);
    f.add({plan.number + " 现为“" + std::string(state.zh) + "”，不再议决。",
           plan.number + " is " + std::string(state.en) + "; it is not decided again."},
          item_place("matters", i, "plan"),
          {"方案有变的，另拟一份（distribution.draft）。",
           "If it changes, draft another (distribution.draft)."});
  }
}

/// PTH-04: each case is judged by its own policy, so one resolution decides cases of one policy.
void judge_one_policy(const Question& q, const RecordResolution& act, Findings& f) {
  const TransferCase* first = nullptr;
  for (std::size_t i = 0; i < act.matters.size(); ++i) {
    const auto& matter = act.matters[i];
    const TransferCase* c = nullptr;
    if (matter.transfer_case) c = &q.before.get(*matter.transfer_case);
    if (matter.plan) c = &q.before.get(q.before.get(*matter.plan).transfer_case);
    if (c == nullptr) continue;
    if (first == nullptr) first = c;
    if (c->policy == first->policy) continue;
    f.add({"项目 " + first->number + " 与 " + c->number + " 适用不同的政策，不能在一份决议里记录。",
           "Cases " + first->number + " and " + c->number +
               " are under different policies; one resolution cannot record both."},
          item_place("matters", i), {"按政策分开记录。", "Record one resolution for each policy."});
  }
}

// ---- contracts and receipts

void require_live(const Question& q, const Ref<Contract>& ref, Findings& f) {
  const auto& contract = q.before.get(ref);
  if (contract.state != ContractState::ended) return;
  f.add({contract.number + " 已终止。", contract.number + " has ended."}, "/contract",
        {"终止后不再变更；有款项往来的按退款或到账记录。",
         "It is not changed after its end; record money as receipts or refunds."});
}

const PaymentDue* find_due(const Contract& contract, std::int64_t index) {
  for (const auto& due : contract.dues) {
    if (due.index == index) return &due;
  }
  return nullptr;
}

const PaymentDue* require_due(const Question& q, const Ref<Contract>& ref, std::int64_t index,
                              Findings& f) {
  const auto& contract = q.before.get(ref);
  const auto* due = find_due(contract, index);
  if (due != nullptr) return due;
  const auto all = std::to_string(contract.dues.size());
  f.add(
      {contract.number + " 没有第 " + std::to_string(index) + " 笔应收款项（共 " + all + " 笔）。",
       contract.number + " has no payment due number " + std::to_string(index) + " (of " + all +
           ")."},
      "/due",
      {"核对序号（kezhuan show " + contract.number + "）。",
       "Check the index (kezhuan show " + contract.number + ")."});
  return nullptr;
}

void judge_milestone(const Question& q, const ReachMilestone& act, Findings& f) {
  require_live(q, act.contract, f);
  const auto* due = require_due(q, act.contract, act.due, f);
  if (due == nullptr || (due->milestone && !due->reached_on)) return;
  f.add({due->milestone ? "该里程碑已记为达成。" : "该款项不是里程碑。",
         due->milestone ? "That milestone was reached already."
                        : "That payment is not tied to a milestone."},
        "/due", {"核对应收款项。", "Check the payments due."});
}

void judge_write_off(const Question& q, const WriteOffDue& act, Findings& f) {
  const auto* due = require_due(q, act.contract, act.due, f);
  if (due == nullptr || !due->is_settled()) return;
  f.add({"该款项已结清或已核销。", "That payment is settled or written off."}, "/due",
        {"无须核销。", "There is nothing to write off."});
}

void judge_subjects(const Question& q, const SignContract& act, Findings& f) {
  const auto& c = q.before.get(act.transfer_case);
  if (act.subjects.empty()) {
    return f.add({"合同没有写明标的成果。", "The contract names no achievement."}, "/subjects",
                 {"写明成果及其收入份额。", "Name each achievement and its share of the income."});
  }
  Ratio total;
  for (std::size_t i = 0; i < act.subjects.size(); ++i) {
    total = total + act.subjects[i].share;
    require_in_case(q, c, act.subjects[i].achievement.target(),
                    item_place("subjects", i, "achievement"),
                    {"另行立项，或更正成果编号。", "Open another case, or correct the number."}, f);
  }
  if (!total.is_one()) {
    f.add({"各成果的收入份额合计 " + total.to_text() + "，应为 1。",
           "The shares of the achievements sum to " + total.to_text() + ", not to 1."},
          "/subjects", {"改正份额。", "Correct the shares."});
  }
}

void reg_02_of_contract(const Question& q, Findings& f) {
  if (const auto* a = q.act_as<SignContract>()) judge_subjects(q, *a, f);
  if (const auto* a = q.act_as<RegisterContract>()) {
    require_live(q, a->contract, f);
    const auto& contract = q.before.get(a->contract);
    if (contract.registration) {
      f.add({contract.number + " 已登记（" + contract.registration->registration_no + "）。",
             contract.number + " is registered already (" + contract.registration->registration_no +
                 ")."},
            "/contract", {"无须再登记。", "It is registered once."});
    }
  }
  if (const auto* a = q.act_as<AmendContract>()) require_live(q, a->contract, f);
  if (const auto* a = q.act_as<EndContract>()) require_live(q, a->contract, f);
  if (const auto* a = q.act_as<ReachMilestone>()) judge_milestone(q, *a, f);
  if (const auto* a = q.act_as<WriteOffDue>()) judge_write_off(q, *a, f);
  if (const auto* a = q.act_as<RecordReceipt>(); a != nullptr && a->due) {
    require_due(q, a->contract, *a->due, f);
  }
}

// ---- costs, plans, equity, reports

void judge_cost_reversal(const Question& q, const ReverseCost& act, Findings& f) {
  const auto& costs = q.before.get(act.transfer_case).costs;
  const auto is_it = [&](const CostItem& cost) { return cost.index == act.cost; };
  const auto found = std::find_if(costs.begin(), costs.end(), is_it);
  const bool is_reversed = std::any_of(
      costs.begin(), costs.end(), [&](const CostItem& cost) { return cost.reverses == act.cost; });
  if (found != costs.end() && !found->reverses && !is_reversed) return;
  const auto index = std::to_string(act.cost);
  f.add({found == costs.end() ? "没有第 " + index + " 项成本。"
                              : "第 " + index + " 项成本已冲销，或本身就是冲销。",
         found == costs.end() ? "There is no cost number " + index + "."
                              : "Cost number " + index + " was reversed, or is a reversal."},
        "/cost", {"核对成本序号。", "Check the index of the cost."});
}

void require_plan_in_force(const Question& q, const Id<TransferCase>& id, const char* place,
                           Findings& f) {
  const auto& c = q.before.get(id);
  if (c.plan_in_force) return;
  f.add({c.number + " 没有已议定的收益分配方案。",
         c.number + " has no distribution plan that was decided."},
        place,
        {"先拟定并议定分配方案（distribution.draft、resolution.record）。",
         "Draft a plan and have it decided (distribution.draft, resolution.record)."});
}

/// INC-06: only what was paid too much is taken back.
void judge_recovery(const Question& q, const RecoverPayment& act, Findings& f) {
  require_plan_in_force(q, act.transfer_case.target(), "/transfer_case", f);
  auto balances = q.before.get(act.transfer_case).balances;
  for (std::size_t i = 0; i < act.lines.size(); ++i) {
    const auto& line = act.lines[i];
    const auto found = std::find_if(balances.begin(), balances.end(), [&](const Balance& balance) {
      return is_of(balance, line) && balance.paid.currency() == line.amount.currency();
    });
    auto most = Money::of_minor(0, line.amount.currency());
    if (found != balances.end() && is_to_recover(-found->due())) most = -found->due();
    if (line.amount.is_positive() && line.amount <= most) {
      found->paid -= line.amount;  // another line may be of the same
      continue;
    }
    f.add({"追回 " + line.amount.to_text() + "；该项多付 " + most.to_text() + "。",
           "The recovery is of " + line.amount.to_text() + "; " + most.to_text() +
               " was paid too much of that kind."},
          item_place("lines", i, "amount"),
          {"写大于零、不超过多付数的金额。", "Give more than zero, and no more than that."});
  }
}

void require_investment(const Contract& contract, Findings& f) {
  if (contract.investment) return;
  f.add({contract.number + " 不是作价投资合同。", contract.number + " invests nothing."},
        "/contract", {"核对合同编号。", "Check the number of the contract."});
}

void judge_award(const Question& q, const AwardEquity& act, Findings& f) {
  require_live(q, act.contract, f);
  const auto& contract = q.before.get(act.contract);
  require_investment(contract, f);
  require_plan_in_force(q, contract.transfer_case, "/contract", f);
  const auto& c = q.before.get(contract.transfer_case);
  if (rewards_equity_income(q.before.find(c.plan_in_force))) {
    f.add({"施行的分配方案奖励的是股权收益，不再奖励股权；两者只取其一。",
           "The plan in force rewards people with income from shares, not with shares: one of the "
           "two."},
          "/contract",
          {"分红、出售所得用 equity.dividend、equity.sell 记录，到账后即按方案分配。",
           "Record dividends and sales (equity.dividend, equity.sell): they are divided by the "
           "plan."});
  }
  if (find_award(c, contract.id) == nullptr) return;
  f.add({contract.number + " 的股权奖励已经实施。",
         "The equity of " + contract.number + " was awarded already."},
        "/contract", {"每份合同只实施一次。", "It is awarded once."});
}

void judge_disposal(const Question& q, const DisposeEquity& act, Findings& f) {
  const auto& contract = q.before.get(act.contract);
  require_investment(contract, f);
  if (!contract.investment) return;
  const auto left = shares_left(q.before.get(contract.transfer_case), contract);
  if (act.shares < 1 || act.shares > left) {
    f.add({"处置 " + std::to_string(act.shares) + " 股，单位现有 " + std::to_string(left) + " 股。",
           std::to_string(act.shares) + " shares are disposed of; the institution has " +
               std::to_string(left) + "."},
          "/shares", {"改正股份数。", "Correct the number."});
  }
  if (act.event == EquityEventKind::dividend) {
    f.add({"分红用 equity.dividend 记录。", "A dividend is recorded by equity.dividend."}, "/event",
          {"改为出售或划转。", "State sale or transfer."});
  }
}

/// A day that an act states beside its own and that cannot be, seen from it.
struct StatedDay {
  Date day;
  bool is_to_come = false;  ///< it may not be before the act; else not after it
  Text name;
  const char* place;
};

std::optional<StatedDay> stated_day(const Question& q) {
  if (const auto* a = q.act_as<RecordCost>()) {
    return StatedDay{a->incurred_on, false, {"成本发生日", "day of the cost"}, "/incurred_on"};
  }
  if (const auto* a = q.act_as<RecordValuation>()) {
    return StatedDay{a->valued_on, false, {"评估基准日", "day of the valuation"}, "/valued_on"};
  }
  if (const auto* a = q.act_as<DraftImplementation>(); a != nullptr && a->complete_by) {
    return StatedDay{*a->complete_by, true, {"计划完成日", "day of completion"}, "/complete_by"};
  }
  if (const auto* a = q.act_as<ReachMilestone>()) {
    return StatedDay{a->due_on, true, {"应收日", "day the payment is due"}, "/due_on"};
  }
  return std::nullopt;
}

void judge_stated_day(const Question& q, Findings& f) {
  const auto stated = stated_day(q);
  if (!stated || (stated->is_to_come ? q.on <= stated->day : stated->day <= q.on)) return;
  const auto day = stated->day.to_text();
  const auto on = q.on.to_text();
  f.add({stated->name.zh + " " + day + (stated->is_to_come ? " 早于" : " 晚于") + "发生日期 " + on +
             "。",
         "The " + stated->name.en + ", " + day + ", is " +
             (stated->is_to_come ? "before" : "after") + " the day it happened, " + on + "."},
        stated->place, {"请核对日期。", "Check the date."});
}

/// An evaluation of a time before a case was opened says nothing of it.
void judge_evaluated_time(const Question& q, Findings& f) {
  const auto* act = q.act_as<IssueEvaluation>();
  if (act == nullptr || act->until < act->from) return;
  for (std::size_t i = 0; i < act->cases.size(); ++i) {
    const auto& c = q.before.get(act->cases[i]);
    if (c.opened_on <= act->until) continue;
    f.add({c.number + " 于 " + c.opened_on.to_text() + " 立项，在评价期之后（至 " +
               act->until.to_text() + "）。",
           c.number + " was opened on " + c.opened_on.to_text() +
               ", after the time evaluated (until " + act->until.to_text() + ")."},
          item_place("cases", i),
          {"核对评价期，或去掉该项目。", "Check the time evaluated, or leave the case out."});
  }
}

/// What cannot be: a cost of a day to come, a period that ends before it starts.
void judge_days(const Question& q, Findings& f) {
  judge_stated_day(q, f);
  judge_evaluated_time(q, f);
  if (const auto* a = q.act_as<IssueEvaluation>(); a != nullptr && a->until < a->from) {
    f.add({"评价期止于 " + a->until.to_text() + "，早于起日 " + a->from.to_text() + "。",
           "The period ends on " + a->until.to_text() + ", before it starts on " +
               a->from.to_text() + "."},
          "/until", {"核对评价期。", "Check the period."});
  }
}

void reg_02_of_income(const Question& q, Findings& f) {
  judge_days(q, f);
  if (const auto* a = q.act_as<IssueEvaluation>()) refuse_repeated(q, a->cases, "cases", f);
  if (const auto* a = q.act_as<SubmitReport>()) refuse_repeated(q, a->cases, "cases", f);
  if (const auto* a = q.act_as<ReverseCost>()) judge_cost_reversal(q, *a, f);
  if (const auto* a = q.act_as<RecordPayment>()) {
    require_plan_in_force(q, a->transfer_case.target(), "/transfer_case", f);
  }
  if (const auto* a = q.act_as<RecoverPayment>()) judge_recovery(q, *a, f);
  if (const auto* a = q.act_as<AwardEquity>()) judge_award(q, *a, f);
  if (const auto* a = q.act_as<RecordDividend>()) require_investment(q.before.get(a->contract), f);
  if (const auto* a = q.act_as<DisposeEquity>()) judge_disposal(q, *a, f);
  if (const auto* a = q.act_as<FileReport>()) {
    const auto& report = q.before.get(a->report);
    if (report.filing) {
      f.add({report.number + " 已备案。", report.number + " was filed already."}, "/report",
            {"无须再记。", "It is filed once."});
    }
  }
}

Base base_of(const TransferCase& c) {
  return {c.opened_on, {"项目 " + c.number + " 的立项日", "opening of case " + c.number}};
}

Base base_of(const Contract& c) {
  return {c.signed_on, {"合同 " + c.number + " 的签订日", "signing of contract " + c.number}};
}

Base base_of(const DistributionPlan& plan) {
  return {plan.drafted_on, {"方案 " + plan.number + " 的拟定日", "drafting of " + plan.number}};
}

}  // namespace

void reg_02_cases(const Question& q, Findings& f) {
  reg_02_of_case(q, f);
  if (const auto* a = q.act_as<OpenNotice>()) judge_notice_subject(q, *a, f);
  if (const auto* a = q.act_as<RecordResolution>()) {
    for (std::size_t i = 0; i < a->matters.size(); ++i) {
      judge_matter_subject(q, a->matters[i], i, f);
    }
    judge_one_policy(q, *a, f);
  }
  reg_02_of_contract(q, f);
  reg_02_of_income(q, f);
}

std::optional<Base> base_of_case(const Question& q) {
  std::optional<Base> latest;
  const auto add = [&](Base base) {
    if (!latest || latest->day < base.day) latest = std::move(base);
  };
  if (q.act == nullptr) return latest;
  if (const auto* opened = q.act_as<OpenCase>()) {
    for (const auto& ref : opened->achievements) {
      const auto& a = q.before.get(ref);
      add({a.registered_on, {"成果 " + a.number + " 的登记日", "registration of " + a.number}});
    }
    return latest;
  }
  if (q.act_as<AttachEvidence>() != nullptr) return latest;
  if (const auto* signing = q.act_as<SignContract>()) {
    const auto& c = q.before.get(signing->transfer_case);
    if (const auto* pricing = c.current_pricing()) {
      add({pricing->priced_on, {"项目 " + c.number + " 的定价日", "pricing of case " + c.number}});
    }
  }
  const auto add_talks = [&](const Ref<TransferCase>& ref) {
    const auto& c = q.before.get(ref);
    if (const auto* talks = c.negotiation()) {
      add({talks->recorded_on,
           {"项目 " + c.number + " 协商的记录日", "beginning of the talks of case " + c.number}});
    } else if (!c.negotiations.empty()) {
      add({*c.negotiations.back().ended_on,
           {"项目 " + c.number + " 前次协商的结束日",
            "end of the last talks of case " + c.number}});
    }
  };
  if (const auto* end = q.act_as<EndNegotiation>()) add_talks(end->transfer_case);
  if (const auto* talks = q.act_as<RecordNegotiation>()) add_talks(talks->transfer_case);
  if (const auto* resolution = q.act_as<RecordResolution>()) {
    for (const auto& matter : resolution->matters) {
      if (!matter.transfer_case) continue;
      const auto& c = q.before.get(*matter.transfer_case);
      if (const auto* plan = c.implementation_plan()) {
        add({plan->drafted_on,
             {"项目 " + c.number + " 实施方案的拟定日", "drafting of the plan of " + c.number}});
      }
    }
  }
  const auto add_decision = [&](const Id<TransferCase>& id) {
    const auto* plan = q.before.find(q.before.get(id).plan_in_force);
    if (plan == nullptr || !plan->decided_on) return;
    add({*plan->decided_on, {"方案 " + plan->number + " 的议定日", "decision on " + plan->number}});
  };
  if (const auto* award = q.act_as<AwardEquity>()) {
    add_decision(q.before.get(award->contract).transfer_case);
  }
  if (const auto* payment = q.act_as<RecordPayment>()) {
    add_decision(payment->transfer_case.target());
  }
  q.act->read_refs([&](Kind kind, const AnyRef& ref, const Place&) {
    if (!ref.is_resolved()) return;
    if (kind == Kind::transfer_case) add(base_of(q.before.get(Id<TransferCase>(ref.id))));
    if (kind == Kind::contract) add(base_of(q.before.get(Id<Contract>(ref.id))));
    if (kind == Kind::plan) add(base_of(q.before.get(Id<DistributionPlan>(ref.id))));
    if (kind == Kind::receipt) {
      const auto& receipt = q.before.get(Id<Receipt>(ref.id));
      add({receipt.received_on,
           {"到账 " + receipt.number + " 的到账日", "receipt " + receipt.number}});
    }
    if (kind == Kind::report) {
      const auto& report = q.before.get(Id<TransferReport>(ref.id));
      add({report.submitted_on,
           {"报告 " + report.number + " 的报送日", "submission of " + report.number}});
    }
  });
  return latest;
}

}  // namespace kezhuan
