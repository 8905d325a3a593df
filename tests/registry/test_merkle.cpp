#include <array>
#include <string>
#include <vector>

#include "catch.hpp"
#include "kezhuan/core/error.hpp"
#include "kezhuan/registry/merkle.hpp"

namespace kezhuan {

namespace {

// The eight leaves and the hashes that the Certificate Transparency implementations share.
const std::vector<std::string>& known_leaves() {
  static const std::vector<std::string> leaves = {
      "",
      std::string("\0", 1),
      "\x10",
      "\x20\x21",
      "\x30\x31",
      "\x40\x41\x42\x43",
      "\x50\x51\x52\x53\x54\x55\x56\x57",
      "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"};
  return leaves;
}

constexpr std::array<const char*, 9> known_roots = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

std::vector<Sha256> known_hashes() {
  std::vector<Sha256> hashes;
  for (const auto& leaf : known_leaves()) hashes.push_back(leaf_hash(leaf));
  return hashes;
}

std::vector<std::string> texts(const std::vector<Sha256>& proof) {
  std::vector<std::string> result;
  for (const auto& hash : proof) result.push_back(hash.to_text());
  return result;
}

std::vector<Sha256> numbered(std::size_t count) {
  std::vector<Sha256> hashes;
  for (std::size_t i = 0; i < count; ++i) hashes.push_back(leaf_hash(std::to_string(i)));
  return hashes;
}

/// The definition, as RFC 6962 states it.
Sha256 root_by_definition(std::span<const Sha256> leaves) {
  if (leaves.empty()) return sha256("");
  if (leaves.size() == 1) return leaves[0];
  std::size_t left = 1;
  while (left * 2 < leaves.size()) left *= 2;
  return node_hash(root_by_definition(leaves.first(left)),
                   root_by_definition(leaves.subspan(left)));
}

Sha256 flipped(const Sha256& hash) {
  auto bytes = hash.bytes();
  bytes[17] ^= 0x08;
  return Sha256(bytes);
}

constexpr std::size_t largest = 70;

}  // namespace

TEST_CASE("merkle: roots are those of Certificate Transparency") {
  const auto hashes = known_hashes();
  for (std::size_t size = 0; size <= hashes.size(); ++size) {
    INFO("size " << size);
    CHECK(merkle_root(std::span(hashes).first(size)).to_text() == known_roots[size]);
  }
}

TEST_CASE("merkle: proofs are those of Certificate Transparency") {
  const auto hashes = known_hashes();
  CHECK(
      texts(inclusion_proof(hashes, 0)) ==
      std::vector<std::string>{"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                               "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                               "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"});
  CHECK(
      texts(consistency_proof(hashes, 6)) ==
      std::vector<std::string>{"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                               "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                               "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"});
}

TEST_CASE("merkle: a growing frontier has the root of the definition at every size") {
  const auto hashes = numbered(largest);
  MerkleFrontier frontier;
  for (std::size_t size = 0;; ++size) {
    INFO("size " << size);
    CHECK(frontier.size() == size);
    CHECK(frontier.root() == root_by_definition(std::span(hashes).first(size)));
    const auto restored = MerkleFrontier::restore(size, frontier.peaks());
    CHECK(restored.root() == frontier.root());
    if (size == hashes.size()) break;
    frontier = restored;
    frontier.append(hashes[size]);
  }
}

TEST_CASE("merkle: a frontier refuses peaks that do not fit its size") {
  MerkleFrontier frontier;
  for (const auto& hash : numbered(5)) frontier.append(hash);
  try {
    static_cast<void>(MerkleFrontier::restore(7, frontier.peaks()));
    FAIL("seven leaves have three peaks, not two");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::integrity);
  }
  CHECK_THROWS_AS(MerkleFrontier::restore(5, frontier.peaks().substr(1)), Error);
}

TEST_CASE("merkle: every inclusion proof verifies, and only for its leaf, place and root") {
  const auto hashes = numbered(largest);
  for (std::size_t size = 1; size <= largest; ++size) {
    const auto leaves = std::span(hashes).first(size);
    const auto root = merkle_root(leaves);
    for (std::size_t index = 0; index < size; ++index) {
      CAPTURE(size, index);
      auto proof = inclusion_proof(leaves, index);
      REQUIRE(verify_inclusion(hashes[index], index, size, proof, root));
      REQUIRE_FALSE(verify_inclusion(flipped(hashes[index]), index, size, proof, root));
      REQUIRE_FALSE(verify_inclusion(hashes[index], index, size, proof, flipped(root)));
      REQUIRE_FALSE(verify_inclusion(hashes[index], size, size, proof, root));
      if (size > 1) {
        REQUIRE_FALSE(verify_inclusion(hashes[index], (index + 1) % size, size, proof, root));
      }
      for (auto& step : proof) {
        const auto kept = step;
        step = flipped(kept);
        REQUIRE_FALSE(verify_inclusion(hashes[index], index, size, proof, root));
        step = kept;
      }
      proof.push_back(root);
      REQUIRE_FALSE(verify_inclusion(hashes[index], index, size, proof, root));
      proof.resize(proof.size() - 1);
      if (!proof.empty()) {
        proof.pop_back();
        REQUIRE_FALSE(verify_inclusion(hashes[index], index, size, proof, root));
      }
    }
  }
}

TEST_CASE("merkle: every consistency proof verifies, and only for its two roots") {
  const auto hashes = numbered(largest);
  for (std::size_t size = 1; size <= largest; ++size) {
    const auto leaves = std::span(hashes).first(size);
    const auto root = merkle_root(leaves);
    for (std::size_t old = 1; old <= size; ++old) {
      CAPTURE(size, old);
      const auto old_root = merkle_root(leaves.first(old));
      auto proof = consistency_proof(leaves, old);
      REQUIRE(verify_consistency(old, size, old_root, root, proof));
      REQUIRE_FALSE(verify_consistency(old, size, flipped(old_root), root, proof));
      REQUIRE_FALSE(verify_consistency(old, size, old_root, flipped(root), proof));
      REQUIRE_FALSE(verify_consistency(size + 1, size, old_root, root, proof));
      for (auto& step : proof) {
        const auto kept = step;
        step = flipped(kept);
        REQUIRE_FALSE(verify_consistency(old, size, old_root, root, proof));
        step = kept;
      }
      proof.push_back(root);
      REQUIRE_FALSE(verify_consistency(old, size, old_root, root, proof));
    }
  }
}

TEST_CASE("merkle: every tree extends the empty one, and no tree a wrong empty root") {
  const auto hashes = numbered(3);
  const auto root = merkle_root(hashes);
  CHECK(verify_consistency(0, 3, sha256(""), root, {}));
  CHECK_FALSE(verify_consistency(0, 3, root, root, {}));
}

TEST_CASE("merkle: proofs of what is not in the tree are refused") {
  const auto hashes = numbered(3);
  CHECK_THROWS_AS(inclusion_proof(hashes, 3), Error);
  CHECK_THROWS_AS(consistency_proof(hashes, 0), Error);
  CHECK_THROWS_AS(consistency_proof(hashes, 4), Error);
}

}  // namespace kezhuan
