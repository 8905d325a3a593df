#include <limits>

#include "catch.hpp"
#include "kezhuan/core/error.hpp"
#include "kezhuan/core/ratio.hpp"
#include "unit/core/support.hpp"

using namespace kezhuan;

namespace {

constexpr auto largest = std::numeric_limits<std::int64_t>::max();
constexpr auto smallest = std::numeric_limits<std::int64_t>::min();

Ratio ratio(const char* text) { return Ratio::parse(text); }

}  // namespace

TEST_CASE("a ratio reads every form in use and prints one canonical form") {
  CHECK(ratio("1/3").to_text() == "1/3");
  CHECK(ratio("2/6").to_text() == "1/3");
  CHECK(ratio("33.3%").to_text() == "333/1000");
  CHECK(ratio("50%").to_text() == "1/2");
  CHECK(ratio("0.25").to_text() == "1/4");
  CHECK(ratio("0.2500000000000000000").to_text() == "1/4");
  CHECK(ratio("1").to_text() == "1");
  CHECK(ratio("100%").to_text() == "1");
  CHECK(ratio("0/7").to_text() == "0");
  CHECK(ratio("-2/4").to_text() == "-1/2");
  CHECK(Ratio().to_text() == "0");
}

TEST_CASE("a malformed ratio is refused") {
  const auto text = GENERATE("", "-", "/", "1/", "/3", "1/0", "1/-3", "1/03", "01", "+1", "1e-3",
                             ".5", "5.", "%", "1/3%", "1 /3", " 1", "33.3 %", "0.5.5", "1/2/3",
                             "--1", "1:2", "一半", "NaN", "50%%");
  CAPTURE(text);
  CHECK(is_invalid([&] { ratio(text); }));
}

TEST_CASE("a ratio whose denominator exceeds 10^15 is refused, not rounded") {
  CHECK(ratio("1/1000000000000000").denominator() == Ratio::max_denominator);
  CHECK(is_invalid([] { ratio("1/1000000000000001"); }));
  CHECK(is_invalid([] { ratio("0.0000000000000001"); }));
  CHECK(is_invalid([] { Ratio(1, Ratio::max_denominator + 1); }));
  CHECK(Ratio(2, 2 * Ratio::max_denominator) == Ratio(1, Ratio::max_denominator));
  CHECK(is_invalid([] { Ratio(1, 1'000'000'007) * Ratio(1, 1'000'000'009); }));
  CHECK(is_invalid([] { Ratio(1, 1'000'000'007) + Ratio(1, 1'000'000'009); }));
  CHECK(is_invalid([] { ratio("1/99999999999999999999999999999999999999999999999"); }));
}

TEST_CASE("a ratio whose numerator exceeds 64 bits is refused, not wrapped") {
  CHECK(ratio("9223372036854775807").numerator() == largest);
  CHECK(is_invalid([] { ratio("9223372036854775808"); }));
  CHECK(is_invalid([] { Ratio(largest) + Ratio(1); }));
  CHECK(is_invalid([] { Ratio(smallest) - Ratio(1); }));
  CHECK(is_invalid([] { Ratio(largest) * Ratio(2); }));
  CHECK(is_invalid([] { -Ratio(smallest); }));
}

TEST_CASE("a ratio is reduced, its denominator positive") {
  static_assert(Ratio(6, 8) == Ratio(3, 4));
  static_assert(Ratio(smallest, 2).numerator() == smallest / 2);
  CHECK(Ratio(0, 5) == Ratio());
  CHECK(is_invalid([] { Ratio(1, 0); }));
  CHECK(is_invalid([] { Ratio(1, -2); }));
}

TEST_CASE("ratios compute exactly") {
  CHECK(ratio("1/3") + ratio("1/6") == ratio("1/2"));
  CHECK(ratio("1/3") - ratio("1/2") == ratio("-1/6"));
  CHECK(ratio("2/3") * ratio("3/4") == ratio("1/2"));
  CHECK(-ratio("1/3") == ratio("-1/3"));
}

TEST_CASE("ratios compare exactly where floating point sees no difference") {
  CHECK(ratio("333333333333333/1000000000000000") < ratio("1/3"));
  CHECK(Ratio(largest - 1, 3) < Ratio(largest, 3));
  CHECK(Ratio(smallest) < Ratio(largest));
  CHECK_FALSE(ratio("0.5") < ratio("50%"));
}

TEST_CASE("shares are complete when they sum to exactly one") {
  const std::vector<Ratio> thirds(3, ratio("1/3"));
  CHECK(sum(thirds).is_one());
  const std::vector<Ratio> percents(3, ratio("33.3%"));
  CHECK_FALSE(sum(percents).is_one());
  CHECK(sum({}).is_zero());
}

TEST_CASE("a sum is exact though a step to it is finer than a ratio can be") {
  const auto p = ratio("1/999999937");
  const auto q = ratio("1/1000000007");
  CHECK(sum(std::vector{p, q, -p}) == q);
  CHECK(sum(std::vector{Ratio(largest), Ratio(largest), Ratio(-largest)}) == Ratio(largest));
  CHECK(texts(parse_weights("1/999999937:1/1000000007")) ==
        Texts{"1000000007/1999999944", "999999937/1999999944"});
}

TEST_CASE(
    "a sum too fine for a ratio, or for 128 bits on the way, is refused and says what to do") {
  const auto refusal = [](const std::vector<Ratio>& ratios) {
    try {
      sum(ratios);
    } catch (const Error& error) {
      return error.problems().at(0).what.en + "; " + error.problems().at(0).remedy.en;
    }
    return std::string();
  };
  CHECK(refusal({ratio("1/999999937"), ratio("1/1000000007")}) ==
        "the denominator of the sum of the ratios exceeds 10^15; use a simpler fraction or fewer "
        "decimals");
  CHECK(refusal(
            {ratio("1/999999999999989"), ratio("1/999999999999947"), ratio("1/999999999999883")}) ==
        "the common denominator is too large to add up exactly, at 1/999999999999883; use a "
        "simpler fraction or fewer decimals");
}

TEST_CASE("weights become shares that sum to exactly one, in order") {
  CHECK(texts(parse_weights("7:3")) == Texts{"7/10", "3/10"});
  CHECK(texts(parse_weights("2:1:1")) == Texts{"1/2", "1/4", "1/4"});
  CHECK(texts(parse_weights("0.5:1.5")) == Texts{"1/4", "3/4"});
  CHECK(texts(parse_weights("1:0")) == Texts{"1", "0"});
  CHECK(texts(parse_weights("5")) == Texts{"1"});
  CHECK(sum(parse_weights("1/3:1/7:11%:13")).is_one());
}

TEST_CASE("malformed, negative or all-zero weights are refused") {
  const auto text = GENERATE("", ":", "7:", ":3", "7::3", "7:-3", "0:0", "7 : 3", "7：3", "a:b");
  CAPTURE(text);
  CHECK(is_invalid([&] { parse_weights(text); }));
}
