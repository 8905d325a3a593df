#include <algorithm>
#include <array>

#include "acts/talks.hpp"
#include "core/folded.hpp"
#include "kezhuan/acts/acts.hpp"
#include "policy/facts.hpp"
#include "policy/income_facts.hpp"
#include "policy/rules.hpp"
#include "policy/transfer_facts.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

namespace {

// ---------------------------------------------------------------- CTR-04

/// Refuses an amount in another currency, before anything is compared with it.
bool has_currency(const Money& amount, Currency wanted, const std::string& place, Findings& f) {
  if (amount.currency() == wanted) return true;
  const auto is = amount.currency().to_text();
  const auto should = wanted.to_text();
  f.add({"金额 " + amount.to_text() + " 的币种是 " + is + "，应为 " + should + "。",
         "The amount " + amount.to_text() + " is in " + is + "; it should be in " + should + "."},
        place,
        {"按合同币种改正；汇兑差额另行处理。",
         "Give it in the currency of the contract; exchange differences are kept elsewhere."});
  return false;
}

void require_positive(const Money& amount, const Text& name, const std::string& place,
                      Findings& f) {
  if (amount.is_positive()) return;
  f.add({name.zh + "为 " + amount.to_text() + "，须大于零。",
         "The " + name.en + " is " + amount.to_text() + "; it must be more than zero."},
        place, {"改正金额。", "Correct the amount."});
}

void judge_total(const ContractAmounts& amounts, bool may_be_zero, Findings& f) {
  const auto& total = amounts.total;
  if (!may_be_zero) {
    require_positive(total, {"合同总额", "contract total"}, "/amounts/total", f);
  }
  if (!has_currency(amounts.technical, total.currency(), "/amounts/technical", f)) return;
  if (total < amounts.technical) {
    const auto technical = amounts.technical.to_text();
    f.add({"技术交易额 " + technical + " 超过合同总额 " + total.to_text() + "。",
           "The technical amount of " + technical + " is more than the total of " +
               total.to_text() + "."},
          "/amounts/technical",
          {"技术交易额为总额减非技术性采购。",
           "It is the total less purchases that are not technical."});
  }
}

void judge_royalty(const ContractAmounts& amounts, Findings& f) {
  const bool by_royalty = amounts.terms == PaymentTerms::royalty ||
                          amounts.terms == PaymentTerms::entry_fee_and_royalty;
  const auto terms = name_of(amounts.terms).text();
  if (by_royalty != amounts.royalty.has_value()) {
    f.add({by_royalty ? "支付方式为" + terms.zh + "，没有写明提成比例。"
                      : "支付方式为" + terms.zh + "，却写了提成比例。",
           by_royalty ? "Payment is by " + terms.en + ", and no royalty rate is given."
                      : "Payment is by " + terms.en + ", yet a royalty rate is given."},
          "/amounts/royalty",
          {"使支付方式与提成比例一致。", "Bring the terms and the rate in line."});
  }
  if (amounts.royalty && Ratio(1) < *amounts.royalty) {
    f.add({"提成比例 " + amounts.royalty->to_text() + " 超过 1。",
           "The royalty rate " + amounts.royalty->to_text() + " is more than 1."},
          "/amounts/royalty", {"改正提成比例。", "Correct the rate."});
  }
}

void judge_bounds(const ContractAmounts& amounts, Findings& f) {
  const auto currency = amounts.total.currency();
  const bool has_cap = amounts.cap && has_currency(*amounts.cap, currency, "/amounts/cap", f);
  const bool has_minimum =
      amounts.minimum && has_currency(*amounts.minimum, currency, "/amounts/minimum", f);
  if (has_cap && *amounts.cap < amounts.total) {
    f.add({"总额上限 " + amounts.cap->to_text() + " 低于合同总额 " + amounts.total.to_text() + "。",
           "The cap of " + amounts.cap->to_text() + " is below the total of " +
               amounts.total.to_text() + "."},
          "/amounts/cap", {"改正上限或总额。", "Correct the cap or the total."});
  }
  if (has_cap && has_minimum && *amounts.cap < *amounts.minimum) {
    f.add(
        {"最低保证额 " + amounts.minimum->to_text() + " 高于上限 " + amounts.cap->to_text() + "。",
         "The minimum of " + amounts.minimum->to_text() + " is above the cap of " +
             amounts.cap->to_text() + "."},
        "/amounts/minimum", {"改正最低保证额或上限。", "Correct the minimum or the cap."});
  }
}

/// Sum of the dues that still count; nothing when it is beyond what an amount holds.
std::optional<Money> sum_of(const std::vector<PaymentDue>& dues, Currency currency) {
  auto sum = Money::of_minor(0, currency);
  try {
    for (const auto& due : dues) {
      if (!due.written_off_on) sum += due.amount;
    }
  } catch (const Error&) {
    return std::nullopt;
  }
  return sum;
}

/// The dues are in the currency of the contract: others were refused one by one. Of an investment
/// they are only the cash beside the shares (`judge_invested`).
void judge_sum(const ContractAmounts& amounts, bool has_shares, const std::vector<PaymentDue>& dues,
               const std::string& list, bool is_amended, Findings& f) {
  if (dues.empty()) return;
  const auto sum = sum_of(dues, amounts.total.currency());
  const auto most = amounts.most();
  if (!sum || (most && *most < *sum)) {
    const auto is = sum ? sum->to_text() : std::string("?");
    f.add({"应收款项合计 " + is + "，超过合同可收的 " + (most ? most->to_text() : "?") + "。",
           "The payments due sum to " + is + ", more than the " + (most ? most->to_text() : "?") +
               " the contract can bring."},
          list,
          is_amended
              ? Text{"不再收取的先核销（due.write_off），再变更总额、增列应收款项（contract."
                     "amend）。",
                     "Write off first what is not to come any more (due.write_off), then amend the "
                     "total and add payments (contract.amend)."}
              : Text{"改正应收款项，或先变更合同总额（contract.amend）。",
                     "Correct the payments, or amend the total (contract.amend)."});
  } else if (!has_shares && *sum < amounts.total) {
    f.warn({"应收款项合计 " + sum->to_text() + "，少于合同总额 " + amounts.total.to_text() + "。",
            "The payments due sum to " + sum->to_text() + ", less than the total of " +
                amounts.total.to_text() + "."},
           list, {"补齐应收款项（contract.amend）。", "Add the rest (contract.amend)."});
  }
}

void judge_shape(PaymentTerms terms, const std::vector<PaymentDue>& dues, const std::string& list,
                 Findings& f) {
  if (dues.empty()) return;
  const bool has_milestone =
      std::any_of(dues.begin(), dues.end(), [](const PaymentDue& due) { return due.milestone; });
  const bool fits = terms == PaymentTerms::lump_sum      ? dues.size() == 1
                    : terms == PaymentTerms::instalments ? dues.size() > 1
                    : terms == PaymentTerms::milestones  ? has_milestone
                                                         : true;
  if (fits) return;
  const auto name = name_of(terms).text();
  f.warn({"支付方式为" + name.zh + "，与所列 " + std::to_string(dues.size()) + " 笔应收款项不符。",
          "Payment is by " + name.en + ", which does not fit the " + std::to_string(dues.size()) +
              " payments listed."},
         list, {"改正支付方式或应收款项。", "Correct the terms or the payments."});
}

/// One payment as an act states it. True when its currency is the contract's.
bool judge_due(const DueTerms& due, Currency currency, const std::string& place, Findings& f) {
  if (!due.milestone.value_or(false) && !due.due_on) {
    f.add({"应收款项“" + due.what + "”既没有应收日，也不是里程碑。",
           "The payment \"" + due.what + "\" has neither a day nor a milestone."},
          place + "/due_on",
          {"写明应收日，或写明是里程碑。", "Give the day it is due, or say it is a milestone."});
  }
  if (!has_currency(due.amount, currency, place + "/amount", f)) return false;
  require_positive(due.amount, {"应收款项", "payment due"}, place + "/amount", f);
  return true;
}

PaymentDue as_due(const DueTerms& terms) {
  PaymentDue due;
  due.amount = terms.amount;
  due.milestone = terms.milestone.value_or(false);
  return due;
}

/// What is planned in one currency is not signed in another, as it is not priced in it (REG-02).
void judge_planned_currency(const Question& q, const SignContract& act, Findings& f) {
  const auto* plan = q.transfer->transfer->implementation_plan();
  if (plan == nullptr || !plan->expected_amount) return;
  const auto& worth = worth_of(act.amounts, act.investment);
  if (worth.currency() == plan->expected_amount->currency()) return;
  const auto is = worth.currency().to_text();
  const auto planned = plan->expected_amount->currency().to_text();
  f.add({"合同以 " + is + " 计，实施方案以 " + planned + " 计。",
         "The contract is in " + is + "; the implementation plan is in " + planned + "."},
        act.investment ? "/investment/invested_value" : "/amounts/total",
        {"按 " + planned +
             " 签订（contract.sign）；币种确有变化的，先修改实施方案并重新定价"
             "（implementation.draft、pricing.record）。",
         "Sign in " + planned +
             " (contract.sign); if the currency did change, change the implementation plan and "
             "price it anew first (implementation.draft, pricing.record)."});
}

/// One case divides its income in one currency (house default).
void judge_case_currency(const Question& q, const SignContract& act, Findings& f) {
  for (const auto* other : q.transfer->contracts) {
    if (is_being_signed(q, other->id)) continue;
    has_currency(act.amounts.total, other->amounts.total.currency(), "/amounts/total", f);
    return;
  }
  const auto wanted = act.amounts.total.currency();
  const auto costs = find_currency_of_costs(*q.transfer->transfer);
  if (!costs || *costs == wanted) return;
  const auto is = wanted.to_text();
  const auto recorded = costs->to_text();
  const auto remedy = remedy_of_costs(wanted);
  f.add({"合同以 " + is + " 计，项目已记的成本以 " + recorded + " 计，无法相抵。",
         "The contract is in " + is + " and the cost on record in " + recorded +
             "; one cannot be taken off the other."},
        "/amounts/total",
        {"合同币种有误的改正（contract.sign）；无误的，" + remedy.zh,
         "Correct the currency of the contract (contract.sign); if it is right, " + remedy.en});
}

/// The total of an investment is what the achievement was invested at, with the cash agreed beside
/// it or without.
void judge_invested(const ContractAmounts& amounts, const Investment& investment,
                    const std::vector<PaymentDue>& dues, Findings& f) {
  const auto& total = amounts.total;
  const auto& value = investment.invested_value;
  const auto cash = sum_of(dues, total.currency());
  if (total.is_zero() || !cash || value.currency() != total.currency() || total == value ||
      total == *cash || total == value + *cash) {
    return;
  }
  f.warn({"合同总额 " + total.to_text() + " 与作价金额 " + value.to_text() + "、现金 " +
              cash->to_text() + " 不合。",
          "The contract total of " + total.to_text() + " is neither the invested value of " +
              value.to_text() + " nor the cash of " + cash->to_text() + ", nor both."},
         "/amounts/total",
         {"改正总额、作价金额或应收款项。",
          "Correct the total, the invested value or the payments due."});
}

void judge_signing(const Question& q, const SignContract& act, Findings& f) {
  const auto currency = act.amounts.total.currency();
  judge_total(act.amounts, act.amounts.royalty.has_value() || act.investment.has_value(), f);
  judge_royalty(act.amounts, f);
  judge_bounds(act.amounts, f);
  bool same = !act.amounts.cap || act.amounts.cap->currency() == currency;
  std::vector<PaymentDue> dues;
  for (std::size_t i = 0; i < act.dues.size(); ++i) {
    same = judge_due(act.dues[i], currency, item_place("dues", i), f) && same;
    dues.push_back(as_due(act.dues[i]));
  }
  if (same) judge_sum(act.amounts, act.investment.has_value(), dues, "/dues", false, f);
  judge_shape(act.amounts.terms, dues, "/dues", f);
  if (act.investment) {
    const auto& value = act.investment->invested_value;
    if (same) judge_invested(act.amounts, *act.investment, dues, f);
    require_positive(value, {"作价金额", "invested value"}, "/investment/invested_value", f);
    if (act.investment->shares < 1) {
      f.add({"股份数为 " + std::to_string(act.investment->shares) + "，至少为 1。",
             "The number of shares is " + std::to_string(act.investment->shares) +
                 "; it must be 1 or more."},
            "/investment/shares", {"改正股份数。", "Correct the number."});
    }
  }
  judge_planned_currency(q, act, f);
  judge_case_currency(q, act, f);
}

void judge_amending(const Question& q, const AmendContract& act, Findings& f) {
  const auto& contract = q.after.get(act.contract);
  const auto& former = q.before.get(act.contract);
  const auto currency = former.amounts.total.currency();
  if (act.amounts) {
    if (!has_currency(contract.amounts.total, currency, "/amounts/total", f)) return;
    judge_total(contract.amounts,
                contract.amounts.royalty.has_value() || contract.investment.has_value(), f);
    judge_royalty(contract.amounts, f);
    judge_bounds(contract.amounts, f);
  }
  bool same = !contract.amounts.cap || contract.amounts.cap->currency() == currency;
  for (std::size_t i = 0; i < act.more_dues.size(); ++i) {
    same = judge_due(act.more_dues[i], currency, item_place("more_dues", i), f) && same;
  }
  if (!same) return;
  const std::string list = act.more_dues.empty() ? "/amounts" : "/more_dues";
  judge_sum(contract.amounts, contract.investment.has_value(), contract.dues, list, true, f);
  if (contract.investment) judge_invested(contract.amounts, *contract.investment, contract.dues, f);
  judge_shape(contract.amounts.terms, contract.dues, list, f);
  const auto most = contract.amounts.most();
  if (!most || !(*most < contract.received)) return;
  f.add(
      {"变更后合同可收 " + most->to_text() + "，少于已到账的 " + contract.received.to_text() + "。",
       "As amended the contract can bring " + most->to_text() + ", less than the " +
           contract.received.to_text() + " received."},
      "/amounts",
      {"多收的先退款（receipt.refund），再变更。",
       "Refund what is too much (receipt.refund), then amend."});
}

/// Of what is too much already, nothing is left to come.
Money what_is_left(const Money& most, const Money& received) {
  return std::max(most - received, Money::of_minor(0, most.currency()));
}

/// One voucher is of one receipt.
void warn_of_voucher(const Question& q, const RecordReceipt& act, const Contract& contract,
                     Findings& f) {
  if (!act.voucher) return;
  for (const auto& id : q.before.get(contract.transfer_case).receipts) {
    const auto& other = q.before.get(id);
    if (!other.voucher || folded(*other.voucher) != folded(*act.voucher)) continue;
    f.warn({"凭证 " + *act.voucher + " 已用于到账 " + other.number + "（" + other.amount.to_text() +
                "）。",
            "Voucher " + *act.voucher + " is that of receipt " + other.number + " (" +
                other.amount.to_text() + ") already."},
           "/voucher",
           {"核对是否重复记录；一笔款分记几次的可继续。",
            "Check that it is not the same money; go on if one sum is recorded in parts."});
  }
}

/// A receipt that names no payment due settles the earliest.
void note_earliest(const Question& q, const Contract& contract, Findings& f) {
  const auto open = expected_dues(q.before, contract);
  if (open.empty()) return;
  if (may_bring_other_money(contract)) {
    return f.note({"没有写明对应哪一笔应收款项，不计入其中任何一笔。",
                   "It names no payment due and is counted towards none of them."},
                  "/due",
                  {"是其中一笔的，写明序号（due）；已记的用 act.correct 更正 /due。",
                   "Give the index (due) if it settles one; of a receipt on record correct /due "
                   "(act.correct)."});
  }
  const auto index = std::to_string(open.front().index);
  f.note(
      {"没有写明对应哪一笔应收款项，从第 " + index + " 笔起按应收先后抵算。",
       "It names no payment due and is counted towards the earliest, payment " + index + " first."},
      "/due",
      {"对应其他款项的，写明序号（due）；已记的用 act.correct 更正 /due。",
       "Give the index (due) if it settles another; of a receipt on record correct /due "
       "(act.correct)."});
}

/// What depends on a milestone came in before it is on record that it was reached.
void note_milestone(const Contract& contract, std::int64_t index, Findings& f) {
  for (const auto& due : contract.dues) {
    if (due.index != index || !due.milestone || due.reached_on) continue;
    const auto number = std::to_string(index);
    f.note(
        {"第 " + number + " 笔应收款项（" + due.what + "）的里程碑尚未登记达到。",
         "The milestone of payment " + number + " (" + due.what + ") is not on record as reached."},
        "/due",
        {"已达到的，登记其日期（milestone.reach）；属于预付的可不登记。",
         "Record the day it was reached (milestone.reach); an advance needs none."});
  }
}

/// What came in under a contract but for what its shares brought, which is no payment agreed.
Money received_as_agreed(const State& state, const Contract& contract) {
  auto received = contract.received;
  for (const auto& event : state.get(contract.transfer_case).equity_events) {
    if (event.contract != contract.id || !event.receipt) continue;
    received -= state.get(*event.receipt).surviving();
  }
  return received;
}

/// Judged on the record before the act: what mixes currencies cannot even be added up.
void judge_receipt(const Question& q, const RecordReceipt& act, Findings& f) {
  const auto& contract = q.before.get(act.contract);
  require_positive(act.amount, {"到账金额", "amount received"}, "/amount", f);
  warn_of_voucher(q, act, contract, f);
  if (!has_currency(act.amount, contract.amounts.total.currency(), "/amount", f)) return;
  // Of an investment only the payments due are cash (INC-03); a royalty may have no ceiling.
  const auto most =
      contract.investment ? std::optional(cash_of(contract)) : contract.amounts.most();
  const auto received = received_as_agreed(q.before, contract);
  if (most && *most - received < act.amount) {
    const auto left = what_is_left(*most, received).to_text();
    f.add({"到账 " + act.amount.to_text() + "，超过合同 " + contract.number + " 尚可收的 " + left +
               "（可收 " + most->to_text() + "，已到账 " + received.to_text() + "）。",
           "The receipt of " + act.amount.to_text() + " is more than the " + left +
               " that contract " + contract.number + " can still bring (" + most->to_text() +
               " in all, " + received.to_text() + " received)."},
          "/amount");
  }
  if (!act.due) return note_earliest(q, contract, f);
  note_milestone(contract, *act.due, f);
  for (const auto& due : contract.dues) {
    if (due.index != *act.due || !(due.amount - due.received < act.amount)) continue;
    const auto index = std::to_string(due.index);
    const auto left = what_is_left(due.amount, due.received).to_text();
    f.warn({"到账 " + act.amount.to_text() + "，超过第 " + index + " 笔应收款项未收的 " + left +
                "（应收 " + due.amount.to_text() + "，已到账 " + due.received.to_text() + "）。",
            "The receipt of " + act.amount.to_text() + " is more than the " + left +
                " still open on payment " + index + " (" + due.amount.to_text() + " due, " +
                due.received.to_text() + " received)."},
           "/due",
           {"核对对应的应收款项；跨笔的分开记录。",
            "Check which payment it settles; record one receipt for each."});
  }
}

void judge_refund(const Question& q, const RefundReceipt& act, Findings& f) {
  const auto& receipt = q.before.get(act.receipt);
  require_positive(act.amount, {"退款额", "refund"}, "/amount", f);
  if (!has_currency(act.amount, receipt.amount.currency(), "/amount", f)) return;
  const auto left = receipt.surviving();
  if (!(left < act.amount)) return;
  f.add({"退款 " + act.amount.to_text() + "，超过到账 " + receipt.number + " 未退的 " +
             left.to_text() + "。",
         "The refund of " + act.amount.to_text() + " is more than the " + left.to_text() +
             " left of receipt " + receipt.number + "."},
        "/amount",
        {"改正退款额；涉及多笔到账的分别记录。",
         "Correct the amount; record one refund for each receipt."});
}

void ctr_04(const Question& q, Findings& f) {
  if (const auto* a = q.act_as<RecordReceipt>()) return judge_receipt(q, *a, f);
  if (const auto* a = q.act_as<RefundReceipt>()) return judge_refund(q, *a, f);
  if (q.transfer == nullptr) return;
  if (const auto* a = signs(q)) return judge_signing(q, *a, f);
  if (const auto* a = q.act_as<AmendContract>()) return judge_amending(q, *a, f);
}

// ---------------------------------------------------------------- CTR-05

void require_market(const Pricing& pricing, const std::string& place, Findings& f) {
  const auto method = name_of(pricing.method).text();
  std::vector<Text> lacks;
  if (!pricing.venue) lacks.push_back({"交易场所", "venue"});
  if (!pricing.opened_on) lacks.push_back({"挂牌（公告）日", "day it was announced"});
  if (!pricing.buyer) lacks.push_back({"成交方", "buyer"});
  if (!lacks.empty()) {
    const auto lack = listing(lacks);
    f.add({"以" + method.zh + "定价，没有写明" + lack.zh + "。",
           "Priced by " + method.en + ", without: " + lack.en + "."},
          place, {"补记定价（pricing.record）。", "Record the price in full (pricing.record)."});
  }
  if (pricing.opened_on && pricing.priced_on < *pricing.opened_on) {
    const auto opened = pricing.opened_on->to_text();
    const auto priced = pricing.priced_on.to_text();
    f.add({"挂牌（公告）日 " + opened + " 晚于成交日 " + priced + "。",
           "It was announced on " + opened + ", after it was concluded on " + priced + "."},
          place, {"先公告后成交，核对日期。", "It is announced first; check the dates."});
  }
}

void require_price_notice(const Question& q, Findings& f) {
  const auto days = q.policy().get_number("notice.agreed_price.days");
  const auto counts = [&](const Notice& notice) {
    return notice.closed_on <= q.on && notice.days >= days;
  };
  if (find_closed(q.transfer->price_notices, counts) != nullptr) return;
  const auto* pricing = q.transfer->transfer->current_pricing();
  if (const auto* by = find_sending_back(q.after, pricing->notices)) {
    const auto why = describe_objection_upheld(*by);
    return f.add({why.zh + "；所定价格还没有改动。", why.en + "; the price is still the same."},
                 "/transfer_case",
                 {"按异议重新定价（pricing.record），公示期满后签约（notice.open、notice.close）。",
                  "Record the price anew as the objection asks (pricing.record) and sign after its "
                  "notice (notice.open, notice.close)."});
  }
  const auto unit = name_of(q.policy().get_unit("notice.agreed_price.unit")).text();
  const auto least = std::to_string(days);
  f.add(
      {"协议定价的结果与价格没有公示满 " + least + " 个" + unit.zh + "。",
       "Result and price of the agreement were not publicised for " + least + " " + unit.en + "."},
      "/transfer_case");
}

/// What a royalty brings is not known when it is priced. Of an investment the price is of the
/// shares and of the cash beside them, where they add up.
template <class Due>
void compare_price(const ContractAmounts& amounts, const std::optional<Investment>& investment,
                   const std::vector<Due>& dues, const Pricing& pricing, Findings& f) {
  const auto sum = amount_of(amounts, investment, dues);
  const auto& worth = sum ? *sum : worth_of(amounts, investment);
  if (amounts.royalty || worth == pricing.price) return;
  const bool has_cash = investment && worth != investment->invested_value;
  const Text what = has_cash ? Text{"作价金额与所附现金合计 ", "Invested value and cash, "}
                    : investment ? Text{"作价金额 ", "The invested value of "}
                                 : Text{"合同总额 ", "The contract total of "};
  f.add({what.zh + worth.to_text() + (has_cash ? "，" : "") + " 与所定价格 " +
             pricing.price.to_text() + " 不同。",
         what.en + worth.to_text() + (has_cash ? " in all, are" : " is") +
             " not the price on record, " + pricing.price.to_text() + "."},
        investment ? "/investment/invested_value" : "/amounts/total",
        {"核对价格；价格有变的重新定价并公示（pricing.record、notice.open）。",
         "Check the price; if it changed, record and publicise it anew (pricing.record, "
         "notice.open)."});
}

/// Only an agreed price is publicised.
Text remedy_without_price(const TransferCase& c) {
  const auto* plan = c.implementation_plan();
  if (plan == nullptr || plan->pricing == PricingMethod::agreement) {
    return {"记录所定价格（pricing.record），公示期满后签约（notice.open）。",
            "Record the price (pricing.record), publicise it (notice.open) and sign after the "
            "period."};
  }
  const auto method = name_of(plan->pricing).text();
  return {"以" + method.zh + "成交后，记录价格、场所与成交方（pricing.record），再签约。",
          "Record price, venue and buyer of the " + method.en + " (pricing.record), then sign."};
}

/// Said as soon as it is priced: what was decided and publicised was another way to a price.
void compare_method(const TransferCase& c, const std::string& place, Findings& f) {
  auto other = find_other_pricing(c);
  if (!other) return;
  f.add(std::move(*other), place,
        {"按方案重新定价（pricing.record），或修改方案后重新议定并公示（implementation.draft）。",
         "Price it as planned (pricing.record), or change the plan, decide and publicise it anew "
         "(implementation.draft)."});
}

void judge_price_at_signing(const Question& q, const SignContract& act, Findings& f) {
  const auto& c = *q.transfer->transfer;
  const auto* pricing = c.current_pricing();
  if (pricing == nullptr) {
    return f.add(
        {"项目 " + c.number + " 没有记录定价。", "No price of case " + c.number + " is on record."},
        "/transfer_case", remedy_without_price(c));
  }
  compare_method(c, "/transfer_case", f);
  if (pricing->method == PricingMethod::agreement) {
    require_price_notice(q, f);
  } else {
    require_market(*pricing, "/transfer_case", f);
    if (pricing->buyer && pricing->buyer->target() != act.transferee.target()) {
      const auto& buyer = q.after.get(*pricing->buyer).number;
      f.add({"成交方是 " + buyer + "，合同却与他方签订。",
             "The buyer is " + buyer + ", and the contract is with somebody else."},
            "/transferee", {"与成交方签订。", "Sign with the buyer."});
    }
  }
  compare_price(act.amounts, act.investment, act.dues, *pricing, f);
}

/// Another amount than the one that was priced is priced, and publicised, again.
void judge_price_as_amended(const Question& q, const AmendContract& act, Findings& f) {
  const auto* pricing = q.transfer->transfer->current_pricing();
  if (!act.amounts || pricing == nullptr) return;
  const auto& contract = q.after.get(act.contract);
  compare_price(contract.amounts, contract.investment, contract.dues, *pricing, f);
  if (pricing->method == PricingMethod::agreement) require_price_notice(q, f);
}

void ctr_05(const Question& q, Findings& f) {
  if (q.transfer == nullptr) return;
  if (q.act_as<RecordPricing>() != nullptr) {
    const auto& pricing = q.transfer->transfer->pricing.back();
    require_positive(pricing.price, {"价格", "price"}, "/price", f);
    compare_method(*q.transfer->transfer, "/method", f);
    if (pricing.method != PricingMethod::agreement) require_market(pricing, "/method", f);
  } else if (const auto* act = signs(q)) {
    judge_price_at_signing(q, *act, f);
  } else if (const auto* amendment = q.act_as<AmendContract>()) {
    judge_price_as_amended(q, *amendment, f);
  }
}

// ---------------------------------------------------------------- CTR-06

void require_code(const Institution& institution, const std::string& place, Findings& f) {
  if (institution.credit_code) return;
  const auto who = describe_institution(institution);
  f.warn({"机构 " + who.zh + "没有登记统一社会信用代码。",
          "Institution " + who.en + " has no unified social credit code on record."},
         place,
         {"更正登记，补录代码（act.correct）；境外机构没有代码的说明情况。",
          "Supply it by a correction (act.correct); say so where a foreign body has none."});
}

void judge_declarations(const Question& q, const Negotiation& negotiation, Findings& f) {
  const auto silent = undeclared(q.after, *q.transfer, negotiation);
  if (!silent.empty()) {
    const auto who = listing(silent);
    f.warn({"没有声明与受让方有无利益关系：" + who.zh + "。",
            "No declaration of interest by: " + who.en + "."},
           place_of_case(q));
  }
  for (const auto& declaration : negotiation.declarations) {
    if (!declaration.has_interest) continue;
    const auto& who = q.after.get(declaration.person).number;
    if (declaration.what) {
      f.note({who + " 声明与受让方有利益关系，有关决策须回避。",
              who + " declared an interest in the transferee and stands aside in its decisions."},
             place_of_case(q), {"在有关决议中列为回避。", "Recuse them in the resolutions."});
    } else {
      f.warn({who + " 声明有利益关系，没有说明是何关系。",
              who + " declared an interest without saying which."},
             place_of_case(q),
             {"再记协商，在其声明的 what 写明是何关系（negotiation.record）。",
              "Record the negotiation again with the interest in `what` of the declaration "
              "(negotiation.record)."});
    }
  }
}

/// Everybody declares once; an interest said to exist is best said in full.
void judge_interests(const Question& q, const RecordNegotiation& act, Findings& f) {
  const auto& all = act.declarations;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto place = item_place("declarations", i);
    const auto& who = q.after.get(all[i].person).number;
    const bool is_again = std::any_of(
        all.begin(), all.begin() + static_cast<std::ptrdiff_t>(i),
        [&](const InterestDeclaration& d) { return d.person.target() == all[i].person.target(); });
    if (is_again) {
      f.add({who + " 的利益关系声明了两次。", who + " declares an interest twice."},
            place + "/person", {"每人只写一行。", "Give everybody one line."});
    }
    if (all[i].has_interest && !all[i].what) {
      f.warn({who + " 声明有利益关系，没有说明是何关系。",
              who + " declares an interest without saying which."},
             place + "/what", {"说明是何关系。", "Say what it is."});
    }
    if (!all[i].has_interest && all[i].what) {
      f.warn({who + " 声明没有利益关系，却写了说明。",
              who + " declares no interest, yet describes one."},
             place + "/has_interest", {"核对声明。", "Check the declaration."});
    }
  }
  if (act.related_what && !act.related_party.value_or(false)) {
    f.warn({"写了关联关系，却没有声明为关联交易。",
            "A relation is described, but no dealing between related parties is declared."},
           "/related_party", {"核对是否关联交易。", "Check whether the parties are related."});
  }
}

/// What was declared about somebody else, or about nobody in particular, says nothing of the party.
void report_other_talks(const Question& q, const Negotiation& talks, const Institution& party,
                        Findings& f) {
  const auto who = describe_institution(party);
  if (!talks.transferee) {
    return f.add({"关联交易与利益关系的声明作于受让方确定之前，没有就 " + who.zh + "声明。",
                  "Relation and interests were declared before the transferee was known, not as "
                  "to " +
                      who.en + "."},
                 place_of_case(q),
                 {"再次记录协商，写明该受让方并就其声明（negotiation.record）。",
                  "Record the negotiation again with that transferee and the declarations as to "
                  "it (negotiation.record)."});
  }
  const auto other = describe_institution(q.after.get(*talks.transferee));
  // talks that led to a contract cannot end as failed, and need not: others begin beside them
  const auto* before = q.before.find(q.transfer->transfer->id);
  const bool led_to_contract =
      before != nullptr && find_contract_of_talks(q.before, *before, q.on) != nullptr;
  f.add(
      {"协商与声明是就 " + other.zh + "作的，受让方却是 " + who.zh + "。",
       "Talks and declarations are about " + other.en + ", and the transferee is " + who.en + "."},
      place_of_case(q),
      led_to_contract
          ? Text{"就该受让方记录协商与声明（negotiation.record）；与前者的协商已签约，不必结束。",
                 "Record the talks with the transferee and the declarations as to it "
                 "(negotiation.record); those with the former led to a contract and stay."}
          : Text{"结束与前者的协商（negotiation.end），再就该受让方记录协商与声明"
                 "（negotiation.record）。",
                 "End the talks with the former (negotiation.end), then record those with the "
                 "transferee and the declarations as to it (negotiation.record)."});
}

void ctr_06(const Question& q, Findings& f) {
  if (q.transfer == nullptr) return;
  if (const auto* act = q.act_as<RecordNegotiation>()) return judge_interests(q, *act, f);
  const auto* act = signs(q);
  if (act == nullptr && q.transfer->has_live_contract_on(q.on)) return;
  const auto* party = find_other_party(q);
  if (party != nullptr) {
    require_code(*party, act == nullptr ? "" : "/transferee", f);
    if (act != nullptr && act->investment && act->investment->company.target() != party->id) {
      require_code(q.after.get(act->investment->company), "/investment/company", f);
    }
  }
  const auto* negotiation = q.transfer->transfer->negotiation();
  if (negotiation == nullptr || !negotiation->related_party) {
    const auto& number = q.transfer->transfer->number;
    f.add({"项目 " + number + " 尚未声明是否关联交易。",
           "Whether case " + number + " is a dealing between related parties is not declared."},
          place_of_case(q));
  } else if (*negotiation->related_party && !negotiation->related_what) {
    f.add({"声明为关联交易，没有说明关联关系。",
           "It is declared a dealing between related parties without saying how they are related."},
          place_of_case(q),
          {"再记协商，在 related_what 写明关联关系（negotiation.record）。",
           "Record the negotiation again with the relation in related_what (negotiation.record)."});
  }
  if (negotiation == nullptr) return;
  if (party != nullptr && !are_with(*negotiation, *party)) {
    return report_other_talks(q, *negotiation, *party, f);
  }
  judge_declarations(q, *negotiation, f);
}

constexpr std::array rules = {
    RuleCode{"CTR-04", ctr_04},
    RuleCode{"CTR-05", ctr_05},
    RuleCode{"CTR-06", ctr_06},
};

}  // namespace

std::span<const RuleCode> ctr_price_rules() { return rules; }

}  // namespace kezhuan
