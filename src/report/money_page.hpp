#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/money_shown.hpp"

namespace kezhuan {

/// What a cell holds besides text.
enum class Cell { text, wide, code, number, derivation };

struct Heading {
  StaticText text;
  Cell cell = Cell::text;
};

/// A page of tables about money. What people typed comes in as plain text.
class MoneyPage {
 public:
  /// @param style  CSS beyond that of all such pages
  explicit MoneyPage(Language language, std::string style = {})
      : language_(language), style_(std::move(style)) {}

  Language language() const { return language_; }
  std::string in(const StaticText& text) const { return std::string(text.in(language_)); }
  template <CodedEnum E>
  std::string in(E value) const {
    return in(name_of(value));
  }

  void html(const std::string& html) { body_ += html; }
  void heading(const std::string& text, const std::string& soft = {});
  void subheading(const StaticText& text) { body_ += "<h3>" + in(text) + "</h3>\n"; }

  /// @param internal  what the badge of the internal rendering says
  void header(const std::string& institution, const StaticText& title, const std::string& period,
              bool is_public, const StaticText& internal);

  void begin_facts() { body_ += "<dl class=\"facts\">\n"; }
  void fact(const StaticText& label, const std::string& text);
  void end_facts() { body_ += "</dl>\n"; }

  void begin_table(std::vector<Heading> headings);
  void row(const std::vector<std::string>& cells, std::string_view kind = {});
  void end_table();

  /// Whether received and divided agree.
  void conservation(const Conservation& sums);

  /// Footer, and the whole page. `layout`: "landscape" or "portrait".
  std::string finish(const std::vector<ListPolicy>& policies, std::int64_t size, const Sha256& root,
                     const Timestamp& printed_at, std::string_view layout);

 private:
  Language language_;
  std::string style_;
  std::string title_;
  std::string body_;
  std::vector<Heading> headings_;
  bool is_dense_ = false;  ///< the table has so many columns that a narrow window scrolls it
};

}  // namespace kezhuan
