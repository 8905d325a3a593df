#include <algorithm>
#include <array>

#include "kezhuan/acts/acts.hpp"
#include "policy/income_facts.hpp"
#include "policy/rules.hpp"

namespace kezhuan {

namespace {

/// Advice, unless the institution made it a refusal. Judges the entry the act leads to, or the
/// one on record; an achievement without one lacks nothing here.
void ast_01(const Question& q, Findings& f) {
  if (q.file == nullptr || !q.file->achievement->asset) return;
  const auto& entry = *q.file->achievement->asset;
  const auto place = [&](const char* pointer) { return q.is_about_record() ? "" : pointer; };
  if (!entry.listed_separately) {
    f.add({"没有单列登记；建议按无形资产单列。",
           "It is not listed separately; it should stand on its own as an intangible asset."},
          place("/listed_separately"));
  }
  if (entry.valuation) {
    const auto amount = entry.valuation->to_text();
    f.add({"作了估值 " + amount + "；建议不作价值估算。",
           "It is valued at " + amount + "; no valuation is advised."},
          place("/valuation"));
  }
  if (entry.amortised) {
    f.add({"作了摊销；建议不摊销。", "It is amortised; no amortisation is advised."},
          place("/amortised"));
  }
}

/// Shares of an investment: advice on how they stand in the books.
void ast_02(const Question& q, Findings& f) {
  if (q.transfer == nullptr) return;
  if (q.act_as<AwardEquity>() != nullptr) {
    const auto own = std::to_string(q.outcome->equity.value().institution_shares);
    return f.note({"单位所得 " + own + " 股须单列登记，不让公允价值波动进入报表。",
                   "The institution's " + own +
                       " shares are listed separately, apart from swings of fair value."},
                  "/contract",
                  {"在资产账中单列；处置时写明（equity.sell）。",
                   "List them on a line of their own; say so when disposing of any "
                   "(equity.sell)."});
  }
  const auto* act = q.act_as<DisposeEquity>();
  if (act == nullptr && !q.is_about_record()) return;
  for (const auto& event : q.transfer->transfer->equity_events) {
    if (event.listed_separately) continue;
    if (act != nullptr && &event != &q.transfer->transfer->equity_events.back()) continue;
    const auto& number = q.after.get(event.contract).number;
    f.add({number + " 所余股权没有单列登记。",
           "The shares left of " + number + " are not listed separately."},
          act != nullptr ? "/listed_separately" : "");
  }
}

void judge_equity_money(const Money& amount, bool may_be_zero,
                        const std::optional<Ref<Evidence>>& evidence, Findings& f) {
  if (amount.is_negative() || (!may_be_zero && amount.is_zero())) {
    f.add({"金额为 " + amount.to_text() + "，须大于零。",
           "The amount is " + amount.to_text() + "; it must be above zero."},
          "/amount", {"改正金额。", "Correct it."});
  }
  if (evidence) return;
  f.warn({"没有附凭证。", "No voucher is attached."}, "/evidence",
         {"附上分红、出售或划转的凭证。", "Attach the voucher of the dividend, sale or transfer."});
}

/// What the institution does with its own shares: the people's are awarded first (INC-03).
void ast_04(const Question& q, Findings& f) {
  if (const auto* act = q.act_as<RecordDividend>()) {
    judge_equity_money(act->amount, false, act->evidence, f);
  }
  const auto* act = q.act_as<DisposeEquity>();
  if (act == nullptr || q.transfer == nullptr) return;
  judge_equity_money(act->amount, act->event == EquityEventKind::transfer, act->evidence, f);
  const auto& contract = q.after.get(act->contract);
  if (!awaits_award(*q.transfer, contract)) return;
  f.add({contract.number + " 的股权奖励尚未实施，单位不能先处置股份。",
         "The shares of " + contract.number +
             " are not awarded yet; the institution cannot dispose of any before."},
        "/contract", {"先实施股权奖励（equity.award）。", "Award them first (equity.award)."});
}

constexpr std::array<RuleCode, 3> rules = {
    {{"AST-01", ast_01}, {"AST-02", ast_02}, {"AST-04", ast_04}}};

}  // namespace

std::span<const RuleCode> ast_rules() { return rules; }

}  // namespace kezhuan
