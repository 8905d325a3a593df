// A sheet by a mapping: the first line names one that is built in, the rest is CSV. What is not
// read is told with its place, and goes among the rejects, which can be read again.

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "fuzz/target.hpp"
#include "kezhuan/exchange/csv.hpp"
#include "kezhuan/exchange/importer.hpp"

namespace kezhuan::fuzz {

namespace {

const Mapping& mapping_named(std::string_view name) {
  static const auto mappings = [] {
    std::map<std::string, Mapping, std::less<>> all;
    for (const auto& id : Mapping::built_in_ids()) all.emplace(id, Mapping::built_in(id));
    return all;
  }();
  const auto found = mappings.find(name);
  return found == mappings.end() ? mappings.begin()->second : found->second;
}

std::unique_ptr<RowSource> rows_of(std::string_view text) {
  CsvOptions options;
  options.max_row_bytes = 1000;
  return read_csv("sheet.csv", pieces_of(text), options);
}

std::size_t count_rows(std::string_view text) {
  CsvOptions options;
  options.max_row_bytes = 1'000'000;  // reasons take room
  const auto rows = read_csv("rejects.csv", pieces_of(text), options);
  rows->header();
  std::size_t count = 0;
  for (Row row; rows->next(row);) ++count;
  return count;
}

/// Whatever an act is refused for is told by a place in the sheet.
void must_locate(const RecordSource& source, const ImportRecord& record) {
  for (const auto& act : record.acts) {
    for (const auto* place : {"", "/number", "/lines/0/person", "/no such"}) {
      const auto located = source.locate(record, act, {"REG-01", place, {"甲", "a"}, {}});
      must(located.place.starts_with("sheet.csv:"), "a problem of an act has its place");
    }
  }
}

void read_sheet(const Mapping& mapping, std::string_view text, bool is_old) {
  const MapDefaults defaults{Date(2026, 1, 5), Uuid(), is_old};
  const auto rows = rows_of(text);
  const auto source = map_rows(mapping, *rows, defaults);
  auto rejects = reject_header(*source);
  std::size_t rejected = 0;
  std::size_t line = 0;
  for (ImportRecord record; source->next(record);) {
    must(record.line > line && !record.rows.empty(), "records come in the order of their rows");
    line = record.rows.back().line;
    must_locate(*source, record);
    must(!source->key_of(record).empty(), "a record has a key");
    for (const auto& [kind, number] : source->made_by(record)) {
      must(!number.empty(), "what is made is called something");
    }
    if (record.problems.empty()) continue;
    must(record.acts.empty(), "a record with problems does nothing");
    static_cast<void>(refusal_of([&] { throw Error(ErrorCode::invalid, record.problems); }));
    rejects += reject_rows(record, record.problems, source->header());
    rejected += record.rows.size();
  }
  must(count_rows(rejects) == rejected, "every rejected row can be read again");
}

}  // namespace

void run_sheet(std::string_view input) {
  const auto& mapping = mapping_named(take_line(input));
  for (const bool is_old : {false, true}) {
    static_cast<void>(reads([&] { read_sheet(mapping, input, is_old); }));
  }
}

/// A mapping of somebody's own; a sheet of its columns is read by it.
void run_mapping(std::string_view input) {
  std::unique_ptr<Mapping> mapping;
  if (!reads([&] { mapping = std::make_unique<Mapping>(Mapping::from_yaml(input, "m.yaml")); })) {
    return;
  }
  constexpr std::string_view sheet =
      "编号,到账编号,合同编号,到账日期,到账金额,工号,姓名\n1,D1,H1,2021.3.5,12.5万元,P1,甲\n1,D2,,,"
      ",,\n";
  static_cast<void>(reads([&] { read_sheet(*mapping, sheet, true); }));
}

}  // namespace kezhuan::fuzz
