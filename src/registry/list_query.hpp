#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kezhuan/registry/registry.hpp"
#include "registry/sqlite/store.hpp"
#include "registry/tables.hpp"

namespace kezhuan {

/// The code that somebody means who wrote it, or its name in either language, or one of two names
/// it goes by ("数据集").
/// @param takes_ends  also how one name alone ends ("成果", "合同"): where no name says the
/// opposite
///                    of another, as "未通过" of "通过"
std::optional<std::string> find_code(std::string_view written, const std::vector<CodeName>& codes,
                                     bool takes_ends = false);

/// A query made of fixed fragments; whatever comes from outside is bound.
struct ListSql {
  using Value = std::variant<std::int64_t, std::string, Uuid>;
  std::string sql;
  std::vector<Value> values;
};

/// id, number, name and state of rows `t` of a kind.
std::string select_list_rows(const TableSpec& spec, Language language);

Statement prepare(Store& store, const ListSql& query);

/// The code of the state that `query.link` is to be in. @throws Error invalid  there is none such
std::string wanted_link_state(Kind kind, const ListQuery& query);

/// What is filtered by must be known to the file: numbers of units and people become ids.
/// @throws Error invalid, not_found  as `Snapshot::list`
class ListConditions {
 public:
  ListConditions(const State& state, const Policy& policy, const Date& today, Kind kind,
                 const ListQuery& query);

  /// id, number, name and state of the rows after `after` in the order of their numbers.
  ListSql rows(std::string_view after, std::int64_t limit) const;
  ListSql count() const;

 private:
  void add_link(const ListQuery& query, std::string_view condition);
  void add_amounts(const ListQuery& query);
  void add_about(const State& state, const std::string& about);
  void add(std::string_view condition, std::vector<ListSql::Value> values = {});

  Kind kind_;
  Language language_;
  std::string where_;
  std::vector<ListSql::Value> values_;
};

}  // namespace kezhuan
