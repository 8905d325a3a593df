#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/policy/case_file.hpp"
#include "kezhuan/policy/finding.hpp"
#include "kezhuan/policy/question.hpp"
#include "kezhuan/policy/transfer_file.hpp"

/// Where an achievement or a transfer case stands on the path, what it still lacks and what may be
/// done next.
///
/// Everything here is computed from what is on record, by the same predicates that judge acts, and
/// set by nobody (PTH-01). Pure functions: they write nothing and are safe to call from several
/// threads on different states.
namespace [[gnu::visibility("default")]] kezhuan {

/// How far a link (环节) has come. Stored in tables; values are never renumbered.
enum class LinkState {
  not_started = 1,
  blocked = 2,  ///< public data ☆: never (CLS-06); what a terminated case had not done (PTH-03)
  open = 3,
  done_to_date = 4,  ///< everything due so far is done, more may come
  done = 5,
  not_applicable = 6,
};

template <>
struct EnumTable<LinkState> {
  using E = LinkState;
  static constexpr std::array table = {
      EnumEntry<E>{E::not_started, "not_started", {"未开始", "not started"}},
      EnumEntry<E>{E::blocked, "blocked", {"不得进入", "barred"}},
      EnumEntry<E>{E::open, "open", {"进行中", "in progress"}},
      EnumEntry<E>{E::done_to_date, "done_to_date", {"至今已办妥", "done to date"}},
      EnumEntry<E>{E::done, "done", {"已完成", "done"}},
      EnumEntry<E>{E::not_applicable, "not_applicable", {"不适用", "not applicable"}},
  };
};

/// What a state is called to people: what is barred in a terminated case is so because it ended.
inline StaticText state_name(LinkState state, const std::optional<CaseState>& of_case) {
  if (state == LinkState::blocked && of_case == CaseState::terminated) {
    return {"已终止", "ended with the case"};
  }
  return name_of(state);
}

/// Whether what a rule requires is there. Values are never renumbered.
enum class RequirementState {
  met = 1,
  met_with_warning = 2,
  unmet = 3,
  not_yet = 4,         ///< what the rule judges does not exist yet, so it is not satisfied either
  not_applicable = 5,  ///< the pathway leaves nothing for the rule to ask
};

template <>
struct EnumTable<RequirementState> {
  using E = RequirementState;
  static constexpr std::array table = {
      EnumEntry<E>{E::met, "met", {"已具备", "met"}},
      EnumEntry<E>{
          E::met_with_warning, "met_with_warning", {"已具备，有提醒", "met, with a warning"}},
      EnumEntry<E>{E::unmet, "unmet", {"还缺", "missing"}},
      EnumEntry<E>{E::not_yet, "not_yet", {"尚未到此", "not yet"}},
      EnumEntry<E>{E::not_applicable, "not_applicable", {"不适用", "not applicable"}},
  };
};

/// One rule a link requires, with whatever it finds; those met are listed too.
struct Requirement {
  std::string rule;
  Text title;
  RequirementState state = RequirementState::met;
  /// All of them. One that refuses makes it unmet, or would in the rule's scope (SCP-01). Of one
  /// that cannot be judged yet: a note that says why.
  std::vector<Finding> findings;

  /// Nothing more is asked: met, with or without a warning, or not applicable.
  bool is_met() const {
    return state != RequirementState::unmet && state != RequirementState::not_yet;
  }

  template <class V>
  static void describe(V& v) {
    v.field("rule", &Requirement::rule, {"规则编号", "rule id"});
    v.field("title", &Requirement::title, {"要求", "what is required"});
    v.field("state", &Requirement::state, {"是否具备", "whether it is met"});
    v.field("findings", &Requirement::findings, {"所缺与提醒", "what is missing, and warnings"});
  }
};

/// A link of the path as it stands for one achievement.
struct LinkStatus {
  std::int64_t number = 0;
  std::string code;  ///< "disclosure", "rights"
  std::string step;  ///< "A" to "D"
  Text title;
  LinkState state = LinkState::not_started;
  std::vector<Requirement> requirements;  ///< in the policy's order
  /// Of an achievement: last day of the open notice, the day the next edition is due, or when the
  /// agreement takes effect. Of a case: its earliest deadline of this link. Nothing once the link
  /// is done.
  std::optional<Date> due_on;
  /// Day the state was reached, as far as the facts on record have dates; nothing when not started.
  std::optional<Date> since = {};
  std::vector<std::string> who = {};  ///< codes of `Who`: whose hand mends what is unmet

  std::size_t met_count() const;  ///< how many requirements are met

  template <class V>
  static void describe(V& v) {
    v.field("number", &LinkStatus::number, {"环节序号", "number of the link"});
    v.field("code", &LinkStatus::code, {"环节代码", "code of the link"});
    v.field("step", &LinkStatus::step, {"步骤", "step"});
    v.field("title", &LinkStatus::title, {"名称", "title"});
    v.field("state", &LinkStatus::state, {"状态", "state", "PTH-01"});
    v.field("requirements", &LinkStatus::requirements, {"要求", "requirements"});
    v.field("due_on", &LinkStatus::due_on, {"期限", "due on"});
    v.field("since", &LinkStatus::since, {"自何日起", "since"});
    v.field("who", &LinkStatus::who, {"由谁办", "who acts"});
  }
};

/// Something to do. It may be done today when `waits_for` is empty and `not_before` is not later.
struct NextAction {
  std::string act;  ///< act type; empty when there is nothing to record here
  Text title;
  Text why;
  std::vector<std::string> who;  ///< codes of `Who`
  std::optional<Date> not_before;
  std::optional<Date> due;
  std::vector<std::string> rules;      ///< rules that call for it
  std::vector<std::string> waits_for;  ///< unmet rules that would refuse it today
  /// What follows `kezhuan act --example`: the act and the number of what it acts on
  /// ("notice.close GS-2026-001"); empty without an act.
  std::string example_args;

  /// May it be done on that day as things stand?
  bool is_possible_on(const Date& day) const {
    return waits_for.empty() && (!not_before || *not_before <= day);
  }

  template <class V>
  static void describe(V& v) {
    v.field("act", &NextAction::act, {"业务动作", "act"});
    v.field("title", &NextAction::title, {"做什么", "what to do"});
    v.field("why", &NextAction::why, {"为何", "why"});
    v.field("who", &NextAction::who, {"由谁办", "who acts"});
    v.field("not_before", &NextAction::not_before, {"最早可办日", "not before"});
    v.field("due", &NextAction::due, {"期限", "due"});
    v.field("rules", &NextAction::rules, {"依据规则", "rules"});
    v.field("waits_for", &NextAction::waits_for, {"须先满足的规则", "rules to meet first"});
    v.field("example_args", &NextAction::example_args, {"示例参数", "arguments of the example"});
  }
};

/// The answer to "where are we, what is missing, what may be done next?" (PTH-02).
struct NextReport {
  std::string number;
  std::string name;
  Date on;                                       ///< the day judged
  std::optional<Classification> classification;  ///< of an achievement
  std::optional<CaseState> state = {};           ///< of a case
  std::vector<LinkStatus> links;                 ///< those the policy has requirements for
  std::vector<NextAction> actions;  ///< most useful first; possible today, then dated, then waiting
  std::vector<Finding> notes;       ///< warnings and notes that belong to no link

  template <class V>
  static void describe(V& v) {
    v.field("number", &NextReport::number, {"编号", "number"});
    v.field("name", &NextReport::name, {"名称", "name"});
    v.field("on", &NextReport::on, {"判断日", "day judged"});
    v.field("classification", &NextReport::classification, {"分类结果", "classification"});
    v.field("state", &NextReport::state, {"项目状态", "state of the case", "PTH-03"});
    v.field("links", &NextReport::links, {"环节", "links"});
    v.field("actions", &NextReport::actions, {"可做之事", "actions"});
    v.field("notes", &NextReport::notes, {"提示", "notes"});
  }
};

/// State of every link the policy has requirements for, on `around.today`, in the policy's order.
///
/// Links without requirements belong to a transfer case and are left out: nothing is claimed of
/// them. A required rule that this release cannot judge is listed with a note that says so.
/// @param file  loaded from `state`
/// @rule PTH-01
std::vector<LinkStatus> link_statuses(const Surroundings& around, const State& state,
                                      const CaseFile& file);

/// All links of the path for a transfer case, in the policy's order.
///
/// Links 1 and 2 are judged achievement by achievement and merged: the state is the least advanced,
/// and with several achievements every finding names its achievement. The others are judged by the
/// same rules that guard the acts, asked about the case. The rules stay those of the policy in
/// `around`: the one the case keeps (PTH-04).
/// `done_to_date` is link 6 while a live contract may bring more money. `not_applicable` is link 6,
/// 7 or 10 of a case that was terminated before any contract; of a requirement, the settling of
/// receipts (LNK-62) where shares were invested and no cash is agreed. `blocked` is a link that
/// public data bars (CLS-06), or that was not done when the case was terminated (PTH-03).
/// @param file  loaded from `state`
/// @rule PTH-01
std::vector<LinkStatus> link_statuses(const Surroundings& around, const State& state,
                                      const TransferFile& file);

/// @throws Error not_found REG-01: no such achievement
/// @rule PTH-02
NextReport next_steps(const Surroundings& around, const State& state,
                      const Id<Achievement>& achievement);

/// @throws Error not_found REG-01: no such case
/// @rule PTH-02
NextReport next_steps(const Surroundings& around, const State& state,
                      const Id<TransferCase>& transfer);

/// For a terminal: headline, links with what they lack, what may be done, notes.
std::string to_text(const NextReport& report, Language language);

/// Canonical JSON, both languages.
std::string to_json(const NextReport& report);

}  // namespace kezhuan
