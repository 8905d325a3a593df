#pragma once

#include <string_view>

#include "kezhuan/path/next.hpp"

namespace kezhuan::test {

/// The first offer of that act; nullptr when it is not offered.
inline const NextAction* find_action(const NextReport& report, std::string_view act) {
  for (const auto& action : report.actions) {
    if (action.act == act) return &action;
  }
  return nullptr;
}

}  // namespace kezhuan::test
