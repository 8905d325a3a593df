#include "kezhuan/policy/case_file.hpp"

#include <algorithm>

namespace kezhuan {

namespace {

template <class T>
std::vector<const T*> load_all(const State& state, const std::vector<Id<T>>& ids) {
  std::vector<const T*> loaded;
  loaded.reserve(ids.size());
  for (const auto& id : ids) loaded.push_back(&state.get(id));
  return loaded;
}

}  // namespace

bool CaseFile::has_attribute(DataAttribute attribute) const {
  return std::any_of(sources.begin(), sources.end(), [&](const DataSource* source) {
    return std::find(source->attributes.begin(), source->attributes.end(), attribute) !=
           source->attributes.end();
  });
}

CaseFile load_case_file(const State& state, const Id<Achievement>& id) {
  CaseFile file;
  const auto& achievement = state.get(id);
  file.achievement = &achievement;
  file.institution = &state.get(achievement.institution);
  file.sources = load_all(state, achievement.sources);
  file.derived_from = load_all(state, achievement.derived_from);
  file.grants = load_all(state, achievement.grants);
  file.certificates = load_all(state, achievement.certificates);
  file.evidence = load_all(state, achievement.evidence);
  file.application = state.find(achievement.application);
  file.resolutions = load_all(state, achievement.resolutions);
  file.agreements = load_all(state, achievement.agreements);
  file.agreement_in_force = state.find(achievement.agreement_in_force);
  file.prior_rights = load_all(state, achievement.prior_rights);
  file.first_edition = state.find(achievement.first_edition);
  if (file.first_edition != nullptr) file.notices = load_all(state, file.first_edition->notices);
  return file;
}

}  // namespace kezhuan
