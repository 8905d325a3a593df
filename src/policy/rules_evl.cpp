#include <array>

#include "kezhuan/acts/acts.hpp"
#include "policy/rules.hpp"
#include "policy/transfer_facts.hpp"

namespace kezhuan {

namespace {

/// Before there is a contract there is no transfer to look back over.
void judge_issue(const Question& q, Findings& f) {
  if (has_contract_by(*q.transfer, q.on)) return;
  const auto& number = q.transfer->transfer->number;
  f.warn({"项目 " + number + " 还没有合同，这份评价不算作对它的评价。",
          "Case " + number + " has no contract yet; this evaluation does not count for it."},
         "/cases", {"签约后再评价。", "Evaluate it once a contract is signed."});
}

/// Never blocks: the source leaves an evaluation to the institution.
void evl_01(const Question& q, Findings& f) {
  if (q.transfer == nullptr) return;
  if (q.act_as<IssueEvaluation>() != nullptr) return judge_issue(q, f);
  if (!q.is_about_record()) return;
  for (const auto* evaluation : q.transfer->evaluations) {
    if (is_of_transfer(*q.transfer, *evaluation)) return;
  }
  f.add({"尚未列入绩效评价报告。", "It is not in an evaluation report yet."});
}

constexpr std::array<RuleCode, 1> rules = {{{"EVL-01", evl_01}}};

}  // namespace

std::span<const RuleCode> evl_rules() { return rules; }

}  // namespace kezhuan
