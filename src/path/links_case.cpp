#include <algorithm>

#include "kezhuan/path/deadline.hpp"
#include "kezhuan/path/next.hpp"
#include "path/case_links.hpp"
#include "path/case_money.hpp"
#include "path/case_question.hpp"
#include "path/link_judge.hpp"
#include "path/record.hpp"
#include "policy/transfer_facts.hpp"

namespace kezhuan {

namespace {

/// The links by what they are called in a policy; their numbers are the consensus's.
enum Link : std::int64_t {
  negotiation = 3,
  pathway = 4,
  contract = 5,
  distribution = 6,
  evaluation = 7,
  exemption = 8,
  decision = 9,
  reporting = 10,
};

int rank_of(LinkState state) {
  switch (state) {
    case LinkState::blocked: return 0;
    case LinkState::not_started: return 1;
    case LinkState::open: return 2;
    case LinkState::done_to_date: return 3;
    case LinkState::done:
    case LinkState::not_applicable: return 4;
  }
  return 0;
}

int rank_of(RequirementState state) {
  switch (state) {
    case RequirementState::unmet: return 0;
    case RequirementState::not_yet: return 1;
    case RequirementState::met_with_warning: return 2;
    case RequirementState::met:
    case RequirementState::not_applicable: return 3;
  }
  return 0;
}

template <class T>
T earlier(const T& left, const T& right) {
  if (!left || !right) return left ? left : right;
  return std::min(left, right);
}

// ---- links 1 and 2: of each achievement, merged

void name_subject(LinkStatus& status, const std::string& number) {
  for (auto& requirement : status.requirements) {
    for (auto& finding : requirement.findings) {
      finding.what.zh = number + "：" + finding.what.zh;
      finding.what.en = number + ": " + finding.what.en;
    }
  }
}

void merge(LinkStatus& into, const LinkStatus& more) {
  for (std::size_t i = 0; i < into.requirements.size(); ++i) {
    auto& mine = into.requirements[i];
    const auto& other = more.requirements[i];
    if (rank_of(other.state) < rank_of(mine.state)) mine.state = other.state;
    mine.findings.insert(mine.findings.end(), other.findings.begin(), other.findings.end());
  }
  if (into.state == more.state) {
    into.since = into.state == LinkState::done ? std::max(into.since, more.since)
                                               : earlier(into.since, more.since);
  } else if (rank_of(more.state) < rank_of(into.state)) {
    into.state = more.state;
    into.since = more.since;
  }
  into.due_on = earlier(into.due_on, more.due_on);
  into.who = hands_of(into.requirements);
}

/// Takes the links of several achievements together: what any of them lacks, all do.
std::vector<LinkStatus> merged_links(const TransferFile& file,
                                     const std::vector<std::vector<LinkStatus>>& of_achievements) {
  std::vector<LinkStatus> merged;
  for (std::size_t each = 0; each < of_achievements.size(); ++each) {
    auto links = of_achievements[each];
    for (auto& link : links) name_subject(link, file.achievements[each].achievement->number);
    if (merged.empty()) {
      merged = std::move(links);
      continue;
    }
    for (std::size_t i = 0; i < merged.size(); ++i) merge(merged[i], links[i]);
  }
  return merged;
}

// ---- links 3 to 10: of the case

void add_notices(Days& days, const std::vector<const Notice*>& notices) {
  for (const auto* notice : notices) {
    days.add(notice->first_day);
    days.add(notice->closed_on);
  }
}

void add_income(Days& days, const TransferFile& file) {
  for (const auto* receipt : file.receipts) {
    days.add(receipt->received_on);
    for (const auto& refund : receipt->refunds) days.add(refund.refunded_on);
  }
  if (days.first()) {  // what ends or is written off alone does not begin the link
    for (const auto* contract : file.contracts) {
      days.add(contract->ended_on);
      for (const auto& due : contract->dues) days.add(due.written_off_on);
    }
  }
  for (const auto* plan : file.plans) {
    days.add(plan->drafted_on);
    days.add(plan->decided_on);
  }
  add_notices(days, file.plan_notices);
  for (const auto* payment : file.payments) days.add(payment->paid_on);
  for (const auto& award : file.transfer->equity) days.add(award.decided_on);
}

/// Decisions of links 1, 4 and 6 and notices 1 to 3.
void add_decisions(Days& days, const State& state, const TransferFile& file) {
  for (const auto& achievement : file.achievements) {
    if (achievement.application == nullptr) continue;
    if (const auto* decided = state.find(achievement.application->resolution)) {
      days.add(decided->held_on);
    }
    for (const auto* notice : achievement.notices) days.add(notice->closed_on);
  }
  if (const auto* plan = file.transfer->implementation_plan()) days.add(plan->decided_on);
  if (file.plan_in_force != nullptr) days.add(file.plan_in_force->decided_on);
  for (const auto* notice : file.implementation_notices) days.add(notice->closed_on);
  for (const auto* notice : file.plan_notices) days.add(notice->closed_on);
}

/// Days on which something of the link happened; none: it has not started.
Days days_of(std::int64_t link, const State& state, const TransferFile& file) {
  const auto& c = *file.transfer;
  Days days;
  switch (link) {
    case negotiation:
      if (c.negotiations.empty()) break;
      days.add(c.negotiations.back().recorded_on);
      days.add(c.negotiations.back().changed_on);
      for (const auto& achievement : file.achievements) {
        // The entry may come late; one made before the talks says nothing about them.
        const auto& asset = achievement.achievement->asset;
        if (asset && asset->entered_on > c.negotiations.back().recorded_on) {
          days.add(asset->entered_on);
        }
      }
      // Of a listing or auction the price names with whom.
      if (const auto* pricing = c.current_pricing(); pricing != nullptr && pricing->buyer) {
        days.add(pricing->priced_on);
      }
      break;
    case pathway:
      if (c.pathway) days.add(c.pathway->chosen_on);
      if (const auto* plan = c.implementation_plan()) {
        days.add(plan->drafted_on);
        days.add(plan->decided_on);
      }
      add_notices(days, file.implementation_notices);
      break;
    case contract:
      if (const auto* pricing = c.current_pricing()) days.add(pricing->priced_on);
      for (const auto& approval : c.approvals) days.add(approval.approved_on);
      for (const auto* one : file.contracts) {
        days.add(one->signed_on);
        if (one->registration) days.add(one->registration->registered_on);
      }
      break;
    case distribution: add_income(days, file); break;
    case evaluation:
      for (const auto* one : file.evaluations) {
        if (is_of_transfer(file, *one)) days.add(one->issued_on);
      }
      break;
    case exemption:
      for (const auto& review : c.risk_reviews) days.add(review.reviewed_on);
      break;
    case decision: add_decisions(days, state, file); break;
    case reporting:
      for (const auto* report : file.reports) {
        if (!is_of_transfer(file, *report)) continue;
        days.add(report->submitted_on);
        if (report->filing) days.add(report->filing->filed_on);
      }
      break;
    default: break;
  }
  return days;
}

/// What is due so far was received and divided; only payments of days to come are missing.
bool is_met_to_date(const LinkStatus& link, const State& state, const TransferFile& file,
                    const Date& today) {
  for (const auto& requirement : link.requirements) {
    if (!requirement.is_met() && requirement.rule != "LNK-62") return false;
  }
  return std::none_of(file.contracts.begin(), file.contracts.end(), [&](const Contract* one) {
    const auto dues = expected_dues(state, *one);
    return std::any_of(dues.begin(), dues.end(),
                       [&](const PaymentDue& due) { return due.is_due_by(today); });
  });
}

LinkState state_of(const LinkStatus& link, const Days& days, const State& state,
                   const TransferFile& file, const Date& today) {
  if (!days.first()) return LinkState::not_started;
  if (link.requirements.empty()) return LinkState::open;
  if (link.number == distribution && may_bring_more(state, file, today)) {
    return is_met_to_date(link, state, file, today) ? LinkState::done_to_date : LinkState::open;
  }
  return are_met(link.requirements) ? LinkState::done : LinkState::open;
}

/// Shares were invested and no cash is agreed: there are no receipts to settle.
bool brings_no_cash(const TransferFile& file) {
  return file.has_investment() && file.receipts.empty() &&
         std::all_of(file.contracts.begin(), file.contracts.end(),
                     [](const Contract* one) { return one->dues.empty(); });
}

/// What the pathway leaves nothing of.
void leave_out(LinkStatus& link, const TransferFile& file, const Policy& policy) {
  if (link.number != distribution || !brings_no_cash(file)) return;
  for (auto& requirement : link.requirements) {
    if (requirement.rule != "LNK-62" || requirement.state != RequirementState::met) continue;
    requirement.state = RequirementState::not_applicable;
    requirement.findings.push_back(policy.make_finding(
        requirement.rule, Severity::note,
        {"作价投资以股权计，没有约定现金，无到账可结。",
         "The investment brings shares; no cash is agreed, so there is no receipt to settle."}));
  }
}

std::optional<Date> ended_on(const TransferCase& c) {
  if (c.state != CaseState::terminated) return std::nullopt;
  for (auto event = c.history.rbegin(); event != c.history.rend(); ++event) {
    if (event->event == CaseEventKind::terminated) return event->on;
  }
  return std::nullopt;
}

/// After termination what is not done stays so, but for the money that is still to be settled and
/// reported; where nothing was transferred there is nothing to distribute, evaluate or report.
void end(LinkStatus& link, const State& state, const TransferFile& file, const Date& today) {
  const bool follows_transfer =
      link.number == distribution || link.number == evaluation || link.number == reporting;
  if (follows_transfer && has_money_to_settle(state, file, today)) return;
  link.due_on.reset();
  if (link.state == LinkState::done) return;
  link.since = ended_on(*file.transfer);
  if (link.state == LinkState::done_to_date) {
    link.state = LinkState::done;
    return;
  }
  link.state =
      follows_transfer && file.contracts.empty() ? LinkState::not_applicable : LinkState::blocked;
}

std::optional<Date> due_of(std::int64_t link, const std::vector<Deadline>& deadlines) {
  for (const auto& deadline : deadlines) {  // by day
    // A licence that ends one day does not hurry the link that granted it.
    if (deadline.what == DeadlineKind::licence_end) continue;
    if (deadline.link == link) return deadline.due_on;
  }
  return std::nullopt;
}

/// A holder of shares who became principal head is shown as long as it is so; nothing is missing.
void warn_of_heads(LinkStatus& link, const Question& question) {
  if (link.number != distribution) return;
  auto requirement = judge_requirement("INC-04", question);
  if (!requirement.findings.empty()) link.requirements.push_back(std::move(requirement));
}

LinkStatus judge_link(const LinkEntry& entry, const Question& question,
                      const std::vector<Deadline>& deadlines) {
  const auto& file = *question.transfer;
  LinkStatus link{entry.number, entry.code, entry.step, entry.title, LinkState::open,
                  {},           {},         {},         {}};
  for (const auto& rule : entry.required) {
    link.requirements.push_back(judge_requirement(rule, question));
  }
  leave_out(link, file, question.policy());
  warn_of_heads(link, question);
  const auto days = days_of(link.number, question.after, file);
  link.state = state_of(link, days, question.after, file, question.around.today);
  link.since = since_of(link.state, days);
  link.who = hands_of(link.requirements);
  if (link.state != LinkState::done) link.due_on = due_of(link.number, deadlines);
  return link;
}

}  // namespace

bool CaseLinks::is_met(std::int64_t number) const {
  return std::none_of(links.begin(), links.end(), [&](const LinkStatus& link) {
    return link.number == number &&
           std::any_of(link.requirements.begin(), link.requirements.end(),
                       [](const Requirement& one) { return one.state == RequirementState::unmet; });
  });
}

std::vector<LinkStatus> link_statuses(const Surroundings& around, const State& state,
                                      const TransferFile& file) {
  return case_links(around, state, file).links;
}

CaseLinks case_links(const Surroundings& around, const State& state, const TransferFile& file) {
  const auto question = case_question(around, state, file);
  const bool barred = is_barred(around, file, around.today);
  CaseLinks all;
  all.deadlines = deadlines_of(around, state, file);
  for (const auto& achievement : file.achievements) {
    all.merged.push_back(link_statuses(around, state, achievement));
  }
  auto merged =
      all.merged.size() == 1 ? std::move(all.merged.front()) : merged_links(file, all.merged);
  if (all.merged.size() == 1) all.merged.clear();
  auto& links = all.links;
  for (const auto& entry : around.policy.links()) {
    const auto known = std::find_if(merged.begin(), merged.end(), [&](const LinkStatus& link) {
      return link.number == entry.number;
    });
    if (known != merged.end() && all.shared == links.size()) ++all.shared;
    links.push_back(known != merged.end() ? std::move(*known)
                                          : judge_link(entry, question, all.deadlines));
    auto& link = links.back();
    // What money came in is still decided, reported and answered for (step D).
    if (barred && link.step != "D" && link.state != LinkState::done) {
      link.state = LinkState::blocked;
      link.since.reset();
      link.due_on.reset();
    }
    if (file.transfer->state == CaseState::terminated) end(link, state, file, around.today);
  }
  return all;
}

}  // namespace kezhuan
