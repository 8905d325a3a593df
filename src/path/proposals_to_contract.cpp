#include <algorithm>
#include <array>
#include <iterator>

#include "acts/talks.hpp"
#include "path/case_proposals.hpp"
#include "policy/facts.hpp"
#include "policy/transfer_facts.hpp"

/// What may be done next up to the registered contract: links 3 to 5, and the guide of link 8.
namespace kezhuan {

namespace {

/// Acts that put right what would refuse the signature and no link asks for.
constexpr std::array<std::string_view, 10> before_signing = {
    "negotiation.record", "consent.record",     "coownership.record", "prior_right.waive",
    "prior_right.lapse",  "certificate.record", "approval.record",    "guide.adopt",
    "risks.review",       "evidence.attach"};

/// Rules of links 3 and 4 that say the same of the record and of a contract that follows it.
constexpr std::array<std::string_view, 6> answered_by_links = {"LNK-31", "LNK-32", "LNK-33",
                                                               "LNK-41", "LNK-42", "LNK-43"};

}  // namespace

void CaseProposals::negotiation() {
  const Codes rules = {"LNK-32", "LNK-33", "CTR-06"};
  const auto* talks = c_.negotiation();
  const bool lacks = std::any_of(rules.begin(), rules.end(),
                                 [&](const std::string& rule) { return is_unmet(rule); });
  const auto undeclared = silent();
  if (talks != nullptr && !lacks && undeclared.empty()) return;
  const auto* plan = c_.implementation_plan();
  const bool awaits_buyer = talks != nullptr && plan != nullptr &&
                            plan->pricing != PricingMethod::agreement && !is_unmet("LNK-33");
  if (awaits_buyer && c_.current_pricing() == nullptr) return;  // the price names the buyer
  Codes unmet;
  for (const auto& rule : rules) {
    if (talks == nullptr || is_unmet(rule)) unmet.push_back(rule);
  }
  Text why =
      why_of(unmet, talks == nullptr ? Text{"尚无正在进行的协商。", "No negotiation is under way."}
                                     : Text{});
  if (talks != nullptr && !talks->transferee && plan == nullptr) {
    add_sentence(why,
                 {"以挂牌、拍卖寻找受让方的不必等，成交后再记。",
                  "A listing or auction need not wait for it: record it once it is concluded."});
  }
  for (const auto& person : undeclared) {
    add_sentence(why, {person + " 尚未声明与受让方有无利益关系。",
                       person + " has not declared whether they have an interest in the "
                                "transferee."});
  }
  if (unmet.empty()) unmet = {"CTR-06"};
  const auto* price = c_.current_pricing();
  const bool is_with_other = talks != nullptr && talks->transferee && price != nullptr &&
                             price->method != PricingMethod::agreement && price->buyer &&
                             *price->buyer != *talks->transferee;
  if (is_with_other) {  // they end before those with the buyer are recorded
    EndNegotiation end;
    end.transfer_case = ref();
    auto& ending = propose("negotiation.end", c_.number, unmet, std::move(why));
    wait_for(ending, std::move(end));
    return;
  }
  auto& action = propose("negotiation.record", c_.number, unmet, std::move(why));
  RecordNegotiation act;
  act.transfer_case = ref();
  wait_for(action, std::move(act), {"CTR-06", "LNK-32", "LNK-33", "DLV-05"});
}

CaseProposals::Codes CaseProposals::silent() const {
  const auto* talks = c_.negotiation();
  if (talks == nullptr || !talks->transferee || is_signed()) return {};
  return undeclared(state_, file_, *talks);
}

void CaseProposals::pathway() {
  if (c_.pathway) return;
  ChoosePathway act;
  act.transfer_case = ref();
  const auto* talks = c_.negotiation();
  if (talks != nullptr && talks->scope && talks->deliverables.empty()) {  // all it allows
    act.pathway = Pathway::extended_service;
    act.contract_type = ContractType::service;
  }
  auto& action = propose("pathway.choose", c_.number, {"LNK-41", "CTR-01"},
                         why_of({"LNK-41"}, {"尚未选定转化路径和合同类型。",
                                             "Pathway and contract type are not chosen yet."}));
  if (talks != nullptr && !talks->scope) {
    add_sentence(action.why,
                 {"选延伸服务的，先在协商记录中写明服务范围（negotiation.record）。",
                  "For an extended service its scope is agreed first (negotiation.record)."});
  }
  wait_for(action, std::move(act), {"CTR-01"});
  const bool may_choose = action.waits_for.empty();
  if (talks == nullptr || talks->scope || !may_choose || is_proposed("negotiation.record")) return;
  propose("negotiation.record", c_.number, {"LNK-33"},
          {"拟选延伸服务的，补记服务范围（scope）；其他路径不必。",
           "For an extended service record its scope (scope); no other pathway asks for it."});
}

void CaseProposals::implementation() {
  const auto* plan = c_.implementation_plan();
  if (plan != nullptr && sent_back("implementation.draft", plan->notices, {"LNK-43", "PTH-05"})) {
    return;
  }
  if (plan == nullptr || plan->state == ImplementationState::rejected) {
    DraftImplementation act;
    act.transfer_case = ref();
    act.summary = "-";
    auto& action =
        propose("implementation.draft", c_.number, {"LNK-42"},
                plan == nullptr ? Text{"尚无转化实施方案。", "There is no implementation plan yet."}
                                : Text{"实施方案未获通过，修改后重新拟定。",
                                       "The implementation plan was rejected; draft another."});
    wait_for(action, std::move(act));
    return;
  }
  if (plan->state == ImplementationState::drafted) {
    Matter matter;
    matter.matter = MatterKind::implementation_plan;
    matter.transfer_case = ref();
    return decision(c_.number, std::move(matter), {"LNK-42", "DEM-01"},
                    {"实施方案（第 " + std::to_string(plan->index) + " 稿）已拟定，待集体议定。",
                     "Draft " + std::to_string(plan->index) +
                         " of the implementation plan awaits a collective decision."});
  }
  OpenNotice opening;
  opening.about = NoticeSubject::implementation_plan;
  opening.transfer_case = ref();
  notice(file_.implementation_notices, plan->index, std::move(opening),
         "notice.implementation_plan", c_.number, {"LNK-43", "PTH-06"},
         {"实施方案已议定，尚未公示。", "The implementation plan is decided and not publicised."});
}

/// A price is to be agreed and nobody is at the table with whom it would be.
bool CaseProposals::awaits_talks() const {
  return c_.negotiation() == nullptr && is_by_agreement(c_);
}

/// The price is void and its notice goes on: it counts for no other price, and ends like any.
void CaseProposals::void_price_notices() {
  for (const auto* notice : file_.void_price_notices) {
    running(*notice, {"CTR-05", "PTH-05"});
    add_sentence(actions_.back().why,
                 {"所公示的价格已作废，这次公示不算作其他价格的公示；届满后结束即可。",
                  "The price it shows is void, and it counts for no other; close it once it is "
                  "over."});
  }
}

void CaseProposals::pricing() {
  void_price_notices();
  const auto* price = c_.current_pricing();
  if (is_signed()) {  // one publicised meanwhile still ends
    const auto* shown = price == nullptr ? nullptr : notice_shown(file_.price_notices, {});
    if (shown != nullptr && shown->state == NoticeState::open) running(*shown, {"CTR-05"});
    return;
  }
  if (price == nullptr) {
    if (c_.implementation_plan() == nullptr || awaits_talks()) return;
    RecordPricing act;
    act.transfer_case = ref();
    act.method = c_.implementation_plan()->pricing;
    auto& action =
        propose("pricing.record", c_.number, {"CTR-05"},
                {"尚未定价（" + std::string(name_of(act.method).zh) + "）。",
                 "There is no price yet (" + std::string(name_of(act.method).en) + ")."});
    wait_for(action, std::move(act), {"CTR-05"});
    return;
  }
  if (price->method != PricingMethod::agreement) return;
  if (sent_back("pricing.record", price->notices, {"CTR-05", "PTH-05"})) return;
  OpenNotice opening;
  opening.about = NoticeSubject::agreed_price;
  opening.transfer_case = ref();
  notice(file_.price_notices, price->index, std::move(opening), "notice.agreed_price", c_.number,
         {"CTR-05"},
         {"协议定价须公示结果和价格。", "An agreed price is publicised with its result."});
}

/// Step D runs across: the guide and the risks may come any time before signing.
void CaseProposals::guide() {
  if (file_.guide == nullptr) {
    propose(
        "guide.adopt", {}, {"EXM-01"},
        {"本单位尚未施行尽职免责工作指引。", "The institution has no exemption guide in force."});
    return;
  }
  const auto* review = c_.risk_review();
  if (review != nullptr && review->guide == file_.guide->id && !is_unmet("EXM-01")) return;
  propose("risks.review", c_.number, {"EXM-01"},
          why_of({"EXM-01"}, {"尚未对照指引 " + file_.guide->number + " 的风险清单。",
                              "The risks of guide " + file_.guide->number +
                                  " were not reviewed for this case."}));
}

const Contract* CaseProposals::live_contract() const {
  for (const auto* one : file_.contracts) {
    if (one->is_live_on(around_.today)) return one;
  }
  return nullptr;
}

/// One that ended after it brought money was signed too: nothing asks for another.
bool CaseProposals::is_signed() const {
  return live_contract() != nullptr || (!file_.contracts.empty() && !is_unmet("LNK-51"));
}

/// What the contract will be worth: the price, else what the plan expects, else the least there is.
Money CaseProposals::worth() const {
  if (const auto* price = c_.current_pricing()) return price->price;
  const auto* plan = c_.implementation_plan();
  if (plan != nullptr && plan->expected_amount) return *plan->expected_amount;
  return Money::of_minor(1, Money().currency());
}

/// The contract as far as the record determines it.
SignContract CaseProposals::signature() const {
  SignContract act;
  act.transfer_case = ref();
  act.title_of_contract = "-";
  const auto type = c_.pathway ? c_.pathway->contract_type : ContractType::licence;
  act.sub_kind = usual_sub_kind(type);
  const auto* talks = c_.negotiation();
  const auto* price = c_.current_pricing();
  if (price != nullptr && price->buyer) {
    act.transferee = *price->buyer;
  } else if (talks != nullptr && talks->transferee) {
    act.transferee = *talks->transferee;
  } else {
    act.transferee = Ref<Institution>(file_.own->id);
  }
  const auto count = static_cast<std::int64_t>(c_.achievements.size());
  for (const auto& id : c_.achievements) {
    act.subjects.push_back({Ref<Achievement>(id), Ratio(1, count)});
  }
  const auto amount = worth();
  act.amounts.total = amount;
  act.amounts.technical = amount;
  if (c_.pathway && c_.pathway->pathway == Pathway::equity_investment) {
    act.amounts.total = act.amounts.technical = Money::of_minor(0, amount.currency());
    act.investment = Investment{act.transferee, amount, 1};
  } else {
    act.dues.push_back({"-", amount, around_.today, std::nullopt});
  }
  if (type == ContractType::licence) {
    act.grant = LicenceGrant{Exclusivity::non_exclusive, std::nullopt, std::nullopt, around_.today,
                             add_years(around_.today, 1)};
  }
  return act;
}

std::vector<KnownRule> CaseProposals::known_for_signing() const {
  auto known = known_;
  for (const auto& link : links_.links) {
    for (const auto& requirement : link.requirements) {
      if (!contains(answered_by_links, requirement.rule)) continue;
      const bool refuses = requirement.state == RequirementState::unmet;
      const auto found =
          std::find_if(requirement.findings.begin(), requirement.findings.end(),
                       [](const Finding& f) { return f.severity == Severity::refuse; });
      known.push_back(
          {requirement.rule, refuses, found == requirement.findings.end() ? nullptr : &*found});
    }
  }
  return known;
}

void CaseProposals::contract() {
  if (is_signed()) return registration();
  const bool has_transferee = (c_.negotiation() != nullptr && c_.negotiation()->transferee) ||
                              (c_.current_pricing() != nullptr && c_.current_pricing()->buyer);
  Exempt exempt = {"CTR-01", "CTR-04"};
  if (!has_transferee) exempt.insert(exempt.end(), {"CTR-06", "RGT-07"});
  if (is_unmet("LNK-42")) exempt.push_back("PTH-07");  // what is approved is not planned yet
  auto refusals =
      rehearse(around_, state_, file_, AnyAct::of(signature()), exempt, known_for_signing());
  const auto avoidable = take_avoidable(refusals, exempt);
  if (c_.current_pricing() == nullptr) before_price(refusals);
  mend_signing(refusals);
  auto& action =
      propose("contract.sign", c_.number, {"LNK-51", "CTR-01", "CTR-04"},
              why_of({"LNK-51"}, {"尚未签订技术合同。", "No technical contract is signed."}));
  if (is_proposed("pricing.record")) {
    add_sentence(action.why, {"先定价再签约。", "The price is recorded before."});
  }
  for (const auto& finding : avoidable) {
    add_sentence(action.why, finding.what);
    add_sentence(action.why, finding.remedy);
  }
  tell_of_pricing(action);
  await_price_notice(action);
  wait(action, refusals);
  if (c_.current_pricing() != nullptr) papers("evidence.before_signing", {"签约前", "signing"});
}

/// A grant of everything, as long as none is written, collides where a narrower one need not:
/// told of, and waited for only where that would collide as well.
std::vector<Finding> CaseProposals::take_avoidable(std::vector<Finding>& refusals,
                                                   const Exempt& exempt) const {
  const auto collides = [](const Finding& finding) { return finding.rule == "CTR-03"; };
  std::vector<Finding> avoidable;
  auto act = signature();
  if (!act.grant || std::none_of(refusals.begin(), refusals.end(), collides)) return avoidable;
  act.grant->field = act.grant->territory = "-";
  const auto narrow =
      rehearse(around_, state_, file_, AnyAct::of(std::move(act)), exempt, known_for_signing());
  if (std::any_of(narrow.begin(), narrow.end(), collides)) return avoidable;
  std::copy_if(refusals.begin(), refusals.end(), std::back_inserter(avoidable), collides);
  std::erase_if(refusals, collides);
  return avoidable;
}

/// Priced otherwise than decided is warned of, not refused (CTR-05).
void CaseProposals::tell_of_pricing(NextAction& action) const {
  const auto other = find_other_pricing(c_);
  if (!other) return;
  add_sentence(action.why, *other);
  add_sentence(action.why,
               {"按方案重新定价，或修改方案；此前签约会有提醒。",
                "Price it as planned or change the plan; a signature before is warned of."});
}

/// A signature before the price was publicised is warned of, not refused (CTR-05).
void CaseProposals::await_price_notice(NextAction& action) const {
  const auto* price = c_.current_pricing();
  if (price == nullptr || price->method != PricingMethod::agreement) return;
  const auto* shown = notice_shown(file_.price_notices, price->index);
  if (shown != nullptr && shown->state == NoticeState::closed) return;
  const auto day = shown == nullptr ? std::string() : closable_from(*shown).to_text();
  add_sentence(action.why,
               {"协议定价尚未公示期满" + (day.empty() ? "" : "（" + day + " 起可结束公示）") +
                    "，此前签约会有提醒。",
                "The agreed price is not publicised in full" +
                    (day.empty() ? "" : " (its notice may be closed from " + day + ")") +
                    "; a signature before is warned of."});
}

/// Without a price the amount that an approval is wanted for is what the plan expects, if it says.
void CaseProposals::before_price(std::vector<Finding>& refusals) const {
  const auto* plan = c_.implementation_plan();
  for (auto& finding : refusals) {
    if (finding.rule != "PTH-07") continue;
    if (plan != nullptr && plan->expected_amount) {
      finding.what = {"按方案的预计金额，" + finding.what.zh,
                      "By the amount the plan expects: " + finding.what.en};
    } else {
      finding.what = {"签约须有相应层级的审批，在案没有；层级按所定价格。",
                      "Signing needs an approval, and none is on record; the price decides its "
                      "tier."};
    }
  }
}

void CaseProposals::mend_signing(const std::vector<Finding>& refusals) {
  for (const auto& finding : refusals) {
    for (const auto act : before_signing) {
      const auto target = target_of(act);
      if (!contains(finding.mend_by, act) || !target) continue;
      if (act == "approval.record" && awaits_talks()) continue;  // it would count for nobody
      if (!is_proposed(act, *target)) propose(act, *target, {finding.rule}, finding.what);
      break;
    }
  }
}

/// Beside a contract in force: talks with somebody else come to a contract of their own, or to
/// none.
void CaseProposals::side_talks() {
  const auto* talks = c_.negotiation();
  if (talks == nullptr || !talks->transferee || live_contract() == nullptr) return;
  if (find_contract_of_talks(state_, c_, around_.today) != nullptr) return;
  const auto& with = state_.get(*talks->transferee).number;
  propose("negotiation.end", c_.number, {"LNK-32"},
          {"与 " + with + " 的协商尚未签约：谈成的另签合同（contract.sign），谈不成的结束。",
           "The talks with " + with +
               " led to no contract yet: sign one (contract.sign), or end them if they failed."});
}

void CaseProposals::registration() {
  for (const auto* one : file_.contracts) {
    if (!one->counts_on(around_.today) || one->registration) continue;
    RegisterContract act;
    act.contract = Ref<Contract>(one->id);
    act.registration_no = "-";
    act.office = "-";
    auto& action = propose("contract.register", one->number, {"CTR-02"},
                           {"合同 " + one->number + " 已签订，尚未认定登记。",
                            "Contract " + one->number + " is signed and not registered yet."});
    wait_for(action, std::move(act), {"CTR-02"});
  }
}

}  // namespace kezhuan
