#include <algorithm>

#include "catch.hpp"
#include "path/transfer_case.hpp"

/// What is offered of a case that turned out to be public data, and of what was left behind.
using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

const Deadline* find_notice(const std::vector<Deadline>& dues, std::string_view number) {
  const auto found = std::find_if(dues.begin(), dues.end(), [&](const Deadline& due) {
    return due.what == DeadlineKind::notice_end && due.subject == number;
  });
  return found == dues.end() ? nullptr : &*found;
}

void check_wound_up(const NextReport& report) {
  INFO(to_text(report, Language::zh));
  for (const auto* act : {"distribution.draft", "resolution.record", "payment.record",
                          "contract.register", "receipt.record"}) {
    INFO(act);
    CHECK(find_action(report, act) == nullptr);
  }
  for (const auto* act : {"contract.end", "due.write_off", "receipt.refund", "report.submit"}) {
    INFO(act);
    CHECK(find_action(report, act) != nullptr);
  }
}

}  // namespace

TEST_CASE("CLS-06: a case of public data is offered what winds it up, terminated or not") {
  Transfer world;
  world.priced();
  world.must(step::sign().with(
      R"({"amounts": {"terms": "instalments"},
          "dues": [{"what": "首期", "amount": "400000.00", "due_on": "2026-06-30"},
                   {"what": "尾款", "amount": "600000.00", "due_on": "2026-12-31"}]})"));
  world.must(step::receive("400000.00"));
  world.must(step::mark_public().on("2026-07-02"));
  const auto report = next_of_case(world);
  CHECK(find_action(report, "case.terminate") != nullptr);
  check_wound_up(report);
  world.must("case.terminate", "2026-07-03", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  check_wound_up(next_of_case(world));
  world.must("receipt.refund", "2026-07-04",
             R"({"receipt": "DZ-1", "amount": "400000.00", "reason": "示例"})");
  world.must("contract.end", "2026-07-05", R"({"contract": "HT-1", "reason": "示例"})");
  CHECK(find_action(next_of_case(world), "receipt.refund") == nullptr);
  CHECK(find_action(next_of_case(world), "contract.end") == nullptr);
}

TEST_CASE("CLS-06: what people were paid of public data is recovered once the money went back") {
  Transfer world;
  world.paid();
  world.must(step::mark_public().on("2026-07-10"));
  CHECK(find_action(next_of_case(world), "receipt.refund") != nullptr);
  world.must("receipt.refund", "2026-07-20",
             R"({"receipt": "DZ-1", "amount": "1000000.00", "reason": "示例"})");
  const auto report = next_of_case(world);
  REQUIRE(find_action(report, "payment.recover") != nullptr);
  CHECK(find_action(report, "payment.recover")->is_possible_on(world.today));
}

TEST_CASE("CTR-04: money under a royalty that names no payment is offered to be told which") {
  Transfer world;
  world.priced();
  world.must(step::approve_case().with(R"({"approver": "head_meeting"})"));
  world.must(step::sign().with(
      R"({"dues": [{"what": "入门费", "amount": "300000.00", "due_on": "2026-06-30"}],
          "amounts": {"total": "300000.00", "technical": "300000.00",
                      "terms": "entry_fee_and_royalty", "royalty": "1/10"}})"));
  world.must(step::receive("300000.00").with(R"({"due": null})"));
  const auto report = next_of_case(world);
  const auto* action = find_action(report, "act.correct");
  REQUIRE(action != nullptr);
  CHECK(action->example_args == "act.correct DZ-1");
  CHECK_THAT(action->why.zh, Contains("可办") && Contains("第 1 笔"));
  world.must("act.correct", "2026-08-01",
             R"({"kind": "receipt", "target": "DZ-1", "reason": "示例",
                 "changes": [{"field": "/due", "value": "1"}]})");
  CHECK(find_action(next_of_case(world), "act.correct") == nullptr);
}

TEST_CASE("RGT-05: an agreement that ended without a successor is said to have ended") {
  Transfer world;
  world.must("agreement.end", "2026-06-01", R"({"agreement": "FQ-KZ-1", "reason": "示例"})");
  const auto& achievement = world.get<Achievement>("KZ-1");
  const auto report = next_steps(around(world), world.state, achievement.id);
  REQUIRE(find_action(report, "agreement.draft") != nullptr);
  CHECK_THAT(find_action(report, "agreement.draft")->why.zh,
             Contains("FQ-KZ-1 已于 2026-06-01 终止"));
}

TEST_CASE("CTR-05: the notice of a price whose talks ended is named until it is closed") {
  Transfer world;
  world.priced();
  world.must(step::price().on("2026-05-19"));
  world.must(step::publish_price().on("2026-05-19").with(R"({"number": "GS-V"})"));
  world.must("negotiation.end", "2026-05-20", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  world.today = Date(2026, 5, 21);
  const auto dues = due_of_case(world);
  const auto* due = find_notice(dues, "GS-V");
  REQUIRE(due != nullptr);
  CHECK(due->due_on == world.get<Notice>("GS-V").last_day);
  const auto report = next_of_case(world);
  const auto* action = find_action(report, "notice.close");
  REQUIRE(action != nullptr);
  CHECK(action->example_args == "notice.close GS-V");
  CHECK_THAT(action->why.zh, Contains("所公示的价格已作废"));
  world.today = Date(2026, 7, 1);
  world.must("notice.close", "2026-06-30", R"({"notice": "GS-V"})");
  CHECK(find_action(next_of_case(world), "notice.close") == nullptr);
}

TEST_CASE("PTH-07: between talks an approval is still missing, and the signature waits for it") {
  Transfer world;
  world.priced();
  world.must("negotiation.end", "2026-05-19", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  world.must(step::approve_case().on("2026-05-20"));
  const auto report = next_of_case(world);
  const auto* action = find_action(report, "contract.sign");
  REQUIRE(action != nullptr);
  CHECK(std::count(action->waits_for.begin(), action->waits_for.end(), "PTH-07") == 1);
}

TEST_CASE("CTR-03: the board names the exclusive licence that stands in the way") {
  Transfer world;
  world.priced();
  world.must(step::sign().with(
      R"({"grant": {"exclusivity": "exclusive", "from": "2026-06-01", "until": "2028-05-31"}})"));
  world.must(step::open_case().on("2026-05-21").with(R"({"number": "ZH-2"})"));
  const auto shown = to_text(board(world, "ZH-2"), Language::zh);
  CHECK_THAT(shown, Contains("CTR-03：成果 KZ-1 已由合同 HT-1") && Contains("签不成其他许可"));
  CHECK_THAT(to_text(board(world), Language::zh), !Contains("CTR-03"));
  world.must("contract.end", "2026-05-22", R"({"contract": "HT-1", "reason": "示例"})");
  CHECK_THAT(to_text(board(world, "ZH-2"), Language::zh), !Contains("CTR-03"));
}

TEST_CASE("RPT-01: link 10 is open while the report of a year is overdue") {
  Transfer world;
  world.reported();
  const auto link_10 = [&] { return board(world).links.back(); };
  CHECK(link_10().state == LinkState::done);
  world.today = Date(2027, 4, 1);
  CHECK(link_10().state == LinkState::open);
  CHECK(link_10().due_on == Date(2027, 3, 31));
}
