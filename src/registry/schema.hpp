#pragma once

#include <string>
#include <vector>

#include "registry/sqlite/store.hpp"

namespace kezhuan {

/// A table, index, view or trigger as the file declares it.
struct SchemaObject {
  std::string type, name, table, sql;
};

/// What the file declares, in the order in which it was declared. Left out is what the database
/// library makes of its own accord.
std::vector<SchemaObject> schema_of(Store& store);

/// A declaration without comments and with single spaces, so that only what it says is compared.
std::string normal_sql(std::string_view sql);

/// Every table, index, view and trigger that one file has and the other has not, or otherwise.
std::vector<Problem> compare_schemas(Store& recorded, Store& expected);

/// Drops all but the tables that may never be lost, with their rows, and declares anew what
/// `expected` has, empty. Inside a write transaction of `store`.
void renew_schema(Store& store, Store& expected);

}  // namespace kezhuan
