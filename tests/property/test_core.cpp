#include <algorithm>
#include <chrono>
#include <limits>
#include <set>

#include <rapidcheck.h>

#include "catch.hpp"
#include "kezhuan/core/allocate.hpp"
#include "kezhuan/core/calendar.hpp"
#include "kezhuan/core/date.hpp"
#include "kezhuan/core/ids.hpp"
#include "kezhuan/core/money.hpp"
#include "kezhuan/core/ratio.hpp"
#include "unit/core/support.hpp"

using namespace kezhuan;
using std::chrono::days;

// The tests multiply again what the library multiplied, so they need the same width.
__extension__ typedef __int128 Wide;

namespace {

using Weights = std::vector<std::int64_t>;

rc::Gen<std::int64_t> any_minor() {
  return rc::gen::oneOf(rc::gen::inRange<std::int64_t>(-1000, 1000),
                        rc::gen::arbitrary<std::int64_t>());
}

rc::Gen<std::int64_t> any_weight() {
  return rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, 20),
                        rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000'000));
}

Weights some_weights() {
  auto weights = *rc::gen::container<Weights>(any_weight());
  weights.push_back(*rc::gen::inRange<std::int64_t>(1, 100));  // at least one positive
  return weights;
}

Wide total_of(const Weights& weights) {
  Wide total = 0;
  for (const auto weight : weights) total += weight;
  return total;
}

Ratio some_ratio() {
  return {*rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'000),
          *rc::gen::inRange<std::int64_t>(1, 10'000)};
}

Date some_date() {
  return Date(1900, 1, 1) + days{*rc::gen::inRange(0, 401'767)};  // up to 2999-12-31
}

Date some_covered_date(const WorkingCalendar& calendar) {
  const auto size = static_cast<int>((calendar.data().to - calendar.data().from).count());
  return calendar.data().from + days{*rc::gen::inRange(0, size + 1)};
}

}  // namespace

TEST_CASE("INC-06 passes: parts always sum to the whole") {
  CHECK(rc::check("sum", [] {
    const auto total = *any_minor();
    Wide sum = 0;
    for (const auto& part : allocate(Money::of_minor(total), some_weights())) sum += part.minor();
    RC_ASSERT(sum == Wide{total});
  }));
}

TEST_CASE("INC-06 passes: every part lies within one fen of its exact value") {
  CHECK(rc::check("quota", [] {
    const auto total = *any_minor();
    const auto weights = some_weights();
    const auto divisor = total_of(weights);
    const auto parts = allocate(Money::of_minor(total), weights);
    RC_ASSERT(parts.size() == weights.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const Wide excess = Wide{parts[i].minor()} * divisor - Wide{total} * weights[i];
      RC_ASSERT(-divisor < excess);
      RC_ASSERT(excess < divisor);
    }
  }));
}

TEST_CASE("INC-06 passes: negating any total negates every part") {
  CHECK(rc::check("negation", [] {
    const auto total = std::max(*any_minor(), -std::numeric_limits<std::int64_t>::max());
    const auto weights = some_weights();
    const auto parts = allocate(Money::of_minor(total), weights);
    const auto negated = allocate(Money::of_minor(-total), weights);
    for (std::size_t i = 0; i < parts.size(); ++i) RC_ASSERT(negated[i] == -parts[i]);
  }));
}

TEST_CASE("INC-06 passes: the order of weights does not matter unless remainders tie") {
  CHECK(rc::check("permutation", [] {
    const auto total = *any_minor();
    const auto weights = some_weights();
    const auto divisor = total_of(weights);
    std::set<Wide> remainders;
    for (const auto weight : weights) remainders.insert(Wide{total} * weight % divisor);
    RC_PRE(remainders.size() == weights.size());

    std::vector<std::size_t> order(weights.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    for (std::size_t i = order.size(); i > 1; --i) {
      std::swap(order[i - 1], order[*rc::gen::inRange<std::size_t>(0, i)]);
    }
    Weights permuted;
    for (const auto index : order) permuted.push_back(weights[index]);
    const auto parts = allocate(Money::of_minor(total), weights);
    const auto other = allocate(Money::of_minor(total), permuted);
    for (std::size_t i = 0; i < order.size(); ++i) RC_ASSERT(other[i] == parts[order[i]]);
  }));
}

TEST_CASE("INC-06 passes: only the proportion of weights counts") {
  CHECK(rc::check("scaling", [] {
    const auto total = Money::of_minor(*any_minor());
    auto weights = *rc::gen::container<Weights>(rc::gen::inRange<std::int64_t>(0, 1000));
    weights.push_back(*rc::gen::inRange<std::int64_t>(1, 1000));
    const auto scale = *rc::gen::inRange<std::int64_t>(1, 1000);
    const auto denominator = *rc::gen::inRange<std::int64_t>(1, 1000);
    std::vector<Ratio> scaled;
    for (const auto weight : weights) scaled.emplace_back(weight * scale, denominator);
    RC_ASSERT(allocate(total, scaled) == allocate(total, weights));
  }));
}

TEST_CASE("a share rounded up is the least amount that is not below the exact share") {
  CHECK(rc::check("floor side", [] {
    const auto amount = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000'000);
    const auto denominator = *rc::gen::inRange<std::int64_t>(1, 1'000'000);
    const Ratio share(*rc::gen::inRange<std::int64_t>(0, denominator + 1), denominator);
    const Wide got = share_rounded_up(Money::of_minor(amount), share).minor();
    const Wide exact = Wide{amount} * share.numerator();
    RC_ASSERT(got * share.denominator() >= exact);
    RC_ASSERT((got - 1) * share.denominator() < exact);
    RC_ASSERT(share_rounded_up(Money::of_minor(-amount), share).minor() == -got);
  }));
}

TEST_CASE("an amount reads back exactly what it printed") {
  CHECK(rc::check("text of money", [] {
    const auto currency = *rc::gen::element(Currency(), Currency::parse("USD"));
    const auto money = Money::of_minor(*rc::gen::arbitrary<std::int64_t>(), currency);
    RC_ASSERT(Money::parse(money.to_text()) == money);
  }));
}

TEST_CASE("a ratio reads back exactly what it printed") {
  CHECK(rc::check("text of ratios", [] {
    const auto ratio = some_ratio();
    RC_ASSERT(Ratio::parse(ratio.to_text()) == ratio);
  }));
}

TEST_CASE("ratios obey the laws of arithmetic and order") {
  CHECK(rc::check("field laws", [] {
    const auto a = some_ratio();
    const auto b = some_ratio();
    const auto c = some_ratio();
    RC_ASSERT(a + b == b + a);
    RC_ASSERT(a * b == b * a);
    RC_ASSERT((a + b) - b == a);
    RC_ASSERT((a < b) == (a - b).is_negative());
    RC_ASSERT((a + c < b + c) == (a < b));
    RC_ASSERT((a == b) == (a - b).is_zero());
  }));
}

TEST_CASE("weights always become shares that sum to exactly one") {
  CHECK(rc::check("shares", [] {
    auto weights = *rc::gen::container<Weights>(rc::gen::inRange<std::int64_t>(0, 1000));
    std::string text = std::to_string(*rc::gen::inRange(1, 1000));
    for (const auto weight : weights) text += ':' + std::to_string(weight);
    const auto shares = parse_weights(text);
    RC_ASSERT(shares.size() == weights.size() + 1);
    RC_ASSERT(sum(shares).is_one());
  }));
}

TEST_CASE("dates and times read back exactly what they printed") {
  CHECK(rc::check("text of dates", [] {
    const auto date = some_date();
    RC_ASSERT(Date::parse(date.to_text()) == date);
    RC_ASSERT(Date(date.year(), date.month(), date.day()) == date);
  }));
  CHECK(rc::check("text of times", [] {
    const auto time = Timestamp::of_milliseconds(
        *rc::gen::inRange<std::int64_t>(-2'000'000'000'000, 30'000'000'000'000));
    RC_ASSERT(Timestamp::parse(time.to_text()) == time);
  }));
}

TEST_CASE("adding months lands in the right month and never past the day") {
  CHECK(rc::check("months", [] {
    const auto date = Date(2000, 1, 1) + days{*rc::gen::inRange(0, 100'000)};
    const auto months = *rc::gen::inRange(-1000, 1000);
    const auto moved = add_months(date, months);
    const auto index = [](const Date& d) { return d.year() * 12 + static_cast<int>(d.month()); };
    RC_ASSERT(index(moved) == index(date) + months);
    RC_ASSERT(moved.day() <= date.day());
    RC_ASSERT(moved.day() == date.day() || (moved + days{1}).day() == 1U);
  }));
}

TEST_CASE("PTH-05 passes: counting working days inverts adding them") {
  const WorkingCalendar calendar(cn_calendar_data());
  CHECK(rc::check("inverse", [&] {
    const auto start = some_covered_date(calendar);
    const auto left = calendar.count_working_days(start, calendar.data().to);
    RC_PRE(left > 0);
    const auto n = *rc::gen::inRange(1, left + 1);
    const auto last = calendar.add_working_days(start, n);
    RC_ASSERT(start < last);
    RC_ASSERT(calendar.is_working_day(last));
    RC_ASSERT(calendar.count_working_days(start, last) == n);
    RC_ASSERT(calendar.count_working_days(start, last - days{1}) == n - 1);
  }));
}

TEST_CASE("PTH-05 passes: a period never ends on a day off, nor before its days have passed") {
  const WorkingCalendar calendar(cn_calendar_data());
  CHECK(rc::check("rolls", [&] {
    const auto start = some_covered_date(calendar);
    RC_PRE(start + days{75} <= calendar.data().to);  // 60 days and the longest holiday
    const auto n = *rc::gen::inRange(1, 61);
    const auto last = calendar.last_day_of_period(start, n, DayUnit::calendar);
    RC_ASSERT(calendar.is_working_day(last));
    RC_ASSERT(last >= start + days{n});
    RC_ASSERT(calendar.count_working_days(start + days{n - 1}, last) == 1);
  }));
}

TEST_CASE("a UUID reads back exactly what it printed") {
  CHECK(rc::check("text of ids", [] {
    SequenceIdSource source(*rc::gen::arbitrary<std::uint64_t>(), Timestamp());
    const auto id = source.next();
    RC_ASSERT(Uuid::parse(id.to_text()) == id);
  }));
}
