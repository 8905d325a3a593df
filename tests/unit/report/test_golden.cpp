#include <cstdlib>
#include <fstream>
#include <sstream>

#include "catch.hpp"
#include "kezhuan/core/write.hpp"
#include "unit/report/fixture.hpp"
#include "unit/report/money.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// Compares with tests/golden/report/`name`. KEZHUAN_UPDATE_GOLDEN=1 writes the file instead: look
/// at what changed before committing it.
void check_golden(const std::string& name, const std::string& text) {
  const auto path = std::string(KEZHUAN_SOURCE_DIR) + "/tests/golden/report/" + name;
  const auto* update = std::getenv("KEZHUAN_UPDATE_GOLDEN");
  if (update != nullptr && std::string(update) == "1") {
    std::ofstream(path, std::ios::binary) << text;
  }
  INFO(path);
  const bool same = read_file(path) == text;
  CHECK(same);  // not the texts themselves: a page is long
}

/// What depends on the ids and the policy of the day is fixed, so that the files change only when
/// the reports do.
DisclosureList settled(DisclosureList list) {
  for (auto& entry : list.entries) {
    if (entry.content) entry.content = sha256(entry.number);
  }
  list.policy = ListPolicy{"cn-national", "1", sha256("policy")};
  list.ledger_size = 42;
  list.ledger_root = sha256("root");
  return list;
}

template <class Report>
Report settled_money(Report report) {
  report.ledger_size = 42;
  report.ledger_root = sha256("root");
  return report;
}

DistributionReport settled(DistributionReport report) {
  for (auto& one : report.cases) one.policy = {"cn-national", "1", sha256("policy")};
  return settled_money(std::move(report));
}

AnnualReport settled(AnnualReport report) {
  for (auto& one : report.projects) one.policy = {"cn-national", "1", sha256("policy")};
  return settled_money(std::move(report));
}

}  // namespace

TEST_CASE("reports are the same to the byte as those people have looked at") {
  TwoEditions story;
  story.second_edition();
  const auto inside = settled(story.load("QD-2", false));
  const auto outside = settled(story.load("QD-2", true));
  check_golden("list.json", indent_json(to_json(outside)));
  check_golden("list.csv", to_csv(outside, Language::zh));
  check_golden("list.html", to_html(outside, Language::zh));
  check_golden("list_internal.csv", to_csv(inside, Language::en));
  check_golden("list_internal.html", to_html(inside, Language::en));
  check_golden("difference.txt", to_text(story.difference(true), Language::en));
  check_golden("notice.html",
               notice_to_html(settled(story.load("QD-1", true)), "GS-1", Language::zh));
}

TEST_CASE("reports on money are the same to the byte as those people have looked at") {
  Transfer t;
  t.plan_publicised();
  t.must(step::cost("management_fee", "39999.99"));
  t.must(step::receive("600000.00"));
  t.must(step::receive("400000.00").on("2026-08-03").with(R"({"number": "DZ-2"})"));
  t.must("receipt.refund", "2026-09-01",
         R"({"receipt": "DZ-2", "amount": "100000.00", "reason": "示例"})");
  t.must(step::pay("P-1", "100000.00").on("2026-09-10"));
  const auto distribution = settled(MoneyReader(t).distribution());
  check_golden("distribution.json", indent_json(to_json(distribution)));
  check_golden("distribution.csv", to_csv(distribution, Language::zh));
  check_golden("distribution.html", to_html(distribution, Language::zh));
  check_golden("distribution.txt", to_text(distribution, Language::en));
  const auto annual = settled(MoneyReader(t).annual(2026));
  check_golden("annual.json", indent_json(to_json(annual)));
  check_golden("annual.csv", to_csv(annual, Language::en));
  check_golden("annual.html", to_html(annual, Language::zh));
  check_golden("annual.txt", to_text(annual, Language::zh));
}
