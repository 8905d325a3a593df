#pragma once

#include <map>
#include <string>
#include <string_view>

#include "kezhuan/acts/acts.hpp"
#include "kezhuan/acts/table.hpp"
#include "kezhuan/income/books.hpp"
#include "kezhuan/policy/calendar_file.hpp"
#include "kezhuan/policy/judge.hpp"
#include "support/story.hpp"

namespace kezhuan::test {

/// Evidence files that are there because a test says so.
class ListedFiles final : public EvidenceFiles {
 public:
  void add(const Sha256& hash, std::int64_t size) { sizes_[hash] = size; }
  std::optional<std::int64_t> find_size(const Sha256& hash) const override {
    const auto found = sizes_.find(hash);
    if (found == sizes_.end()) return std::nullopt;
    return found->second;
  }

 private:
  std::map<Sha256, std::int64_t> sizes_;
};

/// A small hospital in memory: acts are judged and applied exactly as a registry does it, without
/// a file. Own institution I-own, unit U-1, people P-1 (lead), P-2, P-3, P-4; source S-1 (research,
/// health data). Nothing else is on record until a test does it.
class World : public Story {
 public:
  explicit World(InstitutionNature nature = InstitutionNature::public_medical);

  /// Judges `data` (JSON) as an act of `type` that happened on `on`, without applying it.
  Decision check(std::string_view type, std::string_view on, std::string_view data);
  /// The same, applied unless refused.
  Decision record(std::string_view type, std::string_view on, std::string_view data) override;
  Sha256 keep(const std::string& content) override;

  /// From now on everything told is an old record, from before the registry was founded.
  void tell_old_records();

  /// What one rule says of the record of an achievement today.
  std::vector<Finding> missing(std::string_view rule, std::string_view achievement);

  template <class T>
  const T& get(std::string_view number) const {
    return state.get(Id<T>(state.find_number(T::kind, number).value()));
  }

  Policy policy;
  WorkingCalendar calendar;
  ListedFiles files;
  Date today = Date(2026, 11, 20);
  MemoryState state;
  bool legacy = false;  ///< what is told is an old record (REG-08)

 private:
  Surroundings around() const { return {policy, calendar, files, today, consensus_books()}; }
  Judgement judge_act(Candidate& candidate, std::string_view type, std::string_view on,
                      std::string_view data);

  SequenceIdSource ids_{1, Timestamp::parse("2026-01-01T00:00:00.000Z")};
};

}  // namespace kezhuan::test
