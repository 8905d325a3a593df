#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <rapidcheck.h>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/core/personal.hpp"
#include "kezhuan/core/ref.hpp"
#include "kezhuan/core/sha256.hpp"
#include "kezhuan/model/credit_code.hpp"

/// Any well-formed value of any described type, from its `describe`.
namespace kezhuan::test {

inline std::string any_text() {
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

inline std::string any_number() {
  return *rc::gen::element<std::string>("KZ-", "科-", "I") +
         std::to_string(*rc::gen::inRange(0, 9999));
}

inline Uuid any_uuid() {
  Uuid::Bytes bytes{};
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(*rc::gen::inRange(0, 256));
  bytes[0] |= 1;  // not nil: that means "not resolved"
  return Uuid(bytes);
}

inline Sha256 any_hash() { return sha256(std::to_string(*rc::gen::arbitrary<int>())); }

inline CreditCode any_credit_code() {
  const auto body = "1210000040000" + std::to_string(*rc::gen::inRange(1000, 10'000));
  for (const char digit : std::string_view("0123456789ABCDEFGHJKLMNPQRTUWXY")) {
    try {
      return CreditCode::parse(body + digit);
    } catch (const Error&) {  // the next one, then
    }
  }
  throw std::logic_error("no check digit fits");
}

template <class T>
T any_value(const FieldDoc& doc = {});

template <class T>
struct FieldFiller {
  T& value;

  template <class Owner, class M>
  void field(std::string_view, M Owner::*member, const FieldDoc& doc) {
    if constexpr (Optional<M>) {
      if (*rc::gen::arbitrary<bool>()) value.*member = any_value<typename M::value_type>(doc);
    } else {
      value.*member = any_value<M>(doc);
    }
  }
};

template <class T>
T any_value(const FieldDoc& doc) {
  if constexpr (Vector<T>) {
    T list;
    const int least = (doc.marks & at_least_one) != 0 ? 1 : 0;
    for (auto left = *rc::gen::inRange(least, 4); left > 0; --left) {
      list.push_back(any_value<typename T::value_type>(doc));
    }
    return list;
  } else if constexpr (std::is_same_v<T, std::string>) {
    return (doc.marks & refer_by) != 0 ? any_number() : any_text();
  } else if constexpr (std::is_same_v<T, Personal>) {
    return {any_text(), any_hash()};
  } else if constexpr (std::is_same_v<T, bool>) {
    return *rc::gen::arbitrary<bool>();
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    return *rc::gen::element<std::int64_t>(0, 1, 42, 9'007'199'254'740'993);
  } else if constexpr (is_ref<T>::value) {
    if (*rc::gen::arbitrary<bool>()) return T(Id<typename T::Target>(any_uuid()));
    return T(any_number());
  } else if constexpr (std::is_same_v<T, Money>) {
    return Money::of_minor(*rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000),
                           *rc::gen::element(Currency(), Currency::parse("USD")));
  } else if constexpr (std::is_same_v<T, Ratio>) {
    const auto denominator = *rc::gen::inRange<std::int64_t>(1, 1000);
    return {*rc::gen::inRange<std::int64_t>(0, denominator + 1), denominator};
  } else if constexpr (std::is_same_v<T, Date>) {
    return Date(1900, 1, 1) + std::chrono::days{*rc::gen::inRange(0, 401'767)};
  } else if constexpr (std::is_same_v<T, Sha256>) {
    return any_hash();
  } else if constexpr (std::is_same_v<T, CreditCode>) {
    return any_credit_code();
  } else if constexpr (std::is_same_v<T, Uuid>) {
    return any_uuid();
  } else if constexpr (TextValue<T>) {
    return T(any_uuid());  // an Id
  } else if constexpr (CodedEnum<T>) {
    const auto& table = EnumTable<T>::table;
    return table[*rc::gen::inRange<std::size_t>(0, table.size())].value;
  } else {
    T value;
    FieldFiller<T> filler{value};
    T::describe(filler);
    return value;
  }
}

}  // namespace kezhuan::test
