#pragma once

#include <string>

#include "kezhuan/policy/policy.hpp"

/// The rules as pages to read: Markdown, from what the policy says. Pure; thread-safe.
namespace [[gnu::visibility("default")]] kezhuan {

/// One rule: what it says, when it is asked, how to mend, its sources and how firm each is.
std::string rule_page(const RuleEntry& rule, const Policy& policy, Language language);

/// Every rule by family, with a list of them in front.
std::string policy_page(const Policy& policy, Language language);

}  // namespace kezhuan
