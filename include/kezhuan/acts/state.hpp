#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "kezhuan/core/error.hpp"
#include "kezhuan/core/ref.hpp"
#include "kezhuan/model/achievement.hpp"
#include "kezhuan/model/party.hpp"
#include "kezhuan/model/settings.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// What is on record, as far as somebody asks for it: aggregates by kind and id.
///
/// Values are immutable; putting one replaces the former. A pointer from `find` stays valid until
/// the aggregate is replaced or the state ends. Not thread-safe.
class State {
 public:
  virtual ~State() = default;

  /// The aggregate with this id; nullptr when it is not on record.
  template <class T>
  const T* find(const Id<T>& id) const {
    return static_cast<const T*>(load(T::kind, id.uuid()));
  }
  /// The same; nullptr too when there is no id.
  template <class T>
  const T* find(const std::optional<Id<T>>& id) const {
    return id ? find(*id) : nullptr;
  }

  /// @throws Error not_found REG-01
  template <class T>
  const T& get(const Id<T>& id) const {
    const T* found = find(id);
    if (found == nullptr) throw_absent(T::kind, id.uuid());
    return *found;
  }
  /// What a resolved reference means. @throws Error not_found REG-01
  template <class T>
  const T& get(const Ref<T>& ref) const {
    return get(ref.target());
  }

  /// Stores a value under its id and number, in place of the former.
  template <class T>
  void put(T value) {
    const auto id = value.id.uuid();
    auto number = value.number;
    store(T::kind, id, std::move(number), std::make_shared<const T>(std::move(value)));
  }

  /// Puts a changed copy: `change(T&)` edits it. @throws Error not_found REG-01
  template <class T, class F>
  void change(const Id<T>& id, F&& edit) {
    T copy = get(id);
    edit(copy);
    put(std::move(copy));
  }

  /// The registry's own settings. @throws Error not_found REG-01: not founded yet
  const Settings& settings() const { return get(Id<Settings>()); }

  /// The aggregate of `kind` that people call `number`.
  virtual std::optional<Uuid> find_number(Kind kind, std::string_view number) const = 0;

  /// Approved applications, ordered by the number of their achievement.
  virtual std::vector<Id<Application>> approved_applications() const = 0;

  /// The institution with this unified social credit code; nothing when none has it.
  virtual std::optional<Id<Institution>> find_institution(const CreditCode& code) const = 0;

  /// The value of `kind` with this id, as `find` casts it; nullptr when it is not on record.
  virtual const void* load(Kind kind, const Uuid& id) const = 0;
  /// Stores a value of `kind`, in place of the former; `number` finds it again.
  virtual void store(Kind kind, const Uuid& id, std::string number,
                     std::shared_ptr<const void> value) = 0;

 private:
  [[noreturn]] static void throw_absent(Kind kind, const Uuid& id);
};

/// What names an aggregate: its kind and its id.
struct AggregateKey {
  Kind kind = Kind::settings;  ///< which table it is in
  Uuid id;                     ///< unique within the kind
  bool operator==(const AggregateKey&) const = default;
};

/// Hash of a key, for unordered containers.
struct AggregateKeyHash {
  /// Of kind and id together.
  std::size_t operator()(const AggregateKey& key) const noexcept {
    return std::hash<Uuid>{}(key.id) ^ (static_cast<std::size_t>(key.kind) << 1U);
  }
};

/// One stored value and the number people know it by.
struct StoredValue {
  std::string number;                 ///< what people call it; may be empty
  std::shared_ptr<const void> value;  ///< of the type its kind says
};

/// Aggregates by key.
using StoredValues = std::unordered_map<AggregateKey, StoredValue, AggregateKeyHash>;

/// A state held in memory: for tests, simulation and replay checks.
class MemoryState final : public State {
 public:
  std::optional<Uuid> find_number(Kind kind, std::string_view number) const override;
  std::vector<Id<Application>> approved_applications() const override;
  std::optional<Id<Institution>> find_institution(const CreditCode& code) const override;
  const void* load(Kind kind, const Uuid& id) const override;
  void store(Kind kind, const Uuid& id, std::string number,
             std::shared_ptr<const void> value) override;

 private:
  StoredValues values_;
  std::map<std::pair<Kind, std::string>, Uuid, std::less<>> numbers_;
};

/// The state an act would lead to: changes over a base that stays as it is until `commit`.
class Candidate final : public State {
 public:
  /// `base` must outlive it.
  explicit Candidate(State& base) : base_(base) {}

  /// What it stands over.
  const State& base() const { return base_; }
  void commit();  ///< puts the changes into the base, in the order they were made

  std::optional<Uuid> find_number(Kind kind, std::string_view number) const override;
  std::vector<Id<Application>> approved_applications() const override {
    return base_.approved_applications();
  }
  std::optional<Id<Institution>> find_institution(const CreditCode& code) const override;
  const void* load(Kind kind, const Uuid& id) const override;
  void store(Kind kind, const Uuid& id, std::string number,
             std::shared_ptr<const void> value) override;

 private:
  State& base_;
  std::vector<std::pair<AggregateKey, StoredValue>> changes_;               // in order of writing
  std::unordered_map<AggregateKey, std::size_t, AggregateKeyHash> places_;  // in `changes_`
};

}  // namespace kezhuan
