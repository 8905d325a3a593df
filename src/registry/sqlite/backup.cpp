#include <SQLiteCpp/Backup.h>

#include "registry/durable_file.hpp"
#include "registry/sqlite/impl.hpp"

namespace kezhuan {

namespace {

namespace fs = std::filesystem;

constexpr int pages_a_step = 1024;

void copy_pages(SQLite::Database& from, const fs::path& to) try {
  SQLite::Database copy(to.string(), SQLITE_OPEN_READWRITE);
  distrust(copy.getHandle());
  copy.exec("PRAGMA synchronous = OFF");  // the whole file is made durable before it is named
  {
    SQLite::Backup backup(copy, from);
    while (backup.executeStep(pages_a_step) != SQLITE_DONE) {
    }
  }
  copy.exec("PRAGMA journal_mode = DELETE");  // one plain file, readable where nothing is writable
  // The original's log may still hold what was erased; the copy has none.
  copy.exec("DELETE FROM meta WHERE key = '" + std::string(erasure_due_key) + "'");
} catch (const SQLite::Exception& error) {
  throw storage_error(error.getExtendedErrorCode(), error.what(), to);
}

void verify_copy(const fs::path& path, const LedgerHead& expected) {
  auto copy = Store::open(path, OpenMode::read_only);
  auto report = copy.verify_ledger({expected, {}});
  auto problems = copy.check_database();
  problems.insert(problems.begin(), report.problems.begin(), report.problems.end());
  if (!problems.empty()) throw Error(ErrorCode::integrity, std::move(problems));
}

}  // namespace

LedgerHead Store::backup_to(const fs::path& given, const std::function<void()>& before) {
  const auto path = fs::absolute(given);
  refuse_existing(path);
  PendingFile pending(path);
  const SideFiles beside(pending.path());
  // One snapshot throughout: a writer's commit would otherwise make the copy start again.
  Transaction snapshot(*this, Transaction::Kind::read);
  const auto copied = head();
  copy_pages(impl_->database, pending.path());
  verify_copy(pending.path(), copied);
  if (before) before();
  if (!pending.publish(path, PendingFile::Existing::keep)) throw exists_error(path);
  return copied;
}

}  // namespace kezhuan
