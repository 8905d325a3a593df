// The module `kezhuan._core`: what is bound from C++. The package in front of it is Python.
#include <string>
#include <vector>

#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "cli/run.hpp"
#include "errors.hpp"
#include "registry.hpp"

NB_MODULE(_core, module) {
  namespace python = kezhuan::python;
  module.attr("version") = KEZHUAN_VERSION;
  python::translate_errors();
  python::bind_tools(module);
  python::bind_registry(module);
  python::bind_snapshot(module);
  python::bind_classification(module);
  python::bind_reports(module);
  python::bind_exchange(module);
  python::bind_simulation(module);
  module.def("run_cli", [](const std::vector<std::string>& arguments) {
    std::vector<const char*> pointers;
    for (const auto& argument : arguments) pointers.push_back(argument.c_str());
    const int count = static_cast<int>(pointers.size());
    pointers.push_back(nullptr);
    nanobind::gil_scoped_release free;
    return kezhuan::cli::run_cli(count, pointers.data());
  });
}
