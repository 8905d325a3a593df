#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "kezhuan/core/error.hpp"
#include "kezhuan/exchange/row_source.hpp"

/// What is fuzzed: functions that take any bytes, must not fail but with an Error, and hold what
/// they promise. Run by libFuzzer (scripts/fuzz) or over corpus and mutations (test_fuzz).
namespace kezhuan::fuzz {

void run_json(std::string_view input);
void run_canonical(std::string_view input);
void run_policy(std::string_view input);
void run_scheme(std::string_view input);
void run_calendar(std::string_view input);
void run_date(std::string_view input);
void run_money(std::string_view input);
void run_ratio(std::string_view input);
void run_csv(std::string_view input);
void run_cell(std::string_view input);
void run_mapping(std::string_view input);
void run_sheet(std::string_view input);

/// @throws std::logic_error  `what` did not hold; nobody catches it but who runs the target
void must(bool holds, std::string_view what);

/// What `read` throws, once every problem of it speaks both languages in UTF-8; nothing when it
/// throws nothing. Anything but an Error passes through.
std::vector<Problem> refusal_of(const std::function<void()>& read);

/// True when `read` throws no Error.
inline bool reads(const std::function<void()>& read) { return refusal_of(read).empty(); }

/// Gives the text out in small pieces, so that a character may stand across two of them.
ReadBytes pieces_of(std::string_view text);

/// Takes the first line off `input`; the whole when there is one only.
std::string_view take_line(std::string_view& input);

}  // namespace kezhuan::fuzz
