#pragma once

#include <vector>

#include "kezhuan/acts/outcome.hpp"
#include "kezhuan/core/ref.hpp"

namespace kezhuan {

/// A new aggregate with the id and number its act was given.
template <class T>
T created(const Outcome& outcome) {
  T value;
  value.id = Id<T>(outcome.id.value());
  value.number = outcome.number.value();
  return value;
}

template <class T>
std::vector<Id<T>> targets(const std::vector<Ref<T>>& refs) {
  std::vector<Id<T>> ids;
  ids.reserve(refs.size());
  for (const auto& ref : refs) ids.push_back(ref.target());
  return ids;
}

template <class T>
std::optional<Id<T>> target(const std::optional<Ref<T>>& ref) {
  if (!ref) return std::nullopt;
  return ref->target();
}

}  // namespace kezhuan
