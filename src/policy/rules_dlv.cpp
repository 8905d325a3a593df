#include "policy/rules.hpp"

namespace kezhuan {

std::span<const RuleCode> dlv_rules() { return {}; }

}  // namespace kezhuan
