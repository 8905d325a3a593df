#include <algorithm>
#include <map>
#include <set>

#include "catch.hpp"
#include "policy/legacy.hpp"
#include "support/transfer.hpp"
#include "unit/policy/rule_case.hpp"
#include "unit/policy/support.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

/// Rules whose papers an old record may lack; docs/legacy.md says why.
const std::set<std::string> may_lack = {
    "DLV-01", "DLV-02", "DLV-04", "DLV-07", "RGT-02", "RGT-03", "RGT-05", "RGT-06",
    "RGT-07", "RGT-08", "DSC-01", "DSC-02", "DSC-03", "DSC-04", "PTH-06", "PTH-07",
    "PTH-08", "LNK-01", "LNK-02", "LNK-31", "LNK-32", "LNK-33", "LNK-42", "LNK-43",
    "CTR-02", "CTR-05", "CTR-06", "INC-05", "INC-10", "EXM-01", "DEM-01"};

/// Items by rule. Numbers have no gap, so that all are found.
std::map<std::string, std::vector<Outstanding>> items_of(const World& world) {
  std::map<std::string, std::vector<Outstanding>> items;
  for (int n = 1;; ++n) {
    const auto number = "DB-" +
                        std::string(n < 10    ? "000"
                                    : n < 100 ? "00"
                                              : "0") +
                        std::to_string(n);
    const auto id = world.state.find_number(Kind::outstanding, number);
    if (!id) return items;
    const auto& item = world.state.get(Id<Outstanding>(*id));
    items[item.rule].push_back(item);
  }
}

bool refuses(const Decision& decision, std::string_view rule) {
  const auto found = of(decision, rule);
  return std::any_of(found.begin(), found.end(),
                     [](const Finding& finding) { return finding.severity == Severity::refuse; });
}

/// An achievement of which only what it is stands on record; a company that is not the first choice
/// of everybody; nothing else. Everything told from here on is an old record.
struct OldRecords : Transfer {
  OldRecords() : Transfer(0) {
    must("institution.register", "2026-01-05",
         R"({"number": "I-2", "name": "示例共有单位", "nature": "public_medical"})");
    tell_old_records();
    must("achievement.register", "2026-03-02",
         R"({"number": "KZ-1", "name": "示例数据集", "form": "dataset", "level": "derived",
             "lead": "P-1", "sources": ["S-1"]})");
    must("processing.record", "2026-03-02",
         R"({"achievement": "KZ-1", "step": {"processing": "research", "technique": "标注",
             "changed": ["structure"], "knowledge": "影像分型"}})");
    must("certificate.record", "2026-03-02",
         R"({"number": "C-1", "achievement": "KZ-1", "certificate": "know_how",
             "certificate_no": "示例", "issued": "2026-03-01"})");
    must("achievement.classify", "2026-03-02", R"({"achievement": "KZ-1"})");
  }

  static std::string bare_content() {
    return R"("content": {
             "primary": [{"key": "D1", "kind": "master_data", "title": "示例"}],
             "rights": {"ownership": "单位", "use": "团队", "income": "按协议"},
             "technical": {"source": "示例", "type": "影像", "scale": "2000", "technique": "标注"},
             "value": {"compliance": "示例"},
             "contributors": [{"person": "P-1", "role": "设计", "main": true},
                              {"person": "P-2", "role": "标注", "main": false}]}})";
  }
  void file_bare_application() {
    must("application.file", "2026-03-03",
         R"({"number": "SB-1", "achievement": "KZ-1", "applicant": "P-1", )" + bare_content());
  }
  void decide(const std::string& day, const std::string& matter) {
    must("resolution.record", day,
         R"({"body": "academic_committee", "members": 11, "present": ["P-3"],
             "matters": [{"outcome": "approved",
             "in_favour": 9, "against": 0, "abstained": 0, )" +
             matter + "}]}");
  }
  /// Persons own a part and the agreement says little of it; nobody signed.
  void agree() {
    must("agreement.draft", "2026-03-05",
         R"({"number": "FQ-1", "achievement": "KZ-1", "terms": {
             "institutions": [{"institution": "I-own", "share": "1/2"}],
             "persons": [{"person": "P-1", "ownership": "1/2", "income_weight": "1"}],
             "use_right": "individual", "reward_ratio": "1/2", "ownership_sets_weights": true}})");
    must("agreement.enter_force", "2026-03-05", R"({"agreement": "FQ-1"})");
  }
  void open_bare_case() {
    must(step::open_case());
    must(step::choose_pathway());
  }
  void sign_bare(std::string_view patch = "{}") { must(step::sign().with(patch)); }
};

}  // namespace

TEST_CASE("REG-08: each rule that is checked either holds for old records or says what they lack") {
  const auto policy = national_policy();
  std::set<std::string> found;
  for (const auto& rule : policy.rules()) {
    if (rule.legacy == LegacyTreatment::outstanding) found.insert(rule.id);
  }
  CHECK(found == may_lack);
}

TEST_CASE("REG-08 passes: every rule that may stand over does, as an item about what it concerns") {
  OldRecords w;
  w.file_bare_application();
  w.decide("2026-03-04", R"("matter": "application", "achievement": "KZ-1")");
  w.agree();
  w.must("coownership.record", "2026-03-10",
         R"({"achievement": "KZ-1", "shares": [{"institution": "I-own", "share": "1/2"},
                                               {"institution": "I-2", "share": "1/2"}]})");
  w.must("prior_right.record", "2026-03-10",
         R"({"number": "YX-1", "achievement": "KZ-1", "holder": "I-2", "right": "first_negotiation",
             "source": "示例", "from": "2026-03-10"})");
  w.open_bare_case();
  w.sign_bare(R"({"holder": "P-1"})");
  w.must(
      "distribution.draft", "2026-06-02",
      R"({"number": "FA-1", "transfer_case": "ZH-1", "reward_ratio": "1/2", "relief_claimed": true,
             "lines": [{"person": "P-2", "role": "contributor", "weight": "1"}]})");
  w.decide("2026-06-03", R"("matter": "distribution_plan", "plan": "FA-1")");
  w.must(step::publish_plan().with(R"({"days": 1})"));
  w.must(step::receive());
  w.must(step::pay("P-2", "100000.00"));
  w.must(step::pay("P-2", "150000.00").on("2026-07-07"));

  const auto items = items_of(w);
  const auto case_id = w.transfer().id.uuid();
  const auto achievement_id = w.get<Achievement>("KZ-1").id.uuid();
  auto expected = may_lack;
  // What these two pass on is a lack of the achievement; that the agreement says too little, below.
  for (const auto* elsewhere : {"LNK-01", "LNK-02", "RGT-08"}) expected.erase(elsewhere);
  for (const auto& rule : expected) {
    INFO(rule);
    const auto of_rule = items.find(rule);
    REQUIRE(of_rule != items.end());
    for (const auto& item : of_rule->second) {
      CHECK(item.is_open());
      CHECK_FALSE(item.zh.empty());
      CHECK_FALSE(item.en.empty());
      CHECK(item.recorded_on == Date(2026, 11, 20));
      CHECK(item.actor == "测试");
      CHECK((item.about == case_id || item.about == achievement_id));
    }
  }
  for (const auto& [rule, of_rule] : items) {
    INFO(rule);
    CHECK(may_lack.contains(rule));
  }
}

TEST_CASE("REG-08 passes: a case of an achievement nobody wrote an application for") {
  OldRecords w;
  w.must("agreement.draft", "2026-03-05",
         R"({"number": "FQ-1", "achievement": "KZ-1", "terms": {
             "institutions": [{"institution": "I-own", "share": "1"}],
             "use_right": "individual", "reward_ratio": "1/2", "ownership_sets_weights": true}})");
  w.must(step::open_case());
  w.must(step::choose_pathway());
  const auto items = items_of(w);
  const auto achievement_id = w.get<Achievement>("KZ-1").id.uuid();
  for (const auto* rule :
       {"DLV-01", "DLV-02", "DLV-04", "DSC-01", "DSC-02", "DSC-03", "DSC-04", "RGT-05"}) {
    INFO(rule);
    REQUIRE(items.contains(rule));
    CHECK(items.at(rule).front().about == achievement_id);
  }
  CHECK_FALSE(items.contains("LNK-01"));
  w.must("agreement.enter_force", "2026-03-05", R"({"agreement": "FQ-1"})");
  CHECK(items_of(w).contains("RGT-08"));

  w.sign_bare();
  const auto draft = w.check("distribution.draft", "2026-06-02",
                             R"({"transfer_case": "ZH-1", "reward_ratio": "1/2",
          "lines": [{"person": "P-2", "role": "contributor", "weight": "1"}]})");
  const auto who = of(draft, "INC-02");
  CHECK(std::any_of(who.begin(), who.end(), [](const Finding& finding) {
    return finding.remedy.zh.find("成果 KZ-1 还没有申报表") != std::string::npos &&
           finding.remedy.zh.find("“申报日期”一列") != std::string::npos;
  }));
}

TEST_CASE("REG-08 passes: the same lack goes on record once, and says which acts share it") {
  OldRecords w;
  w.open_bare_case();
  const auto before = items_of(w);
  w.sign_bare();
  const auto after = items_of(w);
  REQUIRE(before.at("LNK-31").size() == 1);
  CHECK(after.at("LNK-31").size() == 1);
  CHECK(before.at("LNK-31").front().also.empty());
  CHECK(after.at("LNK-31").front().also.size() == 1);
  CHECK(after.at("LNK-31").front().act == before.at("LNK-31").front().act);
  CHECK(after.at("LNK-31").front().act_type == "pathway.choose");
  CHECK(after.at("LNK-42").front().made_kind == Kind::contract);
  CHECK(after.at("LNK-42").front().made == w.get<Contract>("HT-1").id.uuid());
}

TEST_CASE(
    "REG-08 passes: minutes of two meetings are two things, and one is settled without the other") {
  OldRecords w;
  w.file_bare_application();
  const auto meeting = [](const std::string& number) {
    return R"({"number": ")" + number + R"(", "body": "academic_committee", "members": 11,
               "present": ["P-3"], "matters": [{"matter": "application", "achievement": "KZ-1",
               "outcome": "revise", "in_favour": 9, "against": 0, "abstained": 0}]})";
  };
  const auto minutes = [&] {
    auto items = items_of(w)["DEM-01"];
    std::erase_if(items, [](const Outstanding& item) { return item.place != "/minutes"; });
    return items;
  };
  w.must("resolution.record", "2026-03-04", meeting("JY-1"));
  REQUIRE(minutes().size() == 1);
  w.legacy = false;
  const auto settle =
      R"({"outstanding": ")" + minutes().front().number + R"(", "statement": "已遗失，附情况说明")";
  CHECK(one_says(of(w.check("outstanding.settle", "2026-11-20", settle + "}"), "REG-09"),
                 "还缺：在库的佐证材料"));
  const auto hash = w.keep("情况说明");
  w.must("evidence.attach", "2026-11-20",
         R"({"number": "E-1", "achievement": "KZ-1", "evidence": "minutes", "title": "情况说明",
             "media_type": "text/plain", "size": 12, "sha256": ")" +
             hash.to_text() + "\"}");
  w.must("outstanding.settle", "2026-11-20", settle + R"(, "evidence": ["E-1"]})");
  w.legacy = true;
  w.must("application.revise", "2026-03-05",
         R"({"application": "SB-1", )" + OldRecords::bare_content());
  w.must("resolution.record", "2026-03-06", meeting("JY-2"));
  const auto two = minutes();
  REQUIRE(two.size() == 2);
  CHECK_FALSE(two.front().is_open());
  CHECK(two.back().is_open());
  CHECK(two.back().made == w.get<Resolution>("JY-2").id.uuid());
}

TEST_CASE("REG-08 refuses: what happened since the registry was founded is no old record") {
  OldRecords w;
  const auto person = R"({"number": "P-9", "name": "示例"})";
  CHECK_FALSE(w.check("person.register", "2026-11-18", person).is_refused());
  const auto decision = w.check("person.register", "2026-11-19", person);
  REQUIRE(of(decision, "REG-08").size() == 1);
  CHECK(of(decision, "REG-08").front().severity == Severity::refuse);
  w.legacy = false;
  CHECK_FALSE(w.check("person.register", "2026-11-19", person).is_refused());
}

TEST_CASE("REG-08: what an old record may lack, any other act may not") {
  OldRecords w;
  w.must(step::open_case());
  w.legacy = false;
  const auto decision = w.check(step::choose_pathway());
  CHECK(refuses(decision, "LNK-31"));
}

TEST_CASE("REG-08 refuses: public data, wrong contracts and wrong money stay refused") {
  SECTION("CLS-06: public data is no achievement, however old") {
    OldRecords w;
    w.must("certificate.record", "2026-03-02",
           R"({"number": "C-2", "achievement": "KZ-1", "certificate": "data_property_right",
               "certificate_no": "示例", "issued": "2026-03-01"})");
    w.must("achievement.classify", "2026-03-02", R"({"achievement": "KZ-1"})");
    const auto decision = w.check(step::open_case());
    CHECK(refuses(decision, "CLS-06"));
  }
  SECTION("CLS-06 by way of link 1: what is not classified does not choose a pathway") {
    OldRecords w;
    w.must("achievement.register", "2026-03-02",
           R"({"number": "KZ-2", "name": "示例", "form": "dataset", "level": "derived",
               "lead": "P-1", "sources": ["S-1"]})");
    w.must(step::open_case().with(R"({"achievements": ["KZ-2"]})"));
    const auto decision = w.check(step::choose_pathway());
    CHECK(decision.is_refused());
    const auto link = of(decision, "LNK-01");
    for (const auto& finding : link) {
      const bool is_classification = finding.what.zh.find("CLS-06") != std::string::npos;
      CHECK(finding.severity == (is_classification ? Severity::refuse : Severity::warn));
    }
    CHECK(one_says(link, "CLS-06"));
  }
  SECTION("CTR-01: the contract fits the pathway") {
    OldRecords w;
    w.open_bare_case();
    const auto decision =
        w.check(step::sign().with(R"({"sub_kind": "know_how_assignment", "grant": null})"));
    CHECK(refuses(decision, "CTR-01"));
    CHECK(all_are(of(decision, "LNK-42"), Severity::warn));
  }
  SECTION("CTR-04: no more than the contract can bring") {
    OldRecords w;
    w.open_bare_case();
    w.sign_bare();
    CHECK(refuses(w.check(step::receive("1000000.01")), "CTR-04"));
  }
  SECTION("LNK-41: the pathway is stated") {
    OldRecords w;
    w.must(step::open_case());
    CHECK(refuses(w.check(step::sign()), "LNK-41"));
  }
  SECTION("RGT-04, RGT-01: floor and sum of the agreement") {
    OldRecords w;
    const auto decision = w.check("agreement.draft", "2026-03-05",
                                  R"({"number": "FQ-1", "achievement": "KZ-1", "terms": {
            "institutions": [{"institution": "I-own", "share": "1/2"}],
            "persons": [{"person": "P-1", "ownership": "1/3", "income_weight": "1"}],
            "use_right": "individual", "reward_ratio": "1/3", "ownership_sets_weights": true}})");
    CHECK(refuses(decision, "RGT-01"));
    CHECK(refuses(decision, "RGT-04"));
  }
}

TEST_CASE("REG-08 refuses: money is divided and paid as ever") {
  OldRecords w;
  w.file_bare_application();
  w.open_bare_case();
  w.sign_bare();
  const auto plan = [](const std::string& ratio) {
    return R"({"number": "FA-1", "transfer_case": "ZH-1", "reward_ratio": ")" + ratio +
           R"(", "lines": [{"person": "P-1", "role": "contributor", "weight": "1"}]})";
  };
  CHECK(refuses(w.check("distribution.draft", "2026-06-02", plan("1/3")), "INC-02"));
  w.must("distribution.draft", "2026-06-02", plan("1/2"));
  w.decide("2026-06-03", R"("matter": "distribution_plan", "plan": "FA-1")");
  w.must(step::receive());
  const auto too_much = w.check(step::pay("P-1", "500000.01"));
  CHECK(refuses(too_much, "INC-06"));
  CHECK(all_are(of(too_much, "INC-05"), Severity::warn));
  CHECK(refuses(w.check(step::cost("ip_fees", "0.00")), "INC-01"));
  w.must(step::pay("P-1", "500000.00"));
  CHECK(w.check(step::pay("P-1", "0.01")).is_refused());
}

TEST_CASE("REG-08 refuses: a vote on one's own matter, and a count that says otherwise") {
  OldRecords w;
  w.file_bare_application();
  const auto decision = w.check("resolution.record", "2026-03-04",
                                R"({"body": "academic_committee", "members": 3,
                                    "present": ["P-1", "P-3", "P-4"], "matters":
                                    [{"matter": "application", "achievement": "KZ-1",
                                      "outcome": "approved", "in_favour": 1, "against": 2,
                                      "abstained": 0}]})");
  CHECK(one_says(of(decision, "DEM-01"), "须回避表决"));
  CHECK(refuses(decision, "DSC-02"));
  CHECK(decision.is_refused());
}

TEST_CASE("REG-08 records: a decision nobody counted is on record, and what is missing with it") {
  OldRecords w;
  w.file_bare_application();
  const auto decision = w.check("resolution.record", "2026-03-04",
                                R"({"body": "academic_committee", "matters":
                                    [{"matter": "application", "achievement": "KZ-1",
                                      "outcome": "approved", "against": 0, "abstained": 0}]})");
  CHECK_FALSE(decision.is_refused());
  CHECK(all_are(of(decision, "DEM-01"), Severity::warn));
  CHECK(one_says(of(decision, "DEM-01"), "没有写赞成票数"));
}

TEST_CASE("REG-08 refuses: a classification is never settled on minutes that are not there") {
  OldRecords w;
  w.must("source.register", "2026-03-02",
         R"({"number": "S-9", "name": "示例", "holder": "I-own", "level": "primary",
             "origin": "other_service", "contributors": ["P-1"]})");
  w.must("achievement.register", "2026-03-02",
         R"({"number": "KZ-9", "name": "示例", "form": "dataset", "level": "primary",
             "lead": "P-1", "sources": ["S-9"]})");
  w.must("achievement.classify", "2026-03-02", R"({"achievement": "KZ-9"})");
  const auto decision = w.check(
      "resolution.record", "2026-03-04",
      R"({"body": "academic_committee", "members": 11, "present": ["P-3"], "matters": [{"matter":
          "classification_review", "achievement": "KZ-9", "outcome": "approved", "in_favour": 9,
          "against": 0, "abstained": 0, "finds": "scientific_data", "reasons": "示例"}]})");
  CHECK(refuses(decision, "DSC-02"));
  CHECK(decision.is_refused());
}

TEST_CASE("REG-09 refuses: what the record still shows, and what nothing backs") {
  OldRecords w;
  w.open_bare_case();
  w.sign_bare();
  const auto number = [&](const char* rule) { return items_of(w).at(rule).front().number; };
  const auto settle = [&](const std::string& item, const std::string& more) {
    return w.check("outstanding.settle", "2026-11-20",
                   R"({"outstanding": ")" + item + "\"" + more + "}");
  };
  w.legacy = false;
  const auto asset = number("LNK-31");
  const std::string statement = R"(, "statement": "已补登")";
  const auto still = settle(asset, statement);
  CHECK(one_says(of(still, "REG-09"), "尚未计入资产表"));
  w.must("asset.enter", "2026-11-20",
         R"({"achievement": "KZ-1", "account": "无形资产", "listed_separately": true})");
  CHECK_FALSE(settle(asset, statement).is_refused());
  CHECK(refuses(settle(asset, ""), "REG-09"));
}

TEST_CASE("REG-09: what shows only while an act is judged takes a statement and kept evidence") {
  OldRecords w;
  w.open_bare_case();
  w.sign_bare();
  w.legacy = false;
  const auto item = items_of(w).at("PTH-07").front();
  const auto hash = w.keep("审批表");
  w.must("evidence.attach", "2026-11-20",
         R"({"number": "E-1", "transfer_case": "ZH-1", "evidence": "approval_form",
             "title": "示例", "media_type": "text/plain", "size": 9, "sha256": ")" +
             hash.to_text() + "\"}");
  const auto part = [&](const std::string& more) {
    return w.check("outstanding.settle", "2026-11-20",
                   R"({"outstanding": ")" + item.number + "\"" + more + "}");
  };
  const auto bare = of(part(R"(, "statement": "当年已经审批")"), "REG-09");
  CHECK(one_says(bare, "还缺：在库的佐证材料"));
  REQUIRE(bare.size() == 1);
  CHECK(bare.front().severity == Severity::refuse);
  CHECK(bare.front().mend_by == std::vector<std::string>{"evidence.attach"});
  CHECK(one_says(of(part(R"(, "evidence": ["E-1"])"), "REG-09"), "还缺：说明"));
  CHECK(one_says(of(part(""), "REG-09"), "还缺：在库的佐证材料、说明"));
  const auto settle = R"({"outstanding": ")" + item.number +
                      R"(", "statement": "档案室找到", "evidence": ["E-1"]})";
  const auto early = w.check("outstanding.settle", "2026-11-19", settle);
  CHECK(refuses(early, "REG-04"));
  w.must("outstanding.settle", "2026-11-20", settle);
  const auto& settled = w.get<Outstanding>(item.number);
  CHECK_FALSE(settled.is_open());
  REQUIRE(settled.settlement);
  CHECK(settled.settlement->settled_on == Date(2026, 11, 20));
  CHECK(settled.settlement->actor == "测试");
  CHECK(settled.settlement->evidence.size() == 1);
  CHECK(
      all_are(of(w.check("outstanding.settle", "2026-11-20", settle), "REG-02"), Severity::refuse));
}

TEST_CASE("REG-09: what can never be mended is settled by a statement with kept evidence") {
  OldRecords w;
  w.agree();
  w.open_bare_case();
  w.legacy = false;
  const auto item = items_of(w).at("RGT-05").front();
  const auto settle = [&](const std::string& more) {
    return R"({"outstanding": ")" + item.number + "\"" + more + "}";
  };
  const auto refused = [&](const std::string& more) {
    return of(w.check("outstanding.settle", "2026-11-20", settle(more)), "REG-09");
  };
  const std::string statement = R"(, "statement": "签署页已遗失")";
  const std::string evidence = R"(, "evidence": ["E-1"])";
  const auto attach = [&](const std::string& number, const Sha256& hash) {
    w.must("evidence.attach", "2026-11-20",
           R"({"number": ")" + number +
               R"(", "achievement": "KZ-1", "evidence": "minutes", "title": "情况说明",
                   "media_type": "text/plain", "size": 12, "sha256": ")" +
               hash.to_text() + "\"}");
  };

  const auto alone = refused(statement);
  REQUIRE(alone.size() == 1);
  CHECK(alone.front().severity == Severity::refuse);
  CHECK(alone.front().remedy.en.find("give a statement and a kept evidence file of the memo") !=
        std::string::npos);
  const auto own = w.policy.get_rule("RGT-05");
  CHECK(alone.front().remedy.zh.rfind(own.remedy.zh, 0) == 0);
  auto acts = own.mend_by;
  acts.push_back("evidence.attach");
  CHECK(alone.front().mend_by == acts);

  attach("E-1", w.keep("情况说明"));
  CHECK(all_are(refused(evidence), Severity::refuse));
  CHECK(refused(evidence).size() == 1);

  w.must("outstanding.settle", "2026-11-20", settle(statement + evidence));
  const auto& settled = w.get<Outstanding>(item.number);
  CHECK_FALSE(settled.is_open());
  REQUIRE(settled.settlement);
  CHECK(settled.settlement->statement == "签署页已遗失");
  CHECK(settled.settlement->evidence.size() == 1);
}

TEST_CASE(
    "REG-08: an item keeps the id its words gave it, and another wording is still that item") {
  OldRecords w;
  w.open_bare_case();
  auto before = items_of(w);
  // As in a registry of before: the id is a hash of the words.
  auto& asset = before.at("LNK-31").front();
  asset.id = worded_id(asset.rule, asset.about, asset.zh);
  w.state.put(asset);
  // As by a program whose Chinese had a slip of the pen.
  auto& talks = before.at("LNK-33").front();
  talks.zh += "（误）";
  w.state.put(talks);
  w.sign_bare();
  const auto after = items_of(w);
  for (const auto* rule : {"LNK-31", "LNK-33"}) {
    INFO(rule);
    REQUIRE(after.at(rule).size() == 1);
    CHECK(after.at(rule).front().also.size() == 1);
  }
  CHECK(after.at("LNK-31").front().id == asset.id);
}

TEST_CASE("REG-09: a settled item does not let new acts pass the rule it is under") {
  OldRecords w;
  w.open_bare_case();
  w.legacy = false;
  const auto item = items_of(w).at("LNK-31").front();
  const auto hash = w.keep("情况说明");
  w.must("evidence.attach", "2026-11-20",
         R"({"number": "E-1", "transfer_case": "ZH-1", "evidence": "minutes", "title": "情况说明",
             "media_type": "text/plain", "size": 12, "sha256": ")" +
             hash.to_text() + "\"}");
  REQUIRE(refuses(w.check(step::sign().on("2026-11-20")), "LNK-31"));
  w.must("outstanding.settle", "2026-11-20",
         R"({"outstanding": ")" + item.number +
             R"(", "statement": "当年不入表", "evidence": ["E-1"]})");
  CHECK_FALSE(w.get<Outstanding>(item.number).is_open());
  CHECK(refuses(w.check(step::sign().on("2026-11-20")), "LNK-31"));
}

TEST_CASE("REG-09 passes: what other items of the rule still lack is theirs") {
  OldRecords w;
  w.file_bare_application();
  w.decide("2026-03-04", R"("matter": "application", "achievement": "KZ-1")");
  w.legacy = false;
  const auto papers = items_of(w).at("DLV-04");
  REQUIRE(papers.size() > 1);
  const auto quality = std::find_if(papers.begin(), papers.end(), [](const Outstanding& item) {
    return item.zh.find("质量") != std::string::npos;
  });
  REQUIRE(quality != papers.end());
  const auto settle = R"({"outstanding": ")" + quality->number + R"(", "statement": "已补"})";
  CHECK(w.check("outstanding.settle", "2026-11-20", settle).is_refused());
  const auto hash = w.keep("质量检测报告");
  w.must("evidence.attach", "2026-11-20",
         R"({"achievement": "KZ-1", "evidence": "data_quality_report", "title": "示例",
             "media_type": "text/plain", "size": 18, "sha256": ")" +
             hash.to_text() + "\"}");
  w.must("outstanding.settle", "2026-11-20", settle);
}

TEST_CASE("an overlay takes back what old records may lack, and never grants it") {
  const auto base = national_policy();
  const auto overlay = [](const std::string& rules) {
    return "schema: kezhuan/policy-overlay/1\nid: strict\nversion: \"1\"\n"
           "title: {zh: 示例, en: example}\n"
           "extends: {id: cn-national, version: \"" +
           national_policy().version() + "\"}\neffective_from: \"2026-01-01\"\nrules: [" + rules +
           "]\n";
  };
  const auto strict = base.with_overlay(overlay("{id: LNK-43, legacy: refuse}"), "o.yaml");
  CHECK_FALSE(strict.get_rule("LNK-43").legacy);
  CHECK(strict.get_rule("LNK-43").severity == Severity::refuse);
  CHECK(strict.get_rule("LNK-42").legacy == LegacyTreatment::outstanding);
  CHECK_NOTHROW(base.with_overlay(overlay("{id: LNK-43, legacy: outstanding}"), "o.yaml"));
  for (const auto* rule : {"CLS-06", "CTR-04", "INC-02", "REG-02"}) {
    INFO(rule);
    CHECK_THROWS_AS(base.with_overlay(
                        overlay("{id: " + std::string(rule) + ", legacy: outstanding}"), "o.yaml"),
                    Error);
  }
  CHECK_THROWS_AS(base.with_overlay(overlay("{id: LNK-43}"), "o.yaml"), Error);
}

TEST_CASE("REG-08 refuses: a policy that lets old records lack what none may lack") {
  std::set<std::string> rules = {"CLS-06", "CLS-07", "CLS-08", "CLS-09", "CLS-11", "DLV-03",
                                 "RGT-01", "RGT-04", "PTH-03", "PTH-04", "PTH-05", "LNK-41",
                                 "LNK-51", "CTR-01", "CTR-03", "CTR-04", "INC-01", "INC-02",
                                 "INC-03", "INC-04", "INC-06", "INC-08"};
  for (const auto& rule : national().rules()) {
    if (has(rule.id, "REG-") && rule.kind == RuleKind::check) rules.insert(rule.id);
  }
  const auto text = shipped("policy/cn-national.yaml");
  const auto with_leave = [&](const std::string& rule) {
    const auto entry = "- id: " + rule + "\n";
    return config_problems([&] {
      Policy::from_yaml(replaced(text, entry, entry + "    legacy: outstanding\n"), "p");
    });
  };
  for (const auto& rule : rules) {
    const auto* entry = national().find_rule(rule);
    REQUIRE(entry != nullptr);
    INFO(rule);
    CHECK(entry->kind == RuleKind::check);  // so that nothing but the rule itself is the reason
    CHECK(has(with_leave(rule), "an old record may not lack what rule " + rule + " asks for"));
  }
  CHECK(with_leave("AST-04").empty());  // any other check may be given leave
}
