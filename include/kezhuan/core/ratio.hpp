#pragma once

#include <compare>
#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace [[gnu::visibility("default")]] kezhuan {

/// An exact rational number: a share, a percentage, a weight.
///
/// Kept reduced, with a 64-bit numerator and a denominator from 1 to `max_denominator`; a result
/// that would need more is refused, never rounded. May be negative or above one; whoever needs a
/// share checks that. Comparison is exact. A value type; thread-safe as any value.
class Ratio {
 public:
  /// House default, no legal source: keeps every product with an amount inside 128 bits.
  static constexpr std::int64_t max_denominator = 1'000'000'000'000'000;

  constexpr Ratio() = default;  ///< 0
  /// A whole number.
  constexpr explicit Ratio(std::int64_t whole) : numerator_(whole) {}

  /// `numerator / denominator`, reduced.
  /// @throws Error invalid: denominator below 1, or above 10^15 after reduction
  constexpr Ratio(std::int64_t numerator, std::int64_t denominator) {
    if (denominator < 1) throw_bad_denominator();
    const auto magnitude = numerator < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(numerator)
                                         : static_cast<std::uint64_t>(numerator);
    const auto divisor =
        static_cast<std::int64_t>(std::gcd(magnitude, static_cast<std::uint64_t>(denominator)));
    numerator_ = numerator / divisor;
    denominator_ = denominator / divisor;
    if (denominator_ > max_denominator) throw_denominator_too_large();
  }

  /// Reads "1/3", "33.3%", "0.25", "1", each with an optional leading "-".
  ///
  /// Digits only: no exponent, plus sign, blanks, padding zeros or bare point.
  /// @throws Error invalid: malformed, zero denominator, or not representable
  static Ratio parse(std::string_view text);

  /// The canonical form: "1/3", "-2/5"; whole numbers without denominator ("1").
  std::string to_text() const;

  /// of the reduced form; carries the sign
  constexpr std::int64_t numerator() const { return numerator_; }
  constexpr std::int64_t denominator() const { return denominator_; }  ///< 1 .. 10^15
  /// exactly 0
  constexpr bool is_zero() const { return numerator_ == 0; }
  /// below 0
  constexpr bool is_negative() const { return numerator_ < 0; }
  /// exactly 1
  constexpr bool is_one() const { return numerator_ == 1 && denominator_ == 1; }

  constexpr bool operator==(const Ratio&) const = default;
  /// Exact, by cross multiplication.
  friend std::strong_ordering operator<=>(const Ratio& left, const Ratio& right);

  /// @throws Error invalid: the exact result is not representable (all four below)
  friend Ratio operator+(const Ratio& left, const Ratio& right);
  /// @throws as `+`
  friend Ratio operator-(const Ratio& left, const Ratio& right);
  /// @throws as `+`
  friend Ratio operator*(const Ratio& left, const Ratio& right);
  /// @throws as `+`
  Ratio operator-() const;

 private:
  [[noreturn]] static void throw_bad_denominator();
  [[noreturn]] static void throw_denominator_too_large();

  std::int64_t numerator_ = 0;
  std::int64_t denominator_ = 1;
};

// Friends alone have not the namespace's visibility: a shared library would not export them.
/// Exact, by cross multiplication.
std::strong_ordering operator<=>(const Ratio& left, const Ratio& right);
/// @throws Error invalid: the exact result is not representable
Ratio operator+(const Ratio& left, const Ratio& right);
/// @throws as `+`
Ratio operator-(const Ratio& left, const Ratio& right);
/// @throws as `+`
Ratio operator*(const Ratio& left, const Ratio& right);

/// Exact sum; 0 of nothing. Shares of a whole are complete when `sum(shares).is_one()`.
/// @throws Error invalid: it is not representable, or a step to it leaves 128 bits
Ratio sum(std::span<const Ratio> ratios);

/// Reads weights separated by ":" ("7:3", "2:1:1", "0.5:0.5") into shares that sum to exactly 1.
///
/// Each weight takes any form `Ratio::parse` does; order is kept, a zero weight gives share 0.
/// @throws Error invalid: malformed, a negative weight, or no positive weight
std::vector<Ratio> parse_weights(std::string_view text);

}  // namespace kezhuan
