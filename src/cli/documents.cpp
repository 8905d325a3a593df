#include "cli/documents.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/interrupt.hpp"
#include "kezhuan/core/node.hpp"

namespace kezhuan::cli {

namespace {

constexpr std::size_t chunk_bytes = std::size_t{1} << 16U;
constexpr std::size_t max_document_bytes = ParseLimits{}.max_bytes;

/// Follows brackets and strings over the lines of a document.
class Nesting {
 public:
  void take(std::string_view line) {
    for (const char c : line) take(c);
    // A JSON string cannot hold a line break: whatever follows, this document is broken.
    if (in_string_) depth_ = 0;
    in_string_ = false;
    escaped_ = false;
  }
  bool is_closed() const { return depth_ <= 0; }

 private:
  void take(char c) {
    if (in_string_) {
      if (escaped_) {
        escaped_ = false;
      } else if (c == '\\') {
        escaped_ = true;
      } else if (c == '"') {
        in_string_ = false;
      }
    } else if (c == '"') {
      in_string_ = true;
    } else if (c == '{' || c == '[') {
      ++depth_;
    } else if (c == '}' || c == ']') {
      --depth_;
    }
  }

  long depth_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
};

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// Finds where a JSON pointer leads in the text of a well-formed document.
class Locator {
 public:
  explicit Locator(std::string_view text) : text_(text) {}

  /// Offset of the value, or of the innermost value on the way that is there.
  std::size_t find(std::string_view pointer) {
    skip_blanks();
    while (!pointer.empty() && pointer.front() == '/') {
      pointer.remove_prefix(1);
      const auto segment = pointer.substr(0, pointer.find('/'));
      pointer.remove_prefix(segment.size());
      const auto here = at_;
      if (!enter(segment)) return here;
    }
    return at_;
  }

 private:
  char current() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void skip_blanks() {
    at_ = std::min(text_.find_first_not_of(" \t\r\n\xEF\xBB\xBF", at_), text_.size());
  }

  std::string_view skip_string() {
    const auto begin = ++at_;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
    const auto end = std::min(at_, text_.size());
    ++at_;
    return text_.substr(begin, end - begin);
  }

  void skip_value() {
    int depth = 0;
    do {
      const char c = current();
      if (c == '"') {
        skip_string();
        continue;
      }
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      if (depth < 0 || (depth == 0 && c == ',')) return;
      ++at_;
    } while (at_ < text_.size());
  }

  bool enter(std::string_view segment) {
    const char open = current();
    if (open != '{' && open != '[') return false;
    ++at_;
    for (std::size_t index = 0; at_ < text_.size(); ++index) {
      skip_blanks();
      if (current() == '}' || current() == ']') return false;
      std::string name = std::to_string(index);
      if (open == '{') {
        name = skip_string();
        skip_blanks();
        ++at_;  // the colon
        skip_blanks();
      }
      if (name == segment) return true;
      skip_value();
      if (current() == ',') ++at_;
    }
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::size_t line_of(const std::string& text, std::string_view pointer) {
  const auto offset = static_cast<std::ptrdiff_t>(Locator(text).find(pointer));
  return static_cast<std::size_t>(std::count(text.begin(), text.begin() + offset, '\n'));
}

/// "2:17" inside a document that begins on line 5 is "6:17" of the file.
std::string place_in_file(const std::string& place, const Document& document) {
  if (place.empty()) return std::to_string(document.line);
  if (place.front() == '/') {
    return std::to_string(document.line + line_of(document.text, place)) + ":" + place;
  }
  std::size_t line = 0;
  const auto* end = place.data() + place.size();
  const auto [after, failed] = std::from_chars(place.data(), end, line);
  if (failed != std::errc{} || line == 0) return std::to_string(document.line) + ":" + place;
  return std::to_string(document.line + line - 1) + std::string(after, end);
}

void drop(std::string& text, const std::string& part) {
  const auto at = text.find(part);
  if (at != std::string::npos) text.erase(at, part.size());
}

}  // namespace

InputFile::InputFile(const std::string& file)
    : name_(file == "-" ? "stdin" : file),
      descriptor_(file == "-" ? STDIN_FILENO : ::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {
  if (descriptor_ < 0) throw_unreadable();
  struct stat about = {};
  if (::fstat(descriptor_, &about) == 0 && S_ISREG(about.st_mode)) {
    size_ = static_cast<std::uint64_t>(about.st_size);
  }
}

InputFile::~InputFile() {
  if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
}

std::size_t InputFile::read(char* to, std::size_t most, const std::stop_token& stop) const {
  while (true) {
    wait(stop);
    const auto count = ::read(descriptor_, to, most);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) throw_unreadable();
  }
}

std::size_t InputFile::append_to(std::string& buffer, const std::stop_token& stop) const {
  const auto before = buffer.size();
  buffer.resize(before + chunk_bytes);
  const auto count = read(buffer.data() + before, chunk_bytes, stop);
  buffer.resize(before + count);
  return count;
}

/// Waits until there is something to read, or the end. A signal may reach another thread than the
/// one that waits, so it looks up now and then.
void InputFile::wait(const std::stop_token& stop) const {
  constexpr int milliseconds = 50;
  pollfd input{descriptor_, POLLIN, 0};
  int ready = 0;
  do {
    throw_if_interrupted();
    if (stop.stop_requested()) throw Interrupted{};
    ready = ::poll(&input, 1, milliseconds);
  } while (ready == 0 || (ready < 0 && errno == EINTR));
}

void InputFile::throw_unreadable() const {
  const std::string reason = std::strerror(errno);
  throw Error(ErrorCode::invalid,
              {"读不了文件：" + reason + "。", "cannot read the file: " + reason + "."},
              {"请检查路径与权限；标准输入写作“-”。",
               "Check the path and its permissions; standard input is written \"-\"."},
              {}, name_);
}

std::string read_text_file(const std::string& file, std::size_t max_bytes) {
  const InputFile input(file);
  std::string text;
  while (text.size() <= max_bytes && input.append_to(text) > 0) continue;
  if (text.size() <= max_bytes) return text;
  const auto limit = std::to_string(max_bytes);
  throw Error(
      ErrorCode::invalid,
      {"文件过大，上限 " + limit + " 字节。", "file too large, the limit is " + limit + " bytes."},
      {"请检查是否选错了文件。", "Check that this is the right file."}, {}, file);
}

bool DocumentReader::fill() {
  if (at_end_) return false;
  buffer_.erase(0, at_);
  at_ = 0;
  at_end_ = input_.append_to(buffer_, stop_) == 0;
  return !at_end_;
}

/// The next line with its line break; false at the end.
bool DocumentReader::read_line(std::string& line) {
  auto end = buffer_.find('\n', at_);
  while (end == std::string::npos) {
    if (buffer_.size() - at_ > max_document_bytes) throw_too_long(line_ + 1);
    const auto seen = buffer_.size() - at_;
    if (!fill()) break;
    end = buffer_.find('\n', seen);
  }
  end = end == std::string::npos ? buffer_.size() : end + 1;
  line.assign(buffer_, at_, end - at_);
  at_ = end;
  if (line.empty()) return false;
  ++line_;
  return true;
}

void DocumentReader::unread(const std::string& text, std::size_t lines) {
  buffer_.replace(0, at_, text);
  at_ = 0;
  line_ -= lines;
}

/// Reads ahead until `count` documents are at hand; false when there are fewer.
bool DocumentReader::peek(std::size_t count) {
  while (peeked_.size() < count) {
    auto document = read();
    if (!document) return false;
    peeked_.push_back(*std::move(document));
  }
  return true;
}

std::optional<Document> DocumentReader::next(std::stop_token stop) {
  stop_ = std::move(stop);
  if (peeked_.empty()) return read();
  auto document = std::move(peeked_.front());
  peeked_.pop_front();
  return document;
}

std::optional<Document> DocumentReader::read() {
  std::string line;
  do {
    if (!read_line(line)) return std::nullopt;
  } while (is_blank(line));
  Document document{{}, line_};
  Nesting nesting;
  std::vector<std::size_t> starts;  // of the lines after the first that begin with "{"
  do {
    if (!document.text.empty() && line.front() == '{') starts.push_back(document.text.size());
    document.text += line;
    nesting.take(line);
    if (nesting.is_closed()) break;
    if (document.text.size() > max_document_bytes && starts.empty()) throw_too_long(document.line);
  } while (document.text.size() <= max_document_bytes && read_line(line));
  if (!nesting.is_closed() && !starts.empty()) {
    const auto rest = document.text.substr(starts.front());
    unread(rest, static_cast<std::size_t>(std::count(rest.begin(), rest.end(), '\n')) +
                     (rest.back() == '\n' ? 0U : 1U));
    document.text.resize(starts.front());
  }
  // "Unexpected end" is then said of the last line, not of the one after it.
  document.text.erase(document.text.find_last_not_of(" \t\r\n") + 1);
  return document;
}

void DocumentReader::throw_too_long(std::size_t line) const {
  const auto limit = std::to_string(max_document_bytes);
  throw Error(ErrorCode::invalid,
              {"从这一行起的文档过大，上限 " + limit + " 字节。",
               "the document that begins here is too large, the limit is " + limit + " bytes."},
              {"一行一个业务动作；大文件用 kezhuan evidence keep 保存。",
               "One act a line; keep large files with `kezhuan evidence keep`."},
              {}, name() + ":" + std::to_string(line));
}

Error located(const Error& error, const std::string& name, const Document& document) {
  auto problems = error.problems();
  for (auto& problem : problems) {
    // A parser says its line inside the document once more in the text.
    drop(problem.what.zh, "（" + problem.place + "）");
    drop(problem.what.en, " (" + problem.place + ")");
    problem.place = name + ":" + place_in_file(problem.place, document);
  }
  return {error.code(), std::move(problems)};
}

}  // namespace kezhuan::cli
