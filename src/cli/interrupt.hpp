#pragma once

#include <csignal>

/// Ctrl-C while many acts are being read: stop between two of them, with nothing written.
namespace kezhuan::cli {

/// Thrown by `throw_if_interrupted`; nothing was written.
struct Interrupted {};

/// Notes SIGINT, SIGTERM and SIGHUP (the terminal is closed) instead of dying from them, as long as
/// it lives; then what was there before holds again.
class InterruptGuard {
 public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

 private:
  struct sigaction interrupt_before_ = {}, terminate_before_ = {}, hang_up_before_ = {};
};

/// @throws Interrupted  when one came since the guard was set up
void throw_if_interrupted();

}  // namespace kezhuan::cli
