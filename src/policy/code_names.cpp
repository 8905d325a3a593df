#include "kezhuan/policy/code_names.hpp"

#include <array>

namespace kezhuan {

namespace {

struct CodeName {
  std::string_view code;
  StaticText name;
};

constexpr std::array<CodeName, 12> names = {{
    {"transfer_office", {"成果转化管理部门", "transfer office"}},
    {"deputy_head", {"分管领导", "deputy head"}},
    {"head_meeting", {"领导班子会议", "meeting of the leadership"}},
    {"valuation", {"作价评估", "valuation"}},
    {"equity_disposal", {"股权处置", "disposal of equity"}},
    {"technology_leak", {"技术泄露", "leak of technology"}},
    {"equity_custody", {"股权托管", "custody of equity"}},
    {related_party_risk, {"关联交易", "dealing between related parties"}},
    {"inadequate_protection", {"成果保护不当", "inadequate protection"}},
    {"transfer_failure", {"转化失败", "failed transfer"}},
    {"undue_influence", {"不当影响", "undue influence"}},
    {"unfair_competition", {"不正当竞争", "unfair competition"}},
}};

}  // namespace

Text name_of_policy_code(std::string_view code) {
  for (const auto& one : names) {
    if (one.code == code) return one.name.text();
  }
  return {std::string(code), std::string(code)};
}

}  // namespace kezhuan
