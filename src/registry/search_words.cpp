#include "registry/search_words.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "kezhuan/core/error.hpp"
#include "kezhuan/core/utf8.hpp"
#include "kezhuan/model/achievement.hpp"
#include "kezhuan/model/outstanding.hpp"
#include "kezhuan/model/transfer.hpp"

namespace kezhuan {

namespace {

/// Of what is looked for, each character one. House default, no legal source.
constexpr std::size_t most_words = 64;

struct Range {
  char32_t first, last;
};

/// Written without blanks between words: each character is a word.
constexpr std::array<Range, 9> ideographs = {{{0x2E80, 0x2FDF},
                                              {0x3005, 0x3007},
                                              {0x3041, 0x318F},
                                              {0x31A0, 0x31FF},
                                              {0x3400, 0x4DBF},
                                              {0x4E00, 0x9FFF},
                                              {0xAC00, 0xD7AF},
                                              {0xF900, 0xFAFF},
                                              {0x20000, 0x3FFFF}}};

/// Neither letter nor digit: punctuation, symbols, pictures, private use.
constexpr std::array<Range, 10> separators = {{{0x80, 0xA9},
                                               {0xAB, 0xB4},
                                               {0xB6, 0xB9},
                                               {0xBB, 0xBF},
                                               {0x2000, 0x2BFF},
                                               {0x2E00, 0x2E7F},
                                               {0x3000, 0x3040},
                                               {0x3190, 0x319F},
                                               {0xD800, 0xF8FF},
                                               {0xFE00, 0xFE6F}}};

template <std::size_t N>
bool is_in(const std::array<Range, N>& ranges, char32_t point) {
  return std::any_of(ranges.begin(), ranges.end(), [point](const Range& range) {
    return range.first <= point && point <= range.last;
  });
}

char32_t decoded(std::string_view point) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(point[i]); };
  switch (point.size()) {
    case 1: return byte(0);
    case 2: return (byte(0) & 0x1FU) << 6U | (byte(1) & 0x3FU);
    case 3: return (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
    default:
      return (byte(0) & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U |
             (byte(3) & 0x3FU);
  }
}

bool is_plain(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// Collects words.
class Words {
 public:
  void add(std::string_view text) {
    is_in_word_ = false;
    for (std::size_t i = 0; i < text.size();) {
      const auto size = size_of(static_cast<unsigned char>(text[i]));
      add_point(text.substr(i, size));
      i += size;
    }
  }
  std::string take() { return std::move(out_); }

 private:
  static std::size_t size_of(unsigned char lead) {
    return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  }

  void add_point(std::string_view written) {
    auto point = decoded(written);
    if (point >= 0xFF01 && point <= 0xFF5E) point -= 0xFEE0;  // full width
    if (point < 0x80) {
      const auto plain = static_cast<char>(point);
      return is_plain(point) ? put({&plain, 1}, true) : end();
    }
    if (is_in(ideographs, point)) return put(written, false);
    if (is_in(separators, point) || point >= 0xFF5F) return end();
    put(written, true);
  }

  void put(std::string_view bytes, bool joins) {
    if (!out_.empty() && !(joins && is_in_word_)) out_ += ' ';
    out_ += bytes;
    is_in_word_ = joins;
  }
  void end() { is_in_word_ = false; }

  std::string out_;
  bool is_in_word_ = false;
};

bool ends_in_ideograph(std::string_view words) {
  auto start = words.size() - 1;
  while (start > 0 && (static_cast<unsigned char>(words[start]) & 0xC0U) == 0x80U) --start;
  return is_in(ideographs, decoded(words.substr(start)));
}

/// Between blanks, of any width.
std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts(1);
  for (const auto point : code_points(text)) {
    if (point == " " || point == "\t" || point == "\n" || point == "\r" || point == "\u3000") {
      if (!parts.back().empty()) parts.emplace_back();
    } else {
      parts.back() += point;
    }
  }
  return parts;
}

// -- what is found by what -----------------------------------------------------------------------

void add_name(Words& words, const Institution& v) {
  words.add(v.name);
  if (v.credit_code) words.add(v.credit_code->to_text());
}
void add_name(Words& words, const Unit& v) { words.add(v.name); }
void add_name(Words&, const Person&) {}
void add_name(Words& words, const DataSource& v) { words.add(v.name); }
void add_name(Words& words, const UseGrant& v) { words.add(v.purpose); }
void add_name(Words& words, const Achievement& v) { words.add(v.name); }
void add_name(Words& words, const Certificate& v) { words.add(v.certificate_no); }
void add_name(Words& words, const Evidence& v) { words.add(v.title); }
void add_name(Words& words, const Application& v) {
  for (const auto& deliverable : v.content.primary) words.add(deliverable.title);
  words.add(v.content.technical.type);
}
void add_name(Words&, const Resolution&) {}
void add_name(Words&, const Edition&) {}
void add_name(Words&, const Notice&) {}
void add_name(Words&, const RightsAgreement&) {}
void add_name(Words&, const PriorRight&) {}
void add_name(Words& words, const TransferCase& v) { words.add(v.title); }
void add_name(Words& words, const Contract& v) {
  words.add(v.title);
  if (v.registration) words.add(v.registration->registration_no);
}
void add_name(Words& words, const Receipt& v) {
  if (v.voucher) words.add(*v.voucher);
}
void add_name(Words&, const DistributionPlan&) {}
void add_name(Words&, const Payment&) {}
void add_name(Words& words, const Guide& v) { words.add(v.title); }
void add_name(Words& words, const Evaluation& v) { words.add(v.title); }
void add_name(Words& words, const TransferReport& v) {
  if (v.filing) words.add(v.filing->reference);
}
void add_name(Words& words, const AdoptedScheme& v) {
  words.add(v.scheme);
  words.add(v.title);
  words.add(v.title_en);
}
void add_name(Words& words, const Outstanding& v) {
  words.add(v.rule);
  words.add(v.zh);
  words.add(v.en);
}

template <class T>
std::string words_of(const void* value) {
  const auto& typed = *static_cast<const T*>(value);
  Words words;
  words.add(typed.number);
  add_name(words, typed);
  return words.take();
}

}  // namespace

std::string search_words(std::string_view text) {
  Words words;
  words.add(text);
  return words.take();
}

std::string search_words(Kind kind, const void* value) {
  switch (kind) {
    case Kind::settings:
    case Kind::booking: return {};  // nobody looks for these
    case Kind::institution: return words_of<Institution>(value);
    case Kind::unit: return words_of<Unit>(value);
    case Kind::person: return words_of<Person>(value);
    case Kind::source: return words_of<DataSource>(value);
    case Kind::grant: return words_of<UseGrant>(value);
    case Kind::achievement: return words_of<Achievement>(value);
    case Kind::certificate: return words_of<Certificate>(value);
    case Kind::evidence: return words_of<Evidence>(value);
    case Kind::application: return words_of<Application>(value);
    case Kind::resolution: return words_of<Resolution>(value);
    case Kind::edition: return words_of<Edition>(value);
    case Kind::notice: return words_of<Notice>(value);
    case Kind::agreement: return words_of<RightsAgreement>(value);
    case Kind::prior_right: return words_of<PriorRight>(value);
    case Kind::transfer_case: return words_of<TransferCase>(value);
    case Kind::contract: return words_of<Contract>(value);
    case Kind::receipt: return words_of<Receipt>(value);
    case Kind::plan: return words_of<DistributionPlan>(value);
    case Kind::payment: return words_of<Payment>(value);
    case Kind::guide: return words_of<Guide>(value);
    case Kind::evaluation: return words_of<Evaluation>(value);
    case Kind::report: return words_of<TransferReport>(value);
    case Kind::outstanding: return words_of<Outstanding>(value);
    case Kind::scheme: return words_of<AdoptedScheme>(value);
  }
  return {};
}

std::string search_expression(std::string_view wanted) {
  if (!is_utf8(wanted)) {
    throw Error(ErrorCode::invalid,
                {"要找的内容不是 UTF-8 编码的文字。", "what is looked for is not text in UTF-8."},
                {"检查终端或调用程序的编码。", "Check the encoding of the terminal or program."});
  }
  std::string expression;
  std::size_t count = 0;
  for (const auto& part : split(wanted)) {
    const auto words = search_words(part);
    if (words.empty()) continue;
    count += 1 + static_cast<std::size_t>(std::count(words.begin(), words.end(), ' '));
    if (!expression.empty()) expression += " AND ";
    expression += '"' + words + '"';
    if (!ends_in_ideograph(words)) expression += " *";
  }
  if (count == 0) {
    throw Error(ErrorCode::invalid,
                {"要找的内容里没有一个字。", "there is no word in what is looked for."},
                {"写出名称中的两个字以上、英文词的开头或编号的一部分。",
                 "Give two or more characters of a name, the beginning of a word, or a part of a "
                 "number."});
  }
  if (count > most_words) {
    throw Error(ErrorCode::invalid,
                {"要找的内容超过 " + std::to_string(most_words) + " 个字。",
                 "more than " + std::to_string(most_words) + " words or characters."},
                {"写短一些。", "Look for less."});
  }
  return expression;
}

}  // namespace kezhuan
