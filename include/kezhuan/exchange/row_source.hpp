#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kezhuan/core/error.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// Gives at most `most` bytes into `to` and returns how many; 0 at the end. What it throws goes
/// through to whoever reads.
using ReadBytes = std::function<std::size_t(char* to, std::size_t most)>;

/// A cell that its source cannot give as text: a formula never worked out, a broken value.
struct BadCell {
  std::size_t column = 0;  ///< from 0
  Text what;               ///< what is wrong with it
  Text remedy;             ///< how to mend it
};

/// One row of a table as it stands: UTF-8 texts, nothing trimmed.
struct Row {
  std::vector<std::string> cells;  ///< one a column
  std::size_t line = 1;            ///< where it begins, 1-based; of a sheet: the number of the row
  std::vector<BadCell> bad = {};   ///< refused with the record, if their columns are read
};

/// A table read row by row: a CSV file, a sheet. Memory does not grow with the number of rows.
///
/// Not thread-safe; may be read on another thread than it was made on.
class RowSource {
 public:
  virtual ~RowSource() = default;

  /// What people call it, e.g. the file's name; stands before every place.
  virtual const std::string& name() const = 0;
  /// The first row that is not blank. @throws Error invalid: there is none; unreadable
  virtual const Row& header() = 0;
  /// The next row that is not blank; false at the end. @throws Error invalid: unreadable from here
  virtual bool next(Row& row) = 0;
  /// What stands between its cells, once the header was read; of a workbook nothing.
  virtual std::optional<char> delimiter() const { return {}; }
  /// How much of the input was taken so far, in bytes; 0 when that is not known.
  virtual std::uint64_t bytes_read() const { return 0; }
};

}  // namespace kezhuan
