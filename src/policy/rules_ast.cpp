#include "policy/rules.hpp"

namespace kezhuan {

std::span<const RuleCode> ast_rules() { return {}; }

}  // namespace kezhuan
