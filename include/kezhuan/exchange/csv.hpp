#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "kezhuan/exchange/row_source.hpp"
#include "kezhuan/exchange/text_file.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// How a CSV file is written; what is not given is found out.
struct CsvOptions {
  std::optional<Encoding> encoding;  ///< absent: found out
  std::optional<char> delimiter;     ///< ',', ';' or a tab
  /// A row may have so many bytes of UTF-8 before the input is refused: far more than any act
  /// takes. House default, no legal source.
  std::size_t max_row_bytes = std::size_t{1} << 20U;
};

/// Reads CSV (RFC 4180) as Excel writes it: cells in double quotes with any of delimiter, line
/// break and doubled quote in them; lines end with CRLF, LF or CR; a first line "sep=;" names the
/// delimiter, else it is the one of tab, comma and semicolon that the first line with any has most
/// of. Blank rows, and rows of blank cells, are passed over. Blanks around a cell without quotes
/// are dropped.
///
/// Errors invalid, with file and line: a quote where none may be, or one that is never closed; a
/// row over the limit; what `TextFile` refuses; no row at all.
std::unique_ptr<RowSource> read_csv(std::string name, ReadBytes read,
                                    const CsvOptions& options = {});

/// Appends one row with its line break (CRLF), quoted where need be; what it says is read back.
void append_csv(std::string& out, std::span<const std::string> cells);

}  // namespace kezhuan
