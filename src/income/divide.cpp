#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "income/check.hpp"
#include "income/scheme_books.hpp"
#include "income/standing.hpp"
#include "kezhuan/core/error.hpp"
#include "kezhuan/income/consensus.hpp"
#include "kezhuan/income/scheme_engine.hpp"
#include "policy/income_facts.hpp"
#include "policy/income_sums.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

namespace {

constexpr auto people_pool = "people";
constexpr auto institution_pool = "institution";

/// The consensus formula with what one set of terms says, as a scheme.
Scheme scheme_of(const IncomeTerms& terms, std::size_t index) {
  Scheme scheme;
  scheme.id = reserved_scheme_id;
  scheme.version = std::to_string(index);
  scheme.pools = {
      {people_pool, {"奖励", "the reward"}, PoolKind::people_by_weight, true},
      {institution_pool, {"单位留存", "kept by the institution"}, PoolKind::one, std::nullopt}};
  scheme.costs = SchemeCosts{{}, terms.recovery, std::nullopt, std::nullopt};
  scheme.ownership = terms.ownership;
  scheme.bands.base = terms.base;
  scheme.bands.table = {
      {{},
       std::nullopt,
       {{people_pool, terms.reward_ratio}, {institution_pool, Ratio{1} - terms.reward_ratio}}}};
  return scheme;
}

/// Who takes part goes by order, not by name.
SchemePerson sharer_of(const PersonPart& person, std::size_t index, bool by_scheme) {
  SchemePerson sharer;
  sharer.weight = person.share;
  if (!by_scheme) return sharer;
  sharer.id = std::to_string(index);
  sharer.pool = person.pool.value_or(std::string());
  sharer.team = person.team.value_or(std::string());
  sharer.main_contributor = person.main_contributor.value_or(false);
  sharer.transfer_staff = person.transfer_staff.value_or(false);
  sharer.line = static_cast<std::int64_t>(index);
  return sharer;
}

SchemeTerms scheme_terms_of(const IncomeTerms& terms, std::size_t index, const Scheme* adopted) {
  SchemeTerms made;
  made.scheme = adopted != nullptr ? *adopted : scheme_of(terms, index);
  made.expected_income = terms.expected_income;
  for (const auto& other : terms.other_institutions) {
    made.other_institutions.push_back({{}, other.share});
  }
  for (const auto& owner : terms.owners) made.owners.push_back({{}, owner.share});
  for (const auto& team : terms.teams) made.teams.push_back({team.team, team.weight});
  for (const auto& person : terms.people) {
    made.people.push_back(sharer_of(person, made.people.size(), adopted != nullptr));
  }
  return made;
}

/// Where a part of a pool goes by an adopted scheme.
void name_party(BookingLine& line, const SchemeSlot& slot, const IncomeTerms& terms,
                const Id<Institution>& own) {
  line.pool = slot.pool;
  if (slot.step == SchemeStep::reserve) {
    line.pool = reserve_pool;
    line.share = Ratio{1};  // less than its part once released
  }
  if (slot.party.empty()) {
    line.kind = LineKind::institution;
    line.institution = own;
  } else {
    line.person = terms.people[std::stoul(slot.party)].person;
  }
}

/// The line of each slot, without an amount.
std::vector<BookingLine> lines_of(const std::vector<SchemeSlot>& slots, const IncomeTerms& terms,
                                  const Id<Institution>& own) {
  std::vector<BookingLine> lines;
  std::size_t others = 0, owners = 0, people = 0;
  for (const auto& slot : slots) {
    BookingLine line;
    line.share = slot.share;
    switch (slot.step) {
      case SchemeStep::direct_cost: line.kind = LineKind::direct_cost; break;
      case SchemeStep::indirect_cost: line.kind = LineKind::indirect_cost; break;
      case SchemeStep::other_institution:
        line.kind = LineKind::other_institution;
        line.institution = terms.other_institutions[others++].institution;
        break;
      case SchemeStep::owner_income:
        line.kind = LineKind::owner_income;
        line.person = terms.owners[owners++].person;
        break;
      case SchemeStep::pool:
        if (terms.scheme) {
          name_party(line, slot, terms, own);
        } else if (slot.pool == people_pool) {
          line.person = terms.people[people++].person;
        } else {
          line.kind = LineKind::institution;
          line.institution = own;
        }
        break;
      case SchemeStep::off_the_top:
      case SchemeStep::reserve:  // the formula knows neither
        if (terms.scheme) name_party(line, slot, terms, own);
        break;
    }
    lines.push_back(line);
  }
  return lines;
}

/// What the share of each slot is of, a pool or a team in it, by its first slot.
std::vector<std::size_t> groups_of(const std::vector<SchemeSlot>& slots,
                                   const std::vector<BookingLine>& lines) {
  std::map<std::pair<std::string, std::string>, std::size_t> first;
  std::vector<std::size_t> groups;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const auto key = std::pair(lines[i].pool.value_or(std::string()), slots[i].team);
    groups.push_back(first.try_emplace(key, i).first->second);
  }
  return groups;
}

/// What the share of a line was taken of; of costs and of what is left over, the amount itself.
Money base_of(LineKind kind, const SchemeFigures& figures) {
  switch (kind) {
    case LineKind::direct_cost: return figures.direct_recovered;
    case LineKind::other_institution:
      return figures.gross - figures.off_the_top - figures.direct_recovered;
    case LineKind::indirect_cost: return figures.indirect_recovered;
    case LineKind::owner_income: return figures.distributable;
    case LineKind::reward: return figures.reward;
    case LineKind::institution: break;
  }
  return figures.distributed - figures.reward;
}

Derivation derivation_of(const SchemeFigures& figures, std::size_t run_start) {
  return {run_start,
          figures.gross,
          figures.direct_recovered,
          figures.own_part,
          figures.indirect_recovered,
          figures.distributable,
          figures.owner_income,
          figures.banded,
          figures.reward,
          figures.off_the_top,
          figures.reserved,
          {}};
}

/// Takes the receipts of a case in order and books each.
class Divider {
 public:
  explicit Divider(const IncomeStory& story)
      : story_(story),
        zero_(Money::of_minor(0, check_amounts(story))),
        engine_(zero_.currency()),
        gross_(zero_) {
    for (const auto& terms : story.terms) {
      check_terms(terms);
      const auto* adopted = terms.scheme ? &story.schemes.at(*terms.scheme) : nullptr;
      const auto index = engine_.add_terms(scheme_terms_of(terms, lines_.size(), adopted));
      const auto& slots = engine_.slots(index);
      lines_.push_back(lines_of(slots, terms, story.own));
      groups_.push_back(groups_of(slots, lines_.back()));
    }
    for (const auto& item : story.costs) costs_.push_back(&item);
    std::stable_sort(costs_.begin(), costs_.end(), [](const CostItem* a, const CostItem* b) {
      return a->from_receipt < b->from_receipt;
    });
  }

  Division divide() {
    for (std::size_t i = 0; i < story_.receipts.size(); ++i) take(i);
    division_.failing_floor = engine_.find_failing_floor();
    add_costs(story_.receipts.size());
    division_.totals = totals();
    return std::move(division_);
  }

  /// Of the only terms.
  std::vector<Text> find_unshared() const { return engine_.find_unshared(0); }

 private:
  /// Those recorded when `receipts` receipts were booked.
  void add_costs(std::size_t receipts) {
    for (; known_ < costs_.size(); ++known_) {
      const auto& item = *costs_[known_];
      if (item.from_receipt > static_cast<std::int64_t>(receipts)) return;
      engine_.add_cost(item);
      (is_direct(item.category) ? direct_ : indirect_) += item.amount.minor();
    }
  }

  void take(std::size_t receipt) {
    const auto& entry = story_.receipts[receipt];
    division_.lines.emplace_back();
    std::vector<SchemeBandPart> bands;
    if (!entry.amount.is_zero()) {
      add_costs(receipt);
      begin_run(receipt);
      SchemeEntry taken;
      taken.date = entry.date;
      taken.amount = entry.amount;
      taken.terms = entry.terms;
      book(taken, bands);
      gross_ += entry.amount;
    }
    for (const auto& release : story_.releases) {
      if (release.after == entry.receipt) share_out(release, bands);
    }
    auto derivation = derivation_of(engine_.figures(), run_ ? run_->start : receipt);
    derivation.bands = std::move(bands);
    division_.derivations.push_back(std::move(derivation));
  }

  void begin_run(std::size_t receipt) {
    const auto terms = story_.receipts[receipt].terms;
    if (!run_ || run_->terms != terms) {
      run_ = Run{terms, receipt, receipt};
      pooled_.assign(lines_[terms].size(), 0);
    }
    run_->last = receipt;
  }

  /// After a refund less may be held than was once released.
  void share_out(const StoryRelease& release, std::vector<SchemeBandPart>& bands) {
    if (!run_) return;
    SchemeEntry released;
    released.kind = SchemeEntry::Kind::release;
    released.date = release.date;
    released.amount = std::min(release.amount, engine_.figures().reserved);
    released.terms = run_->terms;
    if (!released.amount.is_zero()) book(released, bands);
  }

  /// What an entry changes, as lines of the last receipt of the run.
  void book(const SchemeEntry& taken, std::vector<SchemeBandPart>& bands) {
    const auto& entry = story_.receipts[run_->last];
    const auto parts = engine_.take(taken);
    const auto figures = engine_.figures();
    for (const auto& part : parts) pooled(entry, part) += part.minor;
    for (const auto& part : parts) {
      put(division_.lines[run_->last], line_of(entry, part, figures));
    }
    if (!story_.terms[entry.terms].scheme) return;
    const auto more = engine_.bands();
    bands.insert(bands.end(), more.begin(), more.end());
  }

  BookingLine line_of(const ReceiptEntry& entry, const SchemeLine& part,
                      const SchemeFigures& figures) {
    auto line = lines_[entry.terms][part.slot];
    line.receipt = entry.receipt;
    line.amount = Money::of_minor(part.minor, zero_.currency());
    line.base = line.pool ? Money::of_minor(pooled(entry, part), zero_.currency())
                          : base_of(line.kind, figures);
    return line;
  }

  /// What went in this run to all that the share of the slot is of.
  std::int64_t& pooled(const ReceiptEntry& entry, const SchemeLine& part) {
    return pooled_[groups_[entry.terms][part.slot]];
  }

  /// A pool may get something off the top, of the bands and of the reserve: one line of all.
  static void put(std::vector<BookingLine>& lines, BookingLine line) {
    const auto same = std::find_if(lines.begin(), lines.end(), [&](const BookingLine& other) {
      return line.pool && other.pool == line.pool && other.person == line.person;
    });
    if (same == lines.end()) {
      lines.push_back(std::move(line));
    } else {
      same->amount += line.amount;
      same->base = line.base;
      if (same->amount.is_zero()) lines.erase(same);
    }
  }

  IncomeTotals totals() const {
    const auto money = [&](std::int64_t minor) { return Money::of_minor(minor, zero_.currency()); };
    IncomeTotals totals{gross_, money(direct_), money(indirect_), zero_, zero_, zero_, zero_,
                        zero_,  zero_};
    for (const auto& lines : division_.lines) {
      for (const auto& line : lines) figure_of(totals, line.kind) += line.amount;
    }
    totals.net = distributable_of(totals) - engine_.shortfall();
    return totals;
  }

  struct Run {
    std::size_t terms;
    std::size_t start;  // its first receipt
    std::size_t last;   // the one that brought money last
  };

  const IncomeStory& story_;
  Money zero_;
  SchemeEngine engine_;
  Money gross_;                                   // of the case
  std::vector<std::vector<BookingLine>> lines_;   // by terms and slot
  std::vector<std::vector<std::size_t>> groups_;  // likewise
  std::vector<std::int64_t> pooled_;              // by group, of the run
  std::vector<const CostItem*> costs_;
  std::size_t known_ = 0;
  std::int64_t direct_ = 0;
  std::int64_t indirect_ = 0;
  std::optional<Run> run_;
  Division division_;
};

/// Money may come to any band some day: who shares its pools is settled with the plan.
void require_shared(const std::vector<Text>& unshared) {
  if (unshared.empty()) return;
  const auto titles = listing(unshared);
  throw Error(
      ErrorCode::invalid,
      {Problem{"INC-11",
               "/lines",
               {"办法中“" + titles.zh + "”没有参加分配的人员（收入到了相应的段就无人可分）",
                "nobody shares \"" + titles.en + "\" of the scheme, once income reaches its band"},
               {"写明这些去向的人员及其权重（大于零）",
                "name people for it, with weights above zero"}}});
}

}  // namespace

Division divide_income(const IncomeStory& story) { return Divider(story).divide(); }

Division plan_income(const Id<Institution>& own, const IncomeTerms& terms,
                     std::span<const CostItem> costs, const Money& contract_total,
                     const std::optional<Scheme>& scheme, const Date& on) {
  IncomeStory story{own, {terms}, {costs.begin(), costs.end()}, {{{}, contract_total, 0, on}}};
  // Received in full, costs are due in full.
  story.terms.front().recovery = CostRecovery::first;
  if (scheme && terms.scheme) {
    auto& by = story.schemes.emplace(*terms.scheme, *scheme).first->second;
    if (by.costs) by.costs->recovery = CostRecovery::first;
  }
  for (auto& item : story.costs) item.from_receipt = 0;
  Divider divider(story);
  if (terms.scheme) require_shared(divider.find_unshared());
  return divider.divide();
}

}  // namespace kezhuan
