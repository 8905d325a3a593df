#pragma once

#include <filesystem>

#include "kezhuan/core/error.hpp"

namespace kezhuan {

/// Error storage for an `errno` on a file: disk full, no permission, or what the system says.
Error file_error(int error_number, const std::filesystem::path& path);

/// Makes durable that `path` stands in its folder. @throws Error storage
void sync_folder_of(const std::filesystem::path& path);

/// A file written under a passing name, so that under its own name it is complete or not there.
/// Removed on destruction unless published.
class PendingFile {
 public:
  enum class Existing { keep, replace };

  /// Makes an empty file `<target>.partial-<random>`; the name's folder must exist.
  /// @throws Error storage
  explicit PendingFile(const std::filesystem::path& target);
  PendingFile(const PendingFile&) = delete;
  PendingFile& operator=(const PendingFile&) = delete;
  ~PendingFile();

  const std::filesystem::path& path() const { return path_; }

  /// Makes the content durable and gives it its name.
  /// @return false when `target` exists and is to be kept
  /// @throws Error storage
  bool publish(const std::filesystem::path& target, Existing existing);

 private:
  std::filesystem::path path_;
};

/// The part of a passing name that tells it from others.
inline constexpr const char* pending_mark = ".partial-";

}  // namespace kezhuan
