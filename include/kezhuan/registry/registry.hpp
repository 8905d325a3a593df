#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/acts/acts.hpp"
#include "kezhuan/acts/table.hpp"
#include "kezhuan/core/calendar.hpp"
#include "kezhuan/core/clock.hpp"
#include "kezhuan/core/ids.hpp"
#include "kezhuan/core/progress.hpp"
#include "kezhuan/path/board.hpp"
#include "kezhuan/path/deadline.hpp"
#include "kezhuan/path/next.hpp"
#include "kezhuan/policy/policy.hpp"
#include "kezhuan/policy/question.hpp"
#include "kezhuan/registry/changes.hpp"

/// The registry: one file holding a ledger of acts and the tables they add up to, and beside it a
/// folder of evidence files.
///
///     auto registry = Registry::open("hospital.kz", environment);
///     registry.record(read_submission(json));         // throws Refused with all findings
///     auto snapshot = registry.read();                // an unchanging view
///     std::puts(to_text(snapshot.next("KZ-2026-0001"), Language::zh).c_str());
///
/// Errors: not_found, conflict, invalid, config, storage, integrity, migration, as `ErrorCode`
/// says; a refusal is `Refused`, never an `Error`. After any of them nothing was written.
///
/// Threads: one `Registry` per thread. Any number of them, in any number of processes, may be open
/// on one file; writers wait for each other in fair order, readers never wait.
namespace [[gnu::visibility("default")]] kezhuan {

class ListConditions;

/// What a registry works with besides its file. The pointers must outlive it.
struct Environment {
  const Clock* clock;                               ///< says when something is recorded
  IdSource* ids;                                    ///< gives what is recorded its ids
  std::shared_ptr<const WorkingCalendar> calendar;  ///< which days are working days

  /// The system's clock and random ids, the built-in national calendar.
  static Environment standard();
};

/// What a registry is opened for. Writing to one opened `read_only` is Error storage.
enum class Access { read_only, read_write };

/// One act as recorded.
struct Recorded {
  std::uint64_t seq = 0;  ///< its place in the ledger, from 1
  Uuid id;                ///< the act's id
  std::string act;        ///< its type
  Outcome outcome;        ///< what followed from it: ids, numbers, dates, bookings
  Decision decision;      ///< warnings and notes it was recorded with
  bool repeated = false;  ///< the same act id came before with the same content; nothing was added
};

/// Size and root of the ledger (RFC 6962, SHA-256): printed on every edition and report.
struct LedgerMark {
  std::uint64_t size = 0;  ///< entries
  Sha256 root;             ///< of the tree over them
};

/// One line of a list.
struct ListRow {
  Uuid id;             ///< of the aggregate
  std::string number;  ///< what people call it
  std::string name;    ///< or title; personal names revealed
  std::string state;   ///< stable code; empty for kinds that have no state
};

/// Which rows a list shows, and where it starts and stops. Rows come in the order of their numbers,
/// by index. Filters left empty let everything through; several must all hold. One that a kind does
/// not have is refused (`invalid`), and the message names those it has.
struct ListQuery {
  std::string state = {};    ///< only rows with this state, by code or name; empty: all
  std::string after = {};    ///< only rows whose number is greater; empty: from the start
  std::int64_t limit = 100;  ///< at most so many rows; 0: all

  /// Code or name of: the form of an achievement, the kind of a certificate or prior right, the
  /// type of a contract, the pathway of a case, what a notice is about; of an outstanding item its
  /// rule.
  std::string type = {};
  /// Number or id of a unit: of an achievement, a person; of a case or contract, by the
  /// achievements.
  std::string unit = {};
  /// Number or id of a person whom the present application of an achievement names as contributor,
  /// or who leads it; of an application, whom it names; of an agreement, a case or a contract, by
  /// the achievements; of a payment, who was paid.
  std::string contributor = {};
  /// 1 or 2 of an achievement, 1 to 10 of a case: only those where this link is in `link_state`
  /// (code or name of `LinkState`; empty: open). An achievement's links are judged as they are
  /// read.
  std::optional<std::int64_t> link = {};
  std::string link_state = {};  ///< see `link`
  /// Calendar days from today: only what ends within them (today counts as 0): a certificate, a use
  /// grant, a prior right, a licence; an achievement by its certificates, a case by its contracts.
  std::optional<std::int64_t> expiring_within = {};
  /// Of a contract, a receipt, a payment: at least, at most, in that currency (both in one). The
  /// amount of a contract is its total, of an investment the invested value; of a receipt before
  /// refunds.
  std::optional<Money> amount_from = {};
  std::optional<Money> amount_to = {};  ///< see `amount_from`
  /// Year of the day it was registered (achievement), issued (certificate, evaluation), granted
  /// (grant), held (resolution), frozen (edition), opened (case), signed (contract), received
  /// (receipt), drafted (plan), paid (payment); in which a notice ends, or a guide, an agreement or
  /// a scheme takes effect; of an outstanding item, in which happened what lacks something; of a
  /// report, the year it is about.
  std::optional<std::int64_t> year = {};
  /// Only what an old record lacks something of, not settled yet (REG-08).
  bool outstanding = false;
  /// Number or id of anything: of outstanding items only those that concern it or came in with it.
  std::string about = {};
  /// Only what `Snapshot::search` finds by these words; an achievement by its application too.
  std::string search = {};
  /// Of names that are the program's words and not the office's: what an old record lacks.
  Language language = Language::zh;
};

/// What to look for. Every word must be there: Chinese characters that stand together, a Latin word
/// or a part of a number by how it begins, whatever its case or width. Looked through are numbers,
/// names and titles, numbers of certificates, registrations and vouchers, names of deliverables and
/// the data type of applications, rule and texts of outstanding items. Names of people are not: a
/// person is found by number.
struct SearchQuery {
  std::string words;         ///< at least one, at most 64
  std::vector<Kind> kinds;   ///< only these; empty: all
  std::string after;         ///< `SearchRow::cursor` of the last row seen; empty: from the start
  std::int64_t limit = 100;  ///< at most so many rows; 0: all
  Language language = Language::zh;  ///< as `ListQuery::language`
};

/// Something found. Rows come by kind, within a kind in the order in which they were recorded.
struct SearchRow {
  Kind kind = Kind::achievement;  ///< what it is
  ListRow row;                    ///< as a list shows it

  /// What `SearchQuery::after` takes to go on behind it.
  std::string cursor() const { return std::string(to_code(kind)) + "/" + row.number; }
};

/// Which deadlines are wanted.
struct DueQuery {
  Date day;                      ///< seen as of this day
  Date until;                    ///< what falls due up to it, inclusive; overdue duties always
  std::string person = {};       ///< number or id: only what is this person's matter; empty: all
  std::optional<Who> role = {};  ///< only what this role has to do
};

/// What `verify` looks at beside the ledger's own hashes.
struct VerifyRequest {
  std::optional<LedgerMark> saved;  ///< an earlier size and root to compare with
  bool replay = false;              ///< rebuild the tables in memory and compare every row
  bool deep = true;   ///< evidence files, vault commitments, the database's own checks
  Progress progress;  ///< may be empty
};

/// What `verify` found.
struct VerifyReport {
  LedgerMark mark;                   ///< as rebuilt from the entries
  std::uint64_t evidence_files = 0;  ///< whose hashes were compared
  std::uint64_t replayed = 0;        ///< entries replayed; 0 when not asked for
  std::vector<Problem> problems;     ///< empty: the record is whole
};

/// An unchanging view of the registry at one moment. Ends with the Registry it came from.
class Snapshot {
 public:
  Snapshot(Snapshot&&) noexcept;
  ~Snapshot();

  const State& state() const;  ///< what is on record, by id; valid as long as the snapshot
  /// The registry's own settings.
  const Settings& settings() const { return state().settings(); }
  /// The policy that applies to what happens on `day` (PTH-04), for the own institution (SCP-01).
  const Policy& policy(const Date& day) const;
  Date today() const;       ///< in Asia/Shanghai
  LedgerMark mark() const;  ///< size and root of the ledger at that moment

  /// An aggregate by number or id, of any kind: numbers are unique within a kind alone.
  /// @throws Error not_found REG-01; conflict, when records of several kinds have the number
  AggregateKey get(std::string_view number_or_id) const;
  /// The same, of one kind. @throws Error not_found REG-01
  AggregateKey get(Kind kind, std::string_view number_or_id) const;
  /// The number people know an aggregate by; the id itself when it is not on record.
  std::string number_of(const Uuid& id) const;

  /// A personal value; "（已删除）" / "(erased)" once erased.
  std::string reveal(const Personal& personal, Language language) const;
  /// Body as canonical JSON, personal values revealed.
  std::string body_json(const AggregateKey& key) const;

  /// Where an achievement or a transfer case stands, what is missing, what may be done (PTH-02).
  /// @throws Error not_found REG-01
  NextReport next(std::string_view number_or_id) const;

  /// The path board of a transfer case. @throws Error not_found REG-01
  CaseBoard board(std::string_view transfer_case) const;

  /// What is due of all cases and of the registry, as seen on `day`: overdue duties, and whatever
  /// falls due up to `until` inclusive; by day.
  std::vector<Deadline> due(const Date& day, const Date& until) const;

  /// What is to be shown today of all cases and of the registry: overdue duties, and whatever falls
  /// due up to `until` (inclusive), by day. Read by index from what the last act left.
  std::vector<Deadline> due(const Date& until) const;

  /// What is due, of all cases, achievements and the registry, as `query` asks; by day.
  /// @throws Error not_found REG-01  no such person
  std::vector<Deadline> due(const DueQuery& query) const;

  /// @throws Error invalid    the kind has no such filter, or there is no such code
  /// @throws Error not_found  REG-01 no such unit or person
  std::vector<ListRow> list(Kind kind, const ListQuery& query = {}) const;
  /// How many rows there are in all, whatever `after` and `limit` say. Throws as `list`.
  std::int64_t count(Kind kind, const ListQuery& query = {}) const;
  /// Those with this state code.
  std::int64_t count(Kind kind, const std::string& state) const;

  /// @throws Error invalid    no word to look for, or more than 64; no such cursor
  std::vector<SearchRow> search(const SearchQuery& query) const;
  /// How many are found in all, whatever `after` and `limit` say. Throws as `search`.
  std::int64_t count(const SearchQuery& query) const;

  /// What was recorded after entry `since` (0: from the start), for another system to follow the
  /// registry: at most `limit` entries, 0: all. Whoever keeps `Changes::next` and asks again with
  /// it sees every entry once and in order, whatever was recorded in between. At the end there is
  /// nothing yet. @throws Error invalid: one is negative; conflict: `since` is beyond the end, as
  /// after an older backup
  Changes changes(std::int64_t since = 0, std::int64_t limit = 1000) const;

  /// Ledger entries `from`..`to` (both included, from 1) in order, as canonical JSON.
  void for_each_entry(std::uint64_t from, std::uint64_t to,
                      const std::function<void(std::string_view json)>& callback) const;

 private:
  friend class Registry;
  struct Impl;
  explicit Snapshot(std::unique_ptr<Impl> impl);
  std::vector<ListRow> list_by_link(const ListQuery& query, const ListConditions& conditions) const;
  std::unique_ptr<Impl> impl_;
};

/// Where an act stands that was recorded before.
struct RecordedBefore {
  std::uint64_t seq = 0;  ///< its place in the ledger, from 1
  Date happened;          ///< as recorded
};

/// Several acts, all or none, in one durable step. Without `commit` nothing was done.
class Batch {
 public:
  Batch(Batch&&) noexcept;
  ~Batch();

  /// As `Registry::record`, seen by the acts after it.
  /// @throws Refused, Error; the batch is then good for nothing but being rolled back or dropped
  Recorded record(const Submission& submission);

  /// What recording it now would find; changes nothing.
  Decision check(const Submission& submission);

  /// From here on what is recorded can be taken back by itself; forgets an earlier mark.
  void mark();
  /// Undoes what was recorded since `mark`, which stays; the batch is good again.
  /// @throws std::logic_error  nothing was marked
  void roll_back();

  /// What the next entry will be called.
  std::uint64_t next_seq() const;
  /// What is on record, with what the batch did; until its next call.
  const State& state() const;
  /// The act with this id, on record or in the batch.
  std::optional<RecordedBefore> find(const Uuid& act) const;
  /// Makes it durable; the batch is then spent. @throws Error storage: nothing was written;
  /// std::logic_error: an act before failed and was not rolled back
  void commit();

 private:
  friend class Registry;
  struct Impl;
  explicit Batch(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// One registry file, open. See the head of this file for errors and threads.
class Registry {
 public:
  /// Makes a new registry: founds it and adopts `policy`. The file appears complete or not at all.
  /// @param actor  who does it, as shown in the ledger
  /// @throws Error storage (something stands there, network file system), Refused
  static Registry create(const std::filesystem::path& path, const FoundRegistry& founding,
                         const Policy& policy, const std::string& actor,
                         const Environment& environment = Environment::standard());

  /// @throws Error storage, integrity, migration (written by a newer version, or older: `migrate`)
  static Registry open(const std::filesystem::path& path, Access access = Access::read_write,
                       const Environment& environment = Environment::standard());

  /// Brings an older file up to date: backup beside it, drop the tables, replay the ledger.
  /// Returns the backup's path; nothing when the file was up to date.
  static std::optional<std::filesystem::path> migrate(
      const std::filesystem::path& path, const Environment& environment = Environment::standard(),
      const Progress& progress = {});

  /// The same for a file that is up to date: mends tables that were altered behind the ledger's
  /// back. Returns the backup's path.
  static std::filesystem::path rebuild(const std::filesystem::path& path,
                                       const Environment& environment = Environment::standard(),
                                       const Progress& progress = {});

  /// Opens and verifies, as `verify` does. Of a file that is too damaged to be opened it tells
  /// which part is, whether the entries of its ledger fit their hashes, and size and root over
  /// them, as far as they can be read.
  /// @throws Error storage, migration; integrity: not a registry
  static VerifyReport verify_file(const std::filesystem::path& path,
                                  const VerifyRequest& options = {},
                                  const Environment& environment = Environment::standard());

  /// Puts a backup (with its evidence folder) in a new place. Verifies it first.
  /// @throws Error storage (something stands at `target`), integrity
  static LedgerMark restore(const std::filesystem::path& backup,
                            const std::filesystem::path& target, const Progress& progress = {});

  Registry(Registry&&) noexcept;
  Registry& operator=(Registry&&) noexcept;
  ~Registry();

  const std::filesystem::path& path() const;  ///< the file it was opened from

  /// Who acts when a submission does not say. "unknown" until set.
  /// @throws Error invalid  a blank name, or one with control characters
  void act_as(std::string actor, std::optional<std::string> role = {});

  /// The record as it is now. @throws Error storage
  Snapshot read() const;

  /// What recording it now would find; writes nothing.
  Decision check(const Submission& submission) const;

  /// Judges and records one act, durably.
  /// The same act id with the same content answers as the first time (REG-05).
  /// @throws Refused  with every finding
  /// @throws Error invalid   what `read_submission` would not read, filled in by a program
  /// @throws Error conflict REG-05  the act id stands for other content
  Recorded record(const Submission& submission);

  /// Begins several acts at once; others wait to write. @throws Error storage: opened read-only, or
  /// still waiting for another writer after 30 s
  Batch batch();

  /// Adopts a policy from its effective date on; existing entries keep theirs (PTH-04).
  Recorded adopt(const Policy& policy, const Date& happened);

  /// Takes a copy of a file into the evidence folder; `evidence.attach` then names its hash.
  Sha256 keep_file(const std::filesystem::path& file);

  /// True while somebody else's open snapshot keeps erased values in the write-ahead log, whoever
  /// erased them. They are cleared by the next write, or the next opening for writing, once it has
  /// ended.
  bool is_erasure_pending() const;

  /// Checks the ledger's hashes and what `options` ask for; tells what is damaged, throws nothing
  /// of it. @throws Error storage: the file cannot be read
  VerifyReport verify(const VerifyRequest& options = {}) const;

  /// A consistent copy with evidence folder, while others go on working; all of it is verified as
  /// `restore` would before it counts. @throws Error storage, integrity (naming what is damaged)
  LedgerMark backup(const std::filesystem::path& target, const Progress& progress = {}) const;

 private:
  struct Impl;
  explicit Registry(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kezhuan
