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

/// Whether it is what some column of the mapping is called.
bool is_column(const MappingPlan& plan, std::string_view cell) {
  const auto given = read_header_name(cell).name;
  const auto is_it = [&](const std::string& name) { return read_header_name(name).name == given; };
  return std::any_of(plan.columns.begin(), plan.columns.end(), [&](const ColumnRule& column) {
    return is_it(column.name) || std::any_of(column.also.begin(), column.also.end(), is_it);
  });
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

Row merged(Row above, const Row& below) {
  above.cells.resize(std::max(above.cells.size(), below.cells.size()));
  for (std::size_t i = 0; i < below.cells.size(); ++i) {
    if (!trimmed(below.cells[i]).empty()) above.cells[i] = below.cells[i];
  }
  return above;
}

/// Narrow, without blanks: "合  计" is 合计.
std::string squeezed(std::string_view cell) {
  std::string storage;
  std::string out;
  for (const char c : narrowed(cell, storage)) {
    if (c != ' ') out += c;
  }
  return out;
}

const std::string* first_filled(const Row& row) {
  const auto found = std::find_if(row.cells.begin(), row.cells.end(),
                                  [](const std::string& cell) { return !trimmed(cell).empty(); });
  return found == row.cells.end() ? nullptr : &*found;
}

bool begins_sums(const std::string& start) {
  constexpr std::array<std::string_view, 7> words = {"合计", "总计", "小计", "共计",
                                                     "累计", "总和", "合计:"};
  return std::find(words.begin(), words.end(), start) != words.end();
}

bool begins_note(const std::string& start) {
  constexpr std::array<std::string_view, 9> words = {
      "制表", "填表", "审核", "复核", "注:", "备注:", "说明:", "填报", "打印"};
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return start.starts_with(word); });
}

/// 单位：万元 in a title: the unit of all amounts; empty when the cell says none.
std::string unit_in_title(std::string_view cell) {
  const auto text = squeezed(cell);
  constexpr std::string_view word = "单位:";
  const auto at = text.find(word);
  if (at == std::string::npos) return {};
  auto unit = text.substr(at + word.size());
  unit.erase(std::min(unit.find_first_of("(),;"), unit.size()));
  return power_of_unit(unit) > 0 ? unit : std::string();
}

[[noreturn]] void throw_unit_missing(const std::string& unit, const std::string& title,
                                     std::string place) {
  throw Error(ErrorCode::invalid,
              {"表头以上写着单位是" + unit + "，“" + title + "”一列没有写单位。",
               "above the header it says that the unit is " + unit + "; the column " +
                   kezhuan::quoted(title) + " has none."},
              {"把单位写进表头：" + title + "（" + unit + "），或 " + title + "（元）。",
               "Write it into the header: " + title + "（" + unit + "）, or " + title + "（元）."},
              {}, std::move(place));
}

}  // namespace

SheetRows::SheetRows(const MappingPlan& plan, RowSource& rows)
    : plan_(plan), rows_(rows), header_(rows.header()) {
  find_header(plan);
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
void SheetRows::find_header(const MappingPlan& plan) {
  auto best = header_;
  for (std::size_t i = 0; i < most_rows_above; ++i) {
    auto below = read_below();
    if (below && is_second_header(plan, *below) && !is_header(plan, name(), *below)) {
      header_ = merged(std::move(header_), *below);
      below = read_below();
    }
    if (is_header(plan, name(), header_)) {
      for (const auto& row : above_) pass_over(row);
      ahead_ = std::move(below);
      return;
    }
    if (count_columns(plan, header_) > count_columns(plan, best)) best = header_;
    if (!below) break;
    above_.push_back(std::exchange(header_, *std::move(below)));
  }
  header_ = std::move(best);
}

void SheetRows::check_units(const Columns& columns) const {
  for (const auto& row : above_) {
    for (const auto& cell : row.cells) {
      const auto unit = unit_in_title(cell);
      for (std::size_t i = 0; i < plan_.uses.size() && !unit.empty(); ++i) {
        const bool is_money = plan_.uses[i].form == ColumnUse::Form::money;
        if (!is_money || !columns.has(i) || !columns.unit(i).empty()) continue;
        throw_unit_missing(unit, columns.title(i), name() + ":" + std::to_string(row.line));
      }
    }
  }
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
  // Chinese words of some kind, or the header again: nearly no row begins with either.
  const bool is_high = static_cast<unsigned char>(trimmed(*first).front()) >= 0x80;
  if (is_high) {
    const auto start = squeezed(*first);
    if (begins_sums(start)) return false;
    const bool is_alone = std::all_of(first + 1, &row.cells.back() + 1,
                                      [](const auto& cell) { return trimmed(cell).empty(); });
    if (is_alone && begins_note(start)) return false;
  }
  return row.cells != header_.cells;
}

void SheetRows::pass_over(const Row& row) {
  ++passed_over_.count;
  if (passed_over_.first.size() >= most_shown) return;
  const auto* first = first_filled(row);
  passed_over_.first.push_back({row.line, first == nullptr ? "" : shortened(*first)});
}

}  // namespace kezhuan
