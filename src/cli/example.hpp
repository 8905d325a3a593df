#pragma once

#include <string>

#include "kezhuan/registry/registry.hpp"

/// Acts as people meet them: a filled-in one to edit, and the achievement one is about.
namespace kezhuan::cli {

/// A filled-in submission of one type as indented JSON, happened on `day`.
///
/// A `number` that is given stands for what the act is about: the achievement if it names one,
/// else what it puts on record, else the first thing it refers to. The number of an achievement
/// then stands for its agreement, application and so on; what it has none of stays as in the
/// example. The number of a transfer case, or of something of one, fills in what is known of it.
/// @throws Error invalid: the act refers to nothing
std::string example_text(const ActType& type, const Date& day, const std::string& number,
                         const Snapshot* snapshot);

/// The first kind of evidence that an achievement or a transfer case lacks; `other` when it lacks
/// none, or is not on record.
EvidenceKind missing_evidence(const Snapshot& snapshot, const std::string& number);

/// Number of the achievement an act concerned; empty when there is none, or several.
std::string achievement_of(const Snapshot& snapshot, const AnyAct& act, const Recorded& recorded);

}  // namespace kezhuan::cli
