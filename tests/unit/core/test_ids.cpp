#include <thread>
#include <type_traits>
#include <unordered_set>

#include "catch.hpp"
#include "kezhuan/core/ids.hpp"
#include "unit/core/support.hpp"

using namespace kezhuan;

namespace {

constexpr auto sample = "0197a3b2-5c6d-7e8f-9a0b-1c2d3e4f5a6b";

bool is_version_7(const Uuid& id) { return (id.bytes()[6] >> 4) == 7 && (id.bytes()[8] >> 6) == 2; }

std::int64_t milliseconds_of(const Uuid& id) {
  std::int64_t value = 0;
  for (std::size_t i = 0; i < 6; ++i) value = value * 256 + id.bytes()[i];
  return value;
}

}  // namespace

TEST_CASE("a UUID reads and prints the canonical form only") {
  CHECK(Uuid::parse(sample).to_text() == sample);
  CHECK(Uuid::parse(sample).bytes()[0] == 0x01);
  CHECK(Uuid::parse(sample).bytes()[15] == 0x6b);
  CHECK(Uuid().to_text() == "00000000-0000-0000-0000-000000000000");
  const auto text =
      GENERATE("", "0197A3B2-5C6D-7E8F-9A0B-1C2D3E4F5A6B", "0197a3b25c6d7e8f9a0b1c2d3e4f5a6b",
               "{0197a3b2-5c6d-7e8f-9a0b-1c2d3e4f5a6b}", "0197a3b2-5c6d-7e8f-9a0b-1c2d3e4f5a6",
               "0197a3b2-5c6d-7e8f-9a0b-1c2d3e4f5a6b0", "0197a3b2-5c6d-7e8f-9a0b-1c2d3e4f5a6g",
               "0197a3b25-c6d-7e8f-9a0b-1c2d3e4f5a6b", "-197a3b2-5c6d-7e8f-9a0b-1c2d3e4f5a6b");
  CAPTURE(text);
  CHECK(is_invalid([&] { Uuid::parse(text); }));
}

TEST_CASE("UUIDs are ordered as their texts are") {
  const auto low = Uuid::parse("0197a3b2-5c6d-7e8f-9a0b-1c2d3e4f5a6b");
  const auto high = Uuid::parse("0197a3b2-5c6d-7e8f-9a0b-1c2d3e4f5af0");
  CHECK(low < high);
  CHECK(Uuid() < low);
  CHECK(Uuid().is_nil());
  CHECK_FALSE(low.is_nil());
}

TEST_CASE("system ids are version 7, carry the clock's time and strictly increase") {
  const FixedClock still(Timestamp::parse("2026-11-21T13:58:47.123Z"));
  SystemIdSource source(still);
  auto last = source.next();
  CHECK(milliseconds_of(last) == still.now().milliseconds());
  for (int i = 0; i < 1000; ++i) {
    const auto id = source.next();
    REQUIRE(is_version_7(id));
    REQUIRE(last < id);
    last = id;
  }
}

TEST_CASE("system ids keep increasing when the clock goes back") {
  FixedClock clock(Timestamp::parse("2026-11-21T13:58:47.123Z"));
  SystemIdSource source(clock);
  const auto before = source.next();
  clock.set(Timestamp::parse("2020-01-01T00:00:00.000Z"));
  CHECK(before < source.next());
  clock.set(Timestamp::parse("1969-01-01T00:00:00.000Z"));
  CHECK(before < source.next());
}

TEST_CASE("two sources on the same clock give different ids") {
  const FixedClock still(Timestamp::parse("2026-11-21T13:58:47.123Z"));
  SystemIdSource one(still);
  SystemIdSource other(still);
  CHECK(one.next() != other.next());
}

TEST_CASE("one source serves several threads without giving an id twice") {
  const FixedClock still(Timestamp::parse("2026-11-21T13:58:47.123Z"));
  SystemIdSource source(still);
  std::vector<Uuid> left(2000);
  std::vector<Uuid> right(2000);
  const auto fill = [&](std::vector<Uuid>& ids) {
    for (auto& id : ids) id = source.next();
  };
  std::thread thread(fill, std::ref(left));
  fill(right);
  thread.join();
  std::unordered_set<Uuid> all(left.begin(), left.end());
  all.insert(right.begin(), right.end());
  CHECK(all.size() == left.size() + right.size());
}

TEST_CASE("a sequence gives the same increasing version 7 ids for the same seed") {
  const auto start = Timestamp::parse("2026-01-01T00:00:00.000Z");
  SequenceIdSource one(7, start);
  SequenceIdSource same(7, start);
  SequenceIdSource other(8, start);
  Uuid last;
  for (int i = 0; i < 100; ++i) {
    const auto id = one.next();
    REQUIRE(id == same.next());
    REQUIRE(id != other.next());
    REQUIRE(is_version_7(id));
    REQUIRE(last < id);
    last = id;
  }
}

TEST_CASE("a sequence never changes between releases") {
  SequenceIdSource source(1, Timestamp::parse("2026-01-01T00:00:00.000Z"));
  const auto first = source.next().to_text();
  const auto second = source.next().to_text();
  CHECK(first == "019b76da-a800-711e-a9fd-6049d65af21e");
  CHECK(second == "019b76da-a801-766b-86d6-fd953217ae03");
}

TEST_CASE("a sequence that starts before 1970 is refused") {
  const auto early = Timestamp::parse("1969-12-31T23:59:59.999Z");
  CHECK(is_invalid([&] { SequenceIdSource(1, early); }));
}

TEST_CASE("an id of one kind is no id of another kind") {
  using PartyId = Id<struct PartyTag>;
  using CaseId = Id<struct CaseTag>;
  static_assert(!std::is_convertible_v<PartyId, CaseId>);
  static_assert(!std::is_constructible_v<PartyId, CaseId>);
  static_assert(!std::is_convertible_v<Uuid, PartyId>);
  const auto id = PartyId::parse(sample);
  CHECK(id.to_text() == sample);
  CHECK(id == PartyId(Uuid::parse(sample)));
  CHECK(PartyId() < id);
  CHECK(PartyId().is_nil());
  const std::unordered_set<PartyId> ids{id, PartyId(), id};
  CHECK(ids.size() == 2);
}
