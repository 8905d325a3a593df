#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/wide.hpp"
#include "income/scheme_bands.hpp"
#include "income/scheme_split.hpp"
#include "kezhuan/income/scheme_engine.hpp"

/// Terms made ready for use: a slot for everything money can go to, and how to get there.
namespace kezhuan {

/// Weights of the achievements by schedule, over one total, so that they can be mixed exactly.
struct Schedules {
  std::vector<std::vector<std::int64_t>> weights;
  std::int64_t total = 1;
};

/// What each achievement has of an amount that came in steps, each by a schedule of its own.
class ScheduleCount {
 public:
  explicit ScheduleCount(const Schedules& schedules);

  /// The parts of `amount`, all there is so far.
  std::span<const std::int64_t> advance(std::int64_t amount, std::size_t schedule);

 private:
  const Schedules* schedules_;
  std::int64_t amount_ = 0;
  std::vector<Int128> exact_;
  std::vector<std::int64_t> parts_;
  std::vector<std::int64_t> remainders_;
};

/// How the money of one pool goes to its slots. Holds what it needs to do so without allocating,
/// and what several achievements got so far: a run works on a copy.
class PoolTree {
 public:
  PoolTree() = default;

  /// Sets the slots below it to their parts of `amount`, all there is so far.
  /// @throws Error invalid, rule INC-02: nobody to share it
  void give(std::int64_t amount, std::size_t schedule, std::span<std::int64_t> slots);
  /// Whether whatever it is given finds somebody.
  bool is_shared() const;

 private:
  friend class TreeBuilder;

  void give_below(std::span<const std::int64_t> parts, std::size_t schedule,
                  std::span<std::int64_t> slots);
  [[noreturn]] void throw_nobody() const;

  Text title_;
  std::size_t first_slot_ = 0;  // of a tree without branches
  Splitter splitter_;           // empty and by achievement: `achievements_` splits
  std::vector<ScheduleCount> achievements_;
  std::vector<PoolTree> branches_;
  std::vector<std::int64_t> parts_;
};

/// One count of cumulative income: of the case, or of one achievement.
struct Stream {
  BandCount bands;
  std::vector<PoolTree> pools;  ///< in the order of the scheme
};

struct TopEntry {
  std::optional<Ratio> share;
  std::int64_t first = 0;
  bool rounds_up = false;
  bool lowers_floor = false;
  PoolTree tree;
};

/// Whether costs of a category are taken out: those the scheme names, or all.
bool counts(const Scheme& scheme, CostCategory category);

class SchemeProgram {
 public:
  /// @throws Error invalid: as `SchemeEngine::add_terms`
  SchemeProgram(const SchemeTerms& terms, Currency currency);
  SchemeProgram(const SchemeProgram&) = delete;
  SchemeProgram& operator=(const SchemeProgram&) = delete;

  const SchemeTerms& terms() const { return terms_; }
  const Scheme& scheme() const { return terms_.scheme; }
  bool counts(CostCategory category) const;
  bool is_of_gross() const { return scheme().bands.base == RewardBase::gross_income; }
  bool replaces_reward() const;
  /// Titles of the pools that money may come to and nobody shares.
  std::vector<Text> find_unshared() const;

  std::vector<SchemeSlot> slots;
  std::size_t direct_slot = 0;
  std::size_t institutions_slot = 0;  ///< the first of them
  std::size_t indirect_slot = 0;
  std::size_t owners_slot = 0;  ///< the first of them
  std::size_t reserve_slot = 0;
  std::vector<std::size_t> main_contributor_slots;
  std::vector<std::size_t> transfer_staff_slots;
  std::vector<std::size_t> reward_slots;

  std::vector<TopEntry> top;
  Splitter institutions;  ///< the own one, then the others
  Splitter owners;        ///< of the own part: persons, then the institution
  std::unique_ptr<const BandTable> bands;
  Schedules schedules;
  std::vector<Stream> streams;
  std::vector<std::size_t> reward_pools;  ///< places in the scheme of pools that bear the floor
  std::vector<std::size_t> other_pools;

 private:
  void add_slot(SchemeStep step, const std::string& party, const Ratio& share);
  void add_top();
  void add_institutions();
  void add_owners();
  void add_streams();
  void find_slots();

  SchemeTerms terms_;
};

/// @throws Error invalid: what of terms does not suit their scheme
void check_terms(const SchemeTerms& terms, Currency currency);

}  // namespace kezhuan
