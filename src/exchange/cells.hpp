#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/core/date.hpp"
#include "kezhuan/core/shape.hpp"

/// Cells of a sheet, as people write dates, money and the like, brought into the form acts have.
///
/// All pure. Each conversion throws Error invalid with what is wrong and what would mend it.
namespace kezhuan {

/// Without blanks around it, full-width and invisible ones included.
std::string_view trimmed(std::string_view cell);

/// Trimmed, with full-width letters, digits and signs as the ASCII ones they stand for. What has
/// none is given back as it is, without a copy; `storage` holds it otherwise.
std::string_view narrowed(std::string_view cell, std::string& storage);

/// Trimmed, and without the `="…"` by which Excel is told that digits are a text: `="001"` is 001.
std::string_view bare(std::string_view cell);

/// Whether the cell is a stroke that stands for nothing: / - -- — …
bool is_stroke(std::string_view cell);

/// A text, bare. Refuses formulas and what Excel shows instead of a value (#REF!, ########).
std::string text_of_cell(std::string_view cell);

/// The same of what is no number though it may be written in digits: refuses 2.02111E+17 too, of
/// which Excel has dropped the digits.
std::string name_of_cell(std::string_view cell);

/// 2021-3-5, 2021/3/5, 2021.3.5, 2021年3月5日, 20210305, or the day number of Excel (five digits,
/// 1927 to 2173), each with or without a time of day, which is dropped: as "2021-03-05".
std::string date_of_cell(std::string_view cell);

/// The day with that number in Excel's calendar of 1900, which has a 29 February 1900 (60).
/// @throws Error invalid  there was no such day
Date date_of_serial(int serial);

/// 1234.5, ¥1,234.50, 12.5万元, 3亿, 1E+05, (100.00) for less than nothing, USD 12.30: as
/// "1234.50".
/// @param unit  of a number without one, as in a header 金额（万元）: "" or a unit of money. One
///              that multiplies yuan has to be written beside a foreign currency.
std::string money_of_cell(std::string_view cell, std::string_view unit = {});

/// What a unit of money makes of a number: 万元, 元, USD, 万美元.
struct MoneyUnit {
  int power = 0;         ///< of ten
  std::string currency;  ///< its code; empty: yuan
};
/// Nothing when it is no unit; letters may be small.
std::optional<MoneyUnit> find_money_unit(std::string_view unit);

/// Whether it is an amount without a unit of its own, which a unit said elsewhere may change.
bool is_bare_amount(std::string_view cell);

/// 30%, 1/3, 0.3, 30 % as `Ratio` reads it.
std::string ratio_of_cell(std::string_view cell);

/// 1,234, 10年, 3人, 1E+05 as "1234", "10", "3", "100000".
std::string integer_of_cell(std::string_view cell);

/// 是, 有, √, Y, 1 … and their opposites.
bool boolean_of_cell(std::string_view cell);

/// Whether the cell is one of the words for yes: 是, 有, √, 1, Y, 已 …
bool reads_as_yes(std::string_view cell);

/// Whether the cell is one of the words for no: 否, 无, ×, 0, N, 未 …
bool reads_as_no(std::string_view cell);

/// Whether a ? stands right behind or before what is not ASCII: 王?
bool has_mark_in_chinese(std::string_view cell);

/// A code by itself, or by its name in either language, with or without what stands in brackets.
std::string_view code_of_cell(std::string_view cell, std::span<const CodeName> codes);

/// The parts of a cell that lists things: 、 ； ; ，, | and line breaks stand between them.
std::vector<std::string> parts_of_cell(std::string_view cell);

}  // namespace kezhuan
