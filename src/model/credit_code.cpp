#include "kezhuan/model/credit_code.hpp"

#include "kezhuan/core/error.hpp"

namespace kezhuan {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";  // GB 32100: no I O S V Z
constexpr std::size_t code_length = 18;

[[noreturn]] void refuse(std::string_view text, const Text& why) {
  throw_invalid(
      {"统一社会信用代码“" + std::string(text) + "”不成立：" + why.zh,
       "unified social credit code \"" + std::string(text) + "\": " + why.en},
      {"请对照营业执照或法人证书逐位核对。", "Check it digit by digit against the certificate."},
      "CTR-06");
}

/// Weights are the powers of 3 modulo 31 (GB 32100-2015, 5.1).
char check_digit(std::string_view text) {
  std::size_t sum = 0;
  std::size_t weight = 1;
  for (const char c : text.substr(0, code_length - 1)) {
    sum += alphabet.find(c) * weight;
    weight = weight * 3 % alphabet.size();
  }
  return alphabet[(alphabet.size() - sum % alphabet.size()) % alphabet.size()];
}

}  // namespace

CreditCode CreditCode::parse(std::string_view text) {
  if (text.size() != code_length) refuse(text, {"应为 18 位。", "must have 18 characters."});
  if (text.find_first_not_of(alphabet) != std::string_view::npos) {
    refuse(text,
           {"含有标准不用的字符（只用数字和大写字母，不含 I、O、S、V、Z）。",
            "holds a character the standard does not use (digits and capitals, no I O S V Z)."});
  }
  const char right = check_digit(text);
  if (text.back() != right) {
    refuse(text, {std::string("校验位应为 ") + right + "。",
                  std::string("the check digit should be ") + right + "."});
  }
  CreditCode code;
  code.text_ = text;
  return code;
}

}  // namespace kezhuan
