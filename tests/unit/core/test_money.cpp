#include <limits>

#include "catch.hpp"
#include "kezhuan/core/money.hpp"
#include "unit/core/support.hpp"

using namespace kezhuan;

namespace {

constexpr auto largest = std::numeric_limits<std::int64_t>::max();
constexpr auto smallest = std::numeric_limits<std::int64_t>::min();

}  // namespace

TEST_CASE("an amount prints two decimals and its currency unless it is CNY") {
  CHECK(Money().to_text() == "0.00");
  CHECK(Money::of_minor(123456).to_text() == "1234.56");
  CHECK(Money::of_minor(5).to_text() == "0.05");
  CHECK(Money::of_minor(-5).to_text() == "-0.05");
  CHECK(Money::of_minor(1230, Currency::parse("USD")).to_text() == "USD 12.30");
  CHECK(Money::of_minor(smallest).to_text() == "-92233720368547758.08");
}

TEST_CASE("an amount reads back what it prints, and short forms of it") {
  CHECK(Money::parse("1234.56") == Money::of_minor(123456));
  CHECK(Money::parse("1234.5") == Money::of_minor(123450));
  CHECK(Money::parse("1234") == Money::of_minor(123400));
  CHECK(Money::parse("-0.01") == Money::of_minor(-1));
  CHECK(Money::parse("-0") == Money());
  CHECK(Money::parse("CNY 12.30") == Money::of_minor(1230));
  CHECK(Money::parse("USD 12.30") == Money::of_minor(1230, Currency::parse("USD")));
  CHECK(Money::parse("92233720368547758.07").minor() == largest);
  CHECK(Money::parse("-92233720368547758.08").minor() == smallest);
}

TEST_CASE("a malformed amount is refused") {
  const auto text = GENERATE("", " ", "-", ".", "+1", "1,000.00", "1e3", "1.", ".5", "01.00", "00",
                             "1.2.3", "--1", " 1", "1 ", "USD  1", "usd 1", "US 1", "USDX 1", "USD",
                             "1 USD", "USD -", "0x10", "１", "1.5元", "NaN", "- 1", "1.-5");
  CAPTURE(text);
  CHECK(is_invalid([&] { Money::parse(text); }));
}

TEST_CASE("an amount below the fen is called over-precise, not rounded") {
  const auto error = error_of([] { Money::parse("0.125"); });
  REQUIRE(error);
  CHECK(error->problems().front().what.en.find("over-precise") != std::string::npos);
  CHECK(is_invalid([] { Money::parse("1.000"); }));
}

TEST_CASE("an amount beyond 64 bits is refused, not wrapped") {
  CHECK(is_invalid([] { Money::parse("92233720368547758.08"); }));
  CHECK(is_invalid([] { Money::parse("-92233720368547758.09"); }));
  CHECK(is_invalid([] { Money::parse("3402823669209384634633746074317682114.57"); }));  // 2^128 + 1
  CHECK(is_invalid([] { Money::of_minor(largest) + Money::of_minor(1); }));
  CHECK(is_invalid([] { Money::of_minor(smallest) - Money::of_minor(1); }));
  CHECK(is_invalid([] { -Money::of_minor(smallest); }));
  CHECK(-Money::of_minor(largest) == Money::of_minor(-largest));
}

TEST_CASE("amounts add and subtract exactly") {
  CHECK(yuan("0.10") + yuan("0.20") == yuan("0.30"));
  CHECK(yuan("0.10") - yuan("0.20") == yuan("-0.10"));
  auto total = yuan("1.00");
  total += yuan("2.50");
  total -= yuan("0.01");
  CHECK(total == yuan("3.49"));
}

TEST_CASE("amounts in two currencies are never mixed") {
  const auto dollars = Money::parse("USD 1.00");
  CHECK(is_invalid([&] { yuan("1.00") + dollars; }));
  CHECK(is_invalid([&] { yuan("1.00") - dollars; }));
  CHECK(is_invalid([&] { (void)(yuan("1.00") < dollars); }));
  CHECK(yuan("1.00") != dollars);
}

TEST_CASE("amounts are ordered by size") {
  CHECK(yuan("-0.01") < yuan("0.00"));
  CHECK(yuan("9.99") < yuan("10.00"));
  CHECK(Money::of_minor(smallest) < Money::of_minor(largest));
}
