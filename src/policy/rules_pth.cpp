#include "policy/rules.hpp"

namespace kezhuan {

std::span<const RuleCode> pth_rules() { return {}; }

}  // namespace kezhuan
