#pragma once

#include "kezhuan/policy/question.hpp"

namespace kezhuan {

/// PTH-05: what an upheld objection sent back is not drawn up anew as it was.
void judge_drawn_up_anew(const Question& q, Findings& f);

}  // namespace kezhuan
