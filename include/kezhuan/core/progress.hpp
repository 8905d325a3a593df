#pragma once

#include <cstdint>
#include <functional>

namespace [[gnu::visibility("default")]] kezhuan {

/// Called now and then during long work with how much is done and of how much (entries, pages or
/// files, by the stage the work is in), on the thread that does it. What it throws ends the work,
/// which then leaves nothing behind. May be empty.
using Progress = std::function<void(std::uint64_t done, std::uint64_t total)>;

}  // namespace kezhuan
