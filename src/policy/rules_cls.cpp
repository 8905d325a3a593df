#include "policy/rules.hpp"

namespace kezhuan {

std::span<const RuleCode> cls_rules() { return {}; }

}  // namespace kezhuan
