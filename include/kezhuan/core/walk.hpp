#pragma once

#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/read.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

template <class Leaf, class T, class F>
void walk(T& value, const Place& place, F&& f);

/// Visits the members of one described value for `walk`.
template <class Leaf, class T, class F>
struct FieldWalker {
  T& value;            ///< whose members are visited
  const Place& place;  ///< where it stands
  F& f;                ///< what is called

  /// Walks one member.
  template <class Owner, class M>
  void field(std::string_view name, M Owner::*member, const FieldDoc&) {
    walk<Leaf>(value.*member, Place{&place, name, 0}, f);
  }
};

/// Calls `f(leaf, place)` for every value of type `Leaf` (or derived from it) inside `value`, in
/// the order described. Used to seal personal values and to resolve references.
template <class Leaf, class T, class F>
void walk(T& value, const Place& place, F&& f) {
  using Plain = std::remove_const_t<T>;
  if constexpr (std::is_same_v<Plain, Leaf> || std::is_base_of_v<Leaf, Plain>) {
    f(value, place);
  } else if constexpr (Optional<Plain>) {
    if (value) walk<Leaf>(*value, place, f);
  } else if constexpr (Vector<Plain>) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      walk<Leaf>(value[i], Place{&place, {}, i}, f);
    }
  } else if constexpr (Described<Plain>) {
    FieldWalker<Leaf, T, std::remove_reference_t<F>> fields{value, place, f};
    Plain::describe(fields);
  }
}

}  // namespace kezhuan
