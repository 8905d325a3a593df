#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace [[gnu::visibility("default")]] kezhuan {

/// An ISO 4217 style currency code: three capital letters, CNY unless said otherwise.
///
/// Only the form is checked, not membership in the ISO list. Every currency is counted in
/// hundredths (house default, no legal source). A value type; thread-safe as any value.
class Currency {
 public:
  constexpr Currency() = default;  ///< CNY

  /// @throws Error invalid: not exactly three letters A-Z
  static Currency parse(std::string_view text);

  /// The three letters.
  std::string to_text() const { return std::string(letters_.data(), letters_.size()); }
  /// Renminbi: the currency that is not written out.
  constexpr bool is_cny() const { return *this == Currency{}; }
  constexpr auto operator<=>(const Currency&) const = default;

 private:
  std::array<char, 3> letters_{'C', 'N', 'Y'};
};

/// An exact amount of money: a signed 64-bit count of minor units (fen, cents) of one currency.
///
/// Arithmetic and ordering are checked: an amount that does not fit, or two currencies in one
/// operation, throw instead of giving a wrong number. Equality across currencies is plain false.
/// Never passes through floating point. A value type; thread-safe as any value.
class Money {
 public:
  constexpr Money() = default;  ///< 0.00 CNY

  /// So many hundredths (fen, cents) of a currency.
  static constexpr Money of_minor(std::int64_t minor, Currency currency = {}) {
    Money money;
    money.minor_ = minor;
    money.currency_ = currency;
    return money;
  }

  /// Reads "1234.56", "-0.01", "1234" (CNY) or "USD 12.30" (any currency, one space).
  ///
  /// No plus sign, exponent, thousands separator, padding zeros or bare point; at most two
  /// decimals ("over-precise" otherwise). `to_text` of the result is the canonical form.
  /// @throws Error invalid: malformed, over-precise, or beyond 64 bits of minor units
  static Money parse(std::string_view text);

  /// Always two decimals; the currency stands in front unless it is CNY: "-0.05", "USD 12.30".
  std::string to_text() const;

  constexpr std::int64_t minor() const { return minor_; }  ///< minor units (1/100)
  /// what it is counted in
  constexpr Currency currency() const { return currency_; }
  /// exactly nothing
  constexpr bool is_zero() const { return minor_ == 0; }
  /// below zero
  constexpr bool is_negative() const { return minor_ < 0; }
  /// above zero
  constexpr bool is_positive() const { return minor_ > 0; }

  constexpr bool operator==(const Money&) const = default;

  /// @throws Error invalid: the two amounts are in different currencies
  friend constexpr std::strong_ordering operator<=>(const Money& left, const Money& right) {
    require_same_currency(left, right);
    return left.minor_ <=> right.minor_;
  }

  /// @throws Error invalid: different currencies, or the result does not fit (all four below)
  friend Money operator+(const Money& left, const Money& right);
  /// @throws as `+`
  friend Money operator-(const Money& left, const Money& right);
  /// @throws Error invalid: the result does not fit
  Money operator-() const;
  /// @throws as `+`
  Money& operator+=(const Money& other) { return *this = *this + other; }
  /// @throws as `+`
  Money& operator-=(const Money& other) { return *this = *this - other; }

 private:
  static constexpr void require_same_currency(const Money& left, const Money& right) {
    if (left.currency_ != right.currency_) throw_mixed_currency(left, right);
  }
  [[noreturn]] static void throw_mixed_currency(const Money& left, const Money& right);

  std::int64_t minor_ = 0;
  Currency currency_;
};

// Friends alone have not the namespace's visibility: a shared library would not export them.
/// @throws Error invalid: different currencies, or the result does not fit
Money operator+(const Money& left, const Money& right);
/// @throws as `+`
Money operator-(const Money& left, const Money& right);

}  // namespace kezhuan
