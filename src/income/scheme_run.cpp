#include "income/scheme_run.hpp"

#include <algorithm>
#include <numeric>

namespace kezhuan {

void CostRecovered::begin_segment(std::int64_t available) {
  before = recovered;
  spent = available;
}

void CostRecovered::advance(std::int64_t recorded, std::int64_t due, std::int64_t available) {
  // A part may lose a fen to another's rounding; then nothing is available, not less than nothing.
  const auto room = std::max<std::int64_t>(0, available - spent);
  // Only costs that were taken back are given back, not those that now are due later.
  const auto kept = std::min(before, recorded);
  recovered = std::min(std::max(due, kept), before + room);
}

FloorSums& FloorSums::operator+=(const FloorSums& other) {
  base += other.base;
  reward += other.reward;
  main_contributors += other.main_contributors;
  transfer_staff += other.transfer_staff;
  return *this;
}

SchemeRun::SchemeRun(const SchemeProgram& program, std::size_t index, CaseCosts& costs)
    : program_(&program),
      index_(index),
      costs_(&costs),
      recovered_before_{costs.direct.recovered, costs.indirect.recovered},
      top_(program.top),
      streams_(program.streams),
      institutions_(program.institutions),
      owners_(program.owners),
      now_(program.slots.size()),
      before_(program.slots.size()),
      parts_(std::max(program.institutions.size(), program.owners.size())),
      numerators_(program.scheme().pools.size()),
      amounts_(program.scheme().pools.size()),
      remainders_(program.scheme().pools.size()) {
  lines_.reserve(program.slots.size());
  if (streams_.size() > 1) {
    positions_.emplace_back(program.schedules);
    moneys_.emplace_back(program.schedules);
  }
}

void SchemeRun::begin_segment(const CostAmounts& recorded) {
  recorded_ = recorded;
  costs_->direct.begin_segment(available_for_direct());
  costs_->indirect.begin_segment(available_for_indirect());
}

void SchemeRun::receive(const SchemeEntry& receipt, std::int64_t case_gross) {
  figures_.gross += receipt.amount.minor();
  figures_.off_the_top = take_top(receipt.schedule);
  recover_direct(case_gross);
  split_institutions();
  recover_indirect(case_gross);
  split_owners();
  hold_reserve();
  share_out(receipt);
}

void SchemeRun::release(const SchemeEntry& entry) {
  figures_.released += entry.amount.minor();
  hold_reserve();
  share_out(entry);
}

std::int64_t SchemeRun::take_top(std::size_t schedule) {
  auto left = figures_.gross;
  figures_.keeps_floor = 0;
  for (auto& entry : top_) {
    auto amount = std::min(entry.first, figures_.gross);
    if (entry.share) {
      const auto exact = Int128{figures_.gross} * entry.share->numerator();
      const auto divisor = entry.share->denominator();
      amount = static_cast<std::int64_t>(entry.rounds_up ? divided_up(exact, divisor)
                                                         : divided_down(exact, divisor));
    }
    amount = std::min(amount, left);
    left -= amount;
    if (!entry.lowers_floor) figures_.keeps_floor += amount;
    entry.tree.give(amount, schedule, now_);
  }
  return figures_.gross - left;
}

std::int64_t SchemeRun::due(std::int64_t recorded, std::int64_t case_gross) const {
  const auto& costs = program_->scheme().costs;
  if (!costs || costs->recovery == CostRecovery::first) return recorded;
  const auto expected = program_->terms().expected_income->minor();
  if (case_gross >= expected) return recorded;
  return static_cast<std::int64_t>(Int128{recorded} * case_gross / expected);
}

/// Of what the top left, what costs may take at most.
std::int64_t SchemeRun::cost_cap() const {
  auto cap = figures_.gross - figures_.off_the_top;
  const auto& costs = program_->scheme().costs;
  if (!costs) return cap;
  if (costs->after_first) cap = std::max<std::int64_t>(0, cap - costs->after_first->minor());
  if (costs->always_distributable) cap = part_down(cap, Ratio{1} - *costs->always_distributable);
  return cap;
}

std::int64_t SchemeRun::available_for_direct() {
  return cost_cap() - reward_of_gross(figures_.gross);
}

std::int64_t SchemeRun::available_for_indirect() {
  return own_of(cost_cap() - figures_.direct) - reward_of_gross(own_of(figures_.gross));
}

std::int64_t SchemeRun::own_of(std::int64_t shared) const {
  if (institutions_.size() == 1) return shared;
  institutions_.split(shared, {parts_.data(), institutions_.size()});
  return parts_.front();
}

std::int64_t SchemeRun::owners_of(std::int64_t own) const {
  if (owners_.size() == 1 || own <= 0) return 0;
  owners_.split(own, {parts_.data(), owners_.size()});
  return own - parts_[owners_.size() - 1];
}

/// What shares of gross income set aside before costs.
std::int64_t SchemeRun::reward_of_gross(std::int64_t gross) {
  if (!program_->is_of_gross()) return 0;
  std::fill(numerators_.begin(), numerators_.end(), 0);
  program_->bands->add_parts(gross, 0, 1, numerators_);
  Int128 reward = 0;
  for (const auto pool : program_->reward_pools) reward += numerators_[pool];
  return static_cast<std::int64_t>(divided_up(reward, program_->bands->denominator()));
}

void SchemeRun::recover_direct(std::int64_t case_gross) {
  costs_->direct.advance(recorded_.direct, due(recorded_.direct, case_gross),
                         available_for_direct());
  figures_.direct = costs_->direct.recovered - recovered_before_.direct;
  now_[program_->direct_slot] = figures_.direct;
}

void SchemeRun::split_institutions() {
  const auto shared = figures_.gross - figures_.off_the_top - figures_.direct;
  figures_.own = own_of(shared);
  for (std::size_t i = 1; i < institutions_.size(); ++i) {
    now_[program_->institutions_slot + i - 1] = parts_[i];
  }
}

void SchemeRun::recover_indirect(std::int64_t case_gross) {
  costs_->indirect.advance(recorded_.indirect, due(recorded_.indirect, case_gross),
                           available_for_indirect());
  figures_.indirect = costs_->indirect.recovered - recovered_before_.indirect;
  figures_.distributable = figures_.own - figures_.indirect;
  now_[program_->indirect_slot] = figures_.indirect;
}

void SchemeRun::split_owners() {
  figures_.owner_income = owners_of(figures_.distributable);
  for (std::size_t i = 0; i + 1 < owners_.size(); ++i) {
    now_[program_->owners_slot + i] = figures_.distributable > 0 ? parts_[i] : 0;
  }
}

void SchemeRun::hold_reserve() {
  const auto left = figures_.distributable - figures_.owner_income;
  const auto& reserve = program_->scheme().reserve;
  // What was released is not called back, however little there is to hold a reserve of.
  figures_.held = figures_.released;
  if (reserve && left > 0) figures_.held = std::max(figures_.held, part_down(left, *reserve));
  now_[program_->reserve_slot] = reserved();
  figures_.distributed = left - reserved();
}

void SchemeRun::share_out(const SchemeEntry& entry) {
  const bool replaces = program_->replaces_reward();
  const auto money = figures_.distributed;
  const auto deduct = replaces ? figures_.owner_income : 0;
  auto position = money + deduct;
  if (program_->is_of_gross()) {
    const auto own = own_of(figures_.gross);
    position = replaces ? own : own - owners_of(own);
  }
  figures_.banded = position;
  if (streams_.size() == 1) {
    streams_.front().bands.begin_day(entry.date);
    return share_out(streams_.front(), position, money, deduct, entry.schedule);
  }
  const auto positions = positions_.front().advance(position, entry.schedule);
  const auto moneys = moneys_.front().advance(money, entry.schedule);
  for (std::size_t i = 0; i < streams_.size(); ++i) {
    streams_[i].bands.begin_day(entry.date);
    share_out(streams_[i], positions[i], moneys[i], positions[i] - moneys[i], entry.schedule);
  }
}

/// @param position  cumulative income that the bands measure
/// @param money     what there is for the pools
/// @param deduct    what of the reward was given otherwise
void SchemeRun::share_out(Stream& stream, std::int64_t position, std::int64_t money,
                          std::int64_t deduct, std::size_t schedule) {
  stream.bands.advance(position);
  const auto& parts = stream.bands.parts();
  Int128 exact = 0;
  for (const auto pool : program_->reward_pools) exact += parts[pool];
  const auto rounded_up =
      static_cast<std::int64_t>(divided_up(exact, program_->bands->denominator()));

  auto reward = std::max<std::int64_t>(0, std::min(rounded_up - deduct, money));
  if (program_->other_pools.empty()) reward = money;
  give(stream, program_->reward_pools, rounded_up, reward, schedule);
  give(stream, program_->other_pools, position - rounded_up, money - reward, schedule);
}

/// Divides `amount` among some pools by their parts of the bands, which come to `expected`.
void SchemeRun::give(Stream& stream, const std::vector<std::size_t>& pools, std::int64_t expected,
                     std::int64_t amount, std::size_t schedule) {
  if (pools.size() == 1) return stream.pools[pools.front()].give(amount, schedule, now_);
  if (pools.empty()) return;
  for (std::size_t i = 0; i < pools.size(); ++i) numerators_[i] = stream.bands.parts()[pools[i]];
  const std::span<std::int64_t> parts{amounts_.data(), pools.size()};
  const std::span<std::int64_t> remainders{remainders_.data(), pools.size()};
  round_to_total({numerators_.data(), pools.size()}, program_->bands->denominator(), expected,
                 parts, remainders);
  if (amount != expected) {
    // Less than the bands say, because something else came first: in the same proportion.
    std::vector<std::int64_t> weights(parts.begin(), parts.end());
    for (auto& weight : weights) weight = std::max<std::int64_t>(0, weight);
    const auto total = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    const auto largest = *std::max_element(weights.begin(), weights.end());
    std::fill(parts.begin(), parts.end(), 0);
    if (amount > 0 && expected > 0 && total > 0) {
      split(amount, {weights, total, largest}, parts, remainders);
    } else {
      parts.back() = amount;
    }
  }
  for (std::size_t i = 0; i < pools.size(); ++i) {
    stream.pools[pools[i]].give(parts[i], schedule, now_);
  }
}

std::span<const SchemeLine> SchemeRun::take_lines() {
  lines_.clear();
  for (std::size_t i = 0; i < now_.size(); ++i) {
    const auto change = now_[i] - before_[i];
    if (change == 0) continue;
    lines_.push_back({static_cast<std::uint32_t>(i), change});
    before_[i] = now_[i];
  }
  return lines_;
}

std::int64_t SchemeRun::sum_of(const std::vector<std::size_t>& slots) const {
  std::int64_t total = 0;
  for (const auto slot : slots) total += now_[slot];
  return total;
}

std::int64_t SchemeRun::reward() const { return sum_of(program_->reward_slots); }

std::int64_t SchemeRun::floor_base() const {
  const auto net = figures_.distributable + own_of(figures_.keeps_floor);
  return program_->replaces_reward() ? net : net - figures_.owner_income;
}

std::int64_t SchemeRun::shortfall(const CostAmounts& recorded, std::int64_t case_gross) const {
  constexpr std::int64_t none = 0;
  const auto direct = due(recorded.direct, case_gross) - costs_->direct.recovered;
  const auto indirect = due(recorded.indirect, case_gross) - costs_->indirect.recovered;
  return own_of(std::max(none, direct)) + std::max(none, indirect);
}

FloorSums SchemeRun::floor_sums() const {
  const auto owners = program_->replaces_reward() ? figures_.owner_income : 0;
  return {floor_base(), reward() + owners, sum_of(program_->main_contributor_slots),
          sum_of(program_->transfer_staff_slots)};
}

}  // namespace kezhuan
