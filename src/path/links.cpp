#include <algorithm>

#include "kezhuan/path/next.hpp"
#include "path/link_judge.hpp"
#include "path/record.hpp"
#include "policy/facts.hpp"

namespace kezhuan {

namespace {

constexpr std::string_view disclosure_link = "disclosure";
constexpr std::string_view rights_link = "rights";

/// Rules about an agreement find nothing wrong while there is none: that is not to satisfy them.
void await_agreement(Requirement& requirement, const Question& question) {
  if (!requirement.findings.empty()) return;
  requirement.state = RequirementState::not_yet;
  requirement.findings.push_back(question.policy().make_finding(
      requirement.rule, Severity::note,
      {"尚无生效的协议，还谈不上是否满足。",
       "No agreement is in force yet, so there is nothing to judge."}));
}

/// Whether nothing that belongs to the link is on record yet.
bool is_untouched(const LinkEntry& link, const CaseFile& file) {
  if (link.code == disclosure_link) {
    return file.classification() == nullptr && file.application == nullptr;
  }
  return link.code == rights_link && file.agreements.empty();
}

LinkState state_of(const LinkEntry& link, const std::vector<Requirement>& requirements,
                   const CaseFile& file) {
  if (is_untouched(link, file)) return LinkState::not_started;
  return are_met(requirements) ? LinkState::done : LinkState::open;
}

/// The edition shows the achievement for the first time, or with other content than the one before.
bool shows_change(const Edition& edition, const Achievement& achievement) {
  const auto* entry = find_entry(edition, achievement);
  return entry != nullptr && entry->change != EntryChange::unchanged;
}

/// Days on which something of the link happened.
Days days_of(const LinkEntry& link, const State& state, const CaseFile& file) {
  Days days;
  if (link.code == rights_link) {
    for (const auto* agreement : file.agreements) {
      for (const auto& signature : agreement->signatures) days.add(signature.signed_on);
      days.add(agreement->effective_from);
    }
    return days;
  }
  days.add(file.achievement->registered_on);
  if (file.application != nullptr) {
    days.add(file.application->filed_on);
    if (const auto* decided = state.find(file.application->resolution)) days.add(decided->held_on);
  }
  for (const auto* edition : editions_of(state, file)) {
    if (shows_change(*edition, *file.achievement)) days.add(edition->frozen_on);
  }
  for (const auto* notice : file.notices) days.add(notice->closed_on);
  return days;
}

/// The last day of the notice that is open, the day the edition that waits for it is due, or the
/// day the agreement takes effect.
std::optional<Date> due_of(const LinkEntry& link, const State& state, const CaseFile& file) {
  if (link.code == rights_link && file.agreement_in_force != nullptr) {
    return file.agreement_in_force->effective_from;
  }
  if (link.code != disclosure_link) return std::nullopt;
  if (const auto* notice = find_open_notice(state, file)) return notice->last_day;
  const bool waits_for_edition = file.first_edition == nullptr && file.application != nullptr &&
                                 file.application->state == ApplicationState::approved;
  if (!waits_for_edition) return std::nullopt;
  const auto* last = state.find(state.settings().last_edition);
  return last == nullptr ? std::nullopt : last->next_due;
}

}  // namespace

std::vector<const Edition*> editions_of(const State& state, const CaseFile& file) {
  std::vector<const Edition*> editions;
  const auto* edition = state.find(file.achievement->last_edition);
  while (edition != nullptr) {
    editions.push_back(edition);
    if (edition == file.first_edition) break;
    edition = state.find(edition->previous);
  }
  return editions;
}

const Notice* find_open_notice(const State& state, const CaseFile& file) {
  for (const auto* edition : editions_of(state, file)) {
    for (const auto& id : edition->notices) {
      const auto& notice = state.get(id);
      if (notice.state == NoticeState::open) return &notice;
    }
  }
  return nullptr;
}

std::size_t LinkStatus::met_count() const {
  return static_cast<std::size_t>(std::count_if(requirements.begin(), requirements.end(),
                                                [](const Requirement& r) { return r.is_met(); }));
}

std::vector<LinkStatus> link_statuses(const Surroundings& around, const State& state,
                                      const CaseFile& file) {
  const auto question = record_question(around, state, file);
  const bool barred = is_barred(around, file, around.today);
  std::vector<LinkStatus> links;
  for (const auto& link : around.policy.links()) {
    if (link.required.empty() || link.step != achievement_step) continue;
    LinkStatus status{link.number, link.code, link.step, link.title, LinkState::blocked,
                      {},          {},        {},        {}};
    for (const auto& rule : link.required) {
      status.requirements.push_back(judge_requirement(rule, question));
      if (link.code == rights_link && file.agreement_in_force == nullptr) {
        await_agreement(status.requirements.back(), question);
      }
    }
    if (!barred) {
      status.state = state_of(link, status.requirements, file);
      if (status.state != LinkState::done) status.due_on = due_of(link, state, file);
      status.since = since_of(status.state, days_of(link, state, file));
    }
    status.who = hands_of(status.requirements);
    links.push_back(std::move(status));
  }
  return links;
}

}  // namespace kezhuan
