#include "faults/sync_watch.hpp"

#include <utility>

#include <sys/stat.h>

#include "registry/scratch.hpp"

namespace kezhuan::test {

namespace {

namespace fs = std::filesystem;

SyncWatch* watching = nullptr;

ino_t inode_of(const fs::path& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0 ? info.st_ino : 0;
}

std::map<std::string, ino_t> names_in(const fs::path& folder) {
  std::map<std::string, ino_t> names;
  for (const auto& each : fs::directory_iterator(folder)) {
    names.emplace(each.path().filename().string(), inode_of(each.path()));
  }
  return names;
}

}  // namespace

SyncWatch::SyncWatch(fs::path root, bool sees_folders)
    : root_(std::move(root)), sees_folders_(sees_folders) {
  note_all(root_);
  watching = this;
}

SyncWatch::~SyncWatch() { watching = nullptr; }

void SyncWatch::note_sync(int file) {
  if (watching == nullptr) return;
  std::error_code error;
  const auto path = fs::read_symlink("/proc/self/fd/" + std::to_string(file), error);
  if (error || !path.string().starts_with(watching->root_.string())) return;
  if (!fs::is_directory(path, error)) return watching->note_file(path);
  if (watching->sees_folders_) watching->note_folder(path);
}

/// Its inode may be given to another file.
void SyncWatch::note_replaced(const char* path) {
  if (watching != nullptr) watching->files_.erase(inode_of(path));
}

void SyncWatch::note_all(const fs::path& folder) {
  note_folder(folder);
  for (const auto& each : fs::directory_iterator(folder)) {
    if (each.is_directory()) {
      note_all(each.path());
    } else {
      note_file(each.path());
    }
  }
}

void SyncWatch::note_folder(const fs::path& folder) { folders_[folder] = names_in(folder); }

void SyncWatch::note_file(const fs::path& file) { files_[inode_of(file)] = read_bytes(file); }

void SyncWatch::cut_power(const fs::path& target, std::mt19937& random) const {
  cut(root_, target, random);
}

void SyncWatch::cut(const fs::path& folder, const fs::path& target, std::mt19937& random) const {
  fs::create_directories(target);
  const auto known = folders_.find(folder);
  const auto synced = known == folders_.end() ? Names() : known->second;
  for (const auto& [name, inode] : names_in(folder)) {
    const auto before = synced.find(name);
    const bool is_certain = before != synced.end() && before->second == inode;
    if (!is_certain && random() % 2 == 0) continue;
    if (fs::is_directory(folder / name)) {
      cut(folder / name, target / name, random);
    } else {
      write_bytes(target / name, content_after_cut(inode, folder / name, random));
    }
  }
  // Names that are gone, or stand for another file by now, without the disk knowing for certain.
  for (const auto& [name, inode] : synced) {
    const auto content = files_.find(inode);
    if (fs::exists(target / name) || content == files_.end()) continue;
    if (inode_of(folder / name) != inode) write_bytes(target / name, content->second);
  }
}

std::string SyncWatch::content_after_cut(ino_t inode, const fs::path& file,
                                         std::mt19937& random) const {
  const auto synced = files_.find(inode);
  const auto now = read_bytes(file);
  if (synced != files_.end() && synced->second == now) return now;
  const auto left = now.substr(0, random() % (now.size() + 1));
  return left + std::string(random() % 2 == 0 ? now.size() - left.size() : 0, '\0');
}

}  // namespace kezhuan::test
