#pragma once

#include <string>

#include "kezhuan/policy/policy.hpp"

namespace kezhuan::cli {

/// The national policy, tightened by an overlay: the name of a built-in one, or a file.
/// @throws Error invalid: the file cannot be read; config: it is malformed or laxer
Policy choose_policy(const std::string& overlay);

}  // namespace kezhuan::cli
