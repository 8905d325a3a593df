#include <algorithm>
#include <array>

#include "policy/facts.hpp"
#include "policy/income_facts.hpp"
#include "policy/rules.hpp"
#include "policy/wording.hpp"

/// What link 6 waits for, beside the notice (INC-05).
namespace kezhuan {

namespace {

/// A contract must be there before money is; link 5 says so at length.
bool lacks_contract(const Question& q, Findings& f) {
  for (const auto* contract : q.transfer->contracts) {
    // one whose money all went back was a contract all the same
    if (contract->state != ContractState::ended || !contract->receipts.empty()) return false;
    if (!expected_dues(q.after, *contract).empty()) return false;
  }
  f.add({"尚无有效合同。", "There is no contract in effect."}, {},
        {"先签订合同（contract.sign）。", "Sign the contract first (contract.sign)."});
  return true;
}

/// Public data in a case: nothing of it is divided, whatever plan there is. @rule CLS-06
std::optional<Text> find_public_data(const Question& q) {
  const auto found = public_achievements(q.after, *q.transfer->transfer, q.policy());
  if (found.empty()) return std::nullopt;
  const auto which = numbers_of(q.after, found);
  return Text{"成果 " + which.zh + " 属公共数据☆，不得计发奖励（CLS-06）",
              "achievement " + which.en + " is public data ☆ and rewards nobody (CLS-06)"};
}

void lnk_61(const Question& q, Findings& f) {
  if (q.transfer == nullptr || !q.is_about_record() || q.transfer->plan_in_force != nullptr) return;
  if (const auto why = find_public_data(q)) {
    return f.add({"没有分配方案：" + why->zh + "，也不拟定。",
                  "There is no distribution plan: " + why->en + ", so none is drafted."},
                 {},
                 {"归类有误的，改正后重新归类（achievement.classify）。",
                  "If the classification is wrong, put it right and classify again "
                  "(achievement.classify)."});
  }
  const auto* draft = q.transfer->current_plan();
  if (draft == nullptr) {
    const bool is_rejected = !q.transfer->plans.empty();
    return f.add(is_rejected
                     ? Text{"收益分配方案未获通过，须另拟。",
                            "The distribution plan was rejected; another is due."}
                     : Text{"尚未拟定收益分配方案。", "No distribution plan has been drafted."},
                 {},
                 {"拟定分配方案（distribution.draft），再提请议定。",
                  "Draft one (distribution.draft), then have it decided."});
  }
  f.add({"分配方案 " + draft->number + " 已拟定，待议定。",
         "Plan " + draft->number + " is drafted and awaits its decision."},
        {},
        {"提请议定并登记决议（resolution.record）。",
         "Have it decided and record the resolution (resolution.record)."});
}

void describe_due(const Contract& contract, const PaymentDue& due, Findings& f) {
  const auto which = contract.number + " 第 " + std::to_string(due.index) + " 笔";
  const auto which_en = "Payment " + std::to_string(due.index) + " of " + contract.number;
  const auto left = (due.amount - due.received).to_text();
  if (!due.due_on) {
    return f.add({which + "（" + due.what + "）待里程碑达成，未收 " + left + "。",
                  which_en + " (" + due.what + ") awaits its milestone; " + left + " outstanding."},
                 {},
                 {"达成后登记（milestone.reach）；不会发生的核销（due.write_off）。",
                  "Record the milestone (milestone.reach), or write it off "
                  "(due.write_off)."});
  }
  f.add({which + "（" + due.what + "）应于 " + due.due_on->to_text() + " 到账，未收 " + left + "。",
         which_en + " (" + due.what + ") is due on " + due.due_on->to_text() + "; " + left +
             " outstanding."},
        {},
        contract.state == ContractState::ended
            ? Text{"合同已终止：仍会收到的登记到账（receipt.record），不再收取的核销"
                   "（due.write_off）。",
                   "The contract has ended: record what still comes in (receipt.record), write off "
                   "what is not claimed any more (due.write_off)."}
            : Text{"催收并登记到账（receipt.record）；收不到的核销（due.write_off）。",
                   "Collect it and record the receipt (receipt.record), or write it off "
                   "(due.write_off)."});
}

void lnk_62(const Question& q, Findings& f) {
  if (q.transfer == nullptr || !q.is_about_record() || lacks_contract(q, f)) return;
  for (const auto* contract : q.transfer->contracts) {
    for (const auto& due : expected_dues(q.after, *contract)) describe_due(*contract, due, f);
    if (contract->state == ContractState::ended) continue;
    const auto& total = contract->amounts.total;
    // shares are no receipt: of an investment only the cash agreed as payments due is expected
    if (contract->investment || !contract->dues.empty() || contract->received >= total) continue;
    f.add({contract->number + " 合同额 " + total.to_text() + "，已到账 " +
               contract->received.to_text() + "。",
           contract->number + " is over " + total.to_text() + "; " + contract->received.to_text() +
               " was received."},
          {},
          {"登记到账（receipt.record）；减少的，变更合同（contract.amend）。",
           "Record the receipts (receipt.record), or amend the contract (contract.amend)."});
  }
}

/// What is due to each party in all: what it was paid too much of one kind is netted with another.
std::vector<Text> dues_of(const Question& q) {
  std::vector<std::pair<std::string, Money>> dues;
  for (const auto& balance : q.transfer->transfer->balances) {
    const auto& who = number_of_party(q.after, balance);
    auto found =
        std::find_if(dues.begin(), dues.end(), [&](const auto& one) { return one.first == who; });
    if (found == dues.end()) {
      dues.emplace_back(who, balance.due());
    } else {
      found->second += balance.due();
    }
  }
  std::vector<Text> texts;
  for (const auto& [who, due] : dues) {
    if (due.is_positive()) texts.push_back({who + " " + due.to_text(), who + " " + due.to_text()});
  }
  return texts;
}

/// Paid too much, and nothing more comes of which it could be taken off: it is to be recovered.
void require_recovery(const Question& q, const std::vector<Overpaid>& all, Findings& f) {
  Text who;
  for (const auto& one : all) {
    const auto& number = number_of_party(q.after, one);
    const auto sum = one.amount.to_text();
    append(who, {number + " 多付 " + sum, number + " " + sum});
  }
  f.add({who.zh + "，没有后续到账可抵扣，尚未追回。",
         "Paid too much, with nothing to come it could be taken off, and not recovered: " + who.en +
             "."},
        {},
        {"按单位规定追回并登记（payment.recover）。",
         "Recover it by the institution's rules and record that (payment.recover)."});
}

/// Paid too much, after a refund or a cost, while more may come: nothing is outstanding, but it
/// should be seen.
void note_overpaid(const Question& q, Findings& f) {
  for (const auto& balance : q.transfer->transfer->balances) {
    if (!balance.due().is_negative()) continue;
    const auto& who = number_of_party(q.after, balance);
    const auto over = (-balance.due()).to_text();
    f.note({who + " 多付 " + over + "（退款后），从其后应得中抵扣。",
            who + " was paid " + over +
                " too much (after a refund); it is netted with what is due "
                "later."},
           {},
           {"没有后续到账的，按单位规定追回并登记（payment.recover）。",
            "If nothing more comes in, recover it by the institution's rules and record that "
            "(payment.recover)."});
  }
}

void lnk_63(const Question& q, Findings& f) {
  if (q.transfer == nullptr || !q.is_about_record() || lacks_contract(q, f)) return;
  const auto public_data = find_public_data(q);
  for (const auto* receipt : q.transfer->receipts) {
    if (receipt->plan || receipt->surviving().is_zero()) continue;
    if (public_data) {
      f.add(
          {"到账 " + receipt->number + "（" + receipt->surviving().to_text() + "）不分配：" +
               public_data->zh + "。",
           "Receipt " + receipt->number + " (" + receipt->surviving().to_text() +
               ") is not divided: " + public_data->en + "."},
          {},
          {"应退的退还（receipt.refund）；归类有误的，改正后重新归类即自动分配"
           "（achievement.classify）。",
           "Give back what is to go back (receipt.refund); if the classification is wrong, put it "
           "right and classify again, which divides it (achievement.classify)."});
      continue;
    }
    f.add({"到账 " + receipt->number + "（" + receipt->surviving().to_text() + "）尚未分配。",
           "Receipt " + receipt->number + " (" + receipt->surviving().to_text() +
               ") is not divided yet."},
          {}, {"议定分配方案后自动分配。", "It is divided once a plan is decided."});
  }
  const auto overpaid = overpaid_of(*q.transfer->transfer);
  if (!overpaid.empty() && !may_bring_more(q.after, *q.transfer, q.on)) {
    require_recovery(q, overpaid, f);
  } else {
    note_overpaid(q, f);
  }
  const auto due = dues_of(q);
  if (!due.empty()) {
    const auto list = listing(due);
    f.add({"尚未发放：" + list.zh + "。", "Not paid yet: " + list.en + "."}, {},
          {"公示期满后发放（payment.record）。", "Pay once the notice is over (payment.record)."});
  }
  for (const auto* contract : q.transfer->contracts) {
    if (!awaits_award(*q.transfer, *contract)) continue;
    f.add(
        {contract->number + " 的股权奖励尚未实施。",
         "The shares of " + contract->number + " are not awarded yet."},
        {},
        {"公示期满后实施（equity.award）。", "Award them once the notice is over (equity.award)."});
  }
}

constexpr std::array<RuleCode, 3> rules = {
    {{"LNK-61", lnk_61}, {"LNK-62", lnk_62}, {"LNK-63", lnk_63}}};

}  // namespace

std::span<const RuleCode> lnk_income_rules() { return rules; }

}  // namespace kezhuan
