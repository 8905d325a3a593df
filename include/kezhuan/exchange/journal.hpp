#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kezhuan/core/date.hpp"
#include "kezhuan/core/money.hpp"
#include "kezhuan/core/sha256.hpp"
#include "kezhuan/core/text.hpp"

/// The money of the cases as a double-entry journal in plain text, which both `hledger` and
/// `ledger` read.
///
/// Every amount is one on record: costs, receipts, refunds, booked lines, payments. Accounts hold
/// the number of the case, so each is of one case and one currency; debits are above zero:
///
///     Assets:Bank:CASE                      received − refunded − paid
///     Assets:Costs to recover:Direct:CASE   recorded − recovered; Indirect likewise
///     Liabilities:Undivided:CASE            received, not divided yet
///     Liabilities:Reward pool:CASE          zero between entries; Owner income pool likewise
///     Liabilities:Payable:Reward:PERSON:CASE             what a person is still due
///     Liabilities:Payable:Owner income:PERSON:CASE
///     Liabilities:Payable:Institutions:INSTITUTION:CASE  what a co-owner is still due
///     Equity:Costs advanced:CASE            what the institution spent
///     Income:Institution:CASE               kept by the institution; by a scheme …:CASE:POOL
///     Income:Shares held:CASE               dividends and proceeds of its own shares
///
/// An award of shares moves no money: it stands as a remark. People and parties stand by their
/// numbers, never by name, and nothing that people typed freely is in it.
///
/// Threads: values and pure functions; loading follows the rules of `Snapshot`.
namespace [[gnu::visibility("default")]] kezhuan {

class Snapshot;

/// What the journal holds. A period is cut out of the whole: journals of periods that follow one
/// another, put one after the other, are the journal of all of it; there are no opening balances.
struct JournalOptions {
  Language language = Language::zh;          ///< of accounts and descriptions
  std::optional<std::string> transfer_case;  ///< number or id; absent: all cases
  std::optional<Date> from;                  ///< first day; absent: from the beginning
  std::optional<Date> to;                    ///< inclusive
};

/// One line of a transaction.
struct Posting {
  std::string account;  ///< with colons between its levels
  Money amount;         ///< positive: debit
  bool operator==(const Posting&) const = default;
};

/// One transaction, its postings summing to zero; a remark when it has none.
struct JournalEntry {
  Date on;                        ///< day it counts for
  std::string code;               ///< number of the booking, receipt or payment; may be empty
  std::string description;        ///< what happened, in the language asked for
  std::vector<Posting> postings;  ///< at least two, or none
  bool operator==(const JournalEntry&) const = default;
};

/// The books of the cases, as other accounting programs read them.
struct Journal {
  Language language = Language::zh;   ///< of accounts and descriptions
  std::string institution;            ///< whose books these are
  std::optional<Date> from;           ///< as asked for
  std::optional<Date> to;             ///< as asked for, inclusive
  std::vector<JournalEntry> entries;  ///< by day
  std::int64_t ledger_size = 0;       ///< entries it was made from
  Sha256 ledger_root;                 ///< root over them, to be checked with `verify`
};

/// @throws Error not_found REG-01: no such case; invalid: `from` is after `to`
/// @rule INC-06
Journal load_journal(const Snapshot& snapshot, const JournalOptions& options);

/// What each account comes to; those at zero too.
std::map<std::string, Money> balances_of(const Journal& journal);

/// The journal as a file: accounts and commodities declared, UTF-8, LF.
std::string to_text(const Journal& journal);

}  // namespace kezhuan
