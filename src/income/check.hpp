#pragma once

#include "kezhuan/income/consensus.hpp"

/// What the division presumes of its input; each check throws `Error` invalid with its rule.
namespace kezhuan {

/// The one currency of the case: after this no sum of its amounts can overflow (INC-06).
Currency check_amounts(const IncomeStory& story);

/// Amounts of one case are in one currency. @rule INC-06
void check_same_currency(Currency currency, const Money& amount);

/// @rule INC-01, INC-02, INC-06
void check_terms(const IncomeTerms& terms);

/// A receipt is zero or more, refunds taken off. @rule INC-06
void check_received(const Money& amount);

/// All that other institutions and persons own. @rule INC-06
void check_owned(const Ratio& total);

/// A share or weight of somebody. @rule INC-06
void check_not_negative(const std::string& id, const Ratio& share);

/// A ratio that has to lie between 0 and 1.
void check_reward_ratio(const Ratio& ratio, const char* rule);

}  // namespace kezhuan
