#include "report/csv_writer.hpp"

#include <array>

namespace kezhuan {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// What makes a spreadsheet take a cell for a formula; the full-width forms do so where Chinese or
/// Japanese is the language.
constexpr std::array<std::string_view, 11> formula_starts = {"=",  "+",  "-",  "@",  "\t", "\r",
                                                             "\n", "＝", "＋", "－", "＠"};

bool runs_as_formula(std::string_view cell) {
  const auto start = cell.find_first_not_of(' ');
  if (start == std::string_view::npos) return false;
  for (const auto sign : formula_starts) {
    if (cell.substr(start).starts_with(sign)) return true;
  }
  return false;
}

}  // namespace

CsvWriter::CsvWriter() : out_(byte_order_mark) {}

void CsvWriter::separate() {
  if (!first_) out_ += ',';
  first_ = false;
}

void CsvWriter::cell(std::string_view value) {
  separate();
  const bool quoted = value.find_first_of(",\"\r\n") != std::string_view::npos;
  if (quoted) out_ += '"';
  if (runs_as_formula(value)) out_ += '\'';
  for (const char c : value) {
    if (c == '"') out_ += '"';
    out_ += c;
  }
  if (quoted) out_ += '"';
}

void CsvWriter::number(std::string_view value) {
  separate();
  out_ += value;
}

void CsvWriter::end_row() {
  out_ += "\r\n";
  first_ = true;
}

std::string plain_amount(const Money& amount) { return Money::of_minor(amount.minor()).to_text(); }

}  // namespace kezhuan
