#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "kezhuan/model/kinds.hpp"

namespace kezhuan {

/// A text as the index keeps it: its words with single blanks between. Every Chinese, Japanese or
/// Korean character is a word of its own, so that any two that stand together are found; full-width
/// letters and digits become plain ones; whatever is neither letter nor digit only separates.
std::string search_words(std::string_view text);

/// What an aggregate is found by, as `search_words` writes it; empty: it is not found.
/// Never a personal value: a person is found by number alone.
std::string search_words(Kind kind, const void* value);

/// What somebody looks for, as the index is asked: all of the words that have blanks between, each
/// with its characters and parts in a row, a word of letters or digits by how it begins. Nothing in
/// it is taken for an operator.
/// @throws Error invalid  no word in it, or more than 64 words and characters
std::string search_expression(std::string_view wanted);

/// Where the rows of a kind stand in the index: `first_search_row` + `doc`.
constexpr std::int64_t first_search_row(Kind kind) {
  return static_cast<std::int64_t>(kind) << 32U;
}
constexpr std::int64_t last_search_row(Kind kind) { return first_search_row(kind) + 0xFFFF'FFFF; }
constexpr Kind kind_of_search_row(std::int64_t row) { return static_cast<Kind>(row >> 32U); }

}  // namespace kezhuan
