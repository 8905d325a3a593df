#pragma once

#include <algorithm>
#include <string>

#include "kezhuan/core/error.hpp"
#include "kezhuan/core/node.hpp"

namespace kezhuan {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// "line:column" of the byte at `offset`, both from 1; columns count characters as people see them,
/// a byte order mark counts as none.
inline std::string place_in(std::string_view text, std::size_t offset) {
  std::size_t line = 1;
  std::size_t column = 1;
  const auto start = text.substr(0, 3) == byte_order_mark ? std::size_t{3} : std::size_t{0};
  for (std::size_t i = start; i < std::min(offset, text.size()); ++i) {
    if (text[i] == '\n') {
      ++line;
      column = 1;
    } else if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) {
      ++column;
    }
  }
  return std::to_string(line) + ":" + std::to_string(column);
}

/// The shared refusals of both parsers.
[[noreturn]] inline void throw_malformed(const std::string& format, const std::string& place,
                                         const Text& detail) {
  throw Error(ErrorCode::invalid,
              {format + " 格式错误（" + place + "）：" + detail.zh,
               "malformed " + format + " (" + place + "): " + detail.en},
              {"请检查该处的引号、逗号、括号与编码（应为 UTF-8），并确认文件完整。",
               "Check quotes, commas, brackets and encoding (UTF-8) there, and that the file is "
               "complete."},
              {}, place);
}

inline void require_size(std::string_view text, const ParseLimits& limits) {
  if (text.size() <= limits.max_bytes) return;
  const auto size = std::to_string(text.size());
  const auto limit = std::to_string(limits.max_bytes);
  throw Error(ErrorCode::invalid,
              {"文档过大：" + size + " 字节，上限 " + limit + " 字节。",
               "document too large: " + size + " bytes, the limit is " + limit + "."},
              {"把大文件作为证据文件保存（evidence.attach），业务动作只写其哈希。",
               "Keep large files as evidence (evidence.attach); an act states only their hash."});
}

[[noreturn]] inline void throw_too_deep(const ParseLimits& limits) {
  const auto depth = std::to_string(limits.max_depth);
  throw Error(
      ErrorCode::invalid,
      {"嵌套过深：超过 " + depth + " 层。", "nested too deep: more than " + depth + " levels."},
      {"业务动作最多几层；请检查是否误用了文件。",
       "An act has few levels; check that this is the right file."});
}

}  // namespace kezhuan
