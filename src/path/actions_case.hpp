#pragma once

#include <vector>

#include "kezhuan/path/next.hpp"

namespace kezhuan {

/// What may be done next about a transfer case, most useful first.
/// @param links  of the case, as `link_statuses` gives them
std::vector<NextAction> next_actions(const Surroundings& around, const State& state,
                                     const TransferFile& file,
                                     const std::vector<LinkStatus>& links);

}  // namespace kezhuan
