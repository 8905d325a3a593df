#include "registry/durable_file.hpp"

#include <cerrno>
#include <cstdio>
#include <random>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace kezhuan {

namespace {

namespace fs = std::filesystem;

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

void sync(const fs::path& path, int flags) {
  const int file = ::open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) throw file_error(errno, path);
  const int result = ::fsync(file);
  const int error = errno;
  ::close(file);
  // Some file systems cannot sync a folder, and say so with EINVAL.
  if (result != 0 && error != EINVAL) throw file_error(error, path);
}

/// rename(2) that never replaces; false when `target` exists.
bool rename_new(const fs::path& from, const fs::path& target) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE) == 0) {
    return true;
  }
  if (errno == EEXIST) return false;
  if (errno != EINVAL && errno != ENOSYS) throw file_error(errno, target);
  // The file system knows no such flag; the remaining gap is between these two lines.
  if (fs::exists(fs::symlink_status(target))) return false;
  if (::rename(from.c_str(), target.c_str()) != 0) throw file_error(errno, target);
  return true;
}

}  // namespace

Error file_error(int error_number, const fs::path& path) {
  const auto name = path.string();
  switch (error_number) {
    case ENOSPC:
    case EDQUOT:
      return {
          ErrorCode::storage,
          {"磁盘空间不足，无法写入“" + name + "”", "the disk is full; cannot write '" + name + "'"},
          {"请腾出空间后重试；未写入任何内容", "make room and try again; nothing was written"}};
    case EROFS:
    case EACCES:
    case EPERM:
      return {
          ErrorCode::storage,
          {"没有权限访问“" + name + "”，或其为只读",
           "no permission for '" + name + "', or it is read-only"},
          {"请检查文件及其所在目录的权限", "check the permissions of the file and of its folder"}};
    default: {
      const auto reason = std::generic_category().message(error_number);
      return {ErrorCode::storage,
              {"无法访问“" + name + "”（" + reason + "）",
               "cannot access '" + name + "' (" + reason + ")"},
              {"请检查路径与存储设备", "check the path and the storage device"}};
    }
  }
}

void sync_folder_of(const fs::path& path) { sync(folder_of(path), O_RDONLY | O_DIRECTORY); }

PendingFile::PendingFile(const fs::path& target) {
  std::random_device random;
  for (int attempt = 0;; ++attempt) {
    path_ = target;
    path_ += pending_mark + std::to_string(random());
    const int file = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file >= 0) {
      ::close(file);
      return;
    }
    if (errno != EEXIST || attempt == 100) throw file_error(errno, path_);
  }
}

PendingFile::~PendingFile() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

bool PendingFile::publish(const fs::path& target, Existing existing) {
  sync(path_, O_RDONLY);
  if (existing == Existing::keep) {
    if (!rename_new(path_, target)) return false;
  } else if (::rename(path_.c_str(), target.c_str()) != 0) {
    throw file_error(errno, target);
  }
  path_.clear();
  try {
    sync_folder_of(target);
  } catch (const Error&) {
    // What was told to be new must not stay after saying that it failed.
    if (existing == Existing::keep) ::unlink(target.c_str());
    throw;
  }
  return true;
}

}  // namespace kezhuan
