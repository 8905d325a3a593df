#include "report/statement_shown.hpp"

#include <algorithm>
#include <array>

#include "core/wide.hpp"
#include "income/scheme_split.hpp"
#include "report/booked.hpp"

namespace kezhuan {

namespace {

bool is_exact(const StatementStep& step) {
  return Int128{step.base->minor()} * step.share->numerator() ==
         Int128{step.cumulative.minor()} * step.share->denominator();
}

/// Of the step of the reward.
RewardPool pool_of(const StatementStep& step) {
  const auto zero = Money::of_minor(0, step.amount.currency());
  return {*step.base_is,
          *step.share,
          *step.base,
          step.off.value_or(zero),
          step.cumulative,
          step.owners_first.value_or(zero),
          step.others_first.value_or(zero)};
}

bool is_cost(StepKind step) {
  return step == StepKind::direct_cost || step == StepKind::indirect_cost;
}

}  // namespace

std::string StatementWords::whose(LineKind kind, const std::optional<ReportParty>& party) const {
  const auto name = in(kind);
  if (!party) return name;
  if (statement_.person) return in({"您的", "your "}) + name;
  return show(*party, language_) + in({" 的", ": "}) + name;
}

std::string StatementWords::settled(const ReportPaymentLine& line) const {
  return (line.amount.is_negative() ? in({"追回：", "recovered: "}) : in({"发放：", "paid: "})) +
         whose(line.kind, line.party);
}

std::string StatementWords::label(const StatementStep& step) const {
  return step.kind ? whose(*step.kind, step.party) : in(step.step);
}

std::string StatementWords::amount(const StatementStep& step) {
  const bool is_taken_off = is_cost(step.step) || step.step == StepKind::other_institution;
  return show_money(is_taken_off ? -step.amount : step.amount);
}

std::string StatementWords::how(const StatementStep& step) const {
  if (is_cost(step.step)) {
    auto due = std::string();
    if (step.share) {
      const auto part = Int128{step.base->minor()} * step.share->numerator();
      due = in({" × 到账进度 ", " × received of expected "}) + step.share->to_text() +
            in({" → 应收回 ", " → due "}) +
            show_money(Money::of_minor(static_cast<std::int64_t>(part / step.share->denominator()),
                                       step.base->currency()));
    }
    return in({"已记成本 ", "recorded "}) + show_money(*step.base) + due +
           in({"，累计收回 ", ", recovered so far "}) + show_money(step.cumulative) +
           in({"，尚未收回 ", ", still to recover "}) + show_money(*step.base - step.cumulative);
  }
  std::string text;
  if (step.team) {
    const auto whole = show_money(*step.pool);
    const auto share = " × " + step.team_share->to_text() + " ≈ " + show_money(*step.base);
    text = in({"团队 ", "team "}) + *step.team + in({" 得 ", " has "}) +
           (step.team_share->is_one() ? whole : whole + share) + in({"；其中 ", "; of it "});
  }
  if (step.base_is) {
    text = show(pool_of(step), language_);
  } else if (step.base && step.share && !step.share->is_one()) {
    text += show_money(*step.base) + " × " + step.share->to_text() +
            (is_exact(step) ? " = " : " ≈ ") + show_money(step.cumulative);
  } else if (step.team || !step.before.is_zero()) {
    text += in({"累计 ", "cumulative "}) + show_money(step.cumulative);
  }
  if (step.before.is_zero()) return text;
  return text + in({"，减此前已计 ", ", less booked before "}) + show_money(step.before);
}

std::string StatementWords::terms(const ReportPlan& plan) const {
  return measure_of(plan, language_) + in({"；成本", "; cost "}) + in(plan.recovery) +
         in({"；", "; "}) + in(plan.ownership);
}

std::string StatementWords::standing(const StatementPlan& plan) const {
  if (!statement_.person) return {};
  if (!plan.weight) return in({"您不在此方案中", "you are not in this plan"});
  auto text = in({"您的身份：", "you are "}) + in(*plan.role);
  if (plan.task) text += in_brackets(*plan.task, language_);
  text += in({"，权重 ", ", weight "}) + plan.weight->to_text();
  return text +
         in_brackets(in({"全部人员合计 ", "of "}) + plan.weights_in_all->to_text(), language_);
}

std::string StatementWords::versions() const {
  return show_versions(statement_.policy, statement_.contracts, language_);
}

std::string StatementWords::head(const StatementReceipt& receipt) const {
  return in({"到账 ", "receipt "}) + receipt.number +
         in_brackets(in({"合同 ", "contract "}) + receipt.contract + in({"，", ", "}) +
                         receipt.received_on.to_text() + in({" 到账 ", " received "}) +
                         show_money(receipt.amount),
                     language_);
}

std::string StatementWords::divided(const StatementReceipt& receipt) const {
  if (receipt.steps.empty()) {
    return in({"已全部退款，不再分配", "refunded in full: nothing is left to divide"});
  }
  const bool is_anew = !receipt.taken_back.is_zero();
  return (is_anew ? in({"重新分配，依方案 ", "divided anew by plan "})
                  : in({"分配，依方案 ", "divided by plan "})) +
         receipt.plan.value_or("");
}

std::string StatementWords::band(const StatementBand& band) const {
  std::vector<std::string> shares;
  for (const auto& share : band.shares) shares.push_back(share.pool + " " + share.share.to_text());
  const auto range = band.up_to
                         ? show_money(band.from) + in({" 至 ", " to "}) + show_money(*band.up_to)
                         : in({"超过 ", "above "}) + show_money(band.from);
  return in({"落入分段 ", "in the band "}) + range + in({"：", ": "}) + show_money(band.amount) +
         " ×" + in_brackets(join(shares, language_), language_);
}

std::string StatementWords::how(const ReportEquity& award) const {
  auto text = std::to_string(award.shares) + in({" 股 × ", " shares × "}) +
              award.reward_ratio.to_text() + in({" 进为 ", ", rounded up: "}) +
              std::to_string(award.people_shares) + in({" 股归个人，单位 ", " to people, "}) +
              std::to_string(award.institution_shares) + in({" 股", " to the institution"});
  if (award.weights_given.is_zero()) return text;
  return text + in({"；正职领导的权重 ", "; the weight of principal heads, "}) +
         award.weights_given.to_text() + in({" 由其他人员承接", ", goes to the others"});
}

std::string StatementWords::how(const ReportEquity& award, const ReportEquityLine& line) const {
  if (line.excluded) return in({"正职领导，不得持股", "principal head, excluded"});
  const std::array weights = {line.weight, award.weights_held - line.weight};
  const auto share = Splitter(weights).share(0);
  if (share.is_one()) return {};
  return std::to_string(award.people_shares) + " × " + share.to_text() + " ≈ " +
         std::to_string(line.shares);
}

std::string StatementWords::said(const Refund& refund) const {
  return in({"退款 ", "refund of "}) + show_money(refund.amount) +
         in_brackets(refund.reason, language_);
}

std::string StatementWords::standing(const StatementEntry& entry) const {
  auto text = in({"至此应得 ", "entitled so far "}) + show_money(entry.entitled) +
              in({"，已付 ", ", paid "}) + show_money(entry.settled) + in({"，待付 ", ", due "}) +
              show_money(entry.due);
  if (!entry.due.is_negative()) return text;
  return text + in({"（负数从以后的应得中抵减）", " (below zero: netted with what comes later)"});
}

bool StatementWords::tells_net(const StatementEntry& entry) {
  return entry.cause == EntryCause::cost || entry.net != entry.distributable;
}

std::string StatementWords::net(const StatementEntry& entry) const {
  const auto name = in({"至此净收入", "net income so far"});
  if (entry.net == entry.distributable) return name;
  return name + in({"：可分配收入 ", ": distributable income "}) + show_money(entry.distributable) +
         in({" − 本单位尚未收回的成本 ", " − the institution's cost not recovered "}) +
         show_money(entry.distributable - entry.net);
}

std::string StatementWords::nothing_for_you() const {
  return in({"此笔没有您的份额", "you have no part in this one"});
}

bool StatementWords::has_part(const StatementReceipt& receipt) const {
  return std::any_of(receipt.steps.begin(), receipt.steps.end(),
                     [](const StatementStep& step) { return step.step == StepKind::part; });
}

}  // namespace kezhuan
