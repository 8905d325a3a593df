#include "income/check.hpp"

#include <algorithm>

#include "core/wide.hpp"
#include "kezhuan/core/error.hpp"

namespace kezhuan {

namespace {

constexpr auto exactness = "INC-06";

std::vector<Money> amounts_of(const IncomeStory& story) {
  std::vector<Money> amounts;
  for (const auto& receipt : story.receipts) amounts.push_back(receipt.amount);
  for (const auto& cost : story.costs) amounts.push_back(cost.amount);
  for (const auto& terms : story.terms) {
    if (terms.expected_income) amounts.push_back(*terms.expected_income);
  }
  return amounts;
}

void check_receipt(const ReceiptEntry& entry, std::size_t terms) {
  check_received(entry.amount);
  if (entry.terms >= terms) {
    throw_invalid({"到账没有对应的分配条款", "a receipt without terms to divide it on"},
                  {"先确定分配方案，再入账", "settle the distribution plan before booking"},
                  exactness);
  }
}

void check_one_currency(const std::vector<Money>& amounts) {
  for (const auto& amount : amounts) check_same_currency(amounts.front().currency(), amount);
}

void check_range(const IncomeStory& story) {
  Int128 total = 0;
  for (const auto& receipt : story.receipts) total += receipt.amount.minor();
  for (const auto& cost : story.costs) total += magnitude(cost.amount.minor());
  if (narrow(total)) return;
  throw_invalid({"到账与成本合计超出范围", "receipts and costs together are out of range"},
                {"到账与成本合计须不超过 92233720368547758.07，检查是否多写了位数",
                 "together they may be 92233720368547758.07 at most; look for a digit too many"},
                exactness);
}

template <class Part>
void check_not_negative(const std::vector<Part>& parts) {
  for (const auto& part : parts) {
    if (!part.share.is_negative()) continue;
    throw_invalid({"份额或权重不能为负：" + part.share.to_text(),
                   "a share or weight below zero: " + part.share.to_text()},
                  {"写零或正数", "give zero or more"}, exactness);
  }
}

void check_ownership(const IncomeTerms& terms) {
  Ratio total;
  for (const auto& other : terms.other_institutions) total = total + other.share;
  for (const auto& owner : terms.owners) total = total + owner.share;
  check_owned(total);
}

void check_expected_income(const IncomeTerms& terms) {
  if (terms.recovery != CostRecovery::pro_rata) return;
  if (terms.expected_income && terms.expected_income->is_positive()) return;
  throw_invalid({"按到账比例收回成本，须有大于零的预期收入",
                 "recovery pro rata needs an expected income above zero"},
                {"写明预期收入（合同总额），或改为先行收回",
                 "give the expected income (the contract total), or recover costs first"},
                "INC-01");
}

}  // namespace

void check_same_currency(Currency currency, const Money& amount) {
  if (amount.currency() == currency) return;
  const auto other = amount.currency().to_text() + " " + Money::of_minor(amount.minor()).to_text();
  throw_invalid({"同一项目的金额币种不同：其他金额为 " + currency.to_text() + "，这里是 " + other,
                 "amounts of one case in different currencies: others are in " +
                     currency.to_text() + ", here it is " + other},
                {"先按有据可查的汇率折成同一币种",
                 "convert them to one currency first, at a rate that is on record"},
                exactness);
}

Currency check_amounts(const IncomeStory& story) {
  for (const auto& entry : story.receipts) check_receipt(entry, story.terms.size());
  const auto amounts = amounts_of(story);
  if (amounts.empty()) return {};
  check_one_currency(amounts);
  check_range(story);
  return amounts.front().currency();
}

void check_terms(const IncomeTerms& terms) {
  check_reward_ratio(terms.reward_ratio, "INC-02");
  check_not_negative(terms.other_institutions);
  check_not_negative(terms.owners);
  check_not_negative(terms.people);
  check_ownership(terms);
  check_expected_income(terms);
}

void check_received(const Money& amount) {
  if (!amount.is_negative()) return;
  throw_invalid(
      {"到账金额不能为负：" + amount.to_text(), "a receipt below zero: " + amount.to_text()},
      {"退款记在原到账上（退款列），且不超过该笔到账",
       "put a refund on its receipt, in the column of refunds, of no more than was received"},
      exactness);
}

void check_owned(const Ratio& total) {
  if (total <= Ratio(1)) return;
  throw_invalid({"其他机构与个人的所有权份额合计超过 1：" + total.to_text(),
                 "other institutions and persons own more than the whole: " + total.to_text()},
                {"更正所有权份额，合计不超过 1", "correct the shares to sum to 1 at most"},
                exactness);
}

void check_not_negative(const std::string& id, const Ratio& share) {
  if (!share.is_negative()) return;
  throw_invalid({"份额或权重不能为负：" + id + " " + share.to_text(),
                 "a share or weight below zero: " + id + " " + share.to_text()},
                {"写零或正数", "give zero or more"}, exactness);
}

void check_reward_ratio(const Ratio& ratio, const char* rule) {
  if (!ratio.is_negative() && ratio <= Ratio(1)) return;
  throw_invalid({"奖励比例须在 0 与 1 之间：" + ratio.to_text(),
                 "the reward ratio must lie between 0 and 1: " + ratio.to_text()},
                {"写成“50%”或“7/10”", "write it as \"50%\" or \"7/10\""}, rule);
}

}  // namespace kezhuan
