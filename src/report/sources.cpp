#include "report/sources.hpp"

#include <algorithm>
#include <map>

#include "acts/booked_money.hpp"
#include "income/scheme_books.hpp"
#include "income/standing.hpp"
#include "kezhuan/core/error.hpp"
#include "policy/income_facts.hpp"
#include "report/booked.hpp"
#include "report/withhold.hpp"

namespace kezhuan {

namespace {

bool withholds_name(const State& state, const Achievement& achievement) {
  const auto* application = state.find(achievement.application);
  if (application == nullptr) return false;
  const auto& named = application->content.withheld;
  return std::find(named.begin(), named.end(), Element::name) != named.end();
}

void subtract(Money& from, const Money& amount) { add(from, -amount); }

IncomeTotals difference(IncomeTotals after, const IncomeTotals& before) {
  subtract(after.gross, before.gross);
  subtract(after.direct_costs, before.direct_costs);
  subtract(after.indirect_costs, before.indirect_costs);
  subtract(after.costs_recovered, before.costs_recovered);
  subtract(after.other_institutions, before.other_institutions);
  subtract(after.net, before.net);
  subtract(after.owner_income, before.owner_income);
  subtract(after.reward, before.reward);
  subtract(after.institution, before.institution);
  return after;
}

/// A line counts in another step than that of its booking. The cost it recovers lessened net income
/// before, so of its money all but what co-owners get is net.
void move_line(const BookingLine& line, IncomeTotals& from, IncomeTotals& to) {
  const auto move = [&](Money& less, Money& more) {
    subtract(less, line.amount);
    add(more, line.amount);
  };
  move(from.gross, to.gross);
  move(figure_of(from, line.kind), figure_of(to, line.kind));
  if (line.kind != LineKind::other_institution) move(from.net, to.net);
}

bool is_concerned(const State& state, const TransferCase& c, const Id<Person>& person) {
  const auto plans_with = [&](const Id<DistributionPlan>& id) {
    const auto& lines = state.get(id).lines;
    return std::any_of(lines.begin(), lines.end(),
                       [&](const PlanLine& line) { return line.person.target() == person; });
  };
  const auto owed = [&](const Balance& balance) { return balance.person == person; };
  const auto awarded = [&](const EquityAward& award) {
    return std::any_of(award.people.begin(), award.people.end(),
                       [&](const EquityLine& line) { return line.person == person; });
  };
  return std::any_of(c.plans.begin(), c.plans.end(), plans_with) ||
         std::any_of(c.balances.begin(), c.balances.end(), owed) ||
         std::any_of(c.equity.begin(), c.equity.end(), awarded);
}

[[noreturn]] void throw_unconcerned(const std::string& person, const TransferCase& c) {
  throw Error(ErrorCode::not_found,
              {"项目 " + c.number + " 的分配方案、应得和股权中都没有 " + person + "。",
               "no plan, entitlement or equity of case " + c.number + " concerns " + person + "."},
              {"核对人员编号；要看全案，不指定人员。",
               "Check the person's number; name nobody to see the whole case."},
              "INC-06");
}

}  // namespace

void require_concerned(const State& state, const TransferCase& transfer, const Id<Person>& person) {
  if (is_concerned(state, transfer, person)) return;
  throw_unconcerned(state.get(person).number, transfer);
}

void add(Money& sum, const Money& amount) {
  if (amount.is_zero()) return;
  if (sum.is_zero()) {
    sum = amount;
  } else {
    sum += amount;
  }
}

void add_paid(Money& paid, Money& recovered, const Money& amount) {
  amount.is_negative() ? add(recovered, -amount) : add(paid, amount);
}

const ReportParty& MoneyParts::party(const Id<Person>& id) const {
  const auto [found, is_new] = people_.try_emplace(id.uuid());
  auto& party = found->second;
  if (!is_new) return party;
  const auto& person = state_.get(id);
  party.number = person.number;
  party.name = sources_.reveal(person.name);
  if (const auto* unit = state_.find(person.unit)) {
    party.unit = unit->number;
    party.unit_name = unit->name;
  }
  return party;
}

ReportParty MoneyParts::party(const Id<Institution>& id) const {
  const auto& institution = state_.get(id);
  return {institution.number, institution.name, {}, {}};
}

ReportParty MoneyParts::party(const Id<Unit>& id) const {
  const auto& unit = state_.get(id);
  return {unit.number, unit.name, {}, {}};
}

std::optional<ReportParty> MoneyParts::party(
    const std::optional<Id<Person>>& person,
    const std::optional<Id<Institution>>& institution) const {
  if (person) return party(*person);
  if (institution) return party(*institution);
  return std::nullopt;
}

std::optional<ReportParty> MoneyParts::party(const BookingLine& line,
                                             const IncomeTerms& terms) const {
  if (goes_to_own_pool(line, terms)) return pool(*terms.scheme, *line.pool);
  return party(line.person, line.institution);
}

const Scheme& MoneyParts::scheme(const Id<AdoptedScheme>& id) const {
  auto known = schemes_.find(id.uuid());
  if (known == schemes_.end()) {
    known = schemes_.emplace(id.uuid(), scheme_of(state_.get(id))).first;
  }
  return known->second;
}

ReportParty MoneyParts::pool(const Id<AdoptedScheme>& id, const std::string& pool) const {
  constexpr StaticText held{"留存准备", "held in reserve"};
  if (const auto* found = scheme(id).find_pool(pool)) {
    return {pool, std::string(found->title.in(language_)), {}, {}};
  }
  return {pool, pool == reserve_pool ? std::string(held.in(language_)) : pool, {}, {}};
}

ReportAchievement MoneyParts::achievement(const Id<Achievement>& id) const {
  const auto& achievement = state_.get(id);
  const bool hidden = is_public_ && withholds_name(state_, achievement);
  return {achievement.number, hidden ? withheld_text() : achievement.name};
}

bool MoneyParts::has_public_data(const TransferCase& transfer) const {
  return !public_achievements(state_, transfer, sources_.policy).empty();
}

ReportContract MoneyParts::contract(const Contract& contract) const {
  ReportContract shown;
  shown.number = contract.number;
  shown.title = contract.title;
  shown.type = contract.type;
  shown.sub_kind = contract.sub_kind;
  shown.state = contract.state;
  shown.transferee = party(contract.transferee);
  shown.signed_on = contract.signed_on;
  if (contract.registration) shown.registration_no = contract.registration->registration_no;
  shown.income_version = contract.income_version.value_or(IncomeVersion::at_receipt);
  const auto& transfer = state_.get(contract.transfer_case);
  if (has_public_data(transfer)) shown.public_data = true;
  const auto plan = plan_dividing(state_, transfer, contract, sources_.policy);
  if (plan) {
    const auto terms = plan_terms(state_, state_.get(*plan));
    shown.plan = terms.number;
    shown.scheme = terms.scheme;
  }
  shown.total = contract.amounts.total;
  shown.technical = contract.amounts.technical;
  shown.received = contract.received;
  if (contract.investment) {
    shown.invested_value = contract.investment->invested_value;
    if (!contract.dues.empty()) shown.cash = cash_of(contract);
    shown.shares = contract.investment->shares;
  }
  return shown;
}

ReportEquityEvent shown_event(const State& state, const TransferCase& c, std::size_t index) {
  const auto& event = c.equity_events[index];
  const auto& contract = state.get(event.contract);
  return {event.event,  contract.number, event.on,
          event.shares, event.amount,    shares_left(c, contract, index + 1)};
}

ListPolicy MoneyParts::policy(const TransferCase& transfer) const {
  ListPolicy shown{{}, {}, transfer.policy};
  for (const auto& adopted : state_.settings().policies) {
    if (adopted.hash != transfer.policy) continue;
    shown.id = adopted.id;
    shown.version = adopted.version;
  }
  return shown;
}

std::vector<BookedStep> booked_steps(const State& state, const TransferCase& transfer) {
  std::vector<BookedStep> steps;
  IncomeTotals before;
  for (const auto& id : transfer.bookings) {
    const auto& booking = state.get(id);
    auto change = difference(booking.totals, before);
    std::map<Date, IncomeTotals> later;
    for (const auto& line : booking.lines) {
      const auto day = counts_from(state, booking, line);
      if (booking.booked_on < day) move_line(line, change, later[day]);
    }
    steps.push_back({booking.booked_on, change});
    for (const auto& [day, moved] : later) steps.push_back({day, moved});
    before = booking.totals;
  }
  return steps;
}

std::vector<std::pair<Date, Money>> net_by_day(const State& state, const TransferCase& transfer) {
  std::vector<std::pair<Date, Money>> days;
  for (const auto& id : transfer.receipts) {
    const auto& receipt = state.get(id);
    days.emplace_back(receipt.received_on, receipt.amount);
    for (const auto& refund : receipt.refunds) {
      days.emplace_back(refund.refunded_on, -refund.amount);
    }
  }
  for (const auto& cost : costs_for(transfer, currency_of(state, transfer))) {
    days.emplace_back(cost.incurred_on, -cost.amount);
  }
  if (transfer.bookings.empty()) return days;
  const auto booked_on = state.get(transfer.bookings.front()).booked_on;
  std::erase_if(days, [&](const auto& day) { return day.first >= booked_on; });
  const auto nothing = Money::of_minor(0, currency_of(state, transfer));
  auto counted = nothing;
  for (const auto& [day, net] : days) counted += net;
  for (const auto& [day, change] : booked_steps(state, transfer)) {
    days.emplace_back(day, change.net - counted);
    counted = nothing;
  }
  return days;
}

Currency currency_of(const State& state, const TransferCase& transfer) {
  for (const auto& id : transfer.contracts) return state.get(id).amounts.total.currency();
  return find_currency_of_costs(transfer).value_or(Currency());
}

}  // namespace kezhuan
