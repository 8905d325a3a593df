#pragma once

#include "kezhuan/acts/state.hpp"
#include "kezhuan/model/contract.hpp"
#include "kezhuan/model/transfer.hpp"

namespace kezhuan {

/// The contract alive on that day that the talks under way led to; nullptr when there is none.
inline const Contract* find_contract_of_talks(const State& state, const TransferCase& c,
                                              const Date& on) {
  const auto* talks = c.negotiation();
  if (talks == nullptr) return nullptr;
  for (const auto& id : c.contracts) {
    const auto& contract = state.get(id);
    const bool is_theirs = talks->transferee ? talks->transferee->target() == contract.transferee
                                             : contract.signed_on >= talks->recorded_on;
    if (is_theirs && contract.is_live_on(on)) return &contract;
  }
  return nullptr;
}

}  // namespace kezhuan
