#include "exchange/columns.hpp"

#include <algorithm>

#include "core/edit_distance.hpp"
#include "core/scan.hpp"
#include "exchange/cells.hpp"
#include "kezhuan/exchange/importer.hpp"

namespace kezhuan {

HeaderName read_header_name(std::string_view header) {
  std::string storage;
  HeaderName out;
  for (const char c : narrowed(header, storage)) {
    if (c != ' ' && c != '\n' && c != '\r' && c != '*') {
      out.name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  const auto open = out.name.rfind('(');
  if (open == std::string::npos || out.name.back() != ')') return out;
  auto inside = out.name.substr(open + 1, out.name.size() - open - 2);
  constexpr std::string_view unit_word = "单位:";
  if (inside.compare(0, unit_word.size(), unit_word) == 0) inside.erase(0, unit_word.size());
  for (const std::string_view yuan : {"人民币", "rmb", "cny"}) {
    if (inside.starts_with(yuan)) inside.erase(0, yuan.size());
    if (inside.ends_with(yuan)) inside.erase(inside.size() - yuan.size());
  }
  if (power_of_unit(inside) < 0) return out;
  out.unit = std::move(inside);
  out.name.erase(open);
  return out;
}

Columns::Columns(const MappingPlan& plan, const std::string& file, const Row& header)
    : plan_(plan), file_(file), header_(header.cells), line_(header.line) {
  for (const auto& cell : header_) names_.push_back(read_header_name(cell));
  for (const auto& column : plan_.columns) bind(column);
  if (!problems_.empty()) throw Error(ErrorCode::invalid, std::move(problems_));
}

std::string Columns::identity(const Row& row, std::size_t column) const {
  const auto text = cell(row, column);
  try {
    switch (plan_.uses[column].form) {
      case ColumnUse::Form::date: return text.empty() ? std::string() : date_of_cell(text);
      case ColumnUse::Form::money:
        return text.empty() ? std::string() : money_of_cell(text, unit(column));
      case ColumnUse::Form::text: break;
    }
  } catch (const Error&) {
    // It is told where the cell is read.
  }
  std::string storage;
  return std::string(narrowed(text, storage));
}

std::string Columns::title(std::size_t column) const {
  return has(column) ? std::string(trimmed(header_[places_[column]])) : plan_.columns[column].name;
}

std::string_view Columns::unit(std::size_t column) const {
  if (has(column) && !names_[places_[column]].unit.empty()) {
    return names_[places_[column]].unit;
  }
  return plan_.columns[column].unit ? std::string_view(*plan_.columns[column].unit)
                                    : std::string_view();
}

std::vector<std::string> Columns::unused() const {
  std::vector<std::string> titles;
  for (std::size_t i = 0; i < header_.size(); ++i) {
    const auto title = trimmed(header_[i]);
    const bool is_used = std::find(places_.begin(), places_.end(), i) != places_.end();
    if (!is_used && !title.empty() && !is_reject_column(title)) titles.emplace_back(title);
  }
  return titles;
}

bool Columns::stands_for_nothing(std::string_view cell, std::size_t column) const {
  const auto& key = plan_.key;
  const bool is_key = std::find(key.begin(), key.end(), column) != key.end();
  const bool is_none = cell == "无" && (is_key || plan_.uses[column].may_be_blank);
  if (!is_none && !is_stroke(cell)) return false;
  const auto& rule = plan_.columns[column];
  return !rule.literal.value_or(false) && meaning_of(cell, rule) == cell;
}

void Columns::bind(const ColumnRule& column) {
  std::vector<std::size_t> found;
  find(column.name, found);
  for (const auto& other : column.also) {
    if (found.empty()) find(other, found);
  }
  if (found.size() > 1) report_twice(column, found);
  if (found.empty() && column.required.value_or(false)) report_missing(column);
  places_.push_back(found.empty() ? absent : found.front());
}

void Columns::find(std::string_view name, std::vector<std::size_t>& found) const {
  const auto wanted = read_header_name(name).name;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (names_[i].name == wanted) found.push_back(i);
  }
}

void Columns::report_twice(const ColumnRule& column, const std::vector<std::size_t>& found) {
  const auto first = std::to_string(found[0] + 1);
  const auto second = std::to_string(found[1] + 1);
  problems_.push_back(
      {{},
       place(),
       {"表头“" + column.name + "”出现两次：第 " + first + " 列和第 " + second + " 列。",
        "the header " + kezhuan::quoted(column.name) + " is there twice: columns " + first +
            " and " + second + "."},
       {"删去或改名其中一列。", "Drop or rename one of them."}});
}

void Columns::report_missing(const ColumnRule& column) {
  Text remedy{
      "表头应是第一个不空的行。补上这一列；叫法不同时，用 --print-mapping "
      "取出列对应，加上你的列名，再以 --map 给出。",
      "The header is the first row that is not blank. Add the column; if you call it otherwise, "
      "print the mapping with --print-mapping, "
      "add your name and give it with --map."};
  if (const auto nearest = nearest_header(column); !nearest.empty()) {
    remedy = {"是不是“" + nearest + "”？" + remedy.zh,
              "Is it " + kezhuan::quoted(nearest) + "? " + remedy.en};
  }
  problems_.push_back({{},
                       place(),
                       {"缺少“" + column.name + "”一列。",
                        "the column " + kezhuan::quoted(column.name) + " is missing."},
                       std::move(remedy)});
}

std::string Columns::nearest_header(const ColumnRule& column) const {
  std::string nearest;
  std::size_t least = 7;  // two Chinese characters
  for (std::size_t i = 0; i < names_.size(); ++i) {
    const auto distance = edit_distance(names_[i].name, column.name);
    const bool is_wholly_other = distance >= std::max(names_[i].name.size(), column.name.size());
    if (distance >= least || is_wholly_other) continue;
    least = distance;
    nearest = trimmed(header_[i]);
  }
  return nearest;
}

}  // namespace kezhuan
