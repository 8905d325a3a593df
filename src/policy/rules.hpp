#pragma once

#include <span>
#include <string_view>

#include "kezhuan/policy/question.hpp"

namespace kezhuan {

/// One rule's predicate under its id.
struct RuleCode {
  std::string_view rule;
  Predicate predicate;
};

// The predicates by family, each in src/policy/rules_<family>.cpp.
std::span<const RuleCode> cls_rules();
std::span<const RuleCode> dlv_rules();
std::span<const RuleCode> rgt_rules();
std::span<const RuleCode> dsc_rules();
std::span<const RuleCode> ast_rules();
std::span<const RuleCode> dem_rules();
std::span<const RuleCode> pth_rules();
std::span<const RuleCode> lnk_rules();
std::span<const RuleCode> lnk_income_rules();
std::span<const RuleCode> ctr_rules();
std::span<const RuleCode> ctr_price_rules();
std::span<const RuleCode> exm_rules();
std::span<const RuleCode> inc_rules();
std::span<const RuleCode> inc_money_rules();
std::span<const RuleCode> inc_agreement_rules();
std::span<const RuleCode> inc_scheme_rules();
std::span<const RuleCode> evl_rules();
std::span<const RuleCode> rpt_rules();
std::span<const RuleCode> reg_rules();

}  // namespace kezhuan
