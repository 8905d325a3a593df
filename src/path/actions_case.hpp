#pragma once

#include <vector>

#include "path/case_links.hpp"

namespace kezhuan {

/// What may be done next about a transfer case, most useful first.
std::vector<NextAction> next_actions(const Surroundings& around, const State& state,
                                     const TransferFile& file, const CaseLinks& links);

}  // namespace kezhuan
