#pragma once

#include <string>
#include <string_view>

namespace kezhuan {

/// Language of what a person reads. Chinese comes first everywhere.
enum class Language { zh, en };

/// One message in both languages. Every text a user sees is a `Text`.
///
/// A value type; safe to share between threads as any `std::string` pair.
struct Text {
  std::string zh;
  std::string en;

  const std::string& in(Language language) const { return language == Language::zh ? zh : en; }
  bool empty() const { return zh.empty() && en.empty(); }
  bool operator==(const Text&) const = default;
};

/// A bilingual text with static storage, for tables and declarations.
struct StaticText {
  std::string_view zh;
  std::string_view en;

  constexpr std::string_view in(Language language) const {
    return language == Language::zh ? zh : en;
  }
  Text text() const { return {std::string(zh), std::string(en)}; }
};

}  // namespace kezhuan
