#pragma once

#include "kezhuan/policy/question.hpp"

namespace kezhuan {

/// What is asked about the record of one transfer case as it stands today.
inline Question case_question(const Surroundings& around, const State& state,
                              const TransferFile& file) {
  return {around, state, state, around.today, nullptr, nullptr, nullptr, &file};
}

}  // namespace kezhuan
