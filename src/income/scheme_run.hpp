#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "income/scheme_program.hpp"

namespace kezhuan {

/// Minor units of two kinds of cost.
struct CostAmounts {
  std::int64_t direct = 0;
  std::int64_t indirect = 0;
  bool operator==(const CostAmounts&) const = default;
};

/// How much of one kind of cost was recovered, over the whole case (INC-01, INC-07).
///
/// Within a segment, while neither costs nor terms change, it depends on cumulative figures alone,
/// not on how many receipts they came in. A new segment cannot reach what was booked before.
struct CostRecovered {
  std::int64_t recovered = 0;
  std::int64_t before = 0;  // the segment
  std::int64_t spent = 0;   // what was available when the segment began

  /// Other costs or other terms count from now on; the money `available` so far is spoken for.
  void begin_segment(std::int64_t available);
  /// @param recorded   all there is to recover
  /// @param due        what of it may be recovered by now
  /// @param available  money it may come from, cumulative over the run
  void advance(std::int64_t recorded, std::int64_t due, std::int64_t available);
};

/// What was recovered of the costs of a case.
struct CaseCosts {
  CostRecovered direct;
  CostRecovered indirect;
};

/// Cumulative figures of a run, in minor units.
struct RunFigures {
  std::int64_t gross = 0;
  std::int64_t off_the_top = 0;
  std::int64_t keeps_floor = 0;  // of off_the_top, what does not lower the floor's base
  std::int64_t direct = 0;
  std::int64_t own = 0;
  std::int64_t indirect = 0;
  std::int64_t distributable = 0;
  std::int64_t owner_income = 0;
  std::int64_t held = 0;  // for the reserve, before releases
  std::int64_t released = 0;
  std::int64_t distributed = 0;
  std::int64_t banded = 0;
};

/// What the floors are tested on.
struct FloorSums {
  std::int64_t base = 0;
  std::int64_t reward = 0;
  std::int64_t main_contributors = 0;
  std::int64_t transfer_staff = 0;

  FloorSums& operator+=(const FloorSums& other);
};

/// Consecutive receipts on the same terms.
class SchemeRun {
 public:
  /// @param costs  of the case; outlives the run
  SchemeRun(const SchemeProgram& program, std::size_t index, CaseCosts& costs);

  std::size_t index() const { return index_; }
  const SchemeProgram& program() const { return *program_; }
  const RunFigures& figures() const { return figures_; }
  const CostAmounts& recorded() const { return recorded_; }
  std::int64_t reserved() const { return figures_.held - figures_.released; }

  /// Other costs count from now on.
  void begin_segment(const CostAmounts& recorded);
  /// More money. `case_gross`: of the whole case, this receipt included.
  void receive(const SchemeEntry& receipt, std::int64_t case_gross);
  void release(const SchemeEntry& entry);

  /// What changed since the last call.
  std::span<const SchemeLine> take_lines();

  const std::vector<Stream>& streams() const { return streams_; }
  FloorSums floor_sums() const;
  std::int64_t reward() const;
  std::int64_t floor_base() const;
  /// What is due and not recovered; of shared costs the own part.
  std::int64_t shortfall(const CostAmounts& recorded, std::int64_t case_gross) const;

 private:
  std::int64_t take_top(std::size_t schedule);
  std::int64_t due(std::int64_t recorded, std::int64_t case_gross) const;
  std::int64_t cost_cap() const;
  std::int64_t available_for_direct();
  std::int64_t available_for_indirect();
  std::int64_t own_of(std::int64_t shared) const;
  std::int64_t owners_of(std::int64_t own) const;
  std::int64_t reward_of_gross(std::int64_t gross);
  void split_institutions();
  void recover_direct(std::int64_t case_gross);
  void recover_indirect(std::int64_t case_gross);
  void split_owners();
  void hold_reserve();
  void share_out(const SchemeEntry& entry);
  void share_out(Stream& stream, std::int64_t position, std::int64_t money, std::int64_t deduct,
                 std::size_t schedule);
  void give(Stream& stream, const std::vector<std::size_t>& pools, std::int64_t expected,
            std::int64_t amount, std::size_t schedule);
  std::int64_t sum_of(const std::vector<std::size_t>& slots) const;

  const SchemeProgram* program_;
  std::size_t index_;
  CaseCosts* costs_;
  CostAmounts recovered_before_;  // the run, of the case
  CostAmounts recorded_;
  RunFigures figures_;
  std::vector<TopEntry> top_;
  std::vector<Stream> streams_;
  std::vector<ScheduleCount> positions_;  // by achievement; none for one stream
  std::vector<ScheduleCount> moneys_;
  mutable Splitter institutions_;
  mutable Splitter owners_;
  std::vector<std::int64_t> now_;
  std::vector<std::int64_t> before_;
  std::vector<SchemeLine> lines_;
  mutable std::vector<std::int64_t> parts_;
  std::vector<Int128> numerators_;
  std::vector<std::int64_t> amounts_;
  std::vector<std::int64_t> remainders_;
};

}  // namespace kezhuan
