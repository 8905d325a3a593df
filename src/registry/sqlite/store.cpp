#include "registry/sqlite/store.hpp"

#include <algorithm>
#include <stdexcept>
#include <thread>

#include <sys/vfs.h>
#include <unistd.h>

#include "core/resources.hpp"
#include "registry/durable_file.hpp"
#include "registry/sqlite/impl.hpp"

namespace kezhuan {

namespace {

namespace fs = std::filesystem;

/// One writer's memory for pages, so that large imports spill less. Readers keep the library's
/// 2 MB, which stays in the processor's cache and streams faster. House default.
constexpr const char* cache_pragma = "PRAGMA cache_size = -32768";
/// What a large import leaves of the write-ahead log. House default.
constexpr const char* log_limit_pragma = "PRAGMA journal_size_limit = 67108864";

/// The path as "file:" address that tells the database that nothing can write the file.
std::string immutable_address(const fs::path& path) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string address = "file://";
  for (const char each : path.string()) {
    const auto byte = static_cast<unsigned char>(each);
    if (std::isalnum(byte) != 0 || each == '/') {
      address += each;
    } else {
      address += {'%', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return address + "?immutable=1";
}

void refuse_network(const fs::path& path) {
  struct statfs info {};
  if (::statfs(path.c_str(), &info) != 0) return;  // opening will say what is wrong
  const auto found = network_file_system_name(info.f_type);
  if (!found) return;
  const std::string kind(*found);
  throw Error(ErrorCode::storage,
              {"“" + path.string() + "”位于网络文件系统（" + kind + "），其文件锁不可靠",
               "'" + path.string() + "' is on a network file system (" + kind +
                   "), whose locks cannot be trusted"},
              {"请将登记库放在本机磁盘上，需要共享时在该机器上运行本程序",
               "keep the registry on a local disk, and run the program on that machine"});
}

fs::path existing_file(const fs::path& given) {
  auto path = fs::absolute(given);
  refuse_long(path);
  std::error_code error;
  const auto status = fs::status(path, error);
  if (fs::is_regular_file(status)) return path;
  if (fs::exists(status)) {
    throw Error(ErrorCode::storage,
                {"“" + given.string() + "”不是文件", "'" + given.string() + "' is not a file"},
                {"请给出登记库文件的路径", "give the path of a registry file"});
  }
  throw Error(
      ErrorCode::storage,
      {"没有登记库“" + given.string() + "”", "there is no registry '" + given.string() + "'"},
      {"请核对路径，或先用 kezhuan init 建立", "check the path, or make one with kezhuan init"});
}

bool has_content(const fs::path& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  return !error && size > 0;
}

struct Way {
  std::string name;
  int flags;
};

/// How to open for reading. A reader of a file in write-ahead mode needs the log's index beside
/// it. A log with content is left as it is. Otherwise, where the index may be made, the database
/// makes it and, if it could write, removes it again; where it may not be made and nobody else has
/// made one, nobody is writing, and the file is read as one that cannot change.
Way way_to_read(const fs::path& path) {
  if (has_content(path.string() + "-wal")) return {path.string(), SQLITE_OPEN_READONLY};
  const bool writable_folder = ::access(path.parent_path().c_str(), W_OK) == 0;
  if (!writable_folder && !has_content(path.string() + "-shm")) {
    return {immutable_address(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI};
  }
  const bool writable = writable_folder && ::access(path.c_str(), W_OK) == 0;
  return {path.string(), writable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY};
}

}  // namespace

// Waiting --------------------------------------------------------------------------------------

void Waiter::attach(sqlite3* database) { sqlite3_busy_handler(database, &Waiter::on_busy, this); }

int Waiter::on_busy(void* self, int count) {
  constexpr std::chrono::steady_clock::duration moment = std::chrono::milliseconds(50);
  auto& waiter = *static_cast<Waiter*>(self);
  if (count == 0) waiter.waited_ = {};
  if (waiter.waited_ >= waiter.limit_) return 0;
  // Who has waited long asks oftener, and so comes before who has just begun.
  const bool is_old = waiter.waited_ > std::chrono::milliseconds(100);
  std::uniform_int_distribution<int> microseconds(is_old ? 20 : 200, is_old ? 80 : 1'800);
  const auto start = std::chrono::steady_clock::now();
  std::this_thread::sleep_for(std::chrono::microseconds(microseconds(waiter.random_)));
  waiter.waited_ += std::min(std::chrono::steady_clock::now() - start, moment);
  return 1;
}

namespace {

class BriefWait {
 public:
  explicit BriefWait(Waiter& waiter)
      : waiter_(waiter), limit_(waiter.set_limit(std::chrono::milliseconds(50))) {}
  BriefWait(const BriefWait&) = delete;
  BriefWait& operator=(const BriefWait&) = delete;
  ~BriefWait() { waiter_.set_limit(limit_); }

 private:
  Waiter& waiter_;
  std::chrono::milliseconds limit_;
};

}  // namespace

// Connection -----------------------------------------------------------------------------------

Store::Impl::Impl(const fs::path& file, const std::string& name, int flags,
                  std::chrono::milliseconds wait) try
    : path(file), waiter(wait), database(name, flags | SQLITE_OPEN_NOMUTEX) {
  sqlite3_extended_result_codes(handle(), 1);
  distrust(handle());
  waiter.attach(handle());
} catch (const SQLite::Exception& error) {
  throw storage_error(error, file);
}

void Store::Impl::fail(int code) {
  const bool told = sqlite3_errcode(handle()) != SQLITE_OK;
  throw storage_error(code, told ? sqlite3_errmsg(handle()) : sqlite3_errstr(code), path);
}

void Store::Impl::check(int code) {
  if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE) fail(code);
}

void Store::Impl::exec(const std::string& sql) {
  check(sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr));
}

std::string Store::Impl::value_of(const std::string& sql) {
  auto query = statement(sql);
  if (!query.next()) return {};
  std::string value(query.text(0));
  return value;
}

void Store::Impl::need_write_transaction() const {
  if (transaction != Transaction::Kind::write) {
    throw std::logic_error("kezhuan: a write outside a write transaction");
  }
}

void Store::Impl::finish_work() {
  if (!work.valid()) return;
  try {
    work.get();
  } catch (const Error& error) {
    // Not the fault of whatever act happens to be next.
    if (error.code() != ErrorCode::conflict && error.code() != ErrorCode::invalid) throw;
    throw Error(ErrorCode::integrity, error.problems());
  }
}

/// Meanwhile nobody can write, and a reader may read for long: it is tried for a moment only.
void Store::Impl::truncate_log() {
  {
    const BriefWait brief(waiter);
    auto query = statement("PRAGMA wal_checkpoint(TRUNCATE)");
    scrub_due = !query.next() || query.integer(0) != 0;
  }
  if (scrub_due || erasure_mark.empty()) return;
  // By value: another connection may have erased since, and its mark must stay.
  try {
    statement("DELETE FROM meta WHERE key = ? AND value = ?")
        .bind(1, erasure_due_key)
        .bind(2, erasure_mark)
        .run();
    erasure_mark.clear();
  } catch (const Error&) {
    // Nothing is lost: the next to open the file clears the log once more.
  }
}

void Store::Impl::resume_erasure() {
  {
    auto row = statement("SELECT value FROM meta NOT INDEXED WHERE key = ?");
    row.bind(1, erasure_due_key);
    if (!row.next()) return;
    erasure_mark = std::string(row.text(0));
  }
  if (read_only) {
    scrub_due = has_content(path.string() + "-wal");
    return;
  }
  scrub_due = true;
  sqlite3_busy_handler(handle(), nullptr, nullptr);
  try {
    truncate_log();
  } catch (const Error& error) {
    if (error.code() != ErrorCode::storage) throw;  // in use: commits try again
  }
  waiter.attach(handle());
}

void distrust(sqlite3* database) {
  sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
}

void Store::Impl::set_up() {
  exec("PRAGMA cell_size_check = ON");
  exec("PRAGMA temp_store = MEMORY");  // no personal value in a temporary file
  if (read_only) {
    exec("PRAGMA query_only = ON");
    return;
  }
  exec("PRAGMA foreign_keys = ON");
  exec("PRAGMA synchronous = FULL");
  exec("PRAGMA secure_delete = ON");
  exec(cache_pragma);
  exec(log_limit_pragma);
  if (value_of("PRAGMA journal_mode = WAL") != "wal") fail(SQLITE_CANTOPEN);
}

void Store::Impl::set_up_examination() {
  // One damaged declaration shall not keep the others from being read.
  sqlite3_db_config(handle(), SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
  exec("PRAGMA writable_schema = ON");
  exec("PRAGMA query_only = ON");
  exec("PRAGMA cell_size_check = ON");
  exec("PRAGMA temp_store = MEMORY");  // no personal value in a temporary file
}

void Store::Impl::check_format() {
  const auto mark = value_of("PRAGMA application_id");
  if (mark != std::to_string(application_id)) {
    throw storage_error(SQLITE_NOTADB, "application_id " + mark, path);
  }
  const auto version = std::stoll(value_of("PRAGMA user_version"));
  if (version > format_version) {
    const auto found = std::to_string(version);
    const auto known = std::to_string(format_version);
    throw Error(
        ErrorCode::migration,
        {"登记库“" + path.string() + "”的格式版本为 " + found + "，本程序只认识到版本 " + known,
         "the registry '" + path.string() + "' has format version " + found +
             "; this program knows versions up to " + known},
        {"请升级本程序；文件未作任何改动",
         "use a newer version of the program; the file was not touched"});
  }
  if (version < 1) throw storage_error(SQLITE_NOTADB, "user_version 0", path);
  try {
    static_cast<void>(read_frontier());
  } catch (const Error& error) {
    // A registry without its tables answers with a plain SQL error.
    if (sqlite3_errcode(handle()) != SQLITE_ERROR) throw;
    throw storage_error(SQLITE_CORRUPT, sqlite3_errmsg(handle()), path);
  }
}

Store Store::open(const fs::path& given, OpenMode mode, const OpenOptions& options) {
  const auto path = existing_file(given);
  const bool reading = mode != OpenMode::read_write;
  if (!reading) refuse_network(path);
  const auto way = reading ? way_to_read(path) : Way{path.string(), SQLITE_OPEN_READWRITE};
  auto impl = std::make_shared<Impl>(path, way.name, way.flags, options.wait);
  impl->read_only = reading;
  if (mode == OpenMode::examine) {
    impl->set_up_examination();
    return Store({std::move(impl), true});
  }
  impl->check_format();
  // The library falls back to reading a file it may not write, and says so only here.
  if (!reading && sqlite3_db_readonly(impl->handle(), "main") == 1) impl->fail(SQLITE_READONLY);
  impl->set_up();
  impl->resume_erasure();
  return Store({std::move(impl), true});
}

Store Store::create(const fs::path& given, std::string_view more_sql,
                    const std::function<void(Store)>& fill, const OpenOptions& options) {
  const auto path = fs::absolute(given);
  refuse_existing(path);
  refuse_network(path.parent_path());
  PendingFile pending(path);
  const SideFiles beside(pending.path());
  {
    Store store(
        {std::make_shared<Impl>(path, pending.path().string(), SQLITE_OPEN_READWRITE, options.wait),
         true});
    store.impl_->set_up();
    store.exec_script("BEGIN IMMEDIATE");
    store.exec_script("PRAGMA application_id = " + std::to_string(application_id));
    store.exec_script("PRAGMA user_version = " + std::to_string(format_version));
    store.exec_script(resource("sql/ledger.sql"));
    store.statement("INSERT INTO ledger_head VALUES (1, 0, ?, ?, 'sha-256')")
        .bind(1, MerkleFrontier().root())
        .bind_blob(2, "")
        .run();
    store.exec_script(more_sql);
    store.exec_script("COMMIT");
    if (fill) fill(std::move(store));
  }
  if (has_content(pending.path().string() + "-wal")) {
    // Closing takes the log into the file, and keeps silent when it cannot.
    Impl again(path, pending.path().string(), SQLITE_OPEN_READWRITE, options.wait);
    again.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  }
  if (!pending.publish(path, PendingFile::Existing::keep)) throw exists_error(path);
  try {
    return open(path, OpenMode::read_write, options);
  } catch (const Error&) {
    const SideFiles none(path);
    std::error_code ignored;
    fs::remove(path, ignored);
    throw;
  }
}

Store::Impl* Store::Connection::operator->() const {
  if (waits_) impl_->finish_work();
  return impl_.get();
}

Store::Store(Connection connection) : impl_(std::move(connection)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

const fs::path& Store::path() const { return impl_->path; }
bool Store::is_read_only() const { return impl_->read_only; }
bool Store::in_transaction() const { return impl_->transaction.has_value(); }
bool Store::is_scrub_due() const { return impl_->scrub_due; }
Statement Store::statement(std::string_view sql) { return impl_->statement(sql); }
void Store::exec_script(std::string_view sql) { impl_->exec(std::string(sql)); }

void Store::work(std::function<void(Store&)> work) {
  impl_->need_write_transaction();
  // It does not own the connection, which owns what is left of the work.
  auto* const impl = impl_.operator->();
  impl->work = std::async(std::launch::async, [impl, work = std::move(work)] {
    Store at_work({std::shared_ptr<Impl>(std::shared_ptr<Impl>(), impl), false});
    work(at_work);
  });
}

// Transaction ----------------------------------------------------------------------------------

Transaction::Transaction(Store& store, Kind kind) : impl_(store.impl_.operator->()) {
  if (impl_->transaction) throw std::logic_error("kezhuan: a transaction within a transaction");
  if (kind == Kind::write && impl_->read_only) throw opened_read_only_error(impl_->path);
  impl_->statement(kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN").run();
  impl_->transaction = kind;
  try {
    impl_->frontier = impl_->read_frontier();  // in a read transaction this takes the snapshot
  } catch (...) {
    impl_->transaction.reset();
    sqlite3_exec(impl_->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    throw;
  }
  impl_->committed_size = impl_->frontier.size();
}

Transaction::~Transaction() {
  if (impl_ == nullptr) return;
  impl_->work = {};  // waits
  impl_->transaction.reset();
  // A full disk may have undone the transaction already.
  if (sqlite3_get_autocommit(impl_->handle()) == 0) {
    sqlite3_exec(impl_->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

void Transaction::commit() {
  if (impl_ == nullptr) throw std::logic_error("kezhuan: a transaction committed twice");
  impl_->finish_work();
  if (sqlite3_get_autocommit(impl_->handle()) != 0) {
    throw storage_error(SQLITE_ABORT, "the transaction was undone earlier", impl_->path);
  }
  if (impl_->frontier.size() != impl_->committed_size) impl_->write_head();
  impl_->statement("COMMIT").run();
  auto& impl = *std::exchange(impl_, nullptr);
  const auto kind = *std::exchange(impl.transaction, std::nullopt);
  if (kind == Kind::write && impl.scrub_due) impl.truncate_log();
}

void Transaction::mark() {
  impl_->finish_work();
  if (std::exchange(has_mark_, true)) impl_->statement("RELEASE mark").run();
  impl_->statement("SAVEPOINT mark").run();
  marked_ = impl_->frontier;
}

void Transaction::roll_back() {
  if (!has_mark_) throw std::logic_error("kezhuan: rolled back without a mark");
  impl_->finish_work();
  impl_->statement("ROLLBACK TO mark").run();
  impl_->frontier = marked_;
}

// Statement ------------------------------------------------------------------------------------

Statement Store::Impl::statement(std::string_view sql) {
  auto found = spare.find(sql);
  if (found == spare.end()) found = spare.emplace(sql, std::vector<StatementPointer>{}).first;
  auto& [text, statements] = *found;
  auto handle = std::make_unique<Statement::Handle>(Statement::Handle{this, &statements, nullptr});
  if (!statements.empty()) {
    handle->statement = std::move(statements.back());
    statements.pop_back();
  } else {
    sqlite3_stmt* made = nullptr;
    check(sqlite3_prepare_v3(database.getHandle(), text.data(), static_cast<int>(text.size()),
                             SQLITE_PREPARE_PERSISTENT, &made, nullptr));
    handle->statement.reset(made);
  }
  return Statement(std::move(handle));
}

Statement::Statement(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
Statement::Statement(Statement&& other) noexcept = default;

Statement::~Statement() {
  if (!handle_) return;
  auto* const statement = handle_->statement.get();
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  handle_->home->push_back(std::move(handle_->statement));
}

Statement& Statement::bind_integer(int index, std::int64_t value) {
  handle_->owner->check(sqlite3_bind_int64(handle_->statement.get(), index, value));
  return *this;
}

Statement& Statement::bind(int index, std::string_view text) {
  handle_->owner->check(sqlite3_bind_text64(handle_->statement.get(), index,
                                            text.data() == nullptr ? "" : text.data(), text.size(),
                                            SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind_view(int index, std::string_view text) {
  handle_->owner->check(sqlite3_bind_text64(handle_->statement.get(), index,
                                            text.data() == nullptr ? "" : text.data(), text.size(),
                                            SQLITE_STATIC, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind_blob(int index, std::string_view bytes) {
  handle_->owner->check(sqlite3_bind_blob64(handle_->statement.get(), index,
                                            bytes.data() == nullptr ? "" : bytes.data(),
                                            bytes.size(), SQLITE_TRANSIENT));
  return *this;
}

Statement& Statement::bind(int index, const Uuid& id) { return bind_blob(index, bytes_of(id)); }
Statement& Statement::bind(int index, const Sha256& hash) {
  return bind_blob(index, bytes_of(hash));
}

Statement& Statement::bind(int index, std::nullptr_t) {
  handle_->owner->check(sqlite3_bind_null(handle_->statement.get(), index));
  return *this;
}

bool Statement::next() {
  const int code = sqlite3_step(handle_->statement.get());
  if (code == SQLITE_ROW) return true;
  const auto failure =
      code == SQLITE_DONE
          ? std::optional<Error>()
          : storage_error(code, sqlite3_errmsg(handle_->owner->handle()), handle_->owner->path);
  reset();
  if (failure) throw *failure;
  return false;
}

std::int64_t Statement::run() {
  while (next()) {
  }
  return sqlite3_changes64(handle_->owner->handle());
}

void Statement::reset() { sqlite3_reset(handle_->statement.get()); }

std::string_view Statement::blob(int column) const {
  // Asking for a blob gives text its own bytes, without the copy that a final zero may need.
  const void* const data = sqlite3_column_blob(handle_->statement.get(), column);
  const int size = sqlite3_column_bytes(handle_->statement.get(), column);
  return data == nullptr
             ? std::string_view()
             : std::string_view(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

std::string_view Statement::text(int column) const { return blob(column); }

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(handle_->statement.get(), column);
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_->statement.get(), column) == SQLITE_NULL;
}

Uuid Statement::uuid(int column) const {
  const auto bytes = blob(column);
  Uuid::Bytes copy{};
  if (bytes.size() != copy.size()) {
    throw storage_error(SQLITE_CORRUPT, "an id is not 16 bytes", handle_->owner->path);
  }
  std::copy(bytes.begin(), bytes.end(), copy.begin());
  return Uuid(copy);
}

Sha256 Statement::sha256(int column) const {
  const auto bytes = blob(column);
  Sha256::Bytes copy{};
  if (bytes.size() != copy.size()) {
    throw storage_error(SQLITE_CORRUPT, "a hash is not 32 bytes", handle_->owner->path);
  }
  std::copy(bytes.begin(), bytes.end(), copy.begin());
  return Sha256(copy);
}

}  // namespace kezhuan
