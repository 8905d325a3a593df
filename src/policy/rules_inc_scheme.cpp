#include <algorithm>
#include <array>

#include "policy/income_facts.hpp"
#include "policy/rules.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

namespace {

std::vector<const AdoptedScheme*> versions_of(const State& state, const std::string& scheme) {
  std::vector<const AdoptedScheme*> versions;
  for (const auto& id : state.settings().schemes) {
    const auto& adopted = state.get(id);
    if (adopted.scheme == scheme) versions.push_back(&adopted);
  }
  return versions;
}

/// The version of a scheme that is in force on a day; nullptr before the first.
const AdoptedScheme* version_on(const State& state, const std::string& scheme, const Date& day) {
  const AdoptedScheme* latest = nullptr;
  for (const auto* version : versions_of(state, scheme)) {
    if (version->effective_from > day) continue;
    if (latest == nullptr || version->effective_from >= latest->effective_from) latest = version;
  }
  return latest;
}

/// "FAB-001 example-institution 1".
std::string name_of_version(const AdoptedScheme& adopted) {
  return adopted.number + " " + adopted.scheme + " " + adopted.scheme_version;
}

// ---- to adopt one

void judge_adoption(const Question& q, const AdoptScheme& act, Findings& f) {
  for (const auto& problem : q.around.books.check_scheme(act)) {
    f.add(problem.what, problem.place, problem.remedy);
  }
  for (const auto* known : versions_of(q.before, act.scheme)) {
    if (known->scheme_version != act.scheme_version) continue;
    const auto name = name_of_version(*known);
    if (known->hash == act.hash) {
      f.add({name + " 已经采用。", name + " is adopted already."}, "/scheme_version",
            {"方案中直接引用其编号（scheme）。", "Name its number in the plan (scheme)."});
    } else {
      f.add({name + " 已采用，本次全文与之不同；采用过的版本不得改动。",
             name + " is adopted, and this document differs from it; a version never changes."},
            "/scheme_version",
            {"给改动后的办法新的版本号（version）和生效日，再采用。",
             "Give what changed a version and a day of its own (version, effective_from), then "
             "adopt that."});
    }
  }
}

// ---- to draft a plan by one

void refuse_parts_of_schemes(const DraftDistribution& act, Findings& f) {
  const auto refuse = [&](const std::string& place) {
    f.add({"去向和团队只用于按办法分配的方案。", "Pools and teams belong to a plan by a scheme."},
          place, {"写明所依的办法（scheme），或去掉此项。", "Name the scheme, or leave this out."});
  };
  if (!act.teams.empty()) refuse("/teams");
  for (std::size_t i = 0; i < act.lines.size(); ++i) {
    if (act.lines[i].pool) refuse(item_place("lines", i, "pool"));
    if (act.lines[i].team) refuse(item_place("lines", i, "team"));
  }
}

void judge_left_to_scheme(const DraftDistribution& act, const IncomeTerms& terms,
                          const AdoptedScheme& scheme, Findings& f) {
  const auto name = name_of_version(scheme);
  const auto refuse = [&](const char* place, const Text& given, const Text& is) {
    f.add({"写的是" + given.zh + "，办法 " + name + " 定为" + is.zh + "。",
           "It says " + given.en + "; scheme " + name + " has " + is.en + "."},
          place,
          {"不写此项，以办法为准；要改的，改办法的版本。",
           "Leave it to the scheme; to change it, adopt another version."});
  };
  if (act.reward_ratio && *act.reward_ratio != terms.reward_ratio) {
    const auto given = act.reward_ratio->to_text();
    const auto is = terms.reward_ratio.to_text();
    const bool is_banded = terms.reward_ratio.is_zero();
    refuse("/reward_ratio", {" " + given, given},
           is_banded ? Text{"分段比例", "shares by band"} : Text{" " + is, is});
  }
  const auto compare = [&](const char* place, const auto& given, const auto& is) {
    if (given && *given != is) refuse(place, name_of(*given).text(), name_of(is).text());
  };
  compare("/base", act.base, terms.base);
  compare("/recovery", act.recovery, terms.recovery);
  compare("/ownership", act.ownership, terms.ownership);
}

bool keeps_to_signature(const Contract& contract) {
  return contract.income_version == IncomeVersion::at_signing;
}

void warn_of_later(const Question& q, const AdoptedScheme& scheme, const std::string& place,
                   Findings& f) {
  const auto* latest = version_on(q.after, scheme.scheme, q.on);
  if (latest == nullptr || latest->id == scheme.id) return;
  const auto day = latest->effective_from.to_text();
  f.warn({"方案依 " + name_of_version(scheme) + "；" + name_of_version(*latest) + " 自 " + day +
              " 起已生效。",
          "The plan goes by " + name_of_version(scheme) + "; " + name_of_version(*latest) +
              " has been in force since " + day + "."},
         place,
         {"确按原版本分配的可继续；否则依新版本另拟方案。",
          "Go on if the former version is meant; otherwise draft a plan by the new one."});
}

/// Where every contract keeps to its signature, one of them was signed while the version was in
/// force; the plan divides what comes in under that one.
void judge_at_signing(const Question& q, const AdoptedScheme& scheme,
                      const std::vector<const Contract*>& contracts, Findings& f) {
  const auto is_of_signature = [&](const Contract* contract) {
    const auto* then = version_on(q.after, scheme.scheme, contract->signed_on);
    return then != nullptr && then->id == scheme.id;
  };
  if (std::any_of(contracts.begin(), contracts.end(), is_of_signature)) return;
  for (const auto* contract : contracts) {
    const auto* then = version_on(q.after, scheme.scheme, contract->signed_on);
    const auto day = contract->signed_on.to_text();
    f.add({"合同 " + contract->number + " 约定依签订时的规定，" + day + " 签订时" +
               (then != nullptr ? "有效的是 " + name_of_version(*then) : "此办法尚无有效版本") +
               "，不是 " + name_of_version(scheme) + "。",
           "Contract " + contract->number + " keeps to its signature; on " + day + " " +
               (then != nullptr ? name_of_version(*then) + " was in force"
                                : "no version of the scheme was in force") +
               ", not " + name_of_version(scheme) + "."},
          "/scheme",
          {"改用签订时有效的版本，或不按办法、写明奖励比例。",
           "Use the version then in force, or state a reward ratio instead of a scheme."});
  }
}

void judge_version(const Question& q, const AdoptedScheme& scheme, Findings& f) {
  if (scheme.effective_from > q.on) {
    const auto from = scheme.effective_from.to_text();
    return f.add(
        {name_of_version(scheme) + " 自 " + from + " 起生效，" + q.on.to_text() + " 尚不能用。",
         name_of_version(scheme) + " is in force from " + from + " on, not yet on " +
             q.on.to_text() + "."},
        "/scheme",
        {"用已生效的版本，或等其生效。", "Use a version in force, or wait for this one."});
  }
  const auto contracts = lasting_contracts(q.after, *q.transfer->transfer);
  const bool all_keep = std::all_of(contracts.begin(), contracts.end(),
                                    [](const Contract* one) { return keeps_to_signature(*one); });
  if (all_keep && !contracts.empty()) return judge_at_signing(q, scheme, contracts, f);
  warn_of_later(q, scheme, "/scheme", f);
}

/// What each would get is judged on the contract's amount, and there is none.
void judge_amount(const DistributionPlan& plan, Findings& f) {
  if (!plan.figures.contract_total.is_zero()) return;
  f.add({"合同没有固定金额（如只有提成），按办法各人应得多少无从预先核对。",
         "The contract has no fixed amount (royalties alone, say), so what each would get by a "
         "scheme cannot be judged beforehand."},
        "/scheme",
        {"不按办法、写明奖励比例（reward_ratio）；先有固定金额的可按办法。",
         "State a reward ratio instead of a scheme; with a fixed amount a scheme will do."});
}

void judge_draft(const Question& q, const DraftDistribution& act, Findings& f) {
  if (!act.scheme) return refuse_parts_of_schemes(act, f);
  const auto& scheme = q.after.get(act.scheme->target());
  const auto& plan = *q.transfer->plans.back();
  judge_left_to_scheme(act, plan.figures.terms, scheme, f);
  judge_version(q, scheme, f);
  judge_amount(plan, f);
  if (const auto problem = q.around.books.find_failing_floor(q.after, plan)) {
    f.add(problem->what, "/lines", problem->remedy);
  }
}

void inc_11(const Question& q, Findings& f) {
  if (const auto* act = q.act_as<AdoptScheme>()) return judge_adoption(q, *act, f);
  if (q.transfer == nullptr) return;
  if (const auto* act = q.act_as<DraftDistribution>()) return judge_draft(q, *act, f);
  const auto* receipt = q.act_as<RecordReceipt>();
  const auto* plan = q.transfer->plan_in_force;
  if (receipt == nullptr || plan == nullptr || !plan->figures.terms.scheme) return;
  if (keeps_to_signature(q.after.get(receipt->contract.target()))) return;
  warn_of_later(q, q.after.get(*plan->figures.terms.scheme), "/contract", f);
}

constexpr std::array<RuleCode, 1> rules = {{{"INC-11", inc_11}}};

}  // namespace

std::span<const RuleCode> inc_scheme_rules() { return rules; }

}  // namespace kezhuan
