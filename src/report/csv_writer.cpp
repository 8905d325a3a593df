#include "report/csv_writer.hpp"

#include "core/formula.hpp"

namespace kezhuan {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

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
