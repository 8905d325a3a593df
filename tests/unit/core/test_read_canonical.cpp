#include <string>

#include "catch.hpp"
#include "kezhuan/core/read_canonical.hpp"
#include "kezhuan/core/write.hpp"
#include "unit/core/described.hpp"
#include "unit/core/support.hpp"

using namespace kezhuan;
using sample::All;

namespace {

All sealed() {
  auto value = read_document<All>(parse_json(sample::all_json()));
  value.ref = Ref<sample::Thing>(Id<sample::Thing>(value.id));
  value.person = {};
  value.person.commitment = value.hash;
  value.names = {"一", "two"};
  value.note = "注";
  return value;
}

/// What the strict reader makes of it, written again; nothing when it refuses.
std::optional<std::string> strictly(const std::string& json) {
  try {
    return to_canonical_json(read_document<All>(parse_json(json), true));
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

TEST_CASE("what was written canonically is read back at once") {
  const auto value = sealed();
  const auto found = find_canonical<All>(to_canonical_json(value));
  REQUIRE(found);
  CHECK(*found == value);
}

TEST_CASE("other forms of the same document are left to the strict reader") {
  const auto json = to_canonical_json(sealed());
  CHECK_FALSE(find_canonical<All>(json + " "));
  CHECK_FALSE(find_canonical<All>(sample::all_json()));
  CHECK(read_written<All>(json + " ") == sealed());
  auto escaped = sealed();
  escaped.note = "一行\n二行";
  CHECK_FALSE(find_canonical<All>(to_canonical_json(escaped)));
  CHECK(read_written<All>(to_canonical_json(escaped)) == escaped);
}

TEST_CASE("what is wrong with a written document is said by the strict reader") {
  auto json = to_canonical_json(sealed());
  json.replace(json.find("\"blue\""), 6, "\"grey\"");
  const auto error = error_of([&] { read_written<All>(json); });
  REQUIRE(error);
  CHECK(error->problems().front().place == "/colour");
}

TEST_CASE(
    "whatever single change is made to a document, the quick reader never takes what the "
    "strict one refuses or reads otherwise") {
  const auto json = to_canonical_json(sealed());
  int taken = 0;
  const auto compare = [&](const std::string& changed) {
    const auto found = find_canonical<All>(changed);
    if (!found) return;
    ++taken;
    CHECK(strictly(changed) == to_canonical_json(*found));
  };
  for (std::size_t i = 0; i < json.size(); ++i) {
    for (const char c : std::string("\0\x01\n\x7F \"\\,:{}[]-019a\x80\xE4\xFF", 21)) {
      auto changed = json;
      changed[i] = c;
      compare(changed);
      compare(json.substr(0, i) + c + json.substr(i));
    }
    compare(json.substr(0, i) + json.substr(i + 1));
    compare(json.substr(0, i));
  }
  CHECK(taken > 100);
}
