#pragma once

#include <vector>

#include "kezhuan/acts/state.hpp"
#include "kezhuan/model/achievement.hpp"

namespace kezhuan {

/// Everything on record about one achievement, loaded once: what check, next and reports share.
///
/// Pointers live as long as the state they were loaded from, and until what they point to is
/// replaced there. Nothing in it is ever null but the optional ones named so.
struct CaseFile {
  const Achievement* achievement = nullptr;
  const Institution* institution = nullptr;  ///< 完成单位
  std::vector<const DataSource*> sources;
  std::vector<const Achievement*> derived_from;
  std::vector<const UseGrant*> grants;
  std::vector<const Certificate*> certificates;
  std::vector<const Evidence*> evidence;
  const Application* application = nullptr;  ///< the current one; may be null
  std::vector<const Resolution*> resolutions;
  std::vector<const RightsAgreement*> agreements;
  const RightsAgreement* agreement_in_force = nullptr;  ///< may be null
  std::vector<const PriorRight*> prior_rights;
  const Edition* first_edition = nullptr;  ///< may be null
  std::vector<const Notice*> notices;      ///< of the first edition

  bool has_attribute(DataAttribute attribute) const;
  const ClassificationRecord* classification() const { return achievement->classification(); }
};

/// @throws Error not_found REG-01
CaseFile load_case_file(const State& state, const Id<Achievement>& achievement);

}  // namespace kezhuan
