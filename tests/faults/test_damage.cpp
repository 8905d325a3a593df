// Damage to a file at rest: a byte flipped anywhere, a tail cut off, a copy without its log.

#include <algorithm>
#include <iostream>
#include <map>
#include <random>
#include <sstream>

#include <sqlite3.h>
#include <unistd.h>

#include "catch.hpp"
#include "faults/desk.hpp"
#include "kezhuan/registry/merkle.hpp"
#include "registry/sqlite/store.hpp"
#include "support/hospital.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Matchers::Contains;
using Catch::Matchers::Equals;

namespace {

namespace fs = std::filesystem;

/// All a registry says, whatever page it stands on. Empty when it cannot be read.
std::string dump_of(const fs::path& path) {
  sqlite3* database = nullptr;
  std::string text;
  bool is_readable =
      sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK;
  std::vector<std::string> queries;
  const auto each = [&](const std::string& sql, const auto& take) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
      is_readable = false;
      return;
    }
    int code = 0;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) take(statement);
    if (code != SQLITE_DONE) is_readable = false;
    sqlite3_finalize(statement);
  };
  each("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name",
       [&](sqlite3_stmt* row) {
         const std::string name(reinterpret_cast<const char*>(sqlite3_column_text(row, 0)));
         if (!name.starts_with("sqlite_")) queries.push_back("SELECT * FROM " + name);
       });
  for (const auto& sql : queries) {
    text += sql + "\n";
    each(sql, [&](sqlite3_stmt* row) {
      for (int i = 0; i < sqlite3_column_count(row); ++i) {
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(row, i));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(row, i));
        text += std::to_string(size) + ":";
        if (bytes != nullptr) text.append(bytes, size);
      }
      text += "\n";
    });
  }
  sqlite3_close(database);
  return is_readable ? text : std::string();
}

/// How many rows each word of the index is found in, by searching: what walks through the index do
/// not tell.
std::string searches_of(const fs::path& path) {
  sqlite3* database = nullptr;
  std::string text;
  sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READONLY, nullptr);
  const auto each = [&](const std::string& sql, const std::string& bound, const auto& take) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) return;
    sqlite3_bind_text(statement, 1, bound.c_str(), -1, SQLITE_TRANSIENT);
    while (sqlite3_step(statement) == SQLITE_ROW) take(statement);
    sqlite3_finalize(statement);
  };
  const auto text_of = [](sqlite3_stmt* row) {
    return std::string(reinterpret_cast<const char*>(sqlite3_column_text(row, 0)));
  };
  std::vector<std::string> words;
  each("SELECT DISTINCT term FROM search_term", "",
       [&](sqlite3_stmt* row) { words.push_back(text_of(row)); });
  for (const auto& word : words) {
    each("SELECT count(*) FROM search WHERE search MATCH ?", "\"" + word + "\"",
         [&](sqlite3_stmt* row) { text += word + " " + text_of(row) + "\n"; });
  }
  sqlite3_close(database);
  return text;
}

/// Which table or index each page belongs to.
std::map<std::size_t, std::string> owners_of_pages(const fs::path& path) {
  std::map<std::size_t, std::string> owners;
  sqlite3* database = nullptr;
  sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READONLY, nullptr);
  sqlite3_stmt* row = nullptr;
  if (sqlite3_prepare_v2(database, "SELECT pageno, name FROM dbstat", -1, &row, nullptr) ==
      SQLITE_OK) {
    while (sqlite3_step(row) == SQLITE_ROW) {
      owners[static_cast<std::size_t>(sqlite3_column_int64(row, 0))] =
          reinterpret_cast<const char*>(sqlite3_column_text(row, 1));
    }
  }
  sqlite3_finalize(row);
  sqlite3_close(database);
  return owners;
}

/// Where `what` stands in the file, once.
std::size_t place_of(const std::string& bytes, const std::string& what) {
  const auto at = bytes.find(what);
  REQUIRE(at != std::string::npos);
  return at;
}

/// Where these bytes stand on a page of that table or index, once.
std::size_t in_object(const fs::path& path, const std::string& bytes, const std::string& owner,
                      const std::string& what) {
  for (const auto& [number, name] : owners_of_pages(path)) {
    if (name != owner) continue;
    const auto at = bytes.substr((number - 1) * 4096, 4096).find(what);
    if (at != std::string::npos) return (number - 1) * 4096 + at;
  }
  FAIL("not in " << owner);
  return 0;
}

std::string bytes_of(const Sha256& hash) {
  return {reinterpret_cast<const char*>(hash.bytes().data()), hash.bytes().size()};
}

/// The commitment to the value an act brought.
Sha256 seal_of(const fs::path& path, const Uuid& act) {
  auto store = Store::open(path, OpenMode::read_only);
  auto row = store.statement("SELECT commitment FROM vault WHERE act_id = ?");
  row.bind(1, act);
  REQUIRE(row.next());
  return row.sha256(0);
}

/// A person on record, by a name that stands nowhere else.
Recorded somebody_in(const fs::path& path) {
  const Desk desk;
  return desk.open(path).record(person("独一无二的人"));
}

/// Every problem says where it is: an entry, a value, a document, evidence, a row or a table.
void all_named(const std::string& problems) {
  std::istringstream lines(problems);
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    const auto place = line.substr(0, line.find(' '));
    CHECK((place == "database" || place == "header" || place == "sqlite_schema" ||
           place == "search" || place.find('/') != std::string::npos));
    CHECK(line.find("***") == std::string::npos);
  }
}

std::string with_flipped(std::string bytes, std::size_t at) {
  bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ 0x04U);
  return bytes;
}

}  // namespace

TEST_CASE("a flipped byte anywhere in the file is found, or changes nothing that is said") {
  const Scratch scratch;
  const auto path = lay_out(scratch.folder());
  const auto bytes = read_bytes(path);
  const auto whole = dump_of(path);
  REQUIRE_FALSE(whole.empty());
  auto owners = owners_of_pages(path);
  constexpr std::size_t page = 4096;
  REQUIRE(bytes.size() % page == 0);

  std::mt19937 random(20261122);
  int flips = 0;
  int found = 0;
  for (std::size_t number = 1; number <= bytes.size() / page; ++number) {
    const int each = is_sanitized ? 1 : owners[number] == "ledger" ? 8 : 2;
    for (int i = 0; i < each; ++i) {
      // One in three anywhere; else where something stands: what is unused is all zeros.
      auto at = (number - 1) * page + random() % page;
      for (int tries = 0; i % 3 != 1 && bytes[at] == 0 && tries < 500; ++tries) {
        at = (number - 1) * page + random() % page;
      }
      write_bytes(path, with_flipped(bytes, at));
      const auto problems = problems_of(path, true);
      ++flips;
      INFO("byte " << at << " of " << owners[number]);
      if (!problems.empty()) {
        ++found;
        if (number > 1) all_named(problems);
        continue;
      }
      REQUIRE(dump_of(path) == whole);
    }
  }
  std::cout << "flipped bytes: " << flips << ", " << found << " found, the others of no effect\n";
  CHECK(found > flips / 4);
}

TEST_CASE("a damaged page of a table or an index: rebuilding mends it, and verify says so") {
  const Scratch scratch;
  const auto path = lay_out(scratch.folder());
  const auto bytes = read_bytes(path);
  const auto searches = searches_of(path);
  LedgerMark mark;
  {
    const Desk desk;
    mark = desk.open(path, Access::read_only).read().mark();
  }
  constexpr std::size_t page = 4096;
  const std::vector<std::string> lasting = {"ledger", "ledger_head", "vault", "document", "meta"};
  int rebuilt = 0;
  int tries = 0;
  for (const auto& [number, owner] : owners_of_pages(path)) {
    if (number == 1 || owner.starts_with("search") || owner == "sqlite_schema") continue;
    if (std::count(lasting.begin(), lasting.end(), owner) != 0) continue;
    if (is_sanitized && ++tries % 8 != 0) continue;
    auto damaged = bytes;
    damaged[(number - 1) * page] = 0;  // a page of no kind
    write_bytes(path, damaged);
    INFO("page " << number << " of " << owner);
    CHECK_THAT(problems_of(path, false), Contains("migrate --rebuild"));
    CHECK_THAT(problems_of(path, true), Contains("migrate --rebuild"));
    const auto backup = Registry::rebuild(path, Desk().environment);
    ++rebuilt;
    CHECK(read_bytes(backup).substr(page) == damaged.substr(page));
    CHECK(problems_of(path, true, mark) == "");
    CHECK(searches_of(path) == searches);
    fs::remove(backup);
  }
  CHECK(rebuilt > 0);
  // Nothing else is left beside the file.
  for (const auto& entry : fs::directory_iterator(path.parent_path())) {
    CHECK_THAT(entry.path().filename().string(),
               !Contains("rebuilt") && !Contains("partial") && !Contains("before"));
  }
}

TEST_CASE("a damaged registry that another has open is not rebuilt under its hands") {
  const Scratch scratch;
  const auto path = lay_out(scratch.folder());
  auto bytes = read_bytes(path);
  for (const auto& [number, owner] : owners_of_pages(path)) {
    if (owner == "contract") bytes[(number - 1) * 4096] = 0;
  }
  write_bytes(path, bytes);
  const Desk desk;
  const auto other = desk.open(path);
  try {
    Registry::rebuild(path, desk.environment);
    FAIL("rebuilt under another's hands");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::storage);
    CHECK_THAT(said(error.problems()), Contains("needs the file for itself"));
    CHECK_THAT(said(error.problems()), Contains("(" + std::to_string(::getpid()) + ")"));
  }
  CHECK(dump_of(path).empty());
}

TEST_CASE("a flipped byte on any page of the vault: named is what is affected") {
  const Scratch scratch;
  const auto path = lay_out(scratch.folder());
  {
    const Desk desk;
    auto registry = desk.open(path);
    auto batch = registry.batch();
    for (int i = 0; i < 60; ++i) batch.record(person("甲乙丙" + std::to_string(i)));
    batch.commit();
  }
  const auto copy = scratch / "copy.kz";
  Registry::restore(path, copy);
  const auto bytes = read_bytes(copy);
  const auto whole = dump_of(copy);
  constexpr std::size_t page = 4096;
  std::mt19937 random(20261122);
  int named = 0;
  for (const auto& [number, owner] : owners_of_pages(copy)) {
    const bool is_table = owner == "vault";
    if (!is_table && owner != "vault_by_act" && owner != "sqlite_autoindex_vault_1") continue;
    const auto from = (number - 1) * page;
    std::vector<std::size_t> places = {0, 1, 3, 4, 8, 9, 12};
    for (int i = 0; i < (is_sanitized ? 2 : 24); ++i) places.push_back(random() % page);
    for (const auto at : places) {
      write_bytes(copy, with_flipped(bytes, from + at));
      for (const bool replay : {false, true}) {
        const auto problems = problems_of(copy, replay);
        INFO("byte " << at << " of page " << number << ", " << owner << ": " << problems);
        if (problems.empty()) {
          CHECK(dump_of(copy) == whole);
          continue;
        }
        ++named;
        // Values with their acts, or an index from which nothing is lost.
        const bool names_act = problems.find("of entry ") != std::string::npos;
        const bool is_mended = problems.find("migrate --rebuild") != std::string::npos;
        CHECK_THAT(problems, Contains("table/vault") || Contains("vault/"));
        // A page may also seem to hold more than it does, with every value still there.
        const bool is_more = problems.find("has no act behind it") != std::string::npos;
        CHECK((names_act || is_mended || is_more));
        if (names_act || is_more || dump_of(copy) == whole) continue;
        // Not to be read from one end to the other, and yet all there.
        const auto backup = Registry::rebuild(copy, Desk().environment);
        CHECK(problems_of(copy) == "");
        fs::remove(backup);
        break;
      }
    }
    auto blank = bytes;
    blank[from] = 0;
    write_bytes(copy, blank);
    const auto problems = problems_of(copy, false);
    if (is_table) {
      CHECK_THAT(problems, Contains("(person.register"));
    } else {
      CHECK_THAT(problems, Contains("table/vault") && Contains("migrate --rebuild"));
    }
  }
  CHECK(named > 0);
}

TEST_CASE("a flipped byte in the index for searching is found, or every word is still found") {
  const Scratch scratch;
  const auto path = lay_out(scratch.folder());
  {
    const Desk desk;
    auto registry = desk.open(path);
    auto batch = registry.batch();  // so many words that the index has more than one page
    for (int i = 0; i < 400; ++i) batch.record(company("公司" + std::to_string(i * 7919)));
    batch.commit();
  }
  const auto copy = scratch / "copy.kz";
  Registry::restore(path, copy);
  const auto bytes = read_bytes(copy);
  const auto whole = searches_of(copy);
  const auto owners = owners_of_pages(copy);
  constexpr std::size_t page = 4096;
  std::vector<std::size_t> places;
  for (const auto& [number, owner] : owners) {
    if (owner != "search_data" && owner != "search_idx") continue;
    for (std::size_t at = (number - 1) * page; at < number * page; ++at) {
      if (bytes[at] != 0) places.push_back(at);
    }
  }
  std::mt19937 random(20261122);
  std::shuffle(places.begin(), places.end(), random);
  places.resize(is_sanitized ? 20 : 150);
  int changed = 0;
  for (const auto at : places) {
    write_bytes(copy, with_flipped(bytes, at));
    if (searches_of(copy) == whole) continue;
    ++changed;
    INFO("byte " << at);
    CHECK(problems_of(copy, true) != "");
  }
  CHECK(changed > 0);
}

TEST_CASE("a flipped byte in an entry: named are the entry, the act and what it is about") {
  const Scratch scratch;
  const auto path = lay_out(scratch.folder());
  Recorded recorded;
  std::string entry;
  {
    const Desk desk;
    auto registry = desk.open(path);
    recorded = registry.record(company("独一无二的公司"));
    registry.record(company("后来的公司"));
    registry.read().for_each_entry(recorded.seq, recorded.seq,
                                   [&](std::string_view json) { entry = json; });
  }
  const auto bytes = read_bytes(path);
  const auto at = place_of(bytes, entry) + entry.find("独一无二") + 2;
  write_bytes(path, with_flipped(bytes, at));
  const auto problems = problems_of(path, false);
  CHECK_THAT(problems, Contains("ledger/" + std::to_string(recorded.seq)));
  CHECK_THAT(problems, Contains("institution.register"));
  CHECK_THAT(problems, Contains(recorded.outcome.number.value_or("?")));
}

TEST_CASE("a flipped byte in the vault: named are the act and whose value it is") {
  const Scratch scratch;
  const auto path = lay_out(scratch.folder());
  const auto recorded = somebody_in(path);
  const auto bytes = read_bytes(path);
  write_bytes(path, with_flipped(bytes, place_of(bytes, "独一无二的人") + 2));
  const auto problems = problems_of(path, false);
  CHECK_THAT(problems, Contains("vault/"));
  CHECK_THAT(problems, Contains(std::to_string(recorded.seq) + " (person.register"));
  CHECK_THAT(problems, Contains(recorded.outcome.number.value_or("?")));
}

TEST_CASE("a flipped commitment in the vault: named are the act and whose value it is") {
  const Scratch scratch;
  const auto path = lay_out(scratch.folder());
  const auto recorded = somebody_in(path);
  const auto commitment = seal_of(path, recorded.id);
  const auto bytes = read_bytes(path);
  write_bytes(path, with_flipped(bytes, in_object(path, bytes, "vault", bytes_of(commitment)) + 2));
  const auto problems = problems_of(path, false);
  CHECK_THAT(problems, Contains("vault/" + commitment.to_text()));
  CHECK_THAT(problems, Contains("is kept under an altered commitment"));
  CHECK_THAT(problems, Contains(std::to_string(recorded.seq) + " (person.register"));
  CHECK_THAT(problems, !Contains("is missing altogether"));
}

TEST_CASE("a flipped key in an index of vault or ledger: named is what is not found by it") {
  const Scratch scratch;
  const auto path = lay_out(scratch.folder());
  const auto recorded = somebody_in(path);
  const auto commitment = seal_of(path, recorded.id);
  const auto copy = scratch / "copy.kz";
  Registry::restore(path, copy);
  const auto bytes = read_bytes(copy);
  const std::string act(reinterpret_cast<const char*>(recorded.id.bytes().data()), 16);
  struct Key {
    std::string index, bytes, place;
  };
  for (const auto& [index, key, place] :
       {Key{"sqlite_autoindex_vault_1", bytes_of(commitment), "vault/" + commitment.to_text()},
        Key{"vault_by_act", act, "vault/" + commitment.to_text()},
        Key{"sqlite_autoindex_ledger_1", act, "ledger/" + std::to_string(recorded.seq)}}) {
    INFO(index);
    write_bytes(copy, with_flipped(bytes, in_object(copy, bytes, index, key) + 3));
    for (const bool replay : {false, true}) {
      const auto problems = problems_of(copy, replay);
      CHECK_THAT(problems, Contains("the index " + index + " is damaged"));
      CHECK_THAT(problems, Contains(place));
      CHECK_THAT(problems, Contains("entry " + std::to_string(recorded.seq) + " (person.register"));
      CHECK_THAT(problems, Contains(recorded.outcome.number.value_or("?")));
      CHECK_THAT(problems, Contains("not found by the index " + index));
      CHECK_THAT(problems, Contains("migrate --rebuild"));
      CHECK_THAT(problems, !Contains("*** in database"));
      CHECK_THAT(problems, !Contains("is no kezhuan registry"));
    }
    const auto backup = Registry::rebuild(copy, Desk().environment);
    CHECK(problems_of(copy) == "");
    fs::remove(backup);
  }
}

TEST_CASE("what keeps a registry from opening is named, and whether its entries are whole") {
  const Scratch scratch;
  const auto path = lay_out(scratch.folder());
  const auto bytes = read_bytes(path);
  LedgerMark mark;
  {
    const Desk desk;
    mark = desk.open(path, Access::read_only).read().mark();
  }
  constexpr std::size_t page = 4096;
  const auto sound =
      std::to_string(mark.size) + " entries of its ledger can be read, and each fits";
  const auto report_of = [&](const std::string& damaged) {
    write_bytes(path, damaged);
    const Desk desk;
    VerifyRequest request;
    request.saved = mark;
    return Registry::verify_file(path, request, desk.environment);
  };
  const auto blanked = [&](std::size_t number) {
    auto damaged = bytes;
    damaged[(number - 1) * page] = 0;
    return damaged;
  };
  int schema_pages = 0;
  for (const auto& [number, owner] : owners_of_pages(path)) {
    INFO("page " << number << " of " << owner);
    if (owner == "meta" || owner == "ledger_head") {
      const auto report = report_of(blanked(number));
      CHECK(report.mark.size == mark.size);
      CHECK(report.mark.root == mark.root);
      const auto problems = said(report.problems);
      CHECK_THAT(problems, Contains("table/" + owner) && Contains(sound));
      CHECK_THAT(problems, Contains("does not mend such damage"));
    }
    if (owner == "sqlite_schema" && number > 1) {
      ++schema_pages;
      const auto problems = said(report_of(blanked(number)).problems);
      CHECK_THAT(problems, Contains("sqlite_schema") && Contains("of its ledger"));
      CHECK_THAT(problems, Contains("does not mend such damage"));
    }
  }
  CHECK(schema_pages > 0);
  const auto declaration = place_of(bytes, "CREATE INDEX vault_by_act");
  CHECK_THAT(said(report_of(with_flipped(bytes, declaration + 2)).problems),
             Contains("vault_by_act") && Contains(sound));
  const auto marked = said(report_of(with_flipped(bytes, 70)).problems);
  CHECK_THAT(marked, Contains("the mark of a registry") && Contains(sound));

  // An entry that does not fit its hash is named as ever.
  for (const auto& [number, owner] : owners_of_pages(path)) {
    if (owner != "ledger_head") continue;
    const auto at = in_object(path, bytes, "ledger", "\"outcome\"") + 2;
    const auto damaged = blanked(number);
    const auto problems = said(report_of(with_flipped(damaged, at)).problems);
    CHECK_THAT(problems, Contains("what is damaged is named below"));
    CHECK_THAT(problems, Contains("does not match its hash"));
  }
  CHECK_THAT(said(report_of(bytes).problems), Equals(""));
  write_bytes(path, "no registry");
  CHECK_THAT(problems_of(path), Contains("is no kezhuan registry"));
}

TEST_CASE("a flipped byte in an evidence file: named are the file and what it is evidence of") {
  const Scratch scratch;
  const auto path = lay_out(scratch.folder());
  Recorded recorded;
  Sha256 hash;
  {
    const Desk desk;
    auto registry = desk.open(path);
    write_bytes(scratch / "scan", std::string(10'000, 's'));
    hash = registry.keep_file(scratch / "scan");
    recorded = registry.record(attachment(hash, 10'000));
  }
  const auto text = hash.to_text();
  const auto file = fs::path(path.string() + ".files") / text.substr(0, 2) / text.substr(2);
  const auto bytes = read_bytes(file);
  for (const auto at : {std::size_t{0}, bytes.size() / 2, bytes.size() - 1}) {
    write_bytes(file, with_flipped(bytes, at));
    const auto problems = problems_of(path, false);
    CHECK_THAT(problems, Contains(file.string()));
    CHECK_THAT(problems, Contains(recorded.outcome.number.value_or("?")));
  }
  write_bytes(file, bytes.substr(1));
  CHECK_THAT(problems_of(path, false), Contains(recorded.outcome.number.value_or("?")));
  fs::remove(file);
  CHECK_THAT(problems_of(path, false), Contains(recorded.outcome.number.value_or("?")));
}

TEST_CASE("a tail cut off the ledger, forged or by an old copy, does not pass a saved root") {
  const Scratch scratch;
  const auto path = lay_out(scratch.folder());
  const auto old = scratch / "old.kz";
  LedgerMark saved;
  {
    const Desk desk;
    auto registry = desk.open(path);
    registry.backup(old);
    for (int i = 0; i < 5; ++i) registry.record(company("公司" + std::to_string(i)));
    saved = registry.read().mark();
  }
  CHECK(problems_of(old) == "");
  CHECK_THAT(problems_of(old, false, saved), Contains("its end was cut"));

  // Somebody who knows the format cuts three and makes the head and the tables fit again.
  const auto cut = [&](int fewer) {
    auto store = Store::open(path);
    MerkleFrontier frontier;
    const auto left = saved.size - static_cast<std::uint64_t>(fewer);
    store.for_each(1, left, [&](const LedgerView& row) { frontier.append(row.leaf); });
    store.exec_script("DELETE FROM ledger WHERE seq > " + std::to_string(left));
    const auto root = frontier.root();
    store.statement("UPDATE ledger_head SET size = ?, root = ?, peaks = ?")
        .bind(1, left)
        .bind(2, root)
        .bind_blob(3, frontier.peaks())
        .run();
  };
  cut(3);
  Registry::rebuild(path, Desk().environment);
  CHECK(problems_of(path) == "");  // whole in itself
  CHECK_THAT(problems_of(path, false, saved), Contains("its end was cut"));

  // Other acts in their place: as long as before, and not the same.
  {
    const Desk desk;
    auto registry = desk.open(path);
    for (int i = 0; i < 3; ++i) registry.record(company("替换" + std::to_string(i)));
    CHECK(registry.read().mark().size == saved.size);
  }
  CHECK(problems_of(path) == "");
  CHECK_THAT(problems_of(path, false, saved), Contains("not the one on record before"));
}

TEST_CASE("a registry copied without its log opens with an older state, and a saved root tells") {
  const Scratch scratch;
  const auto path = lay_out(scratch / "live");
  const auto copy = scratch / "copy.kz";
  LedgerMark saved;
  {
    const Desk desk;
    auto registry = desk.open(path);
    for (int i = 0; i < 5; ++i) registry.record(company("公司" + std::to_string(i)));
    REQUIRE(fs::file_size(path.string() + "-wal") > 0);
    fs::copy_file(path, copy);
    fs::copy(path.string() + ".files", copy.string() + ".files", fs::copy_options::recursive);
    saved = registry.read().mark();
  }
  CHECK(problems_of(copy) == "");
  CHECK(companies(copy).size() == 1);
  CHECK_THAT(problems_of(copy, false, saved), Contains("its end was cut"));
  CHECK(problems_of(path, true, saved) == "");
}

TEST_CASE("a flipped byte in the log: an older state, whole in itself, which a saved root tells") {
  const Scratch scratch;
  const auto path = lay_out(scratch / "live");
  const auto copy = scratch / "copy.kz";
  LedgerMark saved;
  std::string log;
  {
    const Desk desk;
    auto registry = desk.open(path);
    for (int i = 0; i < 5; ++i) registry.record(company("公司" + std::to_string(i)));
    fs::copy_file(path, copy);
    fs::copy(path.string() + ".files", copy.string() + ".files", fs::copy_options::recursive);
    log = read_bytes(path.string() + "-wal");
    saved = registry.read().mark();
  }
  constexpr std::size_t frame = 4096 + 24;
  const auto frames = (log.size() - 32) / frame;
  std::mt19937 random(20261122);
  int older = 0;
  for (std::size_t i = 0; i < (is_sanitized ? 6U : 30U); ++i) {
    // In the head of the log, then on pages and in their heads, from the first to the last.
    const auto in_frame = i % 3 == 0 ? random() % 24 : random() % frame;
    const auto at = i == 0 ? 9 : 32 + (i * frames / 30) * frame + in_frame;
    INFO("byte " << at << " of " << log.size());
    write_bytes(copy.string() + "-wal", with_flipped(log, at));
    fs::remove(copy.string() + "-shm");
    const auto problems = problems_of(copy, true);
    CHECK(problems == "");
    if (companies(copy).size() == 6) continue;
    ++older;
    CHECK_THAT(problems_of(copy, false, saved), Contains("its end was cut"));
  }
  CHECK(older > 5);
}

TEST_CASE("an old copy put under a newer log is whole or refused, never a mixture that passes") {
  const Scratch scratch;
  const auto path = lay_out(scratch / "live");
  const Desk desk;
  {
    auto registry = desk.open(path);
    for (int i = 0; i < 20; ++i) registry.record(company("早" + std::to_string(i)));
  }
  const auto old = read_bytes(path);
  {
    auto registry = desk.open(path);
    for (int i = 0; i < 200; ++i) registry.record(company("中" + std::to_string(i)));
  }
  auto registry = desk.open(path);
  for (int i = 0; i < 20; ++i) registry.record(company("晚" + std::to_string(i)));
  const auto mixture = scratch / "mixture";
  fs::create_directories(mixture);
  write_bytes(mixture / "r.kz", old);
  fs::copy_file(path.string() + "-wal", mixture / "r.kz-wal");
  fs::copy(path.string() + ".files", mixture / "r.kz.files", fs::copy_options::recursive);
  const auto problems = problems_of(mixture / "r.kz");
  INFO(problems);
  if (problems.empty()) CHECK(companies(mixture / "r.kz") == companies(path));
}
