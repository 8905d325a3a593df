#include "income/scheme_program.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <unordered_set>

#include "kezhuan/core/error.hpp"
#include "policy/income_sums.hpp"

namespace kezhuan {

namespace {

constexpr auto exactness = "INC-06";

[[noreturn]] void throw_schedules_too_fine() {
  throw_invalid(
      {"成果间的分摊比例过于精细", "the allocation schedules of the achievements are too fine"},
      {"改用更简单的比例", "use simpler weights"}, exactness);
}

std::vector<std::vector<Ratio>> schedules_of(const SchemeTerms& terms) {
  if (!terms.schedules.empty()) return terms.schedules;
  return {std::vector<Ratio>(terms.achievements.size(), Ratio{1})};
}

Schedules make_schedules(const SchemeTerms& terms) {
  Schedules made;
  std::vector<std::int64_t> totals;
  Int128 common = 1;
  for (const auto& schedule : schedules_of(terms)) {
    auto weights = whole_weights(schedule);
    const auto total = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    const auto divisor = std::max<std::int64_t>(1, total);
    common = common / greatest_common_divisor(common, divisor) * divisor;
    if (common > Ratio::max_denominator) throw_schedules_too_fine();
    totals.push_back(divisor);
    made.weights.push_back(std::move(weights));
  }
  made.total = static_cast<std::int64_t>(common);
  for (std::size_t i = 0; i < made.weights.size(); ++i) {
    for (auto& weight : made.weights[i]) weight *= made.total / totals[i];
  }
  return made;
}

}  // namespace

ScheduleCount::ScheduleCount(const Schedules& schedules)
    : schedules_(&schedules),
      exact_(schedules.weights.front().size()),
      parts_(exact_.size()),
      remainders_(exact_.size()) {}

std::span<const std::int64_t> ScheduleCount::advance(std::int64_t amount, std::size_t schedule) {
  const Int128 more = Int128{amount} - amount_;
  amount_ = amount;
  const auto& weights = schedules_->weights[schedule];
  for (std::size_t i = 0; i < exact_.size(); ++i) exact_[i] += more * weights[i];
  round_to_total(exact_, schedules_->total, amount, parts_, remainders_);
  return parts_;
}

void PoolTree::throw_nobody() const {
  throw_invalid({"“" + title_.zh + "”有钱可分，但没有权重大于零的人员",
                 "there is money for \"" + title_.en + "\" and nobody with a weight above zero"},
                {"写明参加分配的人员及其权重", "name who shares it, with their weights"}, "INC-02");
}

void PoolTree::give(std::int64_t amount, std::size_t schedule, std::span<std::int64_t> slots) {
  if (!achievements_.empty()) {
    return give_below(achievements_.front().advance(amount, schedule), schedule, slots);
  }
  if (amount != 0 && splitter_.is_empty()) throw_nobody();
  if (branches_.empty()) {
    return splitter_.split(amount, slots.subspan(first_slot_, splitter_.size()));
  }
  splitter_.split(amount, parts_);
  give_below(parts_, schedule, slots);
}

void PoolTree::give_below(std::span<const std::int64_t> parts, std::size_t schedule,
                          std::span<std::int64_t> slots) {
  for (std::size_t i = 0; i < branches_.size(); ++i) {
    branches_[i].give(parts[i], schedule, slots);
  }
}

bool PoolTree::is_shared() const {
  const auto is_open = [](const PoolTree& branch) { return branch.is_shared(); };
  if (!achievements_.empty()) return std::all_of(branches_.begin(), branches_.end(), is_open);
  if (splitter_.is_empty()) return false;
  for (std::size_t i = 0; i < branches_.size(); ++i) {
    if (!splitter_.share(i).is_zero() && !branches_[i].is_shared()) return false;
  }
  return true;
}

/// Builds the tree of a pool and appends the slots it ends in.
class TreeBuilder {
 public:
  TreeBuilder(SchemeProgram& program, const SchemePool& pool, SchemeStep step)
      : program_(program), terms_(program.terms()), pool_(pool), step_(step) {}

  /// @param achievement  empty: of all of them
  PoolTree build(const std::string& achievement) {
    const bool is_split =
        achievement.empty() && terms_.achievements.size() > 1 && pool_.is_of_people();
    return is_split ? by_achievement() : within(achievement);
  }

 private:
  PoolTree by_achievement() {
    auto tree = named();
    tree.achievements_.emplace_back(program_.schedules);
    for (const auto& achievement : terms_.achievements) {
      tree.branches_.push_back(within(achievement));
    }
    return tree;
  }

  PoolTree within(const std::string& achievement) {
    achievement_ = achievement;
    switch (pool_.to) {
      case PoolKind::one: break;
      case PoolKind::teams: return of_teams();
      case PoolKind::people_by_weight:
      case PoolKind::people_equally: return of_people({});
    }
    auto tree = named();
    add_slot({}, {}, Ratio{1}, false);
    tree.splitter_ = Splitter(std::vector<Ratio>{Ratio{1}});
    return tree;
  }

  PoolTree of_teams() {
    auto tree = named();
    std::vector<Ratio> weights;
    for (const auto& team : terms_.teams) {
      if (!takes_part(team)) continue;
      weights.push_back(team.weight);
      tree.branches_.push_back(of_people(team.id));
    }
    tree.splitter_ = Splitter(weights);
    tree.parts_.resize(weights.size());
    return tree;
  }

  /// A team whose people all stand with other achievements has no part in this one.
  bool takes_part(const SchemeTeam& team) const {
    const auto is_member = [&](const SchemePerson& person) { return person.team == team.id; };
    const auto& people = terms_.people;
    return achievement_.empty() || std::none_of(people.begin(), people.end(), is_member) ||
           std::any_of(people.begin(), people.end(),
                       [&](const SchemePerson& person) { return shares(person, team.id); });
  }

  PoolTree of_people(const std::string& team) {
    auto tree = named();
    std::vector<Ratio> weights;
    std::vector<const SchemePerson*> people;
    for (const auto& person : terms_.people) {
      if (!shares(person, team)) continue;
      people.push_back(&person);
      weights.push_back(pool_.to == PoolKind::people_equally ? Ratio{1} : person.weight);
    }
    // What a team has not divided among persons is no reward (INC-02).
    const bool undivided = people.empty() && !team.empty();
    tree.splitter_ = Splitter(undivided ? std::vector<Ratio>{Ratio{1}} : weights);
    if (undivided) add_slot({}, team, Ratio{1}, false);
    for (std::size_t i = 0; i < people.size(); ++i) {
      add_slot(people[i]->id, team, tree.splitter_.share(i), pool_.is_reward());
    }
    return tree;
  }

  bool shares(const SchemePerson& person, const std::string& team) const {
    const bool in_pool = person.pool.empty() || person.pool == pool_.id;
    const bool in_achievement =
        achievement_.empty() || person.achievement.empty() || person.achievement == achievement_;
    return in_pool && in_achievement && (team.empty() || person.team == team);
  }

  PoolTree named() const {
    PoolTree tree;
    tree.title_ = pool_.title;
    tree.first_slot_ = program_.slots.size();
    return tree;
  }

  void add_slot(const std::string& party, const std::string& team, const Ratio& share,
                bool is_reward) {
    program_.slots.push_back({step_, pool_.id, party, team, achievement_, share, is_reward});
  }

  SchemeProgram& program_;
  const SchemeTerms& terms_;
  const SchemePool& pool_;
  SchemeStep step_;
  std::string achievement_;
};

SchemeProgram::SchemeProgram(const SchemeTerms& terms, Currency currency) : terms_(terms) {
  check_terms(terms, currency);
  std::stable_sort(
      terms_.people.begin(), terms_.people.end(),
      [](const SchemePerson& left, const SchemePerson& right) { return left.line < right.line; });
  bands = std::make_unique<BandTable>(scheme());
  schedules = make_schedules(terms);
  add_top();
  direct_slot = slots.size();
  add_slot(SchemeStep::direct_cost, {}, Ratio{1});
  add_institutions();
  indirect_slot = slots.size();
  add_slot(SchemeStep::indirect_cost, {}, Ratio{1});
  add_owners();
  reserve_slot = slots.size();
  add_slot(SchemeStep::reserve, {}, scheme().reserve.value_or(Ratio{}));
  add_streams();
  find_slots();
}

bool counts(const Scheme& scheme, CostCategory category) {
  if (!scheme.costs || scheme.costs->counts.empty()) return true;
  const auto& counted = scheme.costs->counts;
  return std::find(counted.begin(), counted.end(), category) != counted.end();
}

bool SchemeProgram::counts(CostCategory category) const {
  return kezhuan::counts(scheme(), category);
}

bool SchemeProgram::replaces_reward() const {
  return scheme().ownership == OwnershipMode::ownership_replaces_reward;
}

std::vector<Text> SchemeProgram::find_unshared() const {
  std::vector<Text> titles;
  for (std::size_t i = 0; i < scheme().pools.size(); ++i) {
    const auto& pool = scheme().pools[i];
    bool is_shared = true;
    for (const auto& stream : streams) {
      is_shared = is_shared && (!bands->has_share(i) || stream.pools[i].is_shared());
    }
    for (std::size_t entry = 0; entry < top.size(); ++entry) {
      if (scheme().off_the_top[entry].pool == pool.id) {
        is_shared = is_shared && top[entry].tree.is_shared();
      }
    }
    if (!is_shared) titles.push_back(pool.title);
  }
  return titles;
}

void SchemeProgram::add_slot(SchemeStep step, const std::string& party, const Ratio& share) {
  slots.push_back({step, {}, party, {}, {}, share, false});
}

void SchemeProgram::add_top() {
  for (const auto& given : scheme().off_the_top) {
    const auto& pool = *scheme().find_pool(given.pool);
    TopEntry entry;
    entry.share = given.share;
    if (given.first) entry.first = given.first->minor();
    entry.rounds_up = pool.is_reward();
    entry.lowers_floor = given.category && counts(*given.category);
    entry.tree = TreeBuilder(*this, pool, SchemeStep::off_the_top).build({});
    top.push_back(std::move(entry));
  }
}

void SchemeProgram::add_institutions() {
  auto shares = shares_of(terms_.other_institutions);
  shares.insert(shares.begin(), Ratio{1} - sum(shares));
  institutions = Splitter(shares);
  institutions_slot = slots.size();
  for (const auto& other : terms_.other_institutions) {
    add_slot(SchemeStep::other_institution, other.id, other.share);
  }
}

void SchemeProgram::add_owners() {
  const auto own = Ratio{1} - sum(shares_of(terms_.other_institutions));
  auto shares = shares_of(terms_.owners);
  shares.push_back(own.is_zero() ? Ratio{1} : own - sum(shares));
  owners = Splitter(shares);
  owners_slot = slots.size();
  for (std::size_t i = 0; i < terms_.owners.size(); ++i) {
    add_slot(SchemeStep::owner_income, terms_.owners[i].id, owners.share(i));
  }
}

void SchemeProgram::add_streams() {
  const bool by_achievement = scheme().bands.accumulate == Accumulation::per_achievement;
  auto counted = by_achievement ? terms_.achievements : std::vector<std::string>{};
  if (counted.size() < 2) counted = {std::string()};
  for (const auto& achievement : counted) {
    Stream stream{BandCount(*bands), {}};
    for (std::size_t i = 0; i < scheme().pools.size(); ++i) {
      // A pool that only has something off the top needs no slots here.
      TreeBuilder builder(*this, scheme().pools[i], SchemeStep::pool);
      stream.pools.push_back(bands->has_share(i) ? builder.build(achievement) : PoolTree{});
    }
    streams.push_back(std::move(stream));
  }
  for (std::size_t i = 0; i < scheme().pools.size(); ++i) {
    if (!bands->has_share(i)) continue;
    (scheme().pools[i].is_reward() ? reward_pools : other_pools).push_back(i);
  }
}

void SchemeProgram::find_slots() {
  const auto ids_of = [&](bool SchemePerson::*mark) {
    std::unordered_set<std::string_view> ids;
    for (const auto& person : terms_.people) {
      if (person.*mark) ids.insert(person.id);
    }
    return ids;
  };
  const auto main_contributors = ids_of(&SchemePerson::main_contributor);
  const auto transfer_staff = ids_of(&SchemePerson::transfer_staff);
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (!slots[i].is_reward) continue;
    reward_slots.push_back(i);
    if (main_contributors.contains(slots[i].party)) main_contributor_slots.push_back(i);
    if (transfer_staff.contains(slots[i].party)) transfer_staff_slots.push_back(i);
  }
}

}  // namespace kezhuan
