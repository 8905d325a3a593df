#include "catch.hpp"
#include "support/hospital.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

using Lines = std::vector<std::string>;

std::string member(const Node& node, std::string_view key) {
  const auto* value = node.find(key);
  return value == nullptr ? "" : to_json(*value);
}

void append_to(Lines& lines, const Changes& page) {
  for (const auto& change : page.entries) lines.push_back(to_json(change));
}

/// Everything after `since`, as a follower gets it who asks for `limit` at a time and opens the
/// registry anew each time.
Lines followed(const Hospital& h, std::int64_t since, std::int64_t limit) {
  Lines lines;
  for (bool has_more = true; has_more;) {
    const auto page = h.registry.read().changes(since, limit);
    CHECK(page.entries.size() <= static_cast<std::size_t>(limit));
    append_to(lines, page);
    since = static_cast<std::int64_t>(page.next);
    has_more = page.has_more;
  }
  return lines;
}

Lines all(const Hospital& h, std::int64_t since = 0) {
  Lines lines;
  append_to(lines, h.registry.read().changes(since, 0));
  return lines;
}

Change last_change(const Hospital& h) { return h.registry.read().changes(0, 0).entries.back(); }

Lines numbers(const Change& change, bool is_new) {
  Lines found;
  for (const auto& each : change.touched) {
    if (each.is_new == is_new) found.push_back(each.number);
  }
  return found;
}

}  // namespace

TEST_CASE("changes: every entry in order, saying what the ledger says") {
  Hospital h;
  h.whole_life();
  const auto lines = all(h);
  const auto seen = h.registry.read();
  REQUIRE(lines.size() == seen.mark().size);
  seen.for_each_entry(1, seen.mark().size, [&](std::string_view json) {
    const auto entry = parse_json(json, {std::size_t{1} << 30U, 64});
    const auto seq = std::stoul(member(entry, "seq"));
    const auto change = parse_json(lines.at(seq - 1), {std::size_t{1} << 30U, 64});
    for (const auto* key : {"seq", "id", "act", "version", "happened", "recorded", "actor", "role",
                            "legacy", "outcome"}) {
      CHECK(member(change, key) == member(entry, key));
    }
    if (member(change, "data").find("erased\":true") == std::string::npos) {
      CHECK(member(change, "data") == member(entry, "data"));
    }
  });
}

TEST_CASE("changes: page by page is the whole, wherever one begins") {
  Hospital h;
  h.whole_life();
  const auto whole = all(h);
  for (const std::int64_t limit : {1, 2, 7, 1000}) CHECK(followed(h, 0, limit) == whole);
  for (const std::size_t since : {1U, 5U, 20U}) {
    const auto from = static_cast<std::int64_t>(since);
    const Lines rest(whole.begin() + from, whole.end());
    CHECK(all(h, from) == rest);
    CHECK(followed(h, from, 3) == rest);
  }
}

TEST_CASE("changes: whoever goes on after new acts sees each of them once") {
  Hospital h;
  const auto first = h.registry.read().changes();
  CHECK_FALSE(first.has_more);
  CHECK(first.next == first.entries.size());
  const auto since = static_cast<std::int64_t>(first.next);
  CHECK(h.registry.read().changes(since).entries.empty());
  h.must("person.register", "2026-01-06", R"({"number": "P-8", "name": "示例"})");
  h.must("person.register", "2026-01-06", R"({"number": "P-9", "name": "示例"})");
  const auto second = h.registry.read().changes(since);
  REQUIRE(second.entries.size() == 2);
  CHECK(second.entries[0].seq == first.next + 1);
  CHECK(numbers(second.entries[1], true) == Lines{"P-9"});
}

TEST_CASE("changes: at the end there is nothing yet, and one waits where one was") {
  Hospital h;
  const auto size = h.registry.read().mark().size;
  const auto page = h.registry.read().changes(static_cast<std::int64_t>(size));
  CHECK(page.entries.empty());
  CHECK(page.next == size);
  CHECK_FALSE(page.has_more);
}

TEST_CASE("changes: whoever is ahead of the registry is told, as after an older backup") {
  Hospital h;
  const auto size = static_cast<std::int64_t>(h.registry.read().mark().size);
  for (const auto since : {size + 1, INT64_MAX}) {
    const auto error = thrown_by<Error>([&] { (void)h.registry.read().changes(since); });
    CHECK(error.code() == ErrorCode::conflict);
    CHECK_THAT(error.problems().front().what.en, Contains(std::to_string(since)));
    CHECK_THAT(error.problems().front().remedy.en, Contains("backup"));
  }
}

TEST_CASE("changes: a number below zero is refused by name") {
  Hospital h;
  const auto seen = h.registry.read();
  const auto since = thrown_by<Error>([&] { (void)seen.changes(-1); });
  CHECK(since.code() == ErrorCode::invalid);
  CHECK_THAT(since.problems().front().what.en, Contains("since") && Contains("-1"));
  const auto limit = thrown_by<Error>([&] { (void)seen.changes(0, -5); });
  CHECK_THAT(limit.problems().front().what.en, Contains("limit") && Contains("-5"));
}

TEST_CASE("changes: what an act made and what it named") {
  Hospital h;
  h.prepare_achievement();
  h.file_application();
  const auto change = last_change(h);
  CHECK(change.act.type().name == "application.file");
  CHECK(numbers(change, true) == Lines{"SB-of-KZ-1"});
  CHECK_THAT(numbers(change, false), Catch::VectorContains(std::string("KZ-1")));
  for (const auto& each : change.touched) {
    CHECK(h.registry.read().get(each.kind, each.number).id == each.id);
  }
}

TEST_CASE("changes: a name never leaves, and that it was erased is said") {
  Hospital h;
  h.must("person.register", "2026-01-06", R"({"number": "P-9", "name": "欧阳示例"})");
  const auto before = to_json(last_change(h));
  CHECK_THAT(before,
             Contains(R"("name":{"commitment":")") && !Contains("欧阳示例") && !Contains("erased"));
  const auto seq = static_cast<std::int64_t>(last_change(h).seq);
  h.must("personal.erase", "2026-01-07", R"({"person": "P-9", "reason": "本人要求"})");
  const auto page = h.registry.read().changes(seq - 1);
  REQUIRE(page.entries.size() == 2);
  REQUIRE(page.entries[0].erased.size() == 1);
  CHECK(page.entries[1].outcome.erased == page.entries[0].erased);
  CHECK_THAT(to_json(page.entries[0]), Contains(R"(","erased":true})"));
}
