#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "kezhuan/exchange/csv.hpp"

namespace kezhuan::test {

/// Gives `bytes` in pieces of at most `piece`.
inline ReadBytes reading(std::string bytes, std::size_t piece = 1U << 16U) {
  return
      [bytes = std::move(bytes), piece, at = std::size_t{0}](char* to, std::size_t most) mutable {
        const auto size = std::min({most, piece, bytes.size() - at});
        std::memcpy(to, bytes.data() + at, size);
        at += size;
        return size;
      };
}

inline std::unique_ptr<RowSource> table(std::string bytes, const CsvOptions& options = {},
                                        std::size_t piece = 1U << 16U) {
  return read_csv("t.csv", reading(std::move(bytes), piece), options);
}

using Cells = std::vector<std::vector<std::string>>;

/// All rows, the header among them.
inline Cells rows_of(RowSource& source) {
  Cells all{source.header().cells};
  for (Row row; source.next(row);) all.push_back(row.cells);
  return all;
}

inline Cells rows_of(std::string bytes, const CsvOptions& options = {},
                     std::size_t piece = 1U << 16U) {
  return rows_of(*table(std::move(bytes), options, piece));
}

}  // namespace kezhuan::test
