#include <array>
#include <utility>

#include "kezhuan/report/case_board.hpp"
#include "report/board_words.hpp"
#include "report/markup.hpp"

namespace kezhuan {

namespace {

constexpr int width = 940;
constexpr int height = 742;
constexpr int box_width = 240;
constexpr int box_height = 98;

struct Point {
  int x;
  int y;
};

/// Steps A to C stand side by side, D lies under all of them.
constexpr std::array<Point, 10> places = {{
    {30, 116},
    {30, 242},  // A
    {350, 116},
    {350, 242},
    {350, 368},  // B
    {670, 242},
    {670, 368},  // C
    {30, 556},
    {350, 556},
    {670, 556},  // D
}};

struct Lane {
  int x;
  int y;
  int width;
  int height;
};
constexpr std::array<Lane, 4> lanes = {
    {{20, 82, 260, 396}, {340, 82, 260, 396}, {660, 82, 260, 396}, {20, 522, 900, 144}}};

struct Drawn {
  LinkEdge edge;
  std::string_view path;
};

/// How each edge runs between the boxes above.
constexpr std::array<Drawn, link_edges.size()> drawn = {{
    {{1, 3, true}, "M270 150H344"},
    {{1, 4, true}, "M270 176C312 180 300 262 344 266"},
    {{2, 4, true}, "M270 291H344"},
    {{3, 4, true}, "M470 214V236"},
    {{3, 5, true}, "M590 165C626 165 626 400 596 404"},
    {{4, 5, true}, "M470 340V362"},
    {{5, 6, true}, "M590 430C640 430 622 300 664 296"},
    {{6, 7, false}, "M790 340V362"},
    {{8, 5, false}, "M270 580C312 580 304 440 344 436"},
    {{1, 9, false}, "M270 200H292V536H400V550"},
    {{4, 9, false}, "M350 328H326V528H440V550"},
    {{6, 9, false}, "M670 326H642V528H520V550"},
    {{5, 10, false}, "M550 466V498H790V550"},
}};

constexpr bool draws_every_edge() {
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    if (!(drawn[i].edge == link_edges[i])) return false;
  }
  return true;
}
static_assert(draws_every_edge());

std::string number(int value) { return std::to_string(value); }

std::string text_at(int x, int y, std::string_view attributes, std::string_view text) {
  return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" " + std::string(attributes) + ">" +
         escape(text) + "</text>\n";
}

/// How many bytes the character at `at` has.
std::size_t size_at(std::string_view text, std::size_t at) {
  auto next = at + 1;
  while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U) ++next;
  return next - at;
}

/// In halves of a Chinese character, about.
int width_at(std::size_t size) { return size > 2 ? 2 : 1; }

int width_of(std::string_view text) {
  int taken = 0;
  for (std::size_t at = 0; at < text.size(); at += size_at(text, at)) {
    taken += width_at(size_at(text, at));
  }
  return taken;
}

/// What keeps a line within its box: squeezed where it is too long.
std::string fit_to_box(std::string_view text) {
  constexpr int most = 31;
  if (width_of(text) <= most) return {};
  return "textLength=\"" + number(box_width - 28) + "\" lengthAdjust=\"spacingAndGlyphs\" ";
}

/// As much as fits one line of the heading; the whole stands in the title element.
std::string shortened(const std::string& text) {
  constexpr int most = 82;
  int taken = 0;
  for (std::size_t at = 0; at < text.size(); at += size_at(text, at)) {
    taken += width_at(size_at(text, at));
    if (taken > most) return text.substr(0, at) + "…";
  }
  return text;
}

/// Breaks a title that is too long for a box at the blank nearest the middle, never behind the
/// number it begins with.
std::pair<std::string, std::string> in_two(const std::string& title) {
  constexpr int most = 22;
  const auto head = title.find(' ');
  auto best = head == std::string::npos ? head : title.find(' ', head + 1);
  if (best == std::string::npos || width_of(title) <= most) return {title, {}};
  const auto middle = title.size() / 2;
  const auto distance = [&](std::size_t at) { return at > middle ? at - middle : middle - at; };
  for (auto at = best; at != std::string::npos; at = title.find(' ', at + 1)) {
    if (distance(at) < distance(best)) best = at;
  }
  return {title.substr(0, best), title.substr(best + 1)};
}

class Picture {
 public:
  Picture(const CaseBoard& board, Language language)
      : board_(board), language_(language), zh_(language == Language::zh) {}

  std::string draw() {
    open();
    head();
    for (std::size_t i = 0; i < lanes.size(); ++i) lane(i);
    for (const auto& edge : drawn) add(edge);
    for (const auto& link : board_.links) box(link);
    legend();
    return out_ + "</svg>\n";
  }

 private:
  std::string description() const {
    std::string words;
    for (const auto& link : board_.links) {
      words += std::to_string(link.number) + " " + link.title.in(language_) + (zh_ ? "：" : ": ") +
               state_words(board_, link, language_);
      const auto lacks = lack_words(link, language_);
      if (!lacks.empty()) words += (zh_ ? "，" : ", ") + lacks;
      words += zh_ ? "。" : ". ";
    }
    return words;
  }

  void open() {
    out_ = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(width) + " " +
           number(height) + "\" width=\"" + number(width) + "\" height=\"" + number(height) +
           "\" role=\"img\" aria-labelledby=\"board-title board-description\" lang=\"" +
           std::string(zh_ ? "zh-CN" : "en") + "\">\n<title id=\"board-title\">" +
           escape(board_.number + " " + board_.title) +
           "</title>\n<desc id=\"board-description\">" + escape(description()) + "</desc>\n";
    out_ +=
        "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"6\" refY=\"4\" markerWidth=\"8\" "
        "markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">"
        "<path d=\"M0 .5L7.5 4L0 7.5z\" fill=\"#5b6b79\"/></marker></defs>\n";
    out_ +=
        "<g font-family=\"'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC',"
        "'Microsoft YaHei',sans-serif\">\n<rect width=\"" +
        number(width) + "\" height=\"" + number(height) + "\" fill=\"#ffffff\"/>\n";
  }

  void head() {
    out_ += text_at(20, 34, "font-size=\"21\" font-weight=\"600\" fill=\"#22303c\"",
                    shortened(board_.number + "  " + board_.title));
    const auto line = std::string(name_of(board_.state).in(language_)) + " · " +
                      pathway_words(board_, language_) + " · " + board_.on.to_text();
    out_ += text_at(20, 60, "font-size=\"14\" fill=\"#5b6b79\"", line);
  }

  void lane(std::size_t i) {
    const auto& at = lanes[i];
    const auto& step = path_steps[i];
    out_ += "<rect x=\"" + number(at.x) + "\" y=\"" + number(at.y) + "\" width=\"" +
            number(at.width) + "\" height=\"" + number(at.height) +
            "\" rx=\"8\" fill=\"#f3f6f8\" stroke=\"#d3dbe2\"/>\n";
    out_ += text_at(at.x + 12, at.y + 23, "font-size=\"14\" font-weight=\"600\" fill=\"#2b5a78\"",
                    std::string(step.code) + "  " + std::string(step.title.in(language_)));
  }

  void add(const Drawn& one) {
    out_ += "<path d=\"" + std::string(one.path) +
            "\" fill=\"none\" stroke=\"#5b6b79\" stroke-width=\"1.5\" stroke-linejoin=\"round\"" +
            (one.edge.waits ? "" : " stroke-dasharray=\"4 4\"") + " marker-end=\"url(#tip)\"/>\n";
  }

  void box(const BoardLink& link) {
    if (link.number < 1 || link.number > static_cast<std::int64_t>(places.size())) return;
    const auto at = places[static_cast<std::size_t>(link.number - 1)];
    const auto look = look_of(link.state);
    const std::string ink = "fill=\"" + std::string(look.ink) + "\"";
    out_ += "<g><rect x=\"" + number(at.x) + "\" y=\"" + number(at.y) + "\" width=\"" +
            number(box_width) + "\" height=\"" + number(box_height) + "\" rx=\"6\" fill=\"" +
            std::string(look.fill) + "\" stroke=\"" + std::string(look.ink) +
            "\" stroke-width=\"1.25\"" +
            (link.state == LinkState::not_started ? " stroke-dasharray=\"5 3\"" : "") + "/>\n";
    const auto [first, second] =
        in_two(std::to_string(link.number) + " " + link.title.in(language_));
    const int top = second.empty() ? 32 : 24;
    out_ += text_at(at.x + 14, at.y + top, "font-size=\"15\" font-weight=\"600\" fill=\"#22303c\"",
                    first);
    if (!second.empty()) {
      out_ += text_at(at.x + 14, at.y + top + 18,
                      "font-size=\"15\" font-weight=\"600\" fill=\"#22303c\"", second);
    }
    out_ += text_at(at.x + box_width - 14, at.y + 30, "font-size=\"19\" text-anchor=\"end\" " + ink,
                    symbol_of(link.state));
    const auto state = state_words(board_, link, language_);
    out_ += text_at(at.x + 14, at.y + 64, "font-size=\"13.5\" " + fit_to_box(state) + ink, state);
    const auto lacks = lack_words(link, language_);
    if (!lacks.empty()) {
      out_ += text_at(at.x + 14, at.y + 84,
                      "font-size=\"13.5\" " + fit_to_box(lacks) + "fill=\"#22303c\"", lacks);
    }
    out_ += "</g>\n";
  }

  void legend() {
    int x = 24;
    for (const auto& entry : EnumTable<LinkState>::table) {
      const auto look = look_of(entry.value);
      out_ += "<rect x=\"" + number(x) +
              "\" y=\"680\" width=\"22\" height=\"22\" rx=\"4\" fill=\"" + std::string(look.fill) +
              "\" stroke=\"" + std::string(look.ink) + "\"/>\n";
      out_ +=
          text_at(x + 11, 696,
                  "font-size=\"14\" text-anchor=\"middle\" fill=\"" + std::string(look.ink) + "\"",
                  symbol_of(entry.value));
      const auto name = entry.name.in(language_);
      out_ += text_at(x + 30, 696, "font-size=\"13\" fill=\"#5b6b79\"", name);
      x += zh_ ? 130 : 150;
    }
    out_ += text_at(24, 727, "font-size=\"13\" fill=\"#5b6b79\"",
                    zh_ ? "实线：须先完成；虚线：相伴而行，不妨碍"
                        : "solid: comes first; dashed: goes along and holds nothing up");
    out_ += "</g>\n";
  }

  const CaseBoard& board_;
  Language language_;
  bool zh_;
  std::string out_;
};

}  // namespace

std::string to_svg(const CaseBoard& board, Language language) {
  return Picture(board, language).draw();
}

}  // namespace kezhuan
