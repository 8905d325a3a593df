#include "catch.hpp"
#include "said.hpp"
#include "support/world.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

/// A resolution approving KZ-1, sound but for the minutes unless a test changes one part.
struct Meeting {
  std::string members = "3";
  std::string present = R"(["P-3", "P-4"])";
  std::string votes = R"("in_favour": 2, "against": 0, "abstained": 0)";
  std::string recused = "[]";
  std::string more;

  std::string json() const {
    return R"({"body": "academic_committee", "members": )" + members + R"(, "present": )" +
           present + R"(, "matters": [{"matter": "application", "achievement": "KZ-1",
           "outcome": "approved", "recused": )" +
           recused + ", " + votes + "}]" + more + "}";
  }
};

struct MeetingWorld : World {
  MeetingWorld() {
    prepare_achievement();
    file_application();
  }
  std::string on(const Meeting& meeting) {
    return said("DEM-01", check("resolution.record", "2026-03-04", meeting.json()));
  }
};

const std::string no_minutes = "warn /minutes 没有附会议纪要。\n";

}  // namespace

TEST_CASE("DEM-01 passes: a complete resolution with its minutes") {
  MeetingWorld w;
  const auto hash = sha256("minutes");
  w.files.add(hash, 7);
  w.must("evidence.attach", "2026-03-04",
         R"({"number": "E-min", "evidence": "minutes", "title": "会议纪要", "size": 7,
             "media_type": "application/pdf", "sha256": ")" +
             hash.to_text() + R"("})");
  Meeting meeting;
  meeting.more = R"(, "minutes": "E-min")";
  CHECK(w.on(meeting) == "");
}

TEST_CASE("DEM-01 warns: minutes that are not attached") {
  MeetingWorld w;
  CHECK(w.on({}) == no_minutes);
}

TEST_CASE("DEM-01 refuses: more present than there are members") {
  MeetingWorld w;
  Meeting meeting;
  meeting.members = "1";
  CHECK_THAT(w.on(meeting), Contains("refuse /present 出席 2 人，多于应到的 1 人"));
  meeting.members = "0";
  CHECK_THAT(w.on(meeting), Contains("refuse /members 应到人数为 0"));
}

TEST_CASE("DEM-01 refuses: a meeting of which nobody says who was there and how they voted") {
  MeetingWorld w;
  const std::string matter =
      R"("matters": [{"matter": "application", "achievement": "KZ-1", "outcome": "approved",
                      "against": 0, "abstained": 0)";
  const auto decision = w.check("resolution.record", "2026-03-04",
                                R"({"body": "academic_committee", )" + matter + "}]}");
  CHECK(decision.is_refused());
  const auto what = said("DEM-01", decision);
  CHECK_THAT(what, Contains("refuse /members 没有写应到人数") &&
                       Contains("refuse /present 没有写出席人员") &&
                       Contains("refuse /matters/0/in_favour 没有写赞成票数"));
  CHECK(said("DSC-02", decision) == "");  // nothing to be compared with a quorum or a majority
  const auto uncounted =
      w.check("resolution.record", "2026-03-04",
              R"({"body": "academic_committee", "members": 3, "present": ["P-3", "P-4"], )" +
                  matter + "}]}");
  CHECK(said("DEM-01", uncounted) == "refuse /matters/0/in_favour 没有写赞成票数。\n" + no_minutes);
}

TEST_CASE("DEM-01 refuses: somebody present twice, who does not get two votes") {
  MeetingWorld w;
  Meeting meeting;
  meeting.present = R"(["P-3", "P-3", "P-4"])";
  CHECK(w.on(meeting) == "refuse /present 出席人员重复列出：P-3。\n" + no_minutes);
  meeting.votes = R"("in_favour": 3, "against": 0, "abstained": 0)";
  CHECK_THAT(w.on(meeting), Contains("不符"));
}

TEST_CASE("DEM-01 refuses: recusing somebody who was not there, or twice") {
  MeetingWorld w;
  Meeting meeting;
  meeting.recused = R"(["P-1"])";
  CHECK_THAT(w.on(meeting), Contains("refuse /matters/0/recused 回避人员不在出席人员之列：P-1"));
  meeting.present = R"(["P-1", "P-3", "P-4"])";
  meeting.recused = R"(["P-1", "P-1"])";
  CHECK(w.on(meeting) == "refuse /matters/0/recused 回避人员重复列出：P-1。\n" + no_minutes);
}

TEST_CASE("DEM-01 refuses: votes that are not those of the people present and not recused") {
  MeetingWorld w;
  Meeting meeting;
  meeting.votes = R"("in_favour": 2, "against": 1, "abstained": 0)";
  CHECK_THAT(w.on(meeting),
             Contains("refuse /matters/0 赞成 2、反对 1、弃权 0，合计与出席且未回避的 2 人不符"));
  meeting.votes = R"("in_favour": 1, "against": 0, "abstained": 0)";
  CHECK_THAT(w.on(meeting), Contains("不符"));
}

TEST_CASE("DEM-01 refuses: counts so large that their sum would wrap around") {
  MeetingWorld w;
  Meeting meeting;
  meeting.votes = R"("in_favour": 9007199254740991, "against": 9007199254740991, "abstained": 0)";
  CHECK_THAT(w.on(meeting), Contains("不符"));
}

TEST_CASE("DEM-01 refuses: voting on one's own achievement, named by number") {
  MeetingWorld w;
  Meeting meeting;
  meeting.present = R"(["P-2", "P-1", "P-3"])";
  meeting.votes = R"("in_favour": 3, "against": 0, "abstained": 0)";
  CHECK_THAT(w.on(meeting), Contains("refuse /matters/0/recused P-2、P-1 是成果 KZ-1 的"));
  meeting.recused = R"(["P-2", "P-1"])";
  meeting.votes = R"("in_favour": 1, "against": 0, "abstained": 0)";
  CHECK(w.on(meeting) == no_minutes);
}

TEST_CASE("DEM-01 refuses: the lead of an achievement voting on its classification") {
  World w;
  w.prepare_achievement();  // nothing filed: the lead alone has a stake
  const auto data = R"({"body": "reviewing_body", "members": 2, "present": ["P-1", "P-3"],
      "matters": [{"matter": "classification_review", "achievement": "KZ-1", "outcome": "approved",
                   "in_favour": 2, "against": 0, "abstained": 0, "reasons": "示例",
                   "finds": "scientific_data"}]})";
  CHECK_THAT(said("DEM-01", w.check("resolution.record", "2026-03-04", data)),
             Contains("P-1 是成果 KZ-1 的"));
}
