#include <algorithm>
#include <array>

#include "kezhuan/acts/acts.hpp"
#include "policy/decide.hpp"
#include "policy/facts.hpp"
#include "policy/income_facts.hpp"
#include "policy/rules.hpp"
#include "policy/transfer_facts.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

namespace {

// ---- DSC-01: the seven elements

void report_missing_element(const Question& q, Findings& f, Element element, const char* pointer,
                            const Text& detail = {}) {
  const auto name = name_of(element);
  Text what{"七要素缺“" + std::string(name.zh) + "”", "Missing element: " + std::string(name.en)};
  if (!detail.empty()) {
    what.zh += "：" + detail.zh;
    what.en += ": " + detail.en;
  }
  what.zh += "。";
  what.en += ".";
  f.add(std::move(what), place_in_application(q, pointer));
}

void require_texts(const Question& q, Findings& f, Element element, const char* pointer,
                   const std::vector<std::pair<const std::string*, Text>>& parts) {
  std::vector<Text> missing;
  for (const auto& [value, name] : parts) {
    if (value->empty()) missing.push_back(name);
  }
  if (!missing.empty()) report_missing_element(q, f, element, pointer, listing(missing));
}

void require_elements(const Question& q, const ApplicationContent& content, Findings& f) {
  if (q.file->achievement->name.empty()) report_missing_element(q, f, Element::name, "");
  if (content.primary.empty()) {
    report_missing_element(q, f, Element::primary_deliverables, "/primary");
  }
  if (content.secondary.empty()) {
    report_missing_element(q, f, Element::secondary_deliverables, "/secondary");
  }
  require_texts(q, f, Element::rights, "/rights",
                {{&content.rights.ownership, {"所有权", "ownership"}},
                 {&content.rights.use, {"使用权", "right of use"}},
                 {&content.rights.income, {"收益权", "income right"}}});
  require_texts(q, f, Element::technical, "/technical",
                {{&content.technical.source, {"数据来源", "data source"}},
                 {&content.technical.type, {"数据类型", "data type"}},
                 {&content.technical.scale, {"数据规模", "scale"}},
                 {&content.technical.technique, {"处理技术", "processing technique"}}});
  require_texts(q, f, Element::value, "/value",
                {{&content.value.compliance, {"合规信息", "compliance"}}});
  if (!content.value.has_assessment()) {
    report_missing_element(
        q, f, Element::value, "/value",
        {"科学、技术、经济、社会、文化五元价值至少评估一项",
         "assess at least one of scientific, technological, economic, social, cultural value"});
  }
}

/// Who made it: DSC-02, RGT-05 and RGT-08 rest on this list.
void require_contributors(const Question& q, const ApplicationContent& content, Findings& f) {
  const auto place = place_in_application(q, "/contributors");
  if (content.contributors.empty()) {
    f.add({"没有列出完成人。", "No contributor is listed."}, place,
          {"列出全体完成人及其贡献角色，并标明主要完成人。",
           "List all contributors with their roles, and mark the main ones."});
    return;
  }
  std::vector<Id<Person>> seen;
  std::vector<std::string> repeated;
  bool has_main = false;
  for (const auto& contributor : content.contributors) {
    has_main = has_main || contributor.main;
    const auto person = contributor.person.target();
    if (std::find(seen.begin(), seen.end(), person) != seen.end()) {
      repeated.push_back(q.after.get(person).number);
    }
    seen.push_back(person);
  }
  if (!has_main) {
    f.add({"没有标明主要完成人。", "No contributor is marked as a main one."}, place,
          {"至少将一位完成人标为主要完成人。", "Mark at least one contributor as a main one."});
  }
  if (!repeated.empty()) {
    const auto who = listing(repeated);
    f.add(
        {"完成人重复列出：" + who.zh + "。", "Contributors listed more than once: " + who.en + "."},
        place, {"每人只列一次，角色合并填写。", "List everybody once, roles together."});
  }
}

void dsc_01(const Question& q, Findings& f) {
  if (!concerns_application(q)) return;
  const auto* content = find_content(q);
  if (content == nullptr) {
    f.add({"尚无成果申报表，七要素未填报。",
           "There is no application yet, so the seven elements are not stated."},
          {}, {"填报成果申报表，写全七要素。", "File an application with all seven elements."});
    return;
  }
  require_elements(q, *content, f);
  require_contributors(q, *content, f);
}

// ---- DSC-02: deliberation

bool may_deliberate(const Policy& policy, DecidingBody body,
                    const char* value = "resolution.bodies") {
  const auto& bodies = policy.get_list(value);
  return std::find(bodies.begin(), bodies.end(), to_code(body)) != bodies.end();
}

Text bodies_of(const Policy& policy, const char* value = "resolution.bodies") {
  std::vector<Text> names;
  for (const auto& code : policy.get_list(value)) {
    const auto body = find_enum<DecidingBody>(code);
    names.push_back(body ? name_of(*body).text() : Text{code, code});
  }
  return listing(names);
}

void refuse_body(const Policy& policy, DecidingBody body, std::string place, Findings& f) {
  const auto name = name_of(body);
  const auto allowed = bodies_of(policy);
  f.add({std::string(name.zh) + "不能论证成果申报；须由下列机构之一论证：" + allowed.zh + "。",
         "The " + std::string(name.en) +
             " cannot deliberate an application; one of these must: " + allowed.en + "."},
        std::move(place));
}

void judge_application_on_record(const Question& q, Findings& f) {
  const auto* application = q.file->application;
  if (application == nullptr) {
    f.add({"尚未填报成果申报表。", "No application has been filed."}, {},
          {"由完成人填报成果申报表，再提请论证。",
           "The contributors file an application, then it is deliberated."});
    return;
  }
  const auto& number = application->number;
  const auto reasons = application->reasons ? *application->reasons : std::string("—");
  switch (application->state) {
    case ApplicationState::filed:
      f.add({"申报表 " + number + " 已填报，待论证。",
             "Application " + number + " is filed and awaits deliberation."},
            {},
            {"提请" + bodies_of(q.policy()).zh + "论证并登记决议。",
             "Have it deliberated (" + bodies_of(q.policy()).en + ") and record the resolution."});
      return;
    case ApplicationState::sent_back:
      f.add({"申报表 " + number + " 已退回修改，理由：" + reasons + "。",
             "Application " + number + " was sent back, for these reasons: " + reasons + "."},
            {},
            {"按理由修改后重新提交，再次论证。",
             "Revise it accordingly, resubmit and deliberate again."});
      return;
    case ApplicationState::rejected:
      f.add({"申报表 " + number + " 论证未通过，理由：" + reasons + "。",
             "Application " + number + " was rejected, for these reasons: " + reasons + "."},
            {},
            {"理由消除后可另行申报。",
             "Once the reasons are removed, a new application may be filed."});
      return;
    case ApplicationState::withdrawn:
      f.add({"申报表 " + number + " 已撤回。", "Application " + number + " was withdrawn."}, {},
            {"需要披露的，另行申报。", "File a new application if it is to be disclosed."});
      return;
    case ApplicationState::approved: break;
  }
  const auto* resolution = q.after.find(application->resolution);
  if (resolution != nullptr && !may_deliberate(q.policy(), resolution->body)) {
    refuse_body(q.policy(), resolution->body, {}, f);
  }
}

std::int64_t distinct(const std::vector<Ref<Person>>& people) {
  std::vector<Uuid> ids;
  ids.reserve(people.size());
  for (const auto& person : people) ids.push_back(person.id);
  std::sort(ids.begin(), ids.end());
  return std::unique(ids.begin(), ids.end()) - ids.begin();
}

void require_quorum(const Question& q, const RecordResolution& act, Findings& f) {
  if (act.members.value_or(0) < 1 || act.present.empty()) return;  // DEM-01 says so
  const auto quorum = q.policy().get_ratio("resolution.quorum");
  const auto present = distinct(act.present);
  if (present >= *act.members || Ratio(present, *act.members) >= quorum) return;
  const auto count = std::to_string(present);
  const auto members = std::to_string(*act.members);
  f.add({"出席 " + count + " 人，应到 " + members + " 人，不足法定人数（须达应到的 " +
             quorum.to_text() + "）。",
         "Only " + count + " of " + members + " members were present; the quorum is " +
             quorum.to_text() + " of them."},
        "/present", {"达到法定人数后重新审议。", "Deliberate again with a quorum present."});
}

/// Those present who may vote on the matter.
std::int64_t voters(const RecordResolution& act, const Matter& matter) {
  std::vector<Uuid> recused;
  for (const auto& person : matter.recused) recused.push_back(person.id);
  std::vector<Ref<Person>> voting;
  for (const auto& person : act.present) {
    if (std::find(recused.begin(), recused.end(), person.id) == recused.end()) {
      voting.push_back(person);
    }
  }
  return distinct(voting);
}

void require_majority(const Question& q, const RecordResolution& act, const Matter& matter,
                      const std::string& place, Findings& f) {
  const auto majority = q.policy().get_ratio("resolution.majority");
  if (!matter.in_favour || act.present.empty()) return;  // DEM-01 says so
  const auto entitled = voters(act, matter);
  if (entitled > 0 && *matter.in_favour > entitled) return;  // DEM-01 counts the votes
  if (entitled > 0 && Ratio(*matter.in_favour, entitled) > majority) return;
  const auto yes = std::to_string(*matter.in_favour);
  const auto all = std::to_string(entitled);
  // With nobody listed the minutes are not at hand; with somebody they say otherwise.
  const auto add = entitled > 0 ? &Findings::add_firm : &Findings::add;
  (f.*add)(
      {"结论为通过，但赞成 " + yes + " 票，未超过有表决权的 " + all + " 人的 " +
           majority.to_text() + "。",
       "The outcome is approval, but " + yes + " in favour is not more than " + majority.to_text() +
           " of the " + all + " entitled to vote."},
      place + "/in_favour",
      {"如实改正票数或结论，或重新表决。", "Correct the count or the outcome, or vote again."});
}

void require_reasons(const Matter& matter, const std::string& place, Findings& f) {
  if (matter.reasons) return;
  const auto outcome = name_of(matter.outcome);
  const bool is_review = matter.matter == MatterKind::classification_review;
  f.add(is_review
            ? Text{"分类认定没有写明理由。", "The review of the classification has no reasons."}
            : Text{"结论为“" + std::string(outcome.zh) + "”，没有写明理由。",
                   "The outcome is \"" + std::string(outcome.en) + "\" without reasons."},
        place + "/reasons", {"写明理由。", "State the reasons."});
}

void judge_application(const Question& q, const RecordResolution& act, const Matter& matter,
                       const std::string& place, Findings& f) {
  if (!may_deliberate(q.policy(), act.body)) refuse_body(q.policy(), act.body, "/body", f);
  if (matter.outcome != ResolutionOutcome::approved) require_reasons(matter, place, f);
  if (!matter.finds) return;
  f.add({"成果申报的议题不作分类认定，却写了认定结果。",
         "A matter about an application finds no classification, yet one is given."},
        place + "/finds",
        {"去掉认定结果；需要认定的另列一项“分类认定”。",
         "Remove it; if a review is needed, add a matter of its own."});
}

/// CLS-04: a review settles what the classification left open, and nothing else.
void judge_review(const Question& q, const Matter& matter, const std::string& place, Findings& f) {
  const auto& achievement = q.before.get(matter.achievement.value());
  const auto* present = achievement.classification();
  if (present == nullptr || present->outcome != Classification::needs_review) {
    const auto name = present == nullptr ? StaticText{"尚未分类", "not classified yet"}
                                         : name_of(present->outcome);
    f.add({"成果 " + achievement.number + " 现为“" + std::string(name.zh) +
               "”，只有待认定的才由决议认定。",
           "Achievement " + achievement.number + " is " + std::string(name.en) +
               "; only what needs review is settled by resolution."},
          place + "/achievement",
          {"先作分类认定；结果为待认定时再提请审议。",
           "Classify it first; ask for a resolution only if it needs review."});
  }
  if (matter.outcome == ResolutionOutcome::approved) {
    if (!matter.finds) {
      f.add({"分类认定没有写明认定结果。", "The review does not say what it finds."},
            place + "/finds", {"写明认定为哪一类。", "State the classification found."});
    } else if (*matter.finds == Classification::needs_review) {
      f.add({"认定结果不能仍是“待认定”。", "The review cannot find that a review is needed."},
            place + "/finds",
            {"认定为确定的一类；议而未决的，结论写“修改后再议”。",
             "Find a definite class; if undecided, the outcome is \"revise\"."});
    }
  } else if (matter.finds) {
    f.add(
        {"没有通过的认定不能带认定结果。", "A review that was not approved cannot find anything."},
        place + "/finds", {"去掉认定结果。", "Remove what it finds."});
  }
  require_reasons(matter, place, f);
}

constexpr const char* case_bodies = "decision.bodies";

/// Matters of a transfer case: quorum and majority alike, but the leadership may decide them too.
void judge_case_matters(const Question& q, Findings& f) {
  const auto* act = q.act_as<RecordResolution>();
  if (act == nullptr) return;
  require_quorum(q, *act, f);
  if (!may_deliberate(q.policy(), act->body, case_bodies)) {
    const auto name = name_of(act->body);
    const auto allowed = bodies_of(q.policy(), case_bodies);
    f.add({std::string(name.zh) + "不能议决转化项目；须由下列机构之一议决：" + allowed.zh + "。",
           "The " + std::string(name.en) +
               " cannot decide on a transfer case; one of these must: " + allowed.en + "."},
          "/body", {"提请有权机构议决。", "Have it decided by one of these."});
  }
  std::vector<const Matter*> decided;
  for (std::size_t i = 0; i < act->matters.size(); ++i) {
    const auto& matter = act->matters[i];
    if (!concerns_case(q, matter)) continue;
    const auto place = item_place("matters", i);
    const auto is_same = [&](const Matter* other) {
      return other->matter == matter.matter && other->plan == matter.plan;
    };
    if (std::any_of(decided.begin(), decided.end(), is_same)) {
      f.add({"同一决议对项目 " + q.transfer->transfer->number + " 的同一事项议决了两次。",
             "The resolution decides the same matter of case " + q.transfer->transfer->number +
                 " twice."},
            place, {"每一事项只写一次。", "Give each matter once."});
    }
    decided.push_back(&matter);
    if (matter.outcome == ResolutionOutcome::approved) {
      require_majority(q, *act, matter, place, f);
    } else {
      require_reasons(matter, place, f);
    }
  }
}

void dsc_02(const Question& q, Findings& f) {
  if (q.transfer != nullptr) return judge_case_matters(q, f);
  if (q.file == nullptr) return;
  if (q.is_about_record()) return judge_application_on_record(q, f);
  const auto* act = q.act_as<RecordResolution>();
  if (act == nullptr) return;
  require_quorum(q, *act, f);
  std::vector<MatterKind> decided;
  for (std::size_t i = 0; i < act->matters.size(); ++i) {
    const auto& matter = act->matters[i];
    if (!matter.concerns(q.file->achievement->id)) continue;
    const auto place = item_place("matters", i);
    if (std::find(decided.begin(), decided.end(), matter.matter) != decided.end()) {
      f.add({"同一决议对成果 " + q.file->achievement->number + " 的同一事项议决了两次。",
             "The resolution decides the same matter of achievement " +
                 q.file->achievement->number + " twice."},
            place, {"每一事项只写一次。", "Give each matter once."});
    }
    decided.push_back(matter.matter);
    if (matter.outcome == ResolutionOutcome::approved) require_majority(q, *act, matter, place, f);
    if (matter.matter == MatterKind::application) {
      judge_application(q, *act, matter, place, f);
    } else {
      judge_review(q, matter, place, f);
    }
  }
}

// ---- DSC-03: editions

void judge_listing_on_record(const Question& q, Findings& f) {
  const auto& achievement = *q.file->achievement;
  if (q.file->first_edition == nullptr) {
    f.add({"尚未列入任何一期清单。", "It is not listed in any edition yet."}, {},
          {"论证通过后定稿下一期清单即列入。",
           "Once approved, it is listed when the next edition is frozen."});
    return;
  }
  const auto* last = q.after.find(q.after.settings().last_edition);
  if (last == nullptr || !achievement.last_edition) return;
  if (*achievement.last_edition != last->id) {
    const auto& listed = q.after.get(*achievement.last_edition).number;
    f.add({"最近一期清单 " + last->number + " 没有列入（最后列于 " + listed + "）。",
           "The latest edition, " + last->number + ", does not list it (last listed in " + listed +
               ")."},
          {},
          {"消除移出的原因，再定稿新一期清单。",
           "Remove the reason it was dropped for, then freeze a new edition."});
    return;
  }
  const auto* application = q.file->application;
  const auto* entry = find_entry(*last, achievement);
  if (entry == nullptr || application == nullptr ||
      application->state != ApplicationState::approved ||
      entry->content == entry_hash(achievement, *application)) {
    return;
  }
  f.warn({"清单 " + last->number + " 所列内容与论证通过的申报表 " + application->number +
              " 不同，待下一期更新。",
          "Edition " + last->number + " shows other content than the approved application " +
              application->number + "; the next edition will bring it up to date."},
         {}, {"定稿新一期清单。", "Freeze a new edition."});
}

constexpr StaticText sent_back_edition{
    "按异议修改并重新论证申报表（application.revise、resolution.record），或撤回申报"
    "（application.withdraw），再定稿新一期清单（edition.freeze）并公示。",
    "Revise the application as the objection asks and have it approved (application.revise, "
    "resolution.record), or withdraw it (application.withdraw); then freeze and publicise a new "
    "edition (edition.freeze)."};

void judge_freezing(const Question& q, Findings& f) {
  if (q.outcome == nullptr || !q.outcome->edition) return;
  const auto& edition = *q.outcome->edition;
  if (edition.entries.empty() && edition.removed.empty()) {
    f.add_firm({"没有论证通过的成果可列入清单。", "There is no approved achievement to list."});
    return;
  }
  const auto* last = q.before.find(q.before.settings().last_edition);
  if (last == nullptr) return;
  const bool is_same = !q.after.get(Id<Edition>(q.outcome->id.value())).has_changes();
  if (const auto* by = is_same ? find_sending_back(q.before, *last) : nullptr) {
    const auto why = describe_objection_upheld(*by);
    f.add_firm({why.zh + "；与上一期清单 " + last->number + " 相比没有变化，不能再行定稿。",
                why.en + "; nothing has changed since edition " + last->number +
                    ", so no other is frozen."},
               {}, sent_back_edition.text());
  } else if (is_same) {
    f.warn({"与上一期清单 " + last->number + " 相比没有变化。",
            "Nothing has changed since edition " + last->number + "."},
           {},
           {"定期更新时可照此定稿；否则等有变化再定稿。",
            "Go on if the regular update is due; otherwise wait for a change."});
  }
  if (last->next_due && *last->next_due < q.on) {
    const auto due = last->next_due->to_text();
    const auto late = std::to_string((q.on - *last->next_due).count());
    f.warn({"本期清单应于 " + due + " 前定稿，已逾期 " + late + " 天。",
            "This edition was due by " + due + "; it is " + late + " days late."},
           {}, {"今后按更新间隔定稿清单。", "Keep to the interval from now on."});
  }
}

void dsc_03(const Question& q, Findings& f) {
  if (q.act_as<FreezeEdition>() != nullptr) return judge_freezing(q, f);
  if (q.is_about_record() && q.file != nullptr) judge_listing_on_record(q, f);
}

// ---- DSC-04: notice 1

/// The notice that settles notice 1: a closed one of the edition in which the achievement first
/// appeared. When content changed after an upheld objection, the corrected entry stands in a later
/// edition; a closed notice of that one counts as well (house default).
bool is_publicised(const Question& q) {
  const auto& first = *q.file->first_edition;
  const auto* edition = q.after.find(q.file->achievement->last_edition);
  while (edition != nullptr) {
    for (const auto& id : edition->notices) {
      if (q.after.get(id).state == NoticeState::closed) return true;
    }
    if (edition->id == first.id) return false;
    edition = q.after.find(edition->previous);
  }
  return false;
}

void describe_open_notice(const Question& q, const Notice& notice, Findings& f) {
  const auto closable = closable_from(notice).to_text();
  const auto first = notice.first_day.to_text();
  const auto last = notice.last_day.to_text();
  Text what{"公示 " + notice.number + " 自 " + first + " 起进行，末日 " + last + "，" + closable +
                " 起可结束",
            "Notice " + notice.number + " is open since " + first + ", its last day is " + last +
                ", it may be closed from " + closable};
  std::vector<std::string> open;
  for (const auto& objection : notice.objections) {
    if (!objection.answer) open.push_back(std::to_string(objection.index));
  }
  Text remedy{"等期满次日结束公示。", "Close it on the day after the last day."};
  if (!open.empty()) {
    const auto which = listing(open);
    what.zh += "；未处理的异议：第 " + which.zh + " 号";
    what.en += "; objections not handled: " + which.en;
    remedy = {"先答复异议，期满后结束公示。",
              "Answer the objections, then close it once the period is over."};
  } else if (q.on > notice.last_day) {
    remedy = {"期满，可以结束公示。", "The period is over: close the notice."};
  }
  what.zh += "。";
  what.en += ".";
  f.add(std::move(what), {}, std::move(remedy));
}

void judge_publicity_on_record(const Question& q, Findings& f) {
  if (q.file->first_edition == nullptr) {
    f.add({"尚未列入清单，清单公示（公示一）无从进行。",
           "It is not listed yet, so notice 1 cannot be held."},
          {}, {"列入清单后公示该期清单。", "Once it is listed, publicise that edition."});
    return;
  }
  if (is_publicised(q)) return;
  const auto& number = q.file->first_edition->number;
  for (const auto* notice : q.file->notices) {
    if (notice->state == NoticeState::open) return describe_open_notice(q, *notice, f);
  }
  if (q.file->notices.empty()) {
    f.add({"清单 " + number + " 尚未公示。", "Edition " + number + " has not been publicised."});
    return;
  }
  const auto& voided = q.file->notices.back()->number;
  f.add({"公示 " + voided + " 因异议成立而作废，须重新足期公示。",
         "Notice " + voided + " was voided by an upheld objection; a new full notice is due."},
        {},
        {"更正内容后重新开启公示，期间从头计算。",
         "Correct the content and open a new notice of full length."});
}

void judge_opening(const Question& q, const OpenNotice& act, Findings& f) {
  if (!act.edition) return;
  const auto& edition = q.before.get(*act.edition);
  if (const auto* by = find_sending_back(q.before, edition)) {
    const auto why = describe_objection_upheld(*by);
    f.add_firm(
        {why.zh + "；清单 " + edition.number + " 没有改动，不能照原样公示。",
         why.en + "; edition " + edition.number + " is still the same and is not publicised."},
        "/edition", sent_back_edition.text());
  }
  for (const auto& id : edition.notices) {
    const auto& notice = q.before.get(id);
    if (notice.state == NoticeState::open) {
      f.add_firm({"清单 " + edition.number + " 的公示 " + notice.number + " 正在进行（末日 " +
                      notice.last_day.to_text() + "）。",
                  "Notice " + notice.number + " of edition " + edition.number +
                      " is open (last day " + notice.last_day.to_text() + ")."},
                 "/edition",
                 {"等该公示结束；无需另开。", "Wait for it to end; no other is needed."});
    } else if (notice.state == NoticeState::closed) {
      f.add_firm({"清单 " + edition.number + " 已由公示 " + notice.number + " 公示完毕。",
                  "Edition " + edition.number + " was already publicised by notice " +
                      notice.number + "."},
                 "/edition",
                 {"无需再次公示；内容有变的定稿新一期后公示。",
                  "No further notice is needed; if content changed, freeze and publicise a new "
                  "edition."});
    }
  }
}

void dsc_04(const Question& q, Findings& f) {
  if (const auto* act = q.act_as<OpenNotice>()) return judge_opening(q, *act, f);
  if (q.is_about_record() && q.file != nullptr) judge_publicity_on_record(q, f);
}

constexpr std::array<RuleCode, 4> rules = {{
    {"DSC-01", dsc_01},
    {"DSC-02", dsc_02},
    {"DSC-03", dsc_03},
    {"DSC-04", dsc_04},
}};

}  // namespace

std::span<const RuleCode> dsc_rules() { return rules; }

}  // namespace kezhuan
