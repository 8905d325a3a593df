#include "exchange/sheet_rows.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/scan.hpp"
#include "exchange/cells.hpp"
#include "exchange/formula_guard.hpp"

namespace kezhuan {

namespace {

constexpr std::size_t most_rows_above = 10;  // the header
constexpr std::size_t most_shown = 20;

/// @param given  as a header is compared
bool is_called(const ColumnRule& column, const std::string& given) {
  const auto is_it = [&](const std::string& name) { return read_header_name(name).name == given; };
  return is_it(column.name) || std::any_of(column.also.begin(), column.also.end(), is_it);
}

/// Whether it is what some column of the mapping is called.
bool is_column(const MappingPlan& plan, std::string_view cell) {
  const auto given = read_header_name(cell).name;
  return std::any_of(plan.columns.begin(), plan.columns.end(),
                     [&](const ColumnRule& column) { return is_called(column, given); });
}

std::size_t count_columns(const MappingPlan& plan, const Row& row) {
  return static_cast<std::size_t>(
      std::count_if(row.cells.begin(), row.cells.end(),
                    [&](const std::string& cell) { return is_column(plan, cell); }));
}

bool is_header(const MappingPlan& plan, const std::string& file, const Row& row) {
  try {
    const Columns columns(plan, file, row);
    return true;
  } catch (const Error&) {
    return false;
  }
}

/// Below merged cells of a header stand columns and nothing else.
bool is_second_header(const MappingPlan& plan, const Row& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [&](const std::string& cell) {
    return trimmed(cell).empty() || is_column(plan, cell);
  });
}

/// Narrow, without blanks: "合  计" is 合计.
std::string squeezed(std::string_view cell) {
  std::string storage;
  std::string out;
  for (const char c : narrowed(cell, storage)) {
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t') out += c;
  }
  return out;
}

const std::string* first_filled(const Row& row) {
  const auto found = std::find_if(row.cells.begin(), row.cells.end(),
                                  [](const std::string& cell) { return !trimmed(cell).empty(); });
  return found == row.cells.end() ? nullptr : &*found;
}

/// 合计, 合计：, 合计（万元）, 本年合计, 2018年小计
bool begins_sums(std::string_view start) {
  constexpr std::array<std::string_view, 6> words = {"合计", "总计", "小计",
                                                     "共计", "累计", "总和"};
  const auto word = start.substr(0, start.find_first_of(":("));
  const bool is_of_part = word.starts_with("本") || word.find("年") != std::string_view::npos ||
                          word.find("月") != std::string_view::npos;
  return std::any_of(words.begin(), words.end(), [&](std::string_view sum) {
    return is_of_part ? word.ends_with(sum) : word == sum;
  });
}

bool begins_note(const std::string& start) {
  constexpr std::array<std::string_view, 10> words = {
      "制表", "填表", "审核", "复核", "注:", "备注:", "说明:", "填报", "打印", "日期:"};
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return start.starts_with(word); });
}

/// A remark by its colon: a company's name may well begin with 复核.
bool is_remark(const std::string& start) {
  return begins_note(start) && start.find(':') != std::string::npos;
}

/// Yuan or not, a unit that a bare number does not have by itself.
bool changes_numbers(std::string_view unit) {
  const auto found = find_money_unit(unit);
  return found && (found->power > 0 || !found->currency.empty());
}

/// "单位：美元" says 美元, "以万元计" 万元.
std::string unit_after(std::string_view text, std::string_view word) {
  const auto at = text.find(word);
  if (at == std::string_view::npos) return {};
  auto unit = text.substr(at + word.size());
  unit = unit.substr(0, unit.find_first_of("(),;"));
  unit = unit.substr(0, unit.find("计"));
  return changes_numbers(unit) ? std::string(unit) : std::string();
}

/// The unit that a text outside the table says amounts have: 单位：人民币万元, 以万元计. Empty when
/// it says none, or is an amount itself.
std::string unit_said(std::string_view cell) {
  if (cell.empty() || cell.size() > 4096) return {};
  const auto text = squeezed(cell);
  constexpr std::array<std::string_view, 9> units = {"千万元", "百万元", "亿元", "万元", "千元",
                                                     "亿圆",   "万圆",   "億元", "萬元"};
  std::string found;
  for (const auto unit : units) {
    if (found.empty() && text.find(unit) != std::string::npos) found = unit;
  }
  for (const std::string_view word : {"单位:", "币种:", "单位为", "以", "("}) {
    if (found.empty()) found = unit_after(text, word);
  }
  if (found.empty() && changes_numbers(text)) found = text;
  if (found.empty()) return {};
  try {
    static_cast<void>(money_of_cell(cell));
    return {};
  } catch (const Error&) {
    return found;
  }
}

bool says_unit(const Row& row) {
  return std::any_of(row.cells.begin(), row.cells.end(),
                     [](const std::string& cell) { return !unit_said(cell).empty(); });
}

/// 2020年1月5日, and no bare number.
bool is_written_date(std::string_view cell) {
  try {
    static_cast<void>(date_of_cell(cell));
    return !is_digits(squeezed(cell));
  } catch (const Error&) {
    return false;
  }
}

/// 制表人：…  审核：…  单位：万元, or 制表人：… and a day, below a table.
bool is_footer(const Row& row) {
  std::size_t remarks = 0;
  bool has_others = false;
  for (const auto& cell : row.cells) {
    if (trimmed(cell).empty()) continue;
    const bool is_short = cell.size() <= 256;
    if (is_short && is_remark(squeezed(cell))) {
      ++remarks;
    } else {
      has_others = has_others || !is_short || !is_written_date(cell);
    }
  }
  return remarks > 1 || !has_others || says_unit(row);
}

bool holds_money(const MappingPlan& plan, std::size_t column) {
  return plan.uses[column].form == ColumnUse::Form::money;
}

/// Whether it is what some column is called that holds money.
bool is_money(const MappingPlan& plan, std::string_view cell) {
  const auto given = read_header_name(cell).name;
  for (std::size_t i = 0; i < plan.columns.size(); ++i) {
    if (holds_money(plan, i) && is_called(plan.columns[i], given)) return true;
  }
  return false;
}

/// "（万元）" beside each of the titles.
std::string with_unit(const std::vector<std::string>& titles, const std::string& unit,
                      std::string_view between) {
  std::string out;
  for (const auto& title : titles) {
    out += (out.empty() ? std::string() : std::string(between)) + title + "（" + unit + "）";
  }
  return out;
}

std::string quoted_titles(const std::vector<std::string>& titles, Language language) {
  std::string out;
  for (const auto& title : titles) {
    if (language == Language::en && !out.empty()) out += ", ";
    out += language == Language::zh ? "“" + title + "”" : kezhuan::quoted(title);
  }
  return out;
}

[[noreturn]] void throw_unit_missing(const UnitSaid& said, const std::vector<std::string>& titles,
                                     std::string place) {
  const auto text = shortened(said.text);
  throw Error(
      ErrorCode::invalid,
      {"这里写着“" + text + "”，没有写单位的列：" + quoted_titles(titles, Language::zh) + "。",
       "here it says " + kezhuan::quoted(said.text) +
           "; columns without a unit: " + quoted_titles(titles, Language::en) + "."},
      {"把单位写进表头：" + with_unit(titles, said.unit, "、") + "；数是元的，写 " +
           with_unit(titles, "元", "、") + "。",
       "Write it into the header: " + with_unit(titles, said.unit, ", ") + "; or, of yuan, " +
           with_unit(titles, "元", ", ") + "."},
      {}, std::move(place));
}

}  // namespace

bool names_column(const MappingPlan& plan, const Row& header) {
  return count_columns(plan, header) > 0;
}

SheetRows::SheetRows(const MappingPlan& plan, RowSource& rows)
    : plan_(plan), rows_(rows), header_(rows.header()) {
  find_header();
  const auto& cells = header_.cells;
  is_of_rejects_ = std::any_of(cells.begin(), cells.end(), is_reject_column);
  if (!is_of_rejects_) return;
  for (auto& cell : header_.cells) unguard(cell);
}

/// Nothing at the end, or where the source cannot be read further: it says so once more when it is
/// asked for a row.
std::optional<Row> SheetRows::read_below() {
  try {
    Row row;
    if (rows_.next(row)) return row;
  } catch (const Error&) {
  }
  return std::nullopt;
}

/// The first rows are tried in turn, alone and with the one below. When none will do, the one that
/// names most columns is left to be complained of.
void SheetRows::find_header() {
  auto best = header_;
  for (std::size_t i = 0; i < most_rows_above; ++i) {
    auto below = read_below();
    if (below && is_second_header(plan_, *below) && !is_header(plan_, name(), *below)) {
      merge_header(*below);
      below = read_below();
    }
    if (is_header(plan_, name(), header_)) {
      for (const auto& row : above_) pass_over(row);
      ahead_ = std::move(below);
      return;
    }
    if (count_columns(plan_, header_) > count_columns(plan_, best)) best = header_;
    if (!below) break;
    above_.push_back(std::exchange(header_, *std::move(below)));
  }
  header_ = std::move(best);
}

/// What stands below goes before what stands above, whose unit it has when it says none: that of
/// the cell right above, or of one to the left that was merged over both.
void SheetRows::merge_header(const Row& below) {
  auto& cells = header_.cells;
  cells.resize(std::max(cells.size(), below.cells.size()));
  std::string above;
  bool is_over_several = false;
  for (std::size_t i = 0; i < below.cells.size(); ++i) {
    const bool is_filled = !trimmed(below.cells[i]).empty();
    if (!trimmed(cells[i]).empty()) {
      above = cells[i];
      is_over_several = is_filled;
    }
    if (!is_filled) continue;
    cells[i] = below.cells[i];
    if (!is_money(plan_, cells[i]) || !read_header_name(cells[i]).unit.empty()) continue;
    const auto unit = read_header_name(above).unit;
    if (is_over_several && !unit.empty()) {
      cells[i] = std::string(trimmed(cells[i])) + "（" + unit + "）";
    } else {
      note_unit(header_.line, above);
    }
  }
}

void SheetRows::note_unit(std::size_t line, const std::string& cell) {
  if (unit_said_) return;
  if (auto unit = unit_said(cell); !unit.empty()) {
    unit_said_ = UnitSaid{line, std::move(unit), std::string(trimmed(cell))};
  }
}

void SheetRows::note_amounts(const Columns& columns, const Row& row) {
  for (std::size_t i = 0; i < plan_.uses.size() && !has_bare_amount_; ++i) {
    has_bare_amount_ = lacks_unit(columns, i) && is_bare_amount(columns.cell(row, i));
  }
  check_units(columns);
}

bool SheetRows::lacks_unit(const Columns& columns, std::size_t column) const {
  return holds_money(plan_, column) && columns.has(column) && columns.unit(column).empty();
}

void SheetRows::check_units(const Columns& columns) const {
  if (!unit_said_ || !has_bare_amount_) return;
  std::vector<std::string> titles;
  for (std::size_t i = 0; i < plan_.uses.size(); ++i) {
    if (lacks_unit(columns, i)) titles.push_back(columns.title(i));
  }
  throw_unit_missing(*unit_said_, titles, name() + ":" + std::to_string(unit_said_->line));
}

bool SheetRows::read(Row& row) {
  if (!ahead_) return rows_.next(row);
  row = *std::exchange(ahead_, std::nullopt);
  return true;
}

bool SheetRows::next(Row& row) {
  while (read(row)) {
    if (!is_record(row)) {
      pass_over(row);
      continue;
    }
    if (is_of_rejects_) {
      for (auto& cell : row.cells) unguard(cell);
    }
    return true;
  }
  return false;
}

bool SheetRows::is_record(const Row& row) const {
  const auto* first = first_filled(row);
  if (first == nullptr || first->size() > 256) return true;
  const bool is_alone = std::all_of(first + 1, &row.cells.back() + 1,
                                    [](const auto& cell) { return trimmed(cell).empty(); });
  if (is_alone && !unit_said(*first).empty()) return false;
  // Chinese words of some kind, or the header again: nearly no row begins with either.
  const auto is_high = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  if (is_high(trimmed(*first).front()) || is_high(trimmed(*first).back())) {
    const auto start = squeezed(*first);
    if (begins_sums(start)) return false;
    if (is_alone ? begins_note(start) : is_remark(start) && is_footer(row)) return false;
  }
  return row.cells != header_.cells;
}

void SheetRows::pass_over(const Row& row) {
  ++passed_over_.count;
  for (const auto& cell : row.cells) note_unit(row.line, cell);
  if (passed_over_.first.size() >= most_shown) return;
  const auto* first = first_filled(row);
  passed_over_.first.push_back({row.line, first == nullptr ? "" : shortened(*first)});
}

}  // namespace kezhuan
