#include <map>

#include "catch.hpp"
#include "unit/policy/support.hpp"

using namespace kezhuan;

namespace {

Policy with(const std::string& body) { return small().with_overlay(overlay(body), "o.yaml"); }

std::string problems_with(const std::string& body) {
  return config_problems([&] { with(body); });
}

std::string value(const std::string& name, const std::string& given) {
  return "values:\n  - {name: " + name + ", value: " + given + "}\n";
}

}  // namespace

TEST_CASE("the shipped overlay tightens the national policy") {
  CHECK(shipped_overlays() == std::vector<std::string>{"example-hospital"});
  const auto policy = national().with_overlay(shipped_overlay("example-hospital"), "o.yaml");
  CHECK(policy.id() == "cn-national+example-hospital");
  CHECK(policy.version() == "2026.1+1");
  CHECK(policy.get_number("notice.disclosure_list.days") == 7);
  CHECK(policy.get_ratio("resolution.quorum") == Ratio(3, 4));
  CHECK(policy.get_flag("anonymisation.third_party_required"));
  CHECK(policy.get_rule("DLV-05").severity == Severity::refuse);
  CHECK(policy.get_link("rights").required.back() == "RGT-02");
  CHECK(national().get_number("notice.disclosure_list.days") == 5);
}

TEST_CASE("an overlay that is not built in is a configuration error") {
  CHECK(has(config_problems([] { shipped_overlay("cn-national"); }), "cn-national"));
}

TEST_CASE("an overlay may be as strict or stricter in every way there is") {
  CHECK(with(value("x.days", "\"5\"")).get_number("x.days") == 5);
  CHECK(with(value("x.days", "\"15\"")).get_number("x.days") == 15);
  CHECK(with(value("x.months", "\"6\"")).get_number("x.months") == 6);
  CHECK(with(value("x.share", "\"70%\"")).get_ratio("x.share") == Ratio(7, 10));
  CHECK(with(value("x.share", "\"50%\"")).get_ratio("x.share") == Ratio(1, 2));
  CHECK(with(value("x.share", "\"1\"")).get_ratio("x.share") == Ratio(1));
  CHECK(with(value("x.amount", "\"100.01\"")).get_money("x.amount") == Money::parse("100.01"));
  CHECK(with(value("x.list", "[b, c, a]")).get_list("x.list").size() == 3);
  CHECK(with(value("x.unit", "working_day")).get_unit("x.unit") == DayUnit::working);
  CHECK_FALSE(with(value("x.flag", "\"false\"")).get_flag("x.flag"));
}

TEST_CASE("a laxer overlay does not load, and says line, key, base, its own value and remedy") {
  const std::map<std::string, std::string> cases = {
      {value("x.days", "\"4\""),
       "\"x.days\" may only be higher: small 1 says 5, the overlay says 4 | give 5 or more"},
      {value("x.months", "\"13\""),
       "\"x.months\" may only be lower: small 1 says 12, the overlay says 13 | give 12 or less"},
      {value("x.share", "\"49.9%\""),
       "\"x.share\" may only be higher: small 1 says 1/2, the overlay says 49.9% | give 1/2 or "
       "more"},
      {value("x.amount", "\"99.99\""),
       "\"x.amount\" may only be higher: small 1 says 100.00, the overlay says 99.99"},
      {value("x.list", "[a, c]"),
       "\"x.list\" may only gain entries: small 1 says [a, b], the overlay says [a, c] | list all "
       "of"},
      {value("x.unit", "calendar_day"),
       "\"x.unit\" may not change: small 1 says working_day, the overlay says calendar_day | drop"},
  };
  for (const auto& [body, expected] : cases) {
    const auto problems = problems_with(body);
    INFO(problems);
    CHECK(problems.starts_with("o.yaml:8:/values/0/value " + expected));
  }
}

TEST_CASE("a number close to its bound is compared exactly") {
  CHECK(problems_with(value("x.share", "\"500000000000001/1000000000000000\"")).empty());
  CHECK(has(problems_with(value("x.share", "\"499999999999999/1000000000000000\"")), "o.yaml:8"));
}

TEST_CASE("a value in another form does not load, whatever it may mean") {
  CHECK(has(problems_with(value("x.days", "\"11/2\"")), "another form"));
  CHECK(has(problems_with(value("x.days", "[\"5\", \"6\"]")), "another form"));
  CHECK(has(problems_with(value("x.days", "many")), "another form"));
  CHECK(has(problems_with(value("x.list", "a")), "another form"));
  CHECK(has(problems_with(value("x.flag", "\"5\"")), "another form"));
  CHECK(has(problems_with(value("x.list", "[a, b, c, c]")), "stands twice"));
}

TEST_CASE("an overlay cannot ask for a kind of evidence that does not exist") {
  auto text = shipped("policy/example-hospital.yaml");
  text = replaced(text, "[ethics_opinion, genetic_filing]", "[ethics_opinion, genetic_filling]");
  const auto problems = config_problems([&] { national().with_overlay(text, "o.yaml"); });
  CHECK(has(problems, "\"genetic_filling\" is not a kind of evidence"));
}

TEST_CASE("a rule may only become more severe, and only if it is checked") {
  CHECK(with("rules: [{id: AAA-03, severity: refuse}]\n").get_rule("AAA-03").severity ==
        Severity::refuse);
  CHECK(with("rules: [{id: AAA-03, severity: warn}]\n").hash() != small().hash());
  CHECK(has(problems_with("rules:\n  - {id: AAA-01, severity: warn}\n"),
            "o.yaml:8:/rules/0/severity rule AAA-01: small 1 says refuse, the overlay says warn"));
  CHECK(has(problems_with("rules: [{id: AAA-04, severity: warn}]\n"), "does nothing"));
}

TEST_CASE("a link only requires more, and only what is judged") {
  const auto required =
      with("links: [{code: first, requires: [AAA-02, AAA-01]}]\n").get_link("first").required;
  CHECK(required == std::vector<std::string>{"AAA-01", "AAA-02"});
  CHECK(has(problems_with("links:\n  - {code: first, requires: [AAA-04]}\n"),
            "o.yaml:8:/links/0/requires"));
  CHECK(has(problems_with("links: [{code: first, requires: [AAA-09]}]\n"), "\"AAA-09\""));
  CHECK(has(problems_with("links: [{code: first, requires: []}]\n"), "needs at least one"));
}

TEST_CASE("what an overlay names must be there, once") {
  CHECK(has(problems_with(value("x.day", "\"9\"")),
            "o.yaml:8:/values/0/name there is no \"x.day\" in small 1"));
  CHECK(has(problems_with("rules: [{id: AAA-09, severity: warn}]\n"), "no \"AAA-09\""));
  CHECK(has(problems_with("links: [{code: last, requires: [AAA-01]}]\n"), "no \"last\""));
  CHECK(has(problems_with(value("x.days", "\"9\"") + "  - {name: x.days, value: \"8\"}\n"),
            "o.yaml:9:/values/1/name \"x.days\" stands more than once"));
}

TEST_CASE("an overlay for another policy, version or schema does not load") {
  const auto changed = [](std::string_view from, std::string_view to) {
    return config_problems(
        [&] { small().with_overlay(replaced(overlay(""), from, to), "o.yaml"); });
  };
  CHECK(has(changed("id: small", "id: large"), "o.yaml:5:/extends the overlay extends large 1"));
  CHECK(has(changed("small, version: \"1\"", "small, version: \"2\""), "o.yaml:5:/extends"));
  CHECK(has(changed("overlay/1", "overlay/2"), "o.yaml:1:/schema"));
  CHECK(has(changed("id: ours", "id: house"), "o.yaml:2:/id"));
  CHECK(has(changed("id: ours", "id: OURS"), "o.yaml:2:/id"));
  CHECK(has(changed("title:", "titel:"), "o.yaml:4:/titel unknown field"));
}

TEST_CASE("all that is wrong with an overlay is reported at once") {
  const auto problems = problems_with("rules:\n  - {id: AAA-01, severity: note}\n" +
                                      value("x.days", "\"1\"") + "  - {name: y, value: \"1\"}\n");
  CHECK(has(problems, "o.yaml:8:"));
  CHECK(has(problems, "o.yaml:10:"));
  CHECK(has(problems, "o.yaml:11:"));
}

TEST_CASE("the combined policy has its own name, the later date, and cites the overlay") {
  const auto policy = with(value("x.days", "\"9\"") + "rules: [{id: AAA-03, severity: refuse}]\n");
  CHECK(policy.id() == "small+ours");
  CHECK(policy.version() == "1+3");
  CHECK(policy.effective_from() == Date(2026, 2, 1));
  CHECK(policy.find_value("x.days")->firmness == Firmness::institution);
  CHECK(policy.find_value("x.months")->firmness == Firmness::house);
  const auto finding = policy.make_finding("AAA-03", {}, {});
  CHECK(finding.severity == Severity::refuse);
  CHECK(finding.citations.back() ==
        Citation{"ours", {"我院", "ours"}, "rules/AAA-03", Firmness::institution});
  CHECK(Policy::from_canonical_json(policy.canonical_json()).hash() == policy.hash());
}

TEST_CASE("an overlay that comes into force before its base does not move the date") {
  const auto text = replaced(overlay(""), "2026-02-01", "2025-01-01");
  CHECK(small().with_overlay(text, "o").effective_from() == Date(2026, 1, 1));
}

TEST_CASE("a second overlay goes on top of the first and cannot undo it") {
  const auto first = with(value("x.days", "\"9\""));
  const std::string head = R"(schema: kezhuan/policy-overlay/1
id: department
version: "1"
title: {zh: 科, en: department}
extends: {id: small+ours, version: "1+3"}
effective_from: "2026-03-01"
)";
  CHECK(first.with_overlay(head + value("x.days", "\"10\""), "d").get_number("x.days") == 10);
  CHECK(has(config_problems([&] { first.with_overlay(head + value("x.days", "\"5\""), "d"); }),
            "small+ours 1+3 says 9"));
}
