#pragma once

#include <array>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/core/date.hpp"
#include "kezhuan/core/error.hpp"
#include "kezhuan/core/ids.hpp"
#include "kezhuan/core/progress.hpp"
#include "kezhuan/core/sha256.hpp"
#include "kezhuan/registry/merkle.hpp"

namespace kezhuan {

// The registry file: an append-only ledger with its hash tree, the vault, adopted documents,
// settings, and whatever row tables the registry makes beside them. It stores bytes and knows
// nothing of what an act means. Only src/registry/sqlite sees the database library.
//
// Errors, everywhere in this header, beside those named:
//   storage    locked beyond the waiting limit, read-only, disk full, cannot be opened
//   integrity  not a registry, damaged
//   conflict   a unique or foreign key refused the row
//   migration  written by a newer format
// std::logic_error is a caller's mistake: a nested transaction, a write outside one.
//
// Threads: one Store per thread, `work` excepted. Any number of Stores, in any number of processes,
// may be open on one file; one writes at a time, the others wait, and readers never wait.

/// `examine` reads what can be read of a file that is too damaged to open: `Store::examine`.
enum class OpenMode { read_only, read_write, examine };

struct OpenOptions {
  /// How long to wait for other writers before giving up. House default, no legal source.
  std::chrono::milliseconds wait = std::chrono::seconds(30);
};

/// One entry to append. The views need to live only during the call.
struct LedgerRow {
  Uuid act_id;
  std::string_view type;
  std::string_view happened;
  std::string_view recorded;
  std::string_view actor;
  std::string_view entry;  ///< canonical JSON; these bytes are hashed
};

/// One entry while it is streamed; the views end with the callback.
struct LedgerView : LedgerRow {
  std::uint64_t seq = 0;
  Sha256 leaf;
};

/// One entry, owned.
struct LedgerEntry {
  std::uint64_t seq = 0;
  Uuid act_id;
  std::string type, happened, recorded, actor, entry;
  Sha256 leaf;
};

/// Size and root of the ledger: what is printed on an edition and compared later.
struct LedgerHead {
  std::uint64_t size = 0;
  Sha256 root;
  bool operator==(const LedgerHead&) const = default;
};

struct LedgerReport {
  std::uint64_t entries = 0;
  Sha256 root;                    ///< rebuilt from the entries
  std::vector<Problem> problems;  ///< empty when whole; `place` is "ledger/<seq>"
};

/// What helps where what is hashed was damaged.
Text restore_remedy();

struct VerifyOptions {
  /// A head printed or kept earlier; shows a cut tail that the file itself cannot.
  std::optional<LedgerHead> saved;
  Progress progress;  ///< of entries
  /// Says what an entry is about, as far as it can be made out of one that was changed.
  std::function<std::string(const LedgerEntry&)> about = {};
};

/// A personal value. After erasure `salt` and `value` are empty and `erased_on` is set.
struct VaultItem {
  Sha256 commitment;
  Uuid act_id;
  std::string salt, value, erased_on;
};

/// A policy or calendar as canonical JSON under its hash.
struct StoredDocument {
  Sha256 hash;
  std::string kind, id, version, body;
};

/// In `meta` from an erasure until the write-ahead log was cleared of what was erased.
inline constexpr std::string_view erasure_due_key = "erasure_due";

/// What of a copy is looked at before it has its name: everything, or the ledger alone when a
/// damaged file is kept as it is.
enum class CopyCheck { everything, ledger };

using Salt = std::array<std::uint8_t, 16>;

/// The commitment to a personal value: SHA-256(salt || value).
Sha256 seal(std::string_view value, const Salt& salt);

/// A prepared statement, borrowed from the Store's cache and given back on destruction.
///
/// Indexes of parameters count from 1, those of columns from 0, as in SQL. Must not outlive its
/// Store. What `text` and `blob` return lives until the next `next`, `run` or `reset`.
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  Statement& bind(int index, std::string_view text);
  /// A template, because 0 would otherwise also mean NULL.
  template <std::integral T>
  Statement& bind(int index, T value) {
    return bind_integer(index, static_cast<std::int64_t>(value));
  }
  Statement& bind(int index, const Uuid& id);
  Statement& bind(int index, const Sha256& hash);
  Statement& bind(int index, std::nullptr_t);
  Statement& bind_blob(int index, std::string_view bytes);
  /// As `bind`, without a copy: `text` must live until the next `run` or `reset`.
  Statement& bind_view(int index, std::string_view text);
  template <class T>
  Statement& bind(int index, const std::optional<T>& value) {
    return value ? bind(index, *value) : bind(index, nullptr);
  }

  /// Steps to the next row; false when there is none, and then the statement is reset.
  bool next();
  /// Runs a statement that gives no rows, resets it and returns how many rows it changed.
  std::int64_t run();
  /// Makes it ready to run again. What was bound stays bound.
  void reset();

  std::string_view text(int column) const;  ///< empty for NULL
  std::string_view blob(int column) const;  ///< empty for NULL
  std::int64_t integer(int column) const;   ///< 0 for NULL
  bool is_null(int column) const;
  Uuid uuid(int column) const;      ///< @throws Error integrity  not 16 bytes
  Sha256 sha256(int column) const;  ///< @throws Error integrity  not 32 bytes

 private:
  friend class Store;
  struct Handle;
  Statement& bind_integer(int index, std::int64_t value);
  explicit Statement(std::unique_ptr<Handle> handle);
  std::unique_ptr<Handle> handle_;
};

/// One open registry file. Movable.
class Store {
 public:
  /// The format this code writes. Older ones are the registry's to migrate.
  static constexpr int format_version = 1;

  /// Makes a new registry with an empty ledger, runs `more_sql` in it (the row tables) and lets
  /// `fill` write the first of it. The file appears complete, with all that, or not at all.
  /// @throws Error storage  something already stands at `path`; network file system
  static Store create(const std::filesystem::path& path, std::string_view more_sql = {},
                      const std::function<void(Store)>& fill = {}, const OpenOptions& options = {});

  /// Opens an existing registry. Read-only needs no write access to the file or its directory,
  /// changes no byte of it and leaves nothing beside it that was not there.
  /// @throws Error storage  absent, a directory, on a network file system (for writing)
  static Store open(const std::filesystem::path& path, OpenMode mode = OpenMode::read_write,
                    const OpenOptions& options = {});

  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  const std::filesystem::path& path() const;
  bool is_read_only() const;
  bool in_transaction() const;

  // Ledger. Appending needs a write transaction.

  /// Appends and returns the entry's `seq`, counted from 1.
  /// @throws Error conflict  the act id is on record already
  std::uint64_t append(const LedgerRow& row);
  LedgerHead head();
  /// The `seq` the next append will give; in a write transaction.
  std::uint64_t next_seq() const;
  std::optional<LedgerEntry> find_by_act(const Uuid& act_id);
  std::optional<LedgerEntry> find_entry(std::uint64_t seq);
  /// @throws Error not_found
  LedgerEntry get(std::uint64_t seq);
  /// Streams the entries `from`..`to` (both included) in order, in constant memory.
  void for_each(std::uint64_t from, std::uint64_t to,
                const std::function<void(const LedgerView&)>& callback);

  /// Hashes every entry again, rebuilds the root and compares both with what is stored.
  LedgerReport verify_ledger(const VerifyOptions& options = {});
  /// The same of a file opened to `examine`, with the parts that keep it from being opened before
  /// what is wrong with the entries. Without a head to compare them with, when that is damaged.
  /// @throws Error integrity  nothing in it says that it is a registry
  LedgerReport examine(const VerifyOptions& options = {});
  /// Root of the first `size` entries, from the stored leaves.
  /// @throws Error not_found  there are fewer entries
  Sha256 root_at(std::uint64_t size);
  /// The database's own checks: pages, indexes, constraints, foreign keys. `place` is
  /// "table/<name>", or "database" for what belongs to no table.
  std::vector<Problem> check_database();

  // Vault. Writing needs a write transaction.

  /// Keeps a value under its commitment, which is returned. The same twice is kept once.
  Sha256 put_personal(std::string_view value, const Salt& salt, const Uuid& act_id);
  std::optional<VaultItem> find_personal(const Sha256& commitment);
  /// Removes value and salt for good; commit then clears them from the write-ahead log too.
  /// False when nothing is kept under `commitment` or it was erased before.
  bool erase_personal(const Sha256& commitment, const Date& on);
  /// True while another reader keeps erased values alive in the write-ahead log. Every commit
  /// tries again, and so do the next Store to open the file for writing and the last to close it.
  bool is_scrub_due() const;

  // Documents and settings. Writing needs a write transaction.

  /// Keeps a document; the same hash twice is kept once.
  void put_document(const StoredDocument& document);
  std::optional<StoredDocument> find_document(const Sha256& hash);
  std::vector<StoredDocument> documents(std::string_view kind);
  void put_meta(std::string_view key, std::string_view value);
  std::optional<std::string> find_meta(std::string_view key);

  // Row tables, which the registry defines.

  /// A statement from the cache; prepared on first use.
  Statement statement(std::string_view sql);
  /// Runs several statements that give no rows.
  void exec_script(std::string_view sql);

  /// Has `work` done on a second thread, with this connection. Any other use of this Store waits
  /// until it is done and throws what it threw, again and again until the transaction ends. In a
  /// write transaction, while no Statement is borrowed.
  void work(std::function<void(Store&)> work);

  /// Copies a snapshot to `path`, one plain file, complete or not at all, and verifies the copy.
  /// Writers go on meanwhile. `before` is called when the copy is verified and before it has its
  /// name; if it throws, there is none. Returns the head of the copy. Of the `options` progress
  /// and what an entry is about count.
  /// @throws Error storage    something already stands at `path`
  /// @throws Error integrity  the copy does not verify; nothing is left at `path`
  LedgerHead backup_to(const std::filesystem::path& path, const VerifyOptions& options = {},
                       const std::function<void()>& before = {},
                       CopyCheck check = CopyCheck::everything);

  /// Keeps every other program out until this Store ends.
  /// @throws Error storage  another has the file open
  void keep_to_itself();
  /// Puts the content of `fresh` in the place of all there is, page by page, in one transaction:
  /// whatever the old pages say. Outside a transaction.
  void replace_with(Store& fresh);

 private:
  friend class Transaction;
  friend class Statement;
  struct Impl;

  /// The connection, shared with nobody but the work under way.
  class Connection {
   public:
    Connection(std::shared_ptr<Impl> impl, bool waits) : impl_(std::move(impl)), waits_(waits) {}
    /// Once no work is under way. @throws what it threw
    Impl* operator->() const;

   private:
    std::shared_ptr<Impl> impl_;
    bool waits_;
  };

  explicit Store(Connection connection);
  Connection impl_;
};

/// All or nothing. Without `commit` everything done since is undone.
///
/// `write` keeps other writers out from the start; `read` shows one unchanging snapshot.
class Transaction {
 public:
  enum class Kind { read, write };

  explicit Transaction(Store& store, Kind kind = Kind::write);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

  /// Durable when it returns. After an exception nothing was written.
  void commit();

  /// From here on what is written can be taken back by itself; forgets an earlier mark.
  void mark();
  /// Undoes what was written since `mark`, which stays.
  void roll_back();

 private:
  Store::Impl* impl_;
  bool has_mark_ = false;
  MerkleFrontier marked_;
};

/// Name of a network file system by the `f_type` of statfs(2), or nothing for a local one.
std::optional<std::string_view> network_file_system_name(long f_type);

/// The Error for a result code of the database library: the one place that words them.
/// `code` may be an extended code.
Error storage_error(int code, std::string_view detail, const std::filesystem::path& path);

}  // namespace kezhuan
