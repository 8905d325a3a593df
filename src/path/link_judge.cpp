#include "path/link_judge.hpp"

#include <algorithm>

namespace kezhuan {

namespace {

RequirementState state_of(const std::vector<Finding>& findings, Severity missed) {
  auto state = RequirementState::met;
  for (const auto& finding : findings) {
    if (finding.severity >= missed) return RequirementState::unmet;
    if (finding.severity == Severity::warn) state = RequirementState::met_with_warning;
  }
  return state;
}

/// From which severity on a finding means that something is missing.
Severity missing_from(const RuleEntry& rule, const Question& question) {
  return question.transfer != nullptr && rule.severity == Severity::warn ? Severity::warn
                                                                         : Severity::refuse;
}

/// Whether it is met does not depend on how severe the rule is for this institution: outside the
/// scope (SCP-01) findings only warn, and what is missing is missing all the same.
RequirementState state_in_scope(const RuleEntry& rule, const Question& question) {
  const auto policy = question.policy().for_institution(true);
  const auto& around = question.around;
  const Surroundings in_scope{policy, around.calendar, around.files, around.today, around.books};
  const Question asked{in_scope,     question.before,  question.after, question.on,
                       question.act, question.outcome, question.file,  question.transfer};
  return state_of(ask(rule.id, asked), missing_from(rule, question));
}

}  // namespace

Requirement judge_requirement(const std::string& rule, const Question& question) {
  const auto& entry = question.policy().get_rule(rule);
  Requirement requirement{rule, entry.title, RequirementState::met, {}};
  if (find_predicate(rule) == nullptr) {
    requirement.findings.push_back(question.policy().make_finding(
        rule, Severity::note,
        {"本版程序不判断此项，请人工核对。",
         "This release does not judge this one; check it by hand."}));
    return requirement;
  }
  requirement.findings = ask(rule, question);
  requirement.state = question.policy().is_in_scope()
                          ? state_of(requirement.findings, missing_from(entry, question))
                          : state_in_scope(entry, question);
  return requirement;
}

bool are_met(const std::vector<Requirement>& requirements) {
  return std::all_of(requirements.begin(), requirements.end(),
                     [](const Requirement& r) { return r.is_met(); });
}

std::vector<std::string> hands_of(const std::vector<Requirement>& requirements) {
  std::vector<std::string> hands;
  for (const auto& requirement : requirements) {
    if (requirement.state != RequirementState::unmet) continue;
    for (const auto& finding : requirement.findings) {
      for (const auto& hand : finding.who) {
        if (std::find(hands.begin(), hands.end(), hand) == hands.end()) hands.push_back(hand);
      }
    }
  }
  return hands;
}

void Days::add(const Date& day) {
  if (!first_ || day < *first_) first_ = day;
  if (!last_ || *last_ < day) last_ = day;
}

std::optional<Date> since_of(LinkState state, const Days& days) {
  switch (state) {
    case LinkState::done:
    case LinkState::done_to_date: return days.last();
    case LinkState::open: return days.first();
    default: return std::nullopt;
  }
}

}  // namespace kezhuan
