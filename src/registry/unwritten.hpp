#pragma once

#include <array>
#include <bitset>
#include <memory>
#include <string>
#include <vector>

#include "kezhuan/acts/state.hpp"
#include "registry/sqlite/store.hpp"

namespace kezhuan {

/// What was done and does not stand in the file yet, in the order it was done.
struct Unwritten {
  struct Secret {
    std::string value;
    Salt salt;
    Uuid act_id;
  };
  struct Row {
    AggregateKey key;
    StoredValue stored;
    bool may_touch_cases = true;
  };
  struct Size {
    std::size_t secrets = 0;
    std::size_t entries = 0;
    std::size_t rows = 0;
  };

  bool is_empty() const { return secrets.empty() && entries.empty() && rows.empty(); }
  Size size() const { return {secrets.size(), entries.size(), rows.size()}; }
  /// Forgets what was done since it had this size.
  void cut(const Size& size);
  /// What was done before it had this size.
  Unwritten first(const Size& size) const;
  void drop_first(const Size& size);

  /// Of several rows for one aggregate the last is written.
  void write(Store& store) const;

  std::vector<Secret> secrets;
  std::vector<LedgerEntry> entries;  // `seq` and `leaf` are the store's to give
  std::vector<Row> rows;
};

/// Remembers hashes in bounded memory (a Bloom filter): at times it takes one for seen that was
/// not, never the other way round. How seldom matters: each mistake waits for a whole piece of
/// work, in which hundreds of hashes are asked for. After a million it is one in 90,000.
class SeenHashes {
 public:
  void add(std::size_t hash);
  bool may_have(std::size_t hash) const;

 private:
  static constexpr std::size_t page_count = 1024;
  static constexpr std::size_t page_size = std::size_t{1} << 16U;
  using Page = std::bitset<page_size>;
  using Places = std::array<std::size_t, 4>;
  static Places places_of(std::size_t hash);

  std::array<std::unique_ptr<Page>, page_count> pages_;  // 8 MiB when all are there
};

}  // namespace kezhuan
