#pragma once

#include <future>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include "kezhuan/registry/merkle.hpp"
#include "registry/sqlite/store.hpp"

namespace kezhuan {

/// "KZHN" in the file header tells a registry from any other database.
inline constexpr std::int64_t application_id = 0x4B5A484E;

/// Some exceptions have no extended code.
inline Error storage_error(const SQLite::Exception& error, const std::filesystem::path& path) {
  const auto extended = error.getExtendedErrorCode();
  return storage_error(extended < 0 ? error.getErrorCode() : extended, error.what(), path);
}

struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
// SQLite::Statement has no text binding with a length and copies a shared pointer for every
// column read, so statements are held directly.
using StatementPointer = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// Sleeps for a random part of a millisecond, so that waiting writers neither starve nor march
/// in step, until `limit` has been waited. Where the whole machine stood still, so did the holder
/// of the lock: of one sleep no more than a moment counts.
class Waiter {
 public:
  explicit Waiter(std::chrono::milliseconds limit)
      : limit_(limit), random_(std::random_device{}()) {}
  void attach(sqlite3* database);
  /// Sets how long to wait from now on, and returns how long it was.
  std::chrono::milliseconds set_limit(std::chrono::milliseconds limit) {
    return std::exchange(limit_, limit);
  }

 private:
  static int on_busy(void* self, int count);

  std::chrono::milliseconds limit_;
  std::chrono::steady_clock::duration waited_{};
  std::minstd_rand random_;
};

struct HashText {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};
/// Prepared statements not in use, by their SQL.
using SpareStatements =
    std::unordered_map<std::string, std::vector<StatementPointer>, HashText, std::equal_to<>>;

struct Store::Impl {
  Impl(const std::filesystem::path& file, const std::string& name, int flags,
       std::chrono::milliseconds wait);

  std::filesystem::path path;
  bool read_only = false;
  Waiter waiter;
  SQLite::Database database;
  SpareStatements spare;  // declared after the database, so that they go first

  std::optional<Transaction::Kind> transaction;
  MerkleFrontier frontier;  // of the running write transaction
  Sha256Hasher hasher;
  std::uint64_t committed_size = 0;
  bool scrub_due = false;
  std::string erasure_mark;       // the value under `erasure_due_key` that this connection knows of
  std::shared_future<void> work;  // on a second thread; the last of the data, so it ends first

  /// Sets the connection's options.
  void set_up();
  /// Takes nothing of a damaged file for granted, and writes nothing.
  void set_up_examination();
  /// Looks before anything is written, so that a foreign database stays as it is.
  /// @throws Error integrity, migration
  void check_format();

  sqlite3* handle() { return database.getHandle(); }
  /// @throws Error unless `code` is a success
  void check(int code);
  [[noreturn]] void fail(int code);
  void exec(const std::string& sql);
  std::string value_of(const std::string& sql);
  Statement statement(std::string_view sql);
  void need_write_transaction() const;
  /// Waits for it. @throws what it threw
  void finish_work();

  MerkleFrontier read_frontier();
  void write_head();
  /// Clears the write-ahead log, and with it what was erased; then forgets that it was due.
  void truncate_log();
  /// Takes up an erasure that an earlier connection could not finish, without waiting for anybody.
  void resume_erasure();
};

struct Statement::Handle {
  Store::Impl* owner;
  std::vector<StatementPointer>* home;  // where the statement goes when it is spare again
  StatementPointer statement;
};

/// Makes the connection take the file for data: triggers do not run, views and expressions that
/// somebody put into it can reach nothing outside.
void distrust(sqlite3* database);

/// Error storage: something stands at `path` already.
Error exists_error(const std::filesystem::path& path);
Error opened_read_only_error(const std::filesystem::path& path);
/// Error storage: somebody has a file open that is wanted alone; names them.
Error not_alone_error(const std::filesystem::path& path);

/// Refuses a path that the database library would not take. @throws Error storage
void refuse_long(const std::filesystem::path& path);

/// Refuses `path` for a new registry when it is too long, or when it, or the log of one that stood
/// there, exists: the database library would take such a log for the new file's own.
void refuse_existing(const std::filesystem::path& path);

/// Removes what the database library keeps beside a file that is given up.
class SideFiles {
 public:
  explicit SideFiles(std::filesystem::path path) : path_(std::move(path)) {}
  SideFiles(const SideFiles&) = delete;
  SideFiles& operator=(const SideFiles&) = delete;
  ~SideFiles();

 private:
  std::filesystem::path path_;
};

/// The running transaction, or else a read transaction of its own.
class StillView {
 public:
  explicit StillView(Store& store) {
    if (!store.in_transaction()) own_.emplace(store, Transaction::Kind::read);
  }

 private:
  std::optional<Transaction> own_;
};

inline std::string_view bytes_of(const Uuid& id) {
  return {reinterpret_cast<const char*>(id.bytes().data()), id.bytes().size()};
}
inline std::string_view bytes_of(const Sha256& hash) {
  return {reinterpret_cast<const char*>(hash.bytes().data()), hash.bytes().size()};
}

}  // namespace kezhuan
