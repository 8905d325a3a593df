#include "kezhuan/core/write.hpp"
#include "kezhuan/report/annual.hpp"
#include "kezhuan/report/disclosure_list.hpp"
#include "kezhuan/report/statement.hpp"

namespace kezhuan {

std::string to_json(const DisclosureList& list) { return to_canonical_json(list); }

std::string to_json(const EditionDifference& difference) { return to_canonical_json(difference); }

std::string to_json(const DistributionReport& report) { return to_canonical_json(report); }

std::string to_json(const AnnualReport& report) { return to_canonical_json(report); }

std::string to_json(const IncomeStatement& statement) { return to_canonical_json(statement); }

}  // namespace kezhuan
