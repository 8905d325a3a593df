#pragma once

#include <string>
#include <string_view>

#include "kezhuan/core/describe.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// Unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters, check digit
/// verified.
/// @rule CTR-06
class CreditCode {
 public:
  CreditCode() = default;
  /// @throws Error invalid CTR-06: wrong length, a character the standard does not use, or a wrong
  ///         check digit (the message says which digit would be right)
  static CreditCode parse(std::string_view text);
  /// The 18 characters.
  std::string to_text() const { return text_; }
  bool operator==(const CreditCode&) const = default;

 private:
  std::string text_;
};

template <>
struct TextForm<CreditCode> {
  static constexpr StaticText name{"统一社会信用代码", "unified social credit code"};
  static constexpr std::string_view pattern = "^[0-9A-HJ-NPQRTUWXY]{18}$";
  static constexpr std::string_view example = "121000004000000010";
};

}  // namespace kezhuan
