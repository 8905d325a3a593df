#pragma once

#include <cstddef>
#include <unordered_map>
#include <utility>

namespace kezhuan {

/// Keeps what was put or found of late: `age` drops what was neither since the `age` before it.
/// A pointer from `find` or `put` stays valid until then, or until the value is replaced.
template <class Key, class Value, class Hash>
class Recent {
 public:
  Value* find(const Key& key) {
    auto found = young_.find(key);
    if (found == young_.end()) {
      auto node = old_.extract(key);
      if (node.empty()) return nullptr;
      found = young_.insert(std::move(node)).position;
    }
    return &found->second;
  }

  Value& put(const Key& key, Value value) {
    old_.erase(key);
    return young_.insert_or_assign(key, std::move(value)).first->second;
  }

  void erase(const Key& key) {
    young_.erase(key);
    old_.erase(key);
  }

  void age() {
    old_ = std::move(young_);
    young_.clear();
  }

  void clear() {
    young_.clear();
    old_.clear();
  }

  /// How many were put or found since `age`.
  std::size_t size() const { return young_.size(); }

 private:
  std::unordered_map<Key, Value, Hash> young_;
  std::unordered_map<Key, Value, Hash> old_;
};

}  // namespace kezhuan
