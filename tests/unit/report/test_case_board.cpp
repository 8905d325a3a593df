#include <cstdlib>
#include <fstream>
#include <sstream>

#include "catch.hpp"
#include "kezhuan/report/case_board.hpp"

using namespace kezhuan;

namespace {

/// KEZHUAN_UPDATE_GOLDEN=1 writes the file instead, to be looked at before it is kept.
void check_golden(const std::string& name, const std::string& text) {
  const auto path = std::string(KEZHUAN_SOURCE_DIR) + "/tests/golden/report/" + name;
  if (std::getenv("KEZHUAN_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path) << text;
    return;
  }
  std::ifstream in(path);
  std::ostringstream wanted;
  wanted << in.rdbuf();
  CHECK(text == wanted.str());
}

CaseBoard sample() {
  CaseBoard board;
  board.number = "ZH-1";
  board.title = "<script>\"示例\" & 转化";
  board.state = CaseState::active;
  board.pathway = Pathway::licence;
  board.contract_type = ContractType::licence;
  board.achievements = {{"KZ-1", "示例<b>数据集", Classification::scientific_data}};
  board.on = Date(2026, 11, 20);
  const auto link = [&](std::int64_t number, const char* step, LinkState state) {
    BoardLink one;
    one.number = number;
    one.step = step;
    one.title = {"环节名称", "title of a link"};
    one.state = state;
    one.required = 2;
    board.links.push_back(one);
  };
  link(1, "A", LinkState::done);
  link(2, "A", LinkState::done);
  link(3, "B", LinkState::done);
  link(4, "B", LinkState::done_to_date);
  link(5, "B", LinkState::open);
  link(6, "C", LinkState::blocked);
  link(7, "C", LinkState::not_started);
  link(8, "D", LinkState::not_applicable);
  link(9, "D", LinkState::open);
  link(10, "D", LinkState::not_started);
  board.links[0].since = Date(2026, 3, 17);
  board.links[4].since = Date(2026, 5, 20);
  board.links[4].due_on = Date(2026, 12, 31);
  board.links[4].missing = {{"CTR-02", {"合同 <HT-1> 尚未登记。", "Contract <HT-1> is open."}}};
  board.links[4].who = {"office"};
  return board;
}

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t n = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
  return n;
}

}  // namespace

TEST_CASE("board SVG: a line too long for its box is squeezed into it, no other is") {
  auto board = sample();
  CHECK(count(to_svg(board, Language::zh), "textLength") == 0);
  CHECK(count(to_svg(board, Language::en), "textLength") == 0);
  board.state = CaseState::terminated;
  board.links[5].since = Date(2026, 6, 29);
  CHECK(count(to_svg(board, Language::zh), "textLength") == 0);
  CHECK(count(to_svg(board, Language::en), "textLength=\"212\"") == 1);
}

TEST_CASE("The flowchart, the picture and the page of a board are as agreed") {
  const auto board = sample();
  check_golden("board.zh.mmd", to_mermaid(board, Language::zh));
  check_golden("board.en.mmd", to_mermaid(board, Language::en));
  check_golden("board.zh.svg", to_svg(board, Language::zh));
  check_golden("board.en.svg", to_svg(board, Language::en));
  check_golden("board.zh.html", to_html(board, Language::zh));
}

TEST_CASE("Nothing typed into a case is markup on its board") {
  const auto board = sample();
  for (const auto language : {Language::zh, Language::en}) {
    for (const auto& text : {to_svg(board, language), to_html(board, language)}) {
      CHECK(text.find("<script") == std::string::npos);
      CHECK(text.find("<b>") == std::string::npos);
      CHECK(text.find("&lt;script&gt;") != std::string::npos);
    }
    const auto chart = to_mermaid(board, language);
    CHECK(chart.find("<script") == std::string::npos);
    CHECK(chart.find("#lt;script#gt;#quot;") != std::string::npos);
  }
}

TEST_CASE("A picture says in words what it shows, and every state by a symbol too") {
  const auto svg = to_svg(sample(), Language::zh);
  CHECK(svg.find("role=\"img\"") != std::string::npos);
  CHECK(svg.find("<title id=\"board-title\">") != std::string::npos);
  CHECK(svg.find("5 环节名称：进行中 · 自 2026-05-20，还缺 1 项 · 期限 2026-12-31。") !=
        std::string::npos);
  CHECK(count(svg, "marker-end") == link_edges.size());
  for (const auto& entry : EnumTable<LinkState>::table) {
    CHECK(count(svg, ">" + std::string(symbol_of(entry.value)) + "<") >= 1);
  }
}

TEST_CASE("A board loads nothing and runs nothing") {
  const auto html = to_html(sample(), Language::en);
  CHECK(html.find("default-src 'none'") != std::string::npos);
  CHECK(html.find("http") == html.find("http-equiv"));
  CHECK(count(html, "http:") == 1);  // the namespace of the picture
  CHECK(html.find("src=") == std::string::npos);
  CHECK(html.find("A4 portrait") != std::string::npos);
}
