#pragma once

#include <string>
#include <vector>

#include "kezhuan/report/annual.hpp"
#include "report/shown.hpp"

/// What reports about money have in common when people read them.
namespace kezhuan {

/// 《收益分配报告》, 《转化情况年度报告》, 《转化情况实时报告》
inline constexpr StaticText distribution_title{"收益分配报告", "Revenue distribution report"};
inline constexpr StaticText annual_title{"科技成果转化年度报告数据", "Annual report on transfers"};
inline constexpr StaticText real_time_title{"科技成果转化实时报告数据",
                                            "Real-time report on a transfer"};

/// "1,234,567.89"; other currencies than CNY in front.
std::string show_money(const Money& amount);

/// "P-1 示例甲（影像科）".
std::string show(const ReportParty& party, Language language);

/// The unit as it is, or that there is none.
std::string show_unit(const ReportParty& unit, Language language);

/// "450,000.00 × 3/5 = 270,000.00 − 100,000.00 = 170,000.00"; for costs and what is left over only
/// what it cumulates to.
std::string show_derivation(const DistributionLine& line);

/// What the amounts are called that a base is made of: what there is to divide, or gross income.
StaticText name_of_base(RewardBase base);

/// What a reward is reckoned of: "可分配收入 900,000.00", or with what is taken out of it first
/// "（转化收入（毛额） 900,000.00 − 共有机构 300,000.00）".
std::string show_base(const RewardPool& pool, Language language);

/// "可分配收入 900,000.00 × 1/2 = 450,000.00", cumulative.
std::string show(const RewardPool& pool, Language language);

/// "收到 1,000,000.00 = …", with what holds.
std::string show_conservation(const Conservation& sums, Language language);

/// "项目 ZH-1；2026 年度", empty when nothing narrows the report.
std::string show_scope(const DistributionReport& report, Language language);

/// "KZ-1 示例数据集", each.
std::vector<std::string> names_of(const std::vector<ReportAchievement>& achievements);

/// "cn-national 1".
std::string show(const ListPolicy& policy);

/// Which version of the rules and which plan money is divided by.
std::string show_versions(const ListPolicy& policy, const std::vector<ReportContract>& contracts,
                          Language language);

/// Why nothing is divided of what came for public data.
inline constexpr StaticText public_money{"公共数据☆，不分配，不计发奖励（CLS-06）",
                                         "public data ☆: not divided, rewards nobody (CLS-06)"};

/// "HT-1：方案 FA-1（办法 FAB-1 …，依签订时的）": by what its income is divided now.
std::string show_plan(const ReportContract& contract, Language language);

/// The number of a figure, as a count or an amount.
std::string show_figure(const AnnualFigure& figure);

/// "2026 年度" or the case.
std::string show_period(const AnnualReport& report, Language language);

/// "HT-1 2026-05-15 sale 50,000 shares, received 600,000.00; the institution now holds 0".
std::string show_event(const ReportEquityEvent& event, Language language);

}  // namespace kezhuan
