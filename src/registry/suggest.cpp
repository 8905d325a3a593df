#include "registry/suggest.hpp"

#include <algorithm>

#include "core/edit_distance.hpp"
#include "policy/wording.hpp"
#include "registry/tables.hpp"

namespace kezhuan {

namespace {

constexpr std::size_t most_numbers = 3;
constexpr std::size_t most_slips = 2;
/// So that a mistyped number costs no more in a large registry than in a small one.
constexpr int most_looked_at = 10'000;

std::vector<std::string> numbers_named(Store& store, const TableSpec& spec, std::string_view name) {
  auto row = store.statement("SELECT t.number FROM " + std::string(spec.table) + " AS t WHERE " +
                             std::string(spec.label) + " = ?1 ORDER BY t.number LIMIT ?2");
  row.bind(1, name).bind(2, most_numbers);
  std::vector<std::string> numbers;
  while (row.next()) numbers.emplace_back(row.text(0));
  return numbers;
}

std::vector<std::string> numbers_near(Store& store, const TableSpec& spec,
                                      std::string_view written) {
  auto row = store.statement("SELECT number FROM " + std::string(spec.table) +
                             " WHERE length(CAST(number AS BLOB)) BETWEEN ?1 AND ?2 "
                             "ORDER BY number LIMIT ?3");
  const auto length = written.size();
  row.bind(1, length > most_slips ? length - most_slips : 1).bind(2, length + most_slips);
  row.bind(3, most_looked_at);
  std::vector<std::string> nearest;
  auto least = std::min(most_slips, length / 3);  // of a short number little must be left as it is
  while (row.next()) {
    const auto slips = edit_distance(written, row.text(0));
    if (slips > least) continue;
    if (slips < least) nearest.clear();
    least = slips;
    nearest.emplace_back(row.text(0));
  }
  // Of many that differ in one digit none is likelier than the others.
  return nearest.size() > most_numbers ? std::vector<std::string>() : nearest;
}

}  // namespace

std::vector<std::string> numbers_like(Store& store, Kind kind, std::string_view written) {
  const auto& spec = table_spec(kind);
  auto numbers = numbers_named(store, spec, written);
  return numbers.empty() ? numbers_near(store, spec, written) : numbers;
}

Text did_you_mean(const std::vector<std::string>& numbers) {
  if (numbers.empty()) return {};
  const auto listed = listing(numbers);
  return {"是否想写 " + listed.zh + "？", "Did you mean " + listed.en + "?"};
}

void suggest_numbers(Store& store, const AnyAct& act, Decision& decision) {
  act.clone().visit_refs([&](Kind kind, AnyRef& ref, const Place& place) {
    if (ref.is_resolved()) return;
    for (auto& finding : decision.findings) {
      if (finding.rule != "REG-01" || finding.place != place.to_text()) continue;
      const auto meant = did_you_mean(numbers_like(store, kind, ref.number));
      if (meant.empty()) continue;
      finding.remedy = {meant.zh + finding.remedy.zh, meant.en + " " + finding.remedy.en};
    }
  });
}

}  // namespace kezhuan
