#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_set>

#include "kezhuan/acts/state.hpp"
#include "registry/recent.hpp"
#include "registry/sqlite/store.hpp"
#include "registry/unwritten.hpp"

namespace kezhuan {

/// The state as the tables hold it: read when asked for, kept in memory for a while, written back
/// by `flush`; and with it the ledger entries and personal values of the acts that led to it.
///
/// Valid within one transaction of `store`. In a batch (`write_behind`) a second thread writes
/// what was done while the next acts are judged. They read the tables as they were before the
/// batch, and wait for the second thread only where the batch may have changed what they read.
class SqlState final : public State {
 public:
  explicit SqlState(Store& store) : store_(store), next_seq_(store.next_seq()) {}

  std::optional<Uuid> find_number(Kind kind, std::string_view number) const override;
  std::vector<Id<Application>> approved_applications() const override;
  std::optional<Id<Institution>> find_institution(const CreditCode& code) const override;
  const void* load(Kind kind, const Uuid& id) const override;
  void store(Kind kind, const Uuid& id, std::string number,
             std::shared_ptr<const void> value) override;

  /// The `seq` of the next entry.
  std::uint64_t next_seq() const { return next_seq_; }
  void append(LedgerEntry entry);
  std::optional<LedgerEntry> find_by_act(const Uuid& act_id) const;
  /// Returns the commitment.
  Sha256 put_personal(std::string value, const Salt& salt, const Uuid& act_id);

  /// The file, with everything written that was done.
  Store& file() const;
  void flush() const;

  /// What was written since the state began or `forget_touched`, except newly created records that
  /// nothing can have referred to before. Settings are left out, unless another guide came into
  /// force.
  const std::unordered_set<AggregateKey, AggregateKeyHash>& touched() const { return touched_; }
  void forget_touched() { touched_.clear(); }

  /// Lets `trim` write on a second thread. The write transaction must just have begun.
  void write_behind() { writes_behind_ = true; }

  /// Called between acts: writes back and forgets when much is held.
  void trim();

  /// From here on what is done can be taken back by itself; forgets an earlier mark.
  void mark(Transaction& transaction);
  /// What was done since `mark` stays.
  void forget_mark();
  /// Undoes what was done since `mark`, which stays.
  void roll_back();

 private:
  struct NumberKey {
    Kind kind;
    std::string number;
    bool operator==(const NumberKey&) const = default;
  };
  struct NumberHash {
    std::size_t operator()(const NumberKey& key) const noexcept {
      return std::hash<std::string>{}(key.number) ^ static_cast<std::size_t>(key.kind);
    }
  };
  struct Mark {
    Transaction* transaction;
    Unwritten::Size size;
    std::uint64_t next_seq;
    bool is_in_file = false;            // something had to be written since
    std::vector<AggregateKey> touched;  // of what was
  };
  /// The tables as they were before the batch.
  struct Before {
    explicit Before(const std::filesystem::path& path)
        : store(Store::open(path, OpenMode::read_only)), snapshot(store, Transaction::Kind::read) {}
    Store store;
    Transaction snapshot;
  };

  Store& reader_of(std::size_t hash) const;
  bool may_touch_cases(Kind kind, const Uuid& id, const void* value) const;
  void note_written(const Unwritten& part, bool can_be_undone) const;
  void keep(const Unwritten::Row& row) const;

  static constexpr std::size_t cache_limit = 512;

  Store& store_;
  std::uint64_t next_seq_;
  bool writes_behind_ = false;
  mutable std::optional<Before> before_;  // while a second thread may be writing
  mutable SeenHashes written_;            // keys, numbers and act ids
  mutable Unwritten unwritten_;
  mutable std::optional<Mark> mark_;
  mutable std::unordered_set<AggregateKey, AggregateKeyHash> touched_;
  mutable Recent<AggregateKey, StoredValue, AggregateKeyHash> values_;
  mutable Recent<NumberKey, Uuid, NumberHash> numbers_;
};

}  // namespace kezhuan
