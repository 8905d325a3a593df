#include "cli/interrupt.hpp"

#include <atomic>
#include <csignal>

namespace kezhuan::cli {

namespace {

// The one thing a signal handler may touch; several threads look at it.
std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free);

void note(int) { interrupted = true; }

void handle(int signal, void (*handler)(int)) {
  struct sigaction action = {};
  action.sa_handler = handler;  // without SA_RESTART: a read that waits for input returns
  sigaction(signal, &action, nullptr);
}

}  // namespace

InterruptGuard::InterruptGuard() {
  handle(SIGINT, note);
  handle(SIGTERM, note);
}

InterruptGuard::~InterruptGuard() {
  handle(SIGINT, SIG_DFL);
  handle(SIGTERM, SIG_DFL);
}

void throw_if_interrupted() {
  if (interrupted) throw Interrupted{};
}

}  // namespace kezhuan::cli
