#include <algorithm>

#include "acts/booked_money.hpp"
#include "acts/created.hpp"
#include "kezhuan/acts/acts.hpp"

namespace kezhuan {

namespace {

ApplicationState state_after(ResolutionOutcome outcome) {
  switch (outcome) {
    case ResolutionOutcome::approved: return ApplicationState::approved;
    case ResolutionOutcome::revise: return ApplicationState::sent_back;
    case ResolutionOutcome::rejected: return ApplicationState::rejected;
  }
  return ApplicationState::filed;
}

void decide_application(State& state, const Matter& matter, const Id<Resolution>& resolution) {
  const auto& achievement = state.get(matter.achievement.value());
  if (!achievement.application) return;
  state.change(*achievement.application, [&](Application& application) {
    application.state = state_after(matter.outcome);
    application.resolution = resolution;
    application.reasons = matter.reasons;
  });
}

void decide_implementation(State& state, const Matter& matter, const Id<Resolution>& resolution,
                           const Date& on) {
  state.change(matter.transfer_case.value().target(), [&](TransferCase& c) {
    if (c.implementation_plan() == nullptr) return;
    auto& plan = c.implementation.back();
    plan.resolution = resolution;
    plan.decided_on = on;
    plan.state = matter.outcome == ResolutionOutcome::approved ? ImplementationState::decided
                                                               : ImplementationState::rejected;
  });
}

/// Receipts divided by a plan whose notice never came to its end are divided anew by the next one:
/// nobody should be paid by what was never publicised. Where somebody was, in the years before
/// notices, the plan stands for what had been received by then.
void release_receipts(State& state, const TransferCase& c, const DistributionPlan& former) {
  const auto is_closed = [&](const Id<Notice>& id) {
    return state.get(id).state == NoticeState::closed;
  };
  if (std::any_of(former.notices.begin(), former.notices.end(), is_closed)) return;
  const auto paid_on = last_paid_by(state, c, former.id);
  for (const auto& id : c.receipts) {
    const auto& receipt = state.get(id);
    if (receipt.plan != former.id || (paid_on && receipt.received_on <= *paid_on)) continue;
    state.change(id, [](Receipt& released) { released.plan.reset(); });
  }
}

/// A decided plan takes over from the one before for receipts not booked yet.
void decide_distribution(State& state, const Matter& matter, const Id<Resolution>& resolution,
                         const Date& on) {
  const auto id = matter.plan.value().target();
  const bool approved = matter.outcome == ResolutionOutcome::approved;
  state.change(id, [&](DistributionPlan& plan) {
    plan.resolution = resolution;
    plan.decided_on = on;
    plan.state = approved ? PlanState::decided : PlanState::rejected;
  });
  if (!approved) return;
  const auto owner = state.get(id).transfer_case;
  const auto former = state.get(owner).plan_in_force;
  if (former && *former != id) {
    state.change(*former, [](DistributionPlan& plan) { plan.state = PlanState::superseded; });
    release_receipts(state, state.get(owner), state.get(*former));
  }
  state.change(owner, [&](TransferCase& c) { c.plan_in_force = id; });
}

/// CLS-04: the reviewing body settles what the source leaves open, by a recorded decision.
void settle_classification(State& state, const Matter& matter, const std::string& resolution) {
  if (!matter.finds) return;
  state.change(matter.achievement.value().target(), [&](Achievement& achievement) {
    achievement.classifications.push_back(
        {*matter.finds,
         {{"CLS-04", "由决议 " + resolution + " 认定", "settled by resolution " + resolution}}});
  });
}

}  // namespace

void evolve(State& state, const Envelope& envelope, const FileApplication& act,
            const Outcome& outcome) {
  auto application = created<Application>(outcome);
  application.achievement = act.achievement.target();
  application.filed_on = envelope.happened;
  application.applicant = act.applicant.target();
  application.content = act.content;
  state.change(application.achievement, [&](Achievement& a) { a.application = application.id; });
  state.put(std::move(application));
}

void evolve(State& state, const Envelope&, const ReviseApplication& act, const Outcome&) {
  state.change(act.application.target(), [&](Application& application) {
    application.content = act.content;
    application.state = ApplicationState::filed;
    ++application.revision;
  });
}

void evolve(State& state, const Envelope&, const WithdrawApplication& act, const Outcome&) {
  state.change(act.application.target(), [&](Application& application) {
    application.state = ApplicationState::withdrawn;
    application.reasons = act.reason;
  });
}

void evolve(State& state, const Envelope& envelope, const RecordResolution& act,
            const Outcome& outcome) {
  auto resolution = created<Resolution>(outcome);
  resolution.body = act.body;
  resolution.held_on = envelope.happened;
  resolution.members = act.members;
  resolution.present = act.present;
  resolution.matters = act.matters;
  resolution.minutes = act.minutes;
  for (const auto& matter : act.matters) {
    if (matter.achievement) {
      state.change(matter.achievement->target(),
                   [&](Achievement& a) { a.resolutions.push_back(resolution.id); });
    }
    switch (matter.matter) {
      case MatterKind::application: decide_application(state, matter, resolution.id); break;
      case MatterKind::classification_review:
        settle_classification(state, matter, resolution.number);
        break;
      case MatterKind::implementation_plan:
        decide_implementation(state, matter, resolution.id, envelope.happened);
        break;
      case MatterKind::distribution_plan:
        decide_distribution(state, matter, resolution.id, envelope.happened);
        break;
      case MatterKind::termination: break;  // the case is terminated by an act of its own
    }
  }
  state.put(std::move(resolution));
}

void evolve(State& state, const Envelope& envelope, const FreezeEdition&, const Outcome& outcome) {
  auto edition = created<Edition>(outcome);
  const auto& computed = outcome.edition.value();
  edition.sequence = computed.sequence;
  edition.frozen_on = envelope.happened;
  edition.previous = computed.previous;
  edition.next_due = computed.next_due;
  edition.entries = computed.entries;
  edition.removed = computed.removed;
  for (const auto& entry : edition.entries) {
    state.change(entry.achievement, [&](Achievement& a) {
      if (!a.first_edition) a.first_edition = edition.id;
      a.last_edition = edition.id;
    });
  }
  auto settings = state.settings();
  settings.last_edition = edition.id;
  state.put(std::move(settings));
  state.put(std::move(edition));
}

namespace {

/// Enters a notice with what it shows.
void list_notice(State& state, Notice& notice) {
  if (notice.edition) {
    state.change(*notice.edition, [&](Edition& edition) { edition.notices.push_back(notice.id); });
    return;
  }
  if (notice.plan) {
    state.change(*notice.plan, [&](DistributionPlan& plan) { plan.notices.push_back(notice.id); });
    notice.transfer_case = state.get(*notice.plan).transfer_case;
    return;
  }
  state.change(notice.transfer_case.value(), [&](TransferCase& c) {
    if (notice.about == NoticeSubject::agreed_price && !c.pricing.empty()) {
      c.pricing.back().notices.push_back(notice.id);
      notice.version = c.pricing.back().index;
    } else if (!c.implementation.empty()) {
      c.implementation.back().notices.push_back(notice.id);
      notice.version = c.implementation.back().index;
    }
  });
}

}  // namespace

void evolve(State& state, const Envelope& envelope, const OpenNotice& act, const Outcome& outcome) {
  auto notice = created<Notice>(outcome);
  notice.about = act.subject();
  notice.edition = target(act.edition);
  notice.transfer_case = target(act.transfer_case);
  notice.plan = target(act.plan);
  notice.audience = act.audience;
  notice.first_day = envelope.happened;
  notice.days = act.days;
  notice.unit = act.unit;
  notice.last_day = outcome.last_day.value();
  list_notice(state, notice);
  state.put(std::move(notice));
}

void evolve(State& state, const Envelope& envelope, const ObjectToNotice& act, const Outcome&) {
  state.change(act.notice.target(), [&](Notice& notice) {
    Objection objection;
    objection.index = static_cast<std::int64_t>(notice.objections.size()) + 1;
    objection.raised_on = envelope.happened;
    objection.objector = act.objector;
    objection.content = act.content;
    notice.objections.push_back(std::move(objection));
  });
}

namespace {

/// Every notice that shows what this one does.
std::vector<Id<Notice>> notices_like(const State& state, const Notice& notice) {
  if (notice.edition) return state.get(*notice.edition).notices;
  if (notice.plan) return state.get(*notice.plan).notices;
  const auto& c = state.get(notice.transfer_case.value());
  const bool is_price = notice.about == NoticeSubject::agreed_price;
  for (const auto& pricing : c.pricing) {
    if (is_price && pricing.index == notice.version) return pricing.notices;
  }
  for (const auto& plan : c.implementation) {
    if (!is_price && plan.index == notice.version) return plan.notices;
  }
  return {notice.id};
}

/// PTH-05: what was publicised changes, so no notice of it counts any more. Of an edition, which
/// stays what it was, only those that still run.
void void_notices(State& state, const Notice& notice) {
  for (const auto& id : notices_like(state, notice)) {
    const bool is_over = state.get(id).state != NoticeState::open;
    if (id != notice.id && is_over && notice.edition) continue;
    state.change(id, [](Notice& other) { other.state = NoticeState::voided; });
  }
}

}  // namespace

void evolve(State& state, const Envelope& envelope, const AnswerObjection& act, const Outcome&) {
  state.change(act.notice.target(), [&](Notice& notice) {
    for (auto& objection : notice.objections) {
      if (objection.index != act.objection) continue;
      objection.answer = act.answer;
      objection.answer_text = act.text;
      objection.answered_on = envelope.happened;
    }
  });
  if (act.answer != ObjectionAnswer::upheld_content) return;
  void_notices(state, Notice(state.get(act.notice.target())));
}

void evolve(State& state, const Envelope& envelope, const CloseNotice& act, const Outcome&) {
  state.change(act.notice.target(), [&](Notice& notice) {
    notice.state = NoticeState::closed;
    notice.closed_on = envelope.happened;
  });
}

}  // namespace kezhuan
