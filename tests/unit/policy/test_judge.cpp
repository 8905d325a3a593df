#include <set>

#include "catch.hpp"
#include "policy/decide.hpp"
#include "said.hpp"
#include "support/world.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

std::set<std::string> rules_of(const Decision& decision) {
  std::set<std::string> rules;
  for (const auto& finding : decision.findings) rules.insert(finding.rule);
  return rules;
}

std::string approval_of_both() {
  const std::string rest =
      R"(", "outcome": "approved", "in_favour": 1, "against": 0, "abstained": 0})";
  return R"({"body": "academic_committee", "members": 9, "present": ["P-3", "P-4"], "matters": [
            {"matter": "application", "achievement": "KZ-1)" +
         rest + R"(, {"matter": "application", "achievement": "KZ-2)" + rest + "]}";
}

}  // namespace

TEST_CASE("judge: all that is wrong is said at once, each precondition with the others") {
  World w;
  const auto decision = w.check("institution.register", "2026-12-01",
                                R"({"number": "I-own", "name": "示例", "nature": "company"})");
  CHECK(rules_of(decision) == std::set<std::string>{"REG-03", "REG-04"});
}

TEST_CASE("judge: rules are asked together, so a bare achievement hears of everything it lacks") {
  World w;
  w.must("achievement.register", "2026-03-02",
         R"({"number": "KZ-9", "name": "示例", "form": "dataset", "level": "derived",
             "lead": "P-1", "sources": ["S-1"]})");
  const auto decision = w.check(
      "application.file", "2026-03-03",
      R"({"achievement": "KZ-9", "applicant": "P-1", "content": )" + sample_content() + "}");
  CHECK(rules_of(decision).size() >= 3);
}

TEST_CASE("judge: what concerns two achievements is asked of both and said once when the same") {
  World w;
  w.prepare_achievement("KZ-1");
  w.prepare_achievement("KZ-2");
  w.file_application("KZ-1");
  w.file_application("KZ-2");
  const auto decision = w.check("resolution.record", "2026-03-04", approval_of_both());
  CHECK(decision.is_refused());  // no quorum of nine, and votes that do not add up
  for (std::size_t i = 0; i < decision.findings.size(); ++i) {
    for (std::size_t j = i + 1; j < decision.findings.size(); ++j) {
      CHECK_FALSE(decision.findings[i] == decision.findings[j]);
    }
  }
  CHECK(said("DEM-01", decision) != "");
}

TEST_CASE("judge: refusals come first, then warnings, then notes") {
  World w;
  w.prepare_achievement();
  const auto decision = w.check(
      "application.file", "2026-03-03",
      R"({"achievement": "KZ-1", "applicant": "P-4", "content": )" + sample_content() + "}");
  for (std::size_t i = 1; i < decision.findings.size(); ++i) {
    CHECK(decision.findings[i - 1].severity >= decision.findings[i].severity);
  }
}

TEST_CASE("judge: checking changes nothing") {
  World w;
  const auto data = R"({"number": "I-2", "name": "示例", "nature": "company"})";
  CHECK_FALSE(w.check("institution.register", "2026-01-06", data).is_refused());
  CHECK_FALSE(w.state.find_number(Kind::institution, "I-2").has_value());
  CHECK_FALSE(w.check("institution.register", "2026-01-06", data).is_refused());
}

TEST_CASE("judge: a period that leaves the calendar is refused as such, not failed on") {
  World w;
  w.prepare_achievement();
  w.file_application();
  w.approve();
  w.must("edition.freeze", "2026-03-05", R"({"number": "QD-1"})");
  const auto decision =
      w.check("notice.open", "2026-03-06",
              R"({"edition": "QD-1", "audience": "平台", "days": 5000, "unit": "working_day"})");
  CHECK(decision.is_refused());
  CHECK(rules_of(decision) == std::set<std::string>{"PTH-05"});
}

TEST_CASE("judge: what cannot be worked out refuses, even where its own rule only warns") {
  World w(InstitutionNature::non_public_medical);  // out of scope: the consensus only warns
  w.prepare_achievement();
  w.file_application();
  w.approve();
  w.must("edition.freeze", "2026-03-05", R"({"number": "QD-1"})");
  CHECK(w.check("notice.open", "2026-03-06",
                R"({"edition": "QD-1", "audience": "平台", "days": 5000, "unit": "working_day"})")
            .is_refused());
}

TEST_CASE("judge: a number is the serial in its pattern") {
  CHECK(format_number("KZ-{year}-{n:4}", 2026, 7) == "KZ-2026-0007");
  CHECK(format_number("KZ-{year}-{n:4}", 2026, 12345) == "KZ-2026-12345");
  CHECK(format_number("{n}", 2026, 1) == "1");
  CHECK(format_number("QD-{n:3}期", 2026, 2) == "QD-002期");
}

// the policy and the code ----------------------------------------------------------------------

TEST_CASE("policy and code: every rule that is checked has its code, and only those") {
  const auto policy = national_policy();
  for (const auto& rule : policy.rules()) {
    INFO(rule.id);
    if (rule.kind == RuleKind::check && rule.id != "REG-01") {  // answered by resolving references
      CHECK(find_predicate(rule.id) != nullptr);
    } else if (rule.kind == RuleKind::definition) {
      CHECK(find_predicate(rule.id) == nullptr);
    }
  }
  CHECK(find_predicate("XYZ-01") == nullptr);
}

TEST_CASE("policy and code: rules guard and are mended by acts that exist") {
  const auto policy = national_policy();
  for (const auto& rule : policy.rules()) {
    for (const auto& name : rule.guards) {
      INFO(rule.id << " guards " << name);
      CHECK(find_act_type(name) != nullptr);
    }
    for (const auto& name : rule.mend_by) {
      INFO(rule.id << " is mended by " << name);
      CHECK(find_act_type(name) != nullptr);
    }
  }
}

TEST_CASE("policy and code: a rule that is checked guards some act or is asked by a link") {
  const auto policy = national_policy();
  std::set<std::string> asked;
  for (const auto& link : policy.links()) asked.insert(link.required.begin(), link.required.end());
  for (const auto& rule : policy.rules()) {
    if (rule.kind != RuleKind::check) continue;
    if (rule.id == "REG-08") continue;  // asked of whatever says that it is an old record
    INFO(rule.id);
    CHECK((!rule.guards.empty() || asked.count(rule.id) == 1));
  }
}

TEST_CASE("policy and code: every kind that an act creates has a number pattern") {
  const auto policy = national_policy();
  for (const auto& type : act_types()) {
    if (!type.creates) continue;
    INFO(type.name);
    CHECK(policy.has_value("number." + std::string(to_code(*type.creates))));
  }
}
