#include "path/case_money.hpp"

#include <algorithm>

#include "policy/income_facts.hpp"

namespace kezhuan {

namespace {

bool is_same_party(const Balance& a, const Balance& b) {
  return a.person == b.person && a.institution == b.institution;
}

/// What a party was paid too much of one kind, to be taken off what it is due of others.
Money overpaid(const TransferCase& c, const Balance& party) {
  auto sum = Money::of_minor(0, party.entitled.currency());
  for (const auto& balance : c.balances) {
    if (is_same_party(balance, party) && balance.due().is_negative()) sum -= balance.due();
  }
  return sum;
}

bool awaits_award(const TransferFile& file, const Contract& contract) {
  return contract.investment && !contract.ended_on &&
         find_award(*file.transfer, contract.id) == nullptr;
}

}  // namespace

bool may_bring_more(const Contract& one, const Date& today) {
  if (!one.is_live_on(today)) return false;
  if (one.amounts.royalty) {
    const auto most = one.amounts.most();
    return !most || one.received < *most;
  }
  return std::any_of(one.dues.begin(), one.dues.end(),
                     [](const PaymentDue& due) { return !due.is_settled(); });
}

std::vector<PaymentLine> payable_lines(const TransferCase& c) {
  std::vector<PaymentLine> lines;
  for (auto balance = c.balances.begin(); balance != c.balances.end(); ++balance) {
    if (!is_payable(balance->kind) || !balance->due().is_positive()) continue;
    auto taken_off = overpaid(c, *balance);
    for (auto earlier = c.balances.begin(); earlier != balance; ++earlier) {
      if (!is_same_party(*earlier, *balance) || !earlier->due().is_positive()) continue;
      taken_off -= std::min(taken_off, earlier->due());
    }
    const auto amount = balance->due() - std::min(taken_off, balance->due());
    if (!amount.is_positive()) continue;
    PaymentLine line;
    line.kind = balance->kind;
    if (balance->person) line.person = Ref<Person>(*balance->person);
    if (balance->institution) line.institution = Ref<Institution>(*balance->institution);
    line.amount = amount;
    lines.push_back(std::move(line));
  }
  return lines;
}

bool has_money_to_settle(const TransferFile& file, const Date& today) {
  const bool may_come = std::any_of(
      file.contracts.begin(), file.contracts.end(),
      [&](const Contract* one) { return may_bring_more(*one, today) || awaits_award(file, *one); });
  const bool is_undivided = std::any_of(
      file.receipts.begin(), file.receipts.end(),
      [](const Receipt* receipt) { return !receipt->plan && !receipt->surviving().is_zero(); });
  return may_come || is_undivided || !payable_lines(*file.transfer).empty();
}

}  // namespace kezhuan
