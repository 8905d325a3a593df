#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/income/consensus.hpp"
#include "kezhuan/income/scheme_engine.hpp"

/// What schemes would make of invented income, from rows as an office would put them in tables.
/// Writes nothing; the engine is the one that books real income.
namespace [[gnu::visibility("default")]] kezhuan {

/// Money that comes, or reserve set free.
struct SimulationReceipt {
  std::optional<std::string> id;  ///< absent: its place, from 1
  Date date;
  Money amount;
  std::optional<Money> refunded;        ///< of this receipt
  std::optional<bool> release;          ///< sets reserve free instead
  std::optional<std::string> schedule;  ///< weights of the achievements, "7:3"; absent: equal

  template <class V>
  static void describe(V& v) {
    using R = SimulationReceipt;
    v.field("id", &R::id, {"编号", "number"});
    v.field("date", &R::date, {"日期", "date"});
    v.field("amount", &R::amount, {"金额", "amount"});
    v.field("refunded", &R::refunded, {"已退款", "refunded"});
    v.field("release", &R::release, {"释放留存准备", "releases the reserve"});
    v.field("schedule", &R::schedule, {"成果分摊", "schedule of the achievements"});
  }
};

/// A cost to be recovered; it counts for the receipts of its day and later.
struct SimulationCost {
  CostCategory category = CostCategory::other_direct;
  Money amount;
  std::optional<Date> date;  ///< absent: from the start

  template <class V>
  static void describe(V& v) {
    v.field("category", &SimulationCost::category, {"科目", "category"});
    v.field("amount", &SimulationCost::amount, {"金额", "amount"});
    v.field("date", &SimulationCost::date, {"日期", "date"});
  }
};

/// Somebody who shares. See `SchemePerson`.
struct SimulationPerson {
  std::string id;
  std::optional<Ratio> weight;  ///< absent: 1
  std::optional<std::string> pool;
  std::optional<std::string> team;
  std::optional<std::string> achievement;
  std::optional<bool> main_contributor;
  std::optional<bool> transfer_staff;

  template <class V>
  static void describe(V& v) {
    using P = SimulationPerson;
    v.field("id", &P::id, {"姓名", "name"});
    v.field("weight", &P::weight, {"权重", "weight"});
    v.field("pool", &P::pool, {"去向", "pool"});
    v.field("team", &P::team, {"团队", "team"});
    v.field("achievement", &P::achievement, {"成果", "achievement"});
    v.field("main_contributor", &P::main_contributor, {"主要完成人", "main contributor"});
    v.field("transfer_staff", &P::transfer_staff, {"转化人员", "transfer staff"});
  }
};

/// Who owns a share of the whole.
struct SimulationOwner {
  std::string id;
  Ratio share;
  std::optional<bool> institution;  ///< absent: a person

  template <class V>
  static void describe(V& v) {
    v.field("id", &SimulationOwner::id, {"名称", "name"});
    v.field("share", &SimulationOwner::share, {"份额", "share"});
    v.field("institution", &SimulationOwner::institution, {"是机构", "is an institution"});
  }
};

/// A team and its weight. Teams that only stand beside their members weigh what these weigh.
struct SimulationTeam {
  std::string id;
  Ratio weight;

  template <class V>
  static void describe(V& v) {
    v.field("id", &SimulationTeam::id, {"团队", "team"});
    v.field("weight", &SimulationTeam::weight, {"权重", "weight"});
  }
};

/// A simulation as one document.
struct SimulationInput {
  std::vector<SimulationReceipt> receipts;
  std::vector<SimulationCost> costs;
  std::vector<SimulationPerson> people;  ///< nobody: one person has the weight
  std::vector<SimulationOwner> owners;
  std::vector<SimulationTeam> teams;
  std::vector<std::string> achievements;  ///< those that people name besides come after
  std::optional<Money> expected_income;   ///< absent: what the receipts add up to
  std::optional<Date> signed_on;

  template <class V>
  static void describe(V& v) {
    using I = SimulationInput;
    v.field("receipts", &I::receipts, {"到账", "receipts"});
    v.field("costs", &I::costs, {"成本", "costs"});
    v.field("people", &I::people, {"人员", "people"});
    v.field("owners", &I::owners, {"所有权人", "owners"});
    v.field("teams", &I::teams, {"团队", "teams"});
    v.field("achievements", &I::achievements, {"成果", "achievements"});
    v.field("expected_income", &I::expected_income, {"预期收入", "expected income"});
    v.field("signed_on", &I::signed_on, {"签订日", "signed on"});
  }
};

/// Invented income, to be divided by one scheme after another. Receipts may be added one by one and
/// are held once. Not thread-safe.
class Simulation {
 public:
  /// @throws Error invalid: as `add`, with the place
  explicit Simulation(const SimulationInput& input);

  /// One more receipt. @throws Error invalid, place /receipts/N/FIELD: more refunded than received,
  /// an amount below zero or in another currency, a schedule that is none
  void add(const SimulationReceipt& receipt);

  /// The receipts so far, in order.
  const std::vector<SchemeEntry>& entries() const { return story_.entries; }
  /// Of the receipts. @throws Error invalid: there is none
  Currency currency() const;

  /// @throws Error invalid INC-11: a person is in a pool that none of the schemes has
  void check_pools(std::span<const Scheme> schemes) const;

  /// What a scheme makes of it. People named for a pool that it does not have share all of its
  /// pools of people. @throws Error invalid: no receipt; as `simulate_scheme`
  SchemeDivision divide(Scheme scheme);

 private:
  void add_people(const SimulationInput& input);
  void add_teams(const SimulationInput& input);
  std::size_t schedule_of(const SimulationReceipt& receipt);
  void count_costs();
  void check_order() const;
  Money total() const;

  SchemeTerms terms_;  // without a scheme
  SchemeStory story_;  // without terms
  std::vector<SimulationCost> costs_;
  std::map<std::string, std::size_t> schedules_;  // by their text
};

}  // namespace kezhuan
