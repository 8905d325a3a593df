#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/registry/registry.hpp"
#include "registry/scratch.hpp"

namespace kezhuan::test {

/// Somebody at work on a registry: a clock that stands, random ids, the built-in calendar.
class Desk {
 public:
  Desk();
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  Registry open(const std::filesystem::path& path, Access access = Access::read_write) const;

  FixedClock clock{Timestamp::parse("2026-11-20T01:00:00.000Z")};
  SystemIdSource ids{clock};
  Environment environment;
};

/// Copies a small registry `r.kz` to `folder`: what `Story::settle` and `prepare_achievement` tell,
/// with evidence. Made once.
std::filesystem::path lay_out(const std::filesystem::path& folder);
/// How many entries its ledger has.
std::uint64_t laid_out_size();

/// A company by that name, or a person, whose name goes to the vault.
Submission company(const std::string& name, std::optional<Uuid> id = {});
Submission person(const std::string& name);
/// One of those with a name so long that a batch of `behind` is more than is held in memory: the
/// second thread writes pages to the disk long before the batch is committed.
Submission long_company(int i);
inline constexpr int behind = 1100;
/// Attaches the kept file to KZ-1.
Submission attachment(const Sha256& hash, std::int64_t size);

/// What `verify` finds wrong, one a line; also what keeps it from looking.
std::string problems_of(const std::filesystem::path& path, bool replay = true,
                        const std::optional<LedgerMark>& saved = {});
std::string said(const std::vector<Problem>& problems);

/// The names of companies on record, sorted.
std::vector<std::string> companies(const std::filesystem::path& path);

/// True when compiled with the address sanitizer: then less is tried, since each try takes longer.
#ifdef __SANITIZE_ADDRESS__
inline constexpr bool is_sanitized = true;
#else
inline constexpr bool is_sanitized = false;
#endif

}  // namespace kezhuan::test
