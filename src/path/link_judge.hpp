#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kezhuan/path/next.hpp"

/// How links are judged, whether of an achievement or of a transfer case.
namespace kezhuan {

/// What is required of every achievement stands in the links of this step; the rest is of cases.
inline constexpr std::string_view achievement_step = "A";

/// One rule a link requires. A rule whose most is a warning is missed all the same when it warns
/// about a case: what a link lacks and what may be refused are two things.
Requirement judge_requirement(const std::string& rule, const Question& question);

bool are_met(const std::vector<Requirement>& requirements);

/// Codes of `Who` of what is unmet, each once.
std::vector<std::string> hands_of(const std::vector<Requirement>& requirements);

/// The first and the last day of what happened in a link; nothing while nothing did.
class Days {
 public:
  void add(const Date& day);
  void add(const std::optional<Date>& day) {
    if (day) add(*day);
  }
  const std::optional<Date>& first() const { return first_; }
  const std::optional<Date>& last() const { return last_; }

 private:
  std::optional<Date> first_;
  std::optional<Date> last_;
};

/// The day a state was reached: what is done since the last of the days, what is under way since
/// the first.
std::optional<Date> since_of(LinkState state, const Days& days);

}  // namespace kezhuan
