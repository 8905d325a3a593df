#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/core/personal.hpp"
#include "kezhuan/core/ref.hpp"

/// What a value is made of, as a table worked out once a type.
///
/// Reader, writer and schema go by these tables instead of being compiled anew for every described
/// type. Nobody needs them who only reads and writes: see read.hpp, write.hpp, schema.hpp.
/// Immutable, so safe to share between threads.
namespace [[gnu::visibility("default")]] kezhuan {

struct Node;
struct Place;
class Reading;
class CanonicalWriter;
struct ObjectShape;

/// A stable code and what people call it.
struct CodeName {
  std::string_view code;
  StaticText name;
};

/// How to handle a value of one type behind a `void*`. What a form has no use for stays empty.
struct Shape {
  /// `parsed` are the values that are one text (`TextForm`) and not named before; `own` are those
  /// with a `read_value` or `write_value` of their own.
  enum class Form {
    text,
    boolean,
    integer,
    personal,
    money,
    ratio,
    reference,
    parsed,
    code,
    optional,
    list,
    object,
    own,
  };

  Form form = Form::own;
  const Shape* item = nullptr;  ///< of optional and list: what they hold
  const ObjectShape& (*object)() = nullptr;

  // parsed
  StaticText name = {};
  std::string_view pattern = {};
  std::string_view example = {};
  void (*parse)(std::string_view text, void* out) = nullptr;
  std::string (*to_text)(const void* value) = nullptr;

  // code; `which` is a place in `codes`
  std::span<const CodeName> codes = {};
  void (*set)(void* out, std::size_t which) = nullptr;
  std::string_view (*code)(const void* value) = nullptr;

  // optional; `held` is nullptr when there is nothing
  const void* (*held)(const void* value) = nullptr;
  void* (*hold)(void* out) = nullptr;
  void (*drop)(void* out) = nullptr;

  // list
  std::size_t (*size)(const void* value) = nullptr;
  const void* (*at)(const void* value, std::size_t index) = nullptr;
  void (*restart)(void* out, std::size_t expected) = nullptr;
  void* (*append)(void* out) = nullptr;

  // own
  void (*read)(Reading& r, const Node& node, const Place& place, void* out) = nullptr;
  void (*write)(CanonicalWriter& w, const void* value) = nullptr;

  /// Must a field of this type be there?
  bool is_required(unsigned marks) const {
    if (form == Form::list) return (marks & at_least_one) != 0;
    return form != Form::optional;
  }
};

/// One member of a described type.
struct FieldShape {
  std::string_view name;
  FieldDoc doc;
  const Shape* shape = nullptr;
  std::size_t offset = 0;  ///< of the member in its owner, in bytes
  bool is_required = false;
  std::string key;  ///< `,"name":`, as canonical JSON has it

  const void* in(const void* owner) const { return static_cast<const char*>(owner) + offset; }
  void* in(void* owner) const { return static_cast<char*>(owner) + offset; }
};

/// The members of a described type.
struct ObjectShape {
  std::vector<FieldShape> fields;  ///< in the order described
  std::vector<FieldShape> sorted;  ///< by name: the order of canonical JSON
};

/// Values that have a shape and no `read_value` and `write_value` of their own.
template <class T>
concept Shaped = Described<T> || Vector<T> || TextValue<T> || CodedEnum<T>;

namespace shape_detail {

/// Writes down the members of a `T` as `T::describe` names them.
class ShapeBuilder {
 public:
  template <class T>
  static ObjectShape build() {
    const T sample{};
    ShapeBuilder builder(&sample);
    T::describe(builder);
    return builder.finish();
  }

  template <class T, class M>
  void field(std::string_view name, M T::*member, const FieldDoc& doc);

 private:
  explicit ShapeBuilder(const void* sample) : sample_(sample) {}

  void add(std::string_view name, const FieldDoc& doc, const void* member, const Shape& shape);
  ObjectShape finish();

  const void* sample_;  // members are found by where they lie in it
  ObjectShape shape_;
};

template <class T>
const ObjectShape& object_shape() {
  static const ObjectShape shape = ShapeBuilder::build<T>();
  return shape;
}

template <CodedEnum E>
inline constexpr auto code_names = [] {
  std::array<CodeName, EnumTable<E>::table.size()> names;
  for (std::size_t i = 0; i < names.size(); ++i) {
    names[i] = {EnumTable<E>::table[i].code, EnumTable<E>::table[i].name};
  }
  return names;
}();

template <class T>
constexpr Shape make_shape();

}  // namespace shape_detail

/// The shape of a type.
template <class T>
inline constexpr Shape shape_of = shape_detail::make_shape<T>();

namespace shape_detail {

template <class T>
constexpr Shape optional_shape() {
  Shape shape{Shape::Form::optional, &shape_of<typename T::value_type>};
  shape.held = [](const void* value) -> const void* {
    const T& self = *static_cast<const T*>(value);
    return self ? &*self : nullptr;
  };
  shape.hold = [](void* out) -> void* { return &static_cast<T*>(out)->emplace(); };
  shape.drop = [](void* out) { static_cast<T*>(out)->reset(); };
  return shape;
}

template <class T>
constexpr Shape list_shape() {
  Shape shape{Shape::Form::list, &shape_of<typename T::value_type>};
  shape.size = [](const void* value) { return static_cast<const T*>(value)->size(); };
  shape.at = [](const void* value, std::size_t index) -> const void* {
    return &(*static_cast<const T*>(value))[index];
  };
  shape.restart = [](void* out, std::size_t expected) {
    static_cast<T*>(out)->clear();
    static_cast<T*>(out)->reserve(expected);
  };
  shape.append = [](void* out) -> void* { return &static_cast<T*>(out)->emplace_back(); };
  return shape;
}

template <class T>
constexpr Shape parsed_shape() {
  Shape shape{Shape::Form::parsed};
  shape.name = TextForm<T>::name;
  shape.pattern = TextForm<T>::pattern;
  shape.example = TextForm<T>::example;
  shape.parse = [](std::string_view text, void* out) { *static_cast<T*>(out) = T::parse(text); };
  shape.to_text = [](const void* value) { return static_cast<const T*>(value)->to_text(); };
  return shape;
}

template <class T>
constexpr Shape code_shape() {
  Shape shape{Shape::Form::code};
  shape.codes = code_names<T>;
  shape.set = [](void* out, std::size_t which) {
    *static_cast<T*>(out) = EnumTable<T>::table[which].value;
  };
  shape.code = [](const void* value) -> std::string_view {
    return to_code(*static_cast<const T*>(value));
  };
  return shape;
}

template <class T>
constexpr Shape own_shape() {
  constexpr bool is_read = requires(Reading & r, const Node& n, const Place& p, T& out) {
    read_value(r, n, p, out);
  };
  constexpr bool is_written = requires(CanonicalWriter & w, const T& value) {
    write_value(w, value);
  };
  static_assert(is_read || is_written, "a type that is neither described nor read nor written");
  Shape shape;
  shape.read = [](Reading& r, const Node& node, const Place& place, void* out) {
    if constexpr (is_read) {
      read_value(r, node, place, *static_cast<T*>(out));
    } else {
      throw std::logic_error("a type that cannot be read");
    }
  };
  shape.write = [](CanonicalWriter& w, const void* value) {
    if constexpr (is_written) {
      write_value(w, *static_cast<const T*>(value));
    } else {
      throw std::logic_error("a type that cannot be written");
    }
  };
  return shape;
}

template <class T>
constexpr Shape make_shape() {
  if constexpr (std::is_same_v<T, std::string>) {
    return {Shape::Form::text};
  } else if constexpr (std::is_same_v<T, bool>) {
    return {Shape::Form::boolean};
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    return {Shape::Form::integer};
  } else if constexpr (std::is_same_v<T, Personal>) {
    return {Shape::Form::personal};
  } else if constexpr (std::is_base_of_v<AnyRef, T>) {
    return {Shape::Form::reference};
  } else if constexpr (Optional<T>) {
    return optional_shape<T>();
  } else if constexpr (Vector<T>) {
    return list_shape<T>();
  } else if constexpr (TextValue<T>) {
    auto shape = parsed_shape<T>();
    if constexpr (std::is_same_v<T, Money>) shape.form = Shape::Form::money;
    if constexpr (std::is_same_v<T, Ratio>) shape.form = Shape::Form::ratio;
    return shape;
  } else if constexpr (CodedEnum<T>) {
    return code_shape<T>();
  } else if constexpr (Described<T>) {
    return {Shape::Form::object, nullptr, &object_shape<T>};
  } else {
    return own_shape<T>();
  }
}

template <class T, class M>
void ShapeBuilder::field(std::string_view name, M T::*member, const FieldDoc& doc) {
  add(name, doc, &(static_cast<const T*>(sample_)->*member), shape_of<M>);
}

}  // namespace shape_detail

}  // namespace kezhuan
