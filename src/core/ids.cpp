#include "kezhuan/core/ids.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include <sys/random.h>

#include "core/scan.hpp"
#include "kezhuan/core/error.hpp"

namespace kezhuan {

namespace {

constexpr std::uint64_t low_bits = (std::uint64_t{1} << 62) - 1;  // what follows the variant

constexpr bool has_hyphen_before(std::size_t byte) {
  return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

/// Two random words from the kernel, asked for anew each time: a buffer would be shared by the
/// two sides of a fork and hand both the same ids.
struct RandomWords {
  std::uint64_t high;
  std::uint64_t low;
};

RandomWords random_words() {
  RandomWords words{};
  if (getrandom(&words, sizeof words, 0) != static_cast<ssize_t>(sizeof words)) {
    throw Error(ErrorCode::storage, {"系统随机数不可用", "the system gives no random bytes"},
                {"检查操作系统的随机数设备", "check the operating system's random device"});
  }
  return words;
}

/// Version 7: 48 bits of milliseconds, version, 12 bits, variant, 62 bits.
Uuid version_7(std::int64_t milliseconds, std::uint64_t high, std::uint64_t low) {
  Uuid::Bytes bytes{};
  const auto time = static_cast<std::uint64_t>(milliseconds);
  for (std::size_t i = 0; i < 6; ++i) bytes[i] = static_cast<std::uint8_t>(time >> (40 - 8 * i));
  bytes[6] = static_cast<std::uint8_t>(0x70U | ((high >> 8) & 0x0FU));
  bytes[7] = static_cast<std::uint8_t>(high);
  const std::uint64_t tail = (std::uint64_t{2} << 62) | (low & low_bits);
  for (std::size_t i = 0; i < 8; ++i) {
    bytes[8 + i] = static_cast<std::uint8_t>(tail >> (56 - 8 * i));
  }
  return Uuid(bytes);
}

/// A well-mixed word from a counter (the finalizer of SplitMix64).
std::uint64_t mix(std::uint64_t value) {
  value += 0x9E3779B97F4A7C15U;
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31);
}

[[noreturn]] void throw_malformed(std::string_view text) {
  throw_invalid({"标识格式不对：" + quoted(text), "malformed identifier: " + quoted(text)},
                {"写成小写的 UUID，如“0197a3b2-5c6d-7e8f-9a0b-1c2d3e4f5a6b”",
                 "write a lower-case UUID, such as \"0197a3b2-5c6d-7e8f-9a0b-1c2d3e4f5a6b\""});
}

}  // namespace

Uuid Uuid::parse(std::string_view text) {
  if (text.size() != 36) throw_malformed(text);
  Bytes bytes{};
  std::size_t at = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (has_hyphen_before(i) && text[at++] != '-') throw_malformed(text);
    const int high = hex_value(text[at++]);
    const int low = hex_value(text[at++]);
    if (high < 0 || low < 0) throw_malformed(text);
    bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return Uuid(bytes);
}

std::string Uuid::to_text() const {
  std::string text(36, '-');
  std::size_t at = 0;
  for (std::size_t i = 0; i < bytes_.size(); ++i) {
    if (has_hyphen_before(i)) ++at;
    text[at++] = hex_digit(bytes_[i] / 16U);
    text[at++] = hex_digit(bytes_[i]);
  }
  return text;
}

Uuid uuid_of(const Sha256& digest) {
  Uuid::Bytes bytes{};
  std::copy_n(digest.bytes().begin(), bytes.size(), bytes.begin());
  bytes[6] = static_cast<std::uint8_t>(0x80U | (bytes[6] & 0x0FU));
  bytes[8] = static_cast<std::uint8_t>(0x80U | (bytes[8] & 0x3FU));
  return Uuid(bytes);
}

Uuid SystemIdSource::next() {
  const auto now = clock_.now().milliseconds();
  const auto random = random_words();
  const std::scoped_lock lock(mutex_);
  if (now > last_milliseconds_) {
    last_milliseconds_ = now;
    last_high_ = random.high & 0x7FFU;  // the top bit stays free for what may be added below
    last_low_ = random.low & low_bits;
  } else {
    // Same or earlier millisecond: go on from the last id by a random step, so that ids keep
    // their order and the next one cannot be guessed.
    last_low_ += 1 + (random.low >> 32);
    if (last_low_ > low_bits) {
      last_low_ &= low_bits;
      ++last_high_;
    }
  }
  return version_7(last_milliseconds_, last_high_, last_low_);
}

SequenceIdSource::SequenceIdSource(std::uint64_t seed, const Timestamp& start)
    : seed_(mix(seed)), start_milliseconds_(start.milliseconds()) {
  if (start_milliseconds_ < 0) {
    throw_invalid({"标识序列不能始于 1970 年以前", "an id sequence cannot start before 1970"},
                  {"选较晚的起始时间", "choose a later start"});
  }
}

Uuid SequenceIdSource::next() {
  const auto count = count_++;
  const auto word = static_cast<std::uint64_t>(count) * 2;
  return version_7(start_milliseconds_ + count, mix(seed_ ^ word), mix(seed_ ^ (word + 1)));
}

}  // namespace kezhuan

std::size_t std::hash<kezhuan::Uuid>::operator()(const kezhuan::Uuid& uuid) const noexcept {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  std::memcpy(&high, uuid.bytes().data(), 8);
  std::memcpy(&low, uuid.bytes().data() + 8, 8);
  return static_cast<std::size_t>(low ^ std::rotl(high, 32));
}
