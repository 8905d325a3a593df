#include "registry/impl.hpp"
#include "registry/tables.hpp"

namespace kezhuan {

namespace {

void check_columns(const LedgerView& row, const Entry& entry, std::vector<Problem>& problems) {
  const bool same =
      row.seq == entry.seq && row.act_id == entry.envelope.id &&
      row.type == entry.act.type().name && row.happened == entry.envelope.happened.to_text() &&
      row.recorded == entry.envelope.recorded.to_text() && row.actor == entry.envelope.actor;
  if (same) return;
  problems.push_back(
      {{},
       "ledger/" + std::to_string(row.seq),
       {"账册第 " + std::to_string(row.seq) + " 条的检索列与条目内容不符。",
        "the searchable columns of entry " + std::to_string(row.seq) + " differ from the entry."},
       {"条目本身以哈希为准；检索列可能被改动，请从备份核对。",
        "The hashed entry counts; the columns may have been altered: compare a backup."}});
}

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

std::uint64_t replay(Store& from, Store& to,
                     const std::function<void(std::uint64_t, std::uint64_t)>& progress,
                     std::vector<Problem>& problems, const std::function<void(Entry&)>& each) {
  SqlState state(to);
  const auto total = from.head().size;
  std::uint64_t done = 0;
  from.for_each(1, total, [&](const LedgerView& row) {
    auto entry = read_entry(row.entry);
    check_columns(row, entry, problems);
    if (each) each(entry);
    entry.act.evolve(state, entry.envelope, entry.outcome);
    state.trim();
    if (progress && ++done % 1000 == 0) progress(done, total);
  });
  state.flush();
  return total;
}

std::vector<Problem> compare_tables(Store& recorded, Store& replayed) {
  std::vector<Problem> problems;
  for (const auto& spec : table_specs()) compare_table(spec, recorded, replayed, problems);
  return problems;
}

}  // namespace kezhuan
