#include <algorithm>
#include <sstream>

#include "catch.hpp"
#include "path/transfer_case.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

const Deadline* find(const std::vector<Deadline>& deadlines, DeadlineKind what) {
  for (const auto& deadline : deadlines) {
    if (deadline.what == what) return &deadline;
  }
  return nullptr;
}

Deadline sample(const char* subject, const Date& due_on) {
  Deadline d;
  d.case_number = "ZH-1";
  d.link = 6;
  d.what = DeadlineKind::payment_due;
  d.text = {"合同 HT-1 第 1 笔款项（首期，含税；见附件）应到账 400000.00 元",
            "payment 1 of contract HT-1 (first; with tax, see annex) is due"};
  d.due_on = due_on;
  d.subject = subject;
  d.index = 1;
  d.who = {"office"};
  d.rule = "CTR-04";
  d.firmness = Firmness::seen;
  return d;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t from = 0;
  for (auto at = text.find("\r\n"); at != std::string::npos; at = text.find("\r\n", from)) {
    lines.push_back(text.substr(from, at - from));
    from = at + 2;
  }
  CHECK(from == text.size());  // the last line ends too
  return lines;
}

/// Folded lines joined again (RFC 5545, 3.1).
std::vector<std::string> unfolded(const std::string& text) {
  std::vector<std::string> lines;
  for (const auto& line : lines_of(text)) {
    if (!line.empty() && line[0] == ' ') {
      REQUIRE_FALSE(lines.empty());
      lines.back() += line.substr(1);
    } else {
      lines.push_back(line);
    }
  }
  return lines;
}

}  // namespace

TEST_CASE("TAX-02: the time for the relief is told though the plan claims none, until it is paid") {
  Transfer world;
  world.received();
  const auto due = due_of_case(world);
  const auto* relief = find(due, DeadlineKind::relief_window);
  REQUIRE(relief != nullptr);
  CHECK(relief->due_on == Date(2029, 7, 1));
  CHECK(relief->text.en.find("the plan claims none, a payment still may") != std::string::npos);
}

TEST_CASE("The deadlines of a case follow its record, each with its day, link and subject") {
  Transfer world;
  world.pathway_chosen();
  CHECK(due_of_case(world).empty());

  world.must(step::draft_implementation());
  world.must(step::decide_implementation());
  world.must(step::publish_implementation());
  auto due = due_of_case(world);
  REQUIRE(due.size() == 2);
  CHECK(due[0].what == DeadlineKind::notice_end);
  CHECK(due[0].due_on == Date(2026, 4, 16));
  CHECK(due[0].subject == "GS-2");
  CHECK(due[0].link == 4);
  CHECK(due[1].what == DeadlineKind::implementation_end);
  CHECK(due[1].due_on == Date(2026, 12, 31));

  for (const auto& step :
       {step::close_implementation(), step::price(), step::publish_price(), step::close_price(),
        step::approve_case(), step::review_risks(), step::sign(), step::register_contract()}) {
    world.must(step);
  }
  due = due_of_case(world);
  const auto* payment = find(due, DeadlineKind::payment_due);
  REQUIRE(payment != nullptr);
  CHECK(payment->due_on == Date(2026, 7, 31));
  CHECK(payment->subject == "HT-1");
  CHECK(payment->index == 1);
  const auto* licence = find(due, DeadlineKind::licence_end);
  REQUIRE(licence != nullptr);
  CHECK(licence->due_on == Date(2028, 5, 31));
  const auto* report = find(due, DeadlineKind::annual_report);
  REQUIRE(report != nullptr);
  CHECK(report->due_on == Date(2027, 3, 31));
  CHECK(report->index == 2026);
  CHECK(report->firmness == Firmness::house);

  for (const auto& step : {step::cost(), step::draft_plan().with(R"({"relief_claimed": true})")}) {
    world.must(step);
  }
  for (const auto& step :
       {step::decide_plan(), step::publish_plan(), step::close_plan(), step::receive()}) {
    world.must(step);
  }
  due = due_of_case(world);
  CHECK(find(due, DeadlineKind::payment_due) == nullptr);
  CHECK(find(due, DeadlineKind::implementation_end) == nullptr);
  const auto* reward = find(due, DeadlineKind::reward_payment);
  REQUIRE(reward != nullptr);
  CHECK(reward->due_on == Date(2027, 1, 1));
  CHECK(reward->subject == "DZ-1");
  const auto* relief = find(due, DeadlineKind::relief_window);
  REQUIRE(relief != nullptr);
  CHECK(relief->due_on == Date(2029, 7, 1));
  CHECK(relief->firmness == Firmness::general);
  CHECK(relief->text.en.find("the plan claims none") == std::string::npos);

  world.must(step::pay("P-1", "270000.00"));
  CHECK(find(due_of_case(world), DeadlineKind::reward_payment) != nullptr);
  world.must(step::pay("P-2", "180000.00"));
  CHECK(find(due_of_case(world), DeadlineKind::reward_payment) == nullptr);
  CHECK(find(due_of_case(world), DeadlineKind::relief_window) == nullptr);
  world.must(step::report());  // the year is not over: its report is not complete
  CHECK(find(due_of_case(world), DeadlineKind::annual_report) != nullptr);
  world.today = Date(2027, 2, 1);
  world.must(step::report().on("2027-02-01").with(R"({"number": "BG-2"})"));
  CHECK(find(due_of_case(world), DeadlineKind::annual_report) == nullptr);
}

TEST_CASE("A certificate and a prior right of an achievement fall due in its case") {
  Transfer world;
  world.negotiated();
  world.state.change(world.get<Certificate>("C-KZ-1").id,
                     [](Certificate& c) { c.expires = Date(2027, 2, 1); });
  world.must("prior_right.record", "2026-03-20",
             R"({"number": "YX-1", "achievement": "KZ-1", "right": "first_negotiation",
                 "holder": "I-co", "source": "示例", "from": "2026-01-01",
                 "until": "2026-12-31"})");
  const auto due = due_of_case(world);
  REQUIRE(due.size() == 2);
  CHECK(due[0].what == DeadlineKind::prior_right_end);
  CHECK(due[0].link == 3);
  CHECK(due[1].what == DeadlineKind::certificate_expiry);
  CHECK(due[1].subject == "C-KZ-1");
}

TEST_CASE("Deadlines do not change with the day on which they are asked for") {
  Transfer world;
  world.received();
  const auto then = due_of_case(world);
  world.today = Date(2031, 1, 1);
  CHECK(due_of_case(world) == then);
}

TEST_CASE("The registry's own deadlines: the next edition, and the notice of the last") {
  Transfer world;
  auto due = registry_deadlines(around(world), world.state);
  REQUIRE(due.size() == 1);
  CHECK(due[0].what == DeadlineKind::edition_due);
  CHECK(due[0].case_number.empty());
  world.state.change(world.get<Notice>("GS-1").id, [](Notice& n) { n.state = NoticeState::open; });
  due = registry_deadlines(around(world), world.state);
  REQUIRE(due.size() == 2);
  CHECK(due[0].what == DeadlineKind::notice_end);
  CHECK(due[0].subject == "GS-1");
}

TEST_CASE("Overdue duties stay, rights that merely ended go, and later days wait") {
  const Date today(2026, 11, 20);
  auto late = sample("HT-1", Date(2026, 7, 31));
  auto ended = sample("YX-1", Date(2026, 8, 31));
  ended.what = DeadlineKind::prior_right_end;
  const auto soon = sample("HT-2", Date(2026, 12, 1));
  const auto far = sample("HT-3", Date(2027, 12, 1));
  const auto shown = due_until({far, soon, ended, late}, today, Date(2026, 12, 31));
  REQUIRE(shown.size() == 2);
  CHECK(shown[0].subject == "HT-1");
  CHECK(shown[1].subject == "HT-2");
}

TEST_CASE("What falls due reads overdue first, in working days while the calendar knows them") {
  Transfer world;
  const auto text = to_text({sample("HT-1", Date(2026, 11, 13)), sample("HT-2", Date(2026, 11, 27)),
                             sample("HT-3", Date(2027, 3, 31))},
                            world.today, world.calendar, Language::zh);
  CHECK(text ==
        "已逾期\n"
        "! 2026-11-13  已过 5 个工作日\n"
        "      ZH-1  环节6  合同 HT-1 第 1 笔款项（首期，含税；见附件）应到账 400000.00 元\n"
        "      由谁：成果转化管理部门；规则 CTR-04\n"
        "\n"
        "将到期\n"
        "  2026-11-27  还剩 5 个工作日\n"
        "      ZH-1  环节6  合同 HT-1 第 1 笔款项（首期，含税；见附件）应到账 400000.00 元\n"
        "      由谁：成果转化管理部门；规则 CTR-04\n"
        "  2027-03-31  还剩 131 天\n"
        "      ZH-1  环节6  合同 HT-1 第 1 笔款项（首期，含税；见附件）应到账 400000.00 元\n"
        "      由谁：成果转化管理部门；规则 CTR-04\n");
  CHECK(to_text({}, world.today, world.calendar, Language::en) == "Nothing is due.\n");
}

TEST_CASE("An iCalendar export keeps RFC 5545: CRLF, 75 octets, escapes, whole characters") {
  const auto now = Timestamp::parse("2026-11-20T02:03:04.567Z");
  const auto text = to_icalendar({sample("HT-1", Date(2026, 12, 1))}, now, Language::zh);
  for (const auto& line : lines_of(text)) {
    INFO(line);
    CHECK(line.size() <= 75);
    CHECK(line.find('\n') == std::string::npos);
    // a fold never falls within a character
    const auto first = static_cast<unsigned char>(line[line[0] == ' ' ? 1 : 0]);
    CHECK((first & 0xC0U) != 0x80U);
  }
  const auto lines = unfolded(text);
  REQUIRE(lines.size() == 16);
  CHECK(lines[0] == "BEGIN:VCALENDAR");
  CHECK(lines[1] == "VERSION:2.0");
  CHECK(lines[6] == "BEGIN:VEVENT");
  CHECK(lines[7].rfind("UID:", 0) == 0);
  CHECK(lines[8] == "DTSTAMP:20261120T020304Z");
  CHECK(lines[9] == "DTSTART;VALUE=DATE:20261201");
  CHECK(lines[10] == "SUMMARY:ZH-1 合同应收款 HT-1");
  CHECK(lines[11] ==
        "DESCRIPTION:合同 HT-1 第 1 笔款项（首期，含税；见附件）应到账 400000.00 "
        "元\\n由谁：成果转化管理部门\\n规则：CTR-04\\n依据：原文已见");
  CHECK(lines[14] == "END:VEVENT");
  CHECK(lines[15] == "END:VCALENDAR");
  const auto english =
      unfolded(to_icalendar({sample("HT-1", Date(2026, 12, 1))}, now, Language::en));
  CHECK(english[11].find("(first\\; with tax\\, see annex)") != std::string::npos);
}

TEST_CASE("A deadline keeps its UID when its day moves, and no two share one") {
  const auto uid = [](const Deadline& deadline) {
    return unfolded(to_icalendar({deadline}, Timestamp(), Language::zh))[7];
  };
  const auto one = sample("HT-1", Date(2026, 12, 1));
  CHECK(uid(one) == uid(sample("HT-1", Date(2027, 1, 1))));
  CHECK(uid(one) != uid(sample("HT-2", Date(2026, 12, 1))));
  auto second = one;
  second.index = 2;
  CHECK(uid(one) != uid(second));
}

TEST_CASE("Deadlines name the people whose matter they are, sorted and each once") {
  Transfer world;
  world.pathway_chosen();
  world.must(step::draft_implementation());
  const auto due = due_of_case(world);
  REQUIRE(due.size() == 1);
  const auto& people = due[0].people;
  CHECK_FALSE(people.empty());
  CHECK(std::is_sorted(people.begin(), people.end()));
  CHECK(std::adjacent_find(people.begin(), people.end()) == people.end());
  const auto lead = world.state.get(world.get<Achievement>("KZ-1").lead).number;
  CHECK(std::count(people.begin(), people.end(), lead) == 1);
}

TEST_CASE("PTH-05 reminds: an objection is due before its notice ends, until it is answered") {
  Transfer world;
  world.pathway_chosen();
  world.must(step::draft_implementation());
  world.must(step::decide_implementation());
  world.must(step::publish_implementation());
  CHECK(find(due_of_case(world), DeadlineKind::objection_answer) == nullptr);
  world.must("notice.object", "2026-04-10",
             R"({"notice": "GS-2", "objector": "示例", "content": "示例异议"})");
  const auto due = due_of_case(world);
  const auto* objection = find(due, DeadlineKind::objection_answer);
  REQUIRE(objection != nullptr);
  CHECK(objection->due_on == find(due, DeadlineKind::notice_end)->due_on);
  CHECK(objection->subject == "GS-2");
  CHECK(objection->index == 1);
  CHECK(objection->rule == "PTH-05");
  CHECK(objection->firmness == Firmness::house);
  CHECK(is_duty(objection->what));
}

TEST_CASE("iCalendar: an alarm stands so many days before, and is left out unless asked for") {
  const std::vector<Deadline> due = {sample("HT-1", Date(2026, 12, 1))};
  const auto now = Timestamp::parse("2026-11-20T01:00:00.000Z");
  CHECK(to_icalendar(due, now, Language::zh).find("VALARM") == std::string::npos);
  const auto lines = unfolded(to_icalendar(due, now, Language::zh, 14));
  const auto at = [&](const char* line) { return std::find(lines.begin(), lines.end(), line); };
  REQUIRE(at("BEGIN:VALARM") != lines.end());
  CHECK(at("BEGIN:VEVENT") < at("BEGIN:VALARM"));
  CHECK(at("END:VALARM") < at("END:VEVENT"));
  CHECK(at("ACTION:DISPLAY") != lines.end());
  CHECK(at("TRIGGER:-P14D") != lines.end());
  const auto same_day = unfolded(to_icalendar(due, now, Language::zh, 0));
  CHECK(std::find(same_day.begin(), same_day.end(), "TRIGGER:PT0S") != same_day.end());
}

TEST_CASE("CSV of deadlines: quoted, with a byte order mark, and no cell is a formula") {
  auto deadline = sample("=1+1", Date(2026, 12, 1));
  deadline.text.zh = "含\"引号\"，与逗号,";
  deadline.people = {"P-1", "P-2"};
  const auto csv = to_csv({deadline}, Language::zh);
  CHECK(csv.substr(0, 3) == "\xEF\xBB\xBF");
  const auto lines = lines_of(csv);
  REQUIRE(lines.size() == 2);
  CHECK(std::count(lines[0].begin(), lines[0].end(), ',') == 12);
  CHECK(lines[1].find("\"2026-12-01\",\"payment_due\"") == 0);
  CHECK(lines[1].find("\"'=1+1\"") != std::string::npos);
  CHECK(lines[1].find("\"含\"\"引号\"\"，与逗号,\"") != std::string::npos);
  CHECK(lines[1].find("\"P-1 P-2\"") != std::string::npos);
}

TEST_CASE("PTH-05 passes: within so many working days ends where the calendar does, and says so") {
  const WorkingCalendar calendar({"t", "1", Date(2026, 1, 1), Date(2026, 12, 31), {}, {}, {}});
  const auto near = horizon_of(calendar, Date(2026, 12, 28), 3);
  CHECK(near.until == Date(2026, 12, 31));
  CHECK_FALSE(near.limited_to);
  const auto far = horizon_of(calendar, Date(2026, 12, 28), 4);
  CHECK(far.until == Date(2026, 12, 31));
  CHECK(far.limited_to == Date(2026, 12, 31));
  CHECK(horizon_of(calendar, Date(2025, 12, 31), 1).until == Date(2026, 1, 1));
  for (const auto& outside : {Date(2025, 12, 30), Date(2027, 1, 1)}) {
    const auto none = horizon_of(calendar, outside, 0);
    CHECK(none.until == outside);
    CHECK(none.limited_to == outside);
  }
}

TEST_CASE("RGT-06: a co-owner's part is due from the day it was booked until it is paid") {
  Transfer world;
  world.must("institution.register", "2026-01-05",
             R"({"number": "I-uni", "name": "示例大学", "nature": "university"})");
  world.supersede_agreement("FQ-KZ-1", "FQ-2", "2026-03-20",
                            R"({"institutions": [{"institution": "I-own", "share": "2/3"},
                                                 {"institution": "I-uni", "share": "1/3"}],
          "persons": [{"person": "P-1", "ownership": "0", "income_weight": "3/5"},
                      {"person": "P-2", "ownership": "0", "income_weight": "2/5"}],
          "use_right": "individual", "reward_ratio": "1/2", "ownership_sets_weights": true})");
  world.must("consent.record", "2026-03-20",
             R"({"achievement": "KZ-1", "institution": "I-uni", "scope": "同意项目 ZH-1"})");
  const auto owed = [&] {
    std::vector<Deadline> found;
    for (auto& one : due_of_case(world)) {
      if (one.what == DeadlineKind::co_owner_payment) found.push_back(one);
    }
    return found;
  };
  const auto pay = [&](const char* amount, const char* day) {
    world.must("payment.record", day,
               R"({"transfer_case": "ZH-1", "lines": [{"kind": "other_institution",
                   "institution": "I-uni", "amount": ")" +
                   std::string(amount) + "\"}]}");
  };
  world.plan_publicised();
  CHECK(owed().empty());
  world.must(step::receive("600000.00"));
  world.must(step::receive("400000.00").on("2026-08-03").with(R"({"number": "DZ-2"})"));
  REQUIRE(owed().size() == 1);  // a third of 900,000.00
  CHECK(owed()[0].due_on == Date(2026, 7, 1));
  CHECK(owed()[0].subject == "I-uni");
  CHECK(owed()[0].people.empty());
  CHECK(owed()[0].rule == "RGT-06");
  CHECK_THAT(owed()[0].text.zh, Contains("应付共有机构 I-uni 300000.00"));
  CHECK(is_duty(DeadlineKind::co_owner_payment));
  pay("200000.00", "2026-08-04");
  REQUIRE(owed().size() == 1);
  CHECK(owed()[0].due_on == Date(2026, 8, 3));  // what was booked first is paid
  CHECK_THAT(owed()[0].text.en, Contains("100000.00"));
  world.must("case.terminate", "2026-08-05", R"({"transfer_case": "ZH-1", "reason": "示例"})");
  CHECK(owed().size() == 1);  // money is settled all the same
  pay("100000.00", "2026-08-06");
  CHECK(owed().empty());
}
