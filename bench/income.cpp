// Dividing a stream of receipts by a scheme of four bands among eight people, beside the same steps
// written by hand for just this scheme in 128 bits. Prints the seconds and a sum over all lines,
// which must be the same.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "kezhuan/income/scheme_engine.hpp"
#include "timer.hpp"

namespace kezhuan::bench {

namespace {

__extension__ typedef __int128 Wide;

constexpr std::array<std::int64_t, 8> weights = {23, 19, 17, 13, 11, 7, 5, 5};
constexpr std::int64_t costs = 1'234'567;

/// Receipts of 0.01 to 2,000.00, the same for everybody.
class Receipts {
 public:
  std::int64_t next() {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::int64_t>((state_ >> 33U) % 200'000) + 1;
  }

 private:
  std::uint64_t state_ = 42;
};

/// Tells results apart without keeping them.
class Sum {
 public:
  void add(std::size_t slot, std::int64_t minor) {
    value_ = value_ * 31 + static_cast<std::uint64_t>(minor) * (slot + 1);
  }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0;
};

/// Four falling bands: people 75/50/40/35, department 15, university the rest.
SchemeTerms terms() {
  SchemeTerms terms;
  terms.scheme = shipped_scheme("wayne-state-1984");
  terms.scheme = at_face_value(terms.scheme, Currency{});
  terms.scheme.pools.front().to = PoolKind::people_by_weight;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    SchemePerson person;
    person.id = "P" + std::to_string(i);
    person.weight = Ratio(weights[i]);
    terms.people.push_back(person);
  }
  return terms;
}

std::uint64_t by_scheme(std::int64_t count) {
  SchemeEngine engine;
  engine.add_terms(terms());
  CostItem cost;
  cost.amount = Money::of_minor(costs);
  engine.add_cost(cost);
  // Slots are told apart by the same numbers as by hand: costs 0, people 1-8, then the units.
  std::vector<std::size_t> numbers;
  std::size_t unit = weights.size();
  std::size_t person = 0;
  for (const auto& slot : engine.slots(0)) {
    if (slot.step != SchemeStep::pool) {
      numbers.push_back(0);
    } else {
      numbers.push_back(slot.party.empty() ? ++unit : ++person);
    }
  }
  Receipts receipts;
  Sum sum;
  SchemeEntry entry;
  entry.date = Date(2026, 1, 1);
  for (std::int64_t i = 0; i < count; ++i) {
    entry.amount = Money::of_minor(receipts.next());
    for (const auto& line : engine.take(entry)) sum.add(numbers[line.slot], line.minor);
  }
  return sum.value();
}

struct Band {
  std::int64_t from;
  std::array<std::int64_t, 3> shares;
};

constexpr std::array<Band, 4> bands = {{{0, {75, 15, 10}},
                                        {1'000'000, {50, 15, 35}},
                                        {10'000'000, {40, 15, 45}},
                                        {100'000'000, {35, 15, 50}}}};

/// Largest remainder among so many parts.
template <std::size_t N>
void give_leftover(std::array<Wide, N>& remainders, Wide left, std::int64_t* parts) {
  for (; left > 0; --left) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < N; ++i) {
      if (remainders[i] > remainders[best]) best = i;
    }
    remainders[best] = -1;
    ++parts[best];
  }
}

std::uint64_t by_hand(std::int64_t count) {
  Receipts receipts;
  Sum sum;
  std::int64_t gross = 0;
  std::array<std::int64_t, 11> before{};
  for (std::int64_t i = 0; i < count; ++i) {
    gross += receipts.next();
    std::array<std::int64_t, 11> now{};
    now[0] = std::min(costs, gross);
    const Wide net = gross - now[0];

    std::array<Wide, 3> exact{};
    for (std::size_t b = 0; b < bands.size(); ++b) {
      if (net <= bands[b].from) break;
      const Wide end = b + 1 < bands.size() ? std::min<Wide>(net, bands[b + 1].from) : net;
      for (std::size_t p = 0; p < 3; ++p) exact[p] += (end - bands[b].from) * bands[b].shares[p];
    }
    const Wide reward = (exact[0] + 99) / 100;
    std::array<Wide, 2> rests{};
    Wide left = net - reward;
    for (std::size_t p = 0; p < 2; ++p) {
      now[9 + p] = static_cast<std::int64_t>(exact[p + 1] / 100);
      rests[p] = exact[p + 1] % 100;
      left -= now[9 + p];
    }
    give_leftover(rests, left, &now[9]);

    std::array<Wide, 8> remainders{};
    left = reward;
    for (std::size_t p = 0; p < 8; ++p) {
      const Wide product = reward * weights[p];
      now[1 + p] = static_cast<std::int64_t>(product / 100);
      remainders[p] = product % 100;
      left -= now[1 + p];
    }
    give_leftover(remainders, left, &now[1]);

    for (std::size_t slot = 0; slot < now.size(); ++slot) {
      if (now[slot] != before[slot]) sum.add(slot, now[slot] - before[slot]);
    }
    before = now;
  }
  return sum.value();
}

}  // namespace

int main(const char* how, std::int64_t count) {
  const Timer timer;
  const auto sum = std::strcmp(how, "by-hand") == 0 ? by_hand(count) : by_scheme(count);
  std::printf("%.6f %llu\n", timer.seconds(), static_cast<unsigned long long>(sum));
  return 0;
}

}  // namespace kezhuan::bench

int main(int count, char** arguments) {
  if (count != 3) {
    std::fputs("usage: bench_income by-scheme|by-hand COUNT\n", stderr);
    return 2;
  }
  return kezhuan::bench::main(arguments[1], std::atoll(arguments[2]));
}
