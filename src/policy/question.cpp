#include "kezhuan/policy/question.hpp"

#include <algorithm>
#include <unordered_map>

#include "kezhuan/acts/acts.hpp"
#include "policy/rules.hpp"
#include "policy/transfer_facts.hpp"

namespace kezhuan {

namespace {

std::unordered_map<std::string_view, Predicate> all_predicates() {
  std::unordered_map<std::string_view, Predicate> predicates;
  for (const auto family :
       {cls_rules(), dlv_rules(), rgt_rules(), dsc_rules(), ast_rules(), dem_rules(), pth_rules(),
        lnk_rules(), lnk_income_rules(), ctr_rules(), ctr_price_rules(), exm_rules(), inc_rules(),
        inc_money_rules(), inc_agreement_rules(), inc_scheme_rules(), evl_rules(), rpt_rules(),
        reg_rules()}) {
    for (const auto& code : family) predicates.emplace(code.rule, code.predicate);
  }
  return predicates;
}

bool is_of_act_name(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }

/// The acts a remedy names, "(consent.record, agreement.draft)": those mend it, not whatever else
/// its rule may ask for.
std::vector<std::string> acts_named(std::string_view remedy) {
  std::vector<std::string> acts;
  for (auto dot = remedy.find('.'); dot != std::string_view::npos;
       dot = remedy.find('.', dot + 1)) {
    auto first = dot;
    auto last = dot + 1;
    while (first > 0 && is_of_act_name(remedy[first - 1])) --first;
    while (last < remedy.size() && is_of_act_name(remedy[last])) ++last;
    if (first == dot || last == dot + 1) continue;  // the end of a sentence
    std::string name(remedy.substr(first, last - first));
    const bool is_new = std::find(acts.begin(), acts.end(), name) == acts.end();
    if (is_new && find_act_type(name) != nullptr) acts.push_back(std::move(name));
  }
  return acts;
}

/// The achievement behind an act that names an application, an agreement and so on.
template <class T>
Id<Achievement> behind(const State& state, const Ref<T>& ref) {
  return state.get(ref).achievement;
}

}  // namespace

void Findings::add_as(std::optional<Severity> lowered, Text what, std::string place, Text remedy) {
  if (out_ == nullptr) {
    const auto most = around_.policy.severity_for(around_.policy.get_rule(rule_));
    refuses_ = refuses_ || std::min(most, lowered.value_or(most)) == Severity::refuse;
    return;
  }
  auto named = acts_named(remedy.en);
  out_->push_back(around_.policy.make_finding(rule_, lowered, std::move(what), std::move(place),
                                              std::move(remedy), std::move(named)));
}

Predicate find_predicate(std::string_view rule) {
  static const auto predicates = all_predicates();
  const auto found = predicates.find(rule);
  return found == predicates.end() ? nullptr : found->second;
}

std::vector<Finding> ask(std::string_view rule, const Question& question) {
  std::vector<Finding> found;
  if (const auto predicate = find_predicate(rule)) {
    Findings findings(question.around, rule, found);
    try {
      predicate(question, findings);
    } catch (const Error& error) {
      // What cannot be worked out, such as a sum beyond exact range, must not pass.
      if (error.code() != ErrorCode::invalid) throw;
      for (const auto& problem : error.problems()) {
        found.push_back(question.policy().make_finding("REG-02", {}, problem.what, problem.place,
                                                       problem.remedy));
      }
    }
  }
  return found;
}

bool refuses(std::string_view rule, const Question& question) {
  const auto predicate = find_predicate(rule);
  if (predicate == nullptr) return false;
  Findings findings(question.around, rule);
  try {
    predicate(question, findings);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::invalid) throw;
    return true;  // REG-02, as above
  }
  return findings.refuses();
}

std::vector<Id<Achievement>> subjects_of(const AnyAct& act, const Outcome& outcome,
                                         const State& after) {
  if (act.type().name == RegisterAchievement::type) return {Id<Achievement>(outcome.id.value())};
  if (const auto* a = act.as<RecordResolution>()) {
    std::vector<Id<Achievement>> ids;
    for (const auto& matter : a->matters) {
      if (matter.achievement) ids.push_back(matter.achievement->target());
    }
    return ids;
  }
  if (const auto* a = act.as<EndGrant>()) return {behind(after, a->grant)};
  if (const auto* a = act.as<CancelCertificate>()) return {behind(after, a->certificate)};
  if (const auto* a = act.as<ReviseApplication>()) return {behind(after, a->application)};
  if (const auto* a = act.as<WithdrawApplication>()) return {behind(after, a->application)};
  if (const auto* a = act.as<SignAgreement>()) return {behind(after, a->agreement)};
  if (const auto* a = act.as<EnterForce>()) return {behind(after, a->agreement)};
  if (const auto* a = act.as<EndAgreement>()) return {behind(after, a->agreement)};
  if (const auto* a = act.as<WaivePriorRight>()) return {behind(after, a->prior_right)};
  if (const auto* a = act.as<LapsePriorRight>()) return {behind(after, a->prior_right)};
  if (const auto* a = act.as<RecordGrant>()) return {a->achievement.target()};
  if (const auto* a = act.as<RecordProcessing>()) return {a->achievement.target()};
  if (const auto* a = act.as<RecordCertificate>()) return {a->achievement.target()};
  if (const auto* a = act.as<ClassifyAchievement>()) return {a->achievement.target()};
  if (const auto* a = act.as<EnterAsset>()) return {a->achievement.target()};
  if (const auto* a = act.as<FileApplication>()) return {a->achievement.target()};
  if (const auto* a = act.as<DraftAgreement>()) return {a->achievement.target()};
  if (const auto* a = act.as<RecordCoOwnership>()) return {a->achievement.target()};
  if (const auto* a = act.as<RecordConsent>()) return {a->achievement.target()};
  if (const auto* a = act.as<RecordPriorRight>()) return {a->achievement.target()};
  if (const auto* a = act.as<AttachEvidence>()) {
    if (a->achievement) return {a->achievement->target()};
  }
  return {};
}

std::vector<Id<TransferCase>> cases_of(const AnyAct& act, const Outcome& outcome,
                                       const State& after) {
  std::vector<Id<TransferCase>> cases;
  const auto add = [&](const Id<TransferCase>& id) {
    if (std::find(cases.begin(), cases.end(), id) == cases.end()) cases.push_back(id);
  };
  if (act.type().name == OpenCase::type && outcome.id) add(Id<TransferCase>(*outcome.id));
  act.read_refs([&](Kind kind, const AnyRef& ref, const Place&) {
    if (const auto id = find_case(after, kind, ref)) return add(*id);
    if (kind != Kind::report || !ref.is_resolved()) return;
    for (const auto& one : after.get(Id<TransferReport>(ref.id)).cases) add(one.target());
  });
  return cases;
}

}  // namespace kezhuan
