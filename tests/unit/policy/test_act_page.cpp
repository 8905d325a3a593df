#include <string>

#include "catch.hpp"
#include "kezhuan/core/write.hpp"
#include "kezhuan/policy/act_page.hpp"

using namespace kezhuan;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string page(const char* act, Language language) {
  return act_page(*find_act_type(act), national_policy(), language);
}

}  // namespace

TEST_CASE("the page of an act names every field, its meaning and its rule, in both languages") {
  const auto policy = national_policy();
  for (const auto& type : act_types()) {
    const auto zh = act_page(type, policy, Language::zh);
    const auto en = act_page(type, policy, Language::en);
    CAPTURE(type.name);
    CHECK(zh.find("# " + std::string(type.name) + " · " + std::string(type.title.zh)) == 0);
    CHECK(en.find("# " + std::string(type.name) + " · " + std::string(type.title.en)) == 0);
    for (const auto& field : type.fields()) {
      CAPTURE(field.path);
      CHECK(has(zh, "| `" + field.path + "` | " + field.name.zh + " | "));
      CHECK(has(en, "| `" + field.path + "` | " + field.name.en + " | "));
      CHECK(field.name.zh != field.name.en);
      CHECK((field.rule.empty() || has(en, "| [" + field.rule + "](rules.md#")));
    }
  }
}

TEST_CASE("the page of an act marks what is personal and what is confidential") {
  CHECK(has(page("person.register", Language::zh), "| 个人信息 |"));
  CHECK(has(page("application.file", Language::en),
            "| `content.value.expected_value` | expected value | amount of money (at most 2 "
            "decimals) |  | [DSC-01](rules.md#dsc-01) | confidential |"));
}

TEST_CASE("the page of an act says which links it serves, what it makes and what it needs before") {
  const auto en = page("application.file", Language::en);
  CHECK(has(en, "**Serves link**: 1 achievement disclosure\n"));
  CHECK(has(en, "**Brings into being**: application form\n"));
  CHECK(has(en,
            "**On record before it**: data-type achievement (`achievement.register`); person "
            "(`person.register`)\n"));
  const auto zh = page("application.file", Language::zh);
  CHECK(has(zh, "**所办环节**：1 成果披露\n"));
  CHECK(has(zh, "**由此产生**：成果申报表\n"));
  CHECK(
      has(zh, "**须先在案**：数据类科技成果（`achievement.register`）；人员（`person.register`）"));
  CHECK_FALSE(has(page("notice.close", Language::en), "Brings into being"));
}

TEST_CASE("the page of an act links to every rule that judges it or that it settles") {
  const auto policy = national_policy();
  for (const auto& type : act_types()) {
    CAPTURE(type.name);
    const auto en = act_page(type, policy, Language::en);
    for (const auto* rule : policy.guards_of(type.name)) {
      CHECK(has(en.substr(en.find("**Judged by**")), "[" + rule->id + "](rules.md#"));
    }
  }
  CHECK(has(page("application.file", Language::zh), "[DSC-01](rules.zh-CN.md#dsc-01) 七要素"));
}

TEST_CASE("the page of an act ends with an example that the act takes") {
  for (const auto& type : act_types()) {
    CAPTURE(type.name);
    const auto text = act_page(type, national_policy(), Language::en);
    const std::string begin = "```json\n";
    const auto at = text.find(begin);
    REQUIRE(at != std::string::npos);
    const auto from = at + begin.size();
    const auto example = text.substr(from, text.find("```", from) - from);
    CHECK(example == indent_json(example_submission(type, Date(2026, 3, 2))) + "\n");
    CHECK_NOTHROW(parse_json(example));
  }
}

TEST_CASE("the pages of acts begin with a list that leads to each") {
  const auto pages = act_pages(national_policy(), Language::en);
  CHECK(pages.find("# The acts\n") == 0);
  for (const auto& type : act_types()) {
    const std::string name(type.name);
    CAPTURE(name);
    auto anchor = name;
    anchor[anchor.find('.')] = '-';
    CHECK(has(pages, "| [" + name + "](#" + anchor + ") | " + std::string(type.title.en) + " | "));
    CHECK(has(pages, "\n<a id=\"" + anchor + "\"></a>\n## " + name + " · "));
  }
}
