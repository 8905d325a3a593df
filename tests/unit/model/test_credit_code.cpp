#include <optional>
#include <set>
#include <string>

#include "catch.hpp"
#include "kezhuan/core/error.hpp"
#include "kezhuan/model/credit_code.hpp"

using namespace kezhuan;

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

std::optional<Problem> problem_of(std::string_view text) {
  try {
    CreditCode::parse(text);
  } catch (const Error& error) {
    return error.problems().front();
  }
  return std::nullopt;
}

/// The standard's own weights, written out, so that this does not repeat the code under test.
char check_digit(std::string_view first_17) {
  constexpr int weights[] = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i)
    sum += static_cast<int>(alphabet.find(first_17[i])) * weights[i];
  return alphabet[static_cast<std::size_t>((31 - sum % 31) % 31)];
}

}  // namespace

TEST_CASE("CTR-06 passes: codes that organisations really bear") {
  // as organisations publish their own
  const auto code = GENERATE("91350100M000100Y43", "91110108551385082Q", "91440300708461136T",
                             "91330100716105852F", "91110000802100433B", "914403001922038216",
                             "12100000400000624D");
  CHECK(CreditCode::parse(code).to_text() == code);
}

TEST_CASE("CTR-06 passes: a code with each of the 31 check characters") {
  std::set<char> seen;
  for (int i = 0; i < 1000 && seen.size() < 31; ++i) {
    auto body = "1210000040000" + std::to_string(1000 + i);
    const char digit = check_digit(body);
    if (!seen.insert(digit).second) continue;
    CAPTURE(body, digit);
    CHECK_FALSE(problem_of(body + digit));
  }
  CHECK(seen.size() == 31);
}

TEST_CASE("CTR-06 refuses: every other check character, and says which is right") {
  const std::string body = "91350100M000100Y4";
  for (const char digit : alphabet) {
    if (digit == '3') continue;
    const auto problem = problem_of(body + digit);
    REQUIRE(problem);
    CHECK(problem->rule == "CTR-06");
    CHECK(problem->what.en.find("the check digit should be 3.") != std::string::npos);
    CHECK(problem->what.zh.find("校验位应为 3。") != std::string::npos);
  }
}

TEST_CASE("CTR-06 refuses: one wrong character or two swapped neighbours anywhere") {
  const std::string good = "91350100M000100Y43";
  for (std::size_t i = 0; i + 1 < good.size(); ++i) {
    for (const char other : alphabet) {
      auto bad = good;
      bad[i] = other;
      CHECK(problem_of(bad).has_value() == (other != good[i]));
    }
    auto swapped = good;
    std::swap(swapped[i], swapped[i + 1]);
    CHECK(problem_of(swapped).has_value() == (swapped != good));
  }
}

TEST_CASE("CTR-06 refuses: another length or a character the standard does not use") {
  const auto code =
      GENERATE("", "91350100M000100Y4", "91350100M000100Y433", "91350100m000100y43",
               "91350100I000100Y43", "91350100O000100Y43", "91350100S000100Y43",
               "91350100V000100Y43", "91350100Z000100Y43", "91350100M000100Y4 ", "９１３５０１");
  CAPTURE(code);
  const auto problem = problem_of(code);
  REQUIRE(problem);
  CHECK(problem->rule == "CTR-06");
  CHECK_FALSE(problem->remedy.zh.empty());
}

TEST_CASE("the example of a credit code is one, and has the documented form") {
  CHECK_FALSE(problem_of(TextForm<CreditCode>::example));
}
