#pragma once

#include <vector>

#include "kezhuan/income/consensus.hpp"

namespace kezhuan {

/// Income terms made ready for use: what each of their shares comes to (INC-01, INC-02).
class Terms {
 public:
  /// @throws Error invalid: as `divide_income` says of terms
  Terms(const IncomeTerms& terms, const Id<Institution>& own);

  /// What of the `recorded` costs may be recovered once the case has received `gross`.
  Money due(const Money& recorded, const Money& gross) const;

  /// What is left for shared direct costs of `gross`, and for indirect ones of the own part.
  Money available_for_direct(const Money& gross) const;
  Money available_for_indirect(const Money& own_part, const Money& gross) const;

  /// The own institution's part of what the owning institutions share, or of a shortfall.
  Money own_part(const Money& shared) const { return split_institutions(shared).front(); }

  /// Sets owner income, base of the reward and the reward from the figures before them.
  void derive_reward(Derivation& figures) const;

  /// All parts of `figures.gross`, zero or not, always the same ones in the same order.
  std::vector<BookingLine> parts(const Derivation& figures) const;

 private:
  Money reserve(const Money& gross) const;
  std::vector<Money> split_institutions(const Money& shared) const;
  std::vector<Money> split_owners(const Money& own) const;
  std::vector<Money> split_people(const Money& reward) const;
  Money owners_of(const Money& own) const;
  void add_institutions(std::vector<BookingLine>& parts, const Money& shared) const;
  void add_owners(std::vector<BookingLine>& parts, const Money& net) const;
  void add_people(std::vector<BookingLine>& parts, const Money& reward) const;

  IncomeTerms terms_;
  Id<Institution> own_;
  std::vector<Ratio> institutions_;  // of the whole: the own one, then the others
  std::vector<Ratio> owners_;        // of the own part: persons, then the institution
  std::vector<Ratio> people_;        // of the reward; empty if nobody has a weight
};

}  // namespace kezhuan
