#include <algorithm>
#include <array>
#include <map>

#include "core/percent.hpp"
#include "policy/facts.hpp"
#include "policy/income_facts.hpp"
#include "policy/rules.hpp"
#include "policy/transfer_facts.hpp"
#include "policy/wording.hpp"

/// A distribution plan against the rights agreements it rests on.
namespace kezhuan {

namespace {

// ---- INC-10: weights off the agreement

using Weights = std::map<Id<Person>, Ratio>;

Weights agreed_weights(const Question& q, const std::vector<const Contract*>& contracts) {
  Weights agreed;
  for (const auto& part : agreed_weights(q.after, weights_of(contracts))) {
    agreed.emplace(part.person, part.share);
  }
  return agreed;
}

/// By a scheme, teams, pools and equal parts may make something else of the weights: what counts is
/// each one's part of the reward.
bool counts_by_reward(const DistributionPlan& plan) {
  return plan.figures.terms.scheme && plan.figures.totals.reward.is_positive();
}

Weights planned_weights(const DistributionPlan& plan) {
  Weights planned;
  if (counts_by_reward(plan)) {
    for (const auto& part : plan.figures.parts) {
      if (part.kind != LineKind::reward || !part.person) continue;
      planned[*part.person] = Ratio(part.entitled.minor(), plan.figures.totals.reward.minor());
    }
    return planned;
  }
  for (const auto& line : plan.lines) {
    auto& sum = planned[line.person.target()];
    sum = sum + line.weight;
  }
  scale_to_one(planned, [](auto& part) -> Ratio& { return part.second; });
  return planned;
}

/// What rounding may take of a part of the reward: a fen for every line is no loss.
Ratio rounding_of(const DistributionPlan& plan) {
  if (!counts_by_reward(plan)) return {};
  return {static_cast<std::int64_t>(plan.lines.size()), plan.figures.totals.reward.minor()};
}

/// House default: a consent about the case, whose scope says that it is about the distribution.
bool has_consented(const Question& q, const Id<Person>& person) {
  const auto& files = q.transfer->achievements;
  return std::any_of(files.begin(), files.end(), [&](const CaseFile& file) {
    const auto& consents = file.achievement->consents;
    return std::any_of(consents.begin(), consents.end(), [&](const Consent& consent) {
      return consent.person && consent.person->target() == person &&
             (consent.scope.find("分配") != std::string::npos ||
              consent.scope.find("distribution") != std::string::npos) &&
             is_about_case(q, file, consent);
    });
  });
}

/// "1/3"; of a fraction nobody reads at a glance also about how much it is:
/// "3571/10000（约 35.71%）".
Text weight_text(const Ratio& weight) {
  const auto exact = weight.to_text();
  if (weight.denominator() <= 100) return {exact, exact};
  const auto percent = percent_of(weight.numerator(), weight.denominator());
  return {exact + "（约 " + percent + "）", exact + " (about " + percent + ")"};
}

void judge_losers(const Question& q, const JudgedPlan& judged, Findings& f) {
  const auto agreed = agreed_weights(q, lasting_contracts(q.after, *q.transfer->transfer));
  const auto planned = planned_weights(*judged.plan);
  const auto rounding = rounding_of(*judged.plan);
  for (const auto& [person, weight] : agreed) {
    const auto found = planned.find(person);
    const auto now = found == planned.end() ? Ratio{} : found->second;
    if (now + rounding >= weight || has_consented(q, person)) continue;
    const auto& number = q.after.get(person).number;
    const auto agreed_on = weight_text(weight);
    const auto planned_for = weight_text(now);
    Text what{number + " 的权重，协议为 " + agreed_on.zh + "，方案为 " + planned_for.zh +
                  "；没有其书面同意。",
              number + " has weight " + agreed_on.en + " by the agreement and " + planned_for.en +
                  " by the plan, without a written consent on record."};
    const Text remedy{"登记其书面同意（consent.record，scope 写明同意分配方案），或恢复协议权重。",
                      "Record the consent (consent.record, its scope naming the distribution), or "
                      "keep the weights agreed on."};
    if (judged.is_draft) {
      what.zh += "议定前须补齐。";
      what.en += " It is needed before the plan is decided.";
      f.warn(what, "/lines", remedy);
    } else {
      f.add(what, judged.place, remedy);
    }
  }
}

// ---- INC-10: the agreements the plan was drafted by

/// Agreements that entered into force since this day, each with the one it took over from:
/// "FQ-1 → FQ-2（2026-06-20 生效）".
Text succession_since(const Question& q, const Date& since) {
  std::vector<Text> successions;
  for (const auto& file : q.transfer->achievements) {
    const auto* now = file.agreement_in_force;
    const auto* former = now == nullptr ? nullptr : q.after.find(now->supersedes);
    if (former == nullptr || !former->ended_on || *former->ended_on < since) continue;
    const auto from = now->effective_from.value_or(*former->ended_on).to_text();
    successions.push_back({former->number + " → " + now->number + "（" + from + " 生效）",
                           former->number + " → " + now->number + " (in force from " + from + ")"});
  }
  return listing(successions);
}

Owners owners_now(const Question& q) {
  return owners_of(q.after, cash_weights_of(lasting_contracts(q.after, *q.transfer->transfer)));
}

bool divides_by_owners_of_now(const Question& q, const DistributionPlan& plan) {
  const auto& terms = plan.figures.terms;
  return are_same({terms.other_institutions, terms.owners}, owners_now(q));
}

const Text draft_anew{"按现行协议另拟分配方案（distribution.draft），再行议定、公示。",
                      "Draft the plan anew by the agreement in force (distribution.draft), then "
                      "decide and publicise it."};

/// A plan keeps the owners of the day it was drafted; what was agreed since has to be in it before
/// it is decided.
void judge_as_decided(const Question& q, const JudgedPlan& judged, Findings& f) {
  const auto& plan = *judged.plan;
  if (divides_by_owners_of_now(q, plan)) {
    // of the day it was drafted it cannot be told which came first, nor does it matter then
    const auto succession = succession_since(q, plan.drafted_on + std::chrono::days{1});
    if (succession.empty()) return;
    return f.warn({"方案 " + plan.number + " 拟定后协议已更替：" + succession.zh +
                       "；所有权份额未变，请核对其余约定。",
                   "Since plan " + plan.number + " was drafted the agreement changed: " +
                       succession.en + ". The owners are the same; check the other terms."},
                  judged.place, draft_anew);
  }
  const auto succession = succession_since(q, plan.drafted_on);
  if (succession.empty()) {
    return f.add({"方案 " + plan.number + " 拟定后协议或合同有变，其所有权份额已不是现在的。",
                  "Since plan " + plan.number +
                      " was drafted agreements or contracts changed; its owners are not those of "
                      "now."},
                 judged.place, draft_anew);
  }
  f.add({"方案 " + plan.number + " 拟定后协议已更替：" + succession.zh +
             "；方案仍按原协议的所有权份额分配。",
         "Since plan " + plan.number + " was drafted the agreement changed: " + succession.en +
             "; the plan still divides by the former one's owners."},
        judged.place, draft_anew);
}

/// A later agreement governs what is received from its day on (RGT-05).
void warn_of_succession(const Question& q, const std::string& place, Findings& f) {
  const auto* plan = q.transfer->plan_in_force;
  if (plan == nullptr) return;
  const auto succession = succession_since(q, plan->drafted_on);
  if (succession.empty() || divides_by_owners_of_now(q, *plan)) return;
  f.warn({"现行方案 " + plan->number + " 仍按原协议的所有权份额分配，协议已更替：" + succession.zh +
              "；此后的到账应按新协议。",
          "Plan " + plan->number + " divides by the owners of a former agreement; it changed: " +
              succession.en + ". What is received from then on follows the new one."},
         place, draft_anew);
}

/// What the agreements say about the money of these contracts.
struct AgreedTerms {
  Owners owners;
  Weights weights;
};

AgreedTerms agreed_terms(const Question& q, const std::vector<const Contract*>& contracts) {
  return {owners_of(q.after, weights_of(contracts)), agreed_weights(q, contracts)};
}

/// Contracts weigh by their amounts. One of royalties alone has none yet, so beside others nobody
/// could say what part of the income its achievements bring, unless all are agreed on alike.
void refuse_unweighable(const Question& q, Findings& f) {
  std::vector<const Contract*> priced;
  std::vector<const Contract*> unpriced;
  for (const auto* contract : lasting_contracts(q.after, *q.transfer->transfer)) {
    const bool has_no_amount = !contract->investment && contract->amounts.total.is_zero();
    (has_no_amount ? unpriced : priced).push_back(contract);
  }
  if (priced.empty() || unpriced.empty()) return;
  const auto agreed = agreed_terms(q, priced);
  const auto of_royalties = agreed_terms(q, unpriced);
  if (are_same(agreed.owners, of_royalties.owners) && agreed.weights == of_royalties.weights) {
    return;
  }
  const auto which = numbers_of(unpriced);
  f.add({"合同 " + which.zh +
             " 只按提成计，没有合同额；其成果的所有权人或权重与其他合同的不同，"
             "无法确定各成果在收益中的份额。",
         "Contract " + which.en +
             " brings royalties alone and has no amount, and its achievements are owned or "
             "weighted unlike those of the other contracts: their parts of the income cannot be "
             "told."},
        "/transfer_case",
        {"为该合同另立项目（case.open），或写明其保底、预期总额（contract.amend）。",
         "Give that contract a case of its own (case.open), or state what it is sure to bring in "
         "all (contract.amend)."});
}

// ---- INC-10: an agreement that ends

/// What the money of an achievement rests on: its contracts that still count, and the plans that
/// divide or are to divide what they bring.
std::vector<std::string> resting_on(const Question& q, const Achievement& achievement) {
  std::vector<std::string> numbers;
  for (const auto& id : achievement.cases) {
    const auto& c = q.after.get(id);
    bool is_concerned = false;
    for (const auto* contract : lasting_contracts(q.after, c)) {
      const auto& subjects = contract->subjects;
      if (std::none_of(subjects.begin(), subjects.end(), [&](const ContractSubject& subject) {
            return subject.achievement.target() == achievement.id;
          })) {
        continue;
      }
      is_concerned = true;
      numbers.push_back(contract->number);
    }
    for (const auto& plan_id : c.plans) {
      const auto& plan = q.after.get(plan_id);
      const bool counts = plan.state == PlanState::draft || plan.state == PlanState::decided;
      if (is_concerned && counts) numbers.push_back(plan.number);
    }
  }
  return numbers;
}

void warn_of_end(const Question& q, const EndAgreement& act, Findings& f) {
  const auto& agreement = q.after.get(act.agreement);
  const auto& achievement = q.after.get(agreement.achievement);
  if (find_governing_agreement(q.after, achievement) != &agreement) return;
  const auto which = listing(resting_on(q, achievement));
  if (which.empty()) return;
  f.warn({"以协议 " + agreement.number + " 为依据的有：" + which.zh +
              "；终止后其奖励比例、权重和所有权份额对这些款项仍然有效。",
          "Agreement " + agreement.number + " governs the money of " + which.en +
              "; its reward ratio, weights and shares go on doing so after it ends."},
         "/agreement",
         {"要改变约定的，另签协议接替（agreement.draft、agreement.enter_force）。",
          "To change what was promised, have another agreement take over (agreement.draft, "
          "agreement.enter_force)."});
}

void inc_10(const Question& q, Findings& f) {
  if (const auto* end = q.act_as<EndAgreement>()) return warn_of_end(q, *end, f);
  if (q.transfer == nullptr) return;
  if (q.act_as<RecordPayment>() != nullptr) return warn_of_succession(q, "/transfer_case", f);
  if (q.act_as<RecordReceipt>() != nullptr) return warn_of_succession(q, "/contract", f);
  for (const auto& judged : judged_plans(q)) {
    if (judged.is_draft) {
      refuse_unweighable(q, f);
    } else {
      judge_as_decided(q, judged, f);
    }
    try {
      judge_losers(q, judged, f);
    } catch (const Error&) {  // fractions too fine to add up exactly
      f.warn({"权重的分数过细，无法与协议逐人比较。",
              "The weights are too fine to be compared with the agreement."},
             judged.is_draft ? "/lines" : judged.place,
             {"改用较简单的分数。", "Use simpler fractions."});
    }
  }
}

constexpr std::array<RuleCode, 1> rules = {{{"INC-10", inc_10}}};

}  // namespace

std::span<const RuleCode> inc_agreement_rules() { return rules; }

}  // namespace kezhuan
