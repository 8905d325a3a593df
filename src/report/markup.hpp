#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/core/text.hpp"

/// What every HTML page needs. Whatever people typed goes through `escape` or `css_string`.
namespace kezhuan {

/// Text for an element or a quoted attribute: inert whatever it holds. Line breaks stay; other
/// control characters come as U+FFFD.
std::string escape(std::string_view text);

/// A CSS string literal with quotes; nothing in it can end the string or the style element.
std::string css_string(std::string_view text);

/// One page: document type, a policy that forbids fetching and scripts, shared and own style.
struct Page {
  Language language = Language::zh;
  std::string title;  ///< plain
  std::string style;  ///< CSS of this page, put after the shared one
  std::string body;   ///< HTML
};
std::string write_page(const Page& page);

/// The running foot of a printed page: `left` (plain) and the page number.
std::string page_foot(std::string_view left, Language language);

/// One bar of a chart.
struct Bar {
  std::string label;  ///< plain
  std::int64_t count = 0;
  std::string_view colour;
  std::string text = {};  ///< plain; what stands behind the bar instead of the count
};

/// A small horizontal bar chart as inline SVG.
std::string bar_chart(const std::string& title, const std::vector<Bar>& bars);

}  // namespace kezhuan
