#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kezhuan/core/date.hpp"
#include "kezhuan/income/scheme.hpp"

/// Divides income by a scheme, exact to the minor unit.
///
/// **The order.** Each receipt goes through: off the top; shared direct costs; the owning
/// institutions by share; the own institution's indirect costs, which leaves net income; persons
/// who own a share; the reserve; bands to pools; pools to people and units. Costs are recovered as
/// `divide_income` says (consensus.hpp), each fen once, a late cost from later receipts only.
///
/// **Exactness.** Everything is worked out on figures cumulative over a run and rounded once, top
/// down; a receipt's lines are the figures after it less those before it, so a line of -0.01 is
/// legal. The total of the pools that bear the floor rounds up, the rest by largest remainder; then
/// inside each pool largest remainder, ties by the order of the story. What goes off the top rounds
/// down. Gross = off the top + costs + institutions + owners + reserve + pools at every receipt,
/// exactly. Rounding is a house default, no legal source.
///
/// **Runs.** Consecutive receipts on the same terms. Other terms (another scheme version, other
/// weights) begin a new run, so they never change what was divided before.
namespace [[gnu::visibility("default")]] kezhuan {

/// An institution or person that owns a share of the whole.
struct SchemeShare {
  std::string id;  ///< number or id, as the caller likes; only compared
  Ratio share;     ///< 0..1
};

/// Somebody in a pool, a unit as well as a person.
struct SchemePerson {
  std::string id;                 ///< number or id, as the caller likes; only compared
  Ratio weight;                   ///< >= 0; not looked at where the pool is shared equally
  std::string pool;               ///< empty: every pool of people
  std::string team;               ///< of a pool of teams
  std::string achievement;        ///< empty: every achievement
  bool main_contributor = false;  ///< counts for that floor
  bool transfer_staff = false;    ///< counts for that floor
  std::int64_t line = 0;  ///< of the agreement: settles ties of a fen, whatever the order given
};

/// A team of a pool that is shared by teams first.
struct SchemeTeam {
  std::string id;  ///< what its members name
  Ratio weight;    ///< of the pool; >= 0
};

/// A scheme and who takes part. Ties of a fen go by the line of people, then by the order given.
struct SchemeTerms {
  Scheme scheme;                                ///< the rule
  std::optional<Money> expected_income;         ///< required by costs pro rata
  std::vector<SchemeShare> other_institutions;  ///< co-owners, besides the own one
  std::vector<SchemeShare> owners;              ///< persons who own a share
  std::vector<SchemeTeam> teams;                ///< none when no pool has any
  std::vector<SchemePerson> people;             ///< who may share a pool
  std::vector<std::string> achievements;        ///< at most one: nothing to allocate
  std::vector<std::vector<Ratio>> schedules;    ///< weights of the achievements; none: equal ones
};

/// Money that came, or a release of the reserve.
struct SchemeEntry {
  /// Money that came, or reserve set free.
  enum class Kind { receipt = 1, release = 2 };

  std::string id;             ///< of the receipt or release
  Date date;                  ///< received or released
  Money amount;               ///< >= 0; of a receipt refunds are taken off
  Kind kind = Kind::receipt;  ///< which of the two
  std::size_t terms = 0;      ///< index into the terms
  std::size_t schedule = 0;   ///< index into `SchemeTerms::schedules`
};

/// All the money of one case in the order it was recorded.
struct SchemeStory {
  std::vector<SchemeTerms> terms;    ///< in the order they came in force
  std::vector<CostItem> costs;       ///< `from_receipt` counts receipts, not releases
  std::vector<SchemeEntry> entries;  ///< in the order recorded
  std::optional<Date> signed_on;     ///< nothing is received before
};

/// The step of the order a part of the income leaves at.
enum class SchemeStep {
  off_the_top = 1,
  direct_cost = 2,
  other_institution = 3,
  indirect_cost = 4,
  owner_income = 5,
  reserve = 6,
  pool = 7,
};

template <>
struct EnumTable<SchemeStep> {
  using E = SchemeStep;
  static constexpr std::array table = {
      EnumEntry<E>{E::off_the_top, "off_the_top", {"先提", "off the top"}},
      EnumEntry<E>{E::direct_cost, "direct_cost", {"收回直接成本", "direct cost recovered"}},
      EnumEntry<E>{E::other_institution,
                   "other_institution",
                   {"应付共有机构", "payable to a co-owning institution"}},
      EnumEntry<E>{E::indirect_cost, "indirect_cost", {"收回间接成本", "indirect cost recovered"}},
      EnumEntry<E>{E::owner_income, "owner_income", {"所有权收益", "owner income"}},
      EnumEntry<E>{E::reserve, "reserve", {"留存准备", "held in reserve"}},
      EnumEntry<E>{E::pool, "pool", {"分配", "shared out"}},
  };
};

/// One place money can go to under some terms. Always the same ones in the same order.
struct SchemeSlot {
  SchemeStep step = SchemeStep::pool;  ///< where it leaves the income
  std::string pool;                    ///< of off_the_top and pool
  std::string party;                   ///< person, unit or institution; empty: the pool itself
  std::string team;                    ///< where there are teams
  std::string achievement;             ///< where there are several
  Ratio share{1};                      ///< of what it is divided from: pool, team, whole
  bool is_reward = false;              ///< counts as reward
  bool operator==(const SchemeSlot&) const = default;
};

/// A part of one receipt.
struct SchemeLine {
  std::uint32_t slot = 0;  ///< index into the slots of its terms
  std::int64_t minor = 0;  ///< minor units
  bool operator==(const SchemeLine&) const = default;
};

/// What of an entry fell into one band: the income its shares are of.
struct SchemeBandPart {
  std::string achievement;     ///< where each has bands of its own
  std::size_t band = 0;        ///< place in the table, from 0
  Money from;                  ///< the thresholds of the day
  std::optional<Money> up_to;  ///< absent: the last band, which has no end
  Money amount;                ///< that fell into it
  bool operator==(const SchemeBandPart&) const = default;
};

/// How the lines came about: figures cumulative over the run.
struct SchemeFigures {
  Money gross;               ///< received, refunds taken off
  Money off_the_top;         ///< taken before anything else
  Money direct_recovered;    ///< direct cost taken out so far
  Money own_part;            ///< of what is left, without other institutions
  Money indirect_recovered;  ///< own indirect cost taken out so far
  Money distributable;       ///< own_part - indirect_recovered: what there is to divide
  Money net;                 ///< net income: distributable less `shortfall`; may be negative
  Money owner_income;        ///< of persons who own a share
  Money reserved;            ///< held back, not released yet
  Money distributed;         ///< to the pools: distributable - owner_income - reserved
  Money banded;              ///< what the bands measured
  Money reward;              ///< pools that bear the floor, off the top included
  Money floor_base;          ///< what the floor of the reward is tested on
  bool operator==(const SchemeFigures&) const = default;
};

/// Divides receipt after receipt in constant memory. Not thread-safe; one a case.
class SchemeEngine {
 public:
  explicit SchemeEngine(Currency currency = {});  ///< all amounts must be in this currency
  ~SchemeEngine();
  SchemeEngine(SchemeEngine&&) noexcept;
  SchemeEngine& operator=(SchemeEngine&&) noexcept;

  /// Makes terms ready for use; the first ones have index 0.
  /// @throws Error invalid: all `check_scheme` finds; INC-06: negative or too fine weights, shares
  ///         over the whole, people in pools, teams or achievements that are not there, another
  ///         currency, a scheme of the same id and version with other content; INC-01: pro rata
  ///         without expected income
  std::size_t add_terms(const SchemeTerms& terms);

  /// Where money can go under terms `index`.
  const std::vector<SchemeSlot>& slots(std::size_t index) const;

  /// From the next receipt on. What reverses another has its negative amount.
  /// @throws Error invalid, rule INC-01: costs below zero; INC-06: another currency, out of range
  void add_cost(const CostItem& cost);

  /// The lines of a receipt or release, none of zero; valid until the next call.
  /// @throws Error invalid, rule INC-06: a negative amount, another currency, terms or schedule
  ///         that are not there, out of range, a release above the reserve, terms with a reserve
  ///         that was not released before other terms begin; INC-02: nobody to share a pool
  std::span<const SchemeLine> take(const SchemeEntry& entry);

  /// Of the present run; those of no run are zero.
  SchemeFigures figures() const;

  /// The bands the last entry fell into. Worked out when asked for.
  std::vector<SchemeBandPart> bands() const;

  /// The floor that the cumulative figures fail, with the numbers: of the present terms, or one
  /// that earlier terms failed and nothing since has made up for. What earlier terms gave counts
  /// for the present ones, never against them: those had floors of their own. Main
  /// contributors and transfer staff may lack what rounding takes, less than a fen a person.
  /// @rule INC-02
  std::optional<Problem> find_failing_floor() const;

  /// Titles of the pools that terms `index` send money to and nobody shares, whatever the band.
  std::vector<Text> find_unshared(std::size_t index) const;

  /// What is legal and yet ought to be looked at: rewards above net income, owner income besides
  /// the reward, costs not counted, unrecovered costs.
  std::vector<Text> warnings() const;

  Money unrecovered() const;  ///< costs that count, not recovered so far
  /// Of these what is due by now; of shared ones the own part. It makes net income smaller.
  Money shortfall() const;

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

/// Lines of every entry, in order.
struct SchemeDivision {
  std::vector<std::vector<SchemeSlot>> slots;      ///< one vector a terms
  std::vector<std::size_t> terms;                  ///< one an entry
  std::vector<std::vector<SchemeLine>> lines;      ///< one vector an entry
  std::vector<SchemeFigures> figures;              ///< one an entry, after it
  std::vector<std::vector<SchemeBandPart>> bands;  ///< one vector an entry
  std::optional<Problem> failing_floor;            ///< the first that failed, if any
  std::vector<Text> warnings;  ///< as `SchemeEngine::warnings`, after the last entry
  Money unrecovered;           ///< costs that count, not recovered at the end
  Currency currency;           ///< of all amounts

  /// What a line of an entry is of.
  const SchemeSlot& slot(std::size_t entry, const SchemeLine& line) const {
    return slots[terms[entry]][line.slot];
  }
};

/// Divides a story, and tells of a floor that fails instead of refusing.
/// @throws Error invalid: as `SchemeEngine`; INC-06: a receipt before the contract was signed
SchemeDivision simulate_scheme(const SchemeStory& story);

/// The same, refusing what fails a floor.
/// @throws Error invalid: as `simulate_scheme`; INC-02: a floor fails, with the numbers
SchemeDivision divide_by_scheme(const SchemeStory& story);

/// Takes `amount` off the receipt `id`.
/// @throws Error not_found: no such receipt; invalid, rule INC-06: more than the receipt
void refund(SchemeStory& story, std::string_view id, const Money& amount);

/// A line together with what it is of.
struct SchemeRebooking {
  std::size_t entry = 0;  ///< index of the entry whose lines changed
  SchemeSlot slot;        ///< what it is of
  Money amount;           ///< negative when taken back
};

/// What a correction books: for each entry whose lines changed its old lines taken back exactly
/// and its new ones, in order. `after` divides the same entries, maybe more.
/// @rule INC-06
std::vector<SchemeRebooking> rebook(const SchemeDivision& before, const SchemeDivision& after);

/// What somebody is owed and gets now.
struct SchemePayment {
  Money due;       ///< entitled less paid so far; negative when too much was paid
  Money paid_now;  ///< never negative
  Money carried;   ///< below the minimum, for want of money, or below zero: netted with the next
};

/// Payments by the rule from what each is entitled to and was paid: nothing below the minimum,
/// never more than `available` in all (in order of the list), never a negative payment.
/// More paid than entitled is carried as a negative.
/// @throws Error invalid, rule INC-06: lists of different length
std::vector<SchemePayment> plan_payments(const SchemePayments& rule,
                                         std::span<const Money> entitled,
                                         std::span<const Money> paid, const Money& available);

/// "33.33%" of two amounts of one currency, to the nearest hundredth; "–" of nothing. For people:
/// what is tested is tested on the amounts.
std::string percent_text(const Money& part, const Money& whole);

/// The last day to pay what a receipt brought; nothing if the scheme has no deadline.
std::optional<Date> payment_deadline(const SchemePayments& rule, const Date& received_on);

}  // namespace kezhuan
