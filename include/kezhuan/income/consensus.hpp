#pragma once

#include <span>
#include <vector>

#include "kezhuan/model/income.hpp"

/// The consensus formula (C §4.3): net income = receipts − direct cost − indirect cost, at least
/// half of it to the people; exact to the fen.
///
/// Everything is worked out on *cumulative* figures and rounded once, at the end, so that many
/// small receipts add up to the same fen as one large one; a receipt's lines are the difference
/// between the figures after it and before it. Pure functions; thread-safe as any.
namespace kezhuan {

/// A receipt as it stands (refunds taken off, maybe to zero) and the terms it is divided on.
struct ReceiptEntry {
  Id<Receipt> receipt;
  Money amount;           ///< >= 0
  std::size_t terms = 0;  ///< index into `IncomeStory::terms`
};

/// All the money of one case, in the order it was recorded.
struct IncomeStory {
  Id<Institution> own;
  std::vector<IncomeTerms> terms;
  std::vector<CostItem> costs;
  std::vector<ReceiptEntry> receipts;
};

/// Lines of every receipt, in order of receipts, and the figures after all of them.
struct Division {
  std::vector<std::vector<BookingLine>> lines;  ///< one vector a receipt, in the order of the story
  IncomeTotals totals;
};

/// Divides every receipt in order. Zero lines are left out. The lines of a receipt sum to its
/// amount exactly; the order of people changes nobody's exact share (ties go by line order).
/// @throws Error invalid, rule INC-06: mixed currencies, amounts beyond 64 bits; INC-02: no weight
///         above zero where there is a reward to divide
/// @rule INC-01, INC-02, INC-06, INC-07
Division divide_income(const IncomeStory& story);

/// The plan: what each would get if `contract_total` were received in full at the present costs.
Division plan_income(const Id<Institution>& own, const IncomeTerms& terms,
                     std::span<const CostItem> costs, const Money& contract_total);

/// Somebody's part of an equity reward.
struct EquityPart {
  Id<Person> person;
  Ratio weight;
  bool excluded = false;  ///< a principal head: gets none, the others take over the weight (INC-04)
  std::int64_t shares = 0;
};

struct EquityDivision {
  std::vector<EquityPart> people;  ///< in the order given
  std::int64_t people_shares = 0;
  std::int64_t institution_shares = 0;
};

/// Splits whole shares: the people's side rounds up (INC-03), then largest remainder among those
/// not excluded. No cost is deducted.
/// @throws Error invalid, rule INC-04: nobody is left who may hold equity
/// @rule INC-03, INC-04
EquityDivision divide_equity(std::int64_t shares, const Ratio& reward_ratio,
                             std::vector<EquityPart> people);

}  // namespace kezhuan
