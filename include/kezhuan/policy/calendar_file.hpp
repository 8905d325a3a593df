#pragma once

#include <string_view>

#include "kezhuan/core/calendar.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// Reads a working calendar (schema kezhuan/calendar/1) strictly.
///
/// The years stand in order and make up the coverage without a gap; each day stands under its own
/// year; the check figure `working_days` of each year equals what its covered days give.
/// @param file  name for the messages, e.g. "cn.yaml"
/// @throws Error config, the place "file:line:/path" where the line is known
/// @rule PTH-05
WorkingCalendar calendar_from_yaml(std::string_view text, std::string_view file);

/// The calendar of mainland China built into the library.
/// @rule PTH-05
WorkingCalendar national_calendar();

}  // namespace kezhuan
