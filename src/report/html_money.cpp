#include <algorithm>
#include <map>

#include "report/booked.hpp"
#include "report/markup.hpp"
#include "report/money_page.hpp"

namespace kezhuan {

namespace {

constexpr std::string_view taken = "#a9b6c1";
constexpr std::string_view given = "#3f8f6b";
constexpr std::string_view kept = "#4a7d9d";
constexpr std::string_view waiting = "#d39a3a";

Bar bar_of(const std::string& label, const Money& amount, std::string_view colour) {
  return {label, amount.minor(), colour, show_money(amount)};
}

std::string in_caption(const std::string& title, Currency currency) {
  return currency.is_cny() ? title : title + " (" + currency.to_text() + ")";
}

template <class Rows, class Find>
std::vector<ListPolicy> policies_of(const Rows& rows, Find find) {
  std::vector<ListPolicy> policies;
  for (const auto& row : rows) {
    const ListPolicy& policy = find(row);
    const bool is_known = std::any_of(policies.begin(), policies.end(),
                                      [&](const ListPolicy& p) { return p.hash == policy.hash; });
    if (!is_known) policies.push_back(policy);
  }
  return policies;
}

// -- distribution --------------------------------------------------------------------------------

class DistributionPage {
 public:
  DistributionPage(const DistributionReport& report, Language language)
      : report_(report), page_(language) {}

  std::string write() {
    page_.header(report_.institution, distribution_title, show_scope(report_, page_.language()),
                 report_.public_rendering,
                 {"内部版：含个人收益", "Internal: holds people's income"});
    write_charts();
    write_years();
    write_contract_years();
    write_parties({"分人员", "By person"}, report_.people, false);
    write_parties({"分部门", "By unit"}, report_.units, true);
    for (const auto& one : report_.cases) write_case(one);
    if (report_.cases.empty()) {
      page_.html("<p>" +
                 page_.in({"范围内没有合同、成本、到账或股权。",
                           "Nothing in scope: no contract, cost, money or equity."}) +
                 "</p>\n");
    }
    const auto policies = policies_of(
        report_.cases, [](const DistributionCase& one) -> const ListPolicy& { return one.policy; });
    return page_.finish(policies, report_.ledger_size, report_.ledger_root, report_.printed_at,
                        "landscape");
  }

 private:
  std::string money(const Money& amount) const { return show_money(amount); }

  /// Where the money of the cases went, one chart a currency.
  void write_charts() {
    std::map<Currency, Conservation> sums;
    for (const auto& one : report_.cases) {
      const auto& c = one.conservation;
      if (c.received.is_zero()) continue;
      const auto [found, is_new] = sums.try_emplace(c.received.currency(), c);
      if (is_new) continue;
      auto& sum = found->second;
      sum.costs_recovered += c.costs_recovered;
      sum.other_institutions += c.other_institutions;
      sum.owner_income += c.owner_income;
      sum.reward += c.reward;
      sum.institution += c.institution;
      sum.undivided += c.undivided;
      sum.received += c.received;
    }
    if (sums.empty()) return;
    page_.html("<div class=\"figures\">\n");
    for (const auto& [currency, sum] : sums) {
      const auto title = in_caption(
          page_.in({"到账的去向（累计）", "Where the money went (cumulative)"}), currency);
      page_.html(bar_chart(
          title,
          {bar_of(page_.in({"到账（减退款）", "received, net"}), sum.received, kept),
           bar_of(page_.in({"收回成本", "cost recovered"}), sum.costs_recovered, taken),
           bar_of(page_.in({"共有机构", "other institutions"}), sum.other_institutions, taken),
           bar_of(page_.in({"所有权收益", "owner income"}), sum.owner_income, given),
           bar_of(page_.in({"奖励和报酬", "reward"}), sum.reward, given),
           bar_of(page_.in({"单位留存", "institution"}), sum.institution, kept),
           bar_of(page_.in({"尚未分配", "not divided yet"}), sum.undivided, waiting)}));
    }
    page_.html("</div>\n");
  }

  void write_years() {
    if (report_.years.empty()) return;
    page_.subheading({"分年度", "By year"});
    page_.begin_table({{{"年度", "Year"}, Cell::code},
                       {{"合同金额", "Contracts"}, Cell::number},
                       {{"到账", "Received"}, Cell::number},
                       {{"退款", "Refunded"}, Cell::number},
                       {{"直接成本", "Direct cost"}, Cell::number},
                       {{"间接成本", "Indirect cost"}, Cell::number},
                       {{"净收入", "Net income"}, Cell::number},
                       {{"共有机构", "Co-owners"}, Cell::number},
                       {{"所有权收益", "Owner income"}, Cell::number},
                       {{"奖励和报酬", "Reward"}, Cell::number},
                       {{"单位留存", "Institution"}, Cell::number},
                       {{"已付个人", "Paid"}, Cell::number},
                       {{"从个人追回", "Recovered"}, Cell::number}});
    for (const auto& year : report_.years) {
      page_.row({std::to_string(year.year), money(year.contracted), money(year.received),
                 money(year.refunded), money(year.direct_costs), money(year.indirect_costs),
                 money(year.net), money(year.other_institutions), money(year.owner_income),
                 money(year.reward), money(year.institution), money(year.paid),
                 money(year.recovered)});
    }
    page_.end_table();
  }

  void write_contract_years() {
    if (report_.contracts.empty()) return;
    page_.subheading({"分合同", "By contract"});
    page_.begin_table({{{"合同", "Contract"}, Cell::code},
                       {{"受让方", "Transferee"}},
                       {{"年度", "Year"}, Cell::code},
                       {{"合同金额", "Amount"}, Cell::number},
                       {{"到账", "Received"}, Cell::number},
                       {{"退款", "Refunded"}, Cell::number},
                       {{"收回成本", "Cost recovered"}, Cell::number},
                       {{"共有机构", "Co-owners"}, Cell::number},
                       {{"所有权收益", "Owner income"}, Cell::number},
                       {{"奖励和报酬", "Reward"}, Cell::number},
                       {{"单位留存", "Institution"}, Cell::number},
                       {{"奖励股份", "Shares"}, Cell::number}});
    for (const auto& row : report_.contracts) {
      page_.row({row.contract, row.transferee.name, std::to_string(row.year), money(row.contracted),
                 money(row.received), money(row.refunded), money(row.costs_recovered),
                 money(row.other_institutions), money(row.owner_income), money(row.reward),
                 money(row.institution), row.shares == 0 ? "" : std::to_string(row.shares)});
    }
    page_.end_table();
  }

  void write_parties(const StaticText& title, const std::vector<PartyYear>& rows, bool is_unit) {
    if (rows.empty()) return;
    page_.subheading(title);
    page_.begin_table({{is_unit ? StaticText{"部门", "Unit"} : StaticText{"人员", "Person"}},
                       {{"年度", "Year"}, Cell::code},
                       {{"当年应得", "Entitled"}, Cell::number},
                       {{"当年已付", "Paid"}, Cell::number},
                       {{"当年追回", "Recovered"}, Cell::number},
                       {{"年末待付", "Due at year's end"}, Cell::number},
                       {{"获得股份", "Shares"}, Cell::number},
                       {{"项目", "Cases"}}});
    for (const auto& row : rows) {
      page_.row(
          {is_unit ? show_unit(row.party, page_.language()) : show(row.party, page_.language()),
           std::to_string(row.year), money(row.entitled), money(row.paid), money(row.recovered),
           money(row.due), row.shares == 0 ? "" : std::to_string(row.shares),
           join(row.cases, page_.language())});
    }
    page_.end_table();
  }

  void write_case(const DistributionCase& one) {
    page_.heading(one.number + " " + one.title,
                  one.pathway ? page_.in(*one.pathway) : std::string());
    page_.begin_facts();
    page_.fact({"成果", "Achievements"}, join(names_of(one.achievements), page_.language()));
    page_.fact({"状态", "State"}, page_.in(one.state));
    if (one.plan) write_plan(*one.plan);
    page_.fact({"净收入（累计）", "Net income (cumulative)"}, money(one.totals.net));
    page_.fact({"未收回成本", "Cost not recovered"}, money(one.unrecovered));
    page_.fact({"适用版本", "What applies"},
               show_versions(one.policy, one.contracts, page_.language()));
    page_.end_facts();
    write_contracts(one.contracts);
    write_costs(one);
    write_receipts(one.receipts);
    write_balances(one);
    write_payments(one.payments);
    for (const auto& equity : one.equity) write_equity(equity);
    write_events(one.equity_events);
    page_.conservation(one.conservation);
  }

  void write_plan(const ReportPlan& plan) {
    const auto measure = plan.scheme
                             ? measure_of(plan, page_.language())
                             : page_.in({"奖励比例 ", "reward "}) + plan.reward_ratio.to_text() +
                                   page_.in({"，基数为", " of "}) + page_.in(plan.base);
    const auto terms = measure + page_.in({"；成本", "; cost "}) + page_.in(plan.recovery) +
                       page_.in({"；", "; "}) + page_.in(plan.ownership);
    page_.fact({"分配方案", "Plan"}, plan.number + page_.in({"：", ": "}) + terms);
  }

  void write_contracts(const std::vector<ReportContract>& contracts) {
    if (contracts.empty()) return;
    page_.subheading({"合同", "Contracts"});
    page_.begin_table({{{"合同", "Contract"}},
                       {{"种类", "Kind"}},
                       {{"受让方", "Transferee"}},
                       {{"签订日", "Signed"}},
                       {{"登记编号", "Registration"}},
                       {{"合同金额", "Amount"}, Cell::number},
                       {{"已到账", "Received"}, Cell::number},
                       {{"股份", "Shares"}, Cell::number}});
    for (const auto& one : contracts) {
      page_.row({one.number + " " + one.title, page_.in(one.sub_kind), one.transferee.name,
                 one.signed_on.to_text(), one.registration_no.value_or(""), money(one.amount()),
                 money(one.received), one.shares ? std::to_string(*one.shares) : ""});
    }
    page_.end_table();
  }

  void write_costs(const DistributionCase& one) {
    if (one.costs.empty()) return;
    page_.subheading({"成本", "Costs"});
    page_.begin_table({{{"性质", "Sort"}},
                       {{"科目", "Category"}},
                       {{"发生日", "Incurred"}},
                       {{"说明", "What for"}},
                       {{"金额", "Amount"}, Cell::number}});
    for (const auto& cost : one.costs) {
      page_.row({sort_of(is_direct(cost.category)), page_.in(cost.category),
                 cost.incurred_on.to_text(), cost.what, money(cost.amount)});
    }
    for (const bool direct : {true, false}) {
      Money total;
      for (const auto& sum : one.cost_sums) {
        if (sum.direct != direct) continue;
        if (items_of(one, sum.category) > 1) {
          page_.row({sort_of(direct), page_.in(sum.category), "", page_.in({"小计", "subtotal"}),
                     money(sum.amount)},
                    "sum");
        }
        total = total.is_zero() ? sum.amount : total + sum.amount;
      }
      if (total.is_zero()) continue;
      page_.row({sort_of(direct), page_.in({"合计", "total"}), "", "", money(total)}, "sum");
    }
    page_.end_table();
  }

  static std::int64_t items_of(const DistributionCase& one, CostCategory category) {
    return std::count_if(one.costs.begin(), one.costs.end(),
                         [&](const CostItem& cost) { return cost.category == category; });
  }

  std::string sort_of(bool is_direct_cost) const {
    return is_direct_cost ? page_.in({"直接", "direct"}) : page_.in({"间接", "indirect"});
  }

  void write_receipts(const std::vector<ReportReceipt>& receipts) {
    if (receipts.empty()) return;
    page_.subheading({"到账与分配", "Receipts and how they were divided"});
    page_.begin_table({{{"到账 / 去向", "Receipt / where it goes"}},
                       {{"对象", "Who"}},
                       {{"算法（累计基数 × 比例 ≈ 累计应得 − 此前已计）",
                         "How (cumulative base × share ≈ cumulative − before)"},
                        Cell::derivation},
                       {{"规则", "Rule"}},
                       {{"金额", "Amount"}, Cell::number}});
    for (const auto& receipt : receipts) {
      page_.row({receipt.number + "  " + receipt.received_on.to_text(), receipt.contract,
                 receipt.plan ? page_.in({"依方案 ", "by plan "}) + *receipt.plan +
                                    page_.in({"，本笔可分配收入 ", ", distributable "}) +
                                    money(receipt.distributable)
                              : page_.in({"尚未分配", "not divided yet"}),
                 "", money(receipt.amount)},
                "head");
      for (const auto& refund : receipt.refunds) {
        page_.row({page_.in({"退款 ", "refund "}) + refund.refunded_on.to_text(), "", refund.reason,
                   "", money(-refund.amount)});
      }
      if (receipt.pool) {
        page_.row({page_.in({"奖励总额（累计）", "reward in all (cumulative)"}), "",
                   show(*receipt.pool, page_.language()), "INC-02", ""});
      }
      for (const auto& line : receipt.lines) {
        page_.row({page_.in(line.kind), line.party ? show(*line.party, page_.language()) : "",
                   show_derivation(line), line.rule, money(line.amount)});
      }
      if (!receipt.lines.empty() && is_whole()) {
        page_.row({page_.in({"合计", "sum"}), "", "", "", money(receipt.surviving)}, "sum");
      }
    }
    page_.end_table();
  }

  /// Whether the lines of all people are shown, so that they sum to the receipt.
  bool is_whole() const { return !report_.only_person && !report_.only_unit; }

  void write_balances(const DistributionCase& one) {
    if (one.balances.empty()) return;
    page_.subheading({"应得与已付（累计）", "Entitled and paid (cumulative)"});
    page_.begin_table({{{"对象", "Who"}},
                       {{"性质", "Sort"}},
                       {{"应得", "Entitled"}, Cell::number},
                       {{"已付", "Paid"}, Cell::number},
                       {{"待付", "Due"}, Cell::number}});
    for (const auto& balance : one.balances) {
      page_.row({show(balance.party, page_.language()), page_.in(balance.kind),
                 money(balance.entitled), money(balance.paid), money(balance.due)});
    }
    page_.end_table();
  }

  void write_payments(const std::vector<ReportPaymentLine>& payments) {
    if (payments.empty()) return;
    page_.subheading({"发放", "Payments"});
    page_.begin_table({{{"发放", "Payment"}},
                       {{"发放日", "Paid on"}},
                       {{"对象", "Who"}},
                       {{"性质", "Sort"}},
                       {{"金额", "Amount"}, Cell::number}});
    for (const auto& line : payments) {
      const auto recovered = page_.in({"追回", "recovered"});
      page_.row(
          {line.payment + (line.amount.is_negative() ? in_brackets(recovered, page_.language())
                                                     : std::string()),
           line.paid_on.to_text(), show(line.party, page_.language()), page_.in(line.kind),
           money(line.amount)});
    }
    page_.end_table();
  }

  void write_equity(const ReportEquity& equity) {
    page_.subheading({"股权奖励", "Equity award"});
    page_.begin_facts();
    page_.fact({"合同", "Contract"}, equity.contract);
    page_.fact({"被投企业", "Company"}, equity.company.name);
    page_.fact({"决定日", "Decided on"}, equity.decided_on.to_text());
    page_.fact({"作价金额", "Invested value"}, money(equity.invested_value));
    page_.fact({"股份总数", "Shares"}, std::to_string(equity.shares));
    page_.end_facts();
    page_.begin_table({{{"持有人", "Holder"}},
                       {{"权重", "Weight"}, Cell::number},
                       {{"说明", "Note"}},
                       {{"规则", "Rule"}},
                       {{"股份数", "Shares"}, Cell::number}});
    for (const auto& line : equity.people) {
      page_.row({show(line.party, page_.language()), line.weight.to_text(),
                 line.excluded ? page_.in({"正职领导，不得持股", "principal head, excluded"}) : "",
                 line.excluded ? "INC-04" : "INC-03", std::to_string(line.shares)});
    }
    page_.row(
        {page_.in({"个人合计", "people"}), "", "", "INC-03", std::to_string(equity.people_shares)},
        "sum");
    page_.row({page_.in({"单位（决定时）", "institution at the award"}), "", "", "AST-02",
               std::to_string(equity.institution_shares)},
              "sum");
    page_.end_table();
  }

  void write_events(const std::vector<ReportEquityEvent>& events) {
    if (events.empty()) return;
    page_.subheading({"单位股权事项", "What the institution did with its shares"});
    page_.begin_table({{{"合同", "Contract"}},
                       {{"事项", "Event"}},
                       {{"日期", "On"}},
                       {{"股份数", "Shares"}, Cell::number},
                       {{"收到金额", "Received"}, Cell::number},
                       {{"其后单位现有", "Then held"}, Cell::number}});
    for (const auto& event : events) {
      page_.row({event.contract, page_.in(event.event), event.on.to_text(),
                 event.shares == 0 ? "" : std::to_string(event.shares), money(event.amount),
                 std::to_string(event.held)});
    }
    page_.end_table();
  }

  const DistributionReport& report_;
  MoneyPage page_;
};

// -- annual report -------------------------------------------------------------------------------

class AnnualPage {
 public:
  AnnualPage(const AnnualReport& report, Language language) : report_(report), page_(language) {}

  std::string write() {
    page_.header(
        report_.institution, report_.kind == ReportKind::annual ? annual_title : real_time_title,
        show_period(report_, page_.language()), report_.public_rendering, {"内部版", "Internal"});
    write_chart();
    write_figures();
    write_groups();
    write_projects();
    const auto policies = policies_of(
        report_.projects, [](const AnnualProject& one) -> const ListPolicy& { return one.policy; });
    return page_.finish(policies, report_.ledger_size, report_.ledger_root, report_.printed_at,
                        "landscape");
  }

 private:
  std::string money(const Money& amount) const { return show_money(amount); }

  static std::string_view colour_of(FigureKind kind) {
    switch (kind) {
      case FigureKind::cash_reward:
      case FigureKind::owner_income:
      case FigureKind::reward_paid:
      case FigureKind::equity_value: return given;
      case FigureKind::refunds:
      case FigureKind::reward_recovered:
      case FigureKind::other_institutions: return taken;
      default: return kept;
    }
  }

  static StaticText short_name(FigureKind kind) {
    switch (kind) {
      case FigureKind::contract_amount: return {"合同金额", "contracts"};
      case FigureKind::equity_value: return {"股权奖励", "equity reward"};
      case FigureKind::owner_income: return {"所有权收益", "owner income"};
      case FigureKind::cash_reward: return {"现金奖励", "cash reward"};
      case FigureKind::reward_paid: return {"已付个人", "paid"};
      case FigureKind::reward_recovered: return {"从个人追回", "recovered"};
      case FigureKind::retained: return {"单位留存", "kept"};
      case FigureKind::retained_equity: return {"单位持股", "shares kept"};
      case FigureKind::dividends: return {"分红", "dividends"};
      case FigureKind::equity_proceeds: return {"股权处置", "shares sold"};
      case FigureKind::other_institutions: return {"共有机构", "co-owners"};
      default: return name_of(kind);
    }
  }

  void write_chart() {
    std::map<Currency, std::vector<Bar>> charts;
    for (const auto& figure : report_.figures) {
      if (!figure.amount || figure.amount->is_zero()) continue;
      charts[figure.amount->currency()].push_back(
          bar_of(page_.in(short_name(figure.figure)), *figure.amount, colour_of(figure.figure)));
    }
    std::vector<Bar> paths;
    std::map<Pathway, std::int64_t> by_path;
    for (const auto& group : report_.groups) by_path[group.pathway] += group.contracts;
    for (const auto& [pathway, number] : by_path)
      paths.push_back({page_.in(pathway), number, kept});
    if (charts.empty() && paths.empty()) return;
    page_.html("<div class=\"figures\">\n");
    for (const auto& [currency, bars] : charts) {
      page_.html(bar_chart(in_caption(page_.in({"金额", "Amounts"}), currency), bars));
    }
    if (!paths.empty()) {
      page_.html(bar_chart(page_.in({"合同（项），按路径", "Contracts by pathway"}), paths));
    }
    page_.html("</div>\n");
  }

  void write_figures() {
    page_.heading(page_.in({"指标", "Figures"}));
    page_.begin_table({{{"指标", "Figure"}},
                       {{"数值", "Value"}, Cell::number},
                       {{"所涉项目", "Cases behind it"}}});
    for (const auto& figure : report_.figures) {
      page_.row(
          {page_.in(figure.figure), show_figure(figure), join(figure.cases, page_.language())});
    }
    page_.end_table();
  }

  void write_groups() {
    if (report_.groups.empty()) return;
    page_.heading(page_.in({"合同，按路径与类型", "Contracts by pathway and type"}));
    page_.begin_table({{{"转化路径", "Pathway"}},
                       {{"合同类型", "Type"}},
                       {{"合同数", "Contracts"}, Cell::number},
                       {{"合同金额", "Amount"}, Cell::number},
                       {{"所涉项目", "Cases"}}});
    for (const auto& group : report_.groups) {
      page_.row({page_.in(group.pathway), page_.in(group.type), std::to_string(group.contracts),
                 money(group.amount), join(group.cases, page_.language())});
    }
    page_.end_table();
  }

  void write_projects() {
    if (report_.projects.empty()) return;
    page_.heading(page_.in({"项目清单", "Project list"}));
    page_.begin_table({{{"项目", "Case"}, Cell::wide},
                       {{"路径与合同", "Pathway and contracts"}, Cell::wide},
                       {{"合同金额", "Contracts"}, Cell::number},
                       {{"到账", "Received"}, Cell::number},
                       {{"退款", "Refunded"}, Cell::number},
                       {{"净收入", "Net income"}, Cell::number},
                       {{"现金奖励", "Cash reward"}, Cell::number},
                       {{"所有权收益", "Owner income"}, Cell::number},
                       {{"股权奖励", "Equity reward"}, Cell::number},
                       {{"已付个人", "Paid"}, Cell::number},
                       {{"从个人追回", "Recovered"}, Cell::number},
                       {{"人数", "Persons"}, Cell::number},
                       {{"共有机构", "Co-owners"}, Cell::number},
                       {{"单位留存", "Kept"}, Cell::number},
                       {{"报告", "Reports"}, Cell::code}});
    for (const auto& one : report_.projects) {
      page_.row({one.number + " " + one.title + achievements_of(one), contracts_of(one),
                 money(one.contract_amount), money(one.received), money(one.refunded),
                 money(one.net), money(one.cash_reward), money(one.owner_income),
                 money(one.equity_value), money(one.paid), money(one.recovered),
                 std::to_string(one.persons), money(one.other_institutions), money(one.retained),
                 join(one.reports, page_.language())});
    }
    page_.end_table();
  }

  std::string achievements_of(const AnnualProject& one) const {
    return in_brackets(join(names_of(one.achievements), page_.language()), page_.language());
  }

  std::string contracts_of(const AnnualProject& one) const {
    std::vector<std::string> parts;
    if (one.pathway) parts.push_back(page_.in(*one.pathway));
    for (const auto& contract : one.contracts) {
      parts.push_back(contract.number + " " + contract.transferee.name + " " +
                      money(contract.amount()) + shares_of(contract) +
                      page_.in({"，累计到账 ", ", received in all "}) + money(contract.received) +
                      page_.in({"；", "; "}) + show_plan(contract, page_.language()));
    }
    for (const auto& event : one.equity_events) {
      parts.push_back(event.on.to_text() + " " + page_.in(event.event) + " " + money(event.amount));
    }
    return join(parts, page_.language());
  }

  /// What is shares and what is cash, where it is both.
  std::string shares_of(const ReportContract& contract) const {
    if (!contract.invested_value || !contract.cash) return {};
    return in_brackets(page_.in({"作价 ", "shares "}) + money(*contract.invested_value) +
                           page_.in({"，现金 ", ", cash "}) + money(*contract.cash),
                       page_.language());
  }

  const AnnualReport& report_;
  MoneyPage page_;
};

}  // namespace

std::string to_html(const DistributionReport& report, Language language) {
  return DistributionPage(report, language).write();
}

std::string to_html(const AnnualReport& report, Language language) {
  return AnnualPage(report, language).write();
}

}  // namespace kezhuan
