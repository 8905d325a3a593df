#include "policy/rules.hpp"

namespace kezhuan {

std::span<const RuleCode> ctr_rules() { return {}; }

}  // namespace kezhuan
