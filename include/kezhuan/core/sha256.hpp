#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace [[gnu::visibility("default")]] kezhuan {

/// A SHA-256 digest, 32 bytes. A value type, ordered by its bytes.
class Sha256 {
 public:
  using Bytes = std::array<std::uint8_t, 32>;  ///< the digest as it is

  constexpr Sha256() = default;  ///< all zero: the digest of nothing in particular
  /// Any 32 bytes.
  constexpr explicit Sha256(const Bytes& bytes) : bytes_(bytes) {}

  /// Exactly 64 lower-case hexadecimal digits.
  /// @throws Error invalid: any other form
  static Sha256 parse(std::string_view text);
  std::string to_text() const;  ///< the form `parse` reads

  /// The digest as it is.
  constexpr const Bytes& bytes() const { return bytes_; }
  /// All zero: no digest was set.
  constexpr bool is_zero() const { return *this == Sha256{}; }
  constexpr auto operator<=>(const Sha256&) const = default;

 private:
  Bytes bytes_{};
};

/// Digest of the bytes of `message`. Safe from any thread.
/// @throws Error storage: the cryptographic library is unusable (this and all below)
Sha256 sha256(std::string_view message);

/// Digest of a message that comes in pieces. Not to be shared between threads.
class Sha256Hasher {
 public:
  Sha256Hasher();
  ~Sha256Hasher();
  Sha256Hasher(Sha256Hasher&&) noexcept;
  Sha256Hasher& operator=(Sha256Hasher&&) noexcept;

  Sha256Hasher& update(std::string_view piece);  ///< adds the next piece

  /// The digest of everything since construction or the last `finish`; then starts afresh.
  Sha256 finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Digest of a file's content, read piece by piece.
/// @throws Error storage: the file cannot be opened or read
Sha256 sha256_file(const std::filesystem::path& path);

}  // namespace kezhuan

template <>
struct std::hash<kezhuan::Sha256> {
  std::size_t operator()(const kezhuan::Sha256& digest) const noexcept;
};
