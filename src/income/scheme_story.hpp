#pragma once

#include "kezhuan/income/scheme_engine.hpp"

namespace kezhuan {

/// Takes `amount` off a receipt. @throws Error invalid, rule INC-06: more than the receipt
void take_refund(SchemeEntry& receipt, const Money& amount);

}  // namespace kezhuan
