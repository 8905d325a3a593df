#include <string>

#include "catch.hpp"
#include "kezhuan/core/read.hpp"
#include "kezhuan/core/walk.hpp"
#include "kezhuan/core/write.hpp"
#include "unit/core/described.hpp"
#include "unit/core/support.hpp"

using namespace kezhuan;
using sample::All;
using sample::all_json;

namespace {

All sample_value() { return read_document<All>(parse_json(all_json())); }

std::string text_of(std::string_view value) {
  CanonicalWriter writer;
  writer.text(value);
  return writer.take();
}

const Sha256 commitment = sha256("salt and value");

}  // namespace

TEST_CASE("canonical JSON has sorted members, no blanks, and canonical values") {
  CHECK(
      to_canonical_json(sample_value(), PersonalForm::value) ==
      R"({"colour":"blue","count":7,"day":"2026-03-02","flag":true,)"
      R"("hash":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",)"
      R"("id":"019cad00-7c00-7000-8000-000000000001","money":"12.50","part":{"count":1,"key":"a"},)"
      R"("parts":[{"count":2,"key":"b"}],"person":"示例甲","ratio":"1/2","ref":"T-1","text":"文",)"
      R"("time":"2026-03-02T01:30:00.000Z"})");
}

TEST_CASE("the same value gives the same bytes however it was written") {
  auto other = sample_value();
  other.ratio = Ratio::parse("0.50");
  other.money = Money::parse("CNY 12.50");
  CHECK(to_canonical_json(other, PersonalForm::value) ==
        to_canonical_json(sample_value(), PersonalForm::value));
}

TEST_CASE("canonical text escapes as RFC 8785 says and nothing more") {
  CHECK(text_of("\"\\/") == R"("\"\\/")");
  CHECK(text_of("\b\f\n\r\t") == R"("\b\f\n\r\t")");
  CHECK(text_of(std::string("\0\x01\x1f", 3)) == "\"\\u0000\\u0001\\u001f\"");
  CHECK(text_of("\x7F 科 😀 \u2028") == "\"\x7F 科 😀 \u2028\"");
  CHECK(text_of("") == "\"\"");
}

TEST_CASE("integers are written without exponent or fraction") {
  CanonicalWriter writer;
  writer.integer(9'223'372'036'854'775'807);
  writer.out() += ' ';
  writer.integer(0);
  CHECK(writer.take() == "9223372036854775807 0");
}

TEST_CASE("what was written is read back as the same value") {
  auto value = sample_value();
  value.names = {"一", "二\n\"三\""};
  value.note = "备\t注\\";
  value.number = "N-1";
  value.other = Personal{"乙", {}};
  const auto json = to_canonical_json(value, PersonalForm::value);
  const auto again = read_document<All>(parse_json(json), true);
  CHECK(again == value);
  CHECK(to_canonical_json(again, PersonalForm::value) == json);
}

TEST_CASE("an absent optional and an empty list are not written") {
  const auto json = to_canonical_json(sample_value(), PersonalForm::value);
  for (const auto* key : {"\"note\"", "\"names\"", "\"number\"", "\"other\""}) {
    CHECK(json.find(key) == std::string::npos);
  }
}

TEST_CASE("the ledger form of a personal value holds its commitment and never the value") {
  auto value = sample_value();
  value.person.commitment = commitment;
  const auto json = to_canonical_json(value);
  CHECK(json.find("示例甲") == std::string::npos);
  CHECK(json.find(R"("person":{"commitment":")" + commitment.to_text() + R"("})") !=
        std::string::npos);
  const auto sealed = read_document<All>(parse_json(json), true);
  CHECK(sealed.person.is_sealed());
  // nothing is left to show, so the commitment stands in the readable form too
  CHECK(to_canonical_json(sealed, PersonalForm::value) == json);
  CHECK(to_canonical_json(sealed) == json);
}

TEST_CASE("indented JSON is the same document, two blanks to a level") {
  CHECK(indent_json(R"({"a":[1,{"b":"x"}],"c":{},"d":[]})") ==
        "{\n  \"a\": [\n    1,\n    {\n      \"b\": \"x\"\n    }\n  ],\n  \"c\": {},\n  \"d\": "
        "[]\n}");
  const auto json = to_canonical_json(sample_value(), PersonalForm::value);
  CHECK(read_document<All>(parse_json(indent_json(json))) == sample_value());
  CHECK(is_invalid([] { indent_json("{"); }));
}

TEST_CASE("a walk meets every value of a kind, with its place, in the order described") {
  auto value = sample_value();
  value.other = Personal{"乙", {}};
  Texts seen;
  walk<Personal>(value, Place{}, [&](Personal& person, const Place& place) {
    seen.push_back(place.to_text() + " " + person.value);
    person.value = "改";
  });
  CHECK(seen == Texts{"/person 示例甲", "/other 乙"});
  CHECK(value.person.value == "改");
  CHECK(value.other->value == "改");
  Texts keys;
  walk<sample::Part>(value, Place{}, [&](const sample::Part&, const Place& place) {
    keys.push_back(place.to_text());
  });
  CHECK(keys == Texts{"/part", "/parts/0"});
  Texts refs;
  const auto& constant = value;
  walk<AnyRef>(constant, Place{}, [&](const auto& ref, const Place& place) {
    refs.push_back(place.to_text() + " " + ref.to_text());
  });
  CHECK(refs == Texts{"/ref T-1"});
}
