#include <algorithm>

#include "catch.hpp"
#include "kezhuan/core/error.hpp"
#include "unit/report/fixture.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

const FieldDifference* find_field(const EntryDifference& entry, std::string_view field) {
  for (const auto& one : entry.fields) {
    if (one.field == field) return &one;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("DSC-03 passes: two editions tell what came, what changed in which element, what went") {
  TwoEditions story;
  story.second_edition();
  const auto difference = story.difference(false);
  CHECK(difference.from == "QD-1");
  CHECK(difference.to == "QD-2");
  REQUIRE(difference.added.size() == 1);
  CHECK(difference.added[0].number == "KZ-3");
  REQUIRE(difference.removed.size() == 1);
  CHECK(difference.removed[0].number == "KZ-2");
  CHECK(difference.removed[0].reason_zh == "申报表状态：已撤回");
  REQUIRE(difference.changed.size() == 1);
  const auto& changed = difference.changed[0];
  CHECK(changed.number == "KZ-1");
  REQUIRE(find_field(changed, "/name") != nullptr);
  CHECK(find_field(changed, "/name")->before == "示例数据集 KZ-1");
  CHECK(find_field(changed, "/name")->after == "胸部影像标注数据集");
  REQUIRE(find_field(changed, "/rights/income") != nullptr);
  CHECK(find_field(changed, "/rights/income")->after == "按协议分配，团队 70%");
  REQUIRE(find_field(changed, "/value/expected_value") != nullptr);
  CHECK_FALSE(find_field(changed, "/value/expected_value")->before);
  CHECK(find_field(changed, "/value/expected_value")->after == "250000.00");
  CHECK(find_field(changed, "/withheld") != nullptr);
  CHECK(find_field(changed, "/rights/use") == nullptr);
  CHECK(find_field(changed, "/contributors") == nullptr);
}

TEST_CASE(
    "DSC-04 passes: a difference for the public says that a withheld field changed, not how") {
  TwoEditions story;
  story.second_edition();
  const auto difference = story.difference(true);
  REQUIRE(difference.changed.size() == 1);
  const auto* compliance = find_field(difference.changed[0], "/value/compliance");
  REQUIRE(compliance != nullptr);
  CHECK(compliance->withheld);
  // "已匿名化" was public in the first edition; beside the second it would tell what is withheld
  CHECK_FALSE(compliance->before);
  CHECK_FALSE(compliance->after);
  const auto text = to_text(difference, Language::zh) + to_json(difference);
  CHECK_FALSE(has(text, "已通过伦理审查"));
  CHECK_FALSE(has(text, "250000"));
  CHECK(has(text, "合规信息：（保密，不予公示）"));
  CHECK(has(text, "按协议分配，团队 70%"));
}

TEST_CASE("a difference needs internal renderings: a public one cannot tell what changed") {
  TwoEditions story;
  const auto inside = story.load("QD-1", false);
  const auto outside = story.load("QD-1", true);
  CHECK_THROWS_AS(compare_editions(outside, inside, Language::zh), Error);
  CHECK_THROWS_AS(compare_editions(inside, outside, Language::zh), Error);
  CHECK(compare_editions(inside, inside, Language::zh).unchanged == 2);
}

TEST_CASE("a difference on the terminal reads in both languages and cannot move the cursor") {
  TwoEditions story;
  story.second_edition();
  auto difference = story.difference(false);
  CHECK(to_text(difference, Language::zh) ==
        "《数据类职务性科技成果清单》第 1 期（QD-1） → 第 2 期（QD-2）\n"
        "新增 1　变更 1　移出 1　未变 0\n"
        "+ KZ-3  示例数据集 KZ-3\n"
        "~ KZ-1  胸部影像标注数据集\n"
        "    成果名称\n"
        "      原：示例数据集 KZ-1\n"
        "      现：胸部影像标注数据集\n"
        "    收益权\n"
        "      原：按协议分配\n"
        "      现：按协议分配，团队 70%\n"
        "    合规信息【保密】\n"
        "      原：已匿名化\n"
        "      现：已通过伦理审查\n"
        "    预期价值【保密】\n"
        "      原：（无）\n"
        "      现：250000.00\n"
        "    不予公示的内容\n"
        "      原：处理技术\n"
        "      现：价值评估及附件信息；处理技术\n"
        "- KZ-2  示例数据集 KZ-2\n"
        "    原因：申报表状态：已撤回\n");
  difference.added[0].name = "\x1b[31m红\xC2\x9B 1m";
  const auto text = to_text(difference, Language::en);
  CHECK(has(text, "added 1, changed 1, removed 1, unchanged 0\n+ KZ-3   [31m红  1m\n"));
  CHECK(has(text, "reason: application: withdrawn"));
}
