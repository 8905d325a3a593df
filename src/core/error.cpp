#include "kezhuan/core/error.hpp"

#include <utility>

namespace kezhuan {

namespace {

std::string headline(const std::vector<Problem>& problems) {
  return problems.empty() ? std::string("unknown error") : problems.front().what.zh;
}

}  // namespace

const char* to_code(ErrorCode code) {
  switch (code) {
    case ErrorCode::not_found: return "not_found";
    case ErrorCode::conflict: return "conflict";
    case ErrorCode::invalid: return "invalid";
    case ErrorCode::config: return "config";
    case ErrorCode::storage: return "storage";
    case ErrorCode::integrity: return "integrity";
    case ErrorCode::migration: return "migration";
  }
  return "unknown";
}

bool is_about_input(ErrorCode code) {
  return code == ErrorCode::invalid || code == ErrorCode::not_found || code == ErrorCode::conflict;
}

Error::Error(ErrorCode code, std::vector<Problem> problems)
    : std::runtime_error(headline(problems)), code_(code), problems_(std::move(problems)) {}

Error::Error(ErrorCode code, Text what, Text remedy, std::string rule, std::string place)
    : Error(code, std::vector<Problem>{
                      {std::move(rule), std::move(place), std::move(what), std::move(remedy)}}) {}

Error Error::at(const std::string& prefix) const {
  auto problems = problems_;
  for (auto& problem : problems) {
    problem.place = problem.place.empty() ? prefix : prefix + ":" + problem.place;
  }
  return {code_, std::move(problems)};
}

void throw_invalid(Text what, Text remedy, std::string rule) {
  throw Error(ErrorCode::invalid, std::move(what), std::move(remedy), std::move(rule));
}

}  // namespace kezhuan
