#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/policy/finding.hpp"

namespace kezhuan::test {

/// Findings as text, one a line: severity, place, Chinese text. Empty when there are none.
inline std::string said(const std::vector<Finding>& findings) {
  std::string out;
  for (const auto& finding : findings) {
    out += std::string(to_code(finding.severity)) + " " + finding.place + " " + finding.what.zh +
           (finding.what.en.empty() || finding.remedy.zh.empty() ? " NOT COMPLETE" : "") + "\n";
  }
  return out;
}

/// What one rule says in a decision.
inline std::string said(std::string_view rule, const Decision& decision) {
  std::vector<Finding> own;
  for (const auto& finding : decision.findings) {
    if (finding.rule == rule) own.push_back(finding);
  }
  return said(own);
}

}  // namespace kezhuan::test
