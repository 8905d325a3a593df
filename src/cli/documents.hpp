#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "kezhuan/core/error.hpp"

/// Reading acts from a file or standard input, one JSON document after another.
namespace kezhuan::cli {

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
  explicit DocumentReader(std::string file);
  ~DocumentReader();
  DocumentReader(const DocumentReader&) = delete;
  DocumentReader& operator=(const DocumentReader&) = delete;

  /// Nothing at the end of the input.
  /// @param stop  ends the wait for input that does not come
  /// @throws Error invalid: unreadable, or one document is larger than any act may be
  /// @throws Interrupted  by a signal or by `stop`
  std::optional<Document> next(std::stop_token stop = {});

  /// Whether `next` will give another one, and whether that is the last. @throws Error as `next`
  bool has_next() { return peek(1); }
  bool has_only_one() { return peek(1) && !peek(2); }

  const std::string& name() const { return name_; }

 private:
  bool peek(std::size_t count);
  std::optional<Document> read();
  bool read_line(std::string& line);
  bool fill();
  void unread(const std::string& text, std::size_t lines);
  [[noreturn]] void throw_too_long(std::size_t line) const;

  std::string name_;
  int descriptor_;
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
