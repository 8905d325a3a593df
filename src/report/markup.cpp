#include "report/markup.hpp"

#include <algorithm>
#include <cstdint>

#include "kezhuan/core/utf8.hpp"

namespace kezhuan {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

constexpr std::string_view shared_style = R"css(
:root { --ink: #22303c; --soft: #5b6b79; --line: #d3dbe2; --pale: #f3f6f8; --accent: #2b5a78;
        --warn: #9a3b26; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: #fff; color: var(--ink); line-height: 1.55; font-size: 14px;
  font-family: "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC",
    "Microsoft YaHei", "Hiragino Sans GB", sans-serif;
  -webkit-print-color-adjust: exact; print-color-adjust: exact; }
h1, h2 { font-weight: 600; line-height: 1.3; margin: 0; color: var(--ink); }
.mono { font-family: "DejaVu Sans Mono", Consolas, Menlo, monospace; font-size: .86em;
  overflow-wrap: anywhere; }
.soft { color: var(--soft); }
.badge { display: inline-block; padding: 0 .5em; border-radius: 3px; font-size: .86em;
  white-space: nowrap; background: #e9eef2; color: var(--soft); }
.badge.added { background: #e1efe8; color: #1f6a4a; }
.badge.changed { background: #f8ecd4; color: #7f5510; }
.badge.removed { background: #f4e2de; color: var(--warn); }
.badge.internal { background: var(--warn); color: #fff; }
.withheld { color: var(--soft); font-style: normal; }
.confidential { color: var(--warn); white-space: nowrap; font-size: .86em; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; overflow-wrap: anywhere; unicode-bidi: isolate; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
)css";

std::string text_of(const Bar& bar) {
  return bar.text.empty() ? std::to_string(bar.count) : bar.text;
}

bool is_bad_control(unsigned char c) { return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F; }

}  // namespace

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default:
        if (is_bad_control(static_cast<unsigned char>(c))) {
          out += replacement;
        } else {
          out += c;
        }
    }
  }
  return out;
}

std::string css_string(std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                       (c >= 'A' && c <= 'Z') || c == ' ' || c == '-';
    if (plain) {
      out += c;
    } else {
      out += '\\';
      out += hex[byte >> 4U];
      out += hex[byte & 0xFU];
      out += ' ';  // ends the escape
    }
  }
  return out + "\"";
}

std::string write_page(const Page& page) {
  const std::string language = page.language == Language::zh ? "zh-CN" : "en";
  return "<!DOCTYPE html>\n<html lang=\"" + language +
         "\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" "
         "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
         "<meta name=\"referrer\" content=\"no-referrer\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
         escape(page.title) + "</title>\n<style>" + std::string(shared_style) + page.style +
         "</style>\n</head>\n<body>\n" + page.body + "</body>\n</html>\n";
}

std::string page_foot(std::string_view left, Language language) {
  const auto font = " font-size: 7.5pt; color: #5b6b79; ";
  const auto number =
      language == Language::zh
          ? css_string("第 ") + " counter(page) " + css_string(" / ") + " counter(pages) " +
                css_string(" 页")
          : css_string("Page ") + " counter(page) " + css_string(" of ") + " counter(pages)";
  return "  @bottom-left {" + std::string(font) +
         "width: 85%; white-space: nowrap; content: " + css_string(left) +
         "; }\n  @bottom-right {" + font + "content: " + number + "; }\n";
}

std::string bar_chart(const std::string& title, const std::vector<Bar>& bars) {
  constexpr std::int64_t row = 20;
  constexpr std::int64_t left = 118;
  constexpr std::int64_t widest = 140;
  std::int64_t most = 1;
  std::string words = title;
  std::string whole = "310";
  for (const auto& bar : bars) {
    most = std::max(most, bar.count);
    words += " " + bar.label + " " + text_of(bar);
    if (!bar.text.empty()) whole = "390";
  }
  const auto height = std::to_string(row * static_cast<std::int64_t>(bars.size()) + 4);
  std::string svg = "<figure><figcaption>" + escape(title) + "</figcaption><svg viewBox=\"0 0 " +
                    whole + " " + height + "\" width=\"" + whole + "\" height=\"" + height +
                    "\" role=\"img\" aria-label=\"" + escape(words) + "\">";
  std::int64_t y = 2;
  for (const auto& bar : bars) {
    const auto width = bar.count <= 0 ? 0 : std::max<std::int64_t>(3, bar.count * widest / most);
    const auto base = std::to_string(y + 14);
    svg += "<text x=\"" + std::to_string(left - 8) + "\" y=\"" + base +
           "\" text-anchor=\"end\" class=\"bar-label\">" + escape(bar.label) + "</text>";
    svg += "<rect x=\"" + std::to_string(left) + "\" y=\"" + std::to_string(y + 4) + "\" width=\"" +
           std::to_string(width) + "\" height=\"12\" rx=\"1.5\" fill=\"" + std::string(bar.colour) +
           "\"/>";
    svg += "<text x=\"" + std::to_string(left + width + 7) + "\" y=\"" + base +
           "\" class=\"bar-count\">" + escape(text_of(bar)) + "</text>";
    y += row;
  }
  return svg + "</svg></figure>\n";
}

}  // namespace kezhuan
