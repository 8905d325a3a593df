#include "kezhuan/path/board.hpp"

#include <algorithm>

#include "kezhuan/core/write.hpp"
#include "path/case_question.hpp"

namespace kezhuan {

namespace {

/// What was paid too much is no lack of its own, but belongs to what is not settled.
void add_overpaid(const Requirement& requirement, Text& text) {
  for (const auto& finding : requirement.findings) {
    if (finding.severity != Severity::note) continue;
    text.zh += finding.what.zh;
    text.en += " " + finding.what.en;
  }
}

/// What a link lacks: one line for each unmet rule, the first thing it finds.
std::vector<MissingItem> missing_of(const LinkStatus& link) {
  std::vector<MissingItem> missing;
  for (const auto& requirement : link.requirements) {
    if (requirement.state != RequirementState::unmet) continue;
    const auto found =
        std::find_if(requirement.findings.begin(), requirement.findings.end(),
                     [](const Finding& finding) { return finding.severity != Severity::note; });
    missing.push_back(
        {requirement.rule, found == requirement.findings.end() ? requirement.title : found->what});
    if (requirement.rule == "LNK-63") add_overpaid(requirement, missing.back().text);
  }
  return missing;
}

std::string named(const std::vector<std::string>& who, Language language) {
  std::string names;
  for (const auto& code : who) {
    if (!names.empty()) names += language == Language::zh ? "、" : ", ";
    names += who_name(code).in(language);
  }
  return names;
}

class BoardText {
 public:
  BoardText(const CaseBoard& board, Language language)
      : board_(board), language_(language), zh_(language == Language::zh) {}

  std::string write() {
    head();
    for (const auto& step : path_steps) {
      out_ += "\n" + std::string(step.code) + " " + std::string(step.title.in(language_)) + "\n";
      for (const auto& link : board_.links) {
        if (link.step == step.code) add(link);
      }
    }
    return std::move(out_);
  }

 private:
  template <class T>
  std::string name(T value) const {
    return std::string(name_of(value).in(language_));
  }

  void head() {
    out_ += board_.number + "  " + board_.title + "  " + name(board_.state) + "\n";
    for (const auto& achievement : board_.achievements) {
      out_ += (zh_ ? "成果 " : "Achievement ") + achievement.number + "  " + achievement.name;
      if (achievement.classification) out_ += "  " + name(*achievement.classification);
      out_ += "\n";
    }
    out_ += zh_ ? "转化路径：" : "Pathway: ";
    out_ += board_.pathway ? name(*board_.pathway) : std::string(zh_ ? "未选定" : "not chosen");
    if (board_.contract_type) out_ += "  " + name(*board_.contract_type);
    out_ += (zh_ ? "\n判断日：" : "\nAs of: ") + board_.on.to_text() + "\n";
  }

  void add(const BoardLink& link) {
    out_ += "  " + std::string(symbol_of(link.state)) + " " + std::to_string(link.number) + " " +
            link.title.in(language_) + "  " +
            std::string(state_name(link.state, board_.state).in(language_));
    if (link.required > 0) {
      out_ += "  " + std::to_string(link.met) + "/" + std::to_string(link.required);
    }
    if (link.since) out_ += (zh_ ? "  自 " : "  since ") + link.since->to_text();
    if (link.due_on) out_ += (zh_ ? "  期限 " : "  due ") + link.due_on->to_text();
    out_ += "\n";
    const bool is_to_come = link.state == LinkState::done_to_date;
    const std::string lacks =
        zh_ ? (is_to_come ? "尚待 " : "还缺 ") : (is_to_come ? "to come " : "missing ");
    for (const auto& item : link.missing) {
      out_ += "      " + lacks + item.rule + (zh_ ? "：" : ": ") + item.text.in(language_) + "\n";
    }
    if (!link.who.empty()) {
      out_ += (zh_ ? "      由谁：" : "      who: ") + named(link.who, language_) + "\n";
    }
  }

  const CaseBoard& board_;
  Language language_;
  bool zh_;
  std::string out_;
};

}  // namespace

std::string_view symbol_of(LinkState state) {
  switch (state) {
    case LinkState::not_started: return "○";
    case LinkState::blocked: return "✕";
    case LinkState::open: return "◐";
    case LinkState::done_to_date: return "◕";
    case LinkState::done: return "●";
    case LinkState::not_applicable: return "–";
  }
  return "?";
}

CaseBoard board_of(const TransferFile& file, const std::vector<LinkStatus>& links, const Date& on) {
  CaseBoard board;
  const auto& c = *file.transfer;
  board.number = c.number;
  board.title = c.title;
  board.state = c.state;
  if (c.pathway) {
    board.pathway = c.pathway->pathway;
    board.contract_type = c.pathway->contract_type;
  }
  for (const auto& achievement : file.achievements) {
    const auto& one = *achievement.achievement;
    BoardAchievement shown{one.number, one.name, std::nullopt};
    if (const auto* record = achievement.classification()) shown.classification = record->outcome;
    board.achievements.push_back(std::move(shown));
  }
  board.on = on;
  for (const auto& link : links) {
    board.links.push_back({link.number, link.code, link.step, link.title, link.state, link.since,
                           static_cast<std::int64_t>(link.met_count()),
                           static_cast<std::int64_t>(link.requirements.size()), missing_of(link),
                           link.who, link.due_on});
  }
  return board;
}

CaseBoard board_of(const Surroundings& around, const State& state, const TransferFile& file) {
  auto board = board_of(file, link_statuses(around, state, file), around.today);
  // contracts that collide are nothing link 5 lacks, but what stands in its way
  for (const auto& finding : ask("CTR-03", case_question(around, state, file))) {
    for (auto& link : board.links) {
      if (link.code == "contract") link.missing.push_back({finding.rule, finding.what});
    }
  }
  return board;
}

std::string to_text(const CaseBoard& board, Language language) {
  return BoardText(board, language).write();
}

std::string to_json(const CaseBoard& board) { return to_canonical_json(board); }

}  // namespace kezhuan
