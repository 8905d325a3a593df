#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/core/text.hpp"

/// Small pieces of the sentences rules write.
namespace kezhuan {

inline void append(Text& list, const Text& item) {
  if (!list.empty()) {
    list.zh += "、";
    list.en += ", ";
  }
  list.zh += item.zh;
  list.en += item.en;
}

/// Things in a row: 甲、乙 in Chinese, "a, b" in English.
inline Text listing(const std::vector<Text>& items) {
  Text list;
  for (const auto& item : items) append(list, item);
  return list;
}

/// Numbers of people, institutions and so on, the same in both languages.
inline Text listing(const std::vector<std::string>& numbers) {
  Text list;
  for (const auto& number : numbers) append(list, {number, number});
  return list;
}

/// Where something stands in a list of an act: "/lines/2/person".
inline std::string item_place(std::string_view list, std::size_t index,
                              std::string_view field = {}) {
  auto place = "/" + std::string(list) + "/" + std::to_string(index);
  if (!field.empty()) place += "/" + std::string(field);
  return place;
}

}  // namespace kezhuan
