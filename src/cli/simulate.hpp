#pragma once

#include <string>

#include "kezhuan/income/scheme_engine.hpp"

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

/// Files of a simulation: CSV tables, or JSON documents (`*.json`); empty: not given.
struct SimulationFiles {
  std::string receipts;
  std::string costs;
  std::string people;
  std::string owners;
  std::string teams;
};

/// What is invented for a simulation; terms without a scheme.
struct SimulationInput {
  SchemeTerms terms;
  SchemeStory story;  ///< without terms
};

/// Nobody named: one person has the weight.
/// @throws Error invalid: malformed, with file, line and column or field
SimulationInput read_simulation(const SimulationFiles& files);

}  // namespace kezhuan::cli
