#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/mapping_file.hpp"
#include "kezhuan/acts/table.hpp"
#include "kezhuan/core/node.hpp"
#include "kezhuan/core/shape.hpp"

/// A mapping compiled: what each field of each act is filled with, by place of the column.
namespace kezhuan {

/// How one value comes about.
struct Piece {
  enum class Kind {
    literal,  ///< `node`
    cell,     ///< the first of `columns` that is filled, by the type of the field; else items[0]
    created,  ///< the id of what act `which` of the record creates
    own,      ///< the own institution
    sum,      ///< of the money in columns[0] over the rows; in a ratio its minor units, or the part
              ///< it is of columns[1]
    object,   ///< `keys` and `items`
    list,     ///< `items`, one after the other
    each,     ///< items[0] for each value of `columns`
    split,    ///< items[0] for each part of what columns[0] lists
    part,     ///< that part
  };

  Kind kind = Kind::literal;
  const Shape* shape = nullptr;  ///< of the value; never optional
  bool is_required = true;
  bool is_number = false;  ///< what people refer to a record by: full-width digits are made narrow
  bool is_today = false;   ///< of a date: the day of the import, when the cells are empty
  bool is_once = false;    ///< of `each`: no two rows may have the same values
  std::size_t which = 0;
  std::vector<std::size_t> columns;
  std::vector<std::size_t> when;  ///< of `each`: only rows where these are filled
  std::optional<Node> node;       ///< of a literal; of a cell what stands for an empty one
  std::optional<Node> legacy;     ///< of a cell: what stands for an empty one of an old record
  std::vector<std::string> keys;
  std::vector<Piece> items;
};

/// Which column a field of an act is filled from. Pointers are without places in lists.
struct FieldSource {
  std::string pointer;
  std::size_t column = 0;
};

/// What a column has to say for an act to be done.
struct SaidCell {
  std::size_t column = 0;
  std::vector<std::string> words;
};

struct PlannedAct {
  const ActType* type = nullptr;
  std::string name;
  std::vector<std::size_t> when;
  std::optional<SaidCell> says;
  std::vector<std::size_t> unless_no;
  std::vector<std::size_t> undenied;  ///< that contradict it when they say no
  std::vector<std::size_t> per;
  Piece happened;
  Piece data;
  bool gives_id = false;  ///< it creates something, which gets an id made from the key
  std::vector<FieldSource> sources;
};

/// What the acts make of a column.
struct ColumnUse {
  enum class Form { text, date, money };
  Form form = Form::text;
  bool none_is_blank = false;  ///< 无 says nothing: of a key, or where no field needs it
};

struct MappingPlan {
  std::string id;
  Text title;
  std::vector<std::size_t> key;
  bool is_grouped = false;
  std::vector<ColumnRule> columns;
  std::vector<ColumnUse> uses;  ///< of each column
  std::vector<PlannedAct> acts;
};

/// @throws Error config  with every problem: line and pointer
MappingPlan compile(const MappingFile& file);

/// The value of a cell as the field wants it. @throws Error invalid: what is wrong with the cell
Node node_of_cell(std::string_view cell, const Shape& shape, const ColumnRule& column,
                  std::string_view unit);

/// What the mapping says a cell stands for; the cell itself when it says nothing.
std::string_view meaning_of(std::string_view cell, const ColumnRule& column);

/// Yes or no, as the mapping or the words themselves say. @throws Error invalid: neither
bool boolean_of(std::string_view cell, const ColumnRule& column);

/// "/lines/0/person" without places in lists: "/lines/person".
std::string without_places(std::string_view pointer);

}  // namespace kezhuan
