#pragma once

#include <set>
#include <vector>

#include "kezhuan/path/deadline.hpp"
#include "kezhuan/path/next.hpp"
#include "registry/impl.hpp"

namespace kezhuan {

/// What `link_state` and `deadline` hold of one case.
struct CaseRows {
  struct Link {
    std::int64_t number = 0;
    std::string state;
    std::string due_on;  ///< empty: none
    bool operator==(const Link&) const = default;
  };

  Date as_of;
  std::vector<Link> links;
  std::vector<Deadline> deadlines;

  bool operator==(const CaseRows&) const = default;
};

/// As they should be on `as_of`, by the policy of the case.
CaseRows judge_case(Workbench& bench, const State& state, const Id<TransferCase>& transfer,
                    const Date& as_of);

/// As they are in the file; nothing when there are none, or they are of several days.
std::optional<CaseRows> read_case_rows(Store& store, const Id<TransferCase>& transfer);

/// Cases whose rows may be otherwise after what `state` stored.
std::set<Id<TransferCase>> touched_cases(Store& store, const SqlState& state);

/// Cases of which something was due before `today` and that were not judged since.
std::set<Id<TransferCase>> outdated_cases(Store& store, const Date& today);

/// Judges the cases and writes their rows anew. In a write transaction; `state` is flushed first.
void write_case_rows(Workbench& bench, SqlState& state, const std::set<Id<TransferCase>>& cases);

/// The same for every case.
void write_all_case_rows(Workbench& bench, SqlState& state);

/// Compares the rows of every case with what `replayed` adds up to on the day each was judged.
std::vector<Problem> compare_case_rows(Workbench& recorded, const SqlState& replayed);

/// What is to be shown on `today` of cases: overdue duties and whatever falls due up to `until`, by
/// day; only what concerns the person with this number, if one is given.
std::vector<Deadline> read_deadlines(Store& store, const Date& today, const Date& until,
                                     std::string_view person = {});

/// Achievements in no case under way of which something may be to be shown.
std::vector<Id<Achievement>> ending_achievements(Store& store, const Date& today, const Date& until,
                                                 const std::optional<Id<Person>>& person);

}  // namespace kezhuan
