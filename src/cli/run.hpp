#pragma once

namespace kezhuan::cli {

/// The whole command line as a function: `arguments[0]` is the program's name. Writes to stdout and
/// stderr, never throws, and returns the exit code. While acts are read in, SIGINT and SIGTERM stop
/// it with nothing written; other handlers are put back afterwards.
int run_cli(int count, const char* const* arguments);

}  // namespace kezhuan::cli
