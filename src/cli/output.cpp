#include "cli/output.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include <unistd.h>

#include "cli/context.hpp"
#include "core/scan.hpp"
#include "kezhuan/core/utf8.hpp"
#include "kezhuan/core/write.hpp"

namespace kezhuan::cli {

namespace {

struct Range {
  char32_t first;
  char32_t last;
};

constexpr std::array wide = {
    Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},   Range{0x3041, 0x4DBF},
    Range{0x4E00, 0xA4CF},   Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},
    Range{0xFE30, 0xFE4F},   Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},
    Range{0x1F300, 0x1F64F}, Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD},
};

constexpr std::array none = {Range{0x0300, 0x036F}, Range{0x200B, 0x200F}, Range{0xFE00, 0xFE0F},
                             Range{0xFEFF, 0xFEFF}};

template <std::size_t n>
bool is_in(char32_t point, const std::array<Range, n>& ranges) {
  return std::any_of(ranges.begin(), ranges.end(), [&](const Range& range) {
    return range.first <= point && point <= range.last;
  });
}

char32_t decode(std::string_view unit) {
  const auto byte = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(unit[i]));
  };
  switch (unit.size()) {
    case 2: return ((byte(0) & 0x1FU) << 6U) | (byte(1) & 0x3FU);
    case 3: return ((byte(0) & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
    case 4:
      return ((byte(0) & 0x07U) << 18U) | ((byte(1) & 0x3FU) << 12U) | ((byte(2) & 0x3FU) << 6U) |
             (byte(3) & 0x3FU);
    default: return byte(0);
  }
}

std::string json_string(std::string_view text) {
  CanonicalWriter writer;
  // What the database library says of a damaged file may quote bytes that are no text.
  writer.text(is_utf8(text) ? text : readable(text));
  return writer.take();
}

std::string join(const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& part : parts) {
    if (!out.empty()) out += ',';
    out += part;
  }
  return out;
}

/// Whether all of it could be written.
bool write_to(const std::filesystem::path& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  return out.good();
}

}  // namespace

void print(std::string_view text) {
  const auto written = std::fwrite(text.data(), 1, text.size(), stdout);
  if (written == text.size()) return;
  throw Error(
      ErrorCode::storage, {"写不进标准输出。", "cannot write to standard output."},
      {"请检查磁盘空间或管道的另一端。", "Check the disk's space or the pipe's other end."});
}

void write_file(const std::string& file, const std::string& text) {
  namespace fs = std::filesystem;
  std::error_code problem;
  // A device or a pipe takes the text itself; renaming a file to it would be its end.
  const auto status = fs::status(file, problem);
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    if (!write_to(file, text)) throw_unwritable(file);
    return;
  }
  // What a link leads to is replaced, not the link.
  const auto target = fs::exists(status) ? fs::canonical(file, problem) : fs::path(file);
  PartFile part(target);
  problem.clear();  // that nothing stood there is none
  if (!part.write(text) || !part.close()) throw_unwritable(file);
  // Who may not read the old one may not read the new one.
  if (fs::exists(status)) fs::permissions(part.path(), status.permissions(), problem);
  if (!problem) fs::rename(part.path(), target, problem);
  if (problem) throw_unwritable(file);
  part.keep();
}

void deliver(const Context& context, const std::string& file, const std::string& text) {
  if (file.empty()) return print(text);
  write_file(file, text);
  if (!context.json) print(context.in("已写入 ", "wrote ") + file + "\n");
}

PartFile::PartFile(const std::filesystem::path& file) : path_(file) {
  path_ += "." + std::to_string(::getpid()) + ".part";
}

PartFile::~PartFile() {
  if (is_kept_ || !is_begun_) return;
  out_.close();
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

bool PartFile::write(std::string_view text) {
  if (!std::exchange(is_begun_, true)) out_.open(path_, std::ios::binary | std::ios::trunc);
  out_.write(text.data(), static_cast<std::streamsize>(text.size()));
  return out_.good();
}

bool PartFile::close() {
  out_.close();
  return out_.good();
}

void throw_unwritable(const std::string& file) {
  throw Error(
      ErrorCode::storage, {"写不了文件。", "cannot write the file."},
      {"请检查文件夹、权限与磁盘空间。", "Check the folder, its permissions and the disk's space."},
      {}, file);
}

void complain(std::string_view text) {
  std::fflush(stdout);
  std::fwrite(text.data(), 1, text.size(), stderr);
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (const auto unit : code_points(text)) {
    const auto point = decode(unit);
    if (is_in(point, none)) continue;
    width += is_in(point, wide) ? 2U : 1U;
  }
  return width;
}

std::string padded(std::string_view text, std::size_t width) {
  const auto taken = display_width(text);
  return std::string(text) + std::string(taken < width ? width - taken : 0, ' ');
}

std::string Columns::to_text(std::string_view indent) const {
  std::vector<std::size_t> widths;
  for (const auto& row : rows_) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(row[i]));
    }
  }
  std::string out;
  for (const auto& row : rows_) {
    std::string line(indent);
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += i + 1 < row.size() ? padded(row[i], widths[i]) + "  " : row[i];
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

JsonObject& JsonObject::raw(std::string_view key, std::string_view json) {
  if (!members_.empty()) members_ += ',';
  members_.append(json_string(key)).append(":").append(json);
  return *this;
}

JsonObject& JsonObject::text(std::string_view key, std::string_view value) {
  return raw(key, json_string(value));
}

JsonObject& JsonObject::number(std::string_view key, std::uint64_t value) {
  return raw(key, std::to_string(value));
}

JsonObject& JsonObject::flag(std::string_view key, bool value) {
  return raw(key, value ? "true" : "false");
}

JsonObject& JsonObject::both(std::string_view key, const Text& value) {
  return raw(key, JsonObject().text("en", value.en).text("zh", value.zh).done());
}

std::string json_texts(const std::vector<std::string>& texts) {
  std::vector<std::string> values;
  values.reserve(texts.size());
  for (const auto& text : texts) values.push_back(json_string(text));
  return json_array(values);
}

std::string json_array(const std::vector<std::string>& values) { return "[" + join(values) + "]"; }

std::string problems_to_text(const std::vector<Problem>& problems, Language language) {
  const bool zh = language == Language::zh;
  std::string out;
  for (const auto& problem : problems) {
    if (!problem.place.empty()) out += problem.place + (zh ? "：" : ": ");
    out += problem.what.in(language) + "\n";
    const auto& remedy = problem.remedy.in(language);
    if (!remedy.empty()) out += (zh ? "  补救：" : "  Remedy: ") + remedy + "\n";
    if (!problem.rule.empty()) out += (zh ? "  规则：" : "  Rule: ") + problem.rule + "\n";
  }
  return out;
}

std::string problems_to_json(const std::vector<Problem>& problems) {
  std::vector<std::string> values;
  for (const auto& problem : problems) {
    JsonObject value;
    if (!problem.place.empty()) value.text("place", problem.place);
    if (!problem.remedy.empty()) value.both("remedy", problem.remedy);
    if (!problem.rule.empty()) value.text("rule", problem.rule);
    values.push_back(value.both("what", problem.what).done());
  }
  return json_array(values);
}

std::string error_to_text(const Error& error, Language language) {
  const std::string code = to_code(error.code());
  const bool zh = language == Language::zh;
  return (zh ? "错误（" + code + "）\n" : "error (" + code + ")\n") +
         problems_to_text(error.problems(), language);
}

std::string error_to_json(const Error& error) {
  return JsonObject()
      .raw("error", JsonObject()
                        .text("code", to_code(error.code()))
                        .raw("problems", problems_to_json(error.problems()))
                        .done())
      .done();
}

}  // namespace kezhuan::cli
