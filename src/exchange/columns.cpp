#include "exchange/columns.hpp"

#include <algorithm>

#include "core/edit_distance.hpp"
#include "core/scan.hpp"
#include "exchange/cells.hpp"
#include "kezhuan/exchange/importer.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

namespace {

constexpr std::size_t most_named = 12;  // headers that a missing column may be

}  // namespace

HeaderName read_header_name(std::string_view header) {
  std::string storage;
  HeaderName out;
  for (const char c : narrowed(header, storage)) {
    if (c != ' ' && c != '\n' && c != '\r' && c != '*') {
      out.name += ascii_lower(c);
    }
  }
  const auto open = out.name.rfind('(');
  const bool is_bracketed = open != std::string::npos && out.name.back() == ')';
  const auto begin = is_bracketed ? open : out.name.rfind('/');  // 金额/万元
  if (begin == std::string::npos) return out;
  auto inside = out.name.substr(begin + 1);
  if (is_bracketed) inside.pop_back();
  constexpr std::string_view unit_word = "单位:";
  if (inside.compare(0, unit_word.size(), unit_word) == 0) inside.erase(0, unit_word.size());
  for (const std::string_view yuan : {"人民币", "rmb", "cny"}) {
    if (inside.starts_with(yuan)) inside.erase(0, yuan.size());
    if (inside.ends_with(yuan)) inside.erase(inside.size() - yuan.size());
  }
  if (!find_money_unit(inside)) return out;
  out.unit = std::move(inside);
  out.name.erase(begin);
  return out;
}

Columns::Columns(const MappingPlan& plan, const std::string& file, const Row& header)
    : plan_(plan), file_(file), header_(header.cells), line_(header.line) {
  for (const auto& cell : header_) names_.push_back(read_header_name(cell));
  for (const auto& column : plan_.columns) bind(column);
  for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
    if (!has(i) && plan_.columns[i].required.value_or(false)) problems_.push_back(missing(i));
  }
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

std::size_t Columns::filled_by(std::size_t place) const {
  const auto found = std::find(places_.begin(), places_.end(), place);
  return found == places_.end() ? absent : static_cast<std::size_t>(found - places_.begin());
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
    if (!is_used(i) && !title.empty() && !is_reject_column(title)) titles.emplace_back(title);
  }
  return titles;
}

bool Columns::stands_for_nothing(std::string_view cell, std::size_t column) const {
  const bool is_none = cell == "无" && plan_.uses[column].none_is_blank;
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

Problem Columns::missing(std::size_t column) const {
  const auto& rule = plan_.columns[column];
  Text what{"缺少“" + rule.name + "”一列。",
            "the column " + kezhuan::quoted(rule.name) + " is missing."};
  if (!rule.required.value_or(false)) {
    what = {"缺少“" + rule.name + "”一列，有记录须填它。",
            "the column " + kezhuan::quoted(rule.name) +
                " is missing, and there are records that need it."};
  }
  const auto near = near_headers(column);
  return {{},
          place(),
          std::move(what),
          {near.zh + "补上这一列；叫法不同时，取出列对应（命令行 --print-mapping，Python "
                     "Mapping.built_in_text），加上你的列名，再给出它（--map，Mapping.load）。",
           near.en + "Add the column; if you call it otherwise, print the mapping "
                     "(--print-mapping; Mapping.built_in_text in Python), add your name and give "
                     "it (--map; Mapping.load)."}};
}

bool Columns::is_used(std::size_t place) const {
  return std::find(places_.begin(), places_.end(), place) != places_.end();
}

/// The one it may be; else all that are left over.
Text Columns::near_headers(std::size_t column) const {
  if (const auto nearest = nearest_header(plan_.columns[column]); !nearest.empty()) {
    return {"是不是“" + nearest + "”？", "Is it " + kezhuan::quoted(nearest) + "? "};
  }
  const auto left = unused();
  if (left.empty() || left.size() > most_named) return {};
  const auto all = listing(left);
  return {"是其中之一吗：" + all.zh + "？", "Is it one of " + all.en + "? "};
}

std::string Columns::nearest_header(const ColumnRule& column) const {
  std::string nearest;
  std::size_t least = 7;  // two Chinese characters
  const auto try_name = [&](std::size_t place, const std::string& name) {
    const auto& given = names_[place].name;
    const auto distance = edit_distance(given, name);
    const bool is_wholly_other = distance >= std::max(given.size(), name.size());
    if (distance >= least || is_wholly_other) return;
    least = distance;
    nearest = trimmed(header_[place]);
  };
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (is_used(i) || is_reject_column(header_[i])) continue;
    try_name(i, column.name);
    for (const auto& other : column.also) try_name(i, other);
  }
  return nearest;
}

}  // namespace kezhuan
