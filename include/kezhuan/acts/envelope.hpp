#pragma once

#include <optional>
#include <string>

#include "kezhuan/core/date.hpp"
#include "kezhuan/core/ids.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// What is said about every act, whatever its type.
///
/// `happened` is when it was done (given, not after today in Asia/Shanghai); `recorded` is when it
/// was written down (the clock). The order of recording decides the state; `happened` decides the
/// policy version and the reporting year. @rule REG-04
struct Envelope {
  Uuid id;                          ///< the act's own id; given by the client or made
  Date happened;                    ///< the day it was done, as given
  Timestamp recorded;               ///< when it was written down, by the clock (UTC)
  std::string actor;                ///< who did it, as they called themselves
  std::optional<std::string> role;  ///< in what capacity, when they said
  bool legacy = false;              ///< an old record, taken in as complete as it is (REG-08)
};

}  // namespace kezhuan
