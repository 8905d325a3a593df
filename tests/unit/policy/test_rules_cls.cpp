#include "catch.hpp"
#include "unit/policy/rule_case.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

constexpr auto refuse = Severity::refuse;
constexpr auto warn = Severity::warn;

const std::string in_house =
    R"([{"measure": "anonymised", "by": "in_house", "irreversible": true}])";

std::string measure(const std::string& name, const std::string& irreversible = "false") {
  return R"([{"measure": ")" + name + R"(", "by": "third_party", "irreversible": )" + irreversible +
         "}]";
}

Pieces personal(const std::string& measures) {
  return {.attributes = R"(["personal_information"])", .measures = measures};
}

const std::string grant = R"({"source": "S-2", "achievement": "KZ-1", "approved_by": ["P-1"],
    "fields": ["年龄"], "purpose": "示例", "from": "2026-03-02"})";
const std::string asset =
    R"({"achievement": "KZ-1", "account": "无形资产", "listed_separately": true})";

/// KZ-1 was registered as a data property right when it was classified: public data on record.
/// The registration has been cancelled since.
struct PublicCase : RuleCase {
  PublicCase() : RuleCase({.is_classified = false}) {
    certify("data_property_right");
    must("achievement.classify", "2026-03-02", R"({"achievement": "KZ-1"})");
    must("certificate.cancel", "2026-03-02", R"({"certificate": "C-1", "reason": "登记有误"})");
  }
};

}  // namespace

TEST_CASE("CLS-06 passes: an achievement classified ★ without open review") {
  RuleCase w;
  CHECK(of(w.check_filing(), "CLS-06").empty());
  w.file();
  CHECK(of(w.check_approval(), "CLS-06").empty());
  CHECK(of(w.check("asset.enter", "2026-03-04", asset), "CLS-06").empty());
  CHECK(w.missing("CLS-06", "KZ-1").empty());
}

TEST_CASE("CLS-06 refuses: public data at filing already, and in the asset table") {
  PublicCase w;
  const auto found = of(w.check_filing(), "CLS-06");
  CHECK(all_are(found, refuse));
  CHECK(one_says(found, "KZ-1"));
  CHECK(all_are(of(w.check("asset.enter", "2026-03-04", asset), "CLS-06"), refuse));
  CHECK(all_are(w.missing("CLS-06", "KZ-1"), refuse));
}

TEST_CASE("CLS-06 refuses: and says when the record now supports another classification") {
  PublicCase w;
  const auto found = of(w.check_filing(), "CLS-06");
  REQUIRE(found.size() == 1);
  CHECK(found[0].remedy.zh.find("科学数据") != std::string::npos);
  w.must("achievement.classify", "2026-03-02", R"({"achievement": "KZ-1"})");
  CHECK(of(w.check_filing(), "CLS-06").empty());
}

TEST_CASE("CLS-06 refuses: public data when an agreement is to enter into force") {
  PublicCase w;
  w.draft_agreement();
  const auto found =
      of(w.check("agreement.enter_force", "2026-03-06", R"({"agreement": "FQ-KZ-1"})"), "CLS-06");
  CHECK(all_are(found, refuse));
}

TEST_CASE("CLS-06 refuses: a ★ achievement registered as public data meanwhile") {
  RuleCase w;
  w.certify("data_asset");
  const auto found = of(w.check("asset.enter", "2026-03-04", asset), "CLS-06");
  CHECK(all_are(found, refuse));
  CHECK(one_says(found, "C-1"));
}

TEST_CASE("CLS-06 refuses: an unclassified achievement at approval, not at filing") {
  RuleCase w({.is_classified = false});
  const auto at_filing = of(w.check_filing(), "CLS-06");
  CHECK(all_are(at_filing, warn));
  CHECK(one_says(at_filing, "论证通过前须补齐"));
  w.file();
  const auto at_approval = of(w.check_approval(), "CLS-06");
  CHECK(all_are(at_approval, refuse));
  CHECK(at_approval[0].place == "/matters/0");
  CHECK(all_are(of(w.check("asset.enter", "2026-03-04", asset), "CLS-06"), refuse));
  CHECK(all_are(w.missing("CLS-06", "KZ-1"), refuse));
}

TEST_CASE("CLS-06 warns: an agreement may enter into force before the classification") {
  RuleCase w({.is_classified = false});
  w.draft_agreement();
  CHECK(all_are(
      of(w.check("agreement.enter_force", "2026-03-06", R"({"agreement": "FQ-KZ-1"})"), "CLS-06"),
      warn));
}

TEST_CASE("CLS-06 passes: a resolution that does not approve may be about anything") {
  RuleCase w({.is_classified = false});
  w.file();
  CHECK(of(w.check_resolution("revise"), "CLS-06").empty());
  CHECK(of(w.check_resolution("rejected"), "CLS-06").empty());
}

TEST_CASE("CLS-06 refuses: an achievement whose classification is under review") {
  RuleCase w({.is_classified = false});
  w.must("achievement.register", "2026-03-02",
         R"({"number": "KZ-2", "name": "示例", "form": "dataset", "level": "primary",
             "lead": "P-1", "sources": ["S-2"]})");
  w.must("achievement.classify", "2026-03-02", R"({"achievement": "KZ-2"})");
  const auto found = w.missing("CLS-06", "KZ-2");
  CHECK(all_are(found, refuse));
  CHECK(one_says(found, "待认定"));
}

TEST_CASE("CLS-07 passes: personal information anonymised irreversibly by a third party") {
  RuleCase w(personal(third_party));
  CHECK(of(w.check_filing(), "CLS-07").empty());
  CHECK(w.missing("CLS-07", "KZ-1").empty());
}

TEST_CASE("CLS-07 passes: data without personal information") {
  CHECK(RuleCase().missing("CLS-07", "KZ-1").empty());
}

TEST_CASE("CLS-07 refuses: what is no anonymisation, and says why") {
  const auto says = [](const std::string& measures, std::string_view part) {
    const auto found = RuleCase(personal(measures)).missing("CLS-07", "KZ-1");
    return all_are(found, refuse) && one_says(found, "S-2") && one_says(found, part);
  };
  CHECK(says(measure("deidentified"), "只做了去标识化"));
  CHECK(says(measure("deidentified", "true"), "只做了去标识化"));
  CHECK(says(measure("encrypted"), "只做了加密"));
  CHECK(says(measure("anonymised"), "可以复原"));
  CHECK(says("[]", "没有登记"));
}

TEST_CASE("CLS-07 refuses: at approval what it warned of at filing") {
  RuleCase w(personal(measure("deidentified")));
  CHECK(all_are(of(w.check_filing(), "CLS-07"), warn));
  w.file();
  CHECK(all_are(of(w.check_approval(), "CLS-07"), refuse));
  CHECK(of(w.check_resolution("revise"), "CLS-07").empty());
}

TEST_CASE("CLS-07 warns: anonymised in-house, since a third party is advised") {
  RuleCase w(personal(in_house));
  const auto found = w.missing("CLS-07", "KZ-1");
  CHECK(all_are(found, warn));
  CHECK(one_says(found, "机构自行实施"));
}

TEST_CASE("CLS-07 refuses: anonymised in-house where the institution requires a third party") {
  RuleCase w(personal(in_house));
  w.policy = national_policy()
                 .with_overlay(shipped_overlay("example-hospital"), "example-hospital.yaml")
                 .for_institution(true);
  CHECK(all_are(w.missing("CLS-07", "KZ-1"), refuse));
}

TEST_CASE("CLS-07 refuses: outside its scope too, since the law is behind it") {
  RuleCase w(personal("[]"), InstitutionNature::non_public_medical);
  CHECK(all_are(w.missing("CLS-07", "KZ-1"), refuse));
}

TEST_CASE("CLS-08 passes: the genetic filing is on record, or no genetic information there") {
  RuleCase filed({.attributes = R"(["human_genetic"])", .evidence = {"genetic_filing"}});
  CHECK(of(filed.check_filing(), "CLS-08").empty());
  CHECK(of(filed.check("grant.record", "2026-03-02", grant), "CLS-08").empty());
  CHECK(of(RuleCase().check("grant.record", "2026-03-02", grant), "CLS-08").empty());
}

TEST_CASE("CLS-08 warns: genetic information without a filing, granted or applied for") {
  RuleCase w({.attributes = R"(["human_genetic"])"});
  const auto granted = of(w.check("grant.record", "2026-03-02", grant), "CLS-08");
  CHECK(all_are(granted, warn));
  CHECK(one_says(granted, "S-2"));
  CHECK(granted[0].place == "/source");
  CHECK(all_are(of(w.check_filing(), "CLS-08"), warn));
  CHECK(all_are(w.missing("CLS-08", "KZ-1"), warn));
}

TEST_CASE("CLS-08 warns: it is the source granted that counts") {
  RuleCase w;
  w.must("source.register", "2026-03-02",
         R"({"number": "S-3", "name": "示例", "holder": "I-own", "level": "primary",
             "origin": "research", "attributes": ["human_genetic"], "contributors": ["P-1"]})");
  auto other = grant;
  other.replace(other.find("S-2"), 3, "S-3");
  CHECK(one_says(of(w.check("grant.record", "2026-03-02", other), "CLS-08"), "S-3"));
}

TEST_CASE("CLS-08 refuses: without a filing where a foreign-controlled institution receives it") {
  const std::string genetic = R"(["human_genetic"])";
  RuleCase w({.attributes = genetic, .institution = "I-foreign"});
  const auto found = of(w.check("grant.record", "2026-03-02", grant), "CLS-08");
  CHECK(all_are(found, refuse));
  CHECK(one_says(found, "I-foreign"));

  RuleCase filed(
      {.attributes = genetic, .evidence = {"genetic_filing"}, .institution = "I-foreign"});
  CHECK(of(filed.check("grant.record", "2026-03-02", grant), "CLS-08").empty());
}

TEST_CASE("CLS-08 refuses: a foreign-controlled co-owner receives it as well") {
  RuleCase w({.attributes = R"(["human_genetic"])"});
  w.must("coownership.record", "2026-03-02",
         R"({"achievement": "KZ-1", "shares": [{"institution": "I-own", "share": "1/2"},
             {"institution": "I-foreign", "share": "1/2"}]})");
  CHECK(all_are(of(w.check("grant.record", "2026-03-02", grant), "CLS-08"), refuse));
}

TEST_CASE("CLS-09 passes: security-relevant information treated, with proof") {
  for (const auto* name : {"deidentified", "encrypted"}) {
    RuleCase w({.attributes = R"(["security_relevant"])",
                .measures = measure(name),
                .evidence = {"security_treatment_proof"}});
    CHECK(w.missing("CLS-09", "KZ-1").empty());
  }
  CHECK(RuleCase().missing("CLS-09", "KZ-1").empty());
}

TEST_CASE("CLS-09 refuses: untreated or unproven, naming what is missing") {
  const std::string security = R"(["security_relevant"])";
  RuleCase untreated({.attributes = security, .evidence = {"security_treatment_proof"}});
  CHECK(one_says(untreated.missing("CLS-09", "KZ-1"), "去标识化或加密的加工步骤"));
  CHECK_FALSE(one_says(untreated.missing("CLS-09", "KZ-1"), "安全信息处理证明"));

  RuleCase unproven({.attributes = security, .measures = measure("encrypted")});
  CHECK(one_says(unproven.missing("CLS-09", "KZ-1"), "缺：安全信息处理证明"));
  CHECK(all_are(of(unproven.check_filing(), "CLS-09"), warn));
  unproven.file();
  CHECK(all_are(of(unproven.check_approval(), "CLS-09"), refuse));
}

TEST_CASE("CLS-11 passes: health data whose restrictions are settled, or that has none") {
  RuleCase plain({.attributes = R"(["health"])"});
  CHECK(plain.missing("CLS-11", "KZ-1").empty());
  RuleCase settled({.attributes = R"(["health", "personal_information", "security_relevant"])",
                    .measures = third_party,
                    .evidence = {"security_treatment_proof"}});
  CHECK(settled.missing("CLS-11", "KZ-1").empty());
  RuleCase no_health(personal("[]"));
  CHECK(no_health.missing("CLS-11", "KZ-1").empty());
}

TEST_CASE("CLS-11 refuses: health data with open restrictions, naming each") {
  RuleCase w({.attributes = R"(["health", "personal_information", "security_relevant"])"});
  const auto found = w.missing("CLS-11", "KZ-1");
  REQUIRE(found.size() == 1);
  CHECK(all_are(found, refuse));
  CHECK(one_says(found, "CLS-07"));
  CHECK(one_says(found, "CLS-09"));
  CHECK(all_are(of(w.check_filing(), "CLS-11"), warn));
  w.file();
  CHECK(all_are(of(w.check_approval(), "CLS-11"), refuse));
}

TEST_CASE("CLS-11 warns: the genetic filing weighs no more here than under CLS-08") {
  RuleCase w({.attributes = R"(["health", "human_genetic"])"});
  CHECK(all_are(w.missing("CLS-11", "KZ-1"), warn));
  w.attach("genetic_filing");
  CHECK(w.missing("CLS-11", "KZ-1").empty());
}
