#include <algorithm>

#include "registry/sqlite/impl.hpp"

namespace kezhuan {

namespace {

constexpr const char* columns = "SELECT seq, act_id, type, happened, recorded, actor, leaf, entry ";
constexpr std::uint64_t progress_step = 1024;
constexpr std::size_t most_problems = 100;

LedgerEntry entry_of(const Statement& row) {
  return {static_cast<std::uint64_t>(row.integer(0)),
          row.uuid(1),
          std::string(row.text(2)),
          std::string(row.text(3)),
          std::string(row.text(4)),
          std::string(row.text(5)),
          std::string(row.text(7)),
          row.sha256(6)};
}

/// Takes in the entries one by one and notes what does not fit.
class Verifier {
 public:
  Verifier(Store& store, const VerifyOptions& options, std::uint64_t expected)
      : store_(store), options_(options), expected_(expected) {
    if (options_.saved && options_.saved->size == 0) compare_saved();
  }

  void take(const Statement& row) {
    const auto seq = static_cast<std::uint64_t>(row.integer(0));
    if (seq != next_) note_gap(seq);
    next_ = seq + 1;
    const auto leaf = leaf_hash(row.text(2), hasher_);
    if (row.blob(1) != bytes_of(leaf)) {
      const auto number = std::to_string(seq);
      const auto about = about_entry(seq);
      note(seq, {"第 " + number + " 条" + (about.empty() ? "" : "（" + about + "）") +
                     "的内容与其哈希不符：内容被改动过",
                 "entry " + number + (about.empty() ? "" : " (" + about + ")") +
                     " does not match its hash: it was changed"});
    }
    frontier_.append(leaf);
    if (options_.saved && options_.saved->size == frontier_.size()) compare_saved();
    if (options_.progress && frontier_.size() % progress_step == 0) {
      options_.progress(frontier_.size(), expected_);
    }
  }

  void note_unreadable(const Error& error) {
    const auto& problem = error.problems().front();
    note(next_, {"从第 " + std::to_string(next_) + " 条起无法读取：" + problem.what.zh,
                 "cannot read from entry " + std::to_string(next_) + " on: " + problem.what.en});
  }

  /// Compares the whole with the ledger's head, unless that cannot be read.
  LedgerReport finish(const std::optional<MerkleFrontier>& head) {
    const auto size = frontier_.size();
    if (options_.saved && options_.saved->size > size) {
      note(size, {"账本只有 " + std::to_string(size) + " 条，少于先前记录的 " +
                      std::to_string(options_.saved->size) + " 条：末尾被截去",
                  "the ledger has " + std::to_string(size) + " entries, fewer than the " +
                      std::to_string(options_.saved->size) + " on record before: its end was cut"});
    }
    if (head && head->size() != size) {
      note(size, {"账本头记为 " + std::to_string(head->size()) + " 条，实有 " +
                      std::to_string(size) + " 条",
                  "the ledger's head says " + std::to_string(head->size()) +
                      " entries, there are " + std::to_string(size)});
    } else if (head && head->peaks() != frontier_.peaks()) {
      note(size, {"由各条重算的根哈希与账本头不符",
                  "the root rebuilt from the entries is not the one in the ledger's head"});
    }
    if (options_.progress) options_.progress(size, expected_);
    return {size, frontier_.root(), std::move(problems_)};
  }

 private:
  /// Empty when nobody can say; the limit on problems limits the look-ups.
  std::string about_entry(std::uint64_t seq) {
    if (!options_.about || problems_.size() > most_problems) return {};
    try {
      const auto entry = store_.find_entry(seq);
      return entry ? options_.about(*entry) : std::string();
    } catch (const Error&) {
      return {};  // its other columns are damaged too
    }
  }

  void note_gap(std::uint64_t seq) {
    const auto first = std::to_string(next_);
    const auto last = std::to_string(seq - 1);
    note(next_, {"缺少第 " + first + " 至 " + last + " 条",
                 "entries " + first + " to " + last + " are missing"});
  }

  void compare_saved() {
    if (frontier_.root() == options_.saved->root) return;
    const auto size = std::to_string(frontier_.size());
    note(frontier_.size(), {"前 " + size + " 条的根哈希与先前记录的不符：此前的记录被改动过",
                            "the root of the first " + size +
                                " entries is not the one on record before: they were changed"});
  }

  void note(std::uint64_t seq, Text what) {
    if (problems_.size() == most_problems) {
      problems_.push_back({{}, {}, {"还有更多问题，未再列出", "there are more, not listed"}, {}});
    }
    if (problems_.size() > most_problems) return;
    problems_.push_back({{}, "ledger/" + std::to_string(seq), std::move(what), restore_remedy()});
  }

  Store& store_;
  const VerifyOptions& options_;
  std::uint64_t expected_;
  std::uint64_t next_ = 1;
  Sha256Hasher hasher_;
  MerkleFrontier frontier_;
  std::vector<Problem> problems_;
};

/// The first thing that a check of the database's own finds, without the line that only says which
/// of several databases it is about.
std::optional<std::string> find_fault(Store& store, const std::string& check) try {
  auto row = store.statement(check);
  if (!row.next() || row.text(0) == "ok") return std::nullopt;
  const auto found = row.text(0);
  const auto first = found.starts_with("***") ? found.find('\n') + 1 : 0;
  return std::string(found.substr(first, found.find('\n', first) - first));
} catch (const Error& error) {
  if (error.code() != ErrorCode::integrity) throw;
  return error.problems().front().what.en;
}

std::vector<std::string> tables_of(Store& store) {
  auto row = store.statement(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND "
      "name NOT LIKE '%''%' ORDER BY name");
  std::vector<std::string> names;
  while (row.next()) names.emplace_back(row.text(0));
  return names;
}

/// Whether all of an index, or of a table itself, can be read. What cannot be asked so is passed.
bool is_readable(Store& store, const std::string& table, const std::string& way) try {
  auto row = store.statement("SELECT count(*) FROM \"" + table + "\" " + way);
  row.next();
  return true;
} catch (const Error& error) {
  return error.code() != ErrorCode::integrity;
}

/// Of a table in which a fault was found the indexes that cannot be read, or that the fault names;
/// none when it is in the table itself.
std::string damaged_indexes(Store& store, const std::string& table, const std::string& fault) {
  std::vector<std::string> names;
  {
    auto row = store.statement(
        "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND "
        "name NOT LIKE '%\"%' ORDER BY name");
    row.bind(1, table);
    while (row.next()) names.emplace_back(row.text(0));
  }
  std::string damaged;
  for (const auto& name : names) {
    const bool is_named = fault.ends_with(" index " + name);
    if (!is_named && is_readable(store, table, "INDEXED BY \"" + name + "\"")) continue;
    damaged += (damaged.empty() ? "" : ", ") + name;
  }
  return is_readable(store, table, "NOT INDEXED") ? damaged : std::string();
}

Text fault_text(const std::string& table, const std::string& indexes, const std::string& fault) {
  if (indexes.empty()) {
    return {"数据表 " + table + " 或其索引的页损坏：" + fault,
            "table " + table + " or an index of it is damaged: " + fault};
  }
  return {"数据表 " + table + " 的索引 " + indexes + " 损坏：" + fault,
          "of table " + table + " the index " + indexes + " is damaged: " + fault};
}

/// What is wrong with a part that cannot be read.
std::optional<Problem> part_problem(const char* place, const StaticText& part,
                                    const std::function<void()>& read) try {
  read();
  return std::nullopt;
} catch (const Error& error) {
  const auto& what = error.problems().front().what;
  return Problem{
      {},
      place,
      {std::string(part.zh) + "损坏：" + what.zh, std::string(part.en) + " is damaged: " + what.en},
      restore_remedy()};
}

/// The entries as far as they can be read, whatever keeps the rest from it.
LedgerReport read_what_is_left(Store& store, const VerifyOptions& options,
                               const std::optional<MerkleFrontier>& head) {
  Verifier verifier(store, options, head ? head->size() : 0);
  try {
    auto row = store.statement("SELECT seq, leaf, entry FROM ledger NOT INDEXED ORDER BY seq");
    while (row.next()) verifier.take(row);
  } catch (const Error& error) {
    verifier.note_unreadable(error);
  }
  return verifier.finish(head);
}

/// Rows that point to one that is not there.
std::vector<Problem> check_references(Store& store) {
  std::vector<Problem> problems;
  auto key = store.statement("PRAGMA foreign_key_check");
  while (problems.size() < most_problems && key.next()) {
    const std::string table(key.text(0)), row(key.text(1)), target(key.text(2));
    problems.push_back({{},
                        "table/" + table,
                        {"数据表 " + table + " 第 " + row + " 行指向的 " + target + " 中没有该行",
                         "row " + row + " of table " + table + " points to none of " + target},
                        restore_remedy()});
  }
  return problems;
}

}  // namespace

Text restore_remedy() {
  return {"请保留此文件备查，并用最近一次核验无误的备份恢复",
          "keep this file for examination and restore the latest backup that verifies"};
}

MerkleFrontier Store::Impl::read_frontier() {
  auto row = statement("SELECT size, peaks, root FROM ledger_head WHERE id = 1");
  if (!row.next()) throw storage_error(SQLITE_CORRUPT, "no ledger head", path);
  auto read = MerkleFrontier::restore(static_cast<std::uint64_t>(row.integer(0)), row.blob(1));
  if (read.root() != row.sha256(2)) {
    throw storage_error(SQLITE_CORRUPT, "the ledger head does not fit its root", path);
  }
  return read;
}

void Store::Impl::write_head() {
  const auto changed =
      statement("UPDATE ledger_head SET size = ?, root = ?, peaks = ? WHERE id = 1")
          .bind(1, frontier.size())
          .bind(2, frontier.root())
          .bind_blob(3, frontier.peaks())
          .run();
  if (changed != 1) throw storage_error(SQLITE_CORRUPT, "no ledger head", path);
}

std::uint64_t Store::append(const LedgerRow& row) {
  impl_->need_write_transaction();
  const auto leaf = leaf_hash(row.entry, impl_->hasher);
  const auto seq = impl_->frontier.size() + 1;
  statement(
      "INSERT INTO ledger (seq, act_id, type, happened, recorded, actor, leaf, entry) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(1, seq)
      .bind(2, row.act_id)
      .bind_view(3, row.type)
      .bind_view(4, row.happened)
      .bind_view(5, row.recorded)
      .bind_view(6, row.actor)
      .bind(7, leaf)
      .bind_view(8, row.entry)
      .run();
  impl_->frontier.append(leaf);
  return seq;
}

std::uint64_t Store::next_seq() const { return impl_->frontier.size() + 1; }

LedgerHead Store::head() {
  const bool writing = impl_->transaction == Transaction::Kind::write;
  const auto frontier = writing ? impl_->frontier : impl_->read_frontier();
  return {frontier.size(), frontier.root()};
}

std::optional<LedgerEntry> Store::find_by_act(const Uuid& act_id) {
  auto row = statement(std::string(columns) + "FROM ledger WHERE act_id = ?");
  row.bind(1, act_id);
  return row.next() ? std::optional(entry_of(row)) : std::nullopt;
}

std::optional<LedgerEntry> Store::find_entry(std::uint64_t seq) {
  auto row = statement(std::string(columns) + "FROM ledger WHERE seq = ?");
  row.bind(1, seq);
  return row.next() ? std::optional(entry_of(row)) : std::nullopt;
}

LedgerEntry Store::get(std::uint64_t seq) {
  if (auto entry = find_entry(seq)) return *std::move(entry);
  const auto number = std::to_string(seq);
  throw Error(ErrorCode::not_found,
              {"账本中没有第 " + number + " 条", "there is no entry " + number + " in the ledger"},
              {"请核对序号", "check the number"});
}

void Store::for_each(std::uint64_t from, std::uint64_t to,
                     const std::function<void(const LedgerView&)>& callback) {
  auto row = statement(std::string(columns) + "FROM ledger WHERE seq BETWEEN ? AND ? ORDER BY seq");
  // Nobody's ledger reaches 2^63, but "to the end" may be asked for as the largest number.
  constexpr auto most = static_cast<std::uint64_t>(INT64_MAX);
  row.bind(1, std::min(from, most)).bind(2, std::min(to, most));
  LedgerView view;
  while (row.next()) {
    view.seq = static_cast<std::uint64_t>(row.integer(0));
    view.act_id = row.uuid(1);
    view.type = row.text(2);
    view.happened = row.text(3);
    view.recorded = row.text(4);
    view.actor = row.text(5);
    view.leaf = row.sha256(6);
    view.entry = row.text(7);
    callback(view);
  }
}

LedgerReport Store::verify_ledger(const VerifyOptions& options) {
  const StillView snapshot(*this);
  const bool writing = impl_->transaction == Transaction::Kind::write;
  const auto head = writing ? impl_->frontier : impl_->read_frontier();
  Verifier verifier(*this, options, head.size());
  try {
    auto row = statement("SELECT seq, leaf, entry FROM ledger ORDER BY seq");
    while (row.next()) verifier.take(row);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::integrity) throw;
    verifier.note_unreadable(error);
  }
  return verifier.finish(head);
}

LedgerReport Store::examine(const VerifyOptions& options) {
  impl_->exec("BEGIN");  // one view of it all, which ends with the connection
  std::vector<Problem> parts;
  const auto look = [&](const char* place, const StaticText& part, const auto& read) {
    if (const auto problem = part_problem(place, part, read)) parts.push_back(*problem);
  };
  const bool is_marked = impl_->value_of("PRAGMA application_id") == std::to_string(application_id);
  std::uint64_t known = 0;
  look("sqlite_schema", {"数据表的声明", "the declaration of the tables"}, [&] {
    auto row = statement("SELECT type, name, tbl_name, sql FROM sqlite_schema");
    while (row.next()) known += row.text(1) == "ledger" || row.text(1) == "vault" ? 1U : 0U;
  });
  if (!is_marked && known == 0) throw storage_error(SQLITE_NOTADB, "", impl_->path);
  look("header", {"文件头中登记库的标记", "the mark of a registry in the head of the file"}, [&] {
    if (!is_marked) throw storage_error(SQLITE_CORRUPT, "application_id", impl_->path);
  });
  std::optional<MerkleFrontier> head;
  look("table/ledger_head",
       {"账本头（条数与根哈希）", "the head of the ledger (how many entries, and their root)"},
       [&] { head = impl_->read_frontier(); });
  look("table/meta", {"设置表（数据表的版本）", "the table of settings (version of the tables)"},
       [&] {
         auto row = statement("SELECT key, value FROM meta NOT INDEXED");
         while (row.next()) {
         }
       });
  auto report = read_what_is_left(*this, options, head);
  report.problems.insert(report.problems.begin(), std::make_move_iterator(parts.begin()),
                         std::make_move_iterator(parts.end()));
  return report;
}

Sha256 Store::root_at(std::uint64_t size) {
  const StillView snapshot(*this);
  if (size > head().size) static_cast<void>(get(size));
  MerkleFrontier frontier;
  auto row = statement("SELECT leaf FROM ledger WHERE seq <= ? ORDER BY seq");
  row.bind(1, size);
  while (row.next()) frontier.append(row.sha256(0));
  return frontier.root();
}

std::vector<Problem> Store::check_database() {
  const StillView snapshot(*this);
  std::vector<Problem> problems;
  const auto note = [&](std::string place, Text what) {
    problems.push_back({{}, std::move(place), std::move(what), restore_remedy()});
  };
  if (!find_fault(*this, "PRAGMA integrity_check(1)")) return check_references(*this);
  // Asked table by table it says what is concerned; as a whole it names pages by their numbers.
  for (const auto& table : tables_of(*this)) {
    const auto fault = find_fault(*this, "PRAGMA integrity_check('" + table + "')");
    if (!fault) continue;
    note("table/" + table, fault_text(table, damaged_indexes(*this, table, *fault), *fault));
  }
  if (problems.empty()) {
    const auto fault = find_fault(*this, "PRAGMA integrity_check(1)").value_or("");
    note("database", {"登记库文件的页损坏，但不在任何数据表中：" + fault,
                      "pages of the file that belong to no table are damaged: " + fault});
  }
  return problems;
}

}  // namespace kezhuan
