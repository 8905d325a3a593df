#include <array>

#include "kezhuan/acts/acts.hpp"
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

constexpr std::array<RuleCode, 1> rules = {{{"AST-01", ast_01}}};

}  // namespace

std::span<const RuleCode> ast_rules() { return rules; }

}  // namespace kezhuan
