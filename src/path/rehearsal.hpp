#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/acts/table.hpp"
#include "kezhuan/policy/question.hpp"
#include "kezhuan/policy/transfer_file.hpp"

namespace kezhuan {

/// The registry's own rules: what they ask, only the real act will state.
inline bool is_house_keeping(std::string_view rule) { return rule.starts_with("REG-"); }

/// A rule about the record whose answer is known, so that it need not be asked again.
struct KnownRule {
  std::string_view rule;
  bool refuses = false;
  const Finding* like = nullptr;  ///< what it says of the record; nullptr: nobody needs it
};

/// What would refuse an act today, judged as if it were recorded and then dropped. Left out are
/// house-keeping and the rules in `exempt`: they judge what only the real act will state.
/// `known` rules that guard the act are not asked; of those that refuse only rule, text and acts
/// that mend it are given.
/// When the act cannot be worked out, the guards that also speak of the record are asked instead.
std::vector<Finding> rehearse(const Surroundings& around, const State& state,
                              const TransferFile& file, AnyAct act,
                              const std::vector<std::string_view>& exempt,
                              const std::vector<KnownRule>& known);

/// Ids of the rules, each once.
std::vector<std::string> rules_of(const std::vector<Finding>& findings);

}  // namespace kezhuan
