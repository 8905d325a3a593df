#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

#include "kezhuan/core/error.hpp"
#include "kezhuan/core/limits.hpp"
#include "kezhuan/core/progress.hpp"
#include "kezhuan/core/sha256.hpp"

namespace kezhuan {

/// Evidence files by the hash of their content, in `<registry>.files/ab/cdef…` beside the registry.
///
/// A file is there complete or not at all, is never changed, and the same content is kept once.
/// Nothing is made on disk before the first `put`. Threads and processes may put at once; a
/// single object holds no state and may be shared.
class EvidenceStore {
 public:
  /// Largest file taken.
  static constexpr std::uint64_t default_limit = limits::evidence_bytes;

  explicit EvidenceStore(const std::filesystem::path& registry,
                         std::uint64_t limit = default_limit);

  const std::filesystem::path& directory() const { return directory_; }

  /// Takes in a copy of a file.
  /// @throws Error invalid  not a regular file, or larger than the limit
  /// @throws Error storage  cannot be read, or the copy cannot be written
  Sha256 put(const std::filesystem::path& file) const;
  Sha256 put_bytes(std::string_view content) const;

  std::filesystem::path path_of(const Sha256& hash) const;
  bool has(const Sha256& hash) const;
  /// Whether the file is there and still has this hash; reads all of it.
  /// @throws Error storage  it is there and cannot be read
  bool is_intact(const Sha256& hash) const;
  /// Hashes of all evidence files, sorted; what is none is passed over.
  std::vector<Sha256> all() const;

  /// Hashes every file again and names those that changed, cannot be read or do not belong.
  /// A file missing altogether is found by whoever knows which should be there: see `has`.
  std::vector<Problem> verify_all(const Progress& progress = {}) const;

  /// Copies every file to the evidence directory of another registry, verifying each.
  /// @throws Error integrity  a file's content does not match its hash
  void copy_all_to(const EvidenceStore& other, const Progress& progress = {}) const;

 private:
  std::filesystem::path directory_;
  std::uint64_t limit_;
};

}  // namespace kezhuan
