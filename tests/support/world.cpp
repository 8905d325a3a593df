#include "support/world.hpp"

#include "catch.hpp"

namespace kezhuan::test {

World::World(InstitutionNature nature)
    : policy(national_policy().for_institution(nature == InstitutionNature::public_medical ||
                                               nature == InstitutionNature::public_health)),
      calendar(national_calendar()) {
  must(
      "registry.found", "2026-01-05",
      R"({"name": "示例登记库", "institution": {"number": "I-own", "name": "示例医院", "nature": ")" +
          std::string(to_code(nature)) + R"("}})");
  settle();
}

Judgement World::judge_act(Candidate& candidate, std::string_view type, std::string_view on,
                           std::string_view data) {
  const auto* act_type = find_act_type(type);
  REQUIRE(act_type != nullptr);
  AnyAct act(*act_type, act_type->read(parse_json(data), false));
  const Envelope envelope{
      ids_.next(), Date::parse(on), Timestamp::parse("2026-11-20T01:00:00.000Z"),
      "测试",      std::nullopt,    legacy};
  const auto surroundings = around();
  return judge(surroundings, candidate, envelope, act, ids_);
}

void World::tell_old_records() {
  auto settings = state.settings();
  settings.founded_on = Date(2026, 11, 19);
  state.put(std::move(settings));
  legacy = true;
}

Decision World::check(std::string_view type, std::string_view on, std::string_view data) {
  Candidate candidate(state);
  return judge_act(candidate, type, on, data).decision;
}

Decision World::record(std::string_view type, std::string_view on, std::string_view data) {
  Candidate candidate(state);
  auto judgement = judge_act(candidate, type, on, data);
  if (!judgement.decision.is_refused()) candidate.commit();
  return judgement.decision;
}

Sha256 World::keep(const std::string& content) {
  const auto hash = sha256(content);
  files.add(hash, static_cast<std::int64_t>(content.size()));
  return hash;
}

std::vector<Finding> World::missing(std::string_view rule, std::string_view achievement) {
  const auto file = load_case_file(state, get<Achievement>(achievement).id);
  const auto surroundings = around();
  return ask(rule, {surroundings, state, state, today, nullptr, nullptr, &file});
}

}  // namespace kezhuan::test
