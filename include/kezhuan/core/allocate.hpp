#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "kezhuan/core/money.hpp"
#include "kezhuan/core/ratio.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// Splits `total` by `weights` so that the parts sum to it exactly (largest remainder).
///
/// Every part lies within one minor unit of its exact value; the units left over go to the
/// largest remainders, ties to the earlier weight. Remainders are ranked exactly in 128 bits.
/// Negating the total negates every part; a zero weight gets zero. Weights need not sum to 1:
/// only their proportion counts. Not monotone in the total: 10 by 6:6:2 is 4/4/2, 11 is 5/5/1.
/// Rounding by largest remainder is a house default, no legal source.
/// @param total    minor units of any currency, any sign
/// @param weights  each >= 0, at least one > 0
/// @return         one Money per weight, same order and currency
/// @throws Error invalid, rule INC-06: a negative weight, no positive weight, or weights whose
///         common denominator exceeds 10^15 or whose sum over it exceeds 64 bits
/// @rule INC-06
std::vector<Money> allocate(const Money& total, std::span<const Ratio> weights);

/// The same with whole-number weights, for hot loops over one common denominator.
/// @rule INC-06
std::vector<Money> allocate(const Money& total, std::span<const std::int64_t> weights);

/// `amount` times `share`, rounded to the minor unit away from zero.
///
/// For the side that bears a floor: of a positive amount it never gets less than its exact share,
/// and a reversal (negative amount) takes back exactly what was given.
/// House default, no legal source.
/// @throws Error invalid: the result does not fit in 64 bits
Money share_rounded_up(const Money& amount, const Ratio& share);

}  // namespace kezhuan
