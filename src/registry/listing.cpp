// What Snapshot lists, finds and reminds of.
#include <algorithm>
#include <map>

#include "kezhuan/core/error.hpp"
#include "registry/case_rows.hpp"
#include "registry/impl.hpp"
#include "registry/list_query.hpp"
#include "registry/search_words.hpp"
#include "registry/tables.hpp"

namespace kezhuan {

namespace {

ListRow read_row(const Statement& row, Language language) {
  ListRow read{row.uuid(0), std::string(row.text(1)), std::string(row.text(2)),
               std::string(row.text(3))};
  if (row.is_null(2)) read.name = erased_value.in(language);
  return read;
}

std::vector<ListRow> read_rows(Store& store, const ListSql& query, Language language) {
  auto statement = prepare(store, query);
  std::vector<ListRow> rows;
  while (statement.next()) rows.push_back(read_row(statement, language));
  return rows;
}

/// What is found stands in ranges of the index, one a kind; both ends included.
struct Range {
  std::int64_t first;
  std::int64_t last;
};

/// Of what stands behind `after`.
std::vector<Range> ranges_of(const SearchQuery& query, std::int64_t after) {
  auto kinds = query.kinds;
  std::sort(kinds.begin(), kinds.end());
  kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
  std::vector<Range> ranges;
  if (kinds.empty()) ranges.push_back({after + 1, last_search_row(Kind{0xFFFF})});
  for (const auto kind : kinds) {
    if (last_search_row(kind) > after) {
      ranges.push_back({std::max(first_search_row(kind), after + 1), last_search_row(kind)});
    }
  }
  return ranges;
}

SearchRow row_at(Store& store, std::int64_t place, Language language) {
  const auto kind = kind_of_search_row(place);
  auto row = store.statement(select_list_rows(table_spec(kind), language) + " WHERE t.doc = ?1");
  row.bind(1, place - first_search_row(kind));
  if (row.next()) return {kind, read_row(row, language)};
  throw Error(ErrorCode::integrity,
              {"检索索引与数据表不一致。", "the index for searching and the tables disagree."},
              {"先查明是谁改动了文件，再由账册重建（kezhuan migrate --rebuild）。",
               "Find out first who changed the file, then rebuild it from the ledger (kezhuan "
               "migrate --rebuild)."});
}

/// Where the row that a cursor names stands in the index; 0 when there is none.
std::int64_t place_of(Store& store, std::string_view cursor) {
  if (cursor.empty()) return 0;
  const auto slash = std::min(cursor.find('/'), cursor.size());
  const auto kind = find_enum<Kind>(cursor.substr(0, slash));
  if (kind && *kind != Kind::settings && slash < cursor.size()) {
    auto row = store.statement("SELECT doc FROM " + std::string(table_spec(*kind).table) +
                               " WHERE number = ?1");
    row.bind(1, cursor.substr(slash + 1));
    if (row.next()) return first_search_row(*kind) + row.integer(0);
  }
  throw Error(ErrorCode::invalid,
              {"没有可从其后继续的“" + std::string(cursor) + "”。",
               "there is no \"" + std::string(cursor) + "\" to go on after."},
              {"用上一次结果给出的值，或从头查起。",
               "Take what the last result said, or start from the beginning."});
}

constexpr std::string_view found_from =
    " FROM search WHERE search MATCH ?1 AND rowid BETWEEN ?2 AND ?3";

}  // namespace

std::vector<ListRow> Snapshot::list(Kind kind, const ListQuery& query) const {
  const ListConditions conditions(impl_->state, policy(today()), today(), kind, query);
  if (kind == Kind::achievement && query.link) return list_by_link(query, conditions);
  return read_rows(impl_->bench.store, conditions.rows(query.after, query.limit), query.language);
}

std::int64_t Snapshot::count(Kind kind, const ListQuery& query) const {
  const ListConditions conditions(impl_->state, policy(today()), today(), kind, query);
  if (kind == Kind::achievement && query.link) {
    auto all = query;
    all.limit = 0;
    all.after.clear();
    return static_cast<std::int64_t>(list_by_link(all, conditions).size());
  }
  auto statement = prepare(impl_->bench.store, conditions.count());
  statement.next();
  return statement.integer(0);
}

std::int64_t Snapshot::count(Kind kind, const std::string& state) const {
  ListQuery query;
  query.state = state;
  return count(kind, query);
}

/// The links of an achievement are in no table: each that may fit is judged as it comes, by the
/// rules.
std::vector<ListRow> Snapshot::list_by_link(const ListQuery& query,
                                            const ListConditions& conditions) const {
  constexpr std::int64_t at_once = 256;
  auto& bench = impl_->bench;
  const auto day = today();
  const auto around = bench.around(policy(day), day);
  const auto wanted = wanted_link_state(Kind::achievement, query);
  SqlState state(bench.store);  // of its own: what is looked at is forgotten again
  std::vector<ListRow> rows;
  std::string after = query.after;
  for (;;) {
    auto candidates = read_rows(bench.store, conditions.rows(after, at_once), query.language);
    if (candidates.empty()) return rows;
    after = candidates.back().number;
    for (auto& candidate : candidates) {
      const auto file = load_case_file(state, Id<Achievement>(candidate.id));
      const auto links = link_statuses(around, state, file);
      const auto link = std::find_if(links.begin(), links.end(), [&](const LinkStatus& status) {
        return status.number == *query.link;
      });
      if (link == links.end() || to_code(link->state) != wanted) continue;
      rows.push_back(std::move(candidate));
      if (query.limit > 0 && rows.size() == static_cast<std::size_t>(query.limit)) return rows;
    }
    state.trim();
  }
}

std::vector<SearchRow> Snapshot::search(const SearchQuery& query) const {
  const auto expression = search_expression(query.words);
  auto& store = impl_->bench.store;
  std::vector<SearchRow> rows;
  for (const auto& range : ranges_of(query, place_of(store, query.after))) {
    const auto left = query.limit > 0 ? query.limit - static_cast<std::int64_t>(rows.size()) : -1;
    if (left == 0) break;
    auto found =
        store.statement("SELECT rowid" + std::string(found_from) + " ORDER BY rowid LIMIT ?4");
    found.bind(1, std::string_view(expression));
    found.bind(2, range.first).bind(3, range.last).bind(4, left);
    while (found.next()) rows.push_back(row_at(store, found.integer(0), query.language));
  }
  return rows;
}

std::int64_t Snapshot::count(const SearchQuery& query) const {
  const auto expression = search_expression(query.words);
  std::int64_t count = 0;
  for (const auto& range : ranges_of(query, 0)) {
    auto found = impl_->bench.store.statement("SELECT count(*)" + std::string(found_from));
    found.bind(1, std::string_view(expression)).bind(2, range.first).bind(3, range.last);
    found.next();
    count += found.integer(0);
  }
  return count;
}

namespace {

void append(std::vector<Deadline>& deadlines, std::vector<Deadline> more) {
  deadlines.insert(deadlines.end(), std::make_move_iterator(more.begin()),
                   std::make_move_iterator(more.end()));
}

bool is_of(const Deadline& deadline, const DueQuery& query, const std::string& person) {
  const auto has = [](const std::vector<std::string>& all, std::string_view one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  };
  return (person.empty() || has(deadline.people, person)) &&
         (!query.role || has(deadline.who, to_code(*query.role)));
}

}  // namespace

std::vector<Deadline> Snapshot::due(const DueQuery& query) const {
  auto& bench = impl_->bench;
  std::optional<Id<Person>> person;
  std::string number;
  if (!query.person.empty()) {
    person = Id<Person>(get(Kind::person, query.person).id);
    number = impl_->state.get(*person).number;
  }
  auto deadlines = read_deadlines(bench.store, query.day, query.until, number);
  SqlState state(bench.store);  // of its own: what is looked at is forgotten again
  for (const auto& id : ending_achievements(bench.store, query.day, query.until, person)) {
    append(deadlines, due_until(deadlines_of(state, state.get(id)), query.day, query.until));
    state.trim();
  }
  const auto around = bench.around(policy(today()), query.day);
  append(deadlines, due_until(registry_deadlines(around, impl_->state), query.day, query.until));
  std::erase_if(deadlines, [&](const Deadline& d) { return !is_of(d, query, number); });
  sort_deadlines(deadlines);
  return deadlines;
}

std::vector<Deadline> Snapshot::due(const Date& day, const Date& until) const {
  return due(DueQuery{day, until});
}

std::vector<Deadline> Snapshot::due(const Date& until) const { return due(today(), until); }

}  // namespace kezhuan
