#pragma once

#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>  // everywhere or nowhere: a cast means one thing

#include "kezhuan/core/date.hpp"
#include "kezhuan/core/error.hpp"
#include "kezhuan/core/ids.hpp"
#include "kezhuan/core/shape.hpp"
#include "kezhuan/policy/finding.hpp"

/// What goes out to Python: described values as the classes printed for them. With the GIL held.
namespace kezhuan::python {

/// A class or function of a Python module.
nanobind::object look_up(const char* module, const char* name);

nanobind::object to_python(const Shape& shape, const void* value);

template <class T>
nanobind::object to_python(const T& value) {
  return to_python(shape_of<T>, &value);
}

nanobind::object to_python(const Text& text);
nanobind::object to_python(const Date& date);
nanobind::object to_python(const Uuid& id);
nanobind::object to_python(const Problem& problem);
nanobind::object to_python(const std::vector<Problem>& problems);
nanobind::object to_python(const Decision& decision);
nanobind::object to_python(std::string_view text);

}  // namespace kezhuan::python
