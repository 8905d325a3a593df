#pragma once

#include <vector>

#include "kezhuan/acts/state.hpp"
#include "kezhuan/exchange/journal.hpp"
#include "kezhuan/model/transfer.hpp"

namespace kezhuan {

/// Without the ledger's size and root; `options.transfer_case` is not looked at.
Journal compose_journal(const State& state, const std::vector<Id<TransferCase>>& cases,
                        const JournalOptions& options);

}  // namespace kezhuan
