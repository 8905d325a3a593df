#pragma once

#include <cstdint>
#include <filesystem>
#include <random>
#include <string>

/// A disk that fails on demand, between SQLite and the real one.
///
/// While a `FaultVfs` lives it is SQLite's default, so that the registry meets it unknowingly. It
/// passes everything on, and meanwhile
///  - counts what changes a file (writes, truncations, syncs), to fail the n-th and all after it
///    as a full or a broken disk does;
///  - remembers what was not synced yet, to say what a disk may hold after the power was cut.
/// A registry and the thread it writes on may share it; `FaultVfs` itself is for one thread.
namespace kezhuan::test {

/// `no_index`: there is no room for the index in shared memory, which readers need as well.
enum class Fault { disk_full, write_error, sync_error, no_index };

class FaultVfs {
 public:
  FaultVfs();
  FaultVfs(const FaultVfs&) = delete;
  FaultVfs& operator=(const FaultVfs&) = delete;
  ~FaultVfs();

  /// From the n-th change on (from 1) every change of the kind fails.
  void fail_from(std::uint64_t n, Fault fault);
  /// Everything works again.
  void mend();
  /// Changes asked for since `fail_from` or `mend`.
  std::uint64_t changes() const;
  /// True when a change failed since `fail_from`.
  bool has_failed() const;
  /// True when the first to fail was asked for by another thread than called `fail_from`.
  bool has_failed_behind() const;

  /// Writes to `target` what the disk may hold of the folder `source` if the power is cut now.
  ///
  /// Of what was not synced each sector is there, is not, or (one in 16) is noise within what was
  /// being written, as `random` has it. Logs that were never synced may be missing altogether; the
  /// index in shared memory is gone.
  void cut_power(const std::filesystem::path& source, const std::filesystem::path& target,
                 std::mt19937& random) const;
};

}  // namespace kezhuan::test
