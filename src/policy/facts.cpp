#include "policy/facts.hpp"

#include <algorithm>

#include "kezhuan/acts/acts.hpp"

namespace kezhuan {

bool files(const Question& q) {
  return q.act_as<FileApplication>() != nullptr || q.act_as<ReviseApplication>() != nullptr;
}

const Matter* find_application_matter(const Question& q) {
  const auto* resolution = q.act_as<RecordResolution>();
  if (resolution == nullptr || q.file == nullptr) return nullptr;
  for (const auto& matter : resolution->matters) {
    if (matter.matter == MatterKind::application && matter.concerns(q.file->achievement->id)) {
      return &matter;
    }
  }
  return nullptr;
}

bool approves(const Question& q) {
  const auto* matter = find_application_matter(q);
  return matter != nullptr && matter->outcome == ResolutionOutcome::approved;
}

bool concerns_application(const Question& q) {
  return q.file != nullptr && (q.is_about_record() || files(q) || approves(q));
}

const ApplicationContent* find_content(const Question& q) {
  const auto* application = q.file == nullptr ? nullptr : q.file->application;
  return application == nullptr ? nullptr : &application->content;
}

void add_for_approval(const Question& q, Findings& f, Text what, std::string place, Text remedy) {
  if (!files(q)) return f.add(std::move(what), std::move(place), std::move(remedy));
  what.zh += "论证通过前须补齐。";
  what.en += " It must be settled before approval.";
  f.warn(std::move(what), std::move(place), std::move(remedy));
}

std::string place_in_application(const Question& q, std::string_view pointer) {
  if (files(q)) return "/content" + std::string(pointer);
  const auto* matter = find_application_matter(q);
  if (matter == nullptr) return {};
  return "/matters/" + std::to_string(matter - q.act_as<RecordResolution>()->matters.data());
}

bool has_attribute(const DataSource& source, DataAttribute attribute) {
  return std::find(source.attributes.begin(), source.attributes.end(), attribute) !=
         source.attributes.end();
}

std::vector<const DataSource*> sources_with(const CaseFile& file, DataAttribute attribute) {
  std::vector<const DataSource*> found;
  for (const auto* source : file.sources) {
    if (has_attribute(*source, attribute)) found.push_back(source);
  }
  return found;
}

bool has_evidence(const CaseFile& file, EvidenceKind kind) {
  return std::any_of(file.evidence.begin(), file.evidence.end(),
                     [&](const Evidence* evidence) { return evidence->evidence == kind; });
}

std::vector<MeasureTaken> measures_taken(const CaseFile& file) {
  std::vector<MeasureTaken> taken;
  for (const auto& step : file.achievement->processing) {
    taken.insert(taken.end(), step.measures.begin(), step.measures.end());
  }
  return taken;
}

bool is_anonymised(const CaseFile& file) {
  const auto taken = measures_taken(file);
  return std::any_of(taken.begin(), taken.end(), [](const MeasureTaken& measure) {
    return measure.measure == Measure::anonymised && measure.irreversible;
  });
}

bool is_security_treated(const CaseFile& file) { return !measures_taken(file).empty(); }

bool has_genetic_filing(const CaseFile& file, const Policy& policy) {
  const auto& kinds = policy.get_list("genetic.filing_evidence");
  return std::any_of(kinds.begin(), kinds.end(), [&](const std::string& kind) {
    return has_evidence(file, find_enum<EvidenceKind>(kind).value());
  });
}

bool is_contradicting(const Policy& policy, const Certificate& certificate) {
  const auto& kinds = policy.get_list("contradicting_certificates");
  return std::find(kinds.begin(), kinds.end(), to_code(certificate.certificate)) != kinds.end();
}

std::vector<const Certificate*> contradicting_certificates(const CaseFile& file,
                                                           const Policy& policy, const Date& on) {
  std::vector<const Certificate*> found;
  for (const auto* certificate : file.certificates) {
    if (is_contradicting(policy, *certificate) && certificate->issued <= on &&
        !certificate->is_cancelled_on(on)) {
      found.push_back(certificate);
    }
  }
  return found;
}

bool is_public_data(const State& state, const Achievement& achievement, const Policy& policy) {
  const auto* record = achievement.classification();
  if (record != nullptr && record->outcome == Classification::public_data) return true;
  const auto& ids = achievement.certificates;
  return std::any_of(ids.begin(), ids.end(), [&](const Id<Certificate>& id) {
    const auto& certificate = state.get(id);
    return is_contradicting(policy, certificate) && !certificate.cancelled_on;
  });
}

bool is_public_data(const CaseFile& file, const Policy& policy, const Date& on) {
  const auto* record = file.classification();
  return (record != nullptr && record->outcome == Classification::public_data) ||
         !contradicting_certificates(file, policy, on).empty();
}

bool is_barred(const Surroundings& around, const CaseFile& file, const Date& on) {
  const auto* rule = around.policy.find_rule("CLS-06");
  return rule != nullptr && around.policy.severity_for(*rule) == Severity::refuse &&
         is_public_data(file, around.policy, on);
}

const EditionEntry* find_entry(const Edition& edition, const Achievement& achievement) {
  const auto is_it = [&](const EditionEntry& entry) { return entry.achievement == achievement.id; };
  // Entries stand in the order of their numbers; a search by number spares reading a long list.
  const auto near = std::lower_bound(
      edition.entries.begin(), edition.entries.end(), achievement.number,
      [](const EditionEntry& entry, const std::string& number) { return entry.number < number; });
  if (near != edition.entries.end() && is_it(*near)) return &*near;
  const auto found = std::find_if(edition.entries.begin(), edition.entries.end(), is_it);
  return found == edition.entries.end() ? nullptr : &*found;
}

const AdoptedPolicy* find_policy_on(const Settings& settings, const Date& day) {
  const AdoptedPolicy* latest = nullptr;
  for (const auto& policy : settings.policies) {
    if (policy.effective_from > day) continue;
    if (latest == nullptr || latest->effective_from <= policy.effective_from) latest = &policy;
  }
  return latest;
}

Text describe_certificate(const Certificate& certificate) {
  const auto name = name_of(certificate.certificate).text();
  const auto& number = certificate.number;
  const auto& no = certificate.certificate_no;
  return {name.zh + " " + number + "（" + no + "）", name.en + " " + number + " (" + no + ")"};
}

}  // namespace kezhuan
