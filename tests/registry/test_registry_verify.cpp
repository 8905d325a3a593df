#include <algorithm>
#include <atomic>
#include <functional>
#include <thread>

#include "catch.hpp"
#include "registry/evidence_store.hpp"
#include "registry/schema.hpp"
#include "registry/sqlite/store.hpp"
#include "registry/tables.hpp"
#include "registry/transfer_story.hpp"
#include "support/hospital.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

namespace fs = std::filesystem;

/// Runs SQL on the file as somebody with an editor might.
void tamper(const fs::path& path, const std::string& sql) { Store::open(path).exec_script(sql); }

/// Places and texts of all problems, one a line.
std::string said(const std::vector<Problem>& problems) {
  std::string lines;
  for (const auto& problem : problems) {
    lines += problem.place + " " + problem.what.zh + "\n";
    if (problem.what.en.empty() || problem.remedy.zh.empty() || problem.remedy.en.empty()) {
      lines += "NOT COMPLETE\n";
    }
  }
  return lines;
}

/// What verify says of a small registry after `sql`.
std::string after(const std::string& sql) {
  Hospital h;
  h.prepare_achievement();
  REQUIRE(said(h.verify().problems) == "");
  tamper(h.path(), sql);
  return said(h.verify().problems);
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& each : fs::directory_iterator(folder)) names.push_back(each.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

void set_version(const fs::path& path, const std::string& version) {
  tamper(path, "UPDATE meta SET value = '" + version + "' WHERE key = 'tables_version'");
}

}  // namespace

TEST_CASE("verify: finds nothing wrong with a whole record, and says its mark") {
  Hospital h;
  h.prepare_achievement();
  const auto report = h.verify(false);
  CHECK(said(report.problems) == "");
  CHECK(report.replayed == 0);
  CHECK(report.evidence_files == 5);
  const auto mark = h.registry.read().mark();
  CHECK(report.mark.size == mark.size);
  CHECK(report.mark.root == mark.root);
}

TEST_CASE("verify: an entry changed by one letter is named") {
  const auto found =
      after("UPDATE ledger SET entry = replace(entry, '影像科', '影象科') WHERE seq = 3");
  CHECK_THAT(found, Contains("ledger/3 ") && !Contains("ledger/2 ") && !Contains("NOT COMPLETE"));
}

TEST_CASE("verify: an entry taken out is noticed") {
  CHECK_THAT(after("DELETE FROM ledger WHERE seq = 5"), Contains("ledger/"));
}

TEST_CASE("verify --replay: searchable columns that differ from the entry are named") {
  CHECK_THAT(after("UPDATE ledger SET actor = '别人' WHERE seq = 4"), Contains("ledger/4 "));
  CHECK_THAT(after("UPDATE ledger SET happened = '2020-01-01' WHERE seq = 4"),
             Contains("ledger/4 "));
}

TEST_CASE("verify --replay: a row changed, added or deleted is named") {
  CHECK(after("UPDATE achievement SET body = replace(body, '示例数据集', '示例数据库')") ==
        "achievement/KZ-1 数据类科技成果 KZ-1 与账册重放的结果不同。\n");
  CHECK(after("UPDATE source SET state = 'derived'") ==
        "source/S-1 数据来源 S-1 与账册重放的结果不同。\n");
  CHECK(after("DELETE FROM certificate") ==
        "certificate/C-KZ-1 登记证书 C-KZ-1 按账册应有，数据表中没有。\n");
  CHECK(
      after("INSERT INTO unit SELECT 9, zeroblob(16), 'U-9', body, name, institution FROM unit") ==
      "unit/U-9 部门 U-9 在数据表中，账册里没有来由。\n");
  CHECK_THAT(after("UPDATE settings SET body = replace(body, '示例登记库', '别家登记库')"),
             Contains("settings/"));
}

TEST_CASE("verify --replay: whatever is declared otherwise than this program does is named") {
  const auto named = [](const std::string& sql) {
    Hospital h;
    h.prepare_achievement();
    tamper(h.path(), sql);
    std::string places;
    for (const auto& problem : h.verify().problems) places += problem.place + " ";
    Registry::rebuild(h.path(), h.environment);
    CHECK(said(h.verify().problems) == "");  // and rebuilding puts it right
    return places;
  };
  CHECK(named("DROP INDEX vault_by_act") == "schema/index/vault_by_act ");
  CHECK(named("DROP INDEX application_by_state") == "schema/index/application_by_state ");
  CHECK(named("CREATE TRIGGER sly AFTER INSERT ON ledger BEGIN DELETE FROM vault; END") ==
        "schema/trigger/sly ");
  CHECK(named("CREATE TABLE more (x TEXT); CREATE INDEX more_by_x ON more (x)") ==
        "schema/index/more_by_x schema/table/more ");
  CHECK(named("CREATE VIEW seen AS SELECT value FROM vault") == "schema/view/seen ");
  CHECK(named("DROP INDEX vault_by_act; CREATE INDEX vault_by_act ON vault (erased_on)") ==
        "schema/index/vault_by_act ");
  CHECK_THAT(named("ALTER TABLE unit ADD COLUMN more TEXT"), Contains("schema/table/unit "));
  CHECK_THAT(named("DROP TABLE evidence"), Contains("schema/table/evidence "));
  CHECK_THAT(named("DROP TABLE unit; CREATE VIEW unit AS SELECT 1 AS id"),
             Contains("schema/table/unit ") && Contains("schema/view/unit "));
}

TEST_CASE("verify --replay: an altered table of the ledger is named; only a backup mends it") {
  Hospital h;
  tamper(h.path(), "ALTER TABLE document ADD COLUMN more TEXT");
  const auto problems = h.verify().problems;
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].place == "schema/table/document");
  CHECK_THAT(problems[0].remedy.en, Contains("restore a backup"));
  Registry::rebuild(h.path(), h.environment);
  CHECK(h.verify().problems.size() == 1);
}

TEST_CASE("verify --replay: statistics of the database library are no alteration") {
  CHECK(after("ANALYZE") == "");
}

TEST_CASE("verify --replay: an altered setting of the file itself is named") {
  CHECK_THAT(after("UPDATE ledger_head SET hash_algorithm = 'md5'"),
             Contains("ledger_head/hash_algorithm ") && Contains("md5"));
  CHECK_THAT(after("INSERT INTO meta VALUES ('mode', 'loose')"), Contains("meta/mode "));
}

TEST_CASE("verify --replay: a personal value put under another act is named") {
  CHECK_THAT(after("UPDATE vault SET act_id = zeroblob(16) WHERE rowid = 1"),
             Contains("vault/") && Contains("别的业务动作") && !Contains("承诺值"));
  CHECK_THAT(after("UPDATE document SET version = '1999'"), Contains("存放的名目不符"));
}

TEST_CASE("verify --replay: other damage does not keep it from replaying") {
  CHECK_THAT(after("DELETE FROM document; DELETE FROM certificate"),
             Contains("document/") && Contains("certificate/C-KZ-1 "));
}

TEST_CASE("verify: declarations are compared without comments and line breaks, quotes kept") {
  CHECK(normal_sql("CREATE  TABLE a (\n  x TEXT, -- why\n  y TEXT\n)") ==
        "CREATE TABLE a ( x TEXT, y TEXT )");
  CHECK(normal_sql("a /* 'b' */ c") == "a c");
  CHECK(normal_sql("CHECK (x = 'a  -- b')") == "CHECK (x = 'a  -- b')");
  CHECK(normal_sql("a-b/c \"d  e\" [f  g]") == "a-b/c \"d  e\" [f  g]");
}

TEST_CASE("verify: a table body that is no JSON any more is named, not stumbled over") {
  CHECK_THAT(after("UPDATE settings SET body = '{'"), Contains("settings/"));
}

TEST_CASE(
    "verify: an altered personal value is found, and one that vanished or came from nowhere") {
  CHECK_THAT(after("UPDATE vault SET value = '别人' WHERE rowid = 1"),
             Contains("vault/") && Contains("承诺值不符"));
  CHECK_THAT(after("UPDATE vault SET value = NULL, salt = NULL, erased_on = '2026-01-01' "
                   "WHERE rowid = 1"),
             Contains("没有删除动作"));
  CHECK_THAT(after("DELETE FROM vault WHERE rowid = 1"), Contains("整行不见了"));
  CHECK_THAT(after("INSERT INTO vault SELECT zeroblob(32), NULL, NULL, act_id, '2026-01-01' "
                   "FROM vault LIMIT 1"),
             Contains("没有来由"));
}

TEST_CASE("verify: an altered personal value is told beside an altered entry") {
  CHECK_THAT(after("UPDATE ledger SET entry = replace(entry, '影像科', '影象科') WHERE seq = 3; "
                   "UPDATE vault SET value = '别人' WHERE rowid = 1"),
             Contains("ledger/3 ") && Contains("承诺值不符") && !Contains("没有来由"));
}

TEST_CASE(
    "verify, backup and restore: a personal value lost, blanked or otherwise erased is told") {
  const auto tells_all = [](const std::string& sql, const std::string& what) {
    Hospital h;
    h.prepare_achievement();
    const auto person =
        h.act("person.register", "2026-01-06", R"({"name": "某人", "unit": "U-1"})");
    h.must("personal.erase", "2026-01-07",
           R"({"person": ")" + person.outcome.number.value_or("?") + R"(", "reason": "示例"})");
    h.registry.backup(h.scratch / "good.kz");
    tamper(h.path(), sql);
    tamper(h.scratch / "good.kz", sql);
    INFO(sql);
    CHECK_THAT(said(h.verify(false).problems), Contains("vault/") && Contains(what));
    const auto said_of = [](const Error& error) { return said(error.problems()); };
    CHECK_THAT(said_of(thrown_by<Error>([&] { h.registry.backup(h.scratch / "copy.kz"); })),
               Contains("vault/") && Contains(what));
    CHECK_THAT(said_of(thrown_by<Error>(
                   [&] { Registry::restore(h.scratch / "good.kz", h.scratch / "moved.kz"); })),
               Contains("vault/") && Contains(what));
  };
  tells_all("DELETE FROM vault WHERE value IS NOT NULL", "整行不见了");
  tells_all("DELETE FROM vault WHERE value IS NULL", "整行不见了");
  tells_all(
      "UPDATE vault SET value = NULL, salt = NULL, erased_on = '2026-01-07' "
      "WHERE value IS NOT NULL",
      "没有删除动作");
  tells_all("UPDATE vault SET erased_on = '2026-01-08' WHERE value IS NULL",
            "删除日期与删除动作不符");
}

TEST_CASE("verify: an adopted policy that was altered or removed is found") {
  CHECK_THAT(after("UPDATE document SET body = replace(body, '\"1/2\"', '\"1/3\"')"),
             Contains("document/" + national().id() + "@" + national().version() + " "));
  CHECK_THAT(after("DELETE FROM document"), Contains("document/") && Contains("不见了"));
}

TEST_CASE("registry: an altered policy is not applied") {
  Hospital h;
  tamper(h.path(), "UPDATE document SET body = replace(body, '\"1/2\"', '\"1/3\"')");
  auto again = h.open();
  const auto error = thrown_by<Error>([&] {
    again.record(Hospital::submission("institution.register", "2026-01-06",
                                      R"({"name": "示例", "nature": "company"})"));
  });
  CHECK(error.code() == ErrorCode::integrity);
}

TEST_CASE("REG-07 refuses: verify names an evidence file that was altered or is missing") {
  Hospital h;
  h.prepare_achievement();
  const EvidenceStore files(h.path());
  const auto all = files.all();
  REQUIRE(all.size() == 5);
  const auto altered = files.path_of(all[0]);
  fs::permissions(altered, fs::perms::owner_write, fs::perm_options::add);
  write_bytes(altered, "changed");
  CHECK_THAT(said(h.verify().problems), Contains(all[0].to_text()));
  fs::remove(files.path_of(all[1]));
  const auto number = [&] {
    const auto seen = h.registry.read();
    for (const auto& row : seen.list(Kind::evidence)) {
      if (seen.state().get(Id<Evidence>(row.id)).sha256 == all[1]) return row.number;
    }
    return std::string("absent");
  }();
  CHECK_THAT(said(h.verify().problems),
             Contains("evidence/" + number) && Contains(all[0].to_text()));
  VerifyRequest shallow;
  shallow.deep = false;
  CHECK(said(h.registry.verify(shallow).problems) == "");
}

TEST_CASE("verify: a ledger cut back to an earlier state is shown by a mark kept since") {
  Hospital h;
  fs::path earlier = h.scratch / "earlier.kz";
  h.registry.backup(earlier);
  h.must("institution.register", "2026-01-06", R"({"name": "示例", "nature": "company"})");
  VerifyRequest request;
  request.saved = h.registry.read().mark();
  CHECK(said(h.registry.verify(request).problems) == "");
  const auto cut = Registry::open(earlier, Access::read_only, h.environment);
  CHECK(said(cut.verify().problems) == "");  // whole in itself
  CHECK_THAT(said(cut.verify(request).problems), Contains("ledger"));
}

// backup and restore ---------------------------------------------------------------------------

TEST_CASE("backup: made while others record, restored elsewhere, it verifies and goes on") {
  Hospital h;
  h.prepare_achievement();
  std::atomic<bool> stop = false;
  std::atomic<int> recorded = 0;
  std::thread writer([&] {
    auto registry = h.open();
    while (!stop) {
      registry.record(Hospital::submission("institution.register", "2026-01-06",
                                           R"({"name": "示例", "nature": "company"})"));
      ++recorded;
    }
  });
  while (recorded < 3) std::this_thread::yield();
  const auto mark = h.registry.backup(h.scratch / "copy.kz");
  stop = true;
  writer.join();
  CHECK(mark.size >= 20);

  const auto moved = Registry::restore(h.scratch / "copy.kz", h.scratch / "moved.kz");
  CHECK(moved.size == mark.size);
  CHECK(moved.root == mark.root);
  auto registry = Registry::open(h.scratch / "moved.kz", Access::read_write, h.environment);
  VerifyRequest request;
  request.replay = true;
  request.saved = mark;
  const auto report = registry.verify(request);
  CHECK(said(report.problems) == "");
  CHECK(report.evidence_files == 5);
  CHECK(EvidenceStore(h.scratch / "moved.kz").all().size() == 5);
  CHECK(registry
            .record(Hospital::submission("institution.register", "2026-01-06",
                                         R"({"name": "示例", "nature": "company"})"))
            .seq == mark.size + 1);
}

TEST_CASE("restore and backup: what stands at the target stays as it is") {
  Hospital h;
  h.registry.backup(h.scratch / "copy.kz");
  write_bytes(h.scratch / "there", "something");
  for (const auto& action : std::vector<std::function<void()>>{
           [&] { Registry::restore(h.scratch / "copy.kz", h.scratch / "there"); },
           [&] { Registry::restore(h.scratch / "copy.kz", h.path()); },
           [&] { h.registry.backup(h.scratch / "there"); }}) {
    CHECK(thrown_by<Error>(action).code() == ErrorCode::storage);
  }
  CHECK(read_bytes(h.scratch / "there") == "something");
  CHECK(said(h.verify().problems) == "");
}

TEST_CASE("backup: of a damaged registry there is none, and what is damaged is named") {
  const auto refusal = [](const std::function<void(Hospital&)>& damage) {
    Hospital h;
    h.prepare_achievement();
    damage(h);
    const auto before = names_in(h.scratch.folder());
    const auto error = thrown_by<Error>([&] { h.registry.backup(h.scratch / "copy.kz"); });
    CHECK(error.code() == ErrorCode::integrity);
    CHECK(names_in(h.scratch.folder()) == before);
    return said(error.problems());
  };
  CHECK_THAT(refusal([](Hospital& h) {
               tamper(h.path(), "UPDATE document SET body = replace(body, '\"1/2\"', '\"1/3\"')");
             }),
             Contains("没有复制") && Contains("document/cn-national"));
  CHECK_THAT(refusal([](Hospital& h) {
               tamper(h.path(), "UPDATE vault SET value = '另一人' WHERE value IS NOT NULL");
             }),
             Contains("vault/") && Contains("与账册中的承诺值不符"));
  const auto a_file = [](const Hospital& h) {
    for (const auto& each : fs::recursive_directory_iterator(h.path().string() + ".files")) {
      if (each.is_regular_file()) return each.path();
    }
    return fs::path();
  };
  CHECK_THAT(refusal([](Hospital& h) {
               tamper(h.path(),
                      "UPDATE ledger SET entry = replace(entry, '影像科', '影象科') WHERE seq = 3");
             }),
             Contains("第 3 条（unit.register, "));
  CHECK_THAT(refusal([&](Hospital& h) { fs::remove(a_file(h)); }),
             Contains("evidence/E-") && Contains("文件不见了"));
  CHECK_THAT(refusal([&](Hospital& h) { std::ofstream(a_file(h)) << "别的"; }),
             Contains("与其哈希不符"));
}

TEST_CASE("restore: a damaged backup is refused and nothing is left at the target") {
  Hospital h;
  h.prepare_achievement();
  h.registry.backup(h.scratch / "copy.kz");
  std::string named;
  SECTION("an entry was altered") {
    tamper(h.scratch / "copy.kz",
           "UPDATE ledger SET entry = replace(entry, '影像科', '影象科') WHERE seq = 3");
    named = "第 3 条（unit.register, ";
  }
  SECTION("an evidence file was altered") {
    const EvidenceStore files(h.scratch / "copy.kz");
    const auto file = files.path_of(files.all().at(2));
    fs::permissions(file, fs::perms::owner_write, fs::perm_options::add);
    write_bytes(file, "changed");
  }
  const auto before = names_in(h.scratch.folder());
  const auto error =
      thrown_by<Error>([&] { Registry::restore(h.scratch / "copy.kz", h.scratch / "moved.kz"); });
  CHECK(error.code() == ErrorCode::integrity);
  CHECK_THAT(said(error.problems()), Contains(named));
  CHECK(names_in(h.scratch.folder()) == before);
}

// migration ------------------------------------------------------------------------------------

TEST_CASE("migration: an older file is not opened; migrating backs it up and rebuilds exactly") {
  Hospital h;
  h.whole_life();
  const auto mark = h.registry.read().mark();
  tamper(h.path(),
         "UPDATE achievement SET name = 'x', body = '{}'; DELETE FROM person; DROP TABLE notice; "
         "CREATE TABLE notice (old TEXT)");
  set_version(h.path(), "0");
  for (const auto access : {Access::read_only, Access::read_write}) {
    const auto error = thrown_by<Error>([&] { h.open(access); });
    CHECK(error.code() == ErrorCode::migration);
    CHECK_THAT(error.problems()[0].remedy.zh, Contains("kezhuan migrate"));
  }
  const auto backup = Registry::migrate(h.path(), h.environment);
  REQUIRE(backup.has_value());
  CHECK(Store::open(*backup, OpenMode::read_only).find_meta("tables_version") == "0");
  CHECK(Store::open(*backup, OpenMode::read_only).head().root == mark.root);
  const auto again = h.open();
  CHECK(again.read().mark().root == mark.root);
  VerifyRequest request;
  request.replay = true;
  CHECK(said(again.verify(request).problems) == "");
  CHECK(again.read().get("GS-1").kind == Kind::notice);
  const auto names = names_in(h.scratch.folder());
  CHECK_FALSE(Registry::migrate(h.path(), h.environment).has_value());
  CHECK(names_in(h.scratch.folder()) == names);
}

TEST_CASE("migration: a file with the tables of version 1 gets parts, links, deadlines and views") {
  TransferHospital h;
  h.pay_case();
  tamper(h.path(),
         "DROP VIEW v_disclosure_list; DROP VIEW v_achievement; DROP VIEW v_case_status; "
         "DROP VIEW v_contract; DROP VIEW v_receipt; DROP VIEW v_distribution; DROP VIEW v_due; "
         "DROP VIEW v_ledger; DROP VIEW v_outstanding; DROP INDEX contract_by_amount; DROP TABLE "
         "contributor; DROP TABLE booking_line; "
         "DROP TABLE payment_line; DROP TABLE link_state; DROP TABLE deadline; "
         "ALTER TABLE achievement DROP COLUMN application; ALTER TABLE receipt DROP COLUMN plan; "
         "ALTER TABLE contract DROP COLUMN transferee; ALTER TABLE contract DROP COLUMN amount");
  set_version(h.path(), "1");
  REQUIRE(Registry::migrate(h.path(), h.environment).has_value());
  CHECK(said(h.verify().problems) == "");
  auto store = Store::open(h.path(), OpenMode::read_only);
  auto row = store.statement("SELECT count(*) FROM v_case_status");
  REQUIRE(row.next());
  CHECK(row.integer(0) == 10);
}

TEST_CASE(
    "rebuild: tables altered behind the ledger's back are as they were, the alteration kept") {
  Hospital h;
  h.prepare_achievement();
  tamper(h.path(), "UPDATE achievement SET state = 'public_data'");
  REQUIRE(said(h.verify().problems) != "");
  const auto backup = Registry::rebuild(h.path(), h.environment);
  CHECK(said(h.verify().problems) == "");
  auto kept = Store::open(backup, OpenMode::read_only);
  auto row = kept.statement("SELECT state FROM achievement");
  REQUIRE(row.next());
  CHECK(row.text(0) == "public_data");
}

TEST_CASE("rebuild: altered search columns are written anew from the entries, which are hashed") {
  Hospital h;
  h.prepare_achievement();
  const auto mark = h.registry.read().mark();
  tamper(h.path(),
         "UPDATE ledger SET actor = '别人', happened = '2020-01-01', type = 'x' WHERE seq = 4;"
         "CREATE TEMP TABLE ids AS SELECT seq, act_id FROM ledger WHERE seq IN (5, 6);"
         "UPDATE ledger SET act_id = zeroblob(16) WHERE seq = 5;"
         "UPDATE ledger SET act_id = (SELECT act_id FROM ids WHERE seq = 5) WHERE seq = 6;"
         "UPDATE ledger SET act_id = (SELECT act_id FROM ids WHERE seq = 6) WHERE seq = 5;");
  const auto before = said(h.verify().problems);
  CHECK_THAT(before, Contains("ledger/4 ") && Contains("ledger/5 ") && Contains("ledger/6 "));
  Registry::rebuild(h.path(), h.environment);
  CHECK(said(h.verify().problems) == "");
  CHECK(h.registry.read().mark().root == mark.root);
}

TEST_CASE("rebuild: an entry that does not fit its hash is not built on") {
  Hospital h;
  h.prepare_achievement();
  tamper(h.path(), "UPDATE ledger SET entry = replace(entry, '影像科', '影象科') WHERE seq = 3");
  const auto names = names_in(h.scratch.folder());
  const auto error = thrown_by<Error>([&] { Registry::rebuild(h.path(), h.environment); });
  CHECK(error.code() == ErrorCode::integrity);
  CHECK(names_in(h.scratch.folder()) == names);
}

TEST_CASE("migration: a newer file is neither opened nor migrated, and not touched") {
  Hospital h;
  const auto following = std::to_string(std::stoi(std::string(tables_version)) + 1);
  for (const std::string& version :
       {std::string("99"), following, std::string("1.1"), std::string("next")}) {
    set_version(h.path(), version);
    const auto names = names_in(h.scratch.folder());
    const auto open = thrown_by<Error>([&] { h.open(); });
    const auto migrate = thrown_by<Error>([&] { Registry::migrate(h.path(), h.environment); });
    CHECK(open.code() == ErrorCode::migration);
    CHECK(migrate.code() == ErrorCode::migration);
    CHECK_THAT(migrate.problems()[0].remedy.zh, Contains("更新本程序"));
    CHECK(names_in(h.scratch.folder()) == names);
    CHECK(Store::open(h.path()).find_meta("tables_version") == version);
  }
}

TEST_CASE("migration: an entry of an act unknown to this program stops it, and the file stays") {
  Hospital h;
  set_version(h.path(), "0");
  tamper(h.path(), "UPDATE ledger SET entry = replace(entry, 'unit.register', 'unit.invented')");
  const auto error = thrown_by<Error>([&] { Registry::migrate(h.path(), h.environment); });
  CHECK(error.code() == ErrorCode::integrity);
  CHECK(Store::open(h.path()).find_meta("tables_version") == "0");
  auto store = Store::open(h.path());
  auto count = store.statement("SELECT count(*) FROM person");
  REQUIRE(count.next());
  CHECK(count.integer(0) == 4);
}
