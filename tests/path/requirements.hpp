#pragma once

#include <string>
#include <vector>

#include "kezhuan/path/next.hpp"

/// What links require, as tables of it compare it.
namespace kezhuan::test {

using Codes = std::vector<std::string>;

/// What a rule only warns of: nothing of it is missing, but it is said.
template <class World>
struct Doubt {
  const char* about;
  void (*raise)(World& world);
  const char* rule;
  const char* says;
};

/// Rules of all links whose requirement is in this state, in the policy's order.
inline Codes rules_in(const std::vector<LinkStatus>& links, RequirementState state) {
  Codes rules;
  for (const auto& link : links) {
    for (const auto& requirement : link.requirements) {
      if (requirement.state == state) rules.push_back(requirement.rule);
    }
  }
  return rules;
}

inline Codes unmet_of(const std::vector<LinkStatus>& links) {
  return rules_in(links, RequirementState::unmet);
}

/// What the requirements in this state say and advise, in English.
inline std::string said_by(const std::vector<LinkStatus>& links, RequirementState state) {
  std::string all;
  for (const auto& link : links) {
    for (const auto& requirement : link.requirements) {
      if (requirement.state != state) continue;
      for (const auto& finding : requirement.findings) {
        all += finding.what.en + " " + finding.remedy.en + "\n";
      }
    }
  }
  return all;
}

}  // namespace kezhuan::test
