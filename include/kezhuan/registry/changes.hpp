#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kezhuan/acts/table.hpp"
#include "kezhuan/core/sha256.hpp"
#include "kezhuan/model/kinds.hpp"

/// What happened since another system looked last: the ledger, page by page, in order.
namespace [[gnu::visibility("default")]] kezhuan {

/// Something on record that an act made or named.
struct TouchedItem {
  Kind kind = Kind::achievement;  ///< what it is
  Uuid id;                        ///< of the aggregate
  std::string number;             ///< what people call it now; may be empty (registry settings)
  bool is_new = false;            ///< the act brought it into being

  bool operator==(const TouchedItem&) const = default;
};

/// One entry of the ledger. Personal values are their commitments, as the ledger has them:
/// whoever may see one asks for it by `Snapshot::reveal`.
struct Change {
  std::uint64_t seq = 0;             ///< its place in the ledger, from 1; never changes
  Envelope envelope;                 ///< id of the act, when it happened and was recorded, by whom
  AnyAct act;                        ///< what was done; what it refers to is resolved
  Outcome outcome;                   ///< what followed from it
  std::vector<TouchedItem> touched;  ///< what it made, then what it named, each once
  std::vector<Sha256> erased;        ///< of its personal values those that were erased since
};

/// A page of them.
struct Changes {
  std::vector<Change> entries;  ///< in the order of the ledger, without gaps
  std::uint64_t next = 0;       ///< what `Snapshot::changes` takes to go on behind this page
  bool has_more = false;        ///< there were more when the snapshot was taken
};

/// One line of canonical JSON: seq, id, act, version, happened, recorded, actor, role and legacy
/// where given, touched, data, outcome. A personal value is {"commitment":"…"}, with
/// "erased":true beside it once it is erased.
std::string to_json(const Change& change);

}  // namespace kezhuan
