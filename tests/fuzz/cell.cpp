// One cell of a sheet by every converter, a unit in the second line: what a converter gives, the
// values' own readers take, and it says the same when given again.

#include <span>
#include <string>
#include <vector>

#include "exchange/cells.hpp"
#include "fuzz/target.hpp"
#include "kezhuan/core/money.hpp"
#include "kezhuan/core/ratio.hpp"
#include "kezhuan/core/utf8.hpp"

namespace kezhuan::fuzz {

void run_cell(std::string_view input) {
  const auto cell = take_line(input);
  const auto unit = take_line(input);
  if (!is_utf8(cell) || !is_utf8(unit)) return;  // the text file has seen to it
  std::string text;
  if (reads([&] { text = date_of_cell(cell); })) {
    must(Date::parse(text).to_text() == text, "a date is one");
    must(date_of_cell(text) == text, "a date stays the same");
  }
  if (reads([&] { text = money_of_cell(cell, unit); })) {
    must(reads([&] { static_cast<void>(Money::parse(text)); }), "an amount is one");
    must(Money::parse(money_of_cell(text)) == Money::parse(text), "an amount stays the same");
  }
  if (reads([&] { text = ratio_of_cell(cell); })) {
    static_cast<void>(reads([&] {
      must(Ratio::parse(text) == Ratio::parse(ratio_of_cell(text)), "a ratio stays the same");
    }));
  }
  if (reads([&] { text = integer_of_cell(cell); })) {
    must(text.find_first_not_of("-0123456789") == std::string::npos, "a whole number is digits");
  }
  static_cast<void>(reads([&] { static_cast<void>(boolean_of_cell(cell)); }));
  if (reads([&] { text = text_of_cell(cell); })) must(is_utf8(text), "a text is UTF-8");
  if (reads([&] { text = name_of_cell(cell); })) {
    must(text == text_of_cell(cell), "a name is the text, or none");
  }
  std::vector<std::string> parts;
  static_cast<void>(reads([&] { parts = parts_of_cell(cell); }));
  for (const auto& part : parts) must(is_utf8(part), "a part is UTF-8");
  must(!find_money_unit(unit) || find_money_unit(unit)->power >= 0, "a unit multiplies");
}

}  // namespace kezhuan::fuzz
