#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/core/personal.hpp"
#include "kezhuan/core/ref.hpp"

/// A described type with one field of every kind, for the tests of reader, writer and schema.
namespace sample {

enum class Colour { red = 1, blue = 2 };

struct Thing;

struct Part {
  std::string key;
  std::int64_t count = 0;
  bool operator==(const Part&) const = default;

  template <class V>
  static void describe(V& v) {
    v.field("key", &Part::key, {"代号", "key"});
    v.field("count", &Part::count, {"数目", "count", {}, kezhuan::no_marks, "3"});
  }
};

struct All {
  std::string text;
  bool flag = false;
  std::int64_t count = 0;
  Colour colour = Colour::red;
  kezhuan::Money money;
  kezhuan::Ratio ratio;
  kezhuan::Date day;
  kezhuan::Timestamp time;
  kezhuan::Uuid id;
  kezhuan::Sha256 hash;
  kezhuan::Ref<Thing> ref;
  kezhuan::Personal person;
  Part part;
  std::vector<Part> parts;
  std::vector<std::string> names;
  std::optional<std::string> note;
  std::optional<std::string> number;
  std::optional<kezhuan::Personal> other;
  bool operator==(const All&) const = default;

  template <class V>
  static void describe(V& v) {
    using namespace kezhuan;
    v.field("text", &All::text, {"文字", "text", "AAA-01"});
    v.field("flag", &All::flag, {"真假", "flag"});
    v.field("count", &All::count, {"数目", "count"});
    v.field("colour", &All::colour, {"颜色", "colour", {}, no_marks, "blue"});
    v.field("money", &All::money, {"金额", "money"});
    v.field("ratio", &All::ratio, {"比例", "ratio"});
    v.field("day", &All::day, {"日期", "day"});
    v.field("time", &All::time, {"时刻", "time"});
    v.field("id", &All::id, {"标识", "id"});
    v.field("hash", &All::hash, {"哈希", "hash"});
    v.field("ref", &All::ref, {"引用", "reference"});
    v.field("person", &All::person, {"姓名", "person"});
    v.field("part", &All::part, {"部分", "part"});
    v.field("parts", &All::parts, {"各部分", "parts", "AAA-02", at_least_one});
    v.field("names", &All::names, {"名称", "names", {}, json_example, R"(["一","二"])"});
    v.field("note", &All::note, {"备注", "note", {}, confidential});
    v.field("number", &All::number, {"编号", "number", {}, refer_by});
    v.field("other", &All::other, {"他人", "other"});
  }
};

/// A value with every required field, as JSON.
inline std::string all_json() {
  return R"({"text": "文", "flag": true, "count": 7, "colour": "blue", "money": "12.5",
    "ratio": "50%", "day": "2026-03-02", "time": "2026-03-02T01:30:00.000Z",
    "id": "019cad00-7c00-7000-8000-000000000001",
    "hash": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "ref": "T-1", "person": "示例甲", "part": {"key": "a", "count": 1},
    "parts": [{"key": "b", "count": 2}]})";
}

}  // namespace sample

template <>
struct kezhuan::EnumTable<sample::Colour> {
  using E = sample::Colour;
  static constexpr std::array table = {
      EnumEntry<E>{E::red, "red", {"红", "red"}},
      EnumEntry<E>{E::blue, "blue", {"蓝", "blue"}},
  };
};
