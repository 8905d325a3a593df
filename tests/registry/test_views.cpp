#include <fstream>
#include <iterator>

#include "catch.hpp"
#include "registry/sqlite/store.hpp"
#include "registry/transfer_story.hpp"
#include "support/shell.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

/// What the plain sqlite3 shell prints for `sql`: it has to do without this program.
std::string shell(const std::filesystem::path& file, const std::string& sql) {
  return output_of("sqlite3 -readonly '" + file.string() + "' \"" + sql + "\" 2>&1");
}

/// One story for all views: they only read.
const TransferHospital& paid() {
  static TransferHospital h;
  static const bool told = [] {
    h.pay_case();
    h.must("receipt.refund", "2026-09-01",
           R"({"receipt": "DZ-1", "amount": "100000.01", "reason": "示例"})");
    h.must("act.correct", "2026-09-02",
           R"({"kind": "person", "target": "P-1", "reason": "补录",
               "changes": [{"field": "/name", "personal_value": "示例甲"}]})");
    h.must("personal.erase", "2026-09-03", R"({"person": "P-2", "reason": "本人要求"})");
    return true;
  }();
  static_cast<void>(told);
  return h;
}

std::string rows(const std::string& sql) { return shell(paid().path(), sql); }

/// The columns of a view, as `docs/sql-views.md` lists them.
std::string columns(const std::string& view) {
  return rows("SELECT group_concat(name, ' ') FROM pragma_table_info('" + view + "')");
}

}  // namespace

TEST_CASE("views keep the names and the order of their columns") {
  CHECK(columns("v_disclosure_list") ==
        "edition sequence frozen_on achievement name change revision reason\n");
  CHECK(columns("v_achievement") ==
        "achievement name form level classification unit unit_name registered_on application "
        "application_state contributors certificates has_agreement is_asset cases\n");
  CHECK(columns("v_outstanding") ==
        "outstanding state rule missing missing_en about_kind about made_kind act happened "
        "recorded_on actor seq settled_on settled_by statement\n");
  CHECK(columns("v_case_status") ==
        "transfer_case title case_state pathway opened_on link link_state due_on as_of\n");
  CHECK(columns("v_contract") ==
        "contract title transfer_case pathway type sub_kind state transferee transferee_name "
        "signed_on registered_on registration_no currency amount total received shares\n");
  CHECK(columns("v_receipt") ==
        "receipt contract transfer_case received_on currency amount refunded surviving undivided "
        "plan\n");
  CHECK(columns("v_distribution") ==
        "transfer_case kind person person_name unit institution institution_name currency "
        "entitled paid due pool\n");
  CHECK(columns("v_due") ==
        "due_on transfer_case title link what is_duty subject item text_zh text_en who rule "
        "firmness as_of\n");
  CHECK(columns("v_ledger") == "seq type happened recorded actor act_id leaf\n");
}

TEST_CASE("v_disclosure_list: achievements of an edition, removed ones with the reason") {
  CHECK(rows("SELECT edition, sequence, frozen_on, achievement, name, change, revision, reason "
             "FROM v_disclosure_list") == "QD-1|1|2026-03-06|KZ-1|示例数据集 KZ-1|added|1|\n");
  TransferHospital h;
  h.must("application.withdraw", "2026-03-19",
         R"({"application": "SB-of-KZ-1", "reason": "示例"})");
  h.must("edition.freeze", "2026-03-20", R"({"number": "QD-2"})");
  CHECK(shell(h.path(),
              "SELECT achievement, change, reason IS NOT NULL FROM v_disclosure_list "
              "WHERE edition = 'QD-2'") == "KZ-1|removed|1\n");
}

TEST_CASE("v_achievement: what an achievement is, and how far it is") {
  CHECK(rows("SELECT achievement, form, level, classification, unit_name, application, "
             "application_state, contributors, certificates, has_agreement, is_asset, cases "
             "FROM v_achievement") ==
        "KZ-1|dataset|derived|scientific_data||SB-of-KZ-1|approved|2|1|1|1|1\n");
}

TEST_CASE("v_case_status: ten links a case") {
  CHECK(rows("SELECT count(*), min(link), max(link), min(as_of) FROM v_case_status "
             "WHERE transfer_case = 'ZH-1'") == "10|1|10|2026-11-20\n");
  CHECK(rows("SELECT link_state FROM v_case_status WHERE link = 5") == "done\n");
}

TEST_CASE("v_contract and v_receipt: amounts in minor units beside their currency") {
  CHECK(rows("SELECT contract, transfer_case, pathway, type, sub_kind, transferee, signed_on, "
             "registration_no, currency, amount, total, received FROM v_contract") ==
        "HT-1|ZH-1|licence|licence|know_how_licence|I-co|2026-05-20|20261100010001|CNY|"
        "100000000|100000000|89999999\n");
  CHECK(rows("SELECT receipt, contract, received_on, currency, amount, refunded, surviving, "
             "undivided, plan FROM v_receipt") ==
        "DZ-1|HT-1|2026-07-01|CNY|100000000|10000001|89999999|0|FA-1\n");
  TransferHospital h;
  for (const auto& each :
       {step::open_case(), step::negotiate(), step::choose_pathway(Pathway::equity_investment),
        step::draft_implementation(), step::decide_implementation(), step::publish_implementation(),
        step::close_implementation(), step::price(), step::publish_price(), step::close_price(),
        step::approve_case(), step::review_risks(), step::sign(Pathway::equity_investment)}) {
    h.must(each);
  }
  CHECK(shell(h.path(), "SELECT amount, total, shares FROM v_contract") == "100000000|0|333333\n");
}

TEST_CASE("v_distribution: entitled, paid and due of each; an erased name is NULL") {
  CHECK(rows("SELECT kind, person, coalesce(person_name, 'NULL'), unit, entitled, paid, due "
             "FROM v_distribution WHERE person IS NOT NULL ORDER BY person") ==
        "reward|P-1|示例甲|U-1|24000000|27000000|-3000000\n"
        "reward|P-2|NULL|U-1|16000000|18000000|-2000000\n");
  CHECK(rows("SELECT sum(entitled) FROM v_distribution") == "89999999\n");
  CHECK(rows("SELECT sum(entitled) = (SELECT sum(surviving) FROM v_receipt) "
             "FROM v_distribution") == "1\n");
}

TEST_CASE("v_due: deadlines by day, with whoever acts and why") {
  TransferHospital h;
  h.register_case();
  CHECK(shell(h.path(),
              "SELECT due_on, transfer_case, link, subject, item, is_duty FROM v_due "
              "WHERE what = 'payment_due'") == "2026-07-31|ZH-1|6|HT-1|1|1\n");
}

TEST_CASE("v_ledger: one row an act, in order") {
  const auto size = paid().registry.read().mark().size;
  CHECK(rows("SELECT count(*), min(seq), max(seq) FROM v_ledger") ==
        std::to_string(size) + "|1|" + std::to_string(size) + "\n");
  CHECK(rows("SELECT type, happened FROM v_ledger WHERE seq = 1") == "registry.found|2026-11-20\n");
}

TEST_CASE("views: every query of docs/sql-views.md runs, and every column stands there") {
  std::ifstream in(std::string(KEZHUAN_SOURCE_DIR) + "/docs/sql-views.md");
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  int queries = 0;
  for (auto at = text.find("```sql\n"); at != std::string::npos;
       at = text.find("```sql\n", at + 1)) {
    const auto start = at + 7;
    const auto query = text.substr(start, text.find("```", start) - start);
    INFO(query);
    CHECK(rows(query).find("Error") == std::string::npos);
    ++queries;
  }
  CHECK(queries == 9);
  auto names = rows(
      "SELECT DISTINCT p.name FROM sqlite_schema AS s, pragma_table_info(s.name) AS p "
      "WHERE s.type = 'view'");
  for (auto end = names.find('\n'); end != std::string::npos; end = names.find('\n')) {
    const auto name = names.substr(0, end);
    INFO(name);
    CHECK(text.find("`" + name + "`") != std::string::npos);
    names.erase(0, end + 1);
  }
}

TEST_CASE("verify --replay: an altered view is named, and rebuilding puts it right") {
  TransferHospital h;
  Store::open(h.path()).exec_script("DROP VIEW v_receipt; CREATE VIEW v_receipt AS SELECT 1 AS x");
  const auto problems = h.verify().problems;
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].place == "schema/view/v_receipt");
  Registry::rebuild(h.path(), h.environment);
  CHECK(h.verify().problems.empty());
}
