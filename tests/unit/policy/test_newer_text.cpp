#include <algorithm>

#include "catch.hpp"
#include "kezhuan/core/write.hpp"
#include "policy/newer_text.hpp"
#include "unit/policy/support.hpp"

/// What is told of a registry that adopted another text than comes with the program.
using namespace kezhuan;
using Catch::Contains;

namespace {

using Codes = std::vector<std::string>;

/// An earlier text of the national policy: `from` in it was `to`.
Policy earlier(std::string_view from, std::string_view to) {
  return Policy::from_yaml(replaced(shipped("policy/cn-national.yaml"), from, to), "p.yaml");
}

}  // namespace

TEST_CASE("PTH-04: the text adopted is compared with the one shipped, rule by rule") {
  CHECK(rules_that_differ(national(), national()).empty());
  CHECK(other_text_shipped(national(), national()).empty());
  const auto days = earlier("{name: notice.distribution.days, value: \"15\"",
                            "{name: notice.distribution.days, value: \"14\"");
  CHECK(rules_that_differ(days, national()) == Codes{"PTH-06"});
  const auto link = earlier("requires: [LNK-51, CTR-02]", "requires: [LNK-51]");
  CHECK(rules_that_differ(link, national()) == Codes{"CTR-02"});
  const auto& rule = national().get_rule("RGT-06");
  const auto words = earlier(rule.says.en, "Otherwise.");
  CHECK(rules_that_differ(words, national()) == Codes{"RGT-06"});
  const auto told = other_text_shipped(words, national());
  CHECK_THAT(told.zh, Contains("cn-national") && Contains("规则：RGT-06。") &&
                          Contains("kezhuan policy adopt）") && Contains("case.move_policy"));
  CHECK_THAT(told.en, Contains("rules: RGT-06.") && Contains("kezhuan policy adopt)"));
}

TEST_CASE("PTH-04: a rule that judges fewer acts, or is milder, is told of") {
  auto document = national().document();
  const auto found = std::find_if(document.rules.begin(), document.rules.end(),
                                  [](const RuleEntry& one) { return one.id == "RGT-06"; });
  REQUIRE(found != document.rules.end());
  REQUIRE_FALSE(found->guards.empty());
  REQUIRE(found->severity == Severity::refuse);
  found->guards.pop_back();
  const auto fewer = Policy::from_canonical_json(to_canonical_json(document));
  CHECK(rules_that_differ(fewer, national()) == Codes{"RGT-06"});
  found->guards = national().get_rule("RGT-06").guards;
  found->severity = Severity::warn;
  const auto milder = Policy::from_canonical_json(to_canonical_json(document));
  CHECK(rules_that_differ(milder, national()) == Codes{"RGT-06"});
}

TEST_CASE("PTH-04: what the institution's own overlay tightened is no other text") {
  for (const auto& id : shipped_overlays()) {
    const auto tightened = national().with_overlay(shipped_overlay(id), id);
    CHECK(rules_that_differ(tightened, national()).empty());
  }
  const auto& rule = national().get_rule("RGT-06");
  const auto before =
      earlier(rule.says.en, "Otherwise.").with_overlay(shipped_overlay("example-hospital"), "o");
  CHECK(rules_that_differ(before, national()) == Codes{"RGT-06"});
  CHECK_THAT(other_text_shipped(before, national()).zh, Contains("--overlay 本机构的加严文件"));
}
