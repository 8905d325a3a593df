#include "cli/example.hpp"

#include <map>
#include <vector>

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

/// Places in the data that name what the act is about.
std::vector<std::string> subject_places(const AnyAct& act, Node& data) {
  const auto refs = refs_of(act);
  std::vector<std::string> places;
  for (const auto& ref : refs) {
    if (ref.kind == Kind::achievement) places.push_back(ref.place);
  }
  if (!places.empty()) return places;
  for (const auto* own : {"/number", "/institution/number", "/target"}) {
    if (find_at(data, own) != nullptr) return {own};
  }
  if (!refs.empty()) return {refs.front().place};
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

void fill_in(Node& node, const std::map<std::string, std::string>& numbers) {
  const auto known = numbers.find(node.text);
  if (node.kind == Node::Kind::text && known != numbers.end()) node.text = known->second;
  for (auto& item : node.items) fill_in(item, numbers);
}

}  // namespace

std::string example_text(const ActType& type, const Date& day, const std::string& number,
                         const Snapshot* snapshot) {
  auto example = example_submission(type, day);
  if (snapshot != nullptr) {
    auto filled = parse_json(example);
    fill_in(filled, numbers_on_record(*snapshot, number));
    example = to_json(filled);
  }
  if (number.empty()) return indent_json(example);
  auto document = parse_json(example);
  auto* data = find_at(document, "/data");
  for (const auto& place : subject_places(read_submission(example).act, *data)) {
    find_at(*data, place)->text = number;
  }
  return indent_json(to_json(document));
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
