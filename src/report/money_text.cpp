#include "report/lines.hpp"
#include "report/money_shown.hpp"

namespace kezhuan {

namespace {

std::string money(const Money& amount) { return show_money(amount); }

void add_contracts(Lines& out, const std::vector<ReportContract>& contracts) {
  for (const auto& one : contracts) {
    out.add(2, out.in({"合同 ", "contract "}) + one.number + "  " + one.title + "  " +
                   out.in(one.sub_kind) + "  " + one.transferee.name + "  " +
                   one.signed_on.to_text() + "  " + money(one.amount()));
  }
}

void add_receipt(Lines& out, const ReportReceipt& receipt) {
  auto head = out.in({"到账 ", "receipt "}) + receipt.number + "  " +
              receipt.received_on.to_text() + "  " + money(receipt.amount);
  if (!receipt.refunds.empty()) {
    head += out.in({"  减退款后 ", "  after refunds "}) + money(receipt.surviving);
  }
  head += receipt.plan ? out.in({"  依方案 ", "  by plan "}) + *receipt.plan
                       : out.in({"  （尚未分配）", "  (not divided yet)"});
  out.add(2, head);
  if (receipt.pool) {
    out.add(4, out.in({"奖励总额（累计）  ", "reward in all (cumulative)  "}) +
                   show(*receipt.pool, out.language()) + "  [INC-02]");
  }
  for (const auto& line : receipt.lines) {
    out.add(4, out.in(line.kind) + "  " + (line.party ? show(*line.party, out.language()) : "") +
                   (line.party ? "  " : "") + money(line.amount) + "  [" + show_derivation(line) +
                   "; " + line.rule + "]");
  }
}

void add_case(Lines& out, const DistributionCase& one) {
  out.add(0, one.number + "  " + one.title + "  " + (one.pathway ? out.in(*one.pathway) : ""));
  out.add(
      2, out.in({"适用 ", "applies: "}) + show_versions(one.policy, one.contracts, out.language()));
  add_contracts(out, one.contracts);
  for (const auto& cost : one.cost_sums) {
    out.add(2, (cost.direct ? out.in({"直接成本 ", "direct cost, "})
                            : out.in({"间接成本 ", "indirect cost, "})) +
                   out.in(cost.category) + "  " + money(cost.amount));
  }
  for (const auto& receipt : one.receipts) add_receipt(out, receipt);
  out.add(2, out.in({"净收入 ", "net income "}) + money(one.totals.net) +
                 out.in({"  未收回成本 ", "  cost not recovered "}) + money(one.unrecovered));
  for (const auto& balance : one.balances) {
    out.add(2, out.in(balance.kind) + "  " + show(balance.party, out.language()) +
                   out.in({"  应得 ", "  entitled "}) + money(balance.entitled) +
                   out.in({"  已付 ", "  paid "}) + money(balance.paid) +
                   out.in({"  待付 ", "  due "}) + money(balance.due));
  }
  for (const auto& equity : one.equity) {
    for (const auto& line : equity.people) {
      out.add(2, out.in({"股权 ", "shares "}) + equity.contract + "  " +
                     show(line.party, out.language()) + "  " + std::to_string(line.shares) +
                     (line.excluded ? out.in({"  正职领导，不得持股", "  head, excluded"}) : ""));
    }
    out.add(2, out.in({"股权 ", "shares "}) + equity.contract +
                   out.in({"  单位（决定时）", "  institution at the award "}) +
                   std::to_string(equity.institution_shares));
  }
  for (const auto& event : one.equity_events) {
    out.add(2, out.in({"单位股权 ", "institution's shares "}) + show_event(event, out.language()) +
                   "  [AST-04]");
  }
  out.add(2, show_conservation(one.conservation, out.language()));
  out.gap();
}

void add_rows(Lines& out, const StaticText& title, const std::vector<PartyYear>& rows,
              bool is_unit) {
  if (rows.empty()) return;
  out.add(0, out.in(title));
  for (const auto& row : rows) {
    auto line = std::to_string(row.year) + "  " +
                (is_unit ? show_unit(row.party, out.language()) : show(row.party, out.language())) +
                out.in({"  应得 ", "  entitled "}) + money(row.entitled) +
                out.in({"  已付 ", "  paid "}) + money(row.paid);
    if (!row.recovered.is_zero()) {
      line += out.in({"  追回 ", "  recovered "}) + money(row.recovered);
    }
    line += out.in({"  年末待付 ", "  due at year's end "}) + money(row.due);
    if (row.shares > 0) line += out.in({"  股份 ", "  shares "}) + std::to_string(row.shares);
    out.add(2, line);
  }
  out.gap();
}

void add_contract_rows(Lines& out, const std::vector<ContractYear>& rows) {
  if (rows.empty()) return;
  out.add(0, out.in({"分合同", "By contract"}));
  for (const auto& row : rows) {
    auto line = std::to_string(row.year) + "  " + row.contract + "  " + row.transferee.name;
    const auto figure = [&](const StaticText& name, const Money& amount) {
      if (!amount.is_zero()) line += "  " + out.in(name) + " " + money(amount);
    };
    figure({"合同金额", "contract amount"}, row.contracted);
    figure({"到账", "received"}, row.received);
    figure({"退款", "refunded"}, row.refunded);
    figure({"收回成本", "cost recovered"}, row.costs_recovered);
    figure({"应付共有机构", "payable to co-owners"}, row.other_institutions);
    figure({"所有权收益", "owner income"}, row.owner_income);
    figure({"奖励和报酬", "reward"}, row.reward);
    figure({"单位留存", "institution"}, row.institution);
    if (row.shares > 0) line += out.in({"  奖励股份 ", "  shares "}) + std::to_string(row.shares);
    out.add(2, line);
  }
  out.gap();
}

}  // namespace

std::string to_text(const DistributionReport& report, Language language) {
  Lines out(language);
  const auto scope = show_scope(report, language);
  out.add(0, report.institution + "  " + out.in(distribution_title) +
                 (scope.empty() ? "" : "  " + scope));
  out.gap();
  if (report.cases.empty()) {
    out.add(0, out.in({"范围内没有合同、成本、到账或股权。",
                       "Nothing in scope: no contract, cost, money or equity."}));
    out.gap();
  }
  for (const auto& one : report.cases) add_case(out, one);
  add_contract_rows(out, report.contracts);
  add_rows(out, {"分人员", "By person"}, report.people, false);
  add_rows(out, {"分部门", "By unit"}, report.units, true);
  out.mark(report.ledger_size, report.ledger_root);
  return out.take();
}

std::string to_text(const AnnualReport& report, Language language) {
  Lines out(language);
  out.add(0, report.institution + "  " +
                 out.in(report.kind == ReportKind::annual ? annual_title : real_time_title) + "  " +
                 show_period(report, language));
  out.gap();
  for (const auto& figure : report.figures) {
    auto line = out.in(figure.figure) + "  " + show_figure(figure);
    if (!figure.cases.empty()) line += "  [" + join(figure.cases, language) + "]";
    out.add(2, line);
  }
  out.gap();
  for (const auto& group : report.groups) {
    out.add(2, out.in(group.pathway) + " / " + out.in(group.type) + "  " +
                   std::to_string(group.contracts) + "  " + money(group.amount) + "  [" +
                   join(group.cases, language) + "]");
  }
  out.gap();
  for (const auto& project : report.projects) {
    out.add(0, project.number + "  " + project.title + "  " +
                   (project.pathway ? out.in(*project.pathway) : ""));
    out.add(2, out.in({"适用 ", "applies: "}) +
                   show_versions(project.policy, project.contracts, language));
    add_contracts(out, project.contracts);
    out.add(2, out.in({"到账 ", "received "}) + money(project.received) +
                   out.in({"  退款 ", "  refunded "}) + money(project.refunded) +
                   out.in({"  净收入 ", "  net income "}) + money(project.net) +
                   out.in({"  现金奖励 ", "  cash reward "}) + money(project.cash_reward) +
                   out.in({"  留存 ", "  retained "}) + money(project.retained));
  }
  out.mark(report.ledger_size, report.ledger_root);
  return out.take();
}

}  // namespace kezhuan
