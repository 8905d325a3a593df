#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/core/shape.hpp"
#include "kezhuan/model/kinds.hpp"
#include "registry/sqlite/store.hpp"

namespace kezhuan {

/// How one kind of aggregate stands in its table (schemas/sql/tables.sql).
struct TableSpec {
  Kind kind;
  std::string_view table;
  std::vector<std::string_view> columns;  ///< after id, number and body
  void (*bind)(Statement& statement, int first, const void* value);
  std::string_view label;          ///< SQL expression: what a list shows as the name
  std::string_view state;          ///< SQL expression: the state code, or "''"
  std::string_view label_en = {};  ///< where the name is the program's own words; empty: `label`

  std::string_view label_in(Language language) const {
    return language == Language::en && !label_en.empty() ? label_en : label;
  }
};

/// Raised whenever tables.sql or the columns change: an older file is migrated by replay.
inline constexpr std::string_view tables_version = "10";

/// A table with rows for the parts of one kind of aggregate. Its first two columns are the id of
/// the aggregate and the number of the part.
struct ChildSpec {
  Kind parent;
  std::string_view table;
  std::vector<std::string_view> columns;
  /// Binds and runs `insert` once a part.
  void (*write)(Statement& insert, const void* value);
};

const std::vector<ChildSpec>& child_specs();

/// DELETE of the parts of one aggregate, and INSERT of a part.
std::string delete_sql(const ChildSpec& spec);
std::string insert_sql(const ChildSpec& spec);

const std::vector<TableSpec>& table_specs();
const TableSpec& table_spec(Kind kind);

/// Every code of an enumeration.
template <CodedEnum E>
std::vector<CodeName> codes_of() {
  std::vector<CodeName> codes;
  for (const auto& entry : EnumTable<E>::table) codes.push_back({entry.code, entry.name});
  return codes;
}

/// Every code that the state of a kind may be; none for kinds that have no state.
std::vector<CodeName> state_codes(Kind kind);

/// INSERT … ON CONFLICT(id) DO UPDATE for a whole row.
const std::string& upsert_sql(const TableSpec& spec);

}  // namespace kezhuan
