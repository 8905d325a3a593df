#include "path/case_money.hpp"

#include <algorithm>

#include "policy/transfer_facts.hpp"

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

}  // namespace

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

std::vector<PaymentLine> lines_to_pay(const State& state, const TransferFile& file,
                                      const IncomeBooks& books, const Date& today) {
  auto lines = payable_lines(*file.transfer);
  const auto* scheme = find_scheme(state, file.plan_in_force);
  if (scheme == nullptr || !may_bring_more(state, file, today)) return lines;
  const auto least = books.facts_of(*scheme).least_payment;
  if (!least) return lines;
  const auto sum_of = [all = lines](const PaymentLine& line) {
    auto sum = Money::of_minor(0, line.amount.currency());
    for (const auto& other : all) {
      const bool is_theirs = other.person == line.person && other.institution == line.institution;
      if (is_theirs) sum += other.amount;
    }
    return sum;
  };
  std::erase_if(lines, [&](const PaymentLine& line) {
    return line.amount.currency() == least->currency() && sum_of(line) < *least;
  });
  return lines;
}

bool has_money_to_settle(const State& state, const TransferFile& file, const Date& today) {
  const bool may_come =
      std::any_of(file.contracts.begin(), file.contracts.end(), [&](const Contract* one) {
        return may_bring_more(state, *one, today) || awaits_award(file, *one);
      });
  const bool is_undivided = std::any_of(
      file.receipts.begin(), file.receipts.end(),
      [](const Receipt* receipt) { return !receipt->plan && !receipt->surviving().is_zero(); });
  const bool is_unfiled = std::any_of(
      file.reports.begin(), file.reports.end(),
      [&](const TransferReport* one) { return !one->filing && is_of_transfer(file, *one); });
  const auto& c = *file.transfer;
  return may_come || is_undivided || !payable_lines(c).empty() || !overpaid_of(c).empty() ||
         !years_to_report(file).empty() || is_unfiled;
}

}  // namespace kezhuan
