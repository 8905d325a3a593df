#include "cli/progress_line.hpp"

#include <algorithm>
#include <utility>

#include <unistd.h>

#include "cli/context.hpp"
#include "cli/interrupt.hpp"
#include "cli/output.hpp"

namespace kezhuan::cli {

ProgressLine::ProgressLine() : is_shown_(::isatty(STDERR_FILENO) == 1) {}

bool ProgressLine::is_due() {
  if (!is_shown_) return false;
  const auto now = Clock::now();
  if (now - drawn_at_ < std::chrono::milliseconds(250)) return false;
  drawn_at_ = now;
  return true;
}

void ProgressLine::draw(const std::string& text) {
  is_drawn_ = true;
  complain("\r\033[K" + text);
}

void ProgressLine::clear() {
  if (std::exchange(is_drawn_, false)) complain("\r\033[K");
}

std::chrono::milliseconds ProgressLine::spent() const {
  using std::chrono::milliseconds;
  return std::max(milliseconds(1), std::chrono::duration_cast<milliseconds>(Clock::now() - begin_));
}

void watch(const Context& context, const std::function<void(const Progress&)>& work) {
  const InterruptGuard guard;
  ProgressLine line;
  work([&](std::uint64_t done, std::uint64_t total) {
    throw_if_interrupted();
    if (line.is_due()) {
      line.draw(context.in("已完成 ", "done: ") + std::to_string(done) + " / " +
                std::to_string(total));
    }
  });
}

}  // namespace kezhuan::cli
