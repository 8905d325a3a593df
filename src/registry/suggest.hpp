#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/acts/table.hpp"
#include "kezhuan/policy/finding.hpp"
#include "registry/sqlite/store.hpp"

namespace kezhuan {

/// What may have been meant by a number that is not on record: the number of whatever has that for
/// its name, else the numbers least different from it, three at most. Empty when none is near.
std::vector<std::string> numbers_like(Store& store, Kind kind, std::string_view written);

/// "Did you mean …?" with the numbers; empty without any.
Text did_you_mean(const std::vector<std::string>& numbers);

/// Adds to the findings of REG-01 what may have been meant.
void suggest_numbers(Store& store, const AnyAct& act, Decision& decision);

}  // namespace kezhuan
