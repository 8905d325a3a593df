#include "kezhuan/exchange/csv.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <utility>

#include <csv.h>

#include "exchange/cells.hpp"
#include "kezhuan/core/error.hpp"

namespace kezhuan {

namespace {

constexpr int most_lines_looked_at = 20;  // for a delimiter

bool is_blank(const Row& row) {
  return std::all_of(row.cells.begin(), row.cells.end(),
                     [](const std::string& cell) { return trimmed(cell).empty(); });
}

Error bad_row(const std::string& name, std::size_t line, Text what, Text remedy) {
  return {ErrorCode::invalid,
          std::move(what),
          std::move(remedy),
          {},
          name + ":" + std::to_string(line)};
}

/// What the line has most of, outside quotes; nothing when it has none of them.
std::optional<char> most_frequent_delimiter(std::string_view line) {
  constexpr std::string_view known = "\t,;";
  std::array<std::size_t, known.size()> counts{};
  bool is_quoted = false;
  for (const char c : line) {
    if (c == '"') is_quoted = !is_quoted;
    const auto which = known.find(c);
    if (!is_quoted && which != std::string_view::npos) ++counts.at(which);
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  if (*most == 0) return std::nullopt;
  return known[static_cast<std::size_t>(most - counts.begin())];
}

/// The C library that splits the text, and the rows it has made.
class Splitter {
 public:
  Splitter(std::string name, std::size_t max_row_bytes)
      : name_(std::move(name)), max_row_bytes_(max_row_bytes) {
    csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI);
  }
  ~Splitter() { csv_free(&parser_); }
  Splitter(const Splitter&) = delete;
  Splitter& operator=(const Splitter&) = delete;

  void set_delimiter(char delimiter) {
    delimiter_ = delimiter;
    csv_set_delim(&parser_, static_cast<unsigned char>(delimiter));
  }

  /// Takes one line of the file with its line break. It knows no lines itself.
  void take_line(std::string_view line) {
    ++line_;
    // A row goes on after a line break only inside quotes.
    const bool is_inside = std::exchange(in_row_, true);
    if (!is_inside) row_.line = cell_line_ = line_;
    row_bytes_ += line.size();
    if (row_bytes_ > max_row_bytes_) throw_too_long();
    if (line.find("=\"") != std::string_view::npos) line = with_quoted_texts(line, is_inside);
    const auto taken = csv_parse(&parser_, line.data(), line.size(), on_cell, on_row, this);
    if (taken != line.size()) throw_bad_quote();
  }

  void pass_over_line() { ++line_; }

  void finish() {
    if (csv_fini(&parser_, on_cell, on_row, this) != 0) throw_unclosed();
  }

  std::deque<Row>& rows() { return rows_; }

 private:
  static void on_cell(void* text, std::size_t size, void* self) {
    auto& splitter = *static_cast<Splitter*>(self);
    splitter.row_.cells.emplace_back(static_cast<const char*>(text), size);
    splitter.cell_line_ = splitter.line_;
  }

  static void on_row(int, void* self) {
    auto& splitter = *static_cast<Splitter*>(self);
    const auto width = splitter.row_.cells.size();
    if (!is_blank(splitter.row_)) splitter.rows_.push_back(std::move(splitter.row_));
    splitter.row_ = {};
    splitter.row_.cells.reserve(width);
    splitter.row_bytes_ = 0;
    splitter.in_row_ = false;
  }

  /// Cells of ="0012" without quotes around them, by which other programs tell Excel that digits
  /// are a text, are put in quotes: the library takes a quote inside a cell for a slip.
  std::string_view with_quoted_texts(std::string_view line, bool is_inside) {
    quoted_line_.clear();
    bool at_begin = !is_inside;  // of a cell
    for (std::size_t at = 0; at < line.size(); ++at) {
      const auto size = is_inside || !at_begin ? 0 : size_of_text(line.substr(at));
      if (size > 0) {
        const auto inner = line.substr(at + 2, size - 3);
        quoted_line_.append("\"=\"\"").append(inner).append("\"\"\"");
        at += size - 1;
        at_begin = false;
        continue;
      }
      const char c = line[at];
      if (c == '"') is_inside = !is_inside;
      at_begin = !is_inside && (c == delimiter_ || (at_begin && c == ' '));
      quoted_line_ += c;
    }
    return quoted_line_;
  }

  /// How much of it is ="…" up to the end of the cell; 0 when it is something else.
  std::size_t size_of_text(std::string_view rest) const {
    if (!rest.starts_with("=\"")) return 0;
    const auto close = rest.find('"', 2);
    if (close == std::string_view::npos) return 0;
    const auto after = rest.find_first_not_of(' ', close + 1);
    const bool is_end = after == std::string_view::npos || rest[after] == delimiter_ ||
                        rest[after] == '\r' || rest[after] == '\n';
    return is_end ? close + 1 : 0;
  }

  [[noreturn]] void throw_bad_quote() const {
    const bool spans_lines = cell_line_ != line_;
    const auto begin = std::to_string(cell_line_);
    throw bad_row(
        name_, line_,
        {std::string("引号用得不对：") +
             (spans_lines ? "第 " + begin + " 行开始的单元格在这里闭合后还有文字。"
                          : "单元格中间出现了单个双引号。"),
         std::string("a quotation mark in the wrong place: ") +
             (spans_lines ? "the cell that begins on line " + begin + " is closed here and goes on."
                          : "a single one stands inside a cell.")},
        {"含引号、分隔符或换行的单元格整个加双引号，里面的双引号写两个；或由 Excel "
         "重新另存为 CSV。",
         "Put the whole cell in double quotes and double those inside; or let Excel save "
         "the CSV anew."});
  }

  [[noreturn]] void throw_unclosed() const {
    throw bad_row(
        name_, cell_line_,
        {"从这一行开始的单元格，引号直到文件末尾都没有闭合。",
         "a cell that begins on this line has a quotation mark that is never closed."},
        {"补上右引号；引号本身写成两个。", "Close it; a quotation mark itself is written twice."});
  }

  [[noreturn]] void throw_too_long() const {
    const auto limit = std::to_string(max_row_bytes_);
    throw bad_row(name_, row_.line,
                  {"从这一行开始的一行表格超过 " + limit + " 字节：可能有引号没有闭合。",
                   "a row that begins here has more than " + limit +
                       " bytes: perhaps a quotation mark is not closed."},
                  {"检查这一行的引号。", "Check the quotation marks of this line."});
  }

  std::string name_;
  std::size_t max_row_bytes_;
  csv_parser parser_{};
  char delimiter_ = ',';
  std::string quoted_line_;
  Row row_;
  std::deque<Row> rows_;
  std::size_t line_ = 0;
  std::size_t cell_line_ = 1;  // where the cell being read began
  std::size_t row_bytes_ = 0;
  bool in_row_ = false;
};

class CsvRows final : public RowSource {
 public:
  CsvRows(std::string name, ReadBytes read, const CsvOptions& options)
      : file_(std::move(name), std::move(read), options.encoding),
        splitter_(file_.name(), options.max_row_bytes),
        delimiter_(options.delimiter),
        max_row_bytes_(options.max_row_bytes) {}

  const std::string& name() const override { return file_.name(); }
  std::uint64_t bytes_read() const override { return file_.bytes_read(); }
  std::optional<char> delimiter() const override { return delimiter_; }

  const Row& header() override {
    if (!has_header_ && !take(header_)) {
      throw Error(ErrorCode::invalid, {"文件里没有内容。", "there is nothing in the file."},
                  {"第一行应为表头，其后每行一条记录。",
                   "The first row names the columns, each row after it is a record."},
                  {}, file_.name());
    }
    has_header_ = true;
    return header_;
  }

  bool next(Row& row) override {
    header();
    return take(row);
  }

 private:
  bool take(Row& row) {
    auto& rows = splitter_.rows();
    while (rows.empty()) {
      if (failure_) throw *failure_;
      if (is_done_) return false;
      read_on();
    }
    row = std::move(rows.front());
    rows.pop_front();
    return true;
  }

  /// What is wrong is said after the rows before it.
  void read_on() {
    try {
      if (file_.read(text_)) {
        split(false);
      } else {
        split(true);
        splitter_.finish();
        is_done_ = true;
      }
    } catch (const Error& error) {
      failure_.emplace(error);
    }
  }

  /// Hands over the whole lines there are; at the end of the file all there is.
  void split(bool at_end) {
    if (!has_delimiter_ && !find_delimiter(at_end)) return;
    std::size_t begin = 0;
    while (begin < text_.size()) {
      const auto size = line_size(begin, at_end);
      if (size == 0) break;
      splitter_.take_line(std::string_view(text_).substr(begin, size));
      begin += size;
    }
    text_.erase(0, begin);
    if (text_.size() > max_row_bytes_) take_rest_as_line();
  }

  /// A line without end is over the limit of a row.
  void take_rest_as_line() {
    splitter_.take_line(text_);
    text_.clear();
  }

  /// Up to and with a line break of CRLF, LF or CR; 0 when it is not there yet.
  std::size_t line_size(std::size_t begin, bool at_end) const {
    const auto end = text_.find_first_of("\r\n", begin);
    if (end == std::string::npos) return at_end ? text_.size() - begin : 0;
    if (text_[end] == '\n') return end + 1 - begin;
    if (end + 1 == text_.size()) return at_end ? end + 1 - begin : 0;
    return (text_[end + 1] == '\n' ? end + 2 : end + 1) - begin;
  }

  bool find_delimiter(bool at_end) {
    const bool is_all = at_end || text_.size() > max_row_bytes_;
    if (line_size(0, at_end) == 0 && !is_all) return false;
    const auto line = std::string_view(text_).substr(0, text_.find_first_of("\r\n"));
    const bool names_it = line.size() == 5 && line.substr(0, 4) == "sep=";
    if (names_it && !delimiter_) delimiter_ = line[4];
    if (!delimiter_) delimiter_ = delimiter_below(is_all);
    if (!delimiter_) return false;
    has_delimiter_ = true;
    if (names_it) {
      splitter_.pass_over_line();
      text_.erase(0, line_size(0, at_end));
    }
    splitter_.set_delimiter(*delimiter_);
    return true;
  }

  /// Of the first line that has any: a title above the header has none. Nothing while it may yet
  /// come.
  std::optional<char> delimiter_below(bool is_all) const {
    std::size_t begin = 0;
    for (int i = 0; i < most_lines_looked_at; ++i) {
      const auto size = line_size(begin, is_all);
      if (size == 0) return is_all ? std::optional(',') : std::nullopt;
      if (auto found = most_frequent_delimiter(std::string_view(text_).substr(begin, size))) {
        return found;
      }
      begin += size;
    }
    return ',';
  }

  TextFile file_;
  Splitter splitter_;
  std::optional<char> delimiter_;
  std::size_t max_row_bytes_;
  std::string text_;  // decoded and not yet split
  Row header_;
  std::optional<Error> failure_;
  bool has_delimiter_ = false;
  bool has_header_ = false;
  bool is_done_ = false;
};

}  // namespace

std::unique_ptr<RowSource> read_csv(std::string name, ReadBytes read, const CsvOptions& options) {
  return std::make_unique<CsvRows>(std::move(name), std::move(read), options);
}

void append_csv(std::string& out, std::span<const std::string> cells) {
  bool is_first = true;
  for (const auto& cell : cells) {
    // A single empty cell would be a blank line, and a first one "sep=" would name a delimiter.
    const bool is_plain = cell.find_first_of(",;\t\"\r\n ") == std::string::npos &&
                          (cells.size() > 1 || !cell.empty()) &&
                          !(is_first && cell.starts_with("sep="));
    if (!std::exchange(is_first, false)) out += ',';
    if (is_plain) {
      out += cell;
      continue;
    }
    out += '"';
    for (const char c : cell) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }
  out += "\r\n";
}

}  // namespace kezhuan
