#include "core/resources.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

#include "catch.hpp"
#include "kezhuan/core/error.hpp"

namespace kezhuan {

TEST_CASE("resources: what is built in equals the file, byte for byte") {
  const auto names = resource_names();
  REQUIRE_FALSE(names.empty());
  CHECK(std::is_sorted(names.begin(), names.end()));
  for (const auto name : names) {
    INFO(name);
    std::ifstream file(KEZHUAN_SOURCE_DIR "/schemas/" + std::string(name), std::ios::binary);
    const std::string expected((std::istreambuf_iterator<char>(file)), {});
    CHECK(resource(name) == expected);
  }
}

TEST_CASE("resources: an unknown name is a configuration error that says the name") {
  try {
    static_cast<void>(resource("policy/nowhere.yaml"));
    FAIL("an unknown resource was returned");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::config);
    CHECK(error.problems().front().what.en.find("policy/nowhere.yaml") != std::string::npos);
  }
}

}  // namespace kezhuan
