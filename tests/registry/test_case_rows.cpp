#include <algorithm>

#include "catch.hpp"
#include "registry/case_rows.hpp"
#include "registry/transfer_story.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

/// What verify --replay says, one place a line.
std::string problems_of(const Hospital& h) {
  std::string places;
  for (const auto& problem : h.verify().problems) places += problem.place + "\n";
  return places;
}

void tamper(const Hospital& h, const std::string& sql) { Store::open(h.path()).exec_script(sql); }

std::string one_text(const Hospital& h, const std::string& sql) {
  auto store = Store::open(h.path(), OpenMode::read_only);
  auto row = store.statement(sql);
  return row.next() ? std::string(row.text(0)) : std::string("(none)");
}

std::string state_of_link(const Hospital& h, int link) {
  return one_text(h, "SELECT state FROM link_state WHERE link = " + std::to_string(link));
}

}  // namespace

TEST_CASE("links of a case are on record with the act that changed them, and replay agrees") {
  TransferHospital h;
  h.must(step::open_case());
  CHECK(one_text(h, "SELECT count(*) FROM link_state") != "0");
  CHECK(state_of_link(h, 3) != "done");
  h.must(step::negotiate());
  CHECK(state_of_link(h, 3) == "done");
  CHECK(one_text(h, "SELECT as_of FROM link_state") == "2026-11-20");
  CHECK(problems_of(h) == "");
}

TEST_CASE("links change with acts that name no case: of its achievements, notices, guide") {
  TransferHospital h;
  h.must(step::open_case());
  h.must(step::negotiate());
  REQUIRE(state_of_link(h, 2) == "done");
  h.must("agreement.end", "2026-04-20", R"({"agreement": "FQ-KZ-1", "reason": "示例"})");
  CHECK(state_of_link(h, 2) != "done");
  h.must("act.correct", "2026-04-21",
         R"({"kind": "institution", "target": "I-co", "reason": "笔误",
             "changes": [{"field": "/name", "value": "示例公司二"}]})");
  CHECK(problems_of(h) == "");
}

TEST_CASE("verify --replay: altered links, deadlines and parts are named, rebuilding mends them") {
  TransferHospital h;
  h.pay_case();
  REQUIRE(problems_of(h) == "");
  const auto named = [&](const std::string& sql) {
    tamper(h, sql);
    const auto places = problems_of(h);
    h.clock.advance(std::chrono::seconds(1));  // each keeps a backup under its time
    Registry::rebuild(h.path(), h.environment);
    CHECK(problems_of(h) == "");
    return places;
  };
  CHECK(named("UPDATE link_state SET state = 'done'") == "link_state/ZH-1\n");
  CHECK(named("DELETE FROM link_state WHERE link = 4") == "link_state/ZH-1\n");
  CHECK(named("UPDATE deadline SET due_on = '2030-01-01'") == "link_state/ZH-1\n");
  CHECK(named("DELETE FROM booking_line WHERE line = 1").starts_with("booking_line/"));
  CHECK(named("UPDATE payment_line SET amount = amount + 1").starts_with("payment_line/"));
  CHECK(named("UPDATE contributor SET main = 0") == "contributor/SB-of-KZ-1\n");
  CHECK(named("DELETE FROM deadline") == "link_state/ZH-1\n");
}

TEST_CASE("links are judged anew once a day has passed, when the file is opened for writing") {
  TransferHospital h;
  h.clock.set(Timestamp::parse("2026-07-20T01:00:00.000Z"));
  h.register_case();
  CHECK(one_text(h, "SELECT as_of FROM link_state") == "2026-07-20");
  h.clock.set(Timestamp::parse("2026-07-31T01:00:00.000Z"));
  h.open();
  CHECK(one_text(h, "SELECT as_of FROM link_state") == "2026-07-20");  // due that day: not over yet
  h.clock.set(Timestamp::parse("2026-08-03T01:00:00.000Z"));
  h.open(Access::read_only);
  CHECK(one_text(h, "SELECT as_of FROM link_state") == "2026-07-20");
  h.open();
  CHECK(one_text(h, "SELECT as_of FROM link_state") == "2026-08-03");
  CHECK(problems_of(h) == "");
}

TEST_CASE("due: what the table holds is what the record adds up to, by day") {
  TransferHospital h;
  h.clock.set(Timestamp::parse("2026-07-20T01:00:00.000Z"));
  h.register_case();
  const auto snapshot = h.registry.read();
  const auto today = snapshot.today();
  const auto shown = snapshot.due(Date(2026, 8, 31));
  const auto is_payment = [](const Deadline& d) { return d.what == DeadlineKind::payment_due; };
  const auto payment = std::find_if(shown.begin(), shown.end(), is_payment);
  REQUIRE(payment != shown.end());
  CHECK(payment->case_number == "ZH-1");
  CHECK(payment->due_on == Date(2026, 7, 31));
  CHECK(payment->subject == "HT-1");
  const auto& state = snapshot.state();
  const auto transfer = Id<TransferCase>(snapshot.get(Kind::transfer_case, "ZH-1").id);
  const KeptFiles files{EvidenceStore(h.path())};
  const Surroundings around{snapshot.policy(today), *h.environment.calendar, files, today,
                            consensus_books()};
  auto expected = deadlines_of(around, state, load_transfer_file(state, transfer));
  const auto more = registry_deadlines(around, state);
  expected.insert(expected.end(), more.begin(), more.end());
  sort_deadlines(expected);
  CHECK(shown == due_until(expected, today, Date(2026, 8, 31)));
  CHECK(snapshot.due(Date(2026, 7, 25)).size() < shown.size());
}

TEST_CASE("due is read by index") {
  TransferHospital h;
  auto store = Store::open(h.path(), OpenMode::read_only);
  auto plan = store.statement(
      "EXPLAIN QUERY PLAN SELECT * FROM deadline AS d JOIN transfer_case AS c "
      "ON c.id = d.transfer_case WHERE d.due_on <= '2026-12-01' "
      "AND (d.due_on >= '2026-11-20' OR d.is_duty = 1) ORDER BY d.due_on");
  std::string said;
  while (plan.next()) said += std::string(plan.text(3)) + "\n";
  INFO(said);
  CHECK(said.find("deadline_by_day") != std::string::npos);
  CHECK(said.find("TEMP B-TREE") == std::string::npos);
}
