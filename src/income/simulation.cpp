#include "kezhuan/income/simulation.hpp"

#include <algorithm>

#include "core/edit_distance.hpp"
#include "income/check.hpp"
#include "income/scheme_story.hpp"
#include "policy/value_form.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

namespace {

/// The achievements named, in order; those the document lists come first.
std::vector<std::string> achievements_of(const SimulationInput& input) {
  auto names = input.achievements;
  for (const auto& person : input.people) {
    if (!person.achievement) continue;
    if (std::find(names.begin(), names.end(), *person.achievement) == names.end()) {
      names.push_back(*person.achievement);
    }
  }
  return names;
}

/// Runs a check of one list, of which it says what is wrong.
template <class Check>
void within(const std::string& place, Check check) {
  try {
    check();
  } catch (const Error& error) {
    throw error.at(place);
  }
}

/// Whoever stood in one place twice would get two parts.
template <class T>
void check_once(const std::vector<T>& list, const char* name,
                bool (*are_same)(const T&, const T&)) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto first = std::find_if(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(i),
                                    [&](const T& other) { return are_same(other, list[i]); });
    if (first == list.begin() + static_cast<std::ptrdiff_t>(i)) continue;
    within(item_place(name, i), [&] {
      throw_invalid({list[i].id + " 写了两次", list[i].id + " stands there twice"},
                    {"合为一行", "make it one row"}, "INC-06");
    });
  }
}

bool is_one_part(const SimulationPerson& a, const SimulationPerson& b) {
  return a.id == b.id && a.pool == b.pool && a.team == b.team && a.achievement == b.achievement;
}

/// Fractions are shares of the whole and sum to it, as in a plan; whole numbers are proportions.
void check_weights(const std::vector<SimulationPerson>& people) {
  std::vector<Ratio> weights;
  for (const auto& person : people) {
    if (person.pool || person.team || person.achievement) return;  // shares of different wholes
    weights.push_back(person.weight.value_or(Ratio{1}));
  }
  const auto is_whole = [](const Ratio& weight) { return weight.denominator() == 1; };
  const auto total = sum(weights);
  if (!people.empty() && total.is_zero()) {
    throw_invalid({"权重全为零", "all weights are zero"},
                  {"至少一人的权重大于零", "give somebody a weight above zero"}, "INC-06");
  }
  if (total.is_one() || std::all_of(weights.begin(), weights.end(), is_whole)) return;
  throw_invalid({"权重合计 " + total.to_text() + "；写分数或百分比的，合计须恰为 1",
                 "the weights sum to " + total.to_text() + "; fractions sum to exactly 1"},
                {"改正份额；按比例分配的写整数，如 5、3、2",
                 "correct the shares; for proportions give whole numbers, such as 5, 3, 2"},
                "INC-06");
}

void check_owners(const std::vector<SimulationOwner>& owners) {
  Ratio total;
  for (const auto& owner : owners) total = total + owner.share;
  check_owned(total);
}

void check_shares(const SimulationInput& input) {
  for (std::size_t i = 0; i < input.people.size(); ++i) {
    const auto& person = input.people[i];
    const auto place = item_place("people", i, "weight");
    within(place, [&] { check_not_negative(person.id, person.weight.value_or(Ratio{1})); });
  }
  for (std::size_t i = 0; i < input.owners.size(); ++i) {
    const auto place = item_place("owners", i, "share");
    within(place, [&] { check_not_negative(input.owners[i].id, input.owners[i].share); });
  }
}

void check_lists(const SimulationInput& input) {
  check_once<SimulationPerson>(input.people, "people", is_one_part);
  check_once<SimulationOwner>(input.owners, "owners",
                              [](const auto& a, const auto& b) { return a.id == b.id; });
  check_once<SimulationTeam>(input.teams, "teams",
                             [](const auto& a, const auto& b) { return a.id == b.id; });
  check_shares(input);
  within("/people", [&] { check_weights(input.people); });
  within("/owners", [&] { check_owners(input.owners); });
}

/// "team" for "teem"; empty when nothing is near.
std::string nearest_pool(std::span<const Scheme> schemes, const std::string& wanted) {
  std::vector<std::string> ids;
  for (const auto& scheme : schemes) {
    for (const auto& pool : scheme.pools) {
      if (pool.is_of_people()) ids.push_back(pool.id);
    }
  }
  const auto* nearest =
      find_nearest(ids, wanted, wanted.size() / 2, [](const auto& id) { return id; });
  return nearest == nullptr ? std::string() : *nearest;
}

[[noreturn]] void throw_unknown_pool(const SchemePerson& person, std::span<const Scheme> schemes) {
  const auto pool = quote(person.pool);
  const auto nearest = nearest_pool(schemes, person.pool);
  const auto meant = quote(nearest);
  throw_invalid({person.id + " 的去向" + pool.zh + "不在方案中" +
                     (nearest.empty() ? "" : "；是不是" + meant.zh + "？"),
                 "no scheme has the pool " + pool.en + " of " + person.id +
                     (nearest.empty() ? "" : "; is it " + meant.en + "?")},
                {"改正去向标识，或不写（参加所有分给人员的去向）",
                 "correct the id of the pool, or leave it out: the person is then in every pool "
                 "of people"},
                "INC-11");
}

[[noreturn]] void throw_schedule(const std::string& schedule, std::size_t weights,
                                 const std::vector<std::string>& achievements) {
  const auto given = std::to_string(weights);
  const auto wanted = std::to_string(achievements.size());
  const auto names = listing(achievements);
  throw_invalid(
      {"成果分摊“" + schedule + "”写了 " + given + " 个权重，成果有 " + wanted + " 项" +
           (achievements.empty() ? "" : "：" + names.zh),
       "the schedule \"" + schedule + "\" has " + given + " weights for " + wanted +
           " achievements" + (achievements.empty() ? "" : ": " + names.en)},
      {"每项成果写一个权重；成果在人员的“成果”列或 JSON 的 achievements 中写明",
       "give a weight for each; achievements are named in the people's column, or in JSON under "
       "`achievements`"},
      "INC-06");
}

/// A rule applied to what came before it: allowed, and to be seen.
std::optional<Text> find_early(const Scheme& scheme, const std::vector<SchemeEntry>& entries) {
  const auto first =
      std::min_element(entries.begin(), entries.end(),
                       [](const SchemeEntry& a, const SchemeEntry& b) { return a.date < b.date; });
  if (first == entries.end() || first->date >= scheme.effective_from) return std::nullopt;
  const auto day = first->date.to_text(), from = scheme.effective_from.to_text();
  return Text{
      "到账 " + first->id + "（" + day + "）早于方案生效日 " + from,
      "receipt " + first->id + " (" + day + ") is from before the scheme took effect on " + from};
}

}  // namespace

Simulation::Simulation(const SimulationInput& input) : costs_(input.costs) {
  check_lists(input);
  terms_.achievements = achievements_of(input);
  terms_.expected_income = input.expected_income;
  terms_.schedules = {std::vector<Ratio>(terms_.achievements.size(), Ratio{1})};
  story_.signed_on = input.signed_on;
  add_people(input);
  story_.entries.reserve(input.receipts.size());
  for (const auto& receipt : input.receipts) add(receipt);
}

void Simulation::add_people(const SimulationInput& input) {
  for (const auto& given : input.people) {
    terms_.people.push_back({given.id, given.weight.value_or(Ratio{1}), given.pool.value_or(""),
                             given.team.value_or(""), given.achievement.value_or(""),
                             given.main_contributor.value_or(false),
                             given.transfer_staff.value_or(false), 0});
  }
  if (input.people.empty()) {
    terms_.people.push_back({"全体人员 people", Ratio{1}, {}, {}, {}, true, true, 0});
  }
  add_teams(input);
  for (const auto& owner : input.owners) {
    auto& list = owner.institution.value_or(false) ? terms_.other_institutions : terms_.owners;
    list.push_back({owner.id, owner.share});
  }
}

void Simulation::add_teams(const SimulationInput& input) {
  auto& teams = terms_.teams;
  for (const auto& team : input.teams) teams.push_back({team.id, team.weight});
  const auto listed = teams.size();
  for (const auto& person : terms_.people) {
    if (person.team.empty()) continue;
    const auto found = std::find_if(teams.begin(), teams.end(),
                                    [&](const SchemeTeam& team) { return team.id == person.team; });
    if (found == teams.end()) {
      teams.push_back({person.team, person.weight});
    } else if (static_cast<std::size_t>(found - teams.begin()) >= listed) {
      found->weight = found->weight + person.weight;
    }
  }
}

void Simulation::add(const SimulationReceipt& receipt) {
  auto& entries = story_.entries;
  const auto at = [&](const char* field, auto step) {
    within(item_place("receipts", entries.size(), field), step);
  };
  at("amount", [&] {
    if (!entries.empty()) check_same_currency(entries.front().amount.currency(), receipt.amount);
    check_received(receipt.amount);
  });
  SchemeEntry entry;
  entry.id = receipt.id ? *receipt.id : std::to_string(entries.size() + 1);
  entry.date = receipt.date;
  entry.amount = receipt.amount;
  if (receipt.release.value_or(false)) entry.kind = SchemeEntry::Kind::release;
  at("schedule", [&] { entry.schedule = schedule_of(receipt); });
  at("refunded", [&] {
    if (receipt.refunded) take_refund(entry, *receipt.refunded);
  });
  entries.push_back(std::move(entry));
}

/// Schedules are told apart by their text; the first is that of receipts without one.
std::size_t Simulation::schedule_of(const SimulationReceipt& receipt) {
  if (!receipt.schedule) return 0;
  const auto found = schedules_.find(*receipt.schedule);
  if (found != schedules_.end()) return found->second;
  auto weights = parse_weights(*receipt.schedule);
  if (weights.size() != terms_.achievements.size()) {
    throw_schedule(*receipt.schedule, weights.size(), terms_.achievements);
  }
  terms_.schedules.push_back(std::move(weights));
  return schedules_.emplace(*receipt.schedule, terms_.schedules.size() - 1).first->second;
}

Currency Simulation::currency() const {
  if (!story_.entries.empty()) return story_.entries.front().amount.currency();
  throw_invalid({"没有到账", "there are no receipts"},
                {"至少写一笔到账", "give one receipt or more"});
}

void Simulation::check_pools(std::span<const Scheme> schemes) const {
  for (std::size_t i = 0; i < terms_.people.size(); ++i) {
    const auto& person = terms_.people[i];
    const bool is_known = std::any_of(schemes.begin(), schemes.end(), [&](const Scheme& scheme) {
      return scheme.find_pool(person.pool) != nullptr;
    });
    if (person.pool.empty() || is_known) continue;
    within(item_place("people", i, "pool"), [&] { throw_unknown_pool(person, schemes); });
  }
}

void Simulation::check_order() const {
  const auto& entries = story_.entries;
  const auto late = std::is_sorted_until(
      entries.begin(), entries.end(),
      [](const SchemeEntry& a, const SchemeEntry& b) { return a.date < b.date; });
  if (late == entries.end()) return;
  const auto day = late->date.to_text();
  const auto place =
      item_place("receipts", static_cast<std::size_t>(late - entries.begin()), "date");
  within(place, [&] {
    throw_invalid(
        {"到账 " + late->id + "（" + day + "）早于前一笔；成本写有日期时，到账须按日期先后排列",
         "receipt " + late->id + " (" + day +
             ") is earlier than the one before; with dated costs, receipts come in order "
             "of their dates"},
        {"按日期排列到账，或去掉成本的日期",
         "put the receipts in order, or leave the dates of the costs out"});
  });
}

/// Works out, all receipts being there, how many come before the day of each cost.
void Simulation::count_costs() {
  const bool has_days = std::any_of(costs_.begin(), costs_.end(), [](const SimulationCost& cost) {
    return cost.date.has_value();
  });
  if (has_days) check_order();
  story_.costs.clear();
  for (const auto& given : costs_) {
    CostItem cost;
    cost.category = given.category;
    cost.amount = given.amount;
    if (given.date) {
      cost.from_receipt = std::count_if(
          story_.entries.begin(), story_.entries.end(), [&](const SchemeEntry& entry) {
            return entry.kind == SchemeEntry::Kind::receipt && entry.date < *given.date;
          });
    }
    story_.costs.push_back(cost);
  }
}

Money Simulation::total() const {
  auto sum = Money::of_minor(0, currency());
  within("/receipts", [&] {
    for (const auto& entry : story_.entries) {
      if (entry.kind == SchemeEntry::Kind::receipt) sum += entry.amount;
    }
  });
  return sum;
}

SchemeDivision Simulation::divide(Scheme scheme) {
  auto terms = terms_;
  if (terms.achievements.empty()) terms.schedules.clear();
  for (auto& person : terms.people) {
    if (scheme.find_pool(person.pool) == nullptr) person.pool.clear();
  }
  terms.scheme = std::move(scheme);
  if (!terms.expected_income) terms.expected_income = total();
  story_.terms = {std::move(terms)};
  count_costs();
  auto division = simulate_scheme(story_);
  if (auto early = find_early(story_.terms.front().scheme, story_.entries)) {
    division.warnings.push_back(*std::move(early));
  }
  return division;
}

}  // namespace kezhuan
