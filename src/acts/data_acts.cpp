#include "acts/created.hpp"
#include "kezhuan/acts/acts.hpp"

namespace kezhuan {

void evolve(State& state, const Envelope&, const RegisterSource& act, const Outcome& outcome) {
  auto source = created<DataSource>(outcome);
  source.name = act.name;
  source.holder = act.holder.target();
  source.level = act.level;
  source.origin = act.origin;
  source.attributes = act.attributes;
  source.scale = act.scale;
  source.contributors = targets(act.contributors);
  state.put(std::move(source));
}

void evolve(State& state, const Envelope&, const RecordGrant& act, const Outcome& outcome) {
  auto grant = created<UseGrant>(outcome);
  grant.source = act.source.target();
  grant.achievement = act.achievement.target();
  grant.approved_by = targets(act.approved_by);
  grant.fields = act.fields;
  grant.purpose = act.purpose;
  grant.from = act.from;
  grant.until = act.until;
  grant.give_back = act.give_back;
  state.change(grant.achievement, [&](Achievement& a) { a.grants.push_back(grant.id); });
  state.put(std::move(grant));
}

void evolve(State& state, const Envelope&, const EndGrant& act, const Outcome&) {
  state.change(act.grant.target(), [&](UseGrant& grant) { grant.end_reason = act.reason; });
}

void evolve(State& state, const Envelope& envelope, const RegisterAchievement& act,
            const Outcome& outcome) {
  auto achievement = created<Achievement>(outcome);
  achievement.name = act.name;
  achievement.form = act.form;
  achievement.level = act.level;
  achievement.institution =
      act.institution ? act.institution->target() : state.settings().institution;
  achievement.unit = target(act.unit);
  achievement.lead = act.lead.target();
  achievement.sources = targets(act.sources);
  achievement.derived_from = targets(act.derived_from);
  achievement.registered_on = envelope.happened;
  state.put(std::move(achievement));
}

void evolve(State& state, const Envelope&, const RecordProcessing& act, const Outcome&) {
  state.change(act.achievement.target(), [&](Achievement& a) { a.processing.push_back(act.step); });
}

void evolve(State& state, const Envelope&, const RecordCertificate& act, const Outcome& outcome) {
  auto certificate = created<Certificate>(outcome);
  certificate.achievement = act.achievement.target();
  certificate.certificate = act.certificate;
  certificate.certificate_no = act.certificate_no;
  certificate.covers = act.covers;
  certificate.issued = act.issued;
  certificate.expires = act.expires;
  certificate.measure = act.measure;
  state.change(certificate.achievement,
               [&](Achievement& a) { a.certificates.push_back(certificate.id); });
  state.put(std::move(certificate));
}

void evolve(State& state, const Envelope& envelope, const CancelCertificate& act, const Outcome&) {
  state.change(act.certificate.target(),
               [&](Certificate& certificate) { certificate.cancelled_on = envelope.happened; });
}

void evolve(State& state, const Envelope&, const AttachEvidence& act, const Outcome& outcome) {
  auto evidence = created<Evidence>(outcome);
  evidence.evidence = act.evidence;
  evidence.title = act.title_of_file;
  evidence.achievement = target(act.achievement);
  evidence.transfer_case = target(act.transfer_case);
  evidence.sha256 = act.sha256;
  evidence.size = act.size;
  evidence.media_type = act.media_type;
  if (evidence.achievement) {
    state.change(*evidence.achievement, [&](Achievement& a) { a.evidence.push_back(evidence.id); });
  }
  if (evidence.transfer_case) {
    state.change(*evidence.transfer_case,
                 [&](TransferCase& c) { c.evidence.push_back(evidence.id); });
  }
  state.put(std::move(evidence));
}

void evolve(State& state, const Envelope&, const ClassifyAchievement& act, const Outcome& outcome) {
  state.change(act.achievement.target(), [&](Achievement& a) {
    a.classifications.push_back(outcome.classification.value());
  });
}

void evolve(State& state, const Envelope& envelope, const EnterAsset& act, const Outcome&) {
  state.change(act.achievement.target(), [&](Achievement& a) {
    a.asset = AssetEntry{envelope.happened, act.account, act.listed_separately, act.valuation,
                         act.amortised.value_or(false)};
  });
}

}  // namespace kezhuan
