#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/core/sha256.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

// The hash tree over the ledger, as in RFC 6962 section 2.1 with SHA-256.
//
// One root of 32 bytes together with a size stands for every byte of every entry and their
// order. An inclusion proof shows that an entry is under a root; a consistency proof shows that
// an earlier root is of a prefix of the later ledger, so that nothing was changed, taken out or
// slipped in since. All functions are pure.

/// SHA-256(0x00 || bytes): the hash of one entry.
Sha256 leaf_hash(std::string_view bytes);
/// The same with a hasher of the caller's, which spares making one for each of many entries.
Sha256 leaf_hash(std::string_view bytes, Sha256Hasher& hasher);

/// SHA-256(0x01 || left || right): the hash of an inner node.
Sha256 node_hash(const Sha256& left, const Sha256& right);

/// Root over leaf hashes in order. The root of no leaves is SHA-256 of nothing.
Sha256 merkle_root(std::span<const Sha256> leaves);

/// Hashes on the way from leaf `index` (from 0) up to the root, lowest first.
/// @throws Error invalid  `index` is not below the number of leaves
std::vector<Sha256> inclusion_proof(std::span<const Sha256> leaves, std::uint64_t index);

/// Whether `proof` shows that `leaf` is at `index` of the tree of `size` leaves under `root`.
bool verify_inclusion(const Sha256& leaf, std::uint64_t index, std::uint64_t size,
                      std::span<const Sha256> proof, const Sha256& root);

/// Proof that the first `old_size` leaves are a prefix of all `leaves`; empty when they are all.
/// @throws Error invalid  `old_size` is 0 or above the number of leaves
std::vector<Sha256> consistency_proof(std::span<const Sha256> leaves, std::uint64_t old_size);

/// Whether `proof` shows that the tree under `new_root` extends the one under `old_root`.
///
/// Every tree extends the empty one; that needs no proof and is true only with an empty `proof`
/// and the empty root.
bool verify_consistency(std::uint64_t old_size, std::uint64_t new_size, const Sha256& old_root,
                        const Sha256& new_root, std::span<const Sha256> proof);

/// A tree that only grows, kept as the roots of its perfect subtrees ("peaks", largest first).
///
/// Appending costs amortised constant, a root O(log n), memory O(log n). A value type; one object
/// is not to be used by two threads at once.
class MerkleFrontier {
 public:
  MerkleFrontier() = default;

  /// The frontier that `size()` and `peaks()` described.
  /// @throws Error integrity  `peaks` is not 32 bytes for each one-bit of `size`
  static MerkleFrontier restore(std::uint64_t size, std::string_view peaks);

  void append(const Sha256& leaf);  ///< adds the hash of the next leaf
  /// How many leaves there are.
  std::uint64_t size() const { return size_; }
  /// Root over all leaves (RFC 6962); of none, the digest of the empty string.
  Sha256 root() const;
  /// The peaks as bytes, 32 each, largest subtree first.
  std::string peaks() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<Sha256> peaks_;
};

}  // namespace kezhuan
