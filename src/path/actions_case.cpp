#include "path/actions_case.hpp"

#include <array>

#include "kezhuan/path/deadline.hpp"
#include "path/actions.hpp"
#include "path/case_money.hpp"
#include "path/case_proposals.hpp"
#include "path/case_question.hpp"
#include "path/link_judge.hpp"
#include "path/record.hpp"
#include "policy/facts.hpp"
#include "policy/income_facts.hpp"
#include "policy/transfer_facts.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

namespace {

/// Acts proposed when their time has come, never merely because something waits for them.
constexpr std::array<std::string_view, 19> in_their_time = {
    "negotiation.record", "pathway.choose",     "implementation.draft", "resolution.record",
    "notice.open",        "notice.close",       "pricing.record",       "contract.sign",
    "contract.register",  "distribution.draft", "receipt.record",       "milestone.reach",
    "payment.record",     "equity.award",       "evaluation.issue",     "report.submit",
    "report.file",        "asset.enter",        "risks.review"};

}  // namespace

CaseProposals::CaseProposals(const Surroundings& around, const State& state,
                             const TransferFile& file, const CaseLinks& links)
    : around_(around),
      state_(state),
      file_(file),
      c_(*file.transfer),
      links_(links),
      known_{{"LNK-01", !links.is_met(1)}, {"LNK-02", !links.is_met(2)}} {}

std::vector<NextAction> CaseProposals::all() {
  if (c_.state == CaseState::terminated) {
    settle();
    return take();
  }
  if (c_.state == CaseState::suspended) {
    suspended();
    return take();
  }
  if (is_barred(around_, file_, around_.today)) {
    barred();
    return take();
  }
  achievements();
  negotiation();
  pathway();
  implementation();
  pricing();
  guide();
  contract();
  money_in();
  plan();
  money_out();
  money_to_come();
  accounts();
  side_talks();
  leftovers();
  return take();
}

/// A terminated case goes on with its money alone (PTH-03).
void CaseProposals::settle() {
  if (is_barred(around_, file_, around_.today)) return wind_up();
  if (!has_money_to_settle(state_, file_, around_.today)) return;
  registration();
  money_in();
  plan();
  money_out();
  money_to_come();
  accounts();
}

void CaseProposals::add_sentence(Text& text, const Text& more) {
  if (more.empty() || text.zh.find(more.zh) != std::string::npos) return;
  text.zh += more.zh;
  text.en += (text.en.empty() ? "" : " ") + more.en;
}

NextAction& CaseProposals::propose(std::string_view act, const std::string& target, Codes rules,
                                   Text why) {
  NextAction action;
  action.act = act;
  action.example_args = target.empty() ? action.act : action.act + " " + target;
  const auto* type = find_act_type(act);
  if (type != nullptr) action.title = type->title.text();
  std::erase_if(rules,
                [&](const std::string& rule) { return around_.policy.find_rule(rule) == nullptr; });
  for (const auto& rule : rules) {
    for (const auto hand : around_.policy.get_rule(rule).who) {
      const std::string code(to_code(hand));
      if (!contains(action.who, code)) action.who.push_back(code);
    }
  }
  if (action.who.empty()) action.who = {"office"};
  action.rules = std::move(rules);
  action.why = std::move(why);
  actions_.push_back(std::move(action));
  return actions_.back();
}

bool CaseProposals::is_proposed(std::string_view act) const {
  return std::any_of(actions_.begin(), actions_.end(),
                     [&](const NextAction& action) { return action.act == act; });
}

bool CaseProposals::is_proposed(std::string_view act, const std::string& target) const {
  const auto args = target.empty() ? std::string(act) : std::string(act) + " " + target;
  return std::any_of(actions_.begin(), actions_.end(),
                     [&](const NextAction& action) { return action.example_args == args; });
}

const Requirement* CaseProposals::find_unmet(std::string_view rule) const {
  for (const auto& link : links_.links) {
    for (const auto& requirement : link.requirements) {
      if (requirement.state == RequirementState::unmet && requirement.rule == rule) {
        return &requirement;
      }
    }
  }
  return nullptr;
}

Text CaseProposals::why_of(const Codes& rules, Text otherwise) const {
  Text why;
  for (const auto& rule : rules) {
    const auto* requirement = find_unmet(rule);
    if (requirement == nullptr) continue;
    for (const auto& finding : requirement->findings) {
      if (finding.severity != Severity::note) add_sentence(why, finding.what);
    }
  }
  return why.empty() ? otherwise : why;
}

void CaseProposals::wait(NextAction& action, const std::vector<Finding>& refusals) const {
  action.waits_for = rules_of(refusals);
  for (const auto& finding : refusals) {
    const bool is_said = is_unmet(finding.rule) || finding.rule.rfind("LNK-", 0) == 0;
    if (!is_said) add_sentence(action.why, finding.what);
  }
}

void CaseProposals::suspended() {
  const auto& reason = c_.history.back().reason;
  propose("case.resume", c_.number, {"PTH-03"},
          {"项目已中止（" + reason.value_or("") + "）；恢复后方可继续。",
           "The case is suspended (" + reason.value_or("") + "); it goes on once resumed."});
}

void CaseProposals::barred() {
  Codes numbers;
  for (const auto& achievement : file_.achievements) {
    if (is_barred(around_, achievement, around_.today))
      numbers.push_back(achievement.achievement->number);
  }
  const auto listed = listing(numbers);
  propose("case.terminate", c_.number, {"CLS-06"},
          {"成果 " + listed.zh + " 属公共数据（☆），不得转化，也不得计发奖励。",
           "Public data (☆) in the case: " + listed.en +
               ". It is not transferred, and no reward is paid on it."});
  wind_up();
}

/// What ends the business done with public data: contracts end, what is to come is given up, what
/// came goes back, and what was paid out of it is recovered. All of it is reported.
void CaseProposals::wind_up() {
  for (const auto* one : file_.contracts) {
    if (one->is_live_on(around_.today)) {
      propose("contract.end", one->number, {"CLS-06", "CTR-04"},
              {"合同 " + one->number + " 的标的属公共数据☆，不得转化：依法终止，写明原因。",
               "Contract " + one->number +
                   " is about public data ☆, which is not transferred: end it, with the reason."});
    }
    for (const auto& due : expected_dues(state_, *one)) write_off(*one, due);
  }
  for (const auto* receipt : file_.receipts) {
    const auto left = receipt->surviving();
    if (!left.is_positive()) continue;
    propose(
        "receipt.refund", receipt->number, {"CLS-06", "CTR-04"},
        {"到账 " + receipt->number + "（" + left.to_text() +
             "）属公共数据☆的款项，不得计发奖励：应退的退还；其余按公共数据授权运营的规定处理。",
         "Receipt " + receipt->number + " (" + left.to_text() +
             ") came for public data ☆ and rewards nobody: give back what is to go back; the "
             "rest is dealt with as authorised operation of public data asks."});
  }
  overpaid();
  accounts();
}

/// Links 1 and 2 and the asset entry: what is next for each achievement that lacks something.
void CaseProposals::achievements() {
  for (std::size_t i = 0; i < file_.achievements.size(); ++i) {
    const auto& achievement = file_.achievements[i];
    const auto links = links_.of_achievement(i);
    const auto notes = notes_of(around_, state_, achievement, links);
    for (auto& action : next_actions(around_, state_, achievement, links, notes)) {
      if (action.act == OpenCase::type) continue;
      const auto& number = achievement.achievement->number;
      action.why = {number + "：" + action.why.zh, number + ": " + action.why.en};
      actions_.push_back(std::move(action));
    }
  }
}

/// The notice that counts for what is shown now: none before a voided one, nor of another version.
const Notice* CaseProposals::notice_shown(const std::vector<const Notice*>& notices,
                                          std::optional<std::int64_t> version) const {
  const Notice* shown = nullptr;
  for (const auto* one : notices) {
    const bool is_of_version = !version || !one->version || *one->version == *version;
    if (one->state == NoticeState::voided) {
      shown = nullptr;  // an objection took back what was shown before
    } else if (is_of_version) {
      shown = one;
    }
  }
  return shown;
}

void CaseProposals::notice(const std::vector<const Notice*>& notices,
                           std::optional<std::int64_t> version, OpenNotice opening,
                           std::string_view values, const std::string& target, Codes rules,
                           Text why) {
  const auto* shown = notice_shown(notices, version);
  if (shown == nullptr) {
    opening.audience = "-";
    opening.days = around_.policy.get_number(std::string(values) + ".days");
    opening.unit = around_.policy.get_unit(std::string(values) + ".unit");
    const auto days = std::to_string(opening.days);
    const auto unit = name_of(opening.unit);
    add_sentence(why, {"公示不少于 " + days + " 个" + std::string(unit.zh) + "。",
                       "It is shown for no less than " + days + " " + std::string(unit.en) + "."});
    auto& action = propose("notice.open", target, std::move(rules), std::move(why));
    wait_for(action, std::move(opening));
  } else if (shown->state != NoticeState::closed) {
    running(*shown, rules);
  }
}

bool CaseProposals::sent_back(std::string_view act, const std::vector<Id<Notice>>& notices,
                              Codes rules) {
  const auto* by = find_sending_back(state_, notices);
  if (by == nullptr) return false;
  const auto why = describe_objection_upheld(*by);
  propose(act, c_.number, std::move(rules),
          {why.zh + "；按异议改好后重新办理并公示。",
           why.en + "; it is drawn up anew as the objection asks, then publicised."});
  return true;
}

void CaseProposals::running(const Notice& notice, const Codes& rules) {
  if (notice.has_open_objection()) {
    propose("notice.answer", notice.number, {"PTH-05"},
            {notice.number + " 有未处理的异议。", notice.number + " has unanswered objections."});
  }
  const auto last = notice.last_day.to_text();
  auto& action = propose("notice.close", notice.number, rules,
                         {"公示末日为 " + last + "，次日起可结束。",
                          "The last day is " + last + "; it may be closed from the day after."});
  action.not_before = closable_from(notice);
  if (notice.has_open_objection()) {
    action.waits_for = {"PTH-05"};
    add_sentence(action.why, {"须先答复全部异议。", "Every objection is answered first."});
  }
}

void CaseProposals::papers(std::string_view list, const StaticText& before) {
  const bool co_owned = is_co_owned(file_);
  Text lacks;
  for (const auto& code : around_.policy.get_list(list)) {
    const auto kind = find_enum<EvidenceKind>(code).value();
    if (kind == EvidenceKind::co_owner_consent && !co_owned) continue;
    if (!has_paper(state_, file_, kind)) append(lacks, name_of(kind).text());
  }
  if (lacks.empty()) return;
  propose("evidence.attach", c_.number, {"PTH-07"},
          {std::string(before.zh) + "常备的材料还缺（提醒，不因此拒绝）：" + lacks.zh + "。",
           "Papers usually asked for before " + std::string(before.en) +
               " are missing (a warning, refusing nothing): " + lacks.en + "."});
}

/// Evaluation and reports: neither waits for the distribution.
void CaseProposals::accounts() {
  if (file_.contracts.empty()) return;
  for (const auto* one : file_.reports) {
    if (one->filing) continue;
    propose("report.file", one->number, {"RPT-02"},
            {"报告 " + one->number + " 已报送，备案后登记备案号。",
             "Report " + one->number + " was submitted; record its filing."});
  }
  bool is_due = false;
  for (const auto& deadline : links_.deadlines) {
    if (deadline.what != DeadlineKind::annual_report || is_due) continue;
    is_due = true;  // the earliest year is enough
    auto& action = propose("report.submit", c_.number, {"RPT-01"},
                           {deadline.text.zh + "。", deadline.text.en + "."});
    action.due = deadline.due_on;
    const Date year_over(static_cast<int>(deadline.index) + 1, 1, 1);
    if (!file_.reports.empty()) {  // as it happened already
      action.not_before = year_over;
    } else if (around_.today < year_over) {
      add_sentence(action.why, {"年度终了前可先报实时报告（report 写 real_time）。",
                                "Before the year is over a real-time report may be sent (report: "
                                "real_time)."});
    }
  }
  const bool is_evaluated =
      std::any_of(file_.evaluations.begin(), file_.evaluations.end(),
                  [&](const Evaluation* one) { return is_of_transfer(file_, *one); });
  if (!is_evaluated && (!file_.receipts.empty() || !c_.equity.empty())) {
    propose("evaluation.issue", c_.number, {"EVL-01"},
            {"尚未列入绩效评价报告（可，不妨碍其他环节）。",
             "Not in an evaluation report yet (optional; it holds nothing up)."});
  }
}

std::optional<std::string> CaseProposals::target_of(std::string_view act) const {
  const auto family = act.substr(0, act.find('.'));
  if (act == "guide.adopt" || act == "edition.freeze") return std::string();
  if (family == "prior_right") {
    for (const auto& achievement : file_.achievements) {
      for (const auto* right : achievement.prior_rights) {
        if (right->is_live_on(around_.today)) return right->number;
      }
    }
    return std::nullopt;
  }
  for (const auto of_achievement : {"coownership", "certificate", "evidence", "asset", "agreement",
                                    "processing", "achievement", "application"}) {
    if (family == of_achievement) return file_.achievements.front().achievement->number;
  }
  if (family == "contract" || family == "receipt" || family == "milestone" || family == "due") {
    if (act == SignContract::type) return c_.number;
    if (const auto* one = live_contract()) return one->number;
    return std::nullopt;
  }
  if (family == "notice" || family == "resolution" || family == "report") return std::nullopt;
  return c_.number;
}

/// What links 3 to 10 lack and nothing above mends.
void CaseProposals::leftovers() {
  for (const auto& link : links_.links) {
    if (link.step == achievement_step) continue;
    for (const auto& requirement : link.requirements) {
      if (requirement.state != RequirementState::unmet) continue;
      for (const auto& finding : requirement.findings) {
        const auto& acts = finding.mend_by;
        const bool is_mended = std::any_of(acts.begin(), acts.end(), [&](const std::string& act) {
          return is_proposed(act) || contains(in_their_time, act);
        });
        if (is_mended || acts.empty()) continue;
        if (const auto target = target_of(acts.front())) {
          propose(acts.front(), *target, {finding.rule}, finding.what);
        }
      }
    }
  }
}

/// Possible today first, then what has a date, then what waits for a rule.
std::vector<NextAction> CaseProposals::take() {
  const auto rank = [&](const NextAction& action) {
    if (!action.waits_for.empty()) return 2;
    return action.is_possible_on(around_.today) ? 0 : 1;
  };
  std::stable_sort(
      actions_.begin(), actions_.end(),
      [&](const NextAction& left, const NextAction& right) { return rank(left) < rank(right); });
  return std::move(actions_);
}

std::vector<NextAction> next_actions(const Surroundings& around, const State& state,
                                     const TransferFile& file, const CaseLinks& links) {
  return CaseProposals(around, state, file, links).all();
}

}  // namespace kezhuan
