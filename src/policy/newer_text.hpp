#pragma once

#include <string>
#include <vector>

#include "kezhuan/policy/policy.hpp"

/// A registry goes by the text it adopted; a later release of the program may bring another.
namespace kezhuan {

/// The rules of `shipped` that say or do less or other in `adopted`: absent there, worded
/// otherwise, milder, judging fewer acts, asked for by fewer links, or with another value. What an
/// overlay tightened is no difference. In the order of `shipped`. @rule PTH-04
std::vector<std::string> rules_that_differ(const Policy& adopted, const Policy& shipped);

/// Tells whoever keeps the registry that the text it adopted is not the one that comes with the
/// program, in which rules, and how to adopt that; empty when there is nothing to tell.
/// @rule PTH-04
Text other_text_shipped(const Policy& adopted, const Policy& shipped);

}  // namespace kezhuan
