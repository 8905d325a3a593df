#include <algorithm>
#include <array>
#include <set>

#include "policy/income_facts.hpp"
#include "policy/rules.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

namespace {

std::vector<const AdoptedScheme*> versions_of(const State& state, const std::string& scheme) {
  std::vector<const AdoptedScheme*> versions;
  for (const auto& id : state.settings().schemes) {
    const auto& adopted = state.get(id);
    if (adopted.scheme == scheme) versions.push_back(&adopted);
  }
  return versions;
}

/// The version of a scheme that is in force on a day; nullptr before the first. One adopted only
/// later, with effect from before that day, takes no version's place that was adopted by then.
const AdoptedScheme* version_on(const State& state, const std::string& scheme, const Date& day) {
  const AdoptedScheme* latest = nullptr;
  const auto is_known = [&](const AdoptedScheme& version) { return version.adopted_on <= day; };
  for (const auto* version : versions_of(state, scheme)) {
    if (version->effective_from > day) continue;
    const bool is_better = latest == nullptr || (is_known(*version) && !is_known(*latest)) ||
                           (is_known(*version) == is_known(*latest) &&
                            version->effective_from >= latest->effective_from);
    if (is_better) latest = version;
  }
  return latest;
}

/// "FAB-001 example-institution 1".
std::string name_of_version(const AdoptedScheme& adopted) {
  return adopted.number + " " + adopted.scheme + " " + adopted.scheme_version;
}

// ---- to adopt one

void judge_adoption(const Question& q, const AdoptScheme& act, Findings& f) {
  for (const auto& problem : q.around.books.check_scheme(act)) {
    f.add(problem.what, problem.place, problem.remedy);
  }
  for (const auto* known : versions_of(q.before, act.scheme)) {
    if (known->scheme_version != act.scheme_version) continue;
    const auto name = name_of_version(*known);
    if (known->hash == act.hash) {
      f.add({name + " 已经采用。", name + " is adopted already."}, "/scheme_version",
            {"方案中直接引用其编号（scheme）。", "Name its number in the plan (scheme)."});
    } else {
      f.add({name + " 已采用，本次全文与之不同；采用过的版本不得改动。",
             name + " is adopted, and this document differs from it; a version never changes."},
            "/scheme_version",
            {"给改动后的办法新的版本号（version）和生效日，再采用。",
             "Give what changed a version and a day of its own (version, effective_from), then "
             "adopt that."});
    }
  }
}

// ---- to draft a plan by one

void refuse_parts_of_schemes(const DraftDistribution& act, Findings& f) {
  const auto refuse = [&](const std::string& place) {
    f.add({"去向和团队只用于按办法分配的方案。", "Pools and teams belong to a plan by a scheme."},
          place, {"写明所依的办法（scheme），或去掉此项。", "Name the scheme, or leave this out."});
  };
  if (!act.teams.empty()) refuse("/teams");
  for (std::size_t i = 0; i < act.lines.size(); ++i) {
    if (act.lines[i].pool) refuse(item_place("lines", i, "pool"));
    if (act.lines[i].team) refuse(item_place("lines", i, "team"));
  }
}

void judge_left_to_scheme(const DraftDistribution& act, const IncomeTerms& terms,
                          const AdoptedScheme& scheme, Findings& f) {
  const auto name = name_of_version(scheme);
  const auto refuse = [&](const char* place, const Text& given, const Text& is) {
    f.add({"写的是" + given.zh + "，办法 " + name + " 定为" + is.zh + "。",
           "It says " + given.en + "; scheme " + name + " has " + is.en + "."},
          place,
          {"不写此项，以办法为准；要改的，改办法的版本。",
           "Leave it to the scheme; to change it, adopt another version."});
  };
  if (act.reward_ratio && *act.reward_ratio != terms.reward_ratio) {
    const auto given = act.reward_ratio->to_text();
    const auto is = terms.reward_ratio.to_text();
    const bool is_banded = terms.reward_ratio.is_zero();
    refuse("/reward_ratio", {" " + given, given},
           is_banded ? Text{"分段比例", "shares by band"} : Text{" " + is, is});
  }
  const auto compare = [&](const char* place, const auto& given, const auto& is) {
    if (given && *given != is) refuse(place, name_of(*given).text(), name_of(is).text());
  };
  compare("/base", act.base, terms.base);
  compare("/recovery", act.recovery, terms.recovery);
  compare("/ownership", act.ownership, terms.ownership);
}

bool keeps_to_signature(const Contract& contract) {
  return contract.income_version == IncomeVersion::at_signing;
}

void warn_of_later(const Question& q, const AdoptedScheme& scheme, const std::string& place,
                   Findings& f) {
  const auto* latest = version_on(q.after, scheme.scheme, q.on);
  if (latest == nullptr || latest->id == scheme.id) return;
  const auto day = latest->effective_from.to_text();
  f.warn({"方案依 " + name_of_version(scheme) + "；" + name_of_version(*latest) + " 自 " + day +
              " 起已生效。",
          "The plan goes by " + name_of_version(scheme) + "; " + name_of_version(*latest) +
              " has been in force since " + day + "."},
         place,
         {"确按原版本分配的可继续；否则依新版本另拟方案。",
          "Go on if the former version is meant; otherwise draft a plan by the new one."});
}

/// The versions a contract signed that day keeps to, one a scheme. What was adopted by then counts
/// alone; only if nothing was, one adopted since with effect from before that day.
std::vector<const AdoptedScheme*> versions_at_signature(const State& state, const Date& day) {
  std::set<std::string> seen;
  std::vector<const AdoptedScheme*> versions;
  for (const auto& id : state.settings().schemes) {
    const auto& scheme = state.get(id).scheme;
    if (!seen.insert(scheme).second) continue;
    if (const auto* version = version_on(state, scheme, day)) versions.push_back(version);
  }
  const auto is_known = [&](const AdoptedScheme* version) { return version->adopted_on <= day; };
  if (std::any_of(versions.begin(), versions.end(), is_known)) {
    std::erase_if(versions, [&](const AdoptedScheme* version) { return !is_known(version); });
  }
  return versions;
}

bool has_fixed_amount(const std::vector<const Contract*>& contracts) {
  return std::any_of(contracts.begin(), contracts.end(),
                     [](const Contract* one) { return !cash_of(*one).is_zero(); });
}

/// What a plan may go by that divides the income of a contract signed that day.
bool is_of_signature(const AdoptedScheme* scheme, const std::vector<const AdoptedScheme*>& pinned,
                     const Date& day) {
  if (scheme == nullptr) return pinned.empty() || pinned.front()->adopted_on > day;
  return std::any_of(pinned.begin(), pinned.end(),
                     [&](const AdoptedScheme* version) { return version->id == scheme->id; });
}

/// A contract that keeps to its signature is divided by what was in force then. Without a fixed
/// amount no plan can go by a scheme (`judge_amount`).
void judge_at_signing(const Question& q, const DistributionPlan& plan, const Contract& contract,
                      const std::string& place, const Text& remedy, Findings& f) {
  const auto* scheme = find_scheme(q.after, &plan);
  if (scheme == nullptr && !has_fixed_amount(lasting_contracts(q.after, *q.transfer->transfer))) {
    return;
  }
  const auto pinned = versions_at_signature(q.after, contract.signed_on);
  if (is_of_signature(scheme, pinned, contract.signed_on)) return;
  std::vector<std::string> names;
  for (const auto* version : pinned) names.push_back(name_of_version(*version));
  const auto then = listing(names);
  const auto day = contract.signed_on.to_text();
  f.add({"合同 " + contract.number + " 约定依签订时的规定，" + day + " 签订时" +
             (pinned.empty() ? "没有有效的办法" : "有效的是 " + then.zh) + "，不是 " +
             (scheme == nullptr ? "方案自定的比例" : name_of_version(*scheme)) + "。",
         "Contract " + contract.number + " keeps to its signature; on " + day + " " +
             (pinned.empty() ? "no scheme was in force" : then.en + " was in force") + ", not " +
             (scheme == nullptr ? "a ratio of the plan's own" : name_of_version(*scheme)) + "."},
        place, remedy);
}

/// Of each contract that keeps to its signature and that the plan will divide the income of.
void judge_signatures(const Question& q, const JudgedPlan& judged, Findings& f) {
  const auto& c = *q.transfer->transfer;
  for (const auto* contract : lasting_contracts(q.after, c)) {
    if (!keeps_to_signature(*contract)) continue;
    const auto divides = plan_dividing(q.after, c, *contract, q.policy());
    if (judged.is_draft ? divides.has_value() : divides != judged.plan->id) continue;
    const auto pinned = versions_at_signature(q.after, contract->signed_on);
    const auto* scheme = find_scheme(q.after, judged.plan);
    const auto* field = scheme == nullptr ? "/reward_ratio" : "/scheme";
    judge_at_signing(
        q, *judged.plan, *contract, judged.is_draft ? field : judged.place,
        pinned.empty()
            ? Text{"不按办法，写明奖励比例（reward_ratio）。",
                   "State a reward ratio (reward_ratio) instead of a scheme."}
            : Text{"先拟定并议定依签订时有效版本（scheme 写 " + pinned.front()->number +
                       "）的方案；其他合同需要的，此后再拟。",
                   "First draft and decide a plan by the version then in force (scheme " +
                       pinned.front()->number + "); draft what other contracts need after it."},
        f);
  }
}

/// A plan that was decided before the signature is the one a contract keeps to.
void judge_signing(const Question& q, const SignContract& act, Findings& f) {
  if (act.income_version != IncomeVersion::at_signing) return;
  const auto& c = *q.transfer->transfer;
  const auto& contract = q.after.get(c.contracts.back());
  const auto plan = plan_dividing(q.after, c, contract, q.policy());
  if (!plan) return;
  judge_at_signing(
      q, q.after.get(*plan), contract, "/income_version",
      {"选依到账时的方案（income_version 写 at_receipt），签订后再按办法另拟方案。",
       "Choose the plan at receipt (income_version at_receipt), and draft a plan by the scheme "
       "once the contract is signed."},
      f);
}

void judge_version(const Question& q, const AdoptedScheme& scheme, Findings& f) {
  if (scheme.effective_from > q.on) {
    const auto from = scheme.effective_from.to_text();
    return f.add(
        {name_of_version(scheme) + " 自 " + from + " 起生效，" + q.on.to_text() + " 尚不能用。",
         name_of_version(scheme) + " is in force from " + from + " on, not yet on " +
             q.on.to_text() + "."},
        "/scheme",
        {"用已生效的版本，或等其生效。", "Use a version in force, or wait for this one."});
  }
  const auto contracts = lasting_contracts(q.after, *q.transfer->transfer);
  const bool all_keep = std::all_of(contracts.begin(), contracts.end(),
                                    [](const Contract* one) { return keeps_to_signature(*one); });
  if (all_keep && !contracts.empty()) return;
  warn_of_later(q, scheme, "/scheme", f);
}

/// What each would get is judged on the contract's amount, and there is none.
void judge_amount(const DistributionPlan& plan, Findings& f) {
  if (!plan.figures.contract_total.is_zero()) return;
  f.add({"合同没有固定金额（如只有提成），按办法各人应得多少无从预先核对。",
         "The contract has no fixed amount (royalties alone, say), so what each would get by a "
         "scheme cannot be judged beforehand."},
        "/scheme",
        {"不按办法、写明奖励比例（reward_ratio）；先有固定金额的可按办法。",
         "State a reward ratio instead of a scheme; with a fixed amount a scheme will do."});
}

/// Nobody asked the co-owners whether something may go off before their shares are taken.
void warn_of_top(const Question& q, const AdoptedScheme& scheme, const DistributionPlan& plan,
                 Findings& f) {
  if (plan.figures.terms.other_institutions.empty()) return;
  if (!q.around.books.facts_of(scheme).takes_off_the_top) return;
  const auto name = name_of_version(scheme);
  f.warn({"办法 " + name + " 先从毛收入提取，再与共有机构分配；共有机构分得的因此减少。",
          "Scheme " + name +
              " takes its part of gross income off before the co-owning "
              "institutions, who get less for it."},
         "/scheme",
         {"共有机构书面同意的可继续；否则把先提改为本单位所得中的去向，另立版本。",
          "Go on if the co-owners agreed in writing; otherwise make it a pool of the own part, in "
          "another version."});
}

void judge_draft(const Question& q, const DraftDistribution& act, Findings& f) {
  if (!act.scheme) return refuse_parts_of_schemes(act, f);
  const auto& scheme = q.after.get(act.scheme->target());
  const auto& plan = *q.transfer->plans.back();
  judge_left_to_scheme(act, plan.figures.terms, scheme, f);
  judge_version(q, scheme, f);
  judge_amount(plan, f);
  if (const auto& failing = plan.figures.failing_floor) {
    f.add(*failing, "/lines",
          {"提高比例，或改用满足下限的办法。",
           "Raise the shares, or use a scheme that reaches the floor."});
  }
  warn_of_top(q, scheme, plan, f);
}

// ---- to pay by one

/// What was booked so far, where the draft could only be judged on the contract's amount.
void judge_floors(const Question& q, const TransferCase& c, Findings& f) {
  const auto failing = q.around.books.find_failing_floor(q.after, c.id);
  if (!failing) return;
  f.add(
      failing->what, "/transfer_case",
      {"按满足下限的办法或权重另拟方案（distribution.draft），补足后再发放。",
       "Draft a plan by a scheme or weights that make up for it (distribution.draft), then pay."});
}

struct Payee {
  const PaymentLine* first;
  std::string place;
  Money amount;
};

std::vector<Payee> payees_of(const RecordPayment& act) {
  std::vector<Payee> payees;
  for (std::size_t i = 0; i < act.lines.size(); ++i) {
    const auto& line = act.lines[i];
    const auto same = std::find_if(payees.begin(), payees.end(), [&](const Payee& payee) {
      return payee.first->person == line.person && payee.first->institution == line.institution &&
             payee.amount.currency() == line.amount.currency();
    });
    if (same == payees.end()) {
      payees.push_back({&line, item_place("lines", i, "amount"), line.amount});
    } else {
      same->amount += line.amount;
    }
  }
  return payees;
}

/// Less than the least payment waits for the next one, as long as there will be one.
void judge_least_payment(const Question& q, const RecordPayment& act, const AdoptedScheme& scheme,
                         Findings& f) {
  const auto least = q.around.books.facts_of(scheme).least_payment;
  if (!least || !may_bring_more(q.after, *q.transfer, q.on)) return;
  for (const auto& payee : payees_of(act)) {
    if (payee.amount.currency() != least->currency() || payee.amount >= *least) continue;
    const auto who = payee.first->person        ? q.after.get(*payee.first->person).number
                     : payee.first->institution ? q.after.get(*payee.first->institution).number
                                                : std::string();
    f.add({who + " 本次 " + payee.amount.to_text() + "，低于办法 " + name_of_version(scheme) +
               " 的最低支付额 " + least->to_text() + "；后续还有到账。",
           who + " is to get " + payee.amount.to_text() + ", less than the least payment of " +
               least->to_text() + " by scheme " + name_of_version(scheme) +
               ", and more is to come in."},
          payee.place,
          {"结转到下次一并发放；不再有到账时可以照付。",
           "Carry it to the next payment; once nothing more is to come, pay what there is."});
  }
}

/// What a receipt brought people is paid within the months the scheme gives.
void warn_of_delay(const Question& q, Findings& f) {
  const auto& c = *q.transfer->transfer;
  const Receipt* first = nullptr;
  std::set<Id<Receipt>> overdue;
  for (const auto* receipt : q.transfer->receipts) {
    const auto* scheme = find_scheme(q.after, q.after.find(receipt->plan));
    if (scheme == nullptr) continue;
    const auto months = q.around.books.facts_of(*scheme).deadline_months;
    if (!months || add_months(receipt->received_on, static_cast<int>(*months)) >= q.on) continue;
    if (first == nullptr) first = receipt;
    overdue.insert(receipt->id);
  }
  if (first == nullptr) return;
  auto late = Money::of_minor(0, c.totals.gross.currency());
  for (const auto& id : c.bookings) {
    for (const auto& line : q.after.get(id).lines) {
      if (line.kind == LineKind::reward && overdue.contains(line.receipt)) late += line.amount;
    }
  }
  for (const auto& balance : q.before.get(c.id).balances) {
    if (balance.kind == LineKind::reward) late -= balance.paid;
  }
  if (!late.is_positive()) return;
  f.warn(
      {"到账 " + first->number + " 等的奖励已过办法定的发放期限，逾期未付 " + late.to_text() + "。",
       "The scheme's time to pay the reward of receipt " + first->number +
           " or later ones is over; " + late.to_text() + " is late."},
      "/transfer_case",
      {"尽快发放，并在案卷中说明原因。", "Pay it soon, and say why in the file."});
}

void judge_payment(const Question& q, const RecordPayment& act, Findings& f) {
  judge_floors(q, *q.transfer->transfer, f);
  warn_of_delay(q, f);
  const auto* scheme = find_scheme(q.after, q.transfer->plan_in_force);
  if (scheme != nullptr) judge_least_payment(q, act, *scheme, f);
}

// ---- to release a reserve

void judge_release(const Question& q, const ReleaseReserve& act, Findings& f) {
  const auto held = q.around.books.held_in_reserve(q.before, act.transfer_case.target());
  if (!held.is_positive()) {
    return f.add({"本项目没有留存的准备。", "The case holds no reserve."}, "/transfer_case",
                 {"只有按留存准备的办法分配过到账的项目才有准备可释放。",
                  "Only what a scheme with a reserve divided leaves one to release."});
  }
  const bool fits =
      act.amount.currency() == held.currency() && act.amount.is_positive() && act.amount <= held;
  if (fits) return;
  f.add({"释放 " + act.amount.to_text() + "，留存的准备为 " + held.to_text() + "。",
         "A release of " + act.amount.to_text() + ", and " + held.to_text() + " is held."},
        "/amount", {"金额须大于零，不超过留存数。", "Release more than zero and at most that."});
}

void inc_11(const Question& q, Findings& f) {
  if (const auto* act = q.act_as<AdoptScheme>()) return judge_adoption(q, *act, f);
  if (q.transfer == nullptr) return;
  if (const auto* act = q.act_as<SignContract>()) return judge_signing(q, *act, f);
  for (const auto& judged : judged_plans(q)) judge_signatures(q, judged, f);
  if (const auto* act = q.act_as<DraftDistribution>()) return judge_draft(q, *act, f);
  if (const auto* act = q.act_as<RecordPayment>()) return judge_payment(q, *act, f);
  if (const auto* act = q.act_as<ReleaseReserve>()) return judge_release(q, *act, f);
  const auto* receipt = q.act_as<RecordReceipt>();
  const auto* scheme = find_scheme(q.after, q.transfer->plan_in_force);
  if (receipt == nullptr || scheme == nullptr) return;
  if (keeps_to_signature(q.after.get(receipt->contract.target()))) return;
  warn_of_later(q, *scheme, "/contract", f);
}

constexpr std::array<RuleCode, 1> rules = {{{"INC-11", inc_11}}};

}  // namespace

std::span<const RuleCode> inc_scheme_rules() { return rules; }

}  // namespace kezhuan
