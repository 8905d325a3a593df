#include <algorithm>
#include <map>
#include <utility>

#include "income/scheme_program.hpp"
#include "income/scheme_split.hpp"
#include "kezhuan/core/allocate.hpp"
#include "kezhuan/core/error.hpp"
#include "policy/income_facts.hpp"
#include "policy/income_sums.hpp"
#include "report/booked.hpp"
#include "report/derivations.hpp"
#include "report/sources.hpp"

namespace kezhuan {

namespace {

/// Figures of a run as the steps need them.
struct RunFigures {
  Money gross;
  Money direct_cost;
  Money other_institution;
  Money indirect_cost;
  Money owner_income;
  Money reward;
  Money institution;

  Money distributable() const { return owner_income + reward + institution; }
};

RunFigures figures_of(const Cumulative& cumulative, Currency currency) {
  const auto sum = [&](LineKind kind) { return sum_of(cumulative, kind, currency); };
  RunFigures figures;
  figures.direct_cost = sum(LineKind::direct_cost);
  figures.other_institution = sum(LineKind::other_institution);
  figures.indirect_cost = sum(LineKind::indirect_cost);
  figures.owner_income = sum(LineKind::owner_income);
  figures.reward = sum(LineKind::reward);
  figures.institution = sum(LineKind::institution);
  figures.gross = figures.direct_cost + figures.other_institution + figures.indirect_cost +
                  figures.distributable();
  return figures;
}

/// Where the money of a case stands before one of its receipts.
struct Position {
  std::size_t place = 0;                    // of the receipt
  std::optional<Id<DistributionPlan>> run;  // the plan the figures cumulate under
  Cumulative cumulative;
  Money received;          // over the whole case
  Money direct_recovered;  // likewise
  Money indirect_recovered;
};

/// Follows the cumulative figures through the receipts of a case while its bookings are taken.
class Follower {
 public:
  Follower(const State& state, const TransferCase& c)
      : state_(state),
        case_(c),
        zero_(Money::of_minor(0, currency_of(state, c))),
        at_(beginning()) {
    for (std::size_t i = 0; i < c.receipts.size(); ++i) places_.emplace(c.receipts[i].uuid(), i);
  }

  std::vector<ReceiptChange> take(const Booking& booking) {
    auto changes = standing_.take(booking);
    for (const auto& change : changes) {
      auto& plan = plans_[change.receipt.uuid()];
      formers_[change.receipt.uuid()] = std::exchange(plan, change.plan);
    }
    std::stable_sort(changes.begin(), changes.end(), [&](const auto& left, const auto& right) {
      return place_of(left.receipt) < place_of(right.receipt);
    });
    return changes;
  }

  /// Goes to where a receipt begins: what came before it, on its plan.
  const Position& go_before(const Id<Receipt>& receipt) {
    const auto place = place_of(receipt);
    if (place < at_.place) at_ = beginning();
    while (at_.place < place) pass();
    enter(plan_of(receipt));
    return at_;
  }
  const Position& pass() {
    const auto& receipt = case_.receipts[at_.place++];
    const auto& lines = standing_.of(receipt);
    if (!lines.empty()) enter(plan_of(receipt));
    for (const auto& line : lines) {
      at_.cumulative.try_emplace(key_of(line), zero_).first->second += line.amount;
      at_.received += line.amount;
      if (line.kind == LineKind::direct_cost) at_.direct_recovered += line.amount;
      if (line.kind == LineKind::indirect_cost) at_.indirect_recovered += line.amount;
    }
    return at_;
  }

  /// What it was divided by before the last booking that changed it.
  std::optional<Id<DistributionPlan>> former_plan_of(const Id<Receipt>& receipt) const {
    return formers_.at(receipt.uuid());
  }

  std::size_t place_of(const Id<Receipt>& receipt) const { return places_.at(receipt.uuid()); }

  /// What the receipt was divided by in the bookings taken so far.
  std::optional<Id<DistributionPlan>> plan_of(const Id<Receipt>& receipt) const {
    const auto found = plans_.find(receipt.uuid());
    return found == plans_.end() ? std::nullopt : found->second;
  }

 private:
  Position beginning() const { return {0, {}, {}, zero_, zero_, zero_}; }

  void enter(const std::optional<Id<DistributionPlan>>& plan) {
    if (at_.run == plan) return;
    at_.run = plan;
    at_.cumulative.clear();
  }

  const State& state_;
  const TransferCase& case_;
  Money zero_;
  StandingLines standing_;
  Position at_;
  std::map<Uuid, std::size_t> places_;
  std::map<Uuid, std::optional<Id<DistributionPlan>>> plans_;
  std::map<Uuid, std::optional<Id<DistributionPlan>>> formers_;
};

/// What somebody has coming and got, after each entry.
struct Account {
  Money entitled;
  Money paid;
};

class StatementComposer {
 public:
  StatementComposer(const State& state, const MoneyParts& parts, const TransferCase& c,
                    const std::optional<Id<Person>>& person)
      : state_(state),
        case_(c),
        person_(person),
        parts_(parts),
        currency_(currency_of(state_, c)),
        zero_(Money::of_minor(0, currency_)),
        costs_(costs_for(c, currency_)),
        follower_(state_, c),
        derivations_(state_, c),
        account_{zero_, zero_} {}

  std::vector<StatementEntry> entries() {
    std::vector<StatementEntry> entries;
    auto payment = case_.payments.begin();
    const auto pay_before = [&](const std::optional<Date>& day) {
      while (payment != case_.payments.end() && (!day || state_.get(*payment).paid_on < *day)) {
        auto entry = of_payment(state_.get(*payment++));
        if (!entry.paid.empty()) entries.push_back(std::move(entry));
      }
    };
    for (const auto& id : case_.bookings) {
      const auto& booking = state_.get(id);
      pay_before(booking.booked_on);
      entries.push_back(of_booking(booking));
      ++booking_;
    }
    pay_before({});
    return entries;
  }

  /// Once the entries are told.
  std::vector<StatementPlan> plans() const {
    std::vector<StatementPlan> plans;
    for (const auto& id : used_) plan_among(plans, state_.get(id));
    for (const auto& id : case_.receipts) {
      const auto& receipt = state_.get(id);
      if (const auto* plan = state_.find(receipt.plan)) {
        plan_among(plans, *plan).receipts.push_back(receipt.number);
      }
    }
    if (const auto* plan = state_.find(case_.plan_in_force)) plan_among(plans, *plan);
    return plans;
  }

  std::vector<StatementWaiting> waiting() const {
    std::vector<StatementWaiting> waiting;
    const bool is_public = parts_.has_public_data(case_);
    for (const auto& id : case_.receipts) {
      const auto& receipt = state_.get(id);
      if (receipt.plan) continue;
      waiting.push_back({receipt.number, receipt.received_on, receipt.surviving()});
      if (is_public) waiting.back().public_data = true;
    }
    return waiting;
  }

 private:
  bool wants(const std::optional<Id<Person>>& id) const { return !person_ || id == person_; }

  StatementPlan& plan_among(std::vector<StatementPlan>& plans, const DistributionPlan& plan) const {
    for (auto& known : plans) {
      if (known.terms.number == plan.number) return known;
    }
    StatementPlan shown;
    shown.terms = plan_terms(state_, plan);
    std::vector<Ratio> weights;
    for (const auto& line : plan.lines) {
      weights.push_back(line.weight);
      if (!person_ || line.person.target() != *person_) continue;
      shown.weight = shown.weight ? *shown.weight + line.weight : line.weight;
      if (!shown.role) shown.role = line.role;
      if (!shown.task) shown.task = line.task;
    }
    if (shown.weight) shown.weights_in_all = sum(weights);
    return plans.emplace_back(std::move(shown));
  }

  // -- bookings ----------------------------------------------------------------------------------

  StatementEntry of_booking(const Booking& booking) {
    StatementEntry entry;
    entry.number = booking.number;
    entry.on = booking.booked_on;
    entry.distributable = distributable_of(booking.totals);
    entry.net = booking.totals.net;
    const auto changes = follower_.take(booking);
    bool is_anew = false;
    for (const auto& change : changes) {
      is_anew = is_anew || !change.taken_back.empty();
      auto refunds = refunds_behind(change);
      entry.refunds.insert(entry.refunds.end(), refunds.begin(), refunds.end());
      entry.receipts.push_back(of_change(change));
      for (const auto& lines : {change.taken_back, change.booked}) count(lines);
    }
    entry.cause = changes.empty()                           ? EntryCause::cost
                  : !entry.refunds.empty()                  ? EntryCause::refund
                  : is_anew && is_release(booking, changes) ? EntryCause::release
                  : is_anew                                 ? EntryCause::plan
                                                            : EntryCause::receipt;
    stand(entry);
    return entry;
  }

  bool is_release(const Booking& booking, const std::vector<ReceiptChange>& changes) const {
    return std::any_of(
        case_.releases.begin(), case_.releases.end(), [&](const ReserveRelease& release) {
          return release.on == booking.booked_on &&
                 std::any_of(changes.begin(), changes.end(), [&](const ReceiptChange& change) {
                   return change.receipt == release.after;
                 });
        });
  }

  void count(const std::vector<BookingLine>& lines) {
    for (const auto& line : lines) {
      if (is_payable(line.kind) && wants(line.person)) account_.entitled += line.amount;
    }
  }

  void stand(StatementEntry& entry) const {
    entry.entitled = account_.entitled;
    entry.settled = account_.paid;
    entry.due = account_.entitled - account_.paid;
  }

  /// Those a booking takes notice of: what it divides is that much less than before.
  std::vector<Refund> refunds_behind(const ReceiptChange& change) {
    const auto& receipt = state_.get(change.receipt);
    auto& [noticed, amount] = noticed_.try_emplace(change.receipt.uuid(), 0, zero_).first->second;
    const auto refunded = receipt.amount - total_of(change.booked);
    std::vector<Refund> behind;
    while (noticed < receipt.refunds.size() && amount < refunded) {
      const auto& refund = receipt.refunds[noticed++];
      amount += refund.amount;
      if (!change.taken_back.empty()) behind.push_back(refund);
    }
    return behind;
  }

  Money total_of(const std::vector<BookingLine>& lines) const {
    auto total = zero_;
    for (const auto& line : lines) total += line.amount;
    return total;
  }

  StatementReceipt of_change(const ReceiptChange& change) {
    const auto& receipt = state_.get(change.receipt);
    StatementReceipt shown;
    shown.number = receipt.number;
    shown.contract = state_.get(receipt.contract).number;
    shown.received_on = receipt.received_on;
    shown.amount = receipt.amount;
    shown.taken_back = total_of(change.taken_back);
    shown.booked = total_of(change.booked);
    const auto* former = state_.find(follower_.former_plan_of(change.receipt));
    for (const auto& line : change.taken_back) {
      if (!is_shown(line)) continue;
      auto party = former != nullptr ? parts_.party(line, former->figures.terms)
                                     : parts_.party(line.person, line.institution);
      shown.reversed.push_back({line.kind, std::move(party), line.amount});
    }
    if (const auto* plan = state_.find(follower_.plan_of(change.receipt))) {
      shown.plan = plan->number;
      if (std::find(used_.begin(), used_.end(), plan->id) == used_.end()) used_.push_back(plan->id);
    }
    const auto before = follower_.go_before(change.receipt);
    const auto& after = follower_.pass();
    if (!change.booked.empty()) add_steps(shown, change, before, after);
    return shown;
  }

  /// For everybody all lines; for a person only their own.
  bool is_shown(const BookingLine& line) const { return !person_ || line.person == person_; }

  void add_steps(StatementReceipt& shown, const ReceiptChange& change, const Position& before,
                 const Position& after) {
    const auto derived = derivations_.find(booking_, change.receipt, change.booked);
    const auto was = figures_of(before.cumulative, currency_);
    const auto now = figures_of(after.cumulative, currency_);
    const auto& terms = state_.get(*follower_.plan_of(change.receipt)).figures.terms;
    auto& steps = shown.steps;
    const auto add = [&](StepKind step, const Money& then, const Money& cumulative,
                         std::string_view rule) -> StatementStep& {
      StatementStep made;
      made.step = step;
      made.amount = cumulative - then;
      made.cumulative = cumulative;
      made.before = then;
      made.rule = rule;
      return steps.emplace_back(std::move(made));
    };
    const auto add_cost = [&](StepKind step, bool direct, const Money& then,
                              const Money& recovered) {
      const auto recorded = recorded_before(change.receipt, direct, terms);
      if (recorded == recovered && recovered == then) return;
      auto& cost = add(step, then, recovered, "INC-01");
      cost.base = recorded;
      const auto& expected = terms.expected_income;
      if (terms.recovery == CostRecovery::pro_rata && expected && after.received < *expected) {
        cost.share = Ratio(after.received.minor(), expected->minor());
      }
    };
    add(StepKind::gross, was.gross, now.gross, "CTR-04");
    add_cost(StepKind::direct_cost, true, before.direct_recovered, after.direct_recovered);
    if (!terms.other_institutions.empty()) {
      auto& step =
          add(StepKind::other_institution, was.other_institution, now.other_institution, "RGT-06");
      step.base = now.gross - now.direct_cost;
      if (derived) *step.base -= derived->now.off_the_top;
      step.share = share_of_others(terms);
    }
    add_cost(StepKind::indirect_cost, false, before.indirect_recovered, after.indirect_recovered);
    add(StepKind::distributable, was.distributable(), now.distributable(), "INC-01");
    if (derived) {
      const auto add_part_of = [&](StepKind step, Money Derivation::*figure, const Money& base,
                                   const std::optional<Ratio>& share) {
        const auto then = derived->before ? (*derived->before).*figure : zero_;
        const auto& cumulative = derived->now.*figure;
        if (then.is_zero() && cumulative.is_zero()) return;
        explain(add(step, then, cumulative, "INC-11"), base, share);
      };
      const auto* scheme = terms.scheme ? &parts_.scheme(*terms.scheme) : nullptr;
      add_part_of(StepKind::off_the_top, &Derivation::off_the_top, now.gross,
                  scheme == nullptr ? std::nullopt : top_share(*scheme, {}));
      add_part_of(StepKind::reserve, &Derivation::reserved,
                  derived->now.distributable - derived->now.owner_income,
                  scheme == nullptr ? std::nullopt : scheme->reserve);
      if (terms.scheme) shown.bands = bands_of(derived->now.bands, *terms.scheme);
    }
    if (!terms.owners.empty()) {
      add(StepKind::owner_income, was.owner_income, now.owner_income, "RGT-01");
    }
    auto& reward = add(StepKind::reward, was.reward, now.reward, "INC-02");
    if (const auto pool = pool_of(terms, after.cumulative, currency_)) {
      reward.base = pool->base;
      reward.base_is = pool->of;
      reward.share = pool->ratio;
      if (!pool->owner_income.is_zero()) reward.off = pool->owner_income;
      if (!pool->owners_first.is_zero()) reward.owners_first = pool->owners_first;
      if (!pool->others_first.is_zero()) reward.others_first = pool->others_first;
    }
    add(StepKind::institution, was.institution, now.institution, "RGT-04");
    const auto* figures = derived ? &derived->now : nullptr;
    for (const auto& line : change.booked) add_part(steps, line, terms, before, after, figures);
  }

  /// Whether an amount is that share of the base but for what rounding moves.
  static bool is_share(const Money& amount, const Money& base, const Ratio& share) {
    const auto off = (share_rounded_up(base, share) - amount).minor();
    return base.is_positive() && off >= 0 && off <= 1;
  }

  static void explain(StatementStep& step, const Money& base, const std::optional<Ratio>& share) {
    if (!share || share->is_one() || !is_share(step.cumulative, base, *share)) return;
    step.base = base;
    step.share = share;
  }

  /// Of gross income, that goes off the top, to one pool if it is named; nothing where an amount
  /// and not a share does.
  static std::optional<Ratio> top_share(const Scheme& scheme, const std::string& pool) {
    Ratio share;
    for (const auto& top : scheme.off_the_top) {
      if (!pool.empty() && top.pool != pool) continue;
      if (!top.share) return std::nullopt;
      share = share + *top.share;
    }
    return share;
  }

  /// What a pool of one recipient has of a single band, or off the top.
  void explain_pool(StatementStep& part, const std::string& pool, const Scheme& scheme,
                    const Derivation& figures) const {
    const auto& table = scheme.bands.table;
    if (table.size() == 1) {
      for (const auto& share : table.front().shares) {
        if (share.pool == pool) explain(part, figures.reward_base, share.share);
      }
    }
    explain(part, figures.gross, top_share(scheme, pool));
  }

  /// How the team of a person came to what its members share.
  void explain_team(StatementStep& part, const BookingLine& line, const IncomeTerms& terms,
                    const Cumulative& cumulative) const {
    const auto member =
        std::find_if(terms.people.begin(), terms.people.end(), [&](const PersonPart& person) {
          return line.person == person.person && person.team &&
                 (!person.pool || person.pool == line.pool);
        });
    if (member == terms.people.end()) return;
    std::vector<Ratio> weights;
    std::size_t own = 0;
    for (const auto& team : terms.teams) {
      if (team.team == member->team) own = weights.size();
      weights.push_back(team.weight);
    }
    auto pool = zero_;
    for (const auto& [key, amount] : cumulative) {
      if (std::get<3>(key) == line.pool) pool += amount;
    }
    const auto share = Splitter(weights).share(own);
    if (!is_share(line.base, pool, share)) return;
    part.team = member->team;
    part.team_share = share;
    part.pool = pool;
  }

  /// What a scheme says of the money the institution keeps is shown as its parts too.
  void add_part(std::vector<StatementStep>& steps, const BookingLine& line,
                const IncomeTerms& terms, const Position& before, const Position& after,
                const Derivation* figures) const {
    const bool is_part = is_payable(line.kind) || goes_to_own_pool(line, terms);
    if (!is_part || !is_shown(line)) return;
    const auto then = before.cumulative.find(key_of(line));
    StatementStep part;
    part.step = StepKind::part;
    part.kind = line.kind;
    part.party = parts_.party(line, terms);
    part.amount = line.amount;
    part.cumulative = after.cumulative.at(key_of(line));
    part.before = then == before.cumulative.end() ? zero_ : then->second;
    part.base = line.base;
    part.share = line.share;
    part.rule = rule_of(line.kind);
    if (terms.scheme && line.pool) {
      const auto& scheme = parts_.scheme(*terms.scheme);
      const auto* pool = scheme.find_pool(*line.pool);
      if (!line.person && figures != nullptr) explain_pool(part, *line.pool, scheme, *figures);
      if (line.person && pool != nullptr && pool->to == PoolKind::teams) {
        explain_team(part, line, terms, after.cumulative);
      }
    }
    steps.push_back(std::move(part));
  }

  /// A single band says nothing that the steps do not.
  std::vector<StatementBand> bands_of(const std::vector<SchemeBandPart>& parts,
                                      const Id<AdoptedScheme>& id) const {
    const auto& table = parts_.scheme(id).bands.table;
    std::vector<StatementBand> bands;
    if (table.size() < 2) return bands;
    for (const auto& part : parts) {
      StatementBand band{part.from, part.up_to, part.amount, {}};
      for (const auto& share : table[part.band].shares) {
        band.shares.push_back({parts_.pool(id, share.pool).name, share.share});
      }
      bands.push_back(std::move(band));
    }
    return bands;
  }

  /// By a scheme only some categories may count.
  bool counts(const IncomeTerms& terms, CostCategory category) const {
    return !terms.scheme || kezhuan::counts(parts_.scheme(*terms.scheme), category);
  }

  static Ratio share_of_others(const IncomeTerms& terms) {
    Ratio share;
    for (const auto& other : terms.other_institutions) share = share + other.share;
    return share;
  }

  /// Costs the receipt could be asked to recover on its terms.
  Money recorded_before(const Id<Receipt>& receipt, bool direct, const IncomeTerms& terms) const {
    const auto place = static_cast<std::int64_t>(follower_.place_of(receipt));
    auto recorded = zero_;
    for (const auto& cost : costs_) {
      const bool is_asked = is_direct(cost.category) == direct && cost.from_receipt <= place;
      if (is_asked && counts(terms, cost.category)) recorded += cost.amount;
    }
    return recorded;
  }

  // -- payments ----------------------------------------------------------------------------------

  StatementEntry of_payment(const Payment& payment) {
    StatementEntry entry;
    entry.cause = payment.total().is_negative() ? EntryCause::recovery : EntryCause::payment;
    entry.number = payment.number;
    entry.on = payment.paid_on;
    entry.distributable = zero_;
    entry.net = zero_;
    for (const auto& line : payment.lines) {
      const auto person = target_of(line.person);
      const auto party = parts_.party(person, target_of(line.institution));
      if (!party || !wants(person)) continue;
      entry.paid.push_back({payment.number, payment.paid_on, line.kind, *party, line.amount});
      account_.paid += line.amount;
    }
    stand(entry);
    return entry;
  }

  const State& state_;
  const TransferCase& case_;
  std::optional<Id<Person>> person_;
  const MoneyParts& parts_;
  Currency currency_;
  Money zero_;
  std::vector<CostItem> costs_;  // of its books: `costs_for`
  Follower follower_;
  Derivations derivations_;
  std::size_t booking_ = 0;  // place of the one being told
  Account account_;
  std::vector<Id<DistributionPlan>> used_;                 // in the order they came to be used
  std::map<Uuid, std::pair<std::size_t, Money>> noticed_;  // refunds: how many, how much
};

void take_record(IncomeStatement& statement, DistributionCase&& record) {
  statement.contracts = std::move(record.contracts);
  statement.costs = std::move(record.costs);
  statement.net = record.totals.net;
  statement.unrecovered = record.unrecovered;
  statement.balances = std::move(record.balances);
  statement.equity = std::move(record.equity);
  statement.equity_events = std::move(record.equity_events);
  statement.conservation = record.conservation;
}

/// Leaves nobody else's amounts or name in it.
void keep_only(IncomeStatement& statement, const ReportParty& person) {
  statement.equity_events.clear();
  std::erase_if(statement.balances,
                [&](const ReportBalance& b) { return b.party.number != person.number; });
  for (auto& award : statement.equity) {
    std::erase_if(award.people,
                  [&](const ReportEquityLine& l) { return l.party.number != person.number; });
  }
}

}  // namespace

IncomeStatement compose_statement(const MoneySources& sources, const Id<TransferCase>& transfer,
                                  const std::optional<Id<Person>>& person,
                                  const ReportOptions& options) {
  const auto& state = sources.state;
  const auto& c = state.get(transfer);
  const MoneyParts parts(sources, options, false);
  if (person) require_concerned(state, c, *person);
  IncomeStatement statement;
  statement.institution = state.get(state.settings().institution).name;
  statement.transfer_case = c.number;
  statement.title = c.title;
  statement.policy = parts.policy(c);
  statement.printed_at = options.printed_at;
  MoneyScope scope;
  scope.transfer_case = transfer;
  auto report = compose_distribution(sources, scope, options);
  if (!report.cases.empty()) take_record(statement, std::move(report.cases.front()));
  if (person) {
    statement.person = parts.party(*person);
    keep_only(statement, *statement.person);
  }
  StatementComposer composer(state, parts, c, person);
  statement.entries = composer.entries();
  statement.plans = composer.plans();
  statement.waiting = composer.waiting();
  return statement;
}

}  // namespace kezhuan
