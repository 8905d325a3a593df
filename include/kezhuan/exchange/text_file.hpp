#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "kezhuan/exchange/row_source.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// How a text file is written.
enum class Encoding { utf_8, utf_16le, utf_16be, gb18030 };

/// "utf-8", "gb18030" …; the names "gbk", "gb2312" and "utf-16" are known too (GB 18030 holds the
/// first two; UTF-16 without more is that of Windows).
std::optional<Encoding> find_encoding(std::string_view name);
std::string_view to_code(Encoding encoding);  ///< "utf-8", "utf-16le", "utf-16be", "gb18030"

/// A text file of any of these encodings as UTF-8, piece by piece.
///
/// Unless it is given, the encoding is found: by a byte order mark, which is taken off; else the
/// text is UTF-8 when the first 64 KiB from the first byte that is not ASCII are, GB 18030 if not.
/// A 0x1A at the very end, which old programs write, is taken off.
///
/// Not thread-safe. Errors invalid name file and line: a byte that is not of the encoding; a file
/// that is no text (a workbook, UTF-16 without mark), or of two encodings.
class TextFile {
 public:
  /// @param name      what to call it in messages
  /// @param encoding  absent: found out
  TextFile(std::string name, ReadBytes read, std::optional<Encoding> encoding = {});
  ~TextFile();

  /// Appends the next piece to `out`; false at the end, when nothing was. @throws Error invalid
  bool read(std::string& out);

  /// What it is called in messages.
  const std::string& name() const { return name_; }
  /// Of the input as it is written, before decoding.
  std::uint64_t bytes_read() const { return bytes_read_; }
  /// Nothing as long as only ASCII was seen.
  std::optional<Encoding> encoding() const { return encoding_; }

 private:
  class Converter;

  void start();
  bool fill();
  bool read_more(std::string& out);
  void choose();
  void refuse_other_files() const;
  std::size_t decode_utf8(std::string& out);
  void check_one_encoding();
  [[noreturn]] void throw_two_encodings() const;
  [[noreturn]] void throw_zero_bytes() const;
  [[noreturn]] void throw_bad_byte(std::size_t at, const std::string& before) const;

  std::string name_;
  ReadBytes read_;
  std::optional<Encoding> encoding_;
  std::unique_ptr<Converter> converter_;
  std::string raw_;  // read and not decoded
  bool is_guessed_ = false;
  std::size_t looked_at_ = 0;  // of what is read: for lines of another encoding
  std::string line_;           // the beginning of one, as it is written
  std::size_t line_number_ = 1;
  std::string held_;  // a 0x1A that may be the last byte
  bool has_started_ = false;
  bool at_end_ = false;
  std::uint64_t bytes_read_ = 0;
  std::size_t lines_ = 0;  // before what comes next
};

}  // namespace kezhuan
