#include "kezhuan/core/write.hpp"
#include "report/lines.hpp"
#include "report/money_shown.hpp"
#include "report/tax_note.hpp"

namespace kezhuan {

namespace {

constexpr StaticText title{"税收提示与估算", "Tax notes and estimate"};
constexpr StaticText warning{
    "仅为提示和估算，未据此办理任何事项；是否适用、如何计税以当地税务部门意见为准。",
    "Notes and an estimate only: nothing is done by them. What applies is for the local tax office "
    "to say."};

void add_line(Lines& out, const StaticText& label, const Withholding& tax) {
  out.add(2, out.in(label) + out.in({"  应纳税所得额 ", "  taxable "}) + show_money(tax.taxable) +
                 " × " + tax.rate.to_text() + " − " + show_money(tax.quick_deduction) +
                 out.in({" → 累计税额 ", " → tax so far "}) + show_money(tax.tax) +
                 out.in({"，本次预扣 ", ", to withhold "}) + show_money(tax.withhold));
}

void add_estimate(Lines& out, const RewardTax& estimate) {
  out.add(0, out.in({"估算（累计预扣法）", "Estimate (cumulative withholding)"}));
  out.add(2, out.in({"本年累计收入 ", "income so far "}) + show_money(estimate.year.income) +
                 out.in({"，免税 ", ", exempt "}) + show_money(estimate.year.exempt) +
                 out.in({"，扣除 ", ", deductions "}) + show_money(estimate.year.deductions) +
                 out.in({"，", ", "}) + std::to_string(estimate.year.months) +
                 out.in({" 个月，已预扣 ", " months, withheld "}) +
                 show_money(estimate.year.withheld));
  add_line(out, {"不含奖励", "without it"}, estimate.without);
  add_line(out, {"全额计入", "counted in full"}, estimate.whole);
  add_line(out, {"减按计入", "relieved"}, estimate.relieved);
  out.add(2, out.in({"因奖励多缴：全额计入 ", "the reward adds: counted in full "}) +
                 show_money(estimate.tax_whole) + out.in({"，减按 ", ", counted at "}) +
                 estimate.relieved_part.to_text() + out.in({" 计入 ", " "}) +
                 show_money(estimate.tax_relieved));
  out.gap();
}

void add_receipt(Lines& out, const TaxReceipt& receipt) {
  const auto part =
      show_money(receipt.amount) +
      (receipt.payment ? out.in({"，", ", paid on "}) + receipt.paid_on.to_text() +
                             out.in({" 由 ", " by "}) + *receipt.payment + out.in({" 发放", ""})
                       : out.in({"，尚未发放", ", not paid yet"}));
  out.add(0, out.in({"到账 ", "Receipt "}) + receipt.number + in_brackets(part, out.language()) +
                 out.in({"：", ": "}) + out.in(receipt.relief.answer) +
                 out.in({"（现金奖励减按计税；最迟 ", " (relief for the cash reward; pay by "}) +
                 receipt.pay_by.to_text() + out.in({" 发放）", ")"}));
  for (const auto& reason : receipt.relief.reasons) {
    out.add(2, out.in(reason.answer) + out.in({"：", ": "}) + reason.text.in(out.language()) +
                   "  [" + reason.rule + "]");
  }
  out.gap();
}

void add_rule(Lines& out, const TaxRule& rule) {
  out.add(0, rule.rule + " " + rule.title.in(out.language()) + out.in({"：", ": "}) +
                 rule.says.in(out.language()));
  for (const auto& source : rule.sources) {
    out.add(2, out.in({"依据：", "Source: "}) + to_text(source, out.language()));
  }
}

}  // namespace

std::string to_json(const TaxNote& note) { return to_canonical_json(note); }

std::string to_text(const TaxNote& note, Language language) {
  Lines out(language);
  out.add(0, note.institution + "  " + out.in(title) + "  " + note.transfer_case + "  " +
                 show(note.person, language));
  out.add(0, out.in(warning));
  out.gap();
  out.add(0, out.in({"现金奖励 ", "Cash reward "}) + show_money(note.reward) +
                 out.in({"，按 ", ", as if paid on "}) + note.on.to_text() +
                 out.in({" 发放计", ""}));
  out.gap();
  for (const auto& receipt : note.receipts) add_receipt(out, receipt);
  if (note.receipts.empty()) {
    out.add(0, out.in({"尚无到账给此人带来现金奖励。", "No receipt gave a cash reward yet."}));
    out.gap();
  }
  if (note.estimate) add_estimate(out, *note.estimate);
  for (const auto& rule : note.rules) add_rule(out, rule);
  return out.take();
}

}  // namespace kezhuan
