#pragma once

#include <optional>

#include "kezhuan/policy/question.hpp"

/// What REG-02 (the record is in a state for the act) and REG-04 (dates in order) ask of acts about
/// transfer cases. House rules, no legal source.
namespace kezhuan {

/// The latest day on record of what the act builds on, with what it is.
struct Base {
  Date day;
  Text what;
};

/// Adds what REG-02 finds. After it found nothing, `evolve` may rely on the parts being there.
void reg_02_cases(const Question& q, Findings& f);

/// What an act about a case may not come before; nothing when it is not about one.
std::optional<Base> base_of_case(const Question& q);

}  // namespace kezhuan
