#include "kezhuan/income/books.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "acts/created.hpp"
#include "income/scheme_books.hpp"
#include "income/story.hpp"
#include "kezhuan/acts/acts.hpp"
#include "kezhuan/core/error.hpp"
#include "policy/income_facts.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

namespace {

/// Settles ties of a fen whatever order a plan names people in: by their line in the agreements of
/// the case, whoever stands in none after them by number.
class AgreementOrder {
 public:
  AgreementOrder(const State& state, const TransferCase& c) : state_(state) {
    for (const auto& achievement : c.achievements) {
      const auto* agreement = find_governing_agreement(state, state.get(achievement));
      if (agreement == nullptr) continue;
      for (const auto& share : agreement->terms.persons) {
        ranks_.try_emplace(share.person.target(), ranks_.size());
      }
    }
  }

  void sort(std::vector<PersonPart>& people) const {
    std::stable_sort(people.begin(), people.end(), [&](const PersonPart& a, const PersonPart& b) {
      return key_of(a.person) < key_of(b.person);
    });
  }

 private:
  std::pair<std::size_t, std::string> key_of(const Id<Person>& person) const {
    const auto found = ranks_.find(person);
    if (found != ranks_.end()) return {found->second, std::string()};
    return {ranks_.size(), state_.get(person).number};
  }

  const State& state_;
  std::map<Id<Person>, std::size_t> ranks_;
};

/// Teams by the first of their members.
void sort_teams(std::vector<TeamPart>& teams, const std::vector<PersonPart>& people) {
  const auto key_of = [&](const TeamPart& team) {
    const auto first = std::find_if(people.begin(), people.end(), [&](const PersonPart& person) {
      return person.team == team.team;
    });
    return std::pair(first - people.begin(), team.team);
  };
  std::stable_sort(teams.begin(), teams.end(),
                   [&](const TeamPart& a, const TeamPart& b) { return key_of(a) < key_of(b); });
}

std::vector<EquityPart> equity_parts(const State& state, const std::vector<PersonPart>& people,
                                     bool cites_policy, const Date& decided_on) {
  std::vector<EquityPart> parts;
  for (const auto& part : people) {
    const bool excluded = !cites_policy && is_principal_head(state, part.person, decided_on);
    parts.push_back({part.person, part.share, excluded, 0});
  }
  return parts;
}

/// "P-1（部门 U-1，正职领导）"
Text describe_head(const State& state, const Id<Person>& id) {
  const auto& person = state.get(id);
  const auto* unit = state.find(person.unit);
  const auto post = name_of(PostKind::principal_head);
  return {person.number + "（" + (unit == nullptr ? "" : "部门 " + unit->number + "，") +
              std::string(post.zh) + "）",
          person.number + " (" + (unit == nullptr ? "" : "unit " + unit->number + ", ") +
              std::string(post.en) + ")"};
}

/// The division knows no people: who they are, and where the act names them, is said here.
void require_holder(const State& state, const std::vector<EquityPart>& parts, const char* place) {
  std::vector<Text> heads;
  for (const auto& part : parts) {
    if (part.weight.is_zero()) continue;
    if (!part.excluded) return;
    heads.push_back(describe_head(state, part.person));
  }
  if (heads.empty()) return;
  const auto who = listing(heads);
  throw Error(
      ErrorCode::invalid,
      {"没有可以获得股权的人员：方案中有权重的只有 " + who.zh + "，正职领导原则上不获股权激励",
       "nobody is left who may hold equity: weights are given to " + who.en +
           " alone, and a principal head gets none in principle"},
      {"把股权分给其他完成人或转化人员，或在方案中引用允许的明确政策（cites_policy）",
       "give it to other contributors or implementers, or cite in the plan a policy that "
       "allows it (cites_policy)"},
      "INC-04", place);
}

std::vector<EquityLine> to_lines(const std::vector<EquityPart>& parts) {
  std::vector<EquityLine> lines;
  lines.reserve(parts.size());
  for (const auto& part : parts) {
    lines.push_back({part.person, part.weight, part.excluded, part.shares});
  }
  return lines;
}

/// Adds a line to the balance of whoever it goes to.
void add_line(std::vector<Balance>& balances, const BookingLine& line) {
  if (!is_payable(line.kind)) return;
  for (auto& balance : balances) {
    if (is_of(balance, line)) {
      balance.entitled += line.amount;
      return;
    }
  }
  balances.push_back({line.kind, line.person, line.institution, line.amount,
                      Money::of_minor(0, line.amount.currency())});
}

/// What stands booked of every receipt, netted line by line.
Division booked_so_far(const State& state, const TransferCase& c) {
  Division division;
  std::map<Uuid, std::size_t> places;
  for (const auto& id : c.receipts) {
    places.emplace(id.uuid(), division.lines.size());
    division.lines.emplace_back();
  }
  const auto add = [&](const BookingLine& line) {
    auto& lines = division.lines.at(places.at(line.receipt.uuid()));
    for (auto& present : lines) {
      if (present.kind == line.kind && present.person == line.person &&
          present.institution == line.institution && present.pool == line.pool) {
        present.amount += line.amount;
        present.base = line.base;
        present.share = line.share;
        return;
      }
    }
    lines.push_back(line);
  };
  for (const auto& id : c.bookings) {
    for (const auto& line : state.get(id).lines) add(line);
  }
  for (auto& lines : division.lines) {
    std::erase_if(lines, [](const BookingLine& line) { return line.amount.is_zero(); });
  }
  return division;
}

/// The story of a case: every receipt by the plan it was booked by, new ones by the plan that
/// divides what comes in under their contract.
struct Told {
  IncomeStory story;
  std::vector<Id<Receipt>> fresh;
  std::vector<Id<DistributionPlan>> plans;  // of the fresh ones

  bool has_scheme() const { return !story.schemes.empty(); }
};

template <class PlanOf>
Told tell(const State& state, const TransferCase& c, const PlanOf& plan_of_fresh) {
  Told told;
  std::vector<StandingReceipt> receipts;
  for (const auto& id : c.receipts) {
    const auto& receipt = state.get(id);
    const auto plan = receipt.plan ? receipt.plan : plan_of_fresh(receipt);
    if (!plan) continue;
    if (!receipt.plan) {
      told.fresh.push_back(id);
      told.plans.push_back(*plan);
    }
    receipts.push_back({id, receipt.surviving(), *plan});
  }
  told.story = story_of(state, c, receipts);
  return told;
}

/// The receipts of the story among all of the case; those not divided yet have no lines.
Division of_all_receipts(const TransferCase& c, const IncomeStory& story, Division divided) {
  Division all;
  all.totals = divided.totals;
  all.lines.resize(c.receipts.size());
  auto place = c.receipts.begin();  // the story has them in the same order
  for (std::size_t i = 0; i < story.receipts.size(); ++i) {
    place = std::find(place, c.receipts.end(), story.receipts[i].receipt);
    all.lines[static_cast<std::size_t>(place - c.receipts.begin())] = std::move(divided.lines[i]);
  }
  return all;
}

std::optional<Scheme> adopted(const State& state, const std::optional<Ref<AdoptedScheme>>& ref) {
  if (!ref) return std::nullopt;
  return scheme_of(state.get(ref->target()));
}

std::vector<Balance> balances_after(const TransferCase& c, const std::vector<BookingLine>& lines) {
  auto balances = c.balances;
  for (const auto& line : lines) add_line(balances, line);
  return balances;
}

/// Nearly always all go by one plan.
void name_plans(BookingOutcome& outcome, std::vector<Id<DistributionPlan>> plans) {
  if (plans.empty()) return;
  const auto is_first = [&](const Id<DistributionPlan>& plan) { return plan == plans.front(); };
  if (std::all_of(plans.begin(), plans.end(), is_first)) {
    outcome.plan = plans.front();
  } else {
    outcome.plans = std::move(plans);
  }
}

class ConsensusBooks final : public IncomeBooks {
 public:
  std::optional<BookingOutcome> book(const State& state, const Id<TransferCase>& transfer,
                                     const Policy& policy) const override {
    const auto& c = state.get(transfer);
    auto told = tell(state, c, [&](const Receipt& receipt) {
      return plan_dividing(state, c, state.get(receipt.contract), policy);
    });
    if (told.story.receipts.empty()) return std::nullopt;
    const auto after = of_all_receipts(c, told.story, divide_income(told.story));
    BookingOutcome outcome;
    outcome.lines = rebook(booked_so_far(state, c), after);
    outcome.booked = std::move(told.fresh);
    name_plans(outcome, std::move(told.plans));
    outcome.totals = after.totals;
    // a cost that comes after the last receipt moves no money, but there is less net income now
    if (outcome.lines.empty() && outcome.booked.empty() && after.totals == c.totals) {
      return std::nullopt;
    }
    outcome.balances = balances_after(c, outcome.lines);
    return outcome;
  }

  PlanFigures figure(const State& state, const DraftDistribution& act,
                     const Date& on) const override {
    const auto& c = state.get(act.transfer_case);
    const auto own = state.settings().institution;
    const auto contracts = lasting_contracts(state, c);
    PlanFigures figures;
    auto& terms = figures.terms;
    terms.reward_ratio = act.reward_ratio.value_or(Ratio{});
    terms.base = act.base.value_or(RewardBase::net_income);
    terms.recovery = act.recovery.value_or(CostRecovery::first);
    terms.ownership = act.ownership.value_or(OwnershipMode::stacked);
    for (const auto& line : act.lines) terms.people.push_back({line.person.target(), line.weight});
    auto owners = owners_of(state, cash_weights_of(contracts));
    terms.other_institutions = std::move(owners.institutions);
    terms.owners = std::move(owners.persons);
    std::int64_t shares = 0;
    if (const auto currency = find_currency(state, c)) {
      figures.contract_total = Money::of_minor(0, *currency);
    }
    for (const auto* contract : contracts) {
      if (contract->investment) shares += contract->investment->shares;
      const auto cash = cash_of(*contract);
      figures.contract_total =
          figures.contract_total.is_zero() ? cash : figures.contract_total + cash;
    }
    const auto scheme = adopted(state, act.scheme);
    if (scheme) apply_scheme(state, act, *scheme, shares > 0, terms);
    AgreementOrder(state, c).sort(terms.people);
    sort_teams(terms.teams, terms.people);
    if (terms.recovery == CostRecovery::pro_rata) terms.expected_income = figures.contract_total;
    const auto costs = costs_for(c, figures.contract_total.currency());
    const auto division = plan_income(own, terms, costs, figures.contract_total, scheme, on);
    figures.totals = division.totals;
    if (division.failing_floor) figures.failing_floor = division.failing_floor->what;
    for (const auto& lines : division.lines) {
      for (const auto& line : lines) add_line(figures.parts, line);
    }
    if (shares > 0 && act.equity != EquityMode::equity_income) {
      const auto parts = equity_parts(state, terms.people, act.cites_policy.has_value(), on);
      require_holder(state, parts, "/lines");
      const auto divided = divide_equity(shares, terms.reward_ratio, parts);
      figures.equity = to_lines(divided.people);
      figures.people_shares = divided.people_shares;
      figures.institution_shares = divided.institution_shares;
    }
    return figures;
  }

  std::vector<Problem> check_scheme(const AdoptScheme& act) const override {
    return check_adoption(act);
  }

  std::optional<Problem> find_failing_floor(const State& state,
                                            const Id<TransferCase>& transfer) const override {
    const auto told =
        tell(state, state.get(transfer),
             [](const Receipt&) -> std::optional<Id<DistributionPlan>> { return {}; });
    if (!told.has_scheme()) return std::nullopt;
    return divide_income(told.story).failing_floor;
  }

  SchemeFacts facts_of(const AdoptedScheme& scheme) const override {
    return kezhuan::facts_of(scheme_of(scheme));
  }

  Money held_in_reserve(const State& state, const Id<TransferCase>& transfer) const override {
    const auto& c = state.get(transfer);
    auto held = Money::of_minor(0, c.totals.gross.currency());
    std::map<Uuid, bool> holds;
    const auto is_held = [&](const BookingLine& line) {
      if (line.pool != reserve_pool || line.kind != LineKind::institution) return false;
      const auto& plan = state.get(line.receipt).plan;
      const auto& scheme = plan ? state.get(*plan).figures.terms.scheme : std::nullopt;
      if (!scheme) return false;
      const auto [known, is_new] = holds.try_emplace(scheme->uuid(), false);
      if (is_new) known->second = facts_of(state.get(*scheme)).holds_reserve;
      return known->second;
    };
    for (const auto& id : c.bookings) {
      for (const auto& line : state.get(id).lines) {
        if (is_held(line)) held += line.amount;
      }
    }
    return held;
  }

  EquityOutcome award(const State& state, const Contract& contract, const Date& on) const override {
    const auto& c = state.get(contract.transfer_case);
    const auto& plan = state.get(c.plan_in_force.value());
    const auto decided = plan.decided_on.value_or(on);
    const auto parts =
        equity_parts(state, plan.figures.terms.people, plan.cites_policy.has_value(), decided);
    require_holder(state, parts, "/contract");
    const auto divided =
        divide_equity(contract.investment.value().shares, plan.figures.terms.reward_ratio, parts);
    return {to_lines(divided.people), divided.people_shares, divided.institution_shares};
  }
};

}  // namespace

const IncomeBooks& consensus_books() {
  static const ConsensusBooks books;
  return books;
}

}  // namespace kezhuan
