#include "kezhuan/core/error.hpp"
#include "kezhuan/registry/registry.hpp"
#include "report/sources.hpp"
#include "report/tax_note.hpp"

namespace kezhuan {

namespace {

MoneySources sources_of(const Snapshot& snapshot, const MoneyScope& scope, Language language) {
  MoneySources sources{snapshot.state(),
                       snapshot.policy(snapshot.today()),
                       {},
                       [&snapshot, language](const Personal& personal) {
                         return snapshot.reveal(personal, language);
                       }};
  if (scope.transfer_case) {
    sources.cases = {*scope.transfer_case};
    return sources;
  }
  if (scope.contract) {
    sources.cases = {sources.state.get(*scope.contract).transfer_case};
    return sources;
  }
  ListQuery all;
  all.limit = 0;
  for (const auto& row : snapshot.list(Kind::transfer_case, all)) {
    sources.cases.emplace_back(row.id);
  }
  return sources;
}

Id<TransferCase> case_of(const Snapshot& snapshot, std::string_view number) {
  return Id<TransferCase>(snapshot.get(Kind::transfer_case, number).id);
}

std::int64_t checked_year(std::int64_t year) {
  if (year >= Date::min_year && year <= Date::max_year) return year;
  throw Error(ErrorCode::invalid,
              {"没有这样的年度：" + std::to_string(year) + "。",
               "there is no such year: " + std::to_string(year) + "."},
              {"年度写四位数字，如 2026。", "Write the year in four digits, as 2026."}, "RPT-01");
}

template <class Report>
Report marked(Report report, const Snapshot& snapshot) {
  const auto mark = snapshot.mark();
  report.ledger_size = static_cast<std::int64_t>(mark.size);
  report.ledger_root = mark.root;
  return report;
}

}  // namespace

DistributionReport load_distribution(const Snapshot& snapshot, const DistributionScope& scope,
                                     const ReportOptions& options) {
  MoneyScope resolved;
  const auto id_of = [&](Kind kind, const std::string& number) {
    return snapshot.get(kind, number).id;
  };
  if (scope.transfer_case) resolved.transfer_case = case_of(snapshot, *scope.transfer_case);
  if (scope.contract) resolved.contract = Id<Contract>(id_of(Kind::contract, *scope.contract));
  if (scope.person) resolved.person = Id<Person>(id_of(Kind::person, *scope.person));
  if (scope.unit) resolved.unit = Id<Unit>(id_of(Kind::unit, *scope.unit));
  if (scope.year) resolved.year = checked_year(*scope.year);
  const auto sources = sources_of(snapshot, resolved, options.language);
  return marked(compose_distribution(sources, resolved, options), snapshot);
}

AnnualReport load_annual_report(const Snapshot& snapshot, std::int64_t year,
                                const ReportOptions& options) {
  MoneyScope scope;
  scope.year = checked_year(year);
  return marked(compose_annual(sources_of(snapshot, scope, options.language), scope, options),
                snapshot);
}

AnnualReport load_case_report(const Snapshot& snapshot, std::string_view transfer_case,
                              const ReportOptions& options) {
  MoneyScope scope;
  scope.transfer_case = case_of(snapshot, transfer_case);
  return marked(compose_annual(sources_of(snapshot, scope, options.language), scope, options),
                snapshot);
}

IncomeStatement load_statement(const Snapshot& snapshot, std::string_view transfer_case,
                               const std::optional<std::string>& person,
                               const ReportOptions& options) {
  MoneyScope scope;
  scope.transfer_case = case_of(snapshot, transfer_case);
  if (person) scope.person = Id<Person>(snapshot.get(Kind::person, *person).id);
  const auto sources = sources_of(snapshot, scope, options.language);
  return marked(compose_statement(sources, *scope.transfer_case, scope.person, options), snapshot);
}

TaxNote load_tax_note(const Snapshot& snapshot, const TaxQuestion& question, Language language) {
  MoneyScope scope;
  scope.transfer_case = case_of(snapshot, question.transfer_case);
  const Id<Person> person(snapshot.get(Kind::person, question.person).id);
  auto dated = question;
  dated.on = question.on.value_or(snapshot.today());
  return compose_tax_note(sources_of(snapshot, scope, language), snapshot.policy(*dated.on),
                          *scope.transfer_case, person, dated);
}

}  // namespace kezhuan
