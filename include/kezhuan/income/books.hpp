#pragma once

#include "kezhuan/income/consensus.hpp"
#include "kezhuan/policy/question.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// The books: terms from the plan, the scheme it names if it does, and the agreements in force;
/// lines from `divide_income`. Stateless; thread-safe. @rule INC-01, INC-03, INC-04, INC-06, INC-11
const IncomeBooks& consensus_books();

/// The act that adopts a scheme: its canonical document, hash and head. Whoever records it judges
/// it. @rule INC-11
AdoptScheme adoption_of(const Scheme& scheme);

}  // namespace kezhuan
