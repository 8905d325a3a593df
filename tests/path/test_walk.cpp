#include <algorithm>
#include <map>

#include "catch.hpp"
#include "path/complete_case.hpp"
#include "path/find_action.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

/// Does `act` on `on` when it is what is suggested first on that day.
void follow(World& world, const char* type, const char* on, const char* data) {
  world.today = Date::parse(on);
  const auto report = next_of(world);
  INFO(to_text(report, Language::en));
  REQUIRE_FALSE(report.actions.empty());
  CHECK(report.actions.front().act == type);
  CHECK(report.actions.front().is_possible_on(world.today));
  world.must(type, on, data);
}

/// KZ-1 approved, listed in QD-1 and shown by GS-1, open with five working days.
void publicise(World& world) {
  world.prepare_achievement();
  world.file_application();
  world.approve();
  freeze(world);
  open_notice(world);
}

constexpr auto approval = R"({"body": "academic_committee", "members": 3, "present": ["P-3", "P-4"],
    "matters": [{"matter": "application", "achievement": "KZ-1", "outcome": "approved",
                 "in_favour": 2, "against": 0, "abstained": 0}]})";

}  // namespace

TEST_CASE("Doing what comes first each time leads through links 1 and 2") {
  World world;
  world.today = Date(2026, 3, 2);
  world.must("achievement.register", "2026-03-02",
             R"({"number": "KZ-1", "name": "示例数据集", "form": "dataset", "level": "derived",
                 "lead": "P-1", "sources": ["S-1"]})");
  CHECK(link_of(next_of(world), 1).state == LinkState::not_started);
  CHECK(link_of(next_of(world), 2).state == LinkState::not_started);
  follow(world, "processing.record", "2026-03-02",
         R"({"achievement": "KZ-1", "step": {"processing": "research", "technique": "标注",
             "changed": ["structure"], "knowledge": "影像分型"}})");
  follow(world, "achievement.classify", "2026-03-02", R"({"achievement": "KZ-1"})");
  for (const auto* kind : {"data_quality_report", "ethics_opinion", "data_security_assessment"}) {
    const auto hash = sha256(kind);
    world.files.add(hash, 10);
    const auto data = R"({"achievement": "KZ-1", "title": "示例", "size": 10, "media_type":
        "application/pdf", "evidence": ")" +
                      std::string(kind) + R"(", "sha256": ")" + hash.to_text() + R"("})";
    follow(world, "evidence.attach", "2026-03-02", data.c_str());
  }
  const auto filing =
      R"({"number": "SB-1", "achievement": "KZ-1", "applicant": "P-1", "content": )" +
      sample_content() + "}";
  // the certificate is in sight, but only approval asks for it
  world.today = Date(2026, 3, 3);
  CHECK(find_action(next_of(world), "certificate.record") != nullptr);
  follow(world, "application.file", "2026-03-03", filing.c_str());
  follow(world, "certificate.record", "2026-03-03",
         R"({"achievement": "KZ-1", "certificate": "know_how", "certificate_no": "ZY-1",
             "covers": ["D1"], "issued": "2026-03-01", "measure": "《专有技术管理办法》"})");
  follow(world, "resolution.record", "2026-03-04", approval);
  follow(world, "edition.freeze", "2026-03-06", R"({"number": "QD-1"})");
  follow(world, "notice.open", "2026-03-09",
         R"({"number": "GS-1", "edition": "QD-1", "audience": "单位内部管理平台", "days": 5,
             "unit": "working_day"})");
  // while the notice runs, the agreement is what can be done
  world.today = Date(2026, 3, 10);
  CHECK(next_of(world).actions.front().act == "agreement.draft");
  world.draft_agreement();
  follow(world, "agreement.sign", "2026-03-10",
         R"({"agreement": "FQ-KZ-1", "institution": "I-own"})");
  follow(world, "agreement.sign", "2026-03-10", R"({"agreement": "FQ-KZ-1", "person": "P-1"})");
  follow(world, "agreement.enter_force", "2026-03-10", R"({"agreement": "FQ-KZ-1"})");
  CHECK(link_of(next_of(world), 2).state == LinkState::done);
  follow(world, "asset.enter", "2026-03-11", R"({"achievement": "KZ-1", "account": "无形资产",
         "listed_separately": true})");
  follow(world, "notice.close", "2026-03-17", R"({"notice": "GS-1"})");
  const auto report = next_of(world);
  INFO(to_text(report, Language::en));
  CHECK(unmet_of(report).empty());
  CHECK(acts_of(report) == std::vector<std::string>{"case.open"});
  CHECK(link_of(report, 1).state == LinkState::done);
}

TEST_CASE("A notice that runs is closed from the day after its last, with the working days left") {
  World world;
  publicise(world);
  world.today = Date(2026, 3, 12);
  const auto report = next_of(world);
  const auto* close = find_action(report, "notice.close");
  REQUIRE(close != nullptr);
  CHECK(close->not_before == Date(2026, 3, 17));
  CHECK(close->waits_for.empty());
  CHECK_FALSE(close->is_possible_on(world.today));
  CHECK(close->example_args == "notice.close GS-1");
  CHECK(close->why.zh.find("还剩 2 个工作日") != std::string::npos);
  CHECK(link_of(report, 1).due_on == Date(2026, 3, 16));
  world.today = Date(2026, 3, 17);
  CHECK(world.check("notice.close", "2026-03-16", R"({"notice": "GS-1"})").has("PTH-05"));
  CHECK_FALSE(world.check("notice.close", "2026-03-17", R"({"notice": "GS-1"})").is_refused());
}

TEST_CASE("PTH-05: an open objection is answered before the notice is closed") {
  World world;
  publicise(world);
  world.must("notice.object", "2026-03-11", R"({"notice": "GS-1", "content": "示例异议"})");
  const auto report = next_of(world);
  const auto* answer = find_action(report, "notice.answer");
  const auto* close = find_action(report, "notice.close");
  REQUIRE(answer != nullptr);
  REQUIRE(close != nullptr);
  CHECK(answer < close);
  CHECK(close->waits_for == std::vector<std::string>{"PTH-05"});
}

TEST_CASE(
    "An upheld objection asks for a revision and a new edition, not for a notice of the old one") {
  World world;
  publicise(world);
  world.must("notice.object", "2026-03-11", R"({"notice": "GS-1", "content": "示例异议"})");
  world.must("notice.answer", "2026-03-12", R"({"notice": "GS-1", "objection": 1,
             "answer": "upheld_content", "text": "示例答复"})");
  const auto report = next_of(world);
  CHECK(report.actions.front().act == "application.revise");
  CHECK(find_action(report, "edition.freeze") != nullptr);
  CHECK(find_action(report, "notice.open") == nullptr);

  const auto revision =
      R"({"application": "SB-of-KZ-1", "content": )" +
      std::string(sample_content())
          .replace(sample_content().find("2000 例"), std::string("2000 例").size(), "1999 例") +
      "}";
  world.must("application.revise", "2026-03-13", revision);
  CHECK(next_of(world).actions.front().act == "resolution.record");
  world.must("resolution.record", "2026-03-16", approval);
  CHECK(next_of(world).actions.front().act == "edition.freeze");
  world.must("edition.freeze", "2026-03-17", R"({"number": "QD-2"})");
  CHECK(next_of(world).actions.front().example_args == "notice.open QD-2");
}

TEST_CASE("What was sent back is revised, and its reasons are told") {
  World world;
  world.prepare_achievement();
  world.file_application();
  world.must("resolution.record", "2026-03-04",
             R"({"body": "academic_committee", "members": 3, "present": ["P-3", "P-4"], "matters":
                [{"matter": "application", "achievement": "KZ-1", "outcome": "revise",
                  "in_favour": 2, "against": 0, "abstained": 0, "reasons": "补充标注一致性说明"}]})");
  const auto report = next_of(world);
  CHECK(report.actions.front().act == "application.revise");
  CHECK(report.actions.front().why.zh.find("补充标注一致性说明") != std::string::npos);
  CHECK(report.actions.front().example_args == "application.revise SB-of-KZ-1");
}

TEST_CASE("CLS-06: public data is referred elsewhere and offered no act of the path") {
  World world;
  world.must("source.register", "2026-03-02",
             R"({"number": "S-2", "name": "示例门诊数据", "holder": "I-own", "level": "primary",
                 "origin": "basic_diagnosis_treatment", "attributes": ["health"]})");
  world.must("achievement.register", "2026-03-02",
             R"({"number": "KZ-2", "name": "示例原始数据", "form": "dataset", "level": "primary",
                 "lead": "P-1", "sources": ["S-2"]})");
  world.must("achievement.classify", "2026-03-02", R"({"achievement": "KZ-2"})");
  const auto report = next_of(world, "KZ-2");
  CHECK(report.classification == Classification::public_data);
  CHECK(link_of(report, 1).state == LinkState::blocked);
  CHECK(link_of(report, 2).state == LinkState::blocked);
  REQUIRE(report.actions.size() == 1);
  CHECK(report.actions.front().act.empty());
  CHECK(report.actions.front().rules == std::vector<std::string>{"CLS-06"});
  CHECK(report.actions.front().why.zh.find("CLS-03") != std::string::npos);
}

TEST_CASE("Outside the scope what is missing only warns, and is missing all the same") {
  World world(InstitutionNature::non_public_medical);
  world.prepare_achievement();
  const auto report = next_of(world);
  const auto& link = link_of(report, 1);
  const auto& requirements = link.requirements;
  const auto dsc_02 = std::find_if(requirements.begin(), requirements.end(),
                                   [](const Requirement& r) { return r.rule == "DSC-02"; });
  CHECK(link.state == LinkState::open);
  CHECK(dsc_02->state == RequirementState::unmet);
  REQUIRE(dsc_02->findings.size() == 1);
  CHECK(dsc_02->findings.front().severity == Severity::warn);
  CHECK(report.actions.front().act == "application.file");
}

TEST_CASE("RGT-07: a live prior right is noted until it is waived") {
  World world;
  complete(world);
  world.must("institution.register", "2026-03-02",
             R"({"number": "I-2", "name": "示例公司", "nature": "company"})");
  world.must("prior_right.record", "2026-03-20",
             R"({"number": "YX-1", "achievement": "KZ-1", "right": "first_negotiation",
                 "holder": "I-2", "source": "合作协议", "from": "2026-01-01", "until": "2027-01-01"})");
  const auto report = next_of(world);
  REQUIRE(report.notes.size() == 1);
  CHECK(report.notes.front().rule == "RGT-07");
  CHECK(report.notes.front().what.zh.find("示例公司") != std::string::npos);
  CHECK(link_of(report, 2).state == LinkState::done);
  world.must("prior_right.waive", "2026-03-21", R"({"prior_right": "YX-1", "reason": "书面放弃"})");
  CHECK(next_of(world).notes.empty());
}

TEST_CASE("DLV-05: a certificate about to expire is noted, with the act that renews it") {
  World world;
  complete(world);
  world.state.change(world.get<Certificate>("C-KZ-1").id,
                     [](Certificate& c) { c.expires = Date(2026, 12, 1); });
  const auto report = next_of(world);
  REQUIRE_FALSE(report.notes.empty());
  CHECK(report.notes.front().rule == "DLV-05");
  REQUIRE_FALSE(report.actions.empty());
  CHECK(report.actions.front().act == "certificate.record");
}

TEST_CASE("A requirement that is met with a warning does not keep a link open") {
  World world;
  complete(world);
  world.state.change(world.get<DataSource>("S-1").id, [](DataSource& source) {
    source.attributes.push_back(DataAttribute::personal_information);
  });
  world.state.change(world.get<Achievement>("KZ-1").id, [](Achievement& a) {
    a.processing.front().measures.front().by = DoneBy::in_house;
  });
  const auto report = next_of(world);
  const auto& requirements = link_of(report, 1).requirements;
  const auto cls_07 = std::find_if(requirements.begin(), requirements.end(),
                                   [](const Requirement& r) { return r.rule == "CLS-07"; });
  CHECK(cls_07->state == RequirementState::met_with_warning);
  CHECK(link_of(report, 1).state == LinkState::done);
}

TEST_CASE("RGT-01, RGT-04, RGT-08: without an agreement in force nothing of it is satisfied") {
  World world;
  world.prepare_achievement();
  const auto states = [](World& of) {
    std::map<std::string, RequirementState> by_rule;
    const auto report = next_of(of);
    for (const auto& each : link_of(report, 2).requirements) by_rule[each.rule] = each.state;
    return by_rule;
  };
  const auto before = states(world);
  for (const auto* rule : {"RGT-01", "RGT-04", "RGT-08"}) {
    CHECK(before.at(rule) == RequirementState::not_yet);
  }
  CHECK(before.at("RGT-05") == RequirementState::unmet);
  const auto report = next_of(world);
  CHECK(link_of(report, 2).met_count() == 0);
  CHECK(to_text(next_of(world), Language::zh).find("○ RGT-01") != std::string::npos);
  CHECK(to_text(next_of(world), Language::en).find("No agreement is in force yet") !=
        std::string::npos);
  World done;
  complete(done);
  for (const auto& [rule, state] : states(done)) CHECK(state == RequirementState::met);
}

TEST_CASE("Links the policy requires nothing of are not claimed") {
  World world;
  complete(world);
  const auto report = next_of(world);
  CHECK(report.links.size() == 2);
  CHECK(link_of(report, 1).step == "A");
  CHECK(link_of(report, 1).met_count() == link_of(report, 1).requirements.size());
}

TEST_CASE("An achievement that is not on record is REG-01") {
  World world;
  const Surroundings around{world.policy, world.calendar, world.files, world.today,
                            consensus_books()};
  CHECK_THROWS_AS(next_steps(around, world.state, Id<Achievement>()), Error);
}
