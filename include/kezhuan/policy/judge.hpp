#pragma once

#include "kezhuan/core/ids.hpp"
#include "kezhuan/policy/question.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// What may come of an act: the findings, and what recording it would store.
struct Judgement {
  Decision decision;  ///< every finding
  Outcome outcome;    ///< meaningful only when the decision does not refuse
};

/// Resolves the act's references (REG-01), judges preconditions (REG-02 to REG-06), works out the
/// outcome, evolves `candidate` and asks every rule that guards the act.
///
/// `candidate` is over the present state and holds the act's effect afterwards; it is the caller's
/// to commit (only if not refused) or drop. The act's references are resolved in place.
/// Guards in `unasked` are left out: for who only wants to know what the others say.
/// Pure but for `ids`, which makes the id of what the act creates.
Judgement judge(const Surroundings& around, Candidate& candidate, const Envelope& envelope,
                AnyAct& act, IdSource& ids, const std::vector<std::string_view>& unasked = {});

}  // namespace kezhuan
