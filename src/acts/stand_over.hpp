#pragma once

#include "kezhuan/acts/envelope.hpp"
#include "kezhuan/acts/outcome.hpp"
#include "kezhuan/acts/state.hpp"
#include "kezhuan/acts/table.hpp"

namespace kezhuan {

/// Puts on record one thing a legacy act lacks, with its serial; or, when an earlier act lacked the
/// same, that this one lacks it as well. @rule REG-08
void stand_over(State& state, const Envelope& envelope, const ActType& type, const Outcome& outcome,
                const OutstandingOutcome& lacking);

}  // namespace kezhuan
