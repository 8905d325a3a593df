#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/core/shape.hpp"

/// The described types that Python has classes for, by name. A shape has none: reader, writer and
/// schema need none.
namespace kezhuan::python {

struct NamedType {
  std::string_view name;  ///< as in C++
  const Shape* shape;     ///< of an object or a code
};

/// What acts, aggregates and reports are made of; each after what it is made of.
const std::vector<NamedType>& named_types();

/// The name of what an object's or a code's shape is of; empty when it is not among them.
std::string_view name_of_type(const Shape& shape);

/// The codes that a list of texts holds, where C++ keeps codes as text; nothing for other fields.
const Shape* codes_in(const FieldShape& field);

/// A field's name as Python may write it: "from" is "from_".
std::string python_name(std::string_view name);

}  // namespace kezhuan::python
