#pragma once

#include "kezhuan/model/income.hpp"

/// Sums of the figures of a case.
namespace kezhuan {

/// What receipts left to divide after the costs they paid for; net income is less by
/// `shortfall_of`.
inline Money distributable_of(const IncomeTotals& totals) {
  return totals.owner_income + totals.reward + totals.institution;
}

/// Costs due and not recovered that the own institution bears: of shared ones its part.
inline Money shortfall_of(const IncomeTotals& totals) {
  return distributable_of(totals) - totals.net;
}

}  // namespace kezhuan
