#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "catch.hpp"
#include "kezhuan/core/node.hpp"
#include "path/transfer_case.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

/// KEZHUAN_UPDATE_GOLDEN=1 writes the file instead, to be looked at before it is kept.
void check_golden(const std::string& name, const std::string& text) {
  const auto path = std::string(KEZHUAN_SOURCE_DIR) + "/tests/path/" + name;
  if (std::getenv("KEZHUAN_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path) << text;
    return;
  }
  std::ifstream in(path);
  std::ostringstream wanted;
  wanted << in.rdbuf();
  CHECK(text == wanted.str());
}

}  // namespace

TEST_CASE("The board of a case reads as agreed, in both languages") {
  Transfer world;
  world.received();
  const auto shown = board(world);
  check_golden("path.zh.txt", to_text(shown, Language::zh));
  check_golden("path.en.txt", to_text(shown, Language::en));
}

TEST_CASE("The page of what is next of a case reads as agreed, in both languages") {
  Transfer world;
  world.implementation_decided();
  world.must(step::price());
  world.must(step::publish_price());
  world.today = Date(2026, 4, 21);
  const auto report = next_of_case(world);
  check_golden("next_case.zh.txt", to_text(report, Language::zh));
  check_golden("next_case.en.txt", to_text(report, Language::en));
}

TEST_CASE("The board's JSON holds the ten links, their states and both languages") {
  Transfer world;
  world.received();
  const auto node = parse_json(to_json(board(world)));
  const auto* links = node.find("links");
  REQUIRE(links != nullptr);
  REQUIRE(links->items.size() == 10);
  CHECK(links->items[0].find("state")->text == "done");
  CHECK(links->items[0].find("since")->text == "2026-03-17");
  CHECK(links->items[5].find("state")->text == "open");
  CHECK(links->items[5].find("due_on")->text == "2027-01-01");
  CHECK(links->items[5].find("missing")->items[0].find("rule")->text == "LNK-63");
  CHECK(links->items[5].find("who")->items[0].text == "office");
  CHECK(node.find("pathway")->text == "licence");
}

TEST_CASE("Each state of a link has a symbol of its own") {
  std::vector<std::string_view> symbols;
  for (const auto& entry : EnumTable<LinkState>::table) symbols.push_back(symbol_of(entry.value));
  std::sort(symbols.begin(), symbols.end());
  CHECK(std::adjacent_find(symbols.begin(), symbols.end()) == symbols.end());
}
