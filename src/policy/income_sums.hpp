#pragma once

#include <vector>

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

/// The shares of those who own, in their order.
template <class Owner>
std::vector<Ratio> shares_of(const std::vector<Owner>& owners) {
  std::vector<Ratio> shares;
  shares.reserve(owners.size());
  for (const auto& owner : owners) shares.push_back(owner.share);
  return shares;
}

}  // namespace kezhuan
