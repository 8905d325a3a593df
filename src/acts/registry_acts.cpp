#include "acts/created.hpp"
#include "acts/receive.hpp"
#include "kezhuan/acts/acts.hpp"
#include "kezhuan/acts/aggregates.hpp"
#include "kezhuan/core/read.hpp"
#include "kezhuan/core/write.hpp"

namespace kezhuan {

namespace {

/// Sets the member a one-step JSON pointer names; adds it when the optional field was absent.
void patch(Node& body, const FieldCorrection& change) {
  const auto key = change.field.substr(1);
  Node value;
  value.kind = Node::Kind::plain;  // text or a number, as the field has it
  value.text = change.value.value_or(std::string());
  if (change.personal_value) {
    // while it is judged the value stands for itself, once recorded its commitment does
    value = parse_json(to_canonical_json(*change.personal_value, PersonalForm::value));
  }
  for (std::size_t i = 0; i < body.keys.size(); ++i) {
    if (body.keys[i] != key) continue;
    body.items[i] = std::move(value);
    return;
  }
  body.keys.push_back(key);
  body.items.push_back(std::move(value));
}

}  // namespace

void evolve(State& state, const Envelope& envelope, const FoundRegistry& act,
            const Outcome& outcome) {
  evolve(state, envelope, act.institution, outcome);
  Settings settings;
  settings.number = act.name;
  settings.institution = Id<Institution>(outcome.id.value());
  settings.founded_on = envelope.happened;
  state.put(std::move(settings));
}

void evolve(State& state, const Envelope&, const AdoptPolicy& act, const Outcome&) {
  auto settings = state.settings();
  settings.policies.push_back({act.policy, act.policy_version, act.hash, act.effective_from});
  state.put(std::move(settings));
}

void evolve(State& state, const Envelope&, const CorrectRecord& act, const Outcome& outcome) {
  const auto& type = aggregate_type(act.kind);
  const auto id = outcome.id.value();
  auto body = parse_json(type.write(state.load(act.kind, id), PersonalForm::commitment));
  for (const auto& change : act.changes) patch(body, change);
  auto corrected = type.read(body);
  if (act.kind == Kind::person) {
    auto person = *static_cast<const Person*>(corrected.get());
    person.former_names.push_back(state.get(person.id).name);
    state.put(std::move(person));
    return;
  }
  if (act.kind == Kind::receipt) {
    const auto before = state.get(Id<Receipt>(id));
    count_towards(state, before, *static_cast<const Receipt*>(corrected.get()));
  }
  state.store(act.kind, id, type.number(corrected.get()), corrected);
}

/// The values live in the vault; the state holds commitments only and stays as it is.
void evolve(State&, const Envelope&, const ErasePersonal&, const Outcome&) {}

void evolve(State& state, const Envelope& envelope, const SettleOutstanding& act, const Outcome&) {
  state.change(act.outstanding.target(), [&](Outstanding& item) {
    item.state = OutstandingState::settled;
    item.settlement = OutstandingSettlement{envelope.happened, envelope.actor, envelope.id,
                                            targets(act.evidence), act.statement};
  });
}

}  // namespace kezhuan
