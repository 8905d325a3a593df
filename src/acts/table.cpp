#include "kezhuan/acts/table.hpp"

#include <algorithm>
#include <unordered_map>

#include "acts/stand_over.hpp"
#include "kezhuan/acts/all.hpp"
#include "kezhuan/core/walk.hpp"

namespace kezhuan {

namespace {

template <class A>
std::optional<Kind> created_kind() {
  if constexpr (requires { typename A::Creates; }) return A::Creates::kind;
  if constexpr (std::is_same_v<A, FoundRegistry>) return Kind::institution;
  return std::nullopt;
}

// One type each, whatever the act, so that what acts have in common is compiled once.
struct TellRef {
  const RefVisitor& visitor;

  template <class T>
  void operator()(Ref<T>& ref, const Place& place) const {
    visitor(T::kind, ref, place);
  }
};

struct TellPersonal {
  const PersonalVisitor& visitor;

  void operator()(Personal& value, const Place&) const { visitor(value); }
};

template <class A>
void visit_refs_of(void* body, const RefVisitor& visitor) {
  walk<AnyRef>(*static_cast<A*>(body), Place{}, TellRef{visitor});
}

template <class A>
void visit_personal_of(void* body, const PersonalVisitor& visitor) {
  walk<Personal>(*static_cast<A*>(body), Place{}, TellPersonal{visitor});
}

template <class A>
std::optional<Uuid> id_of(const void* body) {
  if constexpr (requires(const A& a) {
                  a.institution.number;
                  a.institution.credit_code;
                }) {
    return static_cast<const A*>(body)->institution.id;
  } else if constexpr (requires(const A& a) { a.id; }) {
    return static_cast<const A*>(body)->id;
  }
  return std::nullopt;
}

template <class A>
std::optional<std::string> number_of(const void* body) {
  if constexpr (requires(const A& a) {
                  a.institution.number;
                  a.institution.credit_code;
                }) {
    return static_cast<const A*>(body)->institution.number;
  } else if constexpr (requires(const A& a) { a.number; }) {
    return static_cast<const A*>(body)->number;
  }
  return std::nullopt;
}

template <class A>
ActType entry() {
  return {
      A::type,
      A::version,
      A::title,
      created_kind<A>(),
      &shape_of<A>,
      []() -> std::shared_ptr<void> { return std::make_shared<A>(); },
      [](const void* body) -> std::shared_ptr<void> {
        return std::make_shared<A>(*static_cast<const A*>(body));
      },
      &visit_refs_of<A>,
      &visit_personal_of<A>,
      &id_of<A>,
      &number_of<A>,
      [](State& state, const Envelope& envelope, const void* body, const Outcome& outcome) {
        evolve(state, envelope, *static_cast<const A*>(body), outcome);
      },
  };
}

template <class... A>
std::vector<ActType> entries(TypeList<A...>) {
  return {entry<A>()...};
}

/// Remembers the serial the registry gave, so the next number is the one after it.
void count_serial(State& state, Kind kind, std::int64_t year, std::int64_t serial) {
  auto settings = state.settings();
  for (auto& counter : settings.counters) {
    if (counter.counted != kind || counter.year != year) continue;
    counter.last = std::max(counter.last, serial);
    state.put(std::move(settings));
    return;
  }
  settings.counters.push_back({kind, year, serial});
  state.put(std::move(settings));
}

}  // namespace

const std::vector<ActType>& act_types() {
  static const auto types = entries(AllActs{});
  return types;
}

const ActType* find_act_type(std::string_view name) {
  static const auto index = [] {
    std::unordered_map<std::string_view, const ActType*> by_name;
    for (const auto& type : act_types()) by_name.emplace(type.name, &type);
    return by_name;
  }();
  const auto found = index.find(name);
  return found == index.end() ? nullptr : found->second;
}

std::shared_ptr<void> ActType::read(const Node& body, bool from_ledger) const {
  auto act = make();
  read_whole(body, from_ledger, *shape, act.get());
  return act;
}

void stand_over(State& state, const Envelope& envelope, const ActType& type, const Outcome& outcome,
                const OutstandingOutcome& lacking) {
  const Id<Outstanding> id(lacking.id);
  if (state.find(id) != nullptr) {
    state.change(id, [&](Outstanding& item) { item.also.push_back(envelope.id); });
    return;
  }
  Outstanding item;
  item.id = id;
  item.number = lacking.number;
  item.rule = lacking.rule;
  item.zh = lacking.zh;
  item.en = lacking.en;
  item.place = lacking.place;
  item.about_kind = lacking.about_kind;
  item.about = lacking.about;
  if (outcome.id) item.made_kind = type.creates;
  if (item.made_kind) item.made = outcome.id;
  item.act = envelope.id;
  item.act_type = type.name;
  item.happened = envelope.happened;
  item.recorded_on = today_in_shanghai(envelope.recorded);
  item.actor = envelope.actor;
  state.put(std::move(item));
  count_serial(state, Kind::outstanding, lacking.serial_year, lacking.serial);
}

void AnyAct::evolve(State& state, const Envelope& envelope, const Outcome& outcome) const {
  type_->evolve(state, envelope, body_.get(), outcome);
  for (const auto& booking : outcome.bookings) post(state, envelope, booking);
  if (outcome.serial && type_->creates) {
    count_serial(state, *type_->creates, outcome.serial_year.value_or(0), *outcome.serial);
  }
  for (const auto& lacking : outcome.outstanding) {
    stand_over(state, envelope, *type_, outcome, lacking);
  }
}

}  // namespace kezhuan
