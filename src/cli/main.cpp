#include "cli/run.hpp"

/// The `kezhuan` program.
int main(int count, char** arguments) { return kezhuan::cli::run_cli(count, arguments); }
