#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/error.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/core/node.hpp"
#include "kezhuan/core/personal.hpp"
#include "kezhuan/core/ref.hpp"

namespace kezhuan {

/// Where the reader is, as a chain of frames on the stack; made text only when something is wrong.
struct Place {
  const Place* parent = nullptr;
  std::string_view key = {};
  std::size_t index = 0;

  /// JSON pointer (RFC 6901): "/deliverables/1/kind".
  std::string to_text() const;
};

/// Collects everything wrong with one document. Not thread-safe; one per document.
class Reading {
 public:
  /// `from_ledger`: the document is one we wrote, so personal values may be commitments.
  explicit Reading(bool from_ledger = false) : from_ledger_(from_ledger) {}

  bool from_ledger() const { return from_ledger_; }
  const std::vector<Problem>& problems() const { return problems_; }

  void report(const Place& place, const Node* node, Text what, Text remedy = {},
              std::string rule = {});
  void report_error(const Place& place, const Node* node, const Error& error);
  void report_kind(const Place& place, const Node& node, const StaticText& wanted,
                   Text remedy = {});
  void report_code(const Place& place, const Node& node,
                   const std::vector<std::string_view>& codes);
  void report_missing(const Place& place, const Node& parent, const FieldDoc& doc);
  void report_empty(const Place& place, const Node& list, const FieldDoc& doc);
  void report_no_list(const Place& place, const Node& node);
  void report_no_object(const Place& place, const Node& node);
  void report_unknown(const Place& place, const Node& parent, const std::string& key,
                      const std::vector<std::string_view>& known);
  void report_duplicate(const Place& place, const Node& value, const std::string& key);

 private:
  bool from_ledger_;
  std::vector<Problem> problems_;
};

/// What a text may be: UTF-8, not blank, at most 20 000 bytes, no control characters.
bool is_good_text(std::string_view text);

/// True and `out` set when the node holds text (YAML plain scalars count).
bool read_text(Reading& r, const Node& node, const Place& place, std::string_view& out);

void read_value(Reading& r, const Node& node, const Place& place, std::string& out);
void read_value(Reading& r, const Node& node, const Place& place, bool& out);
void read_value(Reading& r, const Node& node, const Place& place, std::int64_t& out);
void read_value(Reading& r, const Node& node, const Place& place, Personal& out);
void read_value(Reading& r, const Node& node, const Place& place, Money& out);
void read_value(Reading& r, const Node& node, const Place& place, Ratio& out);
void read_reference(Reading& r, const Node& node, const Place& place, AnyRef& out);

/// Reports a number that `read_reference` would not read as one.
void check_number(Reading& r, const Node& node, const Place& place, std::string_view number);

template <class T>
void read_value(Reading& r, const Node& node, const Place& place, Ref<T>& out) {
  read_reference(r, node, place, out);
}

template <TextValue T>
requires(!std::is_same_v<T, Money> &&
         !std::is_same_v<T, Ratio>) void read_value(Reading& r, const Node& node,
                                                    const Place& place, T& out) {
  std::string_view text;
  if (!read_text(r, node, place, text)) return;
  try {
    out = T::parse(text);
  } catch (const Error& error) {
    r.report_error(place, &node, error);
  }
}

template <CodedEnum E>
void read_value(Reading& r, const Node& node, const Place& place, E& out) {
  std::string_view text;
  if (!read_text(r, node, place, text)) return;
  if (const auto value = find_enum<E>(text)) {
    out = *value;
    return;
  }
  std::vector<std::string_view> codes;
  for (const auto& entry : EnumTable<E>::table) codes.push_back(entry.code);
  r.report_code(place, node, codes);
}

template <Described T>
void read_value(Reading& r, const Node& node, const Place& place, T& out);

template <class T>
void read_value(Reading& r, const Node& node, const Place& place, std::vector<T>& out) {
  if (node.kind != Node::Kind::array) return r.report_no_list(place, node);
  out.clear();
  out.reserve(node.items.size());
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    T item{};
    read_value(r, node.items[i], Place{&place, {}, i}, item);
    out.push_back(std::move(item));
  }
}

/// Collects the names of a described type's fields.
struct FieldNames {
  std::vector<std::string_view> names;

  template <class Owner, class M>
  void field(std::string_view name, M Owner::*, const FieldDoc&) {
    names.push_back(name);
  }
};

/// Reads the members of one object into a `T`, then reports what was left over.
template <class T>
class FieldReader {
 public:
  FieldReader(Reading& r, const Node& node, const Place& place, T& out)
      : r_(r), node_(node), place_(place), out_(out) {}

  template <class Owner, class M>
  void field(std::string_view name, M Owner::*member, const FieldDoc& doc) {
    const Place here{&place_, name, 0};
    const Node* child = take(name, here);
    if (child == nullptr || child->kind == Node::Kind::null) {
      require(here, child, doc, out_.*member);
    } else if constexpr (Optional<M>) {
      typename M::value_type value{};
      const auto problems = r_.problems().size();
      read_value(r_, *child, here, value);
      if constexpr (std::is_same_v<M, std::optional<std::string>>) {
        if ((doc.marks & refer_by) != 0 && !value.empty()) check_number(r_, *child, here, value);
      }
      if (r_.problems().size() == problems) out_.*member = std::move(value);
    } else {
      read_value(r_, *child, here, out_.*member);
      if constexpr (Vector<M>) {
        if ((doc.marks & at_least_one) != 0 && child->kind == Node::Kind::array &&
            child->items.empty()) {
          r_.report_empty(here, *child, doc);
        }
      }
    }
  }

  void finish() {
    if (used_ == node_.keys.size()) return;
    FieldNames known;
    T::describe(known);
    for (std::size_t i = 0; i < node_.keys.size(); ++i) {
      const auto& key = node_.keys[i];
      if (std::find(known.names.begin(), known.names.end(), key) == known.names.end()) {
        r_.report_unknown(place_, node_.items[i], key, known.names);
      }
    }
  }

 private:
  const Node* take(std::string_view name, const Place& here) {
    const Node* found = nullptr;
    for (std::size_t i = 0; i < node_.keys.size(); ++i) {
      if (node_.keys[i] != name) continue;
      ++used_;
      if (found != nullptr) r_.report_duplicate(here, node_.items[i], node_.keys[i]);
      found = &node_.items[i];
    }
    return found;
  }

  template <class M>
  void require(const Place& here, const Node* child, const FieldDoc& doc, const M&) {
    if constexpr (Optional<M>) {
      if (child != nullptr)
        r_.report_kind(here, *child,
                       {"一个值（没有就不要写这一项）", "a value (leave the field out if none)"},
                       {"删去这一项，或填上值。", "Leave the field out, or fill it in."});
    } else if constexpr (Vector<M>) {
      if (child != nullptr) {
        r_.report_no_list(here, *child);
      } else if ((doc.marks & at_least_one) != 0) {
        r_.report_missing(here, node_, doc);
      }
    } else {
      r_.report_missing(here, node_, doc);
    }
  }

  Reading& r_;
  const Node& node_;
  const Place& place_;
  T& out_;
  std::size_t used_ = 0;  // members that some field took
};

template <Described T>
void read_value(Reading& r, const Node& node, const Place& place, T& out) {
  if (node.kind != Node::Kind::object) return r.report_no_object(place, node);
  FieldReader<T> fields(r, node, place, out);
  T::describe(fields);
  fields.finish();
}

/// Reads a whole document strictly: every problem is collected, with its JSON pointer.
/// @throws Error invalid with all problems
template <Described T>
T read_document(const Node& node, bool from_ledger = false) {
  Reading reading(from_ledger);
  T value{};
  read_value(reading, node, Place{}, value);
  if (!reading.problems().empty()) throw Error(ErrorCode::invalid, reading.problems());
  return value;
}

}  // namespace kezhuan
