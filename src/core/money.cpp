#include "kezhuan/core/money.hpp"

#include <algorithm>

#include "core/scan.hpp"
#include "core/wide.hpp"
#include "kezhuan/core/error.hpp"

namespace kezhuan {

namespace {

constexpr int decimals = 2;
constexpr std::size_t longest_whole = 17;  // digits of 2^63 / 100; more cannot fit

constexpr StaticText form_remedy{
    "写成“1234.56”（人民币）或“USD 12.30”，不带千分位、正号、指数和前导零",
    "write \"1234.56\" (CNY) or \"USD 12.30\", without thousands separators, "
    "plus sign, exponent or padding zeros"};

[[noreturn]] void throw_malformed(std::string_view text) {
  throw_invalid({"金额格式不对：" + quoted(text), "malformed amount: " + quoted(text)},
                form_remedy.text());
}

[[noreturn]] void throw_over_precise(std::string_view text) {
  throw_invalid({"金额精度超过分：" + quoted(text),
                 "over-precise amount, more than two decimals: " + quoted(text)},
                {"金额最多写两位小数", "give at most two decimals"});
}

[[noreturn]] void throw_too_large(const std::string& text) {
  throw_invalid(
      {"金额超出范围：" + text, "amount out of range: " + text},
      {"金额须在 ±92233720368547758.07 之内", "amounts must lie within ±92233720368547758.07"});
}

}  // namespace

Currency Currency::parse(std::string_view text) {
  Currency currency;
  const auto is_capital = [](char c) { return 'A' <= c && c <= 'Z'; };
  if (text.size() != 3 || !std::all_of(text.begin(), text.end(), is_capital)) {
    throw_invalid({"币种代码不对：" + quoted(text), "malformed currency code: " + quoted(text)},
                  {"用三个大写字母，如 CNY、USD", "use three capital letters, such as CNY or USD"});
  }
  std::copy(text.begin(), text.end(), currency.letters_.begin());
  return currency;
}

Money Money::parse(std::string_view text) {
  auto rest = text;
  Currency currency;
  if (const auto space = rest.find(' '); space != std::string_view::npos) {
    currency = Currency::parse(rest.substr(0, space));
    rest.remove_prefix(space + 1);
  }
  const bool negative = rest.starts_with('-');
  if (negative) rest.remove_prefix(1);

  const auto point = rest.find('.');
  const auto whole = rest.substr(0, point);
  const auto fraction =
      point == std::string_view::npos ? std::string_view("0") : rest.substr(point + 1);
  if (!is_canonical_whole(whole) || !is_digits(fraction)) throw_malformed(text);
  if (fraction.size() > decimals) throw_over_precise(text);
  if (whole.size() > longest_whole) throw_too_large(quoted(text));

  Int128 minor = 0;
  for (const char c : whole) minor = minor * 10 + (c - '0');
  for (std::size_t i = 0; i < decimals; ++i) {
    minor = minor * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
  }
  const auto narrowed = narrow(negative ? -minor : minor);
  if (!narrowed) throw_too_large(quoted(text));
  return of_minor(*narrowed, currency);
}

std::string Money::to_text() const {
  const auto magnitude = minor_ < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(minor_)
                                    : static_cast<std::uint64_t>(minor_);
  const auto cents = magnitude % 100;
  std::string text = currency_.is_cny() ? "" : currency_.to_text() + ' ';
  if (minor_ < 0) text += '-';
  text += std::to_string(magnitude / 100);
  text += '.';
  text += static_cast<char>('0' + cents / 10);
  text += static_cast<char>('0' + cents % 10);
  return text;
}

Money operator+(const Money& left, const Money& right) {
  Money::require_same_currency(left, right);
  const auto minor = narrow(Int128{left.minor_} + right.minor_);
  if (!minor) throw_too_large(left.to_text() + " + " + right.to_text());
  return Money::of_minor(*minor, left.currency_);
}

Money operator-(const Money& left, const Money& right) {
  Money::require_same_currency(left, right);
  const auto minor = narrow(Int128{left.minor_} - right.minor_);
  if (!minor) throw_too_large(left.to_text() + " - " + right.to_text());
  return Money::of_minor(*minor, left.currency_);
}

Money Money::operator-() const {
  const auto minor = narrow(-Int128{minor_});
  if (!minor) throw_too_large("-(" + to_text() + ")");
  return of_minor(*minor, currency_);
}

void Money::throw_mixed_currency(const Money& left, const Money& right) {
  throw_invalid({"币种不同，不能一起计算：" + left.to_text() + "、" + right.to_text(),
                 "amounts in different currencies: " + left.to_text() + ", " + right.to_text()},
                {"先按有据可查的汇率折成同一币种",
                 "convert them to one currency first, at a rate that is on record"});
}

}  // namespace kezhuan
