#pragma once

#include <vector>

#include "kezhuan/acts/state.hpp"
#include "kezhuan/income/consensus.hpp"

namespace kezhuan {

/// A receipt as it stands, or once stood, and the plan that divides it.
struct StandingReceipt {
  Id<Receipt> receipt;
  Money amount;
  Id<DistributionPlan> plan;
};

/// The money of a case as a story: these receipts, in the order they were recorded, with all the
/// costs of the case and what was released of reserves up to `until`.
IncomeStory story_of(const State& state, const TransferCase& c,
                     const std::vector<StandingReceipt>& receipts,
                     const std::optional<Date>& until = {});

}  // namespace kezhuan
