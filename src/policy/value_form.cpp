#include "policy/value_form.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "kezhuan/core/error.hpp"
#include "kezhuan/model/deliverable.hpp"
#include "kezhuan/model/resolution.hpp"

namespace kezhuan {

namespace {

using Test = bool (*)(std::string_view);

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_whole(std::string_view text) {
  const bool digits =
      !text.empty() && text.size() <= 18 && std::all_of(text.begin(), text.end(), is_digit);
  return digits && (text.size() == 1 || text.front() != '0');
}

bool is_flag(std::string_view text) { return text == "true" || text == "false"; }

bool is_number(std::string_view text) {
  try {
    return !Ratio::parse(text).is_negative();
  } catch (const Error&) {
    return false;
  }
}

template <class E>
bool is_code(std::string_view text) {
  return find_enum<E>(text).has_value();
}

/// A number is told apart by its serial, so the pattern holds {n:digits} exactly once.
bool is_number_pattern(std::string_view text) {
  const auto at = text.find("{n:");
  if (at == text.npos || text.find("{n:", at + 1) != text.npos) return false;
  const bool has_width = at + 4 < text.size() && is_digit(text[at + 3]) && text[at + 4] == '}';
  return has_width && text.find_first_of(" \t\n") == text.npos;
}

/// What the texts of a value must be, told by its name.
struct NameRule {
  std::string_view prefix;
  std::string_view suffix;
  Test test;
  StaticText wanted;
};

constexpr std::array name_rules = {
    NameRule{"", "days", is_whole, {"整数", "a whole number"}},
    NameRule{"", "months", is_whole, {"整数", "a whole number"}},
    NameRule{"", "years", is_whole, {"整数", "a whole number"}},
    NameRule{"notice.", ".unit", is_code<DayUnit>, {"期间单位", "a unit of days"}},
    NameRule{"number.",
             "",
             is_number_pattern,
             {"含一个 {n:位数} 的式样", "a pattern with one {n:digits}"}},
    NameRule{"evidence.", "", is_code<EvidenceKind>, {"佐证种类", "a kind of evidence"}},
    NameRule{
        "genetic.filing_evidence", "", is_code<EvidenceKind>, {"佐证种类", "a kind of evidence"}},
    NameRule{"covers.", "", is_code<CertificateKind>, {"证书种类", "a kind of certificate"}},
    NameRule{"contradicting_certificates",
             "",
             is_code<CertificateKind>,
             {"证书种类", "a kind of certificate"}},
    NameRule{"resolution.bodies", "", is_code<DecidingBody>, {"审议机构", "a deliberating body"}},
};

Text not_a(std::string_view text, const StaticText& wanted) {
  const auto q = quote(text);
  return {q.zh + "不是" + std::string(wanted.zh), q.en + " is not " + std::string(wanted.en)};
}

std::optional<Text> find_fault_by_name(const ValueEntry& entry) {
  for (const auto& rule : name_rules) {
    if (!entry.name.starts_with(rule.prefix) || !entry.name.ends_with(rule.suffix)) continue;
    for (const auto& item : entry.value.items) {
      if (!rule.test(item)) return not_a(item, rule.wanted);
    }
  }
  return std::nullopt;
}

std::optional<Text> find_repeated(const std::vector<std::string>& items) {
  for (auto it = items.begin(); it != items.end(); ++it) {
    if (std::find(items.begin(), it, *it) == it) continue;
    const auto q = quote(*it);
    return Text{q.zh + "重复", q.en + " stands twice"};
  }
  return std::nullopt;
}

std::optional<Text> find_form_fault(const ValueEntry& entry) {
  const bool is_bound = entry.combine == Combine::at_least || entry.combine == Combine::at_most;
  if (entry.combine == Combine::superset && !entry.value.is_list) {
    return Text{"superset 须是列表", "superset takes a list"};
  }
  if (is_bound && entry.value.is_list) {
    return Text{"at_least、at_most 须是单个数", "at_least and at_most take one number"};
  }
  for (const auto& item : entry.value.items) {
    if ((is_bound || is_digit(item.front())) && !is_number(item)) {
      return not_a(item, {"不为负的数或比例", "a number or ratio of zero or more"});
    }
  }
  return std::nullopt;
}

}  // namespace

Text quote(std::string_view text) {
  const std::string copy(text);
  return {"“" + copy + "”", "\"" + copy + "\""};
}

ValueForm form_of(const PolicyValue& value) {
  if (value.is_list) return ValueForm::list;
  const auto& text = value.items.front();
  if (is_flag(text)) return ValueForm::flag;
  if (is_whole(text)) return ValueForm::whole;
  return is_number(text) ? ValueForm::number : ValueForm::text;
}

std::optional<Text> find_fault(const ValueEntry& entry) {
  if (const auto fault = find_form_fault(entry)) return fault;
  // Rates and amounts by band may well repeat; only sets of codes may not.
  if (!is_digit(entry.value.items.front().front()) && !is_flag(entry.value.items.front())) {
    if (const auto fault = find_repeated(entry.value.items)) return fault;
  }
  return find_fault_by_name(entry);
}

}  // namespace kezhuan
