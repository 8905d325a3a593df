#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/policy/question.hpp"
#include "policy/wording.hpp"

/// Facts about a question that rules of several families ask for.
namespace kezhuan {

/// True when the act files or revises an application.
bool files(const Question& q);

/// The matter by which the act decides the application of the achievement in `q.file`; nullptr
/// when the act is no resolution or none of its matters is about that.
const Matter* find_application_matter(const Question& q);

/// True when the act is a resolution that approves the application of the achievement in `q.file`.
bool approves(const Question& q);

/// True for the questions a rule about an application answers: what is on record, a filing or
/// revision, an approval. Another outcome of a deliberation needs nothing to be complete.
/// False without a file, so that a rule may read `*q.file` after it.
bool concerns_application(const Question& q);

/// The content of the current application of the achievement in `q.file`; nullptr when none.
const ApplicationContent* find_content(const Question& q);

/// Reports what approval needs and filing does not yet: at filing it only warns and says so.
void add_for_approval(const Question& q, Findings& f, Text what, std::string place = {},
                      Text remedy = {});

/// JSON pointer into the act for something within the application's content, e.g.
/// "/content/primary"; for an approval the matter that approves, empty for the record.
std::string place_in_application(const Question& q, std::string_view pointer);

bool has_attribute(const DataSource& source, DataAttribute attribute);

/// The sources of the achievement that have this attribute.
std::vector<const DataSource*> sources_with(const CaseFile& file, DataAttribute attribute);

bool has_evidence(const CaseFile& file, EvidenceKind kind);

/// Measures taken in all processing steps.
std::vector<MeasureTaken> measures_taken(const CaseFile& file);

/// CLS-07: some step anonymised so that nothing can be restored.
bool is_anonymised(const CaseFile& file);

/// CLS-09: some step de-identified, encrypted or anonymised.
bool is_security_treated(const CaseFile& file);

/// CLS-08: there is proof of the filing, of any kind the policy accepts.
bool has_genetic_filing(const CaseFile& file, const Policy& policy);

/// DLV-03: of a kind that the policy says marks public data.
bool is_contradicting(const Policy& policy, const Certificate& certificate);

/// Certificates that mark public data. Only a cancellation
/// takes the mark away; one that expired was registered all the same (house default).
std::vector<const Certificate*> contradicting_certificates(const CaseFile& file,
                                                           const Policy& policy, const Date& on);

/// CLS-05: a registration of this kind marks public data.
bool marks_public_data(CertificateKind kind);

/// Public data ☆ as it stands on record now, whatever the day: it decides what is divided.
bool is_public_data(const State& state, const Achievement& achievement, const Policy& policy);

/// Public data ☆ by its classification, or by a registration that marks it as such.
bool is_public_data(const CaseFile& file, const Policy& policy, const Date& on);

/// That, where CLS-06 refuses it: outside its scope the rule only warns.
bool is_barred(const Surroundings& around, const CaseFile& file, const Date& on);

/// What an edition says of the achievement; nullptr when it does not list it.
const EditionEntry* find_entry(const Edition& edition, const Achievement& achievement);

/// The latest adopted policy effective by this day, of two with one date the one adopted later;
/// nullptr when none is.
const AdoptedPolicy* find_policy_on(const Settings& settings, const Date& day);

/// The first day on which a notice may be closed. @rule PTH-05
inline Date closable_from(const Notice& notice) { return notice.last_day + std::chrono::days{1}; }

/// Numbers of aggregates in a row.
template <class T>
Text numbers_of(const std::vector<const T*>& items) {
  std::vector<std::string> numbers;
  for (const auto* item : items) numbers.push_back(item->number);
  return listing(numbers);
}
template <class T>
Text numbers_of(const State& state, const std::vector<Id<T>>& ids) {
  std::vector<const T*> items;
  for (const auto& id : ids) items.push_back(&state.get(id));
  return numbers_of(items);
}

/// "数据产权登记证 C-2（证书号）".
Text describe_certificate(const Certificate& certificate);

}  // namespace kezhuan
