#include <algorithm>
#include <string>

#include "catch.hpp"
#include "kezhuan/core/read.hpp"
#include "kezhuan/core/schema.hpp"
#include "unit/core/described.hpp"
#include "unit/core/support.hpp"

using namespace kezhuan;
using sample::All;

namespace {

const FieldInfo& field_at(const std::vector<FieldInfo>& fields, const std::string& path) {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const FieldInfo& field) { return field.path == path; });
  REQUIRE(found != fields.end());
  return *found;
}

Texts texts_of(const Node& list) {
  Texts texts;
  for (const auto& item : list.items) texts.push_back(item.text);
  return texts;
}

}  // namespace

TEST_CASE("a schema names every field, what is required, and forbids the rest") {
  const auto schema = parse_json(json_schema<All>());
  CHECK(schema.find("type")->text == "object");
  CHECK(schema.find("additionalProperties")->text == "false");
  const auto& properties = *schema.find("properties");
  CHECK(properties.keys.size() == 18);
  CHECK(texts_of(*schema.find("required")) == Texts{"text", "flag", "count", "colour", "money",
                                                    "ratio", "day", "time", "id", "hash", "ref",
                                                    "person", "part", "parts"});
  CHECK(properties.find("text")->find("title")->text == "文字 / text");
  CHECK(properties.find("count")->find("type")->text == "integer");
  CHECK(properties.find("flag")->find("type")->text == "boolean");
  CHECK(texts_of(*properties.find("colour")->find("enum")) == Texts{"red", "blue"});
  CHECK(properties.find("parts")->find("minItems")->text == "1");
  CHECK(properties.find("names")->find("minItems")->text == "0");
  const auto& part = *properties.find("parts")->find("items");
  CHECK(texts_of(*part.find("required")) == Texts{"key", "count"});
  CHECK(properties.find("number")->find("maxLength")->text == "64");
  CHECK(properties.find("note")->find("maxLength")->text == "20000");
}

TEST_CASE("an example holds what is required and what has an example, and can be read") {
  const auto example = parse_json(example_json<All>());
  CHECK_NOTHROW(read_document<All>(example));
  CHECK(example.find("colour")->text == "blue");
  CHECK(example.find("text")->text == "（文字）");
  CHECK(example.find("part")->find("count")->text == "3");
  REQUIRE(example.find("parts") != nullptr);
  CHECK(example.find("parts")->items.size() == 1);
  CHECK(texts_of(*example.find("names")) == Texts{"一", "二"});
  CHECK(example.find("note") == nullptr);
}

TEST_CASE("the list of fields goes into nested ones and says what marks they bear") {
  const auto fields = list_fields<All>();
  CHECK(fields.front().path == "text");
  CHECK(fields.front().rule == "AAA-01");
  CHECK(fields.front().required);
  CHECK(field_at(fields, "part.key").type.en == "text");
  CHECK(field_at(fields, "parts[].count").type.en == "integer");
  CHECK(field_at(fields, "parts").type.en == "list of object");
  CHECK(field_at(fields, "parts").required);
  CHECK_FALSE(field_at(fields, "names").required);
  CHECK(field_at(fields, "colour").type.en == "red, blue");
  CHECK((field_at(fields, "note").marks & confidential) != 0);
  CHECK(field_at(fields, "person").personal);
  CHECK(field_at(fields, "other").personal);
  CHECK_FALSE(field_at(fields, "text").personal);
  CHECK(fields.size() == 18 + 2 + 2);
}
