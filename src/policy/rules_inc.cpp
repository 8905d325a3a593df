#include <algorithm>
#include <array>
#include <map>

#include "kezhuan/core/allocate.hpp"
#include "policy/facts.hpp"
#include "policy/income_facts.hpp"
#include "policy/income_sums.hpp"
#include "policy/rules.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

namespace {

std::string line_place(const JudgedPlan& judged, std::size_t index, const char* field) {
  if (!judged.is_draft) return judged.place;
  return "/lines/" + std::to_string(index) + field;
}

std::string field_place(const JudgedPlan& judged, const char* field) {
  return judged.is_draft ? field : judged.place;
}

const std::string& number_of(const Question& q, const Id<Person>& person) {
  return q.after.get(person).number;
}

// ---- INC-02: who

/// The contributors of the applications of all achievements of the case.
std::vector<Contributor> contributors_of(const TransferFile& file) {
  std::vector<Contributor> all;
  for (const auto& achievement : file.achievements) {
    if (achievement.application == nullptr) continue;
    const auto& some = achievement.application->content.contributors;
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

Text remedy_for_contributor(const Question& q) {
  Text remedy{"核对完成人；实施转化的，角色改为转化实施人员并写明任务。",
              "Check the contributors; whoever carries out the transfer is an implementer with a "
              "task."};
  for (const auto& achievement : q.transfer->achievements) {
    if (achievement.application != nullptr) continue;
    const auto& number = achievement.achievement->number;
    remedy.zh += "成果 " + number +
                 " 还没有申报表，先填报（application.file）；由表格导入的，在成果表的“申报日期”一"
                 "列填写当年的申报日，再导入一次。";
    remedy.en += " Achievement " + number +
                 " has no application yet: file it (application.file); in an imported sheet of "
                 "achievements fill in the column 申报日期 with the day of then and import it "
                 "again.";
  }
  return remedy;
}

bool has_task(const TransferFile& file, const PlanLine& line) {
  if (line.task) return true;
  const auto* plan = file.transfer->implementation_plan();
  if (plan == nullptr) return false;
  return std::any_of(plan->implementers.begin(), plan->implementers.end(),
                     [&](const auto& one) { return one.person.target() == line.person.target(); });
}

void judge_person(const Question& q, const JudgedPlan& judged, std::size_t index, Findings& f) {
  const auto& line = judged.plan->lines[index];
  const auto& number = number_of(q, line.person.target());
  if (line.role != PlanRole::contributor) {
    if (has_task(*q.transfer, line)) return;
    return f.add({number + " 列为" + std::string(name_of(line.role).zh) +
                      "，但实施方案和分配方案都没有写明其任务。",
                  number + " stands as " + std::string(name_of(line.role).en) +
                      ", but neither plan names a task of theirs."},
                 line_place(judged, index, "/task"),
                 {"写明其实施任务（task），或去掉此人。", "State the task, or take them out."});
  }
  const auto contributors = contributors_of(*q.transfer);
  const bool is_one = std::any_of(
      contributors.begin(), contributors.end(),
      [&](const Contributor& one) { return one.person.target() == line.person.target(); });
  if (is_one) return;
  f.add({number + " 列为完成人，但申报表没有列其为完成人。",
         number + " stands as a contributor, but no application of the case lists them."},
        line_place(judged, index, "/person"), remedy_for_contributor(q));
}

void judge_people(const Question& q, const JudgedPlan& judged, Findings& f) {
  std::map<Id<Person>, std::size_t> seen;
  for (std::size_t i = 0; i < judged.plan->lines.size(); ++i) {
    judge_person(q, judged, i, f);
    const auto person = judged.plan->lines[i].person.target();
    if (seen.emplace(person, i).second) continue;
    const auto& number = number_of(q, person);
    f.add({number + " 重复列出。", number + " is listed more than once."},
          line_place(judged, i, "/person"), {"每人只列一行，权重合并。", "One line each."});
  }
}

// ---- INC-02: how much

const Text net_income{"净收入", "Net income"};
const Text divided_income{"可分配收入", "Distributable income"};

/// What the floor is held against, by its name.
Text base_named(const IncomeTotals& totals, OwnershipMode mode, const Text& name) {
  if (mode != OwnershipMode::stacked || totals.owner_income.is_zero()) return name;
  return {name.zh + "减所有权收益", name.en + " less owner income"};
}

void refuse_below(const IncomeTotals& totals, OwnershipMode mode, const Ratio& least,
                  const Text& whence, const Text& name, const std::string& place, Findings& f) {
  const auto base = floor_base(totals, mode);
  const auto paid = floor_paid(totals, mode);
  const auto needed = share_rounded_up(base, least);
  if (paid >= needed) return;
  const auto named = base_named(totals, mode, name);
  f.add({named.zh + " " + base.to_text() + "，" + whence.zh + " " + least.to_text() + " 即 " +
             needed.to_text() + "；奖励 " + paid.to_text() + "，少 " + (needed - paid).to_text() +
             "。",
         named.en + " is " + base.to_text() + ", " + whence.en + " " + least.to_text() + " is " +
             needed.to_text() + "; the reward is " + paid.to_text() + ", short of it by " +
             (needed - paid).to_text() + "."},
        place);
}

const Text floor_name{"奖励下限", "the floor of"};
const Text promise_name{"协议约定的奖励", "what the agreement promises,"};

void judge_least(const JudgedPlan& judged, const Ratio& least, const Text& whence, Findings& f) {
  const auto& figures = judged.plan->figures;
  const auto& terms = figures.terms;
  const auto place = field_place(judged, "/reward_ratio");
  if (floor_base(figures.totals, terms.ownership).is_positive()) {
    return refuse_below(figures.totals, terms.ownership, least, whence, net_income, place, f);
  }
  // Without net income there is nothing to compare but the ratios themselves.
  // A scheme has none: its plan is tested where there is an amount to divide (INC-11).
  if (terms.scheme || terms.base != RewardBase::net_income || terms.reward_ratio >= least) return;
  const auto ratio = terms.reward_ratio.to_text();
  f.add({"奖励比例 " + ratio + "，低于" + whence.zh + " " + least.to_text() + "。",
         "The reward ratio is " + ratio + ", below " + whence.en + " " + least.to_text() + "."},
        place);
}

/// With shares alone there is no cash to divide (INC-03 judges them). Without an amount, as with
/// royalties alone, there will be some.
bool divides_cash(const DistributionPlan& plan) {
  const auto& figures = plan.figures;
  return !figures.contract_total.is_zero() ||
         figures.people_shares + figures.institution_shares == 0;
}

void judge_cash(const Question& q, const JudgedPlan& judged, Findings& f) {
  if (!divides_cash(*judged.plan)) return;
  const auto floor = q.policy().get_ratio("income.reward_floor");
  // whoever promised more than the floor is held to that, and the floor with it
  const auto promised = promised_ratio(q.after, *q.transfer->transfer, q.on);
  if (promised && floor < *promised) {
    judge_least(judged, *promised, promise_name, f);
  } else {
    judge_least(judged, floor, floor_name, f);
  }
  const auto& totals = judged.plan->figures.totals;
  if (is_beyond_net(totals)) {
    const auto people = totals.reward + totals.owner_income;
    f.warn({"给个人的 " + people.to_text() + " 超过净收入 " + totals.net.to_text() +
                "；未收回的成本中，本单位承担 " + shortfall_of(totals).to_text() + "。",
            "People get " + people.to_text() + ", more than the net income of " +
                totals.net.to_text() + "; of the costs not recovered the institution bears " +
                shortfall_of(totals).to_text() + "."},
           field_place(judged, "/reward_ratio"),
           {"确有此意的可继续；否则改按净收入计算。",
            "Go on if that is intended; otherwise reckon the reward from net income."});
  }
}

void judge_owners(const Question& q, const JudgedPlan& judged, Findings& f) {
  const auto& terms = judged.plan->figures.terms;
  if (terms.owners.empty()) return;
  if (terms.ownership == OwnershipMode::ownership_replaces_reward) {
    return f.note({"所有权收益冲抵奖励，以权益分配协议有此约定为前提。",
                   "Ownership replaces the reward: only if the agreement says so."},
                  field_place(judged, "/ownership"),
                  {"核对协议；没有约定的改为并行（stacked）。",
                   "Check the agreement; otherwise choose stacked."});
  }
  std::vector<Id<Person>> owners;
  for (const auto& owner : terms.owners) owners.push_back(owner.person);
  const auto who = numbers_of(q.after, owners);
  f.warn({who.zh + " 既按份额得所有权收益，又参与奖励（双重激励）。",
          who.en + ": paid as owners and rewarded as well."},
         field_place(judged, "/ownership"),
         {"协议如此约定的可继续；约定冲抵的，选 ownership_replaces_reward。",
          "Go on if that was agreed; otherwise choose ownership_replaces_reward."});
}

// ---- INC-02: main contributors

void judge_main_contributors(const Question& q, const JudgedPlan& judged, Findings& f) {
  const auto contributors = contributors_of(*q.transfer);
  const auto is_main = [&](const Id<Person>& person) {
    return std::any_of(contributors.begin(), contributors.end(), [&](const Contributor& one) {
      return one.main && one.person.target() == person;
    });
  };
  const auto floor = q.policy().get_ratio("income.main_contributor_floor");
  const auto& figures = judged.plan->figures;
  Money all = figures.totals.reward;
  Money theirs = Money::of_minor(0, all.currency());
  for (const auto& part : figures.parts) {
    if (part.kind == LineKind::reward && part.person && is_main(*part.person)) {
      theirs += part.entitled;
    }
  }
  if (!all.is_positive() || theirs >= share_rounded_up(all, floor)) return;
  f.warn({"主要完成人合计得 " + theirs.to_text() + "，不足奖励总额 " + all.to_text() + " 的 " +
              floor.to_text() + "（" + share_rounded_up(all, floor).to_text() + "）。",
          "The main contributors get " + theirs.to_text() + ", less than " + floor.to_text() +
              " of the reward of " + all.to_text() + " (" + share_rounded_up(all, floor).to_text() +
              ")."},
         field_place(judged, "/lines"),
         {"提高主要完成人的权重，或在决议中说明理由。",
          "Raise their weights, or state the reasons in the resolution."});
}

void judge_totals(const IncomeTotals& totals, OwnershipMode mode, const Ratio& floor,
                  const Text& whence, const Text& name, Findings& f) {
  if (!floor_base(totals, mode).is_positive()) return;
  refuse_below(totals, mode, floor, whence, name, "/transfer_case", f);
}

/// What was booked by each plan, of the figures that a floor is held against. Costs are taken off
/// first, and those not recovered are of no plan: the base is what there was to divide.
std::map<Id<DistributionPlan>, IncomeTotals> booked_by_plan(const Question& q) {
  std::map<Id<Receipt>, Id<DistributionPlan>> plans;
  std::map<Id<DistributionPlan>, IncomeTotals> booked;
  const auto zero = Money::of_minor(0, q.transfer->transfer->totals.gross.currency());
  for (const auto* receipt : q.transfer->receipts) {
    if (!receipt->plan) continue;
    plans.emplace(receipt->id, *receipt->plan);
    booked.emplace(*receipt->plan,
                   IncomeTotals{zero, zero, zero, zero, zero, zero, zero, zero, zero});
  }
  for (const auto& id : q.transfer->transfer->bookings) {
    for (const auto& line : q.after.get(id).lines) {
      auto& totals = booked.at(plans.at(line.receipt));
      if (line.kind == LineKind::owner_income) totals.owner_income += line.amount;
      if (line.kind == LineKind::reward) totals.reward += line.amount;
      if (line.kind == LineKind::institution) totals.institution += line.amount;
    }
  }
  for (auto& [plan, totals] : booked) {
    totals.net = distributable_of(totals);
  }
  return booked;
}

/// What plans divided under one measure.
struct DividedPart {
  Ratio least;
  OwnershipMode mode;
  std::vector<std::string> plans;  // their numbers, in the order they were drafted
  IncomeTotals totals;

  Money needed() const { return share_rounded_up(floor_base(totals, mode), least); }
  Money paid() const { return floor_paid(totals, mode); }
  Money lacks() const { return needed() - paid(); }
};

/// Of those plans that have a measure, together where it is the same: what one gives too little
/// another makes up for.
template <class LeastOf>
std::vector<DividedPart> divided_parts(const Question& q, LeastOf least_of) {
  const auto booked = booked_by_plan(q);
  std::vector<DividedPart> parts;
  for (const auto& id : q.transfer->transfer->plans) {
    const auto found = booked.find(id);
    if (found == booked.end()) continue;
    const auto& plan = q.after.get(id);
    const std::optional<Ratio> least = least_of(plan);
    if (!least) continue;
    const auto mode = plan.figures.terms.ownership;
    const auto same = std::find_if(parts.begin(), parts.end(), [&](const DividedPart& part) {
      return part.least == *least && part.mode == mode;
    });
    if (same == parts.end()) {
      parts.push_back({*least, mode, {plan.number}, found->second});
      continue;
    }
    same->plans.push_back(plan.number);
    same->totals.net += found->second.net;
    same->totals.owner_income += found->second.owner_income;
    same->totals.reward += found->second.reward;
    same->totals.institution += found->second.institution;
  }
  return parts;
}

/// What plans divided against what the agreements promised when they were decided: bands and costs
/// may make less of it than the contract's amount let expect. Whatever later plans give beyond
/// their own promise makes up for it.
void judge_promises(const Question& q, Findings& f) {
  const auto parts = divided_parts(q, [&](const DistributionPlan& plan) {
    return promised_ratio(q.after, *q.transfer->transfer,
                          plan.decided_on.value_or(plan.drafted_on));
  });
  auto lacking = Money::of_minor(0, q.transfer->transfer->totals.gross.currency());
  std::vector<const DividedPart*> short_parts;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    const auto lacks = part->lacks();
    lacking += lacks;
    if (lacks.is_positive() && lacking.is_positive()) short_parts.push_back(&*part);
  }
  for (auto part = short_parts.rbegin(); part != short_parts.rend(); ++part) {
    const auto plans = listing((*part)->plans);
    judge_totals((*part)->totals, (*part)->mode, (*part)->least,
                 {"按方案 " + plans.zh + " 分配部分，" + promise_name.zh,
                  "of what plan " + plans.en + " divided, " + promise_name.en},
                 divided_income, f);
  }
}

/// At a payment: the figures of the case as they stand. Plans that let owners' income stand beside
/// the reward and plans that let it replace the reward are each held against the floor by
/// themselves, each kind as a whole: the sum of both has no one base.
void judge_case_totals(const Question& q, Findings& f) {
  const auto* in_force = q.transfer->plan_in_force;
  if (in_force == nullptr) return;
  const auto mode = in_force->figures.terms.ownership;
  const auto floor = q.policy().get_ratio("income.reward_floor");
  const bool is_mixed = std::any_of(
      q.transfer->receipts.begin(), q.transfer->receipts.end(), [&](const Receipt* receipt) {
        return receipt->plan && q.after.get(*receipt->plan).figures.terms.ownership != mode;
      });
  if (!is_mixed) {
    return judge_totals(q.transfer->transfer->totals, mode, floor, floor_name, net_income, f);
  }
  const auto parts =
      divided_parts(q, [&](const DistributionPlan&) { return std::optional(floor); });
  for (const auto& part : parts) {
    const auto plans = listing(part.plans);
    judge_totals(part.totals, part.mode, floor,
                 {"按方案 " + plans.zh + " 分配部分的奖励下限",
                  "of what plan " + plans.en + " divided, the floor of"},
                 divided_income, f);
  }
}

/// A plan goes by a ratio or by a scheme.
bool has_measure(const Question& q, Findings& f) {
  const auto* draft = q.act_as<DraftDistribution>();
  if (draft == nullptr || draft->reward_ratio || draft->scheme) return true;
  f.add({"既没有奖励比例，也没有所依的收益分配办法。",
         "There is neither a reward ratio nor a scheme to go by."},
        "/reward_ratio",
        {"写明奖励比例（reward_ratio），或引用采用的办法（scheme）。",
         "State a ratio (reward_ratio), or name an adopted scheme (scheme)."});
  return false;
}

/// A cost that comes after the money was divided: what people were given stays, though it is more
/// than what is left of the income.
void judge_late_cost(const Question& q, Findings& f) {
  const auto& totals = q.transfer->transfer->totals;
  if (!is_beyond_net(totals)) return;
  const auto people = totals.reward + totals.owner_income;
  const auto over = (people - totals.net).to_text();
  f.warn(
      {"已分给个人的 " + people.to_text() + " 超过扣除本项成本后的净收入 " + totals.net.to_text() +
           "，多 " + over + "。",
       "People were given " + people.to_text() + ", " + over + " more than the " +
           totals.net.to_text() + " of net income that this cost leaves."},
      "/amount",
      may_bring_more(q.after, *q.transfer, q.on)
          ? Text{"核对成本：多记的冲销（cost.reverse）；无误的，由其后的到账先行弥补，"
                 "此前不再发放。",
                 "Check the cost: take back what is too much (cost.reverse); if it is right, "
                 "later receipts make it up first, and nothing more is paid before."}
          : Text{"核对成本：多记的冲销（cost.reverse）；无误的，没有后续到账可弥补，多出部分由"
                 "单位承担，集体议定后把议定材料附到项目（evidence.attach）。",
                 "Check the cost: take back what is too much (cost.reverse); if it is right, no "
                 "later receipt makes it up: the institution bears it, and the decision to do so "
                 "is attached to the case (evidence.attach)."});
}

void inc_02(const Question& q, Findings& f) {
  if (q.transfer == nullptr || !has_measure(q, f)) return;
  if (q.act_as<RecordCost>() != nullptr) return judge_late_cost(q, f);
  if (q.act_as<RecordPayment>() != nullptr) {
    judge_promises(q, f);
    return judge_case_totals(q, f);
  }
  for (const auto& judged : judged_plans(q)) {
    judge_people(q, judged, f);
    judge_cash(q, judged, f);
    judge_main_contributors(q, judged, f);
    if (judged.is_draft) judge_owners(q, judged, f);
  }
}

// ---- INC-03: shares

std::int64_t floor_of(std::int64_t shares, const Ratio& floor) {
  return share_rounded_up(Money::of_minor(shares), floor).minor();
}

void judge_shares(const Question& q, std::int64_t people, std::int64_t institution,
                  const std::string& place, Findings& f) {
  const auto floor = q.policy().get_ratio("income.equity_floor");
  const auto all = people + institution;
  const auto needed = floor_of(all, floor);
  if (people >= needed) return;
  f.add({"作价所得 " + std::to_string(all) + " 股，股权奖励下限 " + floor.to_text() + " 即 " +
             std::to_string(needed) + " 股；只奖励 " + std::to_string(people) + " 股，少 " +
             std::to_string(needed - people) + " 股。",
         "Of " + std::to_string(all) + " shares the floor of " + floor.to_text() + " is " +
             std::to_string(needed) + "; only " + std::to_string(people) +
             " are given as reward, short of it by " + std::to_string(needed - people) + "."},
        place);
}

/// Shares or what they bring, never both (C Table 2).
void judge_mode(const Question& q, const DraftDistribution& act, Findings& f) {
  const auto& c = *q.transfer->transfer;
  const auto contracts = lasting_contracts(q.after, c);
  const bool invests = std::any_of(contracts.begin(), contracts.end(),
                                   [](const Contract* one) { return one->investment.has_value(); });
  const bool shares_income =
      std::any_of(c.equity_events.begin(), c.equity_events.end(),
                  [](const EquityEvent& event) { return event.receipt.has_value(); });
  if (act.equity && !invests) {
    f.add({"没有作价投资合同，无从约定股权激励方式。",
           "No contract invests, so there is no reward of an investment to choose."},
          "/equity", {"去掉此项（equity）。", "Leave it out (equity)."});
  } else if (act.equity == EquityMode::equity_income && !c.equity.empty()) {
    f.add({"股权奖励已经实施，不能再奖励股权收益；两者只取其一。",
           "Shares were awarded already; income from shares is no reward then: one of the two."},
          "/equity", {"改为奖励股权（shares）。", "Choose shares."});
  } else if (invests && act.equity != EquityMode::equity_income && shares_income) {
    f.add({"股权收益已按原方案分配给个人，不能再奖励股权；两者只取其一。",
           "Income from shares was divided among people already; shares are no reward then: one "
           "of the two."},
          "/equity", {"改为奖励股权收益（equity_income）。", "Choose equity_income."});
  }
}

void inc_03(const Question& q, Findings& f) {
  if (q.transfer == nullptr) return;
  if (const auto* act = q.act_as<DraftDistribution>()) judge_mode(q, *act, f);
  for (const auto& judged : judged_plans(q)) {
    const auto& figures = judged.plan->figures;
    if (figures.people_shares + figures.institution_shares == 0) continue;
    judge_shares(q, figures.people_shares, figures.institution_shares,
                 field_place(judged, "/reward_ratio"), f);
  }
  if (q.act_as<AwardEquity>() == nullptr) return;
  const auto& equity = q.outcome->equity.value();
  judge_shares(q, equity.people_shares, equity.institution_shares, "/contract", f);
  const auto deficit = q.transfer->transfer->totals.unrecovered();
  if (!deficit.is_positive()) return;
  f.note({"股权奖励不扣成本；成本 " + deficit.to_text() + " 记为现金亏空，由本项目的现金弥补。",
          "Shares are awarded before costs; costs of " + deficit.to_text() +
              " stand as a cash deficit, to be covered by cash of the same case."},
         "/contract", {"无须办理。", "Nothing to do."});
}

// ---- INC-04: principal heads

void describe_heads(const Question& q, const std::vector<EquityLine>& people, const Date& day,
                    const std::string& place, Findings& f) {
  std::vector<Id<Person>> heads;
  for (const auto& line : people) {
    if (line.excluded) heads.push_back(line.person);
  }
  if (heads.empty()) return;
  const auto who = numbers_of(q.after, heads);
  f.note({who.zh + " 于 " + day.to_text() + " 任单位正职领导，不获股权；其权重由其他人员承接。",
          who.en + " was principal head on " + day.to_text() +
              " and gets no shares; the others take over that weight."},
         place,
         {"另有明确政策许可的，在分配方案中引用（cites_policy）。",
          "If an explicit policy allows it, cite it in the plan (cites_policy)."});
}

void describe_citation(const DistributionPlan& plan, bool has_head, const std::string& place,
                       Findings& f) {
  if (!plan.cites_policy || !has_head) return;
  f.note(
      {"正职领导获股权，所引政策：" + *plan.cites_policy + "。请核对其确有明文。",
       "A principal head gets shares, citing: " + *plan.cites_policy + ". Check that it says so."},
      place, {"核对所引政策原文。", "Check the text cited."});
}

bool has_head(const Question& q, const DistributionPlan& plan, const Date& day) {
  return std::any_of(plan.lines.begin(), plan.lines.end(), [&](const PlanLine& line) {
    return is_principal_head(q.after, line.person.target(), day);
  });
}

const Text deal_with_shares{"按单位干部管理规定处理所持股权，并留存材料。",
                            "Deal with the shares as the rules for officials ask, and keep the "
                            "papers."};

/// The day of the decision counts; who became head since then gets the shares, and it is said.
void judge_award(const Question& q, const DistributionPlan& plan, Findings& f) {
  const auto& people = q.outcome->equity.value().people;
  const auto decided = plan.decided_on.value_or(q.on);
  describe_heads(q, people, decided, "/contract", f);
  describe_citation(plan, has_head(q, plan, decided), "/contract", f);
  std::vector<Id<Person>> since;
  for (const auto& line : people) {
    const bool holds = !line.excluded && line.shares > 0;
    if (holds && !is_principal_head(q.after, line.person, decided) &&
        is_principal_head(q.after, line.person, q.on)) {
      since.push_back(line.person);
    }
  }
  if (since.empty()) return;
  const auto who = numbers_of(q.after, since);
  f.warn({who.zh + " 议定之后（" + decided.to_text() + "）出任正职领导；按议定之日任职，仍获股权。",
          who.en + " became principal head after the decision of " + decided.to_text() +
              "; that day counts, so the shares are awarded."},
         "/contract", deal_with_shares);
}

/// The day a plan is decided counts: who is head then, and is not in the draft's figures, or the
/// reverse, changes what everybody gets.
void judge_heads_as_decided(const Question& q, const JudgedPlan& judged, Findings& f) {
  if (judged.is_draft || judged.plan->cites_policy) return;
  std::vector<Id<Person>> changed;
  for (const auto& line : judged.plan->figures.equity) {
    if (is_principal_head(q.after, line.person, q.on) != line.excluded) {
      changed.push_back(line.person);
    }
  }
  if (changed.empty()) return;
  const auto who = numbers_of(q.after, changed);
  f.warn({"拟定方案以来，" + who.zh + " 的正职任职有变，股数将与草案不同。",
          "Since the draft " + who.en +
              " took or left the post of principal head; the shares will differ."},
         judged.place, {"按现任职另拟方案后再议。", "Draft the plan anew, then decide it."});
}

/// An award stands; that its holder became head since the decision is said as long as it is so.
void judge_holders(const Question& q, Findings& f) {
  for (const auto& award : q.transfer->transfer->equity) {
    std::vector<Id<Person>> heads;
    for (const auto& line : award.people) {
      if (line.shares > 0 && !is_principal_head(q.after, line.person, award.decided_on) &&
          is_principal_head(q.after, line.person, q.on)) {
        heads.push_back(line.person);
      }
    }
    if (heads.empty()) continue;
    const auto who = numbers_of(q.after, heads);
    const auto& contract = q.after.get(award.contract).number;
    f.warn({who.zh + " 现任正职领导，持有股权奖励（" + contract + "），议定在先。",
            who.en + " is principal head now and holds shares awarded before (" + contract + ")."},
           "", deal_with_shares);
  }
}

/// The same said of the act that makes the holder head.
void judge_post(const Question& q, const AssignPost& act, Findings& f) {
  if (act.post != PostKind::principal_head ||
      act.institution.target() != q.after.settings().institution) {
    return;
  }
  const auto& person = q.after.get(act.person);
  std::vector<std::string> contracts;
  for (const auto& id : person.equity) contracts.push_back(q.after.get(id).number);
  if (contracts.empty()) return;
  const auto which = listing(contracts);
  f.warn(
      {person.number + " 任正职领导，此前已获股权奖励（" + which.zh + "）。",
       person.number + " becomes principal head and was awarded shares before (" + which.en + ")."},
      "/person", deal_with_shares);
}

void inc_04(const Question& q, Findings& f) {
  if (const auto* post = q.act_as<AssignPost>()) return judge_post(q, *post, f);
  if (q.transfer == nullptr) return;
  if (q.is_about_record()) return judge_holders(q, f);
  for (const auto& judged : judged_plans(q)) {
    if (judged.plan->figures.equity.empty()) continue;
    if (judged.is_draft) describe_heads(q, judged.plan->figures.equity, q.on, "/lines", f);
    describe_citation(*judged.plan, has_head(q, *judged.plan, q.on),
                      field_place(judged, "/cites_policy"), f);
    judge_heads_as_decided(q, judged, f);
  }
  if (q.act_as<AwardEquity>() == nullptr || q.transfer->plan_in_force == nullptr) return;
  judge_award(q, *q.transfer->plan_in_force, f);
}

// ---- INC-09: extended service

void inc_09(const Question& q, Findings& f) {
  if (q.transfer == nullptr || q.act_as<DraftDistribution>() == nullptr) return;
  const auto& pathway = q.transfer->transfer->pathway;
  if (!pathway || pathway->pathway != Pathway::extended_service) return;
  f.note({"延伸服务的奖励只依共识；不引用促进科技成果转化法第45条。",
          "The reward of an extended service rests on the consensus alone, not on the law's "
          "article 45."},
         "/reward_ratio");
}

constexpr std::array<RuleCode, 4> rules = {{
    {"INC-02", inc_02},
    {"INC-03", inc_03},
    {"INC-04", inc_04},
    {"INC-09", inc_09},
}};

}  // namespace

std::span<const RuleCode> inc_rules() { return rules; }

}  // namespace kezhuan
