#include "kezhuan/policy/classification.hpp"

namespace kezhuan {

ClassificationRecord classify(const CaseFile& /*file*/, const Date& /*on*/) { return {}; }

}  // namespace kezhuan
