#include "catch.hpp"
#include "said.hpp"
#include "support/world.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

std::string filing(const std::string& content) {
  return R"({"number": "SB-1", "achievement": "KZ-1", "applicant": "P-1", "content": )" + content +
         "}";
}

/// A resolution on KZ-1; sound unless a test changes one part.
struct Meeting {
  std::string body = "academic_committee";
  std::string members = "3";
  std::string present = R"(["P-3", "P-4"])";
  std::string matter = "application";
  std::string outcome = "approved";
  std::string votes = R"("in_favour": 2, "against": 0, "abstained": 0)";
  std::string more;

  std::string matter_json() const {
    return R"({"matter": ")" + matter + R"(", "achievement": "KZ-1", "outcome": ")" + outcome +
           R"(", )" + votes + more + "}";
  }
  std::string json(const std::string& further = {}) const {
    return R"({"body": ")" + body + R"(", "members": )" + members + R"(, "present": )" + present +
           R"(, "matters": [)" + matter_json() + further + "]}";
  }
};

struct DisclosureWorld : World {
  DisclosureWorld() { prepare_achievement(); }
  std::string on_filing(const std::string& content) {
    return said("DSC-01", check("application.file", "2026-03-03", filing(content)));
  }
  std::string on(const Meeting& meeting, const std::string& further = {}) {
    return said("DSC-02", check("resolution.record", "2026-03-04", meeting.json(further)));
  }
  std::string on_record(std::string_view rule) { return said(missing(rule, "KZ-1")); }
  void freeze(const std::string& number, const std::string& on) {
    must("edition.freeze", on, R"({"number": ")" + number + R"("})");
  }
  std::string on_freezing(const std::string& on) {
    return said("DSC-03", check("edition.freeze", on, "{}"));
  }
  std::string notice_data(const std::string& number, const std::string& edition) {
    return R"({"number": ")" + number + R"(", "edition": ")" + edition +
           R"(", "audience": "单位内部管理平台", "days": 5, "unit": "working_day"})";
  }
  void open(const std::string& number, const std::string& edition, const std::string& on) {
    must("notice.open", on, notice_data(number, edition));
  }
  void close(const std::string& number, const std::string& on) {
    must("notice.close", on, R"({"notice": ")" + number + R"("})");
  }
  /// Filed, approved and listed in QD-1 on 2026-03-05.
  void list() {
    file_application();
    approve();
    freeze("QD-1", "2026-03-05");
  }
  void object_and_uphold(const std::string& notice, const std::string& on) {
    must("notice.object", on, R"({"notice": ")" + notice + R"(", "content": "示例异议"})");
    must("notice.answer", on,
         R"({"notice": ")" + notice +
             R"(", "objection": 1, "answer": "upheld_content", "text": "示例"})");
  }
  /// Changes the content and has it approved again.
  void revise_and_approve(const std::string& on) {
    must("application.revise", on,
         R"({"application": "SB-of-KZ-1", "content": )" +
             replaced(sample_content(), "2000 例", "1990 例") + "}");
    must("resolution.record", on, Meeting{}.json());
  }
};

}  // namespace

TEST_CASE("DSC-01 passes: all seven elements and a main contributor") {
  DisclosureWorld w;
  CHECK(w.on_filing(sample_content()) == "");
  w.file_application();
  CHECK(w.on_record("DSC-01") == "");
}

TEST_CASE("DSC-01 refuses: missing elements, each by its name") {
  DisclosureWorld w;
  auto content = replaced(sample_content(), R"(["专有技术登记", "数据质量检测报告"])", "[]");
  content = replaced(content, R"("scientific": "示例", )", "");
  const auto found = w.on_filing(content);
  CHECK_THAT(found, Contains("refuse /content/secondary 七要素缺“副交付物”"));
  CHECK_THAT(found, Contains("refuse /content/value 七要素缺“价值评估及附件信息”"));
  const auto start = sample_content().find("[{\"key\"");
  const auto end = sample_content().find("\"secondary\"");
  content = sample_content().replace(start, end - start, "[], ");
  CHECK_THAT(w.on_filing(content), Contains("七要素缺“主交付物”"));
}

TEST_CASE("DSC-01 passes: any one of the five values is an assessment") {
  DisclosureWorld w;
  for (const auto* value : {"technological", "economic", "social", "cultural"}) {
    CHECK(w.on_filing(replaced(sample_content(), "\"scientific\"",
                               "\"" + std::string(value) + "\"")) == "");
  }
}

TEST_CASE("DSC-01 refuses: contributors that are missing, repeated or none of them main") {
  DisclosureWorld w;
  const auto start = sample_content().find("[{\"person\"");
  auto content = sample_content().substr(0, start) + "[]}";
  CHECK(w.on_filing(content) == "refuse /content/contributors 没有列出完成人。\n");
  content = replaced(sample_content(), "\"main\": true", "\"main\": false");
  CHECK(w.on_filing(content) == "refuse /content/contributors 没有标明主要完成人。\n");
  content = replaced(sample_content(), "\"P-2\"", "\"P-1\"");
  CHECK(w.on_filing(content) == "refuse /content/contributors 完成人重复列出：P-1。\n");
}

TEST_CASE("DSC-01 refuses: a record without an application") {
  DisclosureWorld w;
  CHECK_THAT(w.on_record("DSC-01"), Contains("尚无成果申报表"));
}

TEST_CASE("DSC-01 refuses: approving content that went on record incomplete, not sending it back") {
  DisclosureWorld w;
  w.file_application();
  w.state.change(w.get<Application>("SB-of-KZ-1").id,
                 [](Application& application) { application.content.secondary.clear(); });
  Meeting meeting;
  CHECK_THAT(said("DSC-01", w.check("resolution.record", "2026-03-04", meeting.json())),
             Contains("refuse /matters/0 七要素缺“副交付物”"));
  meeting.outcome = "revise";
  meeting.more = R"(, "reasons": "补副交付物")";
  CHECK(said("DSC-01", w.check("resolution.record", "2026-03-04", meeting.json())) == "");
}

TEST_CASE("DSC-02 passes: quorum and majority of the academic committee or the staff congress") {
  DisclosureWorld w;
  w.file_application();
  Meeting meeting;
  CHECK(w.on(meeting) == "");
  meeting.body = "staff_congress";
  CHECK(w.on(meeting) == "");
  w.approve();
  CHECK(w.on_record("DSC-02") == "");
}

TEST_CASE("DSC-02 refuses: a body that may not deliberate an application") {
  DisclosureWorld w;
  w.file_application();
  Meeting meeting;
  meeting.body = "leadership_meeting";
  CHECK(w.on(meeting) ==
        "refuse /body "
        "领导班子会议不能论证成果申报；须由下列机构之一论证：学术委员会、职工代表大会。\n");
  meeting.body = "reviewing_body";
  CHECK_THAT(w.on(meeting), Contains("refuse /body 审核机构"));
}

TEST_CASE("DSC-02 refuses: no quorum, with the numbers") {
  DisclosureWorld w;
  w.file_application();
  Meeting meeting;
  meeting.members = "4";
  CHECK_THAT(w.on(meeting),
             Contains("refuse /present 出席 2 人，应到 4 人，不足法定人数（须达应到的 2/3）"));
  meeting.members = "3";
  w.policy = w.policy.with_overlay(shipped_overlay("example-hospital"), "example-hospital.yaml");
  CHECK_THAT(w.on(meeting), Contains("须达应到的 3/4"));
}

TEST_CASE("DSC-02 refuses: half is no majority") {
  DisclosureWorld w;
  w.file_application();
  Meeting meeting;
  meeting.votes = R"("in_favour": 1, "against": 1, "abstained": 0)";
  CHECK_THAT(w.on(meeting), Contains("refuse /matters/0/in_favour 结论为通过，但赞成 1 票") &&
                                Contains("2 人的 1/2"));
  meeting.votes = R"("in_favour": 1, "against": 0, "abstained": 1)";
  CHECK_THAT(w.on(meeting), Contains("赞成 1 票"));
}

TEST_CASE("DSC-02 counts the majority among those present and not recused") {
  DisclosureWorld w;
  w.file_application();
  Meeting meeting;
  meeting.present = R"(["P-1", "P-2", "P-3"])";
  meeting.votes = R"("in_favour": 1, "against": 0, "abstained": 0)";
  CHECK_THAT(w.on(meeting), Contains("赞成 1 票"));
  meeting.more = R"(, "recused": ["P-1", "P-2"])";
  CHECK(w.on(meeting) == "");
  meeting.more = R"(, "recused": ["P-1", "P-2", "P-3"])";  // nobody is left to decide
  meeting.votes = R"("in_favour": 0, "against": 0, "abstained": 0)";
  CHECK_THAT(w.on(meeting), Contains("有表决权的 0 人"));
}

TEST_CASE("DSC-02 refuses: rejecting or sending back without reasons") {
  DisclosureWorld w;
  w.file_application();
  Meeting meeting;
  meeting.votes = R"("in_favour": 0, "against": 2, "abstained": 0)";
  for (const auto* outcome : {"revise", "rejected"}) {
    meeting.outcome = outcome;
    meeting.more = "";
    CHECK_THAT(w.on(meeting), Contains("refuse /matters/0/reasons"));
    meeting.more = R"(, "reasons": "示例理由")";
    CHECK(w.on(meeting) == "");
  }
}

TEST_CASE("DSC-02 refuses: a classification found while deliberating an application") {
  DisclosureWorld w;
  w.file_application();
  Meeting meeting;
  meeting.more = R"(, "finds": "scientific_data")";
  CHECK_THAT(w.on(meeting), Contains("refuse /matters/0/finds"));
}

TEST_CASE("DSC-02 refuses: the same matter decided twice in one resolution") {
  DisclosureWorld w;
  w.file_application();
  const Meeting meeting;
  CHECK_THAT(w.on(meeting, ", " + meeting.matter_json()),
             Contains("refuse /matters/1") && Contains("议决了两次"));
}

namespace {

/// KZ-1 needs review: primary data formed in research.
struct ReviewWorld : DisclosureWorld {
  ReviewWorld() {
    state.change(get<Achievement>("KZ-1").id, [](Achievement& achievement) {
      achievement.classifications.push_back({Classification::needs_review, {}});
    });
  }
  static Meeting review() {
    Meeting meeting;
    meeting.body = "reviewing_body";
    meeting.matter = "classification_review";
    meeting.more = R"(, "reasons": "凝聚专业知识", "finds": "scientific_data")";
    return meeting;
  }
};

}  // namespace

TEST_CASE("DSC-02 passes: a review settles what needs review") {
  ReviewWorld w;
  CHECK(w.on(w.review()) == "");
  w.must("resolution.record", "2026-03-04", w.review().json());
  CHECK(w.get<Achievement>("KZ-1").classification()->outcome == Classification::scientific_data);
}

TEST_CASE("DSC-02 refuses: a review of what is already settled") {
  DisclosureWorld w;
  CHECK_THAT(w.on(ReviewWorld::review()),
             Contains("refuse /matters/0/achievement 成果 KZ-1 现为“科学数据★”"));
}

TEST_CASE("DSC-02 refuses: a review without a definite finding or without reasons") {
  ReviewWorld w;
  auto meeting = w.review();
  meeting.more = R"(, "finds": "scientific_data")";
  CHECK_THAT(w.on(meeting), Contains("refuse /matters/0/reasons 分类认定没有写明理由"));
  meeting.more = R"(, "reasons": "示例")";
  CHECK_THAT(w.on(meeting), Contains("分类认定没有写明认定结果"));
  meeting.more = R"(, "reasons": "示例", "finds": "needs_review")";
  CHECK_THAT(w.on(meeting), Contains("不能仍是“待认定”"));
  meeting.outcome = "revise";
  meeting.more = R"(, "reasons": "示例", "finds": "scientific_data")";
  CHECK_THAT(w.on(meeting), Contains("没有通过的认定不能带认定结果"));
  meeting.more = R"(, "reasons": "示例")";
  CHECK(w.on(meeting) == "");
}

TEST_CASE("DSC-02 refuses: a review without majority") {
  ReviewWorld w;
  auto meeting = w.review();
  meeting.votes = R"("in_favour": 1, "against": 1, "abstained": 0)";
  CHECK_THAT(w.on(meeting), Contains("refuse /matters/0/in_favour"));
}

TEST_CASE("DSC-02 refuses: a record not approved yet, saying how far it is") {
  DisclosureWorld w;
  CHECK_THAT(w.on_record("DSC-02"), Contains("尚未填报成果申报表"));
  w.file_application();
  CHECK_THAT(w.on_record("DSC-02"), Contains("SB-of-KZ-1 已填报，待论证"));
  Meeting meeting;
  meeting.outcome = "revise";
  meeting.more = R"(, "reasons": "补充数据规模")";
  w.must("resolution.record", "2026-03-04", meeting.json());
  CHECK_THAT(w.on_record("DSC-02"), Contains("已退回修改，理由：补充数据规模"));
  w.must("application.withdraw", "2026-03-05",
         R"({"application": "SB-of-KZ-1", "reason": "示例"})");
  CHECK_THAT(w.on_record("DSC-02"), Contains("已撤回"));
}

TEST_CASE("DSC-02 refuses: a record that was rejected, with the reasons") {
  DisclosureWorld w;
  w.file_application();
  Meeting meeting;
  meeting.outcome = "rejected";
  meeting.more = R"(, "reasons": "没有新知识")";
  w.must("resolution.record", "2026-03-04", meeting.json());
  CHECK_THAT(w.on_record("DSC-02"), Contains("论证未通过，理由：没有新知识"));
}

TEST_CASE("DSC-03 passes: an approved achievement stands in the latest edition") {
  DisclosureWorld w;
  w.file_application();
  w.approve();
  CHECK(w.on_freezing("2026-03-05") == "");
  w.freeze("QD-1", "2026-03-05");
  CHECK(w.on_record("DSC-03") == "");
}

TEST_CASE("DSC-03 refuses: an edition without anything to list") {
  DisclosureWorld w;
  CHECK_THAT(w.on_freezing("2026-03-05"), Contains("refuse  没有论证通过的成果"));
  w.file_application();  // filed is not approved
  CHECK_THAT(w.on_freezing("2026-03-05"), Contains("没有论证通过的成果"));
}

TEST_CASE("DSC-03 warns: an edition that changes nothing, or comes late") {
  DisclosureWorld w;
  w.list();
  CHECK(w.on_freezing("2026-03-06") == "warn  与上一期清单 QD-1 相比没有变化。\n");
  w.today = Date(2027, 6, 1);
  CHECK_THAT(w.on_freezing("2027-03-05"), !Contains("逾期"));  // due on this very day
  CHECK_THAT(w.on_freezing("2027-03-08"), Contains("应于 2027-03-05 前定稿，已逾期 3 天"));
}

TEST_CASE("DSC-03 passes: an edition that only removes what left") {
  DisclosureWorld w;
  w.list();
  w.must("application.withdraw", "2026-03-06",
         R"({"application": "SB-of-KZ-1", "reason": "示例"})");
  CHECK(w.on_freezing("2026-03-07") == "");
}

TEST_CASE("DSC-03 refuses: a record that is in no edition, or no longer in the latest") {
  DisclosureWorld w;
  CHECK_THAT(w.on_record("DSC-03"), Contains("refuse  尚未列入任何一期清单"));
  w.list();
  w.must("application.withdraw", "2026-03-06",
         R"({"application": "SB-of-KZ-1", "reason": "示例"})");
  w.freeze("QD-2", "2026-03-07");
  CHECK_THAT(w.on_record("DSC-03"), Contains("最近一期清单 QD-2 没有列入（最后列于 QD-1）"));
}

TEST_CASE("DSC-03 warns: an edition that shows an earlier content than was approved since") {
  DisclosureWorld w;
  w.list();
  w.revise_and_approve("2026-03-10");
  CHECK_THAT(w.on_record("DSC-03"), Contains("warn  清单 QD-1 所列内容与论证通过的申报表"));
  w.freeze("QD-2", "2026-03-11");
  CHECK(w.on_record("DSC-03") == "");
}

TEST_CASE("DSC-04 passes: notice 1 of the first edition is closed") {
  DisclosureWorld w;
  w.list();
  CHECK(said("DSC-04", w.check("notice.open", "2026-03-06", w.notice_data("GS-1", "QD-1"))) == "");
  w.open("GS-1", "QD-1", "2026-03-06");
  w.close("GS-1", "2026-03-16");
  CHECK(w.on_record("DSC-04") == "");
  w.revise_and_approve("2026-03-17");
  w.freeze("QD-2", "2026-03-18");  // a later edition asks for no second notice
  CHECK(w.on_record("DSC-04") == "");
}

TEST_CASE("DSC-04 refuses: a second notice while one is open or after one was closed") {
  DisclosureWorld w;
  w.list();
  w.open("GS-1", "QD-1", "2026-03-06");
  CHECK_THAT(said("DSC-04", w.check("notice.open", "2026-03-09", w.notice_data("GS-2", "QD-1"))),
             Contains("refuse /edition 清单 QD-1 的公示 GS-1 正在进行"));
  w.close("GS-1", "2026-03-16");
  CHECK_THAT(said("DSC-04", w.check("notice.open", "2026-03-17", w.notice_data("GS-2", "QD-1"))),
             Contains("refuse /edition 清单 QD-1 已由公示 GS-1 公示完毕"));
}

TEST_CASE("DSC-04 refuses: a record whose notice is missing, open or voided, saying what is due") {
  DisclosureWorld w;
  CHECK_THAT(w.on_record("DSC-04"), Contains("尚未列入清单"));
  w.list();
  CHECK_THAT(w.on_record("DSC-04"), Contains("清单 QD-1 尚未公示"));
  w.open("GS-1", "QD-1", "2026-03-06");
  CHECK(w.on_record("DSC-04") ==
        "refuse  公示 GS-1 自 2026-03-06 起进行，末日 2026-03-13，2026-03-14 起可结束。\n");
  w.must("notice.object", "2026-03-09", R"({"notice": "GS-1", "content": "示例异议"})");
  CHECK_THAT(w.on_record("DSC-04"), Contains("未处理的异议：第 1 号"));
  w.must("notice.answer", "2026-03-10",
         R"({"notice": "GS-1", "objection": 1, "answer": "upheld_content", "text": "示例"})");
  CHECK_THAT(w.on_record("DSC-04"), Contains("公示 GS-1 因异议成立而作废，须重新足期公示"));
}

TEST_CASE("DSC-04 passes: corrected content publicised with a later edition, and stays so") {
  DisclosureWorld w;
  w.list();
  w.open("GS-1", "QD-1", "2026-03-06");
  w.object_and_uphold("GS-1", "2026-03-10");
  w.revise_and_approve("2026-03-11");
  w.freeze("QD-2", "2026-03-12");
  w.open("GS-2", "QD-2", "2026-03-12");
  w.close("GS-2", "2026-03-20");
  CHECK(w.on_record("DSC-04") == "");
  w.freeze("QD-3", "2026-03-23");
  CHECK(w.on_record("DSC-04") == "");
}
