#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace [[gnu::visibility("default")]] kezhuan {

/// A parsed JSON or YAML document, before anything is known about its meaning.
///
/// Numbers keep their text (no double ever arises); an object keeps its members in the order
/// written, duplicates included, so that a strict reader can report them. A YAML plain scalar is
/// `plain`: it may be read as text, integer or boolean, whichever the field asks for.
struct Node {
  /// What was written; `plain` comes from YAML only.
  enum class Kind : std::uint8_t { null, boolean, number, text, plain, array, object };

  Kind kind = Kind::null;         ///< which of the members below count
  int line = 0;                   ///< 1-based line in the source; 0 when not known
  std::string text;               ///< of boolean ("true"/"false"), number, text and plain
  std::vector<std::string> keys;  ///< of an object, parallel to `items`
  std::vector<Node> items;        ///< of an array or an object

  /// A value without parts.
  bool is_scalar() const { return kind != Kind::array && kind != Kind::object; }
  /// The first member called `key`, or nullptr.
  const Node* find(std::string_view key) const;
};

/// What a document may cost before it is refused.
struct ParseLimits {
  std::size_t max_bytes = std::size_t{1} << 20;  ///< 1 MiB: far above any act a person writes
  int max_depth = 64;                            ///< nesting of arrays and objects
};

/// Parses one JSON text (RFC 8259, UTF-8).
/// @throws Error invalid: malformed, truncated, not UTF-8, over a limit; the place is
///         "line:column".
Node parse_json(std::string_view text, const ParseLimits& limits = {});

/// Parses one YAML document; anchors, aliases and tags other than the defaults are refused.
/// @throws Error invalid: malformed, over a limit; the place is "line:column".
Node parse_yaml(std::string_view text, const ParseLimits& limits = {std::size_t{8} << 20, 64});

}  // namespace kezhuan
