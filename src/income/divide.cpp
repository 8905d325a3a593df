#include <algorithm>
#include <optional>

#include "income/check.hpp"
#include "kezhuan/income/consensus.hpp"
#include "kezhuan/income/scheme_engine.hpp"

namespace kezhuan {

namespace {

constexpr auto people_pool = "people";
constexpr auto institution_pool = "institution";

/// The consensus formula with what one set of terms says, as a scheme.
Scheme scheme_of(const IncomeTerms& terms, std::size_t index) {
  Scheme scheme;
  scheme.id = "consensus";
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

/// The terms of the engine; who takes part goes by order, not by name.
SchemeTerms scheme_terms_of(const IncomeTerms& terms, std::size_t index) {
  SchemeTerms made;
  made.scheme = scheme_of(terms, index);
  made.expected_income = terms.expected_income;
  for (const auto& other : terms.other_institutions) {
    made.other_institutions.push_back({{}, other.share});
  }
  for (const auto& owner : terms.owners) made.owners.push_back({{}, owner.share});
  for (const auto& person : terms.people) {
    SchemePerson sharer;
    sharer.weight = person.share;
    made.people.push_back(std::move(sharer));
  }
  return made;
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
        if (slot.pool == people_pool) {
          line.person = terms.people[people++].person;
        } else {
          line.kind = LineKind::institution;
          line.institution = own;
        }
        break;
      case SchemeStep::off_the_top:
      case SchemeStep::reserve: break;  // the formula knows neither
    }
    lines.push_back(line);
  }
  return lines;
}

/// What the share of a line was taken of; of costs and of what is left over, the amount itself.
Money base_of(LineKind kind, const SchemeFigures& figures) {
  switch (kind) {
    case LineKind::direct_cost: return figures.direct_recovered;
    case LineKind::other_institution: return figures.gross - figures.direct_recovered;
    case LineKind::indirect_cost: return figures.indirect_recovered;
    case LineKind::owner_income: return figures.net;
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
          figures.net,
          figures.owner_income,
          figures.banded,
          figures.reward};
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
      const auto index = engine_.add_terms(scheme_terms_of(terms, lines_.size()));
      lines_.push_back(lines_of(engine_.slots(index), terms, story.own));
    }
    for (const auto& item : story.costs) costs_.push_back(&item);
    std::stable_sort(costs_.begin(), costs_.end(), [](const CostItem* a, const CostItem* b) {
      return a->from_receipt < b->from_receipt;
    });
  }

  Division divide() {
    for (std::size_t i = 0; i < story_.receipts.size(); ++i) take(i);
    add_costs(story_.receipts.size());
    division_.totals = totals();
    return std::move(division_);
  }

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
    auto& lines = division_.lines.emplace_back();
    if (!entry.amount.is_zero()) {
      add_costs(receipt);
      if (!run_ || run_->terms != entry.terms) run_ = Run{entry.terms, receipt};
      SchemeEntry taken;
      taken.amount = entry.amount;
      taken.terms = entry.terms;
      const auto parts = engine_.take(taken);
      gross_ += entry.amount;
      const auto figures = engine_.figures();
      for (const auto& part : parts) lines.push_back(line_of(entry, part, figures));
    }
    division_.derivations.push_back(derivation_of(engine_.figures(), run_ ? run_->start : receipt));
  }

  BookingLine line_of(const ReceiptEntry& entry, const SchemeLine& part,
                      const SchemeFigures& figures) const {
    auto line = lines_[entry.terms][part.slot];
    line.receipt = entry.receipt;
    line.amount = Money::of_minor(part.minor, zero_.currency());
    line.base = base_of(line.kind, figures);
    return line;
  }

  IncomeTotals totals() const {
    const auto money = [&](std::int64_t minor) { return Money::of_minor(minor, zero_.currency()); };
    IncomeTotals totals{gross_, money(direct_), money(indirect_), zero_, zero_, zero_, zero_,
                        zero_,  zero_};
    const auto column = [&](LineKind kind) -> Money& {
      switch (kind) {
        case LineKind::direct_cost:
        case LineKind::indirect_cost: return totals.costs_recovered;
        case LineKind::other_institution: return totals.other_institutions;
        case LineKind::owner_income: return totals.owner_income;
        case LineKind::reward: return totals.reward;
        case LineKind::institution: break;
      }
      return totals.institution;
    };
    for (const auto& lines : division_.lines) {
      for (const auto& line : lines) column(line.kind) += line.amount;
    }
    totals.net = totals.owner_income + totals.reward + totals.institution - engine_.shortfall();
    return totals;
  }

  struct Run {
    std::size_t terms;
    std::size_t start;  // its first receipt
  };

  const IncomeStory& story_;
  Money zero_;
  SchemeEngine engine_;
  Money gross_;                                  // of the case
  std::vector<std::vector<BookingLine>> lines_;  // by terms and slot
  std::vector<const CostItem*> costs_;
  std::size_t known_ = 0;
  std::int64_t direct_ = 0;
  std::int64_t indirect_ = 0;
  std::optional<Run> run_;
  Division division_;
};

}  // namespace

Division divide_income(const IncomeStory& story) { return Divider(story).divide(); }

Division plan_income(const Id<Institution>& own, const IncomeTerms& terms,
                     std::span<const CostItem> costs, const Money& contract_total) {
  IncomeStory story{own, {terms}, {costs.begin(), costs.end()}, {{{}, contract_total, 0}}};
  // Received in full, costs are due in full.
  story.terms.front().recovery = CostRecovery::first;
  for (auto& item : story.costs) item.from_receipt = 0;
  return divide_income(story);
}

}  // namespace kezhuan
