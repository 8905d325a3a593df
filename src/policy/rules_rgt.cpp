#include "policy/rules.hpp"

namespace kezhuan {

std::span<const RuleCode> rgt_rules() { return {}; }

}  // namespace kezhuan
