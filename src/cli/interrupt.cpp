#include "cli/interrupt.hpp"

#include <csignal>

namespace kezhuan::cli {

namespace {

// The one thing a signal handler may touch.
volatile std::sig_atomic_t interrupted = 0;

void note(int) { interrupted = 1; }

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
  if (interrupted != 0) throw Interrupted{};
}

}  // namespace kezhuan::cli
