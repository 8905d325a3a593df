#include "report/money_shown.hpp"

#include "core/wide.hpp"
#include "kezhuan/report/statement.hpp"

namespace kezhuan {

namespace {

std::string in(const StaticText& text, Language language) { return std::string(text.in(language)); }

bool is_exact(const RewardPool& pool) {
  const auto reward = Int128{pool.cumulative.minor()} + pool.owner_income.minor();
  return Int128{pool.base.minor()} * pool.ratio.numerator() == reward * pool.ratio.denominator();
}

}  // namespace

std::string show_money(const Money& amount) {
  auto text = Money::of_minor(amount.minor()).to_text();
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  for (auto at = text.size() - 3; at > first + 3; at -= 3) text.insert(at - 3, ",");
  const auto currency = amount.currency();
  return currency.is_cny() ? text : currency.to_text() + " " + text;
}

std::string show(const ReportParty& party, Language language) {
  auto text = party.number + " " + party.name;
  if (!party.unit_name) return text;
  return text + in_brackets(*party.unit_name, language);
}

std::string show_unit(const ReportParty& unit, Language language) {
  if (!unit.number.empty()) return unit.number + " " + unit.name;
  return in({"（未登记部门）", "(no unit)"}, language);
}

std::string show_derivation(const DistributionLine& line) {
  auto text = show_money(line.cumulative);
  if (!line.share.is_one()) {
    text = show_money(line.base) + " × " + line.share.to_text() + " ≈ " + text;
  }
  if (!line.before.is_zero()) {
    text += " − " + show_money(line.before) + " = " + show_money(line.amount);
  }
  return text;
}

StaticText name_of_base(RewardBase base) {
  return base == RewardBase::net_income ? name_of(StepKind::distributable) : name_of(base);
}

std::string show_base(const RewardPool& pool, Language language) {
  auto text = in(name_of_base(pool.of), language) + " ";
  if (pool.owners_first.is_zero() && pool.others_first.is_zero()) {
    return text + show_money(pool.base);
  }
  text += show_money(pool.base + pool.owners_first + pool.others_first);
  if (!pool.others_first.is_zero()) {
    text += in({" − 共有机构 ", " − co-owners "}, language) + show_money(pool.others_first);
  }
  if (!pool.owners_first.is_zero()) {
    text += in({" − 所有权收益 ", " − owner income "}, language) + show_money(pool.owners_first);
  }
  return in({"（", "("}, language) + text + in({"）", ")"}, language);
}

std::string show(const RewardPool& pool, Language language) {
  if (pool.ratio.is_one() && pool.owner_income.is_zero()) return show_base(pool, language);
  auto text = show_base(pool, language) + " × " + pool.ratio.to_text();
  if (!pool.owner_income.is_zero()) {
    text += in({" − 所有权收益 ", " − owner income "}, language) + show_money(pool.owner_income);
  }
  return text + (is_exact(pool) ? " = " : " ≈ ") + show_money(pool.cumulative);
}

std::string show_conservation(const Conservation& sums, Language language) {
  struct Part {
    StaticText label;
    const Money& amount;
  };
  const std::vector<Part> parts = {
      {{"收回成本", "cost recovered"}, sums.costs_recovered},
      {{"共有机构", "other institutions"}, sums.other_institutions},
      {{"所有权收益", "owner income"}, sums.owner_income},
      {{"奖励和报酬", "reward"}, sums.reward},
      {{"单位留存", "institution"}, sums.institution},
      {{"尚未分配", "not divided yet"}, sums.undivided},
  };
  auto text = in({"到账 ", "received "}, language) + show_money(sums.received) + " =";
  std::string_view plus = " ";
  for (const auto& part : parts) {
    if (part.amount.is_zero()) continue;
    text += std::string(plus) + in(part.label, language) + " " + show_money(part.amount);
    plus = " + ";
  }
  if (plus == " ") text += " 0.00";
  return text + (sums.holds
                     ? in({"，相符", ": agrees"}, language)
                     : in({"，不符！请运行 verify", ": DOES NOT AGREE, run verify"}, language));
}

std::string show_scope(const DistributionReport& report, Language language) {
  std::vector<std::string> parts;
  if (report.only_case) parts.push_back(in({"项目 ", "case "}, language) + *report.only_case);
  if (report.only_contract) {
    parts.push_back(in({"合同 ", "contract "}, language) + *report.only_contract);
  }
  if (report.only_year) {
    const auto year = std::to_string(*report.only_year);
    parts.push_back(language == Language::zh ? year + " 年度" : "year " + year);
  }
  if (report.only_person) {
    parts.push_back(in({"人员 ", "person "}, language) + show(*report.only_person, language));
  }
  if (report.only_unit) {
    parts.push_back(in({"部门 ", "unit "}, language) + show(*report.only_unit, language));
  }
  return join(parts, language);
}

std::vector<std::string> names_of(const std::vector<ReportAchievement>& achievements) {
  std::vector<std::string> names;
  for (const auto& one : achievements) names.push_back(one.number + " " + one.name);
  return names;
}

std::string show(const ListPolicy& policy) {
  return policy.id.empty() ? policy.hash.to_text() : policy.id + " " + policy.version;
}

std::string show_versions(const ListPolicy& policy, const std::vector<ReportContract>& contracts,
                          Language language) {
  auto text =
      in({"政策 ", "policy "}, language) + show(policy) +
      in({"（本项目固定适用此版本）；每笔到账依其入账时施行的分配方案，该方案公示结束后再有"
          "新方案也不重算",
          " (the version the case is held to); each receipt by the plan in force when it was "
          "booked, and once that was publicised a later one changes nothing"},
         language);
  for (const auto& contract : contracts) {
    text += in({"；合同 ", "; contract "}, language) + show_plan(contract, language);
  }
  return text;
}

std::string show_plan(const ReportContract& contract, Language language) {
  if (contract.public_data)
    return contract.number + in({"：", ": "}, language) + in(public_money, language);
  auto text = contract.number + in({"：", ": "}, language) +
              (contract.plan ? in({"方案 ", "plan "}, language) + *contract.plan
                             : in({"尚无分配方案", "no plan yet"}, language));
  if (contract.scheme) text += in({"，依办法 ", " by scheme "}, language) + *contract.scheme;
  return text + in_brackets(contract.income_version == IncomeVersion::at_signing
                                ? in({"依签订时的规定（签订后首个议定的方案）",
                                      "rule at signature: the first plan decided after it"},
                                     language)
                                : in({"依到账时的规定", "rule at receipt"}, language),
                            language);
}

std::string show_figure(const AnnualFigure& figure) {
  if (figure.amount) return show_money(*figure.amount);
  return std::to_string(figure.count.value_or(0));
}

std::string show_period(const AnnualReport& report, Language language) {
  if (report.only_case) return in({"项目 ", "case "}, language) + *report.only_case;
  const auto year = std::to_string(report.year.value_or(0));
  return language == Language::zh ? year + " 年度" : year;
}

std::string show_event(const ReportEquityEvent& event, Language language) {
  const auto in = [&](const StaticText& text) { return std::string(text.in(language)); };
  return event.contract + "  " + event.on.to_text() + "  " +
         std::string(name_of(event.event).in(language)) +
         (event.shares == 0 ? "" : "  " + std::to_string(event.shares) + in({" 股", " shares"})) +
         in({"  收到 ", "  received "}) + show_money(event.amount) +
         in({"  其后单位现有 ", "  institution then holds "}) + std::to_string(event.held) +
         in({" 股", " shares"});
}

}  // namespace kezhuan
