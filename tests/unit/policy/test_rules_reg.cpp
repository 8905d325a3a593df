#include "catch.hpp"
#include "said.hpp"
#include "support/world.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

/// KZ-1 with an application, an edition and an open notice GS-1 (2026-03-06 to 03-13).
struct DisclosedWorld : World {
  DisclosedWorld() {
    prepare_achievement();
    file_application();
  }
  void publicise() {
    approve();
    must("edition.freeze", "2026-03-05", R"({"number": "QD-1"})");
    must("notice.open", "2026-03-06",
         R"({"number": "GS-1", "edition": "QD-1", "audience": "单位内部管理平台", "days": 5,
             "unit": "working_day"})");
  }
  std::string on(std::string_view rule, std::string_view type, std::string_view day,
                 std::string_view data) {
    return said(rule, check(type, day, data));
  }
  std::string in_state(std::string_view type, std::string_view data) {
    return on("REG-02", type, "2026-03-20", data);
  }
};

std::string resolution_on(const std::string& achievement, const std::string& outcome) {
  return R"({"body": "academic_committee", "members": 3, "present": ["P-3", "P-4"], "matters":
            [{"matter": "application", "achievement": ")" +
         achievement + R"(", "outcome": ")" + outcome +
         R"(", "in_favour": 2, "against": 0, "abstained": 0, "reasons": "示例"}]})";
}

std::string revision() {
  return R"({"application": "SB-of-KZ-1", "content": )" + sample_content() + "}";
}

std::string filing() {
  return R"({"achievement": "KZ-1", "applicant": "P-1", "content": )" + sample_content() + "}";
}

constexpr auto withdrawal = R"({"application": "SB-of-KZ-1", "reason": "示例"})";
constexpr auto objection = R"({"notice": "GS-1", "content": "示例"})";
constexpr auto answer =
    R"({"notice": "GS-1", "objection": 1, "answer": "rejected", "text": "示例"})";
constexpr auto closing = R"({"notice": "GS-1"})";
constexpr auto org = R"({"number": "I-2", "name": "示例", "nature": "company"})";

std::string correction(const std::string& changes, const std::string& target = "KZ-1",
                       const std::string& kind = "achievement") {
  return R"({"kind": ")" + kind + R"(", "target": ")" + target +
         R"(", "reason": "笔误", "changes": [)" + changes + "]}";
}

}  // namespace

// REG-01 ---------------------------------------------------------------------------------------

TEST_CASE("REG-01 passes: everything referred to is on record, by number or id") {
  World w;
  CHECK(said("REG-01", w.check("unit.register", "2026-01-06",
                               R"({"institution": "I-own", "name": "示例"})")) == "");
  const auto id = w.get<Institution>("I-own").id.to_text();
  CHECK(said("REG-01", w.check("unit.register", "2026-01-06",
                               R"({"institution": ")" + id + R"(", "name": "示例"})")) == "");
}

TEST_CASE("REG-01 refuses: every reference that is not on record, each with its place") {
  World w;
  const auto found =
      said("REG-01", w.check("source.register", "2026-01-06",
                             R"({"name": "示例", "holder": "I-none", "level": "primary",
                                 "origin": "research", "contributors": ["P-1", "P-x", "P-y"]})"));
  CHECK(found ==
        "refuse /holder 机构“I-none”不在登记库中。\n"
        "refuse /contributors/1 人员“P-x”不在登记库中。\n"
        "refuse /contributors/2 人员“P-y”不在登记库中。\n");
}

TEST_CASE("REG-01 refuses: an id on record as something else, and one of nothing") {
  World w;
  const auto person = w.get<Person>("P-1").id.to_text();
  CHECK(said("REG-01", w.check("unit.register", "2026-01-06",
                               R"({"institution": ")" + person + R"(", "name": "示例"})")) ==
        "refuse /institution 机构“" + person + "”不在登记库中。\n");
  CHECK_THAT(said("REG-01", w.check("unit.register", "2026-01-06",
                                    R"({"institution": "P-1", "name": "示例"})")),
             Contains("refuse /institution 机构“P-1”"));
}

// REG-02 ---------------------------------------------------------------------------------------

TEST_CASE("REG-02 passes: an application is filed, sent back, revised, approved") {
  DisclosedWorld w;
  CHECK(w.in_state("resolution.record", resolution_on("KZ-1", "revise")) == "");
  w.must("resolution.record", "2026-03-04", resolution_on("KZ-1", "revise"));
  CHECK(w.in_state("application.revise", revision()) == "");
  w.must("application.revise", "2026-03-04", revision());
  w.must("resolution.record", "2026-03-04", resolution_on("KZ-1", "approved"));
  CHECK(w.in_state("application.revise", revision()) == "");
  CHECK(w.in_state("application.withdraw", withdrawal) == "");
}

TEST_CASE("REG-02 refuses: a second application while one lives, until it is withdrawn") {
  DisclosedWorld w;
  CHECK_THAT(w.in_state("application.file", filing()), Contains("refuse /achievement SB-of-KZ-1"));
  w.must("application.withdraw", "2026-03-04", withdrawal);
  CHECK(w.in_state("application.file", filing()) == "");
  CHECK_THAT(w.in_state("application.revise", revision()), Contains("refuse /application"));
  CHECK_THAT(w.in_state("application.withdraw", withdrawal), Contains("refuse /application"));
}

TEST_CASE("REG-02 passes: a new application after a rejection, and no revision of the rejected") {
  DisclosedWorld w;
  w.must("resolution.record", "2026-03-04", resolution_on("KZ-1", "rejected"));
  CHECK(w.in_state("application.file", filing()) == "");
  CHECK_THAT(w.in_state("application.revise", revision()), Contains("refuse /application"));
}

TEST_CASE("REG-02 refuses: deliberating what is not filed, or was sent back or decided") {
  DisclosedWorld w;
  w.prepare_achievement("KZ-2");
  CHECK_THAT(w.in_state("resolution.record", resolution_on("KZ-2", "approved")),
             Contains("refuse /matters/0/achievement KZ-2 尚无成果申报表"));
  w.must("resolution.record", "2026-03-04", resolution_on("KZ-1", "revise"));
  CHECK_THAT(w.in_state("resolution.record", resolution_on("KZ-1", "approved")),
             Contains("refuse /matters/0/achievement"));
  w.must("application.revise", "2026-03-04", revision());
  w.approve();
  CHECK_THAT(w.in_state("resolution.record", resolution_on("KZ-1", "approved")),
             Contains("refuse /matters/0/achievement"));
}

TEST_CASE("REG-02 passes: a notice takes objections, answers and closes while open") {
  DisclosedWorld w;
  w.publicise();
  CHECK(w.in_state("notice.object", objection) == "");
  w.must("notice.object", "2026-03-09", objection);
  CHECK(w.in_state("notice.answer", answer) == "");
  CHECK(w.in_state("notice.close", closing) == "");
}

TEST_CASE("REG-02 refuses: answering an objection that is not there or was answered") {
  DisclosedWorld w;
  w.publicise();
  CHECK_THAT(w.in_state("notice.answer", answer), Contains("refuse /objection GS-1 没有序号为 1"));
  w.must("notice.object", "2026-03-09", objection);
  w.must("notice.answer", "2026-03-10", answer);
  CHECK_THAT(w.in_state("notice.answer", answer), Contains("refuse /objection"));
}

TEST_CASE("REG-02 refuses: acting on a notice that is closed or void") {
  DisclosedWorld w;
  w.publicise();
  const auto all_refused = [&] {
    CHECK_THAT(w.in_state("notice.object", objection), Contains("refuse /notice"));
    CHECK_THAT(w.in_state("notice.answer", answer), Contains("refuse /notice"));
    CHECK_THAT(w.in_state("notice.close", closing), Contains("refuse /notice"));
  };
  SECTION("closed") {
    w.must("notice.close", "2026-03-16", closing);
    all_refused();
  }
  SECTION("void") {
    w.must("notice.object", "2026-03-09", objection);
    w.must("notice.answer", "2026-03-10",
           R"({"notice": "GS-1", "objection": 1, "answer": "upheld_content", "text": "示例"})");
    all_refused();
  }
}

TEST_CASE("REG-02 passes and refuses: signatures of one party each, once, before force") {
  DisclosedWorld w;
  w.draft_agreement();
  const std::string head = R"({"agreement": "FQ-KZ-1")";
  const auto sign = [&](const std::string& who) { return head + who + "}"; };
  const std::string hospital = R"(, "institution": "I-own")";
  const std::string one = R"(, "person": "P-1")";
  CHECK(w.in_state("agreement.sign", sign(hospital)) == "");
  CHECK_THAT(w.in_state("agreement.sign", sign("")), Contains("refuse /institution 机构与人员"));
  CHECK_THAT(w.in_state("agreement.sign", sign(hospital + one)),
             Contains("refuse /person 机构与人员"));
  w.must("agreement.sign", "2026-03-06", sign(hospital));
  w.must("agreement.sign", "2026-03-06", sign(one));
  CHECK_THAT(w.in_state("agreement.sign", sign(hospital)),
             Contains("refuse /institution 这一方已经"));
  CHECK_THAT(w.in_state("agreement.sign", sign(one)), Contains("refuse /person 这一方已经"));
  w.must("agreement.sign", "2026-03-06", sign(R"(, "person": "P-2")"));
  CHECK(w.in_state("agreement.enter_force", sign("")) == "");
  w.must("agreement.enter_force", "2026-03-06", sign(""));
  CHECK_THAT(w.in_state("agreement.sign", sign(R"(, "person": "P-3")")),
             Contains("refuse /agreement"));
  CHECK_THAT(w.in_state("agreement.enter_force", sign("")), Contains("refuse /agreement"));
}

TEST_CASE("REG-02 refuses: ending, signing or enforcing an agreement that has ended") {
  DisclosedWorld w;
  w.draft_agreement();
  const auto end = R"({"agreement": "FQ-KZ-1", "reason": "示例"})";
  CHECK(w.in_state("agreement.end", end) == "");
  w.must("agreement.end", "2026-03-06", end);
  CHECK_THAT(w.in_state("agreement.end", end), Contains("refuse /agreement"));
  CHECK_THAT(w.in_state("agreement.enter_force", R"({"agreement": "FQ-KZ-1"})"),
             Contains("refuse /agreement"));
  CHECK_THAT(w.in_state("agreement.sign", R"({"agreement": "FQ-KZ-1", "institution": "I-own"})"),
             Contains("refuse /agreement"));
}

TEST_CASE("REG-02 refuses: a consent of nobody, or of two at once") {
  DisclosedWorld w;
  const std::string head = R"({"achievement": "KZ-1", "scope": "许可")";
  CHECK(w.in_state("consent.record", head + R"(, "person": "P-2"})") == "");
  CHECK(w.in_state("consent.record", head + R"(, "institution": "I-own"})") == "");
  CHECK_THAT(w.in_state("consent.record", head + "}"), Contains("refuse /institution"));
  CHECK_THAT(w.in_state("consent.record", head + R"(, "person": "P-2", "institution": "I-own"})"),
             Contains("refuse /person"));
}

TEST_CASE("REG-02 refuses: waiving or lapsing a prior right that is no longer live") {
  DisclosedWorld w;
  w.must("institution.register", "2026-01-06", org);
  w.must("prior_right.record", "2026-03-02",
         R"({"number": "YX-1", "achievement": "KZ-1", "right": "first_negotiation",
             "holder": "I-2", "source": "示例", "from": "2026-03-01"})");
  const auto data = R"({"prior_right": "YX-1", "reason": "示例"})";
  CHECK(w.in_state("prior_right.waive", data) == "");
  CHECK(w.in_state("prior_right.lapse", data) == "");
  w.must("prior_right.waive", "2026-03-03", data);
  CHECK_THAT(w.in_state("prior_right.waive", data), Contains("refuse /prior_right"));
  CHECK_THAT(w.in_state("prior_right.lapse", data), Contains("refuse /prior_right"));
}

TEST_CASE("REG-02 refuses: founding twice") {
  World w;
  CHECK_THAT(said("REG-02", w.check("registry.found", "2026-01-06",
                                    R"({"name": "示例", "institution": {"number": "I-9",
                                        "name": "示例", "nature": "company"}})")),
             Contains("refuse  登记库已经建立"));
}

TEST_CASE("REG-02 refuses: ending a post nobody holds, or twice") {
  DisclosedWorld w;
  const std::string post = R"({"person": "P-1", "institution": "I-own", "post": "staff", )";
  const auto end = post + R"("until": "2026-03-01"})";
  CHECK_THAT(w.in_state("post.end", end), Contains("refuse /post P-1 在该机构没有在任"));
  w.must("post.assign", "2026-01-06", post + R"("from": "2026-01-06"})");
  CHECK(w.in_state("post.end", end) == "");
  w.must("post.end", "2026-03-01", end);
  CHECK_THAT(w.in_state("post.end", end), Contains("refuse /post"));
}

TEST_CASE("REG-02 refuses: ending a grant, cancelling a certificate or entering an asset twice") {
  DisclosedWorld w;
  w.must("grant.record", "2026-03-02",
         R"({"number": "G-1", "source": "S-1", "achievement": "KZ-1", "approved_by": ["P-1"],
             "fields": ["年龄"], "purpose": "示例", "from": "2026-03-02"})");
  const auto twice = [&](const char* type, const char* data, const char* place) {
    INFO(type);
    CHECK(w.in_state(type, data) == "");
    w.must(type, "2026-03-19", data);
    CHECK_THAT(w.in_state(type, data), Contains(std::string("refuse ") + place));
  };
  twice("grant.end", R"({"grant": "G-1", "reason": "示例"})", "/grant");
  twice("asset.enter",
        R"({"achievement": "KZ-1", "account": "无形资产", "listed_separately": true})",
        "/achievement");
  twice("certificate.cancel", R"({"certificate": "C-KZ-1", "reason": "示例"})", "/certificate");
}

TEST_CASE("REG-02 refuses: an erasure that says neither whose nor which") {
  World w;
  CHECK_THAT(said("REG-02", w.check("personal.erase", "2026-01-06", R"({"reason": "示例"})")),
             Contains("refuse /person"));
  CHECK(said("REG-02", w.check("personal.erase", "2026-01-06",
                               R"({"person": "P-1", "reason": "示例"})")) == "");
}

// REG-03 ---------------------------------------------------------------------------------------

TEST_CASE("REG-03 passes: a free number, the same one in another kind, or none") {
  World w;
  CHECK(said("REG-03", w.check("institution.register", "2026-01-06", org)) == "");
  CHECK(said("REG-03", w.check("institution.register", "2026-01-06",
                               R"({"number": "P-1", "name": "示例", "nature": "company"})")) == "");
  CHECK(said("REG-03", w.check("institution.register", "2026-01-06",
                               R"({"name": "示例", "nature": "company"})")) == "");
}

TEST_CASE("REG-03 refuses: a number or an id that is taken") {
  World w;
  CHECK(said("REG-03", w.check("institution.register", "2026-01-06",
                               R"({"number": "I-own", "name": "示例", "nature": "company"})")) ==
        "refuse /number 机构编号“I-own”已被使用。\n");
  const auto id = w.get<Institution>("I-own").id.to_text();
  CHECK(
      said("REG-03", w.check("institution.register", "2026-01-06",
                             R"({"id": ")" + id + R"(", "name": "示例", "nature": "company"})")) ==
      "refuse /id 标识 " + id + " 已被使用。\n");
}

// REG-04 ---------------------------------------------------------------------------------------

TEST_CASE("REG-04 passes: today, and the very day of what it builds on") {
  DisclosedWorld w;
  CHECK(w.on("REG-04", "institution.register", "2026-11-20", org) == "");
  CHECK(w.on("REG-04", "resolution.record", "2026-03-03", resolution_on("KZ-1", "approved")) == "");
  CHECK(w.on("REG-04", "application.revise", "2026-03-03", revision()) == "");
}

TEST_CASE("REG-04 refuses: tomorrow") {
  World w;
  CHECK(said("REG-04", w.check("institution.register", "2026-11-21", org)) ==
        "refuse /happened 发生日期 2026-11-21 晚于今天（2026-11-20，北京时间）。\n");
}

TEST_CASE("REG-04 refuses: before what it builds on, act by act") {
  DisclosedWorld w;
  const auto refused = [&](const char* type, const char* day, const std::string& data,
                           const char* base) {
    INFO(type);
    CHECK_THAT(w.on("REG-04", type, day, data), Contains("refuse /happened") && Contains(base));
  };
  refused("resolution.record", "2026-03-02", resolution_on("KZ-1", "approved"),
          "SB-of-KZ-1 的申报日");
  refused("application.revise", "2026-03-02", revision(), "SB-of-KZ-1 的申报日");
  const auto achievement = R"({"achievement": "KZ-1"})";
  refused("achievement.classify", "2026-03-01", achievement, "成果 KZ-1 的登记日");
  refused("asset.enter", "2026-03-01",
          R"({"achievement": "KZ-1", "account": "无形资产", "listed_separately": true})",
          "成果 KZ-1 的登记日");
  w.publicise();
  refused("edition.freeze", "2026-03-04", "{}", "QD-1 的冻结日");
  refused("notice.open", "2026-03-04",
          R"({"edition": "QD-1", "audience": "平台", "days": 5, "unit": "working_day"})",
          "QD-1 的冻结日");
  refused("notice.object", "2026-03-05", objection, "GS-1 的起始日");
  refused("notice.close", "2026-03-05", closing, "GS-1 的起始日");
  w.must("notice.object", "2026-03-09", objection);
  refused("notice.answer", "2026-03-05", answer, "GS-1 的起始日");
  w.draft_agreement();
  for (const auto* party :
       {R"("institution": "I-own")", R"("person": "P-1")", R"("person": "P-2")"}) {
    w.must("agreement.sign", "2026-03-17",
           std::string(R"({"agreement": "FQ-KZ-1", )") + party + "}");
  }
  refused("agreement.enter_force", "2026-03-16", R"({"agreement": "FQ-KZ-1"})", "最后签署日");
}

TEST_CASE("REG-04 refuses: filing for an achievement before it was registered") {
  World w;
  w.prepare_achievement();
  CHECK_THAT(said("REG-04", w.check("application.file", "2026-03-01", filing())),
             Contains("refuse /happened") && Contains("成果 KZ-1 的登记日"));
  CHECK(said("REG-04", w.check("application.file", "2026-03-02", filing())) == "");
}

// REG-06 ---------------------------------------------------------------------------------------

TEST_CASE("REG-06 passes: a slip of the pen in an amendable field, personal or not") {
  DisclosedWorld w;
  w.must("act.correct", "2026-03-20", correction(R"({"field": "/name", "value": "更正"})"));
  CHECK(w.get<Achievement>("KZ-1").name == "更正");
  w.must("act.correct", "2026-03-20",
         correction(R"({"field": "/name", "personal_value": "更正"})", "P-1", "person"));
  CHECK(w.get<Person>("P-1").name.value == "更正");
  CHECK(w.get<Person>("P-1").former_names.size() == 1);
}

TEST_CASE("REG-06 passes: an optional field that was empty is filled in") {
  World w;
  w.must("act.correct", "2026-03-20",
         correction(R"({"field": "/credit_code", "value": "91350100M000100Y43"})", "I-own",
                    "institution"));
  CHECK(w.get<Institution>("I-own").credit_code->to_text() == "91350100M000100Y43");
}

TEST_CASE("REG-06 refuses: a field that is decided by other acts, or is none") {
  DisclosedWorld w;
  for (const std::string field :
       {"/level", "/number", "/id", "/nothing", "name", "/", "/sources/0"}) {
    INFO(field);
    CHECK_THAT(w.on("REG-06", "act.correct", "2026-03-20",
                    correction(R"({"field": ")" + field + R"(", "value": "x"})")),
               Contains("refuse /changes/0/field"));
  }
}

TEST_CASE("REG-06 refuses: the wrong one of the two values, or both, or none") {
  DisclosedWorld w;
  const auto changed = [&](const std::string& values, const char* target, const char* kind) {
    return w.on("REG-06", "act.correct", "2026-03-20",
                correction(R"({"field": "/name")" + values + "}", target, kind));
  };
  const std::string value = R"(, "value": "x")";
  const std::string personal = R"(, "personal_value": "x")";
  CHECK_THAT(changed(personal, "KZ-1", "achievement"),
             Contains("refuse /changes/0 新值写在 value"));
  CHECK_THAT(changed(value, "P-1", "person"), Contains("refuse /changes/0 个人信息的新值"));
  CHECK_THAT(changed(value + personal, "KZ-1", "achievement"), Contains("refuse /changes/0"));
  CHECK_THAT(changed("", "KZ-1", "achievement"), Contains("refuse /changes/0"));
}

TEST_CASE("REG-06 refuses: a field corrected twice by one act") {
  DisclosedWorld w;
  CHECK_THAT(w.on("REG-06", "act.correct", "2026-03-20",
                  correction(R"({"field": "/name", "personal_value": "甲"},
                                {"field": "/name", "personal_value": "乙"})",
                             "P-1", "person")),
             Contains("refuse /changes/1/field"));
}

TEST_CASE("REG-06 refuses: a target that is not there, however it is written") {
  DisclosedWorld w;
  for (const std::string target : {"KZ-9", "019b0000-0000-7000-8000-000000000000",
                                   "thirty-six characters that are no id", "P-1"}) {
    INFO(target);
    CHECK_THAT(w.on("REG-06", "act.correct", "2026-03-20",
                    correction(R"({"field": "/name", "value": "x"})", target)),
               Contains("refuse /target"));
  }
}

TEST_CASE("REG-06 refuses: a new value that is none, in the words of the value") {
  World w;
  const auto decision =
      w.check("act.correct", "2026-03-20",
              correction(R"({"field": "/credit_code", "value": "91350100M000100Y44"})", "I-own",
                         "institution"));
  CHECK(decision.is_refused());
  CHECK_THAT(to_text(decision, Language::zh), Contains("校验"));
}

// REG-07 ---------------------------------------------------------------------------------------

namespace {

std::string attachment(const Sha256& hash, int size) {
  return R"({"evidence": "other", "title": "示例", "media_type": "text/plain", "sha256": ")" +
         hash.to_text() + R"(", "size": )" + std::to_string(size) + "}";
}

}  // namespace

TEST_CASE("REG-07 passes: the file is kept and of the size stated") {
  World w;
  const auto hash = w.keep("示例");
  CHECK(said("REG-07", w.check("evidence.attach", "2026-03-02", attachment(hash, 6))) == "");
}

TEST_CASE("REG-07 refuses: no kept file has the hash, or it is of another size") {
  World w;
  const auto unkept = w.check("evidence.attach", "2026-03-02", attachment(sha256("x"), 1));
  CHECK_THAT(said("REG-07", unkept), Contains("refuse /sha256"));
  REQUIRE_FALSE(unkept.findings.empty());
  CHECK_THAT(unkept.findings.front().remedy.en, Contains("kezhuan evidence keep"));
  const auto hash = w.keep("示例");
  CHECK(said("REG-07", w.check("evidence.attach", "2026-03-02", attachment(hash, 7))) ==
        "refuse /size 文件实为 6 字节，所写为 7。\n");
}

TEST_CASE("REG-04 refuses: an edition before the resolution that approved what it lists") {
  World w;
  w.prepare_achievement();
  w.file_application();
  w.approve();
  CHECK(w.check("edition.freeze", "2026-03-03", "{}").has("REG-04"));
  CHECK_FALSE(w.check("edition.freeze", "2026-03-04", "{}").has("REG-04"));
}

TEST_CASE("REG-04 refuses: a signature or a certificate before the achievement was registered") {
  World w;
  w.prepare_achievement();
  w.draft_agreement();
  const auto sign = R"({"agreement": "FQ-KZ-1", "institution": "I-own"})";
  CHECK(w.check("agreement.sign", "2026-03-01", sign).has("REG-04"));
  CHECK_FALSE(w.check("agreement.sign", "2026-03-05", sign).has("REG-04"));
  const auto certificate = R"({"achievement": "KZ-1", "certificate": "know_how",
    "certificate_no": "ZY-2", "covers": ["D1"], "issued": "2026-02-01", "measure": "《办法》"})";
  CHECK(w.check("certificate.record", "2026-03-01", certificate).has("REG-04"));
  CHECK_FALSE(w.check("certificate.record", "2026-03-02", certificate).has("REG-04"));
}
