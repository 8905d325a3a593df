#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/node.hpp"
#include "kezhuan/core/read.hpp"
#include "kezhuan/policy/finding.hpp"

/// A mapping as it is written. What it means is checked when it is compiled.
namespace kezhuan {

/// What an act's field is filled with: kept as written, compiled with the field's type at hand.
struct Template {
  Node node;
};
void read_value(Reading& r, const Node& node, const Place& place, Template& out);

/// What people write, and the value it stands for.
struct ValueMap {
  std::vector<std::pair<std::string, std::string>> items;
};
void read_value(Reading& r, const Node& node, const Place& place, ValueMap& out);

struct ColumnRule {
  std::string name;
  std::vector<std::string> also;  ///< other names the header may have
  std::optional<bool> required;   ///< without the column the sheet is refused
  /// As a condition it is read as yes or no; else by being filled. By itself so when its `values`
  /// are nothing else.
  std::optional<bool> yes_no;
  std::optional<bool> literal;  ///< strokes, 无 and 1E+05 are texts like any other
  std::optional<std::string> unit;
  std::optional<ValueMap> values;

  template <class V>
  static void describe(V& v) {
    using A = ColumnRule;
    v.field("name", &A::name, {"列名（表头）", "name of the column", {}, no_marks, "工号"});
    v.field("also", &A::also, {"其他叫法", "other names"});
    v.field("required", &A::required, {"缺列即拒绝", "refuse a sheet without it"});
    v.field("yes_no", &A::yes_no,
            {"用作条件时须写是或否（values 只对应是、否的，本来如此）",
             "as a condition its cells have to say yes or no (so they do where `values` are only "
             "yes and no)"});
    v.field("literal", &A::literal,
            {"照字面：/、-、无 不作空格看，1E+05 也是编号",
             "to the letter: / - 无 are not taken for nothing, nor 1E+05 for a slip"});
    v.field("unit", &A::unit, {"金额单位（如 万元）", "unit of money"});
    v.field("values", &A::values, {"取值对应", "what values stand for"});
  }
};

/// Words of a column that an act stands behind: 已注销.
struct SaidWords {
  std::string column;
  std::vector<std::string> words;

  template <class V>
  static void describe(V& v) {
    v.field("column", &SaidWords::column, {"列", "column"});
    v.field("words", &SaidWords::words, {"写法", "what it says", {}, at_least_one});
  }
};

struct ActTemplate {
  std::string act;
  std::optional<std::string> name;
  std::vector<std::string> when;
  std::optional<SaidWords> when_says;
  std::vector<std::string> unless_no;
  std::vector<std::string> undenied;
  std::vector<std::string> per;
  Template happened;
  Template data;

  template <class V>
  static void describe(V& v) {
    using A = ActTemplate;
    v.field("act", &A::act, {"业务动作", "act", {}, no_marks, "person.register"});
    v.field("name", &A::name,
            {"在本文件中的代号（默认为动作名）", "what it is called here (default: the act)"});
    v.field("when", &A::when,
            {"这些列都有内容、且不是“否”“无”之类才做",
             "only when these columns are filled, and not with a word for no"});
    v.field("when_says", &A::when_says,
            {"这一列写着其中之一才做", "only when this column says one of these words"});
    v.field("unless_no", &A::unless_no,
            {"这些列写了“否”即不做；空着的照做",
             "not when one of these columns says no; an empty one says nothing"});
    v.field("undenied", &A::undenied,
            {"要做时，这些列写了“否”即拒绝", "when it is done, none of these columns may say no"});
    v.field("per", &A::per, {"这些列每有一种取值做一次", "once for each value of these columns"});
    v.field("happened", &A::happened, {"发生日期", "date it happened"});
    v.field("data", &A::data, {"动作内容", "what the act says"});
  }
};

struct MappingFile {
  std::string schema;
  std::string mapping;
  Text title;
  std::vector<std::string> key;
  std::optional<bool> group;
  std::vector<ColumnRule> columns;
  std::vector<ActTemplate> acts;

  template <class V>
  static void describe(V& v) {
    using A = MappingFile;
    v.field("schema", &A::schema, {"格式", "format", {}, no_marks, "kezhuan/import/1"});
    v.field("mapping", &A::mapping, {"标识", "id", {}, no_marks, "people"});
    v.field("title", &A::title, {"名称", "title"});
    v.field("key", &A::key, {"识别一条记录的列", "columns that name a record", {}, at_least_one});
    v.field("group", &A::group,
            {"相邻的同键行合为一条记录", "neighbouring rows of one key are one record"});
    v.field("columns", &A::columns, {"列", "columns", {}, at_least_one});
    v.field("acts", &A::acts, {"每条记录做的业务动作", "acts of each record", {}, at_least_one});
  }
};

}  // namespace kezhuan
