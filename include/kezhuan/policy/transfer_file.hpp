#pragma once

#include <vector>

#include "kezhuan/model/transfer.hpp"
#include "kezhuan/policy/case_file.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// Everything on record about one transfer case and its achievements, loaded once: what check,
/// next, path and reports share.
///
/// Pointers live as long as the state they were loaded from, and until what they point to is
/// replaced there. Nothing in it is ever null but the ones named so.
struct TransferFile {
  const TransferCase* transfer = nullptr;             ///< which case it is about
  const Institution* own = nullptr;                   ///< whose registry this is
  std::vector<CaseFile> achievements;                 ///< in the order of the case
  std::vector<const Contract*> contracts;             ///< ended ones too
  std::vector<const Receipt*> receipts;               ///< in order of recording
  std::vector<const DistributionPlan*> plans;         ///< of any state
  const DistributionPlan* plan_in_force = nullptr;    ///< may be null
  std::vector<const Payment*> payments;               ///< in order of recording
  std::vector<const Evidence*> evidence;              ///< attached to the case
  std::vector<const Notice*> implementation_notices;  ///< of the current implementation plan
  std::vector<const Notice*> price_notices;           ///< of the current price
  std::vector<const Notice*> plan_notices;            ///< of the plan in force, else the last draft
  std::vector<const Notice*> void_price_notices;      ///< still open, of prices that are void
  const Guide* guide = nullptr;                       ///< in force at the institution; may be null
  std::vector<const Evaluation*> evaluations;         ///< the case is in
  std::vector<const TransferReport*> reports;         ///< the case is in

  /// The latest plan that was not rejected or superseded; nullptr when none.
  const DistributionPlan* current_plan() const;
  /// Is there a contract signed and not ended on that day?
  bool has_live_contract_on(const Date& day) const;
  bool has_investment() const;  ///< some contract brings shares
};

/// @throws Error not_found REG-01
TransferFile load_transfer_file(const State& state, const Id<TransferCase>& transfer);

}  // namespace kezhuan
