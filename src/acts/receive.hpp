#pragma once

#include "kezhuan/acts/state.hpp"
#include "kezhuan/model/transfer.hpp"

namespace kezhuan {

/// Counts what is left of a receipt towards the payment it now names, and no longer towards the one
/// it named before.
void count_towards(State& state, const Receipt& before, const Receipt& after);

/// Puts a receipt on record: with its contract, the payment it settles and its case.
Id<Receipt> take_in(State& state, Receipt receipt);

}  // namespace kezhuan
