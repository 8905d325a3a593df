#include <algorithm>

#include "acts/created.hpp"
#include "acts/receive.hpp"
#include "kezhuan/acts/acts.hpp"

namespace kezhuan {

namespace {

std::int64_t booked_receipts(const State& state, const TransferCase& c) {
  return std::count_if(c.receipts.begin(), c.receipts.end(),
                       [&](const Id<Receipt>& id) { return state.get(id).plan.has_value(); });
}

/// The first part of it says how much there is of it in all.
void take_of_shared(State& state, const CostItem& part) {
  const bool is_whole =
      part.item && part.item_total && part.item_total->currency() == part.amount.currency();
  if (!is_whole) return;  // INC-01 says so
  auto settings = state.settings();
  auto& all = settings.shared_costs;
  const auto is_it = [&](const SharedCost& cost) { return cost.item == *part.item; };
  auto found = std::find_if(all.begin(), all.end(), is_it);
  if (found == all.end()) {
    const auto nothing = Money::of_minor(0, part.item_total->currency());
    found = all.insert(all.end(), {*part.item, *part.item_total, nothing});
  }
  if (found->taken.currency() == part.amount.currency()) found->taken += part.amount;
  state.put(std::move(settings));
}

void add_cost(State& state, const Id<TransferCase>& id, CostItem item) {
  take_of_shared(state, item);
  state.change(id, [&](TransferCase& c) {
    item.index = static_cast<std::int64_t>(c.costs.size()) + 1;
    auto& total = is_direct(item.category) ? c.totals.direct_costs : c.totals.indirect_costs;
    add_up(total, item.amount);
    c.costs.push_back(std::move(item));
    reckon_unbooked(c);
  });
}

/// As the receipts stand once it is booked: a later act may give one over to another plan.
std::vector<DividedReceipt> divided_by(const State& state, const BookingOutcome& booked) {
  std::vector<DividedReceipt> divided;
  const auto add = [&](const Id<Receipt>& id) {
    const auto is_it = [&](const DividedReceipt& one) { return one.receipt == id; };
    if (std::any_of(divided.rbegin(), divided.rend(), is_it)) return;
    if (const auto& plan = state.get(id).plan) divided.push_back({id, *plan});
  };
  for (const auto& id : booked.booked) add(id);
  for (const auto& line : booked.lines) add(line.receipt);
  return divided;
}

/// What shares of the institution bring, where people have a part of it (INC-03).
std::optional<Id<Receipt>> receive(State& state, const Envelope& envelope,
                                   const Id<Contract>& contract, const Money& amount,
                                   const Outcome& outcome) {
  if (!outcome.id) return std::nullopt;
  auto receipt = created<Receipt>(outcome);
  receipt.contract = contract;
  receipt.transfer_case = state.get(contract).transfer_case;
  receipt.amount = amount;
  receipt.received_on = envelope.happened;
  return take_in(state, std::move(receipt));
}

/// Enters a payment with the balances it changes.
void put_payment(State& state, Payment payment) {
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

void add_equity_event(State& state, const Envelope& envelope, const Id<Contract>& contract,
                      EquityEvent event, const Outcome& outcome) {
  event.contract = contract;
  event.receipt = receive(state, envelope, contract, event.amount, outcome);
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
  for (std::size_t i = 0; i < booked.booked.size(); ++i) {
    const auto plan = booked.plans.empty() ? booked.plan : booked.plans.at(i);
    state.change(booked.booked[i], [&](Receipt& r) { r.plan = plan; });
  }
  booking.divided = divided_by(state, booked);
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
  item.item = act.item;
  item.item_total = act.item_total;
  item.from_receipt = booked_receipts(state, state.get(act.transfer_case));
  add_cost(state, act.transfer_case.target(), std::move(item));
}

void evolve(State& state, const Envelope& envelope, const ReverseCost& act, const Outcome&) {
  const auto& costs = state.get(act.transfer_case).costs;
  const auto found = std::find_if(costs.begin(), costs.end(),
                                  [&](const CostItem& cost) { return cost.index == act.cost; });
  if (found == costs.end()) return;
  // From the same receipt on: what people were due without the cost comes back to them at once.
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
  plan.equity = act.equity;
  plan.figures = outcome.plan.value();
  state.change(plan.transfer_case, [&](TransferCase& c) { c.plans.push_back(plan.id); });
  state.put(std::move(plan));
}

void evolve(State& state, const Envelope& envelope, const ReleaseReserve& act, const Outcome&) {
  state.change(act.transfer_case.target(), [&](TransferCase& c) {
    const auto divided = [&](const Id<Receipt>& id) { return state.get(id).plan.has_value(); };
    const auto last = std::find_if(c.receipts.rbegin(), c.receipts.rend(), divided);
    if (last == c.receipts.rend()) return;  // then nothing is held
    c.releases.push_back({envelope.happened, *last, act.amount, act.reason, act.evidence});
  });
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

void evolve(State& state, const Envelope& envelope, const RecordDividend& act,
            const Outcome& outcome) {
  add_equity_event(
      state, envelope, act.contract.target(),
      {EquityEventKind::dividend, {}, envelope.happened, 0, act.amount, true, act.evidence},
      outcome);
}

void evolve(State& state, const Envelope& envelope, const DisposeEquity& act,
            const Outcome& outcome) {
  add_equity_event(state, envelope, act.contract.target(),
                   {act.event,
                    {},
                    envelope.happened,
                    act.shares,
                    act.amount,
                    act.listed_separately.value_or(true),
                    act.evidence},
                   outcome);
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
  put_payment(state, std::move(payment));
}

void evolve(State& state, const Envelope& envelope, const RecoverPayment& act,
            const Outcome& outcome) {
  auto payment = created<Payment>(outcome);
  payment.transfer_case = act.transfer_case.target();
  payment.plan = state.get(act.transfer_case).plan_in_force.value();
  payment.paid_on = envelope.happened;
  payment.lines = act.lines;
  for (auto& line : payment.lines) line.amount = -line.amount;
  payment.evidence = act.evidence;
  put_payment(state, std::move(payment));
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
