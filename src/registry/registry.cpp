#include "kezhuan/registry/registry.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <stdexcept>

#include <unistd.h>

#include "core/resources.hpp"
#include "core/scan.hpp"
#include "registry/case_rows.hpp"
#include "registry/impl.hpp"
#include "registry/schema.hpp"
#include "registry/tables.hpp"

namespace kezhuan {

namespace {

constexpr std::string_view version_key = "tables_version";

/// Anything but a smaller number, or none at all, is taken for what a newer program wrote.
bool is_older(const std::optional<std::string>& version) {
  if (!version) return true;
  int number = 0;
  const auto* end = version->data() + version->size();
  const auto [read_to, failed] = std::from_chars(version->data(), end, number);
  return failed == std::errc{} && read_to == end && number < std::stoi(std::string(tables_version));
}

Error other_version(const std::filesystem::path& path, const std::optional<std::string>& version) {
  const Text migrate{"备份并由账册重建：kezhuan migrate。",
                     "Back up and rebuild from the ledger: `kezhuan migrate`."};
  const Text update{"文件由更新的程序写成：请更新本程序；文件未作任何改动。",
                    "A newer program wrote it: update this one. The file was not touched."};
  return {
      ErrorCode::migration,
      {"登记库 " + path.string() + " 的数据表是另一版本（" + version.value_or("无") +
           "，本程序为 " + std::string(tables_version) + "）。",
       "the tables of " + path.string() + " are of another version (" + version.value_or("none") +
           ", this program's is " + std::string(tables_version) + ")."},
      is_older(version) ? migrate : update};
}

Store open_store(const std::filesystem::path& path, OpenMode mode) {
  auto store = Store::open(path, mode);
  const auto version = store.find_meta(version_key);
  if (version != tables_version) throw other_version(path, version);
  return store;
}

StoredDocument document_of(const Policy& policy) {
  return {policy.hash(), "policy", policy.id(), policy.version(), policy.canonical_json()};
}

Submission adoption_of(const Policy& policy, const Date& happened) {
  AdoptPolicy act;
  act.policy = policy.id();
  act.policy_version = policy.version();
  act.hash = policy.hash();
  act.effective_from = policy.effective_from();
  return {{}, happened, {}, {}, AnyAct::of(std::move(act))};
}

/// What declares all that is rebuilt from the ledger.
const std::string& row_tables() {
  static const auto sql =
      std::string(resource("sql/tables.sql")) + "\n" + std::string(resource("sql/views.sql"));
  return sql;
}

/// Judges anew the cases of which something fell due since they were judged.
void refresh_outdated(Workbench& bench) {
  const auto cases = outdated_cases(bench.store, bench.today());
  if (cases.empty()) return;
  Transaction transaction(bench.store);
  SqlState state(bench.store);
  write_case_rows(bench, state, cases);
  transaction.commit();
}

/// A registry of its own in the temporary folder, removed with the object.
class ScratchFile {
 public:
  ScratchFile()
      : folder_(std::filesystem::temp_directory_path() /
                ("kezhuan-" + std::to_string(::getpid()) + "-" +
                 SystemIdSource(clock_).next().to_text())) {
    std::filesystem::create_directories(folder_);
  }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  ~ScratchFile() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  std::filesystem::path path() const { return folder_ / "replay.kz"; }

 private:
  SystemClock clock_;
  std::filesystem::path folder_;
};

/// Removes a file on destruction unless it is to be kept.
class Discard {
 public:
  explicit Discard(std::filesystem::path file) : file_(std::move(file)) {}
  Discard(const Discard&) = delete;
  Discard& operator=(const Discard&) = delete;
  ~Discard() {
    std::error_code ignored;
    if (!file_.empty()) std::filesystem::remove(file_, ignored);
  }
  void keep() { file_.clear(); }

 private:
  std::filesystem::path file_;
};

void append(std::vector<Problem>& problems, std::vector<Problem> more) {
  problems.insert(problems.end(), std::make_move_iterator(more.begin()),
                  std::make_move_iterator(more.end()));
}

/// What stands in a damaged file may be no text, and is told in what is wrong with it.
void make_readable(Problem& problem) {
  for (auto* text : {&problem.place, &problem.what.zh, &problem.what.en, &problem.remedy.zh,
                     &problem.remedy.en}) {
    *text = readable(*text);
  }
}

/// "person.register, 2026-03-02, P-1", from the searchable columns and what can be made out of the
/// entry's own text, which may be damaged.
std::string about_entry(const LedgerEntry& entry) {
  auto text = readable(entry.type) + ", " + readable(entry.happened);
  constexpr std::string_view mark = "\"number\":\"";
  const auto outcome = entry.entry.find("\"outcome\":");
  const auto at = outcome == std::string::npos ? outcome : entry.entry.find(mark, outcome);
  if (at == std::string::npos) return text;
  const auto from = at + mark.size();
  return text + ", " + shortened(entry.entry.substr(from, entry.entry.find('"', from) - from));
}

/// "of entry 5 (person.register, 2026-03-02, P-1) "
Text about(const LedgerEntry& entry) {
  const auto seq = std::to_string(entry.seq);
  const auto what = about_entry(entry);
  return {"账册第 " + seq + " 条（" + what + "）的", "of entry " + seq + " (" + what + ") "};
}

/// By its place in the ledger, which needs no index.
Text about_seq(Store& store, std::uint64_t seq) try {
  const auto entry = store.find_entry(seq);
  return entry ? about(*entry) : Text{};
} catch (const Error&) {
  return {"账册第 " + std::to_string(seq) + " 条的", "of entry " + std::to_string(seq) + " "};
}

/// Empty when no such act can be read. Looked for in the table where the index does not lead to it.
Text about_act(Store& store, const Uuid& act) try {
  auto row = store.statement("SELECT seq FROM ledger NOT INDEXED WHERE act_id = ?");
  row.bind(1, act);
  return row.next() ? about_seq(store, static_cast<std::uint64_t>(row.integer(0))) : Text{};
} catch (const Error&) {
  return {};
}

/// Reads the vault row by row, without an index, which may be damaged; where a page cannot be read,
/// the rest from the end. What is missing then was on that page.
void walk_vault(Store& store, const std::function<void(const Statement&)>& take) {
  std::optional<std::int64_t> last;
  for (const bool is_forward : {true, false}) {
    try {
      auto row =
          store.statement(std::string("SELECT rowid, commitment, salt, value, act_id, erased_on "
                                      "FROM vault NOT INDEXED ORDER BY rowid") +
                          (is_forward ? "" : " DESC"));
      while (row.next()) {
        if (!is_forward && last && row.integer(0) <= *last) return;
        if (is_forward) last = row.integer(0);
        take(row);
      }
      if (is_forward) return;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::integrity) throw;
    }
  }
}

/// The commitment that fits a row's value and salt.
Sha256 sealed(const Statement& row) {
  Salt salt{};
  const auto bytes = row.blob(2);
  std::copy_n(bytes.begin(), std::min(bytes.size(), salt.size()),
              reinterpret_cast<char*>(salt.data()));
  return seal(row.text(3), salt);
}

bool fits_commitment(const Statement& row) { return sealed(row) == row.sha256(1); }

/// The vault against itself and against the ledger: every commitment of an act, erased if an act
/// did so.
class VaultAudit {
 public:
  void add(std::uint64_t seq, Entry& entry) {
    entry.act.visit_personal([&](Personal& personal) {
      if (!personal.commitment) return;
      auto& due = due_.try_emplace(*personal.commitment).first->second;
      due.act = entry.envelope.id;
      due.seq = seq;
    });
    for (const auto& commitment : entry.outcome.erased) {
      due_[commitment].erased_on = entry.envelope.happened.to_text();
    }
  }

  std::vector<Problem> compare_all(Store& store) {
    walk_vault(store, [&](const Statement& row) { compare(store, row); });
    for (const auto& [commitment, due] : due_) {
      if (due.is_seen) continue;
      note(commitment.to_text(), about_seq(store, due.seq),
           {"整行不见了，或无法读取", "is missing altogether or cannot be read"});
    }
    return std::move(problems_);
  }

  /// When the ledger is broken, and does not tell what the vault should hold.
  std::vector<Problem> check_values(Store& store) {
    walk_vault(store, [&](const Statement& row) {
      if (has_commitment(row) && (row.is_null(3) || fits_commitment(row))) return;
      note(place_of(row), about_owner(store, row), altered);
    });
    return std::move(problems_);
  }

 private:
  static constexpr StaticText altered{"与账册中的承诺值不符",
                                      "does not match its commitment in the ledger"};

  struct Due {
    Uuid act = {};  ///< the one that brought the value
    std::uint64_t seq = 0;
    std::string erased_on;  ///< empty unless an act erased it
    bool is_seen = false;
  };

  void compare(Store& store, const Statement& row) {
    auto found = has_commitment(row) ? due_.find(row.sha256(1)) : due_.end();
    const bool is_known = found != due_.end();
    if (!is_known && !row.is_null(3)) found = due_.find(sealed(row));
    if (found == due_.end()) {
      note(place_of(row), about_owner(store, row), {"账册里没有来由", "has no act behind it"});
      return;
    }
    auto& due = found->second;
    due.is_seen = true;
    const auto say = [&](const StaticText& what) {
      note(found->first.to_text(), about_seq(store, due.seq), what);
    };
    if (!is_known) say({"存放时所记的承诺值被改动", "is kept under an altered commitment"});
    if (row.blob(4).size() != Uuid::Bytes{}.size() || row.uuid(4) != due.act) {
      say({"记在了别的业务动作名下", "is kept under another act's id"});
    }
    const bool is_erased = !due.erased_on.empty();
    if (is_erased != row.is_null(3)) {
      say(is_erased ? StaticText{"已有删除动作，却仍在库中", "was erased by an act and is there"}
                    : StaticText{"没有删除动作，却已不在", "is gone without an act of erasure"});
    } else if (is_erased && row.text(5) != due.erased_on) {
      say({"的删除日期与删除动作不符", "has another day of erasure than the act"});
    } else if (is_known && !is_erased && !fits_commitment(row)) {
      say(altered);
    }
  }

  /// A damaged row may have bytes that are none.
  static bool has_commitment(const Statement& row) {
    return row.blob(1).size() == Sha256::Bytes{}.size();
  }
  static std::string place_of(const Statement& row) {
    return has_commitment(row) ? row.sha256(1).to_text() : std::to_string(row.integer(0));
  }

  static Text about_owner(Store& store, const Statement& row) {
    return row.blob(4).size() == Uuid::Bytes{}.size() ? about_act(store, row.uuid(4)) : Text{};
  }

  void note(const std::string& place, const Text& about, const StaticText& what) {
    problems_.push_back(
        {{},
         "vault/" + place,
         {about.zh + "一项个人信息" + std::string(what.zh) + "。",
          "a personal value " + about.en + std::string(what.en) + "."},
         {"个人信息表被改动；请从备份恢复。", "The vault was altered; restore a backup."}});
  }

  std::map<Sha256, Due> due_;
  std::vector<Problem> problems_;
};

/// The keys of two tables that are rebuilt from nothing, each with an index by which it is found.
struct KeyIndex {
  std::string_view table, column, index;

  bool is_ledger() const { return table == "ledger"; }
  std::string place() const { return "table/" + std::string(table); }
  /// Row, what names it, the act, the key.
  std::string select_rows() const {
    return "SELECT rowid, " + std::string(is_ledger() ? "leaf" : "commitment") + ", act_id, " +
           std::string(column) + " FROM " + std::string(table) + " NOT INDEXED ORDER BY rowid";
  }
  std::string select_by_key() const {
    return "SELECT 1 FROM " + std::string(table) + " INDEXED BY " + std::string(index) + " WHERE " +
           std::string(column) + " = ? AND rowid = ?";
  }
};

constexpr std::array<KeyIndex, 3> key_indexes = {
    {{"vault", "commitment", "sqlite_autoindex_vault_1"},
     {"vault", "act_id", "vault_by_act"},
     {"ledger", "act_id", "sqlite_autoindex_ledger_1"}}};
constexpr std::size_t most_unfound = 100;

/// A row to which its index no longer leads.
Problem unfound_problem(Store& store, const KeyIndex& key, const Statement& row) {
  const bool is_entry = key.is_ledger();
  const std::string index(key.index);
  const auto seq = row.integer(0);
  const auto whose = is_entry ? about_seq(store, static_cast<std::uint64_t>(seq))
                     : row.blob(2).size() == Uuid::Bytes{}.size() ? about_act(store, row.uuid(2))
                                                                  : Text{};
  const bool is_hash = row.blob(1).size() == Sha256::Bytes{}.size();
  return {{},
          std::string(key.table) + "/" +
              (is_entry || !is_hash ? std::to_string(seq) : row.sha256(1).to_text()),
          {whose.zh + (is_entry ? "业务动作编号" : "一项个人信息") + "仍在表中，但按索引 " + index +
               " 找不到。",
           (is_entry ? "the act's id " : "a personal value ") + whose.en +
               "is still in the table, but not found by the index " + index + "."},
          {}};
}

/// Named one by one: nothing is lost, but who asks by the index does not find it.
std::vector<Problem> look_up_by_index(Store& store, const KeyIndex& key) {
  std::vector<Problem> problems;
  auto find = store.statement(key.select_by_key());
  const auto is_found = [&](const Statement& row) {
    try {
      const bool found = find.bind_blob(1, row.blob(3)).bind(2, row.integer(0)).next();
      find.reset();
      return found;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::integrity) throw;
      return false;
    }
  };
  auto row = store.statement(key.select_rows());
  while (row.next()) {
    if (is_found(row)) continue;
    if (problems.size() == most_unfound) {
      problems.push_back({{}, {}, {"还有更多，未再列出。", "there are more, not listed."}, {}});
      break;
    }
    problems.push_back(unfound_problem(store, key, row));
  }
  return problems;
}

/// Where a table of values or acts, or an index of it, is damaged: which of them are not found.
std::vector<Problem> verify_indexes(Store& store, const std::vector<Problem>& found) {
  std::vector<Problem> problems;
  for (const auto& key : key_indexes) {
    const bool is_concerned = std::any_of(
        found.begin(), found.end(), [&](const auto& each) { return each.place == key.place(); });
    if (!is_concerned) continue;
    try {
      append(problems, look_up_by_index(store, key));
    } catch (const Error& error) {
      // No such index, which comparing the schemas says, or a table that cannot be read.
      if (error.code() != ErrorCode::storage && error.code() != ErrorCode::integrity) throw;
    }
  }
  return problems;
}

/// What the file says of itself beside the acts: the version of its tables, and how it is hashed.
std::vector<Problem> verify_settings(Store& store) {
  std::vector<Problem> problems;
  const auto note = [&](std::string place, const std::string& found, const StaticText& expected) {
    problems.push_back({{},
                        std::move(place),
                        {"登记库自身的设置被改动：现为“" + found + "”，" + std::string(expected.zh),
                         "the registry's own setting was altered: it is '" + found + "', " +
                             std::string(expected.en)},
                        {"请从备份恢复。", "Restore a backup."}});
  };
  auto head = store.statement("SELECT hash_algorithm FROM ledger_head WHERE id = 1");
  if (head.next() && head.text(0) != "sha-256") {
    note("ledger_head/hash_algorithm", std::string(head.text(0)),
         {"应为“sha-256”。", "and should be 'sha-256'."});
  }
  auto meta = store.statement("SELECT key, value FROM meta NOT INDEXED ORDER BY key");
  while (meta.next()) {
    if (meta.text(0) == version_key || meta.text(0) == erasure_due_key) continue;
    note("meta/" + std::string(meta.text(0)), std::string(meta.text(1)),
         {"本程序不认识此项。", "and this program knows no such setting."});
  }
  return problems;
}

Text rebuild_remedy() {
  return {"账册、个人信息与政策文本完好：可由账册重建（kezhuan migrate --rebuild），原样留有备份。",
          "The ledger, the personal values and the policies are whole: rebuild the file from them "
          "(kezhuan migrate --rebuild), which keeps a backup of it as it is."};
}

/// The rows of cases, as far as they can be read and judged.
std::vector<Problem> verify_cases(Workbench& bench, Store& rebuilt) {
  const Transaction still(rebuilt, Transaction::Kind::read);
  try {
    return compare_case_rows(bench, SqlState(rebuilt));
  } catch (const Error& error) {
    if (error.code() != ErrorCode::storage && error.code() != ErrorCode::integrity) throw;
    const auto& what = error.problems().front().what;
    return {{{},
             "table/link_state",
             {"各项目的环节与期限无法逐行核对：" + what.zh,
              "the links and deadlines of cases cannot be compared row by row: " + what.en},
             rebuild_remedy()}};
  }
}

std::uint64_t verify_replay(Workbench& bench, const VerifyRequest& request,
                            std::vector<Problem>& problems) {
  auto& store = bench.store;
  const ScratchFile scratch;
  auto rebuilt = Store::create(scratch.path(), row_tables());
  append(problems, compare_schemas(store, rebuilt));
  append(problems, verify_settings(store));
  Transaction transaction(rebuilt);
  const auto count =
      replay(store, rebuilt, request.progress, [&](const LedgerView& row, const Entry& entry) {
        if (!fits_columns(row, entry)) problems.push_back(column_problem(row.seq));
      });
  transaction.commit();
  append(problems, compare_tables(store, rebuilt));
  append(problems, verify_cases(bench, rebuilt));
  return count;
}

/// Each personal value against its commitment and, the ledger being sound, against the entries
/// that bring or erase one.
std::vector<Problem> verify_vault(Store& store, bool is_sound) {
  VaultAudit vault;
  if (!is_sound) return vault.check_values(store);
  auto entries = store.statement(
      "SELECT seq, entry FROM ledger WHERE instr(entry, '\"commitment\":\"') > 0 "
      "OR instr(entry, '\"erased\":[') > 0 ORDER BY seq");
  while (entries.next()) {
    auto entry = read_entry(entries.text(1));
    vault.add(static_cast<std::uint64_t>(entries.integer(0)), entry);
  }
  return vault.compare_all(store);
}

/// None when the settings cannot be read: comparing the tables with the ledger will say so.
std::vector<AdoptedPolicy> adopted_policies(Store& store) {
  try {
    return SqlState(store).settings().policies;
  } catch (const Error&) {
    return {};
  }
}

std::vector<Problem> verify_documents(Store& store) {
  std::vector<Problem> problems;
  for (const auto& document : store.documents("policy")) {
    if (sha256(document.body) == document.hash) continue;
    problems.push_back(
        {{},
         "document/" + document.id + "@" + document.version,
         {"采用的政策文本与其哈希不符。", "an adopted policy does not match its hash."},
         {"文本被改动；请从备份恢复。", "It was altered; restore a backup."}});
  }
  for (const auto& policy : adopted_policies(store)) {
    const auto document = store.find_document(policy.hash);
    if (document && (document->kind != "policy" || document->id != policy.id ||
                     document->version != policy.version)) {
      problems.push_back(
          {{},
           "document/" + document->id + "@" + document->version,
           {"采用的政策 " + policy.id + " " + policy.version + " 存放的名目不符。",
            "adopted policy " + policy.id + " " + policy.version + " is kept under another name."},
           {"名目被改动；请从备份恢复。", "It was altered; restore a backup."}});
    }
    if (document) continue;
    problems.push_back({{},
                        "document/" + policy.id + "@" + policy.version,
                        {"采用的政策文本不见了。", "the text of an adopted policy is missing."},
                        {"请从备份恢复。", "Restore a backup."}});
  }
  return problems;
}

std::vector<Problem> verify_evidence(Store& store, const EvidenceStore& files,
                                     const Progress& progress, std::uint64_t& count) {
  auto problems = files.verify_all(progress);
  std::optional<Statement> rows;
  try {
    rows.emplace(store.statement("SELECT number, sha256 FROM evidence ORDER BY number"));
  } catch (const Error&) {
    return problems;  // no such table: comparing with the ledger will say so
  }
  auto& statement = *rows;
  const auto damaged = problems.size();
  while (statement.next()) {
    ++count;
    const auto number = std::string(statement.text(0));
    const auto hash = statement.sha256(1);
    if (damaged > 0) {
      const auto path = files.path_of(hash).string();
      for (std::size_t i = 0; i < damaged; ++i) {
        if (problems[i].place != path) continue;
        problems[i].what.zh += "（佐证材料 " + number + "）";
        problems[i].what.en += " (evidence " + number + ")";
      }
    }
    if (files.has(hash)) continue;
    problems.push_back(
        {"REG-07",
         "evidence/" + number,
         {"佐证材料 " + number + " 的文件不见了。",
          "the file of evidence " + number + " is missing."},
         {"请从备份的佐证文件夹补回。", "Put it back from a backup's evidence folder."}});
  }
  return problems;
}

/// What is rebuilt from nothing, read without indexes, which may be damaged. The columns for
/// searching the ledger come from its entries, which are hashed.
void copy_lasting(Store& from, Store& to) {
  auto entries = from.statement("SELECT entry FROM ledger NOT INDEXED ORDER BY seq");
  while (entries.next()) {
    const auto entry = read_entry(entries.text(0));
    const auto happened = entry.envelope.happened.to_text();
    const auto recorded = entry.envelope.recorded.to_text();
    to.append({entry.envelope.id, entry.act.type().name, happened, recorded, entry.envelope.actor,
               entries.text(0)});
  }
  auto keep = to.statement(
      "INSERT INTO vault (commitment, salt, value, act_id, erased_on) VALUES (?, ?, ?, ?, ?)");
  walk_vault(from, [&](const Statement& value) {
    keep.bind_blob(1, value.blob(1)).bind_blob(4, value.blob(4));
    if (value.is_null(3)) {
      keep.bind(2, nullptr).bind(3, nullptr).bind(5, value.text(5));
    } else {
      keep.bind_blob(2, value.blob(2)).bind(3, value.text(3)).bind(5, nullptr);
    }
    keep.run();
  });
  auto document = from.statement(
      "SELECT hash, kind, id, version, body FROM document NOT INDEXED ORDER BY rowid");
  while (document.next()) {
    to.put_document({document.sha256(0), std::string(document.text(1)),
                     std::string(document.text(2)), std::string(document.text(3)),
                     std::string(document.text(4))});
  }
}

/// Builds a new file from what is rebuilt from nothing, looks whether all of that is whole, and
/// puts it in the place of the damaged one. Beside the registry: it holds personal values.
void rebuild_anew(Workbench& bench, const std::filesystem::path& beside, const Progress& progress) {
  const Discard file(beside);
  Workbench fresh(Store::create(beside, row_tables()), bench.environment);
  auto& store = fresh.store;
  try {
    Transaction transaction(store);
    copy_lasting(bench.store, store);
    replay(store, store, progress, [](const LedgerView&, const Entry&) {});
    SqlState state(store);
    write_all_case_rows(fresh, state);
    store.put_meta(version_key, tables_version);
    transaction.commit();
  } catch (const Error& error) {
    // Two rows under one key: only damage makes them.
    if (error.code() == ErrorCode::conflict) throw Error(ErrorCode::integrity, error.problems());
    throw;
  }
  auto problems = verify_vault(store, true);
  append(problems, verify_documents(store));
  append(problems, store.check_database());
  if (!problems.empty()) throw Error(ErrorCode::integrity, std::move(problems));
  bench.store.replace_with(store);
}

/// Backup beside the file, drop, replay. `version` is what the file had when it was looked at.
std::filesystem::path rebuild_tables(Workbench& bench, const std::optional<std::string>& version,
                                     const Progress& progress) {
  auto& store = bench.store;
  const auto stamp = std::to_string(bench.environment.clock->now().milliseconds());
  std::filesystem::path backup = store.path().string() + ".before-migration-" + stamp;
  const bool is_damaged = !store.check_database().empty();
  if (is_damaged) store.keep_to_itself();
  // Which verifies the ledger that is built on below; damage elsewhere is kept as it is.
  store.backup_to(backup, {{}, progress, about_entry}, {}, CopyCheck::ledger);
  Discard backup_unless_done(backup);
  if (is_damaged) {
    rebuild_anew(bench, store.path().string() + ".rebuilt-" + stamp, progress);
    backup_unless_done.keep();
    return backup;
  }
  const ScratchFile scratch;
  auto expected = Store::create(scratch.path(), row_tables());
  std::vector<std::uint64_t> altered;
  Transaction transaction(store);
  if (store.find_meta(version_key) != version) {  // another process was quicker
    backup_unless_done.keep();
    return backup;
  }
  renew_schema(store, expected);
  replay(store, store, progress, [&](const LedgerView& row, const Entry& entry) {
    if (!fits_columns(row, entry)) altered.push_back(row.seq);
  });
  rewrite_columns(store, altered);
  SqlState state(store);
  write_all_case_rows(bench, state);
  store.put_meta(version_key, tables_version);
  transaction.commit();
  backup_unless_done.keep();
  return backup;
}

/// What one look finds; if it stops at a damaged page, that too, so that the others go on. In a
/// file without all its tables a look may stop as `also`.
template <class Look>
std::vector<Problem> look_at(const char* place, const StaticText& what, Look&& look,
                             ErrorCode also = ErrorCode::integrity) try {
  return look();
} catch (const Error& error) {
  if (error.code() != ErrorCode::integrity && error.code() != also) throw;
  const auto& reason = error.problems().front();
  return {{{},
           place,
           {std::string(what.zh) + "无法读完：" + reason.what.zh,
            std::string(what.en) + " cannot be read to its end: " + reason.what.en},
           restore_remedy()}};
}

/// What is rebuilt from nothing, besides the ledger.
std::vector<Problem> look_at_lasting(Store& store, bool is_sound,
                                     ErrorCode also = ErrorCode::integrity) {
  auto problems = look_at(
      "table/vault", {"个人信息表", "the vault"}, [&] { return verify_vault(store, is_sound); },
      also);
  append(problems, look_at(
                       "table/document", {"政策文本表", "the table of documents"},
                       [&] { return verify_documents(store); }, also));
  return problems;
}

std::vector<Problem> look_at_evidence(Store& store, const EvidenceStore& files,
                                      const Progress& progress, std::uint64_t& evidence_files,
                                      ErrorCode also = ErrorCode::integrity) {
  return look_at(
      "table/evidence", {"佐证材料表", "the table of evidence"},
      [&] { return verify_evidence(store, files, progress, evidence_files); }, also);
}

/// Everything but the ledger's own hashes and the replay.
/// @param is_sound  the ledger is: a broken one does not tell what the vault should hold
std::vector<Problem> verify_deeply(Store& store, const EvidenceStore& files, bool is_sound,
                                   const Progress& progress, std::uint64_t& evidence_files) {
  auto problems = look_at("database", {"登记库文件", "the file of the registry"},
                          [&] { return store.check_database(); });
  auto lasting = look_at_lasting(store, is_sound);
  auto evidence = look_at_evidence(store, files, progress, evidence_files);
  if (is_sound && lasting.empty()) {
    for (auto& problem : problems) problem.remedy = rebuild_remedy();
    for (auto& problem : evidence) {
      if (problem.place == "table/evidence") problem.remedy = rebuild_remedy();
    }
  }
  append(problems, verify_indexes(store, problems));
  append(problems, std::move(lasting));
  append(problems, std::move(evidence));
  return problems;
}

/// The same, as far as it can be done without knowing what the vault should hold.
std::vector<Problem> examine_deeply(Store& store, const std::filesystem::path& path,
                                    const VerifyRequest& request, VerifyReport& report) {
  constexpr auto also = ErrorCode::storage;
  auto problems = look_at_lasting(store, false, also);
  append(problems, look_at_evidence(store, EvidenceStore(path), request.progress,
                                    report.evidence_files, also));
  return problems;
}

/// What of a copy `restore` would refuse, its ledger and pages aside, which `Store` looked at:
/// documents and vault are read where they were copied from, in the same snapshot, the evidence
/// where it was copied to.
void require_whole(Store& store, const EvidenceStore& copies, const Progress& progress) {
  std::uint64_t evidence_files = 0;
  auto problems = verify_documents(store);
  append(problems, verify_vault(store, true));
  append(problems, verify_evidence(store, copies, progress, evidence_files));
  if (problems.empty()) return;
  problems.insert(
      problems.begin(),
      {{},
       store.path().string(),
       {"登记库有下列损坏，没有复制。", "It is damaged as listed below, and was not copied."},
       {"先逐条修复（范围见 kezhuan verify --replay）；要把现状留作备查的，在没有程序使用时把登记库"
        "连同 -wal 文件和 .files 文件夹一起复制。",
        "Mend it first (`kezhuan verify --replay` shows how far it goes); to keep it as it is for "
        "examination, copy the file with its -wal file and .files folder while no program uses "
        "it."}});
  throw Error(ErrorCode::integrity, std::move(problems));
}

/// The registry first, then the evidence: so every file its acts name is copied. The registry has
/// its name when all is there and whole. Both or neither.
LedgerMark copy_with_evidence(Store& store, const EvidenceStore& files,
                              const std::filesystem::path& target, const Progress& progress) {
  const EvidenceStore copies(target);
  const bool had_folder = std::filesystem::exists(copies.directory());
  try {
    const auto head = store.backup_to(target, {{}, progress, about_entry}, [&] {
      files.copy_all_to(copies, progress);
      require_whole(store, copies, progress);
    });
    return {head.size, head.root};
  } catch (...) {
    std::error_code ignored;
    if (!had_folder) std::filesystem::remove_all(copies.directory(), ignored);
    throw;
  }
}

VerifyOptions verify_options(const VerifyRequest& request) {
  VerifyOptions options;
  if (request.saved) options.saved = LedgerHead{request.saved->size, request.saved->root};
  options.progress = request.progress;
  options.about = about_entry;
  return options;
}

/// What keeps the file from being opened, and that this is not mended by rebuilding.
Problem unopened_problem(const Error& reason, const LedgerReport& ledger, bool is_sound) {
  const auto& what = reason.problems().front().what;
  const auto count = std::to_string(ledger.entries);
  return {{},
          "database",
          {what.zh +
               (is_sound ? "：因此打不开；账册 " + count + " 条仍可读出，条条与其哈希相符"
                         : "：因此打不开；账册读出 " + count + " 条，其损坏见下") +
               "。",
           what.en + (is_sound ? ", so that it does not open; the " + count +
                                     " entries of its ledger can be read, and each fits its hash."
                               : ", so that it does not open; of its ledger " + count +
                                     " entries can be read, and what is damaged is named below.")},
          {"由账册重建（kezhuan migrate --rebuild）修复不了这样的损坏：请保留此文件备查，并用最近"
           "一次核验无误的备份恢复；条数与根哈希可与此前记下的比对。",
           "Rebuilding (kezhuan migrate --rebuild) does not mend such damage: keep this file for "
           "examination and restore the latest backup that verifies; size and root may be compared "
           "with those noted earlier."}};
}

/// Of a file that is too damaged to open. @throws `reason` when it is no registry at all
VerifyReport examine(const std::filesystem::path& path, const VerifyRequest& request,
                     const Error& reason) try {
  auto store = Store::open(path, OpenMode::examine);
  auto ledger = store.examine(verify_options(request));
  const bool is_sound =
      std::none_of(ledger.problems.begin(), ledger.problems.end(),
                   [](const Problem& problem) { return problem.place.starts_with("ledger/"); });
  VerifyReport report;
  report.mark = {ledger.entries, ledger.root};
  report.problems = {unopened_problem(reason, ledger, is_sound)};
  append(report.problems, std::move(ledger.problems));
  if (request.deep) append(report.problems, examine_deeply(store, path, request, report));
  for (auto& problem : report.problems) make_readable(problem);
  return report;
} catch (const Error& error) {
  if (error.code() != ErrorCode::integrity) throw;
  throw reason;
}

}  // namespace

Registry::Registry(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Registry::Registry(Registry&&) noexcept = default;
Registry& Registry::operator=(Registry&&) noexcept = default;
Registry::~Registry() = default;

Registry Registry::create(const std::filesystem::path& path, const FoundRegistry& founding,
                          const Policy& policy, const std::string& actor,
                          const Environment& environment) {
  require_good_actor(actor, {});
  auto store = Store::create(path, row_tables(), [&](Store empty) {
    Workbench bench(std::move(empty), environment);
    bench.actor = actor;
    Transaction transaction(bench.store);
    SqlState state(bench.store);
    Recorder recorder(bench, state);
    recorder.use(policy);
    bench.store.put_meta(version_key, tables_version);
    bench.store.put_document(document_of(policy));
    recorder.record({{}, bench.today(), {}, {}, AnyAct::of(founding)});
    recorder.record(adoption_of(policy, bench.today()));
    state.flush();
    transaction.commit();
  });
  auto impl = std::make_unique<Impl>(std::move(store), environment);
  impl->actor = actor;
  return Registry(std::move(impl));
}

Registry Registry::open(const std::filesystem::path& path, Access access,
                        const Environment& environment) {
  const auto mode = access == Access::read_only ? OpenMode::read_only : OpenMode::read_write;
  auto impl = std::make_unique<Impl>(open_store(path, mode), environment);
  if (access == Access::read_write) refresh_outdated(*impl);
  return Registry(std::move(impl));
}

std::optional<std::filesystem::path> Registry::migrate(const std::filesystem::path& path,
                                                       const Environment& environment,
                                                       const Progress& progress) {
  Workbench bench(Store::open(path), environment);
  const auto version = bench.store.find_meta(version_key);
  if (version == tables_version) return std::nullopt;
  if (!is_older(version)) throw other_version(path, version);
  return rebuild_tables(bench, version, progress);
}

std::filesystem::path Registry::rebuild(const std::filesystem::path& path,
                                        const Environment& environment, const Progress& progress) {
  Workbench bench(open_store(path, OpenMode::read_write), environment);
  return rebuild_tables(bench, std::string(tables_version), progress);
}

LedgerMark Registry::restore(const std::filesystem::path& backup,
                             const std::filesystem::path& target, const Progress& progress) {
  auto store = Store::open(backup, OpenMode::read_only);
  const EvidenceStore files(backup);
  auto problems = store.verify_ledger({{}, progress, about_entry}).problems;
  std::uint64_t evidence_files = 0;
  if (problems.empty()) problems = verify_deeply(store, files, true, progress, evidence_files);
  if (!problems.empty()) throw Error(ErrorCode::integrity, std::move(problems));
  return copy_with_evidence(store, files, target, progress);
}

const std::filesystem::path& Registry::path() const { return impl_->store.path(); }

void Registry::act_as(std::string actor, std::optional<std::string> role) {
  require_good_actor(actor, role);
  impl_->actor = std::move(actor);
  impl_->role = std::move(role);
}

Snapshot Registry::read() const {
  // a file of its own, so that this registry can go on recording while the snapshot stands still
  return Snapshot(std::make_unique<Snapshot::Impl>(open_store(path(), OpenMode::read_only),
                                                   impl_->environment));
}

Decision Registry::check(const Submission& submission) const {
  auto snapshot = read();
  auto& bench = snapshot.impl_->bench;
  bench.actor = impl_->actor;
  bench.role = impl_->role;
  return Recorder(bench, snapshot.impl_->state).check(submission);
}

Recorded Registry::record(const Submission& submission) {
  auto one = batch();
  auto recorded = one.record(submission);
  one.commit();
  return recorded;
}

Batch Registry::batch() { return Batch(std::make_unique<Batch::Impl>(*impl_)); }

Recorded Registry::adopt(const Policy& policy, const Date& happened) {
  auto one = batch();
  impl_->store.put_document(document_of(policy));
  auto recorded = one.record(adoption_of(policy, happened));
  one.commit();
  return recorded;
}

Sha256 Registry::keep_file(const std::filesystem::path& file) { return impl_->files.put(file); }

bool Registry::is_erasure_pending() const { return impl_->store.is_scrub_due(); }

VerifyReport Registry::verify_file(const std::filesystem::path& path, const VerifyRequest& request,
                                   const Environment& environment) {
  try {
    return open(path, Access::read_only, environment).verify(request);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::integrity) throw;
    return examine(path, request, error);
  }
}

VerifyReport Registry::verify(const VerifyRequest& request) const {
  VerifyReport report;
  Workbench bench(Store::open(path(), OpenMode::read_only), impl_->environment);
  auto& store = bench.store;
  const Transaction snapshot(store, Transaction::Kind::read);
  auto ledger = store.verify_ledger(verify_options(request));
  report.mark = {ledger.entries, ledger.root};
  report.problems = std::move(ledger.problems);
  const bool is_sound = report.problems.empty();
  if (request.deep) {
    append(report.problems,
           verify_deeply(store, impl_->files, is_sound, request.progress, report.evidence_files));
  }
  // a broken ledger has nothing sound to replay
  if (request.replay && is_sound) {
    report.replayed = verify_replay(bench, request, report.problems);
  }
  for (auto& problem : report.problems) make_readable(problem);
  return report;
}

LedgerMark Registry::backup(const std::filesystem::path& target, const Progress& progress) const {
  return copy_with_evidence(impl_->store, impl_->files, target, progress);
}

Batch::Batch(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Batch::Batch(Batch&&) noexcept = default;
Batch::~Batch() = default;

Recorded Batch::record(const Submission& submission) {
  try {
    return impl_->recorder.record(submission);
  } catch (...) {
    impl_->has_failed = true;
    throw;
  }
}

Decision Batch::check(const Submission& submission) { return impl_->recorder.check(submission); }

void Batch::Impl::write_cases() {
  state.flush();
  write_case_rows(bench, state, touched_cases(bench.store, state));
  state.forget_touched();
}

void Batch::mark() {
  constexpr std::size_t many = 10'000;  // what is touched is held in memory
  const bool had_failed = std::exchange(impl_->has_failed, true);
  impl_->state.forget_mark();
  if (impl_->state.touched().size() > many) impl_->write_cases();
  impl_->state.mark(impl_->transaction);
  impl_->has_failed = had_failed;
}

void Batch::roll_back() {
  impl_->state.roll_back();
  impl_->has_failed = false;
}

std::uint64_t Batch::next_seq() const { return impl_->state.next_seq(); }

const State& Batch::state() const { return impl_->state; }

std::optional<RecordedBefore> Batch::find(const Uuid& act) const {
  const auto entry = impl_->state.find_by_act(act);
  if (!entry) return std::nullopt;
  return RecordedBefore{entry->seq, Date::parse(entry->happened)};
}

void Batch::commit() {
  if (impl_->has_failed) throw std::logic_error("kezhuan: a batch committed after a failure");
  impl_->state.forget_mark();
  impl_->write_cases();
  impl_->transaction.commit();
}

}  // namespace kezhuan
