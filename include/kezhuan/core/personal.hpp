#pragma once

#include <optional>
#include <string>

#include "kezhuan/core/sha256.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// A value about a natural person (a name, say) that must be erasable without breaking the ledger.
///
/// In the ledger and the tables only its salted commitment stands; the value itself lives in the
/// registry's vault and is filled in when somebody reads it. After erasure only the commitment
/// remains and `value` is empty.
struct Personal {
  std::string value;                 ///< the value; empty when it is sealed or erased
  std::optional<Sha256> commitment;  ///< SHA-256(salt ‖ value), once it is on the ledger

  /// True when the value is gone and only the commitment is left.
  bool is_sealed() const { return value.empty() && commitment.has_value(); }
  bool operator==(const Personal&) const = default;
};

}  // namespace kezhuan
