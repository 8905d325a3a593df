#include "support/world.hpp"

#include "catch.hpp"
#include "kezhuan/core/write.hpp"

namespace kezhuan::test {

namespace {

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
  return text;
}

}  // namespace

std::string sample_content() {
  return R"({
    "primary": [{"key": "D1", "kind": "master_data", "title": "标注数据集"},
                {"key": "D2", "kind": "metadata", "title": "数据字典"}],
    "secondary": ["专有技术登记", "数据质量检测报告"],
    "rights": {"ownership": "单位所有", "use": "团队使用", "income": "按协议分配"},
    "technical": {"source": "示例队列", "type": "影像", "scale": "2000 例", "technique": "标注"},
    "value": {"scientific": "示例", "compliance": "已匿名化"},
    "contributors": [{"person": "P-1", "role": "设计", "main": true},
                     {"person": "P-2", "role": "标注", "main": false}]})";
}

World::World(InstitutionNature nature)
    : policy(national_policy().for_institution(nature == InstitutionNature::public_medical ||
                                               nature == InstitutionNature::public_health)),
      calendar(national_calendar()) {
  const auto day = "2026-01-05";
  must("registry.found", day,
       R"({"name": "示例登记库", "institution": {"number": "I-own", "name": "示例医院", "nature": ")" +
           std::string(to_code(nature)) + R"("}})");
  must("unit.register", day, R"({"number": "U-1", "institution": "I-own", "name": "影像科"})");
  for (const auto* person : {"P-1", "P-2", "P-3", "P-4"}) {
    must("person.register", day,
         R"({"number": ")" + std::string(person) + R"(", "name": "示例", "unit": "U-1"})");
  }
  must("source.register", day,
       R"({"number": "S-1", "name": "示例队列", "holder": "I-own", "level": "primary",
           "origin": "research", "attributes": ["health"], "contributors": ["P-1"]})");
}

Judgement World::judge_act(Candidate& candidate, std::string_view type, std::string_view on,
                           std::string_view data) {
  const auto* act_type = find_act_type(type);
  REQUIRE(act_type != nullptr);
  AnyAct act(*act_type, act_type->read(parse_json(data), false));
  const Envelope envelope{ids_.next(), Date::parse(on), Timestamp::parse("2026-11-20T01:00:00.000Z"),
                          "测试", std::nullopt};
  const auto surroundings = around();
  return judge(surroundings, candidate, envelope, act, ids_);
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

void World::must(std::string_view type, std::string_view on, std::string_view data) {
  const auto decision = record(type, on, data);
  INFO(to_text(decision, Language::zh));
  REQUIRE_FALSE(decision.is_refused());
}

std::vector<Finding> World::missing(std::string_view rule, std::string_view achievement) {
  const auto file = load_case_file(state, get<Achievement>(achievement).id);
  const auto surroundings = around();
  return ask(rule, {surroundings, state, state, today, nullptr, nullptr, &file});
}

void World::prepare_achievement(const std::string& number) {
  const auto day = "2026-03-02";
  const auto with_number = [&](const char* data) { return replaced(data, "%", number); };
  must("achievement.register", day,
       with_number(R"({"number": "%", "name": "示例数据集 %", "form": "dataset", "level": "derived",
                       "lead": "P-1", "sources": ["S-1"]})"));
  must("processing.record", day,
       with_number(R"({"achievement": "%", "step": {"processing": "research", "technique": "标注",
         "changed": ["structure"], "knowledge": "影像分型", "measures":
         [{"measure": "anonymised", "by": "third_party", "irreversible": true}]}})"));
  must("certificate.record", day,
       with_number(R"({"number": "C-%", "achievement": "%", "certificate": "know_how",
         "certificate_no": "ZY-%", "covers": ["D1"], "issued": "2026-03-01",
         "measure": "《专有技术管理办法》"})"));
  for (const auto* kind : {"data_quality_report", "ethics_opinion", "data_security_assessment",
                           "anonymisation_proof", "privacy_plan"}) {
    const auto hash = sha256(number + kind);
    files.add(hash, 10);
    must("evidence.attach", day,
         with_number(R"({"achievement": "%", "title": "示例材料", "size": 10,
           "media_type": "application/pdf", "evidence": ")") +
             std::string(kind) + R"(", "sha256": ")" + hash.to_text() + R"("})");
  }
  must("achievement.classify", day, with_number(R"({"achievement": "%"})"));
}

void World::file_application(const std::string& number) {
  must("application.file", "2026-03-03",
       R"({"number": "SB-of-)" + number + R"(", "achievement": ")" + number +
           R"(", "applicant": "P-1", "content": )" + sample_content() + "}");
}

void World::approve(const std::string& number) {
  must("resolution.record", "2026-03-04",
       R"({"body": "academic_committee", "members": 3, "present": ["P-3", "P-4"], "matters":
          [{"matter": "application", "achievement": ")" +
           number + R"(", "outcome": "approved", "in_favour": 2, "against": 0, "abstained": 0}]})");
}

void World::draft_agreement(const std::string& number) {
  must("agreement.draft", "2026-03-05",
       R"({"number": "FQ-)" + number + R"(", "achievement": ")" + number + R"(", "terms": {
          "institutions": [{"institution": "I-own", "share": "1"}],
          "persons": [{"person": "P-1", "ownership": "0", "income_weight": "3/5"},
                      {"person": "P-2", "ownership": "0", "income_weight": "2/5"}],
          "use_right": "individual", "reward_ratio": "1/2", "ownership_sets_weights": true}})");
}

}  // namespace kezhuan::test
