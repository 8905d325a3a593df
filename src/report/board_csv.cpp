#include <array>

#include "kezhuan/report/case_board.hpp"
#include "report/csv_writer.hpp"

namespace kezhuan {

namespace {

constexpr std::array headings = {
    StaticText{"项目编号", "case"},
    StaticText{"步骤", "step"},
    StaticText{"环节", "link"},
    StaticText{"环节代码", "link code"},
    StaticText{"环节名称", "title"},
    StaticText{"状态代码", "state code"},
    StaticText{"状态", "state"},
    StaticText{"自何日起", "since"},
    StaticText{"期限", "due on"},
    StaticText{"已具备", "met"},
    StaticText{"要求", "required"},
    StaticText{"由谁办代码", "who (codes)"},
    StaticText{"由谁办", "who"},
    StaticText{"规则", "rule"},
    StaticText{"还缺", "what is missing"},
};

std::string text_of(const std::optional<Date>& day) { return day ? day->to_text() : std::string(); }

void add_row(CsvWriter& csv, const CaseBoard& board, const BoardLink& link,
             const MissingItem& missing, Language language) {
  std::string codes;
  std::string names;
  for (const auto& code : link.who) {
    codes += (codes.empty() ? "" : " ") + code;
    const std::string_view comma = language == Language::zh ? "、" : ", ";
    if (!names.empty()) names += comma;
    names += who_name(code).in(language);
  }
  csv.cell(board.number);
  csv.cell(link.step);
  csv.number(std::to_string(link.number));
  csv.cell(link.code);
  csv.cell(link.title.in(language));
  csv.cell(to_code(link.state));
  csv.cell(state_name(link.state, board.state).in(language));
  csv.cell(text_of(link.since));
  csv.cell(text_of(link.due_on));
  csv.number(std::to_string(link.met));
  csv.number(std::to_string(link.required));
  csv.cell(codes);
  csv.cell(names);
  csv.cell(missing.rule);
  csv.cell(missing.text.in(language));
  csv.end_row();
}

}  // namespace

std::string to_csv(const CaseBoard& board, Language language) {
  CsvWriter csv;
  for (const auto& heading : headings) csv.cell(heading.in(language));
  csv.end_row();
  for (const auto& link : board.links) {
    if (link.missing.empty()) add_row(csv, board, link, {}, language);
    for (const auto& missing : link.missing) add_row(csv, board, link, missing, language);
  }
  return csv.take();
}

}  // namespace kezhuan
