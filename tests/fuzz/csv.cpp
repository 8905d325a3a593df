// A CSV file of any encoding: the first byte says which, or leaves it to be found out.

#include "kezhuan/exchange/csv.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "fuzz/target.hpp"
#include "kezhuan/core/utf8.hpp"

namespace kezhuan::fuzz {

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows read_all(std::string_view text, const CsvOptions& options) {
  Rows rows;
  const auto source = read_csv("file.csv", pieces_of(text), options);
  rows.push_back(source->header().cells);
  Row row;
  std::size_t line = 0;
  while (source->next(row)) {
    must(row.line > line, "rows come in the order of their lines");
    line = row.line;
    rows.push_back(row.cells);
  }
  for (const auto& each : rows) {
    for (const auto& cell : each) must(is_utf8(cell), "a cell is UTF-8");
  }
  return rows;
}

}  // namespace

void run_csv(std::string_view input) {
  if (input.empty()) return;
  CsvOptions options;
  options.max_row_bytes = 1000;
  constexpr std::string_view codes = "ulbg";
  const auto code = codes.find(input.front());
  if (code != std::string_view::npos) options.encoding = static_cast<Encoding>(code);
  input.remove_prefix(1);
  Rows rows;
  if (!reads([&] { rows = read_all(input, options); })) return;

  // Written and read again: the same cells, for `append_csv` quotes what it must. With a byte order
  // mark, since the first cell may begin with what would be taken for one.
  std::string written = "\xEF\xBB\xBF";
  for (const auto& row : rows) append_csv(written, row);
  CsvOptions plain;
  plain.encoding = Encoding::utf_8;
  plain.delimiter = ',';
  plain.max_row_bytes = 10'000;  // quotes take room
  Rows again;
  must(reads([&] { again = read_all(written, plain); }), "what is written can be read");
  must(again == rows, "rows are written and read the same");
}

}  // namespace kezhuan::fuzz
