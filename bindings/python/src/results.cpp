#include "results.hpp"

#include <string>
#include <unordered_map>

#include "kezhuan/core/forms.hpp"
#include "types.hpp"

namespace nb = nanobind;

namespace kezhuan::python {

namespace {

using Form = Shape::Form;

/// What makes values of the package and the standard library. Never freed, as nothing may be once
/// the interpreter is gone.
struct Makers {
  nb::object date = look_up("datetime", "date");
  nb::object moment = look_up("kezhuan._values", "read_moment");
  nb::object uuid = look_up("uuid", "UUID");
  nb::object fraction = look_up("fractions", "Fraction");
  nb::object money = look_up("kezhuan._values", "Money");
  nb::object text = look_up("kezhuan._values", "Text");
  nb::object problem = look_up("kezhuan.errors", "Problem");
  nb::object decision = look_up("kezhuan.errors", "Decision");

  static const Makers& get() {
    static const auto* makers = new Makers;
    return *makers;
  }
};

nb::object call(nb::handle maker, std::string_view text) {
  return maker(nb::str(text.data(), text.size()));
}

/// The class printed for a type, and what its constructor takes.
struct Class {
  nb::object type;
  nb::object names;  ///< of the fields, a tuple
};

const Class& class_of(const Shape& shape) {
  static auto* classes = new std::unordered_map<const void*, Class>;
  const auto* key = reinterpret_cast<const void*>(shape.object);
  if (const auto found = classes->find(key); found != classes->end()) return found->second;
  const std::string name(name_of_type(shape));
  Class made{look_up("kezhuan.models", name.c_str()), {}};
  nb::list names;
  for (const auto& field : shape.object().fields) names.append(python_name(field.name).c_str());
  made.names = nb::tuple(names);
  return classes->emplace(key, std::move(made)).first->second;
}

/// Its members by their places in the table of codes.
nb::object member_of(const Shape& shape, std::string_view code) {
  static auto* members = new std::unordered_map<const void*, nb::object>;
  for (const auto& entry : shape.codes) {
    if (entry.code != code) continue;
    auto& member = (*members)[&entry];
    if (!member.is_valid()) {
      const std::string name(name_of_type(shape));
      member = call(look_up("kezhuan.models", name.c_str()), code);
    }
    return member;
  }
  return nb::none();
}

nb::object members_of(const Shape& codes, const std::vector<std::string>& texts) {
  nb::list members;
  for (const auto& text : texts) members.append(member_of(codes, text));
  return nb::tuple(members);
}

nb::object field_of(const FieldShape& field, const void* value) {
  const auto* held = field.in(value);
  const auto* codes = codes_in(field);
  if (codes == nullptr) return to_python(*field.shape, held);
  return members_of(*codes, *static_cast<const std::vector<std::string>*>(held));
}

nb::object object_of(const Shape& shape, const void* value) {
  const auto& made = class_of(shape);
  const auto& fields = shape.object().fields;
  std::vector<nb::object> held;
  std::vector<PyObject*> arguments = {nullptr};  // the place in front is the call's own
  held.reserve(fields.size());
  for (const auto& field : fields) {
    held.push_back(field_of(field, value));
    arguments.push_back(held.back().ptr());
  }
  auto result = nb::steal(PyObject_Vectorcall(
      made.type.ptr(), arguments.data() + 1, 0 | PY_VECTORCALL_ARGUMENTS_OFFSET, made.names.ptr()));
  if (!result.is_valid()) nb::raise_python_error();
  return result;
}

nb::object list_of(const Shape& shape, const void* value) {
  nb::list items;
  for (std::size_t i = 0; i < shape.size(value); ++i) {
    items.append(to_python(*shape.item, shape.at(value, i)));
  }
  return nb::tuple(items);
}

nb::object parsed_of(const Shape& shape, const void* value) {
  const auto text = shape.to_text(value);
  if (shape.pattern == TextForm<Date>::pattern)
    return Makers::get().date.attr("fromisoformat")(text.c_str());
  if (shape.pattern == TextForm<Timestamp>::pattern) return call(Makers::get().moment, text);
  if (shape.pattern == TextForm<Uuid>::pattern) return call(Makers::get().uuid, text);
  return to_python(std::string_view(text));
}

}  // namespace

nb::object look_up(const char* module, const char* name) {
  return nb::module_::import_(module).attr(name);
}

nb::object to_python(std::string_view text) { return nb::str(text.data(), text.size()); }

nb::object to_python(const Text& text) {
  return Makers::get().text(to_python(std::string_view(text.zh)),
                            to_python(std::string_view(text.en)));
}

nb::object to_python(const Date& date) {
  return Makers::get().date(date.year(), date.month(), date.day());
}

nb::object to_python(const Uuid& id) { return call(Makers::get().uuid, id.to_text()); }

nb::object to_python(const Shape& shape, const void* value) {
  switch (shape.form) {
    case Form::text: return to_python(std::string_view(*static_cast<const std::string*>(value)));
    case Form::boolean: return nb::bool_(*static_cast<const bool*>(value));
    case Form::integer: return nb::int_(*static_cast<const std::int64_t*>(value));
    case Form::personal:
      return to_python(std::string_view(static_cast<const Personal*>(value)->value));
    case Form::money: return call(Makers::get().money, shape.to_text(value));
    case Form::ratio: return call(Makers::get().fraction, shape.to_text(value));
    case Form::reference: {
      const auto& reference = *static_cast<const AnyRef*>(value);
      if (reference.is_resolved()) return to_python(reference.id);
      return to_python(std::string_view(reference.number));
    }
    case Form::parsed: return parsed_of(shape, value);
    case Form::code: return member_of(shape, shape.code(value));
    case Form::optional: {
      const auto* held = shape.held(value);
      return held == nullptr ? nb::none() : to_python(*shape.item, held);
    }
    case Form::list: return list_of(shape, value);
    case Form::object: return object_of(shape, value);
    case Form::own: break;
  }
  if (&shape == &shape_of<Text>) return to_python(*static_cast<const Text*>(value));
  throw std::logic_error("a value that Python has no class for");
}

nb::object to_python(const Problem& problem) {
  return Makers::get().problem(to_python(std::string_view(problem.rule)),
                               to_python(std::string_view(problem.place)), to_python(problem.what),
                               to_python(problem.remedy));
}

nb::object to_python(const std::vector<Problem>& problems) {
  nb::list all;
  for (const auto& problem : problems) all.append(to_python(problem));
  return nb::tuple(all);
}

nb::object to_python(const Decision& decision) {
  return Makers::get().decision(to_python(decision.findings));
}

}  // namespace kezhuan::python
