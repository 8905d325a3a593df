// What codes and certificates say by themselves.
#include "border.hpp"
#include "kezhuan/acts/aggregates.hpp"
#include "policy/named_code.hpp"
#include "registry.hpp"

namespace nb = nanobind;

namespace kezhuan::python {

namespace {

Certificate certificate_from(nb::handle value) {
  return read_document<Certificate>(to_node(value, &shape_of<Certificate>));
}

}  // namespace

void bind_classification(nb::module_& module) {
  module.def("is_eligible", [](const std::string& outcome) {
    return is_eligible(get_coded<Classification>(outcome, {"分类结果", "outcome"}));
  });
  module.def("is_own_registration", [](const std::string& certificate) {
    return is_own_registration(get_coded<CertificateKind>(certificate, {"证书", "certificate"}));
  });
  module.def("is_valid_on", [](nb::object certificate, const std::string& day) {
    return certificate_from(certificate).is_valid_on(Date::parse(day));
  });
  module.def("is_cancelled_on", [](nb::object certificate, const std::string& day) {
    return certificate_from(certificate).is_cancelled_on(Date::parse(day));
  });
}

}  // namespace kezhuan::python
