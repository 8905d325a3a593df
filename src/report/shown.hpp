#pragma once

#include <string>
#include <vector>

#include "kezhuan/report/disclosure_list.hpp"

/// An entry as labelled texts: what CSV, HTML and the difference have in common.
namespace kezhuan {

/// One field of an entry as people read it.
struct ShownField {
  Element element = Element::name;  ///< which of the seven it belongs to
  std::string pointer;              ///< "/rights/income"
  Text label;
  std::string text;       ///< empty when there is nothing; the mark when withheld from the reader
  bool withheld = false;  ///< confidential, whether the reader sees it or not
};

/// The fields of the seven elements, always the same ones in the same order.
/// @param masked  what is withheld shows as the mark
std::vector<ShownField> shown_fields(const ListEntry& entry, Language language, bool masked);

/// The parts of lists, one text each.
std::string show(const Deliverable& deliverable, Language language);
std::string show(const ListContributor& contributor, Language language);
std::string show(const ListCertificate& certificate, Language language);
std::string show(const ListAgreement& agreement, Language language);

/// The name, or the mark in one language.
std::string show_name(const ListEntry& entry, Language language, bool masked);
std::string show_name(const ListRemoval& removed, Language language, bool masked);
std::string show_name(const EntryDifference& entry, Language language, bool masked);

/// Names of what an entry withholds: "权属信息；处理技术".
std::string show_withheld(const ListEntry& entry, Language language);

/// "（x）" or " (x)".
std::string in_brackets(const std::string& text, Language language);

/// "；" or "; ".
std::string join(const std::vector<std::string>& parts, Language language);

/// "2026-11-20 09:00 (UTC+8)".
std::string show_time(const Timestamp& time);

/// "5 个工作日", "5 working days".
std::string show_length(const ListNotice& notice, Language language);

/// 《数据类职务性科技成果清单》
inline constexpr StaticText list_title{"数据类职务性科技成果清单",
                                       "List of data-type service achievements"};

/// "第 2 期", "Edition 2".
std::string show_sequence(std::int64_t sequence, Language language);

/// Name of a count's code, e.g. "新增"; of "withheld" and "removed" too.
template <class E>
std::string count_name(const std::string& code, Language language) {
  const auto value = find_enum<E>(code);
  if (value) return std::string(name_of(*value).in(language));
  const StaticText removed{"移出", "removed"};
  return std::string((code == "removed" ? removed : withheld_mark).in(language));
}

}  // namespace kezhuan
