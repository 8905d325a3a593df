#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/policy/policy.hpp"

/// What a rule is called and when it is asked, in words: for texts and pages alike.
namespace kezhuan {

inline std::string in(const StaticText& text, Language language) {
  return std::string(text.in(language));
}

/// "CLS" of CLS-06.
std::string_view family_of(const RuleEntry& rule);

/// "CLS 归类"; the code alone of a family nobody named.
std::string family_to_text(std::string_view family, Language language);

/// Who mends what the rule found.
std::string who_of(const RuleEntry& rule, Language language);

/// When the rule is asked: the acts it judges and the links that require it, or what its kind says
/// of one that has neither.
std::string triggers_of(const RuleEntry& rule, const Policy& policy, Language language);

/// A paragraph of a page, "**Remedy**: …"; empty when there is nothing to say.
std::string paragraph(const StaticText& name, const std::string& text, Language language);

/// "cls-06", by which a page of rules links to CLS-06.
std::string rule_anchor(std::string_view id);

/// The parts with a separator between them.
std::string joined(const std::vector<std::string>& parts, const StaticText& separator,
                   Language language);
inline constexpr StaticText comma{"、", ", "};
inline constexpr StaticText semicolon{"；", "; "};

/// Whether the institution's own overlay has a say in it.
bool is_institutions_own(const std::vector<RuleSource>& sources);

/// Acts with their titles.
std::string acts_to_text(const std::vector<std::string>& acts, Language language);

}  // namespace kezhuan
