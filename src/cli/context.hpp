#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "kezhuan/core/clock.hpp"
#include "kezhuan/core/ids.hpp"
#include "kezhuan/core/text.hpp"
#include "kezhuan/registry/registry.hpp"
#include "policy/named_code.hpp"

namespace CLI {
class App;
}

/// What every command of the `kezhuan` program shares: the global options, the registry, the clock.
namespace kezhuan::cli {

/// Exit codes of the program.
enum ExitCode : int {
  done = 0,
  refused = 1,        ///< the rules refuse it
  bad_input = 2,      ///< wrong usage or input
  failed = 3,         ///< anything else
  interrupted = 130,  ///< by Ctrl-C, as a shell has it; nothing was written
};

class Context {
 public:
  Context();

  // Set by the global options.
  Language language = Language::zh;
  bool json = false;
  std::string registry_file;
  std::string actor;
  std::string role;

  /// What the chosen command does; returns the exit code.
  std::function<int()> run;

  const std::string& in(const Text& text) const { return text.in(language); }
  std::string in(const StaticText& text) const { return std::string(text.in(language)); }
  std::string in(std::string_view zh, std::string_view en) const {
    return std::string(language == Language::zh ? zh : en);
  }

  /// The day it is in Asia/Shanghai.
  Timestamp now() const { return clock_->now(); }
  Date today() const;
  const std::shared_ptr<const WorkingCalendar>& calendar();
  Environment environment();

  bool has_registry() const;
  Registry open(Access access);

 private:
  std::unique_ptr<Clock> clock_;
  std::optional<std::uint64_t> seed_;
  std::unique_ptr<IdSource> ids_;
  std::shared_ptr<const WorkingCalendar> calendar_;
};

/// The registry's policy today, or the national one where there is no registry.
Policy policy_in_force(Context& context);

/// For the check of an option: why a number below zero will not do; empty for any other.
std::string require_natural(const Context& context, const std::string& text);

/// A subcommand with its description in the language of the user.
CLI::App* add_command(CLI::App& app, const Context& context, const char* name,
                      const StaticText& description);

void add_registry_commands(CLI::App& app, Context& context);
void add_act_commands(CLI::App& app, Context& context);
void add_import_commands(CLI::App& app, Context& context);
void add_reading_commands(CLI::App& app, Context& context);
void add_path_commands(CLI::App& app, Context& context);
void add_report_commands(CLI::App& app, Context& context);
void add_income_commands(CLI::App& app, Context& context);
void add_policy_commands(CLI::App& app, Context& context);
void add_tool_commands(CLI::App& app, Context& context);

}  // namespace kezhuan::cli
