#pragma once

#include <string_view>

#include "kezhuan/core/calendar.hpp"

namespace kezhuan {

/// Reads a working calendar (schema kezhuan/calendar/1) strictly.
///
/// The years stand in order and make up the coverage without a gap; each day stands under its own
/// year; the check figure `working_days` of every wholly covered year equals what the days give.
/// @param file  name for the messages, e.g. "cn.yaml"
/// @throws Error config, each place "file:line:/path", all problems at once
/// @rule PTH-05
WorkingCalendar calendar_from_yaml(std::string_view text, std::string_view file);

/// The calendar of mainland China built into the library.
/// @rule PTH-05
WorkingCalendar national_calendar();

}  // namespace kezhuan
