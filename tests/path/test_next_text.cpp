#include <fstream>
#include <sstream>

#include "catch.hpp"
#include "kezhuan/core/node.hpp"
#include "path/complete_case.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

std::string read_golden(const std::string& name) {
  std::ifstream in(std::string(KEZHUAN_SOURCE_DIR) + "/tests/path/" + name);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// Written by hand, so that the page is compared and not the wording of the rules.
NextReport sample_report() {
  Finding finding{
      "DSC-02",
      Severity::refuse,
      {},
      {"申报表 SB-1 已填报，待论证。", "Application SB-1 awaits deliberation."},
      {"提请学术委员会论证并登记决议。", "Have it deliberated and record the resolution."},
      {"committee"},
      {"resolution.record"},
      {{"consensus-2026", {"示例共识", "Example consensus"}, "§3.1", Firmness::seen}}};
  auto warning = finding;
  warning.rule = "CLS-07";
  warning.severity = Severity::warn;
  warning.what = {"匿名化由机构自行实施。", "It was anonymised in-house."};
  auto note = finding;
  note.rule = "RGT-07";
  note.severity = Severity::note;
  note.what = {"YX-1：示例公司 享有优先谈判权。", "YX-1: a right of first negotiation is live."};

  NextReport report;
  report.number = "KZ-1";
  report.name = "示例数据集";
  report.on = Date(2026, 3, 4);
  report.classification = Classification::scientific_data;
  LinkStatus disclosure{
      1,  "disclosure",     "A", {"成果披露", "achievement disclosure"}, LinkState::open,
      {}, Date(2026, 3, 31)};
  disclosure.requirements = {
      {"CLS-06", {"☆数据不得进入", "☆ stays off the path"}, RequirementState::met, {}},
      {"CLS-07", {"匿名化", "anonymised"}, RequirementState::met_with_warning, {warning}},
      {"DSC-02", {"集体论证", "collective deliberation"}, RequirementState::unmet, {finding}}};
  LinkStatus rights{2, "rights", "A", {"确权赋权", "rights"}, LinkState::done, {}, {}};
  rights.requirements = {{"RGT-05", {"协议", "agreement"}, RequirementState::met, {}}};
  report.links = {disclosure, rights};
  report.actions = {{"resolution.record",
                     {"记录民主议事决议", "record a resolution"},
                     {"SB-1 已申报，待集体论证。", "SB-1 is filed and awaits deliberation."},
                     {"committee"},
                     {},
                     Date(2026, 3, 31),
                     {"DSC-02"},
                     {},
                     "resolution.record KZ-1"},
                    {"notice.close",
                     {"结束公示", "close a notice"},
                     {"公示末日为 2026-03-16。", "The last day is 2026-03-16."},
                     {"office", "contributor"},
                     Date(2026, 3, 17),
                     {},
                     {"DSC-04"},
                     {"PTH-05"},
                     "notice.close GS-1"}};
  report.notes = {note};
  return report;
}

}  // namespace

TEST_CASE("The page of what is next reads as agreed, in both languages") {
  const auto report = sample_report();
  CHECK(to_text(report, Language::zh) == read_golden("next.zh.txt"));
  CHECK(to_text(report, Language::en) == read_golden("next.en.txt"));
}

TEST_CASE("An achievement that is under transfer and lacks nothing says so") {
  World world;
  complete(world);
  CHECK(acts_of(next_of(world)) == std::vector<std::string>{"case.open"});
  world.must("case.open", "2026-04-01",
             R"({"number": "ZH-1", "title": "示例转化", "achievements": ["KZ-1"]})");
  const auto text = to_text(next_of(world), Language::zh);
  CHECK(text.find("眼下没有要办的事。") != std::string::npos);
  CHECK(text.find("还缺") == std::string::npos);
}

TEST_CASE("The JSON of what is next is canonical and holds both languages") {
  const auto json = to_json(sample_report());
  CHECK(json.find(R"("state":"unmet")") != std::string::npos);
  CHECK(json.find(R"("not_before":"2026-03-17")") != std::string::npos);
  CHECK(json.find(R"("title":{"en":"close a notice","zh":"结束公示"})") != std::string::npos);
  CHECK(json.find(R"("actions":[{"act":"resolution.record")") != std::string::npos);
  const auto node = parse_json(json);
  CHECK(node.find("links")->items.size() == 2);
}
