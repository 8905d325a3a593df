#include <random>

#include "catch.hpp"
#include "support/hospital.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

std::string person(int number, const std::string& name = "示例") {
  return R"({"act": "person.register", "happened": "2026-03-02", "data": {"number": "R-)" +
         std::to_string(number) + R"(", "name": ")" + name + R"("}})";
}

std::string achievement(int number) {
  return R"({"act": "achievement.register", "happened": "2026-03-02", "data": {"name": "示例",
             "form": "dataset", "level": "derived", "lead": "R-)" +
         std::to_string(number) + R"(", "sources": ["S-1"]}})";
}

std::vector<std::string> numbers(const Registry& registry, Kind kind) {
  std::vector<std::string> found;
  for (const auto& row : registry.read().list(kind, {{}, {}, 0})) found.push_back(row.number);
  return found;
}

}  // namespace

TEST_CASE("batch: what is rolled back leaves no trace, what stands before the mark stays") {
  Hospital h;
  auto batch = h.registry.batch();
  batch.mark();
  batch.record(read_submission(person(101)));
  batch.mark();
  batch.record(read_submission(person(102)));
  CHECK_THROWS_AS(batch.record(read_submission(person(102))), Refused);  // the number is taken
  CHECK_THROWS_AS(batch.commit(), std::logic_error);
  batch.roll_back();
  batch.record(read_submission(person(102, "另一人")));
  batch.commit();
  const auto seen = h.registry.read();
  CHECK_NOTHROW(seen.get("R-101"));
  const auto& name = seen.state().get(Id<Person>(seen.get("R-102").id)).name;
  CHECK(seen.reveal(name, Language::zh) == "另一人");
  CHECK(h.verify().problems.empty());
}

TEST_CASE("batch: rolled back at random, it is what remains that is on record") {
  std::mt19937 random(20261122);
  Hospital some, all;
  auto marked = some.registry.batch();
  auto plain = all.registry.batch();
  for (int i = 0; i < 400; ++i) {
    const bool keep = random() % 3 != 0;
    const int acts = 1 + static_cast<int>(random() % 3);
    marked.mark();
    for (int j = 0; j < acts; ++j) {
      for (const auto& json : {person(1000 + i * 10 + j), achievement(1000 + i * 10 + j)}) {
        marked.record(read_submission(json));
        if (keep) plain.record(read_submission(json));
      }
    }
    if (!keep) marked.roll_back();
  }
  marked.commit();
  plain.commit();
  CHECK(numbers(some.registry, Kind::person) == numbers(all.registry, Kind::person));
  CHECK(numbers(some.registry, Kind::achievement) == numbers(all.registry, Kind::achievement));
  CHECK(some.registry.read().mark().size == all.registry.read().mark().size);
  CHECK(some.verify().problems.empty());
}

TEST_CASE("batch: an act is found by its id, in the batch and after it") {
  Hospital h;
  auto submission = read_submission(person(103));
  submission.id = Uuid::parse("01980000-0000-7000-8000-000000000099");
  auto batch = h.registry.batch();
  CHECK_FALSE(batch.find(*submission.id).has_value());
  const auto recorded = batch.record(submission);
  const auto found = batch.find(*submission.id);
  REQUIRE(found.has_value());
  CHECK(found->seq == recorded.seq);
  CHECK(found->happened.to_text() == "2026-03-02");
}

TEST_CASE("batch: what a rolled back act erased is there still") {
  Hospital h;
  h.registry.record(read_submission(person(104, "示例丁")));
  auto batch = h.registry.batch();
  batch.mark();
  batch.record(read_submission(
      R"({"act": "personal.erase", "happened": "2026-03-03",
          "data": {"person": "R-104", "reason": "本人要求"}})"));
  batch.roll_back();
  batch.record(read_submission(person(105)));
  batch.commit();
  const auto seen = h.registry.read();
  const auto& name = seen.state().get(Id<Person>(seen.get("R-104").id)).name;
  CHECK(seen.reveal(name, Language::zh) == "示例丁");
  CHECK(h.verify().problems.empty());
}
