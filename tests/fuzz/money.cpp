// Two amounts and a share, one a line.

#include "kezhuan/core/money.hpp"

#include "fuzz/target.hpp"
#include "kezhuan/core/allocate.hpp"

namespace kezhuan::fuzz {

void run_money(std::string_view input) {
  const auto first_text = take_line(input);
  const auto second_text = take_line(input);
  const auto share_text = take_line(input);
  Money first;
  if (!reads([&] { first = Money::parse(first_text); })) return;
  must(Money::parse(first.to_text()) == first, "an amount is written and read the same");
  Money second;
  if (reads([&] { second = Money::parse(second_text); })) {
    static_cast<void>(reads([&] {
      const auto total = first + second;
      must(total - second == first, "amounts add up");
      must((total < first) == second.is_negative(), "adding keeps the order");
    }));
    static_cast<void>(reads([&] { must(-(first - second) == second - first, "minus turns"); }));
  }
  Ratio share;
  if (!reads([&] { share = Ratio::parse(share_text); })) return;
  static_cast<void>(reads([&] {
    const auto part = share_rounded_up(first, share);
    must(share_rounded_up(-first, share) == -part, "a reversal takes back what was given");
    if (share.is_one()) must(part == first, "the whole of an amount is the amount");
    if (share.is_zero()) must(part.is_zero(), "nothing of an amount is nothing");
  }));
}

}  // namespace kezhuan::fuzz
