#include "kezhuan/report/case_board.hpp"
#include "report/board_words.hpp"

namespace kezhuan {

namespace {

/// Text within a quoted label: Mermaid reads entities that begin with '#'.
std::string label(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '"': out += "#quot;"; break;
      case '<': out += "#lt;"; break;
      case '>': out += "#gt;"; break;
      case '&': out += "#amp;"; break;
      case '#': out += "#35;"; break;
      case ';': out += "#59;"; break;
      case '`': out += "#96;"; break;
      default: out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return out;
}

std::string node_of(const CaseBoard& board, const BoardLink& link, Language language) {
  auto text = std::string(symbol_of(link.state)) + " " + std::to_string(link.number) + " " +
              label(link.title.in(language)) + "<br/>" + label(state_words(board, link, language));
  const auto lacks = lack_words(link, language);
  if (!lacks.empty()) text += "<br/>" + label(lacks);
  return "    L" + std::to_string(link.number) + "[\"" + text +
         "\"]:::" + std::string(to_code(link.state)) + "\n";
}

}  // namespace

std::string to_mermaid(const CaseBoard& board, Language language) {
  std::string out = "flowchart LR\n";
  out += "  accTitle: " + label(board.number + " " + board.title) + "\n";
  out += "  accDescr: " + label(pathway_words(board, language)) + " " + board.on.to_text() + "\n";
  for (const auto& step : path_steps) {
    const std::string code(step.code);
    out += "  subgraph S" + code + "[\"" + code + " " + label(step.title.in(language)) + "\"]\n";
    for (const auto& link : board.links) {
      if (link.step == step.code) out += node_of(board, link, language);
    }
    out += "  end\n";
  }
  for (const auto& edge : link_edges) {
    out += "  L" + std::to_string(edge.from) + (edge.waits ? " --> L" : " -.-> L") +
           std::to_string(edge.to) + "\n";
  }
  for (const auto& entry : EnumTable<LinkState>::table) {
    const auto look = look_of(entry.value);
    out += "  classDef " + std::string(entry.code) + " fill:" + std::string(look.fill) +
           ",stroke:" + std::string(look.ink) + ",color:" + std::string(look.ink) + "\n";
  }
  return out;
}

}  // namespace kezhuan
