#pragma once

#include <string>
#include <string_view>

#include "kezhuan/core/ids.hpp"
#include "kezhuan/core/sha256.hpp"

namespace kezhuan {

/// Ids made from what names a record, so that the same record has the same ids whenever it comes.
///
/// The first 16 bytes of SHA-256 of "kezhuan import", mapping, act, part and key, marked as
/// version 8 (RFC 9562).
class ImportIds {
 public:
  void add(std::string_view key) { key_.append(1, '\0').append(key); }

  Uuid act(std::string_view mapping, std::string_view act, std::string_view part) const {
    return make("act", mapping, act, part);
  }
  Uuid created(std::string_view mapping, std::string_view act, std::string_view part) const {
    return make("created", mapping, act, part);
  }

 private:
  Uuid make(std::string_view what, std::string_view mapping, std::string_view act,
            std::string_view part) const {
    std::string text = "kezhuan import";
    for (const auto each : {what, mapping, act, part}) text.append(1, '\0').append(each);
    const auto digest = sha256(text + key_);
    Uuid::Bytes bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = digest.bytes()[i];
    bytes[6] = static_cast<std::uint8_t>(0x80U | (bytes[6] & 0x0FU));
    bytes[8] = static_cast<std::uint8_t>(0x80U | (bytes[8] & 0x3FU));
    return Uuid(bytes);
  }

  std::string key_;
};

}  // namespace kezhuan
