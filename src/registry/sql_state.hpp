#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "kezhuan/acts/state.hpp"
#include "registry/sqlite/store.hpp"

namespace kezhuan {

/// The state as the tables hold it: read when asked for, kept in memory, written back by `flush`.
///
/// Valid within one transaction of `store`. What is read is kept until `flush` finds that more
/// than `cache_limit` aggregates are held, so a long batch does not grow without bound.
class SqlState final : public State {
 public:
  explicit SqlState(Store& store) : store_(store) {}

  std::optional<Uuid> find_number(Kind kind, std::string_view number) const override;
  std::vector<Id<Application>> approved_applications() const override;
  std::optional<Id<Institution>> find_institution(const CreditCode& code) const override;
  const void* load(Kind kind, const Uuid& id) const override;
  void store(Kind kind, const Uuid& id, std::string number,
             std::shared_ptr<const void> value) override;

  /// Writes everything changed to the tables.
  void flush() const;

  /// What was stored since the state began, except newly created records that nothing can have
  /// referred to before. Settings are left out, unless another guide came into force.
  const std::unordered_set<AggregateKey, AggregateKeyHash>& touched() const { return touched_; }

  /// Called between acts: writes back and forgets when much is held.
  void trim();

  /// From here on what is stored can be taken back by itself; forgets an earlier mark. Goes
  /// together with that of the transaction.
  void mark();
  /// Undoes what was stored since `mark`, which stays, once the transaction was rolled back to it.
  void roll_back();
  /// Starts `touched` anew, when the cases concerned are dealt with.
  void forget_touched() { touched_.clear(); }

 private:
  void note_touched(Kind kind, const Uuid& id, const void* value);
  void note_before(const AggregateKey& key);
  void write_parts(Kind kind, const Uuid& id, const void* value) const;

  static constexpr std::size_t cache_limit = 512;

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

  /// A value as it was at the mark; `number` is empty when it was not held.
  struct Before {
    AggregateKey key;
    StoredValue stored;
    bool was_touched = false;
  };
  struct Mark {
    std::size_t changed = 0;            // how many of those changed were so at the mark
    std::vector<Before> before;         // of what was stored since
    std::vector<AggregateKey> flushed;  // since; in the order of `changed_`
  };

  Store& store_;
  mutable std::optional<Mark> mark_;
  mutable StoredValues values_;
  mutable std::vector<AggregateKey> changed_;  // in order of first change
  mutable std::unordered_set<AggregateKey, AggregateKeyHash> is_changed_;
  std::unordered_set<AggregateKey, AggregateKeyHash> touched_;
  mutable std::unordered_map<NumberKey, Uuid, NumberHash> numbers_;
};

}  // namespace kezhuan
