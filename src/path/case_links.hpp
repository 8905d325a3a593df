#pragma once

#include <span>
#include <vector>

#include "kezhuan/path/deadline.hpp"
#include "kezhuan/path/next.hpp"

namespace kezhuan {

/// The ten links of a case, and what links 1 and 2 were merged from.
struct CaseLinks {
  std::vector<LinkStatus> links;
  std::size_t shared = 0;  ///< how many of them, the first, belong to achievements
  std::vector<std::vector<LinkStatus>> merged;  ///< of each of several achievements, in order
  std::vector<Deadline> deadlines;              ///< by which they were judged

  /// Links 1 and 2 of one achievement of the case. While the case goes on, that is what a single
  /// one's links are.
  std::span<const LinkStatus> of_achievement(std::size_t index) const {
    if (!merged.empty()) return merged[index];
    return std::span(links).first(shared);
  }

  /// True when this link lacks nothing, of no achievement.
  bool is_met(std::int64_t number) const;
};

CaseLinks case_links(const Surroundings& around, const State& state, const TransferFile& file);

}  // namespace kezhuan
