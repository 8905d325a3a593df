#include "kezhuan/path/next.hpp"

#include <algorithm>
#include <array>

#include "kezhuan/core/write.hpp"
#include "path/actions.hpp"
#include "path/actions_case.hpp"
#include "path/case_links.hpp"
#include "path/case_money.hpp"
#include "path/case_question.hpp"
#include "path/record.hpp"

namespace kezhuan {

namespace {

/// Rules that speak about a record without being asked for by a link of their own.
constexpr std::array<std::string_view, 6> advice = {"CLS-08", "DLV-05", "RGT-02",
                                                    "RGT-03", "RGT-06", "AST-01"};

bool is_required(std::span<const LinkStatus> links, std::string_view rule) {
  return std::any_of(links.begin(), links.end(), [&](const LinkStatus& link) {
    return std::any_of(link.requirements.begin(), link.requirements.end(),
                       [&](const Requirement& r) { return r.rule == rule; });
  });
}

/// RGT-07: shown from link 3 on, when it will block signing with anyone else.
Finding prior_right_note(const Surroundings& around, const State& state, const PriorRight& right) {
  const auto name = name_of(right.right);
  const auto& holder = state.get(right.holder);
  const auto until = right.until ? right.until->to_text() : std::string();
  return around.policy.make_finding(
      "RGT-07", Severity::note,
      {right.number + "：" + holder.name + " 享有" + std::string(name.zh) +
           (until.empty() ? "，未定期限" : "，至 " + until) + "。签约前须其放弃或失效。",
       right.number + ": " + holder.name + " holds a right of " + std::string(name.en) +
           (until.empty() ? ", without end" : " until " + until) +
           ". It must be waived or lapse before a contract is signed with anyone else."});
}

/// A royalty comes without a day by which anybody would ask for it.
Finding royalty_note(const Policy& policy, const Contract& contract) {
  const auto rate = contract.amounts.royalty->to_text();
  return policy.make_finding(
      "CTR-04", Severity::note,
      {"合同 " + contract.number + " 约定提成（" + rate + "），没有应收日，不会催办。",
       "Contract " + contract.number + " brings a royalty (" + rate +
           ") without a day it is due by; nothing reminds of it."},
      {},
      {"按合同约定的周期核对销售并登记到账（receipt.record）。",
       "Check the sales as often as agreed and record what comes in (receipt.record)."});
}

/// What concerns the case as a whole and belongs to none of its links.
std::vector<Finding> notes_of(const Surroundings& around, const State& state,
                              const TransferFile& file) {
  const auto question = case_question(around, state, file);
  auto notes = ask("PTH-04", question);
  for (auto& finding : ask("CTR-03", question)) notes.push_back(std::move(finding));
  for (const auto* contract : file.contracts) {
    const auto dues = expected_dues(state, *contract);
    const bool is_reminded = std::any_of(
        dues.begin(), dues.end(), [](const PaymentDue& due) { return due.due_on.has_value(); });
    if (contract->amounts.royalty && !is_reminded &&
        may_bring_more(state, *contract, around.today)) {
      notes.push_back(royalty_note(around.policy, *contract));
    }
  }
  return notes;
}

}  // namespace

std::vector<Finding> notes_of(const Surroundings& around, const State& state, const CaseFile& file,
                              std::span<const LinkStatus> links) {
  std::vector<Finding> notes;
  const auto question = record_question(around, state, file);
  for (const auto rule : advice) {
    if (is_required(links, rule)) continue;
    for (auto& finding : ask(rule, question)) notes.push_back(std::move(finding));
  }
  for (const auto* right : file.prior_rights) {
    if (right->is_live_on(around.today)) {
      notes.push_back(prior_right_note(around, state, *right));
    }
  }
  return notes;
}

NextReport next_steps(const Surroundings& around, const State& state,
                      const Id<Achievement>& achievement) {
  const auto file = load_case_file(state, achievement);
  NextReport report;
  report.number = file.achievement->number;
  report.name = file.achievement->name;
  report.on = around.today;
  if (const auto* record = file.classification()) report.classification = record->outcome;
  report.links = link_statuses(around, state, file);
  report.notes = notes_of(around, state, file, report.links);
  report.actions = next_actions(around, state, file, report.links, report.notes);
  return report;
}

NextReport next_steps(const Surroundings& around, const State& state,
                      const Id<TransferCase>& transfer) {
  const auto file = load_transfer_file(state, transfer);
  NextReport report;
  report.number = file.transfer->number;
  report.name = file.transfer->title;
  report.on = around.today;
  report.state = file.transfer->state;
  auto links = case_links(around, state, file);
  report.actions = next_actions(around, state, file, links);
  report.links = std::move(links.links);
  report.notes = notes_of(around, state, file);
  return report;
}

std::string to_json(const NextReport& report) { return to_canonical_json(report); }

}  // namespace kezhuan
