// Taking in many records: sheets and acts.
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <tuple>
#include <utility>

#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
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

/// Rows kept in a file that goes when it is closed, so that memory does not grow with them.
class Spool {
 public:
  explicit Spool(const std::string& name) : name_(name), file_(std::tmpfile()) {
    if (!file_) fail();
  }

  void put(const Row& row) {
    put(row.line);
    put(row.cells.size());
    for (const auto& cell : row.cells) put(cell);
    put(row.bad.size());
    for (const auto& cell : row.bad) {
      put(cell.column);
      for (const auto* text : {&cell.what, &cell.remedy}) {
        put(text->zh);
        put(text->en);
      }
    }
    ++waiting_;
  }
  void rewind() {
    if (std::fflush(file_.get()) != 0) fail();
    std::rewind(file_.get());
  }
  bool get(Row& row) {
    if (waiting_ == 0) return false;
    --waiting_;
    row.line = get_size();
    row.cells.resize(get_size());
    for (auto& cell : row.cells) get(cell);
    row.bad.resize(get_size());
    for (auto& cell : row.bad) {
      cell.column = get_size();
      for (auto* text : {&cell.what, &cell.remedy}) {
        get(text->zh);
        get(text->en);
      }
    }
    return true;
  }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  [[noreturn]] void fail() const {
    const std::string reason = std::strerror(errno);
    throw Error(ErrorCode::storage,
                {"不能在临时文件夹里存下各行：" + reason + "。",
                 "cannot keep the rows in the folder for temporary files: " + reason + "."},
                {"在系统的临时文件夹（通常为 /tmp）里腾出空间。",
                 "Make room in the system's folder for temporary files, usually /tmp."},
                {}, name_);
  }
  void put(std::size_t number) {
    if (std::fwrite(&number, sizeof number, 1, file_.get()) != 1) fail();
  }
  void put(const std::string& text) {
    put(text.size());
    if (std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size()) fail();
  }
  std::size_t get_size() {
    std::size_t number = 0;
    if (std::fread(&number, sizeof number, 1, file_.get()) != 1) fail();
    return number;
  }
  void get(std::string& text) {
    text.resize(get_size());
    if (std::fread(text.data(), 1, text.size(), file_.get()) != text.size()) fail();
  }

  std::string name_;
  std::unique_ptr<std::FILE, Close> file_;
  std::size_t waiting_ = 0;
};

/// A sheet that was read before: no Python code runs while the registry is held.
class HeldRows final : public RowSource {
 public:
  explicit HeldRows(std::string name) : name_(std::move(name)), rows_(name_) {}

  void add(Row row) {
    if (header_) return rows_.put(row);
    header_ = std::move(row);
  }
  void end() { rows_.rewind(); }

  const std::string& name() const override { return name_; }
  const Row& header() override {
    if (header_) return *header_;
    throw Error(ErrorCode::invalid, {"没有任何行。", "there is no row at all."},
                {"检查选的是哪张工作表。", "Look which sheet was chosen."}, {}, name_);
  }
  bool next(Row& row) override { return rows_.get(row); }

 private:
  std::string name_;
  Spool rows_;
  std::optional<Row> header_;
};

bool is_blank(const Row& row) {
  return row.bad.empty() &&
         std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) {
           return cell.find_first_not_of(" \t\r\n") == cell.npos;
         });
}

/// (column, what, remedy) as Python has it, both texts bilingual.
BadCell bad_cell(nb::handle given) {
  using Words = std::pair<std::string, std::string>;
  auto [column, what, remedy] = nb::cast<std::tuple<std::size_t, Words, Words>>(given);
  return {column, {what.first, what.second}, {remedy.first, remedy.second}};
}

/// Rows as (line, cells, bad cells), the cells as str; blank ones are passed over.
std::unique_ptr<HeldRows> rows_of(const std::string& name, nb::handle given) {
  auto rows = std::make_unique<HeldRows>(name);
  for (nb::handle each : given) {
    if (PyErr_CheckSignals() != 0) nb::raise_python_error();
    Row row{nb::cast<std::vector<std::string>>(each[1]), nb::cast<std::size_t>(each[0])};
    for (nb::handle bad : each[2]) row.bad.push_back(bad_cell(bad));
    if (!is_blank(row)) rows->add(std::move(row));
  }
  rows->end();
  return rows;
}

/// A file, read as it is asked for. @throws Error storage
ReadBytes reader_of(const std::filesystem::path& path) {
  const auto fail = [path](int reason) {
    const std::string why = std::strerror(reason);
    throw Error(ErrorCode::storage,
                {"读不了文件：" + why + "。", "cannot read the file: " + why + "."},
                {"检查路径与权限。", "Check the path and its permissions."}, {}, path.string());
  };
  auto file = std::make_shared<std::ifstream>(path, std::ios::binary);
  if (!*file) fail(errno);
  if (std::filesystem::is_directory(path)) fail(EISDIR);
  return [file, fail](char* to, std::size_t most) {
    file->read(to, static_cast<std::streamsize>(most));
    if (file->bad()) fail(errno);
    return static_cast<std::size_t>(file->gcount());
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
          {"用 \",\"、\";\" 或 \"\\t\"；不写则由文件看出。",
           "Use \",\", \";\" or \"\\t\"; left out, it is seen from the file."});
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
      [](PyRegistry& self, const Mapping& mapping, nb::object file,
         const std::optional<std::string>& encoding, const std::optional<std::string>& delimiter,
         bool legacy, bool only_check, bool keep_good, nb::object on_reject,
         nb::object before_commit, nb::object progress) {
        const auto options = csv_options(encoding, delimiter);
        const Callbacks callbacks{on_reject, before_commit, progress};
        const auto path = path_of(file);
        const auto read = reader_of(path);
        return import(self, false, only_check, keep_good, callbacks, [&](Registry& registry) {
          return sheet(registry, mapping, read_csv(path.string(), read, options), legacy);
        });
      },
      "registry"_a, "mapping"_a, "file"_a.none(), "encoding"_a.none(), "delimiter"_a.none(),
      "legacy"_a, "only_check"_a, "keep_good"_a, "on_reject"_a.none(), "before_commit"_a.none(),
      "progress"_a.none());
  module.def(
      "import_rows",
      [](PyRegistry& self, const Mapping& mapping, const std::string& name, nb::object rows,
         bool legacy, bool only_check, bool keep_good, nb::object on_reject,
         nb::object before_commit, nb::object progress) {
        const Callbacks callbacks{on_reject, before_commit, progress};
        auto held = rows_of(name, rows);
        return import(self, false, only_check, keep_good, callbacks, [&](Registry& registry) {
          return sheet(registry, mapping, std::move(held), legacy);
        });
      },
      "registry"_a, "mapping"_a, "name"_a, "rows"_a, "legacy"_a, "only_check"_a, "keep_good"_a,
      "on_reject"_a.none(), "before_commit"_a.none(), "progress"_a.none());
  module.def(
      "import_acts",
      [](PyRegistry& self, nb::object file, bool legacy, bool only_check, bool keep_good,
         nb::object on_reject, nb::object before_commit, nb::object progress) {
        const Callbacks callbacks{on_reject, before_commit, progress};
        const auto path = path_of(file);
        const auto read = reader_of(path);
        return import(self, true, only_check, keep_good, callbacks, [&](Registry&) {
          Taken taken;
          taken.records = read_acts(path.string(), read, legacy);
          return taken;
        });
      },
      "registry"_a, "file"_a.none(), "legacy"_a, "only_check"_a, "keep_good"_a,
      "on_reject"_a.none(), "before_commit"_a.none(), "progress"_a.none());
}

}  // namespace kezhuan::python
