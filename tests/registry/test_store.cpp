#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "catch.hpp"
#include "kezhuan/registry/merkle.hpp"
#include "registry/sqlite/store.hpp"
#include "scratch.hpp"

namespace kezhuan {

namespace {

namespace fs = std::filesystem;

Uuid id_of(std::uint64_t number) {
  Uuid::Bytes bytes{};
  for (std::size_t i = 0; i < 8; ++i) bytes[15 - i] = static_cast<std::uint8_t>(number >> (8 * i));
  return Uuid(bytes);
}

std::string entry_text(std::uint64_t number) {
  return R"({"act":"示例","number":)" + std::to_string(number) + "}";
}

std::uint64_t append(Store& store, std::uint64_t number, const std::string& entry) {
  return store.append(
      {id_of(number), "note", "2026-11-21", "2026-11-21T01:02:03.004Z", "张三", entry});
}

/// Appends the entries numbered `from`..`to` in one transaction.
void fill(Store& store, std::uint64_t from, std::uint64_t to) {
  Transaction transaction(store);
  for (auto number = from; number <= to; ++number) append(store, number, entry_text(number));
  transaction.commit();
}

Error error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    CHECK_FALSE(error.problems().front().what.zh.empty());
    CHECK_FALSE(error.problems().front().what.en.empty());
    CHECK_FALSE(error.problems().front().remedy.empty());
    return error;
  }
  FAIL("no error");
  return {ErrorCode::invalid, Text{}};
}

bool names(const std::vector<Problem>& problems, const std::string& words) {
  for (const auto& problem : problems) {
    if ((problem.what.en + problem.place).find(words) != std::string::npos) return true;
  }
  return false;
}

/// Changes the first `old` in a file to `fresh`, of the same length.
void patch(const fs::path& path, const std::string& old, const std::string& fresh) {
  REQUIRE(old.size() == fresh.size());
  auto bytes = read_bytes(path);
  const auto at = bytes.find(old);
  REQUIRE(at != std::string::npos);
  write_bytes(path, bytes.replace(at, old.size(), fresh));
}

/// Runs `action` in another process without root's rights, which would pass every permission.
/// Returns what `action` returns, or 255 after an exception.
int run_unprivileged(const std::function<int()>& action) {
  const auto child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    int result = 255;
    try {
      if (::getuid() != 0 || (::setgid(65534) == 0 && ::setuid(65534) == 0)) result = action();
    } catch (...) {
    }
    ::_exit(result);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& each : fs::directory_iterator(folder)) names.push_back(each.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

TEST_CASE("store: a new registry has an empty ledger and is not overwritten") {
  const Scratch scratch;
  auto store = Store::create(scratch / "r", "CREATE TABLE thing (id INTEGER PRIMARY KEY)");
  CHECK(store.head() == LedgerHead{0, sha256("")});
  CHECK(store.verify_ledger().problems.empty());
  CHECK(store.statement("SELECT count(*) FROM thing").next());
  const auto error = error_of([&] { Store::create(scratch / "r"); });
  CHECK(error.code() == ErrorCode::storage);
}

TEST_CASE("store: a log left by a lost registry does not become a new one's") {
  const Scratch scratch;
  {
    auto lost = Store::create(scratch / "r");
    fill(lost, 1, 5);
    fs::copy_file(scratch / "r-wal", scratch / "log");
  }
  fs::remove(scratch / "r");
  fs::rename(scratch / "log", scratch / "r-wal");
  const auto error = error_of([&] { Store::create(scratch / "r"); });
  CHECK(error.code() == ErrorCode::storage);
  CHECK(error.problems().front().what.en.find("r-wal") != std::string::npos);
  auto other = Store::create(scratch / "other");
  CHECK(error_of([&] { other.backup_to(scratch / "r"); }).code() == ErrorCode::storage);
}

TEST_CASE("store: a registry that cannot be made leaves nothing") {
  const Scratch scratch;
  CHECK(error_of([&] { Store::create(scratch / "r", "CREATE NONSENSE"); }).code() ==
        ErrorCode::storage);
  CHECK(names_in(scratch.folder()).empty());
}

TEST_CASE("store: entries come back as given, after reopening too") {
  const Scratch scratch;
  const auto large = entry_text(2) + std::string(100'000, ' ');
  std::vector<Sha256> leaves = {leaf_hash(entry_text(1)), leaf_hash(large)};
  {
    auto store = Store::create(scratch / "r");
    Transaction transaction(store);
    CHECK(append(store, 1, entry_text(1)) == 1);
    CHECK(append(store, 2, large) == 2);
    CHECK(store.head() == LedgerHead{2, merkle_root(leaves)});
    transaction.commit();
  }
  CHECK(names_in(scratch.folder()) == std::vector<std::string>{"r"});
  auto store = Store::open(scratch / "r");
  CHECK(store.head() == LedgerHead{2, merkle_root(leaves)});
  const auto entry = store.find_by_act(id_of(2));
  REQUIRE(entry);
  CHECK(entry->seq == 2);
  CHECK(entry->act_id == id_of(2));
  CHECK(entry->type == "note");
  CHECK(entry->happened == "2026-11-21");
  CHECK(entry->recorded == "2026-11-21T01:02:03.004Z");
  CHECK(entry->actor == "张三");
  CHECK(entry->entry == large);
  CHECK(entry->leaf == leaves[1]);
  CHECK_FALSE(store.find_by_act(id_of(3)));
  CHECK(store.get(1).entry == entry_text(1));
  CHECK(error_of([&] { store.get(3); }).code() == ErrorCode::not_found);

  std::vector<std::uint64_t> seen;
  store.for_each(2, UINT64_MAX, [&](const LedgerView& view) {
    seen.push_back(view.seq);
    CHECK(view.entry == large);
    CHECK(view.actor == "张三");
  });
  CHECK(seen == std::vector<std::uint64_t>{2});
}

TEST_CASE("store: the root grows across transactions as the tree over all entries") {
  const Scratch scratch;
  auto store = Store::create(scratch / "r");
  std::vector<Sha256> leaves;
  for (std::uint64_t number = 1; number <= 40; ++number) {
    fill(store, number, number);
    leaves.push_back(leaf_hash(entry_text(number)));
    CHECK(store.head() == LedgerHead{number, merkle_root(leaves)});
  }
  for (std::uint64_t size = 0; size <= 40; ++size) {
    CHECK(store.root_at(size) == merkle_root(std::span(leaves).first(size)));
  }
  CHECK(error_of([&] { store.root_at(41); }).code() == ErrorCode::not_found);
}

TEST_CASE("store: without commit nothing stays, and the next seq leaves no gap") {
  const Scratch scratch;
  auto store = Store::create(scratch / "r");
  fill(store, 1, 3);
  const auto before = store.head();
  {
    Transaction transaction(store);
    append(store, 4, "lost");
    CHECK(store.head().size == 4);
  }
  CHECK(store.head() == before);
  CHECK_FALSE(store.find_by_act(id_of(4)));
  fill(store, 4, 4);
  CHECK(store.get(4).entry == entry_text(4));
  CHECK(store.verify_ledger().problems.empty());
}

TEST_CASE("store: the same act id twice is a conflict and the ledger stays whole") {
  const Scratch scratch;
  auto store = Store::create(scratch / "r");
  fill(store, 1, 2);
  CHECK(error_of([&] { fill(store, 2, 2); }).code() == ErrorCode::conflict);
  CHECK(store.head().size == 2);
  CHECK(store.verify_ledger().problems.empty());
}

TEST_CASE("store: writing outside a transaction or within a read is a caller's mistake") {
  const Scratch scratch;
  auto store = Store::create(scratch / "r");
  CHECK_THROWS_AS(append(store, 1, "x"), std::logic_error);
  const Transaction reading(store, Transaction::Kind::read);
  CHECK_THROWS_AS(append(store, 1, "x"), std::logic_error);
  CHECK_THROWS_AS(Transaction(store), std::logic_error);
}

TEST_CASE("store: a read transaction keeps showing one snapshot while another writes") {
  const Scratch scratch;
  auto writer = Store::create(scratch / "r");
  fill(writer, 1, 2);
  auto reader = Store::open(scratch / "r", OpenMode::read_only);
  {
    const Transaction snapshot(reader, Transaction::Kind::read);
    fill(writer, 3, 5);
    CHECK(reader.head().size == 2);
    CHECK(reader.verify_ledger().entries == 2);
  }
  CHECK(reader.head().size == 5);
}

TEST_CASE("store: statements carry every kind of value and may be used within one another") {
  const Scratch scratch;
  auto store = Store::create(scratch / "r", "CREATE TABLE t (a, b, c, d, e)");
  const std::string odd("a\0b", 3);
  CHECK(store.statement("INSERT INTO t VALUES (?, ?, ?, ?, ?)")
            .bind(1, odd)
            .bind(2, 0)
            .bind(3, std::optional<std::string>())
            .bind(4, id_of(7))
            .bind(5, sha256("x"))
            .run() == 1);
  auto row = store.statement("SELECT * FROM t");
  REQUIRE(row.next());
  CHECK(row.text(0) == odd);
  CHECK(row.integer(1) == 0);
  CHECK_FALSE(row.is_null(1));
  CHECK(row.is_null(2));
  CHECK(row.uuid(3) == id_of(7));
  CHECK(row.sha256(4) == sha256("x"));
  CHECK(error_of([&] { static_cast<void>(row.uuid(4)); }).code() == ErrorCode::integrity);
  auto same = store.statement("SELECT * FROM t");
  CHECK(same.next());
  CHECK_FALSE(same.next());
  CHECK_FALSE(row.next());
}

TEST_CASE("store: values given back to the cache do not come up again") {
  const Scratch scratch;
  auto store = Store::create(scratch / "r");
  const char* const sql = "SELECT ?1";
  {
    auto first = store.statement(sql);
    first.bind(1, "secret");
    CHECK(first.next());
  }
  auto second = store.statement(sql);
  REQUIRE(second.next());
  CHECK(second.is_null(0));
}

TEST_CASE("store: foreign keys hold") {
  const Scratch scratch;
  auto store = Store::create(scratch / "r",
                             "CREATE TABLE a (id INTEGER PRIMARY KEY);"
                             "CREATE TABLE b (a INTEGER REFERENCES a (id))");
  CHECK(error_of([&] { store.exec_script("INSERT INTO b VALUES (5)"); }).code() ==
        ErrorCode::conflict);
}

TEST_CASE("store: eight threads writing at once lose nothing") {
  const Scratch scratch;
  Store::create(scratch / "r");
  constexpr std::uint64_t each = 200;
  std::atomic<std::int64_t> longest{0};
  std::vector<std::thread> writers;
  for (std::uint64_t writer = 0; writer < 8; ++writer) {
    writers.emplace_back([&, writer] {
      auto store = Store::open(scratch / "r");
      for (std::uint64_t i = 0; i < each; ++i) {
        const auto start = std::chrono::steady_clock::now();
        fill(store, writer * each + i + 1, writer * each + i + 1);
        const auto waited = std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now() - start);
        auto seen = longest.load();
        while (waited.count() > seen && !longest.compare_exchange_weak(seen, waited.count())) {
        }
      }
    });
  }
  for (auto& writer : writers) writer.join();
  if (longest > 1000) WARN("a writer waited " << longest << " ms");
  auto store = Store::open(scratch / "r");
  CHECK(store.head().size == 8 * each);
  CHECK(store.verify_ledger().problems.empty());
  for (std::uint64_t number = 1; number <= 8 * each; ++number) {
    REQUIRE(store.find_by_act(id_of(number)));
  }
}

TEST_CASE("store: processes killed while writing leave a whole ledger with all they committed") {
  const Scratch scratch;
  Store::create(scratch / "r");
  for (std::uint64_t round = 0; round < 5; ++round) {
    int told[2];
    REQUIRE(::pipe(told) == 0);
    const auto child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      try {
        auto store = Store::open(scratch / "r");
        for (std::uint64_t i = 1;; ++i) {
          fill(store, round * 1'000'000 + i * 3, round * 1'000'000 + i * 3 + 2);
          if (::write(told[1], "x", 1) != 1) break;
        }
      } catch (...) {
      }
      ::_exit(1);
    }
    ::close(told[1]);
    std::uint64_t commits = 0;
    char byte = 0;
    while (commits < 20 && ::read(told[0], &byte, 1) == 1) ++commits;
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    while (::read(told[0], &byte, 1) == 1) ++commits;
    ::close(told[0]);

    auto store = Store::open(scratch / "r");
    REQUIRE(commits >= 20);
    for (std::uint64_t number = 3; number < commits * 3 + 3; ++number) {
      REQUIRE(store.find_by_act(id_of(round * 1'000'000 + number)));
    }
    CHECK(store.head().size % 3 == 0);
    CHECK(store.verify_ledger().problems.empty());
  }
}

TEST_CASE("store: one that stays locked is an error that says so and who holds it") {
  const Scratch scratch;
  auto holder = Store::create(scratch / "r");
  const Transaction held(holder);
  auto store = Store::open(scratch / "r", OpenMode::read_write, {std::chrono::milliseconds(60)});
  const auto start = std::chrono::steady_clock::now();
  const auto error = error_of([&] { Transaction(store).commit(); });
  CHECK(std::chrono::steady_clock::now() - start >= std::chrono::milliseconds(60));
  CHECK(error.code() == ErrorCode::storage);
  CHECK(error.problems().front().what.en.find("locked") != std::string::npos);
  if (fs::exists("/proc/locks") && fs::file_size("/proc/locks") == 0 &&
      !read_bytes("/proc/locks").empty()) {
    CHECK(error.problems().front().what.en.find("(" + std::to_string(::getpid()) + ")") !=
          std::string::npos);
  }
  CHECK(store.head().size == 0);  // readers do not wait
}

TEST_CASE("store: what is absent, a folder or no registry is told apart and stays as it is") {
  const Scratch scratch;
  CHECK(error_of([&] { Store::open(scratch / "absent"); }).code() == ErrorCode::storage);
  CHECK_FALSE(fs::exists(scratch / "absent"));
  CHECK(error_of([&] { Store::open(scratch.folder()); }).code() == ErrorCode::storage);
  for (const auto mode : {OpenMode::read_only, OpenMode::read_write}) {
    for (const auto& bytes : {std::string(), std::string("hello"), std::string(8192, 'x')}) {
      write_bytes(scratch / "other", bytes);
      CHECK(error_of([&] { Store::open(scratch / "other", mode); }).code() == ErrorCode::integrity);
      CHECK(read_bytes(scratch / "other") == bytes);
    }
  }
}

TEST_CASE("store: another program's database is refused untouched") {
  const Scratch scratch;
  Store::create(scratch / "r");
  patch(scratch / "r", "KZHN", "KZHM");
  const auto bytes = read_bytes(scratch / "r");
  CHECK(error_of([&] { Store::open(scratch / "r"); }).code() == ErrorCode::integrity);
  CHECK(read_bytes(scratch / "r") == bytes);
}

TEST_CASE("store: a newer format is refused untouched, for reading too") {
  const Scratch scratch;
  Store::create(scratch / "r").exec_script("PRAGMA user_version = 2");
  const auto bytes = read_bytes(scratch / "r");
  for (const auto mode : {OpenMode::read_only, OpenMode::read_write}) {
    const auto error = error_of([&] { Store::open(scratch / "r", mode); });
    CHECK(error.code() == ErrorCode::migration);
    CHECK(error.problems().front().what.en.find("version 2") != std::string::npos);
  }
  CHECK(read_bytes(scratch / "r") == bytes);
}

TEST_CASE("store: a registry without its tables, or with a head that does not fit, is damaged") {
  const Scratch scratch;
  Store::create(scratch / "a").exec_script("DROP TABLE ledger_head");
  CHECK(error_of([&] { Store::open(scratch / "a"); }).code() == ErrorCode::integrity);
  Store::create(scratch / "b").exec_script("UPDATE ledger_head SET size = 1");
  CHECK(error_of([&] { Store::open(scratch / "b"); }).code() == ErrorCode::integrity);
  Store::create(scratch / "c").exec_script("UPDATE ledger_head SET root = zeroblob(32)");
  CHECK(error_of([&] { Store::open(scratch / "c"); }).code() == ErrorCode::integrity);
}

TEST_CASE("store: a file cut short is an integrity error or a problem, never passed") {
  const Scratch scratch;
  {
    auto store = Store::create(scratch / "r");
    fill(store, 1, 2000);
  }
  const auto whole = read_bytes(scratch / "r");
  for (const std::size_t keep : {std::size_t{50}, std::size_t{4096}, whole.size() / 2,
                                 whole.size() - 4096, whole.size() - 1}) {
    CAPTURE(keep);
    write_bytes(scratch / "cut", std::string_view(whole).substr(0, keep));
    CHECK(error_of([&] {
            auto store = Store::open(scratch / "cut", OpenMode::read_only);
            auto problems = store.verify_ledger().problems;
            const auto more = store.check_database();
            problems.insert(problems.end(), more.begin(), more.end());
            if (!problems.empty()) throw Error(ErrorCode::integrity, problems);
          }).code() == ErrorCode::integrity);
  }
}

TEST_CASE("store: pages of noise are reported, not passed and not crashed on") {
  const Scratch scratch;
  {
    auto store = Store::create(scratch / "r");
    fill(store, 1, 2000);
  }
  const auto whole = read_bytes(scratch / "r");
  for (std::size_t page = 1; page * 4096 < whole.size(); ++page) {
    CAPTURE(page);
    auto bytes = whole;
    bytes.replace(page * 4096, 4096, std::string(4096, static_cast<char>(0x80 + page % 100)));
    write_bytes(scratch / "noise", bytes);
    CHECK(error_of([&] {
            auto store = Store::open(scratch / "noise", OpenMode::read_only);
            auto problems = store.verify_ledger().problems;
            const auto more = store.check_database();
            problems.insert(problems.end(), more.begin(), more.end());
            if (!problems.empty()) throw Error(ErrorCode::integrity, problems);
          }).code() == ErrorCode::integrity);
  }
}

TEST_CASE("verify: a changed entry is named by its number") {
  const Scratch scratch;
  {
    auto store = Store::create(scratch / "r");
    fill(store, 1, 50);
  }
  patch(scratch / "r", R"("number":37})", R"("number":38})");
  auto store = Store::open(scratch / "r", OpenMode::read_only);
  const auto report = store.verify_ledger();
  CHECK(report.entries == 50);
  CHECK(names(report.problems, "ledger/37"));
  CHECK(names(report.problems, "root rebuilt"));
  CHECK_FALSE(names(report.problems, "ledger/38"));
}

TEST_CASE("verify: entries taken out, slipped in or swapped are found") {
  const Scratch scratch;
  const auto problems_after = [&](const std::string& sql) {
    fs::remove(scratch / "r");
    auto store = Store::create(scratch / "r");
    fill(store, 1, 20);
    store.exec_script(sql);
    return store.verify_ledger().problems;
  };
  CHECK(problems_after("SELECT 1").empty());
  CHECK(names(problems_after("DELETE FROM ledger WHERE seq IN (7, 8)"), "entries 7 to 8"));
  CHECK(
      names(problems_after("DELETE FROM ledger WHERE seq = 20"), "says 20 entries, there are 19"));
  CHECK(
      names(problems_after("INSERT INTO ledger SELECT 21, zeroblob(16), type, happened, recorded, "
                           "actor, leaf, entry FROM ledger WHERE seq = 20"),
            "there are 21"));
  // Two whole entries with leaves, exchanged: only the root tells.
  CHECK(names(problems_after("UPDATE ledger SET seq = -1 WHERE seq = 4;"
                             "UPDATE ledger SET seq = 4 WHERE seq = 5;"
                             "UPDATE ledger SET seq = 5 WHERE seq = -1"),
              "root rebuilt"));
}

TEST_CASE("verify: a root kept earlier shows a cut or rewritten ledger that looks whole") {
  const Scratch scratch;
  LedgerHead saved;
  {
    auto store = Store::create(scratch / "r");
    fill(store, 1, 12);
    saved = store.head();
    fill(store, 13, 20);
    CHECK(store.verify_ledger({saved, {}}).problems.empty());
    CHECK(store.root_at(12) == saved.root);
  }
  {
    auto cut = Store::create(scratch / "cut");
    fill(cut, 1, 11);
    CHECK(cut.verify_ledger().problems.empty());
    CHECK(names(cut.verify_ledger({saved, {}}).problems, "its end was cut"));
  }
  auto rewritten = Store::create(scratch / "rewritten");
  fill(rewritten, 2, 21);
  CHECK(rewritten.verify_ledger().problems.empty());
  CHECK(names(rewritten.verify_ledger({saved, {}}).problems, "root of the first 12"));
}

TEST_CASE("verify: says how far it is") {
  const Scratch scratch;
  auto store = Store::create(scratch / "r");
  fill(store, 1, 3000);
  std::vector<std::uint64_t> steps;
  store.verify_ledger({{}, [&](std::uint64_t done, std::uint64_t total) {
                         CHECK(total == 3000);
                         steps.push_back(done);
                       }});
  CHECK(steps == std::vector<std::uint64_t>{1024, 2048, 3000});
}

TEST_CASE("store: a full disk is an error, nothing is written, and work goes on afterwards") {
  const Scratch scratch;
  auto store = Store::create(scratch / "r");
  fill(store, 1, 1);
  const auto before = store.head();
  store.exec_script("PRAGMA max_page_count = 40");
  const auto error = error_of([&] { fill(store, 2, 5000); });
  CHECK(error.code() == ErrorCode::storage);
  CHECK(error.problems().front().what.en.find("disk is full") != std::string::npos);
  CHECK(store.head() == before);
  store.exec_script("PRAGMA max_page_count = 100000");
  fill(store, 2, 5000);
  CHECK(store.verify_ledger().problems.empty());
  CHECK(store.check_database().empty());
}

TEST_CASE("store: a transaction that the database undid cannot be committed") {
  const Scratch scratch;
  auto store = Store::create(scratch / "r");
  Transaction transaction(store);
  append(store, 1, "x");
  store.exec_script("ROLLBACK");
  CHECK(error_of([&] { transaction.commit(); }).code() == ErrorCode::storage);
}

TEST_CASE("store: reading leaves no trace, changes no byte and cannot write") {
  const Scratch scratch;
  {
    auto store = Store::create(scratch / "r");
    fill(store, 1, 10);
  }
  const auto bytes = read_bytes(scratch / "r");
  {
    auto store = Store::open(scratch / "r", OpenMode::read_only);
    CHECK(store.is_read_only());
    CHECK(store.verify_ledger().entries == 10);
    CHECK(error_of([&] { Transaction{store}; }).code() == ErrorCode::storage);
    CHECK(error_of([&] { store.exec_script("DELETE FROM meta"); }).code() == ErrorCode::storage);
  }
  CHECK(names_in(scratch.folder()) == std::vector<std::string>{"r"});
  CHECK(read_bytes(scratch / "r") == bytes);
}

TEST_CASE("store: a registry nobody may write is read, and refused for writing") {
  const Scratch scratch;
  fs::create_directory(scratch / "odd name?#%");
  const auto path = scratch / "odd name?#%" / "r";
  {
    auto store = Store::create(path);
    fill(store, 1, 10);
  }
  fs::permissions(path, fs::perms(0444));
  const auto refused_for_writing = [&] {
    try {
      Store::open(path);
    } catch (const Error& error) {
      return error.code() == ErrorCode::storage;
    }
    return false;
  };
  const auto reads_ten = [&] {
    return Store::open(path, OpenMode::read_only).verify_ledger().entries == 10;
  };
  SECTION("only the file") {
    fs::permissions(scratch / "odd name?#%", fs::perms(0777));
    CHECK(run_unprivileged([&] { return reads_ten() && refused_for_writing() ? 7 : 8; }) == 7);
  }
  SECTION("file and folder") {
    fs::permissions(scratch / "odd name?#%", fs::perms(0555));
    CHECK(run_unprivileged([&] { return reads_ten() && refused_for_writing() ? 7 : 8; }) == 7);
    CHECK(names_in(scratch / "odd name?#%") == std::vector<std::string>{"r"});
    fs::permissions(scratch / "odd name?#%", fs::perms(0755));
  }
  SECTION("only the folder") {
    fs::permissions(path, fs::perms(0666));
    fs::permissions(scratch / "odd name?#%", fs::perms(0555));
    CHECK(run_unprivileged([&] { return reads_ten() && refused_for_writing() ? 7 : 8; }) == 7);
    fs::permissions(scratch / "odd name?#%", fs::perms(0755));
  }
}

TEST_CASE("store: network file systems are known by number, local ones are not named") {
  CHECK(network_file_system_name(0x6969) == "NFS");
  CHECK(network_file_system_name(0xFF534D42) == "CIFS");
  CHECK(network_file_system_name(static_cast<int>(0xFE534D42)) == "SMB2");  // as on 32 bits
  CHECK(network_file_system_name(0x01021997) == "9P");
  CHECK_FALSE(network_file_system_name(0xEF53));      // ext4
  CHECK_FALSE(network_file_system_name(0x01021994));  // tmpfs
  CHECK_FALSE(network_file_system_name(0x794C7630));  // overlayfs
}

TEST_CASE("store: an error's code follows from the database's, extended codes included") {
  const auto code = [](int number) { return storage_error(number, "why", "r").code(); };
  CHECK(code(5) == ErrorCode::storage);              // busy
  CHECK(code(8 | (6 << 8)) == ErrorCode::storage);   // read-only folder
  CHECK(code(13) == ErrorCode::storage);             // full
  CHECK(code(10 | (1 << 8)) == ErrorCode::storage);  // reading failed
  CHECK(code(14) == ErrorCode::storage);             // cannot open
  CHECK(code(11 | (3 << 8)) == ErrorCode::integrity);
  CHECK(code(26) == ErrorCode::integrity);
  CHECK(code(19 | (8 << 8)) == ErrorCode::conflict);
  CHECK(code(18) == ErrorCode::invalid);
}

TEST_CASE("vault: a value is found by its commitment") {
  const Scratch scratch;
  auto store = Store::create(scratch / "r");
  const Salt salt = {1, 2, 3};
  Transaction transaction(store);
  const auto commitment = store.put_personal("李四", salt, id_of(1));
  CHECK(commitment == seal("李四", salt));
  CHECK(commitment == sha256(std::string("\1\2\3") + std::string(13, '\0') + "李四"));
  CHECK(commitment != seal("李四", Salt{1, 2, 4}));
  CHECK(store.put_personal("李四", salt, id_of(1)) == commitment);
  store.put_personal("王五", salt, id_of(1));
  store.put_personal("赵六", salt, id_of(2));
  transaction.commit();
  const auto item = store.find_personal(commitment);
  REQUIRE(item);
  CHECK(item->value == "李四");
  CHECK(item->salt == std::string("\1\2\3") + std::string(13, '\0'));
  CHECK(item->erased_on.empty());
  CHECK_FALSE(store.find_personal(sha256("")));
}

TEST_CASE(
    "vault: an erased value leaves no trace in the file or its log, and the ledger verifies") {
  const Scratch scratch;
  auto store = Store::create(scratch / "r");
  const std::string value = "某某某 13800000000";
  const std::string page_full = "长" + std::string(9000, 'y');
  const Salt salt = {0xAB, 0xCD, 0xEF, 0x99, 0x98, 0x97, 0x96, 0x95};
  Sha256 one;
  Sha256 two;
  {
    Transaction transaction(store);
    append(store, 1, entry_text(1));
    one = store.put_personal(value, salt, id_of(1));
    two = store.put_personal(page_full, salt, id_of(1));
    transaction.commit();
  }
  const std::string salt_bytes(salt.begin(), salt.end());
  const auto traces = [&] {
    const auto bytes = read_bytes(scratch / "r") + read_bytes(scratch / "r-wal");
    return bytes.find(value) != std::string::npos || bytes.find("yyyyyyyy") != std::string::npos ||
           bytes.find(salt_bytes) != std::string::npos;
  };
  CHECK(traces());
  {
    Transaction transaction(store);
    CHECK(store.erase_personal(one, Date(2026, 11, 21)));
    CHECK(store.erase_personal(two, Date(2026, 11, 21)));
    CHECK_FALSE(store.erase_personal(two, Date(2026, 11, 22)));
    CHECK_FALSE(store.erase_personal(sha256("x"), Date(2026, 11, 22)));
    transaction.commit();
  }
  CHECK_FALSE(store.is_scrub_due());
  CHECK_FALSE(traces());
  const auto item = store.find_personal(one);
  REQUIRE(item);
  CHECK(item->value.empty());
  CHECK(item->salt.empty());
  CHECK(item->erased_on == "2026-11-21");
  CHECK(store.verify_ledger().problems.empty());
}

TEST_CASE("vault: a reader that keeps erased values in the log is reported, and later they go") {
  const Scratch scratch;
  auto store = Store::create(scratch / "r", {}, {}, {std::chrono::milliseconds(20)});
  Sha256 commitment;
  {
    Transaction transaction(store);
    commitment = store.put_personal("留痕姓名", Salt{7}, id_of(1));
    transaction.commit();
  }
  {
    auto reader = Store::open(scratch / "r", OpenMode::read_only);
    const Transaction snapshot(reader, Transaction::Kind::read);
    Transaction transaction(store);
    store.erase_personal(commitment, Date(2026, 11, 21));
    transaction.commit();
    CHECK(store.is_scrub_due());
  }
  fill(store, 1, 1);
  CHECK_FALSE(store.is_scrub_due());
  CHECK((read_bytes(scratch / "r") + read_bytes(scratch / "r-wal")).find("留痕姓名") ==
        std::string::npos);
}

TEST_CASE("vault: an erasure held back by a reader does not hold up those who write") {
  const Scratch scratch;
  const auto path = scratch / "r";
  auto store = Store::create(path);  // it would wait half a minute for the reader
  Sha256 commitment;
  {
    Transaction transaction(store);
    commitment = store.put_personal("留痕姓名", Salt{7}, id_of(1));
    transaction.commit();
  }
  auto reader = Store::open(path, OpenMode::read_only);
  const Transaction snapshot(reader, Transaction::Kind::read);
  std::atomic<bool> is_erasing = true;
  std::string refused;
  std::thread other([&] {
    try {
      auto writer = Store::open(path, OpenMode::read_write, {std::chrono::seconds(2)});
      for (std::uint64_t number = 1; is_erasing; ++number) fill(writer, number, number);
    } catch (const Error& error) {
      refused = error.what();
    }
  });
  {
    Transaction transaction(store);
    store.erase_personal(commitment, Date(2026, 11, 21));
    transaction.commit();
  }
  CHECK(store.is_scrub_due());
  is_erasing = false;
  other.join();
  CHECK(refused.empty());
}

TEST_CASE("store: while the machine stands still, nobody's waiting time runs out") {
  const Scratch scratch;
  const auto path = scratch / "r";
  { auto created = Store::create(path); }
  int begin[2];
  REQUIRE(::pipe(begin) == 0);
  const auto waiting = ::fork();  // before this process opens the file: locks are a process's own
  if (waiting == 0) {
    char now = 0;
    if (::read(begin[0], &now, 1) != 1) ::_exit(2);
    try {
      auto writer = Store::open(path, OpenMode::read_write, {std::chrono::seconds(2)});
      fill(writer, 1, 1);
    } catch (const std::exception&) {
      ::_exit(1);
    }
    ::_exit(0);
  }
  auto store = Store::open(path);
  auto holder = std::make_unique<Transaction>(store);
  CHECK(::write(begin[1], "", 1) == 1);
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  ::kill(waiting, SIGSTOP);
  std::this_thread::sleep_for(std::chrono::seconds(3));
  ::kill(waiting, SIGCONT);
  std::this_thread::sleep_for(std::chrono::milliseconds(300));  // the holder stood still as well
  holder.reset();
  int status = 0;
  ::waitpid(waiting, &status, 0);
  CHECK(status == 0);
  for (const int end : begin) ::close(end);
}

TEST_CASE("vault: an erasure held back by a reader is known and finished by whoever opens next") {
  const Scratch scratch;
  const auto path = scratch / "r";
  const auto traces = [&] {
    return (read_bytes(path) + read_bytes(scratch / "r-wal")).find("留痕姓名") != std::string::npos;
  };
  Sha256 commitment;
  {
    auto store = Store::create(path);
    Transaction transaction(store);
    commitment = store.put_personal("留痕姓名", Salt{7}, id_of(1));
    transaction.commit();
  }
  auto reader = std::make_unique<Store>(Store::open(path, OpenMode::read_only));
  auto snapshot = std::make_unique<Transaction>(*reader, Transaction::Kind::read);
  {
    auto store = Store::open(path, OpenMode::read_write, {std::chrono::milliseconds(20)});
    Transaction transaction(store);
    store.erase_personal(commitment, Date(2026, 11, 21));
    transaction.commit();
  }
  CHECK(traces());
  CHECK(Store::open(path, OpenMode::read_only).is_scrub_due());
  const auto start = std::chrono::steady_clock::now();
  CHECK(Store::open(path).is_scrub_due());  // its waiting limit is half a minute: it does not wait
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
  Store::open(path, OpenMode::read_only).backup_to(scratch / "copy");
  CHECK_FALSE(Store::open(scratch / "copy", OpenMode::read_only).find_meta(erasure_due_key));

  snapshot.reset();
  CHECK(traces());
  const auto store = Store::open(path);
  CHECK_FALSE(store.is_scrub_due());
  CHECK_FALSE(traces());
  reader.reset();
  CHECK_FALSE(Store::open(path, OpenMode::read_only).find_meta(erasure_due_key));
}

TEST_CASE("vault: finishing one erasure does not forget another that is held back") {
  const Scratch scratch;
  const auto path = scratch / "r";
  auto store = Store::create(path, {}, {}, {std::chrono::milliseconds(20)});
  std::vector<Sha256> kept;
  {
    Transaction transaction(store);
    for (std::uint8_t i = 1; i < 3; ++i) {
      kept.push_back(store.put_personal("姓名", Salt{i}, id_of(i)));
    }
    transaction.commit();
  }
  const auto erase = [&](std::uint64_t number, const Sha256& commitment) {
    Transaction transaction(store);
    store.erase_personal(commitment, Date(2026, 11, 21));
    append(store, number, entry_text(number));
    transaction.commit();
  };
  auto reader = Store::open(path, OpenMode::read_only);
  {
    const Transaction snapshot(reader, Transaction::Kind::read);
    erase(1, kept[0]);
    CHECK(store.find_meta(erasure_due_key) == "1");
    erase(2, kept[1]);
    CHECK(store.find_meta(erasure_due_key) == "2");
    CHECK(store.is_scrub_due());
  }
  fill(store, 3, 3);
  CHECK_FALSE(store.is_scrub_due());
  CHECK_FALSE(store.find_meta(erasure_due_key));
}

TEST_CASE("store: a trigger that somebody put into the file does not run") {
  const Scratch scratch;
  {
    auto store = Store::create(scratch / "r");
    store.exec_script(
        "CREATE TRIGGER sly AFTER INSERT ON ledger BEGIN "
        "INSERT INTO meta VALUES ('sly', 'was here'); END");
    fill(store, 1, 1);
    CHECK_FALSE(store.find_meta("sly"));
  }
  auto again = Store::open(scratch / "r");
  fill(again, 2, 2);
  CHECK_FALSE(again.find_meta("sly"));
}

TEST_CASE("store: documents and settings are kept") {
  const Scratch scratch;
  auto store = Store::create(scratch / "r");
  const StoredDocument policy = {sha256("{}"), "policy", "cn-national", "2026.1", "{}"};
  {
    Transaction transaction(store);
    store.put_document(policy);
    store.put_document(policy);
    store.put_document({sha256("[]"), "calendar", "cn", "2026", "[]"});
    store.put_meta("name", "示例医院");
    store.put_meta("name", "示例医院二");
    transaction.commit();
  }
  const auto found = store.find_document(policy.hash);
  REQUIRE(found);
  CHECK(found->id == "cn-national");
  CHECK(found->version == "2026.1");
  CHECK(found->body == "{}");
  CHECK(store.documents("policy").size() == 1);
  CHECK(store.documents("none").empty());
  CHECK(store.find_meta("name") == "示例医院二");
  CHECK_FALSE(store.find_meta("nothing"));
}

TEST_CASE("backup: a copy made while another writes is one plain, whole registry") {
  const Scratch scratch;
  auto store = Store::create(scratch / "r");
  fill(store, 1, 5000);
  std::atomic<bool> stop{false};
  std::thread writer([&] {
    auto other = Store::open(scratch / "r");
    for (std::uint64_t number = 5001; !stop; ++number) fill(other, number, number);
  });
  LedgerHead copied;
  for (int round = 0; round < 3; ++round) {
    copied = store.backup_to(scratch / ("copy" + std::to_string(round)));
  }
  stop = true;
  writer.join();
  CHECK(copied.size >= 5000);
  CHECK_FALSE(fs::exists(scratch / "copy2-wal"));
  CHECK(store.root_at(copied.size) == copied.root);

  auto copy = Store::open(scratch / "copy2");
  CHECK(copy.head() == copied);
  CHECK(copy.verify_ledger({copied, {}}).problems.empty());
  CHECK(copy.check_database().empty());
  fill(copy, 900'000, 900'010);
  CHECK(copy.verify_ledger().problems.empty());
}

TEST_CASE("backup: does not overwrite, and a damaged registry gives none") {
  const Scratch scratch;
  {
    auto store = Store::create(scratch / "r");
    fill(store, 1, 50);
    write_bytes(scratch / "there", "precious");
    CHECK(error_of([&] { store.backup_to(scratch / "there"); }).code() == ErrorCode::storage);
    CHECK(read_bytes(scratch / "there") == "precious");
    CHECK(error_of([&] { store.backup_to(scratch / "no" / "such" / "folder"); }).code() ==
          ErrorCode::storage);
  }
  patch(scratch / "r", R"("number":37})", R"("number":38})");
  CHECK(error_of([&] {
          Store::open(scratch / "r", OpenMode::read_only).backup_to(scratch / "copy");
        }).code() == ErrorCode::integrity);
  CHECK(names_in(scratch.folder()) == std::vector<std::string>{"r", "there"});
}

}  // namespace kezhuan
