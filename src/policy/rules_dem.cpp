#include "policy/rules.hpp"

namespace kezhuan {

std::span<const RuleCode> dem_rules() { return {}; }

}  // namespace kezhuan
