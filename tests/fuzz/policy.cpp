// A policy file, or an overlay on a small policy.

#include "kezhuan/policy/policy.hpp"

#include <optional>

#include "fuzz/target.hpp"
#include "unit/policy/support.hpp"

namespace kezhuan::fuzz {

namespace {

void must_come_back(const Policy& policy) {
  const auto again = Policy::from_canonical_json(policy.canonical_json());
  must(again.hash() == policy.hash(), "a policy's canonical JSON gives the same policy");
  must(!policy_to_text(policy, Language::en).empty(), "a policy is shown");
  for (const auto& rule : policy.rules()) {
    must(!rule_to_text(rule, policy, Language::zh).empty(), "a rule is shown");
  }
}

}  // namespace

void run_policy(std::string_view input) {
  static const auto base = Policy::from_yaml(small_policy, "base");
  std::optional<Policy> policy;
  if (input.find("policy-overlay/") != std::string_view::npos) {
    if (reads([&] { policy = base.with_overlay(input, "file"); })) must_come_back(*policy);
  } else {
    if (reads([&] { policy = Policy::from_yaml(input, "file"); })) must_come_back(*policy);
  }
}

}  // namespace kezhuan::fuzz
