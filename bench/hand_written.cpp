#include "hand_written.hpp"

#include <cstdio>
#include <cstdlib>
#include <memory>

#include <sqlite3.h>

#include "kezhuan/core/node.hpp"
#include "kezhuan/core/sha256.hpp"
#include "timer.hpp"

namespace kezhuan::bench {

namespace {

struct Close {
  void operator()(sqlite3* db) const { sqlite3_close(db); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Db = std::unique_ptr<sqlite3, Close>;
using Query = std::unique_ptr<sqlite3_stmt, Close>;

void require(bool good, sqlite3* db) {
  if (good) return;
  std::fprintf(stderr, "%s\n", sqlite3_errmsg(db));
  std::exit(3);
}

Db open(const std::filesystem::path& path) {
  sqlite3* db = nullptr;
  const bool good = sqlite3_open(path.c_str(), &db) == SQLITE_OK;
  Db owned(db);
  require(good, db);
  const char* pragmas =
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
      "PRAGMA foreign_keys=ON";
  require(sqlite3_exec(db, pragmas, nullptr, nullptr, nullptr) == SQLITE_OK, db);
  return owned;
}

Query prepare(const Db& db, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  require(sqlite3_prepare_v3(db.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) ==
              SQLITE_OK,
          db.get());
  return Query(statement);
}

void text(const Query& q, int i, const std::string& value) {
  sqlite3_bind_text(q.get(), i, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
}
void blob(const Query& q, int i, const std::string& value) {
  sqlite3_bind_blob(q.get(), i, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
}
std::string column(const Query& q, int i) {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(q.get(), i));
  return {bytes == nullptr ? "" : bytes,
          static_cast<std::size_t>(sqlite3_column_bytes(q.get(), i))};
}
std::string_view view(const Query& q, int i) {
  return {static_cast<const char*>(sqlite3_column_blob(q.get(), i)),
          static_cast<std::size_t>(sqlite3_column_bytes(q.get(), i))};
}
void run(const Db& db, const Query& q) {
  require(sqlite3_step(q.get()) == SQLITE_DONE, db.get());
  sqlite3_reset(q.get());
}
void execute(const Db& db, const char* sql) {
  require(sqlite3_exec(db.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK, db.get());
}

/// The rows of one application, by hand.
class Writer {
 public:
  explicit Writer(const Db& db)
      : db_(db),
        head_size_(prepare(db, "SELECT size FROM ledger_head")),
        ledger_(prepare(db, "INSERT INTO ledger VALUES (?1,?2,?3,?4,?5,?6,?7,?8)")),
        application_(prepare(db,
                             "INSERT INTO application (id,number,body,state,achievement,filed_on) "
                             "VALUES (?1,?2,?3,'filed',?4,?5)")),
        achievement_(prepare(db, "UPDATE achievement SET number=?2, body=?3, name=?4 WHERE id=?1")),
        head_(prepare(db, "UPDATE ledger_head SET size=?1, root=?2")) {
    require(sqlite3_step(head_size_.get()) == SQLITE_ROW, db.get());
    seq_ = sqlite3_column_int64(head_size_.get(), 0);
    sqlite3_reset(head_size_.get());
  }

  void write(const std::string& line, const WrittenRows& rows) {
    if (parse_json(line).items.empty()) std::exit(3);
    const auto leaf = sha256(rows.entry);
    hash_.assign(reinterpret_cast<const char*>(leaf.bytes().data()), leaf.bytes().size());
    sqlite3_bind_int64(ledger_.get(), 1, ++seq_);
    blob(ledger_, 2, rows.act_id);
    text(ledger_, 3, rows.type);
    text(ledger_, 4, rows.happened);
    text(ledger_, 5, rows.recorded);
    text(ledger_, 6, rows.actor);
    blob(ledger_, 7, hash_);
    text(ledger_, 8, rows.entry);
    run(db_, ledger_);
    blob(application_, 1, rows.application_id);
    text(application_, 2, rows.application_number);
    text(application_, 3, rows.application_body);
    blob(application_, 4, rows.achievement_id);
    text(application_, 5, rows.happened);
    run(db_, application_);
    blob(achievement_, 1, rows.achievement_id);
    text(achievement_, 2, rows.achievement_number);
    text(achievement_, 3, rows.achievement_body);
    text(achievement_, 4, rows.achievement_name);
    run(db_, achievement_);
  }

  void write_head() {
    sqlite3_bind_int64(head_.get(), 1, seq_);
    blob(head_, 2, hash_);
    run(db_, head_);
  }

 private:
  const Db& db_;
  Query head_size_, ledger_, application_, achievement_, head_;
  std::int64_t seq_ = 0;
  std::string hash_;
};

}  // namespace

std::vector<WrittenRows> load_written(const std::filesystem::path& registry, std::int64_t count) {
  const auto db = open(registry);
  const auto query = prepare(
      db,
      "SELECT l.act_id, l.type, l.happened, l.recorded, l.actor, l.entry, p.id, p.number, p.body, "
      "a.id, a.number, a.body, a.name FROM ledger AS l "
      "JOIN application AS p ON p.number = json_extract(l.entry, '$.outcome.number') "
      "JOIN achievement AS a ON a.id = p.achievement "
      "WHERE l.type = 'application.file' ORDER BY l.seq LIMIT ?1");
  sqlite3_bind_int64(query.get(), 1, count);
  std::vector<WrittenRows> rows;
  while (sqlite3_step(query.get()) == SQLITE_ROW) {
    rows.push_back({column(query, 0), column(query, 1), column(query, 2), column(query, 3),
                    column(query, 4), column(query, 5), column(query, 6), column(query, 7),
                    column(query, 8), column(query, 9), column(query, 10), column(query, 11),
                    column(query, 12)});
  }
  return rows;
}

double write_by_hand(const std::filesystem::path& target, const std::vector<std::string>& lines,
                     const std::vector<WrittenRows>& rows, bool one_transaction) {
  const auto db = open(target);
  Writer writer(db);
  const Timer timer;
  if (one_transaction) execute(db, "BEGIN IMMEDIATE");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!one_transaction) execute(db, "BEGIN IMMEDIATE");
    writer.write(lines[i], rows[i]);
    if (!one_transaction) {
      writer.write_head();
      execute(db, "COMMIT");
    }
  }
  if (one_transaction) {
    writer.write_head();
    execute(db, "COMMIT");
  }
  return timer.seconds();
}

double read_and_hash(const std::filesystem::path& registry) {
  const auto db = open(registry);
  const Timer timer;
  const auto query = prepare(db, "SELECT entry FROM ledger ORDER BY seq");
  unsigned check = 0;
  Sha256Hasher hasher;
  while (sqlite3_step(query.get()) == SQLITE_ROW) {
    check += hasher.update(view(query, 0)).finish().bytes()[0];
  }
  if (check == 1) std::puts("");
  return timer.seconds();
}

std::string case_of(const std::string& achievement) { return "ZH" + achievement.substr(2); }

double read_due(const std::filesystem::path& registry, const std::string& until) {
  const auto db = open(registry);
  const auto query =
      prepare(db,
              "SELECT c.number, d.due_on, d.what, d.subject, d.text_zh, d.text_en, d.who, d.rule, "
              "d.link FROM deadline AS d "
              "JOIN transfer_case AS c ON c.id = d.transfer_case WHERE d.due_on <= ?1 "
              "ORDER BY d.due_on");
  const Timer timer;
  text(query, 1, until);
  std::size_t size = 0;
  while (sqlite3_step(query.get()) == SQLITE_ROW) {
    for (int index = 0; index < 8; ++index) size += std::string(view(query, index)).size();
  }
  if (size == 1) std::puts("");
  return timer.seconds();
}

double read_and_parse(const std::filesystem::path& registry,
                      const std::vector<std::string>& achievements, bool with_case) {
  const auto db = open(registry);
  const auto of_case = prepare(db, "SELECT body FROM transfer_case WHERE number = ?1");
  const auto by_number = prepare(db, "SELECT id, body FROM achievement WHERE number = ?1");
  std::vector<Query> queries;
  // an index the registry does not need, because its rows name each other by id
  execute(db, "CREATE TEMP TABLE wanted (id BLOB PRIMARY KEY, certificate BLOB, application BLOB)");
  execute(db,
          "INSERT OR IGNORE INTO wanted SELECT a.id, c.id, p.id FROM achievement AS a "
          "JOIN certificate AS c ON c.achievement = a.id "
          "JOIN application AS p ON p.achievement = a.id");
  queries.push_back(prepare(db, "SELECT body FROM institution LIMIT 1"));
  queries.push_back(prepare(db, "SELECT body FROM source LIMIT 1"));
  queries.push_back(prepare(db, "SELECT body FROM settings"));
  queries.push_back(prepare(db,
                            "SELECT c.body FROM certificate AS c WHERE c.id = (SELECT certificate "
                            "FROM wanted WHERE id = ?1)"));
  queries.push_back(prepare(db,
                            "SELECT p.body FROM application AS p WHERE p.id = (SELECT application "
                            "FROM wanted WHERE id = ?1)"));
  std::size_t parsed = 0;
  const Timer timer;
  for (const auto& number : achievements) {
    if (with_case) {
      text(of_case, 1, case_of(number));
      if (sqlite3_step(of_case.get()) == SQLITE_ROW) {
        parsed += parse_json(view(of_case, 0)).items.size();
      }
      sqlite3_reset(of_case.get());
    }
    text(by_number, 1, number);
    if (sqlite3_step(by_number.get()) != SQLITE_ROW) continue;
    const auto id = column(by_number, 0);
    parsed += parse_json(view(by_number, 1)).items.size();
    sqlite3_reset(by_number.get());
    for (const auto& query : queries) {
      if (sqlite3_bind_parameter_count(query.get()) > 0) blob(query, 1, id);
      while (sqlite3_step(query.get()) == SQLITE_ROW) {
        parsed += parse_json(view(query, 0)).items.size();
      }
      sqlite3_reset(query.get());
    }
  }
  if (parsed == 1) std::puts("");
  return timer.seconds();
}

double read_one_row(const std::filesystem::path& registry,
                    const std::vector<std::string>& achievements) {
  const auto db = open(registry);
  const auto query = prepare(db, "SELECT body FROM achievement WHERE number = ?1");
  std::size_t parsed = 0;
  const Timer timer;
  for (const auto& number : achievements) {
    text(query, 1, number);
    if (sqlite3_step(query.get()) == SQLITE_ROW) parsed += parse_json(view(query, 0)).items.size();
    sqlite3_reset(query.get());
  }
  if (parsed == 1) std::puts("");
  return timer.seconds();
}

}  // namespace kezhuan::bench
