#pragma once

#include <string>
#include <string_view>

#include "kezhuan/core/money.hpp"

namespace kezhuan {

/// Writes a spreadsheet: UTF-8 with BOM, CRLF, RFC 4180 quotes. A cell that a spreadsheet would run
/// as a formula gets a leading apostrophe.
class CsvWriter {
 public:
  CsvWriter();

  void cell(std::string_view value);
  /// A number as it is, so that a spreadsheet can add it up. Not for what people typed.
  void number(std::string_view value);
  void end_row();

  std::string take() { return std::move(out_); }

 private:
  void separate();

  std::string out_;
  bool first_ = true;
};

/// "-1234.56", whatever the currency.
std::string plain_amount(const Money& amount);

}  // namespace kezhuan
