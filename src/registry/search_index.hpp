#pragma once

#include <vector>

#include "kezhuan/acts/state.hpp"
#include "registry/sqlite/store.hpp"

namespace kezhuan {

/// Brings the index up to date with aggregates just written to their tables. In a write
/// transaction. Costs little for one whose words are what they were.
void write_search_rows(Store& store, const std::vector<AggregateKey>& written,
                       const StoredValues& values);

/// Differences between the indexes of two files, one problem an aggregate.
void compare_search(Store& recorded, Store& replayed, std::vector<Problem>& problems);

}  // namespace kezhuan
