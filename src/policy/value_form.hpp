#pragma once

#include <optional>

#include "kezhuan/policy/policy.hpp"

namespace kezhuan {

/// What the text of a policy value looks like.
enum class ValueForm { list, flag, whole, number, text };

ValueForm form_of(const PolicyValue& value);

/// What is wrong with a value taken by itself: a malformed number, a list that repeats an entry,
/// a code the model does not know, a form that does not suit how it combines.
std::optional<Text> find_fault(const ValueEntry& entry);

/// Quotes a name or a value in both languages: “x”, "x".
Text quote(std::string_view text);

}  // namespace kezhuan
