#include "acts/created.hpp"
#include "kezhuan/acts/acts.hpp"

namespace kezhuan {

void evolve(State& state, const Envelope&, const DraftAgreement& act, const Outcome& outcome) {
  auto agreement = created<RightsAgreement>(outcome);
  agreement.achievement = act.achievement.target();
  agreement.terms = act.terms;
  state.change(agreement.achievement,
               [&](Achievement& a) { a.agreements.push_back(agreement.id); });
  state.put(std::move(agreement));
}

void evolve(State& state, const Envelope& envelope, const SignAgreement& act, const Outcome&) {
  state.change(act.agreement.target(), [&](RightsAgreement& agreement) {
    agreement.signatures.push_back({act.institution, act.person, envelope.happened});
  });
}

void evolve(State& state, const Envelope& envelope, const EnterForce& act, const Outcome&) {
  const auto former = target(act.supersedes);
  if (former) {
    state.change(*former, [&](RightsAgreement& agreement) {
      agreement.state = AgreementState::superseded;
      agreement.ended_on = envelope.happened;
    });
  }
  state.change(act.agreement.target(), [&](RightsAgreement& agreement) {
    agreement.state = AgreementState::in_force;
    agreement.effective_from = act.effective_from.value_or(envelope.happened);
    agreement.supersedes = former;
  });
  const auto achievement = state.get(act.agreement).achievement;
  state.change(achievement, [&](Achievement& a) { a.agreement_in_force = act.agreement.target(); });
}

void evolve(State& state, const Envelope& envelope, const EndAgreement& act, const Outcome&) {
  state.change(act.agreement.target(), [&](RightsAgreement& agreement) {
    agreement.state = AgreementState::ended;
    agreement.ended_on = envelope.happened;
    agreement.end_reason = act.reason;
  });
  state.change(state.get(act.agreement).achievement, [&](Achievement& a) {
    if (a.agreement_in_force == act.agreement.target()) a.agreement_in_force.reset();
  });
}

void evolve(State& state, const Envelope&, const RecordCoOwnership& act, const Outcome&) {
  state.change(act.achievement.target(), [&](Achievement& a) { a.co_owners = act.shares; });
}

void evolve(State& state, const Envelope& envelope, const RecordConsent& act, const Outcome&) {
  state.change(act.achievement.target(), [&](Achievement& a) {
    a.consents.push_back({act.institution, act.person, envelope.happened, act.scope, act.evidence});
  });
}

void evolve(State& state, const Envelope&, const RecordPriorRight& act, const Outcome& outcome) {
  auto right = created<PriorRight>(outcome);
  right.achievement = act.achievement.target();
  right.right = act.right;
  right.holder = act.holder.target();
  right.source = act.source;
  right.from = act.from;
  right.until = act.until;
  state.change(right.achievement, [&](Achievement& a) { a.prior_rights.push_back(right.id); });
  state.put(std::move(right));
}

void evolve(State& state, const Envelope& envelope, const WaivePriorRight& act, const Outcome&) {
  state.change(act.prior_right.target(), [&](PriorRight& right) {
    right.state = PriorRightState::waived;
    right.settled_on = envelope.happened;
  });
}

void evolve(State& state, const Envelope& envelope, const LapsePriorRight& act, const Outcome&) {
  state.change(act.prior_right.target(), [&](PriorRight& right) {
    right.state = PriorRightState::lapsed;
    right.settled_on = envelope.happened;
  });
}

}  // namespace kezhuan
