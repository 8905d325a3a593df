#include "cli/interrupt.hpp"

#include <atomic>
#include <csignal>

namespace kezhuan::cli {

namespace {

// The one thing a signal handler may touch; several threads look at it.
std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free);

void note(int) { interrupted = true; }

struct sigaction catch_signal(int signal) {
  struct sigaction action = {};
  action.sa_handler = note;  // without SA_RESTART: a read that waits for input returns
  struct sigaction before = {};
  sigaction(signal, &action, &before);
  // as nohup wants it; a shell ignores SIGINT for what it runs behind, and that is to be heard
  if (signal == SIGHUP && before.sa_handler == SIG_IGN) sigaction(signal, &before, nullptr);
  return before;
}

}  // namespace

InterruptGuard::InterruptGuard() {
  interrupted = false;
  interrupt_before_ = catch_signal(SIGINT);
  terminate_before_ = catch_signal(SIGTERM);
  hang_up_before_ = catch_signal(SIGHUP);
}

InterruptGuard::~InterruptGuard() {
  sigaction(SIGINT, &interrupt_before_, nullptr);
  sigaction(SIGTERM, &terminate_before_, nullptr);
  sigaction(SIGHUP, &hang_up_before_, nullptr);
}

void throw_if_interrupted() {
  if (interrupted) throw Interrupted{};
}

}  // namespace kezhuan::cli
