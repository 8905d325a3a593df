#pragma once

#include <string>
#include <string_view>

namespace kezhuan {

/// One line for a terminal: control characters (C0, DEL, C1) come as spaces, so that what somebody
/// typed cannot move the cursor or recolour the screen.
std::string plain_line(std::string_view text);

}  // namespace kezhuan
