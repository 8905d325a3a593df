#include "policy/rules.hpp"

namespace kezhuan {

std::span<const RuleCode> lnk_rules() { return {}; }

}  // namespace kezhuan
