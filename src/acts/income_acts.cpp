#include <algorithm>

#include "acts/created.hpp"
#include "kezhuan/acts/acts.hpp"

namespace kezhuan {

namespace {

std::int64_t booked_receipts(const State& state, const TransferCase& c) {
  return std::count_if(c.receipts.begin(), c.receipts.end(),
                       [&](const Id<Receipt>& id) { return state.get(id).plan.has_value(); });
}

void add_cost(State& state, const Id<TransferCase>& id, CostItem item) {
  item.from_receipt = booked_receipts(state, state.get(id));
  state.change(id, [&](TransferCase& c) {
    item.index = static_cast<std::int64_t>(c.costs.size()) + 1;
    auto& total = is_direct(item.category) ? c.totals.direct_costs : c.totals.indirect_costs;
    add_up(total, item.amount);
    c.costs.push_back(std::move(item));
    reckon_unbooked(c);
  });
}

bool is_of(const Balance& balance, const PaymentLine& line) {
  return balance.kind == line.kind && balance.person == target(line.person) &&
         balance.institution == target(line.institution);
}

void add_equity_event(State& state, const Id<Contract>& contract, EquityEvent event) {
  event.contract = contract;
  state.change(state.get(contract).transfer_case,
               [&](TransferCase& c) { c.equity_events.push_back(std::move(event)); });
}

}  // namespace

void post(State& state, const Envelope& envelope, const BookingOutcome& booked) {
  Booking booking;
  booking.id = Id<Booking>(booked.id);
  booking.number = booked.number;
  booking.transfer_case = booked.transfer_case;
  booking.booked_on = envelope.happened;
  booking.lines = booked.lines;
  booking.totals = booked.totals;
  for (const auto& receipt : booked.booked) {
    state.change(receipt, [&](Receipt& r) { r.plan = booked.plan; });
  }
  state.change(booked.transfer_case, [&](TransferCase& c) {
    c.bookings.push_back(booking.id);
    c.totals = booked.totals;
    c.balances = booked.balances;
  });
  state.put(std::move(booking));
}

void evolve(State& state, const Envelope&, const RecordCost& act, const Outcome&) {
  CostItem item;
  item.category = act.category;
  item.amount = act.amount;
  item.incurred_on = act.incurred_on;
  item.what = act.what;
  item.fiscal = act.fiscal.value_or(false);
  item.evidence = act.evidence;
  add_cost(state, act.transfer_case.target(), std::move(item));
}

void evolve(State& state, const Envelope& envelope, const ReverseCost& act, const Outcome&) {
  const auto& costs = state.get(act.transfer_case).costs;
  const auto found = std::find_if(costs.begin(), costs.end(),
                                  [&](const CostItem& cost) { return cost.index == act.cost; });
  if (found == costs.end()) return;
  CostItem item = *found;
  item.amount = -item.amount;
  item.incurred_on = envelope.happened;
  item.what = act.reason;
  item.reverses = act.cost;
  add_cost(state, act.transfer_case.target(), std::move(item));
}

void evolve(State& state, const Envelope& envelope, const AdoptScheme& act,
            const Outcome& outcome) {
  auto scheme = created<AdoptedScheme>(outcome);
  scheme.scheme = act.scheme;
  scheme.scheme_version = act.scheme_version;
  scheme.effective_from = act.effective_from;
  scheme.title = act.title_of_scheme;
  scheme.title_en = act.title_en;
  scheme.document = act.document;
  scheme.hash = act.hash;
  scheme.adopted_on = envelope.happened;
  auto settings = state.settings();
  settings.schemes.push_back(scheme.id);
  state.put(std::move(settings));
  state.put(std::move(scheme));
}

void evolve(State& state, const Envelope& envelope, const DraftDistribution& act,
            const Outcome& outcome) {
  auto plan = created<DistributionPlan>(outcome);
  plan.transfer_case = act.transfer_case.target();
  plan.drafted_on = envelope.happened;
  plan.lines = act.lines;
  plan.relief_claimed = act.relief_claimed.value_or(false);
  plan.cites_policy = act.cites_policy;
  plan.figures = outcome.plan.value();
  state.change(plan.transfer_case, [&](TransferCase& c) { c.plans.push_back(plan.id); });
  state.put(std::move(plan));
}

void evolve(State& state, const Envelope& envelope, const AwardEquity& act,
            const Outcome& outcome) {
  const auto& contract = state.get(act.contract);
  const auto& equity = outcome.equity.value();
  state.change(contract.transfer_case, [&](TransferCase& c) {
    EquityAward award;
    award.contract = act.contract.target();
    award.plan = c.plan_in_force.value();
    award.decided_on = envelope.happened;
    award.people = equity.people;
    award.people_shares = equity.people_shares;
    award.institution_shares = equity.institution_shares;
    award.cites_policy = state.get(award.plan).cites_policy;
    c.equity.push_back(std::move(award));
  });
  for (const auto& line : equity.people) {
    if (line.shares == 0) continue;
    state.change(line.person, [&](Person& person) { person.equity.push_back(contract.id); });
  }
}

void evolve(State& state, const Envelope& envelope, const RecordDividend& act, const Outcome&) {
  add_equity_event(
      state, act.contract.target(),
      {EquityEventKind::dividend, {}, envelope.happened, 0, act.amount, true, act.evidence});
}

void evolve(State& state, const Envelope& envelope, const DisposeEquity& act, const Outcome&) {
  add_equity_event(state, act.contract.target(),
                   {act.event,
                    {},
                    envelope.happened,
                    act.shares,
                    act.amount,
                    act.listed_separately.value_or(true),
                    act.evidence});
}

void evolve(State& state, const Envelope& envelope, const RecordPayment& act,
            const Outcome& outcome) {
  auto payment = created<Payment>(outcome);
  payment.transfer_case = act.transfer_case.target();
  payment.plan = state.get(act.transfer_case).plan_in_force.value();
  payment.paid_on = envelope.happened;
  payment.lines = act.lines;
  payment.relief_claimed = act.relief_claimed.value_or(state.get(payment.plan).relief_claimed);
  payment.evidence = act.evidence;
  state.change(payment.transfer_case, [&](TransferCase& c) {
    c.payments.push_back(payment.id);
    for (const auto& line : payment.lines) {
      for (auto& balance : c.balances) {
        if (is_of(balance, line)) balance.paid += line.amount;
      }
    }
  });
  state.put(std::move(payment));
}

void evolve(State& state, const Envelope& envelope, const IssueEvaluation& act,
            const Outcome& outcome) {
  auto evaluation = created<Evaluation>(outcome);
  evaluation.title = act.title_of_report;
  evaluation.from = act.from;
  evaluation.until = act.until;
  evaluation.issued_on = envelope.happened;
  evaluation.cases = act.cases;
  evaluation.findings = act.findings;
  evaluation.feedback = act.feedback;
  evaluation.text = act.text;
  for (const auto& ref : act.cases) {
    state.change(ref.target(), [&](TransferCase& c) { c.evaluations.push_back(evaluation.id); });
  }
  state.put(std::move(evaluation));
}

void evolve(State& state, const Envelope& envelope, const SubmitReport& act,
            const Outcome& outcome) {
  auto report = created<TransferReport>(outcome);
  report.report = act.report;
  report.year = act.year;
  report.cases = act.cases;
  report.authority = act.authority;
  report.submitted_on = envelope.happened;
  report.text = act.text;
  for (const auto& ref : act.cases) {
    state.change(ref.target(), [&](TransferCase& c) { c.reports.push_back(report.id); });
  }
  state.put(std::move(report));
}

void evolve(State& state, const Envelope& envelope, const FileReport& act, const Outcome&) {
  state.change(act.report.target(), [&](TransferReport& report) {
    report.filing = Filing{envelope.happened, act.reference, act.evidence};
  });
}

}  // namespace kezhuan
