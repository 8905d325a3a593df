#pragma once

#include <string>

#include "kezhuan/policy/policy.hpp"

namespace kezhuan::cli {

class Context;

/// The national policy, tightened by an overlay: the name of a built-in one, or a file.
/// @throws Error invalid: the file cannot be read; config: it is malformed or laxer
Policy choose_policy(const std::string& overlay);

/// On standard error, where the registry goes by another text than comes with the program: which
/// rules differ and how the new one is adopted (PTH-04). Nothing where it does not.
void tell_of_other_text(const Context& context, const Policy& adopted);

}  // namespace kezhuan::cli
