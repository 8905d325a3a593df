#pragma once

#include <vector>

#include "kezhuan/core/node.hpp"
#include "kezhuan/income/scheme.hpp"

namespace kezhuan {

/// As `check_scheme`, with the lines of the document the scheme was read from, if there is one.
std::vector<Problem> check_scheme(const Scheme& scheme, const Node* node);

}  // namespace kezhuan
