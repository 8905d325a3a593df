#pragma once

#include <vector>

#include "kezhuan/model/distribution.hpp"
#include "kezhuan/policy/transfer_file.hpp"
#include "policy/income_facts.hpp"

/// Facts about the money of a case that links, deadlines and proposals ask for.
namespace kezhuan {

/// What may be paid now, to each party no more than it is due in all (INC-06).
std::vector<PaymentLine> payable_lines(const TransferCase& c);

/// Of these the lines that the next payment may have: less than the least payment of the scheme in
/// force waits while more is to come in (INC-11).
std::vector<PaymentLine> lines_to_pay(const State& state, const TransferFile& file,
                                      const IncomeBooks& books, const Date& today);

/// Whether anything is left to receive or write off, divide, pay, recover, award, report or
/// have filed. A terminated case goes on with that alone (PTH-03).
bool has_money_to_settle(const State& state, const TransferFile& file, const Date& today);

}  // namespace kezhuan
