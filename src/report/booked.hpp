#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "income/standing.hpp"
#include "kezhuan/report/distribution.hpp"

/// What reports say of booked lines.
namespace kezhuan {

/// What stands booked of the receipts of a case by all its bookings.
StandingLines standing_lines(const State& state, const TransferCase& c);

/// What the lines of consecutive receipts on one plan cumulate to.
using Cumulative = std::map<LineKey, Money>;

bool goes_to_person(LineKind kind);

/// Whether a line is money the institution keeps that a scheme gives to a pool inside it.
bool goes_to_own_pool(const BookingLine& line, const IncomeTerms& terms);

/// The rule a line rests on.
std::string_view rule_of(LineKind kind);

/// Of all lines of a kind; 0 in `currency` when there is none.
Money sum_of(const Cumulative& cumulative, LineKind kind, Currency currency);

/// How the reward as a whole came about; nothing when no single ratio makes it, as with bands.
std::optional<RewardPool> pool_of(const IncomeTerms& terms, const Cumulative& cumulative,
                                  Currency currency);

ReportPlan plan_terms(const State& state, const DistributionPlan& plan);

/// Why a plan pays what it pays, in a few words: its scheme, or the base and ratio of the reward.
std::string measure_of(const ReportPlan& plan, Language language);

}  // namespace kezhuan
