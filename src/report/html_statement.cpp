#include "report/markup.hpp"
#include "report/money_page.hpp"
#include "report/money_shown.hpp"
#include "report/statement_shown.hpp"

namespace kezhuan {

namespace {

class StatementPage {
 public:
  StatementPage(const IncomeStatement& statement, Language language)
      : statement_(statement),
        words_(statement, language),
        page_(language, "table.money tr.yours td { background: #eef4f0; }\n") {}

  std::string write() {
    page_.header(
        statement_.institution, statement_title,
        statement_.person ? show(*statement_.person, page_.language()) : statement_.transfer_case,
        false, {"内部版：含个人收益", "Internal: holds people's income"});
    write_facts();
    write_sums();
    write_entries();
    write_waiting();
    write_costs();
    write_equity();
    write_events();
    page_.conservation(statement_.conservation);
    return page_.finish({statement_.policy}, statement_.ledger_size, statement_.ledger_root,
                        statement_.printed_at, "portrait");
  }

 private:
  void write_facts() {
    page_.heading(statement_.transfer_case + " " + statement_.title);
    page_.begin_facts();
    for (const auto& contract : statement_.contracts) {
      page_.fact({"合同", "Contract"}, contract.number + " " + contract.title +
                                           page_.in({"，", ", "}) + contract.signed_on.to_text() +
                                           page_.in({" 签订，", " signed, "}) +
                                           show_money(contract.amount()));
    }
    for (const auto& plan : statement_.plans) write_plan(plan);
    page_.fact({"适用版本", "What applies"}, words_.versions());
    page_.end_facts();
  }

  void write_plan(const StatementPlan& plan) {
    auto text = plan.terms.number;
    if (plan.terms.decided_on) {
      text += page_.in({"，", ", decided on "}) + plan.terms.decided_on->to_text() +
              page_.in({" 议定", ""});
    }
    text += page_.in({"：", ": "}) + words_.terms(plan.terms);
    const auto standing = words_.standing(plan);
    if (!standing.empty()) text += page_.in({"；", "; "}) + standing;
    page_.fact({"分配方案", "Plan"}, text);
  }

  void write_sums() {
    if (statement_.balances.empty()) return;
    page_.subheading({"应得与已付（累计）", "Entitled and paid (cumulative)"});
    page_.begin_table({{{"性质", "Sort"}},
                       {{"应得", "Entitled"}, Cell::number},
                       {{"已付", "Paid"}, Cell::number},
                       {{"待付", "Due"}, Cell::number}});
    for (const auto& balance : statement_.balances) {
      page_.row({words_.whose(balance.kind, balance.party), show_money(balance.entitled),
                 show_money(balance.paid), show_money(balance.due)});
    }
    page_.end_table();
  }

  void write_entries() {
    if (statement_.entries.empty()) return;
    page_.subheading({"逐项说明", "Entry by entry"});
    page_.begin_table({{{"项目", "What"}, Cell::wide},
                       {{"如何得出", "How it came about"}, Cell::derivation},
                       {{"规则", "Rule"}, Cell::code},
                       {{"金额", "Amount"}, Cell::number}});
    for (const auto& entry : statement_.entries) write_entry(entry);
    page_.end_table();
  }

  void write_entry(const StatementEntry& entry) {
    page_.row({entry.on.to_text() + "  " + page_.in(entry.cause), entry.number, "", ""}, "head");
    for (const auto& refund : entry.refunds) {
      page_.row({page_.in({"退款", "refund"}), refund.reason, "", show_money(-refund.amount)});
    }
    for (const auto& receipt : entry.receipts) write_receipt(receipt);
    for (const auto& line : entry.paid) {
      page_.row({words_.settled(line), "", "", show_money(line.amount)});
    }
    if (StatementWords::tells_net(entry)) {
      page_.row({words_.net(entry), "", "INC-01", show_money(entry.net)});
    }
    page_.row({"", words_.standing(entry), "", ""}, "sum");
  }

  void write_receipt(const StatementReceipt& receipt) {
    if (!receipt.taken_back.is_zero()) {
      page_.row({page_.in({"冲回原分配，合计", "taken back, in all"}), words_.head(receipt),
                 "INC-06", show_money(receipt.taken_back)});
      for (const auto& line : receipt.reversed) {
        page_.row({page_.in({"冲回 ", "taken back: "}) + words_.whose(line.kind, line.party), "",
                   "", show_money(line.amount)});
      }
    }
    page_.row({words_.divided(receipt), words_.head(receipt), "", ""});
    for (const auto& step : receipt.steps) {
      page_.row({words_.label(step), words_.how(step), step.rule, StatementWords::amount(step)},
                step.step == StepKind::part ? "yours" : "");
    }
    for (const auto& band : receipt.bands) page_.row({"", words_.band(band), "INC-11", ""});
    const bool is_left_out =
        statement_.person && !receipt.steps.empty() && !words_.has_part(receipt);
    if (is_left_out) page_.row({words_.nothing_for_you(), "", "", "0.00"});
  }

  void write_waiting() {
    if (statement_.waiting.empty()) return;
    page_.subheading({"尚未分配的到账", "Not divided yet"});
    page_.begin_table(
        {{{"到账", "Receipt"}}, {{"到账日", "Received on"}}, {{"金额", "Amount"}, Cell::number}});
    for (const auto& one : statement_.waiting) {
      const auto why = one.public_data ? page_.in({"：", ": "}) + page_.in(public_money) : "";
      page_.row({one.number + why, one.received_on.to_text(), show_money(one.amount)});
    }
    page_.end_table();
  }

  void write_costs() {
    if (statement_.costs.empty()) return;
    page_.subheading({"成本", "Costs"});
    page_.begin_table({{{"发生日", "Incurred"}, Cell::code},
                       {{"科目", "Category"}},
                       {{"说明", "What for"}},
                       {{"金额", "Amount"}, Cell::number}});
    for (const auto& cost : statement_.costs) {
      page_.row({cost.incurred_on.to_text(), page_.in(cost.category), cost.what,
                 show_money(cost.amount)});
    }
    page_.row({page_.in({"尚未收回", "not recovered"}), "", "", show_money(statement_.unrecovered)},
              "sum");
    page_.end_table();
  }

  void write_events() {
    if (statement_.equity_events.empty()) return;
    page_.subheading({"单位股权事项", "What the institution did with its shares"});
    page_.begin_table({{{"事项", "Event"}}, {{"规则", "Rule"}, Cell::code}});
    for (const auto& event : statement_.equity_events) {
      page_.row({show_event(event, page_.language()), "AST-04"});
    }
    page_.end_table();
  }

  void write_equity() {
    if (statement_.equity.empty()) return;
    page_.subheading({"股权奖励", "Equity award"});
    page_.begin_table({{{"合同", "Contract"}},
                       {{"决定日", "Decided on"}, Cell::code},
                       {{"持有人", "Holder"}},
                       {{"权重", "Weight"}, Cell::number},
                       {{"规则", "Rule"}, Cell::code},
                       {{"股份数", "Shares"}, Cell::number}});
    for (const auto& award : statement_.equity) {
      page_.row({award.contract, award.decided_on.to_text(), words_.how(award), "", "INC-03",
                 std::to_string(award.shares)});
      for (const auto& line : award.people) {
        const auto how = words_.how(award, line);
        page_.row({award.contract, award.decided_on.to_text(),
                   show(line.party, page_.language()) +
                       (how.empty() ? how : page_.in({"：", ": "}) + how),
                   line.weight.to_text(), line.excluded ? "INC-04" : "INC-03",
                   std::to_string(line.shares)});
      }
    }
    page_.end_table();
  }

  const IncomeStatement& statement_;
  StatementWords words_;
  MoneyPage page_;
};

}  // namespace

std::string to_html(const IncomeStatement& statement, Language language) {
  return StatementPage(statement, language).write();
}

}  // namespace kezhuan
