#include <algorithm>
#include <array>

#include "kezhuan/acts/acts.hpp"
#include "policy/rules.hpp"
#include "policy/transfer_facts.hpp"

namespace kezhuan {

namespace {

/// A case belongs to the annual reports of the years since it was opened; a real-time report counts
/// whenever it is sent. Neither does before there was a contract to report.
bool covers(const TransferReport& report, const TransferFile& file) {
  if (!is_of_transfer(file, report)) return false;
  return report.report == ReportKind::real_time || report.year >= file.transfer->opened_on.year();
}

void warn_of_no_contract(const Question& q, Findings& f) {
  if (q.transfer == nullptr || is_of_transfer(*q.transfer, *q.transfer->reports.back())) return;
  const auto& c = *q.transfer->transfer;
  const auto& report = *q.transfer->reports.back();
  if (report.report == ReportKind::annual && report.year < c.opened_on.year()) return;  // refused
  const auto& number = c.number;
  f.warn({"项目 " + number + " 其时还没有合同，这份报告不算作对它的报告。",
          "Case " + number + " had no contract by then; this report does not count for it."},
         "/cases",
         {"签约后再报告，或去掉该项目。",
          "Report it once a contract is signed, or leave the case out."});
}

void judge_year(const Question& q, const SubmitReport& act, Findings& f) {
  if (act.report != ReportKind::annual || q.transfer == nullptr) return;
  const auto& c = *q.transfer->transfer;
  const auto year = std::to_string(act.year);
  if (act.year < c.opened_on.year()) {
    const auto opened = c.opened_on.to_text();
    f.add({c.number + " 于 " + opened + " 立项，不属于 " + year + " 年度。",
           c.number + " was opened on " + opened + "; it does not belong in the report of " + year +
               "."},
          "/year", {"改正年度，或去掉该项目。", "Correct the year, or leave the case out."});
  }
}

void judge_submission(const Question& q, const SubmitReport& act, Findings& f) {
  judge_year(q, act, f);
  const bool is_annual = act.report == ReportKind::annual;
  if (!is_annual && act.cases.size() > 1) {
    f.warn({"实时报告写了 " + std::to_string(act.cases.size()) + " 个项目；一般一案一报。",
            "A real-time report with " + std::to_string(act.cases.size()) +
                " cases; usually it concerns one."},
           "/cases", {"分别报送，或改为年度报告。", "Send one each, or make it an annual report."});
  }
  if (is_annual && act.year == q.on.year()) {
    const auto year = std::to_string(act.year);
    f.warn({year + " 年尚未结束，此后的合同和到账不在其中；年终后仍须报送该年度报告。",
            "The year " + year +
                " is not over: what is signed and received in the rest of it is not in the "
                "report, and the annual report stays due after its end."},
           "/year",
           {"年终后报送（report.submit）；当年的先作实时报告（real_time）。",
            "Submit it after the end of the year (report.submit); report as it happens meanwhile "
            "(real_time)."});
  }
  if (act.year > q.on.year()) {
    f.add({"报告年度 " + std::to_string(act.year) + " 尚未到来。",
           "The year " + std::to_string(act.year) + " has not come yet."},
          "/year", {"核对年度。", "Check the year."});
  }
}

/// The same case twice in the annual reports of a year would be counted twice. One sent while the
/// year was running is no report of it yet: the whole one is asked for.
void judge_repetition(const Question& q, const SubmitReport& act, Findings& f) {
  if (act.report != ReportKind::annual || q.transfer == nullptr) return;
  for (const auto* report : q.transfer->reports) {
    if (report == q.transfer->reports.back() || report->year != act.year) continue;
    if (!is_whole(*report) && act.year < q.on.year()) continue;
    if (report->report != ReportKind::annual) continue;
    f.warn({q.transfer->transfer->number + " 已列入 " + std::to_string(act.year) + " 年年度报告 " +
                report->number + "。",
            q.transfer->transfer->number + " is in the annual report " + report->number + " of " +
                std::to_string(act.year) + " already."},
           "/cases", {"补充报送的可继续。", "Go on if it supplements that report."});
  }
}

void rpt_01(const Question& q, Findings& f) {
  if (const auto* act = q.act_as<SubmitReport>()) {
    judge_submission(q, *act, f);
    warn_of_no_contract(q, f);
    return judge_repetition(q, *act, f);
  }
  if (q.transfer == nullptr || !q.is_about_record()) return;
  const auto is_covered = [&](const TransferReport* report) {
    return covers(*report, *q.transfer);
  };
  const auto& reports = q.transfer->reports;
  if (std::none_of(reports.begin(), reports.end(), is_covered)) {
    f.add({"尚未列入年度报告，也没有实时报告。", "It is in no annual or real-time report yet."});
  }
  for (const auto year : years_to_report(*q.transfer)) {
    const auto last = last_day_to_report(year);
    if (q.on <= last) continue;
    const auto name = std::to_string(year);
    f.add({name + " 年度报告逾期未报（应于 " + last.to_text() + " 前报送）。",
           "The annual report of " + name + " is overdue (it was due by " + last.to_text() + ")."},
          {},
          {"报送该年度报告并列入本项目（report.submit）。",
           "Submit the annual report of that year with the case in it (report.submit)."});
  }
}

void rpt_02(const Question& q, Findings& f) {
  if (const auto* act = q.act_as<FileReport>()) {
    if (act->evidence) return;
    return f.warn({"没有附备案回执。", "The receipt of the filing is not attached."}, "/evidence",
                  {"附上备案回执作为佐证材料。", "Attach it as evidence."});
  }
  if (q.transfer == nullptr || !q.is_about_record()) return;
  const TransferReport* last = nullptr;
  for (const auto* report : q.transfer->reports) {
    if (!is_of_transfer(*q.transfer, *report)) continue;
    if (report->filing) return;
    last = report;
  }
  if (last == nullptr) {
    return f.add({"尚无可备案的报告。", "There is no report to be filed."}, {},
                 {"先报送报告（report.submit）。", "Submit a report first (report.submit)."});
  }
  f.add({"报告 " + last->number + " 已于 " + last->submitted_on.to_text() + " 报送，待备案。",
         "Report " + last->number + " was sent on " + last->submitted_on.to_text() +
             " and awaits filing."});
}

constexpr std::array<RuleCode, 2> rules = {{{"RPT-01", rpt_01}, {"RPT-02", rpt_02}}};

}  // namespace

std::span<const RuleCode> rpt_rules() { return rules; }

}  // namespace kezhuan
