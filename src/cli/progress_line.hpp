#pragma once

#include <chrono>
#include <string>

#include "kezhuan/registry/registry.hpp"

namespace kezhuan::cli {

class Context;

/// A line on a terminal that says how far a long work has come; where standard error is none,
/// nothing is shown. Gone when the work ends.
class ProgressLine {
 public:
  using Clock = std::chrono::steady_clock;

  ProgressLine();
  ~ProgressLine() { clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  /// Whether it is time to draw again: not so often that drawing takes time.
  bool is_due();
  void draw(const std::string& text);
  void clear();

  /// Since the work began, at least one millisecond.
  std::chrono::milliseconds spent() const;

 private:
  bool is_shown_;
  bool is_drawn_ = false;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point drawn_at_ = begin_;
};

/// Does `work`, a function of a `Progress`, with how far it has come on the line; Ctrl-C stops it
/// at the next step. @throws Interrupted
void watch(const Context& context, const std::function<void(const Progress&)>& work);

}  // namespace kezhuan::cli
