#include <algorithm>
#include <numeric>

#include "catch.hpp"
#include "kezhuan/core/allocate.hpp"
#include "kezhuan/core/write.hpp"
#include "kezhuan/income/books.hpp"
#include "kezhuan/income/consensus.hpp"
#include "support/transfer.hpp"
#include "unit/income/any.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

/// Shares of ownership in 24ths: others and persons together at most the whole.
void add_owners(IncomeTerms& terms) {
  std::int64_t left = 24;
  for (auto count = any_number(0, 2); count > 0; --count) {
    const auto share = any_number(0, left);
    left -= share;
    terms.other_institutions.push_back({institution(10 + static_cast<int>(count)), {share, 24}});
  }
  for (auto count = any_number(0, 2); count > 0; --count) {
    const auto share = any_number(0, left);
    left -= share;
    terms.owners.push_back({person(static_cast<int>(count)), {share, 24}});
  }
}

IncomeTerms any_terms() {
  auto terms = any_terms_of_one_owner();
  add_owners(terms);
  return terms;
}

IncomeStory any_story() {
  IncomeStory story;
  story.own = institution(1);
  story.terms = {any_terms(), any_terms()};
  const auto receipts = any_number(1, 6);
  std::size_t terms = 0;
  for (int i = 1; i <= receipts; ++i) {
    if (one_in(4)) terms = 1;
    story.receipts.push_back({id_of<Receipt>(i), any_amount(), terms});
  }
  story.costs = any_costs(story.receipts.size());
  return story;
}

IncomeStory any_plain_story() {
  auto story = any_story();
  make_plain(story.receipts, story.costs);
  return story;
}

Money sum_of(const std::vector<BookingLine>& lines) {
  Money total;
  for (const auto& line : lines) total += line.amount;
  return total;
}

Money sum_of(const std::vector<BookingLine>& lines, LineKind kind) {
  Money total;
  for (const auto& line : lines) {
    if (line.kind == kind) total += line.amount;
  }
  return total;
}

/// Sums of many lines by recipient, whatever their order.
Texts sums(const std::vector<BookingLine>& lines) {
  auto texts = texts_of(summed(lines));
  std::sort(texts.begin(), texts.end());
  return texts;
}

void append(std::vector<BookingLine>& lines, const std::vector<BookingLine>& more) {
  lines.insert(lines.end(), more.begin(), more.end());
}

std::size_t any_receipt(const IncomeStory& story) {
  return *rc::gen::inRange<std::size_t>(0, story.receipts.size());
}

IncomeStory without(IncomeStory story, std::size_t receipt) {
  take_out(story.receipts, story.costs, receipt);
  return story;
}

/// Whether `amount` lies less than a fen from `share` of `base`.
bool is_within_a_fen(const Money& amount, const Money& base, const Ratio& share) {
  const Wide exact = Wide{base.minor()} * share.numerator();
  const Wide off = Wide{amount.minor()} * share.denominator() - exact;
  return -share.denominator() < off && off < share.denominator();
}

std::vector<BookingLine> run_lines(const Division& division, std::size_t last) {
  std::vector<BookingLine> lines;
  for (auto i = division.derivations[last].run_start; i <= last; ++i) {
    append(lines, division.lines[i]);
  }
  return lines;
}

bool reaches(const Money& part, const Ratio& ratio, const Money& whole) {
  return part >= share_rounded_up(std::max(Money(), whole), ratio);
}

}  // namespace

TEST_CASE("INC-06 passes: property, the lines of each receipt sum to it") {
  CHECK(rc::check([] {
    const auto story = any_story();
    const auto division = divide_income(story);
    RC_ASSERT(division.lines.size() == story.receipts.size());
    RC_ASSERT(division.derivations.size() == story.receipts.size());
    for (std::size_t i = 0; i < story.receipts.size(); ++i) {
      RC_ASSERT(sum_of(division.lines[i]) == story.receipts[i].amount);
      for (const auto& line : division.lines[i]) {
        RC_ASSERT(line.receipt == story.receipts[i].receipt);
        RC_ASSERT(!line.amount.is_zero());
      }
    }
    const auto& totals = division.totals;
    RC_ASSERT(totals.gross == totals.costs_recovered + totals.other_institutions +
                                  totals.owner_income + totals.reward + totals.institution);
  }));
}

TEST_CASE("INC-06 passes: property, many receipts give what one of their sum gives") {
  CHECK(rc::check([] {
    const auto parts = any_plain_story();
    auto whole = parts;
    whole.receipts.resize(1);
    for (std::size_t i = 1; i < parts.receipts.size(); ++i) {
      whole.receipts[0].amount += parts.receipts[i].amount;
    }
    RC_ASSERT(sums(all_lines(divide_income(parts))) == sums(all_lines(divide_income(whole))));
  }));
}

TEST_CASE("INC-06 passes: property, with costs known from the start nobody ends below zero") {
  CHECK(rc::check([] {
    const auto sums = summed(all_lines(divide_income(any_plain_story())));
    for (const auto& sum : sums) RC_ASSERT(sum.amount.is_positive());
  }));
}

TEST_CASE("INC-06 passes: property, later receipts never change earlier lines") {
  CHECK(rc::check([] {
    const auto story = any_story();
    auto earlier = story;
    earlier.receipts.resize(any_receipt(story));
    const auto all = divide_income(story).lines;
    const auto some = divide_income(earlier).lines;
    RC_ASSERT(std::equal(some.begin(), some.end(), all.begin()));
  }));
}

TEST_CASE("INC-06 passes: property, the order of people in a plan moves nobody") {
  Transfer t;
  t.registered();
  auto scheme = shipped_scheme("example-institution");
  t.must(step::adopt_scheme(scheme));
  scheme.id = "by-teams";
  scheme.pools.front().to = PoolKind::teams;
  t.must(step::adopt_scheme(scheme, "FAB-2"));
  CHECK(rc::check([&] {
    DraftDistribution act;
    act.transfer_case = Ref<TransferCase>(t.transfer().id);
    for (const auto* number : {"P-1", "P-2", "P-3", "P-5"}) {
      PlanLine line;
      line.person = Ref<Person>(t.get<Person>(number).id);
      line.weight = Ratio(any_number(1, 3));
      act.lines.push_back(line);
    }
    act.reward_ratio = Ratio(any_number(0, 12), 12);
    if (!one_in(3)) {
      act.reward_ratio.reset();
      const bool has_teams = one_in(2);
      act.scheme = Ref<AdoptedScheme>(t.get<AdoptedScheme>(has_teams ? "FAB-2" : "FAB-1").id);
      if (has_teams) {
        for (const auto* team : {"a", "b", "c"})
          act.teams.push_back({team, Ratio(any_number(1, 2))});
        for (std::size_t i = 0; i < 4; ++i) act.lines[i].team = act.teams[i % 3].team;
      }
    }
    const auto figures = [&] {
      return to_canonical_json(consensus_books().figure(t.state, act, Date(2026, 6, 2)));
    };
    const auto before = figures();
    const auto shuffle = [](auto& items) {
      for (auto i = std::ssize(items); i > 1; --i) {
        std::swap(items[static_cast<std::size_t>(i - 1)],
                  items[static_cast<std::size_t>(any_number(0, i - 1))]);
      }
    };
    shuffle(act.lines);
    shuffle(act.teams);
    RC_ASSERT(figures() == before);
  }));
}

TEST_CASE("INC-06 passes: property, each part lies within a fen of its share") {
  CHECK(rc::check([] {
    auto story = any_story();
    const auto division = divide_income(story);
    for (std::size_t i = 0; i < division.lines.size(); ++i) {
      for (const auto& line : division.lines[i]) {
        if (line.kind == LineKind::owner_income && line.base.is_negative()) continue;
        Money cumulative;
        for (const auto& other : run_lines(division, i)) {
          const bool same = other.kind == line.kind && other.person == line.person &&
                            other.institution == line.institution;
          if (same) cumulative += other.amount;
        }
        if (line.share.is_one() && line.kind != LineKind::other_institution) {
          RC_ASSERT(cumulative == line.base);
        } else {
          RC_ASSERT(is_within_a_fen(cumulative, line.base, line.share));
        }
      }
    }
  }));
}

TEST_CASE("INC-06 passes: property, refunding everything takes back exactly what was booked") {
  CHECK(rc::check([] {
    auto story = any_story();
    const auto before = divide_income(story);
    for (auto& entry : story.receipts) entry.amount = Money();
    const auto after = divide_income(story);
    auto taken_back = rebook(before, after);
    for (auto& line : taken_back) line.amount = -line.amount;
    RC_ASSERT(taken_back == all_lines(before));
  }));
}

TEST_CASE("INC-06 passes: property, a receipt refunded in full is as if it had never been") {
  CHECK(rc::check([] {
    auto story = any_story();
    const auto receipt = any_receipt(story);
    const auto never = divide_income(without(story, receipt));
    story.receipts[receipt].amount = Money();
    auto refunded = divide_income(story);
    RC_ASSERT(refunded.lines[receipt].empty());
    refunded.lines.erase(refunded.lines.begin() + static_cast<std::ptrdiff_t>(receipt));
    RC_ASSERT(refunded.lines == never.lines);
    RC_ASSERT(refunded.totals.net == never.totals.net);
  }));
}

TEST_CASE("INC-06 passes: property, whatever was booked sums to a replay of what stands") {
  CHECK(rc::check([] {
    auto story = any_story();
    Division last;
    std::vector<BookingLine> booked;
    for (auto corrections = any_number(1, 4); corrections > 0; --corrections) {
      const auto now = divide_income(story);
      append(booked, rebook(last, now));
      last = now;
      story.receipts[any_receipt(story)].amount = any_amount();
    }
    RC_ASSERT(sums(booked) == sums(all_lines(last)));
    RC_ASSERT(rebook(last, last).empty());
  }));
}

TEST_CASE("INC-02 passes: property, the reward reaches its part of net income") {
  CHECK(rc::check([] {
    auto story = any_story();
    for (auto& terms : story.terms) terms.base = RewardBase::net_income;
    const auto division = divide_income(story);
    for (std::size_t i = 0; i < story.receipts.size(); ++i) {
      const auto& terms = story.terms[story.receipts[division.derivations[i].run_start].terms];
      const auto& figures = division.derivations[i];
      const bool stacked = terms.ownership == OwnershipMode::stacked;
      const auto lines = run_lines(division, i);
      const auto rewarded = sum_of(lines, LineKind::reward);
      const auto owned = sum_of(lines, LineKind::owner_income);
      RC_ASSERT(rewarded == figures.reward);
      RC_ASSERT(owned == figures.owner_income);
      const auto counted = stacked ? rewarded : rewarded + owned;
      const auto base = stacked ? figures.distributable - owned : figures.distributable;
      RC_ASSERT(reaches(counted, terms.reward_ratio, base));
    }
  }));
}

TEST_CASE("INC-02 passes: property, on the same terms throughout the floor holds for the case") {
  CHECK(rc::check([] {
    auto story = any_story();
    for (auto& entry : story.receipts) entry.terms = 0;
    story.terms[0].base = RewardBase::net_income;
    story.terms[0].ownership = OwnershipMode::ownership_replaces_reward;
    const auto totals = divide_income(story).totals;
    RC_ASSERT(
        reaches(totals.reward + totals.owner_income, story.terms[0].reward_ratio, totals.net));
  }));
}

TEST_CASE("INC-07 passes: property, no cost is recovered twice nor beyond what was received") {
  CHECK(rc::check([] {
    auto story = any_story();
    std::erase_if(story.costs, [](const CostItem& item) { return item.amount.is_negative(); });
    const auto division = divide_income(story);
    const auto lines = all_lines(division);
    const auto& totals = division.totals;
    RC_ASSERT(sum_of(lines, LineKind::direct_cost) <= totals.direct_costs);
    RC_ASSERT(sum_of(lines, LineKind::indirect_cost) <= totals.indirect_costs);
    RC_ASSERT(totals.costs_recovered <= totals.gross);
    RC_ASSERT(totals.net <= totals.owner_income + totals.reward + totals.institution);
  }));
}

TEST_CASE("INC-03 passes: property, whole shares divide with nothing left over") {
  CHECK(rc::check([] {
    std::vector<EquityPart> parts;
    for (auto count = any_number(1, 5); count > 0; --count) {
      parts.push_back({person(static_cast<int>(count)), Ratio(any_number(1, 9)), count > 1, 0});
    }
    const auto shares = any_amount().minor();
    const Ratio ratio(any_number(0, 12), 12);
    const auto division = divide_equity(shares, ratio, parts);
    RC_ASSERT(division.people_shares + division.institution_shares == shares);
    RC_ASSERT(division.people_shares == share_rounded_up(fen(shares), ratio).minor());
    std::int64_t held = 0;
    for (const auto& part : division.people) {
      RC_ASSERT(!part.excluded || part.shares == 0);
      held += part.shares;
    }
    RC_ASSERT(held == division.people_shares);
  }));
}
