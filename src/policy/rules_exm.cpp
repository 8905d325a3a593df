#include "policy/rules.hpp"

namespace kezhuan {

std::span<const RuleCode> exm_rules() { return {}; }

}  // namespace kezhuan
