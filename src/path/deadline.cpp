#include "kezhuan/path/deadline.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "acts/booked_money.hpp"
#include "acts/created.hpp"
#include "kezhuan/core/write.hpp"
#include "path/case_money.hpp"
#include "policy/income_facts.hpp"
#include "policy/transfer_facts.hpp"

namespace kezhuan {

namespace {

using Hands = std::vector<std::string>;

/// 浙江 2021 art. 40: within this many months of the receipt, unless agreed otherwise.
constexpr int reward_months = 6;

class People {
 public:
  explicit People(const State& state) : state_(state) {}

  People& add(const Id<Person>& id) {
    numbers_.push_back(state_.get(id).number);
    return *this;
  }
  People& add(const std::optional<Ref<Person>>& ref) { return ref ? add(ref->target()) : *this; }
  /// Who leads it and whom its present application names.
  People& add_team(const Achievement& achievement) {
    add(achievement.lead);
    if (const auto* application = state_.find(achievement.application)) {
      for (const auto& one : application->content.contributors) add(one.person.target());
    }
    return *this;
  }

  std::vector<std::string> take() {
    std::sort(numbers_.begin(), numbers_.end());
    numbers_.erase(std::unique(numbers_.begin(), numbers_.end()), numbers_.end());
    return std::move(numbers_);
  }

 private:
  const State& state_;
  std::vector<std::string> numbers_;
};

/// What is due of an achievement by itself.
class AchievementDues {
 public:
  AchievementDues(const State& state, const Achievement& achievement)
      : state_(state), achievement_(achievement) {}

  std::vector<Deadline> take() {
    for (const auto& id : achievement_.certificates) of_certificate(state_.get(id));
    for (const auto& id : achievement_.grants) of_grant(state_.get(id));
    for (const auto& id : achievement_.prior_rights) of_prior_right(state_.get(id));
    if (found_.empty()) return {};
    const auto people = People(state_).add_team(achievement_).take();
    for (auto& deadline : found_) deadline.people = people;
    return std::move(found_);
  }

 private:
  void add(DeadlineKind what, std::int64_t link, const Date& due_on, const std::string& subject,
           Text text, Hands who, const char* rule, Firmness firmness) {
    Deadline deadline;
    deadline.link = link;
    deadline.what = what;
    deadline.text = std::move(text);
    deadline.due_on = due_on;
    deadline.subject = subject;
    deadline.who = std::move(who);
    deadline.rule = rule;
    deadline.firmness = firmness;
    found_.push_back(std::move(deadline));
  }

  /// By a later one of the same kind: then it is not due any more.
  bool is_replaced(const Certificate& certificate) const {
    const auto& all = achievement_.certificates;
    return std::any_of(all.begin(), all.end(), [&](const Id<Certificate>& id) {
      const auto& other = state_.get(id);
      const bool lasts =
          !other.cancelled_on && (!other.expires || *other.expires > *certificate.expires);
      return lasts && other.certificate == certificate.certificate &&
             std::all_of(certificate.covers.begin(), certificate.covers.end(),
                         [&](const std::string& key) {
                           return std::find(other.covers.begin(), other.covers.end(), key) !=
                                  other.covers.end();
                         });
    });
  }

  void of_certificate(const Certificate& certificate) {
    if (!certificate.expires || certificate.cancelled_on || is_replaced(certificate)) return;
    const auto name = name_of(certificate.certificate);
    add(DeadlineKind::certificate_expiry, 1, *certificate.expires, certificate.number,
        {"成果 " + achievement_.number + " 的" + std::string(name.zh) + " " + certificate.number +
             " 到期，须续展或另行登记",
         std::string(name.en) + " " + certificate.number + " of achievement " +
             achievement_.number + " expires; renew it or register anew"},
        {"contributor", "office"}, "DLV-05", Firmness::house);
  }

  void of_grant(const UseGrant& grant) {
    if (!grant.until || grant.end_reason) return;
    const auto& source = state_.get(grant.source).number;
    add(DeadlineKind::grant_end, 1, *grant.until, grant.number,
        {"成果 " + achievement_.number + " 使用数据来源 " + source + " 的许可 " + grant.number +
             " 到期，继续使用须另行许可",
         "grant " + grant.number + " to use source " + source + " for achievement " +
             achievement_.number + " ends; using it further takes another grant"},
        {"contributor", "office"}, "", Firmness::seen);
  }

  void of_prior_right(const PriorRight& right) {
    if (!right.until || right.settled_on) return;
    const auto name = name_of(right.right);
    const auto& holder = state_.get(right.holder).name;
    add(DeadlineKind::prior_right_end, 3, *right.until, right.number,
        {holder + " 对成果 " + achievement_.number + " 的" + std::string(name.zh) +
             "到期，次日起不再妨碍签约",
         "the right of " + std::string(name.en) + " of " + holder + " over achievement " +
             achievement_.number + " ends; from the day after it hinders no contract"},
        {"office"}, "RGT-07", Firmness::seen);
  }

  const State& state_;
  const Achievement& achievement_;
  std::vector<Deadline> found_;
};

/// Objections to an open notice that nobody answered yet.
std::vector<Deadline> objections_of(const Notice& notice, std::int64_t link) {
  std::vector<Deadline> found;
  if (notice.state != NoticeState::open) return found;
  for (const auto& objection : notice.objections) {
    if (objection.answer) continue;
    const auto index = std::to_string(objection.index);
    Deadline deadline;
    deadline.link = link;
    deadline.what = DeadlineKind::objection_answer;
    deadline.text = {
        "公示 " + notice.number + " 的第 " + index + " 条异议须在届满前答复，否则不能结束公示",
        "objection " + index + " to notice " + notice.number +
            " is to be answered before the notice can be closed"};
    deadline.due_on = std::max(notice.last_day, objection.raised_on);
    deadline.subject = notice.number;
    deadline.index = objection.index;
    deadline.who = {"office"};
    deadline.rule = "PTH-05";
    deadline.firmness = Firmness::house;
    found.push_back(std::move(deadline));
  }
  return found;
}

class Dues {
 public:
  Dues(const Surroundings& around, const State& state, const TransferFile& file)
      : around_(around), state_(state), file_(file) {}

  std::vector<Deadline> take() {
    if (file_.transfer->state == CaseState::terminated) return take_of_money();
    notices();
    for (const auto* contract : file_.contracts) {
      payments_of(*contract);
      licence_of(*contract);
    }
    for (const auto& file : file_.achievements) {
      append(AchievementDues(state_, *file.achievement).take(), {});
    }
    rewards();
    co_owners();
    overpayments();
    implementation();
    annual_reports();
    sort_deadlines(found_);
    return std::move(found_);
  }

 private:
  /// A terminated case goes on with its money alone, while there is any to settle (PTH-03).
  std::vector<Deadline> take_of_money() {
    if (!has_money_to_settle(state_, file_, around_.today)) return {};
    for (const auto* notice : file_.plan_notices) notice_of(*notice, 6, "INC-05");
    for (const auto* contract : file_.contracts) payments_of(*contract);
    rewards();
    co_owners();
    overpayments();
    annual_reports();
    sort_deadlines(found_);
    return std::move(found_);
  }

  Deadline& add(DeadlineKind what, std::int64_t link, const Date& due_on, std::string subject,
                Text text, Hands who, People people, std::string rule, Firmness firmness) {
    Deadline deadline;
    deadline.case_number = file_.transfer->number;
    deadline.people = people.add(file_.transfer->officer).take();
    deadline.link = link;
    deadline.what = what;
    deadline.text = std::move(text);
    deadline.due_on = due_on;
    deadline.subject = std::move(subject);
    deadline.who = std::move(who);
    deadline.rule = std::move(rule);
    deadline.firmness = firmness;
    found_.push_back(std::move(deadline));
    return found_.back();
  }

  /// As deadlines of the case; whoever runs it and `also` are concerned too.
  void append(std::vector<Deadline> more, const std::vector<std::string>& also) {
    for (auto& deadline : more) {
      deadline.case_number = file_.transfer->number;
      auto& people = deadline.people;
      if (const auto& officer = file_.transfer->officer) {
        people.push_back(state_.get(*officer).number);
      }
      people.insert(people.end(), also.begin(), also.end());
      std::sort(people.begin(), people.end());
      people.erase(std::unique(people.begin(), people.end()), people.end());
      found_.push_back(std::move(deadline));
    }
  }

  /// Who leads the achievements of the case.
  People leads() const {
    People people(state_);
    for (const auto& file : file_.achievements) people.add(file.achievement->lead);
    return people;
  }

  void notices() {
    for (const auto* notice : file_.implementation_notices) notice_of(*notice, 4, "PTH-06");
    for (const auto* notice : file_.price_notices) notice_of(*notice, 5, "CTR-05");
    for (const auto* notice : file_.void_price_notices) notice_of(*notice, 5, "CTR-05");
    for (const auto* notice : file_.plan_notices) notice_of(*notice, 6, "INC-05");
  }

  void notice_of(const Notice& notice, std::int64_t link, const char* rule) {
    if (notice.state != NoticeState::open) return;
    const auto about = name_of(notice.about);
    add(DeadlineKind::notice_end, link, notice.last_day, notice.number,
        {std::string(about.zh) + "公示 " + notice.number + " 届满，次日起可结束",
         "notice " + notice.number + " (" + std::string(about.en) +
             ") ends; it may be closed from the day after"},
        {"office"}, leads(), rule, Firmness::seen);
    append(objections_of(notice, link), leads().take());
  }

  void payments_of(const Contract& contract) {
    for (const auto& due : expected_dues(state_, contract)) {
      if (!due.due_on) continue;
      const auto index = std::to_string(due.index);
      const auto left = (due.amount - due.received).to_text();
      add(DeadlineKind::payment_due, 6, *due.due_on, contract.number,
          {"合同 " + contract.number + " 第 " + index + " 笔款项（" + due.what + "）应到账 " + left,
           "payment " + index + " of contract " + contract.number + " (" + due.what + "): " + left +
               " to be received"},
          {"office"}, leads().add(contract.holder), "CTR-04", Firmness::seen)
          .index = due.index;
    }
  }

  void licence_of(const Contract& contract) {
    if (!contract.grant || !contract.grant->until || contract.ended_on) return;
    add(DeadlineKind::licence_end, 5, *contract.grant->until, contract.number,
        {"合同 " + contract.number + " 的许可期满：续期（contract.amend）或终止（contract.end）",
         "the licence of contract " + contract.number +
             " ends: prolong it (contract.amend) or end it (contract.end)"},
        {"office"}, leads().add(contract.holder), "CTR-03", Firmness::seen);
  }

  Money reward_of(const Receipt& receipt) const {
    auto reward = Money::of_minor(0, receipt.amount.currency());
    for (const auto& id : file_.transfer->bookings) {
      for (const auto& line : state_.get(id).lines) {
        if (line.receipt == receipt.id && line.kind == LineKind::reward) reward += line.amount;
      }
    }
    return reward;
  }

  /// Whom the receipt rewards; before it is divided, whoever leads.
  People rewarded(const Receipt& receipt) const {
    People people(state_);
    bool is_divided = false;
    for (const auto& id : file_.transfer->bookings) {
      for (const auto& line : state_.get(id).lines) {
        if (line.receipt != receipt.id || line.kind != LineKind::reward || !line.person) continue;
        people.add(*line.person);
        is_divided = true;
      }
    }
    return is_divided ? people : leads();
  }

  People implementers(const ImplementationPlan& plan) const {
    auto people = leads();
    for (const auto& one : plan.implementers) people.add(one.person.target());
    return people;
  }

  Money reward_paid() const {
    auto paid = Money::of_minor(0, file_.receipts.front()->amount.currency());
    for (const auto& balance : file_.transfer->balances) {
      if (balance.kind == LineKind::reward) paid += balance.paid;
    }
    return paid;
  }

  /// What was paid settles the oldest receipts first.
  void rewards() {
    auto receipts = file_.receipts;
    std::stable_sort(receipts.begin(), receipts.end(), [](const auto* left, const auto* right) {
      return left->received_on < right->received_on;
    });
    std::optional<Money> left;
    if (is_barred(around_, file_, around_.today)) return;  // nobody is rewarded for public data
    for (const auto* receipt : receipts) {
      if (!left) left = reward_paid();
      const auto nothing = Money::of_minor(0, receipt->amount.currency());
      if (!(nothing < receipt->surviving())) continue;
      const auto reward = reward_of(*receipt);
      if (receipt->plan && !(*left < reward)) {
        *left = *left - reward;
        continue;
      }
      *left = nothing;
      reward_of_receipt(*receipt);
    }
  }

  void reward_of_receipt(const Receipt& receipt) {
    const auto people = rewarded(receipt);
    const auto& code = file_.own->credit_code;
    const bool in_zhejiang = code && code->to_text().substr(2, 2) == "33";  // where it registered
    add(DeadlineKind::reward_payment, 6, add_months(receipt.received_on, reward_months),
        receipt.number,
        {"到账 " + receipt.number + " 的奖励自到账起 6 个月内发放（" +
             std::string(in_zhejiang ? "浙江 2021 年规定第40条，未另有规定或约定的"
                                     : "提醒；参照浙江 2021 年规定第40条") +
             "）",
         "the reward of receipt " + receipt.number + " is to be paid within 6 months of it (" +
             std::string(in_zhejiang ? "Zhejiang 2021 art. 40, unless agreed otherwise"
                                     : "a reminder, after Zhejiang 2021 art. 40") +
             ")"},
        {"office"}, people, "INC-02", in_zhejiang ? Firmness::seen : Firmness::house);
    by_scheme(receipt, people);
    if (!around_.policy.has_value("tax.cash_reward_months")) return;
    // A plan that claims no relief closes no way to it: the payment may claim it, or another plan.
    const bool is_unclaimed =
        file_.plan_in_force != nullptr && !file_.plan_in_force->relief_claimed;
    const auto& value = around_.policy.get_value("tax.cash_reward_months");
    const auto months = around_.policy.get_number(value.name);
    add(DeadlineKind::relief_window, 6, add_months(receipt.received_on, static_cast<int>(months)),
        receipt.number,
        {"到账 " + receipt.number + " 的现金奖励须在此前发放方可享受税收优惠（到账起 " +
             std::to_string(months) + " 个月；一般所知，请核对现行税法" +
             (is_unclaimed ? "；方案未申请优惠，发放时仍可申请" : "") + "）",
         "the cash reward of receipt " + receipt.number + " must be paid by then for the relief (" +
             std::to_string(months) +
             " months from the receipt; general knowledge, check the tax law in force" +
             (is_unclaimed ? "; the plan claims none, a payment still may" : "") + ")"},
        {"office"}, people, value.rule, value.firmness);
  }

  /// The last day on which less became due to a party, or more was paid to it.
  Date overpaid_since(const Overpaid& one) const {
    auto since = file_.transfer->opened_on;
    for (const auto& id : file_.transfer->bookings) {
      const auto& booking = state_.get(id);
      for (const auto& line : booking.lines) {
        const bool is_theirs = line.person == one.person && line.institution == one.institution;
        if (is_theirs && line.amount.is_negative()) since = std::max(since, booking.booked_on);
      }
    }
    for (const auto* payment : file_.payments) {
      for (const auto& line : payment->lines) {
        const bool is_theirs =
            target(line.person) == one.person && target(line.institution) == one.institution;
        if (is_theirs && line.amount.is_positive()) since = std::max(since, payment->paid_on);
      }
    }
    return since;
  }

  void overpayments() {
    for (const auto& one : overpaid_of(*file_.transfer)) {
      const auto& who = number_of_party(state_, one);
      const auto amount = one.amount.to_text();
      People people(state_);
      if (one.person) people.add(*one.person);
      add(DeadlineKind::overpayment, 6, overpaid_since(one), who,
          {who + " 多付 " + amount +
               "：从其后应得中抵扣（payment.record），或追回后登记（payment.recover）",
           who + " was paid " + amount +
               " too much: take it off what is due later (payment.record), or recover it and "
               "record that (payment.recover)"},
          {"office"}, std::move(people), "INC-06", Firmness::house);
    }
  }

  /// The first day whose bookings are not covered by what the institution was paid.
  Date unpaid_since(const Balance& balance) const {
    std::map<Date, Money> booked;
    for (const auto& id : file_.transfer->bookings) {
      const auto& booking = state_.get(id);
      for (const auto& line : booking.lines) {
        if (!is_of(balance, line)) continue;
        const auto day = counts_from(state_, booking, line);
        booked.try_emplace(day, Money::of_minor(0, line.amount.currency())).first->second +=
            line.amount;
      }
    }
    auto left = balance.paid;
    for (const auto& [day, amount] : booked) {
      if (left < amount) return day;
      left -= amount;
    }
    return file_.transfer->opened_on;  // not reached: something is due
  }

  /// What is booked for co-owning institutions does not wait for anybody's reward.
  void co_owners() {
    if (is_barred(around_, file_, around_.today)) return;  // nothing is paid for public data
    for (const auto& balance : file_.transfer->balances) {
      if (balance.kind != LineKind::other_institution || !balance.due().is_positive()) continue;
      const auto& who = number_of_party(state_, balance);
      const auto amount = balance.due().to_text();
      add(DeadlineKind::co_owner_payment, 6, unpaid_since(balance), who,
          {"应付共有机构 " + who + " " + amount + "（payment.record）",
           amount + " of what came in is co-owner " + who + "'s and not paid yet (payment.record)"},
          {"office"}, People(state_), "RGT-06", Firmness::house);
    }
  }

  /// What the scheme that divides the receipt gives for paying.
  void by_scheme(const Receipt& receipt, const People& people) {
    const auto* plan = receipt.plan ? state_.find(receipt.plan) : file_.plan_in_force;
    const auto* scheme = find_scheme(state_, plan);
    if (scheme == nullptr) return;
    const auto months = around_.books.facts_of(*scheme).deadline_months;
    if (!months) return;
    const auto number = std::to_string(*months);
    add(DeadlineKind::reward_payment, 6, add_months(receipt.received_on, static_cast<int>(*months)),
        receipt.number,
        {"到账 " + receipt.number + " 的奖励自到账起 " + number + " 个月内发放（办法 " +
             scheme->number + "）",
         "the reward of receipt " + receipt.number + " is to be paid within " + number +
             " months of it (scheme " + scheme->number + ")"},
        {"office"}, people, "INC-11", Firmness::institution)
        .index = 1;  // beside the general one
  }

  /// Until a contract is registered and every payment under it settled.
  void implementation() {
    const auto* plan = file_.transfer->implementation_plan();
    if (plan == nullptr || !plan->complete_by) return;
    bool has_registered = false;
    bool has_unsettled = false;
    for (const auto* contract : file_.contracts) {
      has_registered = has_registered || contract->registration.has_value();
      has_unsettled = has_unsettled || !expected_dues(state_, *contract).empty();
    }
    if (has_registered && !has_unsettled) return;
    add(DeadlineKind::implementation_end, has_registered ? 6 : 5, *plan->complete_by,
        file_.transfer->number,
        {"转化实施方案（第 " + std::to_string(plan->index) + " 稿）计划完成",
         "the implementation plan (draft " + std::to_string(plan->index) + ") is to be complete"},
        {"office"}, implementers(*plan), "EVL-01", Firmness::house)
        .index = plan->index;
  }

  /// By 31 March of the next year: house default, no legal source.
  void annual_reports() {
    for (const auto year : years_to_report(file_)) {
      const auto text = std::to_string(year);
      add(DeadlineKind::annual_report, 10, last_day_to_report(year), file_.transfer->number,
          {text + " 年度转化情况报告应报送并写入本项目（日期为本软件默认，无法定来源）",
           "the annual report of " + text +
               " is to be submitted with this case (the day is a house default, no legal source)"},
          {"office"}, People(state_), "RPT-01", Firmness::house)
          .index = year;
    }
  }

  const Surroundings& around_;
  const State& state_;
  const TransferFile& file_;
  std::vector<Deadline> found_;
};

auto order_of(const Deadline& d) {
  return std::tie(d.due_on, d.case_number, d.what, d.subject, d.index);
}

}  // namespace

std::vector<Deadline> deadlines_of(const Surroundings& around, const State& state,
                                   const TransferFile& file) {
  return Dues(around, state, file).take();
}

std::vector<Deadline> deadlines_of(const State& state, const Achievement& achievement) {
  auto found = AchievementDues(state, achievement).take();
  sort_deadlines(found);
  return found;
}

std::vector<Deadline> registry_deadlines(const Surroundings&, const State& state) {
  std::vector<Deadline> found;
  const auto* edition = state.find(state.settings().last_edition);
  if (edition == nullptr) return found;
  Deadline deadline;
  deadline.link = 1;
  deadline.who = {"office"};
  for (const auto& id : edition->notices) {
    const auto& notice = state.get(id);
    if (notice.state != NoticeState::open) continue;
    deadline.what = DeadlineKind::notice_end;
    deadline.text = {
        "成果清单公示 " + notice.number + " 届满，次日起可结束",
        "notice " + notice.number + " (disclosure list) ends; it may be closed from the day after"};
    deadline.due_on = notice.last_day;
    deadline.subject = notice.number;
    deadline.rule = "DSC-04";
    deadline.firmness = Firmness::seen;
    found.push_back(deadline);
    auto objections = objections_of(notice, 1);
    found.insert(found.end(), std::make_move_iterator(objections.begin()),
                 std::make_move_iterator(objections.end()));
  }
  if (edition->next_due) {
    deadline.what = DeadlineKind::edition_due;
    deadline.text = {
        "数据类职务性科技成果清单应更新（上一期 " + edition->number + "）",
        "the disclosure list is due for a new edition (the last is " + edition->number + ")"};
    deadline.due_on = *edition->next_due;
    deadline.subject = edition->number;
    deadline.rule = "DSC-03";
    deadline.firmness = Firmness::house;
    found.push_back(deadline);
  }
  sort_deadlines(found);
  return found;
}

void sort_deadlines(std::vector<Deadline>& deadlines) {
  const auto before = [](const Deadline& left, const Deadline& right) {
    return order_of(left) < order_of(right);
  };
  // As read from the tables they mostly are in order, and a deadline is large to move.
  if (std::is_sorted(deadlines.begin(), deadlines.end(), before)) return;
  std::stable_sort(deadlines.begin(), deadlines.end(), before);
}

std::vector<Deadline> due_until(std::vector<Deadline> deadlines, const Date& today,
                                const Date& until) {
  std::erase_if(deadlines, [&](const Deadline& d) {
    return d.due_on > until || (d.due_on < today && !is_duty(d.what));
  });
  sort_deadlines(deadlines);
  return deadlines;
}

Horizon horizon_of(const WorkingCalendar& calendar, const Date& day, int within) {
  const auto& known = calendar.data();
  if (day > known.to || day + std::chrono::days{1} < known.from) return {day, day};
  if (within > calendar.count_working_days(day, known.to)) return {known.to, known.to};
  return {calendar.add_working_days(day, within), {}};
}

std::string to_json(const std::vector<Deadline>& deadlines) { return to_canonical_json(deadlines); }

}  // namespace kezhuan
