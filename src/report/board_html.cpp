#include "kezhuan/report/case_board.hpp"
#include "report/board_words.hpp"
#include "report/markup.hpp"

namespace kezhuan {

namespace {

constexpr std::string_view board_style = R"css(
main { max-width: 900px; margin: 0 auto; padding: 28px 32px; }
svg { width: 100%; height: auto; display: block; margin: 0 0 18px; }
.facts { margin: 0 0 10px; color: var(--soft); }
.links { table-layout: fixed; font-size: 13px; border-bottom: 1.5px solid var(--accent); }
.links th { background: var(--accent); color: #fff; font-weight: 500; padding: 6px 8px; }
.links td { padding: 7px 8px; border-top: 1px solid var(--line); }
.links col:nth-child(1) { width: 19%; } .links col:nth-child(2) { width: 25%; }
.links col:nth-child(4) { width: 15%; } .links col:nth-child(5) { width: 11%; }
.links ul { margin: 0; padding-left: 1.1em; }
.rule { color: var(--soft); font-size: .92em; }
.state { display: inline-block; padding: 0 .5em; border-radius: 3px; border: 1px solid; }
h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media print {
  main { max-width: none; padding: 0; }
  .links { font-size: 8pt; } .links td { padding: 4px 6px; }
  svg { max-height: 134mm; margin-bottom: 8px; }
}
)css";

class BoardPage {
 public:
  BoardPage(const CaseBoard& board, Language language)
      : board_(board), language_(language), zh_(language == Language::zh) {}

  std::string write() {
    body_ = "<main>\n<h1>" + escape(title()) + "</h1>\n" + to_svg(board_, language_);
    facts();
    table();
    body_ += "</main>\n";
    return write_page({language_, title(),
                       std::string(board_style) +
                           "@page {\n  size: A4 portrait; margin: 14mm 14mm 15mm;\n" +
                           page_foot(board_.number + "  " + board_.on.to_text(), language_) + "}\n",
                       body_});
  }

 private:
  std::string title() const {
    return board_.number + " " + board_.title + (zh_ ? " 路径看板" : ", path board");
  }

  void facts() {
    body_ += "<p class=\"facts\">";
    bool is_first = true;
    for (const auto& achievement : board_.achievements) {
      if (!is_first) body_ += "<br>";
      is_first = false;
      body_ += (zh_ ? "成果 " : "Achievement ") + escape(achievement.number) + " " +
               escape(achievement.name);
      if (achievement.classification) {
        body_ += " · " + std::string(name_of(*achievement.classification).in(language_));
      }
    }
    body_ += "</p>\n";
  }

  void table() {
    body_ += "<table class=\"links\">\n<colgroup><col><col><col><col><col></colgroup>\n<thead><tr>";
    const std::array headings = {StaticText{"环节", "Link"}, StaticText{"状态", "State"},
                                 StaticText{"还缺", "Missing"}, StaticText{"由谁办", "Who acts"},
                                 StaticText{"期限", "Due"}};
    for (const auto& heading : headings) {
      body_ += "<th scope=\"col\">" + std::string(heading.in(language_)) + "</th>";
    }
    body_ += "</tr></thead>\n<tbody>\n";
    for (const auto& link : board_.links) row(link);
    body_ += "</tbody>\n</table>\n";
  }

  void row(const BoardLink& link) {
    const auto look = look_of(link.state);
    body_ += "<tr><td><span class=\"soft\">" + link.step + "</span> " +
             std::to_string(link.number) + " " + escape(link.title.in(language_)) +
             "</td><td><span class=\"state\" style=\"background:" + std::string(look.fill) +
             ";color:" + std::string(look.ink) + "\">" + std::string(symbol_of(link.state)) + " " +
             std::string(state_name(link.state, board_.state).in(language_)) + "</span>";
    if (link.since) {
      body_ += " <span class=\"soft\">" + std::string(zh_ ? "自 " : "since ") +
               link.since->to_text() + "</span>";
    }
    body_ += "</td><td>";
    if (!link.missing.empty()) {
      body_ += "<ul>";
      for (const auto& item : link.missing) {
        body_ += "<li>" + escape(item.text.in(language_)) + " <span class=\"rule\">" +
                 escape(item.rule) + "</span></li>";
      }
      body_ += "</ul>";
    }
    body_ += "</td><td>" + escape(hand_words(link.who, language_)) + "</td><td>" +
             (link.due_on ? link.due_on->to_text() : std::string()) + "</td></tr>\n";
  }

  const CaseBoard& board_;
  Language language_;
  bool zh_;
  std::string body_;
};

}  // namespace

std::string to_html(const CaseBoard& board, Language language) {
  return BoardPage(board, language).write();
}

}  // namespace kezhuan
