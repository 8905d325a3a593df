#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "acts/booked_money.hpp"
#include "income/standing.hpp"
#include "policy/income_facts.hpp"
#include "report/booked.hpp"
#include "report/sources.hpp"

namespace kezhuan {

namespace {

/// Somebody's year while it is added up.
struct PartySum {
  Money entitled;
  Money paid;
  Money recovered;
  std::int64_t shares = 0;
  std::set<std::string> cases;

  bool is_nothing() const {
    return entitled.is_zero() && paid.is_zero() && recovered.is_zero() && shares == 0;
  }
};

class Composer {
 public:
  Composer(const MoneySources& sources, const MoneyScope& scope, const ReportOptions& options)
      : sources_(sources),
        state_(sources.state),
        scope_(scope),
        parts_(sources, options, options.public_rendering) {
    report_.institution = state_.get(state_.settings().institution).name;
    report_.public_rendering = options.public_rendering;
    report_.printed_at = options.printed_at;
    report_.only_year = scope.year;
    if (scope.transfer_case) report_.only_case = state_.get(*scope.transfer_case).number;
    if (scope.contract) report_.only_contract = state_.get(*scope.contract).number;
    if (scope.person) report_.only_person = parts_.party(*scope.person);
    if (scope.unit) report_.only_unit = parts_.party(*scope.unit);
  }

  DistributionReport compose() {
    for (const auto& id : sources_.cases) {
      const auto& c = state_.get(id);
      if (!concerns_people(c) || !has_contract(c)) continue;
      add_years(c);
      add_contracts(c);
      add_people(c);
      if (is_active(c)) report_.cases.push_back(compose_case(c));
    }
    for (auto& [key, year] : years_) report_.years.push_back(std::move(year));
    for (auto& [key, row] : contracts_) report_.contracts.push_back(std::move(row));
    people_ready();
    return std::move(report_);
  }

 private:
  // -- scope -------------------------------------------------------------------------------------

  bool is_about_people() const { return scope_.person || scope_.unit; }

  bool wants(const Id<Person>& id) const {
    if (scope_.person) return id == *scope_.person;
    return !scope_.unit || state_.get(id).unit == scope_.unit;
  }
  bool wants(const std::optional<Id<Person>>& id) const { return !id || wants(*id); }

  bool concerns_people(const TransferCase& c) const {
    if (!is_about_people()) return true;
    const auto owed = [&](const Balance& b) { return b.person && wants(*b.person); };
    const auto holds = [&](const EquityAward& award) {
      return std::any_of(award.people.begin(), award.people.end(),
                         [&](const EquityLine& line) { return wants(line.person); });
    };
    return std::any_of(c.balances.begin(), c.balances.end(), owed) ||
           std::any_of(c.equity.begin(), c.equity.end(), holds);
  }

  bool has_contract(const TransferCase& c) const {
    return !scope_.contract || state_.get(*scope_.contract).transfer_case == c.id;
  }

  /// Whether there is money or equity to tell of, in the year asked for.
  bool is_active(const TransferCase& c) const {
    const auto dated = [&](const auto& ids, auto date_of) {
      return std::any_of(ids.begin(), ids.end(),
                         [&](const auto& id) { return scope_.has_year(date_of(state_.get(id))); });
    };
    const auto in_year = [&](const auto& items, auto date_of) {
      return std::any_of(items.begin(), items.end(),
                         [&](const auto& item) { return scope_.has_year(date_of(item)); });
    };
    return dated(c.contracts, [](const Contract& x) { return x.signed_on; }) ||
           dated(c.receipts, [](const Receipt& x) { return x.received_on; }) ||
           dated(c.bookings, [](const Booking& x) { return x.booked_on; }) ||
           dated(c.payments, [](const Payment& x) { return x.paid_on; }) ||
           in_year(c.costs, [](const CostItem& x) { return x.incurred_on; }) ||
           in_year(c.equity, [](const EquityAward& x) { return x.decided_on; }) ||
           in_year(c.equity_events, [](const EquityEvent& x) { return x.on; });
  }

  // -- years -------------------------------------------------------------------------------------

  YearFigures& year_of(const Date& day, Currency currency) {
    const auto [found, is_new] = years_.try_emplace({day.year(), currency});
    if (is_new) {
      const auto zero = Money::of_minor(0, currency);
      found->second = {day.year(), zero, zero, zero, zero, zero, zero,
                       zero,       zero, zero, zero, zero, zero};
    }
    return found->second;
  }

  void add_years(const TransferCase& c) {
    const auto currency = currency_of(state_, c);
    const auto in = [&](const Date& day, Money YearFigures::*figure, const Money& amount) {
      if (scope_.has_year(day)) add(year_of(day, currency).*figure, amount);
    };
    for (const auto& id : c.contracts) {
      const auto contract = parts_.contract(state_.get(id));
      in(contract.signed_on, &YearFigures::contracted, contract.amount());
    }
    for (const auto& id : c.receipts) {
      const auto& receipt = state_.get(id);
      in(receipt.received_on, &YearFigures::received, receipt.amount);
      for (const auto& refund : receipt.refunds) {
        in(refund.refunded_on, &YearFigures::refunded, refund.amount);
      }
    }
    for (const auto& cost : costs_for(c, currency)) {
      in(cost.incurred_on,
         is_direct(cost.category) ? &YearFigures::direct_costs : &YearFigures::indirect_costs,
         cost.amount);
    }
    for (const auto& [day, net] : net_by_day(state_, c)) in(day, &YearFigures::net, net);
    for (const auto& [day, change] : booked_steps(state_, c)) {
      in(day, &YearFigures::other_institutions, change.other_institutions);
      in(day, &YearFigures::owner_income, change.owner_income);
      in(day, &YearFigures::reward, change.reward);
      in(day, &YearFigures::institution, change.institution);
    }
    for (const auto& id : c.payments) {
      const auto& payment = state_.get(id);
      for (const auto& line : payment.lines) {
        if (!line.person || !scope_.has_year(payment.paid_on)) continue;
        auto& year = year_of(payment.paid_on, currency);
        add_paid(year.paid, year.recovered, line.amount);
      }
    }
  }

  // -- contracts ---------------------------------------------------------------------------------

  ContractYear& row_of(const Contract& contract, const Date& day) {
    const auto [found, is_new] = contracts_.try_emplace({contract.number, day.year()});
    auto& row = found->second;
    if (is_new) {
      const auto zero = Money::of_minor(0, contract.amounts.total.currency());
      row = {contract.number,
             state_.get(contract.transfer_case).number,
             parts_.party(contract.transferee),
             day.year(),
             zero,
             zero,
             zero,
             zero,
             zero,
             zero,
             zero,
             zero};
    }
    return row;
  }

  /// The row something that happened on a day counts in; nullptr when it is not asked for.
  ContractYear* find_row(const Id<Contract>& id, const Date& day) {
    if (!scope_.has_contract(id) || !scope_.has_year(day)) return nullptr;
    return &row_of(state_.get(id), day);
  }

  void add_contracts(const TransferCase& c) {
    const auto in = [&](const Id<Contract>& id, const Date& day, Money ContractYear::*figure,
                        const Money& amount) {
      if (auto* row = find_row(id, day)) add(row->*figure, amount);
    };
    for (const auto& id : c.contracts) {
      const auto& contract = state_.get(id);
      in(id, contract.signed_on, &ContractYear::contracted, contract.amount());
    }
    for (const auto& id : c.receipts) {
      const auto& receipt = state_.get(id);
      in(receipt.contract, receipt.received_on, &ContractYear::received, receipt.amount);
      for (const auto& refund : receipt.refunds) {
        in(receipt.contract, refund.refunded_on, &ContractYear::refunded, refund.amount);
      }
    }
    for (const auto& id : c.bookings) {
      const auto& booking = state_.get(id);
      for (const auto& line : booking.lines) {
        const auto& contract = state_.get(line.receipt).contract;
        auto* row = find_row(contract, counts_from(state_, booking, line));
        if (row != nullptr) add(figure_of(*row, line.kind), line.amount);
      }
    }
    for (const auto& award : c.equity) {
      auto* row = find_row(award.contract, award.decided_on);
      if (row != nullptr) row->shares += award.people_shares;
    }
  }

  // -- people ------------------------------------------------------------------------------------

  struct PersonKey {
    std::string number;
    Currency currency;
    auto operator<=>(const PersonKey&) const = default;
  };

  PartySum& sum_of(const Id<Person>& id, Currency currency, const Date& day,
                   const TransferCase& c) {
    const PersonKey key{state_.get(id).number, currency};
    persons_.try_emplace(key.number, id);
    auto& sum = people_[key][day.year()];
    sum.cases.insert(c.number);
    return sum;
  }

  void add_people(const TransferCase& c) {
    const auto currency = currency_of(state_, c);
    for (const auto& id : c.bookings) {
      const auto& booking = state_.get(id);
      for (const auto& line : booking.lines) {
        if (!line.person || !wants(*line.person)) continue;
        const auto day = counts_from(state_, booking, line);
        add(sum_of(*line.person, currency, day, c).entitled, line.amount);
      }
    }
    for (const auto& id : c.payments) {
      const auto& payment = state_.get(id);
      for (const auto& line : payment.lines) {
        if (!line.person || !wants(line.person->target())) continue;
        auto& sum = sum_of(line.person->target(), currency, payment.paid_on, c);
        add_paid(sum.paid, sum.recovered, line.amount);
      }
    }
    for (const auto& award : c.equity) {
      for (const auto& line : award.people) {
        if (!wants(line.person) || line.shares == 0) continue;
        sum_of(line.person, currency, award.decided_on, c).shares += line.shares;
      }
    }
  }

  /// Rows by person and by unit; what was left unpaid in earlier years is carried into `due`.
  void people_ready() {
    std::map<std::tuple<std::string, std::int64_t, Currency>, PartyYear> units;
    for (auto& [key, years] : people_) {
      if (scope_.year) years.try_emplace(static_cast<int>(*scope_.year));
      const auto party = parts_.party(persons_.at(key.number));
      auto due = Money::of_minor(0, key.currency);
      for (const auto& [year, sum] : years) {
        const auto recovered = of(key.currency, sum.recovered);
        due += of(key.currency, sum.entitled) - of(key.currency, sum.paid) + recovered;
        if (scope_.year && year != *scope_.year) continue;
        if (sum.is_nothing() && due.is_zero()) continue;
        PartyYear row{party,
                      year,
                      of(key.currency, sum.entitled),
                      of(key.currency, sum.paid),
                      recovered,
                      due,
                      sum.shares,
                      {sum.cases.begin(), sum.cases.end()}};
        add_to_unit(units[{party.unit.value_or(""), year, key.currency}], row);
        report_.people.push_back(std::move(row));
      }
    }
    for (auto& [key, row] : units) report_.units.push_back(std::move(row));
  }

  static Money of(Currency currency, const Money& amount) {
    return amount.is_zero() ? Money::of_minor(0, currency) : amount;
  }

  static void add_to_unit(PartyYear& unit, const PartyYear& person) {
    unit.party.number = person.party.unit.value_or("");
    unit.party.name = person.party.unit_name.value_or("");
    unit.year = person.year;
    if (unit.cases.empty()) {
      const auto zero = Money::of_minor(0, person.entitled.currency());
      unit.entitled = unit.paid = unit.recovered = unit.due = zero;
    }
    add(unit.entitled, person.entitled);
    add(unit.paid, person.paid);
    add(unit.recovered, person.recovered);
    add(unit.due, person.due);
    unit.shares += person.shares;
    std::set<std::string> cases(unit.cases.begin(), unit.cases.end());
    cases.insert(person.cases.begin(), person.cases.end());
    unit.cases.assign(cases.begin(), cases.end());
  }

  // -- one case ----------------------------------------------------------------------------------

  DistributionCase compose_case(const TransferCase& c) const {
    DistributionCase shown;
    shown.number = c.number;
    shown.title = c.title;
    shown.state = c.state;
    if (c.pathway) shown.pathway = c.pathway->pathway;
    for (const auto& id : c.achievements) shown.achievements.push_back(parts_.achievement(id));
    shown.policy = parts_.policy(c);
    if (const auto* plan = state_.find(c.plan_in_force)) shown.plan = plan_terms(state_, *plan);
    for (const auto& id : c.contracts) {
      if (scope_.has_contract(id)) shown.contracts.push_back(parts_.contract(state_.get(id)));
    }
    add_costs(shown, c);
    add_receipts(shown, c);
    shown.totals = in_currency(c.totals, currency_of(state_, c));
    shown.unrecovered = shown.totals.unrecovered();
    add_balances(shown, c);
    add_payments(shown, c);
    add_equity(shown, c);
    shown.conservation = conservation_of(c, shown.totals);
    return shown;
  }

  /// Figures nothing was added to yet stand in the currency of the case.
  static IncomeTotals in_currency(IncomeTotals totals, Currency currency) {
    for (auto* figure : {&totals.gross, &totals.direct_costs, &totals.indirect_costs,
                         &totals.costs_recovered, &totals.other_institutions, &totals.net,
                         &totals.owner_income, &totals.reward, &totals.institution}) {
      *figure = of(currency, *figure);
    }
    return totals;
  }

  void add_costs(DistributionCase& shown, const TransferCase& c) const {
    for (const auto& cost : c.costs) {
      if (scope_.has_year(cost.incurred_on)) shown.costs.push_back(cost);
    }
    std::map<CostCategory, Money> sums;
    for (const auto& cost : costs_for(c, currency_of(state_, c))) {
      if (!scope_.has_year(cost.incurred_on)) continue;
      add(sums.try_emplace(cost.category, Money::of_minor(0, cost.amount.currency())).first->second,
          cost.amount);
    }
    for (const auto& [category, amount] : sums) {
      shown.cost_sums.push_back({category, is_direct(category), amount});
    }
  }

  bool is_shown(const Receipt& receipt) const {
    const auto in_year = [&](const Refund& refund) { return scope_.has_year(refund.refunded_on); };
    return scope_.has_contract(receipt.contract) &&
           (scope_.has_year(receipt.received_on) ||
            std::any_of(receipt.refunds.begin(), receipt.refunds.end(), in_year));
  }

  void add_receipts(DistributionCase& shown, const TransferCase& c) const {
    const auto booked = standing_lines(state_, c);
    Cumulative cumulative;
    std::optional<Id<DistributionPlan>> run;
    for (const auto& id : c.receipts) {
      const auto& receipt = state_.get(id);
      const auto& lines = booked.of(id);
      const bool is_divided = !lines.empty();
      if (is_divided && run != receipt.plan) {
        run = receipt.plan;
        cumulative.clear();
      }
      ReportReceipt row{receipt.number,
                        state_.get(receipt.contract).number,
                        receipt.received_on,
                        receipt.amount,
                        receipt.refunds,
                        receipt.surviving(),
                        {},
                        Money::of_minor(0, receipt.amount.currency()),
                        {},
                        {}};
      if (const auto* plan = state_.find(receipt.plan)) row.plan = plan->number;
      if (is_divided) {
        const auto& terms = state_.get(*receipt.plan).figures.terms;
        for (const auto& line : lines) add_line(row, line, terms, cumulative);
        row.pool = pool_of(terms, cumulative, receipt.amount.currency());
      }
      if (is_shown(receipt)) shown.receipts.push_back(std::move(row));
    }
  }

  void add_line(ReportReceipt& row, const BookingLine& line, const IncomeTerms& terms,
                Cumulative& cumulative) const {
    auto& sum = cumulative.try_emplace(key_of(line), Money::of_minor(0, line.amount.currency()))
                    .first->second;
    const auto before = sum;
    sum += line.amount;
    if (goes_to_person(line.kind) || line.kind == LineKind::institution)
      row.distributable += line.amount;
    if (!wants(line.person)) return;
    row.lines.push_back({line.kind, parts_.party(line, terms), line.base, line.share, sum, before,
                         line.amount, std::string(rule_of(line.kind))});
  }

  void add_balances(DistributionCase& shown, const TransferCase& c) const {
    for (const auto& balance : c.balances) {
      if (!wants(balance.person)) continue;
      const auto party = parts_.party(balance.person, balance.institution);
      if (!party) continue;
      shown.balances.push_back(
          {balance.kind, *party, balance.entitled, balance.paid, balance.due()});
    }
  }

  void add_payments(DistributionCase& shown, const TransferCase& c) const {
    for (const auto& id : c.payments) {
      const auto& payment = state_.get(id);
      if (!scope_.has_year(payment.paid_on)) continue;
      for (const auto& line : payment.lines) {
        const auto person = target_of(line.person);
        const auto party = parts_.party(person, target_of(line.institution));
        if (!party || !wants(person)) continue;
        shown.payments.push_back({payment.number, payment.paid_on, line.kind, *party, line.amount});
      }
    }
  }

  void add_equity(DistributionCase& shown, const TransferCase& c) const {
    for (const auto& award : c.equity) {
      if (!scope_.has_year(award.decided_on) || !scope_.has_contract(award.contract)) continue;
      const auto& contract = state_.get(award.contract);
      ReportEquity equity;
      equity.contract = contract.number;
      equity.decided_on = award.decided_on;
      if (contract.investment) {
        equity.company = parts_.party(contract.investment->company.target());
        equity.invested_value = contract.investment->invested_value;
        equity.shares = contract.investment->shares;
      }
      equity.reward_ratio = state_.get(award.plan).figures.terms.reward_ratio;
      for (const auto& line : award.people) {
        auto& weights = line.excluded ? equity.weights_given : equity.weights_held;
        weights = weights + line.weight;
        if (!wants(line.person)) continue;
        equity.people.push_back(
            {parts_.party(line.person), line.weight, line.excluded, line.shares});
      }
      equity.people_shares = award.people_shares;
      equity.institution_shares = award.institution_shares;
      shown.equity.push_back(std::move(equity));
    }
    for (std::size_t i = 0; i < c.equity_events.size(); ++i) {
      const auto& event = c.equity_events[i];
      if (!scope_.has_year(event.on) || !scope_.has_contract(event.contract)) continue;
      shown.equity_events.push_back(shown_event(state_, c, i));
    }
  }

  /// From the receipts on the one side and the booked lines on the other, not from the totals.
  Conservation conservation_of(const TransferCase& c, const IncomeTotals& totals) const {
    const auto zero = Money::of_minor(0, currency_of(state_, c));
    Conservation sums{zero, zero, zero, zero, zero, zero, zero, false};
    for (const auto& id : c.receipts) {
      const auto& receipt = state_.get(id);
      add(sums.received, receipt.surviving());
      if (!receipt.plan) add(sums.undivided, receipt.surviving());
    }
    for (const auto& id : c.bookings) {
      for (const auto& line : state_.get(id).lines) add(figure_of(sums, line.kind), line.amount);
    }
    const auto parts = of(zero.currency(), sums.costs_recovered) + sums.other_institutions +
                       sums.owner_income + sums.reward + sums.institution + sums.undivided;
    sums.holds = parts == sums.received && totals.costs_recovered == sums.costs_recovered &&
                 totals.other_institutions == sums.other_institutions &&
                 totals.owner_income == sums.owner_income && totals.reward == sums.reward &&
                 totals.institution == sums.institution;
    return sums;
  }

  const MoneySources& sources_;
  const State& state_;
  const MoneyScope& scope_;
  MoneyParts parts_;
  DistributionReport report_;
  std::map<std::pair<int, Currency>, YearFigures> years_;
  std::map<std::pair<std::string, int>, ContractYear> contracts_;
  std::map<PersonKey, std::map<int, PartySum>> people_;
  std::map<std::string, Id<Person>> persons_;
};

}  // namespace

DistributionReport compose_distribution(const MoneySources& sources, const MoneyScope& scope,
                                        const ReportOptions& options) {
  return Composer(sources, scope, options).compose();
}

}  // namespace kezhuan
