#include "exchange/cells.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <utility>

#include "core/folded.hpp"
#include "core/scan.hpp"
#include "kezhuan/core/error.hpp"
#include "kezhuan/core/money.hpp"
#include "kezhuan/core/ratio.hpp"

namespace kezhuan {

namespace {

bool strip_front(std::string_view& text, std::string_view what) {
  if (what.empty() || text.empty() || text.front() != what.front()) return false;
  if (text.substr(0, what.size()) != what) return false;
  text.remove_prefix(what.size());
  return true;
}

bool strip_back(std::string_view& text, std::string_view what) {
  if (what.empty() || text.size() < what.size() || text.back() != what.back()) return false;
  if (text.substr(text.size() - what.size()) != what) return false;
  text.remove_suffix(what.size());
  return true;
}

template <class Range>
bool strip_any_front(std::string_view& text, const Range& range) {
  return std::any_of(range.begin(), range.end(),
                     [&](std::string_view each) { return strip_front(text, each); });
}

template <class Range>
bool strip_any_back(std::string_view& text, const Range& range) {
  return std::any_of(range.begin(), range.end(),
                     [&](std::string_view each) { return strip_back(text, each); });
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out) c = ascii_lower(c);
  return out;
}

[[noreturn]] void throw_cell(std::string_view cell, const std::string& zh, const std::string& en,
                             Text remedy) {
  throw_invalid({"“" + shortened(cell) + "”" + zh, quoted(cell) + " " + en}, std::move(remedy));
}

// Dates ----------------------------------------------------------------------------------------

[[noreturn]] void throw_date(std::string_view cell, const StaticText& why = {}) {
  throw_cell(cell, "不是日期" + (why.zh.empty() ? "。" : "：" + std::string(why.zh)),
             "is no date" + (why.en.empty() ? "." : ": " + std::string(why.en)),
             {"写作 2021-3-5、2021/3/5、2021.3.5 或 2021年3月5日，年月日齐全。",
              "Write 2021-3-5, 2021/3/5, 2021.3.5 or 2021年3月5日, with year, month and day."});
}

std::optional<int> take_number(std::string_view& text, std::size_t most_digits) {
  std::size_t size = 0;
  while (size < text.size() && size < most_digits && is_digit(text[size])) ++size;
  if (size == 0) return std::nullopt;
  int value = 0;
  std::from_chars(text.data(), text.data() + size, value);
  text.remove_prefix(size);
  return value;
}

/// "0:00", "00:00:00", "12:30:00.000": what a date may carry along.
bool is_time(std::string_view text) {
  if (!take_number(text, 2)) return false;
  int groups = 0;
  while (groups < 2 && strip_front(text, ":")) {
    if (!take_number(text, 2)) return false;
    ++groups;
  }
  if (strip_front(text, ".") && !take_number(text, 6)) return false;
  strip_front(text, "Z");
  return groups > 0 && text.empty();
}

std::string checked_date(std::string_view cell, int year, int month, int day) {
  try {
    return Date(year, static_cast<unsigned>(month), static_cast<unsigned>(day)).to_text();
  } catch (const Error&) {
    throw_cell(cell, "：没有这一天。", "- there is no such day.",
               {"核对年、月、日。", "Check year, month and day."});
  }
}

/// A number alone: the day number of Excel, or year, month and day in eight digits.
std::string date_of_number(std::string_view cell, std::string_view digits) {
  auto left = digits;
  if (digits.size() == 8) {
    const int year = *take_number(left, 4);
    const int month = *take_number(left, 2);
    return checked_date(cell, year, month, *take_number(left, 2));
  }
  if (digits.size() != 5) throw_date(cell, {"只有数字。", "only a number."});
  return date_of_serial(*take_number(left, 5)).to_text();
}

/// After the date there may be a time.
void require_time_or_nothing(std::string_view cell, std::string_view rest) {
  if (!rest.empty() && rest.front() != ' ' && rest.front() != 'T') throw_date(cell);
  if (!rest.empty()) rest.remove_prefix(1);
  rest = trimmed(rest);
  if (!rest.empty() && !is_time(rest)) throw_date(cell);
}

// Money ----------------------------------------------------------------------------------------

struct Unit {
  std::string_view name;
  int power;
};
// Longer ones first: each is tried in turn at the end of a cell.
constexpr std::array units = {
    Unit{"千万元", 7}, Unit{"百万元", 6}, Unit{"亿元", 8}, Unit{"万元", 4}, Unit{"千元", 3},
    Unit{"元整", 0},   Unit{"千万", 7},   Unit{"百万", 6}, Unit{"圆", 0},   Unit{"元", 0},
    Unit{"亿", 8},     Unit{"万", 4},     Unit{"千", 3},
};
constexpr std::array yuan_signs = {"人民币"sv, "RMB"sv, "CNY"sv, "¥"sv, "￥"sv};

[[noreturn]] void throw_money(std::string_view cell, const StaticText& why = {}) {
  throw_cell(cell, "不是金额" + (why.zh.empty() ? "。" : "：" + std::string(why.zh)),
             "is no amount of money" + (why.en.empty() ? "." : ": " + std::string(why.en)),
             {"写作 1234.50、1,234.50、¥1234.5 或 12.5万元。",
              "Write 1234.50, 1,234.50, ¥1234.5 or 12.5万元."});
}

/// "1,234,567" without its commas; empty when they do not stand between groups of three.
std::string without_commas(std::string_view digits) {
  std::string out;
  std::size_t since = 0;
  bool has_comma = false;
  for (const char c : digits) {
    if (c != ',') {
      out += c;
      ++since;
      continue;
    }
    if (has_comma ? since != 3 : since == 0 || since > 3) return {};
    has_comma = true;
    since = 0;
  }
  return has_comma && since != 3 ? std::string() : out;
}

struct Decimal {
  std::string whole;
  std::string fraction;
};

std::optional<Decimal> read_decimal(std::string_view text) {
  const auto point = text.find('.');
  auto whole = without_commas(text.substr(0, point));
  const auto fraction = point == std::string_view::npos ? ""sv : text.substr(point + 1);
  if (!is_digits(whole) || (point != std::string_view::npos && !is_digits(fraction))) {
    return std::nullopt;
  }
  return Decimal{std::move(whole), std::string(fraction)};
}

/// A decimal and the power of ten it is to be taken with: "1.5E+05" is 1.5 and 5.
struct Scientific {
  Decimal mantissa;
  int power = 0;
};

/// Excel shows six digits of a long number; of fewer none was dropped.
constexpr std::size_t most_decimals_of_excel = 5;

std::optional<Scientific> read_scientific(std::string_view text) {
  const auto mark = text.find_first_of("eE");
  auto mantissa = read_decimal(text.substr(0, mark));
  if (!mantissa) return std::nullopt;
  if (mark == std::string_view::npos) return Scientific{*std::move(mantissa), 0};
  auto exponent = text.substr(mark + 1);
  strip_front(exponent, "+");
  const auto power = take_number(exponent, 2);
  if (!power || !exponent.empty() || mantissa->fraction.size() >= most_decimals_of_excel) {
    return std::nullopt;
  }
  return Scientific{*std::move(mantissa), *power};
}

/// Moves the point to the right and leaves out zeros that say nothing.
std::string shifted(Decimal decimal, int power) {
  while (power-- > 0) {
    decimal.whole += decimal.fraction.empty() ? '0' : decimal.fraction.front();
    if (!decimal.fraction.empty()) decimal.fraction.erase(0, 1);
  }
  const auto first = std::min(decimal.whole.find_first_not_of('0'), decimal.whole.size() - 1);
  decimal.whole.erase(0, first);
  const auto last = decimal.fraction.find_last_not_of('0');
  decimal.fraction.erase(last == std::string::npos ? 0 : last + 1);
  return decimal.fraction.empty() ? decimal.whole : decimal.whole + "." + decimal.fraction;
}

/// The power of ten of the unit at the end; nothing when there is none.
std::optional<int> take_unit(std::string_view& text) {
  for (const auto& each : units) {
    if (!strip_back(text, each.name)) continue;
    text = trimmed(text);
    return each.power;
  }
  return std::nullopt;
}

struct CurrencyName {
  std::string_view name;
  std::string_view code;
};
constexpr std::array currencies = {
    CurrencyName{"美元", "USD"}, CurrencyName{"欧元", "EUR"}, CurrencyName{"港元", "HKD"},
    CurrencyName{"港币", "HKD"}, CurrencyName{"英镑", "GBP"}, CurrencyName{"日元", "JPY"},
    CurrencyName{"usd", "USD"},  CurrencyName{"eur", "EUR"},  CurrencyName{"hkd", "HKD"},
    CurrencyName{"gbp", "GBP"},  CurrencyName{"jpy", "JPY"},
};

[[noreturn]] void throw_currencies(std::string_view cell, std::string_view unit) {
  const std::string name(unit);
  throw_cell(cell, "：表头的单位是" + name + "，单元格里是另一币种。",
             "- the header says " + name + ", the cell another currency.",
             {"核对币种；表头只写金额，币种写在单元格里也可。",
              "Check which it is; the header may leave it to the cells."});
}

/// 12.5 below a heading of 万元 is that many; USD 12.5 there may be either.
/// @param currency  "USD " of the cell, which the heading fills in when it has none
int apply_heading(std::string_view cell, std::string_view unit, std::string& currency) {
  const auto heading = find_money_unit(unit).value_or(MoneyUnit{});
  if (!heading.currency.empty()) {
    if (!currency.empty() && currency != heading.currency + " ") throw_currencies(cell, unit);
    currency = heading.currency + " ";
    return heading.power;
  }
  if (heading.power == 0 || currency.empty()) return heading.power;
  const std::string name(unit);
  throw_cell(cell, "：这一列以" + name + "为单位，外币金额是否也以此为单位，不得而知。",
             "- the column is in " + name + "; whether that holds for another currency is unclear.",
             {"在单元格里写明单位，如 USD 12.5万、USD 125000元。",
              "Write the unit in the cell: USD 12.5万, USD 125000元."});
}

std::string read_money(std::string_view cell, const std::string& text) {
  try {
    return Money::parse(text).to_text();
  } catch (const Error&) {
    const auto point = text.find('.');
    if (point != std::string::npos && text.size() - point > 3) {
      throw_cell(cell, "不是整数分：折合 " + shortened(text) + " 元。",
                 "is no whole number of fen: it comes to " + shortened(text) + " yuan.",
                 {"金额精确到分；核对小数位与单位。",
                  "Amounts go to the fen; check the decimals and the unit."});
    }
    throw_money(cell);
  }
}

// Codes ----------------------------------------------------------------------------------------

/// "一级数据（原始数据）" is called by either of its parts too.
bool is_called(std::string_view given, std::string_view name) {
  if (given == name) return true;
  const auto open = name.find("（");
  if (open == std::string_view::npos) return false;
  auto inside = name.substr(open + "（"sv.size());
  strip_back(inside, "）");
  return given == name.substr(0, open) || given == inside;
}

std::string allowed_codes(std::span<const CodeName> codes, Language language) {
  std::string out;
  for (const auto& code : codes) {
    if (!out.empty()) out += language == Language::zh ? "、" : ", ";
    out += language == Language::zh
               ? std::string(code.name.zh)
               : std::string(code.name.en) + " (" + std::string(code.code) + ")";
  }
  return out;
}

constexpr std::array yes_words = {"是"sv, "有"sv,  "对"sv,   "√"sv, "✓"sv, "✔"sv,
                                  "y"sv,  "yes"sv, "true"sv, "1"sv, "已"sv};
constexpr std::array no_words = {"否"sv, "无"sv, "错"sv,    "×"sv, "✗"sv,  "✘"sv,   "x"sv,
                                 "n"sv,  "no"sv, "false"sv, "0"sv, "未"sv, "没有"sv};

template <class Range>
bool is_one_of(std::string_view text, const Range& range) {
  return std::find(range.begin(), range.end(), text) != range.end();
}

constexpr std::array separators = {"、"sv, "；"sv, ";"sv, "，"sv, ","sv, "|"sv, "｜"sv, "\n"sv};

}  // namespace

std::string_view trimmed(std::string_view cell) {
  // Nearly every cell begins and ends with something else, and every cell comes by here.
  const auto is_plain = [](char c) { return c > ' ' && c != '\x7F'; };
  while (!cell.empty() && !is_plain(cell.front()) && strip_any_front(cell, blanks)) continue;
  while (!cell.empty() && !is_plain(cell.back()) && strip_any_back(cell, blanks)) continue;
  return cell;
}

std::string_view narrowed(std::string_view cell, std::string& storage) {
  cell = trimmed(cell);
  if (cell.find('\xEF') == std::string_view::npos && cell.find('\xE3') == std::string_view::npos) {
    return cell;
  }
  storage.clear();
  for (std::size_t at = 0; at < cell.size(); ++at) {
    const auto rest = cell.substr(at, 3);
    const char narrow = rest.size() == 3 ? narrow_of(rest) : '\0';
    if (narrow != '\0' || rest == "\u3000") {
      storage += narrow != '\0' ? narrow : ' ';
      at += 2;
    } else {
      storage += cell[at];
    }
  }
  return trimmed(storage);
}

std::string_view bare(std::string_view cell) {
  cell = trimmed(cell);
  if (cell.empty() || cell.front() != '=') return cell;
  auto text = cell;
  if (!strip_front(text, "=\"") || !strip_back(text, "\"")) return cell;
  text = trimmed(text);
  const bool is_text = text.find('"') == std::string_view::npos && !text.starts_with('=');
  return is_text ? text : cell;
}

bool is_stroke(std::string_view cell) {
  constexpr std::array strokes = {"/"sv, "-"sv,  "--"sv, "—"sv,  "——"sv, "–"sv,
                                  "−"sv, "／"sv, "－"sv, "\\"sv, "＼"sv, "―"sv};
  constexpr auto leads = "/-\\\xE2\xEF"sv;  // nearly every cell begins with something else
  return !cell.empty() && cell.size() <= "——"sv.size() &&
         leads.find(cell.front()) != std::string_view::npos && is_one_of(cell, strokes);
}

std::string text_of_cell(std::string_view cell) {
  const auto text = bare(cell);
  const bool is_formula = !text.empty() && text.front() == '=';
  const bool is_error = text.size() > 1 && text.front() == '#' &&
                        (text.back() == '!' || text.back() == '?' || text == "#N/A" ||
                         text.find_first_not_of('#') == std::string_view::npos);
  if (!is_formula && !is_error) return std::string(text);
  throw_cell(cell, is_formula ? "是公式，不是值。" : "是 Excel 的出错或列宽不足标记，不是值。",
             is_formula ? "is a formula, not a value."
                        : "is what Excel shows for an error or a narrow column, not a value.",
             {"在 Excel 中改正，并“选择性粘贴—数值”后再导出。",
              "Mend it in Excel, paste as values and export again."});
}

std::string name_of_cell(std::string_view cell) {
  auto text = text_of_cell(cell);
  // As Excel writes it: one digit, decimals, E+ and two digits at least.
  const auto mark = text.find("E+");
  if (mark == std::string::npos || text.size() < mark + 4) return text;
  const auto mantissa = std::string_view(text).substr(0, mark);
  const bool is_written_so =
      is_digits(mantissa.substr(0, 1)) && is_digits(std::string_view(text).substr(mark + 2)) &&
      (mantissa.size() == 1 || (mantissa[1] == '.' && is_digits(mantissa.substr(2))));
  if (!is_written_so) return text;
  throw_cell(cell, "是科学计数法：Excel 把编号当成了数，数位已经丢失。",
             "is in scientific notation: Excel took the number for an amount and dropped digits.",
             {"照原件重填；先在 Excel 中把这一列设为文本，再填写、另存。",
              "Enter it anew from the paper, after making the column text in Excel."});
}

Date date_of_serial(int serial) {
  constexpr int leap_day_that_was_not = 60;
  if (serial < 1 || serial == leap_day_that_was_not) {
    throw_cell(std::to_string(serial), "：Excel 的这个序号没有对应的日子。",
               "- no day has this number in Excel's calendar.",
               {"写出年月日。", "Write year, month and day."});
  }
  const int days = serial < leap_day_that_was_not ? serial - 1 : serial - 2;
  return Date(1900, 1, 1) + std::chrono::days(days);
}

std::string date_of_cell(std::string_view cell) {
  const auto plain = text_of_cell(cell);
  std::string storage;
  auto text = narrowed(plain, storage);
  const auto whole = text.substr(0, text.find('.'));
  const bool is_number =
      is_digits(whole) && (whole.size() == text.size() ||
                           (whole.size() == 5 && is_digits(text.substr(whole.size() + 1))));
  if (is_number && whole.size() != 4) return date_of_number(cell, whole);
  const auto year = take_number(text, 4);
  if (!year || *year < 1000) {
    throw_date(cell, {"年份应为四位。", "the year has four digits."});
  }
  constexpr std::array marks = {"-"sv, "/"sv, "."sv, "年"sv};
  const auto after_year = text;
  if (!strip_any_front(text, marks))
    throw_date(cell, {"缺少月和日。", "month and day are missing."});
  const bool is_chinese = after_year.substr(0, "年"sv.size()) == "年"sv;
  const auto mark = is_chinese ? "月"sv : after_year.substr(0, 1);
  const auto month = take_number(text, 2);
  if (!month) throw_date(cell, {"缺少月和日。", "month and day are missing."});
  if (!strip_front(text, mark)) throw_date(cell, {"缺少日。", "the day is missing."});
  const auto day = take_number(text, 2);
  if (!day) throw_date(cell, {"缺少日。", "the day is missing."});
  if (is_chinese && !strip_front(text, "日") && !strip_front(text, "号")) throw_date(cell);
  require_time_or_nothing(cell, text);
  return checked_date(cell, *year, *month, *day);
}

std::optional<MoneyUnit> find_money_unit(std::string_view unit) {
  for (const auto& each : units) {
    if (each.name == unit) return MoneyUnit{each.power, {}};
  }
  const auto small = lower(unit);
  std::string_view left = small;
  int power = 0;
  for (const auto& each : units) {
    const bool is_number = each.power > 0 && !each.name.ends_with("元");
    if (is_number && power == 0 && (strip_front(left, each.name) || strip_back(left, each.name))) {
      power = each.power;
    }
  }
  for (const auto& each : currencies) {
    if (each.name == left) return MoneyUnit{power, std::string(each.code)};
  }
  return std::nullopt;
}

bool is_bare_amount(std::string_view cell) {
  std::string storage;
  auto text = narrowed(cell, storage);
  strip_back(text, ")");
  return !text.empty() && is_digit(text.back());
}

std::string money_of_cell(std::string_view cell, std::string_view unit) {
  const auto plain = text_of_cell(cell);
  std::string storage;
  auto text = narrowed(plain, storage);
  bool is_negative = false;
  if (text.size() > 2 && text.front() == '(' && text.back() == ')') {
    is_negative = true;
    text = trimmed(text.substr(1, text.size() - 2));
  }
  std::string currency;
  if (text.size() > 4 && text[3] == ' ' &&
      std::all_of(text.begin(), text.begin() + 3, [](char c) { return c >= 'A' && c <= 'Z'; })) {
    if (text.substr(0, 3) != "CNY" && text.substr(0, 3) != "RMB") currency = text.substr(0, 4);
    text.remove_prefix(4);
  }
  strip_any_front(text, yuan_signs);
  text = trimmed(text);
  if (strip_front(text, "-") || strip_front(text, "−")) is_negative = !is_negative;
  strip_any_front(text, yuan_signs);
  if (!text.empty() && text.front() == '$') {
    throw_money(cell, {"$ 可指多种货币。", "$ stands for several currencies."});
  }
  const auto own_power = take_unit(text);
  auto number = read_scientific(trimmed(text));
  if (!number && text.find_first_of("eE") != std::string_view::npos) {
    throw_money(cell, {"科学计数法可能已丢失数位。", "scientific notation may have lost digits."});
  }
  if (!number) throw_money(cell);
  const int power = own_power ? *own_power : apply_heading(cell, unit, currency);
  return read_money(cell, currency + (is_negative ? "-" : "") +
                              shifted(std::move(number->mantissa), power + number->power));
}

std::string ratio_of_cell(std::string_view cell) {
  const auto plain = text_of_cell(cell);
  std::string storage;
  std::string text;
  for (const char c : narrowed(plain, storage)) {
    if (c != ' ') text += c;
  }
  try {
    const auto slash = text.find('/');
    auto decimal = read_decimal(std::string_view(text).substr(
        0, text.size() - (text.empty() || text.back() != '%' ? 0U : 1U)));
    if (slash == std::string::npos && decimal) {
      text = shifted(*std::move(decimal), 0) + (text.back() == '%' ? "%" : "");
    }
    return Ratio::parse(text).to_text();
  } catch (const Error&) {
    throw_cell(cell, "不是比例。", "is no ratio.",
               {"写作 30%、0.3 或 1/3。", "Write 30%, 0.3 or 1/3."});
  }
}

std::string integer_of_cell(std::string_view cell) {
  const auto plain = text_of_cell(cell);
  std::string storage;
  auto text = narrowed(plain, storage);
  const bool is_negative = strip_front(text, "-");
  constexpr std::array counted = {"年"sv, "人"sv, "股"sv, "份"sv, "票"sv,
                                  "个"sv, "项"sv, "天"sv, "日"sv, "例"sv};
  strip_any_back(text, counted);
  auto number = read_scientific(trimmed(text));
  const auto value = number ? shifted(std::move(number->mantissa), number->power) : std::string();
  if (is_digits(value) && value.size() <= 18) return (is_negative ? "-" : "") + value;
  throw_cell(cell, "不是整数。", "is no whole number.",
             {"只写数字，如 12。", "Write digits, as 12."});
}

bool reads_as_yes(std::string_view cell) {
  std::string storage;
  return is_one_of(lower(narrowed(cell, storage)), yes_words);
}

bool reads_as_no(std::string_view cell) {
  std::string storage;
  return is_one_of(lower(narrowed(cell, storage)), no_words);
}

bool has_mark_in_chinese(std::string_view cell) {
  const auto is_high = [&](std::size_t at) {
    return at < cell.size() && static_cast<unsigned char>(cell[at]) >= 0x80;
  };
  for (auto at = cell.find('?'); at != std::string_view::npos; at = cell.find('?', at + 1)) {
    if ((at > 0 && is_high(at - 1)) || is_high(at + 1)) return true;
  }
  return false;
}

bool boolean_of_cell(std::string_view cell) {
  const auto plain = text_of_cell(cell);
  if (reads_as_yes(plain)) return true;
  if (reads_as_no(plain)) return false;
  throw_cell(
      cell, "不知是“是”还是“否”。", "is neither yes nor no.",
      {"写“是”或“否”（也可写 √、×、有、无、Y、N）。", "Write 是 or 否 (or √, ×, 有, 无, Y, N)."});
}

std::string_view code_of_cell(std::string_view cell, std::span<const CodeName> codes) {
  const auto plain = text_of_cell(cell);
  std::string storage;
  const auto narrow = lower(narrowed(plain, storage));
  for (const auto& code : codes) {
    if (narrow == code.code || narrow == lower(code.name.en) || is_called(plain, code.name.zh)) {
      return code.code;
    }
  }
  throw_cell(
      cell, "不在可选的值中。", "is not one of the values.",
      {"可选：" + allowed_codes(codes, Language::zh) + "；其他写法在对应文件的 values 中对应。",
       "One of: " + allowed_codes(codes, Language::en) +
           "; map other words under `values` in the mapping."});
}

std::vector<std::string> parts_of_cell(std::string_view cell) {
  std::vector<std::string> parts;
  const auto plain = text_of_cell(cell);
  std::string_view text = plain;
  std::size_t begin = 0;
  const auto end_part = [&](std::size_t end) {
    const auto part = trimmed(text.substr(begin, end - begin));
    if (!part.empty()) parts.emplace_back(part);
  };
  for (std::size_t at = 0; at < text.size();) {
    auto rest = text.substr(at);
    if (!strip_any_front(rest, separators)) {
      ++at;
      continue;
    }
    end_part(at);
    at = begin = text.size() - rest.size();
  }
  end_part(text.size());
  return parts;
}

}  // namespace kezhuan
