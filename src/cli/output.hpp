#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/core/error.hpp"
#include "kezhuan/core/text.hpp"

/// What the program prints: plain text for people, one line of JSON for programs.
namespace kezhuan::cli {

class Context;

/// Writes to standard output. @throws Error storage: nobody takes it (disk full)
void print(std::string_view text);
/// Writes the whole file or none of it. @throws Error storage
void write_file(const std::string& file, const std::string& text);
/// Into the file, telling so; prints it when none is named. @throws Error storage
void deliver(const Context& context, const std::string& file, const std::string& text);
/// What `write_file` says of a file it cannot write. @throws Error storage, always
[[noreturn]] void throw_unwritable(const std::string& file);

/// What is written beside a file, as FILE.PID.part, until it takes its place. Removed in the end
/// unless it was kept.
class PartFile {
 public:
  explicit PartFile(const std::filesystem::path& file);
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  const std::filesystem::path& path() const { return path_; }
  bool is_begun() const { return is_begun_; }
  /// Whether it could be written.
  bool write(std::string_view text);
  /// Nothing more comes. Whether all of it could be written.
  bool close();
  /// It stays, by this name or another.
  void keep() { is_kept_ = true; }

 private:
  std::filesystem::path path_;
  std::ofstream out_;
  bool is_begun_ = false;
  bool is_kept_ = false;
};

/// Writes to standard error.
void complain(std::string_view text);

/// Columns `text` takes on a terminal: two for East Asian wide characters, none for combining ones.
std::size_t display_width(std::string_view text);

/// `text` followed by blanks up to `width` columns.
std::string padded(std::string_view text, std::size_t width);

/// Rows with aligned columns, two blanks between them, none at the end of a line.
class Columns {
 public:
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  bool empty() const { return rows_.empty(); }
  std::string to_text(std::string_view indent = {}) const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

/// A JSON object written member by member.
class JsonObject {
 public:
  JsonObject& text(std::string_view key, std::string_view value);
  JsonObject& number(std::string_view key, std::uint64_t value);
  JsonObject& flag(std::string_view key, bool value);
  JsonObject& raw(std::string_view key, std::string_view json);
  JsonObject& both(std::string_view key, const Text& value);  ///< {"zh": …, "en": …}
  std::string done() const { return "{" + members_ + "}"; }

 private:
  std::string members_;
};

/// `["a","b"]` of texts, or of JSON values as they are.
std::string json_texts(const std::vector<std::string>& texts);
std::string json_array(const std::vector<std::string>& values);

/// Every problem: place, what is wrong, what mends it, the rule.
std::string problems_to_text(const std::vector<Problem>& problems, Language language);
std::string problems_to_json(const std::vector<Problem>& problems);

/// "错误（invalid）" and the problems, one below the other.
std::string error_to_text(const Error& error, Language language);
std::string error_to_json(const Error& error);

}  // namespace kezhuan::cli
