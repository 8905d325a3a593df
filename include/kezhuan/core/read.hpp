#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/error.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/core/node.hpp"
#include "kezhuan/core/personal.hpp"
#include "kezhuan/core/ref.hpp"
#include "kezhuan/core/shape.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// Where the reader is, as a chain of frames on the stack; made text only when something is wrong.
struct Place {
  const Place* parent = nullptr;  ///< the frame around it; nullptr at the top
  std::string_view key = {};      ///< the member; empty for an element of a list
  std::size_t index = 0;          ///< the element, from 0

  /// JSON pointer (RFC 6901): "/deliverables/1/kind".
  std::string to_text() const;
};

/// Collects everything wrong with one document. Not thread-safe; one per document.
class Reading {
 public:
  /// `from_ledger`: the document is one we wrote, so personal values may be commitments.
  explicit Reading(bool from_ledger = false) : from_ledger_(from_ledger) {}

  /// May personal values be commitments?
  bool from_ledger() const { return from_ledger_; }
  /// All that was reported, in order.
  const std::vector<Problem>& problems() const { return problems_; }

  /// Reports anything; `node` gives the line when it is known.
  void report(const Place& place, const Node* node, Text what, Text remedy = {},
              std::string rule = {});
  /// Reports what a value's own parser threw.
  void report_error(const Place& place, const Node* node, const Error& error);
  /// Reports a value that is not of the kind `wanted`.
  void report_kind(const Place& place, const Node& node, const StaticText& wanted,
                   Text remedy = {});
  /// Reports a text that is none of the `codes`; the nearest is named.
  void report_code(const Place& place, const Node& node,
                   const std::vector<std::string_view>& codes);
  /// Reports a required field that is not there.
  void report_missing(const Place& place, const Node& parent, const FieldDoc& doc);
  /// Reports a list that may not be empty.
  void report_empty(const Place& place, const Node& list, const FieldDoc& doc);
  /// Reports something else where a list belongs.
  void report_no_list(const Place& place, const Node& node);
  /// Reports something else where an object belongs.
  void report_no_object(const Place& place, const Node& node);
  /// Reports a member nobody knows; the nearest of `known` is named.
  void report_unknown(const Place& place, const Node& parent, const std::string& key,
                      const std::vector<std::string_view>& known);
  /// Reports a member that is there twice.
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
/// Reads a reference: an id, or a number people use.
void read_reference(Reading& r, const Node& node, const Place& place, AnyRef& out);

/// Reports a number that `read_reference` would not read as one.
void check_number(Reading& r, const Node& node, const Place& place, std::string_view number);

/// Reads any value by its shape. `out` points to one of the type the shape is of.
void read_shaped(Reading& r, const Node& node, const Place& place, const Shape& shape, void* out);

template <class T>
void read_value(Reading& r, const Node& node, const Place& place, Ref<T>& out) {
  read_reference(r, node, place, out);
}

template <Shaped T>
void read_value(Reading& r, const Node& node, const Place& place, T& out) {
  read_shaped(r, node, place, shape_of<T>, &out);
}

/// As `read_document` below, by shape.
void read_whole(const Node& node, bool from_ledger, const Shape& shape, void* out);

/// Reads a whole document strictly: every problem is collected, with its JSON pointer.
/// @throws Error invalid with all problems
template <Described T>
T read_document(const Node& node, bool from_ledger = false) {
  T value{};
  read_whole(node, from_ledger, shape_of<T>, &value);
  return value;
}

}  // namespace kezhuan
