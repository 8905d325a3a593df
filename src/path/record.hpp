#pragma once

#include <span>
#include <vector>

#include "kezhuan/path/next.hpp"
#include "kezhuan/policy/case_file.hpp"
#include "kezhuan/policy/question.hpp"

namespace kezhuan {

/// What is asked about the record of one achievement as it stands today.
inline Question record_question(const Surroundings& around, const State& state,
                                const CaseFile& file) {
  return {around, state, state, around.today, nullptr, nullptr, &file, nullptr};
}

/// Editions that show the achievement or came after the first that did, newest first: a notice of
/// any of them may count (DSC-04).
std::vector<const Edition*> editions_of(const State& state, const CaseFile& file);

/// The notice that is open now; nullptr when none.
const Notice* find_open_notice(const State& state, const CaseFile& file);

/// Findings of rules that speak of an achievement without being asked for by a link of its own.
std::vector<Finding> notes_of(const Surroundings& around, const State& state, const CaseFile& file,
                              std::span<const LinkStatus> links);

}  // namespace kezhuan
