#include "cli/example.hpp"

#include <map>
#include <optional>
#include <vector>

#include "cli/example_case.hpp"
#include "kezhuan/acts/registry_acts.hpp"
#include "kezhuan/core/node.hpp"
#include "kezhuan/core/write.hpp"

namespace kezhuan::cli {

namespace {

/// Where a JSON pointer leads; nullptr when there is nothing.
Node* find_at(Node& root, std::string_view pointer) {
  Node* here = &root;
  while (here != nullptr && !pointer.empty()) {
    pointer.remove_prefix(1);
    const auto segment = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(segment.size());
    Node* next = nullptr;
    for (std::size_t i = 0; i < here->items.size(); ++i) {
      const auto name = here->kind == Node::Kind::array ? std::to_string(i) : here->keys[i];
      if (name == segment) next = &here->items[i];
    }
    here = next;
  }
  return here;
}

struct FoundRef {
  Kind kind;
  std::string place;
};

std::vector<FoundRef> refs_of(AnyAct act) {
  std::vector<FoundRef> found;
  act.visit_refs([&](Kind kind, AnyRef&, const Place& place) {
    found.push_back({kind, place.to_text()});
  });
  return found;
}

/// Places in the data that name what the act is about, and of what kind that is; no kind for the
/// number of something new.
struct Subject {
  std::optional<Kind> kind;
  std::vector<std::string> places;
};

Subject subject_of(const AnyAct& act, Node& data) {
  const auto refs = refs_of(act);
  std::vector<std::string> places;
  for (const auto& ref : refs) {
    if (ref.kind == Kind::achievement) places.push_back(ref.place);
  }
  if (!places.empty()) return {Kind::achievement, std::move(places)};
  for (const auto* own : {"/number", "/institution/number", "/target"}) {
    if (find_at(data, own) != nullptr) return {std::nullopt, {own}};
  }
  if (!refs.empty()) return {refs.front().kind, {refs.front().place}};
  throw_invalid({std::string(act.type().name) + " 不涉及任何编号。",
                 std::string(act.type().name) + " is about nothing that has a number."},
                {"去掉编号再试。", "Leave the number out."});
}

/// What stands in examples, and what it is called in this registry: the own institution, and the
/// people, unit and source of the achievement, as far as they are on record.
std::map<std::string, std::string> numbers_on_record(const Snapshot& snapshot,
                                                     const std::string& number) {
  const auto& state = snapshot.state();
  std::map<std::string, std::string> numbers = {
      {"I-demo", state.get(snapshot.settings().institution).number}};
  const auto id = state.find_number(Kind::achievement, number);
  if (!id) return numbers;
  const auto& achievement = state.get(Id<Achievement>(*id));
  numbers["P-demo"] = state.get(achievement.lead).number;
  if (achievement.unit) numbers["U-demo"] = state.get(*achievement.unit).number;
  if (!achievement.sources.empty()) {
    numbers["S-demo"] = state.get(achievement.sources.front()).number;
  }
  return numbers;
}

/// The latest of a kind that an achievement has; empty when it has none.
std::string latest_of(const State& state, const Achievement& achievement, Kind kind) {
  const auto number = [&](const auto& ids) {
    return ids.empty() ? std::string() : state.get(ids.back()).number;
  };
  switch (kind) {
    case Kind::application:
      return achievement.application ? state.get(*achievement.application).number : std::string();
    case Kind::agreement: return number(achievement.agreements);
    case Kind::certificate: return number(achievement.certificates);
    case Kind::evidence: return number(achievement.evidence);
    case Kind::grant: return number(achievement.grants);
    case Kind::prior_right: return number(achievement.prior_rights);
    case Kind::edition:
      return achievement.last_edition ? state.get(*achievement.last_edition).number : std::string();
    case Kind::notice:
      return achievement.last_edition ? number(state.get(*achievement.last_edition).notices)
                                      : std::string();
    default: return {};
  }
}

/// What to write where a `kind` is named, when `number` was given: an achievement stands for what
/// it has of that kind. Empty when it has nothing.
std::string number_for(const Snapshot& snapshot, const ActType& type, Kind kind,
                       const std::string& number) {
  const auto& state = snapshot.state();
  const auto id = state.find_number(Kind::achievement, number);
  if (kind == Kind::achievement || !id || state.find_number(kind, number)) return number;
  const auto proposed = std::string(type.name) + " ";
  for (const auto& action : snapshot.next(number).actions) {
    if (action.example_args.rfind(proposed, 0) == 0) {
      return action.example_args.substr(proposed.size());
    }
  }
  return latest_of(state, state.get(Id<Achievement>(*id)), kind);
}

void fill_in(Node& node, const std::map<std::string, std::string>& numbers) {
  const auto known = numbers.find(node.text);
  if (node.kind == Node::Kind::text && known != numbers.end()) node.text = known->second;
  for (auto& item : node.items) fill_in(item, numbers);
}

/// The outstanding item by this number, else the first open one of what has it.
const Outstanding* find_item(const Snapshot& snapshot, const std::string& number) {
  const auto& state = snapshot.state();
  if (const auto id = state.find_number(Kind::outstanding, number)) {
    return state.find(Id<Outstanding>(*id));
  }
  for (const auto kind : {Kind::achievement, Kind::transfer_case}) {
    if (!state.find_number(kind, number)) continue;
    ListQuery query;
    query.about = number;
    query.state = to_code(OutstandingState::open);
    query.limit = 1;
    const auto open = snapshot.list(Kind::outstanding, query);
    if (!open.empty()) return state.find(Id<Outstanding>(open.front().id));
  }
  return nullptr;
}

/// Kept evidence and a statement: what can no longer be mended takes both (REG-09). Named is the
/// latest evidence of what the item concerns.
std::string settlement_example(std::string example, const std::string& number,
                               const Snapshot* snapshot) {
  auto document = parse_json(example);
  auto& data = *find_at(document, "/data");
  auto evidence = std::string("E-demo");
  const auto* item = snapshot == nullptr ? nullptr : find_item(*snapshot, number);
  if (item != nullptr) {
    const auto& state = snapshot->state();
    const auto latest = [&](const auto* record) {
      if (record != nullptr && !record->evidence.empty()) {
        evidence = state.get(record->evidence.back()).number;
      }
    };
    latest(state.find(Id<Achievement>(item->about)));
    latest(state.find(Id<TransferCase>(item->about)));
  }
  auto written = number;
  if (item != nullptr) written = item->number;
  if (!written.empty()) find_at(data, "/outstanding")->text = written;
  data.keys.insert(data.keys.begin() + 1, "evidence");
  data.items.insert(data.items.begin() + 1, parse_json("[" + to_canonical_json(evidence) + "]"));
  return indent_json(to_json(document));
}

}  // namespace

std::string example_text(const ActType& type, const Date& day, const std::string& number,
                         const Snapshot* snapshot) {
  auto example = example_submission(type, day);
  if (type.name == SettleOutstanding::type) {
    return settlement_example(std::move(example), number, snapshot);
  }
  if (snapshot != nullptr) {
    if (!find_case(snapshot->state(), number)) {
      auto filled = parse_json(example);
      fill_in(filled, numbers_on_record(*snapshot, number));
      example = to_json(filled);
    }
  }
  if (number.empty()) return indent_json(example);
  auto document = parse_json(example);
  auto* data = find_at(document, "/data");
  const auto transfer = snapshot == nullptr ? std::nullopt : find_case(snapshot->state(), number);
  if (transfer && type.name != OpenCase::type) {
    fill_from_case(*data, type, *snapshot, *transfer, number);
    return indent_json(to_json(document));
  }
  // Not as a submission: as such an example is turned away until it was edited.
  const AnyAct act(type, type.read(*data, false));
  const auto subject = subject_of(act, *data);
  const auto written = snapshot != nullptr && subject.kind
                           ? number_for(*snapshot, type, *subject.kind, number)
                           : number;
  for (const auto& place : subject.places) {
    if (!written.empty()) find_at(*data, place)->text = written;
  }
  if (snapshot != nullptr) {
    fill_from_achievement(*data, type, *snapshot, written);
    if (written != number) fill_from_achievement(*data, type, *snapshot, number);
  }
  return indent_json(to_json(document));
}

EvidenceKind missing_evidence(const Snapshot& snapshot, const std::string& number) {
  if (const auto paper = missing_paper(snapshot, number)) return *paper;
  if (!snapshot.state().find_number(Kind::achievement, number)) return EvidenceKind::other;
  const auto report = snapshot.next(number);
  for (const auto& link : report.links) {
    for (const auto& requirement : link.requirements) {
      if (requirement.is_met()) continue;
      for (const auto& finding : requirement.findings) {
        // A finding calls what is missing by the name of its kind.
        for (const auto& entry : EnumTable<EvidenceKind>::table) {
          if (finding.what.zh.find(entry.name.zh) != std::string::npos) return entry.value;
        }
      }
    }
  }
  return EvidenceKind::other;
}

std::string achievement_of(const Snapshot& snapshot, const AnyAct& act, const Recorded& recorded) {
  auto resolved = act.clone();
  resolved.visit_refs([&](Kind kind, AnyRef& ref, const Place&) {
    if (ref.is_resolved()) return;
    if (const auto id = snapshot.state().find_number(kind, ref.number)) ref.id = *id;
  });
  const auto subjects = subjects_of(resolved, recorded.outcome, snapshot.state());
  return subjects.size() == 1 ? snapshot.state().get(subjects.front()).number : std::string();
}

}  // namespace kezhuan::cli
