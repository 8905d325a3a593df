#include <array>
#include <limits>

#include "kezhuan/acts/acts.hpp"
#include "policy/rules.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

namespace {

/// The calendar counts in `int`; a length beyond it must not come back as a short one.
void judge_opening(const OpenNotice& act, Findings& f) {
  if (act.days <= std::numeric_limits<int>::max()) return;
  f.add({"公示期限为 " + std::to_string(act.days) + " 天，不是可用的天数。",
         "The length of " + std::to_string(act.days) + " days is not usable."},
        "/days", {"改正期限。", "Correct the length."});
}

// That the notice is open and the objection awaits an answer is REG-02; that nothing happens before
// the notice opened, REG-04.

void judge_objecting(const Question& q, const ObjectToNotice& act, Findings& f) {
  const auto& notice = q.before.get(act.notice);
  if (q.on <= notice.last_day) return;
  const auto on = q.on.to_text();
  const auto last = notice.last_day.to_text();
  f.warn({"异议于 " + on + " 提出，公示末日为 " + last + "；公示尚未结束，仍予受理。",
          "The objection of " + on + " came after the last day, " + last +
              "; the notice is not closed yet, so it is taken."},
         "/notice", {"答复后方可结束公示。", "Answer it before closing the notice."});
}

void judge_answering(const Question& q, const AnswerObjection& act, Findings& f) {
  const auto& notice = q.before.get(act.notice);
  for (const auto& objection : notice.objections) {
    if (objection.index != act.objection || q.on >= objection.raised_on) continue;
    const auto raised = objection.raised_on.to_text();
    f.add({"答复日 " + q.on.to_text() + " 早于异议提出日 " + raised + "。",
           "The answer of " + q.on.to_text() + " is from before the objection was raised on " +
               raised + "."},
          "/objection", {"核对答复日期。", "Check the date of the answer."});
  }
  if (act.answer == ObjectionAnswer::upheld_content) {
    f.note({"异议成立并改变公示内容：公示 " + notice.number + " 作废，更正后须重新足期公示。",
            "The objection is upheld and changes the content: notice " + notice.number +
                " is voided, and a new full notice is due."},
           "/answer",
           {"更正内容，再开启新的公示，期间从头计算。",
            "Correct the content and open a new notice of full length."});
  }
}

void judge_closing(const Question& q, const CloseNotice& act, Findings& f) {
  const auto& notice = q.before.get(act.notice);
  if (q.on <= notice.last_day) {
    const auto last = notice.last_day.to_text();
    const auto closable = (notice.last_day + std::chrono::days{1}).to_text();
    f.add({"公示 " + notice.number + " 的末日是 " + last + "，" + closable + " 起方可结束。",
           "The last day of notice " + notice.number + " is " + last + "; it may be closed from " +
               closable + "."},
          "/notice",
          {"于 " + closable + " 或以后结束。", "Close it on " + closable + " or later."});
  }
  std::vector<std::string> open;
  for (const auto& objection : notice.objections) {
    if (!objection.answer) open.push_back(std::to_string(objection.index));
  }
  if (open.empty()) return;
  const auto which = listing(open);
  f.add({"公示 " + notice.number + " 有未处理的异议：第 " + which.zh + " 号。",
         "Notice " + notice.number + " has objections not handled: " + which.en + "."},
        "/notice",
        {"先逐条答复异议，再结束公示。", "Answer each objection, then close the notice."});
}

void pth_05(const Question& q, Findings& f) {
  if (const auto* opened = q.act_as<OpenNotice>()) return judge_opening(*opened, f);
  if (const auto* objected = q.act_as<ObjectToNotice>()) return judge_objecting(q, *objected, f);
  if (const auto* answered = q.act_as<AnswerObjection>()) return judge_answering(q, *answered, f);
  if (const auto* closed = q.act_as<CloseNotice>()) return judge_closing(q, *closed, f);
}

/// The policy's values for a notice of this subject start with this.
std::string values_of(NoticeSubject subject) {
  switch (subject) {
    case NoticeSubject::disclosure_list: return "notice.disclosure_list";
    case NoticeSubject::implementation_plan: return "notice.implementation_plan";
    case NoticeSubject::distribution_plan: return "notice.distribution";
    case NoticeSubject::agreed_price: return "notice.agreed_price";
  }
  return {};
}

/// Each notice lasts as long as the policy says for its subject, in its unit. Calendar days are shorter than working days,
/// never the other way round, so only the former are turned away.
void pth_06(const Question& q, Findings& f) {
  const auto* act = q.act_as<OpenNotice>();
  if (act == nullptr) return;
  const auto values = values_of(act->subject());
  const auto days = q.policy().get_number(values + ".days");
  const auto unit = q.policy().get_unit(values + ".unit");
  const auto subject = name_of(act->subject());
  const auto name = name_of(unit);
  const auto least = std::to_string(days);
  if (act->unit == DayUnit::calendar && unit == DayUnit::working) {
    f.add({"公示期限按自然日计；" + std::string(subject.zh) + "的公示须按工作日计。",
           "The length is in calendar days; a notice of the " + std::string(subject.en) +
               " counts working days."},
          "/unit",
          {"期限单位改为工作日，不少于 " + least + " 个。",
           "Count working days, no fewer than " + least + "."});
  }
  if (act->days < days) {
    const auto given = std::to_string(act->days);
    f.add({"公示期限为 " + given + "，少于规定的 " + least + " 个" + std::string(name.zh) + "。",
           "The length is " + given + ", less than the " + least + " " + std::string(name.en) +
               " the policy asks for."},
          "/days",
          {"期限至少 " + least + " 个" + std::string(name.zh) + "。",
           "Give at least " + least + " " + std::string(name.en) + "."});
  }
  if (act->audience.empty()) {
    f.add({"没有写明公示范围。", "The audience is not stated."}, "/audience",
          {"写明在单位内部哪个平台公示。", "State where in the institution it is shown."});
  }
}

constexpr std::array<RuleCode, 2> rules = {{{"PTH-05", pth_05}, {"PTH-06", pth_06}}};

}  // namespace

std::span<const RuleCode> pth_rules() { return rules; }

}  // namespace kezhuan
