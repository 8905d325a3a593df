#pragma once

#include <string>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/error.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

/// The enumerator somebody names by its code. @throws Error invalid, with the codes there are
template <CodedEnum E>
E get_coded(const std::string& code, const StaticText& noun) {
  if (const auto found = find_enum<E>(code)) return *found;
  Text known;
  for (const auto& entry : EnumTable<E>::table) {
    if (code == entry.name.zh || code == entry.name.en) return entry.value;
    append(known, {std::string(entry.name.zh) + "（" + std::string(entry.code) + "）",
                   std::string(entry.code)});
  }
  throw Error(ErrorCode::invalid,
              {"没有名为“" + code + "”的" + std::string(noun.zh) + "。",
               "there is no " + std::string(noun.en) + " called \"" + code + "\"."},
              {"应为其中之一：" + known.zh + "。", "Must be one of: " + known.en + "."});
}

}  // namespace kezhuan
