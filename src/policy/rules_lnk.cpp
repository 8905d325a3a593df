#include <algorithm>
#include <array>

#include "kezhuan/acts/acts.hpp"
#include "kezhuan/policy/classification.hpp"
#include "policy/facts.hpp"
#include "policy/legacy.hpp"
#include "policy/rules.hpp"
#include "policy/transfer_facts.hpp"

/// What links 3 to 5 of a case wait for. Each answers for the record, and guards the acts that come
/// after it on the path.
namespace kezhuan {

namespace {

bool has_live_contract(const Question& q) { return q.transfer->has_live_contract_on(q.on); }

// ---------------------------------------------------------------- LNK-01, LNK-02

/// Reports whatever the rules of a link miss in the record of each achievement.
void require_link(const Question& q, std::string_view code, Findings& f) {
  for (auto& lack : lacks_of_link(q, code)) {
    // what no old record may lack, none may lack by way of this rule
    const auto& rule = q.policy().get_rule(lack.finding.rule);
    const bool may_lack = !lack.finding.is_firm && rule.legacy == LegacyTreatment::outstanding;
    const auto add = may_lack ? &Findings::add : &Findings::add_firm;
    (f.*add)(std::move(lack.said), place_of_case(q), std::move(lack.finding.remedy));
  }
}

void lnk_01(const Question& q, Findings& f) {
  if (q.transfer != nullptr) require_link(q, "disclosure", f);
}

void lnk_02(const Question& q, Findings& f) {
  if (q.transfer != nullptr) require_link(q, "rights", f);
}

// ---------------------------------------------------------------- LNK-31

void lnk_31(const Question& q, Findings& f) {
  if (q.transfer == nullptr) return;
  for (const auto& file : q.transfer->achievements) {
    if (file.achievement->asset) continue;
    const auto& number = file.achievement->number;
    f.add({"成果 " + number + " 尚未计入资产表。",
           "Achievement " + number + " does not stand in the asset table yet."},
          place_of_case(q),
          {"登记成果 " + number + " 的资产条目（asset.enter）。",
           "Enter achievement " + number + " in the asset table (asset.enter)."});
  }
}

// ---------------------------------------------------------------- LNK-32

/// A listing or auction under way: who buys is not known before it ends.
bool awaits_buyer(const TransferCase& c) {
  const auto* pricing = c.current_pricing();
  const auto* plan = c.implementation_plan();
  if (pricing != nullptr) return pricing->method != PricingMethod::agreement;
  return plan != nullptr && plan->pricing != PricingMethod::agreement;
}

/// The company that issues the shares is who gets the achievement: what was declared, approved and
/// looked into is about it.
void judge_company(const Question& q, const SignContract& act, const Institution& party,
                   Findings& f) {
  const auto& company = q.after.get(act.investment->company);
  if (company.id == party.id) return;
  const auto is = describe_institution(company);
  const auto wanted = describe_institution(party);
  Text what{"股份是 " + is.zh + " 的，受让方却是 " + wanted.zh + "。",
            "The shares are of " + is.en + ", and the transferee is " + wanted.en + "."};
  Text remedy{
      "与发行股份的企业协商、声明并签订（negotiation.record、contract.sign）；新设企业先登记"
      "（institution.register）。",
      "Negotiate, declare and sign with the company that issues the shares "
      "(negotiation.record, contract.sign); register one newly set up first "
      "(institution.register)."};
  if (company.id == q.transfer->own->id) {
    f.add_firm(std::move(what), "/investment/company", std::move(remedy));
  } else {
    f.add(std::move(what), "/investment/company", std::move(remedy));
  }
}

void lnk_32(const Question& q, Findings& f) {
  if (q.transfer == nullptr) return;
  const auto* act = signs(q);
  if (act == nullptr && has_live_contract(q)) return;
  const auto* transferee = find_transferee(q);
  const std::string place = act == nullptr ? "" : "/transferee";
  if (transferee == nullptr) {
    const auto& number = q.transfer->transfer->number;
    if (awaits_buyer(*q.transfer->transfer)) {
      return f.add(
          {"项目 " + number + " 以挂牌或拍卖定价，成交方尚未记录。",
           "Case " + number + " is priced by listing or auction, and no buyer is on record."},
          place,
          {"成交后记录定价与成交方（pricing.record）。",
           "Record price and buyer once it is concluded (pricing.record)."});
    }
    return f.add({"项目 " + number + " 的受让方尚未确定。",
                  "The transferee of case " + number + " is not identified yet."},
                 place);
  }
  const auto* party = find_other_party(q);
  if (act != nullptr && act->investment) judge_company(q, *act, *party, f);
  if (act == nullptr || party->id == transferee->id) return;
  const auto is = describe_institution(*party);
  const auto wanted = describe_institution(*transferee);
  f.add_firm({"合同的受让方是 " + is.zh + "，在案的受让方是 " + wanted.zh + "。",
              "The contract is with " + is.en + ", the transferee on record is " + wanted.en + "."},
             place,
             {"与 " + transferee->number +
                  " 签订；确已改与他方的，先记录协商或成交方（negotiation.record、"
                  "pricing.record）。",
              "Sign with " + transferee->number +
                  "; if it is somebody else now, put that on record first "
                  "(negotiation.record, pricing.record)."});
}

// ---------------------------------------------------------------- LNK-33

bool is_listed(const CaseFile& file) {
  const auto* record = file.classification();
  return file.first_edition != nullptr && record != nullptr && is_eligible(record->outcome);
}

void require_scope(const Question& q, const Negotiation& negotiation, Findings& f) {
  const auto& number = q.transfer->transfer->number;
  if (!negotiation.scope) {
    f.add({"项目 " + number + " 走延伸服务，尚未约定服务范围。",
           "Case " + number + " is an extended service whose scope is not agreed."},
          place_of_case(q),
          {"在协商记录中写明服务范围（negotiation.record）。",
           "State the scope in the negotiation (negotiation.record)."});
  }
  const auto& files = q.transfer->achievements;
  if (std::any_of(files.begin(), files.end(), is_listed)) return;
  f.add({"延伸服务没有依托任何已列入清单的★成果。",
         "The extended service rests on no listed achievement ★."},
        place_of_case(q),
        {"先完成所依托成果的披露；不依托成果的按普通服务合同办理，不在此列。",
         "Disclose the achievement it rests on; without one it is an ordinary service contract, "
         "which does not belong here."});
}

bool has_key(const CaseFile& file, const std::string& key) {
  if (file.application == nullptr) return false;
  const auto& primary = file.application->content.primary;
  return std::any_of(primary.begin(), primary.end(),
                     [&](const Deliverable& deliverable) { return deliverable.key == key; });
}

void require_deliverables(const Question& q, const CaseFile& file, const Negotiation& negotiation,
                          Findings& f) {
  const auto& number = file.achievement->number;
  bool agreed = false;
  std::vector<std::string> unknown;
  for (const auto& each : negotiation.deliverables) {
    if (each.achievement.target() != file.achievement->id) continue;
    agreed = agreed || !each.keys.empty();
    for (const auto& key : each.keys) {
      if (!has_key(file, key)) unknown.push_back(key);
    }
  }
  if (!agreed) {
    f.add({"成果 " + number + " 拟转化的交付物尚未约定。",
           "The deliverables of achievement " + number + " to be transferred are not agreed."},
          place_of_case(q));
  }
  if (unknown.empty()) return;
  const auto keys = listing(unknown);
  f.add({"成果 " + number + " 没有代号为 " + keys.zh + " 的主交付物。",
         "Achievement " + number + " has no primary deliverable " + keys.en + "."},
        place_of_case(q),
        {"按申报表改正交付物代号（negotiation.record）。",
         "Correct the keys by the application (negotiation.record)."});
}

/// What is recorded of the talks names deliverables there are: a slip is not found out at signing.
void judge_keys(const Question& q, const RecordNegotiation& act, Findings& f) {
  for (std::size_t i = 0; i < act.deliverables.size(); ++i) {
    const auto& each = act.deliverables[i];
    const auto& files = q.transfer->achievements;
    const auto file = std::find_if(files.begin(), files.end(), [&](const CaseFile& one) {
      return one.achievement->id == each.achievement.target();
    });
    if (file == files.end() || file->application == nullptr) continue;  // REG-02; nothing to name
    std::vector<std::string> known;
    for (const auto& one : file->application->content.primary) known.push_back(one.key);
    for (std::size_t k = 0; k < each.keys.size(); ++k) {
      if (has_key(*file, each.keys[k])) continue;
      const auto& number = file->achievement->number;
      const auto all = listing(known);
      f.add_firm(
          {"成果 " + number + " 没有代号为“" + each.keys[k] + "”的主交付物；可写：" + all.zh + "。",
           "Achievement " + number + " has no primary deliverable \"" + each.keys[k] +
               "\"; there are: " + all.en + "."},
          item_place("deliverables", i, "keys") + "/" + std::to_string(k),
          {"按申报表改正交付物代号。", "Correct the key by the application."});
    }
  }
}

void lnk_33(const Question& q, Findings& f) {
  if (q.transfer == nullptr) return;
  if (const auto* act = q.act_as<RecordNegotiation>()) return judge_keys(q, *act, f);
  if (q.is_about_record() && has_live_contract(q)) return;
  const auto& c = *q.transfer->transfer;
  const auto* negotiation = c.negotiation();
  if (negotiation == nullptr) {
    return f.add(
        {"项目 " + c.number + " 没有进行中的协商，交付物尚未约定。",
         "Case " + c.number + " has no negotiation under way, so no deliverables are agreed."},
        place_of_case(q));
  }
  if (c.pathway && c.pathway->pathway == Pathway::extended_service) {
    return require_scope(q, *negotiation, f);
  }
  // Before the pathway is chosen a scope may be what is agreed.
  if (!c.pathway && negotiation->scope && negotiation->deliverables.empty()) return;
  for (const auto& file : q.transfer->achievements) {
    require_deliverables(q, file, *negotiation, f);
  }
}

// ---------------------------------------------------------------- LNK-41, LNK-42, LNK-43

void lnk_41(const Question& q, Findings& f) {
  if (q.transfer == nullptr || q.transfer->transfer->pathway) return;
  const auto& number = q.transfer->transfer->number;
  f.add({"项目 " + number + " 尚未选定转化路径与合同类型。",
         "Pathway and contract type of case " + number + " are not chosen yet."},
        place_of_case(q));
}

void lnk_42(const Question& q, Findings& f) {
  if (q.transfer == nullptr) return;
  const auto& number = q.transfer->transfer->number;
  const auto* plan = q.transfer->transfer->implementation_plan();
  if (plan == nullptr) {
    return f.add({"项目 " + number + " 尚未拟定转化实施方案。",
                  "Case " + number + " has no implementation plan yet."},
                 place_of_case(q));
  }
  if (plan->state == ImplementationState::decided) return;
  const auto state = name_of(plan->state);
  const bool is_drafted = plan->state == ImplementationState::drafted;
  f.add({"项目 " + number + " 的转化实施方案" + std::string(state.zh) + "，尚未经集体议定。",
         "The implementation plan of case " + number + " is " + std::string(state.en) +
             ", not collectively decided."},
        place_of_case(q),
        is_drafted ? Text{"提请集体议定（resolution.record）。",
                          "Have it collectively decided (resolution.record)."}
                   : Text{"修改后重新拟定并提请议定（implementation.draft、resolution.record）。",
                          "Draft it anew and have it decided (implementation.draft, "
                          "resolution.record)."});
}

/// Why no notice of the list counts as closed, by its latest.
Text state_of_notices(const std::vector<const Notice*>& notices) {
  if (notices.empty()) return {"尚未公示", "has not been publicised"};
  const auto& last = *notices.back();
  if (last.state == NoticeState::voided) {
    return {"的公示 " + last.number + " 因异议成立已作废，须修改方案后重新公示",
            "was publicised by notice " + last.number +
                ", void by an objection upheld; it is changed, then publicised anew"};
  }
  const auto day = last.last_day.to_text();
  return {
      "的公示 " + last.number + " 尚未结束（末日 " + day + "）",
      "is publicised by notice " + last.number + ", which is not closed (last day " + day + ")"};
}

void lnk_43(const Question& q, Findings& f) {
  if (q.transfer == nullptr) return;
  const auto& notices = q.transfer->implementation_notices;
  const auto counts = [&](const Notice& notice) { return notice.closed_on <= q.on; };
  if (find_closed(notices, counts) != nullptr) return;
  const auto& number = q.transfer->transfer->number;
  const auto why = state_of_notices(notices);
  f.add({"项目 " + number + " 现行的转化实施方案" + why.zh + "。",
         "The present implementation plan of case " + number + " " + why.en + "."},
        place_of_case(q));
}

// ---------------------------------------------------------------- LNK-51

void lnk_51(const Question& q, Findings& f) {
  if (q.transfer == nullptr) return;
  const auto& contracts = q.transfer->contracts;
  const auto counts = [&](const Contract* contract) {
    if (contract->is_live_on(q.on)) return true;
    // One that ended after it brought money was done; and what it brought is still distributed.
    return contract->signed_on <= q.on && !contract->receipts.empty();
  };
  if (std::any_of(contracts.begin(), contracts.end(), counts)) return;
  const auto& number = q.transfer->transfer->number;
  if (contracts.empty()) {
    return f.add({"项目 " + number + " 尚未签订技术合同。",
                  "No technical contract of case " + number + " is signed yet."},
                 place_of_case(q));
  }
  const auto all = numbers_of(contracts);
  f.add({"项目 " + number + " 的合同 " + all.zh + " 已终止，没有有效的合同。",
         "The contracts of case " + number + " (" + all.en + ") have ended; none is alive."},
        place_of_case(q),
        {"重新协商并签订合同（contract.sign），或终止项目（case.terminate）。",
         "Negotiate and sign another (contract.sign), or terminate the case (case.terminate)."});
}

constexpr std::array rules = {
    RuleCode{"LNK-01", lnk_01}, RuleCode{"LNK-02", lnk_02}, RuleCode{"LNK-31", lnk_31},
    RuleCode{"LNK-32", lnk_32}, RuleCode{"LNK-33", lnk_33}, RuleCode{"LNK-41", lnk_41},
    RuleCode{"LNK-42", lnk_42}, RuleCode{"LNK-43", lnk_43}, RuleCode{"LNK-51", lnk_51},
};

}  // namespace

std::vector<LinkLack> lacks_of_link(const Question& q, std::string_view code) {
  std::vector<LinkLack> lacks;
  const auto& link = q.policy().get_link(code);
  const auto policy = q.policy().for_institution(true);
  const Surroundings in_scope{policy, q.around.calendar, q.around.files, q.around.today,
                              q.around.books};
  const auto number = std::to_string(link.number);
  for (const auto& file : q.transfer->achievements) {
    const auto& name = file.achievement->number;
    const Question record{in_scope, q.after, q.after, q.on, nullptr, nullptr, &file, nullptr};
    for (const auto& rule : link.required) {
      for (auto& missing : ask(rule, record)) {
        if (missing.severity != Severity::refuse) continue;
        Text said{"成果 " + name + " 环节" + number + "未完成（" + rule + "）：" + missing.what.zh,
                  "Achievement " + name + ", link " + number + " not done (" + rule +
                      "): " + missing.what.en};
        lacks.push_back({file.achievement->id, std::move(missing), std::move(said)});
      }
    }
  }
  return lacks;
}

std::span<const RuleCode> lnk_rules() { return rules; }

}  // namespace kezhuan
