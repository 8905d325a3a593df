#pragma once

#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>  // everywhere or nowhere: a cast means one thing

#include "kezhuan/acts/table.hpp"
#include "kezhuan/core/money.hpp"
#include "kezhuan/core/node.hpp"
#include "kezhuan/core/read.hpp"

/// What comes in from Python: values of the language as the documents that the strict readers take.
/// To be called with the GIL held; what Python code raises on the way comes through.
namespace kezhuan::python {

/// One value as a node: mappings, dataclasses, sequences, str, bool, int, date, Decimal, Fraction,
/// UUID, Path, Enum. What is absent (None in a mapping or a dataclass) is left out.
/// @param shape  what is to be read from it, when that is known: then an int is an amount of money
///               where money is wanted, and a float is told what to be instead
/// @throws Error invalid, with the place: a float, a datetime, bytes, a set, an iterator, an int
///         beyond 64 bits, text that is not Unicode, too deep or too large
/// @param place  where it stands in what is read
Node to_node(nanobind::handle value, const Shape* shape = nullptr, const Place& place = {});

/// One value as what it is to be, such as an amount. @throws Error invalid, with its place
template <class T>
T value_from(nanobind::handle value, const Place& place = {}) {
  const auto node = to_node(value, &shape_of<T>, place);
  Reading reading;
  T read{};
  read_value(reading, node, place, read);
  if (!reading.problems().empty()) throw Error(ErrorCode::invalid, reading.problems());
  return read;
}

/// Who acts where a submission does not say.
struct Actor {
  nanobind::object name;  ///< str or None
  nanobind::object role;
};

/// A submission as Python has it: a mapping as in JSON, a `Submission`, or an act with `happened`.
/// @param happened  date, or None when `value` says it itself
Node submission_node(nanobind::handle value, nanobind::handle happened, const Actor& actor,
                     nanobind::handle id, bool legacy);

}  // namespace kezhuan::python
