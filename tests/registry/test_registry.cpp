#include <set>
#include <thread>

#include "catch.hpp"
#include "kezhuan/core/node.hpp"
#include "registry/transfer_story.hpp"
#include "support/hospital.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

namespace fs = std::filesystem;

std::uint64_t size_of(const Registry& registry) { return registry.read().mark().size; }

std::string entry_json(const Registry& registry, std::uint64_t seq) {
  std::string json;
  registry.read().for_each_entry(seq, seq, [&](std::string_view entry) { json = entry; });
  return json;
}

/// What makes up the file as a reader sees it: the file and its log.
std::string bytes_of(const fs::path& path) {
  return read_bytes(path) + "|" + read_bytes(path.string() + "-wal");
}

std::set<std::string> names_in(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& each : fs::directory_iterator(folder)) names.insert(each.path().filename());
  return names;
}

Uuid some_id(int number) {
  auto bytes = Uuid::parse("01980000-0000-7000-8000-000000000000").bytes();
  bytes[15] = static_cast<std::uint8_t>(number);
  return Uuid(bytes);
}

constexpr auto institution = R"({"number": "I-2", "name": "示例大学", "nature": "university"})";

/// An overlay on the national policy that asks for longer notices from 2026-06-01 on.
Policy stricter() {
  return national().with_overlay(R"(schema: kezhuan/policy-overlay/1
id: stricter
version: "1"
title: {zh: "示例", en: "example"}
extends: {id: )" + national().id() + R"(, version: ")" +
                                     national().version() + R"("}
effective_from: "2026-06-01"
values:
  - {name: notice.disclosure_list.days, value: "9"}
)",
                                 "stricter.yaml");
}

constexpr auto notice = R"({"edition": "QD-1", "audience": "单位内部管理平台", "days": 5,
                            "unit": "working_day"})";

}  // namespace

TEST_CASE("registry: a whole life, with every type of act, replays to the same tables") {
  Hospital h;
  h.whole_life();
  TransferHospital transfers;
  transfers.every_case_act(stricter());
  TransferHospital reserved;
  reserved.release_reserve();
  std::set<std::string> used;
  for (const Hospital* each : std::initializer_list<const Hospital*>{&h, &transfers, &reserved}) {
    each->registry.read().for_each_entry(1, size_of(each->registry), [&](std::string_view entry) {
      used.insert(parse_json(entry).find("act")->text);
    });
  }
  for (const auto& type : act_types()) {
    INFO(type.name);
    CHECK(used.count(std::string(type.name)) == 1);
  }
  const auto report = h.verify();
  for (const auto& problem : report.problems) UNSCOPED_INFO(problem.place << problem.what.zh);
  CHECK(report.problems.empty());
  CHECK(transfers.verify().problems.empty());
  CHECK(reserved.verify().problems.empty());
  CHECK(report.replayed == size_of(h.registry));
  CHECK(report.evidence_files == 11);
}

TEST_CASE("registry: what a life adds up to is read back after reopening") {
  Hospital h;
  h.whole_life();
  const auto again = h.open(Access::read_only);
  const auto seen = again.read();
  const auto key = seen.get("KZ-1");
  CHECK(key.kind == Kind::achievement);
  const auto& achievement = seen.state().get(Id<Achievement>(key.id));
  CHECK(achievement.name == "示例数据集（更正）");
  CHECK(achievement.asset.has_value());
  CHECK_FALSE(achievement.agreement_in_force.has_value());
  CHECK(achievement.resolutions.size() == 2);
  const auto state_of = [&](Kind kind, const std::string& number) {
    for (const auto& row : seen.list(kind)) {
      if (row.number == number) return row.state;
    }
    return std::string("absent");
  };
  CHECK(state_of(Kind::application, "SB-of-KZ-1") == "approved");
  CHECK(state_of(Kind::application, "SB-of-KZ-2") == "withdrawn");
  CHECK(state_of(Kind::agreement, "FQ-KZ-1") == "superseded");
  CHECK(state_of(Kind::agreement, "FQ-2") == "ended");
  CHECK(state_of(Kind::notice, "GS-1") == "closed");
  CHECK(state_of(Kind::certificate, "C-2") == "cancelled");
  CHECK(state_of(Kind::grant, "G-1") == "ended");
  CHECK(state_of(Kind::prior_right, "YX-1") == "waived");
  CHECK(state_of(Kind::prior_right, "YX-2") == "lapsed");
  CHECK(seen.count(Kind::edition) == 2);
  CHECK(seen.count(Kind::application, "approved") == 1);
  const auto second = seen.get(Kind::edition, "QD-001");  // QD-1 was named by hand
  const auto& edition = seen.state().get(Id<Edition>(second.id));
  REQUIRE(edition.entries.size() == 1);
  CHECK(edition.entries[0].change == EntryChange::changed);  // by the corrected name
}

TEST_CASE("registry: the list is paged by number and filtered by state") {
  Hospital h;
  const auto seen = h.registry.read();
  ListQuery query;
  query.limit = 2;
  auto rows = seen.list(Kind::person, query);
  REQUIRE(rows.size() == 2);
  CHECK(rows[1].number == "P-2");
  query.after = rows[1].number;
  rows = seen.list(Kind::person, query);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].number == "P-3");
  CHECK(rows[0].name == "示例");
  query = {};
  query.state = "primary";
  CHECK(seen.list(Kind::source, query).size() == 1);
  query.state = "derived";
  CHECK(seen.list(Kind::source, query).empty());
}

TEST_CASE("registry: entries say who, when, under which policy and calendar") {
  Hospital h;
  h.registry.act_as("李四", "成果转化办公室");
  const auto recorded = h.act("institution.register", "2026-01-06", institution);
  const auto entry = parse_json(entry_json(h.registry, recorded.seq));
  const auto text = [&](const char* key) { return entry.find(key)->text; };
  CHECK(text("act") == "institution.register");
  CHECK(text("actor") == "李四");
  CHECK(text("role") == "成果转化办公室");
  CHECK(text("happened") == "2026-01-06");
  CHECK(text("recorded") == "2026-11-20T01:00:00.000Z");
  CHECK(text("id") == recorded.id.to_text());
  CHECK(text("policy") == national().hash().to_text());
  CHECK(text("calendar") == h.environment.calendar->hash().to_text());
  CHECK(entry.find("data")->find("name")->text == "示例大学");
  CHECK(entry.find("outcome")->find("number")->text == "I-2");
}

TEST_CASE("registry: no personal value stands in an entry or a table, only its commitment") {
  Hospital h;
  const auto recorded =
      h.act("person.register", "2026-01-06", R"({"number": "P-9", "name": "王五"})");
  CHECK_THAT(entry_json(h.registry, recorded.seq), !Contains("王五") && Contains("commitment"));
  const auto seen = h.registry.read();
  const auto key = seen.get("P-9");
  CHECK_THAT(seen.body_json(key), Contains("王五"));
  CHECK(seen.state().get(Id<Person>(key.id)).name.value.empty());
}

TEST_CASE("registry: numbers follow the pattern, go on after reopening, and pass over taken ones") {
  Hospital h;
  const auto record = [](Registry& registry) {
    return registry
        .record(Hospital::submission("achievement.register", "2026-03-02",
                                     R"({"name": "示例", "form": "dataset", "level": "derived",
                                         "lead": "P-1", "sources": ["S-1"]})"))
        .outcome.number.value();
  };
  CHECK(record(h.registry) == "KZ-2026-0001");
  CHECK(record(h.registry) == "KZ-2026-0002");
  h.must("achievement.register", "2026-03-02",
         R"({"number": "KZ-2026-0003", "name": "示例", "form": "dataset", "level": "derived",
             "lead": "P-1", "sources": ["S-1"]})");
  auto again = h.open();
  CHECK(record(again) == "KZ-2026-0004");
  CHECK(again
            .record(Hospital::submission("achievement.register", "2025-12-31",
                                         R"({"name": "示例", "form": "dataset", "level": "derived",
                                              "lead": "P-1", "sources": ["S-1"]})"))
            .outcome.number == "KZ-2025-0001");
  CHECK(record(h.registry) == "KZ-2026-0005");
  CHECK(h.verify().problems.empty());
}

TEST_CASE("registry: a serial beyond the pattern's width is written out") {
  Hospital h;
  auto batch = h.registry.batch();
  std::string last;
  for (int i = 0; i < 1001; ++i) {
    last = batch
               .record(Hospital::submission("institution.register", "2026-01-06",
                                            R"({"name": "示例", "nature": "company"})"))
               .outcome.number.value();
  }
  CHECK(last == "I-1001");
}

TEST_CASE("registry: ids serve as references wherever numbers do") {
  Hospital h;
  const auto id = [&](const char* number) { return h.registry.read().get(number).id.to_text(); };
  const auto registered =
      h.act("achievement.register", "2026-03-02",
            R"({"name": "示例", "form": "dataset", "level": "derived", "lead": ")" + id("P-1") +
                R"(", "sources": [")" + id("S-1") + R"("]})");
  const auto achievement = registered.outcome.id->to_text();
  h.must("processing.record", "2026-03-02",
         R"({"achievement": ")" + achievement + R"(", "step": {"processing": "research",
            "technique": "标注", "changed": ["structure"], "knowledge": "示例"}})");
  h.must("act.correct", "2026-03-02",
         R"({"kind": "achievement", "target": ")" + achievement +
             R"(", "changes": [{"field": "/name", "value": "更正"}], "reason": "笔误"})");
  const auto seen = h.registry.read();
  CHECK(seen.get(achievement).id.to_text() == achievement);
  CHECK(seen.get(Kind::achievement, achievement) == seen.get("KZ-2026-0001"));
  CHECK(seen.number_of(*registered.outcome.id) == "KZ-2026-0001");
  CHECK_THAT(seen.body_json(seen.get(achievement)), Contains("更正"));
  const auto absent = thrown_by<Error>([&] { seen.get("KZ-none"); });
  CHECK(absent.code() == ErrorCode::not_found);
  CHECK(absent.problems()[0].rule == "REG-01");
}

// create, open, check --------------------------------------------------------------------------

TEST_CASE("registry: a founding that is refused leaves nothing behind") {
  const Scratch scratch;
  Hospital h;
  FoundRegistry founding;
  founding.name = "示例";
  founding.institution.name = "示例";
  founding.institution.number = "有 空格";
  const auto path = scratch / "r.kz";
  const auto error = thrown_by<Error>(
      [&] { Registry::create(path, founding, national(), "测试", h.environment); });
  CHECK(error.code() == ErrorCode::invalid);
  CHECK(error.problems().front().place == "/data/institution/number");
  CHECK(names_in(scratch.folder()).empty());
}

TEST_CASE("registry: founding does not touch what stands there") {
  Hospital h;
  const auto before = bytes_of(h.path());
  FoundRegistry founding;
  founding.name = "示例";
  founding.institution.name = "示例";
  const auto error = thrown_by<Error>(
      [&] { Registry::create(h.path(), founding, national(), "测试", h.environment); });
  CHECK(error.code() == ErrorCode::storage);
  CHECK(bytes_of(h.path()) == before);
}

TEST_CASE("registry: a registry is founded once") {
  Hospital h;
  const auto decision = h.record("registry.found", "2026-01-05",
                                 R"({"name": "又一个", "institution": {"number": "I-9",
                                     "name": "示例", "nature": "company"}})");
  CHECK(decision.has("REG-02"));
  CHECK(decision.is_refused());
}

TEST_CASE("registry: check tells what record would and writes no byte") {
  Hospital h;
  const auto before = bytes_of(h.path());
  const auto size = size_of(h.registry);
  CHECK_FALSE(
      h.registry.check(Hospital::submission("institution.register", "2026-01-06", institution))
          .is_refused());
  const auto bad = Hospital::submission("unit.register", "2026-12-01",
                                        R"({"institution": "I-none", "name": "示例"})");
  CHECK(h.registry.check(bad).has("REG-01"));
  CHECK(bytes_of(h.path()) == before);
  CHECK(size_of(h.registry) == size);
  CHECK(h.open(Access::read_only).check(bad).has("REG-01"));
}

TEST_CASE("registry: opened for reading it refuses to record, and says so") {
  Hospital h;
  const auto before = bytes_of(h.path());
  auto reader = h.open(Access::read_only);
  const auto error = thrown_by<Error>([&] {
    reader.record(Hospital::submission("institution.register", "2026-01-06", institution));
  });
  CHECK(error.code() == ErrorCode::storage);
  CHECK_FALSE(error.problems()[0].what.zh.empty());
  CHECK_FALSE(error.problems()[0].remedy.zh.empty());
  CHECK(bytes_of(h.path()) == before);
}

TEST_CASE("registry: a refused act leaves no trace") {
  Hospital h;
  const auto before = bytes_of(h.path());
  CHECK(h.record("unit.register", "2026-01-06", R"({"institution": "I-none", "name": "示例"})")
            .has("REG-01"));
  CHECK(h.record("person.register", "2026-12-01", R"({"name": "不应留下"})").has("REG-04"));
  CHECK(bytes_of(h.path()) == before);
}

// REG-05 ---------------------------------------------------------------------------------------

TEST_CASE("REG-05 passes: the same act again answers as the first time and adds nothing") {
  Hospital h;
  const auto first = h.act("institution.register", "2026-01-06",
                           R"({"name": "示例大学", "nature": "university"})", some_id(1));
  const auto size = size_of(h.registry);
  const auto second = h.act("institution.register", "2026-01-06",
                            R"({"nature": "university", "name": "示例大学"})", some_id(1));
  CHECK_FALSE(first.repeated);
  CHECK(second.repeated);
  CHECK(second.seq == first.seq);
  CHECK(second.id == first.id);
  CHECK(second.outcome.id == first.outcome.id);
  CHECK(second.outcome.number == first.outcome.number);
  CHECK(size_of(h.registry) == size);
}

TEST_CASE("REG-05 passes: references by number or by id and personal values are the same content") {
  Hospital h;
  const auto unit = h.registry.read().get("U-1").id.to_text();
  const auto first = h.act("person.register", "2026-01-06",
                           R"({"number": "P-9", "name": "王五", "unit": "U-1"})", some_id(1));
  const auto again = h.open().record(Hospital::submission(
      "person.register", "2026-01-06",
      R"({"number": "P-9", "name": "王五", "unit": ")" + unit + "\"}", some_id(1)));
  CHECK(again.repeated);
  CHECK(again.seq == first.seq);
  // the name has been corrected since; the act said what it said
  h.must("act.correct", "2026-01-07",
         R"({"kind": "person", "target": "P-9", "reason": "笔误",
             "changes": [{"field": "/name", "personal_value": "王武"}]})");
  CHECK(h.act("person.register", "2026-01-06",
              R"({"number": "P-9", "name": "王五", "unit": "U-1"})", some_id(1))
            .repeated);
}

TEST_CASE("REG-05 passes: a retry after erasure is recognised and brings nothing back") {
  Hospital h;
  const auto data = R"({"number": "P-9", "name": "王五", "unit": "U-1"})";
  h.act("person.register", "2026-01-06", data, some_id(1));
  h.must("personal.erase", "2026-01-07", R"({"person": "P-9", "reason": "本人要求"})");
  CHECK(h.act("person.register", "2026-01-06", data, some_id(1)).repeated);
  const auto seen = h.registry.read();
  CHECK_THAT(seen.body_json(seen.get("P-9")), !Contains("王五"));
}

TEST_CASE("REG-05 refuses: the same act id with other content, date or type") {
  Hospital h;
  h.act("person.register", "2026-01-06", R"({"number": "P-9", "name": "王五"})", some_id(1));
  const auto size = size_of(h.registry);
  const auto conflict = [&](const char* type, const char* on, const char* data) {
    const auto error = thrown_by<Error>([&] { h.act(type, on, data, some_id(1)); });
    CHECK(error.code() == ErrorCode::conflict);
    CHECK(error.problems()[0].rule == "REG-05");
    CHECK(error.problems()[0].place == "/id");
  };
  conflict("person.register", "2026-01-06", R"({"number": "P-9", "name": "王六"})");
  conflict("person.register", "2026-01-06", R"({"number": "P-9", "name": "王五", "unit": "U-1"})");
  conflict("person.register", "2026-01-07", R"({"number": "P-9", "name": "王五"})");
  conflict("institution.register", "2026-01-06", institution);
  CHECK_THROWS_AS(h.registry.check(Hospital::submission("institution.register", "2026-01-06",
                                                        institution, some_id(1))),
                  Error);
  CHECK(size_of(h.registry) == size);
}

TEST_CASE("REG-05 passes: a retry inside the batch that recorded it, and in a later one") {
  Hospital h;
  const auto act =
      Hospital::submission("institution.register", "2026-01-06", institution, some_id(1));
  auto batch = h.registry.batch();
  const auto first = batch.record(act);
  CHECK(batch.record(act).repeated);
  batch.commit();
  CHECK(h.registry.record(act).seq == first.seq);
}

// batches --------------------------------------------------------------------------------------

TEST_CASE("batch: later acts see earlier ones, and all are recorded by commit") {
  Hospital h;
  const auto size = size_of(h.registry);
  {
    auto batch = h.registry.batch();
    batch.record(Hospital::submission("institution.register", "2026-01-06", institution));
    const auto unit = Hospital::submission("unit.register", "2026-01-06",
                                           R"({"institution": "I-2", "name": "示例"})");
    CHECK_FALSE(batch.check(unit).is_refused());
    batch.record(unit);
    CHECK(size_of(h.registry) == size);  // nobody else sees it yet
    batch.commit();
  }
  CHECK(size_of(h.registry) == size + 2);
  CHECK(h.verify().problems.empty());
}

TEST_CASE("batch: a refusal in the middle leaves nothing, and cannot be committed over") {
  Hospital h;
  const auto size = size_of(h.registry);
  {
    auto batch = h.registry.batch();
    batch.record(Hospital::submission("institution.register", "2026-01-06", institution));
    CHECK_THROWS_AS(
        batch.record(Hospital::submission("unit.register", "2026-01-06",
                                          R"({"institution": "I-none", "name": "示例"})")),
        Refused);
    CHECK_THROWS_AS(batch.commit(), std::logic_error);
  }
  CHECK(size_of(h.registry) == size);
  CHECK_THROWS_AS(h.registry.read().get("I-2"), Error);
  CHECK(h.act("institution.register", "2026-01-06", institution).seq == size + 1);
}

TEST_CASE("batch: dropped, or ended by an exception, it leaves nothing, serials included") {
  Hospital h;
  const auto before = bytes_of(h.path());
  const auto act = Hospital::submission("person.register", "2026-01-06", R"({"name": "王五"})");
  { h.registry.batch().record(act); }
  try {
    auto batch = h.registry.batch();
    batch.record(act);
    throw std::runtime_error("power cut");
  } catch (const std::runtime_error&) {
  }
  CHECK(bytes_of(h.path()) == before);
  CHECK(h.registry.record(act).outcome.number == "P-00001");
}

TEST_CASE("registry: eight writers at once lose nothing and leave no gap") {
  constexpr int writers = 8;
  constexpr int each = 50;
  Hospital h;
  const auto before = size_of(h.registry);
  std::vector<std::set<std::uint64_t>> seqs(writers);
  std::vector<std::string> failures(writers);
  std::vector<std::thread> threads;
  for (int writer = 0; writer < writers; ++writer) {
    threads.emplace_back([&, writer] {
      const auto mine = static_cast<std::size_t>(writer);
      try {
        auto registry = h.open();
        for (int i = 0; i < each; ++i) {
          seqs[mine].insert(
              registry
                  .record(Hospital::submission("institution.register", "2026-01-06",
                                               R"({"name": "示例", "nature": "company"})"))
                  .seq);
        }
      } catch (const std::exception& error) {
        failures[mine] = error.what();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  std::set<std::uint64_t> all;
  for (const auto& some : seqs) all.insert(some.begin(), some.end());
  CHECK(failures == std::vector<std::string>(writers));
  REQUIRE(all.size() == writers * each);
  CHECK(*all.begin() == before + 1);
  CHECK(*all.rbegin() == before + writers * each);
  CHECK(h.registry.read().count(Kind::institution) == 1 + writers * each);
  CHECK(h.verify().problems.empty());
}

TEST_CASE("snapshot: stands still while others record, and a new one sees it") {
  Hospital h;
  const auto before = h.registry.read();
  const auto mark = before.mark();
  h.act("institution.register", "2026-01-06", institution);
  h.open().record(Hospital::submission(
      "unit.register", "2026-01-06", R"({"number": "U-2", "institution": "I-2", "name": "示例"})"));
  CHECK(before.mark().size == mark.size);
  CHECK(before.mark().root == mark.root);
  CHECK(before.count(Kind::institution) == 1);
  CHECK_THROWS_AS(before.get("U-2"), Error);
  const auto after = h.registry.read();
  CHECK(after.mark().size == mark.size + 2);
  CHECK(after.get("U-2").kind == Kind::unit);
}

// dates and policies ---------------------------------------------------------------------------

TEST_CASE("registry: the order of recording decides the state, whatever day acts happened on") {
  Hospital h;
  h.prepare_achievement();
  h.file_application();
  const auto correct = [&](const char* on, const std::string& name) {
    h.must("act.correct", on,
           R"({"kind": "achievement", "target": "KZ-1", "reason": "笔误", "changes":
              [{"field": "/name", "value": ")" +
               name + R"("}]})");
  };
  correct("2026-10-01", "先记");
  correct("2026-09-01", "后记");
  const auto seen = h.registry.read();
  CHECK(seen.state().get(Id<Achievement>(seen.get("KZ-1").id)).name == "后记");
  CHECK(h.verify().problems.empty());
}

TEST_CASE("registry: today is the day in Shanghai, not in London") {
  Hospital h;
  h.clock.set(Timestamp::parse("2026-11-20T16:30:00.000Z"));  // half past midnight on the 21st
  CHECK(h.registry.read().today() == Date(2026, 11, 21));
  CHECK_FALSE(h.record("institution.register", "2026-11-21", institution).is_refused());
}

TEST_CASE("PTH-04: an act is judged by the policy of the day it happened, and keeps it") {
  Hospital h;
  const auto policy = stricter();
  h.registry.adopt(policy, Date(2026, 5, 20));
  const auto by = [&](std::uint64_t seq) {
    return parse_json(entry_json(h.registry, seq)).find("policy")->text;
  };
  h.prepare_achievement();
  h.file_application();
  h.approve();
  h.must("edition.freeze", "2026-03-05", R"({"number": "QD-1"})");
  CHECK(h.registry.read().policy(Date(2026, 5, 31)).hash() == national().hash());
  CHECK(h.registry.read().policy(Date(2026, 6, 1)).hash() == policy.hash());
  const auto early = h.act("notice.open", "2026-05-29", notice);
  CHECK(by(early.seq) == national().hash().to_text());
  const auto refused = thrown_by<Refused>([&] { h.act("notice.open", "2026-06-01", notice); });
  CHECK(refused.decision().has("PTH-06"));
  const auto late = h.act("institution.register", "2026-06-01", institution);
  CHECK(by(late.seq) == policy.hash().to_text());
  CHECK(h.verify().problems.empty());
  CHECK(by(early.seq) == national().hash().to_text());
}

TEST_CASE("PTH-04: of two policies effective on one day the one adopted later applies") {
  Hospital h;
  h.registry.adopt(stricter(), Date(2026, 5, 20));
  const auto second = national().with_overlay(R"(schema: kezhuan/policy-overlay/1
id: stricter
version: "2"
title: {zh: "示例", en: "example"}
extends: {id: )" + national().id() + R"(, version: ")" +
                                                  national().version() + R"("}
effective_from: "2026-06-01"
values:
  - {name: notice.disclosure_list.days, value: "8"}
)",
                                              "second.yaml");
  h.registry.adopt(second, Date(2026, 5, 21));
  CHECK(h.registry.read().policy(Date(2026, 6, 1)).hash() == second.hash());
  CHECK(h.registry.read().settings().policies.size() == 3);
}

TEST_CASE("registry: a policy is adopted by the hash of a text it has, under its own name") {
  Hospital h;
  const auto adopt = [&](const std::string& hash, const std::string& version) {
    return h.record("policy.adopt", "2026-05-20",
                    R"({"policy": ")" + national().id() + R"(", "policy_version": ")" + version +
                        R"(", "hash": ")" + hash + R"(", "effective_from": "2026-06-01"})");
  };
  CHECK(adopt(sha256("").to_text(), national().version()).has("REG-01"));
  CHECK(adopt(national().hash().to_text(), "1999.9").has("REG-01"));
  CHECK_FALSE(adopt(national().hash().to_text(), national().version()).is_refused());
}

TEST_CASE("SCP-01: for an institution out of scope the consensus only warns") {
  const Scratch scratch;
  Hospital h;
  FoundRegistry founding;
  founding.name = "示例";
  founding.institution.number = "I-own";
  founding.institution.name = "示例民营医院";
  founding.institution.nature = InstitutionNature::non_public_medical;
  auto registry = Registry::create(scratch / "r.kz", founding, national(), "测试", h.environment);
  CHECK_FALSE(registry.read().policy(Date(2026, 3, 2)).is_in_scope());
  CHECK(h.registry.read().policy(Date(2026, 3, 2)).is_in_scope());
}

TEST_CASE("REG-01 refuses: with the number that may have been meant, when one is near") {
  Hospital h;
  h.prepare_achievement("KZ-2026-0001");
  const auto remedy = [&](const std::string& number) {
    const auto decision =
        h.record("achievement.classify", "2026-03-02", R"({"achievement": ")" + number + R"("})");
    REQUIRE(decision.is_refused());
    CHECK(decision.findings.front().place == "/achievement");
    return decision.findings.front().remedy.en;
  };
  const std::string meant = "Did you mean KZ-2026-0001? ";
  CHECK(remedy("KZ-2026-001").rfind(meant, 0) == 0);
  CHECK(remedy("KZ2026-0001").rfind(meant, 0) == 0);
  CHECK(remedy("示例数据集KZ-2026-0001").rfind(meant, 0) != 0);
  CHECK(remedy("XX-9999-7777").find("Did you mean") == std::string::npos);
  h.prepare_achievement("KZ-2026-0003");
  CHECK(remedy("KZ-2026-0002").rfind("Did you mean KZ-2026-0001, KZ-2026-0003? ", 0) == 0);
  const auto absent = thrown_by<Error>([&] { h.registry.read().get("KZ-2026-01"); });
  CHECK_THAT(absent.problems()[0].remedy.zh, Contains("是否想写 KZ-2026-0001"));
}

TEST_CASE("REG-01 refuses: a name written for a number brings the number") {
  Hospital h;
  h.must("institution.register", "2026-01-06",
         R"({"number": "I-uni", "name": "示例大学", "nature": "university"})");
  const auto decision =
      h.record("unit.register", "2026-01-06", R"({"institution": "示例大学", "name": "示例系"})");
  REQUIRE(decision.has("REG-01"));
  CHECK_THAT(decision.findings.front().remedy.zh, Contains("是否想写 I-uni？"));
}

TEST_CASE("REG-01 refuses: what a batch did so far counts for what may have been meant") {
  Hospital h;
  auto batch = h.registry.batch();
  batch.record(Hospital::submission(
      "institution.register", "2026-01-06",
      R"({"number": "I-university", "name": "示例大学", "nature": "university"})"));
  const auto refused = thrown_by<Refused>([&] {
    batch.record(Hospital::submission("unit.register", "2026-01-06",
                                      R"({"institution": "I-univrsity", "name": "示例系"})"));
  });
  CHECK_THAT(refused.decision().findings.front().remedy.en, Contains("I-university"));
}

TEST_CASE("list: a state that no record of the kind can have is refused, with those it can") {
  Hospital h;
  h.prepare_achievement();
  const auto seen = h.registry.read();
  ListQuery query;
  query.state = "aproved";
  const auto error = thrown_by<Error>([&] { seen.list(Kind::application, query); });
  CHECK(error.code() == ErrorCode::invalid);
  CHECK_THAT(error.problems()[0].remedy.en, Contains("approved") && Contains("sent_back"));
  CHECK(thrown_by<Error>([&] { seen.count(Kind::achievement, "x"); }).code() == ErrorCode::invalid);
  CHECK(thrown_by<Error>([&] { seen.list(Kind::person, query); }).code() == ErrorCode::invalid);
  for (const auto& [kind, state] :
       std::vector<std::pair<Kind, std::string>>{{Kind::achievement, "unclassified"},
                                                 {Kind::certificate, "valid"},
                                                 {Kind::grant, "ended"},
                                                 {Kind::evidence, "ethics_opinion"}}) {
    CHECK_NOTHROW(seen.count(kind, state));
  }
}

TEST_CASE("registry: what could never be read back is not written, whoever filled it in") {
  Hospital h;
  const auto before = h.registry.read().mark();
  const auto refused = [&](const Submission& submission, const std::string& place) {
    const auto error = thrown_by<Error>([&] { h.registry.record(submission); });
    CHECK(error.code() == ErrorCode::invalid);
    CHECK(error.problems().front().place == place);
    CHECK_FALSE(error.problems().front().remedy.zh.empty());
    CHECK(thrown_by<Error>([&] { h.registry.check(submission); }).code() == ErrorCode::invalid);
    CHECK(h.registry.read().mark().size == before.size);
  };
  RegisterInstitution company;
  company.nature = InstitutionNature::company;
  for (const std::string name : {"", " \t", "a\x01z"}) {
    company.name = name;
    refused({{}, Date::parse("2026-01-06"), {}, {}, AnyAct::of(company)}, "/data/name");
  }
  company.name = "示例公司";
  for (const std::string actor : {"", " ", "a\x01z", "\xff"}) {
    refused({{}, Date::parse("2026-01-06"), actor, {}, AnyAct::of(company)}, "/actor");
    refused({{}, Date::parse("2026-01-06"), "经办人", actor, AnyAct::of(company)}, "/role");
    CHECK(thrown_by<Error>([&] { h.registry.act_as(actor); }).code() == ErrorCode::invalid);
    CHECK(thrown_by<Error>([&] { h.registry.act_as("经办人", actor); }).code() ==
          ErrorCode::invalid);
    CHECK(thrown_by<Error>([&] {
            Registry::create(h.scratch / "new.kz", {}, national(), actor, h.environment);
          }).code() == ErrorCode::invalid);
  }
  h.registry.record({{}, Date::parse("2026-01-06"), {}, {}, AnyAct::of(company)});
  CHECK(h.verify(true).problems.empty());
}
