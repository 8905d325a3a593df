#include <algorithm>
#include <optional>

#include "income/check.hpp"
#include "income/recovery.hpp"
#include "income/terms.hpp"

namespace kezhuan {

namespace {

/// Costs recorded by some time, by how they are shared.
struct Costs {
  Money direct;
  Money indirect;
  bool operator==(const Costs&) const = default;
};

/// Consecutive receipts on the same terms: where it stands.
struct Run {
  std::size_t index = 0;  // of its terms in the story
  Money direct_before;    // recovered before it began
  Money indirect_before;
  Derivation figures;
  std::vector<BookingLine> parts;  // of figures.gross
};

/// Takes the receipts of a case in order and books each.
class Divider {
 public:
  explicit Divider(const IncomeStory& story);

  Division divide();

 private:
  Costs costs_known(std::size_t receipts) const;
  Derivation no_figures(std::size_t run_start) const;
  void begin_run(std::size_t receipt);
  void begin_segment(const Costs& costs);
  void take(std::size_t receipt);
  void advance(const Money& amount);
  std::vector<BookingLine> lines_since(const std::vector<BookingLine>& before,
                                       const Id<Receipt>& receipt) const;
  IncomeTotals totals() const;
  Money shortfall(const Costs& costs) const;
  const Terms& terms() const { return terms_[run_->index]; }

  const IncomeStory& story_;
  Money zero_;
  std::vector<Terms> terms_;
  Money gross_;  // of the case
  Recovery direct_;
  Recovery indirect_;
  Costs costs_;
  std::optional<Run> run_;
  Division division_;
};

Divider::Divider(const IncomeStory& story)
    : story_(story),
      zero_(Money::of_minor(0, check_amounts(story))),
      gross_(zero_),
      direct_(zero_),
      indirect_(zero_),
      costs_{zero_, zero_} {
  for (const auto& terms : story.terms) terms_.emplace_back(terms, story.own);
}

Division Divider::divide() {
  for (std::size_t i = 0; i < story_.receipts.size(); ++i) take(i);
  division_.totals = totals();
  return std::move(division_);
}

/// Those recorded when `receipts` receipts were booked.
Costs Divider::costs_known(std::size_t receipts) const {
  Costs known{zero_, zero_};
  for (const auto& item : story_.costs) {
    if (item.from_receipt > static_cast<std::int64_t>(receipts)) continue;
    (is_direct(item.category) ? known.direct : known.indirect) += item.amount;
  }
  if (known.direct.is_negative()) throw_costs_below_zero(known.direct);
  if (known.indirect.is_negative()) throw_costs_below_zero(known.indirect);
  return known;
}

Derivation Divider::no_figures(std::size_t run_start) const {
  return {run_start, zero_, zero_, zero_, zero_, zero_, zero_, zero_, zero_};
}

void Divider::take(std::size_t receipt) {
  const auto& entry = story_.receipts[receipt];
  auto& lines = division_.lines.emplace_back();
  if (!entry.amount.is_zero()) {
    const auto costs = costs_known(receipt);
    const bool new_run = !run_ || run_->index != entry.terms;
    if (new_run) begin_run(receipt);
    if (new_run || costs != costs_) begin_segment(costs);
    const auto before = run_->parts;
    advance(entry.amount);
    lines = lines_since(before, entry.receipt);
  }
  division_.derivations.push_back(run_ ? run_->figures : no_figures(receipt));
}

void Divider::begin_run(std::size_t receipt) {
  run_ = Run{story_.receipts[receipt].terms,
             direct_.recovered(),
             indirect_.recovered(),
             no_figures(receipt),
             {}};
  run_->parts = terms().parts(run_->figures);
}

void Divider::begin_segment(const Costs& costs) {
  const auto& figures = run_->figures;
  costs_ = costs;
  direct_.begin_segment(terms().available_for_direct(figures.gross));
  indirect_.begin_segment(terms().available_for_indirect(figures.own_part, figures.gross));
}

void Divider::advance(const Money& amount) {
  auto& figures = run_->figures;
  gross_ += amount;
  figures.gross += amount;

  direct_.advance(costs_.direct, terms().due(costs_.direct, gross_),
                  terms().available_for_direct(figures.gross));
  figures.direct_recovered = direct_.recovered() - run_->direct_before;
  figures.own_part = terms().own_part(figures.gross - figures.direct_recovered);

  indirect_.advance(costs_.indirect, terms().due(costs_.indirect, gross_),
                    terms().available_for_indirect(figures.own_part, figures.gross));
  figures.indirect_recovered = indirect_.recovered() - run_->indirect_before;
  figures.net = figures.own_part - figures.indirect_recovered;

  terms().derive_reward(figures);
  run_->parts = terms().parts(figures);
}

std::vector<BookingLine> Divider::lines_since(const std::vector<BookingLine>& before,
                                              const Id<Receipt>& receipt) const {
  std::vector<BookingLine> lines;
  for (std::size_t i = 0; i < before.size(); ++i) {
    auto line = run_->parts[i];
    line.receipt = receipt;
    line.amount -= before[i].amount;
    if (!line.amount.is_zero()) lines.push_back(line);
  }
  return lines;
}

IncomeTotals Divider::totals() const {
  const auto costs = costs_known(story_.receipts.size());
  IncomeTotals totals{gross_, costs.direct, costs.indirect, zero_, zero_,
                      zero_,  zero_,        zero_,          zero_};
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
  totals.net = totals.owner_income + totals.reward + totals.institution - shortfall(costs);
  return totals;
}

/// Costs that are due but not recovered; of the shared ones, the own part.
Money Divider::shortfall(const Costs& costs) const {
  if (!run_) return costs.direct + costs.indirect;
  const auto direct = terms().due(costs.direct, gross_) - direct_.recovered();
  const auto indirect = terms().due(costs.indirect, gross_) - indirect_.recovered();
  return terms().own_part(std::max(zero_, direct)) + std::max(zero_, indirect);
}

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
