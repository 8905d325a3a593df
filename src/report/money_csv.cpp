#include <map>

#include "report/csv_writer.hpp"
#include "report/money_shown.hpp"

namespace kezhuan {

namespace {

/// One column: its key and heading.
struct Column {
  std::string_view key;
  StaticText heading;
};

/// A table whose rows name the columns they fill; every row has as many cells.
class Table {
 public:
  Table(std::vector<Column> columns, Language language)
      : columns_(std::move(columns)), language_(language) {
    for (const auto& column : columns_) csv_.cell(column.heading.in(language));
    csv_.end_row();
  }

  class Row {
   public:
    explicit Row(const Table& table) : table_(table) {}
    Row& text(std::string_view key, std::string value) {
      cells_[key] = {std::move(value), false};
      return *this;
    }
    Row& text(std::string_view key, const StaticText& value) {
      return text(key, std::string(value.in(table_.language_)));
    }
    Row& number(std::string_view key, std::int64_t value) {
      cells_[key] = {std::to_string(value), true};
      return *this;
    }
    Row& amount(std::string_view key, const Money& value) {
      cells_[key] = {plain_amount(value), true};
      return text("currency", value.currency().to_text());
    }
    Row& party(const ReportParty& party) {
      text("party", party.number).text("name", party.name);
      return text("unit", party.unit_name.value_or(""));
    }

   private:
    friend class Table;
    struct Cell {
      std::string value;
      bool is_number = false;
    };
    const Table& table_;
    std::map<std::string_view, Cell> cells_;
  };

  Row row() const { return Row(*this); }

  void add(const Row& row) {
    for (const auto& column : columns_) {
      const auto found = row.cells_.find(column.key);
      if (found == row.cells_.end()) {
        csv_.cell("");
      } else if (found->second.is_number) {
        csv_.number(found->second.value);
      } else {
        csv_.cell(found->second.value);
      }
    }
    csv_.end_row();
  }

  std::string take() { return csv_.take(); }
  Language language() const { return language_; }

 private:
  std::vector<Column> columns_;
  Language language_;
  CsvWriter csv_;
};

// -- distribution --------------------------------------------------------------------------------

std::vector<Column> distribution_columns() {
  return {{"row", {"行", "row"}},
          {"case", {"项目", "case"}},
          {"contract", {"合同", "contract"}},
          {"item", {"编号", "number"}},
          {"date", {"日期", "date"}},
          {"year", {"年度", "year"}},
          {"kind", {"性质", "kind"}},
          {"party", {"对象编号", "party"}},
          {"name", {"姓名（名称）", "name"}},
          {"unit", {"部门", "unit"}},
          {"base", {"累计基数", "cumulative base"}},
          {"share", {"比例", "share"}},
          {"cumulative", {"累计应得", "cumulative"}},
          {"before", {"此前已计", "before"}},
          {"amount", {"金额", "amount"}},
          {"entitled", {"应得", "entitled"}},
          {"paid", {"已付", "paid"}},
          {"recovered", {"追回", "recovered"}},
          {"due", {"待付", "due"}},
          {"shares", {"股份数", "shares"}},
          {"currency", {"币种", "currency"}},
          {"rule", {"规则", "rule"}},
          {"note", {"说明", "note"}}};
}

class DistributionTable {
 public:
  explicit DistributionTable(Language language) : table_(distribution_columns(), language) {}

  std::string write(const DistributionReport& report) {
    for (const auto& one : report.cases) add_case(one);
    for (const auto& year : report.years) add_year(year);
    for (const auto& row : report.contracts) add_contract_year(row);
    for (const auto& row : report.people) add_party({"人员年度", "person, year"}, row);
    for (const auto& row : report.units) add_party({"部门年度", "unit, year"}, row);
    table_.add(table_.row()
                   .text("row", StaticText{"账册", "ledger"})
                   .number("item", report.ledger_size)
                   .text("note", report.ledger_root.to_text()));
    return table_.take();
  }

 private:
  Table::Row row(const StaticText& kind) const {
    return std::move(table_.row().text("row", kind).text("case", case_));
  }
  std::string in(const StaticText& text) const { return std::string(text.in(table_.language())); }

  void add_case(const DistributionCase& one) {
    case_ = one.number;
    auto note = names_of(one.achievements);
    note.push_back(show(one.policy));
    table_.add(row({"项目", "case"})
                   .text("item", one.number)
                   .text("kind", one.pathway ? in(name_of(*one.pathway)) : "")
                   .text("name", one.title)
                   .text("note", join(note, table_.language())));
    for (const auto& contract : one.contracts) add_contract(contract);
    for (const auto& cost : one.costs) add_cost(cost);
    for (const auto& receipt : one.receipts) add_receipt(receipt);
    for (const auto& balance : one.balances) {
      table_.add(row({"应得与已付", "balance"})
                     .text("kind", name_of(balance.kind))
                     .party(balance.party)
                     .amount("entitled", balance.entitled)
                     .amount("paid", balance.paid)
                     .amount("due", balance.due));
    }
    for (const auto& line : one.payments) {
      table_.add(row(line.amount.is_negative() ? StaticText{"追回", "recovery"}
                                               : StaticText{"发放", "payment"})
                     .text("item", line.payment)
                     .text("date", line.paid_on.to_text())
                     .text("kind", name_of(line.kind))
                     .party(line.party)
                     .amount("amount", line.amount));
    }
    for (const auto& equity : one.equity) add_equity(equity);
    for (const auto& event : one.equity_events) {
      table_.add(row({"单位股权", "equity event"})
                     .text("contract", event.contract)
                     .text("date", event.on.to_text())
                     .text("kind", name_of(event.event))
                     .number("shares", event.shares)
                     .amount("amount", event.amount)
                     .text("rule", std::string("AST-04")));
    }
    add_totals(one);
    case_.clear();
  }

  void add_contract(const ReportContract& contract) {
    auto out = row({"合同", "contract"})
                   .text("contract", contract.number)
                   .text("item", contract.registration_no.value_or(""))
                   .text("date", contract.signed_on.to_text())
                   .text("kind", name_of(contract.sub_kind))
                   .party(contract.transferee)
                   .amount("amount", contract.amount())
                   .text("note", join({contract.title, show_plan(contract, table_.language())},
                                      table_.language()));
    if (contract.shares) out.number("shares", *contract.shares);
    table_.add(out);
  }

  void add_cost(const CostItem& cost) {
    table_.add(row(is_direct(cost.category) ? StaticText{"直接成本", "direct cost"}
                                            : StaticText{"间接成本", "indirect cost"})
                   .number("item", cost.index)
                   .text("date", cost.incurred_on.to_text())
                   .text("kind", name_of(cost.category))
                   .amount("amount", cost.amount)
                   .text("rule", std::string("INC-01"))
                   .text("note", cost.what));
  }

  void add_receipt(const ReportReceipt& receipt) {
    table_.add(row({"到账", "receipt"})
                   .text("contract", receipt.contract)
                   .text("item", receipt.number)
                   .text("date", receipt.received_on.to_text())
                   .amount("amount", receipt.amount)
                   .text("note", receipt.plan.value_or(in({"尚未分配", "not divided yet"}))));
    for (const auto& refund : receipt.refunds) {
      table_.add(row({"退款", "refund"})
                     .text("contract", receipt.contract)
                     .text("item", receipt.number)
                     .text("date", refund.refunded_on.to_text())
                     .amount("amount", -refund.amount)
                     .text("note", refund.reason));
    }
    if (receipt.pool) {
      const auto& pool = *receipt.pool;
      table_.add(row({"奖励总额", "reward pool"})
                     .text("contract", receipt.contract)
                     .text("item", receipt.number)
                     .text("date", receipt.received_on.to_text())
                     .text("kind", name_of_base(pool.of))
                     .amount("base", pool.base)
                     .text("share", "×" + pool.ratio.to_text())
                     .amount("cumulative", pool.cumulative)
                     .text("rule", std::string("INC-02")));
    }
    for (const auto& line : receipt.lines) {
      auto out = row({"分配", "line"})
                     .text("contract", receipt.contract)
                     .text("item", receipt.number)
                     .text("date", receipt.received_on.to_text())
                     .text("kind", name_of(line.kind))
                     .amount("base", line.base)
                     .text("share", share_of(line))
                     .amount("cumulative", line.cumulative)
                     .amount("before", line.before)
                     .amount("amount", line.amount)
                     .text("rule", line.rule);
      if (line.party) out.party(*line.party);
      table_.add(out);
    }
  }

  /// A fraction alone would be read as a date.
  static std::string share_of(const DistributionLine& line) { return "×" + line.share.to_text(); }

  void add_equity(const ReportEquity& equity) {
    const auto start = [&] {
      return row({"股权奖励", "equity"})
          .text("contract", equity.contract)
          .text("date", equity.decided_on.to_text())
          .text("rule", std::string("INC-03"));
    };
    for (const auto& line : equity.people) {
      auto out = start();
      out.party(line.party).text("share", "×" + line.weight.to_text());
      out.number("shares", line.shares);
      if (line.excluded) {
        out.text("rule", std::string("INC-04"));
        out.text("note", StaticText{"正职领导，不得持股", "principal head, excluded"});
      }
      table_.add(out);
    }
    table_.add(start()
                   .text("kind", name_of(LineKind::institution))
                   .number("shares", equity.institution_shares));
  }

  void add_totals(const DistributionCase& one) {
    const auto total = [&](const StaticText& kind, const Money& amount) {
      table_.add(row({"累计", "total"}).text("kind", kind).amount("amount", amount));
    };
    total({"到账（减退款）", "received, less refunds"}, one.conservation.received);
    total({"收回成本", "cost recovered"}, one.conservation.costs_recovered);
    total(name_of(LineKind::other_institution), one.conservation.other_institutions);
    total(name_of(LineKind::owner_income), one.conservation.owner_income);
    total(name_of(LineKind::reward), one.conservation.reward);
    total(name_of(LineKind::institution), one.conservation.institution);
    total({"尚未分配", "not divided yet"}, one.conservation.undivided);
    total({"净收入", "net income"}, one.totals.net);
    total({"未收回成本", "cost not recovered"}, one.unrecovered);
  }

  void add_year(const YearFigures& year) {
    const auto figure = [&](const StaticText& kind, const Money& amount) {
      table_.add(table_.row()
                     .text("row", StaticText{"年度", "year"})
                     .number("year", year.year)
                     .text("kind", kind)
                     .amount("amount", amount));
    };
    figure({"合同金额", "contract amount"}, year.contracted);
    figure({"到账", "received"}, year.received);
    figure({"退款", "refunded"}, year.refunded);
    figure({"直接成本", "direct cost"}, year.direct_costs);
    figure({"间接成本", "indirect cost"}, year.indirect_costs);
    figure({"净收入", "net income"}, year.net);
    figure(name_of(LineKind::other_institution), year.other_institutions);
    figure(name_of(LineKind::owner_income), year.owner_income);
    figure(name_of(LineKind::reward), year.reward);
    figure(name_of(LineKind::institution), year.institution);
    figure({"已付个人", "paid to persons"}, year.paid);
    figure({"从个人追回", "recovered from persons"}, year.recovered);
  }

  void add_contract_year(const ContractYear& year) {
    const auto start = [&] {
      return std::move(table_.row()
                           .text("row", StaticText{"合同年度", "contract, year"})
                           .text("case", year.transfer_case)
                           .text("contract", year.contract)
                           .number("year", year.year)
                           .party(year.transferee));
    };
    const auto figure = [&](const StaticText& kind, const Money& amount) {
      table_.add(start().text("kind", kind).amount("amount", amount));
    };
    figure({"合同金额", "contract amount"}, year.contracted);
    figure({"到账", "received"}, year.received);
    figure({"退款", "refunded"}, year.refunded);
    figure({"收回成本", "cost recovered"}, year.costs_recovered);
    figure(name_of(LineKind::other_institution), year.other_institutions);
    figure(name_of(LineKind::owner_income), year.owner_income);
    figure(name_of(LineKind::reward), year.reward);
    figure(name_of(LineKind::institution), year.institution);
    if (year.shares == 0) return;
    table_.add(start()
                   .text("kind", StaticText{"奖励股份", "shares awarded"})
                   .number("shares", year.shares));
  }

  void add_party(const StaticText& kind, const PartyYear& party) {
    table_.add(table_.row()
                   .text("row", kind)
                   .number("year", party.year)
                   .party(party.party)
                   .amount("entitled", party.entitled)
                   .amount("paid", party.paid)
                   .amount("recovered", party.recovered)
                   .amount("due", party.due)
                   .number("shares", party.shares)
                   .text("note", join(party.cases, table_.language())));
  }

  Table table_;
  std::string case_;
};

// -- annual report -------------------------------------------------------------------------------

std::vector<Column> annual_columns() {
  return {{"row", {"行", "row"}},
          {"figure", {"指标", "figure"}},
          {"pathway", {"转化路径", "pathway"}},
          {"type", {"合同类型", "contract type"}},
          {"number", {"编号", "number"}},
          {"name", {"名称", "name"}},
          {"date", {"日期", "date"}},
          {"count", {"数量", "count"}},
          {"amount", {"金额", "amount"}},
          {"currency", {"币种", "currency"}},
          {"cases", {"所涉项目", "cases"}},
          {"note", {"说明", "note"}}};
}

class AnnualTable {
 public:
  explicit AnnualTable(Language language) : table_(annual_columns(), language) {}

  std::string write(const AnnualReport& report) {
    for (const auto& figure : report.figures) add_figure(figure);
    for (const auto& group : report.groups) {
      table_.add(table_.row()
                     .text("row", StaticText{"路径", "pathway"})
                     .text("pathway", name_of(group.pathway))
                     .text("type", name_of(group.type))
                     .number("count", group.contracts)
                     .amount("amount", group.amount)
                     .text("cases", join(group.cases, table_.language())));
    }
    for (const auto& project : report.projects) add_project(project);
    table_.add(table_.row()
                   .text("row", StaticText{"账册", "ledger"})
                   .number("count", report.ledger_size)
                   .text("note", report.ledger_root.to_text()));
    return table_.take();
  }

 private:
  void add_figure(const AnnualFigure& figure) {
    auto out = table_.row()
                   .text("row", StaticText{"指标", "figure"})
                   .text("figure", name_of(figure.figure))
                   .text("cases", join(figure.cases, table_.language()));
    if (figure.count) out.number("count", *figure.count);
    if (figure.amount) out.amount("amount", *figure.amount);
    table_.add(out);
  }

  Table::Row row(const AnnualProject& project, const StaticText& kind) const {
    return std::move(table_.row().text("row", kind).text("cases", project.number));
  }

  static std::vector<std::string> note_of(const AnnualProject& project) {
    auto note = names_of(project.achievements);
    note.push_back(show(project.policy));
    return note;
  }

  void add_project(const AnnualProject& project) {
    table_.add(
        row(project, {"项目", "project"})
            .text("number", project.number)
            .text("name", project.title)
            .text("pathway", project.pathway ? name_of(*project.pathway) : StaticText{"", ""})
            .text("note", join(note_of(project), table_.language())));
    for (const auto& contract : project.contracts) {
      table_.add(
          row(project, {"合同", "contract"})
              .text("type", name_of(contract.type))
              .text("number", contract.number)
              .text("name", contract.title)
              .text("date", contract.signed_on.to_text())
              .amount("amount", contract.amount())
              .text("note", join({contract.transferee.name, show_plan(contract, table_.language())},
                                 table_.language())));
    }
    const auto figure = [&](FigureKind kind, const Money& amount) {
      table_.add(row(project, {"项目指标", "figure of a project"})
                     .text("figure", name_of(kind))
                     .amount("amount", amount));
    };
    figure(FigureKind::contract_amount, project.contract_amount);
    figure(FigureKind::receipts, project.received);
    figure(FigureKind::refunds, project.refunded);
    figure(FigureKind::net_income, project.net);
    figure(FigureKind::cash_reward, project.cash_reward);
    figure(FigureKind::owner_income, project.owner_income);
    figure(FigureKind::reward_paid, project.paid);
    figure(FigureKind::reward_recovered, project.recovered);
    figure(FigureKind::equity_value, project.equity_value);
    figure(FigureKind::other_institutions, project.other_institutions);
    figure(FigureKind::retained, project.retained);
    figure(FigureKind::retained_equity, project.retained_equity);
    for (const auto& event : project.equity_events) figure(figure_of(event.event), event.amount);
    const auto count = [&](FigureKind kind, std::int64_t number) {
      table_.add(row(project, {"项目指标", "figure of a project"})
                     .text("figure", name_of(kind))
                     .number("count", number));
    };
    count(FigureKind::equity_shares, project.equity_shares);
    count(FigureKind::persons_rewarded, project.persons);
  }

  Table table_;
};

}  // namespace

std::string to_csv(const DistributionReport& report, Language language) {
  return DistributionTable(language).write(report);
}

std::string to_csv(const AnnualReport& report, Language language) {
  return AnnualTable(language).write(report);
}

}  // namespace kezhuan
