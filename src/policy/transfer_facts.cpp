#include "policy/transfer_facts.hpp"

#include <algorithm>

#include "core/scan.hpp"
#include "kezhuan/acts/acts.hpp"
#include "policy/facts.hpp"

namespace kezhuan {

namespace {

bool is_part_of_number(char c) {
  return is_digit(c) || ('a' <= ascii_lower(c) && ascii_lower(c) <= 'z') || c == '-' || c == '_';
}

/// The number stands in the text by itself, not as a part of a longer one.
bool names(const std::string& text, const std::string& number) {
  for (auto at = text.find(number); at != std::string::npos; at = text.find(number, at + 1)) {
    const auto end = at + number.size();
    const bool is_whole = (at == 0 || !is_part_of_number(text[at - 1])) &&
                          (end == text.size() || !is_part_of_number(text[end]));
    if (is_whole) return true;
  }
  return false;
}

/// The achievements under the contract an act signs or amends; nullptr for any other act.
const std::vector<ContractSubject>* find_subjects(const Question& q) {
  if (const auto* act = signs(q)) return &act->subjects;
  if (const auto* amendment = q.act_as<AmendContract>()) {
    return &q.after.get(amendment->contract).subjects;
  }
  return nullptr;
}

}  // namespace

const SignContract* signs(const Question& q) {
  return q.transfer == nullptr ? nullptr : q.act_as<SignContract>();
}

bool is_barred(const Surroundings& around, const TransferFile& file, const Date& on) {
  return std::any_of(file.achievements.begin(), file.achievements.end(),
                     [&](const CaseFile& each) { return is_barred(around, each, on); });
}

std::optional<Id<TransferCase>> find_case(const State& state, Kind kind, const AnyRef& ref) {
  if (!ref.is_resolved()) return std::nullopt;
  switch (kind) {
    case Kind::transfer_case: return Id<TransferCase>(ref.id);
    case Kind::contract: return state.get(Id<Contract>(ref.id)).transfer_case;
    case Kind::receipt: return state.get(Id<Receipt>(ref.id)).transfer_case;
    case Kind::plan: return state.get(Id<DistributionPlan>(ref.id)).transfer_case;
    case Kind::notice: return state.get(Id<Notice>(ref.id)).transfer_case;
    default: return std::nullopt;
  }
}

bool is_being_signed(const Question& q, const Id<Contract>& id) {
  return q.outcome != nullptr && q.outcome->id == id.uuid();
}

Question about_record_of(const Question& q, const CaseFile& file) {
  return {q.around, q.after, q.after, q.on, nullptr, nullptr, &file, nullptr};
}

std::vector<const CaseFile*> subject_files(const Question& q) {
  std::vector<const CaseFile*> files;
  if (q.transfer == nullptr) return files;
  const auto* subjects = find_subjects(q);
  for (const auto& file : q.transfer->achievements) {
    const auto is_it = [&](const ContractSubject& subject) {
      return subject.achievement.target() == file.achievement->id;
    };
    if (subjects != nullptr && !subjects->empty() &&
        std::none_of(subjects->begin(), subjects->end(), is_it)) {
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

bool are_with(const Negotiation& talks, const Institution& party) {
  return talks.transferee && talks.transferee->target() == party.id;
}

std::vector<Id<Person>> taking_part(const TransferFile& file) {
  std::vector<Id<Person>> people;
  const auto add = [&](const Id<Person>& person) {
    if (std::find(people.begin(), people.end(), person) == people.end()) people.push_back(person);
  };
  for (const auto& achievement : file.achievements) {
    if (achievement.application == nullptr) continue;
    for (const auto& contributor : achievement.application->content.contributors) {
      add(contributor.person.target());
    }
  }
  if (const auto* plan = file.transfer->implementation_plan()) {
    for (const auto& implementer : plan->implementers) add(implementer.person.target());
  }
  return people;
}

std::vector<std::string> undeclared(const State& state, const TransferFile& file,
                                    const Negotiation& talks) {
  const auto& said = talks.declarations;
  std::vector<std::string> silent;
  for (const auto& person : taking_part(file)) {
    const auto is_it = [&](const InterestDeclaration& d) { return d.person.target() == person; };
    if (std::none_of(said.begin(), said.end(), is_it)) silent.push_back(state.get(person).number);
  }
  return silent;
}

ContractSubKind usual_sub_kind(ContractType type) {
  switch (type) {
    case ContractType::assignment: return ContractSubKind::know_how_assignment;
    case ContractType::licence: return ContractSubKind::know_how_licence;
    case ContractType::development: return ContractSubKind::commissioned_development;
    case ContractType::service: return ContractSubKind::technical_service;
    case ContractType::consulting: return ContractSubKind::technical_consulting;
  }
  return ContractSubKind::know_how_licence;
}

const Notice* find_sending_back(const State& state, const std::vector<Id<Notice>>& notices) {
  if (notices.empty()) return nullptr;
  if (state.get(notices.back()).state != NoticeState::voided) return nullptr;
  const auto is_upheld = [](const Objection& objection) {
    return objection.answer == ObjectionAnswer::upheld_content;
  };
  for (auto id = notices.rbegin(); id != notices.rend(); ++id) {  // others were voided along
    const auto& notice = state.get(*id);
    const auto& all = notice.objections;
    if (std::any_of(all.begin(), all.end(), is_upheld)) return &notice;
  }
  return nullptr;
}

const Notice* find_sending_back(const State& state, const Edition& edition) {
  const auto is_closed = [&](const Id<Notice>& id) {
    return state.get(id).state == NoticeState::closed;
  };
  for (const auto* one = &edition; one != nullptr; one = state.find(one->previous)) {
    if (std::any_of(one->notices.begin(), one->notices.end(), is_closed)) return nullptr;
    if (const auto* by = find_sending_back(state, one->notices)) return by;
    if (one->has_changes()) return nullptr;
  }
  return nullptr;
}

Text describe_objection_upheld(const Notice& notice) {
  std::string which;
  for (const auto& objection : notice.objections) {
    if (objection.answer != ObjectionAnswer::upheld_content) continue;
    which += (which.empty() ? "" : ", ") + std::to_string(objection.index);
  }
  return {
      "公示 " + notice.number + " 的第 " + which + " 号异议成立，内容须变更",
      "objection " + which + " to notice " + notice.number + " was upheld and changes the content"};
}

std::string place_of_case(const Question& q) {
  if (q.is_about_record()) return {};
  std::string place = "/transfer_case";
  bool is_found = false;
  q.act->read_refs([&](Kind kind, const AnyRef& ref, const Place& at) {
    if (is_found || q.transfer == nullptr ||
        find_case(q.after, kind, ref) != q.transfer->transfer->id) {
      return;
    }
    place = at.to_text();
    is_found = true;
  });
  return place;
}

bool has_evidence(const TransferFile& file, EvidenceKind kind) {
  const auto is_it = [&](const Evidence* evidence) { return evidence->evidence == kind; };
  return std::any_of(file.evidence.begin(), file.evidence.end(), is_it) ||
         std::any_of(file.achievements.begin(), file.achievements.end(),
                     [&](const CaseFile& each) { return has_evidence(each, kind); });
}

bool has_paper(const State& state, const TransferFile& file, EvidenceKind kind) {
  if (has_evidence(file, kind)) return true;
  const auto names_it = [&](const auto& given) {
    return given.evidence && state.get(*given.evidence).evidence == kind;
  };
  const auto& approvals = file.transfer->approvals;
  if (std::any_of(approvals.begin(), approvals.end(), names_it)) return true;
  return std::any_of(file.achievements.begin(), file.achievements.end(), [&](const CaseFile& each) {
    const auto& consents = each.achievement->consents;
    return std::any_of(consents.begin(), consents.end(), names_it);
  });
}

bool has_co_owner(const CaseFile& file, const Institution& own) {
  const auto& shares = file.achievement->co_owners;
  const bool institutions = std::any_of(
      shares.begin(), shares.end(),
      [&](const InstitutionShare& share) { return share.institution.target() != own.id; });
  const auto* agreement = file.agreement_in_force;
  return institutions || (agreement != nullptr && agreement->terms.has_person_owner());
}

bool is_co_owned(const TransferFile& file) {
  return std::any_of(file.achievements.begin(), file.achievements.end(),
                     [&](const CaseFile& each) { return has_co_owner(each, *file.own); });
}

std::size_t tier_of(const Policy& policy, const std::optional<Money>& amount) {
  const auto& bounds = policy.get_list("approval.tier_bounds");
  const auto& inclusive = policy.get_list("approval.tier_bounds_inclusive");
  const auto top = policy.get_list("approval.tier_bodies").size() - 1;
  if (!amount || !amount->currency().is_cny()) return top;
  std::size_t tier = 0;
  for (; tier < bounds.size() && tier < top; ++tier) {
    const auto bound = Money::parse(bounds[tier]);
    const bool takes_bound = tier < inclusive.size() && inclusive[tier] == "true";
    if (*amount < bound || (takes_bound && *amount == bound)) break;
  }
  return tier;
}

std::vector<Id<Person>> stakeholders(const CaseFile& file) {
  std::vector<Id<Person>> people{file.achievement->lead};
  if (file.application == nullptr) return people;
  people.push_back(file.application->applicant);
  for (const auto& contributor : file.application->content.contributors) {
    people.push_back(contributor.person.target());
  }
  return people;
}

std::vector<Id<Person>> stakeholders(const TransferFile& file) {
  std::vector<Id<Person>> people;
  for (const auto& achievement : file.achievements) {
    const auto some = stakeholders(achievement);
    people.insert(people.end(), some.begin(), some.end());
  }
  if (const auto* plan = file.transfer->implementation_plan()) {
    for (const auto& one : plan->implementers) people.push_back(one.person.target());
  }
  for (const auto* plan : file.plans) {
    if (plan->state == PlanState::rejected || plan->state == PlanState::superseded) continue;
    for (const auto& line : plan->lines) people.push_back(line.person.target());
  }
  for (const auto* contract : file.contracts) {
    if (contract->holder) people.push_back(contract->holder->target());
  }
  if (!file.transfer->negotiations.empty()) {  // the last, be it over
    for (const auto& one : file.transfer->negotiations.back().declarations) {
      if (one.has_interest) people.push_back(one.person.target());
    }
  }
  return people;
}

bool is_about_case(const Question& q, const CaseFile& file, const Consent& consent) {
  const auto& c = *q.transfer->transfer;
  if (q.on < consent.given_on) return false;
  if (names(consent.scope, c.number)) return true;
  if (consent.given_on < c.opened_on) return false;
  return std::none_of(file.achievement->cases.begin(), file.achievement->cases.end(),
                      [&](const Id<TransferCase>& id) {
                        return id != c.id && names(consent.scope, q.after.get(id).number);
                      });
}

const Money& worth_of(const ContractAmounts& amounts, const std::optional<Investment>& investment) {
  return investment ? investment->invested_value : amounts.total;
}

std::optional<Text> find_other_pricing(const TransferCase& c) {
  const auto* plan = c.implementation_plan();
  const auto* pricing = c.current_pricing();
  if (plan == nullptr || pricing == nullptr || plan->pricing == pricing->method) {
    return std::nullopt;
  }
  const auto planned = name_of(plan->pricing).text();
  const auto done = name_of(pricing->method).text();
  return Text{
      "实施方案定的是" + planned.zh + "，实际为" + done.zh + "。",
      "The implementation plan provides for " + planned.en + ", it was done by " + done.en + "."};
}

bool is_by_agreement(const TransferCase& c) {
  if (const auto* price = c.current_pricing()) return price->method == PricingMethod::agreement;
  const auto* plan = c.implementation_plan();
  return plan == nullptr || plan->pricing == PricingMethod::agreement;
}

bool has_contract_by(const TransferFile& file, const Date& day) {
  return std::any_of(file.contracts.begin(), file.contracts.end(),
                     [&](const Contract* one) { return one->signed_on <= day; });
}

bool is_of_transfer(const TransferFile& file, const Evaluation& evaluation) {
  return file.transfer->opened_on <= evaluation.until &&
         has_contract_by(file, evaluation.issued_on);
}

bool is_of_transfer(const TransferFile& file, const TransferReport& report) {
  if (report.report == ReportKind::real_time) return has_contract_by(file, report.submitted_on);
  const Date year_end(static_cast<int>(report.year), 12, 31);
  return has_contract_by(file, std::min(report.submitted_on, year_end));
}

bool is_whole(const TransferReport& report) {
  return report.report == ReportKind::annual && report.submitted_on.year() > report.year;
}

std::vector<int> years_to_report(const TransferFile& file) {
  std::vector<int> years;
  for (const auto* contract : file.contracts) years.push_back(contract->signed_on.year());
  for (const auto* receipt : file.receipts) years.push_back(receipt->received_on.year());
  for (const auto& event : file.transfer->equity_events) years.push_back(event.on.year());
  std::sort(years.begin(), years.end());
  years.erase(std::unique(years.begin(), years.end()), years.end());
  std::erase_if(years, [&](int year) {
    return std::any_of(file.reports.begin(), file.reports.end(), [&](const TransferReport* report) {
      return is_whole(*report) && report->year == year;
    });
  });
  return years;
}

Date last_day_to_report(int year) { return {year + 1, 3, 31}; }

Text describe_institution(const Institution& institution) {
  return {institution.number + "（" + institution.name + "）",
          institution.number + " (" + institution.name + ")"};
}

}  // namespace kezhuan
