#include <string>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "catch.hpp"
#include "kezhuan/acts/table.hpp"
#include "support/world.hpp"

using namespace kezhuan;

namespace {

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
  return text;
}

/// The data of an example, with the numbers of the small hospital put in.
std::string example_of(std::string_view act) {
  auto data = find_act_type(act)->example();
  data = replaced(data, "I-demo", "I-own");
  return replaced(data, "U-demo", "U-1");
}

}  // namespace

TEST_CASE("the example of every act is accepted by the reader and by the act's schema") {
  for (const auto& type : act_types()) {
    CAPTURE(type.name);
    const auto example = example_submission(type, Date(2026, 3, 2));
    CHECK_NOTHROW(type.read(parse_json(type.example()), false));
    const auto document = nlohmann::json::parse(example);
    const auto schema_document = nlohmann::json::parse(submission_schema(type));
    valijson::Schema schema;
    valijson::SchemaParser().populateSchema(
        valijson::adapters::NlohmannJsonAdapter(schema_document), schema);
    CHECK(valijson::Validator().validate(schema, valijson::adapters::NlohmannJsonAdapter(document),
                                         nullptr));
  }
}

TEST_CASE("the examples, done one after another, make an achievement") {
  test::World world;
  world.files.add(sha256(""), 1);
  for (const auto* act :
       {"person.register", "post.assign", "source.register", "achievement.register", "grant.record",
        "processing.record", "certificate.record", "evidence.attach", "achievement.classify",
        "agreement.draft", "prior_right.record", "act.correct"}) {
    INFO(act);
    world.must(act, "2026-03-02", example_of(act));
  }
  const auto& achievement = world.get<Achievement>("KZ-demo");
  REQUIRE(achievement.classification() != nullptr);
  CHECK(achievement.classification()->outcome == Classification::scientific_data);
  CHECK(achievement.name == "更正后的名称");
}

TEST_CASE("DLV-01 passes: the example of an application, once its numbers are replaced") {
  test::World world;
  world.prepare_achievement("KZ-1");
  auto data = replaced(example_of("application.file"), "KZ-demo", "KZ-1");
  data = replaced(data, "P-demo", "P-1");
  world.must("application.file", "2026-03-03", data);
  CHECK(world.missing("DLV-01", "KZ-1").empty());
}

TEST_CASE("DSC-01 passes: the example of an application, once its numbers are replaced") {
  test::World world;
  world.prepare_achievement("KZ-1");
  auto data = replaced(example_of("application.file"), "KZ-demo", "KZ-1");
  data = replaced(data, "P-demo", "P-1");
  world.must("application.file", "2026-03-03", data);
  CHECK(world.missing("DSC-01", "KZ-1").empty());
}

TEST_CASE("the examples of deliberation and disclosure lead an application onto the list") {
  test::World world;
  world.prepare_achievement("KZ-demo");
  auto data = replaced(example_of("application.file"), "P-demo", "P-1");
  world.must("application.file", "2026-03-03", data);
  world.must("resolution.record", "2026-03-04", example_of("resolution.record"));
  CHECK(world.state.approved_applications().size() == 1);
  world.must("edition.freeze", "2026-03-05", example_of("edition.freeze"));
  world.must("notice.open", "2026-03-06", example_of("notice.open"));
  world.must("notice.object", "2026-03-09", example_of("notice.object"));
  world.must("notice.answer", "2026-03-10", example_of("notice.answer"));
  world.must("notice.close", "2026-03-20", example_of("notice.close"));
  CHECK(world.get<Notice>("GS-2026-001").state == NoticeState::closed);
}
