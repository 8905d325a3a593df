#include <algorithm>
#include <array>

#include "core/folded.hpp"
#include "kezhuan/acts/acts.hpp"
#include "policy/facts.hpp"
#include "policy/rules.hpp"
#include "policy/transfer_facts.hpp"

namespace kezhuan {

namespace {

// ---------------------------------------------------------------- CTR-01

/// Certificates of which a contract of this sub-kind needs one; empty when it needs none.
std::vector<CertificateKind> certificates_for(ContractSubKind kind) {
  switch (kind) {
    case ContractSubKind::data_ip_assignment:
    case ContractSubKind::data_ip_licence: return {CertificateKind::data_ip_registration};
    case ContractSubKind::patent_assignment:
    case ContractSubKind::patent_licence: return {CertificateKind::patent};
    case ContractSubKind::copyright_assignment:
    case ContractSubKind::copyright_licence:
      return {CertificateKind::copyright, CertificateKind::software_copyright};
    case ContractSubKind::know_how_assignment:
    case ContractSubKind::know_how_licence:
      return {CertificateKind::know_how, CertificateKind::trade_secret};
    default: return {};
  }
}

bool lists(const std::vector<CertificateKind>& kinds, CertificateKind kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

/// Certificates of the achievement of these kinds that are valid on the day.
std::vector<const Certificate*> valid_certificates(const Question& q, const CaseFile& file,
                                                   const std::vector<CertificateKind>& kinds) {
  std::vector<const Certificate*> found;
  for (const auto* certificate : file.certificates) {
    if (lists(kinds, certificate->certificate) && certificate->is_valid_on(q.on)) {
      found.push_back(certificate);
    }
  }
  return found;
}

void require_certificates(const Question& q, const SignContract& act, Findings& f) {
  const auto kinds = certificates_for(act.sub_kind);
  if (kinds.empty()) return;
  std::vector<std::string> without;
  const auto files = subject_files(q);
  for (const auto* file : files) {
    if (valid_certificates(q, *file, kinds).empty()) without.push_back(file->achievement->number);
  }
  if (without.empty()) return;
  std::vector<Text> names;
  for (const auto kind : kinds) names.push_back(name_of(kind).text());
  const auto wanted = listing(names);
  const auto who = listing(without);
  const auto sub_kind = name_of(act.sub_kind).text();
  Text what{sub_kind.zh + "须有有效的" + wanted.zh + "；成果 " + who.zh + " 没有。",
            "A contract of " + sub_kind.en + " needs a valid one of: " + wanted.en +
                ". Achievement " + who.en + " has none."};
  Text remedy{
      "录入该证书（certificate.record），或改用与所持证书相符的细分种类。",
      "Record the certificate (certificate.record), or use a sub-kind that fits those held."};
  if (without.size() == files.size()) {
    f.add(std::move(what), "/sub_kind", std::move(remedy));
  } else {  // the contract covers what others of its achievements have
    f.warn(std::move(what), "/sub_kind", std::move(remedy));
  }
}

/// A contract in force beside the one that is signed.
bool has_other_live_contract(const Question& q) {
  const auto& contracts = q.transfer->contracts;
  return std::any_of(contracts.begin(), contracts.end(), [&](const Contract* contract) {
    return !is_being_signed(q, contract->id) && contract->is_live_on(q.on);
  });
}

/// Another pathway is chosen before a contract is signed, or in a case of its own.
Text choose_another(const Question& q) {
  if (!has_other_live_contract(q)) {
    return {"改选路径（pathway.choose）", "choose another pathway (pathway.choose)"};
  }
  return {"另行立项（case.open）", "open another case (case.open)"};
}

/// Refuses a type that Table 3 does not give the pathway.
bool fits_pathway(const Question& q, Pathway pathway, ContractType type, const char* place,
                  Findings& f) {
  const auto& allowed = q.policy().get_list("contract.types." + std::string(to_code(pathway)));
  if (std::find(allowed.begin(), allowed.end(), to_code(type)) != allowed.end()) return true;
  std::vector<Text> names;
  for (const auto& code : allowed) {
    const auto known = find_enum<ContractType>(code);
    names.push_back(known ? name_of(*known).text() : Text{code, code});
  }
  const auto may = listing(names);
  const auto path = name_of(pathway).text();
  const auto is = name_of(type).text();
  const auto otherwise = choose_another(q);
  f.add({"转化路径为" + path.zh + "，不能用" + is.zh + "；可用：" + may.zh + "。",
         "The pathway is " + path.en + "; it allows " + may.en + ", not " + is.en + "."},
        place,
        {"改用" + may.zh + "，或" + otherwise.zh + "。",
         "Use one of: " + may.en + ", or " + otherwise.en + "."});
  return false;
}

void judge_consideration(const Question& q, const SignContract& act, Pathway pathway, Findings& f) {
  const bool is_equity = pathway == Pathway::equity_investment;
  if (act.investment.has_value() == is_equity) return;
  const auto otherwise = choose_another(q);
  if (is_equity) {
    return f.add({"转化路径为作价投资，合同没有写明所得股份。",
                  "The pathway is equity investment, and the contract names no shares."},
                 "/investment",
                 {"写明被投企业、作价金额和股份数；取得现金的走转让或许可，" + otherwise.zh + "。",
                  "State company, invested value and shares; for cash, which assignment or licence "
                  "brings, " +
                      otherwise.en + "."});
  }
  const auto path = name_of(pathway).text();
  f.add({"转化路径为" + path.zh + "，取得现金；合同却以股份为对价。",
         "The pathway is " + path.en + ", which brings cash; the contract is paid in shares."},
        "/investment",
        {"去掉投资条款；以股份为对价的走作价投资，" + otherwise.zh + "。",
         "Leave the investment out; for shares, which equity investment brings, " + otherwise.en +
             "."});
}

/// The first contract is of the type chosen. What was chosen cannot change once it is signed, so a
/// further one may be of another type the pathway allows (house default).
void judge_chosen_type(const Question& q, const PathwayChoice& choice, ContractType type,
                       Findings& f) {
  if (type == choice.contract_type) return;
  const auto is = name_of(type).text();
  const auto chosen = name_of(choice.contract_type).text();
  Text what{"合同是" + is.zh + "，选定的合同类型是" + chosen.zh + "。",
            "The type of the contract is " + is.en + ", the one chosen is " + chosen.en + "."};
  if (has_other_live_contract(q)) {
    f.warn(
        std::move(what), "/sub_kind",
        {"已有合同在履行，同一路径下可以签；核对实施方案是否包括，不包括的另行立项（case.open）。",
         "Another contract is in force, so it may be signed on the same pathway; check that the "
         "implementation plan covers it, else open another case (case.open)."});
  } else {
    f.add(std::move(what), "/sub_kind",
          {"按选定的类型签订，或重新选定（pathway.choose）。",
           "Sign one of the type chosen, or choose again (pathway.choose)."});
  }
}

void ctr_01(const Question& q, Findings& f) {
  if (q.transfer == nullptr) return;
  if (const auto* act = q.act_as<ChoosePathway>()) {
    fits_pathway(q, act->pathway, act->contract_type, "/contract_type", f);
    return;
  }
  const auto* act = signs(q);
  if (act == nullptr) return;
  require_certificates(q, *act, f);
  const auto& choice = q.transfer->transfer->pathway;
  if (!choice) return;  // LNK-41 says so
  const auto type = type_of(act->sub_kind);
  if (fits_pathway(q, choice->pathway, type, "/sub_kind", f)) {
    judge_chosen_type(q, *choice, type, f);
  }
  judge_consideration(q, *act, choice->pathway, f);
}

// ---------------------------------------------------------------- CTR-02

/// The number itself, however it was typed: in groups, full-width.
std::string bare_number(std::string_view text) {
  auto bare = folded(text);
  std::erase(bare, '-');
  return bare;
}

bool is_registration_number(const std::string& text) {
  return (text.size() == 14 || text.size() == 16) &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// One number of an office is of one contract: looked for among those of the case and of its
/// achievements. Another office may give the same.
void refuse_taken_number(const Question& q, const RegisterContract& act, Findings& f) {
  std::vector<Id<Contract>> others = q.transfer->transfer->contracts;
  for (const auto& file : q.transfer->achievements) {
    const auto& more = file.achievement->contracts;
    others.insert(others.end(), more.begin(), more.end());
  }
  const auto number = bare_number(act.registration_no);
  for (const auto& id : others) {
    const auto& other = q.after.get(id);
    if (id == act.contract.target() || !other.registration) continue;
    if (bare_number(other.registration->registration_no) != number) continue;
    if (folded(other.registration->office) != folded(act.office)) continue;
    return f.add({"登记编号 " + act.registration_no + " 是合同 " + other.number + " 的。",
                  "The registration number " + act.registration_no + " is that of contract " +
                      other.number + "."},
                 "/registration_no",
                 {"对照登记证明核对编号。", "Check it against the certificate."});
  }
}

void judge_registration(const Question& q, const RegisterContract& act, Findings& f) {
  refuse_taken_number(q, act, f);
  if (is_registration_number(bare_number(act.registration_no))) return;
  f.warn({"登记编号“" + act.registration_no + "”不是14位或16位数字。",
          "The registration number \"" + act.registration_no + "\" does not have 14 or 16 digits."},
         "/registration_no",
         {"对照登记证明核对编号；确实如此的可以保留。",
          "Check it against the certificate; keep it if it really reads so."});
}

/// Contracts of the case that count.
std::vector<const Contract*> unregistered(const Question& q) {
  std::vector<const Contract*> found;
  for (const auto* contract : q.transfer->contracts) {
    if (contract->counts_on(q.on) && !contract->registration) found.push_back(contract);
  }
  return found;
}

bool claims_relief(const Question& q, const RecordPayment& act) {
  const auto* plan = q.transfer->plan_in_force;
  return act.relief_claimed.value_or(plan != nullptr && plan->relief_claimed);
}

/// For relief every contract was registered by the first day of some closed notice of the plan.
/// The same day counts (house default: the hour is not on record).
void require_registered_before_notice(const Question& q, Findings& f) {
  std::optional<Date> latest;
  const Contract* last = nullptr;
  for (const auto* contract : q.transfer->contracts) {
    if (!contract->registration) continue;
    if (!latest || *latest < contract->registration->registered_on) {
      latest = contract->registration->registered_on;
      last = contract;
    }
  }
  const auto& notices = q.transfer->plan_notices;
  const auto is_after = [&](const Notice* notice) {
    return notice->state == NoticeState::closed && notice->closed_on <= q.on &&
           *latest <= notice->first_day;
  };
  if (last == nullptr || notices.empty() || std::any_of(notices.begin(), notices.end(), is_after)) {
    return;
  }
  const auto since = notices.back()->first_day.to_text();
  f.add({"申请税收优惠，合同 " + last->number + " 却于 " + latest->to_text() +
             " 才登记，晚于分配公示的起始日 " + since + "。",
         "A relief is claimed, but contract " + last->number + " was registered on " +
             latest->to_text() + ", after notice 3 began on " + since + "."},
        "/relief_claimed",
        {"登记后重新足期公示分配方案（notice.open），或不申请优惠。",
         "Publicise the plan again in full (notice.open), or claim no relief."});
}

void judge_paying(const Question& q, const RecordPayment& act, Findings& f) {
  const bool relief = claims_relief(q, act);
  if (relief) require_registered_before_notice(q, f);
  const auto missing = unregistered(q);
  if (missing.empty()) return;
  const auto numbers = numbers_of(missing);
  if (relief) {
    return f.add({"合同 " + numbers.zh + " 未经认定登记，不能申请税收优惠。",
                  "Contract " + numbers.en + " is not registered, so no relief can be claimed."},
                 "/relief_claimed",
                 {"先登记（contract.register）并公示，或不申请优惠。",
                  "Register it first (contract.register) and publicise, or claim no relief."});
  }
  f.warn({"合同 " + numbers.zh + " 未经认定登记即发放。",
          "Money is paid on contract " + numbers.en + ", which is not registered."},
         "/transfer_case");
}

void judge_notice_before_registration(const Question& q, const OpenNotice& act, Findings& f) {
  if (!act.plan || !q.after.get(*act.plan).relief_claimed) return;
  const auto missing = unregistered(q);
  if (missing.empty()) return;
  const auto numbers = numbers_of(missing);
  f.warn({"方案申请税收优惠，合同 " + numbers.zh + " 还没有登记；登记须先于分配公示。",
          "The plan claims a relief and contract " + numbers.en +
              " is not registered; registration comes before this notice."},
         "/plan",
         {"先登记合同（contract.register），再开启公示。",
          "Register the contract first (contract.register), then open the notice."});
}

void judge_registered(const Question& q, Findings& f) {
  if (q.transfer->contracts.empty()) {
    return f.add({"尚无合同可认定登记。", "There is no contract to register yet."});
  }
  for (const auto* contract : unregistered(q)) {
    f.add({"合同 " + contract->number + " 尚未认定登记。",
           "Contract " + contract->number + " is not registered yet."});
  }
}

void ctr_02(const Question& q, Findings& f) {
  if (q.transfer == nullptr) return;
  if (q.is_about_record()) return judge_registered(q, f);
  if (const auto* a = q.act_as<RegisterContract>()) return judge_registration(q, *a, f);
  if (const auto* a = q.act_as<RecordPayment>()) return judge_paying(q, *a, f);
  if (const auto* a = q.act_as<OpenNotice>()) return judge_notice_before_registration(q, *a, f);
}

// ---------------------------------------------------------------- CTR-03

/// What a contract does to the rights in its achievements.
struct Disposal {
  const Contract* contract = nullptr;  ///< nullptr for one that is being signed
  ContractType type = ContractType::licence;
  Id<Institution> transferee;
  const LicenceGrant* grant = nullptr;
};

bool overlap_in_time(const LicenceGrant& a, const LicenceGrant& b) {
  return (!b.until || a.from <= *b.until) && (!a.until || b.from <= *a.until);
}

/// How two fields of use or territories lie to each other, as far as their words tell.
enum class Overlap { none, likely, sure };

/// Absent means all. The same words, however typed, are the same thing; where one is said within
/// the other ("中国", "中国大陆") they may well overlap; other words count as something else (house
/// default).
Overlap overlap(const std::optional<std::string>& a, const std::optional<std::string>& b) {
  if (!a || !b) return Overlap::sure;
  const auto one = folded(*a);
  const auto other = folded(*b);
  if (one == other) return Overlap::sure;
  const bool is_within =
      one.find(other) != std::string::npos || other.find(one) != std::string::npos;
  return is_within ? Overlap::likely : Overlap::none;
}

Text describe(const std::optional<std::string>& part, const StaticText& name) {
  return {std::string(name.zh) + part.value_or("全部"),
          std::string(name.en) + part.value_or("all")};
}

Text describe_grant(const LicenceGrant& grant) {
  const auto how = name_of(grant.exclusivity).text();
  const auto field = describe(grant.field, {"领域：", "field: "});
  const auto territory = describe(grant.territory, {"地域：", "territory: "});
  const auto from = grant.from.to_text();
  const auto until = grant.until ? grant.until->to_text() : std::string();
  return {how.zh + "，" + field.zh + "，" + territory.zh + "，" + from + " 至 " +
              (until.empty() ? "不限期" : until),
          how.en + ", " + field.en + ", " + territory.en + ", from " + from +
              (until.empty() ? " without end" : " until " + until)};
}

Text describe_contract(const Question& q, const Contract& contract) {
  const auto party = describe_institution(q.after.get(contract.transferee));
  Text text{contract.number + "（受让方 " + party.zh, contract.number + " (with " + party.en};
  if (contract.grant && contract.type == ContractType::licence) {
    const auto grant = describe_grant(*contract.grant);
    text.zh += "，" + grant.zh;
    text.en += ", " + grant.en;
  } else {
    text.zh += "，" + contract.signed_on.to_text() + " 签订";
    text.en += ", signed on " + contract.signed_on.to_text();
  }
  return {text.zh + "）", text.en + ")"};
}

std::string place_of_grant(const Disposal& mine) {
  return mine.type == ContractType::licence ? "/grant" : "/sub_kind";
}

void meet_assignment(const Question& q, const std::string& number, const Disposal& mine,
                     const Contract& other, Findings& f) {
  const auto which = describe_contract(q, other);
  f.add({"成果 " + number + " 已由合同 " + which.zh + "转让，不能再" +
             (mine.type == ContractType::licence ? "许可。" : "转让。"),
         "Achievement " + number + " was assigned by contract " + which.en + "; it cannot be " +
             (mine.type == ContractType::licence ? "licensed" : "assigned") + " any more."},
        place_of_grant(mine),
        {"该合同未终止前不再处置此成果。",
         "Do not dispose of it while that contract has not ended."});
}

void meet_licence(const Question& q, const std::string& number, const Disposal& mine,
                  const Contract& other, Findings& f) {
  const auto& theirs = *other.grant;
  const auto which = describe_contract(q, other);
  if (mine.type == ContractType::assignment) {
    if (theirs.until && *theirs.until < q.on) return;
    return f.warn(
        {"成果 " + number + " 仍有有效许可：合同 " + which.zh + "；转让后该许可继续有效。",
         "Achievement " + number + " is still licensed by contract " + which.en +
             "; the licence goes on after the assignment."},
        "/sub_kind",
        {"在转让合同中写明该许可并告知受让方，或先终止它（contract.end）。",
         "Name it in the assignment and tell the transferee, or end it first "
         "(contract.end)."});
  }
  const bool is_exclusive = mine.grant->exclusivity != Exclusivity::non_exclusive ||
                            theirs.exclusivity != Exclusivity::non_exclusive;
  if (!is_exclusive || other.transferee == mine.transferee ||
      !overlap_in_time(*mine.grant, theirs)) {
    return;
  }
  const auto in_all = std::min(overlap(mine.grant->field, theirs.field),
                               overlap(mine.grant->territory, theirs.territory));
  if (in_all == Overlap::sure) {
    const auto how = name_of(mine.grant->exclusivity).text();
    return f.add(
        {"对成果 " + number + " 的" + how.zh + "与合同 " + which.zh + "相冲突。",
         "The " + how.en + " licence of achievement " + number + " collides with contract " +
             which.en + "."},
        "/grant",
        {"缩小领域、地域或期限，或先终止 " + other.number + "（contract.end）。",
         "Narrow field, territory or term, or end " + other.number + " first (contract.end)."});
  }
  if (in_all == Overlap::likely) {
    return f.warn(
        {"与合同 " + which.zh + "的领域或地域，一方的文字包含另一方的，很可能重叠。",
         "Of this licence and contract " + which.en +
             " one's field or territory is worded within the other's; they may well overlap."},
        "/grant",
        {"核对；确有重叠的，缩小领域、地域或期限，或先终止 " + other.number + "（contract.end）。",
         "Check; where they overlap, narrow field, territory or term, or end " + other.number +
             " first (contract.end)."});
  }
  f.note({"与合同 " + which.zh + "的领域或地域文字不同，按不冲突处理。",
          "Field or territory is worded unlike that of contract " + which.en +
              "; they are taken not to collide."},
         "/grant",
         {"人工核对两者是否确不重叠。", "Check by hand that they really do not overlap."});
}

void find_collisions(const Question& q, const CaseFile& file, const Disposal& mine, Findings& f) {
  const auto& number = file.achievement->number;
  for (const auto& id : file.achievement->contracts) {
    const auto& other = q.after.get(id);
    const bool is_own = mine.contract != nullptr && mine.contract->id == id;
    // one signed on a later day than stated here stands on record all the same
    if (is_own || is_being_signed(q, id) || (other.ended_on && *other.ended_on <= q.on)) continue;
    if (other.type == ContractType::assignment) {
      meet_assignment(q, number, mine, other, f);
    } else if (other.type == ContractType::licence && other.grant) {
      meet_licence(q, number, mine, other, f);
    }
  }
}

void judge_term(const LicenceGrant& grant, Findings& f) {
  if (!grant.until || grant.from <= *grant.until) return;
  f.add({"许可终止日 " + grant.until->to_text() + " 早于起始日 " + grant.from.to_text() + "。",
         "The licence ends on " + grant.until->to_text() + ", before it begins on " +
             grant.from.to_text() + "."},
        "/grant/until", {"改正许可期限。", "Correct the term."});
}

/// True when the grant fits the type and there is something to compare.
bool judge_grant(const LicenceGrant* grant, ContractType type, Findings& f) {
  const bool is_licence = type == ContractType::licence;
  if (is_licence && grant == nullptr) {
    f.add({"许可合同没有写明许可内容：许可方式、领域、地域、期限。",
           "A licence contract without a grant: exclusivity, field, territory, term."},
          "/grant", {"写明许可内容。", "State the grant."});
    return false;
  }
  if (!is_licence && grant != nullptr) {
    f.add({"不是许可合同，却写了许可内容。", "It is no licence contract, yet it states a grant."},
          "/grant",
          {"去掉许可内容，或改签许可合同。", "Leave the grant out, or sign a licence contract."});
  }
  if (is_licence) judge_term(*grant, f);
  return is_licence || type == ContractType::assignment;
}

/// What was assigned is neither assigned nor licensed again.
void warn_of_assignment(const Question& q, const std::string& number, const Contract& other,
                        Findings& f) {
  const auto which = describe_contract(q, other);
  f.warn({"成果 " + number + " 已由合同 " + which.zh + "转让，签不成转让、许可合同。",
          "Achievement " + number + " was assigned by contract " + which.en +
              "; no assignment or licence of it can be signed."},
         place_of_case(q),
         {"另选延伸服务（pathway.choose），去掉该成果另行立项（case.open），或该合同终止后再办"
          "（contract.end）。",
          "Choose an extended service (pathway.choose), open a case without it (case.open), or "
          "wait for the end of that contract (contract.end)."});
}

/// What one party has to itself is licensed to nobody else within it.
void warn_of_exclusive(const Question& q, const std::string& number, const Contract& other,
                       Findings& f) {
  const auto& grant = *other.grant;
  const auto* party = find_transferee(q);
  const bool is_theirs = party != nullptr && party->id == other.transferee;
  const bool is_over = grant.until && *grant.until < q.on;
  if (grant.exclusivity == Exclusivity::non_exclusive || is_theirs || is_over) return;
  const auto which = describe_contract(q, other);
  f.warn(
      {"成果 " + number + " 已由合同 " + which.zh + "许可，同一领域、地域、期限内签不成其他许可。",
       "Achievement " + number + " is licensed by contract " + which.en +
           "; no other licence of the same field, territory and term can be signed."},
      place_of_case(q),
      {"约定不重叠的领域、地域或期限，或先终止 " + other.number + "（contract.end）。",
       "Agree on another field, territory or term, or end " + other.number +
           " first (contract.end)."});
}

/// Contracts that stand in the way of one like this show before it is drawn up.
void warn_of_disposals(const Question& q, Pathway pathway, Findings& f) {
  if (pathway == Pathway::extended_service) return;
  for (const auto& file : q.transfer->achievements) {
    const auto& achievement = *file.achievement;
    for (const auto& id : achievement.contracts) {
      const auto& other = q.after.get(id);
      if (!other.is_live_on(q.on)) continue;
      if (other.type == ContractType::assignment) {
        warn_of_assignment(q, achievement.number, other, f);
      } else if (other.grant && pathway != Pathway::assignment) {
        warn_of_exclusive(q, achievement.number, other, f);
      }
    }
  }
}

void ctr_03(const Question& q, Findings& f) {
  if (q.transfer == nullptr) return;
  if (const auto* act = q.act_as<ChoosePathway>()) return warn_of_disposals(q, act->pathway, f);
  // Of whatever may follow only an assignment that lasts is in the way.
  if (q.act_as<OpenCase>() != nullptr) return warn_of_disposals(q, Pathway::assignment, f);
  if (q.is_about_record()) {
    const auto& choice = q.transfer->transfer->pathway;
    if (q.transfer->has_live_contract_on(q.on)) return;
    return warn_of_disposals(q, choice ? choice->pathway : Pathway::licence, f);
  }
  Disposal mine;
  std::vector<Id<Achievement>> achievements;
  if (const auto* act = signs(q)) {
    mine = {nullptr, type_of(act->sub_kind), act->transferee.target(),
            act->grant ? &*act->grant : nullptr};
    for (const auto& subject : act->subjects) achievements.push_back(subject.achievement.target());
  } else if (const auto* amended = q.act_as<AmendContract>();
             amended != nullptr && amended->grant) {
    const auto& contract = q.after.get(amended->contract);
    mine = {&contract, contract.type, contract.transferee, &*amended->grant};
    for (const auto& subject : contract.subjects) {
      achievements.push_back(subject.achievement.target());
    }
  } else {
    return;
  }
  if (!judge_grant(mine.grant, mine.type, f)) return;
  for (const auto& file : q.transfer->achievements) {
    const auto& id = file.achievement->id;
    if (std::find(achievements.begin(), achievements.end(), id) == achievements.end()) continue;
    find_collisions(q, file, mine, f);
  }
}

constexpr std::array rules = {
    RuleCode{"CTR-01", ctr_01},
    RuleCode{"CTR-02", ctr_02},
    RuleCode{"CTR-03", ctr_03},
};

}  // namespace

std::span<const RuleCode> ctr_rules() { return rules; }

}  // namespace kezhuan
