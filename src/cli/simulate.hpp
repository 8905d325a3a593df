#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

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

/// Where the lists of a simulation were read.
class SimulationPlaces {
 public:
  struct List {
    std::string file;
    std::vector<std::size_t> lines = {};              ///< of a table, by row
    std::map<std::string, std::string> columns = {};  ///< of a table: its headings, by field
  };

  /// By the name of the list in a document.
  std::map<std::string, List, std::less<>> lists;

  /// "receipts.csv:3:金额" for "/receipts/1/amount"; any other place as it is, and nothing for
  /// none.
  std::string find(std::string_view place) const;
  /// The error said of files, lines and columns; where it is of none, of `otherwise`.
  Error located(const Error& error, const std::string& otherwise) const;
  /// What `step` gives; what it finds wrong is said as `located` says it.
  template <class Step>
  auto told(const std::string& otherwise, Step step) const {
    try {
      return step();
    } catch (const Error& error) {
      throw located(error, otherwise);
    }
  }
};

/// What was read, and where.
struct ReadSimulation {
  Simulation simulation;
  SimulationPlaces places;
};

/// @throws Error invalid: malformed, with file, line and column or field
ReadSimulation read_simulation(const SimulationFiles& files);

}  // namespace kezhuan::cli
