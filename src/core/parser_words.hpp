#pragma once

#include <string>
#include <string_view>

#include "kezhuan/core/text.hpp"

namespace kezhuan {

/// What the JSON parser says in English, and the same in Chinese.
Text json_detail(const std::string& english);

/// What the YAML parser says in English, and the same in Chinese.
Text yaml_detail(const std::string& english);

/// True for bytes that are well-formed GB 18030, and so GBK or GB 2312 too, beyond ASCII.
bool is_gb18030(std::string_view text);

/// For a text that is not UTF-8: says so, where it stops being it, and how to convert the file.
[[noreturn]] void throw_not_utf8(const std::string& format, std::string_view text);

}  // namespace kezhuan
