// Taking in an office's sheets: import.
#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <utility>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "cli/context.hpp"
#include "cli/documents.hpp"
#include "cli/interrupt.hpp"
#include "cli/output.hpp"
#include "cli/progress_line.hpp"
#include "kezhuan/core/limits.hpp"
#include "kezhuan/exchange/csv.hpp"
#include "kezhuan/exchange/importer.hpp"

namespace kezhuan::cli {

namespace {

struct ImportArguments {
  std::string file;
  std::string kind;
  std::string map;
  std::string rejects;
  std::string encoding;
  std::string delimiter;
  std::string print_mapping;
  bool acts = false;
  bool check = false;
  bool legacy = false;
  bool schema = false;
};

/// How far an import has come, on a terminal: rate and time left.
class ImportBar {
 public:
  ImportBar(const Context& context, std::uint64_t size) : context_(context), size_(size) {}

  void clear() { line_.clear(); }

  void show(const ImportProgress& progress) {
    if (progress.records % 16 == 0 && line_.is_due()) line_.draw(text(progress));
  }

 private:
  std::string text(const ImportProgress& progress) const {
    const auto milliseconds = static_cast<std::uint64_t>(line_.spent().count());
    auto line = std::to_string(progress.records) +
                context_.in(" 条，每秒 ", " records, per second: ") +
                std::to_string(progress.records * 1000 / milliseconds);
    if (size_ == 0 || progress.bytes == 0) return line;
    const auto done = std::min(progress.bytes, size_);
    const auto left = milliseconds * (size_ - done) / done / 1000;
    return line + context_.in("，已读 ", ", read ") + std::to_string(done * 100 / size_) +
           context_.in("%，约剩 ", "%, seconds left: ") + std::to_string(left) +
           context_.in(" 秒", "");
  }

  const Context& context_;
  std::uint64_t size_;
  ProgressLine line_;
};

/// The file of rejects: whole on disk before anything is written for good, by its name after that,
/// and only when there are some.
class RejectsFile {
 public:
  /// @param may_replace  what stands there is what is being imported
  /// @throws Error invalid  something else stands there, which is never overwritten
  RejectsFile(std::string file, bool may_replace) : file_(std::move(file)), part_(file_) {
    if (file_ == "-") {
      throw Error(ErrorCode::invalid,
                  {"有误的记录要写入文件，不能写到标准输出。",
                   "rejected records go to a file, not to standard output."},
                  {"写一个文件名；确要名为“-”的文件，写 ./-。",
                   "Give a file's name; ./- for one called \"-\"."},
                  {}, "--rejects -");
    }
    if (file_.empty() || may_replace || !std::filesystem::exists(file_)) return;
    throw Error(ErrorCode::invalid,
                {"已有这个文件，不覆盖。", "this file exists; it is not overwritten."},
                {"换一个文件名，或先移走它。以前的有误记录文件，改好后以它自己导入（不加 --check）"
                 "时才会换成仍有误的。",
                 "Choose another name, or move it away. Earlier rejects are replaced by those that "
                 "are left only when they are mended and imported themselves (without --check)."},
                {}, "--rejects " + file_);
  }

  void write(const std::string& text) {
    if (!part_.write(text)) throw_unwritable(file_);
  }
  bool is_empty() const { return !part_.is_begun(); }

  /// Nothing more comes. What was rejected has to be there before the others are recorded.
  void close() {
    if (!is_empty() && !part_.close()) throw_unwritable(file_);
  }

  /// With no rejects, the mended ones go. What was rejected is kept by either name: the others are
  /// recorded by now.
  void publish() {
    part_.keep();
    std::error_code problem;
    if (is_empty()) {
      std::filesystem::remove(file_, problem);
    } else {
      std::filesystem::rename(part_.path(), file_, problem);
    }
    if (problem) throw_unwritable(file_);
  }

 private:
  std::string file_;
  PartFile part_;
};

[[noreturn]] void throw_usage(const std::string& option, Text what, Text remedy) {
  throw Error(ErrorCode::invalid, std::move(what), std::move(remedy), {}, option);
}

CsvOptions csv_options(const ImportArguments& given) {
  CsvOptions options;
  if (!given.encoding.empty()) {
    options.encoding = find_encoding(given.encoding);
    if (!options.encoding) {
      throw_usage("--encoding",
                  {"不认识的编码“" + given.encoding + "”。",
                   "unknown encoding \"" + given.encoding + "\"."},
                  {"可用：utf-8、gb18030（gbk）、utf-16le、utf-16be。",
                   "One of utf-8, gb18030 (gbk), utf-16le, utf-16be."});
    }
  }
  if (given.delimiter.empty()) return options;
  const auto& text = given.delimiter;
  if (text == "tab" || text == "\\t") {
    options.delimiter = '\t';
  } else if (text == "," || text == ";" || text == "\t") {
    options.delimiter = text.front();
  } else {
    throw_usage(
        "--delimiter",
        {"分隔符只能是逗号、分号或 tab。", "the delimiter is a comma, a semicolon or tab."},
        {"写作 --delimiter ';' 或 --delimiter tab。", "Write --delimiter ';' or --delimiter tab."});
  }
  return options;
}

Mapping mapping_of(const ImportArguments& given) {
  if (given.map.empty()) return Mapping::built_in(given.kind);
  return Mapping::from_yaml(read_text_file(given.map, limits::config_bytes), given.map);
}

/// The input as a file: what comes through a pipe is read to its end first, so that nobody else
/// waits for the registry while it comes.
class WholeInput {
 public:
  explicit WholeInput(const std::string& file) : input_(file), size_(input_.size()) {
    if (size_ == 0) spool();
  }

  const std::string& name() const { return input_.name(); }
  std::uint64_t size() const { return size_; }

  std::size_t read(char* to, std::size_t most) const {
    if (!spool_) return input_.read(to, most);
    throw_if_interrupted();
    const auto count = std::fread(to, 1, most, spool_.get());
    if (std::ferror(spool_.get()) != 0) throw_unspooled();
    return count;
  }

 private:
  void spool() {
    spool_.reset(std::tmpfile());
    std::array<char, std::size_t{1} << 16U> piece;
    std::size_t count = 0;
    while (spool_ && (count = input_.read(piece.data(), piece.size())) > 0) {
      size_ += count;
      if (std::fwrite(piece.data(), 1, count, spool_.get()) != count) throw_unspooled();
    }
    if (!spool_ || std::fflush(spool_.get()) != 0) throw_unspooled();
    std::rewind(spool_.get());
  }

  [[noreturn]] void throw_unspooled() const {
    const std::string reason = std::strerror(errno);
    throw Error(ErrorCode::storage,
                {"不能在临时文件夹里存下输入：" + reason + "。",
                 "cannot keep the input in the folder for temporary files: " + reason + "."},
                {"腾出空间，或先存成文件再导入。",
                 "Make room there, or save the input as a file and import that."},
                {}, name());
  }

  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  InputFile input_;
  std::uint64_t size_;
  std::unique_ptr<std::FILE, Close> spool_;
};

/// What is read, with all it rests on.
struct Source {
  std::unique_ptr<RowSource> rows;
  std::unique_ptr<RecordSource> records;
};

Source open_source(const ImportArguments& given, const WholeInput& input,
                   const Registry& registry) {
  const auto read = [&input](char* to, std::size_t most) { return input.read(to, most); };
  Source source;
  if (given.acts) {
    source.records = read_acts(input.name(), read, given.legacy);
  } else {
    const auto mapping = mapping_of(given);
    source.rows = read_csv(input.name(), read, csv_options(given));
    source.records = map_rows(mapping, *source.rows, defaults_of(registry, given.legacy));
  }
  return source;
}

std::string json_of(const PassedOver& passed_over) {
  std::vector<std::string> rows;
  for (const auto& row : passed_over.first) {
    rows.push_back(JsonObject().number("line", row.line).text("start", row.start).done());
  }
  return JsonObject().number("count", passed_over.count).raw("first", json_array(rows)).done();
}

std::string json_of(const ImportReport& report, const std::vector<std::string>& unused,
                    const PassedOver& passed_over) {
  return JsonObject()
             .number("acts", report.acts)
             .raw("first_warnings", problems_to_json(report.first_warnings))
             .flag("is_written", report.is_written)
             .number("more_problems", report.more_problems)
             .number("outstanding", report.outstanding)
             .raw("passed_over", json_of(passed_over))
             .raw("problems", problems_to_json(report.problems))
             .number("records", report.records)
             .number("rejected", report.rejected)
             .number("repeated", report.repeated)
             .raw("unused_columns", json_texts(unused))
             .number("warnings", report.warnings)
             .done() +
         "\n";
}

void tell_problems(const Context& context, const ImportArguments& given,
                   const ImportReport& report) {
  complain(problems_to_text(report.problems, context.language));
  if (report.more_problems > 0) {
    complain(context.in("另有 ", "There are ") + std::to_string(report.more_problems) +
             context.in(" 处问题没有列出。", " more problems."));
    complain(given.rejects.empty()
                 ? context.in(
                       "全部列入文件：--rejects FILE（好的记录随之导入；只想检查时加 --check）。\n",
                       " All of them in a file: --rejects FILE (which takes the good records "
                       "in; add --check to only check).\n")
                 : "\n");
  }
}

/// The first of them, with file, line and column.
std::string warnings_text(const Context& context, const ImportReport& report) {
  const auto& first = report.first_warnings;
  if (first.empty()) return {};
  auto text = context.in("警告：\n", "Warnings:\n") + problems_to_text(first, context.language);
  if (report.warnings == first.size()) return text;
  return text + context.in("另有警告 ", "More warnings: ") +
         std::to_string(report.warnings - first.size()) + context.in(" 项没有列出。\n", ".\n");
}

std::string summary(const Context& context, const ImportArguments& given,
                    const ImportReport& report) {
  const auto number = [](std::uint64_t value) { return std::to_string(value); };
  auto text = context.in("共 ", "") + number(report.records) + context.in(" 条记录", " records");
  if (report.rejected > 0) {
    text += context.in("，有误 ", ", rejected: ") + number(report.rejected) + context.in(" 条", "");
  }
  if (report.repeated > 0) {
    text += context.in("，此前已导入 ", ", imported before: ") + number(report.repeated) +
            context.in(" 条", "");
  }
  if (report.rejected == 0 || report.is_written) {
    text += context.in("；业务动作 ", "; acts: ") + number(report.acts) + context.in(" 项", "");
  }
  if (report.warnings > 0) {
    text += context.in("，警告 ", ", warnings: ") + number(report.warnings) + context.in(" 项", "");
  }
  if (report.outstanding > 0) {
    text += context.in("，待补 ", ", outstanding: ") + number(report.outstanding) +
            context.in(" 项（kezhuan list outstanding）", " (kezhuan list outstanding)");
  }
  text += context.in("。", ".");
  if (given.check) {
    text += report.rejected == 0
                ? context.in("可以导入；没有写入。", " They may be imported; nothing was written.")
                : context.in("没有写入。", " Nothing was written.");
    if (report.rejected > 0 && !given.rejects.empty()) {
      text += context.in("有误的列在 ", " The rejected are in ") + given.rejects;
      text += report.acts > 0
                  ? context.in("；好的也还没有导入。", "; the others are not imported yet either.")
                  : context.in("。", ".");
    }
  } else if (!report.is_written) {
    text +=
        context.in("什么也没有写入（要么全部，要么全不）。", " Nothing was written (all or none).");
  } else if (report.rejected > 0) {
    const bool has_others = report.rejected < report.records;
    text += has_others ? context.in("其余已导入；有误的在 ",
                                    " The others were imported; the rejected are in ")
                       : context.in("有误的在 ", " The rejected are in ");
    text += given.rejects + context.in("，改好后可再导入。", ", to be mended and imported again.");
  }
  return text + "\n";
}

std::string unused_text(const Context& context, const std::vector<std::string>& columns) {
  std::string names;
  for (const auto& column : columns) {
    if (!names.empty()) names += context.in("、", ", ");
    names += column;
  }
  if (names.empty()) return {};
  return context.in("没有用到的列：", "Columns not used: ") + names + context.in("。\n", ".\n");
}

/// 第 1 行“汇总表”、第 9 行“合计”
std::string passed_over_text(const Context& context, const PassedOver& passed_over) {
  if (passed_over.count == 0) return {};
  std::string rows;
  for (const auto& row : passed_over.first) {
    if (!rows.empty()) rows += context.in("、", ", ");
    rows += context.in("第 ", "line ") + std::to_string(row.line) + context.in(" 行“", " \"") +
            row.start + context.in("”", "\"");
  }
  if (passed_over.count > passed_over.first.size()) rows += context.in("等", " …");
  return context.in("不是记录、略过的行：", "Rows passed over, which are no records: ") + rows +
         context.in("。\n", ".\n");
}

void tell(const Context& context, const ImportArguments& given, const ImportReport& report,
          const RecordSource& source) {
  const auto unused = source.unused_columns();
  const auto passed_over = source.passed_over();
  if (context.json) print(json_of(report, unused, passed_over));
  if (report.rejected > 0) tell_problems(context, given, report);
  const auto text = warnings_text(context, report) + unused_text(context, unused) +
                    passed_over_text(context, passed_over) + summary(context, given, report);
  if (report.rejected > 0) {
    complain(text);
  } else if (!context.json) {
    print(text);
  }
}

/// Whether the input is the file of rejects itself, to be replaced by what is still rejected.
bool replaces_input(const ImportArguments& given, RecordSource& source) {
  std::error_code ignored;
  if (given.check || !std::filesystem::equivalent(given.file, given.rejects, ignored)) return false;
  if (!given.acts) {
    const auto header = source.header();
    return std::any_of(header.begin(), header.end(), is_reject_column);
  }
  std::string start(8, '\0');
  std::ifstream(given.file, std::ios::binary).read(start.data(), 8);
  return start == "{\"line\":";
}

int run_import(Context& context, const ImportArguments& given) {
  const InterruptGuard guard;
  const WholeInput input(given.file);
  auto registry = context.open(Access::read_write);
  auto source = open_source(given, input, registry);
  RejectsFile rejects(given.rejects, replaces_input(given, *source.records));
  ImportBar bar(context, input.size());
  ImportOptions options;
  options.only_check = given.check;
  options.keep_good = !given.rejects.empty();
  options.on_progress = [&](const ImportProgress& progress) {
    throw_if_interrupted();
    bar.show(progress);
  };
  if (!given.rejects.empty()) {
    const auto header = source.records->header();
    options.on_reject = [&, header](const ImportRecord& record,
                                    const std::vector<Problem>& problems) {
      if (given.acts) return rejects.write(reject_line(record, problems));
      if (rejects.is_empty()) rejects.write(reject_header(*source.records));
      rejects.write(reject_rows(record, problems, header));
    };
  }
  options.before_commit = [&] {
    rejects.close();
    throw_if_interrupted();
  };
  const auto report = import_records(registry, *source.records, options);
  if (!given.rejects.empty()) rejects.publish();
  bar.clear();
  tell(context, given, report, *source.records);
  return report.rejected > 0 ? refused : done;
}

int import(Context& context, const ImportArguments& given) {
  if (given.schema) {
    print(Mapping::schema() + "\n");
    return done;
  }
  if (!given.print_mapping.empty()) {
    print(Mapping::built_in_text(given.print_mapping));
    return done;
  }
  return run_import(context, given);
}

void check_usage(const ImportArguments& given) {
  if (given.schema || !given.print_mapping.empty()) return;
  if (given.file.empty()) throw CLI::RequiredError("FILE");
  std::vector<std::string> ways;
  if (!given.kind.empty()) ways.emplace_back("--kind");
  if (!given.map.empty()) ways.emplace_back("--map");
  if (given.acts) ways.emplace_back("--acts");
  if (ways.empty()) throw CLI::RequiredError("--kind | --map | --acts");
  if (ways.size() > 1) throw CLI::ExcludesError(ways[0], ways[1]);
  // Acts are JSON, which is UTF-8 and has no delimiter.
  if (given.acts && !given.encoding.empty()) throw CLI::ExcludesError("--acts", "--encoding");
  if (given.acts && !given.delimiter.empty()) throw CLI::ExcludesError("--acts", "--delimiter");
}

std::string kinds() {
  std::string names;
  for (const auto& id : Mapping::built_in_ids()) names += (names.empty() ? "" : ", ") + id;
  return names;
}

}  // namespace

void add_import_commands(CLI::App& app, Context& context) {
  auto* command = add_command(app, context, "import",
                              {"导入表格（CSV）或逐行的业务动作：要么全部，要么全不",
                               "take in a sheet (CSV), or acts one a line: all or none"});
  auto given = std::make_shared<ImportArguments>();
  command->add_option("FILE", given->file,
                      context.in("文件，- 为标准输入", "a file, - for standard input"));
  command
      ->add_option("--kind", given->kind,
                   context.in("内置的列对应：", "a built-in mapping: ") + kinds())
      ->type_name("KIND");
  command
      ->add_option("--map", given->map,
                   context.in("自己的列对应文件（YAML）", "a mapping file of one's own (YAML)"))
      ->type_name("FILE");
  command->add_flag("--acts", given->acts,
                    context.in("业务动作，一行一个 JSON", "acts, one JSON document a line"));
  command->add_flag("--check", given->check,
                    context.in("只检查，不写入", "only check, write nothing"));
  command
      ->add_option("--rejects", given->rejects,
                   context.in("好的导入，有误的写入此文件并说明原因",
                              "take the good ones, write the others and why to this file"))
      ->type_name("FILE");
  command->add_flag(
      "--legacy", given->legacy,
      context.in("旧记录：缺的材料记为待补", "old records: what they lack is outstanding"));
  command
      ->add_option("--encoding", given->encoding,
                   context.in("表格的编码：utf-8、gb18030、utf-16le、utf-16be（默认自动识别）",
                              "of a sheet: utf-8, gb18030, utf-16le, utf-16be (default: found "
                              "out)"))
      ->type_name("NAME");
  command
      ->add_option("--delimiter", given->delimiter,
                   context.in("分隔符：, ; tab（默认自动识别）", ", ; or tab (default: found out)"))
      ->type_name("CHAR");
  command
      ->add_option("--print-mapping", given->print_mapping,
                   context.in("给出内置的列对应，供修改", "print a built-in mapping, to be edited"))
      ->type_name("KIND");
  command->add_flag("--mapping-schema", given->schema,
                    context.in("列对应文件的 JSON Schema", "the JSON schema of mapping files"));
  command->callback([&context, given] {
    check_usage(*given);
    context.run = [&context, given] { return import(context, *given); };
  });
}

}  // namespace kezhuan::cli
