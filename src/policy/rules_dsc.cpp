#include "policy/rules.hpp"

namespace kezhuan {

std::span<const RuleCode> dsc_rules() { return {}; }

}  // namespace kezhuan
