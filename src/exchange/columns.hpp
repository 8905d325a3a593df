#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/cells.hpp"
#include "exchange/plan.hpp"
#include "kezhuan/core/error.hpp"
#include "kezhuan/exchange/row_source.hpp"

namespace kezhuan {

constexpr std::size_t absent = static_cast<std::size_t>(-1);

/// A header as it is compared: narrow, without blanks, line breaks and a star, unit taken off.
struct HeaderName {
  std::string name;
  std::string unit;
};
HeaderName read_header_name(std::string_view header);

/// Which cell of a row a column of the mapping is.
class Columns {
 public:
  /// @throws Error invalid  a column is missing (with the nearest header) or there twice
  Columns(const MappingPlan& plan, const std::string& file, const Row& header);

  /// Empty when the sheet has no such column, the row ends before it, or a stroke stands there.
  std::string_view cell(const Row& row, std::size_t column) const {
    const auto place = places_[column];
    if (place == absent || place >= row.cells.size()) return {};
    const auto cell = bare(row.cells[place]);
    return stands_for_nothing(cell, column) ? std::string_view() : cell;
  }

  /// What tells one cell from another: however a day or an amount is written, it is the same.
  std::string identity(const Row& row, std::size_t column) const;
  bool are_alike(const Row& one, const Row& other, std::size_t column) const {
    return cell(one, column) == cell(other, column) ||
           identity(one, column) == identity(other, column);
  }

  bool has(std::size_t column) const { return places_[column] != absent; }
  /// What of the mapping the cell at that place of a row fills; `absent`: nothing.
  std::size_t filled_by(std::size_t place) const;
  /// As the sheet calls it.
  std::string title(std::size_t column) const;
  std::string_view unit(std::size_t column) const;
  std::size_t width() const { return header_.size(); }
  /// That the sheet has no such column, at its header, with the nearest header left over.
  Problem missing(std::size_t column) const;
  /// What it may be called in the sheet: "Is it X? "
  Text near_headers(std::size_t column) const;
  /// Headers that fill nothing.
  std::vector<std::string> unused() const;

 private:
  bool stands_for_nothing(std::string_view cell, std::size_t column) const;
  void bind(const ColumnRule& column);
  void find(std::string_view name, std::vector<std::size_t>& found) const;
  std::string place() const { return file_ + ":" + std::to_string(line_); }
  void report_twice(const ColumnRule& column, const std::vector<std::size_t>& found);
  bool is_used(std::size_t place) const;
  std::string nearest_header(const ColumnRule& column) const;

  const MappingPlan& plan_;
  std::string file_;
  std::vector<std::string> header_;
  std::size_t line_;
  std::vector<HeaderName> names_;
  std::vector<std::size_t> places_;
  std::vector<Problem> problems_;
};

}  // namespace kezhuan
