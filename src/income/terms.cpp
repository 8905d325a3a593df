#include "income/terms.hpp"

#include <algorithm>

#include "core/wide.hpp"
#include "income/check.hpp"
#include "kezhuan/core/allocate.hpp"

namespace kezhuan {

namespace {

const Ratio whole{1};

template <class Part>
std::vector<Ratio> shares_of(const std::vector<Part>& parts) {
  std::vector<Ratio> shares;
  shares.reserve(parts.size());
  for (const auto& part : parts) shares.push_back(part.share);
  return shares;
}

Money zero_of(const Money& amount) { return Money::of_minor(0, amount.currency()); }

Money scaled_down(const Money& amount, const Money& numerator, const Money& denominator) {
  const auto exact = Int128{amount.minor()} * numerator.minor() / denominator.minor();
  return Money::of_minor(static_cast<std::int64_t>(exact), amount.currency());
}

/// Of the own part: persons, then the institution; all of it if there is no own part.
std::vector<Ratio> owners_of_own_part(const IncomeTerms& terms, const Ratio& own) {
  auto owners = shares_of(terms.owners);
  owners.push_back(own.is_zero() ? whole : own - sum(owners));
  return proportions(owners);
}

BookingLine part(LineKind kind, const Money& amount) {
  BookingLine line;
  line.kind = kind;
  line.amount = amount;
  line.base = amount;
  line.share = whole;
  return line;
}

BookingLine part(LineKind kind, const Money& amount, const Money& base, const Ratio& share) {
  auto line = part(kind, amount);
  line.base = base;
  line.share = share;
  return line;
}

}  // namespace

Terms::Terms(const IncomeTerms& terms, const Id<Institution>& own) : terms_(terms), own_(own) {
  check_terms(terms);
  institutions_ = shares_of(terms.other_institutions);
  institutions_.insert(institutions_.begin(), whole - sum(institutions_));
  owners_ = owners_of_own_part(terms, institutions_.front());
  people_ = proportions(shares_of(terms.people));
}

Money Terms::due(const Money& recorded, const Money& gross) const {
  if (terms_.recovery == CostRecovery::first || gross >= *terms_.expected_income) return recorded;
  return scaled_down(recorded, gross, *terms_.expected_income);
}

/// What a reward stated in gross income sets aside before costs.
Money Terms::reserve(const Money& gross) const {
  if (terms_.base == RewardBase::net_income) return zero_of(gross);
  return share_rounded_up(gross, terms_.reward_ratio);
}

Money Terms::available_for_direct(const Money& gross) const { return gross - reserve(gross); }

Money Terms::available_for_indirect(const Money& own, const Money& gross) const {
  return own - reserve(own_part(gross));
}

void Terms::derive_reward(Derivation& figures) const {
  const bool of_net = terms_.base == RewardBase::net_income;
  const bool stacked = terms_.ownership == OwnershipMode::stacked;
  figures.owner_income = owners_of(figures.net);
  const auto base = of_net ? figures.net : own_part(figures.gross);
  figures.reward_base = stacked ? base - owners_of(base) : base;

  const auto none = zero_of(figures.net);
  auto reward = share_rounded_up(figures.reward_base, terms_.reward_ratio);
  if (!stacked) reward -= figures.owner_income;
  const auto money = figures.net - figures.owner_income;
  figures.reward = std::max(none, std::min(reward, money));
}

std::vector<Money> Terms::split_institutions(const Money& shared) const {
  return allocate(shared, institutions_);
}

/// Persons who own a share, then the institution with the rest.
std::vector<Money> Terms::split_owners(const Money& own) const {
  if (!own.is_positive()) return std::vector<Money>(owners_.size(), zero_of(own));
  return allocate(own, owners_);
}

Money Terms::owners_of(const Money& own) const {
  auto total = zero_of(own);
  auto parts = split_owners(own);
  parts.pop_back();
  for (const auto& amount : parts) total += amount;
  return total;
}

std::vector<Money> Terms::split_people(const Money& reward) const {
  if (reward.is_zero()) return std::vector<Money>(people_.size(), reward);
  if (people_.empty()) throw_nobody_to_reward(reward);
  return allocate(reward, people_);
}

void Terms::add_institutions(std::vector<BookingLine>& parts, const Money& shared) const {
  const auto amounts = split_institutions(shared);
  for (std::size_t i = 0; i < terms_.other_institutions.size(); ++i) {
    const auto& [other, share] = terms_.other_institutions[i];
    parts.push_back(part(LineKind::other_institution, amounts[i + 1], shared, share));
    parts.back().institution = other;
  }
}

void Terms::add_owners(std::vector<BookingLine>& parts, const Money& net) const {
  const auto amounts = split_owners(net);
  for (std::size_t i = 0; i < terms_.owners.size(); ++i) {
    parts.push_back(part(LineKind::owner_income, amounts[i], net, owners_[i]));
    parts.back().person = terms_.owners[i].person;
  }
}

void Terms::add_people(std::vector<BookingLine>& parts, const Money& reward) const {
  const auto amounts = split_people(reward);
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    parts.push_back(part(LineKind::reward, amounts[i], reward, people_[i]));
    parts.back().person = terms_.people[i].person;
  }
}

std::vector<BookingLine> Terms::parts(const Derivation& figures) const {
  std::vector<BookingLine> parts;
  parts.push_back(part(LineKind::direct_cost, figures.direct_recovered));
  add_institutions(parts, figures.gross - figures.direct_recovered);
  parts.push_back(part(LineKind::indirect_cost, figures.indirect_recovered));
  add_owners(parts, figures.net);
  add_people(parts, figures.reward);
  const auto left = figures.net - figures.owner_income - figures.reward;
  parts.push_back(part(LineKind::institution, left));
  parts.back().institution = own_;
  return parts;
}

}  // namespace kezhuan
