#include "types.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "kezhuan/acts/all.hpp"
#include "kezhuan/income/simulation.hpp"
#include "kezhuan/path/board.hpp"
#include "kezhuan/path/deadline.hpp"
#include "kezhuan/path/next.hpp"
#include "kezhuan/policy/policy.hpp"
#include "kezhuan/report/annual.hpp"
#include "kezhuan/report/disclosure_list.hpp"
#include "kezhuan/report/distribution.hpp"
#include "kezhuan/report/edition_difference.hpp"
#include "kezhuan/report/statement.hpp"
#include "kezhuan/report/tax_note.hpp"

namespace kezhuan::python {

namespace {

using Form = Shape::Form;

/// What tells one type's shape from another's.
const void* key_of(const Shape& shape) {
  return shape.form == Form::code ? static_cast<const void*>(shape.codes.data())
                                  : reinterpret_cast<const void*>(shape.object);
}

/// "FileApplication", from what the compiler calls this function.
template <class T>
constexpr std::string_view cpp_name() {
  std::string_view text = __PRETTY_FUNCTION__;
  constexpr std::string_view before = "T = ";
  text.remove_prefix(text.find(before) + before.size());
  text = text.substr(0, text.find_first_of(";]"));
  if (const auto colon = text.rfind(':'); colon != text.npos) text.remove_prefix(colon + 1);
  return text;
}

class Collector {
 public:
  template <class T>
  void add() {
    if constexpr (Optional<T> || Vector<T>) {
      add<typename T::value_type>();
    } else if constexpr (CodedEnum<T> || (Described<T> && !TextValue<T>)) {
      if (!index_.try_emplace(key_of(shape_of<T>), cpp_name<T>()).second) return;
      if constexpr (!CodedEnum<T>) T::describe(*this);
      types_.push_back({cpp_name<T>(), &shape_of<T>});
    }
  }

  template <class... T>
  void add(TypeList<T...>) {
    (add<T>(), ...);
  }

  template <class T, class M>
  void field(std::string_view, M T::*, const FieldDoc&) {
    add<M>();
  }

  std::string_view find(const Shape& shape) const {
    const auto found = index_.find(key_of(shape));
    return found == index_.end() ? std::string_view() : found->second;
  }
  const std::vector<NamedType>& types() const { return types_; }

 private:
  std::unordered_map<const void*, std::string_view> index_;
  std::vector<NamedType> types_;
};

const Collector& collected() {
  static const auto all = [] {
    Collector types;
    types.add(AllAggregates{});
    types.add(AllActs{});
    types.add(TypeList<Outcome, Finding, NextReport, CaseBoard, Deadline, SourceEntry, RuleEntry,
                       LinkEntry, DisclosureList, EditionDifference, DistributionReport,
                       AnnualReport, IncomeStatement, TaxNote, Scheme, SimulationReceipt,
                       SimulationCost, SimulationPerson, SimulationOwner, SimulationTeam>{});
    return types;
  }();
  return all;
}

}  // namespace

const std::vector<NamedType>& named_types() { return collected().types(); }

std::string_view name_of_type(const Shape& shape) { return collected().find(shape); }

const Shape* codes_in(const FieldShape& field) {
  const bool is_texts = field.shape->form == Form::list && field.shape->item->form == Form::text;
  return is_texts && field.name == "who" ? &shape_of<Who> : nullptr;
}

std::string python_name(std::string_view name) {
  constexpr std::array reserved = {
      std::string_view("and"),     std::string_view("as"),     std::string_view("assert"),
      std::string_view("async"),   std::string_view("await"),  std::string_view("break"),
      std::string_view("class"),   std::string_view("def"),    std::string_view("del"),
      std::string_view("except"),  std::string_view("for"),    std::string_view("from"),
      std::string_view("global"),  std::string_view("if"),     std::string_view("import"),
      std::string_view("in"),      std::string_view("is"),     std::string_view("lambda"),
      std::string_view("not"),     std::string_view("or"),     std::string_view("pass"),
      std::string_view("raise"),   std::string_view("return"), std::string_view("try"),
      std::string_view("while"),   std::string_view("with"),   std::string_view("yield"),
      std::string_view("act_type")};
  std::string out(name);
  if (std::find(reserved.begin(), reserved.end(), name) != reserved.end()) out += '_';
  return out;
}

}  // namespace kezhuan::python
