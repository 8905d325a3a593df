// An amount, then weights, then a ratio, one a line.

#include "fuzz/target.hpp"
#include "kezhuan/core/allocate.hpp"

namespace kezhuan::fuzz {

namespace {

void divide(const Money& total, const std::vector<Ratio>& weights) {
  std::vector<Money> parts;
  if (!reads([&] { parts = allocate(total, weights); })) return;
  must(parts.size() == weights.size(), "one part a weight");
  auto left = total;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    left -= parts[i];
    must(!weights[i].is_zero() || parts[i].is_zero(), "no weight, no part");
    must(parts[i].is_zero() || parts[i].is_negative() == total.is_negative(),
         "parts keep the sign");
  }
  must(left.is_zero(), "parts add up to the whole");
  Money negated;
  if (!reads([&] { negated = -total; })) return;
  const auto turned = allocate(negated, weights);
  for (std::size_t i = 0; i < parts.size(); ++i) must(turned[i] == -parts[i], "minus turns");
}

void reckon(const Ratio& left, const Ratio& right) {
  static_cast<void>(reads([&] { must(left + right == right + left, "sums turn"); }));
  static_cast<void>(reads([&] { must(left + right - right == left, "sums go back"); }));
  static_cast<void>(reads([&] { must(left * right == right * left, "products turn"); }));
  must(((left <=> right) == 0) == (left == right), "order and equality agree");
  must((left < right) == (right > left), "order turns");
}

}  // namespace

void run_ratio(std::string_view input) {
  const auto amount = take_line(input);
  const auto weights_text = take_line(input);
  const auto ratio_text = take_line(input);
  Money total;
  std::vector<Ratio> weights;
  const bool has_total = reads([&] { total = Money::parse(amount); });
  if (reads([&] { weights = parse_weights(weights_text); })) {
    // A sum on the way there may be finer than a ratio can be, and is then refused.
    Ratio whole = Ratio(1);
    static_cast<void>(reads([&] { whole = sum(weights); }));
    must(whole.is_one(), "weights add up to one");
    if (has_total) divide(total, weights);
  }
  Ratio ratio;
  if (!reads([&] { ratio = Ratio::parse(ratio_text); })) return;
  must(Ratio::parse(ratio.to_text()) == ratio, "a ratio is written and read the same");
  for (const auto& weight : weights) reckon(ratio, weight);
}

}  // namespace kezhuan::fuzz
