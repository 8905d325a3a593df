#include "kezhuan/core/allocate.hpp"

#include <algorithm>
#include <numeric>

#include "core/wide.hpp"
#include "kezhuan/core/error.hpp"

namespace kezhuan {

namespace {

constexpr auto rule = "INC-06";

/// What one weight gets rounded down, and the remainder that this leaves.
struct Part {
  Int128 minor;
  Int128 remainder;
};

constexpr StaticText weights_remedy{
    "检查权重：每个不小于零，至少一个大于零",
    "check the weights: each at least zero, at least one above zero"};

[[noreturn]] void throw_too_fine() {
  throw_invalid({"权重的公分母超过 10^15，或权重之和过大",
                 "the common denominator of the weights exceeds 10^15, or their sum is too large"},
                {"改用更简单的权重，如“7:3”", "use simpler weights, such as \"7:3\""}, rule);
}

std::int64_t checked_sum(std::span<const std::int64_t> weights) {
  Int128 total = 0;
  for (const auto weight : weights) {
    if (weight < 0)
      throw_invalid({"权重不能为负", "a weight is negative"}, weights_remedy.text(), rule);
    total += weight;
  }
  if (total == 0)
    throw_invalid({"没有正的权重", "no positive weight"}, weights_remedy.text(), rule);
  const auto narrowed = narrow(total);
  if (!narrowed) throw_too_fine();
  return *narrowed;
}

std::int64_t common_denominator(std::span<const Ratio> weights) {
  Int128 common = 1;
  for (const auto& weight : weights) {
    common = common / greatest_common_divisor(common, weight.denominator()) * weight.denominator();
    if (common > Ratio::max_denominator) throw_too_fine();
  }
  return static_cast<std::int64_t>(common);
}

std::vector<Part> round_down(Int128 amount, std::span<const std::int64_t> weights,
                             std::int64_t divisor) {
  std::vector<Part> parts;
  parts.reserve(weights.size());
  for (const auto weight : weights) {
    const Int128 product = amount * weight;
    parts.push_back({product / divisor, product % divisor});
  }
  return parts;
}

/// Gives one unit more to each of the `count` largest remainders, the earlier of equals first.
void give_leftover(std::vector<Part>& parts, std::size_t count) {
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    return parts[left].remainder > parts[right].remainder;
  });
  for (std::size_t i = 0; i < count; ++i) ++parts[order[i]].minor;
}

}  // namespace

std::vector<Money> allocate(const Money& total, std::span<const std::int64_t> weights) {
  const auto divisor = checked_sum(weights);
  const Int128 amount = magnitude(total.minor());
  auto parts = round_down(amount, weights, divisor);

  Int128 leftover = amount;
  for (const auto& part : parts) leftover -= part.minor;
  if (leftover > 0) give_leftover(parts, static_cast<std::size_t>(leftover));

  std::vector<Money> result;
  result.reserve(parts.size());
  for (const auto& part : parts) {
    const Int128 minor = total.is_negative() ? -part.minor : part.minor;
    result.push_back(Money::of_minor(static_cast<std::int64_t>(minor), total.currency()));
  }
  return result;
}

std::vector<Money> allocate(const Money& total, std::span<const Ratio> weights) {
  const auto common = common_denominator(weights);
  std::vector<std::int64_t> whole;
  whole.reserve(weights.size());
  for (const auto& weight : weights) {
    const auto scaled = narrow(Int128{weight.numerator()} * (common / weight.denominator()));
    if (!scaled) throw_too_fine();
    whole.push_back(*scaled);
  }
  return allocate(total, std::span<const std::int64_t>(whole));
}

Money share_rounded_up(const Money& amount, const Ratio& share) {
  const Int128 exact = Int128{amount.minor()} * share.numerator();
  const Int128 divisor = share.denominator();
  const Int128 up = (magnitude(exact) + divisor - 1) / divisor;
  const auto minor = narrow(exact < 0 ? -up : up);
  if (!minor) {
    throw_invalid({"金额超出范围：" + amount.to_text() + " × " + share.to_text(),
                   "amount out of range: " + amount.to_text() + " × " + share.to_text()},
                  {"检查金额与比例", "check the amount and the share"});
  }
  return Money::of_minor(*minor, amount.currency());
}

}  // namespace kezhuan
