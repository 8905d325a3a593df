#pragma once

#include <string>

#include "kezhuan/core/ids.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// A reference to an aggregate as a person or a program writes it: its id, or the number people
/// see ("KZ-2026-0001"). Recording resolves the number, so the ledger holds ids only.
struct AnyRef {
  Uuid id;             ///< nil until resolved
  std::string number;  ///< what was written, when it was not an id

  /// Does it hold an id?
  bool is_resolved() const { return !id.is_nil(); }
  /// The id once resolved, else what was written.
  std::string to_text() const { return is_resolved() ? id.to_text() : number; }
  bool operator==(const AnyRef&) const = default;
};

/// `AnyRef` to a `T`; `T::kind` says which kind of aggregate.
template <class T>
struct Ref : AnyRef {
  using Target = T;  ///< what it refers to

  Ref() = default;
  /// Refers to what is on record.
  explicit Ref(const Id<T>& target) : AnyRef{target.uuid(), {}} {}
  /// Refers by a number, to be resolved when the act is judged.
  explicit Ref(std::string written) : AnyRef{{}, std::move(written)} {}

  /// The id; nil until resolved.
  Id<T> target() const { return Id<T>(id); }
  bool operator==(const Ref&) const = default;
};

template <class T>
struct is_ref : std::false_type {};
template <class T>
struct is_ref<Ref<T>> : std::true_type {};

}  // namespace kezhuan
