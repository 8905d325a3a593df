#include "catch.hpp"
#include "registry/sqlite/store.hpp"
#include "support/hospital.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

/// All bytes of the file and of what the database keeps beside it.
std::string all_bytes(const Hospital& h) {
  std::string bytes;
  for (const auto* suffix : {"", "-wal", "-shm"}) bytes += read_bytes(h.path().string() + suffix);
  return bytes;
}

std::string body(const Hospital& h, const char* number) {
  const auto seen = h.registry.read();
  return seen.body_json(seen.get(number));
}

std::string shown_name(const Hospital& h, const std::string& number) {
  for (const auto& row : h.registry.read().list(Kind::person)) {
    if (row.number == number) return row.name;
  }
  return "absent";
}

Uuid some_id(int number) {
  auto bytes = Uuid::parse("01980000-0000-7000-8000-000000000000").bytes();
  bytes[15] = static_cast<std::uint8_t>(number);
  return Uuid(bytes);
}

/// An open notice GS-1 to object to.
void open_notice(Hospital& h) {
  h.prepare_achievement();
  h.file_application();
  h.approve();
  h.must("edition.freeze", "2026-03-05", R"({"number": "QD-1"})");
  h.must("notice.open", "2026-03-06",
         R"({"number": "GS-1", "edition": "QD-1", "audience": "单位内部管理平台", "days": 5,
             "unit": "working_day"})");
}

}  // namespace

TEST_CASE("erasure: a name is gone from what is shown and from every byte of the file") {
  Hospital h;
  h.must("person.register", "2026-01-06", R"({"number": "P-9", "name": "欧阳示例"})");
  CHECK_THAT(all_bytes(h), Contains("欧阳示例"));
  CHECK_THAT(body(h, "P-9"), Contains("欧阳示例"));
  CHECK(shown_name(h, "P-9") == "欧阳示例");

  h.must("personal.erase", "2026-01-07", R"({"person": "P-9", "reason": "本人要求"})");
  CHECK_THAT(all_bytes(h), !Contains("欧阳示例"));
  CHECK_THAT(body(h, "P-9"), Contains("已删除") && !Contains("欧阳示例"));
  CHECK(shown_name(h, "P-9") == "（已删除）");
  const auto seen = h.registry.read();
  const auto& person = seen.state().get(Id<Person>(seen.get("P-9").id));
  CHECK(seen.reveal(person.name, Language::en) == "(erased)");
  const auto report = h.verify();
  CHECK(report.problems.empty());
  CHECK(report.replayed == seen.mark().size);
}

TEST_CASE("erasure: the salt goes with the value, so nobody can try names out") {
  Hospital h;
  h.must("person.register", "2026-01-06", R"({"number": "P-9", "name": "欧阳示例"})");
  const auto commitment = [&] {
    const auto seen = h.registry.read();
    return *seen.state().get(Id<Person>(seen.get("P-9").id)).name.commitment;
  }();
  const auto salt = Store::open(h.path(), OpenMode::read_only).find_personal(commitment)->salt;
  REQUIRE(salt.size() == 16);
  REQUIRE(all_bytes(h).find(salt) != std::string::npos);
  const auto erasure =
      h.act("personal.erase", "2026-01-07", R"({"person": "P-9", "reason": "本人要求"})");
  CHECK(erasure.outcome.erased == std::vector<Sha256>{commitment});
  const auto item = Store::open(h.path(), OpenMode::read_only).find_personal(commitment);
  REQUIRE(item.has_value());
  CHECK(item->salt.empty());
  CHECK(item->value.empty());
  CHECK(item->erased_on == "2026-01-07");
  CHECK(all_bytes(h).find(salt) == std::string::npos);
}

TEST_CASE("erasure: names corrected away go too") {
  Hospital h;
  h.must("person.register", "2026-01-06", R"({"number": "P-9", "name": "欧阳甲"})");
  for (const std::string name : {"欧阳乙", "欧阳丙"}) {
    h.must("act.correct", "2026-01-07",
           R"({"kind": "person", "target": "P-9", "reason": "笔误",
               "changes": [{"field": "/name", "personal_value": ")" +
               name + R"("}]})");
  }
  CHECK(shown_name(h, "P-9") == "欧阳丙");
  CHECK_THAT(all_bytes(h), Contains("欧阳甲") && Contains("欧阳乙"));
  const auto erasure =
      h.act("personal.erase", "2026-01-08", R"({"person": "P-9", "reason": "本人要求"})");
  CHECK(erasure.outcome.erased.size() == 3);
  CHECK_THAT(all_bytes(h), !Contains("欧阳"));
  CHECK(h.verify().problems.empty());
}

TEST_CASE("erasure: who objected and what was written go by the ids of the acts") {
  Hospital h;
  open_notice(h);
  h.act("notice.object", "2026-03-09",
        R"({"notice": "GS-1", "objector": "司徒示例", "content": "欧阳剽窃"})", some_id(1));
  h.act("notice.answer", "2026-03-10",
        R"({"notice": "GS-1", "objection": 1, "answer": "rejected", "text": "司徒多虑"})",
        some_id(2));
  CHECK_THAT(body(h, "GS-1"), Contains("司徒示例") && Contains("欧阳剽窃") && Contains("司徒多虑"));
  const auto erasure = h.act("personal.erase", "2026-03-11",
                             R"({"acts": [")" + some_id(1).to_text() + R"(", ")" +
                                 some_id(2).to_text() + R"("], "reason": "本人要求"})");
  CHECK(erasure.outcome.erased.size() == 3);
  CHECK_THAT(body(h, "GS-1"), !Contains("司徒") && !Contains("欧阳") && Contains("已删除"));
  CHECK_THAT(all_bytes(h), !Contains("司徒") && !Contains("欧阳"));
  CHECK(h.verify().problems.empty());
  CHECK(h.act("notice.object", "2026-03-09",
              R"({"notice": "GS-1", "objector": "司徒示例", "content": "欧阳剽窃"})", some_id(1))
            .repeated);
  CHECK_THAT(all_bytes(h), !Contains("司徒"));
}

TEST_CASE("REG-02 refuses: an erasure with nothing left to erase, so nobody takes it for done") {
  Hospital h;
  const auto data = R"({"person": "P-4", "reason": "本人要求"})";
  CHECK(h.act("personal.erase", "2026-01-07", data).outcome.erased.size() == 1);
  CHECK(h.record("personal.erase", "2026-01-08", data).has("REG-02"));
  h.act("unit.register", "2026-01-09", R"({"number": "U-9", "institution": "I-own", "name": "科"})",
        some_id(7));
  CHECK(h.record("personal.erase", "2026-01-10",
                 R"({"acts": [")" + some_id(7).to_text() + R"("], "reason": "示例"})")
            .has("REG-02"));
  CHECK(h.verify().problems.empty());
}

TEST_CASE("erasure: of an act or person that is not there, or of nobody, is refused") {
  Hospital h;
  CHECK(h.record("personal.erase", "2026-01-07",
                 R"({"acts": [")" + some_id(9).to_text() + R"("], "reason": "示例"})")
            .has("REG-01"));
  CHECK(h.record("personal.erase", "2026-01-07", R"({"person": "P-none", "reason": "示例"})")
            .has("REG-01"));
  CHECK(h.record("personal.erase", "2026-01-07", R"({"reason": "示例"})").has("REG-02"));
}

TEST_CASE("erasure: a batch that is dropped erases nothing") {
  Hospital h;
  {
    auto batch = h.registry.batch();
    batch.record(Hospital::submission("personal.erase", "2026-01-07",
                                      R"({"person": "P-4", "reason": "示例"})"));
  }
  CHECK(shown_name(h, "P-4") == "示例");
}

TEST_CASE("erasure: a person registered and erased in one batch was never to be read") {
  Hospital h;
  auto batch = h.registry.batch();
  batch.record(Hospital::submission("person.register", "2026-01-06",
                                    R"({"number": "P-9", "name": "欧阳示例"})"));
  batch.record(Hospital::submission("personal.erase", "2026-01-07",
                                    R"({"person": "P-9", "reason": "示例"})"));
  batch.commit();
  CHECK_THAT(all_bytes(h), !Contains("欧阳示例"));
  CHECK(h.verify().problems.empty());
}

TEST_CASE("erasure: what was erased stays so in a backup and after migration") {
  Hospital h;
  h.must("person.register", "2026-01-06", R"({"number": "P-9", "name": "欧阳示例"})");
  h.must("personal.erase", "2026-01-07", R"({"person": "P-9", "reason": "本人要求"})");
  h.registry.backup(h.scratch / "copy.kz");
  CHECK_THAT(read_bytes(h.scratch / "copy.kz"), !Contains("欧阳示例"));
  {
    auto store = Store::open(h.scratch / "copy.kz");
    Transaction transaction(store);
    store.put_meta("tables_version", "0");
    transaction.commit();
  }
  Registry::migrate(h.scratch / "copy.kz", h.environment);
  const auto moved = Registry::open(h.scratch / "copy.kz", Access::read_only, h.environment);
  const auto seen = moved.read();
  CHECK_THAT(seen.body_json(seen.get("P-9")), Contains("已删除"));
}
