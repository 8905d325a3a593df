#pragma once

#include <span>
#include <vector>

#include "kezhuan/path/next.hpp"

namespace kezhuan {

/// What may be done for an achievement, most useful first, none twice (PTH-02).
/// @param notes  findings that belong to no link; those that warn call for acts too
std::vector<NextAction> next_actions(const Surroundings& around, const State& state,
                                     const CaseFile& file, std::span<const LinkStatus> links,
                                     const std::vector<Finding>& notes);

}  // namespace kezhuan
