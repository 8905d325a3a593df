#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/acts/income_acts.hpp"
#include "kezhuan/acts/table.hpp"
#include "kezhuan/core/calendar.hpp"
#include "kezhuan/policy/case_file.hpp"
#include "kezhuan/policy/finding.hpp"
#include "kezhuan/policy/policy.hpp"
#include "kezhuan/policy/transfer_file.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// The evidence files kept beside the registry, as far as a rule asks (REG-07).
struct EvidenceFiles {
  virtual ~EvidenceFiles() = default;
  /// Size in bytes of the file with this content hash; nothing when it is not kept.
  virtual std::optional<std::int64_t> find_size(const Sha256& hash) const = 0;
};

/// What rules and reminders ask of an adopted scheme.
struct SchemeFacts {
  bool takes_off_the_top = false;               ///< before costs and co-owners
  bool holds_reserve = false;                   ///< of what is to be distributed
  std::optional<Money> least_payment;           ///< less is carried to the next one
  std::optional<std::int64_t> deadline_months;  ///< to pay within after a receipt
};

/// How money is worked out: the room `income` implements it, acts and rules only see the result.
struct IncomeBooks {
  virtual ~IncomeBooks() = default;

  /// What has to be booked so that the bookings of a case match its receipts, costs and plans as
  /// they are; nothing when they do. What came for public data by this policy stays undivided. The
  /// id and number of the booking are left to the caller.
  /// @throws Error invalid INC-06
  virtual std::optional<BookingOutcome> book(const State& state, const Id<TransferCase>& transfer,
                                             const Policy& policy) const = 0;
  /// The full terms of a plan and what everybody would get by it. @throws Error invalid INC-04
  virtual PlanFigures figure(const State& state, const DraftDistribution& act,
                             const Date& on) const = 0;
  /// What is wrong with a scheme to adopt: its form, its shares, its hash, what the books cannot
  /// divide by. @rule INC-11
  virtual std::vector<Problem> check_scheme(const AdoptScheme& act) const = 0;
  /// The floor of its scheme that what a case has booked fails, with the numbers; nothing without
  /// a scheme. @rule INC-11
  virtual std::optional<Problem> find_failing_floor(const State& state,
                                                    const Id<TransferCase>& transfer) const = 0;
  /// What rules ask of an adopted scheme.
  virtual SchemeFacts facts_of(const AdoptedScheme& scheme) const = 0;
  /// What schemes hold back of the money of a case. @rule INC-11
  virtual Money held_in_reserve(const State& state, const Id<TransferCase>& transfer) const = 0;
  /// Whole shares by the plan in force. @throws Error invalid INC-04
  virtual EquityOutcome award(const State& state, const Contract& contract,
                              const Date& on) const = 0;
};

/// What surrounds every judgement. References must outlive it.
struct Surroundings {
  const Policy& policy;  ///< already for the own institution (`Policy::for_institution`, SCP-01)
  const WorkingCalendar& calendar;  ///< which days are working days
  const EvidenceFiles& files;       ///< which evidence files are there
  Date today;                       ///< in Asia/Shanghai; acts cannot happen after it
  const IncomeBooks& books;         ///< how money is worked out
};

/// What one rule is asked: about an act that would lead from `before` to `after`, or, when `act`
/// is null, about what is on record (`before` and `after` are the same).
///
/// The same predicate answers both, so "may I?" and "what is missing?" cannot disagree. A rule
/// that concerns an achievement reads `file`, one that concerns a transfer case reads `transfer`,
/// both loaded from `after`; one that concerns an act alone (a resolution, a notice) reads the
/// act, and is asked without either when none is concerned.
struct Question {
  const Surroundings& around;              ///< policy, calendar, files, books
  const State& before;                     ///< what is on record
  const State& after;                      ///< what would be
  Date on;                                 ///< the day judged: when the act happened, or today
  const AnyAct* act = nullptr;             ///< the act judged; nullptr: none, the record is
  const Outcome* outcome = nullptr;        ///< what the act would lead to; nullptr without an act
  const CaseFile* file = nullptr;          ///< the achievement concerned; may be nullptr
  const TransferFile* transfer = nullptr;  ///< the case concerned; may be nullptr

  /// The rules in force for it.
  const Policy& policy() const { return around.policy; }
  /// No act: "what is missing?"
  bool is_about_record() const { return act == nullptr; }
  /// The act as an `A`; nullptr when there is none, or another.
  template <class A>
  const A* act_as() const {
    return act == nullptr ? nullptr : act->as<A>();
  }
};

/// Collects what one rule finds.
class Findings {
 public:
  /// Appends to `out`, which must outlive it.
  Findings(const Surroundings& around, std::string_view rule, std::vector<Finding>& out)
      : around_(around), rule_(rule), out_(&out) {}
  /// Keeps nothing of what it is given but whether it refuses.
  Findings(const Surroundings& around, std::string_view rule) : around_(around), rule_(rule) {}

  /// Adds a finding with the rule's own severity and remedy, unless another remedy is given.
  void add(Text what, std::string place = {}, Text remedy = {}) {
    add_as({}, std::move(what), std::move(place), std::move(remedy));
  }
  /// Adds one that weighs less than the rule may (never more).
  void add_as(std::optional<Severity> lowered, Text what, std::string place = {}, Text remedy = {});
  /// Adds one that an old record is refused for as well, whatever its rule lets it lack (REG-08).
  void add_firm(Text what, std::string place = {}, Text remedy = {}) {
    add_as({}, std::move(what), std::move(place), std::move(remedy));
    if (out_ != nullptr) out_->back().is_firm = true;
  }
  /// Adds a warning.
  void warn(Text what, std::string place = {}, Text remedy = {}) {
    add_as(Severity::warn, std::move(what), std::move(place), std::move(remedy));
  }
  /// Adds a note.
  void note(Text what, std::string place = {}, Text remedy = {}) {
    add_as(Severity::note, std::move(what), std::move(place), std::move(remedy));
  }

  /// Whether any of those added refuses, where none is kept.
  bool refuses() const { return refuses_; }

 private:
  const Surroundings& around_;
  std::string rule_;
  std::vector<Finding>* out_ = nullptr;
  bool refuses_ = false;
};

/// A rule's predicate. Pure: reads the question, adds findings, changes nothing.
using Predicate = void (*)(const Question& question, Findings& findings);

/// The predicate of a rule, or nullptr when the rule has none in this release (it is a definition,
/// or computed elsewhere). Predicates live in src/policy, one file a family of rules.
Predicate find_predicate(std::string_view rule);

/// Asks one rule. @throws Error config when the policy has no such rule
std::vector<Finding> ask(std::string_view rule, const Question& question);
/// Whether it refuses, which takes less than being told why. @throws as `ask`
bool refuses(std::string_view rule, const Question& question);

/// The achievements an act concerns, in the order the act names them. The state is the one *after*
/// the act, so that what it created counts.
std::vector<Id<Achievement>> subjects_of(const AnyAct& act, const Outcome& outcome,
                                         const State& after);

/// The transfer cases an act concerns: those it names, opens, or names a contract, receipt, plan,
/// notice or report of; each once, in the order of the act.
std::vector<Id<TransferCase>> cases_of(const AnyAct& act, const Outcome& outcome,
                                       const State& after);

}  // namespace kezhuan
