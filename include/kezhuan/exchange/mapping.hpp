#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/core/text.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

struct MappingPlan;

/// How the columns of an office's sheet become acts: a YAML file, read strictly and checked against
/// the acts it names. Immutable; copies share what is in it, also between threads.
class Mapping {
 public:
  /// @param file  what to call it in messages
  /// @throws Error config  with every problem, file and line
  static Mapping from_yaml(std::string_view text, std::string_view file);

  /// One of the mappings that come with the library.
  /// @throws Error not_found  there is none of that name
  static Mapping built_in(std::string_view id);
  /// Its text, to be edited and given to `from_yaml`. @throws Error not_found
  static std::string_view built_in_text(std::string_view id);
  static std::vector<std::string> built_in_ids();  ///< those that come with the library

  /// The JSON schema of a mapping file.
  static std::string schema();

  /// Goes into the ids of what is imported: another id, other records.
  const std::string& id() const;
  const Text& title() const;  ///< what people call it
  /// How it works, for the importer.
  const MappingPlan& plan() const { return *plan_; }

 private:
  explicit Mapping(std::shared_ptr<const MappingPlan> plan) : plan_(std::move(plan)) {}
  std::shared_ptr<const MappingPlan> plan_;
};

}  // namespace kezhuan
