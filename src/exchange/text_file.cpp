#include "kezhuan/exchange/text_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include <iconv.h>

#include "core/scan.hpp"
#include "kezhuan/core/error.hpp"
#include "kezhuan/core/utf8.hpp"

namespace kezhuan {

namespace {

constexpr std::size_t chunk_bytes = std::size_t{1} << 16U;
constexpr std::size_t least_telling = 12;     // bytes of four Chinese characters
constexpr std::size_t most_looked_at = 4096;  // of a line

struct EncodingName {
  std::string_view name;
  Encoding encoding;
};
// The first name of each is its own.
constexpr std::array encoding_names = {
    EncodingName{"utf-8", Encoding::utf_8},       EncodingName{"utf-16le", Encoding::utf_16le},
    EncodingName{"utf-16be", Encoding::utf_16be}, EncodingName{"gb18030", Encoding::gb18030},
    EncodingName{"utf8", Encoding::utf_8},        EncodingName{"utf-16", Encoding::utf_16le},
    EncodingName{"utf16", Encoding::utf_16le},    EncodingName{"gbk", Encoding::gb18030},
    EncodingName{"gb2312", Encoding::gb18030},    EncodingName{"cp936", Encoding::gb18030},
};

struct ByteOrderMark {
  std::string_view bytes;
  Encoding encoding;
};
constexpr std::array marks = {
    ByteOrderMark{"\xEF\xBB\xBF", Encoding::utf_8},
    ByteOrderMark{"\xFF\xFE", Encoding::utf_16le},
    ByteOrderMark{"\xFE\xFF", Encoding::utf_16be},
    ByteOrderMark{"\x84\x31\x95\x33", Encoding::gb18030},
};

bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

bool is_high(unsigned char byte) { return byte >= 0x80; }

std::size_t length_by_lead(char c) {
  const auto lead = static_cast<unsigned char>(c);
  return lead < 0x80 ? 1U : lead < 0xE0 ? 2U : lead < 0xF0 ? 3U : 4U;
}

/// How many bytes at the end are the beginning of a character that may go on.
std::size_t unfinished_tail(std::string_view text) {
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if ((byte & 0xC0U) == 0x80U) continue;
    return byte >= 0xC2 && byte <= 0xF4 && length_by_lead(text[text.size() - back]) > back ? back
                                                                                           : 0;
  }
  return 0;
}

std::size_t valid_prefix(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && is_utf8(text.substr(at, length_by_lead(text[at])))) {
    at += length_by_lead(text[at]);
  }
  return std::min(at, text.size());
}

std::size_t count_lines(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// Whether all that is not ASCII is Chinese characters of three bytes, at least four of them. Pairs
/// of GB 18030 happen to be characters of two bytes often enough, and never so many of three.
bool is_chinese_utf8(std::string_view high_bytes) {
  const auto is_in_three = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0xC0 || (byte >= 0xE2 && byte <= 0xEF);
  };
  return high_bytes.size() >= least_telling && is_utf8(high_bytes) &&
         std::all_of(high_bytes.begin(), high_bytes.end(), is_in_three);
}

std::string hex_of(char c) {
  const auto byte = static_cast<unsigned>(static_cast<unsigned char>(c));
  constexpr std::string_view digits = "0123456789ABCDEF";
  return {'0', 'x', digits[byte >> 4U], digits[byte & 0xFU]};
}

}  // namespace

std::optional<Encoding> find_encoding(std::string_view name) {
  std::string lower(name);
  for (auto& c : lower) c = ascii_lower(c);
  for (const auto& known : encoding_names) {
    if (known.name == lower) return known.encoding;
  }
  return std::nullopt;
}

std::string_view to_code(Encoding encoding) {
  return std::find_if(encoding_names.begin(), encoding_names.end(),
                      [&](const EncodingName& known) { return known.encoding == encoding; })
      ->name;
}

/// The conversion of the C library, which knows GB 18030 and UTF-16.
class TextFile::Converter {
 public:
  explicit Converter(Encoding encoding)
      : handle_(::iconv_open("UTF-8", std::string(to_code(encoding)).c_str())) {
    if (handle_ != reinterpret_cast<iconv_t>(-1)) return;
    const std::string name(to_code(encoding));
    throw Error(ErrorCode::config,
                {"本系统不能转换 " + name + "。", "this system cannot convert " + name + "."},
                {"请另存为 UTF-8。", "Save the file as UTF-8."});
  }
  ~Converter() { ::iconv_close(handle_); }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  /// Appends what `raw` means; returns how many bytes it took, up to a bad or unfinished one.
  std::size_t convert(std::string& raw, std::string& out, bool& is_bad) {
    char* from = raw.data();
    std::size_t left = raw.size();
    is_bad = false;
    while (left > 0) {
      std::array<char, 8192> piece;
      char* to = piece.data();
      std::size_t room = piece.size();
      const auto done = ::iconv(handle_, &from, &left, &to, &room);
      out.append(piece.data(), piece.size() - room);
      if (done != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
      is_bad = errno == EILSEQ;
      break;
    }
    return raw.size() - left;
  }

 private:
  iconv_t handle_;
};

TextFile::TextFile(std::string name, ReadBytes read, std::optional<Encoding> encoding)
    : name_(std::move(name)), read_(std::move(read)), encoding_(encoding) {}

TextFile::~TextFile() = default;

bool TextFile::fill() {
  if (at_end_) return false;
  const auto before = raw_.size();
  raw_.resize(before + chunk_bytes);
  const auto count = read_(raw_.data() + before, chunk_bytes);
  raw_.resize(before + count);
  bytes_read_ += count;
  at_end_ = count == 0;
  return !at_end_;
}

void TextFile::refuse_other_files() const {
  const bool is_workbook = starts_with(raw_, "PK\x03\x04") || starts_with(raw_, "\xD0\xCF\x11\xE0");
  if (is_workbook) {
    throw Error(ErrorCode::invalid,
                {"这是 Excel 工作簿，不是文本。", "this is an Excel workbook, not text."},
                {"在 Excel 中另存为“CSV UTF-8（逗号分隔）”。",
                 "Save it in Excel as \"CSV UTF-8 (comma delimited)\"."},
                {}, name_);
  }
}

void TextFile::start() {
  has_started_ = true;
  while (raw_.size() < 4 && fill()) continue;
  for (const auto& mark : marks) {
    if (!starts_with(raw_, mark.bytes) || (encoding_ && *encoding_ != mark.encoding)) continue;
    raw_.erase(0, mark.bytes.size());
    encoding_ = mark.encoding;
    break;
  }
  if (!encoding_) refuse_other_files();
}

/// Looks far enough ahead to tell UTF-8 from GB 18030, once there is a byte that is not ASCII.
void TextFile::choose() {
  const auto high = std::find_if(raw_.begin(), raw_.end(), [](char c) {
    return is_high(static_cast<unsigned char>(c)) || c == '\0';
  });
  if (high == raw_.end()) return;
  const auto at = static_cast<std::size_t>(high - raw_.begin());
  while (raw_.size() - at < chunk_bytes && fill()) continue;
  const auto seen = std::string_view(raw_).substr(at);
  if (seen.find('\0') != std::string_view::npos) throw_zero_bytes();
  const auto tail = at_end_ ? 0 : unfinished_tail(seen);
  encoding_ = is_utf8(seen.substr(0, seen.size() - tail)) ? Encoding::utf_8 : Encoding::gb18030;
  is_guessed_ = true;
}

/// In UTF-16 the zero bytes of digits and line breaks come first or second, by the order of bytes.
void TextFile::throw_zero_bytes() const {
  std::ptrdiff_t first = 0;
  for (std::size_t i = 0; i < raw_.size(); ++i) {
    if (raw_[i] == '\0') first += i % 2 == 0 ? 1 : -1;
  }
  const std::string code(to_code(first > 0 ? Encoding::utf_16be : Encoding::utf_16le));
  throw Error(
      ErrorCode::invalid,
      {"文件里有空字节：可能是没有标记的 UTF-16，或者不是文本。",
       "there are zero bytes in it: UTF-16 without mark, perhaps, or no text."},
      {"请写明编码 " + code + "（命令行 --encoding，Python encoding=），或另存为 UTF-8。",
       "Say that it is " + code + " (--encoding; encoding= in Python), or save it as UTF-8."},
      {}, name_);
}

/// Sheets put together of several files may be of two encodings. A line of GB 18030 that is UTF-8,
/// too, is none with more than a few Chinese characters.
void TextFile::check_one_encoding() {
  for (; looked_at_ < raw_.size(); ++looked_at_) {
    const char c = raw_[looked_at_];
    if (c != '\n') {
      if (is_high(static_cast<unsigned char>(c)) && line_.size() < most_looked_at) line_ += c;
      continue;
    }
    if (line_.size() < most_looked_at && is_chinese_utf8(line_)) throw_two_encodings();
    line_.clear();
    ++line_number_;
  }
}

void TextFile::throw_two_encodings() const {
  throw Error(
      ErrorCode::invalid,
      {"文件里有两种编码：这一行是 UTF-8，别的行是 GB 18030。",
       "the file is of two encodings: this line is UTF-8, others are GB 18030."},
      {"分成两个文件，或在 Excel 中打开核对后另存为“CSV UTF-8”；确是一种编码的，写明是哪种"
       "（命令行 --encoding，Python encoding=）。",
       "Make two files of it, or save it in Excel as \"CSV UTF-8\" after a look at it; if it "
       "is of one encoding, say which (--encoding; encoding= in Python)."},
      {}, name_ + ":" + std::to_string(line_number_));
}

std::size_t TextFile::decode_utf8(std::string& out) {
  const auto tail = at_end_ ? 0 : unfinished_tail(raw_);
  const auto whole = std::string_view(raw_).substr(0, raw_.size() - tail);
  const auto good = is_utf8(whole) ? whole.size() : valid_prefix(whole);
  out.append(whole, 0, good);
  return good;
}

void TextFile::throw_bad_byte(std::size_t at, const std::string& before) const {
  const auto line = std::to_string(lines_ + count_lines(before) + 1);
  const std::string code(to_code(*encoding_));
  const bool is_mixed = is_guessed_ && *encoding_ == Encoding::utf_8;
  throw Error(
      ErrorCode::invalid,
      {"这一行有不是 " + code + " 编码的字节 " + hex_of(raw_[at]) +
           (is_mixed ? "，而前面各行都是：文件里可能有两种编码。" : "。"),
       "this line has a byte " + hex_of(raw_[at]) + " that is not " + code +
           (is_mixed ? ", while all lines before are: the file may be of two encodings." : ".")},
      {"请在 Excel 中另存为“CSV UTF-8”；若知道编码，写明它（gb18030、utf-8、utf-16le、"
       "utf-16be；命令行 --encoding，Python encoding=）。",
       "Save it in Excel as \"CSV UTF-8\"; if you know the encoding, say so (gb18030, utf-8, "
       "utf-16le, utf-16be; --encoding; encoding= in Python)."},
      {}, name_ + ":" + line);
}

bool TextFile::read_more(std::string& out) {
  if (!has_started_) start();
  if (raw_.empty() && !fill()) return false;
  if (!encoding_) choose();
  if (!encoding_) {
    out.append(raw_);
    raw_.clear();
    return true;
  }
  bool is_bad = false;
  std::size_t taken = 0;
  if (*encoding_ == Encoding::utf_8) {
    taken = decode_utf8(out);
    is_bad = raw_.size() - taken > unfinished_tail(raw_);
  } else {
    if (is_guessed_) check_one_encoding();
    if (!converter_) converter_ = std::make_unique<Converter>(*encoding_);
    taken = converter_->convert(raw_, out, is_bad);
  }
  if (is_bad) throw_bad_byte(taken, out);
  if (taken == 0 && !fill() && !raw_.empty()) throw_bad_byte(0, out);  // cut off in a character
  raw_.erase(0, taken);
  looked_at_ -= std::min(looked_at_, taken);
  return true;
}

bool TextFile::read(std::string& out) {
  std::string piece;
  while (piece.empty()) {
    if (!read_more(piece)) return false;  // a 0x1A still held was the last byte
  }
  piece.insert(0, held_);
  held_.clear();
  while (!piece.empty() && piece.back() == '\x1A') {
    held_ += '\x1A';
    piece.pop_back();
  }
  lines_ += count_lines(piece);
  out += piece;
  return true;
}

}  // namespace kezhuan
