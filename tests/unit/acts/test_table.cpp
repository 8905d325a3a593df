#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "catch.hpp"
#include "kezhuan/acts/acts.hpp"
#include "kezhuan/acts/aggregates.hpp"
#include "kezhuan/acts/table.hpp"
#include "unit/core/support.hpp"

using namespace kezhuan;

namespace {

AnyAct act_of(std::string_view type, std::string_view data) {
  const auto& act_type = *find_act_type(type);
  return {act_type, act_type.read(parse_json(data), false)};
}

}  // namespace

TEST_CASE(
    "every act has its own name of a family and a deed, a version and a title in both languages") {
  std::set<std::string_view> names;
  for (const auto& type : act_types()) {
    CAPTURE(type.name);
    CHECK(names.insert(type.name).second);
    CHECK(std::count(type.name.begin(), type.name.end(), '.') == 1);
    CHECK(type.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_.") == std::string_view::npos);
    CHECK(type.version == 1);
    CHECK_FALSE(type.title.zh.empty());
    CHECK_FALSE(type.title.en.empty());
    CHECK(find_act_type(type.name) == &type);
  }
  CHECK(find_act_type("application") == nullptr);
  CHECK(find_act_type("") == nullptr);
}

TEST_CASE(
    "an act that creates something says what, and only such acts may name its id and number") {
  for (const auto& type : act_types()) {
    CAPTURE(type.name);
    std::set<std::string> paths;
    for (const auto& field : type.fields()) paths.insert(field.path);
    const std::string prefix = type.name == "registry.found" ? "institution." : "";
    CHECK(type.creates.has_value() == (paths.count(prefix + "id") == 1));
    CHECK(type.creates.has_value() == (paths.count(prefix + "number") == 1));
  }
  CHECK(find_act_type("registry.found")->creates == Kind::institution);
  CHECK(find_act_type("application.file")->creates == Kind::application);
  CHECK(find_act_type("application.revise")->creates == std::nullopt);
  CHECK(find_act_type("post.assign")->creates == std::nullopt);
  CHECK(find_act_type("agreement.draft")->creates == Kind::agreement);
}

TEST_CASE(
    "every kind of record is created by exactly one act, institutions and payments by two; "
    "settings, bookings and outstanding items come of others") {
  std::map<Kind, int> creators;
  for (const auto& type : act_types()) {
    if (type.creates) ++creators[*type.creates];
  }
  for (const auto& entry : EnumTable<Kind>::table) {
    CAPTURE(entry.code);
    const bool follows = entry.value == Kind::settings || entry.value == Kind::booking ||
                         entry.value == Kind::outstanding;
    const bool by_two = entry.value == Kind::institution || entry.value == Kind::payment;
    const int expected = follows ? 0 : by_two ? 2 : 1;
    CHECK(creators[entry.value] == expected);
  }
}

TEST_CASE("the table of aggregates follows the kinds") {
  CHECK(aggregate_types().size() == EnumTable<Kind>::table.size());
  for (const auto& entry : EnumTable<Kind>::table) {
    CHECK(aggregate_type(entry.value).kind == entry.value);
    CHECK_FALSE(aggregate_type(entry.value).fields().empty());
  }
}

TEST_CASE("the references of an act are met with their kind and place") {
  auto act = act_of("application.file", R"({"achievement": "KZ-1", "applicant": "P-1", "content": {
    "rights": {"ownership": "x", "use": "x", "income": "x"},
    "technical": {"source": "x", "type": "x", "scale": "x", "technique": "x"},
    "value": {"compliance": "x"}, "agreement": "FQ-1",
    "contributors": [{"person": "P-2", "role": "x", "main": true}]}})");
  Texts seen;
  act.visit_refs([&](Kind kind, AnyRef& ref, const Place& place) {
    seen.push_back(std::string(to_code(kind)) + " " + ref.number + " " + place.to_text());
  });
  CHECK(seen == Texts{"achievement KZ-1 /achievement", "person P-1 /applicant",
                      "person P-2 /content/contributors/0/person",
                      "agreement FQ-1 /content/agreement"});
}

TEST_CASE("the personal values of an act are met wherever they stand") {
  auto act =
      act_of("act.correct", R"({"kind": "person", "target": "P-1", "reason": "x", "changes": [
    {"field": "/name", "personal_value": "甲"}, {"field": "/x", "value": "y"}]})");
  Texts seen;
  act.visit_personal([&](Personal& personal) { seen.push_back(personal.value); });
  CHECK(seen == Texts{"甲"});
}

TEST_CASE("a given id and number are found, for a registry those of its institution") {
  const std::string id = "019cad00-7c00-7000-8000-000000000001";
  const auto founded =
      act_of("registry.found", R"({"name": "x", "institution": {"id": ")" + id +
                                   R"(", "number": "I-9", "name": "y", "nature": "company"}})");
  CHECK(founded.given_id() == Uuid::parse(id));
  CHECK(founded.given_number() == "I-9");
  const auto frozen = act_of("edition.freeze", R"({"number": "QD-7"})");
  CHECK(frozen.given_id() == std::nullopt);
  CHECK(frozen.given_number() == "QD-7");
  CHECK(act_of("notice.close", R"({"notice": "GS-1"})").given_number() == std::nullopt);
}

TEST_CASE("an act is known as its own type and no other") {
  const auto act = AnyAct::of(CloseNotice{Ref<Notice>("GS-1")});
  REQUIRE(act.as<CloseNotice>() != nullptr);
  CHECK(act.as<CloseNotice>()->notice.number == "GS-1");
  CHECK(act.as<OpenNotice>() == nullptr);
  CHECK(act.write(PersonalForm::value) == R"({"notice":"GS-1"})");
}
