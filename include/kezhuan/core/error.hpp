#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "kezhuan/core/text.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// Why something failed, as a stable code. Values are never renumbered.
enum class ErrorCode {
  not_found = 1,  ///< something referred to is not on record
  conflict = 2,   ///< the record changed meanwhile, or the same act id came with other content
  invalid = 3,    ///< the input is malformed or breaks a value's invariant
  config = 4,     ///< a policy, calendar or configuration file is wrong
  storage = 5,    ///< the registry file cannot be opened, read or written
  integrity = 6,  ///< what is stored does not match its hash
  migration = 7,  ///< the file was written by a newer version, or cannot be brought up to date
};

/// Stable snake_case code of an `ErrorCode`, e.g. "not_found".
const char* to_code(ErrorCode code);

/// Whether what was handed in is at fault, rather than what befell a file or the registry.
bool is_about_input(ErrorCode code);

/// One thing wrong with an input: where, what, what would mend it, under which rule.
///
/// `place` is a JSON pointer ("/deliverables/1/kind") inside a document, prefixed by
/// "file:line" when the input came from a file; empty when there is no place to name.
struct Problem {
  std::string rule;   ///< rule id, e.g. "RGT-01"; empty for plain form errors
  std::string place;  ///< JSON pointer, after "file:line" of a file; may be empty
  Text what;          ///< what is wrong, with the values
  Text remedy;        ///< what would mend it; may be empty
  bool operator==(const Problem&) const = default;
};

/// Base of every failure kezhuan throws. Carries *all* problems found, not just the first.
///
/// `what()` is the Chinese text of the first problem; use `problems()` for the rest and for
/// English. Copying an Error is cheap enough for an exception and never throws in practice.
class Error : public std::runtime_error {
 public:
  /// Carries all problems; there should be at least one.
  Error(ErrorCode code, std::vector<Problem> problems);
  /// Carries one problem.
  Error(ErrorCode code, Text what, Text remedy = {}, std::string rule = {}, std::string place = {});

  /// The kind of failure: what a caller branches on.
  ErrorCode code() const { return code_; }
  /// All that is wrong, in the order found.
  const std::vector<Problem>& problems() const { return problems_; }

  /// The same error with `prefix` put before every problem's place (a file name, a line).
  Error at(const std::string& prefix) const;

 private:
  ErrorCode code_;
  std::vector<Problem> problems_;
};

/// Throws `Error` with `ErrorCode::invalid`; the shortest way to reject one value.
[[noreturn]] void throw_invalid(Text what, Text remedy = {}, std::string rule = {});

}  // namespace kezhuan
