// What a scheme would make of invented income.
#include "kezhuan/income/simulation.hpp"

#include <memory>
#include <utility>
#include <vector>

#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "errors.hpp"
#include "registry.hpp"
#include "results.hpp"

namespace nb = nanobind;
using namespace nb::literals;

namespace kezhuan::python {

namespace {

nb::object money(const Money& amount) { return to_python(amount); }

nb::dict figures_of(const SchemeFigures& figures) {
  nb::dict said;
  said["gross"] = money(figures.gross);
  said["off_the_top"] = money(figures.off_the_top);
  said["direct_recovered"] = money(figures.direct_recovered);
  said["own_part"] = money(figures.own_part);
  said["indirect_recovered"] = money(figures.indirect_recovered);
  said["distributable"] = money(figures.distributable);
  said["net"] = money(figures.net);
  said["owner_income"] = money(figures.owner_income);
  said["reserved"] = money(figures.reserved);
  said["distributed"] = money(figures.distributed);
  said["reward"] = money(figures.reward);
  said["floor_base"] = money(figures.floor_base);
  return said;
}

/// `_core.Division`: what one scheme made of the income, held as C++ has it; objects of Python are
/// made of what is looked at. Schemes side by side share the receipts.
class PyDivision {
 public:
  PyDivision(std::shared_ptr<const Simulation> simulation, SchemeDivision division)
      : simulation_(std::move(simulation)), division_(std::move(division)) {}

  const SchemeDivision& get() const { return division_; }
  std::size_t size() const { return division_.lines.size(); }

  nb::tuple entry(std::size_t index) const {
    if (index >= size()) throw nb::index_error();
    const auto& entry = simulation_->entries()[index];
    nb::list lines, bands;
    for (const auto& line : division_.lines[index]) lines.append(line_of(index, line));
    for (const auto& part : division_.bands[index]) {
      bands.append(nb::make_tuple(part.achievement, part.band + 1, money(part.from),
                                  part.up_to ? money(*part.up_to) : nb::none(),
                                  money(part.amount)));
    }
    const bool is_release = entry.kind == SchemeEntry::Kind::release;
    return nb::make_tuple(entry.id, to_python(entry.date), is_release ? "release" : "receipt",
                          money(entry.amount), nb::tuple(lines),
                          figures_of(division_.figures[index]), nb::tuple(bands));
  }

  /// By person, unit and institution, in the order in which they first get something.
  nb::dict totals() const {
    std::vector<std::pair<std::string, Money>> sums;
    for (std::size_t i = 0; i < size(); ++i) {
      for (const auto& line : division_.lines[i]) add_to(sums, i, line);
    }
    nb::dict said;
    for (const auto& [party, sum] : sums) said[party.c_str()] = money(sum);
    return said;
  }

 private:
  Money amount_of(const SchemeLine& line) const {
    return Money::of_minor(line.minor, division_.currency);
  }

  nb::tuple line_of(std::size_t index, const SchemeLine& line) const {
    const auto& slot = division_.slot(index, line);
    return nb::make_tuple(to_python(to_code(slot.step)), slot.pool, slot.party, slot.team,
                          slot.achievement, to_python(slot.share), money(amount_of(line)));
  }

  void add_to(std::vector<std::pair<std::string, Money>>& sums, std::size_t index,
              const SchemeLine& line) const {
    const auto& party = division_.slot(index, line).party;
    if (party.empty()) return;
    for (auto& [name, sum] : sums) {
      if (name != party) continue;
      sum += amount_of(line);
      return;
    }
    sums.emplace_back(party, amount_of(line));
  }

  std::shared_ptr<const Simulation> simulation_;
  SchemeDivision division_;
};

/// One receipt of an iterable. @throws Error invalid, with its place
void add_receipt(Simulation& simulation, nb::handle item, std::size_t index) {
  const Place root;
  const Place list{&root, "receipts", 0};
  const Place place{&list, {}, index};
  simulation.add(value_from<SimulationReceipt>(item, place));
}

/// Takes one receipt after another, so that no more than one is there twice.
void add_receipts(Simulation& simulation, nb::handle receipts) {
  const auto iterator = nb::steal(PyObject_GetIter(receipts.ptr()));
  if (!iterator.is_valid()) nb::raise_python_error();
  for (std::size_t index = 0;; ++index) {
    if (PyErr_CheckSignals() != 0) nb::raise_python_error();
    const auto item = nb::steal(PyIter_Next(iterator.ptr()));
    if (!item.is_valid()) break;
    try {
      add_receipt(simulation, item, index);
    } catch (const Error&) {
      raise_at(index, std::current_exception());
    }
  }
  if (PyErr_Occurred() != nullptr) nb::raise_python_error();
}

/// @param input  all but the receipts
std::vector<PyDivision> simulate(nb::handle input, nb::handle receipts, std::vector<Scheme> schemes,
                                 bool face_value) {
  const auto simulation = std::make_shared<Simulation>(
      read_document<SimulationInput>(to_node(input, &shape_of<SimulationInput>)));
  add_receipts(*simulation, receipts);
  std::vector<PyDivision> divided;
  nb::gil_scoped_release free;
  const auto currency = simulation->currency();
  for (auto& scheme : schemes) {
    if (face_value) scheme = at_face_value(std::move(scheme), currency);
  }
  simulation->check_pools(schemes);
  for (auto& scheme : schemes) {
    divided.emplace_back(simulation, simulation->divide(std::move(scheme)));
  }
  return divided;
}

}  // namespace

void bind_simulation(nb::module_& module) {
  nb::class_<PyDivision>(module, "Division")
      .def("size", &PyDivision::size)
      .def("entry", &PyDivision::entry)
      .def("totals", &PyDivision::totals)
      .def_prop_ro("unrecovered",
                   [](const PyDivision& self) { return money(self.get().unrecovered); })
      .def_prop_ro("warnings",
                   [](const PyDivision& self) {
                     nb::list warnings;
                     for (const auto& each : self.get().warnings) warnings.append(to_python(each));
                     return nb::tuple(warnings);
                   })
      .def_prop_ro("failing_floor", [](const PyDivision& self) -> nb::object {
        const auto& floor = self.get().failing_floor;
        return floor ? to_python(*floor) : nb::none();
      });
  module.def("simulate", &simulate, "input"_a, "receipts"_a, "schemes"_a, "face_value"_a);
}

}  // namespace kezhuan::python
