#include "registry/evidence_store.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "registry/durable_file.hpp"

namespace kezhuan {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t piece_size = 1 << 18;

/// An open file, closed at the end.
class File {
 public:
  File(const fs::path& path, int flags)
      : path_(path), file_(::open(path.c_str(), flags | O_CLOEXEC)) {
    if (file_ < 0) throw file_error(errno, path);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { ::close(file_); }

  bool is_regular() const {
    struct stat info {};
    if (::fstat(file_, &info) != 0) throw file_error(errno, path_);
    return S_ISREG(info.st_mode);
  }

  std::string_view read(std::string& buffer) const {
    for (;;) {
      const auto count = ::read(file_, buffer.data(), buffer.size());
      if (count >= 0) return std::string_view(buffer).substr(0, static_cast<std::size_t>(count));
      if (errno != EINTR) throw file_error(errno, path_);
    }
  }

  void write(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto count = ::write(file_, bytes.data(), bytes.size());
      if (count < 0 && errno != EINTR) throw file_error(errno, path_);
      if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
    }
  }

 private:
  fs::path path_;
  int file_;
};

void refuse_larger(std::uint64_t size, std::uint64_t limit) {
  if (size <= limit) return;
  throw_invalid(
      {"证明材料超过上限 " + std::to_string(limit) + " 字节",
       "the evidence is larger than the limit of " + std::to_string(limit) + " bytes"},
      {"请拆分文件，或改存摘要与存放地点", "split it, or keep its hash and say where it is kept"});
}

Problem changed_problem(const fs::path& path, const Sha256& hash) {
  return {{},
          path.string(),
          {"证明材料 " + hash.to_text() + " 的内容与其哈希不符：被改动过",
           "evidence " + hash.to_text() + " does not match its hash: it was changed"},
          {"请用备份中的同名文件恢复", "restore the file of that name from a backup"}};
}

Problem stray_problem(const fs::path& path) {
  return {{},
          path.string(),
          {"此处不应有该文件", "this file does not belong here"},
          {"请移走；证明材料须通过登记加入",
           "move it away; evidence comes in only by being registered"}};
}

bool is_pending(const fs::path& path) {
  return path.filename().string().find(pending_mark) != std::string::npos;
}

/// The hash that a path of the form ab/cdef… stands for.
std::optional<Sha256> hash_named(const fs::path& path) {
  try {
    return Sha256::parse(path.parent_path().filename().string() + path.filename().string());
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// Every file below `directory`, sorted.
std::vector<fs::path> files_below(const fs::path& directory) {
  std::vector<fs::path> files;
  std::error_code error;
  if (!fs::exists(directory, error)) return files;
  for (const auto& each : fs::recursive_directory_iterator(directory)) {
    if (!each.is_directory()) files.push_back(each.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// Copies `file` to `pending`, hashing what passes.
Sha256 copy_in(const fs::path& file, const PendingFile& pending, std::uint64_t limit) {
  // Not blocking, so that a pipe is refused instead of waited for.
  const File from(file, O_RDONLY | O_NONBLOCK);
  if (!from.is_regular()) {
    throw_invalid(
        {"“" + file.string() + "”不是普通文件", "'" + file.string() + "' is not a plain file"},
        {"请给出一个文件", "give a file"});
  }
  const File to(pending.path(), O_WRONLY);
  Sha256Hasher hasher;
  std::string buffer(piece_size, '\0');
  std::uint64_t size = 0;
  for (auto piece = from.read(buffer); !piece.empty(); piece = from.read(buffer)) {
    size += piece.size();
    refuse_larger(size, limit);
    hasher.update(piece);
    to.write(piece);
  }
  return hasher.finish();
}

/// Makes the folder, and those above it, so that a power cut does not take it away again.
void make_folder(const fs::path& folder) {
  std::error_code error;
  if (fs::is_directory(folder, error)) return;
  if (folder.has_parent_path()) make_folder(folder.parent_path());
  fs::create_directory(folder, error);
  if (error) throw file_error(error.value(), folder);
  try {
    sync_folder_of(folder);
  } catch (const Error&) {
    fs::remove(folder, error);  // or the next would take it for one that stays
    throw;
  }
}

/// Gives `pending` its place. What stands there already has the same content, or is damaged and
/// thereby mended.
void keep(PendingFile& pending, const fs::path& path) {
  make_folder(path.parent_path());
  pending.publish(path, PendingFile::Existing::replace);
}

}  // namespace

EvidenceStore::EvidenceStore(const fs::path& registry, std::uint64_t limit)
    : directory_(registry), limit_(limit) {
  directory_ += ".files";
}

Sha256 EvidenceStore::put(const fs::path& file) const {
  make_folder(directory_);
  PendingFile pending(directory_ / "incoming");
  const auto hash = copy_in(file, pending, limit_);
  keep(pending, path_of(hash));
  return hash;
}

Sha256 EvidenceStore::put_bytes(std::string_view content) const {
  refuse_larger(content.size(), limit_);
  make_folder(directory_);
  PendingFile pending(directory_ / "incoming");
  File(pending.path(), O_WRONLY).write(content);
  const auto hash = sha256(content);
  keep(pending, path_of(hash));
  return hash;
}

fs::path EvidenceStore::path_of(const Sha256& hash) const {
  const auto text = hash.to_text();
  return directory_ / text.substr(0, 2) / text.substr(2);
}

bool EvidenceStore::has(const Sha256& hash) const {
  std::error_code error;
  return fs::is_regular_file(path_of(hash), error);
}

bool EvidenceStore::is_intact(const Sha256& hash) const {
  return has(hash) && sha256_file(path_of(hash)) == hash;
}

std::vector<Sha256> EvidenceStore::all() const {
  std::vector<Sha256> hashes;
  for (const auto& path : files_below(directory_)) {
    const auto hash = hash_named(path);
    if (hash && path == path_of(*hash)) hashes.push_back(*hash);
  }
  return hashes;
}

std::vector<Problem> EvidenceStore::verify_all(const Progress& progress) const {
  std::vector<Problem> problems;
  const auto files = files_below(directory_);
  std::uint64_t done = 0;
  for (const auto& path : files) {
    const auto hash = hash_named(path);
    if (!hash || path != path_of(*hash)) {
      // What a broken-off `put` left is no evidence and does no harm.
      if (!is_pending(path)) problems.push_back(stray_problem(path));
    } else {
      try {
        if (!is_intact(*hash)) problems.push_back(changed_problem(path, *hash));
      } catch (const Error& error) {
        problems.insert(problems.end(), error.problems().begin(), error.problems().end());
      }
    }
    if (progress) progress(++done, files.size());
  }
  return problems;
}

void EvidenceStore::copy_all_to(const EvidenceStore& other, const Progress& progress) const {
  const auto hashes = all();
  std::uint64_t done = 0;
  for (const auto& hash : hashes) {
    make_folder(other.directory_);
    PendingFile pending(other.directory_ / "incoming");
    if (copy_in(path_of(hash), pending, UINT64_MAX) != hash) {
      throw Error(ErrorCode::integrity, {changed_problem(path_of(hash), hash)});
    }
    keep(pending, other.path_of(hash));
    if (progress) progress(++done, hashes.size());
  }
}

}  // namespace kezhuan
