#include "errors.hpp"

#include "kezhuan/core/error.hpp"
#include "kezhuan/policy/finding.hpp"
#include "results.hpp"

namespace nb = nanobind;

namespace kezhuan::python {

namespace {

nb::object errors(const char* name) { return look_up("kezhuan.errors", name); }

}  // namespace

nb::object exception_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const Refused& refused) {
    return errors("Refused")(to_python(refused.decision()));
  } catch (const Error& failed) {
    return errors("of_code")(to_code(failed.code()), to_python(failed.problems()));
  } catch (const std::bad_alloc&) {
    return nb::steal(PyObject_CallNoArgs(PyExc_MemoryError));
  } catch (const std::exception& other) {
    return nb::handle(PyExc_RuntimeError)(other.what());
  }
}

void translate_errors() {
  nb::register_exception_translator([](const std::exception_ptr& error, void*) {
    try {
      std::rethrow_exception(error);
    } catch (const Refused&) {
    } catch (const Error&) {
    }  // anything else goes on to nanobind
    const auto made = exception_of(error);
    PyErr_SetObject(made.type().ptr(), made.ptr());
  });
}

void raise_at(std::size_t index, const std::exception_ptr& error) {
  nb::object made = exception_of(error);
  made.attr("index") = index;
  PyErr_SetObject(made.type().ptr(), made.ptr());
  nb::raise_python_error();
}

}  // namespace kezhuan::python
