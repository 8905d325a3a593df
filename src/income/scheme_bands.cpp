#include "income/scheme_bands.hpp"

#include <algorithm>

#include "income/scheme_split.hpp"
#include "kezhuan/core/error.hpp"

namespace kezhuan {

namespace {

std::size_t index_of(const Scheme& scheme, const std::string& pool) {
  return static_cast<std::size_t>(scheme.find_pool(pool) - scheme.pools.data());
}

std::int64_t threshold(const Money& amount, const Ratio& factor) {
  const auto scaled =
      narrow(divided_down(Int128{amount.minor()} * factor.numerator(), factor.denominator()));
  if (scaled) return *scaled;
  throw_invalid({"分段界限超出范围：" + amount.to_text() + " × " + factor.to_text(),
                 "a threshold out of range: " + amount.to_text() + " × " + factor.to_text()},
                {"检查界限与指数", "check the threshold and the index"}, "INC-06");
}

}  // namespace

BandTable::BandTable(const Scheme& scheme)
    : pools_(scheme.pools.size()), yearly_(scheme.bands.accumulate == Accumulation::calendar_year) {
  std::vector<Ratio> shares;
  for (const auto& band : scheme.bands.table) {
    for (const auto& part : band.shares) shares.push_back(part.share);
  }
  denominator_ = common_denominator(shares);
  bands_.push_back(bands_of(scheme, Ratio{1}));
  for (const auto& [from, factor] : scheme.bands.indexed) {
    indexed_from_.push_back(from);
    bands_.push_back(bands_of(scheme, factor));
  }
}

BandTable::Bands BandTable::bands_of(const Scheme& scheme, const Ratio& factor) const {
  Bands bands;
  std::vector<Int128> before(pools_);
  for (const auto& given : scheme.bands.table) {
    Band band{threshold(given.from, factor), std::vector<std::int64_t>(pools_), before};
    for (const auto& [pool, share] : given.shares) {
      band.shares[index_of(scheme, pool)] =
          share.numerator() * (denominator_ / share.denominator());
    }
    if (given.up_to) {
      const auto length = threshold(*given.up_to, factor) - band.from;
      for (std::size_t i = 0; i < pools_; ++i) before[i] += Int128{length} * band.shares[i];
    }
    bands.push_back(std::move(band));
  }
  return bands;
}

std::size_t BandTable::factor_on(const Date& day) const {
  const auto after = std::upper_bound(indexed_from_.begin(), indexed_from_.end(), day);
  return static_cast<std::size_t>(after - indexed_from_.begin());
}

void BandTable::add_parts(std::int64_t amount, std::size_t factor, int sign,
                          std::vector<Int128>& parts) const {
  const auto& bands = bands_[factor];
  std::size_t at = 0;
  while (at + 1 < bands.size() && bands[at + 1].from < amount) ++at;
  const auto& band = bands[at];
  const Int128 length = Int128{amount} - band.from;
  for (std::size_t i = 0; i < pools_; ++i) {
    parts[i] += sign * (band.before[i] + length * band.shares[i]);
  }
}

bool BandTable::has_share(std::size_t pool) const {
  return std::any_of(bands_.front().begin(), bands_.front().end(),
                     [&](const Band& band) { return band.shares[pool] > 0; });
}

BandCount::BandCount(const BandTable& table)
    : table_(&table), closed_(table.pools()), parts_(table.pools()) {}

void BandCount::begin_day(const Date& day) {
  const auto factor = table_->factor_on(day);
  const bool new_year = table_->restarts_each_year() && year_ != day.year();
  if (!new_year && factor == factor_) return;
  if (new_year) {
    // Receipts may be recorded in another order than they came: a year goes on where it stopped.
    if (year_) in_year_[*year_] = amount_ - year_start_;
    year_ = day.year();
    year_start_ = amount_ - in_year_[*year_];
  }
  factor_ = factor;
  closed_ = parts_;
  table_->add_parts(amount_ - year_start_, factor_, -1, closed_);
}

void BandCount::advance(std::int64_t amount) {
  amount_before_ = amount_;
  amount_ = amount;
  parts_ = closed_;
  table_->add_parts(amount - year_start_, factor_, 1, parts_);
}

std::vector<BandCount::Part> BandCount::last_parts() const {
  std::vector<Part> parts;
  for (std::size_t i = 0; i < table_->bands(); ++i) {
    Part part{i, table_->from(i, factor_), std::nullopt, 0};
    auto end = amount_ - year_start_;
    if (i + 1 < table_->bands()) {
      part.up_to = table_->from(i + 1, factor_);
      end = std::min(end, *part.up_to);
    }
    part.amount = end - std::max(part.from, amount_before_ - year_start_);
    if (part.amount > 0) parts.push_back(part);
  }
  return parts;
}

}  // namespace kezhuan
