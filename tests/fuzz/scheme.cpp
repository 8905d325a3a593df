// A distribution scheme, and a few receipts divided by it.

#include "kezhuan/income/scheme.hpp"

#include <optional>

#include "fuzz/target.hpp"
#include "kezhuan/core/write.hpp"
#include "kezhuan/income/scheme_engine.hpp"

namespace kezhuan::fuzz {

namespace {

void must_come_back(const Scheme& scheme) {
  const auto json = to_canonical_json(scheme);
  const auto again = read_document<Scheme>(parse_json(json));
  must(to_canonical_json(again) == json, "a scheme's canonical JSON gives the same scheme");
  must(check_scheme(again).empty(), "and as good a one");
}

SchemePerson person(const char* id, std::int64_t weight, const char* team) {
  SchemePerson person;
  person.id = id;
  person.weight = Ratio(weight);
  person.team = team;
  return person;
}

SchemeStory story_of(const Scheme& scheme) {
  const auto currency = scheme.currency ? Currency::parse(*scheme.currency) : Currency{};
  SchemeTerms terms;
  terms.scheme = scheme;
  terms.expected_income = Money::of_minor(1'000'000, currency);
  terms.teams = {{"A", Ratio(2)}, {"B", Ratio(1)}};
  terms.people = {person("P", 5, "A"), person("Q", 3, "A"), person("R", 2, "B")};
  terms.achievements = {"X", "Y"};
  SchemeStory story{{terms}, {}, {}, {}};
  CostItem cost;
  cost.amount = Money::of_minor(123'456, currency);
  story.costs.push_back(cost);
  Date day(2026, 1, 1);
  for (const std::int64_t minor : {1LL, 33'333LL, 500'000'000'000'000'000LL, 7LL, 1'000'000LL}) {
    SchemeEntry entry;
    entry.date = day;
    entry.amount = Money::of_minor(minor, currency);
    story.entries.push_back(entry);
    day = day + std::chrono::days(150);
  }
  return story;
}

void must_be_whole(const SchemeStory& story, const SchemeDivision& division) {
  for (std::size_t i = 0; i < story.entries.size(); ++i) {
    std::int64_t total = 0;
    for (const auto& line : division.lines[i]) total += line.minor;
    must(total == story.entries[i].amount.minor(), "a receipt is divided to the fen");
  }
}

}  // namespace

void run_scheme(std::string_view input) {
  std::optional<Scheme> scheme;
  if (!reads([&] { scheme = scheme_from_yaml(input, "file"); })) return;
  must_come_back(*scheme);
  const auto story = story_of(*scheme);
  std::optional<SchemeDivision> division;
  if (reads([&] { division = simulate_scheme(story); })) must_be_whole(story, *division);
}

}  // namespace kezhuan::fuzz
