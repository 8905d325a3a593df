#pragma once

#include <string>
#include <string_view>

namespace [[gnu::visibility("default")]] kezhuan {

/// Language of what a person reads. Chinese comes first everywhere.
enum class Language { zh, en };

/// One message in both languages. Every text a user sees is a `Text`.
///
/// A value type; safe to share between threads as any `std::string` pair.
struct Text {
  std::string zh;  ///< Chinese
  std::string en;  ///< English

  /// In one language.
  const std::string& in(Language language) const { return language == Language::zh ? zh : en; }
  /// In neither language.
  bool empty() const { return zh.empty() && en.empty(); }
  bool operator==(const Text&) const = default;
};

/// A bilingual text with static storage, for tables and declarations.
struct StaticText {
  std::string_view zh;  ///< Chinese
  std::string_view en;  ///< English

  /// In one language.
  constexpr std::string_view in(Language language) const {
    return language == Language::zh ? zh : en;
  }
  /// A copy of its own.
  Text text() const { return {std::string(zh), std::string(en)}; }
};

}  // namespace kezhuan
