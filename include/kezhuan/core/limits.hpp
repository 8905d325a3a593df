#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "kezhuan/core/date.hpp"
#include "kezhuan/core/node.hpp"
#include "kezhuan/core/ratio.hpp"
#include "kezhuan/core/text.hpp"

/// How large things may be, in one place. Whatever is larger is refused with the field, the limit
/// and what to do instead; nothing is ever cut short. House defaults, no legal source.
namespace kezhuan::limits {

inline constexpr std::size_t act_bytes = ParseLimits{}.max_bytes;  ///< one act or JSON document
/// arrays and objects inside one another
inline constexpr std::size_t depth = static_cast<std::size_t>(ParseLimits{}.max_depth);
inline constexpr std::size_t config_bytes = std::size_t{8} << 20U;  ///< policy, overlay, mapping …
inline constexpr std::size_t text_bytes = 20'000;                   ///< one text, a name included
inline constexpr std::size_t number_bytes = 64;                     ///< what people refer by
inline constexpr std::size_t list_items = 10'000;                   ///< of one list of an act
inline constexpr std::size_t problems = 500;    ///< told of one document; more are noise
inline constexpr std::size_t path_bytes = 480;  ///< of a registry's path: SQLite takes 512
inline constexpr std::uint64_t evidence_bytes = std::uint64_t{2} << 30U;  ///< one evidence file
inline constexpr std::size_t row_bytes = std::size_t{1} << 20U;  ///< one row of an imported file

/// One line of docs/limits.md.
struct Limit {
  StaticText what;    ///< what is limited
  StaticText limit;   ///< how large it may be, with its unit
  StaticText beyond;  ///< what happens, and what to do
};

/// All of them, in the order of the documentation.
const std::vector<Limit>& all();

/// The table of docs/limits.md in one language.
std::string table(Language language);

}  // namespace kezhuan::limits
