#include "faults/fault_calls.hpp"

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "faults/sync_watch.hpp"

namespace kezhuan::test {

namespace {

struct Calls {
  std::uint64_t fail_at = 0;  // 0: never
  int error_number = 0;
  std::uint64_t count = 0;
  bool has_failed = false;
};

Calls calls;

bool is_failing() {
  if (calls.fail_at == 0 || ++calls.count < calls.fail_at) return false;
  calls.has_failed = true;
  errno = calls.error_number;
  return true;
}

}  // namespace

FaultCalls::FaultCalls(std::uint64_t n, int error_number) { calls = {n, error_number, 0, false}; }
FaultCalls::~FaultCalls() { calls = {}; }
bool FaultCalls::has_failed() const { return calls.has_failed; }

}  // namespace kezhuan::test

// The program's own definitions come before those of shared libraries.
extern "C" {

ssize_t write(int file, const void* bytes, size_t size) {
  if (file > 2 && kezhuan::test::is_failing()) return -1;
  return ::syscall(SYS_write, file, bytes, size);
}

int fsync(int file) {
  if (kezhuan::test::is_failing()) return -1;
  const auto result = static_cast<int>(::syscall(SYS_fsync, file));
  if (result == 0) kezhuan::test::SyncWatch::note_sync(file);
  return result;
}

int mkdir(const char* path, mode_t mode) noexcept {
  if (kezhuan::test::is_failing()) return -1;
  return static_cast<int>(::syscall(SYS_mkdirat, AT_FDCWD, path, mode));
}

int rename(const char* from, const char* to) noexcept {
  if (kezhuan::test::is_failing()) return -1;
  kezhuan::test::SyncWatch::note_replaced(to);
  return static_cast<int>(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}

}  // extern "C"
