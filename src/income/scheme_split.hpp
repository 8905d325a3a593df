#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/wide.hpp"
#include "kezhuan/core/ratio.hpp"

/// Splitting over and over by the same weights, without memory taken for each split.
namespace kezhuan {

/// `amount * weight / total` by largest remainder, as `allocate` does it (INC-06).
class Splitter {
 public:
  Splitter() = default;
  /// @throws Error invalid, rule INC-06: a negative weight, a common denominator beyond 10^15
  explicit Splitter(std::span<const Ratio> weights);

  std::size_t size() const { return weights_.size(); }
  bool is_empty() const { return total_ == 0; }  ///< no weight above zero
  Ratio share(std::size_t part) const;           ///< 0 when empty

  /// Parts of `amount`, negative if it is.
  /// @param parts  as many as there are weights; zeros when the splitter is empty
  void split(std::int64_t amount, std::span<std::int64_t> parts);

 private:
  std::vector<std::int64_t> weights_;
  std::int64_t total_ = 0;
  std::int64_t largest_ = 0;
  std::vector<std::int64_t> remainders_;
};

/// Weights used once: `total` is their sum, `largest` at least the largest of them.
struct Proportion {
  std::span<const std::int64_t> weights;
  std::int64_t total;
  std::int64_t largest;
};

/// Parts of `amount` by largest remainder; `proportion.total` > 0.
/// @param remainders  room for as many
void split(std::int64_t amount, const Proportion& proportion, std::span<std::int64_t> parts,
           std::span<std::int64_t> remainders);

/// Adds one unit to each of the `count` largest remainders, the earlier of equals first; spends the
/// remainders.
void give_leftover(std::span<std::int64_t> parts, std::span<std::int64_t> remainders,
                   std::int64_t count);

/// Rounds `numerators / divisor` so that they sum to `total`, which lies within a unit each of
/// their exact sum. Numerators may be negative.
/// @param remainders  room for as many
void round_to_total(std::span<const Int128> numerators, std::int64_t divisor, std::int64_t total,
                    std::span<std::int64_t> parts, std::span<std::int64_t> remainders);

/// Up and down to a whole number; `divisor` > 0.
Int128 divided_down(Int128 numerator, std::int64_t divisor);
Int128 divided_up(Int128 numerator, std::int64_t divisor);

/// `amount * share` rounded down.
std::int64_t part_down(std::int64_t amount, const Ratio& share);

/// The weights over their common denominator, made as small as they can be.
/// @throws Error invalid, rule INC-06: as `Splitter`
std::vector<std::int64_t> whole_weights(std::span<const Ratio> weights);

/// The least common denominator. @throws Error invalid, rule INC-06: beyond 10^15
std::int64_t common_denominator(std::span<const Ratio> ratios);

}  // namespace kezhuan
