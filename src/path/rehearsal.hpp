#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/acts/table.hpp"
#include "kezhuan/policy/question.hpp"
#include "kezhuan/policy/transfer_file.hpp"

namespace kezhuan {

/// What would refuse an act today, judged as if it were recorded and then dropped. Left out are
/// house-keeping (REG-) and the rules in `exempt`: they judge what only the real act will state.
/// When the act cannot be worked out, the guards that also speak of the record are asked instead.
std::vector<Finding> rehearse(const Surroundings& around, const State& state,
                              const TransferFile& file, AnyAct act,
                              const std::vector<std::string_view>& exempt);

/// Ids of the rules, each once.
std::vector<std::string> rules_of(const std::vector<Finding>& findings);

}  // namespace kezhuan
