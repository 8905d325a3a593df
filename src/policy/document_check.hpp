#pragma once

#include <string_view>
#include <vector>

#include "kezhuan/core/error.hpp"
#include "kezhuan/core/node.hpp"
#include "kezhuan/policy/policy.hpp"

namespace kezhuan {

/// Reads a whole file strictly; every failure becomes Error config with places "file:line:/path".
template <Described T>
T read_config(const Node& node, std::string_view file) {
  try {
    return read_document<T>(node);
  } catch (const Error& error) {
    throw Error(ErrorCode::config, error.at(std::string(file)).problems());
  }
}

/// Parses YAML text, with the same kind of failure.
Node parse_config(std::string_view yaml, std::string_view file);

/// "cn-national", "cn-national+example-hospital": lower-case words and digits.
bool is_policy_id(std::string_view id);

/// What is wrong with a policy beyond its form; `node` is what it was read from and gives lines.
std::vector<Problem> check_document(const PolicyDocument& document, const Node& node);

}  // namespace kezhuan
