#include <cstdint>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>

#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/scan.hpp"
#include "kezhuan/core/limits.hpp"
#include "registry/sqlite/impl.hpp"

namespace kezhuan {

namespace {

namespace fs = std::filesystem;

enum class Lock { write, any };

/// Programs that hold such a lock on the registry, as "name (pid)", from /proc/locks. For the
/// message only, so whatever cannot be read is left out.
std::string lock_holders(const fs::path& path, Lock lock) {
  std::set<std::string> inodes;
  for (const char* suffix : {"", "-shm"}) {
    struct stat info {};
    if (::stat((path.string() + suffix).c_str(), &info) == 0) {
      inodes.insert(std::to_string(info.st_ino));
    }
  }
  std::set<std::string> holders;
  std::set<std::string> itself;
  const auto own = std::to_string(::getpid());
  std::ifstream locks("/proc/locks");
  for (std::string line; std::getline(locks, line);) {
    // "5: POSIX  ADVISORY  WRITE 1234 08:01:131 120 120"; a waiting one has "->" second.
    std::istringstream words(line);
    std::string number, kind, mode, access, pid, file;
    words >> number >> kind >> mode >> access >> pid >> file;
    if (lock == Lock::write && access != "WRITE") continue;
    if (!inodes.contains(file.substr(file.rfind(':') + 1))) continue;
    std::string name;
    std::getline(std::ifstream("/proc/" + pid + "/comm"), name);
    (pid == own ? itself : holders).insert(name.append(" (").append(pid).append(")"));
  }
  if (holders.empty()) holders = itself;  // another connection of this very program
  std::string text;
  for (const auto& holder : holders) text += (text.empty() ? "" : ", ") + holder;
  return text;
}

Error busy_error(const std::string& name, const fs::path& path) {
  auto holders = lock_holders(path, Lock::write);
  if (holders.empty()) holders = lock_holders(path, Lock::any);  // of a copy without a log
  return {ErrorCode::storage,
          {"登记库“" + name + "”一直被其他程序占用" + (holders.empty() ? "" : "：" + holders),
           "the registry '" + name + "' stayed locked by another program" +
               (holders.empty() ? "" : ": " + holders)},
          {"请等其结束后重试；常见占用者为大批量导入、备份软件或打开该文件的数据库工具",
           "try again when it has finished; usual holders are a large import, backup software or "
           "a database tool that has the file open"}};
}

Error damaged_error(const std::string& name, const std::string& reason) {
  return {ErrorCode::integrity,
          {"登记库“" + name + "”已损坏（" + reason + "）",
           "the registry '" + name + "' is damaged (" + reason + ")"},
          {"kezhuan verify 指出损坏的部分：只涉及数据表或索引的，由账册重建（kezhuan migrate "
           "--rebuild）；其余的请用最近的备份恢复，并保留此文件备查",
           "kezhuan verify says which part is: tables and indexes are rebuilt from the ledger "
           "(kezhuan migrate --rebuild); for all else restore the latest backup and keep this file "
           "for examination"}};
}

Error no_registry_error(const std::string& name, const std::string& reason) {
  return {ErrorCode::integrity,
          {"“" + name + "”已损坏，或不是科转登记库（" + reason + "）",
           "'" + name + "' is damaged or is no kezhuan registry (" + reason + ")"},
          {"请核对路径；若确为登记库，请用最近的备份恢复，并保留此文件备查",
           "check the path; if it is the registry, restore the latest backup and keep this file "
           "for examination"}};
}

Error full_error(const std::string& name) {
  return {ErrorCode::storage,
          {"磁盘空间不足，无法写入登记库“" + name + "”",
           "the disk is full; cannot write the registry '" + name + "'"},
          {"请腾出空间后重试；本次操作未写入任何内容",
           "make room and try again; nothing of this was written"}};
}

/// Whoever reads needs room as well, for the index of the log, which all who have the file open
/// share.
Error no_room_error(const std::string& name) {
  return {ErrorCode::storage,
          {"磁盘空间不足，无法打开登记库“" + name + "”：读取也须在其旁建立小的临时文件（-shm）",
           "the disk is full; cannot open the registry '" + name +
               "': reading, too, needs a small temporary file beside it (-shm)"},
          {"请腾出空间后重试；登记库未受影响，也未写入任何内容",
           "make room and try again; the registry is as it was, and nothing was written"}};
}

/// The most bytes a file of this process may have (ulimit -f), when there is such a limit.
std::optional<std::uint64_t> file_size_limit() {
  struct rlimit limit {};
  if (::getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return {};
  return limit.rlim_cur;
}

Error limited_error(const std::string& name, const std::string& reason, std::uint64_t limit) {
  const auto most = std::to_string(limit);
  return {ErrorCode::storage,
          {"无法写入登记库“" + name + "”（" + reason + "）：本程序可写的文件限为 " + most +
               " 字节（ulimit -f）",
           "cannot write the registry '" + name + "' (" + reason +
               "): files this program writes are limited to " + most + " bytes (ulimit -f)"},
          {"请放宽此限制后重试；本次操作未写入任何内容",
           "raise the limit and try again; nothing of this was written"}};
}

Error read_only_error(const std::string& name, const std::string& reason) {
  return {ErrorCode::storage,
          {"登记库“" + name + "”不可写入（" + reason + "）",
           "the registry '" + name + "' cannot be written (" + reason + ")"},
          {"请检查文件及其所在目录的写权限，或以只读方式打开",
           "check write permission on the file and its folder, or open it read-only"}};
}

}  // namespace

Error opened_read_only_error(const fs::path& path) {
  const auto name = path.string();
  return {ErrorCode::storage,
          {"登记库“" + name + "”是以只读方式打开的，不能写入",
           "the registry '" + name + "' was opened read-only: nothing can be written"},
          {"需要写入时，以读写方式重新打开", "open it again for reading and writing"}};
}

Error not_alone_error(const fs::path& path) {
  const auto name = path.string();
  const auto holders = lock_holders(path, Lock::any);
  return {ErrorCode::storage,
          {"登记库“" + name + "”的页已损坏，重建须独占此文件，而它还被打开着" +
               (holders.empty() ? "" : "：" + holders),
           "pages of the registry '" + name +
               "' are damaged: rebuilding needs the file for itself, and it is open elsewhere" +
               (holders.empty() ? "" : ": " + holders)},
          {"请先结束这些程序（包括只读取的）再重建；文件未作任何改动",
           "end those programs first, those that only read as well; the file was not touched"}};
}

Error storage_error(int code, std::string_view detail, const fs::path& path) {
  const auto name = path.string();
  const auto reason = readable(detail);  // of a damaged file it may quote what is no text
  const bool is_write = code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_SHMSIZE;
  const auto limit = is_write ? file_size_limit() : std::nullopt;
  if (limit) return limited_error(name, reason, *limit);
  if (code == SQLITE_IOERR_SHMSIZE) return no_room_error(name);
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return busy_error(name, path);
    case SQLITE_FULL: return full_error(name);
    case SQLITE_CORRUPT: return damaged_error(name, reason);
    case SQLITE_NOTADB:
    case SQLITE_FORMAT: return no_registry_error(name, reason);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH: return read_only_error(name, reason);
    case SQLITE_CANTOPEN:
      return {ErrorCode::storage,
              {"无法打开登记库“" + name + "”（" + reason + "）",
               "cannot open the registry '" + name + "' (" + reason + ")"},
              {"请检查路径、文件及其所在目录的权限",
               "check the path and the permissions of the file and its folder"}};
    case SQLITE_CONSTRAINT:
      return {ErrorCode::conflict,
              {"与登记库中已有的记录冲突（" + reason + "）",
               "this conflicts with what is on record (" + reason + ")"},
              {"请重新读取后再试", "read the record again, then try again"}};
    case SQLITE_TOOBIG:
      return {ErrorCode::invalid,
              {"内容过大，无法保存", "the content is too large to be kept"},
              {"请将大文件作为证明材料保存", "keep large content as an evidence file"}};
    default:
      return {ErrorCode::storage,
              {"读写登记库“" + name + "”失败（" + reason + "，代码 " + std::to_string(code) + "）",
               "reading or writing the registry '" + name + "' failed (" + reason + ", code " +
                   std::to_string(code) + ")"},
              {"请检查存储设备；如反复出现，请先备份再排查",
               "check the storage device; if it comes back, make a backup first"}};
  }
}

Error exists_error(const fs::path& path) {
  return {ErrorCode::storage,
          {"“" + path.string() + "”已存在，不会覆盖",
           "'" + path.string() + "' exists and is not overwritten"},
          {"请另选路径，或先将其移走", "choose another path, or move it away first"}};
}

void refuse_long(const fs::path& path) {
  const auto size = path.string().size();
  if (size <= limits::path_bytes) return;
  const auto found = std::to_string(size);
  const auto limit = std::to_string(limits::path_bytes);
  throw Error(
      ErrorCode::storage,
      {"登记库的路径过长：" + found + " 字节，上限 " + limit + " 字节：“" + path.string() + "”",
       "the registry's path is too long: " + found + " bytes, the limit is " + limit + ": '" +
           path.string() + "'"},
      {"请用较短的路径", "use a shorter path"});
}

void refuse_existing(const fs::path& path) {
  refuse_long(path);
  for (const char* suffix : {"", "-wal", "-journal"}) {
    const fs::path each = path.string() + suffix;
    if (fs::exists(fs::symlink_status(each))) throw exists_error(each);
  }
}

SideFiles::~SideFiles() {
  std::error_code ignored;
  for (const char* suffix : {"-wal", "-shm", "-journal"}) {
    fs::remove(path_.string() + suffix, ignored);
  }
}

std::optional<std::string_view> network_file_system_name(long f_type) {
  // Values of linux/magic.h and of the file systems' own sources. FUSE is not listed: it carries
  // local file systems as well.
  switch (static_cast<std::uint32_t>(f_type)) {
    case 0x6969: return "NFS";
    case 0x517B: return "SMB";
    case 0xFF534D42: return "CIFS";
    case 0xFE534D42: return "SMB2";
    case 0x01021997: return "9P";
    case 0x5346414F: return "AFS";
    case 0x6B414653: return "kAFS";
    case 0x73757245: return "Coda";
    case 0x564C: return "NCP";
    case 0x00C36400: return "Ceph";
    case 0x0BD00BD0: return "Lustre";
    case 0x19830326: return "BeeGFS";
    case 0x47504653: return "GPFS";
    case 0x786F4256: return "vboxsf";
    default: return std::nullopt;
  }
}

}  // namespace kezhuan
