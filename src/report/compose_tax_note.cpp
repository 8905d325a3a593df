#include <algorithm>
#include <utility>

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
  /// The cash reward that is due by then; 0 when more was paid.
  Money due() const {
    auto due = Money::of_minor(0, currency_of(state_, case_));
    const auto zero = due;
    const auto standing = standing_by_then();
    for (const auto& id : case_.receipts) due += reward_of(standing, id);
    for (const auto* payment : payments_by_then()) {
      for (const auto& line : payment->lines) {
        if (is_theirs(line)) due -= line.amount;
      }
    }
    return std::max(zero, due);
  }

  /// What was booked later is not known on that day.
  StandingLines standing_by_then() const {
    StandingLines standing;
    for (const auto& id : case_.bookings) {
      const auto& booking = state_.get(id);
      if (booking.booked_on <= on_) standing.take(booking);
    }
    return standing;
  }

  Money reward_of(const StandingLines& standing, const Id<Receipt>& receipt) const {
    auto reward = Money::of_minor(0, currency_of(state_, case_));
    if (state_.get(receipt).received_on > on_) return reward;
    for (const auto& line : standing.of(receipt)) {
      if (line.kind == LineKind::reward && line.person == person_) reward += line.amount;
    }
    return reward;
  }

  bool is_theirs(const PaymentLine& line) const {
    return line.kind == LineKind::reward && line.person && line.person->target() == person_;
  }

  /// By day; old ones may be on record after later ones.
  std::vector<const Payment*> payments_by_then() const {
    std::vector<const Payment*> payments;
    for (const auto& id : case_.payments) {
      const auto& payment = state_.get(id);
      if (payment.paid_on <= on_) payments.push_back(&payment);
    }
    std::stable_sort(payments.begin(), payments.end(),
                     [](const auto* a, const auto* b) { return a->paid_on < b->paid_on; });
    return payments;
  }

  /// What a payment paid of the reward, less what was recovered since.
  struct Paid {
    const Payment* payment;
    Money left;
  };

  std::vector<Paid> paid_so_far() const {
    std::vector<Paid> paid;
    const auto take_back = [&](Money amount) {
      while (amount.is_positive() && !paid.empty()) {
        const auto part = std::min(amount, paid.back().left);
        paid.back().left -= part;
        amount -= part;
        if (paid.back().left.is_zero()) paid.pop_back();
      }
    };
    for (const auto* payment : payments_by_then()) {
      for (const auto& line : payment->lines) {
        if (!is_theirs(line)) continue;
        if (line.amount.is_negative()) {
          take_back(-line.amount);
        } else {
          paid.push_back({payment, line.amount});
        }
      }
    }
    return paid;
  }

  /// Their reward by receipt, the oldest first; only those that gave some.
  std::vector<std::pair<const Receipt*, Money>> rewards() const {
    const auto standing = standing_by_then();
    std::vector<std::pair<const Receipt*, Money>> rewards;
    for (const auto& id : case_.receipts) {
      const auto reward = reward_of(standing, id);
      if (reward.is_positive()) rewards.emplace_back(&state_.get(id), reward);
    }
    std::stable_sort(rewards.begin(), rewards.end(), [](const auto& a, const auto& b) {
      return a.first->received_on < b.first->received_on;
    });
    return rewards;
  }

  std::vector<TaxReceipt> receipts(InstitutionNature nature) const {
    std::vector<TaxReceipt> parts;
    const auto paid = paid_so_far();
    auto next = paid.begin();
    auto left = paid.empty() ? Money() : next->left;
    for (auto [receipt, open] : rewards()) {
      while (next != paid.end() && open.is_positive()) {
        const auto part = std::min(open, left);
        parts.push_back(of_receipt(*receipt, part, next->payment, nature));
        open -= part;
        left -= part;
        if (left.is_zero() && ++next != paid.end()) left = next->left;
      }
      if (open.is_positive()) parts.push_back(of_receipt(*receipt, open, nullptr, nature));
    }
    return parts;
  }

  TaxReceipt of_receipt(const Receipt& receipt, const Money& amount, const Payment* payment,
                        InstitutionNature nature) const {
    const auto& contract = state_.get(receipt.contract);
    TaxReceipt part{receipt.number,
                    receipt.received_on,
                    relief_ends(policy_, receipt.received_on),
                    amount,
                    {},
                    on_,
                    {}};
    if (payment != nullptr) {
      part.payment = payment->number;
      part.paid_on = payment->paid_on;
    }
    ReliefFacts facts;
    facts.nature = nature;
    facts.results = results_of(contract);
    facts.registered =
        contract.registration && contract.registration->registered_on <= part.paid_on;
    const auto notices = notices_of(state_.get(receipt.plan.value()), part.paid_on);
    facts.publicised = !notices.empty();
    facts.registered_first =
        notices.empty() || std::any_of(notices.begin(), notices.end(), [&](const Notice* notice) {
          return facts.registered && contract.registration->registered_on <= notice->first_day;
        });
    facts.received_on = receipt.received_on;
    facts.paid_on = part.paid_on;
    part.relief = judge_relief(policy_, facts);
    return part;
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

  /// Notices of the plan that were long enough and over by a day of payment.
  std::vector<const Notice*> notices_of(const DistributionPlan& plan, const Date& paid_on) const {
    const auto days = policy_.get_number("tax.cash_reward_notice_days");
    std::vector<const Notice*> notices;
    for (const auto& id : plan.notices) {
      const auto& notice = state_.get(id);
      if (notice.unit == DayUnit::working && notice.days >= days && notice.last_day < paid_on &&
          notice.state == NoticeState::closed) {
        notices.push_back(&notice);
      }
    }
    return notices;
  }

  bool has_equity() const {
    return std::any_of(case_.equity.begin(), case_.equity.end(), [&](const EquityAward& award) {
      return award.decided_on <= on_ &&
             std::any_of(award.people.begin(), award.people.end(), [&](const EquityLine& line) {
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
