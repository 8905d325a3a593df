#include <algorithm>
#include <set>

#include "catch.hpp"
#include "support/hospital.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

/// Entry `seq` as it stands in the ledger.
std::string entry_of(const Registry& registry, std::uint64_t seq) {
  std::string entry;
  registry.read().for_each_entry(seq, seq, [&](std::string_view json) { entry = json; });
  return entry;
}

Recorded record_old(Hospital& h, std::string_view type, std::string_view on,
                    std::string_view data) {
  auto submission = Hospital::submission(type, on, data);
  submission.legacy = true;
  return h.registry.record(submission);
}

/// KZ-1 with an application that lacks papers, approved by a meeting of which nothing is known.
std::vector<OutstandingOutcome> tell_old_achievement(Hospital& h) {
  record_old(h, "achievement.register", "2026-03-02",
             R"({"number": "KZ-1", "name": "示例数据集", "form": "dataset", "level": "derived",
                 "lead": "P-1", "sources": ["S-1"]})");
  record_old(h, "processing.record", "2026-03-02",
             R"({"achievement": "KZ-1", "step": {"processing": "research", "technique": "标注",
                 "changed": ["structure"], "knowledge": "影像分型"}})");
  record_old(h, "achievement.classify", "2026-03-02", R"({"achievement": "KZ-1"})");
  record_old(h, "application.file", "2026-03-03",
             R"({"number": "SB-1", "achievement": "KZ-1", "applicant": "P-1", "content": )" +
                 sample_content() + "}");
  return record_old(
             h, "resolution.record", "2026-03-04",
             R"({"body": "academic_committee", "members": 11, "present": ["P-3"], "matters": [{"matter":
                        "application", "achievement": "KZ-1", "outcome": "approved",
                        "in_favour": 9, "against": 0, "abstained": 0}]})")
      .outcome.outstanding;
}

}  // namespace

TEST_CASE("an entry says that it is an old record only when it is one") {
  Hospital h;
  const auto person = R"({"name": "示例"})";
  const auto ordinary = h.act("person.register", "2026-03-02", person);
  const auto old = record_old(h, "person.register", "2026-03-02", person);
  CHECK(entry_of(h.registry, ordinary.seq).find("legacy") == std::string::npos);
  CHECK(entry_of(h.registry, old.seq).find(R"(,"legacy":true,"outcome":)") != std::string::npos);
}

TEST_CASE("a submission says that it is an old record, or leaves it out") {
  const std::string act = R"({"act": "person.register", "happened": "2026-01-05",
                              "data": {"name": "示例"})";
  CHECK_FALSE(read_submission(act + "}").legacy);
  CHECK_FALSE(read_submission(act + R"(, "legacy": false})").legacy);
  CHECK(read_submission(act + R"(, "legacy": true})").legacy);
  CHECK_THROWS_AS(read_submission(act + R"(, "legacy": "yes"})"), Error);
}

TEST_CASE("what old records lack is rebuilt from the ledger, settlements included") {
  Hospital h;
  const auto items = tell_old_achievement(h);
  REQUIRE(items.size() > 3);
  const auto minutes = std::find_if(items.begin(), items.end(), [](const OutstandingOutcome& item) {
    return item.rule == "DEM-01";
  });
  REQUIRE(minutes != items.end());
  h.act("outstanding.settle", "2026-11-20",
        R"({"outstanding": ")" + minutes->number +
            R"(", "statement": "会议纪要已遗失", "evidence": [")" + h.attach_note("KZ-1") +
            R"("]})");
  const auto report = h.verify();
  CHECK(report.problems.empty());

  const auto snapshot = h.registry.read();
  ListQuery settled;
  settled.state = "settled";
  ListQuery open;
  open.state = "open";
  const auto all = static_cast<std::int64_t>(items.size());
  CHECK(snapshot.count(Kind::outstanding) == all);
  CHECK(snapshot.count(Kind::outstanding, open) == all - 1);
  CHECK(snapshot.count(Kind::outstanding, settled) == 1);
  CHECK(snapshot.list(Kind::outstanding, settled).front().number == minutes->number);
  ListQuery lacking;
  lacking.outstanding = true;
  CHECK(snapshot.list(Kind::achievement, lacking).size() == 1);
  const auto next = snapshot.next("KZ-1");
  const auto note = std::find_if(next.notes.begin(), next.notes.end(),
                                 [](const Finding& finding) { return finding.rule == "REG-09"; });
  REQUIRE(note != next.notes.end());
  CHECK(note->severity == Severity::note);
  CHECK(note->what.zh.find(std::to_string(all - 1) + " 项待补") != std::string::npos);

  Registry::rebuild(h.path(), h.environment);
  CHECK(h.open().read().count(Kind::outstanding, open) == all - 1);
}

TEST_CASE("an old record handed in twice changes nothing") {
  Hospital h;
  auto submission = Hospital::submission("person.register", "2026-03-02", R"({"name": "示例"})",
                                         Uuid::parse("0190a000-0000-7000-8000-000000000001"));
  submission.legacy = true;
  CHECK_FALSE(h.registry.record(submission).repeated);
  CHECK(h.registry.record(submission).repeated);
}

TEST_CASE("outstanding items are listed by what they concern or came in with, in either language") {
  Hospital h;
  const auto items = tell_old_achievement(h);
  const auto snapshot = h.registry.read();
  const auto about = [&](const std::string& number) {
    ListQuery query;
    query.about = number;
    const auto count = snapshot.count(Kind::outstanding, query);
    CHECK(snapshot.list(Kind::outstanding, query).size() == static_cast<std::size_t>(count));
    return count;
  };
  CHECK(about("KZ-1") == static_cast<std::int64_t>(items.size()));
  CHECK(about(snapshot.list(Kind::resolution).front().number) ==
        static_cast<std::int64_t>(items.size()));
  CHECK(about("P-1") == 0);
  CHECK(thrown_by<Error>([&] { about("KZ-9"); }).code() == ErrorCode::not_found);
  ListQuery elsewhere;
  elsewhere.about = "KZ-1";
  CHECK(thrown_by<Error>([&] { snapshot.list(Kind::contract, elsewhere); }).code() ==
        ErrorCode::invalid);

  ListQuery english;
  english.language = Language::en;
  for (const auto& row : snapshot.list(Kind::outstanding, english)) {
    INFO(row.name);
    const auto item = std::find_if(items.begin(), items.end(), [&](const OutstandingOutcome& one) {
      return one.number == row.number;
    });
    REQUIRE(item != items.end());
    CHECK(row.name == item->rule + " " + item->en);
  }
}

TEST_CASE("outstanding items are found by their rule and by what is missing, in both languages") {
  Hospital h;
  tell_old_achievement(h);
  const auto snapshot = h.registry.read();
  const auto found = [&](const char* words, Language language) {
    return snapshot.search({words, {Kind::outstanding}, {}, 0, language});
  };
  REQUIRE(found("会议纪要", Language::zh).size() == 1);
  CHECK(found("会议纪要", Language::zh).front().row.name == "DEM-01 没有附会议纪要。");
  REQUIRE(found("minutes attached", Language::en).size() == 1);
  CHECK(found("minutes attached", Language::en).front().row.name ==
        "DEM-01 The minutes are not attached.");
  CHECK_FALSE(found("DEM-01", Language::zh).empty());
}

TEST_CASE("next names whoever can supply what old records lack") {
  Hospital h;
  const auto items = tell_old_achievement(h);
  const auto snapshot = h.registry.read();
  std::set<std::string> responsible;
  for (const auto& item : items) {
    for (const auto who : snapshot.policy(snapshot.today()).get_rule(item.rule).who) {
      responsible.emplace(to_code(who));
    }
  }
  const auto next = snapshot.next("KZ-1");
  const auto note = std::find_if(next.notes.begin(), next.notes.end(),
                                 [](const Finding& finding) { return finding.rule == "REG-09"; });
  REQUIRE(note != next.notes.end());
  CHECK(std::set<std::string>(note->who.begin(), note->who.end()) == responsible);
  CHECK(responsible.contains("committee"));
  CHECK(note->remedy.zh.find("--about KZ-1") != std::string::npos);
}
