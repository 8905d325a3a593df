#pragma once

#include <rapidcheck.h>

#include "unit/income/support.hpp"

/// Any money and what stands around it, for properties of dividing it.
namespace kezhuan::test {

// The tests multiply again what the library multiplied, so they need the same width.
__extension__ typedef __int128 Wide;

inline Money fen(std::int64_t minor) { return Money::of_minor(minor); }

inline std::int64_t any_number(std::int64_t least, std::int64_t most) {
  return *rc::gen::inRange<std::int64_t>(least, most + 1);
}

inline bool one_in(std::int64_t count) { return any_number(1, count) == 1; }

/// Mostly few fen, where rounding shows; sometimes much.
inline Money any_amount(std::int64_t least = 0) {
  return fen(one_in(4) ? any_number(least, 1'000'000'000'000) : any_number(least, 1000));
}

inline CostItem any_cost(std::int64_t receipts) {
  CostItem item;
  item.category = *rc::gen::element(CostCategory::ip_fees, CostCategory::amortisation);
  item.amount = any_amount(1);
  item.from_receipt = any_number(0, receipts);
  return item;
}

/// Costs of any time, some of them taken back later.
inline std::vector<CostItem> any_costs(std::size_t count_of_receipts) {
  const auto receipts = static_cast<std::int64_t>(count_of_receipts);
  std::vector<CostItem> costs;
  for (auto count = any_number(0, 3); count > 0; --count) {
    auto item = any_cost(receipts);
    costs.push_back(item);
    if (!one_in(4)) continue;
    item.amount = -item.amount;
    item.from_receipt = any_number(item.from_receipt, receipts);
    costs.push_back(item);
  }
  return costs;
}

/// Terms of the consensus formula for up to four people, with no other owner yet.
inline IncomeTerms any_terms_of_one_owner() {
  IncomeTerms terms;
  terms.reward_ratio = Ratio(any_number(0, 12), 12);
  terms.base = *rc::gen::element(RewardBase::net_income, RewardBase::gross_income);
  terms.recovery = *rc::gen::element(CostRecovery::first, CostRecovery::pro_rata);
  terms.ownership =
      *rc::gen::element(OwnershipMode::stacked, OwnershipMode::ownership_replaces_reward);
  if (terms.recovery == CostRecovery::pro_rata) terms.expected_income = any_amount(1);
  for (auto count = any_number(1, 4); count > 0; --count) {
    terms.people.push_back({person(static_cast<int>(count)), Ratio(any_number(1, 9))});
  }
  return terms;
}

/// One set of terms and all costs known from the start, so that only cumulative figures count.
template <class Entries>
void make_plain(Entries& entries, std::vector<CostItem>& costs) {
  for (auto& entry : entries) entry.terms = 0;
  for (auto& item : costs) item.from_receipt = 0;
}

/// As if the receipt had never been.
template <class Entries>
void take_out(Entries& entries, std::vector<CostItem>& costs, std::size_t receipt) {
  entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(receipt));
  for (auto& item : costs) {
    if (item.from_receipt > static_cast<std::int64_t>(receipt)) --item.from_receipt;
  }
}

}  // namespace kezhuan::test
