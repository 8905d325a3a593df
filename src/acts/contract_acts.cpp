#include <algorithm>

#include "acts/created.hpp"
#include "acts/receive.hpp"
#include "kezhuan/acts/acts.hpp"

namespace kezhuan {

namespace {

void add_dues(Contract& contract, const std::vector<DueTerms>& terms) {
  for (const auto& term : terms) {
    PaymentDue due;
    due.index = static_cast<std::int64_t>(contract.dues.size()) + 1;
    due.what = term.what;
    due.amount = term.amount;
    due.due_on = term.due_on;
    due.milestone = term.milestone.value_or(false);
    due.received = Money::of_minor(0, term.amount.currency());
    contract.dues.push_back(std::move(due));
  }
}

template <class F>
void change_due(State& state, const Id<Contract>& contract, std::int64_t index, F&& edit) {
  state.change(contract, [&](Contract& c) {
    for (auto& due : c.dues) {
      if (due.index == index) edit(due);
    }
  });
}

/// Adds to what a contract, and the payment a receipt settles, has received.
void add_received(State& state, const Receipt& receipt, const Money& amount) {
  state.change(receipt.contract, [&](Contract& c) { c.received += amount; });
  if (!receipt.due) return;
  change_due(state, receipt.contract, *receipt.due,
             [&](PaymentDue& due) { due.received += amount; });
}

}  // namespace

void count_towards(State& state, const Receipt& before, const Receipt& after) {
  if (before.due == after.due) return;
  const auto add = [&](const Receipt& receipt, const Money& amount) {
    if (!receipt.due) return;
    change_due(state, receipt.contract, *receipt.due,
               [&](PaymentDue& due) { due.received += amount; });
  };
  add(before, -before.surviving());
  add(after, after.surviving());
}

Id<Receipt> take_in(State& state, Receipt receipt) {
  const auto id = receipt.id;
  add_received(state, receipt, receipt.amount);
  state.change(receipt.contract, [&](Contract& c) { c.receipts.push_back(id); });
  state.change(receipt.transfer_case, [&](TransferCase& c) {
    c.receipts.push_back(id);
    add_up(c.totals.gross, receipt.amount);
    reckon_unbooked(c);
  });
  state.put(std::move(receipt));
  return id;
}

void evolve(State& state, const Envelope& envelope, const SignContract& act,
            const Outcome& outcome) {
  auto contract = created<Contract>(outcome);
  contract.transfer_case = act.transfer_case.target();
  contract.type = type_of(act.sub_kind);
  contract.sub_kind = act.sub_kind;
  contract.title = act.title_of_contract;
  contract.transferee = act.transferee.target();
  contract.holder = act.holder;
  contract.authorisation = act.authorisation;
  contract.subjects = act.subjects;
  contract.amounts = act.amounts;
  contract.grant = act.grant;
  contract.investment = act.investment;
  contract.income_version = act.income_version;
  contract.signed_on = envelope.happened;
  contract.received = Money::of_minor(0, act.amounts.total.currency());
  add_dues(contract, act.dues);
  for (const auto& subject : contract.subjects) {
    state.change(subject.achievement.target(),
                 [&](Achievement& a) { a.contracts.push_back(contract.id); });
  }
  state.change(contract.transfer_case,
               [&](TransferCase& c) { c.contracts.push_back(contract.id); });
  state.put(std::move(contract));
}

void evolve(State& state, const Envelope& envelope, const RegisterContract& act, const Outcome&) {
  state.change(act.contract.target(), [&](Contract& contract) {
    contract.registration =
        ContractRegistration{act.registration_no, envelope.happened, act.office};
  });
}

void evolve(State& state, const Envelope& envelope, const AmendContract& act, const Outcome&) {
  state.change(act.contract.target(), [&](Contract& contract) {
    contract.amendments.push_back({envelope.happened, act.what});
    if (act.amounts) contract.amounts = *act.amounts;
    if (act.grant) contract.grant = act.grant;
    add_dues(contract, act.more_dues);
  });
}

void evolve(State& state, const Envelope& envelope, const EndContract& act, const Outcome&) {
  state.change(act.contract.target(), [&](Contract& contract) {
    contract.state = ContractState::ended;
    contract.ended_on = envelope.happened;
    contract.end_reason = act.reason;
  });
}

void evolve(State& state, const Envelope& envelope, const ReachMilestone& act, const Outcome&) {
  change_due(state, act.contract.target(), act.due, [&](PaymentDue& due) {
    due.reached_on = envelope.happened;
    due.due_on = act.due_on;
  });
}

void evolve(State& state, const Envelope& envelope, const WriteOffDue& act, const Outcome&) {
  change_due(state, act.contract.target(), act.due, [&](PaymentDue& due) {
    due.written_off_on = envelope.happened;
    due.write_off_reason = act.reason;
  });
}

void evolve(State& state, const Envelope& envelope, const RecordReceipt& act,
            const Outcome& outcome) {
  auto receipt = created<Receipt>(outcome);
  receipt.contract = act.contract.target();
  receipt.transfer_case = state.get(act.contract).transfer_case;
  receipt.amount = act.amount;
  receipt.received_on = envelope.happened;
  receipt.due = act.due;
  receipt.voucher = act.voucher;
  take_in(state, std::move(receipt));
}

void evolve(State& state, const Envelope& envelope, const RefundReceipt& act, const Outcome&) {
  const auto& receipt = state.get(act.receipt);
  const auto transfer = receipt.transfer_case;
  add_received(state, receipt, -act.amount);
  state.change(transfer, [&](TransferCase& c) {
    c.totals.gross -= act.amount;
    reckon_unbooked(c);
  });
  state.change(act.receipt.target(), [&](Receipt& r) {
    r.refunds.push_back({act.amount, envelope.happened, act.reason});
  });
}

}  // namespace kezhuan
