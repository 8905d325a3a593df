#pragma once

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "kezhuan/income/scheme_engine.hpp"
#include "kezhuan/model/adopted_scheme.hpp"
#include "kezhuan/model/income.hpp"

/// The consensus formula (C §4.3): net income = receipts − direct cost − indirect cost, at least
/// half of it to the people; exact to the fen.
///
/// **The order.** A receipt is divided in this order:
/// 1. shared direct costs are recovered;
/// 2. what remains goes to the owning institutions by share; what another institution gets is a
///    payable, the own institution has the rest together with the persons who own a share;
/// 3. the own institution's indirect costs are recovered from the own part: distributable income is
///    left, which is net income where no cost is left to recover;
/// 4. persons who own a share get that share of it: owner income;
/// 5. the reward, divided among people by weight: `stacked`, ratio × (distributable income − owner
///    income); `ownership_replaces_reward`, what owner income lacks of ratio × distributable
///    income;
/// 6. the institution keeps the rest.
/// With `gross_income` as base the reward is ratio × the own part of gross instead. It goes before
/// costs, which then can only take what it leaves, and stays within the money there is.
///
/// **Costs.** A cost is recovered from receipts that were not booked when it was recorded, each fen
/// once, over the whole case; what is not recovered is carried (INC-07). It never reduces what was
/// booked before. `first`: as soon as there is money. `pro_rata`: after receipts r of an expected E
/// not more than costs × r / E (rounded down) is due, and everything once r reaches E. Costs taken
/// back after they were recovered come out of the next receipt as a negative recovery.
///
/// **Runs.** Everything is worked out on *cumulative* figures and rounded once, so that many small
/// receipts add up to the same fen as one large one; a receipt's lines are the figures after it
/// less those before it. Figures cumulate over a run: consecutive receipts on the same terms. New
/// terms begin a new run, so they never change what was booked before. A receipt of nothing
/// (refunded in full) is as if it had never been.
///
/// **Rounding** goes top-down: institutions by largest remainder, the own one first; then owners,
/// the institution last; the reward rounds up, as it bears the floor; then people by largest
/// remainder, ties by line order. House default, no legal source.
///
/// **Schemes.** Terms that name an adopted scheme are divided by it instead (scheme_engine.hpp),
/// and their lines tell the pool. What people of a pool get is their reward; a pool of one
/// recipient, off the top or not, is money the institution keeps, and counts in what is divided.
///
/// Pure functions; thread-safe as any.
namespace [[gnu::visibility("default")]] kezhuan {

/// A receipt as it stands (refunds taken off, maybe to zero) and the terms it is divided on.
struct ReceiptEntry {
  Id<Receipt> receipt;    ///< which receipt
  Money amount;           ///< >= 0
  std::size_t terms = 0;  ///< index into `IncomeStory::terms`
  Date date = {};         ///< received; a scheme may count by year or index its thresholds
};

/// Money of a scheme's reserve shared out after a receipt: as much of it as is held then. It is
/// booked with the last receipt that brought money, whose lines still sum to its amount.
struct StoryRelease {
  Id<Receipt> after;  ///< the receipt it follows
  Money amount;       ///< > 0
  Date date = {};     ///< released
};

/// All the money of one case, in the order it was recorded.
struct IncomeStory {
  Id<Institution> own;                               ///< the institution whose registry this is
  std::vector<IncomeTerms> terms;                    ///< of every plan that came in force, in order
  std::vector<CostItem> costs;                       ///< reversals included, as negative amounts
  std::vector<ReceiptEntry> receipts;                ///< in the order they were recorded
  std::map<Id<AdoptedScheme>, Scheme> schemes = {};  ///< all that the terms name
  std::vector<StoryRelease> releases = {};           ///< in the order they were recorded
};

/// How the lines of a receipt came about: cumulative figures of its run, after it.
struct Derivation {
  std::size_t run_start = 0;          ///< index of the first receipt of the run
  Money gross;                        ///< received, refunds taken off
  Money direct_recovered;             ///< direct cost taken out so far
  Money own_part;                     ///< of gross − direct_recovered, without other institutions
  Money indirect_recovered;           ///< own indirect cost taken out so far
  Money distributable;                ///< own_part − indirect_recovered
  Money owner_income;                 ///< of persons who own a share
  Money reward_base;                  ///< what the reward ratio was taken of
  Money reward;                       ///< of all people together
  Money off_the_top;                  ///< before costs; of a scheme
  Money reserved;                     ///< of distributable, held back; of a scheme
  std::vector<SchemeBandPart> bands;  ///< where this receipt fell, by a scheme; not cumulative
  bool operator==(const Derivation&) const = default;
};

/// Lines of every receipt, in order of receipts, and the figures after all of them.
struct Division {
  std::vector<std::vector<BookingLine>> lines;  ///< one vector a receipt, in the order of the story
  std::vector<Derivation> derivations;          ///< one a receipt, in the same order
  IncomeTotals totals;                          ///< after the last receipt
  /// The first that a scheme sets and the figures fail when its last receipt is divided.
  std::optional<Problem> failing_floor = {};
};

/// Divides every receipt in order. Zero lines are left out. The lines of a receipt sum to its
/// amount exactly; the order of people moves nobody by more than a fen (ties go by line order).
/// @throws Error invalid, rule INC-06: mixed currencies, a negative receipt, amounts beyond 64
/// bits,
///         terms that are not there, shares that are negative or exceed the whole; INC-01: pro rata
///         without expected income, costs below zero; INC-02: a reward ratio outside 0 to 1, no
///         weight above zero where there is a reward to divide
/// @rule INC-01, INC-02, INC-06, INC-07
Division divide_income(const IncomeStory& story);

/// The plan: what each would get if `contract_total` were received in full at the present costs,
/// on the day `on`. Its receipt has the nil id; `scheme` is the one the terms name, if they do.
/// @throws as `divide_income`; Error invalid, rule INC-11, place /lines: a pool of the scheme that
///         nobody shares, though only a later band may send money there
/// @rule INC-01, INC-02
Division plan_income(const Id<Institution>& own, const IncomeTerms& terms,
                     std::span<const CostItem> costs, const Money& contract_total,
                     const std::optional<Scheme>& scheme = {}, const Date& on = {});

/// What a correction or refund books, `before` and `after` it: in order of receipts, for each one
/// whose lines are no longer the same, its old lines taken back exactly and its new ones. Both
/// divide the same receipts in the same order, `after` maybe more. Whatever was booked so far then
/// sums to `after`. A line taken back keeps its base and share.
/// @rule INC-06
std::vector<BookingLine> rebook(const Division& before, const Division& after);

/// Somebody's part of an equity reward.
struct EquityPart {
  Id<Person> person;      ///< who
  Ratio weight;           ///< of the reward, as the plan has it
  bool excluded = false;  ///< a principal head: gets none, the others take over the weight (INC-04)
  std::int64_t shares = 0;  ///< whole shares they get
};

/// How the shares of an investment are split.
struct EquityDivision {
  std::vector<EquityPart> people;       ///< in the order given
  std::int64_t people_shares = 0;       ///< theirs together
  std::int64_t institution_shares = 0;  ///< the rest
};

/// Splits whole shares: the people's side rounds up (INC-03), then largest remainder among those
/// not excluded. No cost is deducted.
/// @throws Error invalid, rule INC-04: nobody is left who may hold equity; INC-03: a negative
/// number
///         of shares, a ratio outside 0 to 1; INC-06: a negative weight, weights too fine
/// @rule INC-03, INC-04
EquityDivision divide_equity(std::int64_t shares, const Ratio& reward_ratio,
                             std::vector<EquityPart> people);

}  // namespace kezhuan
