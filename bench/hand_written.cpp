#include "hand_written.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>

#include <sqlite3.h>

#include "kezhuan/core/node.hpp"
#include "kezhuan/core/sha256.hpp"
#include "kezhuan/exchange/csv.hpp"
#include "kezhuan/model/kinds.hpp"
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
        contributor_(prepare(db, "INSERT INTO contributor VALUES (?1,?2,?3,?4,?5,?6)")),
        search_(prepare(db, "INSERT INTO search (rowid, words) VALUES (?1,?2)")),
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
    for (const auto& contributor : rows.contributors) write(contributor, rows);
    sqlite3_bind_int64(search_.get(), 1, rows.search_row);
    text(search_, 2, rows.search_words);
    run(db_, search_);
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
  void write(const WrittenContributor& contributor, const WrittenRows& rows) {
    blob(contributor_, 1, rows.application_id);
    sqlite3_bind_int64(contributor_.get(), 2, contributor.line);
    blob(contributor_, 3, rows.achievement_id);
    blob(contributor_, 4, contributor.person);
    text(contributor_, 5, contributor.role);
    sqlite3_bind_int64(contributor_.get(), 6, contributor.is_main);
    run(db_, contributor_);
  }

  const Db& db_;
  Query head_size_, ledger_, application_, contributor_, search_, achievement_, head_;
  std::int64_t seq_ = 0;
  std::string hash_;
};

struct FinishValue {
  void operator()(sqlite3_value* value) const { sqlite3_value_free(value); }
};
using Value = std::unique_ptr<sqlite3_value, FinishValue>;

/// Rows of one table, to be inserted into the same table elsewhere.
class CopiedRows {
 public:
  CopiedRows(const Db& from, const std::string& select) {
    const auto query = prepare(from, select.c_str());
    while (sqlite3_step(query.get()) == SQLITE_ROW) {
      auto& row = rows_.emplace_back();
      for (int i = 0; i < sqlite3_column_count(query.get()); ++i) {
        row.emplace_back(sqlite3_value_dup(sqlite3_column_value(query.get(), i)));
      }
    }
  }

  std::size_t size() const { return rows_.size(); }
  const std::vector<Value>& operator[](std::size_t index) const { return rows_.at(index); }

 private:
  std::vector<std::vector<Value>> rows_;
};

void insert(const Db& db, const Query& query, const std::vector<Value>& row) {
  int index = 0;
  for (const auto& value : row) sqlite3_bind_value(query.get(), ++index, value.get());
  run(db, query);
}

Query prepare_insert(const Db& db, const std::string& table, std::size_t columns) {
  std::string marks = "?";
  for (std::size_t i = 1; i < columns; ++i) marks += ",?";
  return prepare(db, ("INSERT INTO " + table + " VALUES (" + marks + ")").c_str());
}

std::int64_t number_in(const Db& db, const char* sql) {
  const auto query = prepare(db, sql);
  require(sqlite3_step(query.get()) == SQLITE_ROW, db.get());
  return sqlite3_column_int64(query.get(), 0);
}

}  // namespace

double import_by_hand(const std::filesystem::path& target, const std::filesystem::path& csv,
                      const std::filesystem::path& from) {
  const auto db = open(target);
  const auto source = open(from);
  auto seq = number_in(db, "SELECT size FROM ledger_head");
  const CopiedRows entries(source, "SELECT * FROM ledger WHERE seq > " + std::to_string(seq));
  const CopiedRows achievements(source, "SELECT * FROM achievement ORDER BY doc");
  const CopiedRows certificates(source, "SELECT * FROM certificate ORDER BY doc");
  const auto words = [&](Kind kind) {
    const auto first = static_cast<std::int64_t>(kind) << 32U;
    return CopiedRows(source, "SELECT rowid, words FROM search WHERE rowid BETWEEN " +
                                  std::to_string(first) + " AND " +
                                  std::to_string(first + 0xFFFF'FFFF) + " ORDER BY rowid");
  };
  const auto words_of_achievements = words(Kind::achievement);
  const auto words_of_certificates = words(Kind::certificate);
  const auto ledger = prepare_insert(db, "ledger", entries[0].size());
  const auto achievement = prepare_insert(db, "achievement", achievements[0].size());
  const auto certificate = prepare_insert(db, "certificate", certificates[0].size());
  const auto search = prepare(db, "INSERT INTO search (rowid, words) VALUES (?, ?)");
  const auto head = prepare(db, "UPDATE ledger_head SET size=?1, root=?2");
  const auto acts_each = entries.size() / achievements.size();

  const Timer timer;
  std::ifstream file(csv, std::ios::binary);
  const auto rows = read_csv(csv.string(), [&](char* to, std::size_t most) {
    file.read(to, static_cast<std::streamsize>(most));
    return static_cast<std::size_t>(file.gcount());
  });
  rows->header();
  execute(db, "BEGIN IMMEDIATE");
  Row row;
  Sha256 leaf;
  for (std::size_t i = 0; rows->next(row); ++i) {
    for (auto j = i * acts_each; j < (i + 1) * acts_each; ++j) {
      auto* const entry = entries[j].back().get();
      leaf = sha256({static_cast<const char*>(sqlite3_value_blob(entry)),
                     static_cast<std::size_t>(sqlite3_value_bytes(entry))});
      insert(db, ledger, entries[j]);
      ++seq;
    }
    insert(db, achievement, achievements[i]);
    insert(db, certificate, certificates[i]);
    insert(db, search, words_of_achievements[i]);
    insert(db, search, words_of_certificates[i]);
  }
  sqlite3_bind_int64(head.get(), 1, seq);
  sqlite3_bind_blob(head.get(), 2, leaf.bytes().data(), static_cast<int>(leaf.bytes().size()),
                    SQLITE_STATIC);
  run(db, head);
  execute(db, "COMMIT");
  return timer.seconds();
}

std::vector<WrittenRows> load_written(const std::filesystem::path& registry, std::int64_t count) {
  const auto db = open(registry);
  const auto query = prepare(
      db,
      "SELECT l.act_id, l.type, l.happened, l.recorded, l.actor, l.entry, p.id, p.number, p.body, "
      "a.id, a.number, a.body, a.name, p.doc FROM ledger AS l "
      "JOIN application AS p ON p.number = json_extract(l.entry, '$.outcome.number') "
      "JOIN achievement AS a ON a.id = p.achievement "
      "WHERE l.type = 'application.file' ORDER BY l.seq LIMIT ?1");
  sqlite3_bind_int64(query.get(), 1, count);
  const auto people = prepare(
      db, "SELECT line, main, person, role FROM contributor WHERE application = ?1 ORDER BY line");
  const auto words = prepare(db, "SELECT words FROM search WHERE rowid = ?1");
  std::vector<WrittenRows> rows;
  while (sqlite3_step(query.get()) == SQLITE_ROW) {
    auto& row = rows.emplace_back(WrittenRows{column(query, 0),
                                              column(query, 1),
                                              column(query, 2),
                                              column(query, 3),
                                              column(query, 4),
                                              column(query, 5),
                                              column(query, 6),
                                              column(query, 7),
                                              column(query, 8),
                                              column(query, 9),
                                              column(query, 10),
                                              column(query, 11),
                                              column(query, 12),
                                              {},
                                              0,
                                              {}});
    blob(people, 1, row.application_id);
    while (sqlite3_step(people.get()) == SQLITE_ROW) {
      row.contributors.push_back({sqlite3_column_int64(people.get(), 0),
                                  sqlite3_column_int64(people.get(), 1), column(people, 2),
                                  column(people, 3)});
    }
    sqlite3_reset(people.get());
    row.search_row = (static_cast<std::int64_t>(Kind::application) << 32U) +
                     sqlite3_column_int64(query.get(), 13);
    sqlite3_bind_int64(words.get(), 1, row.search_row);
    if (sqlite3_step(words.get()) == SQLITE_ROW) row.search_words = column(words, 0);
    sqlite3_reset(words.get());
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

double read_money(const std::filesystem::path& registry, const std::string& transfer_case) {
  const auto db = open(registry);
  const Timer timer;
  const auto found = prepare(db, "SELECT id, body FROM transfer_case WHERE number = ?1");
  text(found, 1, transfer_case);
  if (sqlite3_step(found.get()) != SQLITE_ROW) throw std::runtime_error("there is no such case");
  const auto id = column(found, 0);
  auto parsed = parse_json(view(found, 1)).items.size();
  for (const std::string table : {"contract", "plan", "receipt", "booking", "payment"}) {
    const auto query =
        prepare(db, ("SELECT body FROM " + table + " WHERE transfer_case = ?1").c_str());
    blob(query, 1, id);
    while (sqlite3_step(query.get()) == SQLITE_ROW) {
      parsed += parse_json(view(query, 0)).items.size();
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
