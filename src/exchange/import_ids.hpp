#pragma once

#include <string>
#include <string_view>

#include "kezhuan/core/ids.hpp"
#include "kezhuan/core/sha256.hpp"

namespace kezhuan {

/// Ids made from what names a record, so that the same record has the same ids whenever it comes.
///
/// `uuid_of` SHA-256 of "kezhuan import", mapping, act, part and key.
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
    return uuid_of(sha256(text + key_));
  }

  std::string key_;
};

}  // namespace kezhuan
