#pragma once

#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <string>

#include <sys/types.h>

/// What a disk holds of files that kezhuan writes itself, and not through SQLite: this program's
/// `fsync` and `rename` (fault_calls.cpp) tell the watch, which then says what may be left of a
/// folder after the power was cut. Not for several threads.
namespace kezhuan::test {

class SyncWatch {
 public:
  /// What is in the folder now is on the disk.
  /// @param sees_folders  false: as if no folder was ever synced, to show what that would lose
  explicit SyncWatch(std::filesystem::path root, bool sees_folders = true);
  SyncWatch(const SyncWatch&) = delete;
  SyncWatch& operator=(const SyncWatch&) = delete;
  ~SyncWatch();

  /// Writes to `target` what the disk may hold of the folder if the power is cut now.
  ///
  /// A file has the content it was last synced with; what was written since is there, in part or
  /// not at all, as `random` has it. A name is there for certain once its folder was synced after
  /// it was given.
  void cut_power(const std::filesystem::path& target, std::mt19937& random) const;

  /// Called by `fsync` and `rename`.
  static void note_sync(int file);
  static void note_replaced(const char* path);

 private:
  using Names = std::map<std::string, ino_t>;

  void note_all(const std::filesystem::path& folder);
  void note_folder(const std::filesystem::path& folder);
  void note_file(const std::filesystem::path& file);
  void cut(const std::filesystem::path& folder, const std::filesystem::path& target,
           std::mt19937& random) const;
  std::string content_after_cut(ino_t inode, const std::filesystem::path& file,
                                std::mt19937& random) const;

  std::filesystem::path root_;
  bool sees_folders_;
  std::map<std::filesystem::path, Names> folders_;  // as synced
  std::map<ino_t, std::string> files_;              // as synced
};

}  // namespace kezhuan::test
