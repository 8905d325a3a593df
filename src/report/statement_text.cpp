#include "report/lines.hpp"
#include "report/money_shown.hpp"
#include "report/statement_shown.hpp"

namespace kezhuan {

namespace {

constexpr std::size_t amount_width = 16;

class StatementText {
 public:
  StatementText(const IncomeStatement& statement, Language language)
      : statement_(statement), words_(statement, language), out_(language) {}

  std::string write() {
    write_head();
    for (const auto& entry : statement_.entries) write_entry(entry);
    write_waiting();
    write_equity();
    write_sums();
    out_.mark(statement_.ledger_size, statement_.ledger_root);
    return out_.take();
  }

 private:
  /// Amounts are ASCII, so that they align whatever the language.
  void amount_line(const std::string& amount, const std::string& text,
                   const std::string& rule = {}) {
    const auto blanks = amount.size() < amount_width ? amount_width - amount.size() : 0;
    out_.add(2, std::string(blanks, ' ') + amount + "  " + text +
                    (rule.empty() ? "" : "  [" + rule + "]"));
  }

  void write_head() {
    out_.add(0, statement_.institution + "  " + out_.in(statement_title) + "  " +
                    statement_.transfer_case + " " + statement_.title);
    if (statement_.person) {
      out_.add(0, out_.in({"人员 ", "For "}) + show(*statement_.person, out_.language()));
    }
    out_.add(0, out_.in({"适用 ", "Applies: "}) + words_.versions());
    for (const auto& contract : statement_.contracts) {
      out_.add(0, out_.in({"合同 ", "Contract "}) + contract.number + " " + contract.title + "  " +
                      contract.signed_on.to_text() + out_.in({" 签订  ", " signed  "}) +
                      show_money(contract.amount()));
    }
    for (const auto& plan : statement_.plans) write_plan(plan);
    for (const auto& cost : statement_.costs) {
      out_.add(0, out_.in({"成本 ", "Cost "}) + cost.incurred_on.to_text() + "  " +
                      out_.in(cost.category) + "  " + show_money(cost.amount) + "  " + cost.what);
    }
    out_.gap();
  }

  void write_plan(const StatementPlan& plan) {
    auto line = out_.in({"方案 ", "Plan "}) + plan.terms.number;
    if (plan.terms.decided_on) {
      line += out_.in({"  ", "  decided on "}) + plan.terms.decided_on->to_text() +
              out_.in({" 议定", ""});
    }
    line += "  " + words_.terms(plan.terms);
    const auto standing = words_.standing(plan);
    if (!standing.empty()) line += out_.in({"；", "; "}) + standing;
    out_.add(0, line);
  }

  void write_entry(const StatementEntry& entry) {
    out_.add(0, entry.on.to_text() + "  " + out_.in(entry.cause) + "  " + entry.number);
    for (const auto& refund : entry.refunds) out_.add(2, words_.said(refund));
    for (const auto& receipt : entry.receipts) write_receipt(receipt);
    for (const auto& line : entry.paid) {
      amount_line(show_money(line.amount), words_.settled(line));
    }
    if (StatementWords::tells_net(entry)) {
      amount_line(show_money(entry.net), words_.net(entry), "INC-01");
    }
    out_.add(2, words_.standing(entry));
    out_.gap();
  }

  void write_receipt(const StatementReceipt& receipt) {
    out_.add(2, words_.head(receipt));
    if (!receipt.taken_back.is_zero()) {
      amount_line(show_money(receipt.taken_back),
                  out_.in({"冲回原分配，合计", "taken back, in all"}), "INC-06");
      for (const auto& line : receipt.reversed) {
        amount_line(show_money(line.amount),
                    out_.in({"冲回 ", "taken back: "}) + words_.whose(line.kind, line.party));
      }
    }
    out_.add(2, words_.divided(receipt));
    for (const auto& step : receipt.steps) {
      const auto how = words_.how(step);
      amount_line(StatementWords::amount(step),
                  words_.label(step) + (how.empty() ? "" : out_.in({"：", ": "}) + how), step.rule);
    }
    for (const auto& band : receipt.bands) amount_line("", words_.band(band), "INC-11");
    const bool is_left_out =
        statement_.person && !receipt.steps.empty() && !words_.has_part(receipt);
    if (is_left_out) amount_line("0.00", words_.nothing_for_you());
  }

  void write_waiting() {
    for (const auto& waiting : statement_.waiting) {
      out_.add(0, waiting.received_on.to_text() + out_.in({"  到账 ", "  receipt "}) +
                      waiting.number + "  " + show_money(waiting.amount) +
                      (waiting.public_data ? "  " + out_.in(public_money)
                                           : out_.in({"  尚未分配：还没有施行的分配方案",
                                                      "  not divided yet: no plan is in force"})));
    }
    if (!statement_.waiting.empty()) out_.gap();
  }

  void write_equity() {
    for (const auto& award : statement_.equity) {
      out_.add(0, award.decided_on.to_text() + out_.in({"  股权 ", "  shares "}) + award.contract +
                      "  " + words_.how(award) + "  [INC-03]");
      for (const auto& line : award.people) {
        const auto how = words_.how(award, line);
        out_.add(2, show(line.party, out_.language()) + out_.in({"  权重 ", "  weight "}) +
                        line.weight.to_text() + "  " + std::to_string(line.shares) +
                        out_.in({" 股", " shares"}) +
                        (how.empty() ? how : out_.in({"：", ": "}) + how) +
                        (line.excluded ? "  [INC-04]" : "  [INC-03]"));
      }
    }
    for (const auto& event : statement_.equity_events) {
      out_.add(0, out_.in({"单位股权 ", "institution's shares "}) +
                      show_event(event, out_.language()) + "  [AST-04]");
    }
    if (!statement_.equity.empty() || !statement_.equity_events.empty()) out_.gap();
  }

  void write_sums() {
    for (const auto& balance : statement_.balances) {
      out_.add(0, words_.whose(balance.kind, balance.party) + out_.in({"  应得 ", "  entitled "}) +
                      show_money(balance.entitled) + out_.in({"  已付 ", "  paid "}) +
                      show_money(balance.paid) + out_.in({"  待付 ", "  due "}) +
                      show_money(balance.due));
    }
    out_.add(0, out_.in({"净收入 ", "net income "}) + show_money(statement_.net) +
                    out_.in({"  未收回成本 ", "  cost not recovered "}) +
                    show_money(statement_.unrecovered));
    out_.add(0, out_.in({"全案 ", "whole case: "}) +
                    show_conservation(statement_.conservation, out_.language()));
  }

  const IncomeStatement& statement_;
  StatementWords words_;
  Lines out_;
};

}  // namespace

std::string to_text(const IncomeStatement& statement, Language language) {
  return StatementText(statement, language).write();
}

}  // namespace kezhuan
