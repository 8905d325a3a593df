#pragma once

#include <string>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/report/disclosure_list.hpp"

/// What DSC-04 keeps from the public: elements the application names, and fields that are
/// confidential by declaration (`Mark::confidential`).
namespace kezhuan {

/// JSON pointer of an element in a `ListEntry`: "/rights".
std::string element_pointer(Element element);

/// The mark in both languages, for a text field that cannot be absent.
std::string withheld_text();

/// JSON pointers of everything an entry keeps from the public, given what its applicant named.
std::vector<std::string> find_withheld(const ListEntry& entry, const std::vector<Element>& named);

}  // namespace kezhuan
