#pragma once

#include <fstream>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "kezhuan/core/calendar.hpp"
#include "kezhuan/core/error.hpp"
#include "kezhuan/core/money.hpp"

/// What `call` throws as an `Error`, or nothing if it succeeds.
inline std::optional<kezhuan::Error> error_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const kezhuan::Error& error) {
    return error;
  }
  return std::nullopt;
}

inline bool is_invalid(const std::function<void()>& call) {
  const auto error = error_of(call);
  return error && error->code() == kezhuan::ErrorCode::invalid &&
         !error->problems().front().what.zh.empty() && !error->problems().front().what.en.empty() &&
         !error->problems().front().remedy.empty();
}

inline kezhuan::Money yuan(const char* text) { return kezhuan::Money::parse(text); }

/// Texts of many values at once, so that a failing comparison prints what was there.
template <class Values>
std::vector<std::string> texts(const Values& values) {
  std::vector<std::string> result;
  for (const auto& value : values) result.push_back(value.to_text());
  return result;
}

using Texts = std::vector<std::string>;

/// The carried calendar by a plain line scan: the core room reads no YAML.
inline kezhuan::CalendarData cn_calendar_data() {
  std::ifstream file(std::string(KEZHUAN_SOURCE_DIR) + "/schemas/calendar/cn.yaml");
  kezhuan::CalendarData data;
  data.id = "cn";
  data.version = "2026.1";
  data.from = kezhuan::Date::parse("2020-01-01");
  data.to = kezhuan::Date::parse("2026-12-31");
  std::vector<kezhuan::Date>* list = nullptr;
  for (std::string line; std::getline(file, line);) {
    if (line == "    holidays:") list = &data.holidays;
    if (line == "    workdays:") list = &data.workdays;
    if (line.starts_with("      - \"")) list->push_back(kezhuan::Date::parse(line.substr(9, 10)));
  }
  return data;
}
