#pragma once

#include <optional>
#include <string>

#include "kezhuan/core/node.hpp"
#include "kezhuan/registry/registry.hpp"

namespace kezhuan::cli {

/// The case that `number` names: its own, or that of a contract, receipt, distribution plan, notice
/// or report.
std::optional<Id<TransferCase>> find_case(const State& state, const std::string& number);

/// The first paper usual before signing, or before paying once that is done, that the case lacks
/// (PTH-07); `other` when it lacks none. Nothing when `number` names no case, as `find_case` does.
std::optional<EvidenceKind> missing_paper(const Snapshot& snapshot, const std::string& number);

/// Fills the data of an example with what the record knows of a case: numbers, amounts, people.
/// What it does not know stays as in the example.
/// @param number  what was given: of the case, or of something of it
void fill_from_case(Node& data, const ActType& type, const Snapshot& snapshot,
                    const Id<TransferCase>& transfer, const std::string& number);

/// Fills in who signs an agreement next, which one it supersedes, what another would say, who owns
/// and consents, and who may decide on an achievement.
/// @param number  of the agreement or achievement; another changes nothing
void fill_from_achievement(Node& data, const ActType& type, const Snapshot& snapshot,
                           const std::string& number);

}  // namespace kezhuan::cli
