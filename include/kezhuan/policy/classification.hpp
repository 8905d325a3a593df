#pragma once

#include "kezhuan/policy/case_file.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// Classifies an achievement from what is on record: sources, processing, certificates.
///
/// Precedence CLS-05 > CLS-04 > CLS-02/03 > CLS-01 (house default); CLS-10 for tools. The record
/// holds every fact that led to the outcome, each with its rule; when the source disagrees with
/// itself (CLS-04) both places are cited. Pure.
/// @param on  the day judged: a certificate cancelled by then no longer counts
/// @rule CLS-01, CLS-02, CLS-03, CLS-04, CLS-05, CLS-10
ClassificationRecord classify(const CaseFile& file, const Date& on);

}  // namespace kezhuan
