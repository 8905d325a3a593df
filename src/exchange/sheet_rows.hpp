#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exchange/columns.hpp"
#include "exchange/plan.hpp"
#include "kezhuan/exchange/importer.hpp"

namespace kezhuan {

/// A unit of money that stands outside the columns: in a title, a note, above merged headings.
struct UnitSaid {
  std::size_t line = 1;
  std::string unit;
  std::string text;  ///< where it is said
};

/// Whether any of its cells is what a column of the mapping is called.
bool names_column(const MappingPlan& plan, const Row& header);

/// The rows of a sheet that hold records: without the title above the header, sums and notes, and
/// headers that are there again. A header may take two rows, as below merged cells. Formulas that
/// a file of rejects guards are as they were.
class SheetRows {
 public:
  SheetRows(const MappingPlan& plan, RowSource& rows);

  const std::string& name() const { return rows_.name(); }
  std::uint64_t bytes_read() const { return rows_.bytes_read(); }
  const Row& header() const { return header_; }
  /// False at the end. @throws what the source throws
  bool next(Row& row);
  const PassedOver& passed_over() const { return passed_over_; }

  /// A title or a note may say what unit all amounts have, where neither a column nor its cells say
  /// it; of a note below that is known at the end alone.
  /// @throws Error invalid  a number without a unit would be read as yuan, which is not said
  void note_amounts(const Columns& columns, const Row& row);
  void check_units(const Columns& columns) const;

 private:
  void find_header();
  std::optional<Row> read_below();
  void merge_header(const Row& below);
  /// A column of amounts whose header says no unit.
  bool lacks_unit(const Columns& columns, std::size_t column) const;
  void note_unit(std::size_t line, const std::string& cell);
  bool read(Row& row);
  bool is_record(const Row& row) const;
  void pass_over(const Row& row);

  const MappingPlan& plan_;
  RowSource& rows_;
  Row header_;
  bool is_of_rejects_ = false;
  std::vector<Row> above_;    // the header
  std::optional<Row> ahead_;  // read while looking for the header
  std::optional<UnitSaid> unit_said_;
  bool has_bare_amount_ = false;  // neither its cell nor its column says a unit
  PassedOver passed_over_;
};

}  // namespace kezhuan
