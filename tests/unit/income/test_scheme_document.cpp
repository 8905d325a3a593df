#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "catch.hpp"
#include "core/resources.hpp"
#include "kezhuan/core/schema.hpp"
#include "kezhuan/core/write.hpp"
#include "unit/income/scheme_support.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  REQUIRE(at != text.npos);
  return text.replace(at, from.size(), to);
}

std::string oxford() { return std::string(resource("income/oxford.yaml")); }

/// Place and English text of the only problem with a file.
std::string told(const std::string& yaml) {
  try {
    scheme_from_yaml(yaml, "s.yaml");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::config);
    const auto& problem = error.problems().front();
    CHECK_FALSE(problem.what.zh.empty());
    CHECK_FALSE(problem.remedy.zh.empty());
    CHECK_FALSE(problem.remedy.en.empty());
    return problem.place + " " + problem.what.en;
  }
  return "no error";
}

}  // namespace

TEST_CASE("INC-06 refuses: example 11, a published table whose first band sums to 95%") {
  CHECK(told(replaced(oxford(), "14.3%", "9.3%")).find("sum to 19/20, not to 1") !=
        std::string::npos);
}

TEST_CASE("INC-06 refuses: the 1992 table of Johns Hopkins as published, for its second band") {
  auto scheme = shipped_scheme("johns-hopkins-2001");
  const auto shares = [](const char* a, const char* b, const char* c, const char* d,
                         const char* e) {
    return std::vector<PoolShare>{{"inventors", Ratio::parse(a)},
                                  {"research", Ratio::parse(b)},
                                  {"department", Ratio::parse(c)},
                                  {"school", Ratio::parse(d)},
                                  {"university", Ratio::parse(e)}};
  };
  scheme.bands.table = {
      {yuan("USD 0"), yuan("USD 100000"), shares("35%", "30%", "10%", "10%", "15%")},
      {yuan("USD 100000"), yuan("USD 300000"), shares("30%", "30%", "10%", "10%", "15%")},
      {yuan("USD 300000"), std::nullopt, shares("30%", "25%", "10%", "20%", "15%")}};
  const auto problems = check_scheme(scheme);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].place == "/bands/table/1/shares");
  CHECK(problems[0].what.en == "the shares of the band sum to 19/20, not to 1");
}

TEST_CASE("INC-06 refuses: bands that overlap or leave a gap, with file, line and field") {
  const auto next = "from: \"GBP 50000.00\"";
  CHECK(told(replaced(oxford(), next, "from: \"GBP 40000.00\"")) ==
        "s.yaml:24:/bands/table/1/from bands overlap: the one before ends at GBP 50000.00, this "
        "one begins at GBP 40000.00");
  CHECK(told(replaced(oxford(), next, "from: \"GBP 50000.01\"")) ==
        "s.yaml:24:/bands/table/1/from a gap between bands: the one before ends at GBP 50000.00, "
        "this one begins at GBP 50000.01");
}

TEST_CASE("INC-06 refuses: what a scheme may not say") {
  const std::vector<std::array<std::string, 3>> cases = {
      {"income-scheme/1", "income-scheme/9", "not a scheme this release can read"},
      {"id: oxford", "id: Oxford", "malformed scheme id"},
      {"currency: GBP", "currency: USD", "an amount in another currency: GBP 0.00"},
      {"currency: GBP\n", "", "an amount in another currency: GBP 0.00"},
      {"{pool: innovation, share: 30%}", "{pool: innovation}", "give share or first"},
      {"{pool: innovation, share: 30%}", "{pool: innovation, share: 130%}",
       "a share must lie between 0 and 1: 13/10"},
      {"{pool: innovation, share: 30%}", "{pool: isis, share: 30%}", "there is no pool \"isis\""},
      {"bears_floor: true", "bears_flour: true", "unknown field \"bears_flour\""},
      {"to: one}", "to: one, bears_floor: true}", "what counts as reward goes to natural persons"},
      {"      up_to: \"GBP 50000.00\"\n", "", "only the last band may have no end"},
      {"base: net_income", "base: gross_income\n  indexed: [{from: 2020-01-01, factor: 2}]",
       "shares of gross income accumulate per case"},
      {"base: net_income",
       "base: net_income\n  indexed: [{from: 2020-01-01, factor: 2}, {from: 2020-01-01, factor: "
       "3}]",
       "the index goes by date"},
      {"85.7%", "857/1000000000000000000000", "ratio cannot be represented exactly"},
      {"id: department", "id: researchers", "pool \"researchers\" stands twice"},
  };
  for (const auto& [from, to, wanted] : cases) {
    CAPTURE(to);
    CHECK_THAT(told(replaced(oxford(), from, to)), Catch::Contains(wanted));
  }
}

TEST_CASE("a scheme keeps its hash whatever its layout, and changes it with its content") {
  const auto scheme = scheme_from_yaml(oxford(), "s.yaml");
  CHECK(hash_of(scheme_from_yaml("# a note\n" + oxford(), "s.yaml")) == hash_of(scheme));
  CHECK(hash_of(scheme_from_yaml(replaced(oxford(), "14.3%", "143/1000"), "s.yaml")) ==
        hash_of(scheme));
  CHECK(hash_of(scheme_from_yaml(replaced(oxford(), "share: 30%", "share: 31%"), "s.yaml")) !=
        hash_of(scheme));
}

TEST_CASE("a scheme reads back from its canonical JSON") {
  for (const auto& id : shipped_schemes()) {
    const auto json = to_canonical_json(shipped_scheme(id));
    CHECK(to_canonical_json(read_document<Scheme>(parse_json(json))) == json);
  }
}

TEST_CASE("the JSON schema of a scheme accepts the shipped ones and refuses an unknown field") {
  using Adapter = valijson::adapters::NlohmannJsonAdapter;
  const auto schema_document = nlohmann::json::parse(json_schema<Scheme>());
  valijson::Schema schema;
  valijson::SchemaParser().populateSchema(Adapter(schema_document), schema);
  const auto accepts = [&](const nlohmann::json& document) {
    return valijson::Validator().validate(schema, Adapter(document), nullptr);
  };
  for (const auto& id : shipped_schemes()) {
    auto document = nlohmann::json::parse(to_canonical_json(shipped_scheme(id)));
    CAPTURE(id);
    CHECK(accepts(document));
    document["bands"]["tables"] = 1;
    CHECK_FALSE(accepts(document));
  }
}

TEST_CASE("a foreign scheme at face value divides income of another currency") {
  const auto scheme = at_face_value(shipped_scheme("michigan-2004"), Currency{});
  CHECK(texts_of_sums(
            divide_by_scheme(scheme_story(scheme_terms(scheme), {}, {receipt("1000000.00")})),
            true) == Texts{"central 230000.00", "department 194000.00", "inventors 340000.00",
                           "school 236000.00"});
}
