#pragma once

#include <array>

#include "kezhuan/core/calendar.hpp"
#include "kezhuan/core/date.hpp"
#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/ids.hpp"
#include "kezhuan/core/money.hpp"
#include "kezhuan/core/ratio.hpp"
#include "kezhuan/core/sha256.hpp"

/// The text forms of the core values, as JSON Schema and people see them.
namespace [[gnu::visibility("default")]] kezhuan {

template <>
struct TextForm<Money> {
  static constexpr StaticText name{"金额（元，最多两位小数）",
                                   "amount of money (at most 2 decimals)"};
  static constexpr std::string_view pattern = "^([A-Z]{3} )?(0|[1-9][0-9]*)(\\.[0-9]{1,2})?$";
  static constexpr std::string_view example = "250000.00";
};

template <>
struct TextForm<Ratio> {
  static constexpr StaticText name{"比例（精确）", "exact ratio"};
  static constexpr std::string_view pattern = "^(0|[1-9][0-9]*)(/[1-9][0-9]*|(\\.[0-9]+)?%?)$";
  static constexpr std::string_view example = "1/2";
};

template <>
struct TextForm<Date> {
  static constexpr StaticText name{"日期", "date"};
  static constexpr std::string_view pattern = "^(19|2[0-9])[0-9]{2}-[01][0-9]-[0-3][0-9]$";
  static constexpr std::string_view example = "2026-03-02";
};

template <>
struct TextForm<Timestamp> {
  static constexpr StaticText name{"时刻（UTC，毫秒）", "time (UTC, milliseconds)"};
  static constexpr std::string_view pattern =
      "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$";
  static constexpr std::string_view example = "2026-03-02T01:30:00.000Z";
};

template <>
struct TextForm<Uuid> {
  static constexpr StaticText name{"标识（UUID）", "identifier (UUID)"};
  static constexpr std::string_view pattern =
      "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";
  static constexpr std::string_view example = "019cad00-7c00-7000-8000-000000000001";
};

template <class Tag>
struct TextForm<Id<Tag>> : TextForm<Uuid> {};

template <>
struct TextForm<Sha256> {
  static constexpr StaticText name{"SHA-256（64 位十六进制）", "SHA-256 (64 hexadecimal digits)"};
  static constexpr std::string_view pattern = "^[0-9a-f]{64}$";
  static constexpr std::string_view example =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
};

template <>
struct EnumTable<DayUnit> {
  static constexpr std::array table = {
      EnumEntry<DayUnit>{DayUnit::working, "working_day", {"工作日", "working days"}},
      EnumEntry<DayUnit>{DayUnit::calendar, "calendar_day", {"自然日", "calendar days"}},
  };
};

}  // namespace kezhuan
