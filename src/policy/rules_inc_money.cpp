#include <algorithm>
#include <array>
#include <map>

#include "acts/booked_money.hpp"
#include "acts/created.hpp"
#include "policy/facts.hpp"
#include "policy/income_facts.hpp"
#include "policy/rules.hpp"
#include "policy/transfer_facts.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

namespace {

// ---- INC-01, INC-08: costs

/// Each fen of a cost is recovered once, across all cases.
void judge_shared_cost(const Question& q, const RecordCost& act, Findings& f) {
  if (act.item.has_value() != act.item_total.has_value()) {
    return f.add({"共用成本须同时写明标识（item）和总额（item_total）。",
                  "A shared cost has an id (item) and all there is of it (item_total)."},
                 act.item ? "/item_total" : "/item",
                 {"补齐，或两项都不写。", "Give both, or neither."});
  }
  if (!act.item) return;
  if (act.item_total->currency() != act.amount.currency()) {
    return f.add({"共用成本总额 " + act.item_total->to_text() + " 与本项 " + act.amount.to_text() +
                      " 的币种不同。",
                  "The shared cost of " + act.item_total->to_text() + " and this part of " +
                      act.amount.to_text() + " are in different currencies."},
                 "/item_total", {"用同一币种。", "Use one currency."});
  }
  if (const auto* known = q.before.settings().find_shared_cost(*act.item)) {
    if (known->total != *act.item_total) {
      const auto is = known->total.to_text();
      return f.add({"共用成本“" + *act.item + "”已记总额 " + is + "，本次写的是 " +
                        act.item_total->to_text() + "。",
                    "The shared cost \"" + *act.item + "\" is on record with " + is +
                        " in all, not " + act.item_total->to_text() + "."},
                   "/item_total",
                   {"写同一总额；另一项成本另取标识。",
                    "Give the same total, or another id to another cost."});
    }
  }
  const auto& shared = *q.after.settings().find_shared_cost(*act.item);
  if (shared.taken <= shared.total) return;
  const auto over = (shared.taken - shared.total).to_text();
  f.add({"共用成本“" + *act.item + "”共 " + shared.total.to_text() + "，各项目合计分担 " +
             shared.taken.to_text() + "，多 " + over + "。",
         "The shared cost \"" + *act.item + "\" is " + shared.total.to_text() +
             " in all; the cases bear " + shared.taken.to_text() + ", " + over + " too much."},
        "/amount",
        {"每分钱只收回一次：减少本项，或先冲销别处多记的（cost.reverse）。",
         "Each fen is recovered once: make this part smaller, or take back another "
         "(cost.reverse)."});
}

void inc_01(const Question& q, Findings& f) {
  const auto* act = q.act_as<RecordCost>();
  if (act == nullptr || q.transfer == nullptr) return;
  judge_shared_cost(q, *act, f);
  if (!act->amount.is_positive()) {
    f.add({"成本金额为 " + act->amount.to_text() + "，须大于零。",
           "The cost is " + act->amount.to_text() + "; it must be above zero."},
          "/amount",
          {"改正金额；多记的用 cost.reverse 冲销。",
           "Correct it; take back a cost recorded wrongly by cost.reverse."});
  }
  const auto& c = *q.transfer->transfer;
  const bool is_late = act->amount.is_positive() && !c.bookings.empty() && !c.receipts.empty();
  if (is_late && !is_beyond_net(c.totals)) {  // else see INC-02
    const auto net = c.totals.net.to_text();
    f.note({"此前到账已分配的不变；本项成本从其后的到账中收回，累计净收入现为 " + net + "。",
            "What was divided before stays; this cost comes out of later receipts. Net income to "
            "date is now " +
                net + "."},
           "/amount", {"无须办理。", "Nothing to do."});
  }
  if (!act->evidence) {
    f.note({"没有附成本凭证。", "No voucher is attached."}, "/evidence",
           {"附上凭证作为佐证材料。", "Attach the voucher as evidence."});
  }
}

/// A provincial scheme binds where its text was read; what the institution itself forbids, too.
bool is_firm(const ValueEntry& value) {
  return value.firmness == Firmness::seen || value.firmness == Firmness::institution;
}

void report_forbidden(const ValueEntry& value, Text what, const std::string& place, Findings& f) {
  is_firm(value) ? f.add(std::move(what), place) : f.warn(std::move(what), place);
}

void inc_08(const Question& q, Findings& f) {
  const auto* act = q.act_as<RecordCost>();
  if (act == nullptr) return;
  const auto& forbidden = q.policy().get_list("cost.forbidden_categories");
  if (std::find(forbidden.begin(), forbidden.end(), to_code(act->category)) != forbidden.end()) {
    const auto name = name_of(act->category);
    report_forbidden(q.policy().get_value("cost.forbidden_categories"),
                     {"“" + std::string(name.zh) + "”不得作为成本扣除。",
                      "\"" + std::string(name.en) + "\" is not an admissible cost here."},
                     "/category", f);
  }
  if (act->fiscal.value_or(false) && q.policy().get_number("cost.fiscal_money_forbidden") > 0) {
    report_forbidden(q.policy().get_value("cost.fiscal_money_forbidden"),
                     {"财政科研经费不得作为成本扣除。",
                      "Research money from public funds is not an admissible cost here."},
                     "/fiscal", f);
  }
}

// ---- INC-05: notice 3

bool is_long_enough(const Question& q, const Notice& notice) {
  return notice.unit == q.policy().get_unit("notice.distribution.unit") &&
         notice.days >= q.policy().get_number("notice.distribution.days");
}

Text asked_for(const Question& q) {
  const auto days = std::to_string(q.policy().get_number("notice.distribution.days"));
  const auto unit = name_of(q.policy().get_unit("notice.distribution.unit"));
  return {days + " 个" + std::string(unit.zh), days + " " + std::string(unit.en)};
}

void describe_open(const Question& q, const Notice& notice, const std::string& place, Findings& f) {
  const auto last = notice.last_day.to_text();
  const auto closable = closable_from(notice).to_text();
  if (q.on > notice.last_day && !notice.has_open_objection()) {
    return f.add({"公示 " + notice.number + " 已于 " + last + " 期满，尚未结束。",
                  "Notice " + notice.number + " ran until " + last + " and is not closed yet."},
                 place,
                 {"结束公示（notice.close）后再发放。", "Close it (notice.close), then pay."});
  }
  const bool has_objection = notice.has_open_objection();
  f.add({"公示 " + notice.number + " 正在进行，末日 " + last + "，" + closable + " 起方可发放" +
             (has_objection ? "；另有异议未处理。" : "。"),
         "Notice " + notice.number + " is open until " + last + "; payment is possible from " +
             closable + (has_objection ? ", once the objections are handled." : ".")},
        place, {"等公示期满并结束后再发放。", "Pay once it is over and closed."});
}

void judge_notice_of(const Question& q, const DistributionPlan& plan, const std::string& place,
                     Findings& f) {
  std::vector<const Notice*> notices;
  for (const auto& id : plan.notices) {
    notices.push_back(&q.after.get(id));
    if (notices.back()->has_open_objection()) return describe_open(q, *notices.back(), place, f);
  }
  const auto* last = notices.empty() ? nullptr : notices.back();
  const auto* closed =
      find_closed(notices, [&](const Notice& notice) { return is_long_enough(q, notice); });
  if (closed != nullptr && closed->closed_on <= q.on) return;
  if (closed != nullptr) return describe_open(q, *closed, place, f);  // it was, on that day
  const auto asked = asked_for(q);
  if (last == nullptr) {
    return f.add(
        {"分配方案 " + plan.number + " 尚未公示；须公示不少于 " + asked.zh + "。",
         "Plan " + plan.number + " has not been publicised; " + asked.en + " at least are due."},
        place,
        {"公示该方案（notice.open），期满结束后再发放。",
         "Publicise it (notice.open) and pay once that is closed."});
  }
  if (last->state == NoticeState::open) return describe_open(q, *last, place, f);
  if (last->state == NoticeState::closed) {
    const auto given = std::to_string(last->days) + " ";
    const auto unit = name_of(last->unit);
    return f.add({"公示 " + last->number + " 只有 " + given + "个" + std::string(unit.zh) +
                      "，不足 " + asked.zh + "。",
                  "Notice " + last->number + " lasted " + given + std::string(unit.en) +
                      ", less than " + asked.en + "."},
                 place, {"重新足期公示。", "Publicise it again in full."});
  }
  f.add({"公示 " + last->number + " 因异议成立而作废，须重新足期公示。",
         "Notice " + last->number + " was voided by an upheld objection; a new one is due."},
        place, {"改正方案并重新公示，再发放。", "Correct the plan, publicise it again, then pay."});
}

void inc_05(const Question& q, Findings& f) {
  if (q.transfer == nullptr) return;
  if (q.is_about_record()) {
    const auto* plan =
        q.transfer->plan_in_force ? q.transfer->plan_in_force : q.transfer->current_plan();
    if (plan != nullptr) return judge_notice_of(q, *plan, {}, f);
    return f.add({"尚无收益分配方案可公示。", "There is no distribution plan to publicise."}, {},
                 {"先拟定分配方案（distribution.draft）。", "Draft one (distribution.draft)."});
  }
  if (const auto* payment = q.act_as<RecordPayment>()) {
    const auto plans =
        plans_paid_out(q.before, q.before.get(payment->transfer_case), payment->lines);
    for (const auto& id : plans) judge_notice_of(q, q.after.get(id), "/transfer_case", f);
    if (!plans.empty()) return;
  } else if (q.act_as<AwardEquity>() == nullptr) {
    return;
  }
  const auto* plan = q.transfer->plan_in_force;
  if (plan == nullptr) return;  // REG-02 says so
  judge_notice_of(q, *plan, q.act_as<AwardEquity>() != nullptr ? "/contract" : "/transfer_case", f);
}

// ---- INC-06: payments

Text party_of(const Question& q, const PaymentLine& line) {
  if (line.person) {
    const auto& number = q.after.get(*line.person).number;
    return {number, number};
  }
  if (line.institution) {
    const auto& number = q.after.get(*line.institution).number;
    return {number, number};
  }
  return {"（未写明）", "(nobody)"};
}

bool is_well_formed(const PaymentLine& line, const std::string& place, Findings& f) {
  const auto name = name_of(line.kind);
  if (!is_payable(line.kind)) {
    f.add({"“" + std::string(name.zh) + "”不是可发放的款项。",
           "\"" + std::string(name.en) + "\" is not paid to anybody."},
          place + "/kind",
          {"只发放奖励、所有权收益和应付共有机构的款项。",
           "Pay rewards, owner income and what co-owners are due."});
    return false;
  }
  const bool to_institution = line.kind == LineKind::other_institution;
  if (line.person.has_value() != to_institution && line.institution.has_value() == to_institution) {
    return true;
  }
  f.add(to_institution ? Text{"应付共有机构的款项须写且只写机构。",
                              "A payment to a co-owner names the institution and nobody else."}
                       : Text{"“" + std::string(name.zh) + "”须写且只写自然人。",
                              "A payment of " + std::string(name.en) +
                                  " names a natural person and nobody else."},
        place, {"改正收款方。", "Correct the payee."});
  return false;
}

/// What one party is paid of one kind, over all lines of the payment.
struct PaidPart {
  const PaymentLine* first = nullptr;
  std::string place;
  Money amount;
};

std::vector<PaidPart> parts_of(const RecordPayment& act, Findings& f) {
  std::vector<PaidPart> parts;
  for (std::size_t i = 0; i < act.lines.size(); ++i) {
    const auto& line = act.lines[i];
    const auto place = item_place("lines", i);
    if (!is_well_formed(line, place, f)) continue;
    if (!line.amount.is_positive()) {
      f.add({"发放金额为 " + line.amount.to_text() + "，须大于零。",
             "The payment is " + line.amount.to_text() + "; it must be above zero."},
            place + "/amount",
            {"去掉这一行；多付的从其后应得中抵扣。",
             "Leave the line out; what was paid too much is netted with what is due later."});
      continue;
    }
    const auto same = std::find_if(parts.begin(), parts.end(), [&](const PaidPart& part) {
      return part.first->kind == line.kind && part.first->person == line.person &&
             part.first->institution == line.institution &&
             part.amount.currency() == line.amount.currency();
    });
    if (same == parts.end()) {
      parts.push_back({&line, place, line.amount});
    } else {
      same->amount += line.amount;
    }
  }
  return parts;
}

const Balance* find_balance(const TransferCase& c, const PaymentLine& line) {
  for (const auto& balance : c.balances) {
    if (is_of(balance, line)) return &balance;
  }
  return nullptr;
}

/// The first day after the payment on which money that was there by then was divided: an old
/// meeting was taken in late, or out of its order.
std::optional<Date> divided_later(const Question& q, const TransferCase& c,
                                  const Balance& balance) {
  std::optional<Date> first;
  for (const auto& id : c.bookings) {
    const auto& booking = q.before.get(id);
    if (booking.booked_on <= q.on || (first && *first <= booking.booked_on)) continue;
    const bool divides =
        std::any_of(booking.lines.begin(), booking.lines.end(), [&](const BookingLine& line) {
          return is_of(balance, line) && line.amount.is_positive() &&
                 q.before.get(line.receipt).received_on <= q.on;
        });
    if (divides) first = booking.booked_on;
  }
  return first;
}

void judge_due(const Question& q, const PaidPart& part, const TransferCase& before,
               const Balance& balance, Findings& f) {
  const auto due = payable_on(q.before, before, balance, q.on);
  const auto who = party_of(q, *part.first);
  const auto& amount = part.amount;
  const auto place = part.place + "/amount";
  if (amount <= due) return;
  if (due < balance.due()) {
    const auto day = q.on.to_text();
    const auto booked = divided_later(q, before, balance);
    return f.add(
        {who.zh + " 在 " + day + " 可付 " + due.to_text() +
             "（其后到账或入账的不计，其后已付的已扣）；本次 " + amount.to_text() + "，超出 " +
             (amount - due).to_text() + "。",
         who.en + " may be paid " + due.to_text() + " on " + day +
             " (without what was received or booked later, and less what was paid since); this "
             "payment of " +
             amount.to_text() + " exceeds it by " + (amount - due).to_text() + "."},
        place,
        booked ? Text{"到账已有，到 " + booked->to_text() +
                          " 才议定分配：发放前的会议须先于其后的会议补录；后者已在案的，发放记在 " +
                          booked->to_text() + " 或其后。",
                      "The money was there and is divided from " + booked->to_text() +
                          " on: a meeting held before the payment goes on record before later "
                          "ones; where those are on record, record the payment as of " +
                          booked->to_text() + " or later."}
               : Text{"核对发放日期和金额；其后到账的，记在到账之后的发放中。",
                      "Check the day and the amount; money that came later is paid after it "
                      "came."});
  }
  f.add({who.zh + " 累计应得 " + balance.entitled.to_text() + "，已付 " + balance.paid.to_text() +
             "，可付 " + due.to_text() + "；本次 " + amount.to_text() + "，超出 " +
             (amount - due).to_text() + "。",
         who.en + " is entitled to " + balance.entitled.to_text() + " in all, was paid " +
             balance.paid.to_text() + " and may be paid " + due.to_text() + "; this payment of " +
             amount.to_text() + " exceeds it by " + (amount - due).to_text() + "."},
        place,
        {"按可付数发放；后续到账后再付其余。", "Pay what is due; the rest follows receipts."});
}

bool is_same_party(const PaymentLine& a, const PaymentLine& b) {
  return a.person == b.person && a.institution == b.institution;
}

/// What a party was paid too much of one kind is netted with what it is due of another: together
/// they get no more than is due to them in all.
void judge_netting(const Question& q, const TransferCase& before,
                   const std::vector<PaidPart>& parts, Findings& f) {
  for (auto part = parts.begin(); part != parts.end(); ++part) {
    const auto& line = *part->first;
    const auto is_theirs = [&](const PaidPart& other) { return is_same_party(*other.first, line); };
    if (std::any_of(parts.begin(), part, is_theirs)) continue;  // judged with the first of theirs
    const auto currency = part->amount.currency();
    auto paid = Money::of_minor(0, currency);
    auto due = paid;
    auto overpaid = paid;
    for (auto other = part; other != parts.end(); ++other) {
      if (is_theirs(*other) && other->amount.currency() == currency) paid += other->amount;
    }
    for (const auto& balance : before.balances) {
      const bool is_own = line.person ? balance.person == line.person->target()
                                      : balance.institution == line.institution->target();
      if (!is_own || balance.due().currency() != currency) continue;
      due += balance.due();
      if (balance.due().is_negative()) overpaid -= balance.due();
    }
    if (overpaid.is_zero() || paid <= due) continue;
    const auto who = party_of(q, line);
    f.add({who.zh + " 此前多付 " + overpaid.to_text() + "，抵扣后合计可付 " + due.to_text() +
               "；本次合计 " + paid.to_text() + "。",
           who.en + " was paid " + overpaid.to_text() + " too much before; with that taken off " +
               due.to_text() + " may be paid in all, not " + paid.to_text() + "."},
          part->place + "/amount",
          {"从本次应得中抵扣多付的部分。", "Take off what was paid too much."});
  }
}

/// Never more than came in: on the day of the payment, and on later ones that something was paid.
void judge_money(const Question& q, Findings& f) {
  const auto& c = *q.transfer->transfer;
  const auto currency = c.totals.gross.currency();
  struct Flow {
    Money paid;
    Money received;
  };
  const Flow nothing{Money::of_minor(0, currency), Money::of_minor(0, currency)};
  std::map<Date, Flow> days;
  const auto from = [&](const Date& day) -> Flow& {
    return days.try_emplace(std::max(day, q.on), nothing).first->second;
  };
  for (const auto& id : c.payments) {
    const auto& payment = q.after.get(id);
    if (payment.total().currency() == currency) from(payment.paid_on).paid += payment.total();
  }
  for (const auto* receipt : q.transfer->receipts) {
    if (receipt->amount.currency() != currency) continue;
    from(receipt->received_on).received += receipt->surviving();
  }
  auto sum = nothing;
  for (const auto& [day, flow] : days) {
    sum.paid += flow.paid;
    sum.received += flow.received;
    if (!flow.paid.is_positive() || sum.paid <= sum.received) continue;
    const auto on = day.to_text();
    return f.add({"累计发放将为 " + sum.paid.to_text() + "，至 " + on + " 到账（减退款）只有 " +
                      sum.received.to_text() + "。",
                  "Payments would come to " + sum.paid.to_text() + "; only " +
                      sum.received.to_text() + " was received by " + on + ", refunds taken off."},
                 "/lines", {"到账后再发放。", "Pay once more money has come in."});
  }
}

void require_currency(const Question& q, const Currency& wanted, const Money& amount,
                      const Text& name, const std::string& place, Findings& f) {
  if (amount.currency() == wanted) return;
  const std::string act(q.act->type().name);
  const auto is = amount.currency().to_text();
  const auto should = wanted.to_text();
  f.add(
      {name.zh + " " + amount.to_text() + " 的币种是 " + is + "，本项目以 " + should + " 计。",
       "The " + name.en + " of " + amount.to_text() + " is in " + is + ", the case in " + should +
           "."},
      place,
      {"按有据可查的汇率折成 " + should + " 后记录（" + act + "）。",
       "Convert it to " + should + " at a rate that is on record, then record it (" + act + ")."});
}

/// The books of a case are kept in one currency. Judged on the record before the act: amounts in
/// two currencies cannot even be added up.
void judge_currency(const Question& q, Findings& f) {
  const auto of_case = [&](const Ref<TransferCase>& ref) {
    return find_currency(q.before, q.before.get(ref));
  };
  if (const auto* cost = q.act_as<RecordCost>()) {
    const auto currency = of_case(cost->transfer_case);
    if (!currency) return;
    require_currency(q, *currency, cost->amount, {"成本", "cost"}, "/amount", f);
  } else if (const auto* payment = q.act_as<RecordPayment>()) {
    const auto currency = of_case(payment->transfer_case);
    for (std::size_t i = 0; currency && i < payment->lines.size(); ++i) {
      require_currency(q, *currency, payment->lines[i].amount, {"发放金额", "payment"},
                       item_place("lines", i, "amount"), f);
    }
  }
}

bool is_whole(const Ratio& weight) { return weight.denominator() == 1; }

/// Weights are shares, which sum to exactly one, or whole numbers that count by their proportion
/// (5:3:2). Fractions that are off one are a slip, never scaled in silence.
void judge_sum_of_weights(const DraftDistribution& act, Findings& f) {
  std::vector<Ratio> weights;
  for (const auto& line : act.lines) weights.push_back(line.weight);
  const auto all = sum(weights);
  if (all.is_one() || all.is_zero()) return;
  const auto is = all.to_text();
  if (std::all_of(weights.begin(), weights.end(), is_whole)) {
    return f.note({"权重合计 " + is + "，按各自所占比例分配。",
                   "The weights sum to " + is + "; each counts by its proportion."},
                  "/lines", {"核对比例。", "Check the proportions."});
  }
  const bool is_short = all < Ratio(1);
  const auto off = (is_short ? Ratio(1) - all : all - Ratio(1)).to_text();
  f.add({"权重合计 " + is + "，" + (is_short ? "少 " : "多 ") + off + "；份额须恰为 1。",
         "The weights sum to " + is + ", " + off + (is_short ? " short" : " too much") +
             "; shares sum to exactly 1."},
        "/lines",
        {"改正份额；按比例分配的写整数，如 5、3、2。",
         "Correct the shares; for proportions give whole numbers, such as 5, 3, 2."});
}

void inc_06(const Question& q, Findings& f) {
  if (q.is_about_record()) return;
  if (q.outcome == nullptr) return judge_currency(q, f);
  if (const auto* draft = q.act_as<DraftDistribution>()) return judge_sum_of_weights(*draft, f);
  const auto* act = q.act_as<RecordPayment>();
  if (act == nullptr || q.transfer == nullptr) return;
  const auto& before = q.before.get(act->transfer_case);
  const auto parts = parts_of(*act, f);
  for (const auto& part : parts) {
    if (const auto* balance = find_balance(before, *part.first)) {
      judge_due(q, part, before, *balance, f);
      continue;
    }
    const auto who = party_of(q, *part.first);
    const auto kind = name_of(part.first->kind);
    f.add(
        {who.zh + " 在本项目没有应得的" + std::string(kind.zh) + "（不在分配方案中，或尚无到账）。",
         who.en + " is entitled to no " + std::string(kind.en) +
             " of this case (not in the plan, or nothing was received)."},
        part.place, {"核对收款方与分配方案。", "Check the payee against the plan."});
  }
  judge_netting(q, before, parts, f);
  judge_money(q, f);
}

// ---- INC-07: no net income

void inc_07(const Question& q, Findings& f) {
  if (q.transfer == nullptr) return;
  const bool drafts = q.act_as<DraftDistribution>() != nullptr;
  if (!drafts && q.act_as<RecordReceipt>() == nullptr) return;
  if (!drafts && q.transfer->transfer->bookings.empty()) return;  // nothing is divided yet
  const auto& totals =
      drafts ? q.transfer->plans.back()->figures.totals : q.transfer->transfer->totals;
  if (totals.net.is_positive() || totals.gross.is_zero()) return;
  f.note({"净收入为 " + totals.net.to_text() + "，没有可奖励的；亏空在本项目内结转。",
          "Net income is " + totals.net.to_text() +
              ": nothing to reward; the deficit is carried within the case."},
         drafts ? "/transfer_case" : "/amount");
}

constexpr std::array<RuleCode, 5> rules = {{
    {"INC-01", inc_01},
    {"INC-05", inc_05},
    {"INC-06", inc_06},
    {"INC-07", inc_07},
    {"INC-08", inc_08},
}};

}  // namespace

std::span<const RuleCode> inc_money_rules() { return rules; }

}  // namespace kezhuan
