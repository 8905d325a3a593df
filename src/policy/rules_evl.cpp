#include <array>

#include "kezhuan/acts/acts.hpp"
#include "policy/rules.hpp"

namespace kezhuan {

namespace {

/// Never blocks: the source leaves an evaluation to the institution.
void evl_01(const Question& q, Findings& f) {
  if (q.transfer == nullptr || !q.is_about_record() || !q.transfer->evaluations.empty()) return;
  f.add({"尚未列入绩效评价报告。", "It is not in an evaluation report yet."});
}

constexpr std::array<RuleCode, 1> rules = {{{"EVL-01", evl_01}}};

}  // namespace

std::span<const RuleCode> evl_rules() { return rules; }

}  // namespace kezhuan
