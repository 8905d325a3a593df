#include "path/actions.hpp"

#include <algorithm>
#include <array>

#include "kezhuan/acts/table.hpp"
#include "kezhuan/policy/classification.hpp"
#include "path/case_facts.hpp"
#include "path/record.hpp"
#include "policy/facts.hpp"
#include "policy/income_facts.hpp"
#include "policy/transfer_facts.hpp"

namespace kezhuan {

namespace {

using Codes = std::vector<std::string>;

template <class C, class T>
bool contains(const C& values, const T& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

void append_new(Codes& codes, const Codes& more) {
  for (const auto& code : more) {
    if (!contains(codes, code)) codes.push_back(code);
  }
}

std::string joined(const Codes& items, std::string_view separator) {
  std::string out;
  for (const auto& item : items) {
    if (!out.empty()) out += separator;
    out += item;
  }
  return out;
}

void add_sentence(Text& text, const Text& more) {
  if (text.zh.find(more.zh) != std::string::npos) return;
  text.zh += more.zh;
  text.en += (text.en.empty() ? "" : " ") + more.en;
}

/// The facts behind a classification, each with its rule.
Text facts_of(const ClassificationRecord& record) {
  Text text;
  for (const auto& fact : record.facts) {
    add_sentence(text, {fact.rule + " " + fact.zh + "；", fact.rule + " " + fact.en + ";"});
  }
  return text;
}

/// Acts that put right what an application rests on, in the order one would take them.
constexpr std::array<std::string_view, 4> material_acts = {
    "processing.record", "certificate.cancel", "certificate.record", "evidence.attach"};

class Proposals {
 public:
  Proposals(const Surroundings& around, const State& state, const CaseFile& file,
            std::span<const LinkStatus> links, const std::vector<Finding>& notes)
      : around_(around), file_(file), notes_(notes), facts_(around, state, file, links) {
    for (const auto& link : links) {
      for (const auto& requirement : link.requirements) {
        if (!requirement.is_met()) unmet_.push_back(&requirement);
      }
    }
  }

  std::vector<NextAction> barred();
  std::vector<NextAction> all();

 private:
  NextAction* propose(std::string_view act, const Codes& rules, Text why, Codes who = {});
  void propose_mend(std::string_view act);
  const Requirement* find_unmet(std::string_view rule) const;
  bool can_mend_data(std::string_view rule, std::string_view act) const;
  bool can_mend_now(std::string_view rule, std::string_view act) const;
  NextAction referral(const ClassificationRecord& record) const;
  void classification();
  void review(const ClassificationRecord& record);
  bool lacks_processing(const ClassificationRecord& expected) const;
  void materials();
  void application();
  void edition();
  void notice();
  void agreement();
  void asset();
  void transfer();
  void remaining_mends();
  Text days_left(const Date& last_day) const;
  std::vector<NextAction> take();

  const Surroundings& around_;
  const CaseFile& file_;
  const std::vector<Finding>& notes_;
  CaseFacts facts_;
  std::vector<const Requirement*> unmet_;
  std::vector<NextAction> actions_;
};

/// Proposes an act unless the record offers no place for it; one already proposed gains the rules.
NextAction* Proposals::propose(std::string_view act, const Codes& rules, Text why, Codes who) {
  const auto target = facts_.target_of(act);
  const auto* type = find_act_type(act);
  if (!target || type == nullptr) return nullptr;
  for (auto& action : actions_) {
    if (action.act != act) continue;
    append_new(action.rules, rules);
    return &action;
  }
  if (who.empty()) {
    for (const auto& rule : rules) {
      for (const auto hand : around_.policy.get_rule(rule).who) {
        append_new(who, {std::string(to_code(hand))});
      }
    }
  }
  NextAction action;
  action.act = act;
  action.title = type->title.text();
  action.why = std::move(why);
  action.who = std::move(who);
  action.rules = rules;
  action.waits_for = facts_.refusals_of(act);
  action.example_args = target->empty() ? action.act : action.act + " " + *target;
  actions_.push_back(std::move(action));
  return &actions_.back();
}

const Requirement* Proposals::find_unmet(std::string_view rule) const {
  const auto found = std::find_if(unmet_.begin(), unmet_.end(),
                                  [&](const Requirement* one) { return one->rule == rule; });
  return found == unmet_.end() ? nullptr : *found;
}

/// Whether the data still wants treatment, or only the proof of it.
bool Proposals::can_mend_data(std::string_view rule, std::string_view act) const {
  const bool is_secure = !file_.has_attribute(DataAttribute::security_relevant);
  if (act == "processing.record") {
    const bool wants_treatment = !is_secure && !is_security_treated(file_);
    return rule == "CLS-07" || wants_treatment || (rule == "CLS-11" && !is_anonymised(file_));
  }
  return rule != "CLS-07" && !is_secure &&
         !has_evidence(file_, EvidenceKind::security_treatment_proof);
}

/// Nothing to mend where the record merely is not that far yet.
bool Proposals::can_mend_now(std::string_view rule, std::string_view act) const {
  if (rule == "DLV-02") {  // certificates there are may well cover what will be applied for
    return act != "certificate.record" || file_.application != nullptr ||
           file_.certificates.empty();
  }
  if (rule == "CLS-07" || rule == "CLS-09" || rule == "CLS-11") return can_mend_data(rule, act);
  const auto* agreement = file_.agreement_in_force;
  return rule != "RGT-05" || agreement == nullptr ||
         agreement->effective_from.value_or(around_.today) <= around_.today;
}

/// Proposes an act for every unmet requirement it mends.
void Proposals::propose_mend(std::string_view act) {
  Codes rules;
  Text why;
  for (const auto* requirement : unmet_) {
    if (!can_mend_now(requirement->rule, act)) continue;
    for (const auto& finding : requirement->findings) {
      if (finding.severity == Severity::note || !contains(finding.mend_by, act)) continue;
      append_new(rules, {finding.rule});
      add_sentence(why, finding.what);
    }
  }
  if (!rules.empty()) propose(act, rules, std::move(why));
}

/// Derived data whose record lacks the research processing that would make it ★.
bool Proposals::lacks_processing(const ClassificationRecord& expected) const {
  if (file_.achievement->level != DataLevel::derived || is_eligible(expected.outcome)) return false;
  return std::any_of(expected.facts.begin(), expected.facts.end(), [](const auto& fact) {
    return fact.rule == "CLS-01" || fact.rule == "CLS-02";
  });
}

void Proposals::classification() {
  const auto* record = file_.classification();
  const auto expected = classify(file_, around_.today);
  if (lacks_processing(expected)) {
    auto why = facts_of(expected);
    add_sentence(why,
                 {"确有研究性加工的，补登记其改变与新知识。",
                  "If there was research processing, record what it changed and which knowledge it "
                  "added."});
    propose("processing.record", {"CLS-01"}, std::move(why), {"contributor"});
  }
  const auto name = name_of(expected.outcome);
  if (record == nullptr) {
    propose("achievement.classify", {"CLS-06"},
            {"尚未归类；照现有记录，结果将是“" + std::string(name.zh) + "”。",
             "Not classified yet; as recorded now the outcome would be \"" + std::string(name.en) +
                 "\"."},
            {"office"});
  } else if (expected.outcome != record->outcome) {
    Text why{
        "归类后记录有变，现在归类的结果将是“" + std::string(name.zh) + "”：",
        "The record changed since; classified now it would be \"" + std::string(name.en) + "\":"};
    add_sentence(why, facts_of(expected));
    propose("achievement.classify", {"CLS-06"}, std::move(why), {"office"});
  } else if (record->outcome == Classification::needs_review) {
    review(*record);
  }
}

void Proposals::review(const ClassificationRecord& record) {
  auto why = facts_of(record);
  add_sentence(why, {"请审议机构就归类作出决议（议题 classification_review）。",
                     "A resolution on the matter classification_review settles it."});
  auto* action = propose("resolution.record", {"CLS-04"}, std::move(why));
  action->waits_for.clear();  // what would refuse an approval does not refuse a review
}

/// What the application rests on. Only its approval asks for certificates, and they name what it
/// lists: without an application they come after it.
void Proposals::materials() {
  for (const auto act : material_acts) {
    if (act != "certificate.record" || facts_.has_live_application()) propose_mend(act);
  }
}

void Proposals::application() {
  const auto now = facts_.application_state();
  const auto reasons = now && file_.application->reasons ? *file_.application->reasons : "";
  if (!now) {
    propose("application.file", {"DSC-01"}, {"尚无成果申报表。", "There is no application yet."});
  } else if (*now == ApplicationState::rejected || *now == ApplicationState::withdrawn) {
    const auto name = name_of(*now);
    const auto& number = file_.application->number;
    propose(
        "application.file", {"DSC-01"},
        {number + " " + std::string(name.zh) + "，理由：" + reasons + "。如条件具备可另行申报。",
         number + " was " + std::string(name.en) + " because: " + reasons +
             ". File anew when this is settled."});
  } else if (*now == ApplicationState::sent_back) {
    propose("application.revise", {"DSC-02"},
            {"审议意见要求修改：" + reasons, "The deliberating body asks for changes: " + reasons},
            {"contributor"});
  } else if (const auto* lack = find_unmet("DSC-02");
             lack != nullptr && *now == ApplicationState::approved) {
    propose("application.revise", {"DSC-02"}, lack->findings.front().what, {"contributor"});
  } else {
    propose_mend("application.revise");
  }
  if (now == ApplicationState::filed && !facts_.is_in_review()) {
    const auto& number = file_.application->number;
    propose("resolution.record", {"DSC-02"},
            {number + " 已申报，待集体论证。", number + " is filed and awaits deliberation."});
  }
}

void Proposals::edition() {
  if (!facts_.waits_for_edition()) return;
  auto* action = propose("edition.freeze", {"DSC-03"}, facts_.unlisted->what);
  const auto* last = facts_.state.find(facts_.state.settings().last_edition);
  if (last != nullptr) action->due = last->next_due;
}

/// How long a notice still runs; silent where the calendar ends, which closing it will report.
Text Proposals::days_left(const Date& last_day) const {
  if (around_.today >= last_day) return {};
  try {
    const auto days = std::to_string(around_.calendar.count_working_days(around_.today, last_day));
    return {"还剩 " + days + " 个工作日。", days + " working days are left."};
  } catch (const Error&) {
    return {};
  }
}

void Proposals::notice() {
  if (facts_.needs_notice()) {
    propose("notice.open", {"DSC-04"}, facts_.unpublicised->what);
  }
  if (facts_.waits_for_change()) {
    const auto by = describe_objection_upheld(*facts_.sent_back);
    propose("application.revise", {"PTH-05"},
            {by.zh + "。异议涉及本成果的，先修改申报表，重新论证。",
             by.en + ". If it concerns this achievement, revise its application; it is then "
                     "deliberated again."},
            {"contributor"});
    auto* action = propose(
        "edition.freeze", {"PTH-05", "DSC-03"},
        {by.zh +
             "；改好的内容论证通过后定稿新一期清单，再行公示，原清单不再公示。没有变化的不能定稿。",
         by.en + "; once what it concerns was changed and approved, freeze a new edition, which "
                 "is publicised instead of this one. Without a change it is refused."});
    action->waits_for = {"DSC-03"};  // what this achievement shows is listed as it is
  }
  Codes open;
  for (const auto index : facts_.open_objections()) open.push_back(std::to_string(index));
  if (!open.empty()) {
    propose("notice.answer", {"PTH-05"},
            {facts_.notice->number + " 有未处理的异议：第 " + joined(open, "、") + " 号。",
             facts_.notice->number + " has unanswered objections: " + joined(open, ", ") + "."});
  }
  if (!facts_.target_of("notice.close")) return;
  const auto& last_day = facts_.notice->last_day;
  Text why{"公示末日为 " + last_day.to_text() + "，次日起可结束。",
           "The last day is " + last_day.to_text() + "; it may be closed from the day after."};
  add_sentence(why, days_left(last_day));
  auto* action = propose("notice.close", {"DSC-04", "PTH-05"}, std::move(why));
  action->not_before = closable_from(*facts_.notice);
  if (!open.empty()) action->waits_for = {"PTH-05"};
}

void Proposals::agreement() {
  if (facts_.draft != nullptr) {
    const auto& number = facts_.draft->number;
    if (const auto& unfit = facts_.unfit_draft) {
      propose("agreement.end", {unfit->rule},
              {unfit->what.zh + " 这样的协议不能生效：终止 " + number + "，另行拟定。",
               unfit->what.en + " As it is " + number +
                   " cannot enter into force: end it and draft another."});
    }
    propose("agreement.sign", {"RGT-05"},
            facts_.missing_signatures ? facts_.missing_signatures->what : Text());
    propose("agreement.enter_force", {"RGT-05"},
            {number + " 已签署齐全，可以生效。",
             number + " has every signature and may enter into force."},
            {"office"});
  } else if (file_.agreement_in_force == nullptr) {
    Text why{"尚无赋权协议；可与申报同时进行。",
             "There is no rights agreement; drafting need not wait for the application."};
    if (const auto* ended = find_governing_agreement(facts_.state, *file_.achievement)) {
      const auto day = ended->ended_on->to_text();
      why = {"赋权协议 " + ended->number + " 已于 " + day + " 终止，没有接替的协议；须另拟。",
             "Rights agreement " + ended->number + " ended on " + day +
                 " and none took over; another is to be drafted."};
    }
    propose("agreement.draft", {"RGT-05", "RGT-08"}, std::move(why), {"office", "contributor"});
  }
}

void Proposals::asset() {
  propose("asset.enter", {"AST-01"},
          {"已论证通过，尚未记入资产表（环节3之前办妥）。",
           "Approved and not in the asset table yet; due before link 3."});
}

/// Links 1 and 2 are done and the achievement is in the books: what follows is a transfer case.
void Proposals::transfer() {
  if (!unmet_.empty() || !file_.achievement->asset || !actions_.empty()) return;
  for (const auto& id : file_.achievement->cases) {
    if (facts_.state.get(id).state != CaseState::terminated) return;
  }
  propose(
      "case.open", {"PTH-01"},
      {"环节1、2已办妥，可以立项转化。", "Links 1 and 2 are done; a transfer case may be opened."});
}

void Proposals::remaining_mends() {
  Codes acts;
  for (const auto* requirement : unmet_) {
    for (const auto& finding : requirement->findings) {
      if (finding.severity != Severity::note) append_new(acts, finding.mend_by);
    }
  }
  for (const auto& act : acts) propose_mend(act);
  for (const auto& finding : notes_) {
    if (finding.severity == Severity::note) continue;
    for (const auto& act : finding.mend_by) propose(act, {finding.rule}, finding.what, finding.who);
  }
}

/// Possible today first, then what has a date, then what waits for a rule.
std::vector<NextAction> Proposals::take() {
  const auto rank = [&](const NextAction& action) {
    if (!action.waits_for.empty()) return 2;
    return action.is_possible_on(around_.today) ? 0 : 1;
  };
  std::stable_sort(
      actions_.begin(), actions_.end(),
      [&](const NextAction& left, const NextAction& right) { return rank(left) < rank(right); });
  return std::move(actions_);
}

std::vector<NextAction> Proposals::all() {
  classification();
  materials();
  application();
  propose_mend("certificate.record");
  edition();
  notice();
  agreement();
  asset();
  remaining_mends();
  transfer();
  return take();
}

/// Public data ☆: nothing on the path; only facts that are wrong on record can change that.
std::vector<NextAction> Proposals::barred() {
  const auto* record = file_.classification();
  const auto expected = classify(file_, around_.today);
  const bool is_public = expected.outcome == Classification::public_data;
  if (!is_public) classification();
  actions_.push_back(referral(is_public || record == nullptr ? expected : *record));
  if (is_public) {
    propose("certificate.cancel", {"CLS-05"},
            {"登记有误的，登记其注销后可重新归类。",
             "If the registration was a mistake, its cancellation reopens the question."});
    classification();
  }
  return std::move(actions_);
}

NextAction Proposals::referral(const ClassificationRecord& record) const {
  NextAction action;
  action.title = {"转交公共数据授权运营渠道", "refer it to authorised operation of public data"};
  action.why = facts_of(record);
  add_sentence(action.why, {"转交前须满足 CLS-07、CLS-09；收益归公共财政。",
                            "CLS-07 and CLS-09 come first; its income belongs to public finance."});
  action.who = {"office"};
  action.rules = {"CLS-06"};
  for (const auto* requirement : unmet_) {
    if (requirement->rule == "CLS-07" || requirement->rule == "CLS-09") {
      action.waits_for.push_back(requirement->rule);
    }
  }
  return action;
}

}  // namespace

std::vector<NextAction> next_actions(const Surroundings& around, const State& state,
                                     const CaseFile& file, std::span<const LinkStatus> links,
                                     const std::vector<Finding>& notes) {
  Proposals proposals(around, state, file, links, notes);
  return is_barred(around, file, around.today) ? proposals.barred() : proposals.all();
}

}  // namespace kezhuan
