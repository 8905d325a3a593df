#include "faults/fault_vfs.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <mutex>
#include <new>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include <sqlite3.h>

#include "registry/scratch.hpp"

namespace kezhuan::test {

namespace {

namespace fs = std::filesystem;

/// What was asked of one file since its last sync.
struct Change {
  std::uint64_t offset;
  std::string bytes;
  bool is_truncation;
};

struct Disk {
  std::mutex guard;           // a batch is written on a second thread
  std::uint64_t fail_at = 0;  // 0: never
  Fault fault = Fault::disk_full;
  std::uint64_t changes = 0;
  bool has_failed = false;
  std::thread::id asked_by;  // for failures
  bool has_failed_behind = false;

  struct Content {
    std::string synced;
    bool was_synced = false;  // never: the folder may not know of it either
    std::vector<Change> pending;
  };
  std::map<std::string, Content> files;

  /// The result code of the next change, if it is to fail.
  int next(bool is_sync) {
    ++changes;
    if (fail_at == 0 || changes < fail_at || fault == Fault::no_index) return SQLITE_OK;
    if (fault == Fault::sync_error && !is_sync) return SQLITE_OK;
    if (fault != Fault::sync_error && is_sync) return SQLITE_OK;
    if (!has_failed) has_failed_behind = std::this_thread::get_id() != asked_by;
    has_failed = true;
    switch (fault) {
      case Fault::disk_full: return SQLITE_FULL;
      case Fault::write_error: return SQLITE_IOERR_WRITE;
      case Fault::sync_error: return SQLITE_IOERR_FSYNC;
      case Fault::no_index: break;
    }
    return SQLITE_IOERR;
  }

  void forget() {
    fail_at = 0;
    changes = 0;
    has_failed = false;
    has_failed_behind = false;
  }
};

Disk& disk() {
  static Disk one;
  return one;
}

sqlite3_vfs* real_vfs = nullptr;

/// SQLite's own file stands behind ours, in the same allocation.
struct File {
  sqlite3_file base;
  const char* name;  // of what is watched; null otherwise. SQLite keeps it while the file is open.

  sqlite3_file* real() {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(this) + sizeof(File));
  }
};

File& file_of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
sqlite3_file* real_of(sqlite3_file* file) { return file_of(file).real(); }

Disk::Content* content_of(sqlite3_file* file) {
  const auto* name = file_of(file).name;
  return name == nullptr ? nullptr : &disk().files[name];
}

int close_file(sqlite3_file* file) { return real_of(file)->pMethods->xClose(real_of(file)); }

int read_file(sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
  return real_of(file)->pMethods->xRead(real_of(file), to, size, at);
}

int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
  const std::scoped_lock lock(disk().guard);
  if (auto* content = content_of(file)) {
    if (const int code = disk().next(false)) return code;
    content->pending.push_back({static_cast<std::uint64_t>(at),
                                {static_cast<const char*>(from), static_cast<std::size_t>(size)},
                                false});
  }
  return real_of(file)->pMethods->xWrite(real_of(file), from, size, at);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  const std::scoped_lock lock(disk().guard);
  if (auto* content = content_of(file)) {
    if (const int code = disk().next(false)) return code;
    content->pending.push_back({static_cast<std::uint64_t>(size), {}, true});
  }
  return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

void apply(const Change& change, std::string& content) {
  if (change.is_truncation) {
    if (change.offset < content.size()) content.resize(change.offset);
    return;
  }
  content.resize(std::max(content.size(), change.offset + change.bytes.size()));
  content.replace(change.offset, change.bytes.size(), change.bytes);
}

int sync_file(sqlite3_file* file, int flags) {
  const std::scoped_lock lock(disk().guard);
  auto* content = content_of(file);
  if (content != nullptr) {
    if (const int code = disk().next(true)) return code;
  }
  const int code = real_of(file)->pMethods->xSync(real_of(file), flags);
  if (code == SQLITE_OK && content != nullptr) {
    for (const auto& change : content->pending) apply(change, content->synced);
    content->pending.clear();
    content->was_synced = true;
  }
  return code;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  return real_of(file)->pMethods->xFileSize(real_of(file), size);
}
int lock_file(sqlite3_file* file, int lock) {
  return real_of(file)->pMethods->xLock(real_of(file), lock);
}
int unlock_file(sqlite3_file* file, int lock) {
  return real_of(file)->pMethods->xUnlock(real_of(file), lock);
}
int check_lock(sqlite3_file* file, int* is_reserved) {
  return real_of(file)->pMethods->xCheckReservedLock(real_of(file), is_reserved);
}
int control_file(sqlite3_file* file, int what, void* argument) {
  return real_of(file)->pMethods->xFileControl(real_of(file), what, argument);
}
int sector_size(sqlite3_file* file) { return real_of(file)->pMethods->xSectorSize(real_of(file)); }
int characteristics(sqlite3_file* file) {
  return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}
int map_shared(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
  {
    const std::scoped_lock lock(disk().guard);
    if (extend != 0 && disk().fail_at != 0 && disk().fault == Fault::no_index) {
      disk().has_failed = true;
      return SQLITE_IOERR_SHMSIZE;
    }
  }
  return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, memory);
}
int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
  return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}
void barrier(sqlite3_file* file) { real_of(file)->pMethods->xShmBarrier(real_of(file)); }
int unmap_shared(sqlite3_file* file, int remove) {
  return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
}

/// Version 2: without memory mapping, so that all writing passes here.
const sqlite3_io_methods methods{2,
                                 close_file,
                                 read_file,
                                 write_file,
                                 truncate_file,
                                 sync_file,
                                 file_size,
                                 lock_file,
                                 unlock_file,
                                 check_lock,
                                 control_file,
                                 sector_size,
                                 characteristics,
                                 map_shared,
                                 lock_shared,
                                 barrier,
                                 unmap_shared,
                                 nullptr,
                                 nullptr};

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  auto& ours = *new (file) File{};
  const int code = real_vfs->xOpen(real_vfs, name, ours.real(), flags, out_flags);
  if (ours.real()->pMethods == nullptr) return code;
  ours.base.pMethods = &methods;
  constexpr int watched = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;
  if (code != SQLITE_OK || name == nullptr || (flags & watched) == 0) return code;
  ours.name = name;
  const std::scoped_lock lock(disk().guard);
  if (disk().files.contains(name)) return code;
  auto& content = disk().files[name];
  content.synced = read_bytes(name);
  content.was_synced = !content.synced.empty();
  return code;
}

int delete_file(sqlite3_vfs*, const char* name, int sync_folder) {
  const std::scoped_lock lock(disk().guard);
  disk().files.erase(name);
  return real_vfs->xDelete(real_vfs, name, sync_folder);
}

sqlite3_vfs& our_vfs() {
  static sqlite3_vfs vfs = [] {
    auto made = *real_vfs;
    made.zName = "faults";
    made.szOsFile = static_cast<int>(sizeof(File)) + real_vfs->szOsFile;
    made.pNext = nullptr;
    made.xOpen = open_file;
    made.xDelete = delete_file;
    return made;
  }();
  return vfs;
}

/// `content` after some of what was pending reached the disk.
std::string after_cut(const Disk::Content& content, std::mt19937& random) {
  auto left = content.synced;
  const std::size_t sector = random() % 2 == 0 ? 512 : 4096;
  const auto share = random() % 5;  // of 4: none, some, all
  for (const auto& change : content.pending) {
    if (change.is_truncation) {
      if (random() % 4 < share) apply(change, left);
      continue;
    }
    for (std::uint64_t at = 0; at < change.bytes.size();) {
      const auto offset = change.offset + at;
      const auto length =
          std::min<std::uint64_t>(sector - offset % sector, change.bytes.size() - at);
      auto piece = change.bytes.substr(at, length);
      at += length;
      if (random() % 4 >= share) continue;
      if (random() % 16 == 0) {
        for (auto& byte : piece) byte = static_cast<char>(random() & 0xFFU);
      }
      apply({offset, std::move(piece), false}, left);
    }
  }
  return left;
}

}  // namespace

FaultVfs::FaultVfs() {
  sqlite3_initialize();
  if (real_vfs == nullptr) real_vfs = sqlite3_vfs_find("unix");
  disk().forget();
  disk().files.clear();
  if (sqlite3_vfs_register(&our_vfs(), 1) != SQLITE_OK) throw std::runtime_error("no fault VFS");
}

FaultVfs::~FaultVfs() {
  sqlite3_vfs_unregister(&our_vfs());
  sqlite3_vfs_register(real_vfs, 1);
  disk().forget();
  disk().files.clear();
}

void FaultVfs::fail_from(std::uint64_t n, Fault fault) {
  const std::scoped_lock lock(disk().guard);
  disk().forget();
  disk().fail_at = n;
  disk().fault = fault;
  disk().asked_by = std::this_thread::get_id();
}

void FaultVfs::mend() {
  const std::scoped_lock lock(disk().guard);
  disk().forget();
}

std::uint64_t FaultVfs::changes() const {
  const std::scoped_lock lock(disk().guard);
  return disk().changes;
}
bool FaultVfs::has_failed() const {
  const std::scoped_lock lock(disk().guard);
  return disk().has_failed;
}
bool FaultVfs::has_failed_behind() const {
  const std::scoped_lock lock(disk().guard);
  return disk().has_failed_behind;
}

void FaultVfs::cut_power(const fs::path& source, const fs::path& target,
                         std::mt19937& random) const {
  const std::scoped_lock lock(disk().guard);
  fs::create_directories(target);
  for (const auto& each : fs::directory_iterator(source)) {
    if (!each.is_regular_file()) continue;
    const auto name = each.path().string();
    if (name.ends_with("-shm")) continue;
    const auto copy = target / each.path().filename();
    const auto known = disk().files.find(name);
    if (known == disk().files.end()) {
      fs::copy_file(each.path(), copy);
    } else if (known->second.was_synced || random() % 2 == 0) {
      write_bytes(copy, after_cut(known->second, random));
    }
  }
}

}  // namespace kezhuan::test
