#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/core/node.hpp"
#include "kezhuan/core/schema.hpp"
#include "kezhuan/core/write.hpp"
#include "kezhuan/model/kinds.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// What can be done with an aggregate when only its kind is known.
struct AggregateType {
  Kind kind;                                 ///< which kind this is
  const Shape* shape;                        ///< its members, as reader and writer go by them
  std::shared_ptr<void> (*make)();           ///< an empty value
  std::string (*number)(const void* value);  ///< the number people know a value of this kind by

  /// Reads a body we wrote. @throws Error invalid
  std::shared_ptr<const void> read(const Node& body) const;
  /// The same from the text of the body.
  std::shared_ptr<const void> read_text(std::string_view body, const ParseLimits& limits) const;
  /// Its canonical body; personal values as commitments unless asked otherwise.
  std::string write(const void* value, PersonalForm personal) const {
    return to_canonical_json(*shape, value, personal);
  }
  /// every field, nested ones with their path
  std::vector<FieldInfo> fields() const { return list_fields(*shape); }
};

/// Every kind, in the order of `Kind`.
const std::vector<AggregateType>& aggregate_types();

/// The entry of one kind.
const AggregateType& aggregate_type(Kind kind);

}  // namespace kezhuan
