#pragma once

#include <vector>

#include "kezhuan/acts/state.hpp"
#include "kezhuan/model/achievement.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// Everything on record about one achievement, loaded once: what check, next and reports share.
///
/// Pointers live as long as the state they were loaded from, and until what they point to is
/// replaced there. Nothing in it is ever null but the optional ones named so.
struct CaseFile {
  const Achievement* achievement = nullptr;             ///< which achievement it is about
  const Institution* institution = nullptr;             ///< 完成单位
  std::vector<const DataSource*> sources;               ///< what it was made from
  std::vector<const Achievement*> derived_from;         ///< other achievements it was made from
  std::vector<const UseGrant*> grants;                  ///< rights to use its sources
  std::vector<const Certificate*> certificates;         ///< cancelled and expired ones too
  std::vector<const Evidence*> evidence;                ///< attached to it
  const Application* application = nullptr;             ///< the current one; may be null
  std::vector<const Resolution*> resolutions;           ///< that concern it
  std::vector<const RightsAgreement*> agreements;       ///< of any state
  const RightsAgreement* agreement_in_force = nullptr;  ///< may be null
  std::vector<const PriorRight*> prior_rights;          ///< of any state
  const Edition* first_edition = nullptr;               ///< may be null
  std::vector<const Notice*> notices;                   ///< of the first edition

  /// Has one of its sources this attribute (CLS-11)?
  bool has_attribute(DataAttribute attribute) const;
  /// Its present classification; nullptr before the first.
  const ClassificationRecord* classification() const { return achievement->classification(); }
};

/// @throws Error not_found REG-01
CaseFile load_case_file(const State& state, const Id<Achievement>& achievement);

}  // namespace kezhuan
