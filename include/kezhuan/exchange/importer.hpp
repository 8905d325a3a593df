#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kezhuan/acts/table.hpp"
#include "kezhuan/exchange/mapping.hpp"
#include "kezhuan/exchange/row_source.hpp"
#include "kezhuan/registry/registry.hpp"

/// Taking in many records at once, from a sheet or as acts.
///
///     auto rows = read_csv("people.csv", read_bytes);
///     auto records = map_rows(Mapping::built_in("people"), *rows, defaults_of(registry));
///     const auto report = import_records(registry, *records, {});
///
/// A record is what one row (or several rows of one key) asks to be done: a few acts, all or none.
/// Acts and what they create get ids made from the mapping and the record's key, so the same file
/// twice changes nothing (REG-05).
namespace [[gnu::visibility("default")]] kezhuan {

/// One act of a record.
struct ImportAct {
  Submission submission;         ///< as it would be handed in by itself
  std::size_t which = 0;         ///< of the mapping's acts
  bool is_dated_by_day = false;  ///< `happened` is the day of the import: nobody said when it was
  bool is_named_by_content = false;  ///< its id was made from what it says: the same is one act
};

/// One record as it came in.
struct ImportRecord {
  std::size_t line = 1;           ///< where it begins, 1-based
  std::vector<Row> rows;          ///< of a sheet, as they stand
  std::string text;               ///< of a JSON document, as it stands
  std::vector<ImportAct> acts;    ///< none when there are problems
  std::vector<Problem> problems;  ///< what is wrong with its form; places are FILE:LINE:COLUMN
  std::vector<Problem> warnings;  ///< cells that only feed an act that is not done
  std::uint64_t bytes_read = 0;   ///< of the input, up to and with it, as far as that is known
};

/// A row that holds no record: a title, a sum, a note, the header again.
struct PassedRow {
  std::size_t line = 1;  ///< where it begins, 1-based
  std::string start;     ///< its first cell
};
/// The rows that hold no record: how many, and the first of them.
struct PassedOver {
  std::uint64_t count = 0;       ///< in all
  std::vector<PassedRow> first;  ///< some of them, to show
};

/// Records one after the other. Not thread-safe; may be read on another thread than it was made on.
class RecordSource {
 public:
  virtual ~RecordSource() = default;

  /// What people call the input; stands before every place.
  virtual const std::string& name() const = 0;
  /// False at the end. @throws Error invalid: unreadable from here
  virtual bool next(ImportRecord& record) = 0;
  /// How much of the input was taken so far; 0 when that is not known.
  virtual std::uint64_t bytes_read() const = 0;
  /// The column headers; none of JSON.
  virtual std::vector<std::string> header() { return {}; }
  /// Those that fill nothing, so that a header nobody understood does not go unnoticed.
  virtual std::vector<std::string> unused_columns() const { return {}; }
  /// Rows that were not taken for records, so that none is left out unseen.
  virtual PassedOver passed_over() const { return {}; }
  /// The same problem with file, line and column for its place, a JSON pointer into the data of one
  /// of the record's acts. Safe from another thread.
  virtual Problem locate(const ImportRecord& record, const ImportAct& act,
                         Problem problem) const = 0;
  /// What it would put on record, by kind and number, as far as that is known.
  virtual std::vector<std::pair<Kind, std::string>> made_by(const ImportRecord& /*record*/) const {
    return {};
  }
  /// Whether the place of a problem is a column that the sheet does not have.
  virtual bool lacks_column(const Problem& /*problem*/) const { return false; }
  /// How people call what names a record: "工号 P001".
  virtual std::string key_of(const ImportRecord& record) const = 0;
};

/// What a mapping takes from elsewhere.
struct MapDefaults {
  Date today;            ///< for `default: today`
  Uuid own_institution;  ///< for `own: institution`
  bool legacy = false;   ///< every act is an old record (REG-08)
};
/// As the registry has them today.
MapDefaults defaults_of(const Registry& registry, bool legacy = false);

/// What a file of rejects says beside the rows: line, column, rule, reason and remedy.
bool is_reject_column(std::string_view header);

/// Records by a mapping. `rows` must outlive it. Columns the mapping does not name are passed over.
/// The header may stand below a title and take two rows; a row that begins with 合计 or the like is
/// passed over.
/// @throws Error invalid  a column is missing (with the nearest header) or there twice; `next`
///                        throws it when amounts have no unit and the title or a note says one
std::unique_ptr<RecordSource> map_rows(const Mapping& mapping, RowSource& rows,
                                       const MapDefaults& defaults);

/// Acts as JSON, one document a line, blank lines passed over. One without an id gets one made from
/// its content, so that two lines that say the same are one act, which is warned of.
std::unique_ptr<RecordSource> read_acts(std::string name, ReadBytes read, bool legacy = false);

/// How far an import has come.
struct ImportProgress {
  std::uint64_t records = 0;  ///< taken so far
  std::uint64_t bytes = 0;    ///< of the input, taken so far
};

/// How to import.
struct ImportOptions {
  bool only_check = false;  ///< judge all, write nothing
  bool keep_good = false;   ///< record the good ones though there are bad ones; else all or none
  /// Called with each bad record and what is wrong with it, in order.
  std::function<void(const ImportRecord&, const std::vector<Problem>&)> on_reject;
  /// Called after each record. What it throws ends the import; nothing is then written.
  std::function<void(const ImportProgress&)> on_progress;
  /// Called once all are judged, before what is good is written for good.
  std::function<void()> before_commit;
  std::size_t most_problems = 50;  ///< kept in the report; `on_reject` is given all
  std::size_t most_warnings = 5;   ///< kept in the report
};

/// What came of an import.
struct ImportReport {
  std::uint64_t records = 0;      ///< that the input holds
  std::uint64_t acts = 0;         ///< recorded, or as --check found would be
  std::uint64_t repeated = 0;     ///< records that were on record before; nothing was added
  std::uint64_t rejected = 0;     ///< records
  std::uint64_t warnings = 0;     ///< of what is not outstanding
  std::uint64_t outstanding = 0;  ///< items that came on record: what old records lack (REG-08)
  std::vector<Problem> first_warnings;  ///< `most_warnings` of them
  std::vector<Problem> problems;        ///< of rejected records, the first of them
  std::uint64_t more_problems = 0;      ///< beyond those kept
  bool is_written = false;              ///< false: nothing was recorded
};

/// Judges and records, in one durable step. The registry is held for writing from the first record
/// to the last: what is slow to come is best read to the end before. Memory does not grow with the
/// number of records but for a byte each, by which a key that is there twice is told with both
/// lines.
/// @throws Error invalid (unreadable input), storage, integrity; nothing is then written
ImportReport import_records(Registry& registry, RecordSource& source, const ImportOptions& options);

/// The rejected records of a sheet as CSV to be mended and imported again: their rows, and line,
/// column, rule, reason and remedy in both languages. Excel opens it as UTF-8.
std::string reject_header(RecordSource& source);
/// The rows of one rejected record, with what is wrong with each; `header` as
/// `RecordSource::header` gave it.
std::string reject_rows(const ImportRecord& record, const std::vector<Problem>& problems,
                        const std::vector<std::string>& header);
/// The same of acts: one JSON document a line, which `read_acts` reads again.
std::string reject_line(const ImportRecord& record, const std::vector<Problem>& problems);

}  // namespace kezhuan
