#include "registry/impl.hpp"
#include "registry/search_index.hpp"
#include "registry/tables.hpp"

namespace kezhuan {

namespace {

std::string select_rows(const TableSpec& spec) {
  std::string columns = "id, number, body";
  for (const auto column : spec.columns) columns += ", " + std::string(column);
  return "SELECT " + columns + " FROM " + std::string(spec.table) + " ORDER BY id";
}

bool equal_rows(const Statement& a, const Statement& b, std::size_t columns) {
  for (std::size_t i = 0; i < columns; ++i) {
    const auto column = static_cast<int>(i);
    if (a.is_null(column) != b.is_null(column) || a.blob(column) != b.blob(column)) return false;
  }
  return true;
}

Problem row_problem(const TableSpec& spec, const Statement& row, const StaticText& what) {
  const auto kind = name_of(spec.kind);
  const auto number = std::string(row.text(1));
  return {{},
          std::string(spec.table) + "/" + number,
          {std::string(kind.zh) + " " + number + " " + std::string(what.zh),
           std::string(kind.en) + " " + number + " " + std::string(what.en)},
          {"数据表可由账册重建（kezhuan migrate --rebuild）；先查明是谁改动了文件。",
           "Tables can be rebuilt from the ledger (kezhuan migrate --rebuild); find out first who "
           "changed the file."}};
}

void compare_table(const TableSpec& spec, Store& recorded, Store& replayed,
                   std::vector<Problem>& problems) {
  constexpr StaticText altered{"与账册重放的结果不同。",
                               "differs from what the ledger adds up to."};
  constexpr StaticText extra{"在数据表中，账册里没有来由。",
                             "is in the tables, with no act behind it."};
  constexpr StaticText lost{"按账册应有，数据表中没有。",
                            "should be there by the ledger and is not."};
  const auto sql = select_rows(spec);
  const auto columns = spec.columns.size() + 3;
  auto left = recorded.statement(sql);
  auto right = replayed.statement(sql);
  bool has_left = left.next();
  bool has_right = right.next();
  while (has_left || has_right) {
    const int order = !has_left ? 1 : !has_right ? -1 : left.blob(0).compare(right.blob(0));
    if (order < 0) problems.push_back(row_problem(spec, left, extra));
    if (order > 0) problems.push_back(row_problem(spec, right, lost));
    if (order == 0 && !equal_rows(left, right, columns)) {
      problems.push_back(row_problem(spec, left, altered));
    }
    if (order <= 0) has_left = left.next();
    if (order >= 0) has_right = right.next();
  }
}

}  // namespace

bool fits_columns(const LedgerView& row, const Entry& entry) {
  return row.seq == entry.seq && row.act_id == entry.envelope.id &&
         row.type == entry.act.type().name && row.happened == entry.envelope.happened.to_text() &&
         row.recorded == entry.envelope.recorded.to_text() && row.actor == entry.envelope.actor;
}

Problem column_problem(std::uint64_t seq) {
  const auto number = std::to_string(seq);
  return {{},
          "ledger/" + number,
          {"账册第 " + number + " 条的检索列与条目内容不符。",
           "the searchable columns of entry " + number + " differ from the entry."},
          {"条目本身以哈希为准。先查明是谁改动了文件，再按条目重写检索列（kezhuan migrate "
           "--rebuild）。",
           "The hashed entry counts. Find out first who changed the file, then have the columns "
           "rewritten from the entry (kezhuan migrate --rebuild)."}};
}

void rewrite_columns(Store& store, const std::vector<std::uint64_t>& entries) {
  // First out of the way: an id may stand in another entry's row for now, and no two may be equal.
  for (const auto seq : entries) {
    store.statement("UPDATE ledger SET act_id = randomblob(16) WHERE seq = ?").bind(1, seq).run();
  }
  for (const auto seq : entries) {
    const auto entry = read_entry(store.get(seq).entry);
    store
        .statement(
            "UPDATE ledger SET act_id = ?, type = ?, happened = ?, recorded = ?, actor = ? "
            "WHERE seq = ?")
        .bind(1, entry.envelope.id)
        .bind(2, entry.act.type().name)
        .bind(3, entry.envelope.happened.to_text())
        .bind(4, entry.envelope.recorded.to_text())
        .bind(5, entry.envelope.actor)
        .bind(6, seq)
        .run();
  }
}

std::uint64_t replay(Store& from, Store& to, const Progress& progress,
                     const std::function<void(const LedgerView&, Entry&)>& each) {
  SqlState state(to);
  const auto total = from.head().size;
  std::uint64_t done = 0;
  from.for_each(1, total, [&](const LedgerView& row) {
    auto entry = read_entry(row.entry);
    each(row, entry);
    entry.act.evolve(state, entry.envelope, entry.outcome);
    state.trim();
    if (progress && ++done % 1000 == 0) progress(done, total);
  });
  state.flush();
  return total;
}

namespace {

Problem part_problem(const ChildSpec& spec, const std::string& number) {
  const auto kind = name_of(spec.parent);
  return {{},
          std::string(spec.table) + "/" + number,
          {std::string(kind.zh) + " " + number + " 的明细行与账册重放的结果不同。",
           "the rows for the parts of " + std::string(kind.en) + " " + number +
               " differ from what the ledger adds up to."},
          {"数据表可由账册重建（kezhuan migrate --rebuild）；先查明是谁改动了文件。",
           "Tables can be rebuilt from the ledger (kezhuan migrate --rebuild); find out first who "
           "changed the file."}};
}

/// Rows of parts, in the order of their keys; one problem an aggregate.
void compare_parts(const ChildSpec& spec, Store& recorded, Store& replayed,
                   std::vector<Problem>& problems) {
  std::string columns;
  for (const auto column : spec.columns) columns += ", p." + std::string(column);
  const auto parent = std::string(spec.columns.front());
  const auto sql = "SELECT p." + parent + ", p.line, t.number" + columns + " FROM " +
                   std::string(spec.table) + " AS p LEFT JOIN " +
                   std::string(table_spec(spec.parent).table) + " AS t ON t.id = p." + parent +
                   " ORDER BY p." + parent + ", p.line";
  auto left = recorded.statement(sql);
  auto right = replayed.statement(sql);
  bool has_left = left.next();
  bool has_right = right.next();
  std::string said;
  const auto say = [&](const Statement& row) {
    auto number = row.is_null(2) ? row.uuid(0).to_text() : std::string(row.text(2));
    if (number == said) return;
    said = number;
    problems.push_back(part_problem(spec, number));
  };
  while (has_left || has_right) {
    int order = !has_left ? 1 : !has_right ? -1 : left.blob(0).compare(right.blob(0));
    if (order == 0) {
      order = left.integer(1) < right.integer(1) ? -1 : left.integer(1) > right.integer(1) ? 1 : 0;
    }
    if (order < 0) say(left);
    if (order > 0) say(right);
    if (order == 0 && !equal_rows(left, right, spec.columns.size() + 3)) say(left);
    if (order <= 0) has_left = left.next();
    if (order >= 0) has_right = right.next();
  }
}

Problem unreadable_problem(std::string_view table) {
  return {
      {},
      "table/" + std::string(table),
      {"数据表 " + std::string(table) + " 损坏，无法读完。",
       "table " + std::string(table) + " is damaged and cannot be read to its end."},
      {"数据表可由账册重建（kezhuan migrate --rebuild），原样留有备份。",
       "Tables can be rebuilt from the ledger (kezhuan migrate --rebuild), which keeps a backup "
       "of the file as it is."}};
}

/// Not to be read as it should be declared: comparing the schemas says so.
template <class Compare>
void unless_unreadable(std::string_view table, std::vector<Problem>& problems, Compare&& compare) {
  try {
    compare();
  } catch (const Error& error) {
    if (error.code() == ErrorCode::storage) return;
    if (error.code() != ErrorCode::integrity) throw;
    problems.push_back(unreadable_problem(table));
  }
}

}  // namespace

std::vector<Problem> compare_tables(Store& recorded, Store& replayed) {
  std::vector<Problem> problems;
  for (const auto& spec : table_specs()) {
    unless_unreadable(spec.table, problems,
                      [&] { compare_table(spec, recorded, replayed, problems); });
  }
  for (const auto& spec : child_specs()) {
    unless_unreadable(spec.table, problems,
                      [&] { compare_parts(spec, recorded, replayed, problems); });
  }
  compare_search(recorded, replayed, problems);
  return problems;
}

}  // namespace kezhuan
