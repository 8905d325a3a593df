#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "kezhuan/core/error.hpp"

/// Reading acts from a file or standard input, one JSON document after another.
namespace kezhuan::cli {

/// The bytes of a file or of standard input ("-"); a signal ends the wait for more.
class InputFile {
 public:
  /// @throws Error invalid: cannot be opened
  explicit InputFile(const std::string& file);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  const std::string& name() const { return name_; }
  std::uint64_t size() const { return size_; }  ///< 0 when it is not known

  /// Bytes read, 0 at the end.
  /// @param stop  ends the wait for input that does not come
  /// @throws Error invalid: unreadable; Interrupted  by a signal or by `stop`
  std::size_t read(char* to, std::size_t most, const std::stop_token& stop = {}) const;
  /// The same, behind what `buffer` holds.
  std::size_t append_to(std::string& buffer, const std::stop_token& stop = {}) const;

 private:
  void wait(const std::stop_token& stop) const;
  [[noreturn]] void throw_unreadable() const;

  std::string name_;
  int descriptor_;
  std::uint64_t size_ = 0;
};

/// A whole file as text; "-" is standard input.
/// @throws Error invalid: it cannot be read, or is longer than `max_bytes`
std::string read_text_file(const std::string& file, std::size_t max_bytes);

/// One document and where it stands.
struct Document {
  std::string text;
  std::size_t line = 1;  ///< where it begins, 1-based
};

/// Splits its input into JSON documents: one to a line, or one over many lines.
///
/// Holds one document at a time, however long the input. A document that is never closed ends
/// before the next line that begins with "{", so that the parser can say what is wrong with it.
class DocumentReader {
 public:
  /// @param file  a path, or "-" for standard input. @throws Error invalid: cannot be opened
  explicit DocumentReader(const std::string& file) : input_(file) {}

  /// Nothing at the end of the input.
  /// @param stop  ends the wait for input that does not come
  /// @throws Error invalid: unreadable, or one document is larger than any act may be
  /// @throws Interrupted  by a signal or by `stop`
  std::optional<Document> next(std::stop_token stop = {});

  /// Whether `next` will give another one, and whether that is the last. @throws Error as `next`
  bool has_next() { return peek(1); }
  bool has_only_one() { return peek(1) && !peek(2); }

  const std::string& name() const { return input_.name(); }

 private:
  bool peek(std::size_t count);
  std::optional<Document> read();
  bool read_line(std::string& line);
  bool fill();
  void unread(const std::string& text, std::size_t lines);
  [[noreturn]] void throw_too_long(std::size_t line) const;

  InputFile input_;
  std::stop_token stop_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;
  bool at_end_ = false;
  std::deque<Document> peeked_;
};

/// Puts the name and line of a document before every place of an error inside it:
/// "acts.jsonl:3:/data".
Error located(const Error& error, const std::string& name, const Document& document);

}  // namespace kezhuan::cli
