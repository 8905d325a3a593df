#include "policy/decide.hpp"

#include <unordered_map>

#include "kezhuan/acts/acts.hpp"
#include "kezhuan/core/write.hpp"
#include "kezhuan/policy/classification.hpp"
#include "policy/income_facts.hpp"

namespace kezhuan {

namespace {

/// Acts after which money may have to be divided: it came, it went back, or a plan was decided.
bool moves_money(const AnyAct& act) {
  return act.as<RecordReceipt>() != nullptr || act.as<RefundReceipt>() != nullptr ||
         act.as<RecordResolution>() != nullptr || act.as<RecordCost>() != nullptr ||
         act.as<ReverseCost>() != nullptr || act.as<ReleaseReserve>() != nullptr ||
         act.as<RecordDividend>() != nullptr || act.as<DisposeEquity>() != nullptr;
}

/// Money that came for what counted as public data waits until that turns out to be a mistake.
/// @rule CLS-06
bool may_free_money(const AnyAct& act) {
  return act.as<CancelCertificate>() != nullptr || act.as<ClassifyAchievement>() != nullptr;
}

/// The cases whose books an act may change.
std::vector<Id<TransferCase>> cases_to_book(const AnyAct& act, const Outcome& outcome,
                                            const State& after) {
  if (moves_money(act)) return cases_of(act, outcome, after);
  std::vector<Id<TransferCase>> cases;
  if (!may_free_money(act)) return cases;
  for (const auto& achievement : subjects_of(act, outcome, after)) {
    const auto& own = after.get(achievement).cases;
    cases.insert(cases.end(), own.begin(), own.end());
  }
  return cases;
}

/// What the institution's shares bring is divided like a receipt where the plan rewards people with
/// it; it is numbered after its contract. @rule INC-03
void decide_equity_receipt(const State& state, const Ref<Contract>& ref, const Money& amount,
                           IdSource& ids, Outcome& outcome) {
  const auto& contract = state.get(ref);
  const auto& c = state.get(contract.transfer_case);
  if (!amount.is_positive() || !rewards_equity_income(state.find(c.plan_in_force))) return;
  outcome.id = ids.next();
  auto serial = c.equity_events.size();
  do {
    outcome.number = contract.number + "-G" + std::to_string(++serial);
  } while (state.find_number(Kind::receipt, *outcome.number));
}

/// Beyond any calendar's coverage: whatever is longer leaves it as surely (PTH-05).
constexpr std::int64_t longest_notice = 1'000'000;

std::int64_t last_serial(const State& state, Kind kind, std::int64_t year) {
  const auto* settings = state.find(Id<Settings>());
  if (settings == nullptr) return 0;
  for (const auto& counter : settings->counters) {
    if (counter.counted == kind && counter.year == year) return counter.last;
  }
  return 0;
}

EditionRemoval removal(const State& state, const EditionEntry& entry) {
  const auto& achievement = state.get(entry.achievement);
  EditionRemoval removed{entry.achievement, entry.number, entry.name, {}, {}};
  const auto* classification = achievement.classification();
  if (classification != nullptr && !is_eligible(classification->outcome)) {
    const auto name = name_of(classification->outcome);
    removed.reason_zh = "现分类为" + std::string(name.zh);
    removed.reason_en = "now classified as " + std::string(name.en);
    return removed;
  }
  const auto* application = state.find(achievement.application);
  const auto name =
      name_of(application == nullptr ? ApplicationState::withdrawn : application->state);
  removed.reason_zh = "申报表状态：" + std::string(name.zh);
  removed.reason_en = "application: " + std::string(name.en);
  return removed;
}

EditionOutcome compose_edition(const Surroundings& around, const State& state, const Date& on) {
  EditionOutcome edition;
  const auto* last = state.find(state.settings().last_edition);
  if (last != nullptr) {
    edition.previous = last->id;
    edition.sequence = last->sequence + 1;
  }
  edition.next_due =
      add_months(on, static_cast<int>(around.policy.get_number("edition.interval_months")));
  std::unordered_map<Id<Achievement>, const EditionEntry*> before;
  if (last != nullptr) {
    for (const auto& entry : last->entries) before.emplace(entry.achievement, &entry);
  }
  for (const auto& id : state.approved_applications()) {
    const auto& application = state.get(id);
    const auto& achievement = state.get(application.achievement);
    const auto* classification = achievement.classification();
    if (achievement.application != id || classification == nullptr ||
        !is_eligible(classification->outcome)) {
      continue;
    }
    EditionEntry entry{achievement.id,       achievement.number,
                       achievement.name,     application.id,
                       application.revision, entry_hash(achievement, application),
                       EntryChange::added};
    const auto former = before.find(achievement.id);
    if (former != before.end()) {
      entry.change =
          former->second->content == entry.content ? EntryChange::unchanged : EntryChange::changed;
      before.erase(former);
    }
    edition.entries.push_back(std::move(entry));
  }
  if (last == nullptr) return edition;
  for (const auto& entry : last->entries) {
    if (before.contains(entry.achievement)) edition.removed.push_back(removal(state, entry));
  }
  return edition;
}

/// Another pathway or contract type: plan and price were for another transfer.
std::optional<VoidedOutcome> voided_by(const TransferCase& c, const ChoosePathway& act) {
  const bool is_other = c.pathway && (c.pathway->pathway != act.pathway ||
                                      c.pathway->contract_type != act.contract_type);
  if (!is_other) return std::nullopt;
  VoidedOutcome voided;
  for (const auto& plan : c.implementation) {
    if (plan.state != ImplementationState::voided) voided.implementation.push_back(plan.index);
  }
  for (const auto& pricing : c.pricing) {
    if (!pricing.voided) voided.pricing.push_back(pricing.index);
  }
  return voided;
}

/// A price agreed with one party is no price for the next; one agreed with another stands.
VoidedOutcome voided_by_end_of_talks(const TransferCase& c) {
  VoidedOutcome voided;
  const auto* talks = c.negotiation();
  for (const auto& pricing : c.pricing) {
    const bool is_theirs = talks != nullptr && pricing.talks == talks->index;
    if (is_theirs && !pricing.voided && pricing.method == PricingMethod::agreement) {
      voided.pricing.push_back(pricing.index);
    }
  }
  return voided;
}

Date last_day_of(const Surroundings& around, const Date& from, const OpenNotice& act) {
  try {
    return around.calendar.last_day_of_period(
        from, static_cast<int>(std::min(act.days, longest_notice)), act.unit);
  } catch (const Error& error) {  // the calendar does not know which field the length came from
    auto problems = error.problems();
    for (auto& problem : problems) problem.place = "/days";
    throw Error(error.code(), std::move(problems));
  }
}

void decide_creation(const Surroundings& around, const State& state, const Envelope& envelope,
                     const AnyAct& act, IdSource& ids, Outcome& outcome) {
  const auto kind = act.type().creates;
  if (!kind) return;
  outcome.id = act.given_id().value_or(Uuid());
  if (outcome.id->is_nil()) outcome.id = ids.next();
  outcome.number = act.given_number();
  if (!outcome.number) give_number(around, state, *kind, envelope.happened.year(), outcome);
}

}  // namespace

void give_number(const Surroundings& around, const State& state, Kind kind, int year,
                 Outcome& outcome) {
  const auto& pattern = around.policy.get_text("number." + std::string(to_code(kind)));
  const bool yearly = pattern.find("{year}") != std::string::npos;
  outcome.serial_year = yearly ? year : 0;
  auto serial = last_serial(state, kind, *outcome.serial_year);
  do {
    outcome.number = format_number(pattern, year, ++serial);
  } while (state.find_number(kind, *outcome.number));
  outcome.serial = serial;
}

std::string format_number(std::string_view pattern, int year, std::int64_t serial) {
  std::string number;
  while (!pattern.empty()) {
    const auto open = pattern.find('{');
    number += pattern.substr(0, open);
    if (open == std::string_view::npos) break;
    const auto close = pattern.find('}', open);
    const auto slot = pattern.substr(open + 1, close - open - 1);
    if (slot == "year") {
      number += std::to_string(year);
    } else {  // "n" or "n:WIDTH"
      auto digits = std::to_string(serial);
      const auto width = slot.size() > 2 ? static_cast<std::size_t>(slot[2] - '0') : 1;
      if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
      number += digits;
    }
    pattern.remove_prefix(close + 1);
  }
  return number;
}

Sha256 entry_hash(const Achievement& achievement, const Application& application) {
  return sha256(std::string(to_code(achievement.form)) + "\n" + achievement.name + "\n" +
                to_canonical_json(application.content));
}

Outcome decide(const Surroundings& around, const State& state, const Envelope& envelope,
               const AnyAct& act, IdSource& ids) {
  Outcome outcome;
  decide_creation(around, state, envelope, act, ids, outcome);
  if (const auto* open = act.as<OpenNotice>()) {
    outcome.last_day = last_day_of(around, envelope.happened, *open);
  } else if (const auto* classification = act.as<ClassifyAchievement>()) {
    outcome.classification =
        classify(load_case_file(state, classification->achievement.target()), envelope.happened);
  } else if (act.as<FreezeEdition>() != nullptr) {
    outcome.edition = compose_edition(around, state, envelope.happened);
  } else if (act.as<OpenCase>() != nullptr) {
    outcome.policy = around.policy.hash();
  } else if (const auto* choice = act.as<ChoosePathway>()) {
    outcome.voided = voided_by(state.get(choice->transfer_case), *choice);
  } else if (const auto* end = act.as<EndNegotiation>()) {
    outcome.voided = voided_by_end_of_talks(state.get(end->transfer_case));
  } else if (const auto* draft = act.as<DraftDistribution>()) {
    outcome.plan = around.books.figure(state, *draft, envelope.happened);
  } else if (const auto* award = act.as<AwardEquity>()) {
    outcome.equity = around.books.award(state, state.get(award->contract), envelope.happened);
  } else if (const auto* dividend = act.as<RecordDividend>()) {
    decide_equity_receipt(state, dividend->contract, dividend->amount, ids, outcome);
  } else if (const auto* disposal = act.as<DisposeEquity>()) {
    decide_equity_receipt(state, disposal->contract, disposal->amount, ids, outcome);
  } else if (const auto* correction = act.as<CorrectRecord>()) {
    outcome.id = state.find_number(correction->kind, correction->target);
    if (!outcome.id) outcome.id = Uuid::parse(correction->target);
  }
  return outcome;
}

void book(const Surroundings& around, State& after, const Envelope& envelope, const AnyAct& act,
          IdSource& ids, Outcome& outcome) {
  for (const auto& transfer : cases_to_book(act, outcome, after)) {
    auto booking = around.books.book(after, transfer, around.policy);
    if (!booking) continue;
    const auto& c = after.get(transfer);
    booking->id = ids.next();
    booking->number = c.number + "-F" + std::to_string(c.bookings.size() + 1);
    booking->transfer_case = transfer;
    post(after, envelope, *booking);
    outcome.bookings.push_back(*std::move(booking));
  }
}

}  // namespace kezhuan
