#include "kezhuan/core/sha256.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <vector>

#include <openssl/evp.h>

#include "core/scan.hpp"
#include "kezhuan/core/error.hpp"

namespace kezhuan {

namespace {

struct ContextFree {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, ContextFree>;

void require(bool succeeded) {
  if (succeeded) return;
  throw Error(ErrorCode::storage,
              {"密码库不能计算 SHA-256", "the cryptographic library cannot compute SHA-256"},
              {"检查 OpenSSL 的安装与配置", "check the installation and configuration of OpenSSL"});
}

/// The algorithm, looked up once: the lookup costs more than hashing a short message.
const EVP_MD* algorithm() {
  static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA2-256", nullptr);
  require(fetched != nullptr);
  return fetched;
}

Context new_context() {
  Context context(EVP_MD_CTX_new());
  require(context != nullptr);
  require(EVP_DigestInit_ex2(context.get(), algorithm(), nullptr) == 1);
  return context;
}

void feed(EVP_MD_CTX* context, std::string_view piece) {
  require(EVP_DigestUpdate(context, piece.data(), piece.size()) == 1);
}

/// Reads the digest and makes the context ready for the next message.
Sha256 take(EVP_MD_CTX* context) {
  Sha256::Bytes bytes{};
  unsigned size = 0;
  require(EVP_DigestFinal_ex(context, bytes.data(), &size) == 1 && size == bytes.size());
  require(EVP_DigestInit_ex2(context, nullptr, nullptr) == 1);
  return Sha256(bytes);
}

[[noreturn]] void throw_unreadable(const std::filesystem::path& path, int error) {
  const std::string reason = std::strerror(error);
  throw Error(ErrorCode::storage,
              {"不能读取文件 " + path.string() + "：" + reason,
               "cannot read file " + path.string() + ": " + reason},
              {"检查路径和读取权限", "check the path and the permission to read it"});
}

struct FileClose {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

struct Sha256Hasher::State {
  Context context = new_context();
};

Sha256 Sha256::parse(std::string_view text) {
  Bytes bytes{};
  bool is_hex = text.size() == 2 * bytes.size();
  for (std::size_t i = 0; is_hex && i < bytes.size(); ++i) {
    const int high = hex_value(text[2 * i]);
    const int low = hex_value(text[2 * i + 1]);
    is_hex = high >= 0 && low >= 0;
    bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  if (!is_hex) {
    throw_invalid({"SHA-256 格式不对：" + quoted(text), "malformed SHA-256: " + quoted(text)},
                  {"写 64 位小写十六进制数字，如 sha256sum 的输出",
                   "give 64 lower-case hexadecimal digits, as printed by sha256sum"});
  }
  return Sha256(bytes);
}

std::string Sha256::to_text() const {
  std::string text(2 * bytes_.size(), '0');
  std::size_t at = 0;
  for (const auto byte : bytes_) {
    text[at++] = hex_digit(byte / 16U);
    text[at++] = hex_digit(byte);
  }
  return text;
}

Sha256 sha256(std::string_view message) {
  // One context for each thread, because making one costs more than a short message.
  thread_local const Context context = new_context();
  feed(context.get(), message);
  return take(context.get());
}

Sha256Hasher::Sha256Hasher() : state_(std::make_unique<State>()) {}
Sha256Hasher::~Sha256Hasher() = default;
Sha256Hasher::Sha256Hasher(Sha256Hasher&&) noexcept = default;
Sha256Hasher& Sha256Hasher::operator=(Sha256Hasher&&) noexcept = default;

Sha256Hasher& Sha256Hasher::update(std::string_view piece) {
  feed(state_->context.get(), piece);
  return *this;
}

Sha256 Sha256Hasher::finish() { return take(state_->context.get()); }

Sha256 sha256_file(const std::filesystem::path& path) {
  const std::unique_ptr<std::FILE, FileClose> file(std::fopen(path.c_str(), "rb"));
  if (!file) throw_unreadable(path, errno);
  std::vector<char> buffer(std::size_t{1} << 16);
  Sha256Hasher hasher;
  while (const auto size = std::fread(buffer.data(), 1, buffer.size(), file.get())) {
    hasher.update({buffer.data(), size});
  }
  if (std::ferror(file.get()) != 0) throw_unreadable(path, errno);
  return hasher.finish();
}

}  // namespace kezhuan

std::size_t std::hash<kezhuan::Sha256>::operator()(const kezhuan::Sha256& digest) const noexcept {
  std::size_t value = 0;  // any part of a digest is as good as a hash of it
  std::memcpy(&value, digest.bytes().data(), sizeof value);
  return value;
}
