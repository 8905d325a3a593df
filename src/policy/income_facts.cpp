#include "policy/income_facts.hpp"

#include <algorithm>
#include <map>

#include "acts/created.hpp"
#include "policy/facts.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

namespace {

void add_weight(std::vector<WeightedAchievement>& all, const Id<Achievement>& id,
                const Ratio& weight) {
  for (auto& one : all) {
    if (one.achievement != id) continue;
    one.weight = one.weight + weight;
    return;
  }
  all.push_back({id, weight});
}

template <class Worth>
std::vector<WeightedAchievement> weigh(const std::vector<const Contract*>& contracts, Worth worth) {
  if (contracts.empty()) return {};
  auto sum = Money::of_minor(0, worth(*contracts.front()).currency());
  for (const auto* contract : contracts) sum += worth(*contract);  // checked
  const auto total = sum.minor();
  std::vector<WeightedAchievement> weights;
  for (const auto* contract : contracts) {
    const auto part = total > 0 ? Ratio(worth(*contract).minor(), total)
                                : Ratio(1, static_cast<std::int64_t>(contracts.size()));
    for (const auto& subject : contract->subjects) {
      add_weight(weights, subject.achievement.target(), part * subject.share);
    }
  }
  return weights;
}

template <class Part, class T>
void add_part(std::vector<Part>& parts, T Part::*who, const T& id, const Ratio& share) {
  if (share.is_zero()) return;
  for (auto& part : parts) {
    if (part.*who != id) continue;
    part.share = part.share + share;
    return;
  }
  Part part;
  part.*who = id;
  part.share = share;
  parts.push_back(part);
}

template <class Part, class T>
bool have_same(const std::vector<Part>& a, const std::vector<Part>& b, T Part::*who) {
  return a.size() == b.size() && std::all_of(a.begin(), a.end(), [&](const Part& one) {
           return std::any_of(b.begin(), b.end(), [&](const Part& other) {
             return one.*who == other.*who && one.share == other.share;
           });
         });
}

/// One of a pair: a cost that another takes back, or the one that does.
bool is_taken_back(const TransferCase& c, const CostItem& cost) {
  return cost.reverses || std::any_of(c.costs.begin(), c.costs.end(), [&](const CostItem& other) {
           return other.reverses == cost.index;
         });
}

/// Money that names no payment goes to the earliest ones that were open the day it came: what was
/// written off later keeps what it had, so that a write-off changes what is expected of no other.
void settle(std::vector<PaymentDue>& dues, const Receipt& receipt) {
  auto left = receipt.surviving();
  for (auto& due : dues) {
    if (!left.is_positive()) return;
    const bool was_open = !due.written_off_on || receipt.received_on <= *due.written_off_on;
    if (!was_open || !(due.received < due.amount)) continue;
    const auto part = std::min(left, due.amount - due.received);
    due.received += part;
    left -= part;
  }
}

/// What a party was given of one kind, by receipt.
std::map<Uuid, Money> given_by_receipt(const State& state, const TransferCase& c,
                                       const Balance& balance) {
  std::map<Uuid, Money> given;
  for (const auto& id : c.bookings) {
    for (const auto& line : state.get(id).lines) {
      if (!is_of(balance, line)) continue;
      const auto [known, is_new] = given.try_emplace(line.receipt.uuid(), line.amount);
      if (!is_new) known->second += line.amount;
    }
  }
  return given;
}

/// Its notice came to its end.
bool was_publicised(const State& state, const DistributionPlan& plan) {
  return std::any_of(plan.notices.begin(), plan.notices.end(), [&](const Id<Notice>& id) {
    return state.get(id).state == NoticeState::closed;
  });
}

/// Of two days of decision, whether `day` is the one that counts at a signature: the last up to it,
/// else the first after it.
bool is_nearer(const Date& day, const Date& other, const Date& signed_on) {
  if (day <= signed_on) return other > signed_on || other <= day;
  return other > signed_on && day < other;
}

/// The last agreement that ended without a successor, by that day.
const RightsAgreement* find_ended(const State& state, const Achievement& achievement,
                                  const std::optional<Date>& by = {}) {
  const RightsAgreement* last = nullptr;
  for (const auto& id : achievement.agreements) {
    const auto& one = state.get(id);
    const bool was_in_force = one.state == AgreementState::ended && one.effective_from;
    if (!was_in_force || (by && *one.ended_on > *by)) continue;
    if (last == nullptr || *last->ended_on <= *one.ended_on) last = &one;
  }
  return last;
}

/// The agreement that counted that day: a later one never reaches back (RGT-05).
const RightsAgreement* agreement_on(const State& state, const Achievement& achievement,
                                    const Date& day) {
  const auto* agreement = find_governing_agreement(state, achievement);
  while (agreement != nullptr && agreement->effective_from && *agreement->effective_from > day) {
    const auto* former = state.find(agreement->supersedes);
    if (former == nullptr) former = find_ended(state, achievement, agreement->effective_from);
    if (former == nullptr || former == agreement) break;
    agreement = former;
  }
  return agreement;
}

}  // namespace

const RightsAgreement* find_governing_agreement(const State& state,
                                                const Achievement& achievement) {
  const auto* in_force = state.find(achievement.agreement_in_force);
  return in_force != nullptr ? in_force : find_ended(state, achievement);
}

bool is_payable(LineKind kind) {
  return kind == LineKind::reward || kind == LineKind::owner_income ||
         kind == LineKind::other_institution;
}

const EquityAward* find_award(const TransferCase& c, const Id<Contract>& contract) {
  for (const auto& award : c.equity) {
    if (award.contract == contract) return &award;
  }
  return nullptr;
}

std::int64_t shares_left(const TransferCase& c, const Contract& contract, std::size_t events) {
  const auto* award = find_award(c, contract.id);
  auto left = award != nullptr ? award->institution_shares : contract.investment->shares;
  for (std::size_t i = 0; i < events; ++i) {
    if (c.equity_events[i].contract == contract.id) left -= c.equity_events[i].shares;
  }
  return left;
}

const AdoptedScheme* find_scheme(const State& state, const DistributionPlan* plan) {
  return plan == nullptr ? nullptr : state.find(plan->figures.terms.scheme);
}

bool rewards_equity_income(const DistributionPlan* plan) {
  return plan != nullptr && plan->equity == EquityMode::equity_income;
}

bool may_bring_other_money(const Contract& contract) {
  return contract.amounts.royalty || contract.investment;
}

std::vector<PaymentDue> expected_dues(const State& state, const Contract& contract) {
  auto dues = contract.dues;
  const auto is_earlier = [](const PaymentDue& a, const PaymentDue& b) {
    return a.due_on && (!b.due_on || *a.due_on < *b.due_on);
  };
  std::stable_sort(dues.begin(), dues.end(), is_earlier);
  if (!may_bring_other_money(contract)) {
    for (const auto* receipt : unnamed_receipts(state, contract)) settle(dues, *receipt);
  }
  const auto& end = contract.ended_on;
  std::erase_if(dues, [&](const PaymentDue& due) {
    return due.is_settled() || (end && (!due.due_on || *due.due_on > *end));
  });
  return dues;
}

bool may_bring_more(const State& state, const Contract& one, const Date& today) {
  if (one.amounts.royalty && one.is_live_on(today)) {
    const auto most = one.amounts.most();
    return !most || one.received < *most;
  }
  return !expected_dues(state, one).empty();
}

bool may_bring_more(const State& state, const TransferFile& file, const Date& today) {
  return std::any_of(file.contracts.begin(), file.contracts.end(),
                     [&](const Contract* one) { return may_bring_more(state, *one, today); });
}

std::vector<const Receipt*> unnamed_receipts(const State& state, const Contract& contract) {
  std::vector<const Receipt*> unnamed;
  auto left = contract.received;
  for (const auto& due : contract.dues) left -= due.received;
  if (!left.is_positive()) return unnamed;
  const auto& events = state.get(contract.transfer_case).equity_events;
  const auto is_of_shares = [&](const Id<Receipt>& id) {
    return std::any_of(events.begin(), events.end(),
                       [&](const EquityEvent& event) { return event.receipt == id; });
  };
  for (const auto& id : contract.receipts) {
    const auto& receipt = state.get(id);
    const bool counts = !receipt.due && receipt.surviving().is_positive() && !is_of_shares(id);
    if (counts) unnamed.push_back(&receipt);
  }
  std::stable_sort(unnamed.begin(), unnamed.end(), [](const Receipt* a, const Receipt* b) {
    return a->received_on < b->received_on;
  });
  return unnamed;
}

bool is_beyond_net(const IncomeTotals& totals) {
  const auto people = totals.reward + totals.owner_income;
  return people.is_positive() && people > totals.net;
}

bool awaits_award(const TransferFile& file, const Contract& contract) {
  return contract.investment && contract.state != ContractState::ended &&
         find_award(*file.transfer, contract.id) == nullptr &&
         !rewards_equity_income(file.plan_in_force);
}

std::vector<const Contract*> lasting_contracts(const State& state, const TransferCase& c) {
  std::vector<const Contract*> lasting;
  for (const auto& id : c.contracts) {
    const auto& contract = state.get(id);
    if (contract.state != ContractState::ended || !contract.receipts.empty()) {
      lasting.push_back(&contract);
    }
  }
  return lasting;
}

bool is_to_recover(const Money& overpaid) { return overpaid.minor() > 1; }

std::vector<Overpaid> overpaid_of(const TransferCase& c) {
  std::vector<Overpaid> all;
  for (const auto& balance : c.balances) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Overpaid& one) {
      return one.person == balance.person && one.institution == balance.institution;
    });
    if (found == all.end()) {
      all.push_back({balance.person, balance.institution, -balance.due()});
    } else {
      found->amount -= balance.due();
    }
  }
  std::erase_if(all, [](const Overpaid& one) { return !is_to_recover(one.amount); });
  return all;
}

std::optional<Currency> find_currency_of_costs(const TransferCase& c) {
  for (const auto& cost : c.costs) {
    if (!is_taken_back(c, cost)) return cost.amount.currency();
  }
  return std::nullopt;
}

bool brings_shares(const TransferCase& c) {
  return c.pathway && c.pathway->pathway == Pathway::equity_investment;
}

std::optional<Currency> find_currency(const State& state, const TransferCase& c) {
  if (!c.contracts.empty()) return state.get(c.contracts.front()).amounts.total.currency();
  const auto* pricing = c.current_pricing();
  if (pricing != nullptr && !brings_shares(c)) return pricing->price.currency();
  return find_currency_of_costs(c);
}

Text remedy_of_costs(Currency wanted) {
  const auto currency = wanted.to_text();
  return {"先冲销已记的成本（cost.reverse），按有据可查的汇率折成 " + currency +
              " 后重记（cost.record）。",
          "take back the costs on record (cost.reverse) and record them in " + currency +
              " at a rate that is on record (cost.record)."};
}

std::vector<CostItem> costs_for(const TransferCase& c, Currency currency) {
  auto costs = c.costs;
  std::erase_if(costs, [&](const CostItem& cost) {
    return cost.amount.currency() != currency && is_taken_back(c, cost);
  });
  return costs;
}

std::vector<Id<Achievement>> public_achievements(const State& state, const TransferCase& c,
                                                 const Policy& policy) {
  auto found = c.achievements;
  std::erase_if(found, [&](const Id<Achievement>& id) {
    return !is_public_data(state, state.get(id), policy);
  });
  return found;
}

std::optional<Id<DistributionPlan>> plan_dividing(const State& state, const TransferCase& c,
                                                  const Contract& contract, const Policy& policy) {
  if (!public_achievements(state, c, policy).empty()) return std::nullopt;
  if (contract.income_version != IncomeVersion::at_signing) return c.plan_in_force;
  std::optional<Id<DistributionPlan>> at_signing;
  for (const auto& id : c.plans) {
    const auto& plan = state.get(id);
    const bool holds = id == c.plan_in_force ||
                       (plan.state == PlanState::superseded && was_publicised(state, plan));
    if (!holds) continue;
    if (!at_signing ||
        is_nearer(*plan.decided_on, *state.get(*at_signing).decided_on, contract.signed_on)) {
      at_signing = id;
    }
  }
  return at_signing;
}

std::vector<Id<DistributionPlan>> plans_paid_out(const State& state, const TransferCase& c,
                                                 const std::vector<PaymentLine>& lines) {
  std::vector<Id<DistributionPlan>> plans;
  for (const auto& balance : c.balances) {
    auto paying = Money::of_minor(0, balance.paid.currency());
    for (const auto& line : lines) {
      if (is_of(balance, line) && line.amount.currency() == paying.currency())
        paying += line.amount;
    }
    if (!paying.is_positive()) continue;
    const auto given = given_by_receipt(state, c, balance);
    auto sum = Money::of_minor(0, paying.currency());
    for (const auto& id : c.receipts) {
      const auto found = given.find(id.uuid());
      if (found == given.end() || !found->second.is_positive()) continue;
      if (sum >= balance.paid + paying) break;
      sum += found->second;
      const auto& plan = state.get(id).plan;
      const bool is_new = plan && std::find(plans.begin(), plans.end(), *plan) == plans.end();
      if (sum > balance.paid && is_new) plans.push_back(*plan);
    }
  }
  return plans;
}

Money cash_of(const Contract& contract) {
  if (!contract.investment) return contract.amounts.total;
  auto cash = Money::of_minor(0, contract.amounts.total.currency());
  for (const auto& due : contract.dues) cash += due.amount;
  return cash;
}

std::vector<WeightedAchievement> weights_of(const std::vector<const Contract*>& contracts) {
  return weigh(contracts, [](const Contract& contract) { return contract.amount(); });
}

std::vector<WeightedAchievement> cash_weights_of(const std::vector<const Contract*>& contracts) {
  return weigh(contracts, cash_of);
}

Owners owners_of(const State& state, const std::vector<WeightedAchievement>& weights) {
  Owners owners;
  const auto own = state.settings().institution;
  for (const auto& [id, weight] : weights) {
    const auto* agreement = find_governing_agreement(state, state.get(id));
    if (agreement == nullptr) continue;
    for (const auto& share : agreement->terms.institutions) {
      if (share.institution.target() == own) continue;
      add_part(owners.institutions, &InstitutionPart::institution, share.institution.target(),
               weight * share.share);
    }
    for (const auto& share : agreement->terms.persons) {
      add_part(owners.persons, &PersonPart::person, share.person.target(),
               weight * share.ownership);
    }
  }
  return owners;
}

std::vector<PersonPart> agreed_weights(const State& state,
                                       const std::vector<WeightedAchievement>& weights) {
  std::vector<PersonPart> parts;
  for (const auto& [id, weight] : weights) {
    const auto* agreement = find_governing_agreement(state, state.get(id));
    if (agreement == nullptr) continue;
    const auto& terms = agreement->terms;
    for (const auto& one : terms.persons) {
      add_part(parts, &PersonPart::person, one.person.target(),
               weight * terms.reward_ratio * one.income_weight);
    }
  }
  scale_to_one(parts, [](PersonPart& part) -> Ratio& { return part.share; });
  return parts;
}

bool are_same(const Owners& a, const Owners& b) {
  return have_same(a.institutions, b.institutions, &InstitutionPart::institution) &&
         have_same(a.persons, b.persons, &PersonPart::person);
}

bool is_principal_head(const State& state, const Id<Person>& person, const Date& on) {
  const auto own = state.settings().institution;
  const auto& posts = state.get(person).posts;
  return std::any_of(posts.begin(), posts.end(), [&](const Post& post) {
    return post.post == PostKind::principal_head && post.institution.target() == own &&
           post.from <= on && (!post.until || on <= *post.until);
  });
}

bool concerns_case(const Question& q, const Matter& matter) {
  const auto& own = q.transfer->transfer->id;
  if (matter.transfer_case) return matter.transfer_case->target() == own;
  return matter.plan && q.after.get(*matter.plan).transfer_case == own;
}

std::vector<JudgedPlan> judged_plans(const Question& q) {
  if (q.transfer == nullptr) return {};
  if (q.act_as<DraftDistribution>() != nullptr) {
    return {{q.transfer->plans.back(), {}, true}};
  }
  std::vector<JudgedPlan> judged;
  const auto* resolution = q.act_as<RecordResolution>();
  if (resolution == nullptr) return judged;
  for (std::size_t i = 0; i < resolution->matters.size(); ++i) {
    const auto& matter = resolution->matters[i];
    if (!matter.plan || matter.outcome != ResolutionOutcome::approved) continue;
    if (!concerns_case(q, matter)) continue;
    judged.push_back({&q.after.get(*matter.plan), item_place("matters", i, "plan"), false});
  }
  return judged;
}

Money floor_base(const IncomeTotals& totals, OwnershipMode mode) {
  return mode == OwnershipMode::stacked ? totals.net - totals.owner_income : totals.net;
}

Money floor_paid(const IncomeTotals& totals, OwnershipMode mode) {
  return mode == OwnershipMode::stacked ? totals.reward : totals.reward + totals.owner_income;
}

std::optional<Ratio> promised_ratio(const State& state, const TransferCase& c, const Date& day) {
  auto contracts = lasting_contracts(state, c);
  const auto is_later = [&](const Contract* contract) { return contract->signed_on > day; };
  if (!std::all_of(contracts.begin(), contracts.end(), is_later)) {
    std::erase_if(contracts, is_later);
  }
  std::optional<Ratio> promised;
  for (const auto& [id, weight] : weights_of(contracts)) {
    const auto* agreement = agreement_on(state, state.get(id), day);
    if (agreement == nullptr) continue;
    promised = promised.value_or(Ratio{}) + weight * agreement->terms.reward_ratio;
  }
  return promised;
}

}  // namespace kezhuan
