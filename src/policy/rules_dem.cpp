#include <algorithm>
#include <array>

#include "kezhuan/acts/acts.hpp"
#include "policy/income_facts.hpp"
#include "policy/rules.hpp"
#include "policy/transfer_facts.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

namespace {

bool lists(const std::vector<Ref<Person>>& people, const Id<Person>& person) {
  return std::any_of(people.begin(), people.end(),
                     [&](const Ref<Person>& one) { return one.target() == person; });
}

/// Numbers of people who stand in the list more than once, each once.
std::vector<std::string> repeated(const Question& q, const std::vector<Ref<Person>>& people) {
  std::vector<std::string> numbers;
  for (auto at = people.begin(); at != people.end(); ++at) {
    if (std::count_if(people.begin(), at,
                      [&](const Ref<Person>& one) { return one.target() == at->target(); }) == 1) {
      numbers.push_back(q.after.get(*at).number);
    }
  }
  return numbers;
}

void refuse_repeated(const Question& q, const std::vector<Ref<Person>>& people, const Text& in_what,
                     const std::string& place, Findings& f) {
  const auto numbers = repeated(q, people);
  if (numbers.empty()) return;
  const auto who = listing(numbers);
  f.add({in_what.zh + "重复列出：" + who.zh + "。",
         "Listed more than once among " + in_what.en + ": " + who.en + "."},
        place, {"每人只列一次。", "List everybody once."});
}

void judge_meeting(const Question& q, const RecordResolution& act, Findings& f) {
  if (!act.members) {
    f.add({"没有写应到人数。", "How many members the body has is not stated."}, "/members",
          {"写明该机构应到人数。", "State how many members the body has."});
  } else if (*act.members < 1) {
    f.add({"应到人数为 " + std::to_string(*act.members) + "，至少为 1。",
           "The number of members is " + std::to_string(*act.members) + "; it must be 1 or more."},
          "/members", {"写明该机构应到人数。", "State how many members the body has."});
  } else if (*act.members < static_cast<std::int64_t>(act.present.size())) {
    const auto present = std::to_string(act.present.size());
    const auto members = std::to_string(*act.members);
    f.add({"出席 " + present + " 人，多于应到的 " + members + " 人。",
           present + " people were present, more than the " + members + " members."},
          "/present",
          {"核对应到人数；列席而无表决权的不计出席。",
           "Check the number of members; those who only sat in do not count as present."});
  }
  if (act.present.empty()) {
    f.add({"没有写出席人员。", "Who was present is not stated."}, "/present",
          {"照会议纪要写明出席人员。", "State who was present, as the minutes have it."});
  }
  refuse_repeated(q, act.present, {"出席人员", "those present"}, "/present", f);
  if (!act.minutes) {
    f.warn({"没有附会议纪要。", "The minutes are not attached."}, "/minutes",
           {"将会议纪要附为佐证材料，在决议中指明。",
            "Attach the minutes as evidence and name them in the resolution."});
  }
}

void judge_recusals(const Question& q, const RecordResolution& act, const Matter& matter,
                    const std::string& place, Findings& f) {
  refuse_repeated(q, matter.recused, {"回避人员", "those recused"}, place + "/recused", f);
  std::vector<std::string> absent;
  for (const auto& person : matter.recused) {
    if (!lists(act.present, person.target())) absent.push_back(q.after.get(person).number);
  }
  if (absent.empty()) return;
  const auto who = listing(absent);
  f.add({"回避人员不在出席人员之列：" + who.zh + "。",
         "Recused without being present: " + who.en + "."},
        place + "/recused",
        {"回避人员须列入出席人员；未到会的不必列为回避。",
         "List them as present too; whoever did not attend need not be recused."});
}

void judge_votes(const RecordResolution& act, const Matter& matter, const std::string& place,
                 Findings& f) {
  if (!matter.in_favour) {
    f.add({"没有写赞成票数。", "How many voted in favour is not stated."}, place + "/in_favour",
          {"照会议纪要写明赞成、反对和弃权各多少票。",
           "State the votes for, against and abstained, as the minutes have them."});
    return;
  }
  if (act.present.empty()) return;  // nobody to compare with, which is said above
  std::vector<Id<Person>> voting;
  for (const auto& person : act.present) {
    const auto id = person.target();
    if (lists(matter.recused, id) || std::find(voting.begin(), voting.end(), id) != voting.end()) {
      continue;
    }
    voting.push_back(id);
  }
  // Each count is compared by itself first, so that absurd ones cannot wrap around in the sum.
  const auto entitled = static_cast<std::int64_t>(voting.size());
  if (std::max({*matter.in_favour, matter.against, matter.abstained}) <= entitled &&
      *matter.in_favour + matter.against + matter.abstained == entitled) {
    return;
  }
  const auto yes = std::to_string(*matter.in_favour);
  const auto no = std::to_string(matter.against);
  const auto neither = std::to_string(matter.abstained);
  const auto all = std::to_string(entitled);
  f.add({"赞成 " + yes + "、反对 " + no + "、弃权 " + neither + "，合计与出席且未回避的 " + all +
             " 人不符。",
         yes + " for, " + no + " against, " + neither + " abstained: together not the " + all +
             " present and not recused."},
        place, {"核对票数、出席与回避。", "Check the votes, the attendance and the recusals."});
}

/// And whoever gets something by the plan that is decided, also when it is rejected.
void add_beneficiaries(const Question& q, const Matter& matter, std::vector<Id<Person>>& people) {
  if (!matter.plan) return;
  const auto& plan = q.after.get(*matter.plan);
  for (const auto& line : plan.lines) people.push_back(line.person.target());
  for (const auto& owner : plan.figures.terms.owners) people.push_back(owner.person);
}

/// The numbers of those who have a stake, were present and not recused.
std::vector<std::string> own_votes(const Question& q, const RecordResolution& act,
                                   const Matter& matter, const std::vector<Id<Person>>& own) {
  std::vector<std::string> voted;
  for (const auto& person : act.present) {
    const auto id = person.target();
    if (std::find(own.begin(), own.end(), id) == own.end() || lists(matter.recused, id)) continue;
    const auto& number = q.after.get(person).number;
    if (std::find(voted.begin(), voted.end(), number) == voted.end()) voted.push_back(number);
  }
  return voted;
}

void refuse_own_vote(const Question& q, const RecordResolution& act, const Matter& matter,
                     const std::string& place, Findings& f) {
  const auto voted = own_votes(q, act, matter, stakeholders(*q.file));
  if (voted.empty()) return;
  const auto who = listing(voted);
  const auto& number = q.file->achievement->number;
  f.add_firm({who.zh + " 是成果 " + number + " 的完成人、申报人或负责人，须回避表决。",
              who.en + ": contributor, applicant or lead of achievement " + number +
                  ", to be recused from the vote."},
             place + "/recused",
             {"将其列为回避并扣除其票；已参与表决的重新表决。",
              "Recuse them and take out their votes; if they voted, vote again."});
}

void refuse_own_vote_on_case(const Question& q, const RecordResolution& act, const Matter& matter,
                             const std::string& place, Findings& f) {
  auto own = stakeholders(*q.transfer);
  add_beneficiaries(q, matter, own);
  const auto voted = own_votes(q, act, matter, own);
  if (voted.empty()) return;
  const auto who = listing(voted);
  const auto& number = q.transfer->transfer->number;
  f.add_firm({who.zh + " 与项目 " + number +
                  " 有利害关系（完成人、实施人员、受分配人或已声明利益），"
                  "须回避表决。",
              who.en + ": with a stake in case " + number +
                  " (contributor, implementer, in the plan, or declared), to be recused from the "
                  "vote."},
             place + "/recused",
             {"将其列为回避并扣除其票；已参与表决的重新表决。",
              "Recuse them and take out their votes; if they voted, vote again."});
}

void dem_01(const Question& q, Findings& f) {
  const auto* act = q.act_as<RecordResolution>();
  if (act == nullptr) return;
  judge_meeting(q, *act, f);
  if (q.file == nullptr && q.transfer == nullptr) return;
  for (std::size_t i = 0; i < act->matters.size(); ++i) {
    const auto& matter = act->matters[i];
    const bool is_own =
        q.file != nullptr ? matter.concerns(q.file->achievement->id) : concerns_case(q, matter);
    if (!is_own) continue;
    const auto place = item_place("matters", i);
    judge_recusals(q, *act, matter, place, f);
    judge_votes(*act, matter, place, f);
    if (q.file != nullptr) {
      refuse_own_vote(q, *act, matter, place, f);
    } else {
      refuse_own_vote_on_case(q, *act, matter, place, f);
    }
  }
}

// ---- DEM-02: what link 9 adds up to

/// A decision or notice that the path rests on, and the rule that tells whether it is there.
struct Step {
  std::string_view rule;
  bool of_achievement;
  Text name;
};

const std::array<Step, 6>& steps() {
  static const std::array<Step, 6> all = {{
      {"DSC-02", true, {"环节1的论证", "the deliberation of link 1"}},
      {"DSC-04", true, {"清单公示（公示一）", "notice 1"}},
      {"LNK-42", false, {"环节4实施方案的议定", "the decision on the implementation plan"}},
      {"LNK-43", false, {"实施方案公示（公示二）", "notice 2"}},
      {"LNK-61", false, {"环节6分配方案的议定", "the decision on the distribution plan"}},
      {"INC-05", false, {"分配方案公示（公示三）", "notice 3"}},
  }};
  return all;
}

/// True when the rule of the step finds something missing on the record.
bool is_unmet(const Question& q, const Step& step) {
  if (!step.of_achievement) return refuses(step.rule, q);
  return std::any_of(q.transfer->achievements.begin(), q.transfer->achievements.end(),
                     [&](const CaseFile& file) {
                       auto about = q;
                       about.transfer = nullptr;
                       about.file = &file;
                       return refuses(step.rule, about);
                     });
}

void dem_02(const Question& q, Findings& f) {
  if (q.transfer == nullptr || !q.is_about_record()) return;
  std::vector<Text> missing;
  for (const auto& step : steps()) {
    if (is_unmet(q, step)) missing.push_back(step.name);
  }
  if (missing.empty()) return;
  const auto list = listing(missing);
  f.add({"民主议事与公示尚缺：" + list.zh + "。", "Still missing: " + list.en + "."});
}

constexpr std::array<RuleCode, 2> rules = {{{"DEM-01", dem_01}, {"DEM-02", dem_02}}};

}  // namespace

std::span<const RuleCode> dem_rules() { return rules; }

}  // namespace kezhuan
