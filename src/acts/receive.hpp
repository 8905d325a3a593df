#pragma once

#include "kezhuan/acts/state.hpp"
#include "kezhuan/model/transfer.hpp"

namespace kezhuan {

/// Puts a receipt on record: with its contract, the payment it settles and its case.
Id<Receipt> take_in(State& state, Receipt receipt);

}  // namespace kezhuan
