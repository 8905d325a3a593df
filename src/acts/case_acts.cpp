#include <algorithm>

#include "acts/created.hpp"
#include "acts/talks.hpp"
#include "kezhuan/acts/acts.hpp"

namespace kezhuan {

namespace {

/// One more entry in the history of a case, and the state it is in from then on.
void pass(State& state, const Ref<TransferCase>& ref, CaseEventKind event, CaseState now,
          const Date& on, const std::string& reason) {
  state.change(ref.target(), [&](TransferCase& c) {
    c.state = now;
    c.history.push_back({event, on, reason});
  });
}

template <class T>
std::int64_t next_index(const std::vector<T>& items) {
  return static_cast<std::int64_t>(items.size()) + 1;
}

void void_plans(TransferCase& c) {
  for (auto& plan : c.implementation) plan.state = ImplementationState::voided;
  for (auto& pricing : c.pricing) pricing.voided = true;
}

void void_plans(TransferCase& c, const VoidedOutcome& voided) {
  const auto is_among = [](const std::vector<std::int64_t>& all, std::int64_t index) {
    return std::find(all.begin(), all.end(), index) != all.end();
  };
  for (auto& plan : c.implementation) {
    if (is_among(voided.implementation, plan.index)) plan.state = ImplementationState::voided;
  }
  for (auto& pricing : c.pricing) {
    if (is_among(voided.pricing, pricing.index)) pricing.voided = true;
  }
}

void end_negotiation(TransferCase& c, const Date& on, const std::string& reason) {
  if (c.negotiation() == nullptr) return;
  c.negotiations.back().ended_on = on;
  c.negotiations.back().end_reason = reason;
}

/// Acts recorded before what they make void was put down with them.
void void_agreed_prices(TransferCase& c) {
  for (auto& pricing : c.pricing) {
    if (pricing.method == PricingMethod::agreement) pricing.voided = true;
  }
}

/// With somebody else, about something else, or anew after the contract they led to ended.
bool is_other(const State& state, const TransferCase& c, const RecordNegotiation& act,
              const Date& on) {
  const auto& talks = *c.negotiation();
  if (talks.transferee != act.transferee || talks.deliverables != act.deliverables ||
      talks.scope != act.scope) {
    return true;
  }
  const auto since = talks.changed_on.value_or(talks.recorded_on);
  return std::any_of(c.contracts.begin(), c.contracts.end(), [&](const Id<Contract>& id) {
    const auto& contract = state.get(id);
    return contract.signed_on >= since && contract.ended_on && *contract.ended_on <= on;
  });
}

}  // namespace

void evolve(State& state, const Envelope& envelope, const OpenCase& act, const Outcome& outcome) {
  auto opened = created<TransferCase>(outcome);
  opened.title = act.title_of_case;
  opened.achievements = targets(act.achievements);
  opened.opened_on = envelope.happened;
  opened.officer = act.officer;
  opened.policy = outcome.policy.value();
  opened.history.push_back({CaseEventKind::opened, envelope.happened, std::nullopt});
  for (const auto& achievement : opened.achievements) {
    state.change(achievement, [&](Achievement& a) { a.cases.push_back(opened.id); });
  }
  state.put(std::move(opened));
}

void evolve(State& state, const Envelope& envelope, const SuspendCase& act, const Outcome&) {
  pass(state, act.transfer_case, CaseEventKind::suspended, CaseState::suspended, envelope.happened,
       act.reason);
}

void evolve(State& state, const Envelope& envelope, const ResumeCase& act, const Outcome&) {
  pass(state, act.transfer_case, CaseEventKind::resumed, CaseState::active, envelope.happened,
       act.reason);
}

void evolve(State& state, const Envelope& envelope, const SendBackCase& act, const Outcome&) {
  pass(state, act.transfer_case, CaseEventKind::sent_back, CaseState::active, envelope.happened,
       act.reason);
  state.change(act.transfer_case.target(), [&](TransferCase& c) {
    void_plans(c);
    c.pathway.reset();
    if (act.to == SendBackTo::negotiation) end_negotiation(c, envelope.happened, act.reason);
  });
}

void evolve(State& state, const Envelope& envelope, const TerminateCase& act, const Outcome&) {
  pass(state, act.transfer_case, CaseEventKind::terminated, CaseState::terminated,
       envelope.happened, act.reason);
}

void evolve(State& state, const Envelope& envelope, const MoveCasePolicy& act, const Outcome&) {
  state.change(act.transfer_case.target(), [&](TransferCase& c) {
    c.policy = act.policy;
    c.history.push_back({CaseEventKind::policy_moved, envelope.happened, act.reason});
  });
}

void evolve(State& state, const Envelope& envelope, const RecordNegotiation& act, const Outcome&) {
  // talks that led to a contract stay as they are; those with somebody else are others
  const bool is_signed =
      find_contract_of_talks(state, state.get(act.transfer_case), envelope.happened) != nullptr;
  state.change(act.transfer_case.target(), [&](TransferCase& c) {
    const bool is_anew =
        is_signed && c.negotiation() != nullptr && c.negotiation()->transferee != act.transferee;
    if (c.negotiation() == nullptr || is_anew) {
      c.negotiations.push_back({});
      c.negotiations.back().index = static_cast<std::int64_t>(c.negotiations.size());
      c.negotiations.back().recorded_on = envelope.happened;
    } else if (is_other(state, c, act, envelope.happened)) {
      c.negotiations.back().changed_on = envelope.happened;
    }
    auto& negotiation = c.negotiations.back();
    negotiation.transferee = act.transferee;
    negotiation.deliverables = act.deliverables;
    negotiation.scope = act.scope;
    negotiation.declarations = act.declarations;
    negotiation.related_party = act.related_party;
    negotiation.related_what = act.related_what;
  });
}

void evolve(State& state, const Envelope& envelope, const EndNegotiation& act,
            const Outcome& outcome) {
  state.change(act.transfer_case.target(), [&](TransferCase& c) {
    outcome.voided ? void_plans(c, *outcome.voided) : void_agreed_prices(c);
    end_negotiation(c, envelope.happened, act.reason);
  });
}

void evolve(State& state, const Envelope& envelope, const ChoosePathway& act,
            const Outcome& outcome) {
  state.change(act.transfer_case.target(), [&](TransferCase& c) {
    if (outcome.voided) void_plans(c, *outcome.voided);
    c.pathway = PathwayChoice{act.pathway, act.contract_type, envelope.happened, act.reason};
  });
}

void evolve(State& state, const Envelope& envelope, const DraftImplementation& act,
            const Outcome&) {
  state.change(act.transfer_case.target(), [&](TransferCase& c) {
    for (auto& plan : c.implementation) plan.state = ImplementationState::voided;
    ImplementationPlan plan;
    plan.index = next_index(c.implementation);
    plan.drafted_on = envelope.happened;
    plan.summary = act.summary;
    plan.implementers = act.implementers;
    plan.pricing = act.pricing;
    plan.expected_amount = act.expected_amount;
    plan.complete_by = act.complete_by;
    c.implementation.push_back(std::move(plan));
  });
}

void evolve(State& state, const Envelope& envelope, const RecordPricing& act, const Outcome&) {
  state.change(act.transfer_case.target(), [&](TransferCase& c) {
    for (auto& pricing : c.pricing) pricing.voided = true;
    c.pricing.push_back({next_index(c.pricing),
                         act.method,
                         envelope.happened,
                         act.price,
                         act.venue,
                         act.opened_on,
                         act.buyer,
                         c.talks_on(envelope.happened),
                         false,
                         {}});
  });
}

void evolve(State& state, const Envelope&, const RecordValuation& act, const Outcome&) {
  state.change(act.transfer_case.target(), [&](TransferCase& c) {
    c.valuations.push_back({act.amount, act.method, act.appraiser, act.valued_on, act.evidence});
  });
}

void evolve(State& state, const Envelope& envelope, const RecordApproval& act, const Outcome&) {
  state.change(act.transfer_case.target(), [&](TransferCase& c) {
    c.approvals.push_back(
        {act.approver, envelope.happened, act.amount, act.evidence, c.talks_on(envelope.happened)});
  });
}

void evolve(State& state, const Envelope& envelope, const AdoptGuide& act, const Outcome& outcome) {
  auto guide = created<Guide>(outcome);
  guide.title = act.title_of_guide;
  guide.effective_from = envelope.happened;
  guide.manager_risks = act.manager_risks;
  guide.researcher_risks = act.researcher_risks;
  guide.text = act.text;
  auto settings = state.settings();
  settings.guide = guide.id;
  state.put(std::move(settings));
  state.put(std::move(guide));
}

void evolve(State& state, const Envelope& envelope, const ReviewRisks& act, const Outcome&) {
  state.change(act.transfer_case.target(), [&](TransferCase& c) {
    c.risk_reviews.push_back({act.guide.target(), envelope.happened, act.items});
  });
}

void evolve(State& state, const Envelope& envelope, const ReviewExemption& act, const Outcome&) {
  state.change(act.transfer_case.target(), [&](TransferCase& c) {
    c.exemption_reviews.push_back({envelope.happened, act.about, act.accords_with_policy,
                                   act.helps_transformation, act.conduct, act.reasons,
                                   act.resolution, act.evidence});
  });
}

}  // namespace kezhuan
