#pragma once

#include <string>
#include <string_view>

#include "kezhuan/acts/table.hpp"

namespace kezhuan {

/// For what the program wrote itself: it was bounded on its way in.
inline constexpr ParseLimits stored_limits{std::size_t{1} << 30U, 64};

/// What one ledger entry says, read back.
struct Entry {
  std::uint64_t seq = 0;
  Envelope envelope;
  AnyAct act;
  Outcome outcome;
  Sha256 policy;
  Sha256 calendar;
};

/// The canonical JSON of an entry: these bytes are hashed and never change.
std::string write_entry(std::uint64_t seq, const Envelope& envelope, const AnyAct& act,
                        const Outcome& outcome, const Sha256& policy, const Sha256& calendar);

/// Reads an entry we wrote; an older version of an act would be brought up to date here.
/// @throws Error integrity  it is no entry, or of an act or version unknown to this program
Entry read_entry(std::string_view json);

}  // namespace kezhuan
