#include <algorithm>
#include <map>
#include <set>

#include "acts/booked_money.hpp"
#include "kezhuan/core/allocate.hpp"
#include "report/sources.hpp"

namespace kezhuan {

namespace {

/// What one case adds, beside what its project row says.
struct Behind {
  std::int64_t contracts = 0;
  std::int64_t registered = 0;
  std::set<Uuid> rewarded;
};

class Composer {
 public:
  Composer(const MoneySources& sources, const MoneyScope& scope, const ReportOptions& options)
      : sources_(sources),
        state_(sources.state),
        scope_(scope),
        parts_(sources, options, options.public_rendering) {
    report_.kind = scope.transfer_case ? ReportKind::real_time : ReportKind::annual;
    report_.institution = state_.get(state_.settings().institution).name;
    report_.year = scope.year;
    if (scope.transfer_case) report_.only_case = state_.get(*scope.transfer_case).number;
    report_.public_rendering = options.public_rendering;
    report_.printed_at = options.printed_at;
  }

  AnnualReport compose() {
    for (const auto& id : sources_.cases) add_case(state_.get(id));
    write_figures();
    for (auto& [key, group] : groups_) report_.groups.push_back(std::move(group));
    return std::move(report_);
  }

 private:
  // -- one case ----------------------------------------------------------------------------------

  void add_case(const TransferCase& c) {
    Behind behind;
    auto row = header_of(c);
    is_touched_ = false;
    add_contracts(c, row, behind);
    add_money(c, row, behind);
    add_equity(c, row, behind);
    if (!is_touched_ && !scope_.transfer_case) return;
    row.persons = static_cast<std::int64_t>(behind.rewarded.size());
    count_figures(row, behind);
    report_.projects.push_back(std::move(row));
  }

  AnnualProject header_of(const TransferCase& c) const {
    AnnualProject row;
    row.number = c.number;
    row.title = c.title;
    row.state = c.state;
    if (c.pathway) row.pathway = c.pathway->pathway;
    for (const auto& id : c.achievements) row.achievements.push_back(parts_.achievement(id));
    row.policy = parts_.policy(c);
    for (const auto& id : c.reports) row.reports.push_back(state_.get(id).number);
    const auto zero = Money::of_minor(0, currency_of(state_, c));
    for (auto* figure :
         {&row.contract_amount, &row.received, &row.refunded, &row.net, &row.cash_reward,
          &row.owner_income, &row.paid, &row.recovered, &row.equity_value, &row.other_institutions,
          &row.retained, &row.retained_equity}) {
      *figure = zero;
    }
    return row;
  }

  /// True, and noted, when `day` is in the period.
  bool counts(const Date& day) {
    if (!scope_.has_year(day)) return false;
    is_touched_ = true;
    return true;
  }

  void add_contracts(const TransferCase& c, AnnualProject& row, Behind& behind) {
    for (const auto& id : c.contracts) {
      const auto& contract = state_.get(id);
      auto shown = parts_.contract(contract);
      if (counts(contract.signed_on)) {
        ++behind.contracts;
        if (contract.registration) ++behind.registered;
        add(row.contract_amount, shown.amount());
        if (c.pathway) add_to_group(c, c.pathway->pathway, shown);
      }
      row.contracts.push_back(std::move(shown));
    }
  }

  void add_to_group(const TransferCase& c, Pathway pathway, const ReportContract& contract) {
    const auto currency = contract.amount().currency();
    const auto [found, is_new] = groups_.try_emplace(std::tuple(pathway, contract.type, currency));
    auto& group = found->second;
    if (is_new) {
      group = {pathway, contract.type, 0, Money::of_minor(0, currency), {}};
    }
    ++group.contracts;
    add(group.amount, contract.amount());
    if (group.cases.empty() || group.cases.back() != c.number) group.cases.push_back(c.number);
  }

  void add_money(const TransferCase& c, AnnualProject& row, Behind& behind) {
    for (const auto& id : c.receipts) {
      const auto& receipt = state_.get(id);
      if (counts(receipt.received_on)) add(row.received, receipt.amount);
      for (const auto& refund : receipt.refunds) {
        if (counts(refund.refunded_on)) add(row.refunded, refund.amount);
      }
    }
    for (const auto& [day, net] : net_by_day(state_, c)) {
      if (counts(day)) add(row.net, net);
    }
    for (const auto& [day, change] : booked_steps(state_, c)) {
      if (!counts(day)) continue;
      add(row.cash_reward, change.reward);
      add(row.owner_income, change.owner_income);
      add(row.other_institutions, change.other_institutions);
      add(row.retained, change.institution);
    }
    add_rewarded(c, behind);
    for (const auto& id : c.payments) {
      const auto& payment = state_.get(id);
      if (!counts(payment.paid_on)) continue;
      for (const auto& line : payment.lines) {
        if (line.person) add_paid(row.paid, row.recovered, line.amount);
      }
    }
  }

  /// Whose reward of the period is above nothing.
  void add_rewarded(const TransferCase& c, Behind& behind) const {
    std::map<Uuid, Money> rewards;
    for (const auto& id : c.bookings) {
      const auto& booking = state_.get(id);
      for (const auto& line : booking.lines) {
        const bool counts =
            line.kind == LineKind::reward && scope_.has_year(counts_from(state_, booking, line));
        if (counts) add(rewards[line.person->uuid()], line.amount);
      }
    }
    for (const auto& [person, amount] : rewards) {
      if (amount.is_positive()) behind.rewarded.insert(person);
    }
  }

  /// The invested value is divided as the shares were, to the fen.
  void add_equity(const TransferCase& c, AnnualProject& row, Behind& behind) {
    for (const auto& award : c.equity) {
      if (!counts(award.decided_on)) continue;
      row.equity_shares += award.people_shares;
      for (const auto& line : award.people) {
        if (line.shares > 0) behind.rewarded.insert(line.person.uuid());
      }
      const auto& investment = state_.get(award.contract).investment;
      const std::array<std::int64_t, 2> shares{award.people_shares, award.institution_shares};
      if (!investment || shares[0] + shares[1] == 0) continue;
      const auto parts = allocate(investment->invested_value, shares);
      add(row.equity_value, parts[0]);
      add(row.retained_equity, parts[1]);
    }
    for (std::size_t i = 0; i < c.equity_events.size(); ++i) {
      if (!counts(c.equity_events[i].on)) continue;
      row.equity_events.push_back(shown_event(state_, c, i));
    }
  }

  // -- figures -----------------------------------------------------------------------------------

  void count_figures(const AnnualProject& row, const Behind& behind) {
    count(FigureKind::contracts, behind.contracts, row);
    count(FigureKind::registered, behind.registered, row);
    count(FigureKind::equity_shares, row.equity_shares, row);
    sum(FigureKind::contract_amount, row.contract_amount, row);
    sum(FigureKind::receipts, row.received, row);
    sum(FigureKind::refunds, row.refunded, row);
    sum(FigureKind::net_income, row.net, row);
    sum(FigureKind::cash_reward, row.cash_reward, row);
    sum(FigureKind::owner_income, row.owner_income, row);
    sum(FigureKind::reward_paid, row.paid, row);
    sum(FigureKind::reward_recovered, row.recovered, row);
    sum(FigureKind::equity_value, row.equity_value, row);
    sum(FigureKind::other_institutions, row.other_institutions, row);
    sum(FigureKind::retained, row.retained, row);
    sum(FigureKind::retained_equity, row.retained_equity, row);
    for (const auto& event : row.equity_events) {
      sum(figure_of(event.event), event.amount, row);
    }
    // one person rewarded in two cases is one person
    rewarded_.insert(behind.rewarded.begin(), behind.rewarded.end());
    auto& persons = counts_[FigureKind::persons_rewarded];
    persons.count = static_cast<std::int64_t>(rewarded_.size());
    if (!behind.rewarded.empty()) persons.cases.push_back(row.number);
  }

  void count(FigureKind kind, std::int64_t number, const AnnualProject& row) {
    auto& figure = counts_[kind];
    figure.count = figure.count.value_or(0) + number;
    if (number != 0) figure.cases.push_back(row.number);
  }

  void sum(FigureKind kind, const Money& amount, const AnnualProject& row) {
    if (amount.is_zero()) return;
    auto& figure = sums_[{kind, amount.currency()}];
    if (!figure.amount) figure.amount = Money::of_minor(0, amount.currency());
    *figure.amount += amount;
    if (figure.cases.empty() || figure.cases.back() != row.number) {
      figure.cases.push_back(row.number);
    }
  }

  static bool is_count(FigureKind kind) {
    return kind == FigureKind::contracts || kind == FigureKind::registered ||
           kind == FigureKind::equity_shares || kind == FigureKind::persons_rewarded;
  }

  /// Every figure in the order of its enum, nothing as 0; an amount once for each currency.
  void write_figures() {
    for (const auto& entry : EnumTable<FigureKind>::table) {
      if (is_count(entry.value)) {
        auto figure = counts_[entry.value];
        figure.figure = entry.value;
        figure.count = figure.count.value_or(0);
        report_.figures.push_back(std::move(figure));
        continue;
      }
      const auto before = report_.figures.size();
      for (auto& [key, figure] : sums_) {
        if (key.first != entry.value) continue;
        figure.figure = entry.value;
        report_.figures.push_back(figure);
      }
      if (report_.figures.size() == before) {
        report_.figures.push_back({entry.value, {}, Money(), {}});
      }
    }
  }

  const MoneySources& sources_;
  const State& state_;
  const MoneyScope& scope_;
  MoneyParts parts_;
  bool is_touched_ = false;  // the case at hand had something in the period
  AnnualReport report_;
  std::map<FigureKind, AnnualFigure> counts_;
  std::map<std::pair<FigureKind, Currency>, AnnualFigure> sums_;
  std::set<Uuid> rewarded_;
  std::map<std::tuple<Pathway, ContractType, Currency>, ContractGroup> groups_;
};

}  // namespace

AnnualReport compose_annual(const MoneySources& sources, const MoneyScope& scope,
                            const ReportOptions& options) {
  return Composer(sources, scope, options).compose();
}

}  // namespace kezhuan
