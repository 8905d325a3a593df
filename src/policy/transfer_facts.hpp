#pragma once

#include <string>
#include <vector>

#include "kezhuan/acts/contract_acts.hpp"
#include "kezhuan/policy/question.hpp"

/// Facts about a question on a transfer case that rules of several families ask for.
namespace kezhuan {

/// The contract act of the question, when it signs one for the case in `q.transfer`; else nullptr.
const SignContract* signs(const Question& q);

/// One of its achievements is public data that CLS-06 refuses.
bool is_barred(const Surroundings& around, const TransferFile& file, const Date& on);

/// The case that a reference names, or that owns the contract, receipt, plan or notice it names;
/// nothing for any other.
std::optional<Id<TransferCase>> find_case(const State& state, Kind kind, const AnyRef& ref);

/// It is the contract the act of the question signs.
bool is_being_signed(const Question& q, const Id<Contract>& id);

/// What the same question is about one achievement of the case: the record, whatever the act.
Question about_record_of(const Question& q, const CaseFile& file);

/// The achievements under the contract that is signed or amended; those of the case for any other
/// question. Empty without a case.
std::vector<const CaseFile*> subject_files(const Question& q);

/// With whom the case is to be transferred: the buyer of a listing or auction, else the party of
/// the negotiation under way; nullptr while nobody is.
const Institution* find_transferee(const Question& q);

/// The other party of the contract that is signed; else `find_transferee`.
const Institution* find_other_party(const Question& q);

/// The talks are with this party, not with another or with nobody in particular.
bool are_with(const Negotiation& talks, const Institution& party);

/// Whoever takes part in the case: contributors of its achievements, then implementers of the plan;
/// each once.
std::vector<Id<Person>> taking_part(const TransferFile& file);

/// The numbers of those who take part and did not declare whether they have an interest (CTR-06).
std::vector<std::string> undeclared(const State& state, const TransferFile& file,
                                    const Negotiation& talks);

/// The sub-kind a contract of this type most often has here: know-how where there is one.
ContractSubKind usual_sub_kind(ContractType type);

/// The notice by which what it shows was sent back: an objection to it was upheld and changes the
/// content, and nothing was publicised since. Nullptr when there is none. @rule PTH-05
const Notice* find_sending_back(const State& state, const std::vector<Id<Notice>>& notices);

/// The same of an edition: also when it shows what a former one did, which was sent back.
const Notice* find_sending_back(const State& state, const Edition& edition);

/// "公示 GS-3 的第 1 号异议成立，内容须变更".
Text describe_objection_upheld(const Notice& notice);

/// The last closed notice that counts, unless one voided later takes back what was shown before.
template <class Counts>
const Notice* find_closed(const std::vector<const Notice*>& notices, Counts counts) {
  const Notice* closed = nullptr;
  for (const auto* notice : notices) {
    if (notice->state == NoticeState::voided) closed = nullptr;
    if (notice->state == NoticeState::closed && counts(*notice)) closed = notice;
  }
  return closed;
}

/// "" for the record, else where the act names what is signed, chosen or paid for.
std::string place_of_case(const Question& q);

/// Evidence of this kind is attached to the case or to one of its achievements.
bool has_evidence(const TransferFile& file, EvidenceKind kind);

/// That, or it was named when an approval or a consent was recorded (PTH-07).
bool has_paper(const State& state, const TransferFile& file, EvidenceKind kind);

/// Somebody besides the institution `own` owns a part: another institution, or a person.
bool has_co_owner(const CaseFile& file, const Institution& own);

/// Somebody else owns a part of one of the achievements.
bool is_co_owned(const TransferFile& file);

/// PTH-07: the tier, counted from the lowest, that an amount calls for. A royalty without ceiling
/// and another currency go to the top (the bounds are in yuan).
std::size_t tier_of(const Policy& policy, const std::optional<Money>& amount);

/// Whoever has a stake in the achievement, and so no vote on it (DEM-01): lead, applicant,
/// contributors.
std::vector<Id<Person>> stakeholders(const CaseFile& file);

/// Whoever has a stake in the case: those of its achievements, the implementers, those in a
/// distribution plan that may yet govern, and who declared an interest in the transferee.
std::vector<Id<Person>> stakeholders(const TransferFile& file);

/// RGT-03, RGT-06, INC-10: the consent is about this case: its scope names the case, or names none
/// and it was given since the case was opened; and it was given by the day judged.
bool is_about_case(const Question& q, const CaseFile& file, const Consent& consent);

/// What a contract is priced at: the invested value, else its total (CTR-05).
const Money& worth_of(const ContractAmounts& amounts, const std::optional<Investment>& investment);

/// That the price came about otherwise than the implementation plan provides (CTR-05); nothing when
/// it did not, or there is no price or plan.
std::optional<Text> find_other_pricing(const TransferCase& c);

/// The price is agreed with somebody, or nothing else is planned yet.
bool is_by_agreement(const TransferCase& c);

/// A contract of the case was signed by that day.
bool has_contract_by(const TransferFile& file, const Date& day);

/// What was evaluated or reported before there was a contract says nothing of a transfer; nor does
/// the report of a year that was over before (EVL-01, RPT-01; house default).
bool is_of_transfer(const TransferFile& file, const Evaluation& evaluation);
bool is_of_transfer(const TransferFile& file, const TransferReport& report);

/// An annual report of a year that was over: one of the running year is not complete (RPT-01).
bool is_whole(const TransferReport& report);

/// The years with a contract, a receipt or a dividend or sale of shares that stand in no whole
/// annual report, earliest first (RPT-01).
std::vector<int> years_to_report(const TransferFile& file);

/// By when the annual report of a year is to be submitted: house default, no legal source (RPT-01).
Date last_day_to_report(int year);

/// "I-7（示例公司）".
Text describe_institution(const Institution& institution);

}  // namespace kezhuan
