#include "income/scheme_split.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "kezhuan/core/error.hpp"

namespace kezhuan {

namespace {

constexpr auto rule = "INC-06";

[[noreturn]] void throw_too_fine() {
  throw_invalid(
      {"比例的公分母超过 10^15，或权重之和过大",
       "the common denominator exceeds 10^15, or the weights are too large together"},
      {"改用更简单的比例或权重，如“7:3”", "use simpler shares or weights, such as \"7:3\""}, rule);
}

void check_weight(const Ratio& weight) {
  if (!weight.is_negative()) return;
  throw_invalid({"权重不能为负：" + weight.to_text(), "a negative weight: " + weight.to_text()},
                {"写零或正数", "give zero or more"}, rule);
}

/// The same by partial sorting, for so many parts that looking for each largest one takes long.
void give_to_many(std::span<std::int64_t> parts, std::span<const std::int64_t> remainders,
                  std::int64_t count) {
  if (count == 0) return;
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto is_before = [&](std::size_t left, std::size_t right) {
    if (remainders[left] != remainders[right]) return remainders[left] > remainders[right];
    return left < right;
  };
  std::nth_element(order.begin(), order.begin() + (count - 1), order.end(), is_before);
  for (std::int64_t i = 0; i < count; ++i) ++parts[order[static_cast<std::size_t>(i)]];
}

template <class Wide>
void divide(std::int64_t amount, const Proportion& proportion, std::span<std::int64_t> parts,
            std::span<std::int64_t> remainders) {
  std::int64_t left = amount;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Wide product = static_cast<Wide>(amount) * proportion.weights[i];
    parts[i] = static_cast<std::int64_t>(product / proportion.total);
    remainders[i] = static_cast<std::int64_t>(product % proportion.total);
    left -= parts[i];
  }
  give_leftover(parts, remainders, left);
}

}  // namespace

Int128 divided_down(Int128 numerator, std::int64_t divisor) {
  if (const auto small = narrow(numerator); small && *small >= 0) return *small / divisor;
  const Int128 quotient = numerator / divisor;
  return quotient * divisor > numerator ? quotient - 1 : quotient;
}

Int128 divided_up(Int128 numerator, std::int64_t divisor) {
  return -divided_down(-numerator, divisor);
}

std::int64_t part_down(std::int64_t amount, const Ratio& share) {
  // A share of at most one, so the part fits where the amount does.
  return static_cast<std::int64_t>(
      divided_down(Int128{amount} * share.numerator(), share.denominator()));
}

std::int64_t common_denominator(std::span<const Ratio> ratios) {
  Int128 common = 1;
  for (const auto& ratio : ratios) {
    common = common / greatest_common_divisor(common, ratio.denominator()) * ratio.denominator();
    if (common > Ratio::max_denominator) throw_too_fine();
  }
  return static_cast<std::int64_t>(common);
}

std::vector<std::int64_t> whole_weights(std::span<const Ratio> weights) {
  const auto common = common_denominator(weights);
  std::vector<std::int64_t> whole;
  Int128 total = 0;
  std::int64_t divisor = 0;
  for (const auto& weight : weights) {
    check_weight(weight);
    const auto scaled = narrow(Int128{weight.numerator()} * (common / weight.denominator()));
    if (!scaled) throw_too_fine();
    whole.push_back(*scaled);
    total += *scaled;
    divisor = std::gcd(divisor, *scaled);
  }
  if (!narrow(total)) throw_too_fine();
  if (divisor > 1) {
    for (auto& weight : whole) weight /= divisor;
  }
  return whole;
}

Splitter::Splitter(std::span<const Ratio> weights)
    : weights_(whole_weights(weights)), remainders_(weights.size()) {
  for (const auto weight : weights_) {
    total_ += weight;
    largest_ = std::max(largest_, weight);
  }
}

Ratio Splitter::share(std::size_t part) const {
  if (is_empty()) return Ratio{};
  const auto divisor = std::gcd(weights_[part], total_);
  if (total_ / divisor > Ratio::max_denominator) throw_too_fine();
  return {weights_[part], total_};
}

void Splitter::split(std::int64_t amount, std::span<std::int64_t> parts) {
  if (amount == 0 || is_empty()) {
    std::fill(parts.begin(), parts.end(), 0);
  } else if (weights_.size() == 1) {
    parts.front() = amount;
  } else {
    kezhuan::split(amount, {weights_, total_, largest_}, parts, remainders_);
  }
}

void split(std::int64_t amount, const Proportion& proportion, std::span<std::int64_t> parts,
           std::span<std::int64_t> remainders) {
  // Of the smallest number alone the magnitude does not fit; no sum of money gets there.
  const auto size = amount < 0 ? -amount : amount;
  const bool is_narrow = size <= std::numeric_limits<std::int64_t>::max() / proportion.largest;
  if (is_narrow) {
    divide<std::int64_t>(size, proportion, parts, remainders);
  } else {
    divide<Int128>(size, proportion, parts, remainders);
  }
  if (amount > 0) return;
  for (auto& part : parts) part = -part;
}

void give_leftover(std::span<std::int64_t> parts, std::span<std::int64_t> remainders,
                   std::int64_t count) {
  constexpr std::size_t few = 64;
  if (remainders.size() > few) return give_to_many(parts, remainders, count);
  constexpr std::int64_t spent = -1;
  for (; count > 0; --count) {
    const auto largest = std::max_element(remainders.begin(), remainders.end());
    *largest = spent;
    ++parts[static_cast<std::size_t>(largest - remainders.begin())];
  }
}

void round_to_total(std::span<const Int128> numerators, std::int64_t divisor, std::int64_t total,
                    std::span<std::int64_t> parts, std::span<std::int64_t> remainders) {
  std::int64_t left = total;
  for (std::size_t i = 0; i < numerators.size(); ++i) {
    const auto down = divided_down(numerators[i], divisor);
    parts[i] = static_cast<std::int64_t>(down);
    remainders[i] = static_cast<std::int64_t>(numerators[i] - down * divisor);
    left -= parts[i];
  }
  give_leftover(parts, remainders, left);
}

}  // namespace kezhuan
