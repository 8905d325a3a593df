#include <string>

#include "catch.hpp"
#include "kezhuan/acts/acts.hpp"
#include "kezhuan/acts/table.hpp"
#include "unit/core/support.hpp"

using namespace kezhuan;

namespace {

std::vector<Problem> problems_of(const std::string& json) {
  const auto error = error_of([&] { read_submission(json); });
  return error ? error->problems() : std::vector<Problem>{};
}

Texts wrong_with(const std::string& json) {
  Texts lines;
  for (const auto& problem : problems_of(json))
    lines.push_back(problem.place + " " + problem.what.en);
  return lines;
}

}  // namespace

TEST_CASE("a submission is read with all it says") {
  const auto submission = read_submission(
      R"({"act": "notice.close", "version": 1, "id": "019cad00-7c00-7000-8000-000000000001",
          "happened": "2026-03-02", "actor": "科研处", "role": "office", "data": {"notice": "GS-1"}})");
  CHECK(submission.act.type().name == "notice.close");
  CHECK(submission.id == Uuid::parse("019cad00-7c00-7000-8000-000000000001"));
  CHECK(submission.happened == Date(2026, 3, 2));
  CHECK(submission.actor == "科研处");
  CHECK(submission.role == "office");
  CHECK(submission.act.as<CloseNotice>()->notice.number == "GS-1");
}

TEST_CASE("a submission needs no more than act, day and data") {
  const auto submission =
      read_submission(R"({"act": "edition.freeze", "happened": "2026-03-02", "data": {}})");
  CHECK_FALSE(submission.id.has_value());
  CHECK_FALSE(submission.actor.has_value());
  CHECK_FALSE(submission.role.has_value());
}

TEST_CASE("what is wrong with the header and the data is said at once") {
  CHECK(wrong_with(R"({"act": "notice.close", "happened": "2026-02-30", "actr": "x",
                       "data": {"notices": "GS-1"}})")
            .size() == 4);
  CHECK(wrong_with(R"({"act": "notice.close", "happened": "2026-03-02", "data": {}})") ==
        Texts{"/data/notice required field missing: notice."});
  CHECK(
      wrong_with(R"({"act": "unit.register", "happened": "2026-03-02",
                       "data": {"institution": "I 1", "name": ""}})") ==
      Texts{"/data/institution neither a number nor an id: \"I 1\".", "/data/name text is empty."});
}

TEST_CASE("missing, repeated or misnamed data is said to be so") {
  CHECK(wrong_with(R"({"act": "edition.freeze", "happened": "2026-03-02"})") ==
        Texts{"/data required field missing: what the act says."});
  CHECK(wrong_with(R"({"act": "edition.freeze", "happened": "2026-03-02", "data": null})") ==
        Texts{"/data required field missing: what the act says."});
  CHECK(wrong_with(
            R"({"act": "edition.freeze", "happened": "2026-03-02", "data": {}, "data": {}})") ==
        Texts{"/data \"data\" stands more than once."});
  CHECK(wrong_with(R"({"act": "edition.freeze", "happened": "2026-03-02", "data": []})") ==
        Texts{"/data must be an object {…}, found a list."});
  const auto problems =
      problems_of(R"({"act": "edition.freeze", "happened": "2026-03-02", "dta": {}})");
  REQUIRE(problems.size() == 2);
  CHECK(problems[1].place == "/dta");
  CHECK(problems[1].remedy.en.find("Did you mean \"data\"?") == 0);
}

TEST_CASE("an unknown act is answered with its family, or with the nearest name") {
  const auto remedy_for = [](const std::string& act) {
    const auto problems =
        problems_of(R"({"act": ")" + act + R"(", "happened": "2026-03-02", "data": {"x": 1}})");
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].place == "/act");
    CHECK_FALSE(problems[0].what.zh.empty());
    return problems[0].remedy.en;
  };
  CHECK(remedy_for("application.fill") ==
        "Acts to choose from: application.file, application.revise, application.withdraw; "
        "`kezhuan schema` lists all acts.");
  CHECK(remedy_for("aplication.file") ==
        "Acts to choose from: application.file; `kezhuan schema` lists all acts.");
  CHECK(remedy_for("sell everything") == "`kezhuan schema` lists all acts.");
  CHECK(remedy_for(std::string(5000, 'x')) == "`kezhuan schema` lists all acts.");
}

TEST_CASE("another version of an act is refused with the one this program knows") {
  const auto problems = problems_of(
      R"({"act": "edition.freeze", "version": 2, "happened": "2026-03-02", "data": {"of later": 1}})");
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].place == "/version");
  CHECK(problems[0].what.en == "edition.freeze has no version 2.");
  CHECK(problems[0].remedy.en.find("knows version 1") != std::string::npos);
  CHECK(wrong_with(
            R"({"act": "edition.freeze", "version": "1", "happened": "2026-03-02", "data": {}})") ==
        Texts{"/version must be an integer (as 5, without quotes), found text."});
}

TEST_CASE("a submission that is no object, or no JSON, is refused") {
  CHECK(wrong_with("[]") == Texts{"/ must be an object {…}, found a list."});
  CHECK(wrong_with("{}") == Texts{"/act required field missing: act.",
                                  "/happened required field missing: date it happened.",
                                  "/data required field missing: what the act says."});
  CHECK(wrong_with("{\"act\": ").size() == 1);
}

TEST_CASE("CTR-06 refuses: a credit code with a wrong check digit, at its place") {
  const auto problems = problems_of(
      R"({"act": "institution.register", "happened": "2026-03-02", "data": {"name": "示例",
          "nature": "company", "credit_code": "91350100M000100Y44"}})");
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].rule == "CTR-06");
  CHECK(problems[0].place == "/data/credit_code");
}

TEST_CASE("a submission in YAML is the same submission, and its errors name the line") {
  const auto node = parse_yaml(
      "act: person.register\nhappened: 2026-03-02\ndata:\n  number: 007\n  name: 示例甲\n");
  const auto submission = read_submission(node);
  CHECK(submission.act.given_number() == "007");
  const auto error = error_of([] {
    read_submission(parse_yaml("act: person.register\nhappened: 2026-03-02\ndata:\n  nam: 示例\n"));
  });
  REQUIRE(error);
  Texts places;
  for (const auto& problem : error->problems()) places.push_back(problem.place);
  CHECK(places == Texts{"4:/data/name", "4:/data/nam"});
}

TEST_CASE("the schema of a submission fixes its act and version and closes the header") {
  for (const auto& type : act_types()) {
    CAPTURE(type.name);
    const auto schema = parse_json(submission_schema(type));
    CHECK(schema.find("$schema")->text == "https://json-schema.org/draft/2020-12/schema");
    CHECK(schema.find("title")->text.find(type.title.en) != std::string::npos);
    CHECK(schema.find("additionalProperties")->text == "false");
    const auto& properties = *schema.find("properties");
    CHECK(properties.find("act")->find("const")->text == type.name);
    CHECK(properties.find("version")->find("const")->text == std::to_string(type.version));
    CHECK(properties.find("data")->find("additionalProperties")->text == "false");
    Texts required;
    for (const auto& item : schema.find("required")->items) required.push_back(item.text);
    CHECK(required == Texts{"act", "happened", "data"});
  }
}

TEST_CASE("what an example only holds the place of is turned away, field by field") {
  const auto* type = find_act_type(CorrectRecord::type);
  const auto example = example_submission(*type, Date(2026, 3, 2));
  const auto problems = problems_of(example);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].place == "/data/reason");
  CHECK(problems[0].what.zh == "样例里的“（原因）”没有改成实际内容。");
  CHECK_FALSE(problems[0].what.en.empty());
  CHECK_FALSE(problems[0].remedy.empty());
  const auto places =
      wrong_with(example_submission(*find_act_type(FileApplication::type), Date(2026, 3, 3)));
  CHECK(places.size() > 5);
  CHECK(places.front().rfind("/data/content/", 0) == 0);
}

TEST_CASE("words of one's own in brackets are read as they stand") {
  const auto submission = read_submission(
      R"({"act": "act.correct", "happened": "2026-03-02", "data": {"kind": "achievement",
          "target": "KZ-1", "changes": [{"field": "/name", "value": "（甲）示例（乙）"}],
          "reason": "（登记时笔误）"}})");
  CHECK(submission.act.as<CorrectRecord>()->reason == "（登记时笔误）");
}
