#pragma once

#include <string_view>

#include "kezhuan/core/text.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// The risk of the exemption guide that a declaration of related parties speaks of (CTR-06).
inline constexpr std::string_view related_party_risk = "related_party";

/// What a code of the policy built in is called, for people: a tier of approval (PTH-07), a risk
/// of the exemption guide (EXM-01). An institution's own codes are shown as it wrote them, in both
/// languages.
Text name_of_policy_code(std::string_view code);

}  // namespace kezhuan
