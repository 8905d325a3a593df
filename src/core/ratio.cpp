#include "kezhuan/core/ratio.hpp"

#include "core/scan.hpp"
#include "core/wide.hpp"
#include "kezhuan/core/error.hpp"

namespace kezhuan {

namespace {

constexpr std::size_t most_digits = 30;  // ten to this, times a hundred, stays inside 128 bits

constexpr StaticText exact_remedy{"改用更简单的分数或更少的小数位",
                                  "use a simpler fraction or fewer decimals"};

[[noreturn]] void throw_not_representable(const std::string& subject) {
  throw_invalid({"比例过于精细或过大，无法精确表示：" + subject,
                 "ratio cannot be represented exactly: " + subject},
                exact_remedy.text());
}

[[noreturn]] void throw_malformed(std::string_view text) {
  throw_invalid({"比例格式不对：" + quoted(text), "malformed ratio: " + quoted(text)},
                {"写成“1/3”“33.3%”“0.25”或“1”", "write \"1/3\", \"33.3%\", \"0.25\" or \"1\""});
}

Int128 digits_value(std::string_view digits) {
  Int128 value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

std::optional<Ratio> reduce(Int128 numerator, Int128 denominator) {
  const Int128 divisor = greatest_common_divisor(numerator, denominator);
  const auto reduced = narrow(numerator / divisor);
  if (!reduced || denominator / divisor > Ratio::max_denominator) return std::nullopt;
  return Ratio(*reduced, static_cast<std::int64_t>(denominator / divisor));
}

/// A sum on the way, which may be finer than a ratio: as far as 128 bits go.
struct WideRatio {
  Int128 numerator = 0;
  Int128 denominator = 1;
};

bool multiply(Int128 left, Int128 right, Int128& product) {
  return !__builtin_mul_overflow(left, right, &product);
}

std::optional<WideRatio> add(const WideRatio& total, const Ratio& ratio) {
  const auto shared = greatest_common_divisor(total.denominator, ratio.denominator());
  WideRatio sum;
  Int128 more = 0;
  const bool fits = multiply(total.numerator, ratio.denominator() / shared, sum.numerator) &&
                    multiply(ratio.numerator(), total.denominator / shared, more) &&
                    !__builtin_add_overflow(sum.numerator, more, &sum.numerator) &&
                    multiply(total.denominator, ratio.denominator() / shared, sum.denominator);
  if (!fits) return std::nullopt;
  const auto divisor = greatest_common_divisor(sum.numerator, sum.denominator);
  return WideRatio{sum.numerator / divisor, sum.denominator / divisor};
}

/// @throws Error invalid
WideRatio wide_sum(std::span<const Ratio> ratios) {
  WideRatio total;
  for (const auto& ratio : ratios) {
    const auto next = add(total, ratio);
    if (!next) {
      throw_invalid(
          {"各比例的公分母过大，无法精确相加，至 " + ratio.to_text(),
           "the common denominator is too large to add up exactly, at " + ratio.to_text()},
          exact_remedy.text());
    }
    total = *next;
  }
  return total;
}

/// @param whole  not zero
std::optional<Ratio> part_of(const Ratio& part, const WideRatio& whole) {
  const auto above = greatest_common_divisor(part.numerator(), whole.numerator);
  const auto below = greatest_common_divisor(part.denominator(), whole.denominator);
  Int128 numerator = 0;
  Int128 denominator = 0;
  const bool fits = multiply(part.numerator() / above, whole.denominator / below, numerator) &&
                    multiply(part.denominator() / below, whole.numerator / above, denominator);
  return fits ? reduce(numerator, denominator) : std::nullopt;
}

std::optional<Ratio> read_fraction(std::string_view numerator, std::string_view denominator) {
  if (numerator.size() > most_digits || denominator.size() > most_digits) return std::nullopt;
  return reduce(digits_value(numerator), digits_value(denominator));
}

std::optional<Ratio> read_decimal(std::string_view whole, std::string_view fraction, bool percent) {
  if (whole.size() + fraction.size() > most_digits) return std::nullopt;
  const Int128 units = digits_value(std::string(whole) + std::string(fraction));
  Int128 scale = percent ? 100 : 1;
  for (std::size_t i = 0; i < fraction.size(); ++i) scale *= 10;
  return reduce(units, scale);
}

std::optional<Ratio> read_magnitude(std::string_view text, std::string_view unsigned_text) {
  if (const auto slash = unsigned_text.find('/'); slash != std::string_view::npos) {
    const auto numerator = unsigned_text.substr(0, slash);
    const auto denominator = unsigned_text.substr(slash + 1);
    if (!is_canonical_whole(numerator) || !is_canonical_whole(denominator) || denominator == "0") {
      throw_malformed(text);
    }
    return read_fraction(numerator, denominator);
  }
  const bool percent = unsigned_text.ends_with('%');
  if (percent) unsigned_text.remove_suffix(1);
  const auto point = unsigned_text.find('.');
  const auto whole = unsigned_text.substr(0, point);
  const bool has_fraction = point != std::string_view::npos;
  const auto fraction = has_fraction ? unsigned_text.substr(point + 1) : std::string_view();
  if (!is_canonical_whole(whole) || (has_fraction && !is_digits(fraction))) throw_malformed(text);
  return read_decimal(whole, fraction, percent);
}

}  // namespace

Ratio Ratio::parse(std::string_view text) {
  const bool negative = text.starts_with('-');
  const auto ratio = read_magnitude(text, negative ? text.substr(1) : text);
  if (!ratio) throw_not_representable(quoted(text));
  return negative ? -*ratio : *ratio;
}

std::string Ratio::to_text() const {
  auto text = std::to_string(numerator_);
  if (denominator_ != 1) text += '/' + std::to_string(denominator_);
  return text;
}

std::strong_ordering operator<=>(const Ratio& left, const Ratio& right) {
  const Int128 scaled_left = Int128{left.numerator_} * right.denominator_;
  const Int128 scaled_right = Int128{right.numerator_} * left.denominator_;
  if (scaled_left == scaled_right) return std::strong_ordering::equal;
  return scaled_left < scaled_right ? std::strong_ordering::less : std::strong_ordering::greater;
}

// Numerators stay below 2^63 and denominators at 10^15 < 2^50, so no product or sum of two products
// below can leave 128 bits.
Ratio operator+(const Ratio& left, const Ratio& right) {
  const auto result = reduce(
      Int128{left.numerator_} * right.denominator_ + Int128{right.numerator_} * left.denominator_,
      Int128{left.denominator_} * right.denominator_);
  if (!result) throw_not_representable(left.to_text() + " + " + right.to_text());
  return *result;
}

Ratio operator-(const Ratio& left, const Ratio& right) {
  const auto result = reduce(
      Int128{left.numerator_} * right.denominator_ - Int128{right.numerator_} * left.denominator_,
      Int128{left.denominator_} * right.denominator_);
  if (!result) throw_not_representable(left.to_text() + " - " + right.to_text());
  return *result;
}

Ratio operator*(const Ratio& left, const Ratio& right) {
  const auto result = reduce(Int128{left.numerator_} * right.numerator_,
                             Int128{left.denominator_} * right.denominator_);
  if (!result) throw_not_representable(left.to_text() + " * " + right.to_text());
  return *result;
}

Ratio Ratio::operator-() const {
  const auto result = reduce(-Int128{numerator_}, denominator_);
  if (!result) throw_not_representable("-(" + to_text() + ")");
  return *result;
}

void Ratio::throw_bad_denominator() {
  throw_invalid({"比例的分母须为正整数", "the denominator of a ratio must be positive"},
                {"把负号写在分子上", "put a minus sign on the numerator"});
}

void Ratio::throw_denominator_too_large() {
  throw_invalid({"比例的分母超过 10^15", "the denominator of a ratio exceeds 10^15"},
                exact_remedy.text());
}

Ratio sum(std::span<const Ratio> ratios) {
  const auto total = wide_sum(ratios);
  const auto result = reduce(total.numerator, total.denominator);
  if (!result) {
    throw_invalid({"各比例之和的分母超过 10^15，无法精确表示",
                   "the denominator of the sum of the ratios exceeds 10^15"},
                  exact_remedy.text());
  }
  return *result;
}

std::vector<Ratio> parse_weights(std::string_view text) {
  std::vector<Ratio> weights;
  for (auto rest = text;;) {
    const auto colon = rest.find(':');
    weights.push_back(Ratio::parse(rest.substr(0, colon)));
    if (weights.back().is_negative()) {
      throw_invalid({"权重不能为负：" + quoted(text), "negative weight: " + quoted(text)},
                    {"权重写零或正数，如“7:3”", "give weights of zero or more, such as \"7:3\""});
    }
    if (colon == std::string_view::npos) break;
    rest.remove_prefix(colon + 1);
  }
  const auto total = wide_sum(weights);
  if (total.numerator == 0) {
    throw_invalid({"至少要有一个正的权重：" + quoted(text), "no positive weight: " + quoted(text)},
                  {"权重写零或正数，如“7:3”", "give weights of zero or more, such as \"7:3\""});
  }
  for (auto& weight : weights) {
    const auto share = part_of(weight, total);
    if (!share) throw_not_representable(quoted(text));
    weight = *share;
  }
  return weights;
}

}  // namespace kezhuan
