#include "cli/example.hpp"

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

}  // namespace

std::string example_text(const ActType& type, const Date& day, const std::string& number) {
  const auto example = example_submission(type, day);
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
