#include "registry/search_index.hpp"

#include <algorithm>
#include <set>

#include "registry/search_words.hpp"
#include "registry/tables.hpp"

namespace kezhuan {

namespace {

struct IndexRow {
  std::int64_t row = 0;
  std::string words;
  bool is_new = true;
};

/// By kind, built once: the place of an aggregate in its table, and its words so far.
const std::string& known_sql(Kind kind) {
  static const auto all = [] {
    std::vector<std::string> sql;
    for (const auto& spec : table_specs()) {
      sql.push_back("SELECT ?2 + t.doc, s.words FROM " + std::string(spec.table) +
                    " AS t LEFT JOIN search AS s ON s.rowid = ?2 + t.doc WHERE t.id = ?1");
    }
    return sql;
  }();
  return all.at(static_cast<std::size_t>(kind) - 1);
}

void write_rows(Store& store, std::vector<IndexRow> rows) {
  // The index takes rows in ascending order; each step back makes it write what it holds.
  std::sort(rows.begin(), rows.end(),
            [](const IndexRow& a, const IndexRow& b) { return a.row < b.row; });
  auto insert = store.statement("INSERT INTO search (rowid, words) VALUES (?1, ?2)");
  auto update = store.statement("UPDATE search SET words = ?2 WHERE rowid = ?1");
  for (const auto& row : rows) {
    (row.is_new ? insert : update).bind(1, row.row).bind_view(2, row.words).run();
  }
}

/// The number of what stands at a place in the index; the place itself when nothing does.
std::string number_at(Store& store, std::int64_t row) {
  const auto kind = kind_of_search_row(row);
  for (const auto& spec : table_specs()) {
    if (spec.kind != kind || kind == Kind::settings) continue;
    auto found =
        store.statement("SELECT number FROM " + std::string(spec.table) + " WHERE doc = ?1");
    found.bind(1, row - first_search_row(kind));
    if (found.next()) return std::string(to_code(kind)) + "/" + std::string(found.text(0));
  }
  return std::to_string(row);
}

Problem search_problem(const std::string& place) {
  return {{},
          "search/" + place,
          {"检索索引中的 " + place + " 与账册重放的结果不同。",
           "the index finds " + place + " by other words than the ledger adds up to."},
          {"索引可由账册重建（kezhuan migrate --rebuild）；先查明是谁改动了文件。",
           "The index can be rebuilt from the ledger (kezhuan migrate --rebuild); find out first "
           "who changed the file."}};
}

Problem unreadable_problem() {
  return {
      {},
      "search",
      {"检索索引损坏，无法读取。", "the index for searching is damaged and cannot be read."},
      {"索引可由账册重建（kezhuan migrate --rebuild）；重建不了的，请从备份恢复。",
       "The index can be rebuilt from the ledger (kezhuan migrate --rebuild); where that fails, "
       "restore a backup."}};
}

/// A walk through the index in an order of its own.
struct Walk {
  const char* sql;
  std::string_view columns;  ///< what each is compared as: 'i' integer, 't' text
  int row;                   ///< the column that says where in the index it is
};

int order_of(const Statement& a, const Statement& b, std::string_view columns) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto column = static_cast<int>(i);
    const auto text = a.blob(column).compare(b.blob(column));
    const auto left = a.integer(column);
    const auto right = b.integer(column);
    const auto order = columns[i] == 't' ? text : left < right ? -1 : left > right ? 1 : 0;
    if (order != 0) return order;
  }
  return 0;
}

void compare(const Walk& walk, Store& recorded, Store& replayed,
             std::set<std::int64_t>& differing) {
  auto left = recorded.statement(walk.sql);
  auto right = replayed.statement(walk.sql);
  bool has_left = left.next();
  bool has_right = right.next();
  while (has_left || has_right) {
    const int order = !has_left ? 1 : !has_right ? -1 : order_of(left, right, walk.columns);
    if (order < 0) differing.insert(left.integer(walk.row));
    if (order > 0) differing.insert(right.integer(walk.row));
    if (order <= 0) has_left = left.next();
    if (order >= 0) has_right = right.next();
  }
}

/// Walking through the index in order passes over what leads a search to a word: each word is
/// searched for as well. Unlike FTS5's own check this needs no right to write.
void search_each_word(Store& recorded, Store& replayed, std::set<std::int64_t>& differing) {
  auto words = replayed.statement(
      "SELECT term, count(DISTINCT doc), min(doc) FROM search_term GROUP BY term ORDER BY term");
  auto search = recorded.statement("SELECT count(*) FROM search WHERE search MATCH ?1");
  while (words.next()) {
    search.bind(1, "\"" + std::string(words.text(0)) + "\"");
    if (!search.next() || search.integer(0) != words.integer(1)) differing.insert(words.integer(2));
    search.reset();
  }
}

}  // namespace

void write_search_rows(Store& store, const std::vector<AggregateKey>& written,
                       const StoredValues& values) {
  std::vector<IndexRow> rows;
  for (const auto& key : written) {
    auto words = search_words(key.kind, values.at(key).value.get());
    if (words.empty()) continue;
    auto known = store.statement(known_sql(key.kind));
    known.bind(1, key.id).bind(2, first_search_row(key.kind));
    if (!known.next() || (!known.is_null(1) && known.text(1) == words)) continue;
    rows.push_back({known.integer(0), std::move(words), known.is_null(1)});
  }
  write_rows(store, std::move(rows));
}

void compare_search(Store& recorded, Store& replayed, std::vector<Problem>& problems) {
  std::set<std::int64_t> differing;
  try {
    compare({"SELECT rowid, words FROM search ORDER BY rowid", "it", 0}, recorded, replayed,
            differing);
    // What is looked through is not that text but the places of its words.
    compare({"SELECT term, doc, \"offset\" FROM search_term", "tii", 1}, recorded, replayed,
            differing);
    if (differing.empty()) search_each_word(recorded, replayed, differing);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::storage && error.code() != ErrorCode::integrity) throw;
    problems.push_back(unreadable_problem());
  }
  for (const auto row : differing) problems.push_back(search_problem(number_at(recorded, row)));
}

}  // namespace kezhuan
