#include "path/case_facts.hpp"

#include <algorithm>

#include "kezhuan/acts/acts.hpp"
#include "path/record.hpp"
#include "path/rehearsal.hpp"
#include "policy/facts.hpp"
#include "policy/transfer_facts.hpp"

namespace kezhuan {

namespace {

using Codes = std::vector<std::string>;

const Notice* find_notice(const State& state, const CaseFile& file, const Edition* edition) {
  if (const auto* open = find_open_notice(state, file)) return open;
  if (edition == nullptr || edition->notices.empty()) return nullptr;
  return state.find(edition->notices.back());
}

const RightsAgreement* latest_draft(const CaseFile& file) {
  const RightsAgreement* draft = nullptr;
  for (const auto* agreement : file.agreements) {
    if (agreement->state == AgreementState::draft) draft = agreement;
  }
  return draft;
}

std::optional<std::string> number_if(bool applies, const std::string& number) {
  return applies ? std::optional(number) : std::nullopt;
}

template <class T>
std::optional<std::string> number_of(bool applies, const T* thing) {
  return applies && thing != nullptr ? std::optional(thing->number) : std::nullopt;
}

/// An act and the guards that judge what only the real act will state.
struct Rehearsal {
  AnyAct act;
  Codes exempt;
};

std::optional<Rehearsal> rehearse(std::string_view act, const CaseFacts& facts) {
  const Ref<Achievement> achievement(facts.file.achievement->id);
  if (act == FileApplication::type) {
    FileApplication filing;
    filing.achievement = achievement;
    return Rehearsal{AnyAct::of(std::move(filing)), {"DLV-01", "DLV-02", "DSC-01"}};
  }
  if (act == ReviseApplication::type && facts.file.application != nullptr) {
    ReviseApplication revision;
    revision.application = Ref<Application>(facts.file.application->id);
    return Rehearsal{AnyAct::of(std::move(revision)), {"DLV-01", "DLV-02", "DSC-01"}};
  }
  if (act == RecordResolution::type) {
    RecordResolution resolution;
    Matter matter;
    matter.achievement = achievement;
    resolution.matters.push_back(std::move(matter));
    return Rehearsal{AnyAct::of(std::move(resolution)), {"DSC-02", "DEM-01"}};
  }
  if (act == EnterForce::type && facts.draft != nullptr) {
    EnterForce force;
    force.agreement = Ref<RightsAgreement>(facts.draft->id);
    if (const auto* former = facts.file.agreement_in_force) {
      force.supersedes = Ref<RightsAgreement>(former->id);
    }
    return Rehearsal{AnyAct::of(std::move(force)), {}};
  }
  if (act == EnterAsset::type) {
    EnterAsset entry;
    entry.achievement = achievement;
    return Rehearsal{AnyAct::of(std::move(entry)), {}};
  }
  return std::nullopt;
}

std::vector<Finding> rehearsed(const CaseFacts& facts, std::string_view rule, const AnyAct& act) {
  const Outcome outcome;
  auto findings = ask(rule, {facts.around, facts.state, facts.state, facts.around.today, &act,
                             &outcome, &facts.file, nullptr});
  std::erase_if(findings, [](const Finding& f) { return f.severity != Severity::refuse; });
  return findings;
}

std::optional<Finding> first_of(const std::vector<Finding>& findings) {
  return findings.empty() ? std::nullopt : std::optional(findings.front());
}

bool refuses_as_required(const Requirement& requirement) {
  return std::any_of(requirement.findings.begin(), requirement.findings.end(),
                     [](const Finding& f) { return f.severity == Severity::refuse; });
}

}  // namespace

CaseFacts::CaseFacts(const Surroundings& surroundings, const State& on_record,
                     const CaseFile& case_file, std::span<const LinkStatus> judged)
    : around(surroundings),
      state(on_record),
      file(case_file),
      links(judged),
      edition(on_record.find(case_file.achievement->last_edition)),
      notice(find_notice(on_record, case_file, edition)),
      sent_back(edition == nullptr ? nullptr : find_sending_back(on_record, *edition)),
      draft(latest_draft(case_file)) {
  unlisted = said_of_record("DSC-03");
  unpublicised = said_of_record("DSC-04");
  const auto force = rehearse(EnterForce::type, *this);
  if (!force) return;
  auto lacks = rehearsed(*this, "RGT-05", force->act);
  std::erase_if(lacks, [](const Finding& f) { return f.place != "/agreement"; });
  missing_signatures = first_of(lacks);
  for (const auto& rule : refusals_of(EnterForce::type)) {
    if (rule == "RGT-05" || unfit_draft) continue;
    unfit_draft = first_of(rehearsed(*this, rule, force->act));
  }
}

const Requirement* CaseFacts::find_requirement(std::string_view rule) const {
  for (const auto& link : links) {
    for (const auto& requirement : link.requirements) {
      if (requirement.rule == rule) return &requirement;
    }
  }
  return nullptr;
}

std::optional<Finding> CaseFacts::said_of_record(std::string_view rule) const {
  if (const auto* requirement = find_requirement(rule)) return first_of(requirement->findings);
  return first_of(ask(rule, record_question(around, state, file)));
}

std::optional<ApplicationState> CaseFacts::application_state() const {
  if (file.application == nullptr) return std::nullopt;
  return file.application->state;
}

bool CaseFacts::has_live_application() const {
  const auto now = application_state();
  return now && *now != ApplicationState::rejected && *now != ApplicationState::withdrawn;
}

bool CaseFacts::is_in_review() const {
  const auto* record = file.classification();
  return record != nullptr && record->outcome == Classification::needs_review;
}

bool CaseFacts::waits_for_edition() const {
  return application_state() == ApplicationState::approved && unlisted;
}

bool CaseFacts::needs_notice() const {
  return application_state() == ApplicationState::approved && edition != nullptr && !unlisted &&
         unpublicised && !has_open_notice() && sent_back == nullptr;
}

bool CaseFacts::waits_for_change() const {
  return application_state() == ApplicationState::approved && !unlisted && unpublicised &&
         sent_back != nullptr;
}

bool CaseFacts::has_open_notice() const {
  return notice != nullptr && notice->state == NoticeState::open;
}

std::vector<std::int64_t> CaseFacts::open_objections() const {
  std::vector<std::int64_t> open;
  if (!has_open_notice()) return open;
  for (const auto& objection : notice->objections) {
    if (!objection.answer) open.push_back(objection.index);
  }
  return open;
}

std::optional<std::string> CaseFacts::target_of(std::string_view act) const {
  const auto& own = file.achievement->number;
  const auto application = application_state();
  if (act == "application.file") return number_if(!has_live_application(), own);
  if (act == "application.revise") return number_of(has_live_application(), file.application);
  if (act == "resolution.record") {
    return number_if(is_in_review() || application == ApplicationState::filed, own);
  }
  if (act == "edition.freeze") return number_if(waits_for_edition() || waits_for_change(), {});
  if (act == "notice.open") return number_of(needs_notice(), edition);
  if (act == "notice.answer") return number_of(!open_objections().empty(), notice);
  if (act == "notice.close") return number_of(has_open_notice(), notice);
  if (act == "agreement.draft") return number_if(draft == nullptr, own);
  if (act == "agreement.sign") return number_of(missing_signatures.has_value(), draft);
  if (act == "agreement.enter_force") return number_of(!missing_signatures, draft);
  if (act == "agreement.end") {
    return number_of(true, unfit_draft ? draft : file.agreement_in_force);
  }
  if (act == "certificate.cancel") {
    const auto marks = contradicting_certificates(file, around.policy, around.today);
    return number_of(true, marks.empty() ? nullptr : marks.front());
  }
  if (act == "asset.enter") {
    return number_if(application == ApplicationState::approved && !file.achievement->asset, own);
  }
  return own;
}

Codes CaseFacts::refusals_of(std::string_view act) const {
  Codes rules;
  const auto rehearsal = rehearse(act, *this);
  if (!rehearsal) return rules;
  for (const auto* rule : around.policy.guards_of(act)) {
    const auto& exempt = rehearsal->exempt;
    if (is_house_keeping(rule->id) ||
        std::find(exempt.begin(), exempt.end(), rule->id) != exempt.end()) {
      continue;
    }
    // an approval is refused for what link 1 misses, which was asked
    const auto* asked = act == RecordResolution::type ? find_requirement(rule->id) : nullptr;
    const bool refuses = asked != nullptr ? refuses_as_required(*asked)
                                          : !rehearsed(*this, rule->id, rehearsal->act).empty();
    if (refuses) rules.push_back(rule->id);
  }
  return rules;
}

}  // namespace kezhuan
