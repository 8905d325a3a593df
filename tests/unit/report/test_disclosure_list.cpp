#include <algorithm>
#include <regex>

#include "catch.hpp"
#include "kezhuan/core/error.hpp"
#include "kezhuan/core/node.hpp"
#include "kezhuan/core/write.hpp"
#include "unit/report/fixture.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

const ListEntry& entry(const DisclosureList& list, std::string_view number) {
  const auto found = std::find_if(list.entries.begin(), list.entries.end(),
                                  [&](const ListEntry& one) { return one.number == number; });
  REQUIRE(found != list.entries.end());
  return *found;
}

std::int64_t count(const std::vector<ListCount>& counts, std::string_view code) {
  for (const auto& one : counts) {
    if (one.code == code) return one.count;
  }
  return -1;
}

/// A list that needs no registry, with one entry and every text as hostile as given.
DisclosureList one_entry(const std::string& text, const std::vector<std::string>& withheld = {}) {
  DisclosureList list;
  list.number = "QD-1";
  list.institution = text;
  list.frozen_on = Date(2026, 3, 5);
  ListEntry one;
  one.number = "KZ-1";
  one.name = text;
  one.type = AchievementForm::dataset;
  one.primary = {{"D1", DeliverableKind::master_data, text, text}};
  one.secondary = {text};
  one.rights = RightsStatement{text, text, text};
  one.technical = TechnicalStatement{text, text, text, text};
  one.value = ValueStatement{};
  one.value->compliance = text;
  one.contributors = {{"P-1", text, text, true}};
  one.certificates = {{CertificateKind::know_how, text, Date(2026, 3, 1), {}, {"D1"}}};
  one.agreement = ListAgreement{text, AgreementState::draft, {}};
  one.withheld = withheld;
  list.entries = {one};
  list.removed = {{"KZ-9", text, false, text, text}};
  ListNotice notice;
  notice.number = "GS-1";
  notice.audience = text;
  notice.days = 5;
  list.notices = {notice};
  return list;
}

}  // namespace

TEST_CASE("a frozen edition carries the seven elements and what stood beside them that day") {
  TwoEditions story;
  story.hospital.draft_agreement("KZ-1");
  const auto list = story.load("QD-1", false);
  CHECK(list.institution == "示例医院");
  CHECK(list.sequence == 1);
  CHECK(list.frozen_on == Date(2026, 3, 5));
  CHECK(list.next_due == Date(2027, 3, 5));
  REQUIRE(list.entries.size() == 2);
  const auto& one = entry(list, "KZ-1");
  CHECK(one.name == "示例数据集 KZ-1");
  CHECK(one.type == AchievementForm::dataset);
  CHECK(one.classification == Classification::scientific_data);
  REQUIRE(one.primary.size() == 2);
  CHECK(one.primary[1].title == "数据字典");
  CHECK(one.secondary == std::vector<std::string>{"专有技术登记", "数据质量检测报告"});
  CHECK(one.rights->income == "按协议分配");
  CHECK(one.technical->technique == "标注");
  CHECK(one.value->compliance == "已匿名化");
  REQUIRE(one.contributors.size() == 2);
  CHECK(one.contributors[0].name == "示例甲");
  CHECK(one.contributors[0].main);
  REQUIRE(one.certificates.size() == 1);
  CHECK(one.certificates[0].certificate_no == "ZY-KZ-1");
  CHECK_FALSE(one.agreement);  // a draft the application does not name is no part of the entry
  CHECK(one.application == "SB-of-KZ-1");
  REQUIRE(list.notices.size() == 1);
  CHECK(list.notices[0].last_day == Date(2026, 3, 13));
  CHECK(count(list.by_change, "added") == 2);
  CHECK(count(list.by_type, "dataset") == 2);
  CHECK(count(list.by_deliverable, "metadata") == 2);
  REQUIRE(list.policy);
  CHECK(list.policy->hash == national().hash());
  const auto mark = story.hospital.registry.read().mark();
  CHECK(list.ledger_size == static_cast<std::int64_t>(mark.size));
  CHECK(list.ledger_root == mark.root);
}

TEST_CASE("an old edition reads the same after revision, correction and withdrawal") {
  TwoEditions story;
  const auto before = story.load("QD-1", false);
  story.second_edition();
  story.hospital.must("certificate.cancel", "2026-04-11",
                      R"({"certificate": "C-KZ-1", "reason": "示例"})");
  const auto after = story.load("QD-1", false);
  CHECK(to_canonical_json(before.entries) == to_canonical_json(after.entries));
  const auto without_mark = [](std::string csv) { return csv.substr(0, csv.find(",账本,")); };
  CHECK(without_mark(to_csv(before, Language::zh)) == without_mark(to_csv(after, Language::zh)));
  CHECK(after.ledger_size > before.ledger_size);
}

TEST_CASE("a content revised twice is found by the hash of the edition, not by being the last") {
  TwoEditions story;
  story.second_edition();
  story.hospital.must("application.revise", "2026-04-12",
                      R"({"application": "SB-of-KZ-1", "content": )" +
                          replaced(sample_content(), "按协议分配", "另行约定") + "}");
  CHECK(entry(story.load("QD-1", false), "KZ-1").rights->income == "按协议分配");
  CHECK(entry(story.load("QD-2", false), "KZ-1").rights->income == "按协议分配，团队 70%");
  CHECK(entry(story.load("QD-2", false), "KZ-1").revision == 2);
}

TEST_CASE("certificates are those valid on the day of freezing") {
  TwoEditions story;
  story.second_edition();
  story.hospital.must("certificate.record", "2026-04-02",
                      R"({"number": "C-new", "achievement": "KZ-1", "certificate": "copyright",
                          "certificate_no": "ZZ-1", "covers": ["D1"], "issued": "2026-04-01"})");
  story.hospital.must("certificate.cancel", "2026-04-02",
                      R"({"certificate": "C-KZ-1", "reason": "示例"})");
  const auto numbers = [&](std::string_view edition) {
    std::vector<std::string> all;
    const auto list = story.load(edition, false);
    for (const auto& one : entry(list, "KZ-1").certificates) all.push_back(one.certificate_no);
    return all;
  };
  CHECK(numbers("QD-1") == std::vector<std::string>{"ZY-KZ-1"});
  CHECK(numbers("QD-2") == std::vector<std::string>{"ZZ-1"});
}

TEST_CASE("an agreement in force is shown from its day on, and only till it ended") {
  TwoEditions story;
  story.hospital.draft_agreement("KZ-1");
  for (const auto* party :
       {R"("institution": "I-own")", R"("person": "P-1")", R"("person": "P-2")"}) {
    story.hospital.must("agreement.sign", "2026-03-17",
                        R"({"agreement": "FQ-KZ-1", )" + std::string(party) + "}");
  }
  story.hospital.must("agreement.enter_force", "2026-03-18", R"({"agreement": "FQ-KZ-1"})");
  story.second_edition();
  story.hospital.must("agreement.end", "2026-04-20",
                      R"({"agreement": "FQ-KZ-1", "reason": "示例"})");
  CHECK_FALSE(entry(story.load("QD-1", false), "KZ-1").agreement);
  const auto second = story.load("QD-2", false);
  REQUIRE(entry(second, "KZ-1").agreement);
  CHECK(entry(second, "KZ-1").agreement->number == "FQ-KZ-1");
  CHECK(entry(second, "KZ-1").agreement->state == AgreementState::in_force);
}

TEST_CASE("an erased name says so and the list still prints") {
  TwoEditions story;
  story.hospital.must("personal.erase", "2026-03-20", R"({"person": "P-2", "reason": "本人要求"})");
  const auto list = story.load("QD-1", true);
  CHECK(entry(list, "KZ-1").contributors[1].name == "（已删除）");
  CHECK_FALSE(has(to_html(list, Language::zh), "示例乙"));
}

TEST_CASE("an edition that is not there is not found") {
  TwoEditions story;
  try {
    story.load("QD-9", true);
    FAIL("found");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::not_found);
  }
}

TEST_CASE("DSC-04 passes: the public rendering withholds in every format what is confidential") {
  TwoEditions story;
  story.second_edition();
  const auto inside = story.load("QD-2", false);
  const auto outside = story.load("QD-2", true);
  CHECK(entry(inside, "KZ-1").withheld ==
        std::vector<std::string>{"/value", "/technical/technique"});
  CHECK(entry(outside, "KZ-1").withheld == entry(inside, "KZ-1").withheld);
  CHECK_FALSE(entry(outside, "KZ-1").value);
  CHECK_FALSE(entry(outside, "KZ-1").content);  // it would let a short secret be guessed
  const auto secret = {"250000", "已通过伦理审查"};
  for (const auto* word : secret) {
    INFO(word);
    CHECK(has(to_json(inside), word));
    CHECK(has(to_csv(inside, Language::zh), word));
    CHECK(has(to_html(inside, Language::zh), word));
    CHECK_FALSE(has(to_json(outside), word));
    CHECK_FALSE(has(to_csv(outside, Language::zh), word));
    CHECK_FALSE(has(to_html(outside, Language::zh), word));
  }
  CHECK(has(to_html(outside, Language::zh), "（保密，不予公示）"));
  CHECK(has(to_html(outside, Language::en), "(withheld)"));
  CHECK(has(to_csv(outside, Language::zh), "（保密，不予公示）"));
  CHECK(has(to_html(inside, Language::zh), "【保密】"));
  CHECK_FALSE(has(to_html(outside, Language::zh), "【保密】"));
  CHECK(has(to_html(outside, Language::zh), "示例甲"));                // contributors stay
  CHECK(entry(inside, "KZ-1").value->compliance == "已通过伦理审查");  // withheld, not deleted
}

TEST_CASE("each withheld element takes with it what would tell it") {
  const std::string secret = "不可外传";
  for (const auto& element : EnumTable<Element>::table) {
    const auto code = std::string(element.code);
    INFO(code);
    const auto pointer = code == "primary_deliverables"     ? std::string("/primary")
                         : code == "secondary_deliverables" ? std::string("/secondary")
                                                            : "/" + code;
    auto list = one_entry("公开", {pointer});
    auto& one = list.entries[0];
    one.classification = Classification::scientific_data;
    list.removed.clear();
    switch (element.value) {
      case Element::type: break;
      case Element::name: one.name = secret; break;
      case Element::primary_deliverables: one.primary[0].title = secret; break;
      case Element::secondary_deliverables:
        one.secondary[0] = secret;
        one.certificates[0].certificate_no = secret;
        break;
      case Element::rights:
        one.rights->income = secret;
        one.agreement->number = secret;
        break;
      case Element::technical: one.technical->scale = secret; break;
      case Element::value: one.value->compliance = secret; break;
    }
    const auto shown = public_rendering_of(list);
    const auto all = to_json(shown) + to_csv(shown, Language::zh) + to_html(shown, Language::zh) +
                     notice_to_html(shown, "GS-1", Language::zh);
    CHECK_FALSE(has(all, secret));
    CHECK(has(to_html(shown, Language::zh), "（保密，不予公示）"));
    if (element.value == Element::type) {
      CHECK_FALSE(has(to_json(shown), "scientific_data"));
      CHECK_FALSE(shown.entries[0].type);
    } else {
      CHECK(has(to_html(list, Language::zh), secret));
    }
  }
}

TEST_CASE("a removed achievement whose name was withheld is removed without it") {
  TwoEditions story;
  auto content = sample_content();
  content.insert(content.rfind('}'), R"(, "withheld": ["name"])");
  story.approve_new("KZ-4", content);
  story.hospital.must("edition.freeze", "2026-04-05", R"({"number": "QD-1b"})");
  story.hospital.must("application.withdraw", "2026-04-06",
                      R"({"application": "SB-of-KZ-4", "reason": "示例"})");
  story.hospital.must("edition.freeze", "2026-04-07", R"({"number": "QD-1c"})");
  const auto outside = story.load("QD-1c", true);
  REQUIRE(outside.removed.size() == 1);
  CHECK(outside.removed[0].name_withheld);
  CHECK_FALSE(has(to_json(outside) + to_csv(outside, Language::zh) + to_html(outside, Language::zh),
                  "示例数据集 KZ-4"));
  CHECK(has(to_html(story.load("QD-1c", false), Language::zh), "示例数据集 KZ-4"));
}

TEST_CASE("CSV is what a spreadsheet expects: mark, CRLF, quotes, as many cells in every row") {
  TwoEditions story;
  story.second_edition();
  const auto csv = to_csv(story.load("QD-2", true), Language::zh);
  CHECK(csv.starts_with("\xEF\xBB\xBF清单编号,序号,变化,成果编号,成果名称,"));
  CHECK(csv.ends_with("\r\n"));
  std::vector<std::size_t> cells{1};
  bool quoted = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    if (csv[i] == '"') quoted = !quoted;
    if (quoted) continue;
    if (csv[i] == ',') ++cells.back();
    if (csv[i] == '\n') {
      CHECK(csv[i - 1] == '\r');
      cells.push_back(1);
    }
  }
  cells.pop_back();
  CHECK(cells.size() == 1 + 2 + 1 + 1);  // heading, KZ-1 and KZ-3, KZ-2 removed, the ledger's mark
  for (const auto number : cells) CHECK(number == cells.front());
  CHECK(has(csv, "\r\nQD-2,,移出,KZ-2,示例数据集 KZ-2,"));
  CHECK(has(to_csv(story.load("QD-2", true), Language::en), "\r\nQD-2,,removed,KZ-2,"));
}

TEST_CASE("a CSV cell is quoted where it must be and never runs as a formula") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"=HYPERLINK(\"http://x\")", ",\"'=HYPERLINK(\"\"http://x\"\")\","},
      {"+1", ",'+1,"},
      {"-1", ",'-1,"},
      {"@SUM(A1)", ",'@SUM(A1),"},
      {"\tx", ",'\tx,"},
      {"\r=1", ",\"'\r=1\","},
      {"  =1", ",'  =1,"},
      {"＝1", ",'＝1,"},
      {"a,b", ",\"a,b\","},
      {"a\nb", ",\"a\nb\","},
      {"a=b", ",a=b,"},
      {"", ",,"},
  };
  for (const auto& [text, cell] : cases) {
    INFO(text);
    CHECK(has(to_csv(one_entry(text), Language::zh), "KZ-1" + cell));
  }
}

TEST_CASE("what people typed is inert in HTML, whatever it is") {
  const std::string attack = "<script>alert(1)</script>\"'><img src=x onerror=1></style>]]>&amp;";
  auto list = one_entry(attack);
  list.number = attack;
  list.previous = attack;
  list.policy = ListPolicy{attack, attack, {}};
  list.notices[0].number = attack;
  list.difference = EditionDifference{};
  list.difference->from = attack;
  list.difference->changed = {
      {attack, attack, false, {{"/name", attack, attack, false, attack, attack}}, {}, {}}};
  const auto shown = public_rendering_of(list);
  for (const auto language : {Language::zh, Language::en}) {
    for (const auto& html : {to_html(list, language), to_html(shown, language),
                             notice_to_html(shown, attack, language)}) {
      CHECK_FALSE(has(html, "<script"));
      CHECK_FALSE(has(html, "<img"));
      CHECK(has(html, "&lt;script&gt;alert(1)&lt;/script&gt;"));
      CHECK(html.find("</style>") == html.rfind("</style>"));
      CHECK_FALSE(has(html, "\"'><"));
    }
  }
}

TEST_CASE("control characters do not reach the page") {
  const auto html = to_html(one_entry(std::string("a\x01\x1b[31m\0b", 9)), Language::zh);
  CHECK(std::none_of(html.begin(), html.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t';
  }));
}

TEST_CASE("a page fetches nothing and runs nothing") {
  TwoEditions story;
  story.second_edition();
  const auto list = story.load("QD-2", true);
  for (const auto& html : {to_html(list, Language::zh),
                           notice_to_html(story.load("QD-1", true), "GS-1", Language::zh)}) {
    CHECK(has(html, "default-src 'none'; style-src 'unsafe-inline'"));
    for (const auto* word : {"http:", "https:", "url(", "@import", "src=", "href=", "<link"}) {
      INFO(word);
      CHECK_FALSE(has(html, word));
    }
  }
}

TEST_CASE("every print carries the size and the root of the ledger, on each page and at the end") {
  TwoEditions story;
  const auto list = story.load("QD-1", true);
  for (const auto& html :
       {to_html(list, Language::zh), notice_to_html(list, "GS-1", Language::zh)}) {
    const auto root = list.ledger_root.to_text();
    const auto in_margin = html.find(root);
    CHECK(in_margin < html.find("</style>"));
    CHECK(html.find(root, html.find("<footer>")) != std::string::npos);
    CHECK(has(html, "账册 " + std::to_string(list.ledger_size) + " 条"));
  }
}

TEST_CASE("the same list gives the same bytes") {
  TwoEditions story;
  story.second_edition();
  const auto first = story.load("QD-2", true);
  const auto second = story.load("QD-2", true);
  CHECK(to_json(first) == to_json(second));
  CHECK(to_csv(first, Language::zh) == to_csv(second, Language::zh));
  CHECK(to_html(first, Language::zh) == to_html(second, Language::zh));
}

TEST_CASE("the JSON of a list is canonical and reads back whole") {
  TwoEditions story;
  story.second_edition();
  for (const bool rendering : {false, true}) {
    const auto json = to_json(story.load("QD-2", rendering));
    const auto again = read_document<DisclosureList>(parse_json(json), true);
    CHECK(to_canonical_json(again) == json);
  }
}

TEST_CASE("DSC-04 refuses: a notice made from the internal rendering") {
  const auto list = one_entry("内部");
  try {
    notice_to_html(list, "GS-1", Language::zh);
    FAIL("made");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::invalid);
    CHECK(error.problems()[0].rule == "DSC-04");
  }
}

TEST_CASE("a notice says its period, its audience and how to object") {
  TwoEditions story;
  const auto list = story.load("QD-1", true);
  const auto html = notice_to_html(list, "GS-1", Language::zh);
  for (const auto* part : {"2026-03-06", "当日不计入期限", "5 个工作日", "2026-03-13",
                           "单位内部管理平台", "如何提出异议", "示例数据集 KZ-1", "示例甲"}) {
    INFO(part);
    CHECK(has(html, part));
  }
  CHECK_THROWS_AS(notice_to_html(list, "GS-9", Language::zh), Error);
}
