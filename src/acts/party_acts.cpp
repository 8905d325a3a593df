#include "acts/created.hpp"
#include "kezhuan/acts/acts.hpp"

namespace kezhuan {

void evolve(State& state, const Envelope&, const RegisterInstitution& act, const Outcome& outcome) {
  auto institution = created<Institution>(outcome);
  institution.name = act.name;
  institution.nature = act.nature;
  institution.credit_code = act.credit_code;
  institution.foreign_controlled = act.foreign_controlled.value_or(false);
  state.put(std::move(institution));
}

void evolve(State& state, const Envelope&, const RegisterUnit& act, const Outcome& outcome) {
  auto unit = created<Unit>(outcome);
  unit.institution = act.institution.target();
  unit.name = act.name;
  state.put(std::move(unit));
}

void evolve(State& state, const Envelope&, const RegisterPerson& act, const Outcome& outcome) {
  auto person = created<Person>(outcome);
  person.name = act.name;
  person.unit = target(act.unit);
  state.put(std::move(person));
}

void evolve(State& state, const Envelope&, const AssignPost& act, const Outcome&) {
  state.change(act.person.target(), [&](Person& person) {
    person.posts.push_back({act.post, act.institution, act.from, std::nullopt});
  });
}

void evolve(State& state, const Envelope&, const EndPost& act, const Outcome&) {
  state.change(act.person.target(), [&](Person& person) {
    for (auto& post : person.posts) {
      const bool same = post.post == act.post && post.institution == act.institution;
      if (same && !post.until) post.until = act.until;
    }
  });
}

}  // namespace kezhuan
