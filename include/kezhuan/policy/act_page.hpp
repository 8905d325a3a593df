#pragma once

#include <string>

#include "kezhuan/acts/table.hpp"
#include "kezhuan/policy/policy.hpp"

/// The acts as pages to read: Markdown, from what each act's `describe` and the policy say. Pure;
/// thread-safe. Links to rules go to rules.md (rules.zh-CN.md), which is `policy_page`.
namespace [[gnu::visibility("default")]] kezhuan {

/// One act: the links it serves, what it brings into being, what has to be on record before it, the
/// rules it settles and those that judge it, every field, and a filled-in example.
std::string act_page(const ActType& type, const Policy& policy, Language language);

/// Every act, one after another, with a list of them in front.
std::string act_pages(const Policy& policy, Language language);

}  // namespace kezhuan
