#pragma once

#include <array>
#include <atomic>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "kezhuan/core/clock.hpp"
#include "kezhuan/core/date.hpp"
#include "kezhuan/core/sha256.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// A 128-bit identifier, 16 bytes in network order (RFC 9562).
///
/// Ordered by its bytes, which is also the order of its text. Any version is read; the id sources
/// below make version 7, so ids sort by the time they were made. A value type.
class Uuid {
 public:
  using Bytes = std::array<std::uint8_t, 16>;  ///< network order

  constexpr Uuid() = default;  ///< nil: all zero
  /// Any 16 bytes; no version is asked for.
  constexpr explicit Uuid(const Bytes& bytes) : bytes_(bytes) {}

  /// The canonical lower-case form with hyphens, 36 characters, nothing else.
  /// @throws Error invalid: any other form
  static Uuid parse(std::string_view text);
  std::string to_text() const;  ///< the form `parse` reads

  /// In network order.
  constexpr const Bytes& bytes() const { return bytes_; }
  /// All zero: nothing is meant.
  constexpr bool is_nil() const { return *this == Uuid{}; }
  constexpr auto operator<=>(const Uuid&) const = default;

 private:
  Bytes bytes_{};
};

/// The first 16 bytes of a digest, marked as version 8 (RFC 9562): the same for the same content.
Uuid uuid_of(const Sha256& digest);

/// Where new identifiers come from. Always an argument. Callable from several threads at once.
struct IdSource {
  virtual ~IdSource() = default;
  virtual Uuid next() = 0;  ///< a new one, different from all it gave before
};

/// Version 7 identifiers from a clock and the system's randomness.
///
/// Strictly increasing within one source, even when the clock stands still or goes back.
/// `clock` must outlive the source.
class SystemIdSource final : public IdSource {
 public:
  /// `clock` must outlive the source.
  explicit SystemIdSource(const Clock& clock) : clock_(clock) {}

  /// @throws Error storage: the system gives no random bytes
  Uuid next() override;

 private:
  const Clock& clock_;
  std::mutex mutex_;
  std::int64_t last_milliseconds_ = 0;
  std::uint64_t last_high_ = 0;  // 12 random bits of the last id
  std::uint64_t last_low_ = 0;   // its other 62
};

/// Version 7 identifiers that are the same for the same seed and start: for tests and demos.
///
/// Each id is one millisecond later than the one before, so they are strictly increasing.
class SequenceIdSource final : public IdSource {
 public:
  /// @throws Error invalid: `start` lies before 1970, which version 7 cannot express
  SequenceIdSource(std::uint64_t seed, const Timestamp& start);

  Uuid next() override;

 private:
  std::atomic<std::int64_t> count_{0};
  std::uint64_t seed_;
  std::int64_t start_milliseconds_;
};

/// A `Uuid` that remembers what it identifies, so that a party's id is no achievement's id.
///
/// `Tag` is any type, complete or not: `using PartyId = Id<struct PartyTag>;`.
template <class Tag>
class Id {
 public:
  constexpr Id() = default;  ///< nil
  /// Takes an id that is known to be of a `Tag`.
  constexpr explicit Id(const Uuid& uuid) : uuid_(uuid) {}

  /// @throws Error invalid: not a canonical UUID
  static Id parse(std::string_view text) { return Id(Uuid::parse(text)); }
  /// As of `Uuid`.
  std::string to_text() const { return uuid_.to_text(); }

  /// Without its type.
  constexpr const Uuid& uuid() const { return uuid_; }
  /// All zero: nothing is meant.
  constexpr bool is_nil() const { return uuid_.is_nil(); }
  constexpr auto operator<=>(const Id&) const = default;

 private:
  Uuid uuid_;
};

}  // namespace kezhuan

template <>
struct std::hash<kezhuan::Uuid> {
  std::size_t operator()(const kezhuan::Uuid& uuid) const noexcept;
};

template <class Tag>
struct std::hash<kezhuan::Id<Tag>> {
  std::size_t operator()(const kezhuan::Id<Tag>& id) const noexcept {
    return std::hash<kezhuan::Uuid>{}(id.uuid());
  }
};
