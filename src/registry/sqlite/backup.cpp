#include <SQLiteCpp/Backup.h>

#include "registry/durable_file.hpp"
#include "registry/sqlite/impl.hpp"

namespace kezhuan {

namespace {

namespace fs = std::filesystem;

constexpr int pages_a_step = 1024;

/// @param target  what a failure is told of: the name the copy is made for
void copy_pages(SQLite::Database& from, const fs::path& to, const fs::path& target,
                const Progress& progress) try {
  SQLite::Database copy(to.string(), SQLITE_OPEN_READWRITE);
  distrust(copy.getHandle());
  copy.exec("PRAGMA synchronous = OFF");  // the whole file is made durable before it is named
  {
    SQLite::Backup backup(copy, from);
    while (backup.executeStep(pages_a_step) != SQLITE_DONE) {
      if (!progress) continue;
      const auto total = static_cast<std::uint64_t>(backup.getTotalPageCount());
      progress(total - static_cast<std::uint64_t>(backup.getRemainingPageCount()), total);
    }
  }
  copy.exec("PRAGMA journal_mode = DELETE");  // one plain file, readable where nothing is writable
  // The original's log may still hold what was erased; the copy has none.
  copy.exec("DELETE FROM meta NOT INDEXED WHERE key = '" + std::string(erasure_due_key) + "'");
} catch (const SQLite::Exception& error) {
  throw storage_error(error, target);
}

void verify_copy(const fs::path& path, const LedgerHead& expected, CopyCheck check,
                 const VerifyOptions& options) {
  auto copy = Store::open(path, OpenMode::read_only);
  auto problems = copy.verify_ledger({expected, options.progress, options.about}).problems;
  if (check == CopyCheck::everything) {
    const auto more = copy.check_database();
    problems.insert(problems.end(), more.begin(), more.end());
  }
  if (!problems.empty()) throw Error(ErrorCode::integrity, std::move(problems));
}

}  // namespace

LedgerHead Store::backup_to(const fs::path& given, const VerifyOptions& options,
                            const std::function<void()>& before, CopyCheck check) {
  const auto path = fs::absolute(given);
  refuse_existing(path);
  PendingFile pending(path);
  const SideFiles beside(pending.path());
  // One snapshot throughout: a writer's commit would otherwise make the copy start again.
  Transaction snapshot(*this, Transaction::Kind::read);
  const auto copied = head();
  copy_pages(impl_->database, pending.path(), path, options.progress);
  verify_copy(pending.path(), copied, check, options);
  if (before) before();
  if (!pending.publish(path, PendingFile::Existing::keep)) throw exists_error(path);
  return copied;
}

void Store::keep_to_itself() {
  impl_->exec("PRAGMA locking_mode = EXCLUSIVE");
  // takes the lock, which from now on outlives the transaction
  const int code = sqlite3_exec(impl_->handle(), "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
  if ((code & 0xff) == SQLITE_BUSY) throw not_alone_error(impl_->path);
  impl_->check(code);
  impl_->exec("COMMIT");
}

void Store::replace_with(Store& fresh) try {
  {
    SQLite::Backup copying(impl_->database, fresh.impl_->database);
    const int code = copying.executeStep(-1);
    if (code != SQLITE_DONE) throw storage_error(code, sqlite3_errstr(code), impl_->path);
  }
  impl_->exec("PRAGMA wal_checkpoint(TRUNCATE)");
} catch (const SQLite::Exception& error) {
  throw storage_error(error, impl_->path);
}

}  // namespace kezhuan
