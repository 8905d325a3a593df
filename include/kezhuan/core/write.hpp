#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/core/node.hpp"
#include "kezhuan/core/personal.hpp"
#include "kezhuan/core/ref.hpp"

namespace kezhuan {

/// What is written for a personal value.
enum class PersonalForm {
  value,       ///< the value itself: for people, and for acts on their way in
  commitment,  ///< {"commitment":"…"}: for the ledger and the tables
};

/// Writes described values as canonical JSON (RFC 8785): members sorted, no white space, no
/// floating point. The same value always gives the same bytes, so bytes can be hashed.
class CanonicalWriter {
 public:
  explicit CanonicalWriter(PersonalForm personal = PersonalForm::commitment)
      : personal_(personal) {}

  std::string& out() { return out_; }
  PersonalForm personal() const { return personal_; }
  std::string take() { return std::move(out_); }

  void text(std::string_view value);
  void integer(std::int64_t value);
  void boolean(bool value) { out_ += value ? "true" : "false"; }

 private:
  PersonalForm personal_;
  std::string out_;
};

inline void write_value(CanonicalWriter& w, const std::string& value) { w.text(value); }
inline void write_value(CanonicalWriter& w, bool value) { w.boolean(value); }
inline void write_value(CanonicalWriter& w, std::int64_t value) { w.integer(value); }
inline void write_value(CanonicalWriter& w, const AnyRef& value) { w.text(value.to_text()); }
void write_value(CanonicalWriter& w, const Personal& value);

template <TextValue T>
void write_value(CanonicalWriter& w, const T& value) {
  w.text(value.to_text());
}

template <CodedEnum E>
void write_value(CanonicalWriter& w, E value) {
  w.text(to_code(value));
}

template <Described T>
void write_value(CanonicalWriter& w, const T& value);

template <class T>
void write_value(CanonicalWriter& w, const std::vector<T>& values) {
  w.out() += '[';
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) w.out() += ',';
    write_value(w, values[i]);
  }
  w.out() += ']';
}

/// The members of a described type in canonical order (by name), worked out once a type.
template <class T>
class SortedFields {
 public:
  static void write(CanonicalWriter& w, const T& value) {
    static const SortedFields fields;
    char separator = '{';
    for (const auto& field : fields.fields_) field.write(w, value, field, separator);
    if (separator == '{') w.out() += separator;
    w.out() += '}';
  }

  template <class Owner, class M>
  void field(std::string_view name, M Owner::*member, const FieldDoc&) {
    static_assert(sizeof(member) == sizeof(Field::member));
    Field field;
    field.name = "\"" + std::string(name) + "\":";
    std::memcpy(&field.member, &member, sizeof(member));
    field.write = [](CanonicalWriter& w, const T& value, const Field& self, char& separator) {
      M Owner::*pointer;
      std::memcpy(&pointer, &self.member, sizeof(pointer));
      write_member(w, value.*pointer, self, separator);
    };
    fields_.push_back(std::move(field));
  }

 private:
  struct Field {
    std::string name;           ///< quoted, with its colon; names need no escapes
    std::ptrdiff_t member = 0;  ///< a pointer to member, whatever its type
    void (*write)(CanonicalWriter&, const T&, const Field&, char& separator) = nullptr;
  };

  SortedFields() {
    T::describe(*this);
    std::sort(fields_.begin(), fields_.end(),
              [](const Field& a, const Field& b) { return a.name < b.name; });
  }

  template <class M>
  static void write_member(CanonicalWriter& w, const M& value, const Field& field,
                           char& separator) {
    if constexpr (Optional<M>) {
      if (!value) return;
    } else if constexpr (Vector<M>) {
      if (value.empty()) return;
    }
    w.out() += separator;
    separator = ',';
    w.out() += field.name;
    if constexpr (Optional<M>) {
      write_value(w, *value);
    } else {
      write_value(w, value);
    }
  }

  std::vector<Field> fields_;
};

template <Described T>
void write_value(CanonicalWriter& w, const T& value) {
  SortedFields<T>::write(w, value);
}

/// The canonical JSON text of one value.
template <class T>
std::string to_canonical_json(const T& value, PersonalForm personal = PersonalForm::commitment) {
  CanonicalWriter writer(personal);
  write_value(writer, value);
  return writer.take();
}

/// A node as JSON without white space, members in the order they stand.
std::string to_json(const Node& node);

/// The same JSON re-indented for people (two spaces). @throws Error invalid when not JSON
std::string indent_json(std::string_view json);

}  // namespace kezhuan
