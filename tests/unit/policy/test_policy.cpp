#include <map>

#include "catch.hpp"
#include "unit/policy/support.hpp"

using namespace kezhuan;

namespace {

std::string problems_in(const std::string& yaml) {
  return config_problems([&] { Policy::from_yaml(yaml, "p.yaml"); });
}

std::string problems_with(std::string_view from, std::string_view to) {
  return problems_in(replaced(small_policy, from, to));
}

Decision one_of_each() {
  const auto policy = small();
  return {{policy.make_finding("AAA-03", std::nullopt, {"丙有误", "c is wrong"}),
           policy.make_finding("AAA-02", Severity::note, {"乙可留意", "mind b"}),
           policy.make_finding("AAA-01", std::nullopt, {"甲有误", "a is wrong"}, "/thing/0")}};
}

}  // namespace

TEST_CASE("the national policy loads and every rule can speak in both languages") {
  const auto& policy = national();
  CHECK(policy.id() == "cn-national");
  CHECK(policy.rules().size() > 80);
  for (const auto& rule : policy.rules()) {
    INFO(rule.id);
    for (const auto* text : {&rule.title, &rule.says, &rule.remedy}) {
      CHECK_FALSE(text->zh.empty());
      CHECK_FALSE(text->en.empty());
    }
    CHECK_FALSE(rule.sources.empty());
    CHECK_FALSE(rule.who.empty());
    CHECK(policy.find_rule(rule.id) == &rule);
  }
}

TEST_CASE("the national policy gives its values in the form asked for") {
  const auto& policy = national();
  CHECK(policy.get_number("notice.distribution.days") == 15);
  CHECK(policy.get_unit("notice.distribution.unit") == DayUnit::working);
  CHECK(policy.get_ratio("agreement.reward_floor") == Ratio(1, 2));
  CHECK(policy.get_money("tax.transfer_exempt_amount") == Money::parse("5000000.00"));
  CHECK(policy.get_flag("know_how.measure_required"));
  CHECK_FALSE(policy.get_flag("anonymisation.third_party_required"));
  CHECK(policy.get_text("number.achievement") == "KZ-{year}-{n:4}");
  CHECK(policy.get_list("agreement.signatories") == std::vector<std::string>{"main_contributors"});
  CHECK(policy.get_link("rights").number == 2);
}

TEST_CASE("a value asked for in the wrong form, or not there, is a configuration error") {
  const auto& policy = national();
  CHECK(has(config_problems([&] { policy.get_number("agreement.reward_floor"); }), "1/2"));
  CHECK(has(config_problems([&] { policy.get_ratio("number.unit"); }), "number.unit"));
  CHECK(has(config_problems([&] { policy.get_money("number.unit"); }), "number.unit"));
  CHECK(has(config_problems([&] { policy.get_flag("number.unit"); }), "number.unit"));
  CHECK(has(config_problems([&] { policy.get_unit("number.unit"); }), "number.unit"));
  CHECK(has(config_problems([&] { policy.get_text("evidence.any"); }), "evidence.any"));
  CHECK(has(config_problems([&] { policy.get_list("number.unit"); }), "number.unit"));
  CHECK(has(config_problems([&] { policy.get_text("no.such"); }), "no.such"));
  CHECK(has(config_problems([&] { policy.get_rule("ZZZ-99"); }), "ZZZ-99"));
  CHECK(has(config_problems([&] { policy.get_link("tenth"); }), "tenth"));
  CHECK_FALSE(policy.has_value("no.such"));
}

TEST_CASE("guards are found by act type, in the policy's order") {
  const auto policy = small();
  const auto& guards = policy.guards_of("thing.do");
  REQUIRE(guards.size() == 2);
  CHECK(guards[0]->id == "AAA-01");
  CHECK(guards[1]->id == "AAA-02");
  CHECK(policy.guards_of("thing.undo").size() == 1);
  CHECK(policy.guards_of("thing.other").empty());
}

TEST_CASE("canonical JSON gives the same policy and the same hash back") {
  const auto& policy = national();
  const auto again = Policy::from_canonical_json(policy.canonical_json());
  CHECK(again.hash() == policy.hash());
  CHECK(again.canonical_json() == policy.canonical_json());
  CHECK(policy.hash() == sha256(policy.canonical_json()));

  const auto tightened = policy.with_overlay(shipped_overlay("example-hospital"), "o.yaml");
  CHECK(Policy::from_canonical_json(tightened.canonical_json()).hash() == tightened.hash());
  CHECK(tightened.hash() != policy.hash());
}

TEST_CASE("layout and comments of the file do not change the hash, content does") {
  const auto hash = small().hash();
  CHECK(Policy::from_yaml("# a comment\n" + small_policy, "p").hash() == hash);
  CHECK(Policy::from_yaml(replaced(small_policy, "\"5\"", "\"6\""), "p").hash() != hash);
}

TEST_CASE("canonical JSON that is cut off, altered in form or no policy does not load") {
  const auto json = small().canonical_json();
  for (const auto& bad : {json.substr(0, json.size() / 2), std::string("{}"), std::string("[]"),
                          std::string(), replaced(json, "\"guards\"", "\"guides\"")}) {
    CHECK_FALSE(config_problems([&] { Policy::from_canonical_json(bad); }).empty());
  }
}

TEST_CASE("a policy file with a mistake names file, line and path") {
  const std::map<std::string, std::pair<std::string, std::string>> cases = {
      {"p.yaml:11:/rules/0/guides unknown field", {"guards: [thing.do]}", "guides: [thing.do]}"}},
      {"p.yaml:12:/rules/1/id rule \"AAA-01\" stands more than once", {"id: AAA-02", "id: AAA-01"}},
      {"p.yaml:8:/sources/1/id source \"paper\" stands more than once",
       {"id: statute", "id: paper"}},
      {"p.yaml:19:/values/1/name value \"x.days\" stands", {"name: x.months", "name: x.days"}},
      {"p.yaml:11:/rules/0/sources there is no source \"pamphlet\"",
       {"[{source: paper", "[{source: pamphlet"}},
      {"p.yaml:16:/links/0/requires there is no rule \"AAA-09\"",
       {"requires: [AAA-01]", "requires: [AAA-09]"}},
      {"p.yaml:18:/values/0/rule there is no rule",
       {"at_least, rule: AAA-01", "at_least, rule: AAA-09"}},
      {"p.yaml:18:/values/0/value \"x.days\": \"5x\" is not", {"\"5\"", "\"5x\""}},
      {"p.yaml:18:/values/0/value \"x.days\": \"5/2\" is not a whole", {"\"5\"", "\"5/2\""}},
      {"p.yaml:18:/values/0/value \"x.days\": \"-5\" is not", {"\"5\"", "\"-5\""}},
      {"p.yaml:20:/values/2/value \"x.share\": \"1/0\" is not", {"\"1/2\"", "\"1/0\""}},
      {"p.yaml:22:/values/4/value \"x.list\": \"a\" stands twice", {"[a, b]", "[a, a]"}},
      {"p.yaml:22:/values/4/value the list is empty", {"[a, b]", "[]"}},
      {"p.yaml:22:/values/4/value \"x.list\": superset takes a list", {"[a, b]", "a"}},
      {"p.yaml:18:/values/0/value must be text", {"\"5\"", "{five: 5}"}},
      {"p.yaml:11:/rules/0/severity unknown code \"forbid\"",
       {"severity: refuse", "severity: forbid"}},
      {"p.yaml:11:/rules/0/who/0 unknown code \"nobody\"", {"who: [office]", "who: [nobody]"}},
      {"p.yaml:11:/rules/0/title required field missing", {"title: {zh: 一, en: one}, ", ""}},
      {"p.yaml:11:/rules/0/title/en required field missing", {"{zh: 一, en: one}", "{zh: 一}"}},
      {"p.yaml:11:/rules/0/guards \"do\" is not the name of an act",
       {"guards: [thing.do]", "guards: [do]"}},
      {"p.yaml:11:/rules/0/id malformed rule id", {"id: AAA-01", "id: AA-01"}},
      {"p.yaml:1:/schema not a policy file", {"policy/1", "policy/2"}},
      {"p.yaml:2:/id malformed policy id", {"id: small", "id: Small-"}},
      {"p.yaml:5:/effective_from", {"2026-01-01", "2026-02-30"}},
      {"p.yaml:16:/links/0/number links are numbered", {"number: 1", "number: 2"}},
      {"p.yaml:16:/links/0/step a step is", {"step: A", "step: E"}},
      {"p.yaml:14:/rules/3/kind a definition judges no act",
       {"definition, severity: note", "definition, severity: warn"}},
  };
  for (const auto& [expected, change] : cases) {
    const auto problems = problems_with(change.first, change.second);
    INFO(expected << "\n" << problems);
    CHECK(has(problems, expected));
  }
}

TEST_CASE("a refusal that rests on hearsay alone does not load") {
  const std::string_view paper =
      "[{source: paper, clause: \"§1\", firmness: seen}, {source: house, clause: \"x\", firmness: "
      "house}]";
  CHECK(has(problems_with(paper, "[{source: paper, clause: \"§1\", firmness: general}]"),
            "p.yaml:11:/rules/0/severity a refusal cannot rest"));
  CHECK(problems_with(paper, "[{source: paper, clause: \"§1\", firmness: reprint}]").empty());
}

TEST_CASE("all mistakes of a policy file are reported at once") {
  auto text = replaced(small_policy, "requires: [AAA-01]", "requires: [AAA-09]");
  text = replaced(text, "\"5\"", "\"five\"");
  const auto problems = problems_in(text);
  CHECK(has(problems, "p.yaml:16:"));
  CHECK(has(problems, "p.yaml:18:"));
}

TEST_CASE("YAML that is cut off, has an alias or nests too deep does not load") {
  CHECK(has(problems_in(small_policy.substr(0, small_policy.find("guards"))), "p.yaml:"));
  CHECK(has(problems_in(small_policy.substr(0, small_policy.find("rules:"))), "p.yaml:1:/rules"));
  CHECK(has(problems_with("{zh: 小, en: small}", "&t {zh: 小, en: small}"), "p.yaml:4:"));
  CHECK(has(problems_with("title: {zh: 小, en: small}", "title: *t"), "p.yaml:4:"));
  CHECK(has(problems_with("{zh: 小, en: small}", std::string(9'000, '[') + std::string(9'000, ']')),
            "p.yaml nested too deep"));
  CHECK_FALSE(problems_in("").empty());
  CHECK_FALSE(problems_in("just text").empty());
  CHECK_FALSE(problems_in("id: \xFF\xFE").empty());
}

TEST_CASE("a finding speaks with the policy's words and citations") {
  const auto finding = small().make_finding("AAA-02", std::nullopt, {"乙有误", "b is wrong"}, "/b");
  CHECK(finding.severity == Severity::refuse);
  CHECK(finding.place == "/b");
  CHECK(finding.remedy == Text{"补", "mend"});
  CHECK(finding.who == std::vector<std::string>{"office", "unit"});
  REQUIRE(finding.citations.size() == 2);
  CHECK(finding.citations[1] == Citation{"statute", {"法", "statute"}, "1", Firmness::reprint});
  CHECK(error_of([] { small().make_finding("ZZZ-01", std::nullopt, {"x", "x"}); }));
}

TEST_CASE("a finding may be lowered and given its own remedy, never raised") {
  const auto policy = small();
  CHECK(policy.make_finding("AAA-01", Severity::warn, {}).severity == Severity::warn);
  CHECK(policy.make_finding("AAA-03", Severity::refuse, {}).severity == Severity::warn);
  CHECK(policy.make_finding("AAA-01", {}, {}, {}, {"另补", "other"}).remedy.en == "other");
}

TEST_CASE("SCP-01 passes: out of scope, law binds and what only the consensus asks is a warning") {
  const auto policy = small().for_institution(false);
  CHECK(policy.make_finding("AAA-01", {}, {}).severity == Severity::warn);
  CHECK(policy.make_finding("AAA-02", {}, {}).severity == Severity::refuse);
  CHECK(policy.make_finding("AAA-03", {}, {}).severity == Severity::warn);
  CHECK(policy.make_finding("AAA-01", Severity::note, {}).severity == Severity::note);
  CHECK(policy.hash() == small().hash());
}

TEST_CASE("SCP-01 passes: out of scope, what rests on no consensus keeps its force") {
  const auto text = replaced(small_policy, "severity: warn", "severity: refuse");
  const auto policy = Policy::from_yaml(text, "p.yaml").for_institution(false);
  CHECK(policy.make_finding("AAA-03", {}, {}).severity == Severity::refuse);
}

TEST_CASE("SCP-01 passes: an institution out of scope is still bound by its own overlay") {
  const auto text = overlay("rules: [{id: AAA-03, severity: refuse}]\n");
  const auto policy = small().with_overlay(text, "o").for_institution(false);
  CHECK(policy.make_finding("AAA-03", {}, {}).severity == Severity::refuse);
}

TEST_CASE("SCP-01 refuses: in scope, what the consensus asks is refused") {
  CHECK(small().is_in_scope());
  CHECK(small().make_finding("AAA-01", {}, {}).severity == Severity::refuse);
}

TEST_CASE("SCP-01 passes: in the national policy, anonymisation binds every institution") {
  const auto outside = national().for_institution(false);
  CHECK(outside.severity_for(outside.get_rule("CLS-07")) == Severity::refuse);
  CHECK(outside.severity_for(outside.get_rule("DLV-01")) == Severity::warn);
  CHECK(national().severity_for(national().get_rule("DLV-01")) == Severity::refuse);
}

TEST_CASE("a decision counts its findings and is refused by one refusal") {
  const auto decision = one_of_each();
  CHECK(decision.is_refused());
  CHECK(decision.has("AAA-02"));
  CHECK_FALSE(decision.has("AAA-04"));
  CHECK(decision.count(Severity::refuse) == 1);
  CHECK(decision.count(Severity::note) == 1);
  CHECK_FALSE(Decision{}.is_refused());
}

TEST_CASE("a decision in text says what, remedy, who, and each source with its firmness") {
  CHECK(
      to_text(one_of_each(), Language::zh) ==
      "不予办理 AAA-01 /thing/0：甲有误\n  补救：补\n  由谁：成果转化管理部门\n  办理：thing.mend\n"
      "  依据：文 §1（原文已见）\n  依据：自定 x（本软件默认，无法定来源）\n"
      "警告 AAA-03：丙有误\n  补救：补\n  由谁：成果转化管理部门\n"
      "  依据：自定 x（本软件默认，无法定来源）\n"
      "提示 AAA-02：乙可留意\n  补救：补\n  由谁：成果转化管理部门、所在部门\n"
      "  依据：文 §2（原文已见）\n  依据：法 1（据转载或转述）\n");
  CHECK(has(to_text(one_of_each(), Language::en),
            "refused AAA-01 /thing/0: a is wrong\n  Remedy: mend\n"));
  CHECK(to_text(Decision{}, Language::en) == "Nothing to report.\n");
}

TEST_CASE("our own defaults are not called so twice") {
  const Citation citation{"house", name_of(Firmness::house).text(), "x", Firmness::house};
  CHECK(to_text(citation, Language::zh) == "本软件默认，无法定来源 x");
  CHECK(to_text(citation, Language::en) == "house default, no legal source x");
}

TEST_CASE("a decision in JSON is canonical, in both languages, refusals first") {
  const auto json = to_json(one_of_each());
  CHECK(json.starts_with(R"({"findings":[{"citations":[{"clause":"§1","firmness":"seen",)"
                         R"("source":"paper","title":{"en":"paper","zh":"文"}})"));
  CHECK(json.ends_with(R"("is_refused":true})"));
  CHECK(json.find("AAA-01") < json.find("AAA-03"));
  CHECK(json.find("AAA-03") < json.find("AAA-02"));
  CHECK(to_json(Decision{}) == R"({"findings":[],"is_refused":false})");
}

TEST_CASE("Refused carries the decision and says the first refusal") {
  const Refused refused(one_of_each());
  CHECK(refused.decision().findings.front().rule == "AAA-01");
  CHECK(std::string(refused.what()) == "AAA-01 甲有误");
}

TEST_CASE("the policy in text shows every rule, link and value in both languages") {
  for (const auto language : {Language::zh, Language::en}) {
    const auto text = policy_to_text(national(), language);
    for (const auto& rule : national().rules())
      CHECK(has(text, rule_to_text(rule, national(), language)));
    for (const auto& entry : national().values())
      CHECK(has(text, entry.name + " = " + entry.value.to_text()));
    for (const auto& link : national().links()) CHECK(has(text, link.title.in(language)));
    CHECK(has(text, national().hash().to_text()));
  }
  CHECK(rule_to_text(small().get_rule("AAA-03"), small(), Language::en) ==
        "  AAA-03 three (checked, warning)\n    c\n    Asked at: every act it concerns\n"
        "    Remedy: mend (transfer office)\n"
        "    Source: house default x (house default, no legal source)\n");
}
