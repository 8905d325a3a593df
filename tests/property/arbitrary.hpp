#pragma once

#include "kezhuan/core/shape.hpp"

/// Any well-formed value of any described type, from its shape.
namespace kezhuan::test {

/// Fills the value behind `out`, which is of the type the shape is of.
void fill(const Shape& shape, const FieldDoc& doc, void* out);

template <class T>
T any_value() {
  T value{};
  fill(shape_of<T>, {}, &value);
  return value;
}

}  // namespace kezhuan::test
