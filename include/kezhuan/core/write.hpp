#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
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

/// Writes each member where it is declared and notes where it stands; `finish` puts them in order.
template <class T>
class FieldWriter {
 public:
  FieldWriter(CanonicalWriter& w, const T& value)
      : w_(w), value_(value), begin_(w.out().size()) {}

  template <class Owner, class M>
  void field(std::string_view name, M Owner::*member, const FieldDoc&) {
    const auto& value = value_.*member;
    if constexpr (Optional<M>) {
      if (value) add(name, *value);
    } else if constexpr (Vector<M>) {
      if (!value.empty()) add(name, value);
    } else {
      add(name, value);
    }
  }

  void finish() {
    const std::string written(w_.out(), begin_);
    std::sort(pieces_.begin(), pieces_.begin() + count_,
              [](const Piece& a, const Piece& b) { return a.name < b.name; });
    auto& out = w_.out();
    out.resize(begin_);
    out += '{';
    for (int i = 0; i < count_; ++i) {
      const auto& piece = pieces_[static_cast<std::size_t>(i)];
      if (i > 0) out += ',';
      out.append(written, piece.begin, piece.size);
    }
    out += '}';
  }

 private:
  struct Piece {
    std::string_view name;
    std::size_t begin = 0;
    std::size_t size = 0;
  };
  static constexpr std::size_t most_fields = 32;

  template <class M>
  void add(std::string_view name, const M& value) {
    auto& piece = pieces_.at(static_cast<std::size_t>(count_++));
    piece.name = name;
    piece.begin = w_.out().size() - begin_;
    w_.text(name);
    w_.out() += ':';
    write_value(w_, value);
    piece.size = w_.out().size() - begin_ - piece.begin;
  }

  CanonicalWriter& w_;
  const T& value_;
  std::size_t begin_;
  std::array<Piece, most_fields> pieces_{};
  int count_ = 0;
};

template <Described T>
void write_value(CanonicalWriter& w, const T& value) {
  FieldWriter<T> fields(w, value);
  T::describe(fields);
  fields.finish();
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
