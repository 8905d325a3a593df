#include "kezhuan/core/write.hpp"
#include "kezhuan/report/disclosure_list.hpp"

namespace kezhuan {

std::string to_json(const DisclosureList& list) { return to_canonical_json(list); }

std::string to_json(const EditionDifference& difference) { return to_canonical_json(difference); }

}  // namespace kezhuan
