#pragma once

#include <cstdint>

/// Files that kezhuan writes itself, and not through SQLite: this program's `write`, `fsync`,
/// `mkdir` and `rename` stand before the system's, and fail on demand. Not for several threads.
namespace kezhuan::test {

class FaultCalls {
 public:
  /// From the n-th such call on (from 1) every one fails with `error_number`.
  FaultCalls(std::uint64_t n, int error_number);
  FaultCalls(const FaultCalls&) = delete;
  FaultCalls& operator=(const FaultCalls&) = delete;
  ~FaultCalls();

  bool has_failed() const;
};

}  // namespace kezhuan::test
