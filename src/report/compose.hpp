#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "kezhuan/acts/state.hpp"
#include "kezhuan/report/disclosure_list.hpp"

namespace kezhuan {

/// Contents by the hash they were frozen under.
using FrozenContents = std::map<Sha256, ApplicationContent>;

/// What composing a list needs beside the edition itself.
struct ListSources {
  const State& state;
  std::function<std::string(const Personal&)> reveal;
  /// Finds what entries showed that were revised since. Called at most once, never with none.
  std::function<FrozenContents(const std::vector<EditionEntry>&)> find_frozen;
};

/// An edition with its difference from the previous one, in the rendering asked for; without the
/// ledger's size and root. @throws Error integrity: a frozen content was not found
DisclosureList compose_list(const ListSources& sources, const Id<Edition>& edition,
                            const ReportOptions& options);

/// @throws Error integrity
EditionDifference compose_difference(const ListSources& sources, const Id<Edition>& before,
                                     const Id<Edition>& after, const ReportOptions& options);

/// The hash an edition gives an entry with this content.
Sha256 frozen_hash(const State& state, const EditionEntry& entry,
                   const ApplicationContent& content);

/// Counts what the list's charts show, from its entries as they stand.
void count_entries(DisclosureList& list);

}  // namespace kezhuan
