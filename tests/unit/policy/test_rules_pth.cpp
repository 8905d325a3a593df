#include "catch.hpp"
#include "said.hpp"
#include "support/world.hpp"

using namespace kezhuan;
using namespace kezhuan::test;
using Catch::Contains;

namespace {

std::string notice(int days, const std::string& unit = "working_day") {
  return R"({"number": "GS-1", "edition": "QD-1", "audience": "单位内部管理平台", "days": )" +
         std::to_string(days) + R"(, "unit": ")" + unit + R"("})";
}

/// Edition QD-1 with KZ-1 in it, frozen on 2026-03-05.
struct NoticeWorld : World {
  NoticeWorld() {
    prepare_achievement();
    file_application();
    approve();
    must("edition.freeze", "2026-03-05", R"({"number": "QD-1"})");
  }
  /// GS-1 over five working days from Friday 2026-03-06: the last day is Friday 2026-03-13.
  void open() { must("notice.open", "2026-03-06", notice(5)); }
  Decision object(const std::string& on) {
    return record("notice.object", on, R"({"notice": "GS-1", "content": "示例异议"})");
  }
  Decision answer(const std::string& on, const std::string& how) {
    return record(
        "notice.answer", on,
        R"({"notice": "GS-1", "objection": 1, "text": "示例答复", "answer": ")" + how + R"("})");
  }
  std::string on_closing(const std::string& on) {
    return said("PTH-05", check("notice.close", on, R"({"notice": "GS-1"})"));
  }
};

}  // namespace

TEST_CASE("PTH-05 counts: fifteen working days over the Spring Festival of 2026") {
  World w;
  // 2026-02-15 to -23 are off; the Saturdays 02-14 and 02-28 are worked.
  CHECK(w.calendar.last_day_of_period(Date(2026, 2, 9), 15, DayUnit::working) == Date(2026, 3, 6));
  CHECK(w.calendar.last_day_of_period(Date(2023, 9, 20), 15, DayUnit::working) ==
        Date(2023, 10, 17));
}

TEST_CASE("PTH-05 counts: a period of calendar days that ends on a day off rolls on") {
  World w;
  // Five days after Monday 2026-09-28 is 10-03, inside the holiday that lasts until 10-07.
  CHECK(w.calendar.last_day_of_period(Date(2026, 9, 28), 5, DayUnit::calendar) ==
        Date(2026, 10, 8));
  CHECK(w.calendar.last_day_of_period(Date(2026, 3, 2), 4, DayUnit::calendar) == Date(2026, 3, 6));
}

TEST_CASE("PTH-05 passes: closing on the day after the last day, which the notice keeps") {
  NoticeWorld w;
  w.open();
  CHECK(w.get<Notice>("GS-1").last_day == Date(2026, 3, 13));
  CHECK(w.on_closing("2026-03-14") == "");
  w.must("notice.close", "2026-03-16", R"({"notice": "GS-1"})");
  CHECK(w.get<Notice>("GS-1").closed_on == Date(2026, 3, 16));
}

TEST_CASE("PTH-05 refuses: closing on the last day, and says from when") {
  NoticeWorld w;
  w.open();
  CHECK(w.on_closing("2026-03-13") ==
        "refuse /notice 公示 GS-1 的末日是 2026-03-13，2026-03-14 起方可结束。\n");
}

TEST_CASE("PTH-05 refuses: closing over an open objection") {
  NoticeWorld w;
  w.open();
  CHECK(said("PTH-05", w.object("2026-03-13")) == "");  // the last day still counts
  CHECK_THAT(w.on_closing("2026-03-16"), Contains("有未处理的异议：第 1 号"));
  CHECK(said("PTH-05", w.answer("2026-03-16", "rejected")) == "");
  CHECK(w.on_closing("2026-03-16") == "");
}

TEST_CASE("PTH-05 warns: an objection after the last day is taken while the notice is open") {
  NoticeWorld w;
  w.open();
  const auto late = w.object("2026-03-14");
  CHECK_FALSE(late.is_refused());
  CHECK_THAT(said("PTH-05", late), Contains("warn /notice 异议于 2026-03-14 提出"));
  CHECK_THAT(w.on_closing("2026-03-16"), Contains("第 1 号"));
}

TEST_CASE("PTH-05 refuses: an answer from before the objection") {
  NoticeWorld w;
  w.open();
  w.object("2026-03-10");
  CHECK_THAT(said("PTH-05", w.answer("2026-03-09", "rejected")),
             Contains("refuse /objection 答复日 2026-03-09 早于异议提出日 2026-03-10"));
}

TEST_CASE("PTH-05 notes: an upheld objection that changes content calls for a new full notice") {
  NoticeWorld w;
  w.open();
  w.object("2026-03-10");
  const auto decision = w.answer("2026-03-11", "upheld_content");
  CHECK_FALSE(decision.is_refused());
  CHECK_THAT(said("PTH-05", decision), Contains("note /answer") && Contains("重新足期公示"));
  CHECK(w.get<Notice>("GS-1").state == NoticeState::voided);
  CHECK(w.check("notice.close", "2026-03-16", R"({"notice": "GS-1"})").is_refused());
}

TEST_CASE("PTH-05 refuses: a period beyond the calendar, never guessing next year's holidays") {
  NoticeWorld w;
  w.today = Date(2026, 12, 30);
  const auto decision = w.check("notice.open", "2026-12-28", notice(5));
  CHECK(decision.is_refused());
  CHECK_THAT(said("PTH-05", decision), Contains("2026-12-31"));
  // Three working days are left in the year.
  CHECK(said("PTH-05", w.check("notice.open", "2026-12-28", notice(3))) == "");
}

TEST_CASE("PTH-05 refuses: a notice without a day, or with more than can be counted") {
  NoticeWorld w;
  CHECK_THAT(said("PTH-05", w.check("notice.open", "2026-03-06", notice(0))), Contains("refuse"));
  const auto wrapped = R"({"number": "GS-1", "edition": "QD-1", "audience": "单位内部管理平台",
                           "days": 4294967301, "unit": "working_day"})";
  CHECK_THAT(said("PTH-05", w.check("notice.open", "2026-03-06", wrapped)),
             Contains("refuse /days ") && Contains("2026-12-31"));
}

TEST_CASE("PTH-06 passes: the length and unit of the policy, or longer") {
  NoticeWorld w;
  CHECK(said("PTH-06", w.check("notice.open", "2026-03-06", notice(5))) == "");
  CHECK(said("PTH-06", w.check("notice.open", "2026-03-06", notice(15))) == "");
}

TEST_CASE("PTH-06 refuses: too short a notice") {
  NoticeWorld w;
  CHECK(said("PTH-06", w.check("notice.open", "2026-03-06", notice(4))) ==
        "refuse /days 公示期限为 4，少于规定的 5 个工作日。\n");
  w.policy = w.policy.with_overlay(shipped_overlay("example-hospital"), "example-hospital.yaml");
  CHECK_THAT(said("PTH-06", w.check("notice.open", "2026-03-06", notice(6))),
             Contains("少于规定的 7 个工作日"));
}

TEST_CASE("PTH-06 refuses: calendar days where working days are asked for, however many") {
  NoticeWorld w;
  CHECK_THAT(said("PTH-06", w.check("notice.open", "2026-03-06", notice(30, "calendar_day"))),
             Contains("refuse /unit"));
}
