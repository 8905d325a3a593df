#include <algorithm>
#include <array>

#include "kezhuan/acts/acts.hpp"
#include "policy/facts.hpp"
#include "policy/income_facts.hpp"
#include "policy/rules.hpp"
#include "policy/transfer_facts.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

namespace {

/// A party and a share of something (never negative: no act that says so can be read), for sums and
/// the sentences about them.
struct Line {
  std::string number;
  Ratio share;
};

/// The terms a question is about: those of the agreement the act drafts or puts in force, or of
/// the one in force on record.
struct Subject {
  const AgreementTerms* terms = nullptr;       ///< nullptr: nothing to judge
  const RightsAgreement* agreement = nullptr;  ///< nullptr while it is being drafted
  bool is_draft = false;
  std::string agreement_place;

  std::string place(const char* field) const {
    return is_draft ? std::string("/terms/") + field : agreement_place;
  }
};

Subject subject_of(const Question& q) {
  if (q.file == nullptr) return {};
  if (const auto* draft = q.act_as<DraftAgreement>()) return {&draft->terms, nullptr, true, {}};
  const RightsAgreement* agreement = nullptr;
  if (const auto* act = q.act_as<EnterForce>()) {
    agreement = &q.after.get(act->agreement);
  } else {
    agreement = q.file->agreement_in_force;
  }
  if (agreement == nullptr) return {};
  return {&agreement->terms, agreement, false, q.is_about_record() ? "" : "/agreement"};
}

/// Nothing when the exact sum is beyond what a ratio holds.
std::optional<Ratio> find_sum(const std::vector<Line>& lines) {
  try {
    Ratio total;
    for (const auto& line : lines) total = total + line.share;
    return total;
  } catch (const Error&) {
    return std::nullopt;
  }
}

Text listing_of(const std::vector<Line>& lines) {
  std::vector<std::string> items;
  for (const auto& line : lines) items.push_back(line.number + " " + line.share.to_text());
  return listing(items);
}

/// Reports shares that do not make exactly one whole, with the sum and what is over or short.
void require_whole(const Text& what, const std::vector<Line>& lines, const std::string& place,
                   Findings& f) {
  const auto all = lines.empty() ? Text{"没有份额", "no shares"} : listing_of(lines);
  const auto total = find_sum(lines);
  if (!total) {
    f.add_firm(
        {what.zh + "的分母过大，无法精确相加（" + all.zh + "）。",
         "The denominators of the " + what.en + " are too large to add exactly (" + all.en + ")."},
        place, {"改用分母较小的分数。", "Use fractions with smaller denominators."});
    return;
  }
  if (total->is_one()) return;
  const bool is_short = *total < Ratio(1);
  const auto off = is_short ? Ratio(1) - *total : *total - Ratio(1);
  f.add_firm({what.zh + "合计 " + total->to_text() + "，" + (is_short ? "少 " : "多 ") +
                  off.to_text() + "（" + all.zh + "）。",
              "The " + what.en + " sum to " + total->to_text() + ", " + off.to_text() +
                  (is_short ? " short" : " too much") + " (" + all.en + ")."},
             place);
}

void refuse_repeated(const std::vector<Line>& lines, const std::string& place, Findings& f) {
  std::vector<std::string> numbers;
  for (const auto& line : lines) numbers.push_back(line.number);
  std::sort(numbers.begin(), numbers.end());
  std::vector<std::string> repeated;
  for (auto at = numbers.begin(); at != numbers.end();) {
    const auto next = std::upper_bound(at, numbers.end(), *at);
    if (next - at > 1) repeated.push_back(*at);
    at = next;
  }
  if (repeated.empty()) return;
  const auto who = listing(repeated);
  f.add_firm({"重复列出：" + who.zh + "。", "Listed more than once: " + who.en + "."}, place,
             {"同一机构或人员只列一行，份额相加。", "List everybody once, shares added up."});
}

std::vector<Line> lines_of(const State& state, const std::vector<InstitutionShare>& shares) {
  std::vector<Line> lines;
  for (const auto& s : shares) lines.push_back({state.get(s.institution).number, s.share});
  return lines;
}

std::vector<Line> ownership_of(const State& state, const std::vector<PersonShare>& persons) {
  std::vector<Line> lines;
  for (const auto& p : persons) lines.push_back({state.get(p.person).number, p.ownership});
  return lines;
}

std::vector<Line> weights_of(const State& state, const std::vector<PersonShare>& persons) {
  std::vector<Line> lines;
  for (const auto& p : persons) lines.push_back({state.get(p.person).number, p.income_weight});
  return lines;
}

bool lists(const std::vector<InstitutionShare>& shares, const Id<Institution>& institution) {
  return std::any_of(shares.begin(), shares.end(), [&](const InstitutionShare& share) {
    return share.institution.target() == institution;
  });
}

bool lists(const std::vector<PersonShare>& persons, const Id<Person>& person) {
  return std::any_of(persons.begin(), persons.end(),
                     [&](const PersonShare& share) { return share.person.target() == person; });
}

const Text ownership_shares{"所有权份额", "ownership shares"};

void rgt_01(const Question& q, Findings& f) {
  const auto subject = subject_of(q);
  if (subject.terms == nullptr) return;
  const auto& terms = *subject.terms;
  const auto institutions = lines_of(q.after, terms.institutions);
  const auto persons = ownership_of(q.after, terms.persons);
  auto owners = institutions;
  for (const auto& line : persons) {
    if (!line.share.is_zero()) owners.push_back(line);
  }
  require_whole(ownership_shares, owners, subject.place("institutions"), f);
  refuse_repeated(institutions, subject.place("institutions"), f);
  refuse_repeated(persons, subject.place("persons"), f);
  // Owned otherwise: the co-owners on record leave the institution out.
  const auto& co_owners = q.file->achievement->co_owners;
  const auto& own = *q.file->institution;
  if (lists(terms.institutions, own.id) || (!co_owners.empty() && !lists(co_owners, own.id))) {
    return;
  }
  f.add({"没有列出完成单位 " + own.number + " 的所有权份额。",
         "The ownership share of the institution " + own.number + " is not stated."},
        subject.place("institutions"),
        {"列出完成单位的份额；确实不占份额的写 0。",
         "State the institution's share; write 0 when it truly owns nothing."});
}

/// A use-right holder as party A: only with the institution's authorisation on record.
void judge_holder(const Question& q, const SignContract& act, Findings& f) {
  if (!act.holder) return;
  const auto& holder = q.after.get(*act.holder).number;
  if (!act.authorisation) {
    f.add(
        {"使用权人 " + holder + " 作为甲方，没有单位授权。",
         "The use-right holder " + holder + " is party A without the institution's authorisation."},
        "/authorisation",
        {"取得单位授权并附为佐证材料（evidence.attach），在合同中指明；否则由单位作甲方。",
         "Obtain the authorisation, attach it (evidence.attach) and name it in the contract; or "
         "let the institution be party A."});
  } else if (const auto& paper = q.after.get(*act.authorisation);
             paper.evidence != EvidenceKind::use_authorisation) {
    const auto is = name_of(paper.evidence).text();
    const auto wanted = name_of(EvidenceKind::use_authorisation).text();
    f.add({"所指材料 " + paper.number + " 是" + is.zh + "，不是" + wanted.zh + "。",
           "The paper named, " + paper.number + ", is a " + is.en + ", no " + wanted.en + "."},
          "/authorisation",
          {"附上" + wanted.zh + "（evidence.attach）。",
           "Attach the " + wanted.en + " (evidence.attach)."});
  } else if (paper.transfer_case != q.transfer->transfer->id) {
    const auto& number = q.transfer->transfer->number;
    f.add({"授权 " + paper.number + " 不是为项目 " + number + " 附的；一次授权只管一个项目。",
           "The authorisation " + paper.number + " was not attached to case " + number +
               "; each case needs its own."},
          "/authorisation",
          {"取得本项目的单位授权，附到项目 " + number + "（evidence.attach）。",
           "Obtain the authorisation for this case and attach it to " + number +
               " (evidence.attach)."});
  }
  for (const auto* file : subject_files(q)) {
    const auto* agreement = file->agreement_in_force;
    if (agreement == nullptr || lists(agreement->terms.persons, act.holder->target())) continue;
    f.warn({holder + " 不在成果 " + file->achievement->number + " 的赋权协议之中。",
            holder + " does not stand in the rights agreement of achievement " +
                file->achievement->number + "."},
           "/holder", {"核对使用权人。", "Check who holds the use right."});
  }
}

void rgt_02(const Question& q, Findings& f) {
  if (const auto* act = signs(q)) return judge_holder(q, *act, f);
  const auto subject = subject_of(q);
  if (subject.terms == nullptr || subject.terms->use_right != UseRight::long_term) return;
  const auto least = q.policy().get_number("agreement.long_term_use_years");
  const auto years = subject.terms->use_years;
  const auto wanted = std::to_string(least);
  const auto weight = q.policy().get_flag("agreement.long_term_use_required")
                          ? std::nullopt
                          : std::optional(Severity::warn);
  if (!years) {
    f.add_as(weight,
             {"约定了长期使用权，但没有写明年限；宜不少于 " + wanted + " 年。",
              "A long-term use right is agreed without a term; it should be " + wanted +
                  " years or more."},
             subject.place("use_years"));
  } else if (*years < least) {
    const auto given = std::to_string(*years);
    f.add_as(
        weight,
        {"长期使用权约定 " + given + " 年，少于 " + wanted + " 年。",
         "The long-term use right is agreed for " + given + " years, less than " + wanted + "."},
        subject.place("use_years"));
  }
}

bool is_by(const Consent& consent, const Id<Person>& person) {
  return consent.person && consent.person->target() == person;
}

bool is_by(const Consent& consent, const Id<Institution>& institution) {
  return consent.institution && consent.institution->target() == institution;
}

/// A consent that counts: for a case one about that case; before there is one, any.
template <class Party>
bool has_consented(const Question& q, const CaseFile& file, const Id<Party>& party) {
  const auto& consents = file.achievement->consents;
  return std::any_of(consents.begin(), consents.end(), [&](const Consent& consent) {
    return is_by(consent, party) && (q.transfer == nullptr || is_about_case(q, file, consent));
  });
}

/// What an agreement by which persons co-own does not say (RGT-03).
std::vector<Text> silences(const AgreementTerms& terms) {
  std::vector<Text> silent;
  if (!terms.decision_mechanism) silent.push_back({"决策机制", "decision mechanism"});
  if (std::all_of(terms.persons.begin(), terms.persons.end(),
                  [](const PersonShare& share) { return share.income_weight.is_zero(); })) {
    silent.push_back({"收益比例", "income ratio"});
  }
  if (!terms.cost_sharing) silent.push_back({"成本分担", "cost sharing"});
  return silent;
}

std::vector<std::string> owners_without_consent(const Question& q, const CaseFile& file,
                                                const AgreementTerms& terms) {
  std::vector<std::string> owners;
  for (const auto& share : terms.persons) {
    if (share.ownership.is_zero() || has_consented(q, file, share.person.target())) continue;
    owners.push_back(q.after.get(share.person).number);
  }
  return owners;
}

/// Which consents count for a case, for whoever recorded one that does not.
Text of_this_case(const Question& q) {
  const auto& c = *q.transfer->transfer;
  const auto opened = c.opened_on.to_text();
  return {"立项（" + opened + "）前给出或为其他项目给出的不算，除非范围写明 " + c.number + "。",
          " One given before the case was opened on " + opened +
              ", or for another case, does not count unless its scope names " + c.number + "."};
}

/// Before a contract is signed: what was to be made up for by consent now has to be there.
void require_persons_consent(const Question& q, Findings& f) {
  for (const auto* file : subject_files(q)) {
    const auto* agreement = file->agreement_in_force;
    if (agreement == nullptr || !agreement->terms.has_person_owner()) continue;
    const auto silent = silences(agreement->terms);
    const auto owners = owners_without_consent(q, *file, agreement->terms);
    if (silent.empty() || owners.empty()) continue;
    const auto what = listing(silent);
    const auto who = listing(owners);
    const auto& number = file->achievement->number;
    f.add({"成果 " + number + " 由个人共有，协议没有写明" + what.zh + "；尚缺 " + who.zh +
               " 的书面同意。",
           "Persons co-own achievement " + number + " and their agreement is silent on: " +
               what.en + ". The written consent of " + who.en + " is missing."},
          place_of_case(q),
          {"登记其对本项目的书面同意（consent.record），或另立写明的协议（agreement.draft）。" +
               of_this_case(q).zh,
           "Record their consent to this case (consent.record), or draft an agreement that says "
           "so (agreement.draft)." +
               of_this_case(q).en});
  }
}

/// A plan waits for its decision, and may need the consent of whom it gives less (INC-10).
bool has_plan_to_consent_to(const Question& q) {
  const auto& cases = q.file->achievement->cases;
  return std::any_of(cases.begin(), cases.end(), [&](const Id<TransferCase>& id) {
    const auto& plans = q.after.get(id).plans;
    return !plans.empty() && q.after.get(plans.back()).state == PlanState::draft;
  });
}

/// What somebody owns nothing of needs no consent of theirs.
void judge_consenting_person(const Question& q, const Id<Person>& person, Findings& f) {
  bool is_party = false;
  for (const auto* agreement : q.file->agreements) {
    if (agreement->state == AgreementState::ended) continue;
    for (const auto& share : agreement->terms.persons) {
      if (share.person.target() != person) continue;
      if (!share.ownership.is_zero()) return;
      is_party = true;
    }
  }
  if (is_party && has_plan_to_consent_to(q)) return;
  const auto& who = q.after.get(person).number;
  const auto& number = q.file->achievement->number;
  const auto weigh = is_party ? &Findings::note : &Findings::warn;
  (f.*weigh)(
      {who + " 没有成果 " + number + " 的所有权份额，其同意不作共有人的同意。",
       who + " owns no part of achievement " + number + "; this is no consent of a co-owner."},
      "/person",
      {"写明同意的共有人；人员收益少于协议约定的，在分配方案拟定后登记其同意（INC-10）。",
       "Name the co-owner who consents; consent to less than was agreed is recorded once the plan "
       "is drafted (INC-10)."});
}

void rgt_03(const Question& q, Findings& f) {
  if (q.transfer != nullptr) return require_persons_consent(q, f);
  if (const auto* act = q.act_as<RecordConsent>()) {
    if (act->person && q.file != nullptr) judge_consenting_person(q, act->person->target(), f);
    return;
  }
  const auto subject = subject_of(q);
  if (subject.terms == nullptr || !subject.terms->has_person_owner()) return;
  const auto silent = silences(*subject.terms);
  if (silent.empty()) return;
  const auto owners = owners_without_consent(q, *q.file, *subject.terms);
  if (owners.empty()) return;
  const auto what = listing(silent);
  const auto who = listing(owners);
  f.warn({"个人共有，但协议没有写明" + what.zh + "；处置前须有 " + who.zh + " 的书面同意。",
          "Persons co-own, and the agreement is silent on: " + what.en +
              ". Disposal will need the written consent of " + who.en + "."},
         subject.place("persons"));
}

void rgt_04(const Question& q, Findings& f) {
  const auto subject = subject_of(q);
  if (subject.terms == nullptr) return;
  const auto& ratio = subject.terms->reward_ratio;
  const auto floor = q.policy().get_ratio("agreement.reward_floor");
  if (ratio < floor) {
    f.add({"约定的奖励比例为 " + ratio.to_text() + "，低于下限 " + floor.to_text() + "。",
           "The agreed reward is " + ratio.to_text() + ", below the floor of " + floor.to_text() +
               "."},
          subject.place("reward_ratio"));
  } else if (ratio > Ratio(1)) {
    f.add({"约定的奖励比例为 " + ratio.to_text() + "，超过 1。",
           "The agreed reward is " + ratio.to_text() + ", more than 1."},
          subject.place("reward_ratio"),
          {"奖励比例写在下限与 1 之间。", "Give a ratio between the floor and 1."});
  }
}

bool must_all_sign(const Policy& policy) {
  const auto& signatories = policy.get_list("agreement.signatories");
  return std::find(signatories.begin(), signatories.end(), "all_contributors") != signatories.end();
}

/// The people who must sign: the main contributors of the application; as long as there is none,
/// everybody the terms name. An institution may ask for all of both (house default).
std::vector<Id<Person>> signatories(const Question& q, const RightsAgreement& agreement) {
  std::vector<Id<Person>> people;
  const auto add = [&](const Id<Person>& person) {
    if (std::find(people.begin(), people.end(), person) == people.end()) people.push_back(person);
  };
  const bool all = must_all_sign(q.policy());
  const auto* content = find_content(q);
  if (content != nullptr) {
    for (const auto& contributor : content->contributors) {
      if (all || contributor.main) add(contributor.person.target());
    }
  }
  if (all || people.empty()) {
    for (const auto& share : agreement.terms.persons) add(share.person.target());
  }
  return people;
}

std::vector<std::string> missing_signatures(const Question& q, const RightsAgreement& agreement) {
  std::vector<std::string> missing;
  const auto& own = *q.file->institution;
  if (!agreement.is_signed_by(own.id)) missing.push_back(own.number);
  for (const auto& person : signatories(q, agreement)) {
    if (!agreement.is_signed_by(person)) missing.push_back(q.after.get(person).number);
  }
  return missing;
}

void require_signatures(const Question& q, const RightsAgreement& agreement, Findings& f) {
  const auto missing = missing_signatures(q, agreement);
  if (missing.empty()) return;
  const auto who = listing(missing);
  f.add({"协议 " + agreement.number + " 尚缺签署：" + who.zh + "。",
         "Agreement " + agreement.number + " still lacks the signature of: " + who.en + "."},
        q.is_about_record() ? "" : "/agreement");
}

/// What stands in the way when no agreement is in force: nothing drafted, or who has to sign.
void explain_none_in_force(const Question& q, Findings& f) {
  Text what{"没有生效的赋权协议", "No rights agreement is in force"};
  bool has_draft = false;
  for (const auto* agreement : q.file->agreements) {
    if (agreement->state != AgreementState::draft) continue;
    has_draft = true;
    const auto missing = missing_signatures(q, *agreement);
    const auto who = listing(missing);
    what.zh += "；草案 " + agreement->number +
               (missing.empty() ? " 已签齐，可以生效" : " 尚缺签署：" + who.zh);
    what.en += "; draft " + agreement->number +
               (missing.empty() ? " is fully signed and may enter into force"
                                : " still lacks the signature of: " + who.en);
  }
  what.zh += "。";
  what.en += ".";
  if (has_draft) {
    f.add(std::move(what));
  } else {
    f.add(
        std::move(what), {},
        {"起草赋权协议，由单位和主要完成人签署后生效。",
         "Draft the agreement, have the institution and the main contributors sign it, and put it "
         "in force."});
  }
}

void judge_on_record(const Question& q, Findings& f) {
  const auto* agreement = q.file->agreement_in_force;
  if (agreement == nullptr) return explain_none_in_force(q, f);
  const auto from = agreement->effective_from.value_or(q.on);
  if (from > q.on) {
    f.add({"协议 " + agreement->number + " 自 " + from.to_text() + " 起生效，现在尚未生效。",
           "Agreement " + agreement->number + " takes effect on " + from.to_text() + ", not yet."},
          {}, {"等到生效日。", "Wait for that day."});
  }
  require_signatures(q, *agreement, f);
}

void judge_succession(const Question& q, const EnterForce& act, Findings& f) {
  const auto& achievement = q.before.get(q.file->achievement->id);
  const auto* former = q.before.find(achievement.agreement_in_force);
  if (former != nullptr && !act.supersedes) {
    f.add_firm({"协议 " + former->number + " 已在生效，新协议没有写明取代它。",
                "Agreement " + former->number +
                    " is in force, and this one does not say that it "
                    "supersedes it."},
               "/supersedes",
               {"写明取代 " + former->number + "，或先终止它。",
                "Name " + former->number + " as superseded, or end it first."});
  }
  if (!act.supersedes) return;
  const auto& named = q.before.get(*act.supersedes);
  if (former == nullptr || named.id != former->id) {
    f.add_firm(
        {"所取代的协议 " + named.number + " 不是生效的协议" +
             (former == nullptr ? "；目前没有生效的协议。" : "；生效的是 " + former->number + "。"),
         "Agreement " + named.number + " is named as superseded but is not in force; " +
             (former == nullptr ? "none is." : former->number + " is.")},
        "/supersedes",
        former == nullptr ? Text{"去掉“取代的协议”。", "Leave out what it supersedes."}
                          : Text{"写明取代 " + former->number + "。",
                                 "Name " + former->number + " as superseded."});
    return;
  }
  const auto from = act.effective_from.value_or(q.on);
  if (former->effective_from && from < *former->effective_from) {
    const auto since = former->effective_from->to_text();
    f.add_firm(
        {"生效日 " + from.to_text() + " 早于所取代的协议 " + former->number + " 的生效日 " + since +
             "；已分配的不因新协议改变。",
         "It would take effect on " + from.to_text() + ", before the agreement it supersedes, " +
             former->number + ", did on " + since + "; what was distributed stays."},
        "/effective_from",
        {"生效日定在 " + since + " 或以后。", "Let it take effect on " + since + " or later."});
  }
}

void rgt_05(const Question& q, Findings& f) {
  if (q.file == nullptr) return;
  if (q.is_about_record()) return judge_on_record(q, f);
  const auto* act = q.act_as<EnterForce>();
  if (act == nullptr) return;
  require_signatures(q, q.after.get(act->agreement), f);
  judge_succession(q, *act, f);
}

Ratio share_of(const std::vector<InstitutionShare>& shares, const Id<Institution>& institution) {
  for (const auto& share : shares) {
    if (share.institution.target() == institution) return share.share;
  }
  return {};
}

/// True when institutions divide their part of the ownership as the co-owners on record do.
/// Persons may own the rest; then only the proportions among institutions count.
bool is_in_proportion(const std::vector<InstitutionShare>& agreed,
                      const std::vector<InstitutionShare>& recorded) {
  try {
    Ratio total;
    for (const auto& share : agreed) total = total + share.share;
    if (total.is_zero()) return true;
    const auto fits = [&](const InstitutionShare& share) {
      const auto id = share.institution.target();
      return share_of(agreed, id) == share_of(recorded, id) * total;
    };
    return std::all_of(agreed.begin(), agreed.end(), fits) &&
           std::all_of(recorded.begin(), recorded.end(), fits);
  } catch (const Error&) {  // beyond exact arithmetic: RGT-01 says so of the sum
    return false;
  }
}

/// Where an agreement and the co-ownership on record part; nothing where they agree.
struct Mismatch {
  Text what;
  Text remedy;
};

std::optional<Mismatch> find_mismatch(const State& state, const Achievement& achievement,
                                      const AgreementTerms& terms, const std::string& number) {
  const auto& recorded = achievement.co_owners;
  if (recorded.empty() || is_in_proportion(terms.institutions, recorded)) return std::nullopt;
  const auto agreed = listing_of(lines_of(state, terms.institutions));
  const auto shares = listing_of(lines_of(state, recorded));
  const auto name = number.empty() ? number : " " + number;
  return Mismatch{
      {"协议" + name + " 的机构份额（" + agreed.zh + "）与登记的共有份额（" + shares.zh +
           "）比例不符。",
       "The institutions' shares in agreement" + name + " (" + agreed.en +
           ") are not in the proportion of the co-ownership on record (" + shares.en + ")."},
      {"另立与共有份额相符的协议（agreement.draft），取代已生效的；登记的共有份额有误的，按共有协议"
       "重新登记（coownership.record）。",
       "Draft an agreement with the shares of the co-owners (agreement.draft), which supersedes "
       "one in force; if it is the co-ownership that is wrong, record it again as agreed "
       "(coownership.record)."}};
}

/// Refuses what enters into force, or is in force, against the co-ownership on record; warns of
/// what can still be put right: a draft, or co-owners who move away from the agreement in force.
void compare_with_agreement(const Question& q, Findings& f) {
  const auto subject = subject_of(q);
  if (subject.terms == nullptr) return;
  auto found = find_mismatch(q.after, *q.file->achievement, *subject.terms,
                             subject.agreement == nullptr ? "" : subject.agreement->number);
  if (!found) return;
  const auto place =
      q.act_as<RecordCoOwnership>() != nullptr ? "/shares" : subject.place("institutions");
  if (q.act_as<EnterForce>() != nullptr) {
    f.add_firm(std::move(found->what), place, std::move(found->remedy));
  } else if (q.is_about_record()) {
    f.add(std::move(found->what), place, std::move(found->remedy));
  } else {
    f.warn(std::move(found->what), place, std::move(found->remedy));
  }
}

/// Money is divided by the agreements that govern: they must say of co-owners what is on record.
void require_owners_agreed(const Question& q, Findings& f) {
  const auto contracts = lasting_contracts(q.after, *q.transfer->transfer);
  for (const auto& [id, weight] : weights_of(contracts)) {
    const auto& achievement = q.after.get(id);
    const auto* agreement = find_governing_agreement(q.after, achievement);
    if (agreement == nullptr) continue;
    auto found = find_mismatch(q.after, achievement, agreement->terms, agreement->number);
    if (!found) continue;
    const auto& number = achievement.number;
    f.add({"成果 " + number + "：" + found->what.zh, number + ": " + found->what.en},
          place_of_case(q), std::move(found->remedy));
  }
}

/// The other institutions that own a part, on record or by the agreement in force.
std::vector<Id<Institution>> other_owners(const CaseFile& file, const Id<Institution>& own) {
  auto shares = file.achievement->co_owners;
  if (const auto* agreement = file.agreement_in_force) {
    const auto& agreed = agreement->terms.institutions;
    shares.insert(shares.end(), agreed.begin(), agreed.end());
  }
  std::vector<Id<Institution>> owners;
  for (const auto& share : shares) {
    const auto id = share.institution.target();
    const bool is_known = std::find(owners.begin(), owners.end(), id) != owners.end();
    if (id != own && !share.share.is_zero() && !is_known) owners.push_back(id);
  }
  return owners;
}

/// Before a contract is signed every other co-owner has consented in writing.
void require_institutions_consent(const Question& q, Findings& f) {
  for (const auto* file : subject_files(q)) {
    std::vector<std::string> silent;
    for (const auto& owner : other_owners(*file, q.transfer->own->id)) {
      if (!has_consented(q, *file, owner)) silent.push_back(q.after.get(owner).number);
    }
    if (silent.empty()) continue;
    const auto who = listing(silent);
    const auto& number = file->achievement->number;
    f.add({"成果 " + number + " 尚缺共有单位的书面同意：" + who.zh + "。",
           "The written consent of co-owners of achievement " + number + " is missing: " + who.en +
               "."},
          place_of_case(q),
          {"取得并登记其对本项目的书面同意（consent.record）。" + of_this_case(q).zh,
           "Obtain and record their written consent to this case (consent.record)." +
               of_this_case(q).en});
  }
}

void judge_consenting_institution(const Question& q, const Id<Institution>& institution,
                                  Findings& f) {
  const auto owners = other_owners(*q.file, q.after.settings().institution);
  if (std::find(owners.begin(), owners.end(), institution) != owners.end()) return;
  const auto& who = q.after.get(institution).number;
  const auto& number = q.file->achievement->number;
  const auto listed = owners.empty() ? Text{"无", "none"} : numbers_of(q.after, owners);
  f.warn({who + " 不是成果 " + number + " 的其他共有单位（" + listed.zh +
              "），其同意不作共有单位的同意。",
          who + " is none of the other institutions that own a part of achievement " + number +
              " (" + listed.en + "); this is no consent of a co-owner."},
         "/institution",
         {"写明同意的共有单位；共有尚未登记的，先登记（coownership.record）。",
          "Name the co-owner that consents; record the co-ownership first (coownership.record) "
          "where it is not on record."});
}

void rgt_06(const Question& q, Findings& f) {
  if (q.transfer != nullptr) {
    return q.act_as<DraftDistribution>() != nullptr ? require_owners_agreed(q, f)
                                                    : require_institutions_consent(q, f);
  }
  if (q.file == nullptr) return;
  if (const auto* act = q.act_as<RecordConsent>()) {
    if (act->institution) judge_consenting_institution(q, act->institution->target(), f);
    return;
  }
  compare_with_agreement(q, f);
  const auto* act = q.act_as<RecordCoOwnership>();
  if (act == nullptr) return;
  const auto lines = lines_of(q.after, act->shares);
  require_whole({"共有份额", "co-ownership shares"}, lines, "/shares", f);
  refuse_repeated(lines, "/shares", f);
  const auto& own = *q.file->institution;
  if (!lists(act->shares, own.id)) {
    f.add_firm({"共有份额没有列出完成单位 " + own.number + "。",
                "The co-ownership shares leave out the institution " + own.number + "."},
               "/shares");
  }
  if (!act->evidence) {
    f.warn({"没有附共有协议。", "The co-ownership agreement is not attached."}, "/evidence",
           {"将共有协议附为佐证材料。", "Attach the agreement as evidence."});
  }
}

// RGT-07: a prior right that is live blocks signing with anyone else. Until it is known with whom,
// it is only shown; once signed, the matter is past.

Text describe_prior_right(const Question& q, const PriorRight& right) {
  const auto name = name_of(right.right).text();
  const auto holder = describe_institution(q.after.get(right.holder));
  const auto& number = q.after.get(right.achievement).number;
  const auto until = right.until ? right.until->to_text() : std::string();
  return {"成果 " + number + " 的在先权利 " + right.number + "：" + holder.zh + "享有" + name.zh +
              (until.empty() ? "，未定期限" : "，至 " + until),
          "Prior right " + right.number + " in achievement " + number + ": " + holder.en +
              " holds a right of " + name.en +
              (until.empty() ? ", without end" : " until " + until)};
}

void rgt_07(const Question& q, Findings& f) {
  if (q.transfer == nullptr) return;
  const bool is_signing = signs(q) != nullptr;
  if (!is_signing && (!q.is_about_record() || q.transfer->has_live_contract_on(q.on))) return;
  const auto* party = find_other_party(q);
  for (const auto* file : subject_files(q)) {
    for (const auto* right : file->prior_rights) {
      if (!right->is_live_on(q.on) || (party != nullptr && party->id == right->holder)) continue;
      auto what = describe_prior_right(q, *right);
      if (party == nullptr) {
        what.zh += "；签约前须其放弃或失效。";
        what.en += "; it must be waived or lapse before a contract with anyone else.";
        f.warn(std::move(what));
      } else {
        what.zh += "；未放弃、未失效前不得与 " + party->number + " 签约。";
        what.en +=
            "; until it is waived or lapses no contract is signed with " + party->number + ".";
        f.add(std::move(what), is_signing ? "/transferee" : "",
              {"取得 " + q.after.get(right->holder).number +
                   " 的放弃声明并登记（prior_right.waive），或待其失效（prior_right.lapse）。",
               "Obtain and record its waiver (prior_right.waive), or let it lapse "
               "(prior_right.lapse)."});
      }
    }
  }
}

/// When income is said to rest on ownership and persons own, their weights are their shares of
/// what persons own.
void compare_weights_with_ownership(const Question& q, const Subject& subject, Findings& f) {
  const auto& persons = subject.terms->persons;
  const auto owned = find_sum(ownership_of(q.after, persons));
  if (!owned || !(*owned > Ratio())) return;
  std::vector<std::string> off;
  for (const auto& share : persons) {
    bool fits = false;
    try {
      fits = share.income_weight * *owned == share.ownership;
    } catch (const Error&) {  // beyond exact arithmetic: not the same
    }
    if (fits) continue;
    off.push_back(q.after.get(share.person).number + " " + share.ownership.to_text() + " → " +
                  share.income_weight.to_text());
  }
  if (off.empty()) return;
  const auto who = listing(off);
  f.warn({"收益权重与所有权比例不一致（所有权份额 → 收益权重：" + who.zh + "）。",
          "Income weights do not follow ownership (ownership → weight: " + who.en + ")."},
         subject.place("persons"),
         {"按所有权比例改正收益权重；另有约定的，写明收益不以所有权比例为基础。",
          "Bring the weights in line with ownership; if agreed otherwise, say that income does not "
          "rest on it."});
}

void rgt_08(const Question& q, Findings& f) {
  const auto subject = subject_of(q);
  if (subject.terms == nullptr) return;
  const auto& terms = *subject.terms;
  const auto place = subject.place("persons");
  const auto weights = weights_of(q.after, terms.persons);
  if (weights.empty()) {
    f.add({"协议没有约定收益分配：没有列出任何人员的收益权重。",
           "The agreement settles no income: nobody's weight in the reward is listed."},
          place);
  } else {
    require_whole({"收益权重", "income weights"}, weights, place, f);
  }
  std::vector<std::string> left_out;
  if (const auto* content = find_content(q)) {
    for (const auto& contributor : content->contributors) {
      if (contributor.main && !lists(terms.persons, contributor.person.target())) {
        left_out.push_back(q.after.get(contributor.person).number);
      }
    }
  }
  if (!left_out.empty()) {
    const auto who = listing(left_out);
    f.add({"协议没有列出主要完成人 " + who.zh + " 的所有权份额与收益权重。",
           "The agreement has no line for the main contributors " + who.en + "."},
          place,
          {"为每位主要完成人列一行；不分配的写 0。",
           "Give every main contributor a line; write 0 for no share."});
  }
  if (!terms.ownership_sets_weights) {
    f.warn({"协议写明收益不以所有权比例为基础；共识以所有权比例为收益分配的基础。",
            "The agreement says that income does not rest on ownership; the consensus rests it "
            "there."},
           subject.place("ownership_sets_weights"));
  } else {
    compare_weights_with_ownership(q, subject, f);
  }
}

constexpr std::array<RuleCode, 8> rules = {{
    {"RGT-01", rgt_01},
    {"RGT-02", rgt_02},
    {"RGT-03", rgt_03},
    {"RGT-04", rgt_04},
    {"RGT-05", rgt_05},
    {"RGT-06", rgt_06},
    {"RGT-07", rgt_07},
    {"RGT-08", rgt_08},
}};

}  // namespace

std::span<const RuleCode> rgt_rules() { return rules; }

}  // namespace kezhuan
