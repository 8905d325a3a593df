#include <algorithm>
#include <array>

#include "kezhuan/acts/acts.hpp"
#include "kezhuan/policy/code_names.hpp"
#include "policy/rules.hpp"
#include "policy/transfer_facts.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

namespace {

using Codes = std::vector<std::string>;

bool has(const Codes& codes, const std::string& code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

/// "作价评估（valuation）": the code is what an act has to say.
Text names_of(const Codes& risks) {
  std::vector<Text> names;
  for (const auto& risk : risks) {
    const auto name = name_of_policy_code(risk);
    names.push_back({name.zh == risk ? risk : name.zh + "（" + risk + "）", risk});
  }
  return listing(names);
}

// ---------------------------------------------------------------- EXM-01

void judge_list(const Codes& wanted, const Codes& given, const Text& whose, const char* place,
                Findings& f) {
  Codes missing;
  for (const auto& risk : wanted) {
    if (!has(given, risk)) missing.push_back(risk);
  }
  if (missing.empty()) return;
  const auto lack = names_of(missing);
  f.add({"指引没有列入" + whose.zh + "：" + lack.zh + "。",
         "The guide leaves out " + whose.en + ": " + lack.en + "."},
        place, {"把所缺风险列入指引（guide.adopt）。", "Put them into the guide (guide.adopt)."});
}

/// Risks of the guide that a review does not speak of.
Codes not_reviewed(const Guide& guide, const std::vector<RiskItem>& items) {
  Codes missing;
  for (const auto* risks : {&guide.manager_risks, &guide.researcher_risks}) {
    for (const auto& risk : *risks) {
      const auto is_it = [&](const RiskItem& item) { return item.risk == risk; };
      if (std::none_of(items.begin(), items.end(), is_it)) missing.push_back(risk);
    }
  }
  return missing;
}

void judge_items(const Guide& guide, const std::vector<RiskItem>& items, const std::string& place,
                 Findings& f) {
  const auto missing = not_reviewed(guide, items);
  if (!missing.empty()) {
    const auto lack = names_of(missing);
    f.add({"没有对照指引 " + guide.number + " 的这些风险：" + lack.zh + "。",
           "Not held against these risks of guide " + guide.number + ": " + lack.en + "."},
          place);
  }
  Codes unknown;
  for (const auto& item : items) {
    if (!has(guide.manager_risks, item.risk) && !has(guide.researcher_risks, item.risk)) {
      unknown.push_back(item.risk);
    }
  }
  if (!unknown.empty()) {
    const auto which = names_of(unknown);
    f.warn({"指引 " + guide.number + " 没有这些风险：" + which.zh + "。",
            "Guide " + guide.number + " has no such risks: " + which.en + "."},
           place,
           {"核对风险代码；确要增列的先修订指引（guide.adopt）。",
            "Check the codes; to add a risk, adopt a guide that has it (guide.adopt)."});
  }
  Codes open;
  for (const auto& item : items) {
    if (item.present && !item.measure) open.push_back(item.risk);
  }
  if (open.empty()) return;
  const auto which = names_of(open);
  f.add({"存在的风险没有写明应对措施：" + which.zh + "。",
         "Risks that are present without a measure: " + which.en + "."},
        place,
        {"写明应对措施后重新对照（risks.review）。",
         "State the measures and review again (risks.review)."});
}

void require_review(const Question& q, Findings& f) {
  const auto place = place_of_case(q);
  const auto* guide = q.transfer->guide;
  if (guide == nullptr) {
    f.add({"单位没有施行尽职免责工作指引。",
           "The institution has no due-diligence exemption guide in force."},
          place, {"施行指引（guide.adopt）。", "Adopt the guide (guide.adopt)."});
  }
  const auto& number = q.transfer->transfer->number;
  const auto* review = q.transfer->transfer->risk_review();
  if (review == nullptr) {
    return f.add({"项目 " + number + " 尚未对照风险清单。",
                  "Case " + number + " has not been held against the list of risks."},
                 place, {"逐项对照（risks.review）。", "Review them one by one (risks.review)."});
  }
  judge_items(q.after.get(review->guide), review->items, place, f);
}

/// What was declared of the parties is on record: a review that rests on it does not deny it.
void compare_with_declaration(const Question& q, const ReviewRisks& act, Findings& f) {
  const auto* talks = q.transfer == nullptr ? nullptr : q.transfer->transfer->negotiation();
  if (talks == nullptr || !talks->related_party.value_or(false)) return;
  for (std::size_t i = 0; i < act.items.size(); ++i) {
    if (act.items[i].risk != related_party_risk || act.items[i].present) continue;
    f.warn({"协商记录声明属关联交易，此处却写不存在该风险。",
            "The negotiation on record declares related parties, and here that risk is said to be "
            "absent."},
           item_place("items", i, "present"),
           {"写明存在及应对措施（risks.review）；声明有误的，改正协商记录（negotiation.record）。",
            "Say that it is present, with the measure (risks.review); if the declaration is wrong, "
            "correct the negotiation (negotiation.record)."});
  }
}

void judge_review(const Question& q, const ReviewRisks& act, Findings& f) {
  const auto& guide = q.after.get(act.guide);
  const auto& now = q.after.settings().guide;
  if (now && *now != guide.id) {
    const auto& current = q.after.get(*now).number;
    f.add({"对照的指引 " + guide.number + " 已由 " + current + " 取代。",
           "Guide " + guide.number + " was replaced by " + current + "."},
          "/guide", {"对照现行指引 " + current + "。", "Review by guide " + current + "."});
  }
  judge_items(guide, act.items, "/items", f);
  compare_with_declaration(q, act, f);
}

void exm_01(const Question& q, Findings& f) {
  if (const auto* adopted = q.act_as<AdoptGuide>()) {
    judge_list(q.policy().get_list("exemption.manager_risks"), adopted->manager_risks,
               {"管理人员风险", "risks of managers"}, "/manager_risks", f);
    judge_list(q.policy().get_list("exemption.researcher_risks"), adopted->researcher_risks,
               {"科研人员风险", "risks of researchers"}, "/researcher_risks", f);
  } else if (const auto* review = q.act_as<ReviewRisks>()) {
    judge_review(q, *review, f);
  } else if (q.transfer != nullptr && (q.is_about_record() || signs(q) != nullptr)) {
    require_review(q, f);
  }
}

// ---------------------------------------------------------------- EXM-02

void exm_02(const Question& q, Findings& f) {
  const auto* act = q.act_as<ReviewExemption>();
  if (act == nullptr) return;
  if (!act->resolution && act->evidence.empty()) {
    f.add({"免责审查没有指明所依的决议或材料；须以在案记录为据。",
           "The review names neither a resolution nor papers; it rests on the record."},
          "/evidence");
  }
  if (act->conduct == Conduct::breach) {
    const auto conduct = name_of(act->conduct).text();
    f.note({"行为认定为" + conduct.zh + "，不在免责范围。",
            "The conduct is found to be: " + conduct.en + ". The exemption does not cover it."},
           "/conduct",
           {"按有关规定处理；认定有误的重新审查。",
            "Deal with it under the rules; review again if that finding is wrong."});
  } else if (!act->accords_with_policy || !act->helps_transformation) {
    f.note({"两项定性标准未都满足，不予免责。",
            "The two standards are not both met, so the exemption is not granted."},
           act->accords_with_policy ? "/helps_transformation" : "/accords_with_policy",
           {"核对认定与理由。", "Check the finding and its reasons."});
  }
}

constexpr std::array rules = {RuleCode{"EXM-01", exm_01}, RuleCode{"EXM-02", exm_02}};

}  // namespace

std::span<const RuleCode> exm_rules() { return rules; }

}  // namespace kezhuan
