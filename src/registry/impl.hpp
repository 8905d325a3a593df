#pragma once

#include <map>

#include "kezhuan/income/books.hpp"
#include "kezhuan/policy/judge.hpp"
#include "kezhuan/registry/registry.hpp"
#include "registry/entry.hpp"
#include "registry/evidence_store.hpp"
#include "registry/sql_state.hpp"
#include "registry/sqlite/store.hpp"

namespace kezhuan {

/// The evidence folder as rules see it.
class KeptFiles final : public EvidenceFiles {
 public:
  explicit KeptFiles(const EvidenceStore& store) : store_(store) {}
  std::optional<std::int64_t> find_size(const Sha256& hash) const override;

 private:
  const EvidenceStore& store_;
};

/// What stands for a personal value once it is erased.
inline constexpr StaticText erased_value{"（已删除）", "(erased)"};

/// By number, else by id; nothing when there is none of this kind.
std::optional<Uuid> find_written(const State& state, Kind kind, std::string_view written);

/// @throws Error not_found REG-01  always; `near` may have been meant
[[noreturn]] void throw_absent(std::string_view written, const Text& kind,
                               const std::vector<std::string>& near = {});

/// One open file with all it takes to judge an act: what Registry, Snapshot and Batch share.
struct Workbench {
  Workbench(Store opened, const Environment& environment);

  Date today() const { return today_in_shanghai(environment.clock->now()); }

  /// The policy for what happens on `day`: the latest effective one not after it, else the first
  /// adopted; as it applies to the own institution (SCP-01). Parsed once and kept.
  /// @throws Error integrity  its text is not in the registry
  const Policy& policy_on(const State& state, const Date& day);

  /// The policy a case is under (PTH-04), as it applies to the own institution.
  /// @throws Error integrity  its text is not in the registry
  const Policy& policy_of(const State& state, const TransferCase& transfer);

  /// What surrounds a judgement as of `day`.
  Surroundings around(const Policy& policy, const Date& day) const {
    return {policy, *environment.calendar, kept, day, consensus_books()};
  }

  Store store;
  Environment environment;
  EvidenceStore files;
  KeptFiles kept;
  std::string actor = "unknown";
  std::optional<std::string> role;

 private:
  const Policy& parsed(const State& state, const Sha256& hash);

  std::map<std::pair<Sha256, bool>, Policy> parsed_;
};

struct Registry::Impl : Workbench {
  using Workbench::Workbench;
};

struct Snapshot::Impl {
  Impl(Store opened, const Environment& environment)
      : bench(std::move(opened), environment),
        transaction(bench.store, Transaction::Kind::read),
        state(bench.store) {}

  Workbench bench;
  Transaction transaction;
  SqlState state;
};

/// Judges and appends acts inside one write transaction.
class Recorder {
 public:
  Recorder(Workbench& bench, SqlState& state) : bench_(bench), state_(state) {}

  /// @throws Refused, Error conflict REG-05
  Recorded record(const Submission& submission);
  Decision check(const Submission& submission);

  /// Judges under `policy` instead of an adopted one: for the acts that come before adoption.
  void use(const Policy& policy) { given_policy_ = &policy; }

 private:
  Policy policy_for(const AnyAct& act, const Date& day);
  Envelope envelope_of(const Submission& submission) const;
  std::optional<Recorded> find_repeated(const Submission& submission);
  Judgement judge_act(Candidate& candidate, const Envelope& envelope, AnyAct& act,
                      const Policy& policy);
  void check_against_file(const AnyAct& act, const Policy& policy, Judgement& judgement);
  std::vector<Sha256> values_to_erase(const ErasePersonal& act);
  void seal_personal(AnyAct& act, const Uuid& act_id);

  Workbench& bench_;
  SqlState& state_;
  const Policy* given_policy_ = nullptr;
};

struct Batch::Impl {
  explicit Impl(Workbench& opened)
      : bench(opened), transaction(bench.store), state(bench.store), recorder(bench, state) {
    state.write_behind();
  }

  /// Writes the rows of the cases that were concerned since this was done last.
  void write_cases();

  Workbench& bench;
  Transaction transaction;
  SqlState state;
  Recorder recorder;
  bool has_failed = false;  ///< some of an act may have been done: nothing is to be committed
};

/// Applies every entry of `from`'s ledger to the empty tables of `to` (which may be the same file),
/// inside a write transaction of `to`. Returns how many. `each` sees every entry and its row first.
std::uint64_t replay(Store& from, Store& to, const Progress& progress,
                     const std::function<void(const LedgerView&, Entry&)>& each);

/// False when the columns by which an entry is found say otherwise than the entry.
bool fits_columns(const LedgerView& row, const Entry& entry);
Problem column_problem(std::uint64_t seq);

/// Writes these columns anew from the entries, which are hashed. In a write transaction.
void rewrite_columns(Store& store, const std::vector<std::uint64_t>& entries);

/// Differences between the row tables of two files, row by row. A table that is not declared as it
/// should be is passed over when it cannot be read: `compare_schemas` names it.
std::vector<Problem> compare_tables(Store& recorded, Store& replayed);

}  // namespace kezhuan
