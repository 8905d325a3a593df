// What a scheme would make of invented income.
#include <nanobind/stl/string.h>

#include "cli/simulate.hpp"
#include "kezhuan/income/scheme_engine.hpp"
#include "registry.hpp"
#include "results.hpp"

namespace nb = nanobind;
using namespace nb::literals;

namespace kezhuan::python {

namespace {

/// People named for a pool that only another scheme has share every pool of people here.
SchemeTerms terms_for(SchemeTerms terms, Scheme scheme) {
  terms.scheme = std::move(scheme);
  for (auto& person : terms.people) {
    if (terms.scheme.find_pool(person.pool) == nullptr) person.pool.clear();
  }
  return terms;
}

nb::object money(const Money& amount) { return to_python(amount); }

nb::tuple line_of(const SchemeSlot& slot, const Money& amount) {
  return nb::make_tuple(to_python(to_code(slot.step)), slot.pool, slot.party, slot.team,
                        slot.achievement, to_python(slot.share), money(amount));
}

nb::dict figures_of(const SchemeFigures& figures) {
  nb::dict said;
  said["gross"] = money(figures.gross);
  said["off_the_top"] = money(figures.off_the_top);
  said["direct_recovered"] = money(figures.direct_recovered);
  said["own_part"] = money(figures.own_part);
  said["indirect_recovered"] = money(figures.indirect_recovered);
  said["net"] = money(figures.net);
  said["owner_income"] = money(figures.owner_income);
  said["reserved"] = money(figures.reserved);
  said["distributed"] = money(figures.distributed);
  said["reward"] = money(figures.reward);
  said["floor_base"] = money(figures.floor_base);
  return said;
}

nb::tuple entry_of(const SchemeDivision& division, const SchemeEntry& entry, std::size_t index) {
  nb::list lines;
  for (const auto& line : division.lines[index]) {
    lines.append(
        line_of(division.slot(index, line), Money::of_minor(line.minor, division.currency)));
  }
  const bool is_release = entry.kind == SchemeEntry::Kind::release;
  return nb::make_tuple(entry.id, to_python(entry.date), is_release ? "release" : "receipt",
                        money(entry.amount), nb::tuple(lines), figures_of(division.figures[index]));
}

/// @param file  JSON as `kezhuan income simulate` reads it
nb::tuple simulate(nb::handle file, Scheme scheme, bool face_value) {
  const auto path = path_of(file).string();
  SchemeStory story;
  SchemeDivision division;
  {
    nb::gil_scoped_release free;
    auto input = cli::read_simulation({path, {}, {}, {}, {}});
    story = std::move(input.story);
    if (face_value) {
      scheme = at_face_value(std::move(scheme), story.entries.front().amount.currency());
    }
    story.terms = {terms_for(std::move(input.terms), std::move(scheme))};
    division = simulate_scheme(story);
  }
  nb::list entries, warnings;
  for (std::size_t i = 0; i < story.entries.size(); ++i) {
    entries.append(entry_of(division, story.entries[i], i));
  }
  for (const auto& warning : division.warnings) warnings.append(to_python(warning));
  return nb::make_tuple(nb::tuple(entries), money(division.unrecovered), nb::tuple(warnings),
                        division.failing_floor ? to_python(*division.failing_floor) : nb::none());
}

}  // namespace

void bind_simulation(nb::module_& module) {
  module.def("simulate", &simulate, "file"_a, "scheme"_a, "face_value"_a);
}

}  // namespace kezhuan::python
