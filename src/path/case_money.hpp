#pragma once

#include <vector>

#include "kezhuan/model/distribution.hpp"
#include "kezhuan/policy/transfer_file.hpp"

/// Facts about the money of a case that links, deadlines and proposals ask for.
namespace kezhuan {

/// Whether more money may come in under a live contract: a payment not settled, or a royalty.
bool may_bring_more(const Contract& one, const Date& today);

/// What may be paid now, to each party no more than it is due in all (INC-06).
std::vector<PaymentLine> payable_lines(const TransferCase& c);

/// Whether anything is left to receive, divide, pay or award. A terminated case goes on with that
/// alone (PTH-03).
bool has_money_to_settle(const TransferFile& file, const Date& today);

}  // namespace kezhuan
