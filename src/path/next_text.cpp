#include <algorithm>
#include <span>
#include <string_view>

#include "kezhuan/path/next.hpp"

namespace kezhuan {

namespace {

struct Words {
  StaticText unclassified{"尚未归类", "not classified"};
  StaticText link{"环节", "Link "};
  StaticText missing{"还缺", "Missing"};
  StaticText warnings{"提醒", "Warnings"};
  StaticText remedy{"补救", "Remedy"};
  StaticText who{"由谁", "Who"};
  StaticText source{"依据", "Source"};
  StaticText rules{"规则", "Rules"};
  StaticText command{"命令", "Command"};
  StaticText from{"最早", "From"};
  StaticText due{"期限", "Due"};
  StaticText after{"先满足", "First meet"};
  StaticText now{"现在可以做", "What may be done now"};
  StaticText how_to{
      "（命令给出一份样例；改好存为文件，先用 kezhuan act --check 文件 检查，再用 kezhuan act 文件 "
      "办理）",
      "(a command prints an example to edit; save it, try `kezhuan act --check FILE`, "
      "then `kezhuan act FILE`)"};
  StaticText later{"随后", "Later"};
  StaticText nothing{"眼下没有要办的事。", "Nothing is to be done now."};
  StaticText complete{
      "各环节均已办妥，没有要办的事。项目仍在进行中：其后的到账、退款、合同变更等照常登记。",
      "Every link is done and nothing is to be done. The case goes on: receipts, refunds and "
      "changes of contract still to come are recorded as ever."};
  StaticText notes{"提示", "Notes"};
  StaticText next{"下一步", "next"};
  StaticText colon{"：", ": "};
  StaticText list_follows{"：", ":"};
  StaticText comma{"、", ", "};
  StaticText semicolon{"；", "; "};
  StaticText stop{"。", "."};
  StaticText open{"（", " ("};
  StaticText close{"）", ")"};
};

constexpr Words words;

/// What prints a filled-in act. Evidence is kept first, which gives the hash its act must state.
std::string command_for(const NextAction& action) {
  constexpr std::string_view evidence = "evidence.attach ";
  if (action.example_args.rfind(evidence, 0) != 0) {
    return "kezhuan act --example " + action.example_args;
  }
  return "kezhuan evidence keep FILE " + action.example_args.substr(evidence.size()) + " --example";
}

class Page {
 public:
  Page(const NextReport& report, Language language) : report_(report), language_(language) {}

  std::string write() {
    headline();
    for (const auto& link : report_.links) add_link(link);
    add_actions(true);
    add_actions(false);
    add_notes();
    return std::move(out_);
  }

 private:
  std::string_view in(const StaticText& text) const { return text.in(language_); }
  void add(std::string_view text) { out_ += text; }
  void add(const StaticText& text) { out_ += in(text); }
  void end_line() { out_ += '\n'; }

  void add_labelled(std::string_view indent, const StaticText& label, std::string_view text) {
    if (text.empty()) return;
    add(indent);
    add(label);
    add(words.colon);
    add(text);
    end_line();
  }

  /// Nothing is lacking: what only a later day brings is not what comes next.
  bool is_complete() const {
    return std::all_of(report_.links.begin(), report_.links.end(), [](const LinkStatus& link) {
      return link.state == LinkState::done || link.state == LinkState::done_to_date ||
             link.state == LinkState::not_applicable;
    });
  }
  void headline();
  void add_link(const LinkStatus& link);
  void add_requirements(const LinkStatus& link, bool is_met);
  void add_awaited(const LinkStatus& link);
  void add_ahead(const LinkStatus& link);
  void add_findings(std::span<const Finding> findings, const Text* title);
  void add_actions(bool now);
  void add_how_to() {
    add("  ");
    add(words.how_to);
    end_line();
  }
  void add_action(std::size_t number, const NextAction& action);
  void add_notes();

  std::string names_of(const std::vector<std::string>& who) const {
    std::string names;
    for (const auto& code : who) {
      if (!names.empty()) names += in(words.comma);
      names += who_name(code).in(language_);
    }
    return names;
  }
  std::string listed(const std::vector<std::string>& items) const {
    std::string list;
    for (const auto& item : items) {
      if (!list.empty()) list += in(words.comma);
      list += item;
    }
    return list;
  }

  const NextReport& report_;
  Language language_;
  std::string out_;
};

std::string_view mark_of(RequirementState state) {
  switch (state) {
    case RequirementState::met: return "✓";
    case RequirementState::met_with_warning: return "!";
    case RequirementState::unmet: return "✗";
    case RequirementState::not_yet: return "○";
    case RequirementState::not_applicable: return "–";
  }
  return "?";
}

std::string_view mark_of(Severity severity) { return severity == Severity::refuse ? "✗" : "!"; }

/// Number, name and classification; then where it stands and what comes next, in one line.
void Page::headline() {
  add(report_.number + "  " + report_.name + "  ");
  if (report_.state) {
    add(name_of(*report_.state));
  } else {
    add(report_.classification ? name_of(*report_.classification) : words.unclassified);
  }
  end_line();
  add(report_.on.to_text() + "  ");
  bool is_first = true;
  for (const auto& link : report_.links) {
    if (report_.state && link.state == LinkState::not_started) continue;  // ten are too many
    if (!is_first) add(words.semicolon);
    is_first = false;
    add(link.title.in(language_));
    add(words.colon);
    add(state_name(link.state, report_.state));
  }
  const bool is_next = !report_.actions.empty() &&
                       (!is_complete() || report_.actions.front().is_possible_on(report_.on));
  if (is_next) {
    if (!is_first) add(words.semicolon);
    add(words.next);
    add(words.colon);
    add(report_.actions.front().title.in(language_));
  }
  add(words.stop);
  end_line();
}

void Page::add_link(const LinkStatus& link) {
  end_line();
  add(words.link);
  add(std::to_string(link.number) + " " + link.title.in(language_) + "  ");
  add(state_name(link.state, report_.state));
  add("  [");
  for (const auto& requirement : link.requirements) add(mark_of(requirement.state));
  add("] " + std::to_string(link.met_count()) + "/" + std::to_string(link.requirements.size()));
  if (link.due_on) {
    add("  ");
    add(words.due);
    add(words.colon);
    add(link.due_on->to_text());
  }
  end_line();
  if (report_.state && link.state == LinkState::not_started) return add_ahead(link);
  add_requirements(link, false);
  add_awaited(link);
  add_requirements(link, true);
}

/// What a link of a case will need once it is its turn: a line each.
void Page::add_ahead(const LinkStatus& link) {
  for (const auto& requirement : link.requirements) {
    if (requirement.is_met()) continue;
    add("  ");
    add(mark_of(requirement.state));
    add(" " + requirement.rule + " " + requirement.title.in(language_));
    if (!requirement.findings.empty()) {
      add(words.colon);
      add(requirement.findings.front().what.in(language_));
    }
    end_line();
  }
}

/// What cannot be judged, yet or at all: a line each, because there is nothing to mend in it.
void Page::add_awaited(const LinkStatus& link) {
  for (const auto& requirement : link.requirements) {
    const bool is_left_out = requirement.state == RequirementState::not_applicable;
    if (requirement.state != RequirementState::not_yet && !is_left_out) continue;
    add("  ");
    add(mark_of(requirement.state));
    add(" " + requirement.rule + " " + requirement.title.in(language_));
    if (!requirement.findings.empty()) {
      add(words.colon);
      add(requirement.findings.front().what.in(language_));
    }
    end_line();
  }
}

/// What a link lacks, or what it warns of although it is met.
void Page::add_requirements(const LinkStatus& link, bool is_met) {
  bool is_first = true;
  for (const auto& requirement : link.requirements) {
    if (requirement.is_met() != is_met || requirement.findings.empty()) continue;
    if (requirement.state == RequirementState::not_yet ||
        requirement.state == RequirementState::not_applicable) {
      continue;
    }
    if (is_first) {
      add("  ");
      add(is_met ? words.warnings : words.missing);
      add(words.list_follows);
      end_line();
    }
    is_first = false;
    add_findings(requirement.findings, &requirement.title);
  }
}

/// Findings of one rule: each with its remedy, then once who mends them and on what authority.
void Page::add_findings(std::span<const Finding> findings, const Text* title) {
  const auto& rule = findings.front();
  add("  ");
  add(mark_of(rule.severity));
  add(" " + rule.rule);
  if (title != nullptr) add(" " + title->in(language_));
  end_line();
  constexpr std::string_view indent = "      ";
  for (const auto& finding : findings) {
    add(std::string(indent) + finding.what.in(language_) + "\n");
    add_labelled(indent, words.remedy, finding.remedy.in(language_));
  }
  add_labelled(indent, words.who, names_of(rule.who));
  for (const auto& citation : rule.citations) {
    add_labelled(indent, words.source, to_text(citation, language_));
  }
}

void Page::add_actions(bool now) {
  bool is_first = true;
  for (std::size_t i = 0; i < report_.actions.size(); ++i) {
    const auto& action = report_.actions[i];
    if (action.is_possible_on(report_.on) != now) continue;
    if (is_first) {
      end_line();
      add(now ? words.now : words.later);
      end_line();
      if (now) add_how_to();
    }
    is_first = false;
    add_action(i + 1, action);
  }
  if (!is_first || !now) return;
  end_line();
  const bool goes_on = report_.state == CaseState::active && is_complete();
  add(goes_on ? words.complete : words.nothing);
  end_line();
}

void Page::add_action(std::size_t number, const NextAction& action) {
  add("  " + std::to_string(number) + ". " + action.title.in(language_));
  if (!action.act.empty()) {
    add(words.open);
    add(action.act);
    add(words.close);
  }
  end_line();
  constexpr std::string_view indent = "     ";
  if (!action.why.empty()) add(std::string(indent) + action.why.in(language_) + "\n");
  add_labelled(indent, words.who, names_of(action.who));
  if (action.not_before) add_labelled(indent, words.from, action.not_before->to_text());
  if (action.due) add_labelled(indent, words.due, action.due->to_text());
  add_labelled(indent, words.after, listed(action.waits_for));
  add_labelled(indent, words.rules, listed(action.rules));
  if (!action.example_args.empty()) {
    add_labelled(indent, words.command, command_for(action));
  }
}

void Page::add_notes() {
  if (report_.notes.empty()) return;
  end_line();
  add(words.notes);
  end_line();
  for (const auto& note : report_.notes) add_findings({&note, 1}, nullptr);
}

}  // namespace

std::string to_text(const NextReport& report, Language language) {
  return Page(report, language).write();
}

}  // namespace kezhuan
