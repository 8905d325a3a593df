#pragma once

#include <string_view>

#include "kezhuan/core/text.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// What a code of the policy built in is called, for people: a tier of approval (PTH-07), a risk
/// of the exemption guide (EXM-01). An institution's own codes are shown as it wrote them, in both
/// languages.
Text name_of_policy_code(std::string_view code);

}  // namespace kezhuan
