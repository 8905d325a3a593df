#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "kezhuan/acts/state.hpp"
#include "kezhuan/income/scheme.hpp"
#include "kezhuan/policy/policy.hpp"
#include "kezhuan/report/annual.hpp"
#include "kezhuan/report/distribution.hpp"
#include "kezhuan/report/statement.hpp"

namespace kezhuan {

/// What composing a report about money needs from the registry.
struct MoneySources {
  const State& state;
  const Policy& policy;                 ///< which certificates mark public data
  std::vector<Id<TransferCase>> cases;  ///< those looked at, in the order of their numbers
  std::function<std::string(const Personal&)> reveal;
};

/// A scope with its numbers resolved.
struct MoneyScope {
  std::optional<Id<TransferCase>> transfer_case;
  std::optional<std::int64_t> year;
  std::optional<Id<Person>> person;
  std::optional<Id<Unit>> unit;
  std::optional<Id<Contract>> contract = {};

  bool has_contract(const Id<Contract>& id) const { return !contract || id == *contract; }
  bool has_year(const Date& day) const { return !year || day.year() == *year; }
};

/// All without the ledger's size and root. @throws Error not_found REG-01
DistributionReport compose_distribution(const MoneySources& sources, const MoneyScope& scope,
                                        const ReportOptions& options);
AnnualReport compose_annual(const MoneySources& sources, const MoneyScope& scope,
                            const ReportOptions& options);

/// `sources.cases` holds the one case. @throws also Error not_found INC-06: it does not concern the
/// person
IncomeStatement compose_statement(const MoneySources& sources, const Id<TransferCase>& transfer,
                                  const std::optional<Id<Person>>& person,
                                  const ReportOptions& options);

/// Parts that reports about money have in common. People are looked up once: a name is revealed by
/// reading the vault.
class MoneyParts {
 public:
  MoneyParts(const MoneySources& sources, const ReportOptions& options, bool is_public)
      : sources_(sources),
        state_(sources.state),
        language_(options.language),
        is_public_(is_public) {}

  const ReportParty& party(const Id<Person>& id) const;
  ReportParty party(const Id<Institution>& id) const;
  ReportParty party(const Id<Unit>& id) const;
  /// Whichever of the two is there.
  std::optional<ReportParty> party(const std::optional<Id<Person>>& person,
                                   const std::optional<Id<Institution>>& institution) const;
  /// Whom a line booked on these terms goes to, a pool inside the institution too; none for costs.
  std::optional<ReportParty> party(const BookingLine& line, const IncomeTerms& terms) const;
  ReportAchievement achievement(const Id<Achievement>& id) const;
  /// Then nobody is rewarded out of the case (CLS-06).
  bool has_public_data(const TransferCase& transfer) const;
  ReportContract contract(const Contract& contract) const;
  ListPolicy policy(const TransferCase& transfer) const;
  /// Read once.
  const Scheme& scheme(const Id<AdoptedScheme>& id) const;
  /// Where money goes by a scheme: the id and title of the pool.
  ReportParty pool(const Id<AdoptedScheme>& scheme, const std::string& pool) const;

 private:
  const MoneySources& sources_;
  const State& state_;
  Language language_;
  bool is_public_;
  mutable std::map<Uuid, ReportParty> people_;
  mutable std::map<Uuid, Scheme> schemes_;
};

/// What the institution did with its shares in the event at `index` of a case, as reports show it.
ReportEquityEvent shown_event(const State& state, const TransferCase& c, std::size_t index);

/// What a reference leads to, where there is one.
template <class T>
std::optional<Id<T>> target_of(const std::optional<Ref<T>>& ref) {
  return ref ? std::optional(ref->target()) : std::nullopt;
}

/// The change of the cumulative figures of a case with each of its bookings, in their order; what
/// counts from a later day than the booking is a step of its own.
struct BookedStep {
  Date on;
  IncomeTotals change;
};
std::vector<BookedStep> booked_steps(const State& state, const TransferCase& transfer);

/// Net income by day: as money came and costs arose until the first booking, from then on with the
/// bookings; the first adds only what was not counted before. Sums to the net income of the case.
std::vector<std::pair<Date, Money>> net_by_day(const State& state, const TransferCase& transfer);

/// Currency of a case: that of its contracts or costs; CNY while there are none.
Currency currency_of(const State& state, const TransferCase& transfer);

/// Whether somebody stands in a plan, is or was owed or was awarded shares.
/// @throws Error not_found INC-06: none of it
void require_concerned(const State& state, const TransferCase& transfer, const Id<Person>& person);

/// A figure of nothing has no currency of its own: it takes that of what is added.
void add(Money& sum, const Money& amount);

/// What was paid, or recovered of it, to the one sum or the other.
void add_paid(Money& paid, Money& recovered, const Money& amount);

}  // namespace kezhuan
