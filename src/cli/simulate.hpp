#pragma once

#include <string>

#include "kezhuan/income/simulation.hpp"

namespace CLI {
class App;
}

/// Dividing invented income by schemes, side by side; writes nothing.
namespace kezhuan::cli {

class Context;

/// Adds `simulate` and `schemes` to the group `income`.
void add_simulate_commands(CLI::App& income, Context& context);

/// A scheme file, or one that is shipped by its id. @throws Error config, not_found
Scheme load_scheme(const std::string& name);

/// Files of a simulation: CSV tables, or JSON documents (`*.json`); empty: not given. What a
/// document holds besides is taken too, unless an option names another file for it.
struct SimulationFiles {
  std::string receipts;
  std::string costs;
  std::string people;
  std::string owners;
  std::string teams;
  std::string expected_income;  ///< an amount, as people write it
  std::string signed_on;        ///< a day, as people write it
};

/// @throws Error invalid: malformed, with file, line and column or field
Simulation read_simulation(const SimulationFiles& files);

}  // namespace kezhuan::cli
