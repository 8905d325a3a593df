#include "policy/transfer_facts.hpp"

#include <algorithm>

#include "kezhuan/acts/acts.hpp"
#include "policy/facts.hpp"

namespace kezhuan {

const SignContract* signs(const Question& q) {
  return q.transfer == nullptr ? nullptr : q.act_as<SignContract>();
}

Question about_record_of(const Question& q, const CaseFile& file) {
  return {q.around, q.after, q.after, q.on, nullptr, nullptr, &file, nullptr};
}

std::vector<const CaseFile*> subject_files(const Question& q) {
  std::vector<const CaseFile*> files;
  if (q.transfer == nullptr) return files;
  const auto* act = signs(q);
  for (const auto& file : q.transfer->achievements) {
    const auto is_it = [&](const ContractSubject& subject) {
      return subject.achievement.target() == file.achievement->id;
    };
    if (act != nullptr && !act->subjects.empty() &&
        std::none_of(act->subjects.begin(), act->subjects.end(), is_it)) {
      continue;
    }
    files.push_back(&file);
  }
  return files;
}

const Institution* find_transferee(const Question& q) {
  const auto& c = *q.transfer->transfer;
  const auto* pricing = c.current_pricing();
  if (pricing != nullptr && pricing->method != PricingMethod::agreement && pricing->buyer) {
    return &q.after.get(*pricing->buyer);
  }
  const auto* negotiation = c.negotiation();
  if (negotiation == nullptr || !negotiation->transferee) return nullptr;
  return &q.after.get(*negotiation->transferee);
}

const Institution* find_other_party(const Question& q) {
  const auto* act = signs(q);
  if (act != nullptr && act->transferee.is_resolved()) return &q.after.get(act->transferee);
  return find_transferee(q);
}

std::string place_of_case(const Question& q) {
  if (q.is_about_record()) return {};
  if (q.act_as<AwardEquity>() != nullptr) return "/contract";
  return "/transfer_case";
}

bool has_evidence(const TransferFile& file, EvidenceKind kind) {
  const auto is_it = [&](const Evidence* evidence) { return evidence->evidence == kind; };
  return std::any_of(file.evidence.begin(), file.evidence.end(), is_it) ||
         std::any_of(file.achievements.begin(), file.achievements.end(),
                     [&](const CaseFile& each) { return has_evidence(each, kind); });
}

const Money& worth_of(const ContractAmounts& amounts, const std::optional<Investment>& investment) {
  return investment ? investment->invested_value : amounts.total;
}

Text describe_institution(const Institution& institution) {
  return {institution.number + "（" + institution.name + "）",
          institution.number + " (" + institution.name + ")"};
}

}  // namespace kezhuan
