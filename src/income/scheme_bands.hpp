#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "core/wide.hpp"
#include "kezhuan/core/date.hpp"
#include "kezhuan/income/scheme.hpp"

namespace kezhuan {

/// The bands of a scheme over one common denominator.
///
/// `parts` are pools of the scheme, in its order; parts are numerators over `denominator`.
class BandTable {
 public:
  /// @throws Error invalid, rule INC-06: shares too fine, thresholds out of range
  explicit BandTable(const Scheme& scheme);

  std::int64_t denominator() const { return denominator_; }
  std::size_t pools() const { return pools_; }
  bool restarts_each_year() const { return yearly_; }
  /// Which factor of the index counts on a day: 0 before the first one.
  std::size_t factor_on(const Date& day) const;

  /// Adds (`sign` 1) or takes off (-1) what each pool gets of a cumulative amount.
  void add_parts(std::int64_t amount, std::size_t factor, int sign,
                 std::vector<Int128>& parts) const;
  std::size_t bands() const { return bands_.front().size(); }
  /// Where a band begins by a factor.
  std::int64_t from(std::size_t band, std::size_t factor) const {
    return bands_[factor][band].from;
  }
  /// Whether any band gives the pool something.
  bool has_share(std::size_t pool) const;

 private:
  struct Band {
    std::int64_t from;
    std::vector<std::int64_t> shares;
    std::vector<Int128> before;  // of everything up to `from`
  };
  using Bands = std::vector<Band>;

  Bands bands_of(const Scheme& scheme, const Ratio& factor) const;

  std::int64_t denominator_ = 1;
  std::size_t pools_;
  bool yearly_;
  std::vector<Date> indexed_from_;
  std::vector<Bands> bands_;  // by factor
};

/// Where one stream of income stands in the bands: cumulative, exact, across years and factors.
///
/// What a year or factor closed stays as it was; the next income is measured by the new one.
class BandCount {
 public:
  /// What of the last income fell into a band, with the thresholds of its day.
  struct Part {
    std::size_t band = 0;
    std::int64_t from = 0;
    std::optional<std::int64_t> up_to;
    std::int64_t amount = 0;
  };

  explicit BandCount(const BandTable& table);

  /// The day of the next income. A new year starts from zero, a new factor moves the thresholds.
  void begin_day(const Date& day);
  /// All income so far.
  void advance(std::int64_t amount);
  /// Numerators by pool; they sum to amount × denominator.
  const std::vector<Int128>& parts() const { return parts_; }
  /// Of the income between the last two calls of `advance`; none if it shrank.
  std::vector<Part> last_parts() const;

 private:
  const BandTable* table_;
  std::int64_t amount_ = 0;
  std::int64_t amount_before_ = 0;
  std::int64_t year_start_ = 0;  // the amount less what is of the present year
  std::optional<int> year_;
  std::map<int, std::int64_t> in_year_;  // what each year but the present one came to
  std::size_t factor_ = 0;
  std::vector<Int128> closed_;  // parts that the present year and factor do not account for
  std::vector<Int128> parts_;
};

}  // namespace kezhuan
