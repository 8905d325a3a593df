#pragma once

#include <string_view>
#include <vector>

namespace kezhuan {

/// The bytes of a file that is built into the library: what `schemas/` held at build time.
///
/// The source file is written by `cmake/embed.cmake`. The view stays valid for the life of the
/// program. Safe to call from any thread.
/// @param name  path below `schemas/`, e.g. "policy/cn-national.yaml"
/// @throws Error config when no such file is built in
std::string_view resource(std::string_view name);

/// Names of all built-in files, sorted.
std::vector<std::string_view> resource_names();

}  // namespace kezhuan
