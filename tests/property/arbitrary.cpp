#include "property/arbitrary.hpp"

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include <rapidcheck.h>

#include "kezhuan/core/error.hpp"
#include "kezhuan/core/sha256.hpp"
#include "kezhuan/model/credit_code.hpp"

namespace kezhuan::test {

namespace {

std::string any_text() {
  // what breaks careless writers: quotes, escapes, separators, every length of UTF-8
  static const std::vector<std::string> pieces = {
      "a", "Z", "0", " ", "\"", "\\",     "/", "~",    "\n",   "\t",     "{",
      "]", ":", ",", "é", "科", "\u2028", "😀", "null", "true", "\\u0000"};
  std::string text = *rc::gen::element<std::string>("a", "科", "😀");
  for (auto left = *rc::gen::inRange(0, 12); left > 0; --left) {
    text += pieces[*rc::gen::inRange<std::size_t>(0, pieces.size())];
  }
  return text;
}

std::string any_number() {
  return *rc::gen::element<std::string>("KZ-", "科-", "I") +
         std::to_string(*rc::gen::inRange(0, 9999));
}

Uuid any_uuid() {
  Uuid::Bytes bytes{};
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(*rc::gen::inRange(0, 256));
  bytes[0] |= 1;  // not nil: that means "not resolved"
  return Uuid(bytes);
}

Sha256 any_hash() { return sha256(std::to_string(*rc::gen::arbitrary<int>())); }

CreditCode any_credit_code() {
  const auto body = "1210000040000" + std::to_string(*rc::gen::inRange(1000, 10'000));
  for (const char digit : std::string_view("0123456789ABCDEFGHJKLMNPQRTUWXY")) {
    try {
      return CreditCode::parse(body + digit);
    } catch (const Error&) {  // the next one, then
    }
  }
  throw std::logic_error("no check digit fits");
}

Money any_money() {
  return Money::of_minor(*rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000),
                         *rc::gen::element(Currency(), Currency::parse("USD")));
}

Ratio any_ratio() {
  const auto denominator = *rc::gen::inRange<std::int64_t>(1, 1000);
  return {*rc::gen::inRange<std::int64_t>(0, denominator + 1), denominator};
}

Date any_date() { return Date(1900, 1, 1) + std::chrono::days{*rc::gen::inRange(0, 401'767)}; }

AnyRef any_reference() {
  if (*rc::gen::arbitrary<bool>()) return {any_uuid(), {}};
  return {{}, any_number()};
}

/// Of a value that is one text.
std::string any_text_of(const Shape& shape) {
  if (&shape == &shape_of<Date>) return any_date().to_text();
  if (&shape == &shape_of<Sha256>) return any_hash().to_text();
  if (&shape == &shape_of<CreditCode>) return any_credit_code().to_text();
  if (shape.pattern == TextForm<Uuid>::pattern) return any_uuid().to_text();
  throw std::logic_error("no values are known of: " + std::string(shape.name.en));
}

void fill_list(const Shape& shape, const FieldDoc& doc, void* out) {
  const int least = (doc.marks & at_least_one) != 0 ? 1 : 0;
  shape.restart(out, 0);
  for (auto left = *rc::gen::inRange(least, 4); left > 0; --left) {
    fill(*shape.item, doc, shape.append(out));
  }
}

template <class T>
T& as(void* value) {
  return *static_cast<T*>(value);
}

}  // namespace

void fill(const Shape& shape, const FieldDoc& doc, void* out) {
  using Form = Shape::Form;
  switch (shape.form) {
    case Form::text:
      as<std::string>(out) = (doc.marks & refer_by) != 0 ? any_number() : any_text();
      return;
    case Form::boolean: as<bool>(out) = *rc::gen::arbitrary<bool>(); return;
    case Form::integer:
      as<std::int64_t>(out) = *rc::gen::element<std::int64_t>(0, 1, 42, 9'007'199'254'740'993);
      return;
    case Form::personal: as<Personal>(out) = {any_text(), any_hash()}; return;
    case Form::money: as<Money>(out) = any_money(); return;
    case Form::ratio: as<Ratio>(out) = any_ratio(); return;
    case Form::reference: as<AnyRef>(out) = any_reference(); return;
    case Form::parsed: shape.parse(any_text_of(shape), out); return;
    case Form::code: shape.set(out, *rc::gen::inRange<std::size_t>(0, shape.codes.size())); return;
    case Form::optional:
      if (*rc::gen::arbitrary<bool>()) fill(*shape.item, doc, shape.hold(out));
      return;
    case Form::list: fill_list(shape, doc, out); return;
    case Form::object:
      for (const auto& field : shape.object().fields) {
        fill(*field.shape, field.doc, field.in(out));
      }
      return;
    case Form::own: break;
  }
  throw std::logic_error("no values are known of a type with a form of its own");
}

}  // namespace kezhuan::test
