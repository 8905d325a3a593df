#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "catch.hpp"
#include "unit/income/any.hpp"
#include "unit/income/scheme_support.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

/// `count` shares in 24ths that sum to one.
std::vector<Ratio> any_shares(std::size_t count) {
  std::vector<Ratio> shares;
  std::int64_t left = 24;
  for (std::size_t i = 1; i < count; ++i) {
    const auto share = any_number(0, left);
    left -= share;
    shares.emplace_back(share, 24);
  }
  shares.emplace_back(left, 24);
  return shares;
}

std::vector<SchemePool> any_pools() {
  std::vector<SchemePool> pools = {{"reward",
                                    {"奖励", "reward"},
                                    PoolKind::people_by_weight,
                                    one_in(5) ? std::nullopt : std::optional(true)},
                                   {"kept", {"留存", "kept"}, PoolKind::one, std::nullopt}};
  if (one_in(2)) pools.push_back({"teams", {"团队", "teams"}, PoolKind::teams, one_in(2)});
  if (one_in(3)) pools.push_back({"equal", {"均分", "equal"}, PoolKind::people_equally, one_in(2)});
  return pools;
}

SchemeBands any_bands(const std::vector<SchemePool>& pools) {
  SchemeBands bands;
  const auto count = any_number(1, 4);
  auto from = fen(0);
  for (std::int64_t i = 1; i <= count; ++i) {
    SchemeBand band{from, from + any_amount(1), {}};
    const auto shares = any_shares(pools.size());
    for (std::size_t k = 0; k < pools.size(); ++k) {
      band.shares.push_back({pools[k].id, shares[k]});
    }
    from = *band.up_to;
    if (i == count) band.up_to.reset();
    bands.table.push_back(band);
  }
  bands.base = one_in(4) ? RewardBase::gross_income : RewardBase::net_income;
  if (bands.base == RewardBase::gross_income) return bands;
  bands.accumulate = *rc::gen::element(Accumulation::per_case, Accumulation::per_achievement,
                                       Accumulation::calendar_year);
  if (one_in(3)) bands.indexed = {{Date(2026, 6, 1), {any_number(1, 30), 10}}};
  return bands;
}

void add_costs_rule(Scheme& scheme) {
  if (one_in(3)) return;
  SchemeCosts costs;
  if (one_in(3)) costs.counts = {CostCategory::ip_fees};
  costs.recovery = *rc::gen::element(CostRecovery::first, CostRecovery::pro_rata);
  if (one_in(3)) costs.always_distributable = Ratio(any_number(0, 5), 5);
  if (one_in(3)) costs.after_first = any_amount(1);
  scheme.costs = costs;
}

Scheme any_scheme(const std::string& version) {
  Scheme scheme;
  scheme.id = "any";
  scheme.version = version;
  scheme.pools = any_pools();
  scheme.currency = "CNY";
  if (one_in(3)) scheme.off_the_top.push_back({"kept", Ratio(any_number(0, 5), 10), {}, {}});
  if (one_in(3)) scheme.off_the_top.push_back({"reward", {}, any_amount(1), {}});
  add_costs_rule(scheme);
  scheme.ownership =
      *rc::gen::element(OwnershipMode::stacked, OwnershipMode::ownership_replaces_reward);
  if (one_in(4)) scheme.reserve = Ratio(any_number(0, 4), 8);
  scheme.bands = any_bands(scheme.pools);
  return scheme;
}

void add_owners(SchemeTerms& terms) {
  const auto shares = any_shares(4);
  if (one_in(3)) terms.other_institutions = {{"B", shares[0]}};
  if (one_in(3)) terms.owners = {{"O1", shares[1]}, {"O2", shares[2]}};
}

void add_people(SchemeTerms& terms) {
  terms.teams = {{"A", Ratio(any_number(1, 5))}, {"B", Ratio(any_number(0, 5))}};
  const auto count = any_number(2, 6);
  for (std::int64_t i = 1; i <= count; ++i) {
    SchemePerson person{
        "P" + std::to_string(i), Ratio(any_number(1, 9)), {}, {}, {}, false, false, i};
    person.team = i % 2 == 0 ? "A" : "B";
    terms.people.push_back(person);
  }
}

SchemeTerms any_terms(const std::string& version) {
  SchemeTerms terms;
  terms.scheme = any_scheme(version);
  terms.expected_income = any_amount(1);
  add_owners(terms);
  add_people(terms);
  if (one_in(2)) {
    terms.achievements = {"X", "Y", "Z"};
    terms.schedules = {{Ratio(any_number(1, 9)), Ratio(any_number(0, 9)), Ratio(any_number(0, 9))},
                       {Ratio(0), Ratio(any_number(1, 9)), Ratio(any_number(0, 9))}};
  } else {
    terms.achievements = {"X"};
    terms.schedules = {{Ratio(1)}, {Ratio(1)}};
  }
  return terms;
}

SchemeStory any_story() {
  SchemeStory story;
  story.terms = {any_terms("1")};
  const bool may_change = !story.terms[0].scheme.reserve && one_in(2);
  if (may_change) story.terms.push_back(any_terms("2"));
  Date day(2026, 1, 1);
  const auto receipts = any_number(1, 6);
  std::size_t terms = 0;
  for (std::int64_t i = 1; i <= receipts; ++i) {
    if (may_change && one_in(4)) terms = 1;
    day = day + std::chrono::days(any_number(0, 200));
    story.entries.push_back({"R" + std::to_string(i), day, any_amount(), SchemeEntry::Kind::receipt,
                             terms, static_cast<std::size_t>(any_number(0, 1))});
  }
  story.costs = any_costs(story.entries.size());
  return story;
}

SchemeStory any_plain_story() {
  auto story = any_story();
  make_plain(story.entries, story.costs);
  return story;
}

std::int64_t sum_at(const SchemeDivision& division, std::size_t entry) {
  std::int64_t total = 0;
  for (const auto& line : division.lines[entry]) total += line.minor;
  return total;
}

std::size_t any_entry(const SchemeStory& story) {
  return *rc::gen::inRange<std::size_t>(0, story.entries.size());
}

SchemeStory without(SchemeStory story, std::size_t entry) {
  take_out(story.entries, story.costs, entry);
  return story;
}

/// What a band table comes to, worked out the long way, in fen times 24.
Wide exact_part(const Scheme& scheme, const std::string& pool, std::int64_t amount) {
  Wide exact = 0;
  for (const auto& band : scheme.bands.table) {
    const auto end = band.up_to ? std::min(amount, band.up_to->minor()) : amount;
    const auto length = std::max<std::int64_t>(0, end - band.from.minor());
    for (const auto& part : band.shares) {
      if (part.pool != pool) continue;
      exact += Wide{length} * part.share.numerator() * (24 / part.share.denominator());
    }
  }
  return exact;
}

}  // namespace

TEST_CASE("INC-06 passes: by any scheme every receipt is divided to the fen") {
  CHECK(rc::check([] {
    const auto story = any_story();
    const auto division = simulate_scheme(story);
    for (std::size_t i = 0; i < story.entries.size(); ++i) {
      RC_ASSERT(sum_at(division, i) == story.entries[i].amount.minor());
    }
  }));
}

TEST_CASE("INC-06 passes: by any scheme a release moves money and makes none") {
  CHECK(rc::check([] {
    auto story = any_plain_story();
    if (!story.terms[0].scheme.reserve) story.terms[0].scheme.reserve = Ratio(1, 3);
    const auto held = simulate_scheme(story).figures.back().reserved;
    if (!held.is_positive()) return;  // too many such stories are no failure
    auto entry = story.entries.back();
    entry.kind = SchemeEntry::Kind::release;
    entry.amount = fen(any_number(1, held.minor()));
    story.entries.push_back(entry);
    const auto division = simulate_scheme(story);
    RC_ASSERT(sum_at(division, story.entries.size() - 1) == 0);
    RC_ASSERT(division.figures.back().reserved == held - entry.amount);
  }));
}

TEST_CASE("INC-06 passes: by any scheme two receipts of a day come to the same as one") {
  CHECK(rc::check([] {
    const auto whole = any_plain_story();
    auto parts = whole;
    const auto at = any_entry(whole);
    const auto first = fen(any_number(0, whole.entries[at].amount.minor()));
    parts.entries.insert(parts.entries.begin() + static_cast<std::ptrdiff_t>(at),
                         whole.entries[at]);
    parts.entries[at].amount = first;
    parts.entries[at + 1].amount -= first;
    RC_ASSERT(sums_of(simulate_scheme(parts)) == sums_of(simulate_scheme(whole)));
  }));
}

TEST_CASE("INC-06 passes: by any scheme the order people are given in changes nothing") {
  CHECK(rc::check([] {
    const auto story = any_story();
    auto turned = story;
    for (auto& terms : turned.terms) std::reverse(terms.people.begin(), terms.people.end());
    RC_ASSERT(sums_of(simulate_scheme(turned)) == sums_of(simulate_scheme(story)));
  }));
}

TEST_CASE("INC-06 passes: by any scheme a receipt refunded in full is as if it had never been") {
  CHECK(rc::check([] {
    const auto story = any_story();
    const auto at = any_entry(story);
    auto refunded = story;
    refund(refunded, story.entries[at].id, story.entries[at].amount);
    const auto after = simulate_scheme(refunded);
    RC_ASSERT(sums_of(after) == sums_of(simulate_scheme(without(story, at))));
  }));
}

TEST_CASE("INC-06 passes: by any scheme what was booked and what a refund books come to the rest") {
  CHECK(rc::check([] {
    const auto story = any_story();
    const auto at = any_entry(story);
    auto refunded = story;
    const auto amount = fen(any_number(0, story.entries[at].amount.minor()));
    refund(refunded, story.entries[at].id, amount);
    const auto before = simulate_scheme(story);
    const auto after = simulate_scheme(refunded);
    auto booked = sums_of(before);
    for (const auto& line : rebook(before, after)) {
      booked[kezhuan::test::name_of(line.slot)] += line.amount.minor();
    }
    std::erase_if(booked, [](const auto& sum) { return sum.second == 0; });
    RC_ASSERT(booked == sums_of(after));
  }));
}

TEST_CASE("INC-06 passes: by any bands each pool is within a fen of exact, with a floor above") {
  CHECK(rc::check([] {
    auto terms = any_terms("1");
    terms.scheme.off_the_top.clear();
    terms.scheme.bands.accumulate = Accumulation::per_case;
    terms.scheme.bands.indexed.clear();
    terms.scheme.costs.reset();
    terms.owners.clear();
    // The bands measure gross income before a reserve, and net income after it.
    if (terms.scheme.bands.base == RewardBase::gross_income) terms.scheme.reserve.reset();
    SchemeEntry entry;
    entry.date = Date(2026, 1, 1);
    entry.amount = any_amount(1);
    const auto division = simulate_scheme(scheme_story(terms, {}, {entry}));
    const auto amount = division.figures.back().distributed.minor();
    const auto sums = sums_of(division, true);
    Wide floor_exact = 0, floor_sum = 0;
    for (const auto& pool : terms.scheme.pools) {
      const auto found = sums.find(pool.id);
      const Wide got = found == sums.end() ? 0 : found->second;
      const auto exact = exact_part(terms.scheme, pool.id, amount);
      RC_ASSERT(got * 24 < exact + 24);
      RC_ASSERT(got * 24 > exact - 24);
      if (!pool.is_reward()) continue;
      floor_exact += exact;
      floor_sum += got * 24;
    }
    RC_ASSERT(floor_sum >= floor_exact);
  }));
}

TEST_CASE("INC-06 passes: by any scheme each part of a person or team is within a fen of exact") {
  CHECK(rc::check([] {
    const auto story = any_plain_story();
    const auto division = simulate_scheme(story);
    const auto& slots = division.slots[0];
    const auto& teams = story.terms[0].teams;
    using Group = std::tuple<SchemeStep, std::string, std::string, std::string>;
    const auto group_of = [&](const SchemeSlot& slot, const std::string& team) {
      return Group(slot.step, slot.pool, team, slot.achievement);
    };
    std::vector<Wide> parts(slots.size());
    std::map<Group, Wide> of_team, of_pool;
    for (const auto& lines : division.lines) {
      for (const auto& line : lines) {
        const auto& slot = slots[line.slot];
        parts[line.slot] += line.minor;
        of_team[group_of(slot, slot.team)] += line.minor;
        of_pool[group_of(slot, {})] += line.minor;
      }
    }
    const auto is_exact = [](Wide part, Wide whole, const Ratio& share) {
      const auto off = part * share.denominator() - whole * share.numerator();
      return -share.denominator() < off && off < share.denominator();
    };
    std::int64_t weights = 0;
    for (const auto& team : teams) weights += team.weight.numerator();
    for (std::size_t i = 0; i < slots.size(); ++i) {
      const auto& slot = slots[i];
      if (slot.party.empty() || slot.pool.empty()) continue;
      const auto team = of_team[group_of(slot, slot.team)];
      RC_ASSERT(is_exact(parts[i], team, slot.share));
      for (const auto& one : teams) {
        if (one.id != slot.team) continue;
        RC_ASSERT(
            is_exact(team, of_pool[group_of(slot, {})], Ratio(one.weight.numerator(), weights)));
      }
    }
  }));
}

TEST_CASE("INC-02 passes: by any scheme a floor holds whenever a division is accepted") {
  CHECK(rc::check([] {
    auto story = any_plain_story();
    const Ratio floor(any_number(0, 10), 10);
    story.terms[0].scheme.floors = SchemeFloors{floor, std::nullopt, std::nullopt};
    story.terms[0].scheme.pools[0].bears_floor = true;
    story.terms[0].scheme.ownership = OwnershipMode::stacked;
    try {
      const auto division = divide_by_scheme(story);
      for (const auto& figures : division.figures) {
        RC_ASSERT(Wide{figures.reward.minor()} * floor.denominator() >=
                  Wide{figures.floor_base.minor()} * floor.numerator());
      }
    } catch (const Error& error) {
      RC_ASSERT(error.problems().front().rule == "INC-02");
    }
  }));
}

TEST_CASE("INC-02 passes: by any scheme the floors of some people hold whenever it is accepted") {
  CHECK(rc::check([] {
    auto story = any_plain_story();
    auto& terms = story.terms[0];
    const Ratio main(any_number(0, 10), 10), staff(any_number(0, 4), 10);
    terms.scheme.floors = SchemeFloors{std::nullopt, main, staff};
    terms.scheme.pools[0].bears_floor = true;
    terms.scheme.ownership = OwnershipMode::stacked;
    for (auto& person : terms.people) {
      person.main_contributor = one_in(2);
      person.transfer_staff = !person.main_contributor && one_in(2);
    }
    const auto reaches = [&](const SchemeDivision& division, const Ratio& floor, auto member) {
      Wide slots = 0, sum = 0;
      const auto counts = [&](const SchemeSlot& slot) {
        return slot.is_reward &&
               std::any_of(terms.people.begin(), terms.people.end(), [&](const SchemePerson& one) {
                 return one.id == slot.party && one.*member;
               });
      };
      for (const auto& slot : division.slots[0]) slots += counts(slot) ? 1 : 0;
      for (std::size_t i = 0; i < division.lines.size(); ++i) {
        for (const auto& line : division.lines[i]) {
          if (counts(division.slot(i, line))) sum += line.minor;
        }
      }
      const auto reward = Wide{division.figures.back().reward.minor()};
      return (sum + slots) * floor.denominator() >= reward * floor.numerator();
    };
    try {
      const auto division = divide_by_scheme(story);
      RC_ASSERT(reaches(division, main, &SchemePerson::main_contributor));
      RC_ASSERT(reaches(division, staff, &SchemePerson::transfer_staff));
    } catch (const Error& error) {
      RC_ASSERT(error.problems().front().rule == "INC-02");
    }
  }));
}

// ---- the consensus formula as a scheme ----

namespace {

/// A story both engines can divide: the same figures said twice.
struct Twice {
  IncomeStory consensus;
  SchemeStory scheme;
};

Scheme scheme_of(const IncomeTerms& terms, const std::string& version) {
  auto scheme = shipped_scheme("consensus");
  scheme.version = version;
  scheme.floors.reset();
  scheme.costs->recovery = terms.recovery;
  scheme.ownership = terms.ownership;
  scheme.bands.base = terms.base;
  scheme.bands.table[0].shares = {{"people", terms.reward_ratio},
                                  {"institution", Ratio(1) - terms.reward_ratio}};
  return scheme;
}

IncomeTerms any_consensus_terms() {
  auto terms = any_terms_of_one_owner();
  const auto shares = any_shares(5);
  for (int i = 0; i < any_number(0, 2); ++i) {
    terms.other_institutions.push_back({institution(10 + i), shares[static_cast<std::size_t>(i)]});
  }
  for (int i = 0; i < any_number(0, 2); ++i) {
    terms.owners.push_back({person(20 + i), shares[static_cast<std::size_t>(i) + 2]});
  }
  return terms;
}

SchemeTerms terms_of(const IncomeTerms& terms, const std::string& version) {
  SchemeTerms same;
  same.scheme = scheme_of(terms, version);
  same.expected_income = terms.expected_income;
  for (const auto& [other, share] : terms.other_institutions) {
    same.other_institutions.push_back({other.to_text(), share});
  }
  for (const auto& owner : terms.owners) {
    same.owners.push_back({owner.person.to_text(), owner.share});
  }
  for (const auto& each : terms.people) {
    same.people.push_back({each.person.to_text(), each.share, {}, {}, {}, false, false, 0});
  }
  return same;
}

Twice any_consensus_story() {
  Twice story;
  story.consensus.own = institution(1);
  for (const auto* version : {"1", "2"}) {
    story.consensus.terms.push_back(any_consensus_terms());
    story.scheme.terms.push_back(terms_of(story.consensus.terms.back(), version));
  }
  const auto receipts = any_number(1, 6);
  std::size_t terms = 0;
  for (int i = 1; i <= receipts; ++i) {
    if (one_in(4)) terms = 1 - terms;
    const auto amount = any_amount();
    story.consensus.receipts.push_back({id_of<Receipt>(i), amount, terms});
    story.scheme.entries.push_back(
        {"R" + std::to_string(i), Date(2026, 1, 1), amount, SchemeEntry::Kind::receipt, terms, 0});
  }
  story.consensus.costs = any_costs(story.consensus.receipts.size());
  story.scheme.costs = story.consensus.costs;
  return story;
}

/// The lines of one receipt in the words of the other engine.
Texts texts_of_consensus(const std::vector<BookingLine>& lines) {
  Texts texts;
  for (const auto& line : lines) {
    std::string name(to_code(line.kind));
    if (line.kind == LineKind::reward) name = "people";
    if (line.person) name += " " + line.person->to_text();
    if (line.institution && line.kind != LineKind::institution) {
      name += " " + line.institution->to_text();
    }
    texts.push_back(name + " " + line.amount.to_text());
  }
  return texts;
}

}  // namespace

TEST_CASE("INC-06 passes: the consensus formula as a scheme gives every line to the fen") {
  CHECK(rc::check([] {
    const auto story = any_consensus_story();
    const auto expected = divide_income(story.consensus);
    const auto division = simulate_scheme(story.scheme);
    for (std::size_t i = 0; i < division.lines.size(); ++i) {
      RC_ASSERT(lines_at(division, i) == texts_of_consensus(expected.lines[i]));
    }
    RC_ASSERT(division.figures.back().distributable == expected.derivations.back().distributable);
  }));
}

namespace {

/// The same story with its terms as adopted schemes.
IncomeStory by_schemes(IncomeStory story) {
  for (std::size_t i = 0; i < story.terms.size(); ++i) {
    auto& terms = story.terms[i];
    terms.scheme = id_of<AdoptedScheme>(static_cast<int>(i) + 1);
    story.schemes.emplace(*terms.scheme, scheme_of(terms, std::to_string(i)));
  }
  return story;
}

}  // namespace

TEST_CASE("INC-11 passes: adopted, the consensus formula books the same lines, told by pool") {
  CHECK(rc::check([] {
    const auto story = any_consensus_story().consensus;
    const auto expected = divide_income(story);
    auto division = divide_income(by_schemes(story));
    for (auto& lines : division.lines) {
      for (auto& line : lines) {
        const bool is_pooled = line.kind == LineKind::reward || line.kind == LineKind::institution;
        RC_ASSERT(line.pool.has_value() == is_pooled);
        line.pool.reset();
      }
    }
    RC_ASSERT(division.lines == expected.lines);
    RC_ASSERT(division.totals == expected.totals);
  }));
}
