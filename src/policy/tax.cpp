#include "kezhuan/policy/tax.hpp"

#include <algorithm>

#include "core/wide.hpp"
#include "kezhuan/core/error.hpp"

namespace kezhuan {

namespace {

struct Band {
  std::optional<Money> up_to;  ///< inclusive; absent: the last one
  Ratio rate;
  Money quick_deduction;
};

std::vector<Band> bands_of(const Policy& policy) {
  const auto& bounds = policy.get_list("tax.income_bands");
  const auto& rates = policy.get_list("tax.income_rates");
  const auto& quick = policy.get_list("tax.income_quick_deductions");
  if (rates.size() != bounds.size() + 1 || quick.size() != rates.size()) {
    throw Error(
        ErrorCode::config,
        {"政策的税率表各列长短不一：上限 " + std::to_string(bounds.size()) + "，税率 " +
             std::to_string(rates.size()) + "，速算扣除数 " + std::to_string(quick.size()) + "。",
         "the columns of the policy's tax table do not match: " + std::to_string(bounds.size()) +
             " bounds, " + std::to_string(rates.size()) + " rates, " +
             std::to_string(quick.size()) + " quick deductions."},
        {"税率和速算扣除数都应比上限多一个。",
         "There is one rate and one quick deduction more than bounds."},
        "TAX-10");
  }
  std::vector<Band> bands;
  for (std::size_t i = 0; i < rates.size(); ++i) {
    Band band;
    if (i < bounds.size()) band.up_to = Money::parse(bounds[i]);
    band.rate = Ratio::parse(rates[i]);
    band.quick_deduction = Money::parse(quick[i]);
    bands.push_back(band);
  }
  return bands;
}

/// To the nearest minor unit, halves up; `amount` is not negative.
Money nearest(const Money& amount, const Ratio& share) {
  const auto product = Int128{amount.minor()} * share.numerator();
  const auto whole = (2 * product + share.denominator()) / (2 * Int128{share.denominator()});
  return Money::of_minor(static_cast<std::int64_t>(whole), amount.currency());
}

void check_amount(const Money& amount, const StaticText& what, const char* rule) {
  if (amount.currency().is_cny() && !amount.is_negative()) return;
  throw Error(ErrorCode::invalid,
              {std::string(what.zh) + " " + amount.to_text() + " 不能用于估算。",
               std::string(what.en) + " " + amount.to_text() + " cannot be estimated with."},
              {"写不小于零的人民币金额。", "Give an amount in CNY, not below zero."}, rule);
}

void check_year(const TaxYear& year) {
  check_amount(year.income, {"累计收入", "the income"}, "TAX-11");
  check_amount(year.exempt, {"累计免税收入", "the exempt income"}, "TAX-11");
  check_amount(year.deductions, {"累计扣除", "the deductions"}, "TAX-11");
  check_amount(year.withheld, {"已预扣税额", "what was withheld"}, "TAX-11");
  if (year.months >= 1 && year.months <= 12) return;
  throw Error(ErrorCode::invalid,
              {"月数应为 1 至 12，不是 " + std::to_string(year.months) + "。",
               "months are 1 to 12, not " + std::to_string(year.months) + "."},
              {"写本年在本单位任职的月数，含发放当月。",
               "Give the months worked here this year, that of payment included."},
              "TAX-11");
}

Money at_least_zero(const Money& amount) { return std::max(amount, Money()); }

/// Results that the notice names; others are to be confirmed.
bool is_named(CertificateKind kind) {
  return kind == CertificateKind::patent || kind == CertificateKind::software_copyright;
}

ReliefReason about_the_unit(InstitutionNature nature) {
  const auto name = name_of(nature);
  if (nature == InstitutionNature::university) {
    return {Relief::eligible,
            {"单位性质为" + std::string(name.zh) + "，在文件所列单位之内",
             "the institution is a " + std::string(name.en) + ", as the notice lists"},
            "TAX-04"};
  }
  return {Relief::confirm_locally,
          {"单位性质为" + std::string(name.zh) + "，文件列举的单位是科研机构和高校，未列此类",
           "the institution is a " + std::string(name.en) +
               "; the notice lists research institutes and universities only"},
          "TAX-04"};
}

ReliefReason about_the_results(const std::vector<CertificateKind>& results) {
  const auto other = std::find_if(results.begin(), results.end(),
                                  [](CertificateKind kind) { return !is_named(kind); });
  if (results.empty()) {
    return {Relief::confirm_locally,
            {"成果没有在案的登记证书，文件列举的成果以登记为凭",
             "no certificate of the achievement is on record; the notice lists registered results"},
            "TAX-04"};
  }
  if (other == results.end()) {
    return {Relief::eligible,
            {"成果为专利或软件著作权，在文件所列之内",
             "the results are patents or software copyright, as the notice lists"},
            "TAX-04"};
  }
  const auto name = name_of(*other);
  return {Relief::confirm_locally,
          {"成果含" + std::string(name.zh) + "，不在文件列举的成果之内",
           "among the results is " + std::string(name.en) + ", which the notice does not list"},
          "TAX-04"};
}

ReliefReason about_registration(const ReliefFacts& facts) {
  if (facts.registered && !facts.registered_first) {
    return {Relief::not_eligible,
            {"合同在分配方案公示之后才认定登记；登记在先，重新公示期满后再看",
             "the contract was registered after the notice of the plan began; registration comes "
             "first: publicise the plan again, then look again"},
            "TAX-03"};
  }
  if (facts.registered) {
    return {Relief::eligible, {"合同已认定登记", "the contract is registered"}, "TAX-03"};
  }
  return {Relief::not_eligible,
          {"合同尚未认定登记；登记后再看", "the contract is not registered; look again once it is"},
          "TAX-03"};
}

ReliefReason about_notice(const Policy& policy, bool publicised) {
  const auto days = std::to_string(policy.get_number("tax.cash_reward_notice_days"));
  if (publicised) {
    return {Relief::eligible,
            {"分配方案已公示不少于 " + days + " 个工作日",
             "the plan was publicised for at least " + days + " working days"},
            "TAX-03"};
  }
  return {Relief::not_eligible,
          {"分配方案尚未公示满 " + days + " 个工作日；公示期满后再看",
           "the plan was not publicised for " + days + " working days; look again once it was"},
          "TAX-03"};
}

ReliefReason about_the_time(const Policy& policy, const ReliefFacts& facts) {
  const auto last = relief_ends(policy, facts.received_on);
  const bool in_time = facts.paid_on <= last;
  return {in_time ? Relief::eligible : Relief::not_eligible,
          {facts.received_on.to_text() + " 到账，" + facts.paid_on.to_text() + " 发放，" +
               (in_time ? "在期限 " : "已过期限 ") + last.to_text() + (in_time ? " 之内" : ""),
           "received on " + facts.received_on.to_text() + ", paid on " + facts.paid_on.to_text() +
               (in_time ? ", within the time up to " : ", after the time, which ended on ") +
               last.to_text()},
          "TAX-02"};
}

}  // namespace

Withholding estimate_withholding(const Policy& policy, const TaxYear& year, const Money& added) {
  check_year(year);
  check_amount(added, {"奖励", "the reward"}, "TAX-01");
  auto taxable = year.income + added - year.exempt - year.deductions;
  const auto allowance = policy.get_money("tax.monthly_allowance");
  for (std::int64_t month = 0; month < year.months; ++month) taxable -= allowance;
  Withholding estimate;
  estimate.taxable = at_least_zero(taxable);
  const auto bands = bands_of(policy);
  const auto band = std::find_if(bands.begin(), bands.end(), [&](const Band& one) {
    return !one.up_to || estimate.taxable <= *one.up_to;
  });
  estimate.rate = band->rate;
  estimate.quick_deduction = band->quick_deduction;
  estimate.tax = at_least_zero(nearest(estimate.taxable, band->rate) - band->quick_deduction);
  estimate.withhold = at_least_zero(estimate.tax - year.withheld);
  return estimate;
}

void check_reward(const Money& reward) { check_amount(reward, {"奖励", "the reward"}, "TAX-01"); }

RewardTax estimate_reward_tax(const Policy& policy, const TaxYear& year, const Money& reward) {
  check_reward(reward);
  RewardTax estimate;
  estimate.reward = reward;
  estimate.year = year;
  estimate.relieved_part = policy.get_ratio("tax.cash_reward_part");
  estimate.without = estimate_withholding(policy, year, Money());
  estimate.whole = estimate_withholding(policy, year, reward);
  estimate.relieved = estimate_withholding(policy, year, nearest(reward, estimate.relieved_part));
  estimate.tax_whole = estimate.whole.tax - estimate.without.tax;
  estimate.tax_relieved = estimate.relieved.tax - estimate.without.tax;
  return estimate;
}

Date relief_ends(const Policy& policy, const Date& received_on) {
  return add_months(received_on, static_cast<int>(policy.get_number("tax.cash_reward_months")));
}

ReliefAnswer judge_relief(const Policy& policy, const ReliefFacts& facts) {
  ReliefAnswer answer;
  answer.reasons = {about_the_unit(facts.nature), about_the_results(facts.results),
                    about_registration(facts), about_notice(policy, facts.publicised),
                    about_the_time(policy, facts)};
  answer.answer = Relief::eligible;
  for (const auto& reason : answer.reasons) answer.answer = std::max(answer.answer, reason.answer);
  return answer;
}

}  // namespace kezhuan
