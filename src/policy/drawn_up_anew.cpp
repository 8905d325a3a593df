#include "policy/drawn_up_anew.hpp"

#include "kezhuan/acts/acts.hpp"
#include "kezhuan/core/write.hpp"
#include "policy/transfer_facts.hpp"

namespace kezhuan {

namespace {

// What is shown of each: neither when it was drawn up, nor what became of it.

std::string content_of(const DistributionPlan& plan) {
  DistributionPlan shown;
  shown.lines = plan.lines;
  shown.relief_claimed = plan.relief_claimed;
  shown.cites_policy = plan.cites_policy;
  shown.equity = plan.equity;
  shown.figures = plan.figures;
  return to_canonical_json(shown);
}

std::string content_of(const ImplementationPlan& plan) {
  ImplementationPlan shown;
  shown.summary = plan.summary;
  shown.implementers = plan.implementers;
  shown.pricing = plan.pricing;
  shown.expected_amount = plan.expected_amount;
  shown.complete_by = plan.complete_by;
  return to_canonical_json(shown);
}

std::string content_of(const Pricing& pricing) {
  Pricing shown;
  shown.method = pricing.method;
  shown.price = pricing.price;
  shown.venue = pricing.venue;
  shown.opened_on = pricing.opened_on;
  shown.buyer = pricing.buyer;
  return to_canonical_json(shown);
}

template <class T>
void refuse_unchanged(const Question& q, const T* former, const T* latter, const Text& what,
                      Findings& f) {
  if (former == nullptr || latter == nullptr) return;
  const auto* notice = find_sending_back(q.before, former->notices);
  if (notice == nullptr || content_of(*former) != content_of(*latter)) return;
  const auto why = describe_objection_upheld(*notice);
  const std::string act(q.act->type().name);
  f.add({why.zh + "；" + what.zh + "与原来的相同，没有变化。",
         why.en + "; nothing has changed in " + what.en + " since."},
        "/transfer_case",
        {"按异议改动后重新办理（" + act + "）。",
         "Change what the objection is about, then record it (" + act + ")."});
}

const DistributionPlan* find_last_plan(const State& state, const TransferCase& c) {
  return c.plans.empty() ? nullptr : &state.get(c.plans.back());
}

}  // namespace

void judge_drawn_up_anew(const Question& q, Findings& f) {
  if (q.outcome == nullptr) return;  // nothing is drawn up yet
  if (const auto* plan = q.act_as<DraftDistribution>()) {
    refuse_unchanged(q, find_last_plan(q.before, q.before.get(plan->transfer_case)),
                     find_last_plan(q.after, q.after.get(plan->transfer_case)),
                     {"分配方案", "the distribution plan"}, f);
  } else if (const auto* draft = q.act_as<DraftImplementation>()) {
    refuse_unchanged(q, q.before.get(draft->transfer_case).implementation_plan(),
                     q.after.get(draft->transfer_case).implementation_plan(),
                     {"实施方案", "the implementation plan"}, f);
  } else if (const auto* price = q.act_as<RecordPricing>()) {
    refuse_unchanged(q, q.before.get(price->transfer_case).current_pricing(),
                     q.after.get(price->transfer_case).current_pricing(), {"定价", "the price"}, f);
  }
}

}  // namespace kezhuan
