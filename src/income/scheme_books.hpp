#pragma once

#include <string_view>
#include <vector>

#include "kezhuan/acts/income_acts.hpp"
#include "kezhuan/acts/state.hpp"
#include "kezhuan/income/scheme.hpp"
#include "kezhuan/policy/question.hpp"

/// What the books need to know of adopted schemes.
namespace kezhuan {

/// Id of the scheme that stands for the terms of a plan without one; none that is adopted has it.
inline constexpr std::string_view reserved_scheme_id = "terms-of-a-plan";

/// The scheme of an adopted document.
Scheme scheme_of(const AdoptedScheme& adopted);

/// What rules ask of an adopted scheme.
SchemeFacts facts_of(const Scheme& scheme);

/// What is wrong with a scheme to adopt. @rule INC-11
std::vector<Problem> check_adoption(const AdoptScheme& act);

/// Completes the terms of a plan by the scheme it names: ratio, base, recovery and ownership are
/// the scheme's, people and teams stand in its pools. `brings_shares`: the case brings shares, of
/// which a scheme with several bands says nothing; the ratio of the act then stands for them.
/// @throws Error invalid, rule INC-11: a pool or team that is not there, a scheme that counts by
///         achievement for a case of several
void apply_scheme(const State& state, const DraftDistribution& act, const Scheme& scheme,
                  bool brings_shares, IncomeTerms& terms);

}  // namespace kezhuan
