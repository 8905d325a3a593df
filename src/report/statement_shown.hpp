#pragma once

#include <string>

#include "kezhuan/report/statement.hpp"
#include "report/money_shown.hpp"

/// What the statement says alike as text and as a page.
namespace kezhuan {

inline constexpr StaticText statement_title{"收益说明", "Statement of income"};

/// Puts the words of a statement; "you" when it is for a person.
class StatementWords {
 public:
  StatementWords(const IncomeStatement& statement, Language language)
      : statement_(statement), language_(language) {}

  std::string in(const StaticText& text) const { return std::string(text.in(language_)); }
  template <CodedEnum E>
  std::string in(E value) const {
    return in(name_of(value));
  }

  /// "减：收回直接成本"; of a part whose it is.
  std::string label(const StatementStep& step) const;
  /// "可分配收入 900,000.00 × 1/2 = 450,000.00"; empty for what needs no saying.
  std::string how(const StatementStep& step) const;
  /// With its sign: what is taken off is below zero.
  static std::string amount(const StatementStep& step);

  /// "您的奖励和报酬", or whose.
  std::string whose(LineKind kind, const std::optional<ReportParty>& party) const;

  /// "发放：您的奖励和报酬", or what was recovered.
  std::string settled(const ReportPaymentLine& line) const;

  /// "奖励比例 1/2，基数净收入；…"
  std::string terms(const ReportPlan& plan) const;
  /// "完成人，权重 3/5（合计 1）"; empty without a person.
  std::string standing(const StatementPlan& plan) const;
  /// Which version applies.
  std::string versions() const;

  /// "到账 DZ-1（合同 HT-1，2026-07-01 到账 1,000,000.00）"
  std::string head(const StatementReceipt& receipt) const;
  /// "依方案 FA-1 分配 900,000.00"
  std::string divided(const StatementReceipt& receipt) const;
  /// "落入分段 0.00 至 50,000.00：20,000.00 × （研发团队 4/5，医院 1/5）"
  std::string band(const StatementBand& band) const;
  /// How the shares of an award came about, and one's own.
  std::string how(const ReportEquity& award) const;
  std::string how(const ReportEquity& award, const ReportEquityLine& line) const;
  /// "退款 100,000.00（原因）"
  std::string said(const Refund& refund) const;
  /// "至此应得 …，已付 …，待付 …"
  std::string standing(const StatementEntry& entry) const;
  /// Net income after an entry is told where it is not what there was to divide.
  static bool tells_net(const StatementEntry& entry);
  /// "至此净收入：可分配收入 … − 本单位尚未收回的成本 …"
  std::string net(const StatementEntry& entry) const;
  std::string nothing_for_you() const;
  bool has_part(const StatementReceipt& receipt) const;

 private:
  const IncomeStatement& statement_;
  Language language_;
};

}  // namespace kezhuan
