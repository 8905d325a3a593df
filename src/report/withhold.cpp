#include "report/withhold.hpp"

#include <algorithm>

#include "report/compose.hpp"

namespace kezhuan {

namespace {

/// A plain value (number, code) is always there, and goes back to its default.
template <class T>
bool is_blank(const T&) {
  return false;
}
bool is_blank(const std::string& value) { return value.empty(); }
template <class T>
bool is_blank(const std::optional<T>& value) {
  return !value.has_value();
}
template <class T>
bool is_blank(const std::vector<T>& value) {
  return value.empty();
}

template <class T>
void blank(T& value) {
  value = T{};
}
void blank(std::string& value) { value = withheld_text(); }
template <class T>
void blank(std::optional<T>& value) {
  value.reset();
}
template <class T>
void blank(std::vector<T>& value) {
  value.clear();
}

/// Visits every field declared confidential: of a const value the pointer is noted, of another
/// the field is emptied.
template <class T>
struct ConfidentialFields {
  T& value;
  const std::string& pointer;
  std::vector<std::string>& found;

  template <class Owner, class M>
  void field(std::string_view name, M Owner::*member, const FieldDoc& doc) {
    auto& held = value.*member;
    const auto here = pointer + "/" + std::string(name);
    if ((doc.marks & confidential) == 0) return descend(held, here);
    if constexpr (std::is_const_v<T>) {
      if (!is_blank(held)) found.push_back(here);
    } else {
      if (!is_blank(held)) blank(held);
    }
  }

  template <class M>
  void descend(M& held, const std::string& here) {
    using Plain = std::remove_const_t<M>;
    if constexpr (Optional<Plain>) {
      if (held) descend(*held, here);
    } else if constexpr (Vector<Plain>) {
      for (std::size_t i = 0; i < held.size(); ++i) {
        descend(held[i], here + "/" + std::to_string(i));
      }
    } else if constexpr (Described<Plain>) {
      ConfidentialFields<M> fields{held, here, found};
      Plain::describe(fields);
    }
  }
};

bool names(const std::vector<Element>& elements, Element element) {
  return std::find(elements.begin(), elements.end(), element) != elements.end();
}

/// What tells an element besides the element itself goes with it.
void take_element(ListEntry& entry, Element element) {
  switch (element) {
    case Element::type:
      entry.type.reset();
      entry.classification.reset();
      break;
    case Element::name: entry.name = withheld_text(); break;
    case Element::primary_deliverables: entry.primary.clear(); break;
    case Element::secondary_deliverables:
      entry.secondary.clear();
      entry.certificates.clear();
      break;
    case Element::rights:
      entry.rights.reset();
      entry.agreement.reset();
      break;
    case Element::technical: entry.technical.reset(); break;
    case Element::value: entry.value.reset(); break;
  }
}

void withhold(ListEntry& entry) {
  for (const auto& element : EnumTable<Element>::table) {
    if (entry.withholds(element_pointer(element.value))) take_element(entry, element.value);
  }
  const std::string root;
  std::vector<std::string> unused;
  ConfidentialFields<ListEntry> fields{entry, root, unused};
  ListEntry::describe(fields);
  if (!entry.withheld.empty()) entry.content.reset();
}

}  // namespace

std::string element_pointer(Element element) {
  switch (element) {
    case Element::primary_deliverables: return "/primary";
    case Element::secondary_deliverables: return "/secondary";
    default: return "/" + std::string(to_code(element));
  }
}

std::string withheld_text() {
  return std::string(withheld_mark.zh) + " / " + std::string(withheld_mark.en);
}

bool ListEntry::withholds(std::string_view pointer) const {
  return std::find(withheld.begin(), withheld.end(), pointer) != withheld.end();
}

std::vector<std::string> find_withheld(const ListEntry& entry, const std::vector<Element>& named) {
  std::vector<std::string> pointers;
  for (const auto& element : EnumTable<Element>::table) {
    if (names(named, element.value)) pointers.push_back(element_pointer(element.value));
  }
  const std::string root;
  std::vector<std::string> marked;
  ConfidentialFields<const ListEntry> fields{entry, root, marked};
  ListEntry::describe(fields);
  for (auto& pointer : marked) {
    const auto element = pointer.substr(0, pointer.find('/', 1));
    if (std::find(pointers.begin(), pointers.end(), element) == pointers.end()) {
      pointers.push_back(std::move(pointer));
    }
  }
  return pointers;
}

DisclosureList public_rendering_of(DisclosureList list) {
  if (list.public_rendering) return list;
  list.public_rendering = true;
  for (auto& entry : list.entries) withhold(entry);
  for (auto& removed : list.removed) {
    if (removed.name_withheld) removed.name = withheld_text();
  }
  if (list.difference) list.difference = public_rendering_of(std::move(*list.difference));
  count_entries(list);
  return list;
}

}  // namespace kezhuan
