#include <algorithm>
#include <limits>

#include "catch.hpp"
#include "kezhuan/core/allocate.hpp"
#include "unit/core/support.hpp"

using namespace kezhuan;

namespace {

Texts split(const Money& total, const std::vector<std::int64_t>& weights) {
  return texts(allocate(total, weights));
}

Texts split_by(const Money& total, const char* weights) {
  return texts(allocate(total, parse_weights(weights)));
}

bool is_refused(const std::function<void()>& call) {
  const auto error = error_of(call);
  return is_invalid(call) && error->problems().front().rule == "INC-06";
}

}  // namespace

TEST_CASE("INC-06 passes: a huge amount is split by exact remainders") {
  const auto total = Money::of_minor(7'000'000'000'000'000);
  const auto parts = allocate(total, parse_weights("1:2"));
  CHECK(parts[0].minor() == 2'333'333'333'333'333);
  CHECK(parts[1].minor() == 4'666'666'666'666'667);
}

TEST_CASE("INC-06 passes: the leftover fen goes to the largest remainder") {
  CHECK(split_by(yuan("99.99"), "75:25") == Texts{"74.99", "25.00"});
  CHECK(split(yuan("0.10"), {6, 6, 2}) == Texts{"0.04", "0.04", "0.02"});
  CHECK(split(yuan("0.11"), {6, 6, 2}) == Texts{"0.05", "0.05", "0.01"});
}

TEST_CASE("INC-06 passes: ties go to the earlier weight") {
  CHECK(split(yuan("250000.01"), {1, 1, 1}) == Texts{"83333.34", "83333.34", "83333.33"});
  CHECK(split(yuan("0.01"), {1, 1}) == Texts{"0.01", "0.00"});
  CHECK(split(yuan("0.03"), {1, 1}) == Texts{"0.02", "0.01"});
  const auto many = allocate(yuan("0.50"), std::vector<std::int64_t>(100, 7));
  CHECK(std::all_of(many.begin(), many.begin() + 50, [](auto m) { return m == yuan("0.01"); }));
  CHECK(std::all_of(many.begin() + 50, many.end(), [](auto m) { return m.is_zero(); }));
}

TEST_CASE("INC-06 passes: negating the total negates every part") {
  CHECK(split(yuan("-0.11"), {6, 6, 2}) == Texts{"-0.05", "-0.05", "-0.01"});
}

TEST_CASE("INC-06 passes: a zero weight gets nothing and the currency is kept") {
  CHECK(split(yuan("0.05"), {0, 1, 0, 1}) == Texts{"0.00", "0.03", "0.00", "0.02"});
  CHECK(split(Money::parse("USD 1.00"), {1, 2}) == Texts{"USD 0.33", "USD 0.67"});
  CHECK(split(yuan("0.00"), {1, 2}) == Texts{"0.00", "0.00"});
}

TEST_CASE("INC-06 passes: the widest amounts and weights stay exact") {
  constexpr auto largest = std::numeric_limits<std::int64_t>::max();
  constexpr auto smallest = std::numeric_limits<std::int64_t>::min();
  CHECK(split(Money::of_minor(smallest), {0, largest}) == Texts{"0.00", "-92233720368547758.08"});
  const auto parts = allocate(Money::of_minor(largest), std::vector<std::int64_t>{largest - 1, 1});
  CHECK(parts[0].minor() == largest - 1);
  CHECK(parts[1].minor() == 1);
}

TEST_CASE("INC-06 passes: weights of different denominators are brought to a common one") {
  const std::vector<Ratio> weights{Ratio::parse("1/2"), Ratio::parse("1/3"), Ratio::parse("1/6")};
  CHECK(texts(allocate(yuan("1.00"), weights)) == Texts{"0.50", "0.33", "0.17"});
}

TEST_CASE("INC-06 refuses: no weight, no positive weight, a negative weight") {
  const auto total = yuan("1.00");
  CHECK(is_refused([&] { split(total, {}); }));
  CHECK(is_refused([&] { split(total, {0, 0}); }));
  CHECK(is_refused([&] { split(total, {2, -1}); }));
  CHECK(is_refused([&] { allocate(total, std::vector<Ratio>{Ratio(3, 2), Ratio(-1, 2)}); }));
}

TEST_CASE("INC-06 refuses: weights too fine for a common denominator, or too large") {
  const auto total = yuan("1.00");
  const std::vector<Ratio> fine{Ratio(1, 1'000'000'007), Ratio(1, 1'000'000'009)};
  CHECK(is_refused([&] { allocate(total, fine); }));
  const auto largest = std::numeric_limits<std::int64_t>::max();
  CHECK(is_refused([&] { split(total, {largest, 1}); }));
  CHECK(is_refused([&] { allocate(total, std::vector<Ratio>{Ratio(largest), Ratio(1, 3)}); }));
}

TEST_CASE("a share that bears a floor is rounded up, and a reversal takes back the same") {
  CHECK(share_rounded_up(yuan("100.01"), Ratio(1, 2)) == yuan("50.01"));
  CHECK(share_rounded_up(yuan("100.00"), Ratio(1, 2)) == yuan("50.00"));
  CHECK(share_rounded_up(yuan("500000.01"), Ratio(1, 2)) == yuan("250000.01"));
  CHECK(share_rounded_up(yuan("-100.01"), Ratio(1, 2)) == yuan("-50.01"));
  CHECK(share_rounded_up(yuan("0.01"), Ratio(1, 1'000'000'000'000'000)) == yuan("0.01"));
  CHECK(share_rounded_up(Money::parse("USD 1.00"), Ratio()) == Money::parse("USD 0.00"));
  CHECK(is_invalid([] { share_rounded_up(yuan("90000000000000000.00"), Ratio(2)); }));
}
