#pragma once

#include <string>

#include "report/sources.hpp"
#include "report/tax_note.hpp"
#include "support/transfer.hpp"

namespace kezhuan::test {

inline Money money(std::string_view text) { return Money::parse(text); }

/// A report about what a test told, names of people being their commitments.
class MoneyReader {
 public:
  explicit MoneyReader(const World& world) : world_(world) {}

  DistributionReport distribution(const MoneyScope& scope = {}) const {
    return compose_distribution(sources(), scope, options);
  }
  AnnualReport annual(std::int64_t year) const {
    MoneyScope scope;
    scope.year = year;
    return compose_annual(sources(), scope, options);
  }
  AnnualReport real_time(std::string_view transfer) const {
    MoneyScope scope;
    scope.transfer_case = id_of<TransferCase>(transfer);
    return compose_annual(sources(), scope, options);
  }
  IncomeStatement statement(std::string_view transfer,
                            const std::optional<std::string>& person = {}) const {
    const auto about = person ? std::optional(id_of<Person>(*person)) : std::nullopt;
    return compose_statement(sources(), id_of<TransferCase>(transfer), about, options);
  }
  TaxNote tax_note(std::string_view transfer, std::string_view person,
                   const TaxQuestion& question) const {
    return compose_tax_note(sources(), world_.policy, id_of<TransferCase>(transfer),
                            id_of<Person>(person), question);
  }

  template <class T>
  Id<T> id_of(std::string_view number) const {
    return Id<T>(world_.state.find_number(T::kind, number).value());
  }

  ReportOptions options{Language::zh, false, Timestamp::parse("2026-11-20T01:00:00.000Z")};

 private:
  MoneySources sources() const {
    MoneySources all{
        world_.state, world_.policy, {}, [](const Personal& name) { return name.value; }};
    for (int i = 1; i < 10; ++i) {
      const auto number = "ZH-" + std::to_string(i);
      const auto id = world_.state.find_number(Kind::transfer_case, number);
      if (id) all.cases.emplace_back(*id);
    }
    return all;
  }

  const World& world_;
};

}  // namespace kezhuan::test
