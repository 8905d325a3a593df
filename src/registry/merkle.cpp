#include "kezhuan/registry/merkle.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>

#include "kezhuan/core/error.hpp"

namespace kezhuan {

namespace {

std::string_view view(const Sha256& hash) {
  return {reinterpret_cast<const char*>(hash.bytes().data()), hash.bytes().size()};
}

Sha256 hash_of(std::string_view bytes) {
  Sha256::Bytes copy{};
  std::copy(bytes.begin(), bytes.end(), copy.begin());
  return Sha256(copy);
}

/// The largest power of two below `size`: where RFC 6962 splits a tree. `size` is at least 2.
std::size_t split(std::size_t size) { return std::bit_floor(size - 1); }

/// PATH(m, D[n]) of RFC 6962, section 2.1.1.
void add_path(std::span<const Sha256> leaves, std::size_t index, std::vector<Sha256>& proof) {
  if (leaves.size() < 2) return;
  const auto left = split(leaves.size());
  if (index < left) {
    add_path(leaves.first(left), index, proof);
    proof.push_back(merkle_root(leaves.subspan(left)));
  } else {
    add_path(leaves.subspan(left), index - left, proof);
    proof.push_back(merkle_root(leaves.first(left)));
  }
}

/// SUBPROOF(m, D[n], b) of RFC 6962, section 2.1.2; `whole` is b.
void add_subproof(std::span<const Sha256> leaves, std::size_t old_size, bool whole,
                  std::vector<Sha256>& proof) {
  if (old_size == leaves.size()) {
    if (!whole) proof.push_back(merkle_root(leaves));
    return;
  }
  const auto left = split(leaves.size());
  if (old_size <= left) {
    add_subproof(leaves.first(left), old_size, whole, proof);
    proof.push_back(merkle_root(leaves.subspan(left)));
  } else {
    add_subproof(leaves.subspan(left), old_size - left, false, proof);
    proof.push_back(merkle_root(leaves.first(left)));
  }
}

[[noreturn]] void throw_out_of_tree() {
  throw_invalid({"所求位置不在账本范围内", "the position asked for is not in the ledger"},
                {"位置须小于账本条数", "give a position below the number of entries"});
}

}  // namespace

Sha256 leaf_hash(std::string_view bytes) {
  Sha256Hasher hasher;
  return leaf_hash(bytes, hasher);
}

Sha256 leaf_hash(std::string_view bytes, Sha256Hasher& hasher) {
  return hasher.update(std::string_view("\0", 1)).update(bytes).finish();
}

Sha256 node_hash(const Sha256& left, const Sha256& right) {
  std::array<char, 65> message{1};
  const auto end = std::copy(view(left).begin(), view(left).end(), message.begin() + 1);
  std::copy(view(right).begin(), view(right).end(), end);
  return sha256({message.data(), message.size()});
}

Sha256 merkle_root(std::span<const Sha256> leaves) {
  MerkleFrontier frontier;
  for (const auto& leaf : leaves) frontier.append(leaf);
  return frontier.root();
}

std::vector<Sha256> inclusion_proof(std::span<const Sha256> leaves, std::uint64_t index) {
  if (index >= leaves.size()) throw_out_of_tree();
  std::vector<Sha256> proof;
  add_path(leaves, index, proof);
  return proof;
}

bool verify_inclusion(const Sha256& leaf, std::uint64_t index, std::uint64_t size,
                      std::span<const Sha256> proof, const Sha256& root) {
  if (index >= size) return false;
  auto node = index;     // position of `hash` in its level
  auto last = size - 1;  // position of the level's last node
  auto hash = leaf;
  for (const auto& sibling : proof) {
    if (last == 0) return false;
    if ((node & 1) == 1 || node == last) {
      hash = node_hash(sibling, hash);
      // A last node without a right sibling moves up unchanged until it is a right child.
      while ((node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      hash = node_hash(hash, sibling);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 && hash == root;
}

std::vector<Sha256> consistency_proof(std::span<const Sha256> leaves, std::uint64_t old_size) {
  if (old_size == 0 || old_size > leaves.size()) throw_out_of_tree();
  std::vector<Sha256> proof;
  add_subproof(leaves, old_size, true, proof);
  return proof;
}

bool verify_consistency(std::uint64_t old_size, std::uint64_t new_size, const Sha256& old_root,
                        const Sha256& new_root, std::span<const Sha256> proof) {
  if (old_size > new_size) return false;
  if (old_size == 0) return proof.empty() && old_root == sha256("");
  if (old_size == new_size) return proof.empty() && old_root == new_root;
  auto node = old_size - 1;
  auto last = new_size - 1;
  while ((node & 1) == 1) {
    node >>= 1;
    last >>= 1;
  }
  // A perfect old tree is itself the first subtree, so the proof leaves it out.
  if (node != 0 && proof.empty()) return false;
  auto old_hash = node == 0 ? old_root : proof.front();
  auto new_hash = old_hash;
  for (const auto& each : node == 0 ? proof : proof.subspan(1)) {
    if (last == 0) return false;
    if ((node & 1) == 1 || node == last) {
      old_hash = node_hash(each, old_hash);
      new_hash = node_hash(each, new_hash);
      while ((node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      new_hash = node_hash(new_hash, each);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 && old_hash == old_root && new_hash == new_root;
}

MerkleFrontier MerkleFrontier::restore(std::uint64_t size, std::string_view peaks) {
  constexpr auto width = sizeof(Sha256::Bytes);
  if (peaks.size() != width * static_cast<std::size_t>(std::popcount(size))) {
    throw Error(ErrorCode::integrity,
                {"账本头记录的条数与其哈希峰值不符",
                 "the size in the ledger's head does not fit its peak hashes"},
                {"请用最近的备份恢复，并保留此文件备查",
                 "restore the latest backup and keep this file for examination"});
  }
  MerkleFrontier frontier;
  frontier.size_ = size;
  for (; !peaks.empty(); peaks.remove_prefix(width)) {
    frontier.peaks_.push_back(hash_of(peaks.substr(0, width)));
  }
  return frontier;
}

void MerkleFrontier::append(const Sha256& leaf) {
  auto hash = leaf;
  for (auto rest = size_; (rest & 1) == 1; rest >>= 1) {
    hash = node_hash(peaks_.back(), hash);
    peaks_.pop_back();
  }
  peaks_.push_back(hash);
  ++size_;
}

Sha256 MerkleFrontier::root() const {
  if (peaks_.empty()) return sha256("");
  auto hash = peaks_.back();
  for (auto peak = peaks_.rbegin() + 1; peak != peaks_.rend(); ++peak) {
    hash = node_hash(*peak, hash);
  }
  return hash;
}

std::string MerkleFrontier::peaks() const {
  std::string bytes;
  for (const auto& peak : peaks_) bytes += view(peak);
  return bytes;
}

}  // namespace kezhuan
