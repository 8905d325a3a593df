#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace [[gnu::visibility("default")]] kezhuan {

/// True when `text` is well-formed UTF-8 (no overlong forms, surrogates or values past U+10FFFF).
bool is_utf8(std::string_view text);

/// The code points of well-formed UTF-8, each as its own view. @throws nothing; ill-formed bytes
/// come as single views.
std::vector<std::string_view> code_points(std::string_view text);

}  // namespace kezhuan
