#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

/// What somebody would write by hand with SQLite alone: the same rows, indexes and durability,
/// the same JSON parsed with the same parser, the same bytes hashed. No rules, no checks.
namespace kezhuan::bench {

struct WrittenContributor {
  std::int64_t line = 0, is_main = 0;
  std::string person, role;
};

/// Everything one recorded application wrote, read from a finished registry beforehand.
struct WrittenRows {
  std::string act_id, type, happened, recorded, actor, entry;  // ledger; act_id is a blob
  std::string application_id, application_number, application_body;
  std::string achievement_id, achievement_number, achievement_body, achievement_name;
  std::vector<WrittenContributor> contributors;
  std::int64_t search_row = 0;
  std::string search_words;
};

/// The last `count` applications of a registry in the order they were recorded.
std::vector<WrittenRows> load_written(const std::filesystem::path& registry, std::int64_t count);

/// Seconds to parse `lines`, hash and insert `rows` in one transaction (or one each) into `target`,
/// a registry as it was before the applications.
double write_by_hand(const std::filesystem::path& target, const std::vector<std::string>& lines,
                     const std::vector<WrittenRows>& rows, bool one_transaction);

/// Seconds to read the rows of the sheet `csv` with the same reader and, for each, to hash and
/// insert what the import of it wrote into `from` (ledger entries, achievement, certificate, what
/// both are searched by), in one transaction, into `target`, a registry as it was before.
double import_by_hand(const std::filesystem::path& target, const std::filesystem::path& csv,
                      const std::filesystem::path& from);

/// Seconds to read and hash every ledger entry.
double read_and_hash(const std::filesystem::path& registry);

/// The number of the case that transfers this achievement: KZ-B-… becomes ZH-B-….
std::string case_of(const std::string& achievement);

/// Seconds to read and parse, for each number, the rows `next` needs: of the achievement, or also
/// of its case.
double read_and_parse(const std::filesystem::path& registry,
                      const std::vector<std::string>& achievements, bool with_case = false);

/// Seconds of the bare query for all that is due up to `until` (YYYY-MM-DD).
double read_due(const std::filesystem::path& registry, const std::string& until);

/// Seconds to read and parse every row of the money of one case.
double read_money(const std::filesystem::path& registry, const std::string& transfer_case);

/// Seconds to read and parse the one row `show` needs.
double read_one_row(const std::filesystem::path& registry,
                    const std::vector<std::string>& achievements);

}  // namespace kezhuan::bench
