#include <chrono>
#include <cstring>
#include <stdexcept>
#include <thread>

#include "catch.hpp"
#include "registry/recent.hpp"
#include "registry/sqlite/store.hpp"
#include "registry/unwritten.hpp"
#include "support/hospital.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

constexpr int many = 700;  // more than is held in memory

std::string number(int i) { return "KZ-W-" + std::to_string(i); }

std::string registration(int i) {
  return R"({"number": ")" + number(i) +
         R"(", "name": "示例", "form": "dataset", "level": "derived", "lead": "P-1",
            "sources": ["S-1"]})";
}

std::string processing(int i) {
  return R"({"achievement": ")" + number(i) +
         R"(", "step": {"processing": "research", "technique": "标注", "changed": ["structure"],
            "knowledge": "影像分型"}})";
}

Uuid act_id(int i) {
  Uuid::Bytes bytes{};
  bytes[13] = 1;  // the one with nothing in it would stand for none
  bytes[14] = static_cast<std::uint8_t>(i / 256);
  bytes[15] = static_cast<std::uint8_t>(i % 256);
  return Uuid(bytes);
}

Submission registered(int i) {
  return Hospital::submission("achievement.register", "2026-03-02", registration(i), act_id(i));
}

}  // namespace

TEST_CASE("write behind: acts see what the batch did long before them") {
  Hospital h;
  auto batch = h.registry.batch();
  for (int i = 0; i < many; ++i) batch.record(registered(i));
  for (int i = 0; i < many; ++i) {
    batch.record(Hospital::submission("processing.record", "2026-03-03", processing(i)));
  }
  CHECK(batch.record(registered(0)).repeated);
  CHECK(batch.record(registered(many - 1)).repeated);
  CHECK_THROWS_AS(
      batch.record(Hospital::submission("achievement.register", "2026-03-02", registration(1))),
      Refused);  // the number is taken
}

TEST_CASE("write behind: nothing of a batch that is dropped is on record, all of one committed") {
  Hospital h;
  const auto before = h.registry.read().mark().size;
  {
    auto batch = h.registry.batch();
    for (int i = 0; i < many; ++i) batch.record(registered(i));
  }
  CHECK(h.registry.read().mark().size == before);
  auto batch = h.registry.batch();
  for (int i = 0; i < many; ++i) batch.record(registered(i));
  CHECK(h.registry.read().mark().size == before);  // others see nothing of it yet
  batch.commit();
  CHECK(h.registry.read().mark().size == before + many);
  CHECK(h.verify().problems.empty());
}

TEST_CASE("write behind: a mark that much was written after is still gone back to") {
  Hospital h;
  auto batch = h.registry.batch();
  for (int i = 0; i < many; ++i) batch.record(registered(i));
  batch.mark();
  batch.record(registered(many));
  // Asks the whole file what may have been meant.
  CHECK_THROWS_AS(
      batch.record(Hospital::submission("processing.record", "2026-03-03", processing(9999))),
      Refused);
  batch.roll_back();
  CHECK_FALSE(batch.find(act_id(many)).has_value());
  batch.record(registered(many));
  batch.commit();
  CHECK(h.verify().problems.empty());
}

TEST_CASE("store: whoever asks while work is under way waits for it") {
  Scratch scratch;
  auto store = Store::create(scratch / "r.kz");
  Transaction transaction(store);
  store.work([](Store& at_work) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    at_work.put_meta("told", "late");
  });
  CHECK(store.find_meta("told") == "late");
  transaction.commit();
  CHECK(store.find_meta("told") == "late");
}

TEST_CASE("store: what work threw comes out of everything until the transaction ends") {
  Scratch scratch;
  auto store = Store::create(scratch / "r.kz");
  {
    Transaction transaction(store);
    store.work([](Store& at_work) {
      at_work.put_meta("half", "done");
      throw std::runtime_error("no more");
    });
    CHECK_THROWS_AS(store.find_meta("half"), std::runtime_error);
    CHECK_THROWS_AS(store.work([](Store&) {}), std::runtime_error);
    CHECK_THROWS_AS(transaction.commit(), std::runtime_error);
  }
  CHECK_FALSE(store.find_meta("half").has_value());
}

TEST_CASE("recent: what was used of late is kept, the rest forgotten at the second age") {
  Recent<int, int, std::hash<int>> recent;
  recent.put(1, 10);
  recent.put(2, 20);
  recent.age();
  REQUIRE(recent.find(1) != nullptr);
  recent.age();
  CHECK(*recent.find(1) == 10);
  CHECK(recent.find(2) == nullptr);
  recent.put(1, 11);
  CHECK(*recent.find(1) == 11);
}

TEST_CASE("seen hashes: none that was added is ever denied") {
  SeenHashes seen;
  CHECK_FALSE(seen.may_have(5));
  for (std::size_t hash = 0; hash < 100'000'000; hash += 999'983) seen.add(hash);
  for (std::size_t hash = 0; hash < 100'000'000; hash += 999'983) CHECK(seen.may_have(hash));
  CHECK_FALSE(seen.may_have(5));
}

TEST_CASE("seen hashes: of ids made one after the other hardly one is taken for another") {
  SeenHashes seen;
  Uuid::Bytes bytes{};
  const auto nth = [&](std::uint32_t number) {
    std::memcpy(&bytes[12], &number, sizeof number);
    return std::hash<Uuid>{}(Uuid(bytes));
  };
  for (std::uint32_t number = 0; number < 500'000; ++number) seen.add(nth(number));
  int mistaken = 0;
  for (std::uint32_t number = 500'000; number < 600'000; ++number) {
    mistaken += seen.may_have(nth(number)) ? 1 : 0;
  }
  CHECK(mistaken < 20);
}
