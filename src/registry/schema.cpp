#include "registry/schema.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "kezhuan/core/text.hpp"

namespace kezhuan {

namespace {

/// The tables of schemas/sql/ledger.sql.
constexpr std::array<std::string_view, 5> lasting_tables = {"document", "ledger", "ledger_head",
                                                            "meta", "vault"};

bool is_lasting(std::string_view table) {
  return std::find(lasting_tables.begin(), lasting_tables.end(), table) != lasting_tables.end();
}

/// What the index for searching keeps of its own accord: it comes and goes with the index.
bool is_part_of_index(std::string_view table) {
  constexpr std::array<std::string_view, 5> parts = {"search_config", "search_content",
                                                     "search_data", "search_docsize", "search_idx"};
  return std::find(parts.begin(), parts.end(), table) != parts.end();
}

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

/// Where the quoted text or comment that starts at `from` ends; `from` itself when none does.
std::size_t end_of_span(std::string_view sql, std::size_t from) {
  const auto until = [&](std::string_view end, std::size_t start) {
    const auto found = sql.find(end, start);
    return found == std::string_view::npos ? sql.size() : found + end.size();
  };
  if (sql.compare(from, 2, "--") == 0) return until("\n", from);
  if (sql.compare(from, 2, "/*") == 0) return until("*/", from + 2);
  const char quote = sql[from] == '[' ? ']' : sql[from];
  if (std::string_view("'\"`]").find(quote) == std::string_view::npos) return from;
  return until(std::string_view(&quote, 1), from + 1);
}

StaticText name_of_type(std::string_view type) {
  if (type == "table") return {"数据表", "table"};
  if (type == "index") return {"索引", "index"};
  if (type == "view") return {"视图", "view"};
  return {"触发器", "trigger"};
}

Problem problem_of(const SchemaObject& object, const StaticText& what, bool is_renewable) {
  const auto type = name_of_type(object.type);
  const Text rebuild{
      "先查明是谁改动了文件，再由账册重建（kezhuan migrate --rebuild），原样留有备份。",
      "Find out first who changed the file, then rebuild it from the ledger (kezhuan migrate "
      "--rebuild), which keeps a backup of it as it is."};
  const Text restore{"重建不会触及此表：请从备份恢复。",
                     "Rebuilding does not reach this table: restore a backup."};
  return {{},
          "schema/" + object.type + "/" + object.name,
          {std::string(type.zh) + " " + object.name + " " + std::string(what.zh),
           std::string(type.en) + " " + object.name + " " + std::string(what.en)},
          is_renewable ? rebuild : restore};
}

std::map<std::pair<std::string, std::string>, SchemaObject> by_name(Store& store) {
  std::map<std::pair<std::string, std::string>, SchemaObject> objects;
  for (auto& object : schema_of(store)) {
    std::pair key(object.type, object.name);
    objects.emplace(std::move(key), std::move(object));
  }
  return objects;
}

bool same(const SchemaObject& a, const SchemaObject& b) {
  return a.table == b.table && normal_sql(a.sql) == normal_sql(b.sql);
}

std::string sql_name(std::string_view name) {
  std::string text = "\"";
  for (const char c : name) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + '"';
}

/// Triggers and views go before what they look at.
int drop_order(const SchemaObject& object) {
  return object.type == "trigger" ? 0 : object.type == "view" ? 1 : object.type == "index" ? 2 : 3;
}

}  // namespace

std::vector<SchemaObject> schema_of(Store& store) {
  // What has no text comes with its table; statistics hold nothing of the record.
  auto row = store.statement(
      "SELECT type, name, tbl_name, sql FROM sqlite_schema "
      "WHERE sql IS NOT NULL AND name NOT IN ('sqlite_stat1', 'sqlite_stat4') ORDER BY rowid");
  std::vector<SchemaObject> objects;
  while (row.next()) {
    objects.push_back({std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)),
                       std::string(row.text(3))});
  }
  return objects;
}

std::string normal_sql(std::string_view sql) {
  std::string normal;
  bool is_apart = false;
  for (std::size_t i = 0; i < sql.size();) {
    const auto end = end_of_span(sql, i);
    const bool is_comment = end > i && (sql[i] == '-' || sql[i] == '/');
    if (is_comment || is_space(sql[i])) {
      is_apart = true;
      i = std::max(end, i + 1);
      continue;
    }
    if (is_apart && !normal.empty()) normal += ' ';
    is_apart = false;
    const auto length = std::max<std::size_t>(end - i, 1);
    normal += sql.substr(i, length);
    i += length;
  }
  return normal;
}

std::vector<Problem> compare_schemas(Store& recorded, Store& expected) {
  constexpr StaticText lost{"不见了。", "is missing."};
  constexpr StaticText altered{"的定义被改动。", "is declared otherwise."};
  constexpr StaticText extra{"不属于登记库。", "does not belong to a registry."};
  std::vector<Problem> problems;
  const auto found = by_name(recorded);
  const auto wanted = by_name(expected);
  for (const auto& [key, object] : wanted) {
    const bool is_renewable = object.type != "table" || !is_lasting(object.name);
    const auto here = found.find(key);
    if (here == found.end()) {
      problems.push_back(problem_of(object, lost, is_renewable));
    } else if (!same(here->second, object)) {
      problems.push_back(problem_of(object, altered, is_renewable));
    }
  }
  for (const auto& [key, object] : found) {
    if (!wanted.contains(key)) problems.push_back(problem_of(object, extra, true));
  }
  return problems;
}

void renew_schema(Store& store, Store& expected) {
  const auto wanted = by_name(expected);
  auto objects = schema_of(store);
  std::stable_sort(objects.begin(), objects.end(),
                   [](const auto& a, const auto& b) { return drop_order(a) < drop_order(b); });
  for (const auto& object : objects) {
    if (object.type == "table" && is_lasting(object.name)) continue;
    const auto same_there = wanted.find({object.type, object.name});
    const bool is_right = same_there != wanted.end() && same(object, same_there->second);
    if (is_right && is_lasting(object.table)) continue;
    // An index went with its table.
    store.exec_script("DROP " + object.type + " IF EXISTS " + sql_name(object.name));
  }
  const auto left = by_name(store);
  for (const auto& object : schema_of(expected)) {
    if (is_part_of_index(object.table)) continue;
    if (!left.contains({object.type, object.name})) store.exec_script(object.sql);
  }
}

}  // namespace kezhuan
