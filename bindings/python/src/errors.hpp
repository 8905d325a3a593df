#pragma once

#include <cstddef>
#include <exception>

#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>  // everywhere or nowhere: a cast means one thing

namespace kezhuan::python {

/// The Python exception that stands for one of C++. With the GIL held.
nanobind::object exception_of(const std::exception_ptr& error);

/// Raises what befell the item at `index` of an iterable, which the exception then names.
[[noreturn]] void raise_at(std::size_t index, const std::exception_ptr& error);

/// From now on `Refused` and `Error` come out as the exceptions of `kezhuan.errors`.
void translate_errors();

}  // namespace kezhuan::python
