// Taking in many records: sheets and acts.
#include <algorithm>
#include <chrono>
#include <cstring>
#include <memory>
#include <utility>

#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "kezhuan/exchange/csv.hpp"
#include "kezhuan/exchange/importer.hpp"
#include "kezhuan/exchange/mapping.hpp"
#include "registry.hpp"
#include "results.hpp"

namespace nb = nanobind;
using namespace nb::literals;

namespace kezhuan::python {

namespace {

/// A sheet that was read before: no Python code runs while the registry is held.
class HeldRows final : public RowSource {
 public:
  HeldRows(std::string name, std::vector<Row> rows)
      : name_(std::move(name)), rows_(std::move(rows)) {}

  const std::string& name() const override { return name_; }
  const Row& header() override {
    if (!rows_.empty()) return rows_.front();
    throw Error(ErrorCode::invalid, {"没有任何行。", "there is no row at all."},
                {"检查选的是哪张工作表。", "Look which sheet was chosen."}, {}, name_);
  }
  bool next(Row& row) override {
    if (at_ >= rows_.size()) return false;
    row = rows_[at_++];
    return true;
  }

 private:
  std::string name_;
  std::vector<Row> rows_;
  std::size_t at_ = 1;
};

bool is_blank(const Row& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) {
    return cell.find_first_not_of(" \t\r\n") == cell.npos;
  });
}

/// Rows as (line, cells) of str; blank ones are passed over.
std::vector<Row> rows_of(nb::handle given) {
  std::vector<Row> rows;
  for (nb::handle each : given) {
    if (PyErr_CheckSignals() != 0) nb::raise_python_error();
    auto [line, cells] = nb::cast<std::pair<std::size_t, std::vector<std::string>>>(each);
    Row row{std::move(cells), line};
    if (!is_blank(row)) rows.push_back(std::move(row));
  }
  return rows;
}

/// Bytes of a text held in memory.
ReadBytes reader_of(std::string text) {
  auto held = std::make_shared<std::pair<std::string, std::size_t>>(std::move(text), 0);
  return [held](char* to, std::size_t most) {
    auto& [all, at] = *held;
    const auto count = std::min(most, all.size() - at);
    std::memcpy(to, all.data() + at, count);
    at += count;
    return count;
  };
}

CsvOptions csv_options(const std::optional<std::string>& encoding,
                       const std::optional<std::string>& delimiter) {
  CsvOptions options;
  if (encoding) {
    options.encoding = find_encoding(*encoding);
    if (!options.encoding) {
      throw Error(ErrorCode::invalid,
                  {"不认识的编码“" + *encoding + "”。", "unknown encoding \"" + *encoding + "\"."},
                  {"可用：utf-8、gb18030（gbk）、utf-16le、utf-16be。",
                   "One of utf-8, gb18030 (gbk), utf-16le, utf-16be."});
    }
  }
  if (delimiter) {
    if (*delimiter != "," && *delimiter != ";" && *delimiter != "\t") {
      throw Error(
          ErrorCode::invalid,
          {"分隔符只能是逗号、分号或制表符。", "the delimiter is a comma, a semicolon or a tab."},
          {});
    }
    options.delimiter = delimiter->front();
  }
  return options;
}

/// What Python is told while an import goes on; its exceptions end the import.
struct Callbacks {
  nb::object on_reject;
  nb::object before_commit;
  nb::object progress;
};

nb::list lines_of(const ImportRecord& record) {
  nb::list lines;
  for (const auto& row : record.rows) {
    nb::list cells;
    for (const auto& cell : row.cells) cells.append(to_python(std::string_view(cell)));
    lines.append(nb::make_tuple(row.line, cells));
  }
  return lines;
}

void set_callbacks(ImportOptions& options, const Callbacks& callbacks, RecordSource& source,
                   bool is_acts) {
  options.on_progress = [&callbacks, told = std::chrono::steady_clock::time_point()](
                            const ImportProgress& progress) mutable {
    // Often enough for Ctrl-C, seldom enough to cost nothing.
    if (progress.records % 16 != 0) return;
    const auto now = std::chrono::steady_clock::now();
    if (now - told < std::chrono::milliseconds(20)) return;
    told = now;
    nb::gil_scoped_acquire hold;
    if (PyErr_CheckSignals() != 0) nb::raise_python_error();
    if (!callbacks.progress.is_none()) callbacks.progress(progress.records);
  };
  options.before_commit = [&callbacks] {
    nb::gil_scoped_acquire hold;
    if (PyErr_CheckSignals() != 0) nb::raise_python_error();
    if (!callbacks.before_commit.is_none()) callbacks.before_commit();
  };
  if (callbacks.on_reject.is_none()) return;
  options.on_reject = [&callbacks, &source, is_acts, is_first = true](
                          const ImportRecord& record,
                          const std::vector<Problem>& problems) mutable {
    const auto header = source.header();
    std::string text;
    if (is_acts) {
      text = reject_line(record, problems);
    } else {
      if (std::exchange(is_first, false)) text = reject_header(source);
      text += reject_rows(record, problems, header);
    }
    nb::gil_scoped_acquire hold;
    callbacks.on_reject(header, lines_of(record), to_python(problems), text);
  };
}

nb::dict dict_of(const ImportReport& report, RecordSource& source) {
  nb::dict said;
  said["records"] = report.records;
  said["acts"] = report.acts;
  said["repeated"] = report.repeated;
  said["rejected"] = report.rejected;
  said["warnings"] = report.warnings;
  said["outstanding"] = report.outstanding;
  said["first_warnings"] = to_python(report.first_warnings);
  said["problems"] = to_python(report.problems);
  said["more_problems"] = report.more_problems;
  said["is_written"] = report.is_written;
  nb::list unused;
  for (const auto& column : source.unused_columns()) {
    unused.append(to_python(std::string_view(column)));
  }
  said["unused_columns"] = nb::tuple(unused);
  const auto passed_over = source.passed_over();
  nb::list first;
  for (const auto& row : passed_over.first) {
    first.append(nb::make_tuple(row.line, to_python(std::string_view(row.start))));
  }
  said["passed_over"] = nb::make_tuple(passed_over.count, nb::tuple(first));
  return said;
}

struct Taken {
  std::unique_ptr<RowSource> rows;
  std::unique_ptr<RecordSource> records;
};

/// @param make  with the GIL free, inside the registry's turn
template <class Make>
nb::dict import(PyRegistry& self, bool is_acts, bool only_check, bool keep_good,
                const Callbacks& callbacks, Make&& make) {
  auto [report, source] = self.write([&](Registry& registry) {
    Taken taken = make(registry);
    ImportOptions options;
    options.only_check = only_check;
    options.keep_good = keep_good;
    set_callbacks(options, callbacks, *taken.records, is_acts);
    auto done = import_records(registry, *taken.records, options);
    return std::pair(std::move(done), std::move(taken));
  });
  return dict_of(report, *source.records);
}

Taken sheet(const Registry& registry, const Mapping& mapping, std::unique_ptr<RowSource> rows,
            bool legacy) {
  Taken taken;
  taken.rows = std::move(rows);
  taken.records = map_rows(mapping, *taken.rows, defaults_of(registry, legacy));
  return taken;
}

}  // namespace

void bind_exchange(nb::module_& module) {
  nb::class_<Mapping>(module, "Mapping")
      .def_static("built_in", [](const std::string& id) { return Mapping::built_in(id); })
      .def_static(
          "from_yaml",
          [](const std::string& text, const std::string& file) {
            return Mapping::from_yaml(text, file);
          },
          "text"_a, "file"_a)
      .def_static("built_in_ids", &Mapping::built_in_ids)
      .def_static("built_in_text",
                  [](const std::string& id) { return std::string(Mapping::built_in_text(id)); })
      .def_static("schema", &Mapping::schema)
      .def_prop_ro("id", &Mapping::id)
      .def_prop_ro("title", [](const Mapping& m) { return to_python(m.title()); });

  module.def(
      "import_csv",
      [](PyRegistry& self, const Mapping& mapping, const std::string& name, nb::bytes text,
         const std::optional<std::string>& encoding, const std::optional<std::string>& delimiter,
         bool legacy, bool only_check, bool keep_good, nb::object on_reject,
         nb::object before_commit, nb::object progress) {
        const auto options = csv_options(encoding, delimiter);
        const Callbacks callbacks{on_reject, before_commit, progress};
        const auto read = reader_of(std::string(text.c_str(), text.size()));
        return import(self, false, only_check, keep_good, callbacks, [&](Registry& registry) {
          return sheet(registry, mapping, read_csv(name, read, options), legacy);
        });
      },
      "registry"_a, "mapping"_a, "name"_a, "text"_a, "encoding"_a.none(), "delimiter"_a.none(),
      "legacy"_a, "only_check"_a, "keep_good"_a, "on_reject"_a.none(), "before_commit"_a.none(),
      "progress"_a.none());
  module.def(
      "import_rows",
      [](PyRegistry& self, const Mapping& mapping, const std::string& name, nb::object rows,
         bool legacy, bool only_check, bool keep_good, nb::object on_reject,
         nb::object before_commit, nb::object progress) {
        const Callbacks callbacks{on_reject, before_commit, progress};
        auto held = std::make_unique<HeldRows>(name, rows_of(rows));
        return import(self, false, only_check, keep_good, callbacks, [&](Registry& registry) {
          return sheet(registry, mapping, std::move(held), legacy);
        });
      },
      "registry"_a, "mapping"_a, "name"_a, "rows"_a, "legacy"_a, "only_check"_a, "keep_good"_a,
      "on_reject"_a.none(), "before_commit"_a.none(), "progress"_a.none());
  module.def(
      "import_acts",
      [](PyRegistry& self, const std::string& name, nb::bytes text, bool legacy, bool only_check,
         bool keep_good, nb::object on_reject, nb::object before_commit, nb::object progress) {
        const Callbacks callbacks{on_reject, before_commit, progress};
        const auto read = reader_of(std::string(text.c_str(), text.size()));
        return import(self, true, only_check, keep_good, callbacks, [&](Registry&) {
          Taken taken;
          taken.records = read_acts(name, read, legacy);
          return taken;
        });
      },
      "registry"_a, "name"_a, "text"_a, "legacy"_a, "only_check"_a, "keep_good"_a,
      "on_reject"_a.none(), "before_commit"_a.none(), "progress"_a.none());
}

}  // namespace kezhuan::python
