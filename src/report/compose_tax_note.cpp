#include <algorithm>

#include "kezhuan/core/error.hpp"
#include "kezhuan/registry/registry.hpp"
#include "report/booked.hpp"
#include "report/tax_note.hpp"

namespace kezhuan {

namespace {

constexpr auto cash_rules = {"TAX-01", "TAX-02", "TAX-03", "TAX-04", "TAX-12"};
constexpr auto estimate_rules = {"TAX-10", "TAX-11"};
constexpr const char* equity_rule = "TAX-05";

class TaxNoteComposer {
 public:
  TaxNoteComposer(const MoneySources& sources, const Policy& policy, const TransferCase& c,
                  const Id<Person>& person, const Date& on)
      : sources_(sources),
        state_(sources.state),
        policy_(policy),
        case_(c),
        person_(person),
        on_(on) {}

  TaxNote compose(const TaxQuestion& question) const {
    TaxNote note;
    const auto& own = state_.get(state_.settings().institution);
    note.institution = own.name;
    note.transfer_case = case_.number;
    note.person = MoneyParts(sources_, {}, false).party(person_);
    note.on = on_;
    note.policy = {policy_.id(), policy_.version(), policy_.hash()};
    note.reward = question.reward.value_or(due());
    if (question.reward) check_reward(note.reward);
    note.receipts = receipts(own.nature);
    note.has_equity = has_equity();
    if (question.year) note.estimate = estimate_reward_tax(policy_, *question.year, note.reward);
    add_rules(note);
    return note;
  }

 private:
  /// The cash reward that is due; 0 when more was paid.
  Money due() const {
    auto due = Money::of_minor(0, currency_of(state_, case_));
    for (const auto& balance : case_.balances) {
      if (balance.kind == LineKind::reward && balance.person == person_) due = balance.due();
    }
    return due.is_negative() ? Money::of_minor(0, due.currency()) : due;
  }

  std::vector<TaxReceipt> receipts(InstitutionNature nature) const {
    const auto standing = standing_lines(state_, case_);
    std::vector<TaxReceipt> receipts;
    for (const auto& id : case_.receipts) {
      const auto& lines = standing.of(id);
      const bool is_rewarded = std::any_of(lines.begin(), lines.end(), [&](const auto& line) {
        return line.kind == LineKind::reward && line.person == person_;
      });
      if (is_rewarded) receipts.push_back(of_receipt(state_.get(id), nature));
    }
    return receipts;
  }

  TaxReceipt of_receipt(const Receipt& receipt, InstitutionNature nature) const {
    const auto& contract = state_.get(receipt.contract);
    ReliefFacts facts;
    facts.nature = nature;
    facts.results = results_of(contract);
    facts.registered = contract.registration.has_value();
    facts.publicised = is_publicised(state_.get(receipt.plan.value()));
    facts.received_on = receipt.received_on;
    facts.paid_on = on_;
    return {receipt.number, receipt.received_on, relief_ends(policy_, receipt.received_on),
            judge_relief(policy_, facts)};
  }

  /// What the achievements under the contract are registered as, when it was signed.
  std::vector<CertificateKind> results_of(const Contract& contract) const {
    std::vector<CertificateKind> results;
    for (const auto& subject : contract.subjects) {
      for (const auto& id : state_.get(subject.achievement).certificates) {
        const auto& certificate = state_.get(id);
        if (certificate.is_valid_on(contract.signed_on)) {
          results.push_back(certificate.certificate);
        }
      }
    }
    return results;
  }

  /// A notice of the plan, long enough and over.
  bool is_publicised(const DistributionPlan& plan) const {
    const auto days = policy_.get_number("tax.cash_reward_notice_days");
    return std::any_of(plan.notices.begin(), plan.notices.end(), [&](const Id<Notice>& id) {
      const auto& notice = state_.get(id);
      return notice.unit == DayUnit::working && notice.days >= days && notice.last_day < on_ &&
             notice.state == NoticeState::closed;
    });
  }

  bool has_equity() const {
    return std::any_of(case_.equity.begin(), case_.equity.end(), [&](const EquityAward& award) {
      return std::any_of(award.people.begin(), award.people.end(), [&](const EquityLine& line) {
        return line.person == person_ && line.shares > 0;
      });
    });
  }

  void add_rules(TaxNote& note) const {
    const auto add = [&](const char* id) {
      const auto& rule = policy_.get_rule(id);
      TaxRule shown{rule.id, rule.title, rule.says, {}};
      for (const auto& source : rule.sources) shown.sources.push_back(policy_.cite(source));
      note.rules.push_back(std::move(shown));
    };
    for (const auto* id : cash_rules) add(id);
    if (note.has_equity) add(equity_rule);
    if (!note.estimate) return;
    for (const auto* id : estimate_rules) add(id);
  }

  const MoneySources& sources_;
  const State& state_;
  const Policy& policy_;
  const TransferCase& case_;
  Id<Person> person_;
  Date on_;
};

}  // namespace

TaxNote compose_tax_note(const MoneySources& sources, const Policy& policy,
                         const Id<TransferCase>& transfer, const Id<Person>& person,
                         const TaxQuestion& question) {
  const auto& c = sources.state.get(transfer);
  require_concerned(sources.state, c, person);
  return TaxNoteComposer(sources, policy, c, person, question.on.value()).compose(question);
}

}  // namespace kezhuan
