#pragma once

#include <map>
#include <string>
#include <vector>

#include "kezhuan/income/scheme_engine.hpp"
#include "unit/income/support.hpp"

/// Short words for schemes.
namespace kezhuan::test {

inline std::vector<SchemePerson> sharers(const char* weights) {
  std::vector<SchemePerson> people;
  for (const auto& weight : parse_weights(weights)) {
    people.push_back(
        {"P" + std::to_string(people.size() + 1), weight, {}, {}, {}, false, false, 0});
  }
  return people;
}

inline SchemeTerms scheme_terms(Scheme scheme, const char* weights = "1") {
  SchemeTerms terms;
  terms.scheme = std::move(scheme);
  terms.people = sharers(weights);
  return terms;
}

inline SchemeTerms scheme_terms(const char* shipped, const char* weights = "1") {
  return scheme_terms(shipped_scheme(shipped), weights);
}

inline SchemeEntry receipt(const char* amount, const char* day = "2026-03-02") {
  SchemeEntry entry;
  entry.date = Date::parse(day);
  entry.amount = yuan(amount);
  return entry;
}

inline SchemeEntry release(const char* amount, const char* day = "2026-03-02") {
  auto entry = receipt(amount, day);
  entry.kind = SchemeEntry::Kind::release;
  return entry;
}

/// Receipts R1, R2, … on one set of terms.
inline SchemeStory scheme_story(SchemeTerms terms, std::vector<CostItem> costs,
                                std::vector<SchemeEntry> entries) {
  SchemeStory story{{std::move(terms)}, std::move(costs), std::move(entries), std::nullopt};
  for (std::size_t i = 0; i < story.entries.size(); ++i) {
    story.entries[i].id = "R" + std::to_string(i + 1);
  }
  return story;
}

/// "people P1", "institution", "direct_cost", "off_the_top innovation".
inline std::string name_of(const SchemeSlot& slot) {
  std::string name;
  const auto add = [&](std::string_view word) {
    if (!word.empty()) name += (name.empty() ? "" : " ") + std::string(word);
  };
  if (slot.step != SchemeStep::pool) add(to_code(slot.step));
  add(slot.pool);
  add(slot.achievement);
  add(slot.team);
  add(slot.party);
  return name;
}

inline Texts lines_at(const SchemeDivision& division, std::size_t entry) {
  Texts texts;
  for (const auto& line : division.lines[entry]) {
    texts.push_back(name_of(division.slot(entry, line)) + " " +
                    Money::of_minor(line.minor, division.currency).to_text());
  }
  return texts;
}

/// Cumulative amounts over all entries, none of zero; by name, without names of persons if asked.
inline std::map<std::string, std::int64_t> sums_of(const SchemeDivision& division,
                                                   bool by_pool = false) {
  std::map<std::string, std::int64_t> sums;
  for (std::size_t i = 0; i < division.lines.size(); ++i) {
    for (const auto& line : division.lines[i]) {
      auto slot = division.slot(i, line);
      if (by_pool) slot.party = slot.team = slot.achievement = {};
      sums[name_of(slot)] += line.minor;
    }
  }
  std::erase_if(sums, [](const auto& sum) { return sum.second == 0; });
  return sums;
}

inline Texts texts_of_sums(const SchemeDivision& division, bool by_pool = false) {
  Texts texts;
  for (const auto& [name, minor] : sums_of(division, by_pool)) {
    texts.push_back(name + " " + Money::of_minor(minor).to_text());
  }
  return texts;
}

}  // namespace kezhuan::test
